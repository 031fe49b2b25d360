//! Changes to a file, as `patch` and git take them.

/// What changes between two texts. None where nothing does.
pub fn patch(name: &str, old: &str, new: &str) -> Option<String> {
    let difference = similar::TextDiff::from_lines(old, new);
    let patch = difference.unified_diff().context_radius(2).header(&format!("a/{name}"), &format!("b/{name}")).to_string();
    (old != new).then(|| patch.trim_end_matches('\n').to_owned())
}
