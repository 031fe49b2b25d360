//! An index of things by name.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Maps each name to the index of the thing with that name, or of the first such thing. The map is
/// built at the first lookup, so all things must exist by then. No output depends on the order of
/// the map.
#[derive(Debug, Default)]
pub struct NameIndex(OnceLock<HashMap<String, usize>>);

impl NameIndex {
    pub fn find<'n, I>(&self, name: &str, all: impl FnOnce() -> I) -> Option<usize>
    where
        I: Iterator<Item = (&'n str, usize)>,
    {
        let numbers = self.0.get_or_init(|| {
            let mut numbers = HashMap::new();
            for (name, number) in all() {
                numbers.entry(name.to_owned()).or_insert(number);
            }
            numbers
        });
        numbers.get(name).copied()
    }
}
