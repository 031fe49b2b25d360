//! "Did you mean": the one name close enough to a misspelt one.

use crate::diagnostic::Words;

/// The candidate nearest to `name`, where it is near: no more than a third of its characters differ, and always one may.
pub fn closest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let length = name.chars().count();
    let furthest = (length / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= furthest && *distance < length.max(candidate.chars().count()))
        .min()
        .map(|(_, candidate)| candidate)
}

/// The help that proposes a name.
pub fn proposal(name: &str) -> Words {
    Words::new(format!("是不是“{name}”？"), format!("did you mean `{name}`?"))
}

/// The help for a misspelt name: the closest one, or all where they are few.
pub fn did_you_mean(name: &str, candidates: &[&str]) -> Option<Words> {
    if let Some(closest) = closest(name, candidates.iter().copied()) {
        return Some(proposal(closest));
    }
    // Most things have an id and a Chinese name; one of them is enough to choose from.
    let chinese: Vec<&str> = candidates.iter().copied().filter(|name| !name.is_ascii()).collect();
    let shown = if chinese.is_empty() { candidates } else { &chinese };
    (!shown.is_empty() && shown.len() <= 12).then(|| {
        Words::new(format!("这里可用的名称：{}", shown.join("、")), format!("names that fit here: {}", shown.join(", ")))
    })
}
