//! Handles text around figures that must be written in another way: remarks, sentences, dotted
//! dates.

use super::Scanner;
use super::quotes::is_of_path;
use crate::chinese::marks::{FULL_STOP, MARKS_BETWEEN_WORDS};
use crate::chinese::{measures, time};
use crate::diagnostic::{Edit, Fix, Words, catalog};
use crate::source::slice;

/// How many bytes of a line are examined for a sentence.
pub(super) const LONGEST_SENTENCE: usize = 4000;

/// The greatest number of characters of a remark in parentheses.
const LONGEST_REMARK: usize = 200;

/// The greatest number of characters of a sentence shown in a message.
const SHOWN: usize = 16;

impl Scanner<'_> {
    /// Handles a remark in parentheses among names and figures. Returns whether there was one.
    pub(super) fn remark(&mut self) -> bool {
        let Some((start, closing)) = self.closing_parenthesis().map(|closing| (self.at, closing))
        else {
            return false;
        };
        let width = |at: usize| {
            slice(self.text, at..)
                .chars()
                .next()
                .map_or(0, char::len_utf8)
        };
        let (opening, end) = (width(start), closing + width(closing));
        let is_in_name = slice(self.text, end..).starts_with(char::is_alphabetic);
        if !self.is_plain_line() || is_in_name {
            return false;
        }
        let words = slice(self.text, start + opening..closing);
        let remark = self.place(start, end - start);
        if measures::is_only(words) {
            // The remark is the unit of a count, which may be left out.
            let written = remark.text().to_owned();
            self.report(
                catalog::needless_mark(remark.clone(), &written).with_possible_fix(remark, ""),
            );
        } else if words.ends_with('元')
            && slice(self.text, ..start).ends_with(|c: char| c.is_ascii_digit())
        {
            return self.unit_in_parentheses(start, opening, closing, end);
        } else {
            let line_end = self.end_of_line();
            let comment = if slice(self.text, end..line_end).contains("//") {
                format!("；{words}")
            } else {
                format!(" // {words}")
            };
            let edits = vec![
                Edit {
                    place: remark.clone(),
                    text: String::new(),
                },
                Edit {
                    place: self.place(line_end, 0),
                    text: comment,
                },
            ];
            self.report(catalog::remark(remark, &words).with_fix(Fix {
                is_certain: false,
                edits,
            }));
        }
        self.overwrite(start, end, "");
        self.at = end;
        true
    }

    /// The offset of the closing parenthesis on the same line, within a limited distance.
    fn closing_parenthesis(&self) -> Option<usize> {
        let mut line = self
            .rest()
            .char_indices()
            .take(LONGEST_REMARK)
            .take_while(|(_, c)| *c != '\n');
        line.find(|(_, c)| matches!(c, '）' | ')'))
            .map(|(offset, _)| self.at + offset)
    }

    /// Whether the parentheses touch a figure: `12(件)`, `(约)12`. In an expression they never do.
    pub(super) fn is_beside_figure(&self) -> bool {
        let after = self.closing_parenthesis().map_or("", |closing| {
            slice(self.text, closing..).trim_start_matches([')', '）'])
        });
        let is_digit = |c: char| c.is_ascii_digit();
        slice(self.text, ..self.at)
            .trim_end_matches(' ')
            .ends_with(is_digit)
            || after.trim_start_matches(' ').starts_with(is_digit)
    }

    /// Handles `(1282)`, a negative number in accounting notation. Returns whether there is one.
    pub(super) fn figure_in_parentheses(&mut self) -> bool {
        let start = self.at;
        let Some(closing) = self.closing_parenthesis() else {
            return false;
        };
        let width = |at: usize| {
            slice(self.text, at..)
                .chars()
                .next()
                .map_or(0, char::len_utf8)
        };
        let (inside, end) = (start + width(start), closing + width(closing));
        let figure = slice(self.text, inside..closing);
        if figure.is_empty() || !figure.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        self.report(
            catalog::needless_mark(self.place(start, end - start), &"()")
                .with_possible_fix(self.place(start, end - start), figure),
        );
        self.overwrite(start, inside, "");
        self.overwrite(closing, end, "");
        self.at = end;
        true
    }

    /// Handles `12（万元）`: a unit needs no parentheses.
    fn unit_in_parentheses(
        &mut self,
        start: usize,
        opening: usize,
        closing: usize,
        end: usize,
    ) -> bool {
        let edits = vec![
            Edit {
                place: self.place(start, opening),
                text: String::from(" "),
            },
            Edit {
                place: self.place(closing, end - closing),
                text: String::new(),
            },
        ];
        let place = self.place(start, opening);
        let written = place.text().to_owned();
        self.report(catalog::needless_mark(place, &written).with_fix(Fix {
            is_certain: true,
            edits,
        }));
        self.overwrite(start, start + opening, "");
        self.overwrite(closing, end, "");
        self.at = end;
        true
    }

    /// Whether a mark is between the words of a sentence. Rows contain no such marks, so the quotes
    /// around the sentence are missing.
    pub(super) fn is_in_sentence(&self, mark: char) -> bool {
        let is_word = |c: char| !c.is_ascii() && c.is_alphabetic();
        let after = slice(self.rest(), mark.len_utf8()..).chars().next();
        let line_start = self.last_line.0.min(self.at);
        let is_between_words = MARKS_BETWEEN_WORDS.contains(&mark)
            && self.at - line_start < LONGEST_SENTENCE
            && slice(self.text, ..self.at).ends_with(is_word)
            && after.is_none_or(|c| is_word(c) || matches!(c, '\r' | '\n' | '“'));
        if !is_between_words || !self.is_plain_line() {
            return false;
        }
        // `申请。结转` is a path and `[个人，企业]` is a header: neither is a sentence.
        let line = slice(self.text, line_start..self.at);
        let is_path = mark == FULL_STOP && !line.contains(' ') && after.is_some_and(is_word);
        !is_path && !line.contains(['"', '[', '［'])
    }

    /// Reports a sentence without quotes in one diagnostic. The first word of the line is the name
    /// of its entry.
    pub(super) fn sentence(&mut self) {
        let (line, end) = (self.last_line.0, self.end_of_line());
        let start = slice(self.text, line..self.at)
            .find(' ')
            .map(|space| line + space + 1);
        let from = start.unwrap_or(line);
        let text = slice(self.text, from..end).trim_end();
        let shown: String = text
            .chars()
            .take(SHOWN)
            .chain("……".chars().filter(|_| text.chars().nth(SHOWN).is_some()))
            .collect();
        let insert = |at, text: &str| Edit {
            place: self.place(at, 0),
            text: String::from(text),
        };
        let place = self.place(from, text.len());
        let diagnostic = match start {
            Some(_) => catalog::text_without_quotes(place, &shown).with_fix(Fix {
                is_certain: false,
                edits: vec![insert(from, "\""), insert(from + text.len(), "\"")],
            }),
            // The sentence may be the prose of the block around it.
            None if !self.open.is_empty() => {
                catalog::text_without_name(place, &shown).with_fix(Fix {
                    is_certain: false,
                    edits: vec![insert(from, "text \""), insert(from + text.len(), "\"")],
                })
            }
            None => catalog::text_without_name(place, &shown).with_help(Words::new(
                "应先写正文所属部分的名称，再将正文写在三引号内：名称 \"\"\"",
                "write prose in triple quotes after the name of its section: name \"\"\"",
            )),
        };
        self.take_back(from, self.at);
        self.report(diagnostic);
        match start {
            Some(start) => {
                self.overwrite(start - 1, start, "\"");
                let last = text.chars().next_back().map_or(0, char::len_utf8);
                self.overwrite(from + text.len() - last, from + text.len(), "\"");
            }
            None => self.overwrite(from, end, ""),
        }
        self.at = end;
    }

    /// Handles `# 备注` and `-- 备注`, comments of other languages.
    pub(super) fn foreign_comment(&mut self, mark: usize) {
        let end = self.end_of_line();
        let words = slice(self.text, self.at + mark..end).trim();
        let place = self.place(self.at, mark);
        self.report(catalog::remark(place.clone(), &words).with_certain_fix(place, "//"));
        self.overwrite(self.at, end, "");
        self.at = end;
    }

    /// Handles `2022.1.20`: it is parsed as a date, so that it is reported as an invalid date.
    pub(super) fn dotted_date(&mut self, digits: usize) {
        let rest = self.rest().as_bytes();
        let end = rest
            .iter()
            .position(|byte| !byte.is_ascii_digit() && *byte != b'.')
            .unwrap_or(rest.len());
        let mut parts = rest[..end].split(|byte| *byte == b'.').map(<[u8]>::len);
        let is_date = digits == 4
            && parts.next() == Some(4)
            && parts.clone().count() == 2
            && parts.all(|part| (1..=2).contains(&part));
        if is_date {
            let start = self.at;
            let dashes = slice(self.text, start..start + end).replace('.', "-");
            self.overwrite(start, start + end, &dashes);
            self.at += end;
        }
    }

    /// Handles `report disclosure 2024年`: the year must be a plain number.
    pub(super) fn year_in_words(&mut self) {
        let line = slice(self.text, self.at..self.end_of_line());
        let Some(meant) = time::bare_year(line.trim_end()) else {
            return;
        };
        let (start, end) = (self.at + meant.len(), self.at + line.trim_end().len());
        let place = self.place(start, end - start);
        self.report(catalog::malformed(place.clone(), &meant).with_certain_fix(place, ""));
        self.overwrite(start, end, "");
    }

    /// Whether only a name comes before this position on the line, and the line contains an entry.
    pub(super) fn is_after_name(&self) -> bool {
        let line_start = self.last_line.0.min(self.at);
        if self.at - line_start > LONGEST_SENTENCE {
            return false;
        }
        let before = slice(self.text, line_start..self.at).trim_end_matches(' ');
        let is_path = before.starts_with(char::is_alphabetic) && before.chars().all(is_of_path);
        is_path && self.is_plain_line() && !matches!(before, "basis" | "and" | "or" | "iff")
    }

    /// Whether the line contains an entry or a row, in which parentheses and colons have no
    /// meaning.
    pub(super) fn is_plain_line(&self) -> bool {
        let line = slice(self.text, self.last_line.0.min(self.at)..self.at);
        // A line that begins with `|` is a row of a Markdown table, which is reported as a whole.
        let has_marks = ["check ", "facts ", "allow ", ":", "|"]
            .iter()
            .any(|word| line.starts_with(word));
        self.in_code && !self.is_form && !has_marks
    }
}
