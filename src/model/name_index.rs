//! Things by their names, where there may be very many.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The numbers of things by their names, of which the first counts. Made when one is first asked
/// for, so all must be there by then; nothing is ever told in the order of the map.
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
