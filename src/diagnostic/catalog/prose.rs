//! What prose says, and what it has still to say.

catalogue! {
    G0601 Error assertion_fails(asserted, value)
        "正文写的是 {asserted}，而该数是 {value}"
        "the sentence says {asserted}, the fact is {value}"
    G0602 Error interpolation_without_value(reason)
        "此处引用的数没有值：{reason}"
        "this splice has no value: {reason}"
    G0603 Warning prose_number(statement, written, expected)
        "正文写的是 {written}，应为 {expected}（核对的是：{statement}）"
        "the text says {written}, not {expected} (what is compared: {statement})"
    G0604 Warning prose_placeholder(text)
        "正文里留有占位的“{text}”"
        "the text still holds the placeholder “{text}”"
    G0605 Warning prose_missing_number(text)
        "“{text}”：量词前面缺少数"
        "“{text}”: a number is missing before the measure word"
    G0606 Warning prose_part_count(stated, listed)
        "这里说由 {stated} 部分组成，前面列出的是 {listed} 部分"
        "the sentence speaks of {stated} parts and lists {listed}"
    G0609 Warning prose_claim(statement, written, claimed, value)
        "正文说“{written}”，而表格里的数是 {value}，不是 {claimed}（核对的是：{statement}）"
        "the text says “{written}”, and the figure is {value}, not {claimed} (what is compared: {statement})"
        [help "改写这句话，或者改正表格里的数" "mend the sentence, or the figure in the table"]
    G0610 Warning prose_parts_sum(whole, added, sum)
        "这里说共 {whole}，“其中”所列各项之和是 {sum}：{added}"
        "the sentence says {whole} in all, the parts that it lists are {sum}: {added}"
        [help "改正其中写错的数；各项若有重叠，请分成两句来写" "mend the number that is wrong; where parts overlap, say them in two sentences"]
    G0611 Warning prose_percentage(written, part, whole, percentage)
        "这里写的是 {written}%，而 {part} 占 {whole} 的 {percentage}%"
        "the text says {written}%, but {part} of {whole} is {percentage}%"
        [help "百分比可以写成引用：{{share(部分, 全体)}}" "a percentage may be a splice: {{share(part, whole)}}"]
    G0612 Warning prose_brace()
        "正文里有一个没有配对的 }}，会照样印出来"
        "the prose has a closing brace without its partner, which will be printed"
        [help "要引用数，写作 {{申请.新收}}" "a splice has both braces: {{申请.新收}}"]
    G0613 Warning title_year(written, year)
        "标题里写的是 {written} 年，报告年度是 {year} 年"
        "the title says {written}, the reporting year is {year}"
        [help "标题可以省去，由表单按年度印出" "leave the title out: the form prints it with its year"]
    G0614 Warning prose_indentation()
        "段首的全角空格会照样印出，几段也会连成一段"
        "wide blanks at the beginning of a line are printed, and the lines become one paragraph"
        [help "段首不用空格，网页会自动缩进；段与段之间空一行" "leave them out: the page indents paragraphs; set paragraphs apart by an empty line"]
    G0618 Warning prose_code_block()
        "段首空了四格以上（或用了制表符），这一段会按代码印出：字体不同，也不换行"
        "a paragraph that begins with four blanks or a tab is printed as code: in another font, on one line"
        [help "段首不用空格，网页会自动缩进；段与段之间空一行" "leave them out: the page indents paragraphs; set paragraphs apart by an empty line"]
    G0619 Warning prose_year(said, year)
        "这一句说的是 {said} 年，引用的却是本报告 {year} 年的数"
        "the sentence speaks of {said}, and gives a number of {year}, the year of this report"
        [help "年份没有改的，改正年份；说的确是那一年，引用上一年的数写作 {{previous.…}}" "mend the year; where that year is meant, last year's number is {{previous.…}}"]
    G0615 Hint unmentioned_value(label, value)
        "“{label}”填的是 {value}，正文没有写到它，网页上看不到"
        "`{label}` is {value}; no prose says so, and the page has no place for it"
    G0616 Warning prose_repeated_unit(printed, again)
        "这里会印成“{printed}”，多了“{again}”"
        "this will be printed as “{printed}”, with one “{again}” too many"
        [help "引用的百分比、金额自带单位，change 自带“增长”“下降”，前后不再写" "a percentage and an amount have their unit, and `change` its verb: leave them out of the sentence"]
    G0617 Warning amount_below_fen(amount)
        "{amount} 不足一分：金额最多到分，即元后面两位小数"
        "{amount} is finer than a fen, the hundredth part of a 元"
    G0620 Warning interpolated_constant(number)
        "{{{number}}} 里只有一个数，没有引用任何一项"
        "{{{number}}} is a number alone, and names no fact"
        [help "要核对，写上是哪一项：{{{number} = 部分.行}}；不核对，去掉花括号" "to have it compared, write {{{number} = section.row}}; otherwise leave out the braces"]
    G0608 Error interpolation_in_line()
        "引号中的一行文字里不能引用数：请改用三引号的正文"
        "a text of one line takes no splices; use prose in triple quotes"
}
