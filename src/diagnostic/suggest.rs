//! Suggestions for misspelt names: "did you mean …?".

use super::{Diagnostic, Words};

/// The greatest length in characters of a name for which others are suggested: comparing longer
/// ones would take long.
const LONGEST_NAME: usize = 100;

/// The greatest number of candidates. Among more, none is suggested.
pub const MOST_CANDIDATES: usize = 500;

/// The candidate closest to `name`. `None` if more than a third of the characters differ in every
/// candidate; a single different character is always allowed.
pub fn closest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    near(name, candidates)
        .into_iter()
        .min()
        .map(|(_, candidate)| candidate)
}

/// The candidates that are close enough for [`closest`], each with its distance from the name.
fn near<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<(usize, &'c str)> {
    let length = name.chars().count();
    let furthest = (length / 3).max(1);
    let candidates: Vec<&str> = candidates.into_iter().take(MOST_CANDIDATES + 1).collect();
    if length > LONGEST_NAME || candidates.len() > MOST_CANDIDATES {
        return Vec::new();
    }
    let mut near = Vec::new();
    for candidate in candidates {
        let other = candidate.chars().count();
        // The distance is at least the difference of the lengths.
        if length.abs_diff(other) > furthest {
            continue;
        }
        let distance = strsim::damerau_levenshtein(name, candidate);
        if distance <= furthest && distance < length.max(other) {
            near.push((distance, candidate));
        }
    }
    near
}

/// Suggests the closest candidate for a misspelt name, or lists all candidates if there are few.
/// The closest candidate is also proposed as a fix. The fix is certain if no other candidate is
/// close. There is no fix if several candidates are equally close, as in a numbered series.
pub fn suggest(mut diagnostic: Diagnostic, name: &str, candidates: &[&str]) -> Diagnostic {
    if name.contains('·') && diagnostic.place.text() == name {
        let (place, path) = (diagnostic.place.clone(), name.replace('·', "."));
        return diagnostic
            .with_help(proposal(&path))
            .with_possible_fix(place, path);
    }
    let near = near(name, candidates.iter().copied());
    let Some((distance, closest)) = near.iter().min() else {
        diagnostic.help = choice_of(candidates);
        return diagnostic;
    };
    if near.iter().filter(|(other, _)| other == distance).count() > 1 {
        diagnostic.help = choice_of(candidates).or_else(|| Some(proposal(closest)));
        return diagnostic;
    }
    let place = diagnostic.place.clone();
    let diagnostic = diagnostic.with_help(proposal(closest));
    // The place may be more than the name: in a template, it is the whole file.
    if place.text() != name {
        return diagnostic;
    }
    if near.len() == 1 {
        diagnostic.with_certain_fix(place, *closest)
    } else {
        diagnostic.with_possible_fix(place, *closest)
    }
}

/// Adds the full path of the intended item as help. Also adds a fix that inserts `written`, the
/// part of the path that is needed here.
pub fn with_path(diagnostic: Diagnostic, path: &str, written: &str) -> Diagnostic {
    let place = diagnostic.place.clone();
    let help = Words::new(
        format!("完整路径为“{path}”"),
        format!("its full path is `{path}`"),
    );
    diagnostic.with_help(help).with_certain_fix(place, written)
}

/// The help that suggests a name.
pub fn proposal(name: &str) -> Words {
    Words::new(
        format!("是否应为“{name}”？"),
        format!("did you mean `{name}`?"),
    )
}

/// The help that lists all candidates, if there are few.
fn choice_of(candidates: &[&str]) -> Option<Words> {
    // Most items have an id and a Chinese name; listing one of the two is enough.
    let chinese: Vec<&str> = candidates
        .iter()
        .copied()
        .filter(|name| !name.is_ascii())
        .collect();
    let shown = if chinese.is_empty() {
        candidates
    } else {
        &chinese
    };
    (!shown.is_empty() && shown.len() <= 12).then(|| {
        Words::new(
            format!("此处可用的名称：{}", shown.join("、")),
            format!("names available here: {}", shown.join(", ")),
        )
    })
}
