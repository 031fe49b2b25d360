//! Sources, and positions in them: byte offsets internally, lines and columns in output.
//!
//! The lexical pass may repair a copy of a text, which the grammar reads. Spans of the syntax tree
//! are in that copy. They are used only with `Source::of_copy`, which converts them: every place,
//! text and line that it returns is in the text as written.

mod moves;

use std::ops::{Bound, Range, RangeBounds};
use std::sync::{Arc, OnceLock};

pub(crate) use moves::Moves;

/// The greatest length of a source in bytes. A typical report has ten thousand.
pub const LONGEST_SOURCE: usize = 16 << 20;

/// A source text with a name for messages.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: OnceLock<Vec<u32>>,
    /// If the positions to convert are in a repaired copy: the source, and what moved in the copy.
    copy: Option<(Arc<Source>, Moves)>,
    /// Whether it is outside of the project, so that no diagnostic shows its text.
    is_foreign: bool,
    /// How many characters begin before each multiple of [`CHUNK`].
    counts: OnceLock<Vec<u32>>,
}

/// The greatest number of bytes that are counted to find a column.
const CHUNK: usize = 1024;

impl Source {
    /// A source with a name for messages, usually the path of its file.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        Arc::new(Source {
            name: name.into(),
            text: text.into(),
            line_starts: OnceLock::new(),
            counts: OnceLock::new(),
            copy: None,
            is_foreign: false,
        })
    }

    /// The source, for code with positions in a repaired copy of its text.
    pub(crate) fn of_copy(original: &Arc<Source>, moves: Moves) -> Arc<Source> {
        if moves.is_empty() {
            return original.clone();
        }
        Arc::new(Source {
            name: original.name.clone(),
            text: original.text.clone(),
            line_starts: OnceLock::new(),
            counts: OnceLock::new(),
            copy: Some((original.clone(), moves)),
            is_foreign: original.is_foreign,
        })
    }

    /// The source whose text is the one as written.
    pub(crate) fn original(self: &Arc<Source>) -> &Arc<Source> {
        self.copy.as_ref().map_or(self, |(original, _)| original)
    }

    /// A span in the text as written.
    pub(crate) fn written(&self, span: Span) -> Span {
        match &self.copy {
            Some((_, moves)) => moves.written(span),
            None => span,
        }
    }

    /// The same source, but diagnostics do not show its text. For files outside of the project.
    #[must_use]
    pub fn without_excerpts(&self) -> Arc<Source> {
        Arc::new(Source {
            name: self.name.clone(),
            text: self.text.clone(),
            line_starts: OnceLock::new(),
            counts: OnceLock::new(),
            copy: self.copy.clone(),
            is_foreign: true,
        })
    }

    /// Whether diagnostics do not show its text.
    pub fn is_foreign(&self) -> bool {
        self.is_foreign
    }

    /// A source from the bytes of a file.
    ///
    /// # Errors
    /// If the text is longer than [`LONGEST_SOURCE`] or is not UTF-8.
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Result<Arc<Source>, SourceError> {
        if bytes.len() > LONGEST_SOURCE {
            let place = Place {
                source: Source::new(name, ""),
                span: Span::default(),
            };
            return Err(SourceError::TooLong {
                place,
                length: bytes.len(),
            });
        }
        match simdutf8::compat::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(name, text)),
            Err(error) => {
                let valid = error.valid_up_to();
                let source = Source::new(name, String::from_utf8_lossy(&bytes[..valid]));
                Err(SourceError::NotUtf8(Place {
                    source,
                    span: Span::at(valid as u32),
                }))
            }
        }
    }

    /// Its name in messages, usually the path of its file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text in a span; empty if the span is invalid.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(self.written(span).range()).unwrap_or("")
    }

    /// The line and column of a byte offset. For an offset after the end or inside a character,
    /// those of the nearest valid offset before it.
    pub fn position(&self, offset: u32) -> Position {
        let starts = self.line_starts();
        let offset = self.written(Span::at(offset)).start;
        let offset = floor_character(&self.text, offset as usize);
        let line = starts.partition_point(|&start| start as usize <= offset);
        let start = starts[line - 1] as usize;
        Position {
            line,
            column: self.characters(start, offset) + 1,
        }
    }

    /// The number of characters between two offsets. The time does not depend on their distance.
    fn characters(&self, start: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        if end - start <= CHUNK {
            return beginnings(&bytes[start..end]);
        }
        let counts = self.counts.get_or_init(|| {
            let chunks = bytes.chunks(CHUNK).map(beginnings);
            let ends = chunks.scan(0, |before, count| {
                *before += count as u32;
                Some(*before)
            });
            std::iter::once(0).chain(ends).collect()
        });
        let before = |at: usize| {
            let chunk = at / CHUNK;
            counts[chunk] as usize + beginnings(&bytes[chunk * CHUNK..at])
        };
        before(end) - before(start)
    }

    /// A line, counted from 1, without its line end; empty if there is no such line.
    pub fn line(&self, line: usize) -> &str {
        let starts = self.line_starts();
        let Some(&start) = line.checked_sub(1).and_then(|index| starts.get(index)) else {
            return "";
        };
        let end = starts
            .get(line)
            .map_or(self.text.len(), |&next| next as usize);
        slice(&self.text, start as usize..end)
            .lines()
            .next()
            .unwrap_or("")
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| line_starts(&self.text))
    }
}

/// Why bytes are not a valid source.
#[derive(Debug, Clone)]
pub enum SourceError {
    /// The text is longer than [`LONGEST_SOURCE`].
    TooLong {
        /// The start of the source, without its text.
        place: Place,
        /// The length in bytes.
        length: usize,
    },
    /// The text is not UTF-8 from this place on.
    NotUtf8(Place),
}

/// The number of characters that begin in some bytes of a text.
fn beginnings(bytes: &[u8]) -> usize {
    let is_beginning = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
    bytes.iter().filter(is_beginning).count()
}

/// The starts of all lines. Only LF, alone or in CRLF, ends a line, as editors count.
fn line_starts(text: &str) -> Vec<u32> {
    let after_breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
    std::iter::once(0).chain(after_breaks).collect()
}

/// A range of a text. Its ends are moved back into the text and to character boundaries, so that no
/// range panics.
pub(crate) fn slice(text: &str, range: impl RangeBounds<usize>) -> &str {
    let start = match range.start_bound() {
        Bound::Included(&start) => start,
        Bound::Excluded(&before) => before.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(&last) => last.saturating_add(1),
        Bound::Excluded(&end) => end,
        Bound::Unbounded => text.len(),
    };
    text.get(start..end).unwrap_or_else(|| {
        let (start, end) = (floor_character(text, start), floor_character(text, end));
        text.get(start..end).unwrap_or_default()
    })
}

fn floor_character(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// A line and a column as people count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// A range of bytes in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
}

impl Span {
    /// A span between two offsets.
    pub fn new(start: usize, end: usize) -> Span {
        Span {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The empty span at an offset.
    pub fn at(offset: u32) -> Span {
        Span {
            start: offset,
            end: offset,
        }
    }

    /// The span as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The span moved towards the end of the text by a distance in bytes.
    pub fn moved(self, distance: usize) -> Span {
        Span::new(self.start as usize + distance, self.end as usize + distance)
    }

    /// The span from the start of this one to the end of the other.
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start,
            end: other.end.max(self.end),
        }
    }
}

/// A span in a source.
#[derive(Debug, Clone)]
pub struct Place {
    /// The source.
    pub source: Arc<Source>,
    /// The span in it.
    pub span: Span,
}

impl Place {
    /// A place. The span is moved to character boundaries within the text.
    pub fn new(source: &Arc<Source>, span: Span) -> Place {
        let text = source.text();
        let span = source.written(span);
        let start = floor_character(text, span.start as usize);
        let mut end = (span.end as usize).clamp(start, text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Place {
            source: source.original().clone(),
            span: Span::new(start, end),
        }
    }

    /// The place of a range of its text.
    pub(crate) fn part(&self, range: Range<usize>) -> Place {
        let start = self.span.start as usize;
        Place::new(
            &self.source,
            Span::new(start + range.start, start + range.end),
        )
    }

    /// The text in the span.
    pub fn text(&self) -> &str {
        self.source.slice(self.span)
    }

    /// The position of its first character.
    pub fn position(&self) -> Position {
        self.source.position(self.span.start)
    }

    /// The position after its last character.
    pub fn end(&self) -> Position {
        self.source.position(self.span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_on_long_lines_count_characters() {
        let line = "甲b\u{1F600}".repeat(CHUNK);
        let text = format!("一\r\n{line}\n二");
        let source = Source::new("a", &*text);
        let before = "一\r\n".len();
        for (column, (at, _)) in line.char_indices().enumerate() {
            let position = Position {
                line: 2,
                column: column + 1,
            };
            assert_eq!(source.position((before + at) as u32), position);
        }
        let end = source.position(text.len() as u32);
        assert_eq!(end, Position { line: 3, column: 2 });
        let lines = [1, 2, 3, 4, 0].map(|number| source.line(number));
        assert_eq!(lines, ["一", &line, "二", "", ""]);
    }
}
