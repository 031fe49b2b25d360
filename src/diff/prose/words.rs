//! The word-by-word difference of two sentences.

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use super::{Segment, SegmentKind};
use crate::chinese::words::{is_number, words};

/// Limit on the number of word pairs compared: enough for two sentences of five hundred characters.
const MOST_PAIRS: usize = 1 << 18;

/// A sentence with each number replaced by one symbol. `None` if it has no numbers.
pub(super) fn without_numbers(sentence: &str) -> Option<String> {
    let words = words(sentence);
    words.iter().any(|word| is_number(word)).then(|| {
        words
            .into_iter()
            .map(|word| if is_number(word) { "0" } else { word })
            .collect()
    })
}

/// The parts that two sentences share, and the parts of only one of them.
pub(super) fn segments(old: &str, new: &str) -> Vec<Segment> {
    let (old, new) = (words(old), words(new));
    let operations = operations(&old, &new);
    let mut segments = Vec::new();
    let (mut deleted, mut inserted) = (String::new(), String::new());
    for (index, operation) in operations.iter().enumerate() {
        let (before, after) = (
            old[operation.old_range()].concat(),
            new[operation.new_range()].concat(),
        );
        let is_between_changes = index > 0 && index + 1 < operations.len();
        if operation.tag() != DiffTag::Equal || (is_between_changes && is_single_character(&after))
        {
            deleted.push_str(&before);
            inserted.push_str(&after);
            continue;
        }
        push(
            &mut segments,
            SegmentKind::Deleted,
            std::mem::take(&mut deleted),
        );
        push(
            &mut segments,
            SegmentKind::Inserted,
            std::mem::take(&mut inserted),
        );
        push(&mut segments, SegmentKind::Kept, after);
    }
    push(&mut segments, SegmentKind::Deleted, deleted);
    push(&mut segments, SegmentKind::Inserted, inserted);
    segments
}

fn push(segments: &mut Vec<Segment>, kind: SegmentKind, text: String) {
    if !text.is_empty() {
        segments.push(Segment { kind, text });
    }
}

/// Whether a shared part is a single character. Such a part is merged into the changes around it,
/// because that is easier to read.
fn is_single_character(text: &str) -> bool {
    !is_number(text) && text.chars().nth(1).is_none()
}

fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    if old.len().saturating_mul(new.len()) <= MOST_PAIRS {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = old.iter().zip(new).take_while(same).count();
    let tail = old[head..]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(same)
        .count();
    let (old_len, new_len) = (old.len() - head - tail, new.len() - head - tail);
    vec![
        DiffOp::Equal {
            old_index: 0,
            new_index: 0,
            len: head,
        },
        DiffOp::Replace {
            old_index: head,
            old_len,
            new_index: head,
            new_len,
        },
        DiffOp::Equal {
            old_index: head + old_len,
            new_index: head + new_len,
            len: tail,
        },
    ]
}
