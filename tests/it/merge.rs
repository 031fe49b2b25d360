//! The merge by fact, on every pair of neighbouring figures of the examples.

use std::ops::Range;

use crate::common;
use crate::common::{compile, example_alone};
use gdr::merge::{Aligned, align};
use gdr::model::{Origin, Report, Value};

fn report(text: &str) -> Report {
    compile(text).value.expect("the source has a report").report
}

/// The range of each number, in the order of the text.
fn figures(text: &str) -> Vec<Range<usize>> {
    let report = report(text);
    let stated = report
        .facts
        .iter()
        .flatten()
        .filter(|fact| fact.origin == Origin::Stated);
    let numbers = stated.filter(|fact| matches!(fact.value, Value::Number(_)));
    let mut ranges: Vec<Range<usize>> = numbers.map(|fact| fact.span.range()).collect();
    ranges.sort_by_key(|range| range.start);
    assert!(ranges.len() > 100, "{}", ranges.len());
    ranges
}

/// A text in which a figure has an additional digit.
fn longer(text: &str, figure: &Range<usize>) -> String {
    format!("{}7{}", &text[..figure.end], &text[figure.end..])
}

fn merged(base: &str, ours: &str, theirs: &str) -> Aligned {
    align(&report(base), &report(ours), &report(theirs))
}

/// The words of a text, regardless of spaces.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn without_changes_the_merge_is_the_base() {
    for name in common::SOUND {
        let text = example_alone(name);
        let Aligned { base, ours, theirs } = merged(&text, &text, &text);
        assert!(base == text && ours == text && theirs == text, "{name}");
    }
}

#[test]
fn changes_of_neighbouring_figures_are_both_applied() {
    let text = example_alone("pingtan-2021");
    let figures = figures(&text);
    for pair in figures.windows(2).step_by(3) {
        let (ours, theirs) = (longer(&text, &pair[0]), longer(&text, &pair[1]));
        let both = longer(&longer(&text, &pair[1]), &pair[0]);
        let Aligned { base, ours, theirs } = merged(&text, &ours, &theirs);
        assert!(
            base == ours && theirs == ours,
            "{}",
            &text[pair[0].start..pair[1].end]
        );
        assert_eq!(words(&ours), words(&both));
    }
}

#[test]
fn one_figure_changed_on_both_sides_conflicts_on_its_line_only() {
    let text = example_alone("pingtan-2021");
    for figure in figures(&text).iter().step_by(7) {
        let (ours, theirs) = (
            longer(&text, figure),
            longer(&longer(&text, figure), figure),
        );
        let merged = merged(&text, &ours, &theirs);
        assert_eq!(
            merged,
            Aligned {
                base: text.clone(),
                ours,
                theirs
            }
        );
    }
}

#[test]
fn a_figure_in_full_width_digits_is_merged_as_a_whole() {
    let text = example_alone("pingtan-2021");
    let wide = text.replacen("行政许可 2293", "行政许可 ２２９３", 1);
    let new = text.replacen("行政许可 2293", "行政许可 7", 1);
    assert!(wide != text && new != text);
    for (base, ours, theirs) in [(&wide, &wide, &new), (&wide, &new, &wide)] {
        let Aligned { base, ours, theirs } = merged(base, ours, theirs);
        assert!(base == ours && ours == theirs, "{ours}");
        assert_eq!(words(&ours), words(&new));
    }
}

#[test]
fn wide_quotes_do_not_break_the_merge() {
    let base = "report disclosure 2021\nagency “甲”\nissued 2022-01-01\n";
    let theirs = base.replace("“甲”", "\"乙\"");
    let aligned = merged(base, base, &theirs);
    assert_eq!(aligned.ours, theirs);
}
