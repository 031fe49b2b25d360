//! The compiled page compared with the published one: every figure is at its place, and every head
//! has its spans.
//!
//! `tests/data` has transcriptions of the published tables, made from the publishers' own pages and
//! not from the sources in this project.

use crate::common;
use crate::common::grid::Grid;
use crate::common::{close_example, example, markup, read, render, verified};
use gdr::emit::Backend;
use serde_json::{Map, Value};

struct CodePage {
    published: Value,
    two: Grid,
    three: Grid,
    four: Grid,
}

fn page(name: &str) -> CodePage {
    let published = serde_json::from_str(&read(format!("tests/data/{name}.json")))
        .expect("the transcription is valid JSON");
    let html = render(&verified(example(name)), Backend::Html);
    let [two, three, four] =
        <[Grid; 3]>::try_from(Grid::all(&markup::pieces(&html))).expect("three tables");
    CodePage {
        published,
        two,
        three,
        four,
    }
}

impl CodePage {
    fn table(&self, name: &str) -> &Map<String, Value> {
        object(&self.published[name])
    }

    /// Compares table two. Returns the number of its figures.
    fn compare_two(&self) -> usize {
        let mut compared = 0;
        for (caption, rows) in self.table("table2") {
            for (row, figures) in object(rows) {
                for (column, figure) in object(figures) {
                    let found = stacked(&self.two, caption, row, column);
                    assert_eq!(
                        found,
                        Some(shown(figure, column).as_str()),
                        "{caption}/{row}/{column}"
                    );
                    compared += 1;
                }
            }
        }
        compared
    }

    /// Compares table three. Returns the number of its figures.
    fn compare_three(&self) -> usize {
        let mut compared = 0;
        for (path, figures) in self.table("table3") {
            let path: Vec<&str> = path.split('/').collect();
            let row = self
                .three
                .row_where(|labels| matches(labels, &path))
                .unwrap_or_else(|| panic!("no row {path:?}"));
            for (column, figure) in object(figures) {
                let index = self
                    .three
                    .column_where(|labels| labels.last() == Some(&column.as_str()));
                let index = index.unwrap_or_else(|| panic!("no column {column}"));
                assert_eq!(
                    self.three.cell_at(row, index).text,
                    shown(figure, column),
                    "{path:?}/{column}"
                );
                compared += 1;
            }
        }
        compared
    }

    /// Compares table four. Returns the number of its figures.
    fn compare_four(&self) -> usize {
        let body = self.four.height() - 1;
        let mut compared = 0;
        for (path, figures) in self.table("table4") {
            for (head, figure) in object(figures) {
                let path: Vec<&str> = path.split('/').chain([head.as_str()]).collect();
                let column = self
                    .four
                    .column_where(|labels| labels == path)
                    .unwrap_or_else(|| panic!("no column {path:?}"));
                assert_eq!(
                    self.four.cell_at(body, column).text,
                    shown(figure, head),
                    "{path:?}"
                );
                compared += 1;
            }
        }
        compared
    }
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("the transcription nests objects")
}

/// A published figure as shown on a page: changes with a sign, amounts as printed.
fn shown(figure: &Value, column: &str) -> String {
    match figure {
        Value::Object(amount) => amount["text"]
            .as_str()
            .expect("the amount has a text")
            .to_owned(),
        Value::Number(number) if column == "本年增/减" && number.as_i64() > Some(0) => {
            format!("+{number}")
        }
        // The published digits run together: the report has a blank cell.
        Value::Null => String::new(),
        figure => figure.to_string(),
    }
}

/// Whether heads match a path.
fn matches(labels: &[&str], path: &[&str]) -> bool {
    labels.len() == path.len()
        && labels
            .iter()
            .zip(path)
            .all(|(label, expected)| is_label(label, expected))
}

/// Whether a head matches a label; a transcription may omit the note in brackets after it.
fn is_label(label: &str, expected: &str) -> bool {
    label
        .strip_prefix(expected)
        .is_some_and(|after| after.is_empty() || (after.starts_with('（') && after.ends_with('）')))
}

/// A figure of a stacked table: below its caption, in the row of its label, and below the head of
/// its column with the same width.
fn stacked<'g>(grid: &'g Grid, caption: &str, row: &str, column: &str) -> Option<&'g str> {
    let spans_all = |row: usize| grid.cell_at(row, 0).columns == grid.width();
    let start =
        (0..grid.height()).find(|&row| spans_all(row) && grid.cell_at(row, 0).text == caption)?;
    let end = (start + 1..grid.height())
        .find(|&row| spans_all(row))
        .unwrap_or(grid.height());
    let row = (start + 2..end).find(|&at| grid.cell_at(at, 0).text == row)?;
    let column =
        (1..grid.width()).find(|&at| is_label(&grid.cell_at(start + 1, at).text, column))?;
    let (head, figure) = (grid.cell_at(start + 1, column), grid.cell_at(row, column));
    assert_eq!(
        (figure.is_head, figure.columns),
        (false, head.columns),
        "{caption}/{row}"
    );
    Some(&figure.text)
}

#[test]
fn every_published_figure_of_2019_is_on_the_page_at_its_place() {
    let page = page("pingtan-2019");
    assert_eq!((page.compare_two(), page.two.figures()), (22, 22));
    assert_eq!((page.compare_three(), page.three.figures()), (161, 161));
    assert_eq!((page.compare_four(), page.four.figures()), (15, 15));
}

#[test]
fn every_published_figure_of_2020_is_on_the_page_at_its_place() {
    let page = page("wujiang-2020");
    assert_eq!((page.compare_two(), page.two.figures()), (22, 22));
    assert_eq!((page.compare_three(), page.three.figures()), (161, 161));
    assert_eq!((page.compare_four(), page.four.figures()), (15, 15));
}

#[test]
fn every_published_figure_of_2021_is_on_the_page_at_its_place() {
    let page = page("pingtan-2021");
    assert_eq!((page.compare_two(), page.two.figures()), (10, 10));
    assert_eq!((page.compare_three(), page.three.figures()), (175, 175));
    assert_eq!((page.compare_four(), page.four.figures()), (15, 15));
}

const CORNER: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

/// The heads of table three that have the same spans in both editions.
const THREE: &[(&str, (usize, usize))] = &[
    (CORNER, (3, 3)),
    ("申请人情况", (1, 7)),
    ("自然人", (2, 1)),
    ("法人或其他组织", (1, 5)),
    ("商业企业", (1, 1)),
    ("法律服务机构", (1, 1)),
    ("总计", (2, 1)),
    ("一、本年新收政府信息公开申请数量", (1, 3)),
    ("二、上年结转政府信息公开申请数量", (1, 3)),
    ("（一）予以公开", (1, 2)),
    (
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        (1, 2),
    ),
    ("（三）不予公开", (8, 1)),
    ("3.危及“三安全一稳定”", (1, 1)),
    ("（四）无法提供", (3, 1)),
    ("（五）不予处理", (5, 1)),
    ("（七）总计", (1, 2)),
    ("四、结转下年度继续办理", (1, 3)),
];

fn assert_spans(grid: &Grid, expected: &[(&str, (usize, usize))]) {
    for (text, spans) in expected {
        assert_eq!(grid.spans(text), *spans, "{text}");
    }
}

#[test]
fn table_three_of_the_2019_edition_spans_as_published() {
    let three = page("wujiang-2020").three;
    assert_spans(&three, THREE);
    assert_spans(
        &three,
        &[("三、本年度办理结果", (20, 1)), ("（六）其他处理", (1, 2))],
    );
    assert_eq!((three.height(), three.width()), (3 + 23, 10));
}

#[test]
fn table_three_of_the_2021_edition_spans_as_published() {
    let three = page("pingtan-2021").three;
    assert_spans(&three, THREE);
    assert_spans(
        &three,
        &[
            ("三、本年度办理结果", (22, 1)),
            ("（六）其他处理", (3, 1)),
            ("3.其他", (1, 1)),
        ],
    );
    assert_eq!((three.height(), three.width()), (3 + 25, 10));
}

#[test]
fn table_four_has_three_rows_of_heads() {
    for name in common::SOUND {
        let four = page(name).four;
        let direct = ("未经复议直接起诉", (1, 5));
        assert_spans(
            &four,
            &[
                ("行政复议", (1, 5)),
                ("行政诉讼", (1, 10)),
                direct,
                ("复议后起诉", (1, 5)),
            ],
        );
        let heights: Vec<usize> = four
            .cells
            .iter()
            .filter(|cell| cell.text == "结果维持")
            .map(|cell| cell.rows)
            .collect();
        assert_eq!(heights, [2, 1, 1]);
        assert_eq!((four.height(), four.width()), (3 + 1, 15));
    }
}

#[test]
fn captions_of_table_two_span_the_whole_table() {
    let two = page("wujiang-2020").two;
    for caption in [
        "第二十条第（一）项",
        "第二十条第（五）项",
        "第二十条第（六）项",
        "第二十条第（八）项",
        "第二十条第（九）项",
    ] {
        assert_eq!(two.spans(caption), (1, 4));
    }
    let two = page("pingtan-2021").two;
    assert_eq!(two.spans("第二十条第（八）项"), (1, 4));
    assert_eq!(two.spans("本年收费金额（单位：万元）"), (1, 3));
}

/// The page of a report with a note on a row: the mark is in the row's head, and the figures keep
/// their places.
#[test]
fn a_note_does_not_change_the_grid() {
    let text = close_example("wujiang-2020")
        .replace("规范性文件 2 2 2", "规范性文件 2 2 2 \"其中修订1件\"");
    let html = render(&verified(text), Backend::Html);
    let two = &Grid::all(&markup::pieces(&html))[0];
    assert_eq!(two.spans("规范性文件注1"), (1, 1));
    assert_eq!(two.figures(), 22);
    assert!(html.contains("注1：其中修订1件"));
}
