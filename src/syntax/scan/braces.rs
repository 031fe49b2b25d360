//! Finds unmatched braces by the indentation, and bounds the nesting depth.

use super::{Brace, DEEPEST, MOST_EDITS, Repeated, Scanner};
use crate::diagnostic::{Diagnostic, Edit, catalog};
use crate::source::{Place, slice};

impl Scanner<'_> {
    pub(super) fn open_brace(&mut self) {
        if self.code_before().ends_with('{') {
            self.repeated_brace();
        } else {
            self.push_brace(self.at);
        }
        self.at += 1;
    }

    /// Reports `{{` outside of prose: it is an escape only in prose. The diagnostic also covers the
    /// matching `}}`.
    fn repeated_brace(&mut self) {
        let place = self.place(self.at, 1);
        self.overwrite(self.at, self.at + 1, "");
        let at = self.at;
        let Some(brace) = self.open.last_mut() else {
            return;
        };
        let repeated = brace.repeated.get_or_insert(Repeated { at, number: 0 });
        repeated.number += 1;
        match *repeated {
            Repeated { number: 1, .. } => {
                self.report(catalog::repeated_brace(place.clone()).with_certain_fix(place, ""));
            }
            Repeated { at, .. } => self.delete_too(at, place),
        }
    }

    /// Adds the deletion of a brace to the diagnostic at an offset.
    fn delete_too(&mut self, reported_at: usize, place: Place) {
        let is_it = |reported: &&mut Diagnostic| {
            reported.code == "G0124" && reported.place.span.start as usize == reported_at
        };
        let reported = self.diagnostics.iter_mut().rev().find(is_it);
        if let Some(fix) = reported
            .and_then(|reported| reported.fixes.last_mut())
            .filter(|fix| fix.edits.len() < MOST_EDITS)
        {
            fix.edits.push(Edit {
                place,
                text: String::new(),
            });
        }
    }

    /// The text before the current position, without trailing spaces.
    fn code_before(&self) -> &str {
        slice(self.text, ..self.at).trim_end_matches([' ', '\t'])
    }

    pub(super) fn push_brace(&mut self, offset: usize) {
        self.open.push(Brace {
            offset,
            indentation: self.indentation,
            repeated: None,
        });
        self.bound(self.open.len(), offset);
    }

    pub(super) fn open_parenthesis(&mut self) {
        self.deepen(self.at);
        self.at += 1;
    }

    pub(super) fn deepen(&mut self, offset: usize) {
        self.parentheses += 1;
        self.bound(self.parentheses, offset);
    }

    pub(super) fn bound(&mut self, depth: usize, offset: usize) {
        if depth > DEEPEST && !self.too_deep {
            self.report(catalog::nested_too_deep(self.place(offset, 1), &DEEPEST));
            self.too_deep = true;
        }
    }

    pub(super) fn close_brace(&mut self) {
        let follows_another = self.code_before().ends_with('}');
        let left = self
            .closed
            .as_mut()
            .filter(|_| follows_another)
            .map(|closed| &mut closed.repeated);
        if let Some((left, repeated)) = left.and_then(|left| left.map(|repeated| (left, repeated)))
        {
            *left = (repeated.number > 1).then_some(Repeated {
                number: repeated.number - 1,
                ..repeated
            });
            self.delete_too(repeated.at, self.place(self.at, 1));
            self.overwrite(self.at, self.at + 1, "");
            return self.at += 1;
        }
        let line = self.last_line.0;
        let is_of_outer_block = self
            .open
            .last()
            .is_none_or(|brace| brace.offset < line && brace.indentation < self.indentation);
        if self.open.is_empty() || (self.trust_indentation && is_of_outer_block) {
            self.is_unbalanced = true;
            self.unopened(line);
        } else {
            self.closed = self.open.pop();
        }
        self.at += 1;
    }

    /// Handles a `}` without an open block. If there is a name before it on the same line, the
    /// block of that name was not opened; otherwise the brace is unexpected.
    pub(super) fn unopened(&mut self, line: usize) {
        let before = slice(self.text, line..self.at);
        let name = before
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
            .unwrap_or(before.len());
        if name > 0 && slice(before, name..).starts_with(' ') && !before.contains('{') {
            let after = self.place(line + name, 0);
            self.report(
                catalog::unwritten_brace(self.place(line, name)).with_possible_fix(after, " {"),
            );
            self.overwrite(line + name, line + name + 1, "{");
        } else {
            let place = self.place(self.at, 1);
            self.report(catalog::unopened_brace(place.clone()).with_possible_fix(place, ""));
            self.overwrite(self.at, self.at + 1, "");
        }
    }

    /// Handles the start of a line. If a brace is missing, a line that is not indented deeper than
    /// the one that opened the block is outside of the block.
    pub(super) fn begin_line(&mut self, first: u8) {
        self.at_line_start = false;
        self.is_indented |= self.indentation > 0;
        let (last_line, last_indentation) =
            std::mem::replace(&mut self.last_line, (self.at, self.indentation));
        if !self.trust_indentation {
            return;
        }
        let continues_item = matches!(first, b':' | b',' | b'"' | b'=' | b'+' | b'-' | b'*' | b'}');
        let was_opened = self
            .open
            .last()
            .is_some_and(|brace| brace.offset >= last_line);
        if self.indentation > last_indentation
            && !continues_item
            && !was_opened
            && self.code_end > 0
        {
            match slice(self.text, last_line..self.code_end) {
                "}" => self.open_again(last_line),
                _ => self.open_after_code(last_line, last_indentation),
            }
        }
        while let Some(brace) = self.open.last() {
            let inside = brace.indentation < self.indentation;
            let closes_it = first == b'}' && brace.indentation == self.indentation;
            if inside || closes_it {
                return;
            }
            let (brace, closing) = (brace.offset, format!("\n{:1$}}}", "", brace.indentation));
            let after = self.place(self.code_end, 0);
            self.report(
                catalog::unclosed_brace(self.place(brace, 1)).with_possible_fix(after, closing),
            );
            self.open.pop();
            self.close_after_code();
        }
    }

    /// Handles a line that is indented deeper than the `}` before it: the block continues, and that
    /// `}` is unexpected.
    fn open_again(&mut self, closing: usize) {
        let Some(brace) = self.closed.take() else {
            return;
        };
        self.open.push(brace);
        let place = self.place(closing, 1);
        self.report(catalog::unopened_brace(place.clone()).with_possible_fix(place, ""));
        self.overwrite(closing, closing + 1, "");
    }

    /// Handles a line that is indented deeper than the one before: that line should have opened a
    /// block.
    pub(super) fn open_after_code(&mut self, line: usize, indentation: usize) {
        // Without its closing quote, a string may contain the brace.
        let has_unclosed_string = self
            .diagnostics
            .last()
            .is_some_and(|last| last.code == "G0107" && last.place.span.start as usize >= line);
        if !has_unclosed_string {
            let after = self.place(self.code_end, 0);
            self.report(
                catalog::unwritten_brace(self.place(line, self.code_end - line))
                    .with_possible_fix(after, " {"),
            );
        }
        if self.write_after_code("{").is_none() {
            return;
        }
        self.open.push(Brace {
            offset: line,
            indentation,
            repeated: None,
        });
    }

    /// Writes a `}` into the first space after the last token.
    pub(super) fn close_after_code(&mut self) {
        if let Some(space) = self.write_after_code("}") {
            self.code_end = space + 1;
        }
    }

    /// Writes a brace into the first space after the last token. Returns its offset, or `None` if
    /// there is no space.
    fn write_after_code(&mut self, brace: &str) -> Option<usize> {
        let spaces = self.text.as_bytes().get(self.code_end..self.at)?;
        let space = self.code_end + spaces.iter().position(u8::is_ascii_whitespace)?;
        self.overwrite(space, space + 1, brace);
        Some(space)
    }
}
