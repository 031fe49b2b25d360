//! CSV as RFC 4180 has it. It begins with a byte order mark, without which spreadsheets take Chinese for something else.

use super::view::{reading_state, value_text, years_text};
use crate::model::{Currency, Decimal, Type, Value};
use crate::trend::{Reading, Trend};

const HEAD: [&str; 9] = ["agency", "year", "edition", "path", "value", "number", "state", "unit", "file"];

pub fn render(trend: &Trend) -> String {
    let mut csv = String::from("\u{feff}");
    line(&mut csv, HEAD.map(str::to_owned));
    for body in &trend.bodies {
        for series in &body.series {
            for (year, point) in body.years.iter().zip(&series.points) {
                line(
                    &mut csv,
                    [
                        body.name.clone(),
                        years_text(year),
                        year.edition.map(|edition| edition.to_string()).unwrap_or_default(),
                        series.name.clone(),
                        value_text(&point.reading),
                        number(&series.kind, &point.reading).map(|number| number.to_string()).unwrap_or_default(),
                        reading_state(&point.reading).to_owned(),
                        unit(&series.kind).unwrap_or_default(),
                        year.files.join(" "),
                    ],
                );
            }
        }
    }
    csv
}

/// The number without its unit. Amounts are all in one, whatever each year wrote.
fn number(kind: &Type, reading: &Reading) -> Option<Decimal> {
    match reading {
        Reading::Value(Value::Number(number) | Value::Percent(number), _) => Some(*number),
        Reading::Value(Value::Money(money), _) => money.in_currency(currency(kind)),
        _ => None,
    }
}

/// The unit of a series: of amounts the one that the form asks for.
fn unit(kind: &Type) -> Option<String> {
    match kind {
        Type::Amount(_) => Some(currency(kind).name().to_owned()),
        kind => kind.unit().map(str::to_owned),
    }
}

fn currency(kind: &Type) -> Currency {
    match kind {
        Type::Amount(Some(currency)) => *currency,
        _ => Currency::Yuan,
    }
}

fn line<const N: usize>(csv: &mut String, fields: [String; N]) {
    let fields: Vec<String> = fields.into_iter().map(quoted).collect();
    csv.push_str(&fields.join(","));
    csv.push_str("\r\n");
}

/// A field with anything that could end it stands in quotes.
fn quoted(field: String) -> String {
    if field.contains([',', '"', '\r', '\n']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_could_end_a_field_is_quoted() {
        let mut csv = String::new();
        super::line(&mut csv, ["甲,乙", "他说\"是\"", "一\n二", "三"].map(str::to_owned));
        assert_eq!(csv, "\"甲,乙\",\"他说\"\"是\"\"\",\"一\n二\",三\r\n");
    }
}
