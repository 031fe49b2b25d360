//! `gdr` as it goes on running, and what it says meanwhile.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take on a machine that is busy.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A folder of a test's own, empty.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    /// Writes a file as careful editors do: beside it first, then in its place.
    pub fn save(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
        let beside = path.with_extension("new");
        fs::write(&beside, text).and_then(|()| fs::rename(&beside, &path)).expect("it is saved");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn remove(&self, name: &str) {
        let path = self.0.join(name);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.expect("it is removed");
    }

    pub fn start(&self, line: &str) -> Program {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gdr"));
        command.current_dir(&self.0).args(["--lang", "en"]).args(line.split_whitespace());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("gdr runs");
        let (sender, lines) = channel();
        send_lines(process.stdout.take().expect("it is piped"), sender.clone());
        send_lines(process.stderr.take().expect("it is piped"), sender);
        Program { process, lines }
    }
}

fn send_lines(stream: impl Read + Send + 'static, sender: Sender<String>) {
    let lines = BufReader::new(stream).lines();
    thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(sender.send(line))));
}

pub struct Program {
    process: Child,
    lines: Receiver<String>,
}

impl Program {
    /// What it says up to a line that has certain words.
    pub fn until(&self, words: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        let mut said = String::new();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let line = self.lines.recv_timeout(left).unwrap_or_else(|_| panic!("it never says {words:?}:\n{said}"));
            said += &line;
            said.push('\n');
            if line.contains(words) {
                return said;
            }
        }
    }

    /// What it says until it has ended.
    pub fn end(mut self) -> (ExitStatus, String) {
        let status = self.process.wait().expect("it ends");
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
