//! The lexical pass: characters that look right and are not, and quotes and braces without a
//! partner.
//!
//! Each is reported at its place, and mended in a copy of the text in which every byte keeps its
//! place, so that the grammar meets a sound text and one slip of the keyboard gives one message.

mod braces;
mod characters;
mod conflicts;
mod labels;
mod quotes;
mod remarks;

use std::borrow::Cow;
use std::sync::Arc;

pub use conflicts::other_version;
use memchr::{memchr, memmem};

use crate::diagnostic::{Diagnostic, Edit, Outcome, catalog};
use crate::source::{Place, Source, Span, slice};

/// How deep braces and parentheses may nest. Bounds the stack of everything that recurses over the
/// tree.
const DEEPEST: usize = 128;

/// How many slips of the keyboard are reported of one text before it is given up.
const MOST_MISTAKES: usize = 200;

/// How many edits one diagnostic has. What is left is mended when the text is read again.
const MOST_EDITS: usize = 200;

/// The text to parse.
pub struct Scanned<'s> {
    pub text: Cow<'s, str>,
    /// What was repaired: a syntax error on the line of one is the same mistake.
    pub repaired: Vec<Span>,
}

/// None if the source cannot be read any further.
pub fn scan(source: &Arc<Source>) -> Outcome<Option<Scanned<'_>>> {
    match conflicts::settled(source) {
        None => read(source, source.text()),
        Some((text, diagnostics)) => Outcome {
            value: (),
            diagnostics,
        }
        .then(|()| read(source, &text).map(|scanned| scanned.map(Scanned::into_owned))),
    }
}

impl Scanned<'_> {
    fn into_owned<'s>(self) -> Scanned<'s> {
        Scanned {
            text: Cow::Owned(self.text.into_owned()),
            repaired: self.repaired,
        }
    }
}

/// The scanned text of a source: its own, or one of the same length.
fn read<'s>(source: &'s Arc<Source>, text: &'s str) -> Outcome<Option<Scanned<'s>>> {
    let first = Scanner::run(source, text, false);
    let is_balanced = first.open.is_empty() && !first.is_unbalanced;
    match (is_balanced, first.is_indented) {
        (true, _) => first.finish(),
        // A brace is missing or too many: read again, this time trusting the indentation to say
        // where.
        (false, true) => Scanner::run(source, text, true).finish(),
        // Nothing says where: to go on would only be to guess what belongs to what.
        (false, false) => Outcome::none(first.finish().diagnostics),
    }
}

/// Whether `form` is the first word of a line.
fn declares_form(text: &str) -> bool {
    let text = text.as_bytes();
    memmem::find_iter(text, b"form").any(|at| {
        let before = text[..at]
            .iter()
            .rev()
            .find(|byte| **byte == b'\n' || !byte.is_ascii_whitespace());
        let after = text.get(at + b"form".len());
        before.is_none_or(|byte| *byte == b'\n') && after.is_none_or(u8::is_ascii_whitespace)
    })
}

/// A `{` that waits for its partner, and the indentation of its line.
struct Brace {
    offset: usize,
    indentation: usize,
    repeated: Option<Repeated>,
}

/// The braces behind a `{` that say the same again: where the first stands, and how many there are.
#[derive(Clone, Copy)]
struct Repeated {
    at: usize,
    number: usize,
}

struct Scanner<'s> {
    source: &'s Arc<Source>,
    text: &'s str,
    at: usize,
    /// The text with what was mended, once anything was.
    repaired: Option<Vec<u8>>,
    diagnostics: Vec<Diagnostic>,
    open: Vec<Brace>,
    /// The brace that was closed last. Of those that repeat it, as far as they are not closed yet.
    closed: Option<Brace>,
    parentheses: usize,
    too_deep: bool,
    /// Whether the text declares a form.
    is_form: bool,
    /// Outside of prose.
    in_code: bool,
    /// The line of the last mark that was not wanted.
    needless_line: Option<usize>,
    /// The line of the last word with full-width characters.
    full_width_line: Option<usize>,
    /// The line of the last blank that was too wide.
    ideographic_space_line: Option<usize>,
    /// A `}` was met with nothing to close.
    is_unbalanced: bool,
    trust_indentation: bool,
    /// Whether any line of code is.
    is_indented: bool,
    indentation: usize,
    at_line_start: bool,
    /// Where the last line with a token on it begins, and its indentation.
    last_line: (usize, usize),
    /// Where the last token ended.
    code_end: usize,
}

impl<'s> Scanner<'s> {
    fn run(source: &'s Arc<Source>, text: &'s str, trust_indentation: bool) -> Scanner<'s> {
        let mut scanner = Scanner {
            source,
            text,
            at: 0,
            repaired: None,
            diagnostics: Vec::new(),
            open: Vec::new(),
            closed: None,
            parentheses: 0,
            too_deep: false,
            is_form: declares_form(text),
            in_code: true,
            needless_line: None,
            full_width_line: None,
            ideographic_space_line: None,
            is_unbalanced: false,
            trust_indentation,
            is_indented: false,
            indentation: 0,
            at_line_start: true,
            last_line: (0, 0),
            code_end: 0,
        };
        while scanner.at < scanner.text.len()
            && !scanner.too_deep
            && scanner.diagnostics.len() < MOST_MISTAKES
        {
            scanner.step();
        }
        scanner
    }

    fn finish(mut self) -> Outcome<Option<Scanned<'s>>> {
        // A text full of mistakes is not one of the language: nothing would be learnt from going
        // on.
        if self.too_deep || self.diagnostics.len() >= MOST_MISTAKES {
            return Outcome::none(self.diagnostics);
        }
        while let Some(brace) = self.open.pop() {
            let end = self.place(self.text.len(), 0);
            self.report(
                catalog::unclosed_brace(self.place(brace.offset, 1)).with_possible_fix(end, "}\n"),
            );
            self.repaired().push(b'}');
        }
        let text = match self.repaired {
            // Only whole characters are ever written over, so the text stays UTF-8.
            Some(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
            None => Some(Cow::Borrowed(self.text)),
        };
        let repaired = self
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.place.span)
            .collect();
        Outcome {
            value: text.map(|text| Scanned { text, repaired }),
            diagnostics: self.diagnostics,
        }
    }

    fn step(&mut self) {
        let byte = self.text.as_bytes()[self.at];
        match byte {
            b'\n' => {
                self.at += 1;
                self.at_line_start = true;
                self.indentation = 0;
                return;
            }
            b' ' | b'\t' => {
                self.at += 1;
                self.indentation += usize::from(self.at_line_start);
                return;
            }
            b'\r' if self.peek(1) == Some(b'\n') => {
                self.at += 1;
                return;
            }
            b'/' if self.peek(1) == Some(b'/') => return self.at = self.end_of_line(),
            _ => {}
        }
        if self.at_line_start {
            self.begin_line(byte);
            if self.label() || self.numbering() {
                return;
            }
            if self.rest().starts_with("report ") {
                self.year_in_words();
            }
        }
        match byte {
            b'"' if self.rest().starts_with("\"\"\"") => self.prose(3),
            b'"' => self.string(),
            b'{' => self.open_brace(),
            b'}' => self.close_brace(),
            b':' if self.is_after_name() => self.needless_mark(':'),
            b'(' if self.is_beside_figure() && self.remark() => {}
            b'(' if self.is_after_name() && self.figure_in_parentheses() => {}
            b'(' => self.open_parenthesis(),
            b')' => {
                self.parentheses = self.parentheses.saturating_sub(1);
                self.at += 1;
            }
            b',' if self.parentheses == 0 && self.between_thousands() => self.comma_in_number(1),
            b',' if self.parentheses == 0 && self.is_needless(',') => self.needless_mark(','),
            b'#' if self.is_plain_line() => self.foreign_comment(1),
            b'\'' if self.single_quotes() => {}
            // As spreadsheets write a number that is to be a text.
            b'\''
                if self.is_plain_line()
                    && self.peek(1).is_some_and(|byte| byte.is_ascii_digit()) =>
            {
                self.needless_mark('\'');
            }
            b'-' if self.peek(1) == Some(b'-') && self.is_plain_line() => self.long_dash(),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => self.word(),
            0x20..=0x7e => self.at += 1,
            // The ideographs, three bytes each: nothing among them looks like a mark of the
            // language.
            0xe4..=0xe9 => self.at += 3,
            _ => self.character(),
        }
        self.code_end = self.at;
    }

    fn word(&mut self) {
        let length = self.word_length();
        if self.peek(length) == Some(b'.') {
            self.dotted_date(length);
        }
        self.at += self.word_length();
    }

    fn word_length(&self) -> usize {
        let bytes = self.rest().bytes();
        bytes.take_while(u8::is_ascii_alphanumeric).count()
    }

    fn rest(&self) -> &'s str {
        slice(self.text, self.at..)
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn end_of_line(&self) -> usize {
        let rest = &self.text.as_bytes()[self.at.min(self.text.len())..];
        let end = memchr(b'\n', rest).map_or(self.text.len(), |offset| self.at + offset);
        if end > self.at && self.text.as_bytes()[end - 1] == b'\r' {
            end - 1
        } else {
            end
        }
    }

    fn place(&self, start: usize, length: usize) -> Place {
        Place::new(self.source, Span::new(start, start + length))
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// One more edit to mend what was reported last under a code.
    fn edit_too(&mut self, code: &str, edit: Edit) {
        let last = self
            .diagnostics
            .iter_mut()
            .rev()
            .find(|diagnostic| diagnostic.code == code);
        if let Some(fix) = last
            .and_then(|diagnostic| diagnostic.fixes.last_mut())
            .filter(|fix| fix.edits.len() < MOST_EDITS)
        {
            fix.edits.push(edit);
        }
    }

    fn repaired(&mut self) -> &mut Vec<u8> {
        self.repaired
            .get_or_insert_with(|| self.text.as_bytes().to_vec())
    }

    /// Writes `new` over a stretch and blanks over what is left of it.
    fn overwrite(&mut self, start: usize, end: usize, new: &str) {
        let stretch = &mut self.repaired()[start..end];
        let (written, left) = stretch.split_at_mut(new.len().min(end - start));
        written.copy_from_slice(&new.as_bytes()[..written.len()]);
        left.fill(b' ');
    }

    /// Makes three quotes of one or two, taking the blanks or line ends beside them.
    fn overwrite_around(&mut self, start: usize, quotes: usize) {
        let (mut from, mut to) = (start, start + quotes);
        if from > 0 && self.text.as_bytes()[from - 1].is_ascii_whitespace() {
            from -= 1;
        }
        if to - from < 3 && to < self.text.len() {
            to += 1;
        }
        if to - from == 3 {
            self.overwrite(from, to, "\"\"\"");
        }
    }
}
