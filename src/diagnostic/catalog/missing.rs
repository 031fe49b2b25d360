//! What is missing, and what is unexpected.

catalogue! {
    G0501 Error missing_facts(inside, names) [Shape]
        "“{inside}”中缺少：{names}"
        "missing in {inside}: {names}"
        [help "请补填；确实均为 0 的，可在同一对大括号内写一行 rest 0，报告中应当留空的写 rest -"
              "add them, or write `rest 0` in the block if all of them are 0, `rest -` if the report leaves them blank"]
    G0502 Error missing_field(name, label)
        "缺少“{name}”{label}"
        "missing `{name}`{label}"
    G0503 Hint missing_recommended(name, label)
        "未填写“{name}”{label}，如有此项，建议填写"
        "`{name}`{label} is not stated; state it if it applies"
    G0504 Error missing_prose(label, name)
        "“{label}”缺少正文"
        "section {label} has no text"
        [help "写法：{name} \"\"\"……\"\"\"" "write: {name} \"\"\"…\"\"\""]
    G0505 Error written_twice(name)
        "“{name}”重复，只能写一次"
        "duplicate `{name}`"
    G0506 Error wrong_number_of_cells(expected, found, names) [Shape]
        "本行应有 {expected} 个数（{names}），现有 {found} 个"
        "wrong number of values in the row: expected {expected} ({names}), found {found}"
    G0507 Error bar_misplaced(groups)
        "竖线 | 的位置有误，应为：{groups}"
        "misplaced `|`; expected: {groups}"
    G0508 Error after_total()
        "等号后只能有一个总计"
        "expected only the total after `=`"
    G0509 Error total_without_number()
        "等号后缺少总计"
        "missing total after `=`"
    G0510 Error no_total_column()
        "本表没有总计列，行末不能写“= 总计”"
        "unexpected total: the table has no total column"
    G0511 Error header_incomplete(fault)
        "表头应列出总计以外的全部列，每列一次：{fault}"
        "a header must name every column except the total exactly once: {fault}"
    G0512 Error header_without_table(name)
        "“{name}”不是单独一张表，其后不能写表头"
        "misplaced header: {name} is not a single table"
        [help "请将表头移到它所说明的那张表的名称之后" "put the header after the name of its table"]
    G0521 Error header_total()
        "表头中的总计列应写在最后、等号之后：[… = 总计]"
        "expected the total column last in the header, after `=`: [… = total]"
    G0513 Error wrong_content(name)
        "“{name}”的内容类型不符"
        "wrong kind of content for `{name}`"
        [help "部分和表之后写 {{ }}，表中的行之后写数，文字加引号，正文加三引号" "sections and tables take {{ }}, rows take numbers, strings take quotes, prose takes triple quotes"]
    G0514 Error one_value_here(name)
        "“{name}”只能填写一个值"
        "expected one value for `{name}`"
    G0515 Error rest_value()
        "rest 后只能是 0、-（空白）、/（不适用）或 ?（待填）"
        "expected 0, - (blank), / (not applicable) or ? (unknown) after `rest`"
    G0516 Warning unused_rest(name)
        "“{name}”各项均已填写，此处的 rest 不起作用"
        "unused `rest`: all items of {name} are stated already"
    G0517 Error second_total(name)
        "“{name}”中有两个总计（= sum），只能有一个"
        "duplicate total in {name}: only one may be `= sum`"
    G0518 Error own_facts_are_numbers()
        "facts 的类型只能是 count（数量）、delta（增减）、decimal（小数）、amount（金额）或 percent（百分比）"
        "expected a number type for `facts`: count, delta, decimal, amount or percent"
    G0519 Warning unknown_value(names, number)
        "还有 {number} 处待填（?）：{names}"
        "values are still unknown (`?`), {number} in all: {names}"
    G0520 Error unknown_value_in_build(names, number)
        "还有 {number} 处待填（?），不能生成：{names}"
        "cannot build while values are unknown (`?`), {number} in all: {names}"
        [help "请填写这些数，或者用 --draft 生成草稿" "fill them in, or build a draft with --draft"]
    G0522 Error no_value(name)
        "“{name}”后没有值"
        "`{name}` has no value"
        [help "请在同一行写明值；确实没有的写 0，尚未确定的写 ?" "write its value on the same line: 0 for none, ? for unknown"]
    G0523 Warning empty_reason(name)
        "例外“{name}”没有写明理由"
        "exception `{name}` has no reason"
        [help "请在引号内写明理由，读者可以看到" "write the reason between the quotes; readers of the report will see it"]
}
