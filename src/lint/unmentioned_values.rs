//! Fields that neither the page nor the prose shows, so that readers never see their values.

use super::LintContext;
use crate::diagnostic::{Diagnostic, Words, catalog};
use crate::model::NodeId;

pub(super) fn lint(text: &LintContext) -> Vec<Diagnostic> {
    let report = &text.verified.report;
    // Fields of the whole report are used for its title, its signature and its checks. In a section
    // without prose, a field cannot be mentioned.
    let has_prose = |section: &NodeId| report.prose.iter().any(|(of, _)| of == section);
    let of_sections = report
        .form
        .fields()
        .filter(|(node, _)| report.form.ancestry(*node).first().is_some_and(has_prose));
    let unmentioned_values = of_sections.filter_map(|(node, field)| {
        let fact = report.fact(field.fact)?;
        let number = fact.value.number().filter(|number| !number.is_zero())?;
        let in_ten_thousands = number.checked_shift(-4);
        let is_stated = text
            .numbers
            .iter()
            .any(|said| said.value == number || Some(said.value) == in_ten_thousands);
        let (label, path) = (&report.form.node(node).label, report.form.path(node, false));
        let help = Words::new(
            format!("请在正文中引用：{{{path}}}"),
            format!("mention it in the prose: {{{path}}}"),
        );
        (!is_stated).then(|| {
            catalog::unmentioned_value(report.place(fact.span), label, &fact.value.to_string())
                .with_help(help)
        })
    });
    unmentioned_values.collect()
}
