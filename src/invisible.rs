//! Characters that cannot be seen: a terminal obeys some of them, and others hide or reorder the
//! text around them. [`visible()`] and [`visible_line()`] replace them in all text for people.
//!
//! Each is replaced by one character that is one column wide, so that columns and the places of
//! drawn messages stay correct: the C0 control characters by their pictures, such as `␛`, all
//! others by `�`.

use std::borrow::Cow;
use std::path::Path;

use memchr::{memchr2, memchr2_iter, memchr3_iter};

use crate::source::slice;

/// Whether a character cannot be seen: control characters, line ends that only some programs
/// recognize, directional marks and characters without width. LF and tabs are not among them.
pub(crate) fn is_invisible(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        // Control characters, and the soft hyphen.
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' => true,
        // The Arabic letter mark; spaces and joiners without width, and directional marks.
        '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => true,
        // The line and the paragraph separator.
        '\u{2028}' | '\u{2029}' => true,
        // Invisible operators, and more directional marks.
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' => true,
        // The byte order mark and the marks of annotations; tags, which copy ASCII invisibly.
        '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => true,
        _ => false,
    }
}

/// Whether some programs treat a character other than LF as the end of a line.
pub(crate) fn is_line_end(character: char) -> bool {
    matches!(
        character,
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The offsets of all invisible characters of a text, except a byte order mark at its start and the
/// CR of CRLF.
pub(crate) fn offsets(text: &str) -> Vec<usize> {
    if !may_have_any(text) {
        return Vec::new();
    }
    let mut rest = text.char_indices();
    let mut offsets = Vec::new();
    while let Some((at, character)) = rest.next() {
        let is_usual = (character == '\u{FEFF}' && at == 0)
            || (character == '\r' && rest.as_str().starts_with('\n'));
        if is_invisible(character) && !is_usual {
            offsets.push(at);
        }
    }
    offsets
}

/// Whether a text may have invisible characters. Much faster than looking at each character.
fn may_have_any(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Unlike a search, this loop is compiled to vector instructions. A text with CRLF is examined
    // in full.
    let is_control = |byte: u8| byte.is_ascii_control() && !matches!(byte, b'\n' | b'\t');
    let has_control = bytes
        .iter()
        .fold(0, |has, byte| has | u8::from(is_control(*byte)))
        > 0;
    let begins_one = |at: usize| slice(text, at..).chars().next().is_some_and(is_invisible);
    let begins_rare = |at: usize| match (bytes[at], bytes.get(at + 1)) {
        // Most characters that begin with the same byte are full-width marks.
        (0xEF, Some(0xBB | 0xBF)) | (0xF3, Some(0xA0)) => begins_one(at),
        _ => false,
    };
    has_control
        || memchr3_iter(0xC2, 0xD8, 0xE2, bytes).any(begins_one)
        || memchr2_iter(0xEF, 0xF3, bytes).any(begins_rare)
}

/// A text of several lines for people: its invisible characters become visible. LF, CRLF and tabs
/// stay.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !may_have_any(text) {
        return Cow::Borrowed(text);
    }
    replaced(text, |character, rest| {
        is_invisible(character) && !(character == '\r' && rest.starts_with('\n'))
    })
}

/// A text of one line for people, such as the name of a file: its invisible characters become
/// visible, LF and tabs too.
pub(crate) fn visible_line(text: &str) -> Cow<'_, str> {
    if !may_have_any(text) && memchr2(b'\n', b'\t', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    replaced(text, |character, _| {
        is_invisible(character) || character.is_control()
    })
}

/// A path in a message.
pub(crate) fn shown(path: &Path) -> String {
    visible_line(&path.to_string_lossy()).into_owned()
}

/// A JSON text with its invisible characters escaped: JSON itself requires this only for some.
pub(crate) fn escaped_in_json(text: &str) -> Cow<'_, str> {
    if !may_have_any(text) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    let mut units = [0; 2];
    for character in text.chars() {
        if is_invisible(character) {
            for unit in character.encode_utf16(&mut units) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// The text with some of its characters replaced. `is_replaced` gets a character and the text after
/// it.
fn replaced(text: &str, is_replaced: impl Fn(char, &str) -> bool) -> Cow<'_, str> {
    let mut visible = String::new();
    let (mut copied, mut rest) = (0, text.char_indices());
    while let Some((at, character)) = rest.next() {
        if is_replaced(character, rest.as_str()) {
            visible.push_str(slice(text, copied..at));
            visible.push(picture(character));
            copied = at + character.len_utf8();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    visible.push_str(slice(text, copied..));
    Cow::Owned(visible)
}

/// A visible character of one column, shown instead of an invisible one.
fn picture(character: char) -> char {
    match character {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)),
        '\u{7F}' => Some('␡'),
        _ => None,
    }
    .unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each kind.
    const SOME: &str = "\0\u{1b}\u{7f}\u{9b}\u{ad}\u{61c}\u{200b}\u{202e}\u{2028}\u{2060}\u{2069}\u{feff}\u{fff9}\u{e0041}";

    #[test]
    fn each_is_found_and_replaced_by_one_column() {
        for character in SOME.chars() {
            let text = format!("甲{character}乙");
            assert_eq!(offsets(&text), ["甲".len()], "{character:?}");
            for shown in [visible(&text), visible_line(&text)] {
                assert_eq!(shown.chars().count(), 3, "{shown}");
                assert_eq!(unicode_width::UnicodeWidthStr::width(&*shown), 5, "{shown}");
                assert!(offsets(&shown).is_empty(), "{shown}");
            }
        }
    }

    #[test]
    fn each_is_escaped_in_json() {
        let text = serde_json::to_string(SOME).expect("a string");
        let escaped = escaped_in_json(&text);
        assert!(
            offsets(&escaped).is_empty() && escaped.is_ascii(),
            "{escaped}"
        );
        assert_eq!(
            serde_json::from_str::<String>(&escaped).ok().as_deref(),
            Some(SOME)
        );
    }

    #[test]
    fn line_ends_and_a_byte_order_mark_are_usual() {
        let text = "\u{feff}“甲”，\t·\u{a0}\u{3000}\r\n乙\n";
        assert!(offsets(text).is_empty());
        assert_eq!(visible(text), text.replace('\u{feff}', "�"));
        assert_eq!(visible_line("甲\r\n\t乙"), "甲␍␊␉乙");
        assert_eq!(visible("甲\r乙\r\n"), "甲␍乙\r\n");
    }
}
