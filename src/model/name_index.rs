//! An index of things by name.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The indices of things by their names; of things with equal names, the first one counts. It is
/// built at the first lookup, when all things must exist. No output depends on the order of the
/// map.
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
