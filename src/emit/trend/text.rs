//! Tables with bars for the terminal.

use super::view::{
    absolute, change_text, greatest, has_facts, heading, note, value_text, years_text,
};
use crate::diagnostic::Language;
use crate::emit::columns::{flush_left, flush_right, widest};
use crate::model::Decimal;
use crate::trend::{ReportingBody, Series, Trend, YearValue};

/// The length of the longest bar, in characters.
const LONGEST: i64 = 20;
/// From one to seven eighths of a character.
const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

pub fn render(trend: &Trend, language: Language) -> String {
    let mut text = String::new();
    for body in trend.bodies.iter().filter(|body| has_facts(body)) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("{}  {}\n", body.name, body.label));
        body.series
            .iter()
            .for_each(|series| table(&mut text, body, series, language));
    }
    text
}

fn table(text: &mut String, body: &ReportingBody, series: &Series, language: Language) {
    text.push_str(&format!("\n{}\n", heading(series, language)));
    let greatest = greatest(series);
    let rows = body.years.iter().zip(&series.points).map(|(year, point)| {
        [
            years_text(year),
            value_text(&series.ty, &point.reading),
            bar(&point.reading, greatest),
            change_text(point),
            note(year, point, language),
        ]
    });
    let rows: Vec<[String; 5]> = rows.collect();
    let width = |column: usize| widest(rows.iter().map(|row| &row[column]));
    let widths = [width(0), width(1), width(2), width(3)];
    for [year, value, bar, change, note] in &rows {
        let [year, bar] =
            [(year, widths[0]), (bar, widths[2])].map(|(text, width)| flush_left(text, width));
        let [value, change] =
            [(value, widths[1]), (change, widths[3])].map(|(text, width)| flush_right(text, width));
        let line = format!("  {year}  {value} {bar}  {change}  {note}");
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

/// A bar as long as a number is great, in eighths of a character. What is not 0 has a bar; what is
/// less than 0 a hollow one.
pub fn bar(reading: &YearValue, greatest: Decimal) -> String {
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
