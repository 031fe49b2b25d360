//! What is wrong in a form itself.

catalogue! {
    G0801 Error table_without_columns()
        "表没有列：用 by 指定坐标，或写 columns {{ … }}"
        "the table has no columns: give it an axis with `by`, or `columns {{ … }}`"
    G0803 Error years_reversed()
        "年份的终点早于起点"
        "the years end before they begin"
    G0802 Error columns_without_type(names)
        "没有写明类型的列：{names}"
        "columns without a type: {names}"
        [help "各列类型相同，写在表上：table by mode : count 件；不同，写在各列后面：名称 \"标签\" : count 件" "one type for all of them is the table's: table by mode : count 件; or else each has its own: name \"label\" : count 件"]
    G0804 Error follows_many_to_many()
        "等号两边不能都是几项：要么几项合成一项，要么一项分成几项"
        "both sides have several parts; several become one, or one becomes several"
    G0806 Error default_of_last_year()
        "默认值不能取自上一年度的报告"
        "a default cannot come from last year's report"
    G0807 Error not_added(name)
        "这个总计相加的各项中没有“{name}”"
        "`{name}` is none of the parts that this total adds up"
    G0808 Error unlike_in_total(columns, total, ty)
        "{columns} 的类型同总计“{total}”（{ty}）不同，不能加进去"
        "{columns} cannot be added up in `{total}`, {ty}"
        [help "不加进总计的列，写在 without 后面" "what a total leaves out follows `without`"]
    G0805 Error follows_nothing_alike()
        "等号两边没有可以对应的数：行、列或单位都不同"
        "the two sides have no figures in common: rows, columns or units differ"
}
