//! What is missing, and what is too much.

catalogue! {
    G0501 Error missing_facts(inside, names) [Shape]
        "“{inside}”中缺少：{names}"
        "missing in {inside}: {names}"
        [help "补上；确实全为 0 的，可在这一段里写 rest 0，原报告空白的写 rest -" "add them; where all of them are 0, write `rest 0` in the block, where the report leaves them blank `rest -`"]
    G0502 Error missing_field(name, label)
        "没有写“{name}”{label}"
        "`{name}`{label} is not stated"
    G0503 Hint missing_recommended(name, label)
        "没有写“{name}”{label}；有的话宜写明"
        "`{name}`{label} is not stated; state it if there is any"
    G0504 Error missing_prose(label, name)
        "“{label}”没有正文"
        "the section {label} has no text"
        [help "写作：{name} \"\"\"……\"\"\"" "write: {name} \"\"\"…\"\"\""]
    G0505 Error written_twice(name)
        "“{name}”写了两次"
        "`{name}` is stated twice"
    G0506 Error wrong_number_of_cells(expected, found, names) [Shape]
        "这一行有 {found} 个数，应为 {expected} 个：{names}"
        "the row has {found} numbers and should have {expected}: {names}"
    G0507 Error bar_misplaced(groups)
        "竖线 | 的位置不对，应为：{groups}"
        "`|` is in the wrong place; the columns are: {groups}"
    G0508 Error after_total()
        "等号后面只写一个总计"
        "only the total stands behind `=`"
    G0509 Error total_without_number()
        "等号后面缺少总计"
        "the total is missing behind `=`"
    G0510 Error no_total_column()
        "这张表没有总计列，不能写“= 总计”"
        "the table has no total column; `= total` cannot be stated"
    G0511 Error header_incomplete(fault)
        "表头里各列都要写到，每列一次：{fault}"
        "a header names every column once: {fault}"
    G0512 Error header_without_table(name)
        "“{name}”不止一张表，表头要写在具体的表后面"
        "{name} is not one table; put the header behind a table"
    G0521 Error header_total()
        "表头里的总计列写在最后、等号后面：[… = 总计]"
        "in a header the total column comes last, behind `=`: [… = total]"
    G0513 Error wrong_content(name)
        "“{name}”后面不能这样写：一个部分或一张表写 {{ }}，一行写数，文字写在引号里，正文写在三引号里"
        "`{name}` is not written so: sections and tables take {{ }}, rows numbers, texts quotes, prose triple quotes"
    G0514 Error one_value_here(name)
        "“{name}”只能写一个值"
        "`{name}` takes one value"
    G0515 Error rest_value()
        "rest 后面只能是 0、-（空白）、/（不适用）或 ?（待填）"
        "rest takes 0, - (blank), / (not applicable) or ? (not known yet)"
    G0516 Warning unused_rest(name)
        "“{name}”已经写全，这个 rest 没有用处"
        "{name} leaves nothing out; this rest does nothing"
    G0517 Error second_total(name)
        "“{name}”里有两个总计（= sum），只能有一个"
        "{name} has two totals; only one may be `= sum`"
    G0518 Error own_facts_are_numbers()
        "facts 里只能是数：count（数量）、delta（增减）、decimal（小数）、amount（金额）或 percent（百分比）"
        "facts are numbers: count, delta, decimal, amount or percent"
    G0519 Warning unknown_value(names, number)
        "还有 {number} 处待填（?）：{names}"
        "facts that are not known yet (?), {number}: {names}"
    G0520 Error unknown_value_in_build(names, number)
        "还有 {number} 处待填（?），不能生成：{names}"
        "facts that are not known yet (?), so that there is nothing to build, {number}: {names}"
        [help "填上，或用 --draft 生成草稿" "fill them in, or build a draft with --draft"]
    G0522 Error no_value(name)
        "“{name}”后面没有写值"
        "there is nothing behind `{name}`"
        [help "在同一行写上数；没有就写 0，还不知道写 ?" "write its value on the same line; 0 for none, ? for not known yet"]
    G0523 Warning empty_reason(name)
        "例外“{name}”没有写明理由"
        "the exception `{name}` gives no reason"
        [help "在引号里写明为什么不成立，读报告的人会看到" "say between the quotes why it does not hold; readers will see it"]
}
