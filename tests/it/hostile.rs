//! Texts that look like markup stay text on the page and do not break tables.

use crate::common;
use crate::common::{OneForm, close_example, errors, example, markup, read, render, verified};
use gdr::Compiler;
use gdr::emit::Backend;
use gdr::source::Source;
use gdr::verify::Verified;
use markup::Piece;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

/// All characters with a meaning in HTML or Markdown.
const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(1)> | *b* _i_ & &lt; \" ' ` \\ \\| [x](javascript:alert(1)) # ~~s~~ 完";

/// A text as a string literal of the language.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// An example with this text as its agency, title, note, label of a fact, and reason of an
/// exception.
fn with_texts(text: &str) -> String {
    let text = quoted(text);
    let report = close_example("wujiang-2020")
        .replace(
            "agency \"韶关市武江区人民政府\"",
            &format!("agency {text}\n    title {text}"),
        )
        .replace("规范性文件 2 2 2", &format!("规范性文件 2 2 2 {text}"))
        .replace("概况类信息 91", &format!("概况类信息 {text} 91"))
        .replace("\"通过区政府网站主动公开政府信息\"", &text)
        .replace("\"原文如此：年份有误，日缺\"", &text);
    assert_eq!(report.matches(&text).count(), 6);
    report
}

/// An example with this text as its last section.
fn with_prose(prose: &str) -> Verified {
    verified(example("wujiang-2020").replace(
        "其他事项 \"无。\"",
        &format!("其他事项 \"\"\"\n{prose}\n\"\"\""),
    ))
}

/// An example whose form has this text as labels.
fn with_labels(label: &str) -> Verified {
    let mut form = read("src/forms/disclosure-2021.gdr");
    for own in [
        "规章",
        "自然人",
        "信息内容",
        "法人或其他组织",
        "（三）不予公开",
        "总体情况",
        "第二十条第（五）项",
        "行政诉讼",
    ] {
        form = form.replacen(&format!(" \"{own}\""), &format!(" {}", quoted(label)), 1);
    }
    assert_eq!(form.matches(&quoted(label)).count(), 8);
    let report = format!(
        "use \"form.gdr\"\n{}",
        common::example_alone("pingtan-2021")
    );
    let outcome = Compiler::with_files(OneForm(form))
        .compile(&Source::new("report.gdr", report), gdr::Options::default());
    let errors: Vec<String> = outcome
        .diagnostics
        .iter()
        .filter(|d| d.is_error())
        .map(common::in_short)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    outcome.value.expect("the source has a report")
}

// ── HTML ─────────────────────────────────────────────────────────────────────────────────────────

/// The elements of the built-in page and of prose.
const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "section",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "a",
    "code",
    "pre",
    "blockquote",
    "br",
    "hr",
    "div",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "sup",
];

const ATTRIBUTES: &[&str] = &[
    "lang", "charset", "name", "content", "id", "class", "scope", "rowspan", "colspan", "href",
    "title", "start",
];

fn assert_harmless(piece: &Piece) {
    let Piece::Open { name, attributes } = piece else {
        return;
    };
    assert!(
        ELEMENTS.contains(&name.as_str()),
        "unexpected element <{name}>"
    );
    for (attribute, value) in attributes {
        assert!(
            ATTRIBUTES.contains(&attribute.as_str()),
            "unexpected attribute <{name} {attribute}=…>"
        );
        let is_link = attribute == "href";
        assert!(
            !is_link
                || value == "#"
                || value.starts_with("https://")
                || value.starts_with("mailto:"),
            "unexpected link to {value}"
        );
    }
}

/// Parses a page and asserts that nothing on it can be executed.
fn harmless(html: &str) -> Vec<Piece> {
    let pieces = markup::pieces(html);
    pieces.iter().for_each(assert_harmless);
    pieces
}

#[test]
fn texts_stay_text_on_the_page() {
    let html = render(&verified(with_texts(HOSTILE)), Backend::Html);
    let texts = harmless(&html)
        .into_iter()
        .filter(|piece| *piece == Piece::Text(HOSTILE.to_owned()))
        .count();
    assert_eq!(texts, 3, "the title twice, the signature"); // Before the note, there is its number.
    assert!(html.contains("注1：&lt;script&gt;"));
}

#[test]
fn labels_of_a_form_stay_text_on_the_page() {
    let pieces = harmless(&render(&with_labels(HOSTILE), Backend::Html));
    let texts = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Text(text) if text.contains(HOSTILE)))
        .count();
    assert!(
        texts >= 8,
        "the corner of table two occurs in each of its parts: {texts}"
    );
}

#[test]
fn prose_stays_prose_on_the_page() {
    let tries = [
        HOSTILE,
        "<script>alert(1)</script>",
        "行内 <script>alert(1)</script> <b onclick=\"x()\">粗</b> <!-- 注 --> <?php ?> <![CDATA[x]]>",
        "\\<script>alert(1)</script>",
        "<div>\n\n*文*\n\n</div>",
        "[x](javascript:alert(1)) [x](JaVaScRiPt:alert(1)) [x](&#106;avascript:alert(1)) [x](<java\tscript:alert(1)>)",
        "<javascript:alert(1)> <https://example.cn/?a=1&b=2>",
        "[x]\n\n[x]: javascript:alert(1) 'title \"onclick=x'",
        "![图](javascript:alert(1)) ![图](https://example.cn/x.png \"a\\\"b\")",
        "[x](data:text/html,<script>alert(1)</script>) [x](vbscript:x) [x]( \u{a0}javascript:alert(1))",
        "[x](https://example.cn/\"onclick=\"alert(1)) [x](mailto:a@b.cn \"a\\\" onclick=\\\"x\")",
        "```<script>\n</script><script>\n```\n\n    <script>\n\n`<script>`",
    ];
    for prose in tries {
        harmless(&render(&with_prose(prose), Backend::Html));
    }
}

#[test]
fn a_hostile_text_interpolated_into_prose_is_text() {
    let report =
        with_texts(HOSTILE).replace("其他事项 \"无。\"", "其他事项 \"\"\"\n前{agency}后\n\"\"\"");
    let pieces = harmless(&render(&verified(report), Backend::Html));
    assert!(pieces.contains(&Piece::Text(format!("前{HOSTILE}后"))));
}

// ── Markdown ─────────────────────────────────────────────────────────────────────────────────────

type Table = Vec<Vec<String>>;

/// The tables that a Markdown parser finds, cell by cell.
///
/// # Panics
/// If it finds HTML.
fn tables(markdown: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut cell: Option<String> = None;
    for event in Parser::new_ext(
        markdown,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH,
    ) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML in Markdown: {html}"),
            Event::Start(Tag::Table(_)) => tables.push(Table::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                tables.last_mut().expect("in a table").push(Vec::new());
            }
            Event::Start(Tag::TableCell) => cell = Some(String::new()),
            Event::End(TagEnd::TableCell) => {
                let text = cell
                    .take()
                    .expect("in a cell")
                    .trim_matches([' ', '　'])
                    .to_owned();
                tables
                    .last_mut()
                    .and_then(|table| table.last_mut())
                    .expect("in a row")
                    .push(text);
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(cell) = &mut cell {
                    cell.push_str(&text);
                }
            }
            _ => {}
        }
    }
    tables
}

/// The tables that the JSON describes.
fn expected_tables(view: &Value) -> Vec<Table> {
    let sections = view["sections"].as_array().expect("sections");
    let of_section = |section: &Value| {
        view["tables"][text(&section["id"])]
            .as_array()
            .expect("tables")
            .clone()
    };
    sections
        .iter()
        .flat_map(of_section)
        .map(|table| expected_table(&table))
        .collect()
}

fn expected_table(table: &Value) -> Table {
    let columns = table["columns"].as_array().expect("columns");
    let head = columns.iter().map(|column| {
        let groups = column["groups"]
            .as_array()
            .expect("groups")
            .iter()
            .map(|group| format!("{}·", text(group)));
        format!("{}{}", groups.collect::<String>(), text(&column["label"]))
    });
    let head = std::iter::once(text(&table["corner"]))
        .chain(head)
        .collect();
    let rows = table["rows"].as_array().expect("rows").iter().map(|row| {
        let note = row["note"]
            .as_u64()
            .map_or(String::new(), |note| format!("（注{note}）"));
        let blank = vec![Value::from(""); columns.len()];
        let figures = row["figures"].as_array().unwrap_or(&blank).iter().map(text);
        std::iter::once(format!("{}{note}", text(&row["label"])))
            .chain(figures)
            .collect()
    });
    std::iter::once(head).chain(rows).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("").to_owned()
}

fn assert_tables(report: &Verified) {
    let view = serde_json::from_str(&render(report, Backend::Json)).expect("valid JSON");
    let expected = expected_tables(&view);
    assert!(expected.len() > 3, "{expected:?}");
    assert_eq!(tables(&render(report, Backend::Markdown)), expected);
}

#[test]
fn tables_of_the_examples_read_the_same_in_markdown() {
    for name in common::SOUND {
        assert_tables(&verified(example(name)));
    }
}

#[test]
fn texts_break_no_table_of_markdown() {
    assert_tables(&verified(with_texts(HOSTILE)));
}

#[test]
fn labels_of_a_form_break_no_table_of_markdown() {
    assert_tables(&with_labels(HOSTILE));
}

/// Prose before the tables, whose structure must end with it.
#[test]
fn open_fences_and_headings_of_prose_swallow_no_table_of_markdown() {
    for prose in [
        "```a`b",
        "甲```",
        "甲\r```",
        "```\n甲\n``` 乙",
        "````\n```",
        "    ```",
        "~~~~\n~~~",
        "> ```\n> 甲",
        "- ~~~",
        "标题\n===",
        "甲\r---",
        "<!-- 甲",
    ] {
        let preamble = format!("preamble \"\"\"\n{prose}\n\"\"\"\n\n总体情况");
        let report = close_example("pingtan-2021").replacen("总体情况", &preamble, 1);
        assert!(report.contains(prose));
        assert_tables(&verified(report));
    }
}

#[test]
fn code_and_autolinks_of_prose_stay_in_markdown() {
    for prose in [
        "见`<code>`",
        "<https://example.com/a?b=1>",
        "```\nif a < b\n```",
    ] {
        let markdown = render(&with_prose(prose), Backend::Markdown);
        assert!(markdown.contains(&format!("\n{prose}\n")), "{markdown}");
    }
}

#[test]
fn html_in_prose_is_text_in_markdown() {
    for prose in [
        HOSTILE,
        "<script>alert(1)</script>",
        "行内 <b>粗</b>",
        "&lt;b&gt;",
        "<!-- 注",
    ] {
        assert_tables(&with_prose(prose));
    }
}

#[test]
fn a_backslash_before_html_does_not_unescape_it() {
    assert_tables(&with_prose("\\<script>alert(1)</script>"));
}

/// An unclosed construct ends with its section.
#[test]
fn an_unclosed_code_fence_does_not_hide_a_table() {
    let report = example("wujiang-2020").replace("\npreamble \"\"\"\n", "\npreamble \"\"\"\n```\n");
    assert_tables(&verified(report));
}

/// Headings of prose are of a lower level than those of sections, on the page and in Markdown.
#[test]
fn headings_of_prose_are_below_those_of_sections() {
    let report = with_prose("# 大标题\n\n正文");
    assert!(render(&report, Backend::Html).contains("<h3>大标题</h3>"));
    assert!(render(&report, Backend::Markdown).contains("### 大标题"));
}

/// The signature consists of lines of text, whatever characters they begin with.
#[test]
fn a_signature_is_never_a_list() {
    let markdown = render(&verified(with_texts("- 甲")), Backend::Markdown);
    let lists = Parser::new(&markdown)
        .filter(|event| matches!(event, Event::Start(Tag::List(_))))
        .count();
    assert_eq!(lists, 0);
}

#[test]
fn multiline_texts_are_refused() {
    assert!(
        !errors(
            example("wujiang-2020").replace("韶关市武江区人民政府\"", "韶关市\n武江区人民政府\"")
        )
        .is_empty()
    );
}
