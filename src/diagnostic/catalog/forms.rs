//! Errors in a form itself.

catalogue! {
    G0801 Error table_without_columns()
        "表没有列，请用 by 指定维度（几张表共用的一组列），或者写 columns {{ … }}"
        "table has no columns; add an axis with `by`, or `columns {{ … }}`"
    G0803 Error years_reversed()
        "适用年度的终止年早于起始年"
        "invalid years: the last is before the first"
    G0802 Error columns_without_type(names)
        "以下列没有写明类型：{names}"
        "missing type of columns: {names}"
        [help "各列类型相同的，在 table 之后写一次（table by mode : count 件）；不同的，写在每一列之后（名称 \"正式名称\" : count 件）"
              "write a common type at the table (table by mode : count 件), or a type at each column (name \"label\" : count 件)"]
    G0804 Error follows_many_to_many()
        "等号两边不能都有多项，只能由几项合成一项，或者由一项分成几项"
        "several items on both sides of `=`: one of the sides must be a single item"
    G0806 Error default_of_last_year()
        "默认值不能取自上一年度的报告"
        "a default cannot use last year's report"
    G0807 Error not_added(name)
        "“{name}”不能写在 without 之后：该总计本来就不包括它"
        "unexpected `{name}` after `without`: it is not part of this total"
    G0808 Error unlike_in_total(columns, total, ty)
        "{columns} 的类型与总计“{total}”（{ty}）不同，不能计入总计"
        "type of {columns} differs from that of the total `{total}` ({ty})"
        [help "不计入总计的列，写在 without 之后" "write the columns that are not part of the total after `without`"]
    G0805 Error follows_nothing_alike()
        "等号两边没有可以对应的数：行、列或单位不同"
        "no matching figures on the two sides of `=`: rows, columns or units differ"
}
