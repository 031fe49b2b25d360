//! Comparison of sentences: every file in `tests/diff/prose/` has the items of two reports and,
//! below them, the expected changes of prose.
//!
//! Missing items are added as in the samples of the documents; `──── 旧 PATH` means a file of the
//! project. The result begins with the share of reused prose, for each section and in total:
//!
//! ```text
//! ──── 对照 总体情况 16/40 字 40%
//! = 3→3 不变
//! > 5→3 移动
//! # 4→5 全区受理申请[-21-][+70+]件。   only numbers differ
//! ~ 6→6 改写[-过-]的句子
//! + 7 新增
//! - 8 删去
//!   ! 21 申请.新收 70                  a number of last year's report, its fact and the value now
//!   ! 2020 年度                        the year of last year's report
//! ```

use std::fmt::Write as _;

use crate::common;
use crate::common::bless::expect_files;
use crate::common::case::Case;
use crate::common::samples::Block;
use crate::common::{compile, files, read};
use gdr::diagnostic::Diagnostic;
use gdr::diff::prose::{
    self, ChangeKind, MarkKind, ProseChanges, Reuse, SegmentKind, Sentence, SentenceChange,
};
use gdr::verify::Verified;
use proptest::prelude::*;

const OLD: &str = "──── 旧";
const NEW: &str = "──── 新";
const DRAWN: &str = "──── 对照";

/// A complete report with these items.
fn whole(items: &str) -> String {
    Block {
        info: "gdr fragment of=disclosure",
        line: 0,
        start: 0,
        text: items,
    }
    .whole()
}

/// The report of a case. Failing identities and sentences are ignored.
fn report(text: &str) -> Verified {
    let outcome = compile(text);
    let is_of_case = |diagnostic: &&Diagnostic| {
        diagnostic.is_error()
            && !diagnostic.code.starts_with("G04")
            && !diagnostic.code.starts_with("G06")
    };
    let errors: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(is_of_case)
        .map(common::in_short)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    outcome.value.expect("the source has a report")
}

fn draw(changes: &ProseChanges) -> String {
    let mut drawing = String::new();
    for section in &changes.sections {
        draw_reuse(&mut drawing, section.label.of_zh(), section.reuse);
        for change in &section.changes {
            draw_change(&mut drawing, change);
        }
    }
    draw_reuse(&mut drawing, "全文", changes.reuse);
    drawing
}

fn draw_reuse(drawing: &mut String, name: &str, reuse: Reuse) {
    let percent = reuse
        .percent()
        .map_or("-".to_owned(), |percent| format!("{percent}%"));
    writeln!(
        drawing,
        "{DRAWN} {name} {}/{} 字 {percent}",
        reuse.unchanged, reuse.all
    )
    .expect("writing to a string succeeds");
}

fn draw_change(drawing: &mut String, change: &SentenceChange) {
    let sign = match change.kind {
        ChangeKind::Unchanged => '=',
        ChangeKind::Moved => '>',
        ChangeKind::Numbers => '#',
        ChangeKind::Rewritten => '~',
        ChangeKind::Added => '+',
        ChangeKind::Deleted => '-',
    };
    let line = |sentence: &Sentence| sentence.place.position().line.to_string();
    let lines: Vec<String> = [&change.old, &change.new]
        .into_iter()
        .flatten()
        .map(line)
        .collect();
    let text = match change.segments.as_slice() {
        [] => change
            .new
            .as_ref()
            .or(change.old.as_ref())
            .map(|sentence| sentence.text.clone())
            .unwrap_or_default(),
        segments => segments
            .iter()
            .map(|segment| match segment.kind {
                SegmentKind::Kept => segment.text.clone(),
                SegmentKind::Deleted => format!("[-{}-]", segment.text),
                SegmentKind::Inserted => format!("[+{}+]", segment.text),
            })
            .collect(),
    };
    writeln!(drawing, "{sign} {} {text}", lines.join("→")).expect("writing to a string succeeds");
    for mark in &change.marks {
        let new = change.new.as_ref().expect("only new sentences have marks");
        assert_eq!(&new.text[mark.range.clone()], mark.place.text());
        let what = match &mark.kind {
            MarkKind::Stale { fact, now } => format!("{fact} {now}"),
            MarkKind::LastYear => "年度".to_owned(),
        };
        writeln!(drawing, "  ! {} {what}", mark.place.text())
            .expect("writing to a string succeeds");
    }
}

/// The report of a case: a file of the project named after the mark, or the items below it.
fn given(text: &str) -> Verified {
    match text.split_once('\n') {
        Some((path, _)) if !path.trim().is_empty() => report(&alone(path.trim())),
        Some((_, items)) => report(&whole(items)),
        None => panic!("a mark without its line: {text}"),
    }
}

/// A file of the project without annotations and without its reference to last year's report.
fn alone(path: &str) -> String {
    let text = Case::of(&read(path)).source;
    text.split_inclusive('\n')
        .filter(|line| !line.starts_with("previous "))
        .collect()
}

#[test]
fn sentences_are_compared_as_expected() {
    expect_files(files("tests/diff/prose", "txt").into_iter().map(|path| {
        let text = read(&path);
        let reports = text.split(DRAWN).next().unwrap_or(&text);
        let (_, rest) = reports.split_once(OLD).expect("the case has an old report");
        let (old, new) = rest.split_once(NEW).expect("the case has a new report");
        let drawn = draw(&prose::prose(&given(old), &given(new)));
        (path, format!("{reports}{drawn}"))
    }));
}

// ── Random prose ─────────────────────────────────────────────────────────────────────────────────

/// A report of a year with these texts as sections.
fn saying(year: i32, overview: &str, problems: &str) -> Verified {
    let items = format!(
        "report disclosure {year}\n总体情况 \"\"\"\n{overview}\n\"\"\"\n问题改进 \"\"\"\n{problems}\n\"\"\"\n"
    );
    compile(whole(&items))
        .value
        .expect("the source has a report")
}

/// The sentences of one side, in text order.
fn sentences<'c>(
    changes: &'c ProseChanges,
    side: impl Fn(&'c SentenceChange) -> Option<&'c Sentence>,
) -> Vec<&'c str> {
    let mut sentences: Vec<&Sentence> = changes
        .sections
        .iter()
        .flat_map(|section| &section.changes)
        .filter_map(side)
        .collect();
    sentences.sort_by_key(|sentence| sentence.place.span);
    sentences
        .into_iter()
        .map(|sentence| sentence.text.as_str())
        .collect()
}

fn old_sentences(changes: &ProseChanges) -> Vec<&str> {
    sentences(changes, |change| change.old.as_ref())
}

fn new_sentences(changes: &ProseChanges) -> Vec<&str> {
    sentences(changes, |change| change.new.as_ref())
}

fn kinds(changes: &ProseChanges) -> Vec<ChangeKind> {
    changes
        .sections
        .iter()
        .flat_map(|section| &section.changes)
        .map(|change| change.kind)
        .collect()
}

/// Asserts that the kind of a change fits its sentences.
fn assert_is_true(change: &SentenceChange) {
    let text =
        |sentence: &Option<Sentence>| sentence.as_ref().map(|sentence| sentence.text.clone());
    let (old, new) = (text(&change.old), text(&change.new));
    let without = |kind| {
        let segments = change
            .segments
            .iter()
            .filter(|segment| segment.kind != kind);
        segments
            .map(|segment| segment.text.as_str())
            .collect::<String>()
    };
    match change.kind {
        ChangeKind::Unchanged | ChangeKind::Moved => assert_eq!(old, new),
        ChangeKind::Numbers | ChangeKind::Rewritten => {
            assert_ne!(old, new);
            assert_eq!(old, Some(without(SegmentKind::Inserted)));
            assert_eq!(new, Some(without(SegmentKind::Deleted)));
        }
        ChangeKind::Added => assert!(old.is_none() && new.is_some()),
        ChangeKind::Deleted => assert!(old.is_some() && new.is_none()),
    }
    if let Some(new) = new {
        assert!(change.marks.iter().all(|mark| {
            new.get(mark.range.clone())
                .is_some_and(|text| !text.is_empty())
        }));
    }
}

const WORDS: &[&str] = &[
    "全区共收到政府信息公开申请",
    "主动公开",
    "21",
    "70",
    "1,234.5",
    "３",
    "十",
    "件",
    "，",
    "。",
    "。",
    "；",
    "！",
    "好”",
    "\n",
    "\n\n",
    "\n## ",
    "\n- ",
    "2023",
    "2024",
    "年",
    "我区",
    "较",
    "{申请.新收}",
    "{2 = 申请.结转}",
    "{{",
    "{issued}",
    "（",
    "𠀀",
    "é",
    "ab",
    " ",
    "#",
];

fn prose_of_words() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 0..40).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_report_compared_with_itself_is_unchanged(overview in prose_of_words(), problems in prose_of_words()) {
        let report = saying(2024, &overview, &problems);
        let changes = prose::prose(&report, &report);
        prop_assert!(kinds(&changes).iter().all(|kind| *kind == ChangeKind::Unchanged));
        prop_assert_eq!(changes.reuse.unchanged, changes.reuse.all);
        let marks: usize = changes.sections.iter().flat_map(|section| &section.changes).map(|change| change.marks.len()).sum();
        prop_assert_eq!(marks, 0);
    }

    #[test]
    fn every_sentence_is_in_one_change(
        old in (prose_of_words(), prose_of_words()), new in (prose_of_words(), prose_of_words()),
    ) {
        let (old, new) = (saying(2023, &old.0, &old.1), saying(2024, &new.0, &new.1));
        let changes = prose::prose(&old, &new);
        changes.sections.iter().flat_map(|section| &section.changes).for_each(assert_is_true);
        let (of_old, of_new) = (prose::prose(&old, &old), prose::prose(&new, &new));
        prop_assert_eq!(old_sentences(&changes), new_sentences(&of_old));
        prop_assert_eq!(new_sentences(&changes), new_sentences(&of_new));
        let characters: usize = new_sentences(&changes).iter().map(|sentence| sentence.chars().count()).sum();
        prop_assert_eq!(changes.reuse.all, characters);
    }

    /// Only white space and the marks of headings are left out.
    #[test]
    fn no_word_is_lost(prose in "[公开信息件。；！，）0-9 \n#-]{0,60}") {
        let changes = prose::prose(&saying(2023, "", ""), &saying(2024, &prose, ""));
        let compared: String = changes.sections[0].changes.iter().filter_map(|change| change.new.as_ref()).map(|new| new.text.as_str()).collect();
        let words = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '#').collect::<String>();
        prop_assert_eq!(words(&compared), words(&prose));
    }
}

/// The displayed share is rounded up at one half, the exact share is not.
#[test]
fn the_share_is_exact() {
    let reuse = |unchanged, all| Reuse { unchanged, all };
    assert_eq!(
        [reuse(1, 8), reuse(1, 200), reuse(1, 201), reuse(0, 0)].map(Reuse::percent),
        [Some(13), Some(1), Some(0), None]
    );
    assert_eq!(
        [reuse(1, 2), reuse(501, 1000), reuse(0, 0)].map(|reuse| reuse.exceeds(50)),
        [false, true, false]
    );
    let changes = prose::prose(
        &saying(2023, "一二三。四五。", "四五六。七八。"),
        &saying(2024, "一二三。四五。", "七八九。二三。"),
    );
    let exceeding: Vec<&str> = changes
        .exceeding(50)
        .iter()
        .map(|section| section.id.as_str())
        .collect();
    // “无。” is the same every year and does not count.
    assert_eq!(exceeding, ["overview"]);
}

/// Repeated, reordered and slightly similar sentences, and one very long sentence.
#[test]
fn long_prose_takes_linear_time() {
    let numbered = |count: usize, step: usize| {
        (0..count)
            .map(|index| format!("第{}项信息。", index * step % count))
            .collect::<String>()
    };
    let mixed = |step: u32| {
        let characters = (0..40_000_u32).scan(step, |state, _| {
            *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Some(char::from_u32('一' as u32 + (*state >> 16) % 58).unwrap_or('一'))
        });
        characters
            .enumerate()
            .flat_map(|(index, c)| [Some(c), (index % 12 == 0).then_some('。')])
            .flatten()
            .collect::<String>()
    };
    let texts = [
        (
            "收到政府信息公开申请30件。".repeat(10_000),
            "收到政府信息公开申请31件，全部答复。".repeat(7_000),
        ),
        ("公开。".repeat(40_000), "公开。开。".repeat(20_000)),
        (numbered(15_000, 1), numbered(15_000, 14_999)),
        (numbered(15_000, 1).replace('信', "公"), numbered(15_001, 7)),
        ("信息公开，".repeat(20_000), "公开信息，".repeat(20_000)),
        (
            format!(
                "{}。{}",
                "信息，".repeat(20_000),
                "公开信息。".repeat(10_000)
            ),
            "信息公开；".repeat(20_000),
        ),
        (mixed(1), mixed(2)),
        ("2023年".repeat(40_000), "2023年".repeat(40_000)),
        ("2023年，".repeat(30_000), "2023年，".repeat(30_000)),
    ];
    for (old, new) in texts {
        let (before, after) = (saying(2023, &old, ""), saying(2024, &new, ""));
        let started = std::time::Instant::now();
        let changes = prose::prose(&before, &after);
        assert!(changes.reuse.all > 0);
        let beginning: String = old.chars().take(12).collect();
        assert!(
            started.elapsed().as_secs() < 20,
            "{beginning}: {:?}",
            started.elapsed()
        );
    }
}
