//! The words around a number that state its precision and what it counts.

use super::{measures, scales};

/// The precision of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precision {
    Exact,
    /// `约120`, `近120`
    Around,
    /// `超过120`
    AtLeast,
    /// `120余`: between it and the next round number.
    AtLeastAbout,
}

const AROUND: &[&str] = &["大约", "约", "将近", "接近", "近", "不到", "不足"];
const AT_LEAST: &[&str] = &["超过", "超", "逾", "突破", "多达", "至少", "不少于"];
const AROUND_AFTER: &[&str] = &["左右", "上下", "以下", "以内"];
const AT_LEAST_AFTER: &[&str] = &["以上"];
/// Characters after digits that mean “more than”: 120余件, 30多条.
const MORE: [char; 4] = ['余', '多', '几', '来'];
/// The same after a measure word: 120件余.
const MORE_AFTER_MEASURE: char = '余';
/// A numeral after one of these characters is not an exact count: 第三条, 几十件.
const VAGUE: [char; 6] = ['第', '几', '数', '每', '上', '成'];

/// A number's precision and measure word, from the text around its digits.
pub(crate) struct Quantity {
    pub precision: Precision,
    /// The lengths in bytes of the parts of the number before its digits (`约`) and after them
    /// (`万余`).
    pub before: usize,
    pub after: usize,
    /// The measure word after it.
    pub measure: Option<char>,
}

impl Quantity {
    pub(crate) fn of(before: &str, after: &str) -> Quantity {
        let unscaled = scales::without_scales(after);
        let rest = unscaled.trim_start_matches(MORE);
        let measure = measures::measure(rest);
        let counted = measure.map_or(rest, |measure| rest.strip_prefix(measure).unwrap_or(rest));
        let is_more = rest.len() < unscaled.len()
            || (measure.is_some() && counted.starts_with(MORE_AFTER_MEASURE));
        let prefix = |words: &[&str]| {
            words
                .iter()
                .find(|word| before.ends_with(**word))
                .map(|word| word.len())
        };
        let (at_least, around) = (prefix(AT_LEAST), prefix(AROUND));
        let is_after = |words: &[&str]| words.iter().any(|word| counted.starts_with(word));
        let precision = match (at_least, around) {
            _ if is_more => Precision::AtLeastAbout,
            (Some(_), _) => Precision::AtLeast,
            (_, Some(_)) => Precision::Around,
            _ if is_after(AT_LEAST_AFTER) => Precision::AtLeast,
            _ if is_after(AROUND_AFTER) => Precision::Around,
            _ => Precision::Exact,
        };
        Quantity {
            precision,
            before: at_least.or(around).unwrap_or(0),
            after: after.len() - rest.len(),
            measure,
        }
    }
}

/// Whether a numeral between two texts is an exact count. Otherwise it is part of a word: 一体化, 十分.
pub(crate) fn is_counting(before: &str, after: &str) -> bool {
    !before.ends_with(VAGUE) && measures::measure(after.trim_start_matches(MORE)).is_some()
}
