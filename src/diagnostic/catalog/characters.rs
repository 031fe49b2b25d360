//! Characters that are not of the language, quotes and brackets without a partner, and what does
//! not parse.

catalogue! {
    G0101 Error unexpected(found, expected)
        "此处不能是{found}，应为：{expected}"
        "unexpected {found}; expected {expected}"
    G0102 Error left_over(found)
        "这一条到此已经写完，后面不能再有{found}"
        "the entry is complete here and cannot go on with {found}"
        [help "另起一行写下一条；文字要放在英文引号 \" 之间" "begin the next entry on a line of its own; put texts between double quotes"]
    G0103 Error full_width(written, meant)
        "全角的 {written} 在这里要写成半角的 {meant}"
        "full-width {written} where {meant} is meant"
        [help "切换到英文（半角）输入法再键入" "type it with the ASCII keyboard layout"]
    G0104 Error ideographic_space()
        "这里有一个全角空格（或不间断空格），请改用普通空格"
        "a full-width or no-break space where an ordinary one is meant"
    G0105 Error refused_character(code)
        "这里有一个看不见的字符（{code}），请删去"
        "an invisible character ({code}); delete it"
    G0106 Error comma_in_number(number)
        "数中不用逗号分隔：写 {number}"
        "no commas inside numbers: write {number}"
    G0107 Error unclosed_string()
        "这里的英文引号 \" 没有与之配对的另一个"
        "this quote has no partner on its line"
        [help "文字的两端都要有英文引号，并写在同一行" "a text has a quote at both ends, on one line"]
    G0108 Error short_prose_quotes()
        "正文的前后各用三个英文引号 \"\"\"，这里不足三个"
        "prose stands between triple quotes; here there are fewer"
    G0109 Error unclosed_prose()
        "从这里开始的正文没有结束：缺少结尾的 \"\"\""
        "the prose that begins here does not end: its closing \"\"\" is missing"
    G0110 Error unclosed_brace()
        "这个 {{ 没有与之配对的 }}"
        "this {{ has no matching }}"
        [help "在这一段的末尾补上 }}" "add the }} at the end of its block"]
    G0111 Error unopened_brace()
        "多了一个 }}：前面没有与之配对的 {{"
        "one }} too many: no {{ before it is open"
    G0112 Error nested_too_deep(limit)
        "括号套得太深（超过 {limit} 层）"
        "brackets nest too deep (more than {limit} levels)"
    G0113 Error source_too_long(megabytes, limit)
        "文件太大（{megabytes} MB），最大 {limit} MB"
        "the file is too large ({megabytes} MB; at most {limit} MB)"
    G0114 Error not_utf8()
        "文件从这里起不是 UTF-8 编码"
        "the file is not UTF-8 from here on"
        [help "在编辑器里另存为 UTF-8 编码" "save it as UTF-8"]
    G0115 Error malformed(usage)
        "这一行应写作：{usage}"
        "this line is written: {usage}"
    G0117 Error needless_mark(written)
        "这里不用“{written}”：名称和数之间、数和数之间都用空格隔开"
        "no “{written}” here: names and numbers are set apart by blanks"
    G0118 Error needless_numbering(written)
        "这里不写序号“{written}”：序号由表单印出，只写名称"
        "no numbering here: the form prints “{written}”; write the name alone"
    G0119 Error remark(words)
        "说明要写在行末，放在 // 后面：// {words}"
        "a remark stands at the end of its line, behind //: // {words}"
    G0120 Error conflict() [Conflict]
        "合并时的冲突还没有解决：同一处有两个版本"
        "a conflict of a merge is not decided yet: there are two versions of one place"
        [help "留下要的内容，删去另一个版本和三行记号（<<<<<<<、=======、>>>>>>>）"
              "keep what is wanted and delete the rest, with the three lines of marks (<<<<<<<, =======, >>>>>>>)"]
    G0121 Error single_quotes(words)
        "文字写在双引号里：\"{words}\""
        "a text stands in double quotes: \"{words}\""
    G0122 Error backslash()
        "文字里的 \\ 没有意义：文件的位置用 / 分隔"
        "a backslash means nothing here: the parts of a path are set apart by /"
        [help "真要写 \\ 时写成 \\\\" "to write one, double it: \\\\"]
    G0123 Error label_for_name(instead)
        "名称里不能有括号、引号和标点；要印出的全称写在名称后面的引号里：{instead}"
        "a name has no brackets, quotes or marks; what is printed stands in quotes behind it: {instead}"
    G0124 Error repeated_brace()
        "一段用一个 {{ 开始、一个 }} 结束，这里写了不止一个"
        "a block is opened by one {{ and closed by one }}; here are more"
    G0125 Error foreign_sign(written, meant)
        "这里的“{written}”应写作 {meant}"
        "“{written}” is written {meant} here"
    G0126 Error no_such_term(found)
        "算式里不能有{found}"
        "an expression has no {found}"
    G0127 Error interpolation_syntax(usage)
        "这里的引用应写作：{usage}"
        "this splice is written: {usage}"
    G0128 Error text_without_name(words)
        "这句话前面没有写它是哪一项：{words}"
        "no name says what this sentence is for: {words}"
        [help "一段里的说明写作 text \"……\"，几段的写在 text \"\"\" 和 \"\"\" 之间" "what a section says is written text \"…\", or between text \"\"\" and \"\"\""]
    G0129 Error unclosed_header()
        "表头的 [ 没有与之配对的 ]"
        "the [ of this header has no ]"
        [help "表头写作：名称 [甲 | 乙 丙 = 总计] {{" "a header is written: name [a | b c = total] {{"]
    G0130 Error reserved_word(word)
        "“{word}”是语言里的用词，不能作名称，请换一个"
        "`{word}` is a word of the language and cannot be a name; choose another"
    G0116 Error unwritten_brace()
        "这里应当用 {{ 开始一段"
        "this should open a block with {{"
        [help "属于它的各行要放在 {{ 和 }} 之间" "put what belongs to it between {{ and }}"]
}
