//! Handles labels of the printed form that were copied instead of a name: `（一）予以公开`, `第二十条第（五）项`.

use super::Scanner;
use super::remarks::LONGEST_SENTENCE;
use crate::chinese::numbering;
use crate::diagnostic::{Edit, Fix, catalog};
use crate::source::slice;

const SPACES: [char; 3] = [' ', '\t', '\u{3000}'];

impl Scanner<'_> {
    /// Handles a label before figures or a block. Its punctuation is replaced by letters, so that
    /// it parses as one name; a later pass, which knows the valid names, finds the intended one
    /// from the source text. Returns whether there was a label.
    pub(super) fn label(&mut self) -> bool {
        let Some((numbering, length)) = label_length(self.rest()).filter(|_| !self.is_form) else {
            return false;
        };
        for (offset, character) in slice(self.rest(), ..length).char_indices() {
            let at = self.at + offset;
            match character.len_utf8() {
                _ if character.is_alphabetic()
                    || (offset >= numbering && is_of_name(character)) => {}
                1 => self.overwrite(at, at + 1, if offset == 0 { "n" } else { "_" }),
                size => self.overwrite(at, at + size, "々"),
            }
        }
        self.at += length;
        true
    }

    /// Handles the numbering of the printed form before a name: `（一）予以公开`, `1.国家秘密`, `一、新收`. The
    /// form adds the numbering itself. Returns whether there was any.
    pub(super) fn numbering(&mut self) -> bool {
        if self.is_form {
            return false;
        }
        let Some(length) = numbering::length(self.rest()) else {
            return false;
        };
        let (place, written) = (
            self.place(self.at, length),
            slice(self.text, self.at..self.at + length),
        );
        self.report(
            catalog::needless_numbering(place.clone(), &written).with_certain_fix(place, ""),
        );
        self.overwrite(self.at, self.at + length, "");
        self.at += length;
        true
    }
}

/// Labels in the source of a form, where they come after the names.
impl Scanner<'_> {
    /// Handles `medium 中型 一、中型水库`, a label without quotes. Returns whether there is one.
    pub(super) fn label_without_quotes(&mut self, mark: char) -> bool {
        if !self.is_form || !self.in_code {
            return false;
        }
        let line = slice(self.text, self.last_line.0.min(self.at)..self.at);
        let is_short = line.len() < LONGEST_SENTENCE;
        let may_be =
            is_short && numbering::is_inside_label(mark) && !line.contains(['"', ':', '=', '(']);
        let Some(start) = line
            .rfind(' ')
            .filter(|_| may_be)
            .map(|space| self.at - line.len() + space + 1)
        else {
            return false;
        };
        let word = slice(self.text, start..);
        let word = slice(
            word,
            ..word
                .find([' ', '\r', '\n', '{', ':', '"'])
                .unwrap_or(word.len()),
        );
        let Some(last) = word
            .chars()
            .next_back()
            .filter(|_| word.starts_with(char::is_alphabetic))
        else {
            return false;
        };
        let end = start + word.len();
        let quote = |at| Edit {
            place: self.place(at, 0),
            text: String::from("\""),
        };
        let fix = Fix {
            is_certain: false,
            edits: vec![quote(start), quote(end)],
        };
        self.report(
            catalog::text_without_quotes(self.place(start, word.len()), &word).with_fix(fix),
        );
        self.overwrite(start - 1, start, "\"");
        self.overwrite(end - last.len_utf8(), end, "\"");
        self.at = end;
        true
    }
}

/// For a label at the start of a line: the length of its numbering, and the length of the label
/// with the numbering. `None` if there is no label. A label is a name with numbering before it or
/// punctuation in it, followed by figures or a block.
fn label_length(text: &str) -> Option<(usize, usize)> {
    let numbering = numbering::length(text).unwrap_or(0);
    let label = slice(text, numbering..);
    let length = label
        .find(|c| !is_of_name(c) && !numbering::is_label_mark(c))
        .unwrap_or(label.len());
    let (label, after) = label.split_at(length);
    let is_label = numbering > 0 || label.contains(numbering::is_label_mark);
    // Without numbering, a name that ends with a bracket has a remark attached.
    let is_whole = label.starts_with(char::is_alphabetic)
        && (label.ends_with(char::is_alphabetic)
            || (numbering > 0 && numbering::ends_with_mark(label)));
    let value = after.trim_start_matches(SPACES);
    let is_stated = value.starts_with(|c: char| c.is_numeric() || "+-?/{｛[［\"".contains(c))
        && !value.starts_with("//");
    (is_label && is_whole && is_stated).then_some((numbering, numbering + length))
}

fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.')
}
