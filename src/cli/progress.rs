//! The progress of a long run: one line on the terminal, updated in place, and cleared before other
//! output.

use std::io::{IsTerminal, Write, stderr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::{Language, Words};

/// The delay before the line first appears, and between updates.
const PAUSE: Duration = Duration::from_millis(200);

/// A counter that several threads update.
pub(super) struct Progress {
    line: Option<Mutex<StatusLine>>,
    done: AtomicUsize,
    of: usize,
    language: Language,
}

impl Progress {
    /// Progress over `of` items; hidden for a single item or if standard error is not a terminal.
    pub(super) fn new(of: usize, language: Language) -> Progress {
        let is_shown = of > 1
            && stderr().is_terminal()
            && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        Progress {
            line: is_shown.then(|| Mutex::new(StatusLine::new(Instant::now()))),
            done: AtomicUsize::new(0),
            of,
            language,
        }
    }

    /// Hidden progress, for output that programs read.
    pub(super) fn silent() -> Progress {
        Progress {
            line: None,
            done: AtomicUsize::new(0),
            of: 0,
            language: Language::default(),
        }
    }

    /// Counts one item.
    pub(super) fn step(&self) {
        let Some(line) = &self.line else { return };
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        // Skip the update if another thread is writing the line or the last update is recent.
        if let Ok(mut line) = line.try_lock() {
            let text = || words(done, self.of).of(self.language).to_owned();
            line.write(&mut stderr().lock(), Instant::now(), text);
        }
    }

    /// Clears the line before other output.
    pub(super) fn wipe(&self) {
        if let Some(line) = &self.line {
            line.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .wipe(&mut stderr().lock());
        }
    }
}

fn words(done: usize, of: usize) -> Words {
    Words::new(
        format!("检查 {done}/{of} …"),
        format!("checking {done}/{of} …"),
    )
}

/// The line as currently shown on the terminal.
struct StatusLine {
    written: Instant,
    width: usize,
}

impl StatusLine {
    fn new(now: Instant) -> StatusLine {
        StatusLine {
            written: now,
            width: 0,
        }
    }

    fn write(&mut self, terminal: &mut impl Write, now: Instant, text: impl FnOnce() -> String) {
        if now.saturating_duration_since(self.written) < PAUSE {
            return;
        }
        self.wipe(terminal);
        let text = text();
        // A closed terminal is not an error.
        let _ = write!(terminal, "{text}").and_then(|()| terminal.flush());
        (self.written, self.width) = (now, text.width());
    }

    fn wipe(&mut self, terminal: &mut impl Write) {
        if self.width > 0 {
            let _ = write!(terminal, "\r{:1$}\r", "", self.width).and_then(|()| terminal.flush());
            self.width = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The terminal output of updates at these times, in milliseconds.
    fn drawn(line: &mut StatusLine, begun: Instant, times: &[u64]) -> String {
        let mut terminal = Vec::new();
        for &time in times {
            line.write(&mut terminal, begun + Duration::from_millis(time), || {
                words(time as usize, 9999).of_zh().to_owned()
            });
        }
        String::from_utf8(terminal).expect("UTF-8")
    }

    #[test]
    fn the_line_is_updated_in_place_and_not_too_often() {
        let begun = Instant::now();
        let mut line = StatusLine::new(begun);
        assert_eq!(drawn(&mut line, begun, &[0, 100, 199]), "");
        assert_eq!(drawn(&mut line, begun, &[200, 201, 399]), "检查 200/9999 …");
        let blank = " ".repeat("检查 200/9999 …".width());
        assert_eq!(
            drawn(&mut line, begun, &[400]),
            format!("\r{blank}\r检查 400/9999 …")
        );
    }

    #[test]
    fn the_line_is_cleared_once() {
        let begun = Instant::now();
        let mut line = StatusLine::new(begun);
        let mut terminal = Vec::new();
        line.wipe(&mut terminal);
        assert!(terminal.is_empty());
        drawn(&mut line, begun, &[200]);
        line.wipe(&mut terminal);
        line.wipe(&mut terminal);
        assert_eq!(
            String::from_utf8(terminal).expect("UTF-8"),
            format!("\r{:1$}\r", "", "检查 200/9999 …".width())
        );
    }
}
