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

/// Appends a field, in quotes if it contains a separator, a quote or a line end.
fn push(csv: &mut String, field: &str) {
    if !field.contains([',', '"', '\r', '\n']) {
        csv.push_str(field);
        return;
    }
    csv.push('"');
    csv.push_str(&field.replace('"', "\"\""));
    csv.push('"');
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_could_end_a_field_is_quoted() {
        let mut csv = String::new();
        super::line(&mut csv, ["甲,乙", "他说\"是\"", "一\n二", "三"]);
        assert_eq!(csv, "\"甲,乙\",\"他说\"\"是\"\"\",\"一\n二\",三\r\n");
    }
}
