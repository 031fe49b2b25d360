//! Invalid characters, unmatched quotes and brackets, and syntax errors.

catalogue! {
    G0101 Error unexpected(found, expected)
        "此处应为{expected}，实际为{found}"
        "expected {expected}, found {found}"
    G0102 Error left_over(found)
        "本项内容到此已完整，其后不应再有{found}"
        "unexpected {found} after the end of the entry"
        [help "下一项请另起一行，文字请加英文引号 \"" "begin the next entry on a new line, and put text in double quotes"]
    G0103 Error full_width(written, meant)
        "全角字符 {written} 应改为半角字符 {meant}"
        "use `{meant}` instead of the full-width `{written}`"
        [help "请切换到英文（半角）输入状态后重新输入" "switch the input method to English and type it again"]
    G0104 Error ideographic_space()
        "此处有全角空格或不间断空格，应改为普通空格"
        "use an ordinary space instead of a full-width or no-break space"
    G0105 Error refused_character(code)
        "此处有不可见字符（{code}），应删去"
        "unexpected invisible character {code}"
    G0106 Error comma_in_number(number)
        "数字中不用逗号分隔，应写作 {number}"
        "unexpected comma in a number: write {number}"
    G0107 Error unclosed_string()
        "此处的英文引号 \" 没有配对"
        "unterminated string"
        [help "文字的首尾各写一个英文引号，两个引号应在同一行内" "put a double quote at both ends of the text, on one line"]
    G0108 Error short_prose_quotes()
        "正文的开头和结尾应各有三个英文引号 \"\"\"，此处的引号不足三个"
        "expected three double quotes before and after prose, found fewer than three here"
    G0109 Error unclosed_prose()
        "此处开始的正文没有结束，缺少结尾的 \"\"\""
        "unterminated prose: missing the closing \"\"\""
    G0110 Error unclosed_brace()
        "此处的 {{ 没有配对的 }}"
        "unclosed `{{`"
        [help "请在该块末尾补上 }}" "add `}}` at the end of the block"]
    G0111 Error unopened_brace()
        "多余的 }}：此前没有与之配对的 {{"
        "unexpected `}}`: no block is open here"
    G0112 Error nested_too_deep(limit)
        "括号嵌套过深，超过 {limit} 层"
        "brackets are nested more than {limit} levels deep"
    G0113 Error source_too_long(megabytes, limit)
        "文件过大：{megabytes} MB，上限为 {limit} MB"
        "the file is too large: {megabytes} MB, the limit is {limit} MB"
    G0114 Error not_utf8()
        "文件自此处起不是 UTF-8 编码"
        "invalid UTF-8 from here on"
        [help "请在编辑器中另存为 UTF-8 编码" "save the file as UTF-8"]
    G0115 Error malformed(usage)
        "格式有误，正确写法：{usage}"
        "invalid syntax, expected `{usage}`"
    G0117 Error needless_mark(written)
        "此处不应有“{written}”：名称和各数字之间只用空格分隔"
        "unexpected `{written}`: only spaces separate names and numbers"
    G0118 Error needless_numbering(written)
        "此处不应写序号“{written}”：序号由表单生成，这里只写名称"
        "unexpected number `{written}` before the name: the form adds the number"
    G0119 Error remark(words)
        "说明应作为注释写在行末：// {words}"
        "write remarks as a comment at the end of the line: // {words}"
    G0120 Error conflict() [Conflict]
        "合并各人的修改时发生的冲突尚未解决：此处保留了两个版本"
        "unresolved merge conflict: there are two versions of these lines"
        [help "请保留所需的版本，删去另一个版本和三行标记（<<<<<<<、=======、>>>>>>>）"
              "keep the version you need, delete the other one and the marker lines (<<<<<<<, =======, >>>>>>>)"]
    G0121 Error single_quotes(words)
        "文字应使用英文双引号：\"{words}\""
        "use double quotes instead of single quotes: \"{words}\""
    G0122 Error backslash()
        "文字中不能单独使用反斜杠 \\：文件路径请用 / 分隔"
        "invalid `\\` in a string: separate the parts of a path with `/`"
        [help "如需写入 \\ 本身，请写作 \\\\" "to write a backslash itself, double it: \\\\"]
    G0123 Error label_for_name(instead)
        "名称不能含有括号、引号和标点，请将原文作为正式名称写在引号内：{instead}"
        "a name cannot have brackets, quotes or punctuation; put them in a label: {instead}"
    G0124 Error repeated_brace()
        "此处多写了一个大括号：每个块以一个 {{ 开始，以一个 }} 结束"
        "duplicate brace: a block begins with one `{{` and ends with one `}}`"
    G0125 Error foreign_sign(written, meant)
        "此处的“{written}”应写作“{meant}”"
        "use `{meant}` instead of `{written}`"
    G0126 Error no_such_term(found)
        "算式中不能使用{found}"
        "an expression cannot contain {found}"
    G0127 Error interpolation_syntax(usage)
        "引用的格式有误，正确写法：{usage}"
        "invalid interpolation, expected `{usage}`"
    G0128 Error text_without_name(words)
        "这段文字之前没有写明填在哪一项：{words}"
        "missing name of an item before this text: {words}"
        [help "大括号内的说明文字写作 text \"……\"；分为多个段落的，写在 text \"\"\" 与 \"\"\" 之间"
              "write the text of a block as text \"…\", or between text \"\"\" and \"\"\" if it has several paragraphs"]
    G0129 Error unclosed_header()
        "表头的 [ 没有配对的 ]"
        "unclosed `[` of a header"
        [help "表头写作：名称 [甲 | 乙 丙 = 总计] {{" "write a header as: name [a | b c = total] {{"]
    G0130 Error reserved_word(word)
        "“{word}”是保留字，不能用作名称"
        "`{word}` is a reserved word and cannot be a name"
    G0116 Error unwritten_brace()
        "此名称之后缺少块开头的 {{"
        "missing `{{` after this name"
        [help "请将该名称所含的各行写在 {{ 与 }} 之间" "put the lines that belong to the name between {{ and }}"]
    G0131 Error radical(radical, ideograph)
        "部首字符“{radical}”与汉字“{ideograph}”外形相同，应改为汉字“{ideograph}”"
        "use `{ideograph}` instead of the radical `{radical}`, which looks the same"
    G0132 Error carriage_returns()
        "文件的各行只以回车符（CR）结尾，应改为换行符（LF）"
        "invalid line ends: the lines end with carriage returns (CR) alone"
        [help "请运行 gdr fix，或在编辑器中改为 LF 后保存" "run `gdr fix`, or save the file with LF in the editor"]
    G0138 Warning invisible_character(code)
        "文字中有不可见字符（{code}），应删去"
        "invisible character {code} in a text"
    G0139 Error nul_character()
        "此处有空字符（NUL）：文件不是文本，或不是 UTF-8 编码"
        "unexpected NUL character: the file is not text, or its encoding is not UTF-8"
        [help "请在编辑器中另存为 UTF-8 编码" "save the file as UTF-8"]
    G0140 Error too_many_errors(limit)
        "问题超过 {limit} 处，此后的内容不再检查"
        "more than {limit} problems: the text from here on is not checked"
        [help "请核对所选文件是否正确，改正以上问题后再次检查" "check that it is the right file, fix the problems above and check it again"]
}
