//! Describes in words which rules the parser expected.

use super::Rule;
use crate::diagnostic::Words;
use crate::source::slice;

/// The rule of an item, from its first word.
pub(super) fn rule_of_keyword(text: &str) -> Option<Rule> {
    Some(match first_word(text) {
        "report" => Rule::report,
        "use" => Rule::form_use,
        "facts" => Rule::facts,
        "form" => Rule::form,
        "check" => Rule::check,
        "allow" => Rule::allow,
        "rest" => Rule::rest,
        "field" => Rule::field,
        "axis" => Rule::axis,
        "section" => Rule::section,
        "table" => Rule::table,
        "columns" => Rule::columns,
        "phrase" => Rule::phrase,
        "follows" => Rule::follows,
        "new" | "dropped" => Rule::unmatched,
        "aside" => Rule::aside,
        _ => return None,
    })
}

pub(super) fn first_word(text: &str) -> &str {
    slice(
        text,
        ..text
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(text.len()),
    )
}

/// An example of a one-line item.
#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules")]
pub(super) fn usage(rule: Rule) -> Option<&'static str> {
    match rule {
        Rule::report => Some("report disclosure 2024"),
        Rule::form_use => Some("use \"form.gdr\""),
        Rule::rest => Some("rest 0"),
        Rule::allow => Some("allow balance \"…\""),
        _ => None,
    }
}

/// Whether a rule is optional after a complete row.
pub(super) fn may_follow(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::block
            | Rule::unit
            | Rule::word
            | Rule::EOI
            | Rule::sum_mark
            | Rule::row
            | Rule::value
            | Rule::comment
    )
}

/// A description of the text at a place.
pub(super) fn found(text: &str) -> Words {
    match text {
        "" => Words::new("文件末尾", "the end of the file"),
        "\n" | "\r" => Words::new("行末", "the end of the line"),
        "\"" => Words::new("英文引号 \"", "a double quote"),
        text => Words::new(format!("“{text}”"), format!("`{text}`")),
    }
}

/// A list of the expected rules in words, without duplicates.
pub(super) fn list(rules: &[Rule]) -> Words {
    let mut words: Vec<Words> = Vec::new();
    for expected in rules.iter().filter_map(|rule| words_of(*rule)) {
        if !words.contains(&expected) {
            words.push(expected);
        }
    }
    words.truncate(6);
    let Some(last) = words.pop() else {
        return Words::new("一项内容", "an entry");
    };
    if words.is_empty() {
        return last;
    }
    Words::joined(&[Words::list(&words), last], "或", " or ")
}

/// Rules and their descriptions. Rules that would not help the reader of a message have none.
const WORDS: &[(&[Rule], &str, &str)] = &[
    (
        &[Rule::entry, Rule::item],
        "条目（名称和值）",
        "an entry (a name and its value)",
    ),
    (
        &[
            Rule::row,
            Rule::cell,
            Rule::value,
            Rule::figure,
            Rule::number,
            Rule::date,
            // `cells` and its parts are used only by the property test of `figures.rs`.
            Rule::cells,
            Rule::cut,
            Rule::cut_date,
            Rule::cut_percent,
            Rule::cut_number,
            Rule::cut_word,
            Rule::cut_equals,
            Rule::digits,
            Rule::blank,
            Rule::not_applicable,
            Rule::unknown,
        ],
        "填报内容（如数字）",
        "a value",
    ),
    (&[Rule::literal, Rule::integer], "数字", "a number"),
    (
        &[
            Rule::name,
            Rule::path,
            Rule::lint_name,
            Rule::reference,
            Rule::naming,
            Rule::option,
            Rule::word,
        ],
        "名称",
        "a name",
    ),
    (&[Rule::unit], "单位", "a unit"),
    (&[Rule::string], "引号中的文字", "text in quotes"),
    (&[Rule::prose], "三引号中的正文", "prose in triple quotes"),
    (
        &[
            Rule::block,
            Rule::open,
            Rule::section_block,
            Rule::columns_block,
            Rule::lines_block,
        ],
        "“{”",
        "`{`",
    ),
    (&[Rule::close], "“}”", "`}`"),
    (&[Rule::header], "表头 […]", "a header […]"),
    (&[Rule::colon], "“:”", "`:`"),
    (&[Rule::comma], "“,”", "`,`"),
    (&[Rule::dots], "“..”", "`..`"),
    (&[Rule::bar], "“|”", "`|`"),
    (&[Rule::equals, Rule::sum_mark], "“=”", "`=`"),
    (&[Rule::plus], "“+”", "`+`"),
    (&[Rule::minus], "“-”", "`-`"),
    (&[Rule::times], "“*”", "`*`"),
    (&[Rule::open_paren, Rule::arguments], "“(”", "`(`"),
    (&[Rule::close_paren], "“)”", "`)`"),
    (
        &[Rule::comparison],
        "比较符号（==、>=、<= 等）",
        "a comparison (==, >=, <=, …)",
    ),
    (
        &[
            Rule::sum,
            Rule::product,
            Rule::factor,
            Rule::assertion,
            Rule::interpolation,
        ],
        "名称或算式",
        "an expression",
    ),
    (
        &[Rule::condition, Rule::either, Rule::both, Rule::clause],
        "条件",
        "a condition",
    ),
    (
        &[
            Rule::type_of,
            Rule::choice,
            Rule::type_with_unit,
            Rule::type_without_unit,
            Rule::kw_choice,
        ],
        "类型（count、amount、text 等）",
        "a type (count, amount, text, …)",
    ),
    (
        &[
            Rule::severity,
            Rule::kw_error,
            Rule::kw_warning,
            Rule::kw_hint,
        ],
        "级别（error、warning 或 hint）",
        "a severity (error, warning or hint)",
    ),
    (
        &[Rule::left_out, Rule::kw_without],
        "“without”",
        "`without`",
    ),
    (&[Rule::kw_sum], "“sum”", "`sum`"),
    (&[Rule::kw_and], "“and”", "`and`"),
    (&[Rule::kw_or], "“or”", "`or`"),
    (&[Rule::kw_iff], "“iff”", "`iff`"),
    (&[Rule::kw_by], "“by”", "`by`"),
    (
        &[Rule::kw_across, Rule::kw_stacked],
        "“across”或“stacked”",
        "`across` or `stacked`",
    ),
    (&[Rule::kw_years, Rule::years], "“years”", "`years`"),
    (&[Rule::kw_prose], "“prose”", "`prose`"),
    (
        &[Rule::kw_optional, Rule::kw_recommended],
        "“optional”或“recommended”",
        "`optional` or `recommended`",
    ),
    (&[Rule::report, Rule::kw_report], "“report”", "`report`"),
    (&[Rule::form_use, Rule::kw_use], "“use”", "`use`"),
    (&[Rule::facts, Rule::kw_facts], "“facts”", "`facts`"),
    (&[Rule::check, Rule::kw_check], "“check”", "`check`"),
    (&[Rule::allow, Rule::kw_allow], "“allow”", "`allow`"),
    (&[Rule::rest, Rule::kw_rest], "“rest”", "`rest`"),
    (
        &[Rule::form, Rule::form_head, Rule::kw_form],
        "“form”",
        "`form`",
    ),
    (&[Rule::basis, Rule::kw_basis], "“basis”", "`basis`"),
    (&[Rule::title, Rule::kw_title], "“title”", "`title`"),
    (
        &[Rule::signature, Rule::kw_signature],
        "“signature”",
        "`signature`",
    ),
    (&[Rule::field, Rule::kw_field], "“field”", "`field`"),
    (&[Rule::axis, Rule::kw_axis], "“axis”", "`axis`"),
    (&[Rule::section, Rule::kw_section], "“section”", "`section`"),
    (&[Rule::also, Rule::kw_also], "“also”", "`also`"),
    (&[Rule::table, Rule::kw_table], "“table”", "`table`"),
    (&[Rule::columns, Rule::kw_columns], "“columns”", "`columns`"),
    (&[Rule::corner, Rule::kw_corner], "“corner”", "`corner`"),
    (&[Rule::layout, Rule::kw_layout], "“layout”", "`layout`"),
    (&[Rule::phrase, Rule::kw_phrase], "“phrase”", "`phrase`"),
    (&[Rule::follows, Rule::kw_follows], "“follows”", "`follows`"),
    (
        &[Rule::kw_new, Rule::kw_dropped, Rule::unmatched],
        "“new”或“dropped”",
        "`new` or `dropped`",
    ),
    (&[Rule::matched, Rule::path_sum], "名称", "a name"),
    (&[Rule::pattern], "引号中的句式", "a pattern in quotes"),
    (
        &[Rule::number_of, Rule::claim],
        "大括号中的名称或算式",
        "an expression in braces",
    ),
    (&[Rule::ellipsis], "“…”", "`…`"),
    (
        &[Rule::any_of, Rule::pattern_parts],
        "可选文字 [甲|乙]",
        "alternatives [a|b]",
    ),
    (&[Rule::aside, Rule::kw_aside], "“aside”", "`aside`"),
    (&[Rule::kw_except], "“except”", "`except`"),
    (&[Rule::kw_after], "“after”", "`after`"),
    (
        &[Rule::fact],
        "一项（名称和数字）",
        "a fact (a name and a number)",
    ),
    (
        &[Rule::column],
        "一列（名称和标签）",
        "a column (names and label)",
    ),
    (
        &[Rule::line],
        "一行（名称和标签）",
        "a row (names and label)",
    ),
];

fn words_of(rule: Rule) -> Option<Words> {
    let (_, zh, en) = WORDS.iter().find(|(rules, ..)| rules.contains(&rule))?;
    Some(Words::new(*zh, *en))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rules that would not help the reader of a message.
    const SILENT: &[Rule] = &[
        Rule::EOI,
        Rule::file,
        Rule::form_item,
        Rule::first_form_head,
        Rule::table_item,
        Rule::WHITESPACE,
        Rule::comment,
        Rule::gap,
        Rule::line_end,
        Rule::chunk,
        Rule::brace,
        Rule::pattern_text,
        Rule::unescaped,
        Rule::error_number,
        Rule::braces,
        Rule::nameless_prose,
        Rule::stop,
        Rule::end,
        Rule::unclosed,
        Rule::shallow,
        Rule::deeper,
        Rule::error_node,
        Rule::error_interpolation,
        Rule::foreign_equals,
        Rule::foreign_comparison,
        Rule::foreign_text,
        Rule::division,
        Rule::keyword,
    ];

    #[test]
    fn every_rule_has_a_description_or_is_silent() {
        for &rule in Rule::all_rules() {
            assert!(
                words_of(rule).is_some() != SILENT.contains(&rule),
                "{rule:?}: give it words in WORDS, or add it to SILENT if it helps no reader"
            );
        }
    }
}
