//! Table three is a code that corrects errors: every single wrong figure of it is noticed, and what is proposed for it is what it was.

mod common;

use std::collections::BTreeMap;

const COLUMNS: [&str; 7] = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

struct Report {
    before: String,
    rows: Vec<(String, Vec<i64>)>,
    after: String,
}

impl Report {
    /// An example with every figure of the table written out.
    fn of(name: &str) -> Report {
        // A sentence of the example asserts a figure; the table alone is at issue here.
        let text = common::example(name).replace("{70 = ", "{");
        let report = common::verified(text.clone()).report;
        let figures: BTreeMap<String, i64> = (0..report.facts.len())
            .filter_map(|fact| Some((report.fact_path(fact, false), report.fact(fact)?.value.number()?.to_integer()?)))
            .collect();
        let rows = report.form.tables.iter().flat_map(|table| &table.rows).map(|&row| report.form.path(row, false));
        let names = rows.filter_map(|path| path.strip_prefix("申请.").map(str::to_owned));
        let row = |name: String| {
            let cells = COLUMNS.iter().map(|column| figures[&format!("申请.{name}.{column}")]).collect();
            (name, cells)
        };
        let start = text.find("申请 [").expect("the table");
        let end = text.find("复议诉讼 [").expect("the next table");
        Report { before: text[..start].to_owned(), rows: names.map(row).collect(), after: text[end..].to_owned() }
    }

    fn text(&self) -> String {
        let mut table = String::from("申请 {\n");
        for (name, cells) in &self.rows {
            let middle: Vec<String> = cells[1..6].iter().map(i64::to_string).collect();
            table.push_str(&format!("    {name} {} | {} = {}\n", cells[0], middle.join(" "), cells[6]));
        }
        format!("{}{table}}}\n\n{}", self.before, self.after)
    }

    fn errors(&self) -> Vec<gdr::diagnostic::Diagnostic> {
        common::errors(self.text())
    }
}

/// Three wrong figures for each: one more, one digit too many, and one that has nothing to do with it.
fn wrong(figure: i64) -> [i64; 3] {
    [figure + 1, figure * 10 + 7, (figure + 3) * 5]
}

/// Every slip of one figure is noticed, by one message, which names the figure and what it was. Gives the number of slips.
fn every_slip_is_mended(name: &str) -> usize {
    let mut report = Report::of(name);
    assert!(report.errors().is_empty(), "{:#?}", report.errors());
    let mut slips = 0;
    for row in 0..report.rows.len() {
        for (column, column_name) in COLUMNS.iter().enumerate() {
            let figure = report.rows[row].1[column];
            for slip in wrong(figure) {
                report.rows[row].1[column] = slip;
                let errors = report.errors();
                let name = &report.rows[row].0;
                assert_eq!(errors.len(), 1, "{name}.{column_name}: {slip} for {figure}: {errors:#?}");
                let help = errors[0].help.as_ref().map(|words| words.of_zh().to_owned()).unwrap_or_default();
                let wanted = format!("申请.{name}.{column_name}：{figure}，而不是 {slip}");
                assert!(help.contains(&wanted), "{wanted}: {help}");
                slips += 1;
            }
            report.rows[row].1[column] = figure;
        }
    }
    slips
}

#[test]
fn every_slip_in_the_edition_of_2019_is_mended() {
    assert_eq!(every_slip_is_mended("wujiang-2020"), 161 * 3);
}

#[test]
fn every_slip_in_the_edition_of_2021_is_mended() {
    assert_eq!(every_slip_is_mended("pingtan-2021"), 175 * 3);
}
