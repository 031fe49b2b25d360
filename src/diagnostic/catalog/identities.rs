//! Identities that fail, and exceptions from them.

catalogue! {
    G0401 Error identity_fails(statement, places) [Identity]
        "勾稽关系不成立：{statement}{places}"
        "identity does not hold: {statement}{places}"
    G0404 Error identity_overflows(statement) [Identity]
        "数值超出精确计算的范围，不能判定：{statement}"
        "numbers too large for exact arithmetic, cannot decide: {statement}"
    G0405 Error total_overflows(name) [Identity]
        "总计“{name}”超出精确计算的范围"
        "total `{name}` is too large for exact arithmetic"
    G0403 Error condition_fails(statement, places) [Identity]
        "不符合要求：{statement}{places}"
        "requirement not met: {statement}{places}"
    G0402 Warning unused_exception(name, reason) [Identity]
        "例外“{name}”未起作用：{reason}"
        "unused exception `{name}`: {reason}"
        [help "请删去本行" "delete the line"]
}
