//! A number as a bar of block characters.

use super::point::absolute;
use crate::model::Decimal;
use crate::trend::YearValue;

/// The length of the longest bar, in characters.
const LONGEST: i64 = 20;
/// One to seven eighths of a character.
const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// A bar whose length is proportional to a number, in steps of an eighth of a character. Any number
/// except 0 has a visible bar; the bar of a negative number is hollow.
pub(super) fn bar(reading: &YearValue, greatest: Decimal) -> String {
    let length = |number: Decimal| {
        let eighths = absolute(number)?
            .checked_mul(Decimal::from(LONGEST * 8))?
            .checked_div_rounded(greatest, 0)?
            .to_integer()?;
        Some((
            number,
            if number.is_zero() {
                0
            } else {
                eighths.clamp(1, LONGEST * 8)
            },
        ))
    };
    let Some((number, eighths)) = reading.number().and_then(length) else {
        return String::new();
    };
    let (whole, rest) = (
        usize::try_from(eighths / 8).unwrap_or_default(),
        usize::try_from(eighths % 8).unwrap_or_default(),
    );
    if number.is_negative() {
        return "░".repeat(whole.max(1));
    }
    "█".repeat(whole)
        + &rest
            .checked_sub(1)
            .map(|rest| EIGHTHS[rest].to_string())
            .unwrap_or_default()
}
