//! The report as a whole: its form, its year, last year's report.

catalogue! {
    G0701 Error no_report()
        "文件里没有 report 一行"
        "the file has no `report` line"
        [help "第一行写作：report disclosure 2024（表单名和报告年度）" "begin with: report disclosure 2024 (the form and the reporting year)"]
    G0702 Error second_report()
        "一个文件只能写一份报告，这里是第二个 report"
        "a file holds one report"
    G0703 Error unknown_form(name)
        "没有名为“{name}”的表单"
        "there is no form `{name}`"
    G0704 Error no_edition(name, year, editions)
        "表单“{name}”没有适用于 {year} 年的版本；现有：{editions}"
        "form `{name}` has no edition for {year}; there are: {editions}"
    G0705 Error form_not_read(path, reason)
        "不能读取表单文件“{path}”：{reason}"
        "the form file {path} cannot be read: {reason}"
    G0706 Error year_out_of_range(year)
        "“{year}”不是一个年份"
        "`{year}` is not a year"
    G0707 Error form_with_report()
        "表单要写在另一个文件里，用 use 引入"
        "a form has a file of its own; bring it in with `use`"
    G0708 Error form_is_wrong(path, number)
        "表单文件“{path}”本身有 {number} 处错误"
        "the form file {path} has errors of its own: {number}"
    G0709 Error previous_not_read(path, reason)
        "不能读取上一年度的报告“{path}”：{reason}"
        "last year's report {path} cannot be read: {reason}"
        [help "写文件的位置，从本报告所在的目录算起" "write where the file is, seen from the folder of this report"]
    G0710 Error previous_is_no_report(path)
        "“{path}”不是一份能读的报告"
        "{path} is no report that can be read"
    G0711 Error previous_is_itself()
        "这里写的上一年度报告就是本报告"
        "the report names itself as last year's"
    G0712 Error previous_of_another_year(path, year, expected)
        "上一年度的报告应是 {expected} 年的，“{path}”是 {year} 年的"
        "last year's report is of {expected}; {path} is of {year}"
    G0713 Error previous_of_another_form(path, theirs, own)
        "“{path}”填的是表单“{theirs}”，本报告的表单“{own}”没有说明与它如何衔接"
        "{path} fills the form `{theirs}`, which `{own}`, the form of this report, does not say it follows"
        [help "在本报告的表单里写 follows（接续哪一版表单）" "say in the form of this report what it `follows`"]
    G0715 Error year_of_another_edition(year, years)
        "报告年度是 {year} 年，各部分却是照 {years}的格式写的：请核对年份"
        "the reporting year is {year}, yet the report is written in the form of {years}: look at the year"
        [help "年份写错了就改正年份；确是这一年的报告，要照这一年的格式来写" "mend the year; if it is right, follow the form of that year"]
    G0714 Error previous_is_wrong(path, number) [Previous]
        "上一年度的报告“{path}”本身有 {number} 处错误，先检查它；能读出的数仍作依据"
        "last year's report {path} has errors of its own ({number}): check it first; what can be read of it is still evidence"
}
