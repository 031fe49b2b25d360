//! Amounts with fractions of a fen (分): their unit is probably wrong.

use super::LintContext;
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::model::{Currency, Fact, Money, Origin, Report, Value};

pub(super) fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let report = &text.verified.report;
    report
        .facts
        .iter()
        .flatten()
        .filter_map(|fact| of_fact(report, fact))
        .collect()
}

fn of_fact(report: &Report, fact: &Fact) -> Option<Diagnostic> {
    let Value::Money(money) = fact.value else {
        return None;
    };
    if money.is_of_whole_fen() || fact.origin != Origin::Stated {
        return None;
    }
    let (place, amount) = (report.place(fact.span), money.to_string());
    let diagnostic = catalog::amount_below_fen(place.clone(), &amount);
    let meant = Money {
        currency: Currency::TenThousandYuan,
        ..money
    };
    if money.currency != Currency::Yuan || !meant.is_of_whole_fen() {
        return Some(diagnostic);
    }
    let meant = format!("{} {}", meant.number, meant.currency.name());
    let help = Words::new(
        format!("请核实单位是否应为：{meant}"),
        format!("check the unit: {meant}?"),
    );
    Some(diagnostic.with_help(help).with_possible_fix(place, meant))
}
