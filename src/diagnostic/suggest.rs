//! "Did you mean": the names close enough to a misspelt one.

use super::{Diagnostic, Words};

/// The candidate nearest to `name`, where it is near: no more than a third of its characters
/// differ, and always one may.
pub fn closest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    near(name, candidates)
        .into_iter()
        .min()
        .map(|(_, candidate)| candidate)
}

/// The candidates that are near, each with how many characters differ.
fn near<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<(usize, &'c str)> {
    let length = name.chars().count();
    let furthest = (length / 3).max(1);
    let candidates = candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate));
    candidates
        .filter(|(distance, candidate)| {
            *distance <= furthest && *distance < length.max(candidate.chars().count())
        })
        .collect()
}

/// Proposes a name in the place of a misspelt one: the closest, or all where they are few. Where
/// only one is close it is surely meant; where several are just as close, as of a numbered series,
/// none is.
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
    // In a template the place is all of it.
    if place.text() != name {
        return diagnostic;
    }
    if near.len() == 1 {
        diagnostic.with_certain_fix(place, *closest)
    } else {
        diagnostic.with_possible_fix(place, *closest)
    }
}

/// Says the path of what is meant, and writes as much of it as leads there in the place of a name.
pub fn with_path(diagnostic: Diagnostic, path: &str, written: &str) -> Diagnostic {
    let place = diagnostic.place.clone();
    let help = Words::new(
        format!("完整路径为“{path}”"),
        format!("its full path is `{path}`"),
    );
    diagnostic.with_help(help).with_certain_fix(place, written)
}

/// The help that proposes a name.
pub fn proposal(name: &str) -> Words {
    Words::new(
        format!("是否应为“{name}”？"),
        format!("did you mean `{name}`?"),
    )
}

/// The help that names all there is, where it is little.
fn choice_of(candidates: &[&str]) -> Option<Words> {
    // Most things have an id and a Chinese name; one of them is enough to choose from.
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
