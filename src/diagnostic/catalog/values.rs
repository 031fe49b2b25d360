//! Values: types, units, numbers, dates.

catalogue! {
    G0301 Error wrong_type(expected, found)
        "此处应为{expected}，实际为{found}"
        "expected {expected}, found {found}"
    G0302 Error not_an_integer(number)
        "此处应为整数，实际为 {number}"
        "expected an integer, found {number}"
    G0303 Error signed_count(number)
        "此处的数字不能带正负号：{number}"
        "unexpected sign: {number}"
    G0304 Error delta_without_sign(number)
        "增减数应写明正负号：+{number} 或 -{number}"
        "missing sign: write +{number} or -{number}"
    G0305 Error wrong_unit(expected, found)
        "单位应为“{expected}”，实际为“{found}”"
        "expected the unit `{expected}`, found `{found}`"
        [help "单位可以省略，只写数字" "the unit may be omitted"]
    G0306 Error no_unit_here(found)
        "此处的数字不带单位，应删去“{found}”"
        "unexpected unit `{found}`: this number has no unit"
    G0319 Error scaled_number(unit, number)
        "数字应写全，不用“{unit}”：{number}"
        "unexpected `{unit}`: write the number in full, {number}"
    G0307 Error amount_without_unit(number)
        "金额缺少单位，请写明 {number} 元或 {number} 万元"
        "missing unit of an amount: write {number} 元 or {number} 万元"
    G0308 Error unknown_currency(unit)
        "金额单位应为元、万元或亿元，实际为“{unit}”"
        "expected 元, 万元 or 亿元 as the unit of an amount, found `{unit}`"
    G0309 Error number_too_large(  )
        "数字位数过多，超出精确计算的范围"
        "the number has too many digits for exact arithmetic"
    G0310 Error date_form(text, example)
        "日期格式有误：{text}"
        "invalid date: {text}"
        [help "应写作 {example}" "write {example}"]
    G0311 Error no_such_date(text)
        "日期不存在：{text}"
        "there is no such date: {text}"
    G0312 Error unknown_choice(word, choices)
        "此处不能填“{word}”，可填：{choices}"
        "invalid choice `{word}`, expected one of: {choices}"
    G0317 Error text_without_quotes(word)
        "文字应加英文引号：\"{word}\""
        "missing quotes around text: \"{word}\""
    G0318 Error change_of_what()
        "change 的括号内应为本年度的数量或金额，上一年度的数由程序取得"
        "expected a count or an amount of this year in `change`, which looks up last year's value"
    G0313 Error unlike_kinds(left, right, verb)
        "{left}与{right}不能{verb}"
        "{left} and {right} cannot be {verb}"
    G0314 Error columns_differ(name)
        "“{name}”各列的类型不同，请指明其中一列"
        "the columns of `{name}` have different types; name one of them"
    G0315 Error mixed_shapes()
        "此处的各行、各列不能逐格对应"
        "the rows and columns combined here do not match cell by cell"
    G0316 Error not_a_condition()
        "此处应为条件，实际为一个数，请写出比较，如 == 或 >="
        "expected a condition, found a number: add a comparison such as `==` or `>=`"
}
