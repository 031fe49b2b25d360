//! Table three as an error-correcting code: every typical mistake gives exactly one diagnostic, and
//! a proposed correction restores the original figures.

use std::collections::BTreeMap;

use crate::common;

const COLUMNS: [&str; 7] = [
    "自然人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
    "总计",
];
/// The index of the total column.
const TOTAL: usize = 6;
/// The row with the totals of a block, and the prefix of the rows in the block.
const SUM: &str = "办理结果.总计";
const SUMMED: &str = "办理结果.";

type Row = [i64; 7];
/// A mistake: cells with wrong figures, as row, column and figure.
type Slip = Vec<(usize, usize, i64)>;

#[derive(Clone)]
struct Report {
    before: String,
    rows: Vec<(String, Row)>,
    after: String,
}

impl Report {
    /// An example with every figure of the table stated.
    fn of(name: &str) -> Report {
        // A sentence of the example asserts a figure; these tests are about the table only.
        let text = common::example_alone(name).replace("{70 = ", "{");
        let report = common::verified(text.clone()).report;
        let figures: BTreeMap<String, i64> = (0..report.facts.len())
            .filter_map(|fact| {
                Some((
                    report.fact_path(fact, false),
                    report.fact(fact)?.value.number()?.to_integer()?,
                ))
            })
            .collect();
        let rows = report
            .form
            .tables
            .iter()
            .flat_map(|table| &table.rows)
            .map(|&row| report.form.path(row, false));
        let names = rows.filter_map(|path| path.strip_prefix("申请.").map(str::to_owned));
        let row = |name: String| {
            let cells = COLUMNS.map(|column| figures[&format!("申请.{name}.{column}")]);
            (name, cells)
        };
        let start = text.find("\n申请 ").expect("the example has the table") + 1;
        let end = text
            .find("\n复议诉讼 ")
            .expect("the example has the next table")
            + 1;
        Report {
            before: text[..start].to_owned(),
            rows: names.map(row).collect(),
            after: text[end..].to_owned(),
        }
    }

    /// An example with a figure in almost every cell, as in the report of a large body.
    fn filled(name: &str) -> Report {
        let mut report = Report::of(name);
        let mut seed = 7_i64;
        for (_, row) in &mut report.rows {
            for cell in &mut row[..TOTAL] {
                seed = (seed * 1103 + 12345) % 65536;
                *cell = if seed % 5 == 0 {
                    0
                } else {
                    seed % 10_i64.pow(1 + seed as u32 % 3)
                };
            }
        }
        let sum = report.row(SUM);
        let parts = report.parts();
        for column in 0..TOTAL {
            let outcome: i64 = parts.iter().map(|&row| report.rows[row].1[column]).sum();
            report.rows[sum].1[column] = outcome;
            let (carried_in, carried_out) = (
                report.rows[report.row("结转")].1[column],
                report.rows[report.row("结转下年")].1[column],
            );
            let received = report.row("新收");
            report.rows[received].1[column] = outcome + carried_out + 2000 - carried_in;
            let carried_out = report.row("结转下年");
            report.rows[carried_out].1[column] += 2000;
        }
        for (_, row) in &mut report.rows {
            row[TOTAL] = row[..TOTAL].iter().sum();
        }
        report
    }

    fn row(&self, name: &str) -> usize {
        self.rows
            .iter()
            .position(|(row, _)| row == name)
            .expect("the table has the row")
    }

    /// The rows that are added up.
    fn parts(&self) -> Vec<usize> {
        (0..self.rows.len())
            .filter(|&row| self.rows[row].0.starts_with(SUMMED) && self.rows[row].0 != SUM)
            .collect()
    }

    fn text(&self) -> String {
        let mut table = String::from("申请 {\n");
        for (name, cells) in &self.rows {
            let middle: Vec<String> = cells[1..TOTAL].iter().map(i64::to_string).collect();
            table.push_str(&format!(
                "    {name} {} | {} = {}\n",
                cells[0],
                middle.join(" "),
                cells[TOTAL]
            ));
        }
        format!("{}{table}}}\n\n{}", self.before, self.after)
    }

    /// Classifies the diagnostic of a mistake. Fails unless there is exactly one error and a
    /// proposed correction is the original.
    fn classify(&self, slip: &Slip) -> Reported {
        let mut report = self.clone();
        for &(row, column, figure) in slip {
            report.rows[row].1[column] = figure;
        }
        let errors = common::errors(report.text());
        let in_short: Vec<String> = errors.iter().map(common::in_short).collect();
        assert_eq!(
            in_short.len(),
            1,
            "{slip:?} in {:?}: {in_short:#?}",
            self.rows[slip[0].0]
        );
        let Some(help) = errors[0].help.as_ref().map(gdr::diagnostic::Words::of_zh) else {
            return Reported::Failure;
        };
        let corrections = slip.iter().map(|&(row, column, figure)| {
            let (name, cells) = &self.rows[row];
            format!(
                "申请.{name}.{} 应为 {}，而不是 {figure}",
                COLUMNS[column], cells[column]
            )
        });
        let corrections: Vec<String> = corrections.collect();
        let are_in = |text: &str| {
            corrections
                .iter()
                .all(|correction| text.contains(correction))
        };
        let possibilities: Vec<&str> = help.split("。").collect();
        assert!(
            possibilities.iter().any(|text| are_in(text)),
            "{corrections:?}: {help}"
        );
        if possibilities.len() == 1 {
            Reported::Correction
        } else {
            Reported::Possibilities
        }
    }

    /// Applies mistakes of one kind. Asserts how many of them give one proposed correction, how
    /// many several, and how many none.
    fn assert_reported(&self, slips: impl IntoIterator<Item = Slip>, expected: [usize; 3]) {
        let mut counts = [0; 3];
        for slip in slips {
            let slip: Slip = slip
                .into_iter()
                .filter(|&(row, column, figure)| self.rows[row].1[column] != figure)
                .collect();
            if !slip.is_empty() {
                counts[self.classify(&slip) as usize] += 1;
            }
        }
        assert_eq!(
            counts, expected,
            "one correction, several possibilities, only the failure"
        );
    }

    // ── The mistakes ─────────────────────────────────────────────────────────────────────────────

    fn cells(&self) -> impl Iterator<Item = (usize, usize, i64)> {
        self.rows.iter().enumerate().flat_map(|(row, (_, cells))| {
            (0..=TOTAL).map(move |column| (row, column, cells[column]))
        })
    }

    /// Three mistakes for each figure: it is increased by one, has an additional digit, or is
    /// replaced by an unrelated figure.
    fn wrong_figures(&self) -> Vec<Slip> {
        let wrong = |figure| [figure + 1, figure * 10 + 7, (figure + 3) * 5];
        self.cells()
            .flat_map(|(row, column, figure)| wrong(figure).map(|wrong| vec![(row, column, wrong)]))
            .collect()
    }

    /// Mistakes in which two neighbouring digits of a figure are transposed.
    fn transposed(&self) -> Vec<Slip> {
        let slips = self.cells().flat_map(|(row, column, figure)| {
            let digits = figure.to_string();
            (1..digits.len()).map(move |at| {
                let swapped = format!(
                    "{}{}{}{}",
                    &digits[..at - 1],
                    &digits[at..=at],
                    &digits[at - 1..at],
                    &digits[at + 1..]
                );
                vec![(row, column, swapped.parse().expect("digits"))]
            })
        });
        slips.collect()
    }

    /// The mistake of exchanging the figures of two cells.
    fn swapped(&self, a: (usize, usize), b: (usize, usize)) -> Slip {
        vec![
            (a.0, a.1, self.rows[b.0].1[b.1]),
            (b.0, b.1, self.rows[a.0].1[a.1]),
        ]
    }

    fn swapped_in_rows(&self) -> Vec<Slip> {
        let pairs = (0..=TOTAL).flat_map(|a| (a + 1..=TOTAL).map(move |b| (a, b)));
        let rows = 0..self.rows.len();
        pairs
            .flat_map(|(a, b)| {
                rows.clone()
                    .map(move |row| self.swapped((row, a), (row, b)))
            })
            .collect()
    }

    fn swapped_in_columns(&self) -> Vec<Slip> {
        let rows = self.rows.len();
        let pairs = (0..rows).flat_map(|a| (a + 1..rows).map(move |b| (a, b)));
        pairs
            .flat_map(|(a, b)| {
                (0..=TOTAL).map(move |column| self.swapped((a, column), (b, column)))
            })
            .collect()
    }

    /// Mistakes in which the digits of two neighbouring figures are divided at another position,
    /// one mistake for each position. A figure that gets no digits is zero.
    fn split(&self) -> Vec<Slip> {
        let slips = self
            .cells()
            .filter(|(_, column, _)| column + 1 < TOTAL)
            .flat_map(|(row, column, left)| {
                let right = self.rows[row].1[column + 1];
                let digits = |figure: i64| {
                    if figure == 0 {
                        String::new()
                    } else {
                        figure.to_string()
                    }
                };
                let digits = format!("{}{}", digits(left), digits(right));
                let splits = (0..=digits.len()).filter_map(move |at| {
                    let (a, b) = digits.split_at(at);
                    let part = |digits: &str| {
                        if digits.is_empty() {
                            Some(0)
                        } else {
                            digits.parse().ok().filter(|_| !digits.starts_with('0'))
                        }
                    };
                    Some(vec![(row, column, part(a)?), (row, column + 1, part(b)?)])
                });
                splits.filter(move |slip| slip[0].2 != left && slip[1].2 != right)
            });
        slips.collect()
    }

    /// Mistakes in which all figures from a column on are shifted by one column, to the right or to
    /// the left. The figure that drops out must be zero.
    fn shifted(&self) -> Vec<Slip> {
        let slips = self
            .cells()
            .filter(|(_, column, _)| *column < TOTAL)
            .flat_map(|(row, column, figure)| {
                let cells = &self.rows[row].1[column..TOTAL];
                let mut slips = Vec::new();
                if cells.last() == Some(&0) {
                    slips.push([&[0], &cells[..cells.len() - 1]].concat());
                }
                if figure == 0 {
                    slips.push([&cells[1..], &[0]].concat());
                }
                slips.into_iter().map(move |figures| {
                    figures
                        .into_iter()
                        .enumerate()
                        .map(|(at, figure)| (row, column + at, figure))
                        .collect()
                })
            });
        slips.collect()
    }

    /// Mistakes in which all totals were computed without one of the rows, or without one of the
    /// columns.
    fn left_out(&self) -> Vec<Slip> {
        let sum = self.row(SUM);
        let less =
            |row: usize, column: usize, less: i64| (row, column, self.rows[row].1[column] - less);
        let rows = self.parts().into_iter().map(|part| {
            (0..=TOTAL)
                .map(|column| less(sum, column, self.rows[part].1[column]))
                .collect()
        });
        let columns = (0..TOTAL).map(|part| {
            (0..self.rows.len())
                .map(|row| less(row, TOTAL, self.rows[row].1[part]))
                .collect()
        });
        rows.chain(columns).collect()
    }
}

#[derive(Debug, Clone, Copy)]
enum Reported {
    Correction,
    Possibilities,
    Failure,
}

#[test]
fn slips_in_the_edition_of_2019() {
    let report = Report::of("wujiang-2020");
    report.assert_reported(report.wrong_figures(), [161 * 3, 0, 0]);
    report.assert_reported(report.swapped_in_rows(), [30, 0, 0]);
    report.assert_reported(report.swapped_in_columns(), [82, 38, 0]);
    report.assert_reported(report.split(), [3, 0, 0]);
    report.assert_reported(report.shifted(), [3, 0, 0]);
    report.assert_reported(report.left_out(), [2, 0, 0]);
}

#[test]
fn slips_in_the_edition_of_2021() {
    let report = Report::of("pingtan-2021");
    report.assert_reported(report.wrong_figures(), [175 * 3, 0, 0]);
    report.assert_reported(report.transposed(), [7, 0, 0]);
    report.assert_reported(report.swapped_in_rows(), [129, 0, 0]);
    report.assert_reported(report.swapped_in_columns(), [375, 158, 0]);
    report.assert_reported(report.split(), [24, 0, 0]);
    report.assert_reported(report.shifted(), [19, 0, 0]);
    report.assert_reported(report.left_out(), [10, 0, 0]);
}

#[test]
fn slips_in_a_full_table() {
    let report = Report::filled("pingtan-2021");
    assert!(common::errors(report.text()).is_empty());
    report.assert_reported(report.transposed(), [179, 0, 0]);
    report.assert_reported(report.swapped_in_rows().into_iter().step_by(4), [123, 3, 0]);
    report.assert_reported(
        report.swapped_in_columns().into_iter().step_by(16),
        [125, 2, 0],
    );
    report.assert_reported(report.split().into_iter().step_by(4), [102, 0, 0]);
    report.assert_reported(report.shifted(), [46, 0, 0]);
    report.assert_reported(report.left_out(), [27, 0, 0]);
}
