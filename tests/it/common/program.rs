//! A running `gdr` process and its output.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::folder::Folder;

/// The longest wait for anything, on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(120);

impl Folder {
    pub fn start(&self, line: &str) -> Program {
        let mut command = self.command();
        command
            .args(["--lang", "en"])
            .args(line.split_whitespace())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut process = command.spawn().expect("gdr starts");
        let (sender, lines) = channel();
        send_lines(
            process.stdout.take().expect("standard output is piped"),
            sender.clone(),
        );
        send_lines(
            process.stderr.take().expect("standard error is piped"),
            sender,
        );
        Program { process, lines }
    }
}

fn send_lines(stream: impl Read + Send + 'static, sender: Sender<String>) {
    let lines = BufReader::new(stream).lines();
    thread::spawn(move || {
        lines
            .map_while(Result::ok)
            .for_each(|line| drop(sender.send(line)));
    });
}

pub struct Program {
    process: Child,
    lines: Receiver<String>,
}

impl Program {
    /// The output up to the first line that contains a text.
    pub fn until(&self, words: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        let mut printed = String::new();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let line = self
                .lines
                .recv_timeout(left)
                .unwrap_or_else(|_| panic!("{words:?} is never printed:\n{printed}"));
            printed += &line;
            printed.push('\n');
            if line.contains(words) {
                return printed;
            }
        }
    }

    /// Waits for the end of the process and returns the remaining output.
    pub fn end(mut self) -> (ExitStatus, String) {
        let status = self.process.wait().expect("gdr exits");
        (status, self.lines.iter().map(|line| line + "\n").collect())
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
