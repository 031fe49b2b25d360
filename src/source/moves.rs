//! Positions in a repaired copy of a text, and those in the text as written.

use std::ops::Range;

use super::Span;

/// The parts of a repaired copy that are at other offsets than in the text as written, in order.
/// All other offsets are equal in both.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moves(Vec<Moved>);

/// A part of the copy, and the part of the text that it represents.
#[derive(Clone, Debug)]
struct Moved {
    copy: Range<usize>,
    written: Range<usize>,
}

impl Moves {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes that a range of the text is overwritten in the copy by these pieces one after another,
    /// each of which represents the given length of the text. Whatever is left represents nothing.
    pub(crate) fn overwrite(&mut self, range: Range<usize>, pieces: &[(usize, usize)]) {
        self.restore(range.clone());
        let (mut copy, mut written) = (range.start, range.start);
        let mut parts = Vec::with_capacity(pieces.len() + 1);
        for &(in_copy, in_text) in pieces {
            parts.push(Moved {
                copy: copy..(copy + in_copy).min(range.end),
                written: written..(written + in_text).min(range.end),
            });
            copy = (copy + in_copy).min(range.end);
            written = (written + in_text).min(range.end);
        }
        parts.push(Moved {
            copy: copy..range.end,
            written: written..range.end,
        });
        parts.retain(|part| part.copy != part.written && !part.copy.is_empty());
        let at = self
            .0
            .partition_point(|moved| moved.copy.start < range.start);
        let after = self.0.split_off(at);
        self.0.extend(parts);
        self.0.extend(after);
    }

    /// Notes that a range of the copy equals the text again.
    pub(crate) fn restore(&mut self, range: Range<usize>) {
        let from = self
            .0
            .partition_point(|moved| moved.copy.end <= range.start);
        let to = self.0.partition_point(|moved| moved.copy.start < range.end);
        self.0.drain(from..to.max(from));
    }

    /// A span of the copy as the span of the text that it represents. An end inside of a part that
    /// is of another length is moved outwards, so that nothing is cut in two.
    pub(super) fn written(&self, span: Span) -> Span {
        let start = self.start(span.start as usize);
        Span::new(start, self.end(span.end as usize).max(start))
    }

    fn start(&self, at: usize) -> usize {
        let index = self.0.partition_point(|moved| moved.copy.end <= at);
        match self.0.get(index).filter(|moved| moved.copy.start <= at) {
            Some(moved) if moved.is_same_length() => moved.written.start + (at - moved.copy.start),
            Some(moved) => moved.written.start,
            None => at,
        }
    }

    fn end(&self, at: usize) -> usize {
        let index = self.0.partition_point(|moved| moved.copy.end < at);
        match self.0.get(index).filter(|moved| moved.copy.start < at) {
            Some(moved) if moved.is_same_length() => moved.written.start + (at - moved.copy.start),
            Some(moved) => moved.written.end,
            None => at,
        }
    }
}

impl Moved {
    fn is_same_length(&self) -> bool {
        self.copy.len() == self.written.len()
    }
}
