//! CSV according to RFC 4180.

/// The first character of a file. Spreadsheets need it to recognise the file as UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A new file with a line of column names.
pub(super) fn with_header<const N: usize>(head: [&str; N]) -> String {
    let mut csv = String::from(BYTE_ORDER_MARK);
    line(&mut csv, head);
    csv
}

/// Appends a line with one field per column.
pub(super) fn line<const N: usize>(csv: &mut String, fields: [impl AsRef<str>; N]) {
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            csv.push(',');
        }
        push(csv, field.as_ref());
    }
    csv.push_str("\r\n");
}

/// Spreadsheets read a cell that begins with one of these as a formula.
const FORMULA_SIGNS: &[u8] = b"=+-@\t\r";

/// Appends a field, in quotes if it contains a separator, a quote or a line end. Text that a
/// spreadsheet would read as a formula gets an apostrophe before it.
fn push(csv: &mut String, field: &str) {
    let is_formula = |&first: &u8| FORMULA_SIGNS.contains(&first) && !is_number(field);
    if field.as_bytes().first().is_some_and(is_formula) {
        push(csv, &format!("'{field}"));
        return;
    }
    if !field.contains([',', '"', '\r', '\n']) {
        csv.push_str(field);
        return;
    }
    csv.push('"');
    csv.push_str(&field.replace('"', "\"\""));
    csv.push('"');
}

/// Whether a field is a number. A sign alone is not a number but the mark of a blank value.
fn is_number(field: &str) -> bool {
    let digits = field.strip_prefix(['+', '-']).unwrap_or(field);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_could_end_a_field_is_quoted() {
        let mut csv = String::new();
        super::line(&mut csv, ["甲,乙", "他说\"是\"", "一\n二", "三"]);
        assert_eq!(csv, "\"甲,乙\",\"他说\"\"是\"\"\",\"一\n二\",三\r\n");
    }

    #[test]
    fn formulas_become_text_and_numbers_stay_numbers() {
        let mut csv = String::new();
        super::line(&mut csv, ["=1+1", "@SUM(1)", "-甲", "-35", "+2.5%", "-"]);
        assert_eq!(csv, "'=1+1,'@SUM(1),'-甲,-35,+2.5%,-\r\n");
    }
}
