//! Reports in any number: the published one of Wujiang, and variations of it in which every
//! identity holds.

use std::fmt::Write;

/// The published report, as every clone of the project has it.
const SEED: &str = include_str!("../../examples/wujiang-2020.gdr");

const OUTCOMES: [(&str, &[&str]); 6] = [
    ("", &["予以公开", "部分公开"]),
    (
        "不予公开",
        &[
            "国家秘密",
            "法规禁止",
            "三安全一稳定",
            "第三方权益",
            "内部事务",
            "过程性信息",
            "执法案卷",
            "行政查询",
        ],
    ),
    ("无法提供", &["不掌握", "另行制作", "仍不明确"]),
    (
        "不予处理",
        &["信访举报", "重复申请", "公开出版物", "反复申请", "确认出具"],
    ),
    ("", &["其他处理"]),
    ("", &[]),
];

/// The report of a number: 0 to any, the same text each time. All 198 figures of its tables are
/// written out.
pub(crate) fn report(number: u64) -> String {
    let mut dice = Dice(number);
    let before = &SEED[..SEED
        .find("\n申请 ")
        .expect("the example has a table of requests")
        + 1];
    let after = &SEED[SEED
        .find("问题改进")
        .expect("the example has a section of problems")..];
    let mut text = before.replace(
        "武江区人民政府\"",
        &format!("武江区人民政府第{number:05}号\""),
    );
    requests(&mut text, &mut dice);
    review(&mut text, &mut dice);
    text.push_str(after);
    text
}

/// The report of a body in a year of the form of 2021.
#[allow(dead_code)] // Only one of the benchmarks has years.
pub(crate) fn report_of_year(body: u64, year: u64) -> String {
    let mut dice = Dice(body * 10_000 + year);
    let issued = year + 1;
    let mut text = format!(
        "report disclosure {year}\nagency \"第{body:05}号人民政府\"\nissued {issued}-01-20\n主动公开 {{ rest 0 }}\n"
    );
    requests(&mut text, &mut dice);
    let mut text = text.replace("    其他处理 ", "    rest 0\n    其他处理.其他 ");
    review(&mut text, &mut dice);
    text.push_str("总体情况 \"（略）\"\n问题改进 \"（略）\"\n其他事项 {\n    信息处理费 0\n    text \"无。\"\n}\n");
    text
}

fn requests(text: &mut String, dice: &mut Dice) {
    let mut rows = String::new();
    let mut total = [0; 6];
    for (group, names) in OUTCOMES {
        if !group.is_empty() {
            let _ = writeln!(rows, "        {group} {{");
        }
        for name in names {
            let cells = std::array::from_fn(|_| {
                if dice.below(4) == 0 {
                    dice.below(60)
                } else {
                    0
                }
            });
            (0..6).for_each(|column| total[column] += cells[column]);
            row(&mut rows, name, &cells);
        }
        if !group.is_empty() {
            rows.push_str("        }\n");
        }
    }
    row(&mut rows, "总计", &total);
    let carried_out: [u64; 6] = std::array::from_fn(|_| dice.below(9));
    let all: [u64; 6] = std::array::from_fn(|column| total[column] + carried_out[column]);
    let carried_in: [u64; 6] = std::array::from_fn(|column| dice.below(all[column] + 1));
    let received: [u64; 6] = std::array::from_fn(|column| all[column] - carried_in[column]);
    text.push_str("申请 [自然人 | 商业企业 科研机构 社会公益组织 法律服务机构 其他 = 总计] {\n");
    row(text, "新收", &received);
    row(text, "结转", &carried_in);
    let _ = writeln!(text, "    办理结果 {{\n{rows}    }}");
    row(text, "结转下年", &carried_out);
    text.push_str("}\n\n");
}

fn row(text: &mut String, name: &str, cells: &[u64; 6]) {
    let [first, rest @ ..] = cells;
    let rest: Vec<String> = rest.iter().map(u64::to_string).collect();
    let _ = writeln!(
        text,
        "    {name} {first} | {} = {}",
        rest.join(" "),
        cells.iter().sum::<u64>()
    );
}

fn review(text: &mut String, dice: &mut Dice) {
    text.push_str("复议诉讼 {\n");
    for name in ["复议", "诉讼.直接", "诉讼.复议后"] {
        let cells: [u64; 4] = std::array::from_fn(|_| dice.below(12));
        let [a, b, c, d] = cells;
        let _ = writeln!(
            text,
            "    {name} {a} {b} {c} {d} = {}",
            cells.iter().sum::<u64>()
        );
    }
    text.push_str("}\n\n");
}

/// A sequence of numbers that is the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}
