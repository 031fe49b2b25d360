//! Names of which there are none, and names that mean more than one thing.

catalogue! {
    G0201 Error unknown_name(name, inside) [Shape]
        "“{inside}”中没有“{name}”"
        "there is no `{name}` in {inside}"
    G0202 Error unknown_column(name) [Shape]
        "表中没有“{name}”这一列"
        "the table has no column `{name}`"
    G0203 Error path_too_long(name)
        "前面的名称已经指到一个数，后面不能再写“{name}”"
        "the path has come to a figure; `{name}` cannot follow"
    G0204 Error not_a_figure(name)
        "“{name}”不是一个数"
        "`{name}` is not a figure"
    G0205 Error not_one_figure(name, parts)
        "“{name}”不止一个数，请写明是哪一个：{parts}"
        "`{name}` is more than one figure; say which: {parts}"
    G0206 Error group_has_no_total_row(name)
        "“{name}”没有总计行，不能取它的一列；请写明其中的一行"
        "`{name}` has no row for its total; name one of its rows"
    G0207 Error unknown_function(name)
        "没有名为“{name}”的函数"
        "there is no function `{name}`"
    G0208 Error wrong_arity(name, expected, found)
        "“{name}”的括号里要有 {expected} 项，这里有 {found} 项"
        "`{name}` takes {expected} arguments, here are {found}"
    G0209 Error unknown_check(name)
        "没有名为“{name}”的勾稽关系"
        "there is no check or total named `{name}`"
    G0210 Error unknown_axis(name)
        "表单中没有名为“{name}”的坐标（axis）"
        "the form has no axis `{name}`"
    G0212 Error unknown_phrase(name)
        "前面没有名为“{name}”的短语（phrase）"
        "there is no phrase `{name}` before this one"
    G0211 Error duplicate_name(name)
        "名称“{name}”在同一处用了两次"
        "the name `{name}` is used twice in one place"
}
