//! Handles strings, prose and the interpolations in prose. Finds missing and incomplete quotes.

use memchr::{memchr, memchr_iter, memchr2_iter, memmem};

use super::characters::ascii_meant;
use super::{MOST_EDITS, Scanner};
use crate::diagnostic::{Edit, Fix, Words, catalog};
use crate::source::slice;

/// The offset of the next `{` in a range of a text, ASCII or full-width.
fn opening(text: &str, start: usize, end: usize) -> Option<usize> {
    let first_bytes = memchr2_iter(b'{', "｛".as_bytes()[0], &text.as_bytes()[start..end]);
    first_bytes
        .map(|offset| start + offset)
        .find(|&at| slice(text, at..).starts_with(['{', '｛']))
}

impl Scanner<'_> {
    pub(super) fn string(&mut self) {
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
                    } else {
                        self.lone_backslashes(start + 1, at);
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
        if let Some(closing) = self.closing_on_next_line(end) {
            return self.string_over_lines(start, end, closing);
        }
        self.report(catalog::unclosed_string(self.place(start, 1)));
        let after = slice(self.text, start + 1..end).trim_start();
        if after.is_empty() || after.starts_with([':', '{', '/']) {
            self.at = start + 1;
            self.open_before(start);
        } else {
            self.close_at_line_end(start);
        }
    }

    /// Reports backslashes that escape nothing, as in the string `"D:\2023.gdr"`. A single
    /// diagnostic lists all of them.
    fn lone_backslashes(&mut self, start: usize, end: usize) {
        let bytes = self.text.as_bytes();
        let (mut lone, mut at) = (Vec::new(), start);
        while let Some(offset) = memchr(b'\\', &bytes[at..end]) {
            at += offset + 1;
            match bytes[at] {
                b'"' | b'\\' => at += 1,
                _ => lone.push(at - 1),
            }
        }
        let Some(&first) = lone.first() else { return };
        let edits = lone
            .iter()
            .take(MOST_EDITS)
            .map(|&at| Edit {
                place: self.place(at, 1),
                text: String::from("/"),
            })
            .collect();
        self.report(catalog::backslash(self.place(first, 1)).with_fix(Fix {
            is_certain: false,
            edits,
        }));
        lone.into_iter()
            .for_each(|at| self.overwrite(at, at + 1, "/"));
    }

    /// The offset of the quote that ends a string on the next line: the line's only quote, at its
    /// end.
    fn closing_on_next_line(&self, end: usize) -> Option<usize> {
        let next = slice(self.text, end..)
            .find('\n')
            .map(|newline| end + newline + 1)?;
        let line = slice(self.text, next..)
            .lines()
            .next()
            .unwrap_or("")
            .trim_end();
        (line.len() > 1 && line.find('"') == Some(line.len() - 1)).then_some(next + line.len() - 1)
    }

    /// Handles a string that continues on the next line. Text of several lines needs triple quotes.
    fn string_over_lines(&mut self, start: usize, end: usize, closing: usize) {
        let edits = vec![
            Edit {
                place: self.place(start, 1),
                text: String::from("\"\"\"\n"),
            },
            Edit {
                place: self.place(closing, 1),
                text: String::from("\n\"\"\""),
            },
        ];
        self.report(
            catalog::unclosed_string(self.place(start, 1)).with_fix(Fix {
                is_certain: false,
                edits,
            }),
        );
        self.close_at_line_end(start);
        self.overwrite(end, closing + 1, "");
        self.at = closing + 1;
    }

    /// Handles a missing opening quote: inserts it before the second word of the line, or before
    /// the third if the line begins with `allow`, `facts` or `check`.
    pub(super) fn open_before(&mut self, closing: usize) {
        let line_start = slice(self.text, ..closing)
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let line = slice(self.text, line_start..closing);
        let first_word = line.len() - line.trim_start().len();
        let is_named = ["allow ", "facts ", "check "]
            .iter()
            .any(|word| line.trim_start().starts_with(word));
        let words_before = if is_named { 2 } else { 1 };
        match slice(line, first_word..)
            .match_indices(' ')
            .nth(words_before - 1)
            .map(|(space, _)| space)
        {
            Some(space) => {
                let opening = line_start + first_word + space;
                self.take_back(opening, closing);
                self.overwrite(opening, opening + 1, "\"");
            }
            None => self.overwrite(closing, closing + 1, ""),
        }
    }

    /// Withdraws the diagnostics and fixes in a range that was scanned as code but is the content
    /// of a string.
    pub(super) fn take_back(&mut self, start: usize, end: usize) {
        self.diagnostics
            .retain(|diagnostic| !(start..end).contains(&(diagnostic.place.span.start as usize)));
        let original = self.text.as_bytes();
        self.repaired()[start..end].copy_from_slice(&original[start..end]);
        self.moves.restore(start..end);
    }

    /// Handles a missing closing quote: inserts it before text that can only follow a string, or
    /// replaces the last character of the line.
    pub(super) fn close_at_line_end(&mut self, start: usize) {
        let end = self.end_of_line();
        let line = slice(self.text, start..end);
        self.at = end;
        if let Some(offset) = [" : ", " {", " //"]
            .iter()
            .filter_map(|mark| line.find(mark))
            .min()
        {
            self.at = start + offset + 1;
            return self.overwrite(start + offset, start + offset + 1, "\"");
        }
        let last = line
            .trim_end()
            .char_indices()
            .next_back()
            .map_or(start, |(at, _)| start + at);
        self.overwrite(last.max(start), end, if last > start { "\"" } else { "" });
    }

    /// Whether the text at `at` is prose whose opening quotes are incomplete: nothing follows on
    /// this line, and the next line with quotes consists only of quotes, like the last line of
    /// prose.
    pub(super) fn opens_prose(&self, at: usize) -> bool {
        let rest = slice(self.text, at..);
        let line_is_over = rest
            .lines()
            .next()
            .is_none_or(|line| line.trim().is_empty());
        let mut later = rest.lines().skip(1).filter(|line| line.contains('"'));
        line_is_over
            && later
                .next()
                .is_some_and(|line| matches!(line.trim(), "\"" | "\"\"" | "\"\"\""))
    }

    pub(super) fn short_opening(&mut self, start: usize, quotes: usize) {
        self.short_quotes(start, quotes);
        self.at = start;
        self.prose(quotes);
    }

    /// Whether there are three quotes here, the first of which is full-width.
    fn is_wide_triple(&self, at: usize) -> bool {
        let is_quote = |c: char| ascii_meant(c) == Some('"') || c == '"';
        let mut quotes = slice(self.text, at..).chars().take(3);
        quotes
            .next()
            .is_some_and(|first| first != '"' && is_quote(first))
            && quotes.filter(|c| is_quote(*c)).count() == 2
    }

    /// Handles prose between full-width quotes, `“““……”””`, or a string that begins with one
    /// full-width quote.
    pub(super) fn wide_prose_or_text(&mut self, quote: char) {
        let inside = self.triple_end(self.at);
        match self
            .is_wide_triple(self.at)
            .then(|| self.closing_quotes(inside))
            .flatten()
        {
            Some(close) => self.wide_prose(inside, close),
            None => self.full_width_quotes(quote),
        }
    }

    /// Handles prose between quotes, some of which are full-width.
    fn wide_prose(&mut self, inside: usize, close: usize) {
        let end = self.triple_end(close);
        self.wide_quotes(&[(self.at, inside), (close, end)]);
        self.interpolations(inside, close);
        self.at = end;
    }

    /// The offset of the closing quotes of prose: full-width ones if they come before ASCII ones.
    fn closing_quotes(&self, inside: usize) -> Option<usize> {
        let closing =
            memmem::find(&self.text.as_bytes()[inside..], b"\"\"\"").map(|length| inside + length);
        self.wide_closing(inside, closing.unwrap_or(self.text.len()))
            .or(closing)
    }

    /// The offset at which full-width quotes close the prose.
    fn wide_closing(&self, inside: usize, end: usize) -> Option<usize> {
        let general_punctuation = &"“".as_bytes()[..2];
        let found = memmem::find_iter(&self.text.as_bytes()[inside..end], general_punctuation);
        found
            .map(|offset| inside + offset)
            .find(|&at| self.is_wide_triple(at))
    }

    fn triple_end(&self, at: usize) -> usize {
        at + slice(self.text, at..)
            .chars()
            .take(3)
            .map(char::len_utf8)
            .sum::<usize>()
    }

    /// Replaces the quotes around prose by ASCII ones and reports them in one diagnostic.
    fn wide_quotes(&mut self, quotes: &[(usize, usize)]) {
        let wide: Vec<(usize, usize)> = quotes
            .iter()
            .copied()
            .filter(|(start, end)| end - start > 3)
            .collect();
        let edit = |&(start, end): &(usize, usize)| Edit {
            place: self.place(start, end - start),
            text: String::from("\"\"\""),
        };
        let edits: Vec<Edit> = wide.iter().map(edit).collect();
        let Some(first) = edits.first().map(|edit| edit.place.clone()) else {
            return;
        };
        let written = first.text().to_owned();
        self.report(
            catalog::full_width(first, &written, &"\"\"\"").with_fix(Fix {
                is_certain: true,
                edits,
            }),
        );
        for (start, end) in wide {
            self.overwrite(start, end, "\"\"\"");
        }
    }

    fn short_quotes(&mut self, start: usize, quotes: usize) {
        let place = self.place(start, quotes);
        self.report(catalog::short_prose_quotes(place.clone()).with_certain_fix(place, "\"\"\""));
        self.overwrite_around(start, quotes);
    }

    /// Handles prose from its opening to its closing quotes. `quotes` is the number of opening
    /// quotes that are present.
    pub(super) fn prose(&mut self, quotes: usize) {
        let start = self.at;
        self.prose_on_next_line(start);
        let inside = start + quotes;
        let end =
            memmem::find(&self.text.as_bytes()[inside..], b"\"\"\"").map(|length| inside + length);
        if let Some(close) = self.wide_closing(inside, end.unwrap_or(self.text.len())) {
            return self.wide_prose(inside, close);
        }
        if let Some(short) = self.short_closing(inside, end.unwrap_or(self.text.len())) {
            let quotes = slice(self.text, short..)
                .bytes()
                .take_while(|&byte| byte == b'"')
                .count();
            self.short_quotes(short, quotes);
            self.interpolations(inside, short);
            self.at = short + quotes;
            return;
        }
        let is_unclosed = end.is_none_or(|end| self.opening_line(inside, end).is_some());
        let next_block = is_unclosed
            .then(|| self.next_block(inside, end.unwrap_or(self.text.len())))
            .flatten();
        if let Some(line) = next_block.or_else(|| self.opening_line(inside, end?)) {
            let before = self.place(line, 0);
            self.report(
                catalog::unclosed_prose(self.place(start, quotes))
                    .with_possible_fix(before, "\"\"\"\n"),
            );
            self.close_before_line(inside, line);
            self.at = line;
            return;
        }
        self.interpolations(inside, end.unwrap_or(self.text.len()));
        if let Some(end) = end {
            self.at = end + 3;
        } else {
            self.at = self.text.len();
            let end = self.place(self.text.len(), 0);
            self.report(
                catalog::unclosed_prose(self.place(start, quotes))
                    .with_possible_fix(end, "\"\"\"\n"),
            );
            self.repaired().extend_from_slice(b"\"\"\"");
        }
    }

    /// Reports prose whose opening quotes are on the line after its name. They must be on the same
    /// line as the name.
    fn prose_on_next_line(&mut self, start: usize) {
        let code_end = self.code_end;
        let between = slice(self.text, code_end..start);
        if !between.contains('\n') || !between.trim().is_empty() {
            return;
        }
        let line = slice(self.text, ..code_end)
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let name = slice(self.text, line..code_end).trim_start();
        let is_path = name.starts_with(char::is_alphabetic) && name.chars().all(is_of_path);
        if !is_path {
            return;
        }
        let gap = self.place(code_end, start - code_end);
        let help = Words::new(
            "三引号应与名称写在同一行",
            "put the quotes after the name, on the same line",
        );
        self.report(
            catalog::no_value(self.place(code_end - name.len(), name.len()), &name)
                .with_help(help)
                .with_certain_fix(gap, " "),
        );
        self.overwrite(code_end, start, "");
    }

    /// The start of a line `名称 """` if its quotes seem to close the prose but in fact open the
    /// prose of the next name.
    pub(super) fn opening_line(&self, inside: usize, end: usize) -> Option<usize> {
        let line = slice(self.text, inside..end)
            .rfind('\n')
            .map(|newline| inside + newline + 1)?;
        let name = slice(self.text, line..end).trim();
        let is_path = !name.is_empty() && name.chars().all(is_of_path);
        let line_is_over = slice(self.text, end + 3..)
            .lines()
            .next()
            .is_none_or(|rest| rest.trim().is_empty());
        (is_path && line_is_over).then_some(line)
    }

    /// The offset of the first line that opens a block, in unclosed prose. Such a line does not
    /// belong to the prose.
    pub(super) fn next_block(&self, inside: usize, end: usize) -> Option<usize> {
        let mut at = inside;
        for line in slice(self.text, inside..end).split_inclusive('\n') {
            let is_block = line.starts_with(char::is_alphabetic) && line.trim_end().ends_with('{');
            if is_block && at > inside {
                return Some(at);
            }
            at += line.len();
        }
        None
    }

    /// Closes the prose before a line: the closing quotes replace the last characters of the prose.
    pub(super) fn close_before_line(&mut self, inside: usize, line: usize) {
        let mut from = line.saturating_sub(4).max(inside);
        while !self.text.is_char_boundary(from) {
            from -= 1;
        }
        self.overwrite(from, line - 1, "\"\"\"");
    }

    /// The offset of incomplete closing quotes: one or two quotes alone on a line of the prose.
    pub(super) fn short_closing(&self, start: usize, end: usize) -> Option<usize> {
        memchr_iter(b'"', &self.text.as_bytes()[start..end])
            .map(|offset| start + offset)
            .find(|&at| {
                let line_start = slice(self.text, ..at)
                    .rfind('\n')
                    .map_or(0, |newline| newline + 1);
                let line = slice(self.text, line_start..).lines().next().unwrap_or("");
                matches!(line.trim(), "\"" | "\"\"")
            })
    }

    /// Replaces full-width characters inside the braces of prose. Outside the braces they are
    /// ordinary text.
    pub(super) fn interpolations(&mut self, start: usize, end: usize) {
        self.in_code = false;
        let text = self.text;
        let mut from = start;
        while let Some(open) = opening(text, from, end) {
            let opens_wide = slice(text, open..).starts_with('｛');
            if opens_wide {
                self.wide_brace(open, '｛', "{", false);
            }
            if slice(text, open..end).starts_with("{{") {
                from = open + 2;
                continue;
            }
            let inside = open + slice(text, open..).chars().next().map_or(1, char::len_utf8);
            let next = slice(text, inside..end)
                .find(['}', '｝', '{', '｛', '\n'])
                .map_or(end, |length| inside + length);
            let is_closed = slice(text, next..).starts_with(['}', '｝']);
            let close = if is_closed { next } else { inside };
            if !is_closed {
                self.bound_unclosed(inside, end);
            }
            self.at = inside;
            while self.at < close && !self.too_deep {
                match text.as_bytes()[self.at] {
                    b'(' => self.open_parenthesis(),
                    byte if byte.is_ascii() => self.at += 1,
                    _ => self.character(),
                }
            }
            if slice(text, close..).starts_with('｝') {
                self.wide_brace(close, '｝', "}", opens_wide);
            }
            self.parentheses = 0;
            from = close.max(self.at.min(end));
        }
        self.at = start;
        self.in_code = true;
    }

    /// Bounds the nesting depth of an interpolation that is unclosed or extends over several lines.
    /// The parser may still parse its beginning.
    fn bound_unclosed(&mut self, inside: usize, end: usize) {
        let mut depth = 0_usize;
        for (offset, byte) in slice(self.text, inside..end).bytes().enumerate() {
            match byte {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                b'{' | b'}' => return,
                _ => {}
            }
            self.bound(depth, inside + offset);
        }
    }

    /// Replaces a full-width brace of an interpolation. If the other brace of the pair is already
    /// reported, adds the edit to that diagnostic.
    fn wide_brace(&mut self, at: usize, brace: char, meant: &str, is_reported: bool) {
        let place = self.place(at, brace.len_utf8());
        if is_reported {
            self.edit_too(
                "G0103",
                Edit {
                    place,
                    text: meant.to_owned(),
                },
            );
        } else {
            self.report(
                catalog::full_width(place.clone(), &brace, &meant).with_certain_fix(place, meant),
            );
        }
        self.overwrite(at, at + brace.len_utf8(), meant);
    }
}

pub(super) fn is_of_path(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.')
}
