//! Chinese words that users may write instead of the language's keywords.

/// Words for keywords that are used where a name may be.
const WORDS: &[(&str, &str)] = &[
    ("上年", "previous"),
    ("上一年", "previous"),
    ("上一年度", "previous"),
    ("上年报告", "previous"),
    ("上一年报告", "previous"),
    ("上一年度报告", "previous"),
    ("标题", "title"),
    ("前言", "preamble"),
    ("引言", "preamble"),
    ("正文", "text"),
    ("例外", "allow"),
    ("允许", "allow"),
    ("事实", "facts"),
];

/// Words for `rest`. The first word is unambiguous; forms may use the others as names.
const REST: [&str; 5] = ["其余", "其他", "其它", "余下", "剩余"];
/// Words that mean `rest` in a block without such a name. 其他 is excluded: too many names begin with
/// it.
const REST_IN_BLOCK: [&str; 3] = ["其它", "余下", "剩余"];
/// The characters that may follow words for `rest`: 其他各项全部为0.
const REST_FILLERS: &str = "各项行全部都均为是";
const ZEROS: [char; 2] = ['0', '零'];

/// The keyword that a Chinese word means.
pub(crate) fn meant(word: &str) -> Option<&'static str> {
    WORDS
        .iter()
        .find(|(written, _)| *written == word)
        .map(|(_, meant)| *meant)
}

/// Whether a word means `rest`: `其余`, `其他均为0`.
pub(crate) fn means_rest(word: &str) -> bool {
    let words = word.trim_end_matches(ZEROS);
    let filler = REST.iter().find_map(|rest| words.strip_prefix(rest));
    let is_filler =
        |filler: &str| !filler.is_empty() && filler.chars().all(|c| REST_FILLERS.contains(c));
    words == REST[0] || word.eq_ignore_ascii_case("rest") || filler.is_some_and(is_filler)
}

/// Whether a word that is not a name in its block means `rest` there.
pub(crate) fn means_rest_in_block(word: &str) -> bool {
    REST_IN_BLOCK.contains(&word) || means_rest(word)
}

/// Whether a word means `rest 0`: `其余0`, `rest0`.
pub(crate) fn means_rest_of_zero(word: &str) -> bool {
    word.ends_with(ZEROS) && means_rest(word)
}
