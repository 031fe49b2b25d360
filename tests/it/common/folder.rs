//! Folders in which tests run `gdr`, and what comes of it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

/// Where a test has its folders. Tests run beside each other in one process, each on a thread that
/// is called as the test is.
fn place() -> PathBuf {
    let thread = std::thread::current();
    let test = thread.name().expect("a test has a name");
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(test.replace("::", "/"))
}

/// An empty folder of a test. Other folders of the test have other names.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = place().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
        fs::write(path, text).expect("it is written");
    }

    /// Writes a file as careful editors do: beside it first, then in its place.
    pub fn save(&self, name: &str, text: &str) {
        let beside = format!("{name}.new");
        self.write(&beside, text);
        fs::rename(self.path(&beside), self.path(name)).expect("it is saved");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn remove(&self, name: &str) {
        let path = self.path(name);
        if path.is_dir() {
            fs::remove_dir_all(path)
        } else {
            fs::remove_file(path)
        }
        .expect("it is removed");
    }

    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Every file below, with `/` between the names.
    pub fn files(&self) -> Vec<String> {
        let (mut files, mut folders) = (Vec::new(), vec![self.0.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(
                        path.strip_prefix(&self.0)
                            .expect("below")
                            .to_string_lossy()
                            .replace('\\', "/"),
                    );
                }
            }
        }
        files.sort();
        files
    }

    /// The files that are built.
    pub fn built(&self) -> Vec<String> {
        self.files()
            .into_iter()
            .filter(|file| {
                [".html", ".md", ".json"]
                    .iter()
                    .any(|extension| file.ends_with(extension))
            })
            .collect()
    }

    /// A file that was last written long ago.
    pub fn age(&self, name: &str) -> SystemTime {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let file = fs::File::options()
            .write(true)
            .open(self.path(name))
            .expect("it is there");
        file.set_modified(time).expect("its time is set");
        time
    }

    pub fn modified(&self, name: &str) -> SystemTime {
        fs::metadata(self.path(name))
            .and_then(|metadata| metadata.modified())
            .expect("it is there")
    }

    /// `gdr` here.
    pub fn command(&self) -> Command {
        gdr(&self.0)
    }

    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        Run::of(self.command().args(arguments).output().expect("it runs"))
    }

    pub fn gdr(&self, line: &str) -> Run {
        self.run(line.split_whitespace())
    }

    /// The same in a folder below.
    pub fn gdr_in(&self, below: &str, line: &str) -> Run {
        Run::of(
            self.command()
                .current_dir(self.path(below))
                .args(line.split_whitespace())
                .output()
                .expect("it runs"),
        )
    }
}

/// `gdr` in a folder, without what the machine says of languages and colours.
pub fn gdr(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gdr"));
    command.current_dir(folder).stdin(Stdio::null());
    for variable in [
        "GDR_LANG",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
    ] {
        command.env_remove(variable);
    }
    command
}

/// What came of a run.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub said: String,
}

impl Run {
    pub fn of(output: Output) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Run {
            code: output.status.code(),
            out: text(output.stdout),
            said: text(output.stderr),
        }
    }

    /// Both of what the next two assert.
    pub fn assert(&self, code: i32, words: &str) {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(self.says(words), "{words}: {self:?}");
    }

    pub fn assert_code(self, code: i32) -> Run {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }

    pub fn assert_says(self, words: &str) -> Run {
        assert!(self.says(words), "{words}: {self:?}");
        self
    }

    fn says(&self, words: &str) -> bool {
        self.said.contains(words) || self.out.contains(words)
    }
}
