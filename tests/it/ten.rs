//! Ten mistakes of ten kinds in one report give ten diagnostics, each at its place, and no
//! follow-up errors.

use crate::common::{close_example, compile, in_short};
use gdr::diagnostic::Diagnostic;

/// The original text, its replacement, and the code expected on that line.
type Mistake = (&'static str, &'static str, &'static str);

/// Applies the mistakes to an example, and compares the new diagnostics with the expected ones.
fn assert_reported(name: &str, mistakes: &[Mistake]) {
    let sound = close_example(name);
    let known: Vec<String> = errors(&sound)
        .iter()
        .map(|error| error.title.of_zh().to_owned())
        .collect();
    let mut text = sound.clone();
    let mut expected = Vec::new();
    for (written, instead, code) in mistakes {
        assert_eq!(
            sound.matches(written).count(),
            1,
            "{name} has one {written}"
        );
        text = text.replacen(written, instead, 1);
        let line = sound[..sound.find(written).expect("the example has the text")]
            .matches('\n')
            .count()
            + 1;
        expected.push(format!("{line} {code}"));
    }
    expected.sort();
    let errors = errors(&text);
    let new = errors
        .iter()
        .filter(|error| !known.contains(&error.title.of_zh().to_owned()));
    let new: Vec<&Diagnostic> = new.collect();
    let mut reported: Vec<String> = new
        .iter()
        .map(|error| format!("{} {}", error.place.position().line, error.code))
        .collect();
    reported.sort();
    assert_eq!(
        reported,
        expected,
        "{name}: {:#?}",
        new.iter().map(|error| in_short(error)).collect::<Vec<_>>()
    );
    assert_eq!(expected.len(), 10);
}

fn errors(text: &str) -> Vec<Diagnostic> {
    compile(text)
        .diagnostics
        .into_iter()
        .filter(Diagnostic::is_error)
        .collect()
}

#[test]
fn into_the_report_of_wujiang() {
    assert_reported(
        "wujiang-2020",
        &[
            (
                "agency \"韶关市武江区人民政府\"",
                "agency 韶关市武江区人民政府",
                "G0317",
            ),
            ("政务动态类信息 2303", "政务动态类信息 2,303", "G0106"),
            ("{申请.新收}", "{申请.新手}", "G0201"),
            ("行政许可 355 -35 14197", "行政许可 355 35 14197", "G0304"),
            ("        行政处罚 1786", "        行政处法 1786", "G0201"),
            ("行政事业性收费 0 0", "行政事业性收费 0", "G0506"),
            ("1445 18517.89 万元", "1445 18517.89 万", "G0308"),
            (
                "    结转 0 | 0 0 0 0 0 = 0",
                "    结转 0 | 0 0 0 0 0 ＝ 0",
                "G0103",
            ),
            (
                "部分公开 0 | 0 0 0 0 0 = 0",
                "部分公开 0 | 0 0 0 3 0 = 0",
                "G0401",
            ),
            ("    复议 0 0 0 0 = 0", "    复议 0 0 0 0 = 1", "G0401"),
        ],
    );
}

#[test]
fn into_the_report_of_pingtan_for_2019() {
    assert_reported("pingtan-2019", PINGTAN_2019);
}

#[test]
fn into_the_report_of_pingtan_for_2020() {
    assert_reported("pingtan-2020", PINGTAN_2020);
}

#[test]
fn into_the_report_of_pingtan_for_2021() {
    assert_reported(
        "pingtan-2021",
        &[
            (
                "agency \"平潭综合实验区\"",
                "agancy \"平潭综合实验区\"",
                "G0201",
            ),
            ("issued 2022-02-08", "issued 2022年2月30日", "G0310"),
            ("{70 = 申请.新收}", "{71 = 申请.新收}", "G0601"),
            (
                "行政规范性文件 69 3 665",
                "行政规范性文件 69 3.5 665",
                "G0302",
            ),
            ("行政许可 2293", "行政许可 2.3万", "G0319"),
            ("行政处罚 1282", "2.行政处罚 1282", "G0118"),
            ("24252.311082 万元", "24252.311082", "G0307"),
            (
                "执法案卷 6 | 0 0 0 0 0 = 6",
                "执法案卷 6 | 0 0 0 0 = 6",
                "G0506",
            ),
            ("复议 1 0 2 0 = 3", "复议 1 0 2 0 = 4", "G0401"),
            ("信息处理费 0 元", "信息处理费 5 美元", "G0308"),
        ],
    );
}

#[test]
fn into_a_report_of_a_local_form() {
    assert_reported("local/meetings-2024", MEETINGS);
}

const PINGTAN_2019: &[Mistake] = &[
    (
        "report disclosure 2019",
        "report disclosure 2019年",
        "G0115",
    ),
    ("    规划计划类信息 28", "    规划计划类信息， 28", "G0117"),
    ("{公布.总计}", "{公布.总数}", "G0201"),
    ("规范性文件 89 89 89", "规范性文件 89 89", "G0506"),
    (
        "其他对外管理服务事项 10 0 153",
        "其他对外管理服务事项 10 0 153 件",
        "G0306",
    ),
    ("行政强制 126 0 25", "行政强制 126 无 25", "G0301"),
    (
        "部分公开 1 | 0 0 0 0 0 = 1",
        "部分公开 1 | 0 0 0 0 0 = 2",
        "G0401",
    ),
    (
        "        不予公开 { rest 0 }",
        "        不予公开 { 其余 0 }",
        "G0201",
    ),
    ("诉讼.直接 0 0 0 0 = 0", "诉讼.直结 0 0 0 0 = 0", "G0201"),
    (
        "其他事项 \"无其他需要报告的事项\"",
        "其他事项 “无其他需要报告的事项”",
        "G0103",
    ),
];
const PINGTAN_2020: &[Mistake] = &[
    ("issued 2021-03-05", "issued 2021.3.5", "G0310"),
    (
        "previous \"pingtan-2019.gdr\"",
        "previous \"pingtan-2018.gdr\"",
        "G0709",
    ),
    ("重大建设项目信息 390", "重大建设项目信息 -390", "G0303"),
    ("{申请.新收}件，受理", "{申请.新收.自然}件，受理", "G0201"),
    ("规章 0 0 7", "规章 0 0 7 7", "G0506"),
    (
        "其他对外管理服务事项 10 +7 105",
        "其他对外管理服务事项 10 7 105",
        "G0304",
    ),
    (
        "行政事业性收费 35 -15",
        "（一）行政事业性收费 35 -15",
        "G0118",
    ),
    (
        "新收 20 | 0 0 0 0 1 = 21",
        "新收 20 | 0 0 0 0 0 = 21",
        "G0401",
    ),
    (
        "            仍不明确 3 | 0 0 0 0 0 = 3",
        "            仍不明确 3 | 0 0 0 0 0 = 3 （补正）",
        "G0119",
    ),
    ("问题改进 \"〔……〕\"", "问题改进 〔……〕", "G0103"),
];
const MEETINGS: &[Mistake] = &[
    ("report meetings 2024", "report meeting 2024", "G0703"),
    ("填报日期 2025-01-10", "填报日期 2025-13-10", "G0311"),
    ("统计范围 含社区", "统计范围 含小区", "G0312"),
    ("公文属性审核 3", "公文属性审核 3.5", "G0302"),
    ("{专题}次", "{专提}次", "G0201"),
    ("工作部署 4 | 2 0 = 6", "工作部署 4 | 2 0 = 6 人", "G0305"),
    ("居民座谈 5 | 0 0 = 5", "居民座谈 5 0 0 = 6", "G0401"),
    ("满意率 98.5%", "满意率 98.5", "G0301"),
    (
        "机关干部 3 120 +15 12000 元",
        "机关干部 3 120 +15 12000",
        "G0307",
    ),
    (
        "社区工作者 2 86 -4 0.85 万元 \"含线上培训1期\"",
        "社区工作者 2 86 -4 0.85 万元 含线上培训1期",
        "G0317",
    ),
];
