//! Values: types, units, numbers, dates.

catalogue! {
    G0301 Error wrong_type(expected, found)
        "此处应为{expected}，而不是{found}"
        "expected {expected}, found {found}"
    G0302 Error not_an_integer(number)
        "数量必须是整数，不能是 {number}"
        "a count is an integer, not {number}"
    G0303 Error signed_count(number)
        "此处的数不带正负号，也不能是负数：{number}"
        "a number here has no sign and is not negative: {number}"
    G0304 Error delta_without_sign(number)
        "增减数要写出正负号：+{number} 或 -{number}"
        "a delta is written with its sign: +{number} or -{number}"
    G0305 Error wrong_unit(expected, found)
        "单位应为“{expected}”，而不是“{found}”"
        "the unit is {expected}, not {found}"
        [help "单位可以省去，只写数" "the unit may be left out"]
    G0306 Error no_unit_here(found)
        "此处的数没有单位，“{found}”应删去"
        "a number here has no unit; drop `{found}`"
    G0319 Error scaled_number(unit, number)
        "数要写全，不用“{unit}”：{number}"
        "a number is written in full, without “{unit}”: {number}"
    G0307 Error amount_without_unit(number)
        "金额要写明单位：{number} 元，还是 {number} 万元？"
        "an amount states its unit: {number} 元, or {number} 万元?"
    G0308 Error unknown_currency(unit)
        "金额的单位只能是 元、万元、亿元，不能是“{unit}”"
        "the unit of an amount is 元, 万元 or 亿元, not `{unit}`"
    G0309 Error number_too_large(  )
        "这个数位数太多，超出了精确计算的范围"
        "this number has more digits than exact arithmetic holds"
    G0310 Error date_form(text, example)
        "日期的写法不对：{text}"
        "this is not how a date is written: {text}"
        [help "写作 {example}" "write {example}"]
    G0311 Error no_such_date(text)
        "日历上没有 {text} 这一天"
        "there is no {text} in the calendar"
    G0312 Error unknown_choice(word, choices)
        "这里不能填“{word}”，可选的有：{choices}"
        "`{word}` is none of the choices: {choices}"
    G0317 Error text_without_quotes(word)
        "文字要放在英文引号里：\"{word}\""
        "a text stands in quotes: \"{word}\""
    G0318 Error change_of_what()
        "change 里写本年的数量或金额：上一年度的数由它自己去取"
        "`change` takes a count or an amount of this year; it finds last year's itself"
    G0313 Error unlike_kinds(left, right, verb)
        "{left}和{right}不能{verb}"
        "{left} and {right} cannot be {verb}"
    G0314 Error columns_differ(name)
        "“{name}”各列的类型不同，不能作为一个整体：请写明是哪一列"
        "the columns of `{name}` are of different types; name one"
    G0315 Error mixed_shapes()
        "一边对每一列成立，一边对每一行成立，两者不能放在一个条件里"
        "one side is over columns, the other over rows; they cannot stand in one condition"
    G0316 Error not_a_condition()
        "这是一个数，不是条件：请写出比较，如 == 或 >="
        "this is a number, not a condition: compare it, with == or >="
}
