//! Unknown, ambiguous and duplicate names.

catalogue! {
    G0201 Error unknown_name(name, inside) [Shape]
        "“{inside}”中没有“{name}”"
        "unknown name `{name}` in `{inside}`"
    G0202 Error unknown_column(name) [Shape]
        "该表没有“{name}”列"
        "unknown column `{name}`"
    G0203 Error path_too_long(name)
        "此前的路径已指明一个数，其后不能再写“{name}”"
        "the path already names a single figure, which has no part `{name}`"
    G0204 Error not_a_figure(name)
        "“{name}”不是一个数"
        "`{name}` is not a figure"
    G0205 Error not_one_figure(name, parts)
        "“{name}”包含多个数，请指明其中一个：{parts}"
        "`{name}` has several figures, choose one: {parts}"
    G0206 Error group_has_no_total_row(name)
        "“{name}”没有小计行，不能只写列的名称，请先指明其中一行"
        "`{name}` has no row for its subtotal, so name one of its rows before the column"
    G0207 Error unknown_function(name)
        "没有名为“{name}”的函数"
        "unknown function `{name}`"
    G0208 Error wrong_arity(name, expected, found)
        "“{name}”的括号内应有 {expected} 项，实际有 {found} 项"
        "wrong number of arguments to `{name}`: expected {expected}, found {found}"
    G0209 Error unknown_check(name)
        "没有名为“{name}”的勾稽关系或提示"
        "unknown check, total or lint `{name}`"
    G0210 Error unknown_axis(name)
        "表单中没有名为“{name}”的维度（axis）"
        "unknown axis `{name}`"
    G0212 Error unknown_phrase(name)
        "此处上方没有名为“{name}”的短语（phrase）"
        "unknown phrase `{name}`: no phrase above has this name"
    G0211 Error duplicate_name(name)
        "名称“{name}”重复"
        "duplicate name `{name}`"
}
