//! Changes to a file in the format of `patch` and git.

use std::iter::zip;

/// The maximum number of lines, from the first to the last change, that are compared one by one. If
/// there are more, they become a single change, as comparing them would take too long.
const MOST_LINES: usize = 10_000;

/// The number of unchanged lines shown around a change.
const CONTEXT: usize = 2;

/// The patch from `old` to `new`; `None` if they are equal.
pub(super) fn patch(name: &str, old: &str, new: &str) -> Option<String> {
    if old == new {
        return None;
    }
    let lines = [old, new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let header = [format!("a/{name}"), format!("b/{name}")];
    let patch = match Middle::of(&lines) {
        middle if middle.ends.iter().sum::<usize>() - 2 * middle.start > MOST_LINES => {
            middle.patch(&lines, &header)
        }
        _ => similar::TextDiff::from_lines(old, new)
            .unified_diff()
            .context_radius(CONTEXT)
            .header(&header[0], &header[1])
            .to_string(),
    };
    Some(patch.trim_end_matches('\n').to_owned())
}

/// The lines between the common start and the common end of two texts.
struct Middle {
    start: usize,
    ends: [usize; 2],
}

impl Middle {
    fn of([old, new]: &[Vec<&str>; 2]) -> Middle {
        let start = zip(old, new).take_while(|(old, new)| old == new).count();
        let end = zip(old[start..].iter().rev(), new[start..].iter().rev())
            .take_while(|(old, new)| old == new)
            .count();
        Middle {
            start,
            ends: [old.len() - end, new.len() - end],
        }
    }

    /// The patch with the whole middle as one change.
    fn patch(&self, lines: &[Vec<&str>; 2], header: &[String; 2]) -> String {
        let [old, new] = lines;
        let from = self.start.saturating_sub(CONTEXT);
        let after = &old[self.ends[0]..];
        let after = &after[..after.len().min(CONTEXT)];
        let [old_length, new_length] = self.ends.map(|end| end + after.len() - from);
        let first = from + 1;
        let mut patch = format!(
            "--- {}\n+++ {}\n@@ -{first},{old_length} +{first},{new_length} @@\n",
            header[0], header[1]
        );
        let changed = [
            (' ', &old[from..self.start]),
            ('-', &old[self.start..self.ends[0]]),
            ('+', &new[self.start..self.ends[1]]),
        ];
        for (sign, lines) in changed.into_iter().chain([(' ', after)]) {
            for line in lines {
                patch.push(sign);
                patch.push_str(line);
                if !line.ends_with('\n') {
                    patch.push_str("\n\\ No newline at end of file\n");
                }
            }
        }
        patch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_difference_is_one_change() {
        let number = MOST_LINES / 2 + 1;
        let text = |word: &str| {
            format!(
                "一\n二\n三\n{}四\n五\n六\n",
                format!("{word}\n").repeat(number)
            )
        };
        let patch = patch("a", &text("甲"), &text("乙")).expect("they differ");
        let length = number + 2 * CONTEXT;
        assert!(patch.starts_with(&format!(
            "--- a/a\n+++ b/a\n@@ -2,{length} +2,{length} @@\n 二\n 三\n-甲\n"
        )));
        assert!(patch.ends_with("+乙\n 四\n 五"));
        assert_eq!(patch.lines().count(), 3 + 2 * number + 2 * CONTEXT);
    }
}
