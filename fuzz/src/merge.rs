//! Versions of a report are merged: equal ones stay as they are, and a change of one side is kept.

use gdr::merge::{Aligned, align};
use gdr::model::Report;

use super::input::{compiled, texts};

pub fn hold(input: &[u8]) {
    let Some([base, ours, theirs]) = texts(input) else {
        return;
    };
    let reports = [base, ours, theirs].map(|text| Some(compiled(text).value?.report));
    let [Some(base_report), Some(our_report), Some(their_report)] = reports else {
        return;
    };
    align(&base_report, &our_report, &their_report);
    one_side(&base_report, &our_report, ours);
}

fn one_side(base: &Report, ours: &Report, text: &str) {
    let unchanged = align(ours, ours, ours);
    let all = Aligned {
        base: text.to_owned(),
        ours: text.to_owned(),
        theirs: text.to_owned(),
    };
    assert_eq!(unchanged, all);
    let changed = align(base, ours, base);
    assert_eq!(changed.ours, text);
    assert_eq!(changed.base, changed.theirs);
}
