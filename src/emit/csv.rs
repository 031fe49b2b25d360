//! CSV as RFC 4180 has it.

/// Without it spreadsheets take Chinese for something else.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A file with its first line, the names of the columns.
pub(super) fn begun<const N: usize>(head: [&str; N]) -> String {
    let mut csv = String::from(BYTE_ORDER_MARK);
    line(&mut csv, head);
    csv
}

/// As many fields as there are columns.
pub(super) fn line<const N: usize>(csv: &mut String, fields: [impl AsRef<str>; N]) {
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            csv.push(',');
        }
        push(csv, field.as_ref());
    }
    csv.push_str("\r\n");
}

/// A field with anything that could end it stands in quotes.
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
