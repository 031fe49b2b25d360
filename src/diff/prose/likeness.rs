//! Finds similar sentences. Two sentences are similar if they share at least half of their pairs of
//! neighbouring characters.

use std::collections::BTreeMap;

use super::Pair;
use crate::chinese::words::words;

/// The minimum similarity of a rewritten sentence to its original, in thousandths.
const ALIKE: usize = 500;
/// A pair that occurs in more sentences than this is ignored, because it does not help to
/// distinguish sentences.
const COMMON: usize = 32;
/// The maximum number of candidates that a sentence is compared with. The candidates that share the
/// most pairs with it are chosen.
const MOST_COMPARED: usize = 8;

type Neighbours<'t> = Vec<(&'t str, &'t str)>;

/// Pairs of similar sentences, most similar first. Each sentence is in at most one pair.
pub(super) fn pairs(old: &[(usize, &str)], new: &[(usize, &str)]) -> Vec<Pair> {
    let old_neighbours: Vec<Neighbours> = old.iter().map(|(_, text)| neighbours(text)).collect();
    let mut by_pair: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (index, neighbours) in old_neighbours.iter().enumerate() {
        for &pair in neighbours {
            by_pair.entry(pair).or_default().push(index);
        }
    }
    let mut found = Vec::new();
    for (index, (_, text)) in new.iter().enumerate() {
        let neighbours = neighbours(text);
        for candidate in candidates(&neighbours, &old_neighbours, &by_pair) {
            let likeness = likeness(&neighbours, &old_neighbours[candidate]);
            if likeness >= ALIKE {
                found.push((likeness, candidate, index));
            }
        }
    }
    found.sort_by_key(|&(likeness, old, new)| {
        (std::cmp::Reverse(likeness), old.abs_diff(new), new, old)
    });
    let (mut is_old_taken, mut is_new_taken) = (vec![false; old.len()], vec![false; new.len()]);
    let mut pairs = Vec::new();
    for (_, before, after) in found {
        if !is_old_taken[before] && !is_new_taken[after] {
            (is_old_taken[before], is_new_taken[after]) = (true, true);
            pairs.push((old[before].0, new[after].0));
        }
    }
    pairs
}

/// The old sentences of similar length that share the most pairs with a new one.
fn candidates(
    neighbours: &Neighbours,
    old: &[Neighbours],
    by_pair: &BTreeMap<(&str, &str), Vec<usize>>,
) -> Vec<usize> {
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    let candidates_near = neighbours
        .iter()
        .filter_map(|pair| by_pair.get(pair))
        .filter(|sentences| sentences.len() <= COMMON);
    for &sentence in candidates_near.flatten() {
        *shared.entry(sentence).or_default() += 1;
    }
    // A sentence more than three times as long cannot share half of the pairs.
    let is_as_long = |sentence: &usize| {
        let (longer, shorter) = (
            old[*sentence].len().max(neighbours.len()),
            old[*sentence].len().min(neighbours.len()),
        );
        longer <= shorter.saturating_mul(3)
    };
    let mut candidates: Vec<(usize, usize)> = shared
        .into_iter()
        .filter(|(sentence, _)| is_as_long(sentence))
        .collect();
    candidates.sort_by_key(|&(sentence, shared)| (std::cmp::Reverse(shared), sentence));
    candidates
        .into_iter()
        .take(MOST_COMPARED)
        .map(|(sentence, _)| sentence)
        .collect()
}

/// The sorted pairs of neighbouring words of a sentence. Its beginning and its end count as words.
fn neighbours(text: &str) -> Neighbours<'_> {
    let words = words(text);
    let mut pairs: Neighbours = std::iter::once("")
        .chain(words.iter().copied())
        .zip(words.iter().copied().chain([""]))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// Twice the number of shared pairs divided by the number of all pairs, in thousandths.
fn likeness(a: &Neighbours, b: &Neighbours) -> usize {
    let mut shared = 0;
    let (mut a_rest, mut b_rest) = (a.as_slice(), b.as_slice());
    while let ([a, a_after @ ..], [b, b_after @ ..]) = (a_rest, b_rest) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => a_rest = a_after,
            std::cmp::Ordering::Greater => b_rest = b_after,
            std::cmp::Ordering::Equal => {
                shared += 1;
                (a_rest, b_rest) = (a_after, b_after);
            }
        }
    }
    2000 * shared / (a.len() + b.len()).max(1)
}
