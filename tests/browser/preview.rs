//! `gdr preview` in a temporary folder.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// `gdr preview` of a report in a temporary folder.
pub struct Preview {
    program: Child,
    report: PathBuf,
    pub address: String,
}

impl Preview {
    pub fn of(text: &str) -> Preview {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the test folder is created");
        fs::write(folder.join("report.gdr"), text).expect("the report is written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_gdr"));
        command
            .args(["preview", "report.gdr", "--lang", "en"])
            .current_dir(&folder);
        let mut program = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("gdr starts");
        let mut line = String::new();
        BufReader::new(program.stdout.take().expect("standard output is piped"))
            .read_line(&mut line)
            .expect("gdr prints the address");
        let address = line
            .split_whitespace()
            .find(|word| word.starts_with("http://"))
            .expect("an address")
            .to_owned();
        Preview {
            program,
            report: folder.join("report.gdr"),
            address,
        }
    }

    /// Saves the report as many editors do: writes a temporary file and renames it.
    pub fn save(&self, text: &str) {
        let beside = self.report.with_extension("new");
        fs::write(&beside, text)
            .and_then(|()| fs::rename(&beside, &self.report))
            .expect("the report is saved");
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
