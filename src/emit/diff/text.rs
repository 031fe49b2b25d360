//! A difference on a terminal: columns aligned by the width of their characters.

use unicode_width::UnicodeWidthStr;

use super::lines::{LineView, SectionDiffView};
use super::sentences::{ChangeView, ProseDiffView};
use super::steps::LinkView;
use super::view::{CheckView, DiffView};

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const YELLOW: &str = "\x1b[33m";
const PLAIN: &str = "\x1b[0m";

pub fn of(view: &DiffView, color: bool) -> String {
    let mut page = TextPage {
        text: String::new(),
        color,
    };
    page.line(&format!("{} → {}", view.old, view.new), 0, BOLD);
    page.line(&view.verdict, 0, "");
    view.notices
        .iter()
        .for_each(|notice| page.line(&format!("! {notice}"), 0, YELLOW));
    page.chain(view);
    view.sections
        .iter()
        .for_each(|section| page.section(view, section));
    page.checks(view);
    page.editions(view);
    page.prose(view);
    page.text
}

struct TextPage {
    text: String,
    color: bool,
}

impl TextPage {
    fn painted(&self, text: &str, paint: &str) -> String {
        if self.color && !paint.is_empty() {
            format!("{paint}{text}{PLAIN}")
        } else {
            text.to_owned()
        }
    }

    fn line(&mut self, text: &str, depth: usize, paint: &str) {
        let painted = self.painted(text.trim_end(), paint);
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(&painted);
        self.text.push('\n');
    }

    fn heading(&mut self, text: &str) {
        self.text.push('\n');
        self.line(text, 0, BOLD);
    }

    fn chain(&mut self, view: &DiffView) {
        if view.chain.is_empty() {
            return;
        }
        self.heading(&view.say.chain);
        view.chain.iter().for_each(|link| self.link(view, link));
    }

    fn link(&mut self, view: &DiffView, link: &LinkView) {
        let (mark, paint) = mark(link.verdict);
        let mark = self.painted(&format!("{mark} {}", link.verdict_words), paint);
        self.line(&format!("{mark}  {}", link.statement), 1, "");
        let widest = link
            .steps
            .iter()
            .map(|step| step.places.width())
            .max()
            .unwrap_or(0);
        for step in &link.steps {
            let (mark, paint) = self::mark(step.verdict);
            let mark = self.painted(mark, paint);
            let places = padded(&step.places, widest);
            let gap = if widest == 0 { "" } else { "  " };
            self.line(&format!("{mark} {places}{gap}{}", step.text), 3, "");
        }
        if link.folded > 0 {
            self.line(&format!("… {} {}", link.folded, view.say.folded), 3, DIM);
        }
    }

    fn section(&mut self, view: &DiffView, section: &SectionDiffView) {
        self.heading(&section.label);
        let width = |cell: fn(&LineView) -> String| {
            section
                .lines
                .iter()
                .map(|line| cell(line).width())
                .max()
                .unwrap_or(0)
        };
        let name = width(|line| line.name.clone());
        let values = width(values);
        let difference = width(|line| line.difference.clone());
        let percent = width(|line| line.percent.clone());
        for line in &section.lines {
            let cells = [
                padded(&line.name, name),
                padded(&self::values(line), values),
                flush_right(&line.difference, difference),
                flush_right(&line.percent, percent),
                line.text.clone(),
            ];
            self.line(&cells.join("  "), 1, if line.is_changed { "" } else { DIM });
        }
        self.unfilled(view, section.unfilled);
    }

    fn unfilled(&mut self, view: &DiffView, number: usize) {
        if number > 0 {
            self.line(&format!("… {number} {}", view.say.unfilled), 1, DIM);
        }
    }

    fn checks(&mut self, view: &DiffView) {
        if view.checks.is_empty() && view.unfilled_checks == 0 {
            return;
        }
        self.heading(&view.say.checks);
        for CheckView {
            state,
            verdict,
            statement,
            places,
            before,
            details,
            ..
        } in &view.checks
        {
            let (mark, paint) = mark(verdict);
            let mark = self.painted(&format!("{mark} {state}"), paint);
            let places = if places.is_empty() {
                String::new()
            } else {
                format!(" [{places}]")
            };
            self.line(&format!("{mark}  {statement}{places} ← {before}"), 1, "");
            details.iter().for_each(|detail| self.line(detail, 3, ""));
        }
        self.unfilled(view, view.unfilled_checks);
    }

    fn editions(&mut self, view: &DiffView) {
        if view.editions.is_empty() {
            return;
        }
        self.heading(&view.say.editions);
        let kind = view
            .editions
            .iter()
            .map(|edition| edition.kind.width())
            .max()
            .unwrap_or(0);
        for edition in &view.editions {
            self.line(
                &format!("{}  {}", padded(&edition.kind, kind), edition.names),
                1,
                "",
            );
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

    fn prose(&mut self, view: &DiffView) {
        if view.prose.is_empty() {
            return;
        }
        self.heading(&view.say.prose);
        view.prose
            .iter()
            .for_each(|section| self.prose_section(section));
    }

    fn prose_section(&mut self, section: &ProseDiffView) {
        self.line(&section.heading, 1, "");
        let widest = section
            .changes
            .iter()
            .map(|change| change.words.width())
            .max()
            .unwrap_or(0);
        for change in &section.changes {
            let sentence = self.sentence(change);
            self.line(
                &format!("{}  {sentence}", padded(&change.words, widest)),
                2,
                "",
            );
            change
                .marks
                .iter()
                .for_each(|mark| self.line(&format!("! {}", mark.words), 4, YELLOW));
        }
    }

    /// What was deleted and inserted has brackets, as it is to be read without colour.
    fn sentence(&self, change: &ChangeView) -> String {
        let segments = change.segments.iter().map(|segment| match segment.kind {
            "deleted" => self.painted(&format!("[-{}-]", segment.text), RED),
            "inserted" => self.painted(&format!("{{+{}+}}", segment.text), GREEN),
            _ => segment.text.clone(),
        });
        segments.collect()
    }
}

fn mark(verdict: &str) -> (&'static str, &'static str) {
    match verdict {
        "holds" => ("✓", GREEN),
        "fails" => ("✗", RED),
        "excepted" => ("○", YELLOW),
        _ => ("?", YELLOW),
    }
}

fn values(line: &LineView) -> String {
    if line.before == line.after {
        line.after.clone()
    } else {
        format!("{} → {}", line.before, line.after)
    }
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn flush_right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}
