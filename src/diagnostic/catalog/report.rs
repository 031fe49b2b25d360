//! The report as a whole: its form, its year, last year's report.

catalogue! {
    G0701 Error no_report()
        "文件中缺少 report 行"
        "missing `report` line"
        [help "第一行应为：report disclosure 2024（表单名称和报告年度）" "begin with: report disclosure 2024 (the form and the reporting year)"]
    G0702 Error second_report()
        "一个文件只能有一份报告，此处是第二个 report"
        "duplicate `report`: a file holds one report"
    G0703 Error unknown_form(name)
        "没有名为“{name}”的表单"
        "unknown form `{name}`"
    G0704 Error no_edition(name, year, editions)
        "表单“{name}”没有适用于 {year} 年的版本，现有版本：{editions}"
        "form `{name}` has no edition for {year}; available: {editions}"
    G0705 Error form_not_read(path, reason)
        "不能读取表单文件“{path}”：{reason}"
        "cannot read form file {path}: {reason}"
    G0706 Error year_out_of_range(year)
        "“{year}”不是有效的年份"
        "invalid year `{year}`"
    G0707 Error form_with_report()
        "报告和表单不能在同一个文件中，表单应写在另一个文件中，用 use 引入"
        "a report and a form are in one file: move the form to another file, and load it with `use`"
    G0708 Error form_is_wrong(path, number)
        "所用的表单文件“{path}”有 {number} 处错误，请先改正"
        "form file {path} has errors ({number}), fix them first"
    G0709 Error previous_not_read(path, reason)
        "不能读取上一年度的报告“{path}”：{reason}"
        "cannot read last year's report {path}: {reason}"
        [help "路径应从本报告所在的目录写起" "the path is relative to the folder of this report"]
    G0710 Error previous_is_no_report(path)
        "“{path}”不是有效的报告，不能用作上一年度的报告"
        "{path} is not a valid report"
    G0711 Error previous_is_itself()
        "上一年度的报告不能是本报告自身"
        "`previous` refers to this report itself"
    G0712 Error previous_of_another_year(path, year, expected)
        "上一年度的报告应是 {expected} 年的，“{path}”是 {year} 年的"
        "last year's report must be for {expected}, but {path} is for {year}"
    G0713 Error previous_of_another_form(path, theirs, own)
        "“{path}”使用表单“{theirs}”，本报告的表单“{own}”没有规定如何与之衔接"
        "{path} uses form `{theirs}`, and the form of this report, `{own}`, has no `follows` for it"
        [help "请在本报告的表单中用 follows 写明接续哪一版表单" "add `follows` to the form of this report"]
    G0715 Error year_of_another_edition(year, years)
        "报告年度是 {year} 年，内容却是按 {years}的格式填写的，请核对年份"
        "the reporting year is {year}, but the content follows the form of {years}; check the year"
        [help "年份有误的，请改正年份；年份无误的，请按该年度的格式填写" "correct the year; if it is right, follow the form of that year"]
    G0714 Error previous_is_wrong(path, number) [Previous]
        "上一年度的报告“{path}”有 {number} 处错误，请先改正；该报告中能读取的数仍用于核对"
        "last year's report {path} has errors ({number}), fix them first; its readable figures are still used"
}
