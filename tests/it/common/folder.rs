//! Folders in which tests run `gdr`, and the results of the runs.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

/// The parent of a test's folders. Tests run in parallel in one process; the thread of each has the
/// name of the test.
fn place() -> PathBuf {
    let thread = std::thread::current();
    let test = thread.name().expect("a test has a name");
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(test.replace("::", "/"))
}

/// An empty folder of a test. A test gives each of its folders another name.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = place().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("the test folder is created");
        Folder(path)
    }

    /// An empty folder that is in no git repository. The test removes it at its end.
    pub fn outside(name: &str) -> Folder {
        let name = format!("gdr-test-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("the test folder is created");
        Folder(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("the path has a parent"))
            .expect("the folder is created");
        fs::write(path, text).expect("the file is written");
    }

    /// Saves a file as many editors do: writes a temporary file and renames it.
    pub fn save(&self, name: &str, text: &str) {
        let beside = format!("{name}.new");
        self.write(&beside, text);
        fs::rename(self.path(&beside), self.path(name)).expect("the file is saved");
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
        .expect("the file is removed");
    }

    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// The paths of all files in the folder and below, with `/` as separator.
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
                            .expect("a path below the folder")
                            .to_string_lossy()
                            .replace('\\', "/"),
                    );
                }
            }
        }
        files.sort();
        files
    }

    /// The paths of the output files.
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

    /// Sets the modification time of a file to long ago, and returns it.
    pub fn age(&self, name: &str) -> SystemTime {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let file = fs::File::options()
            .write(true)
            .open(self.path(name))
            .expect("the file exists");
        file.set_modified(time).expect("the time is set");
        time
    }

    pub fn modified(&self, name: &str) -> SystemTime {
        fs::metadata(self.path(name))
            .and_then(|metadata| metadata.modified())
            .expect("the file exists")
    }

    /// A command that runs `gdr` in this folder.
    pub fn command(&self) -> Command {
        gdr(&self.0)
    }

    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        Run::of(self.command().args(arguments).output().expect("gdr runs"))
    }

    pub fn gdr(&self, line: &str) -> Run {
        self.run(line.split_whitespace())
    }

    /// Runs `gdr` in a subfolder.
    pub fn gdr_in(&self, below: &str, line: &str) -> Run {
        Run::of(
            self.command()
                .current_dir(self.path(below))
                .args(line.split_whitespace())
                .output()
                .expect("gdr runs"),
        )
    }
}

/// A command that runs `gdr` in a folder, without the environment's settings for language and
/// color.
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

/// The result of a run.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(output: Output) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Run {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Asserts the exit code, and that the output contains a text.
    pub fn assert(&self, code: i32, words: &str) {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(self.prints(words), "{words}: {self:?}");
    }

    pub fn assert_code(self, code: i32) -> Run {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }

    pub fn assert_prints(self, words: &str) -> Run {
        assert!(self.prints(words), "{words}: {self:?}");
        self
    }

    fn prints(&self, words: &str) -> bool {
        self.err.contains(words) || self.out.contains(words)
    }
}
