//! Prose for a Markdown page. It must not change the structure of the page: raw HTML becomes text,
//! headings are below those of sections, and open code fences are closed.
//!
//! The Markdown parser finds these places; everything else is copied.

use std::ops::Range;

use memchr::{memchr_iter, memchr3};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::prose::{TOP_HEADING, parser};
use crate::source::slice;

/// The prose for a Markdown page.
pub(super) fn portable(markdown: &str) -> String {
    if is_portable(markdown) {
        markdown.to_owned()
    } else {
        rewrite(markdown)
    }
}

fn rewrite(markdown: &str) -> String {
    let mut rewriter = Rewriter {
        text: markdown,
        result: String::with_capacity(markdown.len()),
        copied: 0,
        covered: 0,
        depth: 0,
        in_code: false,
    };
    for (event, range) in parser(markdown).into_offset_iter() {
        rewriter.event(&event, range);
    }
    rewriter.copy_to(markdown.len());
    if !rewriter.result.is_empty() && !rewriter.result.ends_with('\n') {
        rewriter.result.push('\n');
    }
    rewriter.result
}

/// Whether a text certainly needs no change, because it has no raw HTML, code or heading. This is
/// true of most prose, and this search is faster than the parser.
fn is_portable(markdown: &str) -> bool {
    let bytes = markdown.as_bytes();
    let is_heading = |at: usize| {
        let marks = bytes.iter().skip(at).take_while(|&&byte| byte == b'#');
        marks.count() < TOP_HEADING as usize && (at == 0 || bytes.get(at - 1) != Some(&b'#'))
    };
    memchr3(b'<', b'`', b'~', bytes).is_none()
        && !memchr_iter(b'#', bytes).any(is_heading)
        && !markdown
            .split(['\n', '\r'])
            .any(|line| line.trim_start().starts_with(['=', '-', '>']))
}

struct Rewriter<'m> {
    text: &'m str,
    result: String,
    /// The length of the beginning of the text that is already in the result.
    copied: usize,
    /// The end of what the events so far are about.
    covered: usize,
    /// How many blocks are open around the next event.
    depth: usize,
    in_code: bool,
}

impl Rewriter<'_> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the enum belongs to another crate"
    )]
    fn event(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                match tag {
                    Tag::Heading { level, .. } => self.heading(*level, &range),
                    Tag::CodeBlock(kind) => self.code_block(kind, &range),
                    _ => {}
                }
                self.depth += 1;
            }
            Event::End(end) => {
                // Cells beyond the columns of the table have no events.
                if matches!(end, TagEnd::TableHead | TagEnd::TableRow) {
                    self.escape_html(self.covered.max(range.start)..range.end);
                }
                self.in_code &= !matches!(end, TagEnd::CodeBlock);
                self.depth -= 1;
            }
            Event::Html(_) | Event::InlineHtml(_) => self.escape_html(range.clone()),
            Event::Text(_) if !self.in_code => self.escape_html(range.clone()),
            _ => {}
        }
        if !matches!(event, Event::Start(_)) {
            self.covered = self.covered.max(range.end);
        }
    }

    fn copy_to(&mut self, end: usize) {
        if self.copied < end {
            self.result.push_str(slice(self.text, self.copied..end));
            self.copied = end;
        }
    }

    fn escape_html(&mut self, range: Range<usize>) {
        self.copy_to(range.start);
        // The text of a heading that was underlined is copied already.
        let start = self.copied.max(range.start);
        if start < range.end {
            let text = slice(self.text, start..range.end);
            self.result.push_str(&text.replace('<', "&lt;"));
            self.copied = range.end;
        }
    }

    /// Adds as many `#` marks to a heading as it needs to be below the headings of the page. An
    /// underlined heading becomes a heading with `#` marks, on one line.
    fn heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        self.copy_to(range.start);
        let missing = (TOP_HEADING as usize).saturating_sub(level as usize);
        let text = slice(self.text, range.clone());
        if text.starts_with('#') {
            self.result.push_str(&"#".repeat(missing));
        } else {
            let lines = text.trim_end().lines();
            let count = lines.clone().count();
            let quoted = ['>', ' ', '\t'];
            let heading: Vec<&str> = lines
                .take(count.saturating_sub(1))
                .map(|line| line.trim().trim_start_matches(quoted))
                .collect();
            let heading = heading.join(" ").replace('<', "&lt;");
            let marks = "#".repeat(TOP_HEADING as usize);
            self.result.push_str(&format!("{marks} {heading}\n"));
            self.copied = range.end;
        }
    }

    /// Closes a fence that is open at the end of the prose. A fence in a list or a quotation is
    /// closed by the end of the list or quotation.
    fn code_block(&mut self, kind: &CodeBlockKind, range: &Range<usize>) {
        self.in_code = true;
        if !matches!(kind, CodeBlockKind::Fenced(_)) || self.depth > 0 {
            return;
        }
        let text = slice(self.text, range.clone());
        let mark = text.chars().next().unwrap_or('`');
        let fence: String = text.chars().take_while(|&c| c == mark).collect();
        let last = text
            .trim_end()
            .rsplit(['\n', '\r'])
            .next()
            .unwrap_or_default()
            .trim();
        let is_closed = text.trim_end().contains(['\n', '\r'])
            && last.len() >= fence.len()
            && last.chars().all(|c| c == mark);
        self.copy_to(range.end);
        if !is_closed {
            if !self.result.ends_with('\n') {
                self.result.push('\n');
            }
            self.result.push_str(&fence);
            self.result.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What prose is made of, as far as Markdown is concerned.
    const PIECES: &[&str] = &[
        "甲", "乙 ", "\n", "\n\n", "\r", "    ", "#", "# ", "### ", "===", "---", "- ", "1. ",
        "> ", "*", "_", "|", "[甲]", "(", "~", "`", "```", "<b>", "&lt;", "\\", "[^1]", ": ",
    ];

    #[test]
    fn cells_beyond_the_columns_have_no_html() {
        for row in [
            "|x|<b>甲|",
            "|`a`|y|<img src=x>|",
            "|`|`|<script>1</script>|",
        ] {
            let text = portable(&format!("|a|\n|-|\n{row}\n\n甲<i>\n"));
            assert!(!text.contains('<'), "{text}");
            assert_eq!(text.matches("&lt;").count(), row.matches('<').count() + 1);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(5_000) })]

        #[test]
        fn prose_that_needs_no_change_is_not_changed(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12),
        ) {
            let text = pieces.concat() + "\n";
            if is_portable(&text) {
                prop_assert_eq!(rewrite(&text), text);
            }
        }
    }
}
