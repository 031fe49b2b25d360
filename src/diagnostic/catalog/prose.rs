//! Errors in prose: numbers that disagree with the tables, placeholders, interpolations, layout.

catalogue! {
    G0601 Error assertion_fails(asserted, value)
        "正文在等号前写的是 {asserted}，等号后所引用的数是 {value}"
        "the prose says {asserted} before `=`, but the figure after `=` is {value}"
    G0602 Error interpolation_without_value(reason)
        "此处引用的项没有值：{reason}"
        "interpolation has no value: {reason}"
    G0603 Warning prose_number(statement, written, expected)
        "正文写的是 {written}，应为 {expected}（核对内容：{statement}）"
        "the prose says {written}, expected {expected} (checked: {statement})"
    G0604 Warning prose_placeholder(text)
        "正文中仍有占位符“{text}”"
        "placeholder “{text}” left in the prose"
    G0605 Warning prose_missing_number(text)
        "“{text}”的量词前缺少数字"
        "missing number before the measure word in “{text}”"
    G0606 Warning prose_part_count(stated, listed)
        "此处称由 {stated} 部分组成，前面实际列出 {listed} 部分"
        "the sentence says {stated} parts, but lists {listed}"
    G0609 Warning prose_claim(statement, written, claimed, value)
        "按正文“{written}”的说法应为 {claimed}，而表格中的数是 {value}（核对内容：{statement}）"
        "“{written}” means {claimed}, but the table has {value} (checked: {statement})"
        [help "请改写此句，或者改正表格中的数" "correct the sentence, or the figure in the table"]
    G0610 Warning prose_parts_sum(whole, added, sum)
        "此处称共 {whole}，“其中”所列各项之和是 {sum}：{added}"
        "the sentence says {whole} in total, but the parts it lists add up to {sum}: {added}"
        [help "请改正有误的数；各项之间有重叠的，请分成两句表述" "correct the wrong number; put overlapping parts into separate sentences"]
    G0611 Warning prose_percentage(written, part, whole, percentage)
        "正文写的是 {written}%，而 {part} 占 {whole} 的 {percentage}%"
        "the prose says {written}%, but {part} of {whole} is {percentage}%"
        [help "如需由程序计算百分比，请写作引用：{{share(部分, 全体)}}" "to have the percentage computed, write {{share(part, whole)}}"]
    G0612 Warning prose_brace()
        "正文中的 }} 没有与之配对的 {{，将按原样显示"
        "unmatched }} in the prose is printed as is"
        [help "如需引用数，请写 {{申请.新收}}" "to interpolate a figure, write {{申请.新收}}"]
    G0613 Warning title_year(written, year)
        "标题中的年份是 {written} 年，报告年度是 {year} 年"
        "the title says {written}, but the reporting year is {year}"
        [help "标题可以不写，由表单按报告年度生成" "leave the title out: the form supplies one with the right year"]
    G0614 Warning prose_indentation()
        "段首的全角空格将按原样显示，没有空行隔开的各段将连成一段"
        "full-width spaces at the start of a line are printed, and the lines become one paragraph"
        [help "段首不加空格，网页会自动缩进；段与段之间空一行" "remove the spaces (the page indents paragraphs), and put an empty line between paragraphs"]
    G0618 Warning prose_code_block()
        "段首有四个以上空格或制表符，本段将显示为代码：字体不同，也不自动换行"
        "a paragraph that starts with four spaces or a tab is printed as code: fixed-width, unwrapped"
        [help "段首不加空格，网页会自动缩进；段与段之间空一行" "remove the spaces (the page indents paragraphs), and put an empty line between paragraphs"]
    G0619 Warning prose_year(said, year)
        "本句写的是 {said} 年，引用的却是本报告年度（{year} 年）的数"
        "the sentence is about {said}, but interpolates a figure of {year}, the reporting year"
        [help "年份有误的，请改正；确实要写上一年度的，请用 {{previous.…}} 引用上一年度的数" "correct the year, or write {{previous.…}} to interpolate last year's figure"]
    G0615 Hint unmentioned_value(label, value)
        "“{label}”为 {value}，但正文没有提及，网页上不会显示"
        "`{label}` is {value}, but no prose mentions it and the page does not show it"
    G0616 Warning prose_repeated_unit(printed, again)
        "此处将显示为“{printed}”，其中“{again}”多余"
        "redundant “{again}”: this is printed as “{printed}”"
        [help "引用的百分比、金额自带单位，change 自带“增长”“下降”，正文中不必再写" "remove the repeated text: percentages and amounts include their unit, `change` includes its verb"]
    G0617 Warning amount_below_fen(amount)
        "{amount} 的小数位数过多：金额最多到分，即以元计保留两位小数"
        "{amount} has too many decimal places: the smallest unit is 分 (0.01 元)"
    G0620 Warning interpolated_constant(number)
        "{{{number}}} 中只有一个数，没有引用任何一项"
        "{{{number}}} holds only a number and refers to no fact"
        [help "需要核对的，写明是哪一项：{{{number} = 部分.行}}；不需要核对的，去掉大括号" "to compare the number, write {{{number} = section.row}}; otherwise remove the braces"]
    G0608 Error interpolation_in_line()
        "单行文字中不能引用数，请改用三引号括起的正文"
        "a one-line string cannot contain an interpolation; use prose in triple quotes"
}
