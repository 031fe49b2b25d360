//! Verbs that must be followed by a number.

/// Verbs, and the measure words that need a number between the verb and them.
const VERBS: &[(&[&str], &[&str])] = &[
    (
        &[
            "公开", "收到", "受理", "办结", "答复", "新收", "结转", "发布", "制发", "共计", "共",
        ],
        &["条", "宗", "份", "起", "次"],
    ),
    (&["收到", "新收", "结转", "共计", "共"], &["件"]),
];

/// The offset of a verb directly before the measure word at the end of a clause: `公开条`.
pub(crate) fn without_number(clause: &str) -> Option<usize> {
    VERBS.iter().find_map(|(verbs, measures)| {
        let before = measures
            .iter()
            .find_map(|measure| clause.strip_suffix(measure))?;
        let verb = verbs.iter().find(|verb| before.ends_with(*verb))?;
        Some(before.len() - verb.len())
    })
}
