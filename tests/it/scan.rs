//! The lexical pass mends a text without moving anything: every byte keeps its place.

use crate::common;
use crate::common::{files, source};
use gdr::syntax;
use proptest::prelude::*;

const CHARACTERS: &[&str] = &[
    "{", "}", "(", ")", "[", "]", "\"", "\"\"\"", "\\", "/", "//", "\n", "\n    ", "\r\n", "\t",
    " ", "a", "1", "1,2", "，", "１", "１2", "：", "“", "”", "「", "（", "）", "｛", "｝", "　",
    "\u{a0}", "\u{feff}", "\u{200b}", "\u{2028}", "\0", "申请", "é", "𠀀", "—", "。",
];

/// What is wrong with the mended text of a source, if anything is.
fn fault(text: &str) -> Option<String> {
    let source = source(text);
    let scanned = syntax::scan(&source);
    let Some(repaired) = scanned.value.map(|scanned| scanned.text) else {
        return (scanned.diagnostics.is_empty()).then(|| String::from("refused without a word"));
    };
    if scanned.diagnostics.is_empty() && repaired != text {
        return Some(format!("mended without a word: {repaired}"));
    }
    let Some(appended) = repaired.get(text.len()..) else {
        return Some(String::from("shorter, or characters moved"));
    };
    let closers = appended
        .chars()
        .all(|character| matches!(character, '}' | '"'));
    (!closers).then(|| format!("appended {appended}"))
}

/// A diagnostic of the pass that does not stand inside of the text, at whole characters.
fn outside(text: &str) -> Option<String> {
    let source = source(text);
    let diagnostics = syntax::scan(&source).diagnostics;
    let outside = diagnostics
        .iter()
        .find(|diagnostic| text.get(diagnostic.place.span.range()).is_none())?;
    Some(format!("{} at {:?}", outside.code, outside.place.span))
}

/// Line ends stay where they are, or messages would name other lines.
fn moved_line(text: &str) -> Option<usize> {
    let source = source(text);
    let repaired = syntax::scan(&source).value?.text;
    text.bytes()
        .zip(repaired.bytes())
        .position(|(before, after)| after == b'\n' && before != b'\n')
}

/// Whether a second reading of what was mended finds nothing more to say.
fn is_sound(text: &str) -> bool {
    let first = source(text);
    let Some(repaired) = syntax::scan(&first).value.map(|scanned| scanned.text) else {
        return true;
    };
    let again = source(&repaired);
    syntax::scan(&again).diagnostics.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn every_byte_keeps_its_place(text in prop::collection::vec(prop::sample::select(CHARACTERS), 0..40)) {
        let text = text.concat();
        prop_assert_eq!(fault(&text), None, "{:?}", text);
        prop_assert_eq!(moved_line(&text), None, "{:?}", text);
    }

    #[test]
        fn every_mistake_stands_at_whole_characters(text in prop::collection::vec(prop::sample::select(CHARACTERS), 0..40)) {
        let text = text.concat();
        prop_assert_eq!(outside(&text), None, "{:?}", text);
    }

    #[test]
    #[ignore = "looking for texts that are not mended wholly; a guide, not a promise"]
    fn a_mended_text_is_sound(text in prop::collection::vec(prop::sample::select(CHARACTERS), 0..12)) {
        let text = text.concat();
        prop_assert!(is_sound(&text), "{:?}", text);
    }
}

#[test]
fn sound_texts_are_not_copied() {
    for path in files("examples", "gdr")
        .iter()
        .chain(&files("src/forms", "gdr"))
    {
        let source = source(&common::read(path));
        let scanned = syntax::scan(&source);
        assert!(scanned.diagnostics.is_empty(), "{}", path.display());
        assert!(
            matches!(
                scanned.value.map(|scanned| scanned.text),
                Some(std::borrow::Cow::Borrowed(_))
            ),
            "{}",
            path.display()
        );
    }
}

#[test]
fn examples_with_a_character_gone_keep_their_places() {
    let mut tried = 0;
    for path in files("examples", "gdr") {
        let text = common::read(path);
        for (at, character) in text
            .char_indices()
            .filter(|(_, character)| "{}\"|=[]".contains(*character))
        {
            let cut = format!("{}{}", &text[..at], &text[at + character.len_utf8()..]);
            assert_eq!(fault(&cut), None, "without {character} at {at}");
            tried += 1;
        }
    }
    assert!(tried > 200, "{tried}");
}
