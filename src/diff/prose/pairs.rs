//! Pairs the sentences of the old report with those of the new one.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use super::likeness;
use super::words::without_numbers;
use super::{ChangeKind, Pair};

/// The counterpart of each sentence. `None` for a sentence that only one report has.
pub(super) struct Pairs<'t> {
    old: &'t [&'t str],
    new: &'t [&'t str],
    /// Indexed by new sentence.
    pub before: Vec<Option<(usize, ChangeKind)>>,
    /// Indexed by old sentence.
    pub after: Vec<Option<(usize, ChangeKind)>>,
}

impl<'t> Pairs<'t> {
    /// Pairs equal sentences, first within their sections; then sentences that differ in their
    /// numbers; then similar sentences.
    pub(super) fn of(
        old: &'t [&'t str],
        new: &'t [&'t str],
        sections: &[(Range<usize>, Range<usize>)],
    ) -> Pairs<'t> {
        let mut pairs = Pairs {
            old,
            new,
            before: vec![None; new.len()],
            after: vec![None; old.len()],
        };
        for (before, after) in sections {
            pairs.equal(before.clone(), after.clone());
        }
        let moved = in_turn(
            pairs.open_old(0..old.len()),
            pairs.open_new(0..new.len()),
            Some,
        );
        pairs.pair(&moved, ChangeKind::Moved);
        for (before, after) in sections {
            let (before, after) = (before.clone(), after.clone());
            let numbers = in_turn(
                pairs.open_old(before.clone()),
                pairs.open_new(after.clone()),
                without_numbers,
            );
            pairs.pair(&numbers, ChangeKind::Numbers);
            let alike = likeness::pairs(&pairs.open_old(before), &pairs.open_new(after));
            pairs.pair(&alike, ChangeKind::Rewritten);
        }
        pairs
    }

    /// Pairs equal sentences: unchanged if their order is kept, otherwise moved.
    fn equal(&mut self, old: Range<usize>, new: Range<usize>) {
        let same = |(a, b): &(usize, usize)| self.old[*a] == self.new[*b];
        let head: Vec<Pair> = old.clone().zip(new.clone()).take_while(same).collect();
        let (old, new) = (
            old.start + head.len()..old.end,
            new.start + head.len()..new.end,
        );
        let tail: Vec<Pair> = old
            .clone()
            .rev()
            .zip(new.clone().rev())
            .take_while(same)
            .collect();
        let (old, new) = (
            old.start..old.end - tail.len(),
            new.start..new.end - tail.len(),
        );
        let within = in_turn(self.open_old(old), self.open_new(new), Some);
        let (kept, moved) = longest_in_order(&within);
        for unchanged in [head, tail, kept] {
            self.pair(&unchanged, ChangeKind::Unchanged);
        }
        self.pair(&moved, ChangeKind::Moved);
    }

    fn pair(&mut self, pairs: &[Pair], kind: ChangeKind) {
        for &(old, new) in pairs {
            self.before[new] = Some((old, kind));
            self.after[old] = Some((new, kind));
        }
    }

    fn open_old(&self, within: Range<usize>) -> Vec<(usize, &'t str)> {
        open(within, self.old, &self.after)
    }

    fn open_new(&self, within: Range<usize>) -> Vec<(usize, &'t str)> {
        open(within, self.new, &self.before)
    }
}

/// The sentences of a range that are not paired yet.
fn open<'t>(
    within: Range<usize>,
    texts: &[&'t str],
    partners: &[Option<(usize, ChangeKind)>],
) -> Vec<(usize, &'t str)> {
    within
        .filter(|&sentence| partners[sentence].is_none())
        .map(|sentence| (sentence, texts[sentence]))
        .collect()
}

/// Pairs the sentences that have the same key, the first old one with the first new one, and so on.
/// The result is sorted by new sentence.
fn in_turn<'t, K: Ord>(
    old: Vec<(usize, &'t str)>,
    new: Vec<(usize, &'t str)>,
    key: impl Fn(&'t str) -> Option<K>,
) -> Vec<Pair> {
    let mut by_key: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
    for (sentence, text) in old {
        if let Some(key) = key(text) {
            by_key.entry(key).or_default().push_back(sentence);
        }
    }
    let pair = |(sentence, text)| Some((by_key.get_mut(&key(text)?)?.pop_front()?, sentence));
    new.into_iter().filter_map(pair).collect()
}

/// The longest subsequence of pairs whose old sentences are in increasing order, and the remaining
/// pairs.
fn longest_in_order(pairs: &[Pair]) -> (Vec<Pair>, Vec<Pair>) {
    // For each length, the pair that ends the best subsequence of that length so far.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, (old, _)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].0 < *old);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut is_kept = vec![false; pairs.len()];
    let mut at = ends.last().copied();
    while let Some(index) = at {
        is_kept[index] = true;
        at = before[index];
    }
    let (kept, others): (Vec<_>, Vec<_>) =
        pairs.iter().zip(is_kept).partition(|(_, is_kept)| *is_kept);
    let plain = |pairs: Vec<(&Pair, bool)>| pairs.into_iter().map(|(pair, _)| *pair).collect();
    (plain(kept), plain(others))
}
