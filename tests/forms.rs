//! The forms that the compiler ships.

mod common;

use gdr::forms::Forms;

#[test]
fn shipped_forms_have_no_mistakes() {
    let forms = Forms::new();
    for (form, diagnostics) in forms.all_shipped() {
        let said: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.title.of_en()).collect();
        assert!(said.is_empty(), "{} {}: {said:?}", form.name, form.edition);
    }
}

/// Ids are what data sets are joined by: ASCII, and of one word.
#[test]
fn ids_are_ascii() {
    for (form, _) in Forms::new().all_shipped() {
        let columns = form.tables.iter().flat_map(|table| &table.columns).map(|column| column.id.as_str());
        for id in form.nodes.iter().map(|node| node.id.as_str()).chain(columns) {
            assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{id}");
        }
    }
}

/// Every year from 2019 has its edition.
#[test]
fn every_year_has_one_edition() {
    let forms = Forms::new();
    let edition = |year| forms.shipped("disclosure", year).ok().map(|form| form.edition);
    assert_eq!([2018, 2019, 2020, 2021, 2030].map(edition), [None, Some(2019), Some(2019), Some(2021), Some(2021)]);
}

/// The blank report leaves out nothing: all that is said of it is that it is still to be filled in.
#[test]
fn the_blank_report_is_complete() {
    let diagnostics = common::compile(common::example("blank/disclosure-2021")).diagnostics;
    let mut codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes, ["E0519", "E0604"]);
}
