//! The lexical pass: finds characters that only look like valid syntax, and unmatched quotes and
//! braces.
//!
//! It reports each one and fixes it in a copy of the text. A fix replaces bytes by the same number
//! of bytes; braces and quotes that are still open at the end are closed after the last byte. So
//! offsets in the copy equal those in the source, except within what a fix replaced: `１２` becomes
//! `12` and spaces. `Scanned::source` converts them. The grammar then reads a valid text, and one
//! typing error gives one diagnostic: the parser does not report a syntax error on a line where
//! this pass has fixed something.
//!
//! If the braces do not match, the text is scanned again, and the indentation decides where a brace
//! is missing or unexpected. Without any indentation the text is not parsed.
//!
//! A label of the printed form, copied with its numbering and marks, is turned into one name.
//! Later, `check`, which knows the names of the form, reads the label in the source and reports the
//! intended name.
//!
//! A text with unresolved merge conflicts of git is compiled twice, once with each version. Apart
//! from the conflicts themselves, only diagnostics that both versions have are reported.

mod braces;
mod characters;
mod conflicts;
mod labels;
mod line_ends;
mod quotes;
mod remarks;
mod texts;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

pub use conflicts::other_version;
use memchr::{memchr, memmem};
pub use texts::report_invisible;

use crate::diagnostic::{Diagnostic, Edit, Outcome, catalog};
use crate::source::{Moves, Place, Source, Span, slice};

/// The greatest nesting depth of braces and parentheses. It bounds the stack of all code that
/// recurses over the tree.
pub(super) const DEEPEST: usize = 128;

/// The number of errors after which the lexical pass gives up on a text.
const MOST_MISTAKES: usize = 200;

/// The greatest number of edits in one diagnostic. The remaining ones are proposed when the fixed
/// source is scanned again.
const MOST_EDITS: usize = 200;

/// The text to parse.
pub struct Scanned<'s> {
    pub text: Cow<'s, str>,
    /// The source, for spans of `text`.
    pub source: Arc<Source>,
    /// The spans of all fixes. A syntax error on the line of a fix has the same cause as the fix.
    pub repaired: Vec<Span>,
}

/// Scans a source. The value is `None` if it cannot be parsed at all.
pub fn scan(source: &Arc<Source>) -> Outcome<Option<Scanned<'_>>> {
    if let Some(diagnostic) = texts::nul(source).or_else(|| line_ends::carriage_returns(source)) {
        return Outcome::none(vec![diagnostic]);
    }
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
            source: self.source,
            repaired: self.repaired,
        }
    }
}

/// The scanned text of a source: the text itself, or a fixed copy with equal offsets.
fn read<'s>(source: &'s Arc<Source>, text: &'s str) -> Outcome<Option<Scanned<'s>>> {
    let first = Scanner::run(source, text, false);
    let is_balanced = first.open.is_empty() && !first.is_unbalanced;
    match (is_balanced, first.is_indented) {
        (true, _) => first.finish(),
        // A brace is missing or unexpected. Scan again, this time using the indentation to find it.
        (false, true) => Scanner::run(source, text, true).finish(),
        // Without indentation there is no evidence of where the brace belongs.
        (false, false) => Outcome::none(first.finish().diagnostics),
    }
}

/// Whether any line begins with the word `form`.
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

/// A `{` that is not closed yet, and the indentation of its line.
struct Brace {
    offset: usize,
    indentation: usize,
    repeated: Option<Repeated>,
}

/// Duplicate braces after a `{`: the offset of the first, and their number.
#[derive(Clone, Copy)]
struct Repeated {
    at: usize,
    number: usize,
}

struct Scanner<'s> {
    source: &'s Arc<Source>,
    text: &'s str,
    at: usize,
    /// The fixed copy of the text, once there has been a fix.
    repaired: Option<Vec<u8>>,
    moves: Moves,
    diagnostics: Vec<Diagnostic>,
    open: Vec<Brace>,
    /// The brace that was closed last. Its `repeated` counts the duplicates that are not closed
    /// yet.
    closed: Option<Brace>,
    parentheses: usize,
    too_deep: bool,
    /// Whether the text declares a form.
    is_form: bool,
    /// Whether the position is outside of prose.
    in_code: bool,
    /// The line of the last unexpected punctuation mark.
    needless_line: Option<usize>,
    /// The line of the last word with full-width characters.
    full_width_line: Option<usize>,
    radical_line: Option<usize>,
    /// The line of the last ideographic space.
    ideographic_space_line: Option<usize>,
    /// Whether a `}` without an open block was found.
    is_unbalanced: bool,
    trust_indentation: bool,
    /// Whether any line of code is indented.
    is_indented: bool,
    indentation: usize,
    at_line_start: bool,
    /// The start of the last line with a token on it, and its indentation.
    last_line: (usize, usize),
    /// The end of the last token.
    code_end: usize,
}

impl<'s> Scanner<'s> {
    fn run(source: &'s Arc<Source>, text: &'s str, trust_indentation: bool) -> Scanner<'s> {
        let mut scanner = Scanner {
            source,
            text,
            at: 0,
            repaired: None,
            moves: Moves::default(),
            diagnostics: Vec::new(),
            open: Vec::new(),
            closed: None,
            parentheses: 0,
            too_deep: false,
            is_form: declares_form(text),
            in_code: true,
            needless_line: None,
            full_width_line: None,
            radical_line: None,
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
        // With so many mistakes the text is probably not gdr, and further diagnostics would not
        // help.
        if self.diagnostics.len() >= MOST_MISTAKES {
            let here = self.place(self.at, 0);
            self.report(catalog::too_many_errors(here, &MOST_MISTAKES));
        }
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
            // Only whole characters are overwritten, so the text stays UTF-8.
            Some(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
            None => Some(Cow::Borrowed(self.text)),
        };
        let repaired = self
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.place.span)
            .collect();
        Outcome {
            value: text.map(|text| Scanned {
                text,
                source: Source::of_copy(self.source, self.moves),
                repaired,
            }),
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
            // Spreadsheets mark a number as text with `'`.
            b'\''
                if self.is_plain_line()
                    && self.peek(1).is_some_and(|byte| byte.is_ascii_digit()) =>
            {
                self.needless_mark('\'');
            }
            b'-' if self.peek(1) == Some(b'-') && self.is_plain_line() => self.long_dash(),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => self.word(),
            0x20..=0x7e => self.at += 1,
            // Most CJK ideographs (U+4000 to U+9FFF) have three bytes. They never look like syntax.
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

    /// Adds an edit to the last diagnostic with this code.
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

    /// Replaces a range by `new`, which represents all of it, and fills the rest of the range with
    /// spaces.
    fn overwrite(&mut self, start: usize, end: usize, new: &str) {
        let pieces = [(new.len(), end - start)];
        self.overwrite_by(start..end, new, if new.is_empty() { &[] } else { &pieces });
    }

    /// Replaces a range by `new` and fills the rest of the range with spaces. `pieces` are the
    /// lengths of the parts of `new`, each with the length of the text that it represents.
    fn overwrite_by(&mut self, range: Range<usize>, new: &str, pieces: &[(usize, usize)]) {
        let (start, end) = (range.start, range.end);
        self.moves.overwrite(range, pieces);
        let stretch = &mut self.repaired()[start..end];
        let (written, left) = stretch.split_at_mut(new.len().min(end - start));
        written.copy_from_slice(&new.as_bytes()[..written.len()]);
        left.fill(b' ');
    }

    /// Replaces one or two quotes by three, overwriting adjacent whitespace.
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
