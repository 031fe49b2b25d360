//! A difference as text for a terminal, in columns aligned by display width.

use super::chain::LinkView;
use super::checks::CheckDiffView;
use super::editions::EditionView;
use super::lines::{LineView, SectionDiffView};
use super::sentences::{ChangeView, ProseDiffView};
use super::view::{ComparedReportView, DiffView, Headings};
use crate::emit::columns::{flush_left, flush_right, widest};
use crate::invisible::visible_line;

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const YELLOW: &str = "\x1b[33m";
const PLAIN: &str = "\x1b[0m";

/// A view for people as text. Empty for a view without words.
pub(super) fn render(view: &DiffView, color: bool) -> String {
    let Some(words) = &view.words else {
        return String::new();
    };
    let mut page = TextPage {
        say: &words.say,
        text: String::new(),
        color,
    };
    let title = |report: &ComparedReportView| report.title.clone().unwrap_or_default();
    let titles = format!("{} → {}", title(&view.old), title(&view.new));
    page.line(&titles, 0, BOLD);
    page.line(&words.verdict, 0, "");
    words
        .notices
        .iter()
        .for_each(|notice| page.line(&format!("! {notice}"), 0, YELLOW));
    page.chain(view.chain.as_deref().unwrap_or_default());
    words
        .sections
        .iter()
        .for_each(|section| page.section(section));
    page.checks(&view.checks, words.unfilled_checks);
    page.editions(&words.editions);
    page.prose(&view.prose.sections);
    page.text
}

struct TextPage<'v> {
    say: &'v Headings,
    text: String,
    color: bool,
}

impl TextPage<'_> {
    /// The text with its invisible characters replaced, in a color.
    fn painted(&self, text: &str, paint: &str) -> String {
        let text = visible_line(text);
        if self.color && !paint.is_empty() {
            format!("{paint}{text}{PLAIN}")
        } else {
            text.into_owned()
        }
    }

    fn line(&mut self, text: &str, depth: usize, paint: &str) {
        let painted = self.painted(text.trim_end(), paint);
        self.painted_line(&painted, depth);
    }

    /// A line with parts that are already painted.
    fn painted_line(&mut self, text: &str, depth: usize) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, text: &str) {
        self.text.push('\n');
        self.line(text, 0, BOLD);
    }

    fn chain(&mut self, chain: &[LinkView]) {
        if chain.is_empty() {
            return;
        }
        self.heading(&self.say.chain);
        chain.iter().for_each(|link| self.link(link));
    }

    fn link(&mut self, link: &LinkView) {
        let Some(words) = &link.words else { return };
        let mark = self.marked(words.verdict, &words.verdict_words);
        self.painted_line(&format!("{mark}  {}", visible_line(&link.statement)), 1);
        let steps = link
            .steps
            .iter()
            .filter_map(|step| Some((step.finding.verdict, step.words.as_ref()?)));
        let widest = widest(steps.clone().map(|(_, step)| &step.places));
        for (verdict, step) in steps {
            let mark = self.marked(verdict, "");
            let places = flush_left(&step.places, widest);
            let gap = if widest == 0 { "" } else { "  " };
            let text = self.painted(&format!("{places}{gap}{}", step.text), "");
            self.painted_line(&format!("{mark} {text}"), 3);
        }
        if words.folded > 0 {
            self.line(&format!("… {} {}", words.folded, self.say.folded), 3, DIM);
        }
    }

    fn section(&mut self, section: &SectionDiffView) {
        self.heading(&section.label);
        let width = |cell: fn(&LineView) -> String| widest(section.lines.iter().map(cell));
        let name = width(|line| line.name.clone());
        let values = width(values);
        let difference = width(|line| line.difference.clone());
        let percent = width(|line| line.percent.clone());
        for line in &section.lines {
            let cells = [
                flush_left(&line.name, name),
                flush_left(&self::values(line), values),
                flush_right(&line.difference, difference),
                flush_right(&line.percent, percent),
                line.text.clone(),
            ];
            self.line(&cells.join("  "), 1, if line.is_changed { "" } else { DIM });
        }
        self.unfilled(section.unfilled);
    }

    fn unfilled(&mut self, number: usize) {
        if number > 0 {
            self.line(&format!("… {number} {}", self.say.unfilled), 1, DIM);
        }
    }

    fn checks(&mut self, checks: &[CheckDiffView], unfilled: usize) {
        if checks.is_empty() && unfilled == 0 {
            return;
        }
        self.heading(&self.say.checks);
        checks.iter().for_each(|check| self.check(check));
        self.unfilled(unfilled);
    }

    fn check(&mut self, check: &CheckDiffView) {
        let Some(words) = &check.words else { return };
        let mark = self.marked(check.finding.verdict, &words.state);
        let places = if words.places.is_empty() {
            String::new()
        } else {
            format!(" [{}]", words.places)
        };
        let (statement, before) = (&check.statement, &words.verdict_before);
        let text = self.painted(&format!("{statement}{places} ← {before}"), "");
        self.painted_line(&format!("{mark}  {text}"), 1);
        words
            .details
            .iter()
            .for_each(|detail| self.line(detail, 3, ""));
    }

    fn editions(&mut self, editions: &[EditionView]) {
        if editions.is_empty() {
            return;
        }
        self.heading(&self.say.editions);
        let kind = widest(editions.iter().map(|edition| &edition.kind));
        for edition in editions {
            let kind = flush_left(&edition.kind, kind);
            self.line(&format!("{kind}  {}", edition.names), 1, "");
            edition
                .reasons
                .iter()
                .for_each(|reason| self.line(reason, 3, ""));
            edition
                .facts
                .iter()
                .for_each(|fact| self.line(fact, 3, DIM));
        }
    }

    fn prose(&mut self, sections: &[ProseDiffView]) {
        if sections.is_empty() {
            return;
        }
        self.heading(&self.say.prose);
        sections
            .iter()
            .for_each(|section| self.prose_section(section));
    }

    fn prose_section(&mut self, section: &ProseDiffView) {
        self.line(&section.heading, 1, "");
        let widest = widest(section.changes.iter().map(|change| &change.words));
        for change in &section.changes {
            let words = flush_left(&change.words, widest);
            let sentence = self.sentence(change);
            self.painted_line(&format!("{}  {sentence}", visible_line(&words)), 2);
            change
                .marks
                .iter()
                .for_each(|mark| self.line(&format!("! {}", mark.words), 4, YELLOW));
        }
    }

    /// Marks deletions and insertions with brackets too, so that they are visible without colour.
    fn sentence(&self, change: &ChangeView) -> String {
        let segments = change.segments.iter().map(|segment| match segment.kind {
            "deleted" => self.painted(&format!("[-{}-]", segment.text), RED),
            "inserted" => self.painted(&format!("{{+{}+}}", segment.text), GREEN),
            _ => self.painted(&segment.text, ""),
        });
        segments.collect()
    }

    /// The mark of a verdict, followed by the given words.
    fn marked(&self, verdict: &str, words: &str) -> String {
        let (mark, paint) = match verdict {
            "holds" => ("✓", GREEN),
            "fails" => ("✗", RED),
            "excepted" => ("○", YELLOW),
            _ => ("?", YELLOW),
        };
        self.painted(format!("{mark} {words}").trim_end(), paint)
    }
}

fn values(line: &LineView) -> String {
    if line.before == line.after {
        line.after.clone()
    } else {
        format!("{} → {}", line.before, line.after)
    }
}
