//! Identities that fail, and exceptions from them.

catalogue! {
    G0401 Error identity_fails(statement, places) [Identity]
        "勾稽关系不成立：{statement}{places}"
        "an identity does not hold: {statement}{places}"
    G0404 Error identity_overflows(statement) [Identity]
        "数太大，超出精确计算的范围，不能判定：{statement}"
        "numbers out of the range of exact arithmetic: {statement} cannot be decided"
    G0405 Error total_overflows(name) [Identity]
        "总计“{name}”超出精确计算的范围"
        "the total `{name}` is out of the range of exact arithmetic"
    G0403 Error condition_fails(statement, places) [Identity]
        "不符合要求：{statement}{places}"
        "a requirement is not met: {statement}{places}"
    G0402 Warning unused_exception(name, reason) [Identity]
        "例外“{name}”没有用到：{reason}"
        "unused exception `{name}`: {reason}"
        [help "删去这一行" "delete the line"]
}
