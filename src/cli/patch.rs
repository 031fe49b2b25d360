//! Changes to a file, as `patch` and git take them.

use similar::TextDiff;

/// How many lines are compared with each other, which takes as long as their number times that of the changes.
const MOST_LINES: usize = 4096;

/// How many lines that are the same stand around changes.
const CONTEXT: usize = 2;

/// What changes between two texts. None where nothing does.
pub fn patch(name: &str, old: &str, new: &str) -> Option<String> {
    if old == new {
        return None;
    }
    let (from, to) = (format!("a/{name}"), format!("b/{name}"));
    let piece = Piece::of(old, new);
    let patch = match piece.old.len().max(piece.new.len()) > MOST_LINES {
        true => format!("--- {from}\n+++ {to}\n{}", piece.hunk()),
        false => TextDiff::from_lines(old, new).unified_diff().context_radius(CONTEXT).header(&from, &to).to_string(),
    };
    Some(patch.trim_end_matches('\n').to_owned())
}

/// All lines between those that are the same at the beginning and at the end.
struct Piece<'t> {
    /// How many are the same before it.
    start: usize,
    before: Vec<&'t str>,
    old: Vec<&'t str>,
    new: Vec<&'t str>,
    behind: Vec<&'t str>,
}

impl<'t> Piece<'t> {
    fn of(old: &'t str, new: &'t str) -> Piece<'t> {
        let [mut old, mut new] = [old, new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
        let start = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
        let same = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(one, other)| one == other).count();
        let mut behind = old.split_off(old.len() - same);
        behind.truncate(CONTEXT);
        new.truncate(new.len() - same);
        let mut before = old;
        let old = before.split_off(start);
        before.drain(..start.saturating_sub(CONTEXT));
        Piece { start, before, old, new: new.split_off(start), behind }
    }

    /// It as one change.
    fn hunk(&self) -> String {
        let around = self.before.len() + self.behind.len();
        let first = self.start - self.before.len();
        // An empty range is named by the line before it.
        let range = |number: usize| format!("{},{number}", first + usize::from(number > 0));
        let mut hunk = format!("@@ -{} +{} @@\n", range(self.old.len() + around), range(self.new.len() + around));
        for (sign, lines) in [(' ', &self.before), ('-', &self.old), ('+', &self.new), (' ', &self.behind)] {
            for line in lines {
                let end = if line.ends_with('\n') { "" } else { "\n\\ No newline at end of file\n" };
                hunk.extend([sign.to_string().as_str(), line, end]);
            }
        }
        hunk
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_has_what_is_around_it() {
        let lines = |middle: &str| format!("1\n2\n3\n{middle}7\n8\n9");
        let hunk = |old: &str, new: &str| Piece::of(old, new).hunk();
        assert_eq!(hunk(&lines("4\n"), &lines("a\nb\n")), "@@ -2,5 +2,6 @@\n 2\n 3\n-4\n+a\n+b\n 7\n 8\n");
        assert_eq!(hunk("", "1\n"), "@@ -0,0 +1,1 @@\n+1\n");
        assert_eq!(hunk("1\n1\n", "1\n"), "@@ -1,2 +1,1 @@\n 1\n-1\n");
        let end = "\n\\ No newline at end of file\n";
        assert_eq!(hunk("1\n2", "1\n3"), format!("@@ -1,2 +1,2 @@\n 1\n-2{end}+3{end}"));
    }

    /// Many lines are not compared with each other, and the patch is one all the same.
    #[test]
    fn a_long_change_is_one_piece() {
        let text = |middle: &str| format!("first\n{}last\n", format!("{middle}\n").repeat(MOST_LINES + 1));
        let patch = patch("a.gdr", &text("old"), &text("new")).expect("it changes");
        assert!(patch.starts_with("--- a/a.gdr\n+++ b/a.gdr\n@@ -1,4099 +1,4099 @@\n first\n-old\n"), "{}", &patch[..80]);
        assert!(patch.ends_with("\n+new\n last"), "{}", &patch[patch.len() - 40..]);
    }
}
