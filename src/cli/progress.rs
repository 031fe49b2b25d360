//! How far a long work is: one line on the terminal, written over, and wiped when there is
//! something else to say.

use std::io::{IsTerminal, Write, stderr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::{Language, Words};

/// The line is written no sooner and no more often.
const PAUSE: Duration = Duration::from_millis(200);

/// Counts what is done, from all threads.
pub struct Progress {
    line: Option<Mutex<StatusLine>>,
    outcome: AtomicUsize,
    of: usize,
    language: Language,
}

impl Progress {
    /// Of so many things; none is shown of one, nor where nobody looks.
    pub fn new(of: usize, language: Language) -> Progress {
        let is_looked_at = of > 1
            && stderr().is_terminal()
            && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        Progress {
            line: is_looked_at.then(|| Mutex::new(StatusLine::new(Instant::now()))),
            outcome: AtomicUsize::new(0),
            of,
            language,
        }
    }

    /// Without a word, for what programs read.
    pub fn silent() -> Progress {
        Progress {
            line: None,
            outcome: AtomicUsize::new(0),
            of: 0,
            language: Language::default(),
        }
    }

    /// One more is done.
    pub fn step(&self) {
        let Some(line) = &self.line else { return };
        let outcome = self.outcome.fetch_add(1, Ordering::Relaxed) + 1;
        // Another thread is at it, or it is too soon.
        if let Ok(mut line) = line.try_lock() {
            let text = || words(outcome, self.of).of(self.language).to_owned();
            line.write(&mut stderr().lock(), Instant::now(), text);
        }
    }

    /// Makes room for something else.
    pub fn wipe(&self) {
        if let Some(line) = &self.line {
            line.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .wipe(&mut stderr().lock());
        }
    }
}

fn words(outcome: usize, of: usize) -> Words {
    Words::new(
        format!("检查 {outcome}/{of} …"),
        format!("checking {outcome}/{of} …"),
    )
}

/// The line as it stands on the terminal.
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
        // A terminal that has gone away is no error.
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

    /// What is on the terminal after lines at these milliseconds.
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
    fn the_line_is_written_seldom_and_over_itself() {
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
    fn the_line_is_wiped_once() {
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
