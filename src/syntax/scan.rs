//! The lexical pass: characters that look right and are not, and quotes and braces without a partner.
//!
//! Each is reported at its place, and mended in a copy of the text in which every byte keeps its place, so that the grammar
//! meets a sound text and one slip of the keyboard gives one message.

use std::borrow::Cow;
use std::sync::Arc;

use memchr::{memchr, memchr_iter, memmem};

use crate::diagnostic::{Diagnostic, catalog};
use crate::source::{Place, Source, Span};

/// How deep braces and parentheses may nest. Bounds the stack of everything that recurses over the tree.
const DEEPEST: usize = 128;

/// How many slips of the keyboard are reported of one text before it is given up.
const MOST_MISTAKES: usize = 200;

/// The text to parse, or none where the source cannot be read any further.
pub struct Scanned<'s> {
    pub text: Option<Cow<'s, str>>,
    /// What was mended: a syntax error on the line of one is the same mistake.
    pub mended: Vec<Span>,
    pub diagnostics: Vec<Diagnostic>,
}

pub fn scan(source: &Arc<Source>) -> Scanned<'_> {
    let first = Scanner::run(source, false);
    // A brace is missing or too many: read again, this time trusting the indentation to say where.
    let scanner = if first.open.is_empty() && !first.is_unbalanced { first } else { Scanner::run(source, true) };
    scanner.finish()
}

/// A `{` that waits for its partner, and the indentation of its line.
struct Brace {
    offset: usize,
    indentation: usize,
}

struct Scanner<'s> {
    source: &'s Arc<Source>,
    text: &'s str,
    at: usize,
    /// The text with what was mended, once anything was.
    mended: Option<Vec<u8>>,
    diagnostics: Vec<Diagnostic>,
    open: Vec<Brace>,
    parentheses: usize,
    too_deep: bool,
    /// Whether the text declares a form.
    is_form: bool,
    /// Outside of prose.
    in_code: bool,
    /// The line of the last mark that was not wanted.
    needless_line: Option<usize>,
    /// A `}` was met with nothing to close.
    is_unbalanced: bool,
    trust_indentation: bool,
    indentation: usize,
    at_line_start: bool,
    /// Where the last line with a token on it begins, and its indentation.
    last_line: (usize, usize),
    /// Where the last token ended.
    code_end: usize,
}

impl<'s> Scanner<'s> {
    fn run(source: &'s Arc<Source>, trust_indentation: bool) -> Scanner<'s> {
        let mut scanner = Scanner {
            source,
            text: source.text(),
            at: 0,
            mended: None,
            diagnostics: Vec::new(),
            open: Vec::new(),
            parentheses: 0,
            too_deep: false,
            is_form: source.text().lines().any(|line| line.starts_with("form ")),
            in_code: true,
            needless_line: None,
            is_unbalanced: false,
            trust_indentation,
            indentation: 0,
            at_line_start: true,
            last_line: (0, 0),
            code_end: 0,
        };
        while scanner.at < scanner.text.len() && !scanner.too_deep && scanner.diagnostics.len() < MOST_MISTAKES {
            scanner.step();
        }
        scanner
    }

    fn finish(mut self) -> Scanned<'s> {
        // A text full of mistakes is not one of the language: nothing would be learnt from going on.
        if self.too_deep || self.diagnostics.len() >= MOST_MISTAKES {
            return Scanned { text: None, mended: Vec::new(), diagnostics: self.diagnostics };
        }
        while let Some(brace) = self.open.pop() {
            self.report(catalog::unclosed_brace(self.place(brace.offset, 1)));
            self.mended().push(b'}');
        }
        let text = match self.mended {
            // Only whole characters are ever written over, so the text stays UTF-8.
            Some(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
            None => Some(Cow::Borrowed(self.text)),
        };
        let mended = self.diagnostics.iter().map(|diagnostic| diagnostic.place.span).collect();
        Scanned { text, mended, diagnostics: self.diagnostics }
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
        }
        match byte {
            b'"' if self.rest().starts_with("\"\"\"") => self.prose(3),
            b'"' => self.string(),
            b'{' => self.open_brace(),
            b'}' => self.close_brace(),
            b'(' => self.open_parenthesis(),
            b')' => {
                self.parentheses = self.parentheses.saturating_sub(1);
                self.at += 1;
            }
            b',' if self.between_digits() => self.comma_in_number(),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => self.word(),
            0x20..=0x7e => self.at += 1,
            // The ideographs, three bytes each: nothing among them looks like a mark of the language.
            0xe4..=0xe9 => self.at += 3,
            _ => self.character(),
        }
        self.code_end = self.at;
    }

    fn word(&mut self) {
        self.at += self.rest().bytes().take_while(u8::is_ascii_alphanumeric).count();
    }

    // ── Characters ───────────────────────────────────────────────────────────────────────────────────────────────────

    fn character(&mut self) {
        let character = self.rest().chars().next().unwrap_or('\0');
        let length = character.len_utf8();
        match ascii_meant(character) {
            Some('"') => self.full_width_quotes(character),
            Some(' ') => {
                self.report(catalog::wide_blank(self.place(self.at, length)));
                self.overwrite(self.at, self.at + length, "");
                self.at += length;
            }
            Some(',') if self.between_thousands(length) => self.full_width_comma(),
            Some(_) if self.is_needless(character) => self.needless_mark(character),
            Some(_) => self.full_width_token(),
            None if is_refused(character) && !(self.at == 0 && character == '\u{FEFF}') => {
                let code = format!("U+{:04X}", character as u32);
                self.report(catalog::refused_character(self.place(self.at, length), &code));
                self.overwrite(self.at, self.at + length, "");
                self.at += length;
            }
            None => self.at += length,
        }
    }

    /// Full-width characters in a word, `１2，`: one message, and their ASCII counterparts in their place.
    fn full_width_token(&mut self) {
        let start = self.at;
        let token = self.token();
        let (mut written, mut meant, mut mended) = (String::new(), String::new(), String::new());
        for character in token.chars() {
            let ascii = ascii_meant(character);
            written.extend(ascii.map(|_| character));
            meant.extend(ascii);
            mended.push(ascii.unwrap_or(character));
        }
        let length = token.len();
        let first = token.chars().take_while(|&c| ascii_meant(c).is_some()).map(char::len_utf8).sum();
        self.report(catalog::full_width(self.place(start, first), &written, &meant));
        // The word closes up and the gap goes behind it: `１2` is 12, not 1 and 2.
        self.overwrite(start, start + length, &mended);
        self.at = start + length;
        for character in mended.chars() {
            match character {
                '{' => self.push_brace(start),
                '}' => drop(self.open.pop()),
                '(' => self.deepen(start),
                ')' => self.parentheses = self.parentheses.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// Whether a mark stands where entries and rows have none. Forms, checks and splices have colons and commas of their own.
    fn is_needless(&self, mark: char) -> bool {
        let line = &self.text[self.last_line.0.min(self.at)..self.at];
        let has_marks = ["check ", "facts ", "allow "].iter().any(|word| line.starts_with(word));
        self.in_code && !self.is_form && !has_marks && "：，、；".contains(mark)
    }

    /// One message a line for marks that are not wanted: blanks in their place.
    fn needless_mark(&mut self, mark: char) {
        let line = self.last_line.0;
        if self.needless_line.replace(line) != Some(line) {
            self.report(catalog::needless_mark(self.place(self.at, mark.len_utf8()), &mark));
        }
        self.overwrite(self.at, self.at + mark.len_utf8(), "");
        self.at += mark.len_utf8();
    }

    /// Whether a comma of this length sets thousands apart: `1，084`.
    fn between_thousands(&self, length: usize) -> bool {
        let before = self.at.checked_sub(1).is_some_and(|at| self.text.as_bytes()[at].is_ascii_digit());
        let digits = self.text.as_bytes()[self.at + length..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        before && digits == 3
    }

    fn full_width_comma(&mut self) {
        let (start, end) = (self.at, self.at + '，'.len_utf8() + 3);
        self.report(catalog::comma_in_number(self.place(start, '，'.len_utf8())));
        let digits = &self.text[end - 3..end];
        self.overwrite(start, end, &format!("_{digits}"));
        self.at = end;
    }

    /// What stands together from here on. A brace stands for itself.
    fn token(&self) -> &'s str {
        let rest = self.rest();
        let is_brace = |c: char| matches!(ascii_meant(c).unwrap_or(c), '{' | '}');
        let ends = |c: char| c.is_ascii_whitespace() || is_brace(c) || matches!(ascii_meant(c).unwrap_or(c), '"' | ' ');
        match rest.chars().next() {
            Some(first) if is_brace(first) => &rest[..first.len_utf8()],
            _ => &rest[..rest.find(ends).unwrap_or(rest.len())],
        }
    }

    /// `“文字”` where `"文字"` is meant.
    fn full_width_quotes(&mut self, quote: char) {
        let start = self.at;
        let inside = start + quote.len_utf8();
        let line = &self.text[inside..self.end_of_line()];
        let closing = line.char_indices().find(|(_, c)| ascii_meant(*c) == Some('"') || *c == '"');
        self.report(catalog::full_width(self.place(start, quote.len_utf8()), &quote, &'"'));
        // The blanks go outside the quotes, so that the text stays as it is.
        self.overwrite(start, inside - 1, "");
        self.overwrite(inside - 1, inside, "\"");
        self.at = inside;
        match closing {
            Some((offset, closing)) => {
                let closing_at = self.at + offset;
                self.at = closing_at + closing.len_utf8();
                self.overwrite(closing_at, self.at, "\"");
            }
            None => self.close_at_line_end(start),
        }
    }

    fn between_digits(&self) -> bool {
        let digit = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
        let before = self.at.checked_sub(1).map(|at| self.text.as_bytes()[at]);
        digit(before) && digit(self.peek(1)) && self.parentheses == 0
    }

    fn comma_in_number(&mut self) {
        self.report(catalog::comma_in_number(self.place(self.at, 1)));
        self.overwrite(self.at, self.at + 1, "_");
        self.at += 1;
    }

    // ── Quotes ───────────────────────────────────────────────────────────────────────────────────────────────────────

    fn string(&mut self) {
        let start = self.at;
        let mut at = start + 1;
        while let Some(byte) = self.text.as_bytes().get(at) {
            match byte {
                b'\n' => break,
                b'\\' => at += 2,
                b'"' => {
                    self.at = at + 1;
                    if at == start + 1 && self.opens_prose(self.at) {
                        self.short_opening(start, 2);
                    }
                    return;
                }
                _ => at += 1,
            }
        }
        let end = self.end_of_line();
        self.at = end;
        if self.opens_prose(start + 1) {
            return self.short_opening(start, 1);
        }
        self.report(catalog::unclosed_string(self.place(start, 1)));
        let behind = self.text[start + 1..end].trim_start();
        if behind.is_empty() || behind.starts_with([':', '{', '/']) {
            self.at = start + 1;
            self.open_before(start);
        } else {
            self.close_at_line_end(start);
        }
    }

    /// The opening quote was forgotten: put it before the second word of the line, or the third of one whose second is a name too.
    fn open_before(&mut self, closing: usize) {
        let line_start = self.text[..closing].rfind('\n').map_or(0, |at| at + 1);
        let line = &self.text[line_start..closing];
        let first_word = line.len() - line.trim_start().len();
        let is_named = ["allow ", "facts ", "check "].iter().any(|word| line.trim_start().starts_with(word));
        let words_before = if is_named { 2 } else { 1 };
        match line[first_word..].match_indices(' ').nth(words_before - 1).map(|(blank, _)| blank) {
            Some(blank) => {
                let opening = line_start + first_word + blank;
                self.take_back(opening, closing);
                self.overwrite(opening, opening + 1, "\"");
            }
            None => self.overwrite(closing, closing + 1, ""),
        }
    }

    /// What was taken for code is text: nothing in it is wrong.
    fn take_back(&mut self, start: usize, end: usize) {
        self.diagnostics.retain(|diagnostic| !(start..end).contains(&(diagnostic.place.span.start as usize)));
        let original = self.text.as_bytes();
        self.mended()[start..end].copy_from_slice(&original[start..end]);
    }

    /// The closing quote was forgotten: put it before what can only follow a text, or in the place of the line's last character.
    fn close_at_line_end(&mut self, start: usize) {
        let end = self.end_of_line();
        let line = &self.text[start..end];
        self.at = end;
        if let Some(offset) = [" : ", " {", " //"].iter().filter_map(|mark| line.find(mark)).min() {
            self.at = start + offset + 1;
            return self.overwrite(start + offset, start + offset + 1, "\"");
        }
        let last = line.trim_end().char_indices().next_back().map_or(start, |(at, _)| start + at);
        self.overwrite(last.max(start), end, if last > start { "\"" } else { "" });
    }

    /// Whether what follows at `at` is the text of a prose whose opening quotes were cut short: nothing more on this line, and the next
    /// line with quotes on it has nothing else, as only the last one of a prose does.
    fn opens_prose(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        let line_is_over = rest.lines().next().is_none_or(|line| line.trim().is_empty());
        let mut later = rest.lines().skip(1).filter(|line| line.contains('"'));
        line_is_over && later.next().is_some_and(|line| matches!(line.trim(), "\"" | "\"\"" | "\"\"\""))
    }

    fn short_opening(&mut self, start: usize, quotes: usize) {
        self.report(catalog::short_prose_quotes(self.place(start, quotes)));
        self.overwrite_around(start, quotes);
        self.at = start;
        self.prose(quotes);
    }

    /// Prose from its opening quotes, of which `quotes` are written, to its closing ones.
    fn prose(&mut self, quotes: usize) {
        let start = self.at;
        let inside = start + quotes;
        let end = memmem::find(&self.text.as_bytes()[inside..], b"\"\"\"").map(|length| inside + length);
        if let Some(short) = self.short_closing(inside, end.unwrap_or(self.text.len())) {
            let quotes = self.text[short..].bytes().take_while(|&byte| byte == b'"').count();
            self.report(catalog::short_prose_quotes(self.place(short, quotes)));
            self.overwrite_around(short, quotes);
            self.splices(inside, short);
            self.at = short + quotes;
            return;
        }
        let is_unclosed = end.is_none_or(|end| self.opening_line(inside, end).is_some());
        let next_block = is_unclosed.then(|| self.next_block(inside, end.unwrap_or(self.text.len()))).flatten();
        if let Some(line) = next_block.or_else(|| self.opening_line(inside, end?)) {
            self.report(catalog::unclosed_prose(self.place(start, quotes)));
            self.close_before_line(inside, line);
            self.at = line;
            return;
        }
        self.splices(inside, end.unwrap_or(self.text.len()));
        match end {
            Some(end) => self.at = end + 3,
            None => {
                self.at = self.text.len();
                self.report(catalog::unclosed_prose(self.place(start, quotes)));
                self.mended().extend_from_slice(b"\"\"\"");
            }
        }
    }

    /// Where quotes that seem to close a prose open another, `名称 \"\"\"` on a line of its own: the start of that line.
    fn opening_line(&self, inside: usize, end: usize) -> Option<usize> {
        let line = self.text[inside..end].rfind('\n').map(|newline| inside + newline + 1)?;
        let name = self.text[line..end].trim();
        let is_path = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
        let line_is_over = self.text[end + 3..].lines().next().is_none_or(|rest| rest.trim().is_empty());
        (is_path && line_is_over).then_some(line)
    }

    /// A line in an unclosed prose that opens a block, as prose does not.
    fn next_block(&self, inside: usize, end: usize) -> Option<usize> {
        let mut at = inside;
        for line in self.text[inside..end].split_inclusive('\n') {
            let is_block = line.starts_with(char::is_alphabetic) && line.trim_end().ends_with('{');
            if is_block && at > inside {
                return Some(at);
            }
            at += line.len();
        }
        None
    }

    /// Puts the closing quotes over the end of the prose before a line.
    fn close_before_line(&mut self, inside: usize, line: usize) {
        let mut from = line.saturating_sub(4).max(inside);
        while !self.text.is_char_boundary(from) {
            from -= 1;
        }
        self.overwrite(from, line - 1, "\"\"\"");
    }

    /// A line of the prose on which one or two quotes stand alone: the closing ones, cut short.
    fn short_closing(&self, start: usize, end: usize) -> Option<usize> {
        memchr_iter(b'"', &self.text.as_bytes()[start..end]).map(|offset| start + offset).find(|&at| {
            let line_start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            let line = self.text[line_start..].lines().next().unwrap_or("");
            matches!(line.trim(), "\"" | "\"\"")
        })
    }

    /// Full-width characters inside the braces of prose. Outside them they are the author's own.
    fn splices(&mut self, start: usize, end: usize) {
        self.in_code = false;
        let text = self.text;
        let mut from = start;
        while let Some(offset) = text[from..end].find(['{', '｛']) {
            let open = from + offset;
            if text[open..].starts_with('｛') {
                self.report(catalog::full_width(self.place(open, '｛'.len_utf8()), &'｛', &'{'));
                self.overwrite(open, open + '｛'.len_utf8(), "{");
            }
            if text[open..end].starts_with("{{") {
                from = open + 2;
                continue;
            }
            let line_end = memchr(b'\n', &text.as_bytes()[open..end]).map_or(end, |length| open + length);
            let inside = open + text[open..].chars().next().map_or(1, char::len_utf8);
            let close = text[inside..line_end].find(['}', '｝', '{', '｛']).map_or(inside, |length| inside + length);
            let close = if text[close..].starts_with(['{', '｛']) { inside } else { close };
            self.at = inside;
            while self.at < close && !self.too_deep {
                match text.as_bytes()[self.at] {
                    b'(' => self.open_parenthesis(),
                    byte if byte.is_ascii() => self.at += 1,
                    _ => self.character(),
                }
            }
            if text[close..].starts_with('｝') {
                self.report(catalog::full_width(self.place(close, '｝'.len_utf8()), &'｝', &'}'));
                self.overwrite(close, close + '｝'.len_utf8(), "}");
            }
            self.parentheses = 0;
            from = close.max(self.at.min(end));
        }
        self.at = start;
        self.in_code = true;
    }

    // ── Braces ───────────────────────────────────────────────────────────────────────────────────────────────────────

    fn open_brace(&mut self) {
        self.push_brace(self.at);
        self.at += 1;
    }

    fn push_brace(&mut self, offset: usize) {
        self.open.push(Brace { offset, indentation: self.indentation });
        self.bound(self.open.len(), offset);
    }

    fn open_parenthesis(&mut self) {
        self.deepen(self.at);
        self.at += 1;
    }

    fn deepen(&mut self, offset: usize) {
        self.parentheses += 1;
        self.bound(self.parentheses, offset);
    }

    fn bound(&mut self, depth: usize, offset: usize) {
        if depth > DEEPEST {
            self.report(catalog::nested_too_deep(self.place(offset, 1), &DEEPEST));
            self.too_deep = true;
        }
    }

    fn close_brace(&mut self) {
        let line = self.last_line.0;
        let is_of_outer_block = self.open.last().is_none_or(|brace| brace.offset < line && brace.indentation < self.indentation);
        if self.open.is_empty() || (self.trust_indentation && is_of_outer_block) {
            self.is_unbalanced = true;
            self.unopened(line);
        } else {
            self.open.pop();
        }
        self.at += 1;
    }

    /// A `}` with nothing to close: behind a name on its line, that name should have opened a block; alone it is one too many.
    fn unopened(&mut self, line: usize) {
        let before = &self.text[line..self.at];
        let name = before.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(before.len());
        if name > 0 && before[name..].starts_with(' ') && !before.contains('{') {
            self.report(catalog::unwritten_brace(self.place(line, name)));
            self.overwrite(line + name, line + name + 1, "{");
        } else {
            self.report(catalog::unopened_brace(self.place(self.at, 1)));
            self.overwrite(self.at, self.at + 1, "");
        }
    }

    /// Where a brace is missing, a line that stands no deeper than the one that opened the block belongs outside it.
    fn begin_line(&mut self, first: u8) {
        self.at_line_start = false;
        let (last_line, last_indentation) = std::mem::replace(&mut self.last_line, (self.at, self.indentation));
        if !self.trust_indentation {
            return;
        }
        let carries_on = matches!(first, b':' | b',' | b'"' | b'=' | b'+' | b'-' | b'*' | b'}');
        let was_opened = self.open.last().is_some_and(|brace| brace.offset >= last_line);
        if self.indentation > last_indentation && !carries_on && !was_opened && self.code_end > 0 {
            self.open_after_code(last_line, last_indentation);
        }
        while let Some(brace) = self.open.last() {
            let inside = brace.indentation < self.indentation;
            let closes_it = first == b'}' && brace.indentation == self.indentation;
            if inside || closes_it {
                return;
            }
            let brace = brace.offset;
            self.report(catalog::unclosed_brace(self.place(brace, 1)));
            self.open.pop();
            self.close_after_code();
        }
    }

    /// A line that stands deeper than the one before belongs into a block that this one should have opened.
    fn open_after_code(&mut self, line: usize, indentation: usize) {
        self.report(catalog::unwritten_brace(self.place(line, self.code_end - line)));
        let blank = self.text.as_bytes()[self.code_end..self.at].iter().position(u8::is_ascii_whitespace);
        let Some(blank) = blank.map(|offset| self.code_end + offset) else { return };
        self.overwrite(blank, blank + 1, "{");
        self.open.push(Brace { offset: line, indentation });
    }

    /// Puts a `}` into the first blank behind the last token.
    fn close_after_code(&mut self) {
        let blank = self.text.as_bytes()[self.code_end..self.at].iter().position(u8::is_ascii_whitespace);
        let Some(blank) = blank.map(|offset| self.code_end + offset) else { return };
        self.overwrite(blank, blank + 1, "}");
        self.code_end = blank + 1;
    }

    // ── The text ─────────────────────────────────────────────────────────────────────────────────────────────────────

    fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn end_of_line(&self) -> usize {
        let rest = &self.text.as_bytes()[self.at.min(self.text.len())..];
        let end = memchr(b'\n', rest).map_or(self.text.len(), |offset| self.at + offset);
        if end > self.at && self.text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end }
    }

    fn place(&self, start: usize, length: usize) -> Place {
        Place::new(self.source, Span::new(start, start + length))
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn mended(&mut self) -> &mut Vec<u8> {
        self.mended.get_or_insert_with(|| self.text.as_bytes().to_vec())
    }

    /// Writes `new` over a stretch and blanks over what is left of it.
    fn overwrite(&mut self, start: usize, end: usize, new: &str) {
        let stretch = &mut self.mended()[start..end];
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

/// The ASCII character that a full-width or typographic one stands for, where only ASCII is syntax.
fn ascii_meant(character: char) -> Option<char> {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(character as u32 - 0xFEE0),
        '“' | '”' | '„' | '‟' | '「' | '」' => Some('"'),
        '。' => Some('.'),
        '、' => Some(','),
        '【' | '〔' => Some('['),
        '】' | '〕' => Some(']'),
        '—' | '–' | '−' | '‐' => Some('-'),
        '\u{3000}' | '\u{A0}' | '\u{2003}' | '\u{2002}' | '\u{2009}' => Some(' '),
        _ => None,
    }
}

/// Control characters, and the line ends that only some programs take for one.
fn is_refused(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
}
