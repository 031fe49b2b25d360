//! Handles characters that only look like valid syntax: full-width ones, invisible ones, and
//! unexpected punctuation.

use std::iter::zip;

use super::Scanner;
use crate::chinese::radicals;
use crate::diagnostic::{Edit, Fix, catalog};
use crate::invisible::{is_invisible, is_line_end};
use crate::source::slice;

/// How many characters of a number are examined.
const LONGEST_NUMBER: usize = 40;

/// Thousands separators, ASCII and full-width.
const COMMAS: [char; 2] = [',', '，'];

impl<'s> Scanner<'s> {
    pub(super) fn character(&mut self) {
        let character = self.rest().chars().next().unwrap_or('\0');
        let length = character.len_utf8();
        match ascii_meant(character) {
            Some('"') => self.wide_prose_or_text(character),
            Some(' ') => self.ideographic_space(length),
            Some(',') if character != '、' && self.between_thousands() => {
                self.comma_in_number(length);
            }
            Some(_) if self.is_in_sentence(character) => self.sentence(),
            _ if self.label_without_quotes(character) => {}
            Some('(') if self.is_after_name() && self.figure_in_parentheses() => {}
            Some('(') if self.remark() => {}
            Some(_) if self.is_needless(character) => self.needless_mark(character),
            Some(_) => self.full_width_token(),
            None if "￥¥".contains(character) && self.is_plain_line() => {
                self.needless_mark(character);
            }
            None if radicals::ideograph(character).is_some() => self.radical(character),
            None if is_invisible(character) && !(self.at == 0 && character == '\u{FEFF}') => {
                let code = format!("U+{:04X}", character as u32);
                let place = self.place(self.at, length);
                let meant = if is_line_end(character) { "\n" } else { "" };
                self.report(
                    catalog::refused_character(place.clone(), &code).with_certain_fix(place, meant),
                );
                // The deleted character leaves a gap. It goes to the end of the word: `新\u{200B}收`
                // is 新收.
                let after = slice(self.rest(), length..);
                let is_word = |c: char| c.is_alphanumeric() && ascii_meant(c).is_none();
                let is_inside = meant.is_empty() && slice(self.text, ..self.at).ends_with(is_word);
                let word = after
                    .find(|c| !is_word(c))
                    .filter(|_| is_inside)
                    .unwrap_or(0);
                let range = self.at..self.at + length + word;
                self.overwrite_by(range, slice(after, ..word), &[(0, length), (word, word)]);
                self.at += length + word;
            }
            None => self.at += length,
        }
    }

    /// Replaces the full-width characters of a token, such as `１2，`, by their ASCII counterparts.
    /// Reports once per line.
    pub(super) fn full_width_token(&mut self) {
        let start = self.at;
        let token = self.token();
        let (mut written, mut meant, mut repaired) = (String::new(), String::new(), String::new());
        for character in token.chars() {
            // Between the names of a path, `：` and `、` mean a dot.
            let is_in_path = !self.in_code
                && (character == '：' || (character == '、' && self.parentheses == 0));
            let ascii = if is_in_path {
                Some('.')
            } else {
                ascii_meant(character)
            };
            written.extend(ascii.map(|_| character));
            meant.extend(ascii);
            repaired.push(ascii.unwrap_or(character));
        }
        if token.chars().all(|c| ascii_meant(c).unwrap_or(c) == '-') {
            // A dash of any length is a single blank value.
            (meant, repaired) = (String::from("-"), String::from("-"));
        }
        let length = token.len();
        let first = token
            .chars()
            .take_while(|&c| ascii_meant(c).is_some())
            .map(char::len_utf8)
            .sum();
        let whole = self.place(start, length);
        let line = self.last_line.0;
        if self.full_width_line.replace(line) == Some(line) {
            self.edit_too(
                "G0103",
                Edit {
                    place: whole,
                    text: repaired.clone(),
                },
            );
        } else {
            let diagnostic = catalog::full_width(self.place(start, first), &written, &meant);
            // On a line where parentheses have no meaning, replacing them is not a certain fix.
            let is_certain = !(meant.contains('(') && self.is_plain_line());
            self.report(diagnostic.with_fix(Fix {
                is_certain,
                edits: vec![Edit {
                    place: whole,
                    text: repaired.clone(),
                }],
            }));
        }
        // The new token is shorter. The gap goes after it: `１2` is 12, not 1 and 2.
        let mut pieces: Vec<(usize, usize)> = zip(repaired.chars(), token.chars())
            .map(|(new, old)| (new.len_utf8(), old.len_utf8()))
            .collect();
        if let ("-", [(_, represented)]) = (repaired.as_str(), pieces.as_mut_slice()) {
            *represented = length;
        }
        self.overwrite_by(start..start + length, &repaired, &pieces);
        self.at = start + length;
        for character in repaired.chars() {
            match character {
                '{' => self.push_brace(start),
                '}' => drop(self.open.pop()),
                '(' => self.deepen(start),
                ')' => self.parentheses = self.parentheses.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// Whether a mark has no meaning because it is on the line of an entry or a row. In forms,
    /// checks and interpolations, colons and commas have a meaning.
    pub(super) fn is_needless(&self, mark: char) -> bool {
        let ends_line = || {
            slice(self.rest(), mark.len_utf8()..)
                .trim_start_matches([' ', '\r'])
                .starts_with('\n')
        };
        ("：，、；,".contains(mark) || (mark == '。' && ends_line())) && self.is_plain_line()
    }

    /// Replaces a radical by the ideograph that it looks like. Reports once per line.
    fn radical(&mut self, radical: char) {
        let ideograph = radicals::ideograph(radical).map_or_else(String::new, String::from);
        let line = self.last_line.0;
        let place = self.place(self.at, radical.len_utf8());
        self.overwrite(self.at, self.at + radical.len_utf8(), &ideograph);
        self.at += radical.len_utf8();
        if self.radical_line.replace(line) == Some(line) {
            let text = ideograph;
            self.edit_too("G0131", Edit { place, text });
        } else {
            let diagnostic = catalog::radical(place.clone(), &radical, &ideograph);
            self.report(diagnostic.with_certain_fix(place, ideograph));
        }
    }

    /// Replaces wide spaces by ordinary ones. Reports once per line.
    fn ideographic_space(&mut self, length: usize) {
        let place = self.place(self.at, length);
        if self.ideographic_space_line.replace(self.last_line.0) == Some(self.last_line.0) {
            self.edit_too(
                "G0104",
                Edit {
                    place,
                    text: String::from(" "),
                },
            );
        } else {
            self.report(catalog::ideographic_space(place.clone()).with_certain_fix(place, " "));
        }
        self.overwrite(self.at, self.at + length, "");
        self.at += length;
    }

    /// Replaces unexpected marks by spaces. Reports once per line.
    pub(super) fn needless_mark(&mut self, mark: char) {
        let line = self.last_line.0;
        let place = self.place(self.at, mark.len_utf8());
        let is_apart = slice(self.text, ..self.at).ends_with(' ')
            || slice(self.rest(), mark.len_utf8()..).starts_with([' ', '\r', '\n']);
        let edit = Edit {
            place: place.clone(),
            text: String::from(if is_apart { "" } else { " " }),
        };
        if self.needless_line.replace(line) == Some(line) {
            self.edit_too("G0117", edit);
        } else {
            let fix = Fix {
                is_certain: true,
                edits: vec![edit],
            };
            self.report(catalog::needless_mark(place, &mark).with_fix(fix));
        }
        self.overwrite(self.at, self.at + mark.len_utf8(), "");
        self.at += mark.len_utf8();
    }

    /// Handles `--`, typed instead of a blank value (`-`) or as the start of a comment.
    pub(super) fn long_dash(&mut self) {
        if slice(self.text, self.last_line.0..self.at)
            .trim()
            .is_empty()
        {
            return self.foreign_comment(2);
        }
        let length = self.rest().bytes().take_while(|&byte| byte == b'-').count();
        let place = self.place(self.at, length);
        self.report(catalog::malformed(place.clone(), &'-').with_certain_fix(place, "-"));
        self.overwrite(self.at, self.at + length, "-");
        self.at += length;
    }

    /// Whether the comma here is a thousands separator, as in `1,084,000`. `69,3,665` has none: it
    /// is three numbers.
    pub(super) fn between_thousands(&self) -> bool {
        let before = grouped_digits(slice(self.text, ..self.at).chars().rev());
        let after = grouped_digits(self.rest().chars());
        let mut groups = slice(self.text, self.at - before..self.at + after).split(COMMAS);
        let first = groups.next().unwrap_or("");
        (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && groups.all(|group| group.len() == 3)
    }

    /// Handles a thousands separator of this many bytes, as in `1，084`: removes it from the number.
    pub(super) fn comma_in_number(&mut self, length: usize) {
        let (start, end) = (self.at, self.at + length + 3);
        let before = slice(self.text, ..start)
            .trim_end_matches(is_of_grouped_digits)
            .len();
        let is_rest = |c: char| is_of_grouped_digits(c) || c == '.';
        let after = self.text.len() - slice(self.text, start..).trim_start_matches(is_rest).len();
        // Report once per number, at its first comma.
        if slice(self.text, before..start)
            .bytes()
            .all(|byte| byte.is_ascii_digit())
        {
            let number: String = slice(self.text, before..after)
                .chars()
                .filter(|c| !COMMAS.contains(c))
                .collect();
            let whole = self.place(before, after - before);
            let diagnostic = catalog::comma_in_number(self.place(start, length), &number);
            // With several commas the text may also be several numbers.
            let is_one = whole.text().matches(COMMAS).count() == 1;
            self.report(if is_one {
                diagnostic.with_certain_fix(whole, number)
            } else {
                diagnostic.with_possible_fix(whole, number)
            });
        }
        let moved = format!("_{}", slice(self.text, end - 3..end));
        self.overwrite_by(start..end, &moved, &[(1, length), (3, 3)]);
        self.at = end;
    }

    /// The characters from here to the next space. A brace is a token of its own.
    pub(super) fn token(&self) -> &'s str {
        let rest = self.rest();
        let is_brace = |c: char| matches!(ascii_meant(c).unwrap_or(c), '{' | '}');
        let ends = |c: char| {
            c.is_ascii_whitespace()
                || is_brace(c)
                || matches!(ascii_meant(c).unwrap_or(c), '"' | ' ')
        };
        match rest.chars().next() {
            Some(first) if is_brace(first) => slice(rest, ..first.len_utf8()),
            _ => slice(rest, ..rest.find(ends).unwrap_or(rest.len())),
        }
    }

    /// Handles `'文字'` instead of `"文字"`. Returns whether there is such a string.
    pub(super) fn single_quotes(&mut self) -> bool {
        let (start, line) = (self.at, slice(self.text, self.at + 1..self.end_of_line()));
        let Some(length) = line.find(['\'', '"']).filter(|&length| {
            slice(line, length..).starts_with('\'') && !slice(line, ..length).ends_with(' ')
        }) else {
            return false;
        };
        let quotes = [start, start + 1 + length];
        let edits = quotes
            .map(|at| Edit {
                place: self.place(at, 1),
                text: String::from("\""),
            })
            .to_vec();
        let fix = Fix {
            is_certain: true,
            edits,
        };
        self.report(
            catalog::single_quotes(self.place(start, 1), &slice(line, ..length)).with_fix(fix),
        );
        quotes
            .into_iter()
            .for_each(|at| self.overwrite(at, at + 1, "\""));
        self.at = start + length + 2;
        true
    }

    /// Handles `“文字”` instead of `"文字"`.
    pub(super) fn full_width_quotes(&mut self, quote: char) {
        let start = self.at;
        let inside = start + quote.len_utf8();
        let line = slice(self.text, inside..self.end_of_line());
        let closing = line
            .char_indices()
            .find(|(_, c)| ascii_meant(*c) == Some('"') || *c == '"');
        let opening = self.place(start, quote.len_utf8());
        let diagnostic = catalog::full_width(opening.clone(), &quote, &'"');
        // If the closing quote is missing too, fixing only this one is not enough.
        self.report(match closing {
            Some(_) => diagnostic.with_certain_fix(opening, "\""),
            None => diagnostic.with_possible_fix(opening, "\""),
        });
        // The leftover bytes become spaces outside of the quotes, so the content does not change.
        let gap = quote.len_utf8() - 1;
        let moved = format!("{:gap$}\"", "");
        self.overwrite_by(start..inside, &moved, &[(gap, 0), (1, gap + 1)]);
        self.at = inside;
        match closing {
            Some((offset, closing)) => {
                let closing_at = self.at + offset;
                self.at = closing_at + closing.len_utf8();
                self.overwrite(closing_at, self.at, "\"");
                self.edit_too(
                    "G0103",
                    Edit {
                        place: self.place(closing_at, closing.len_utf8()),
                        text: String::from("\""),
                    },
                );
            }
            None => self.close_at_line_end(start),
        }
    }
}

/// The length in bytes of the digits and commas at the start of some characters.
fn grouped_digits(characters: impl Iterator<Item = char>) -> usize {
    characters
        .take(LONGEST_NUMBER)
        .take_while(|c| is_of_grouped_digits(*c))
        .map(char::len_utf8)
        .sum()
}

fn is_of_grouped_digits(c: char) -> bool {
    c.is_ascii_digit() || COMMAS.contains(&c)
}

/// The ASCII character that a full-width or typographic character means in code.
pub(super) fn ascii_meant(character: char) -> Option<char> {
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
