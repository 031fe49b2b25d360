//! A browser, driven by `WebDriver`: JSON over HTTP, of which the standard library does all that is
//! needed here.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(120);
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

/// The driver's process, and a browser with a profile of its own.
pub(crate) struct Driver {
    process: Child,
    profile: PathBuf,
    pub browser: Browser,
}

pub(crate) struct Browser {
    port: u16,
    session: String,
    pub version: String,
}

impl Driver {
    /// # Errors
    /// Why there is no browser here.
    pub(crate) fn start() -> Result<Driver, String> {
        let browser = BROWSERS
            .iter()
            .find_map(|name| program(name))
            .ok_or("there is no Chromium here")?;
        let driver = program("chromedriver").ok_or("there is no chromedriver here")?;
        let profile = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("browser-profile-{}", std::process::id()));
        let _ = fs::remove_dir_all(&profile);
        fs::create_dir_all(&profile).map_err(|error| error.to_string())?;
        let mut command = Command::new(driver);
        command
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut process = command.spawn().map_err(|error| error.to_string())?;
        let port = port(&mut process);
        let mut driver = Driver {
            process,
            profile,
            browser: Browser {
                port: 0,
                session: String::new(),
                version: String::new(),
            },
        };
        driver.browser.port = port.ok_or("chromedriver does not say its port")?;
        driver.browser.begin(
            &browser.display().to_string(),
            &driver.profile.display().to_string(),
        )?;
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if !self.browser.session.is_empty() {
            let _ = self.browser.request("DELETE", "", &Value::Null);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

fn program(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// The port that the driver says it listens on.
fn port(process: &mut Child) -> Option<u16> {
    let lines = BufReader::new(process.stdout.take()?).lines();
    let (sender, receiver) = mpsc::channel();
    // It goes on reading, so that the driver can go on writing.
    thread::spawn(move || {
        lines
            .map_while(Result::ok)
            .for_each(|line| drop(sender.send(line)));
    });
    let deadline = Instant::now() + PATIENCE;
    loop {
        let line = receiver
            .recv_timeout(deadline.saturating_duration_since(Instant::now()))
            .ok()?;
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            return port.trim_end_matches('.').parse().ok();
        }
    }
}

impl Browser {
    fn begin(&mut self, binary: &str, profile: &str) -> Result<(), String> {
        let profile = format!("--user-data-dir={profile}");
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1200,900",
            &profile,
        ];
        let options = json!({ "binary": binary, "args": arguments });
        let wanted =
            json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } });
        let value = self.request(
            "POST",
            "",
            &json!({ "capabilities": { "alwaysMatch": wanted } }),
        )?;
        value["sessionId"]
            .as_str()
            .ok_or("the driver gives no session")?
            .clone_into(&mut self.session);
        let capabilities = &value["capabilities"];
        let text = |name: &str| capabilities[name].as_str().unwrap_or("?").to_owned();
        self.version = format!("{} {}", text("browserName"), text("browserVersion"));
        Ok(())
    }

    pub(crate) fn open(&self, address: &str) {
        self.request("POST", "/url", &json!({ "url": address }))
            .expect("the page opens");
    }

    /// What an expression comes to on the page.
    pub(crate) fn value(&self, expression: &str) -> Value {
        self.try_value(expression)
            .unwrap_or_else(|fault| panic!("{expression}: {fault}"))
    }

    fn try_value(&self, expression: &str) -> Result<Value, String> {
        self.request(
            "POST",
            "/execute/sync",
            &json!({ "script": format!("return ({expression})"), "args": [] }),
        )
    }

    pub(crate) fn text(&self, expression: &str) -> String {
        self.value(expression).as_str().expect("a text").to_owned()
    }

    /// Waits until an expression is true. It may fail while the page is exchanged for another.
    pub(crate) fn wait(&self, expression: &str) {
        let deadline = Instant::now() + PATIENCE;
        let mut last = Ok(Value::Null);
        while Instant::now() < deadline {
            last = self.try_value(expression);
            if last == Ok(Value::Bool(true)) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        let page = self.try_value("document.body.innerText");
        panic!("waited in vain for {expression}: {last:?}\n{page:?}");
    }

    /// Shows the page as on a screen, or as on paper.
    pub(crate) fn show_as(&self, medium: &str) {
        let command = json!({ "cmd": "Emulation.setEmulatedMedia", "params": { "media": medium } });
        self.request("POST", "/goog/cdp/execute", &command)
            .expect("the medium is set");
    }

    /// What the browser complained of.
    pub(crate) fn log(&self) -> Vec<String> {
        let log = self
            .request("POST", "/se/log", &json!({ "type": "browser" }))
            .expect("there is a log");
        log.as_array()
            .expect("a list")
            .iter()
            .map(Value::to_string)
            .collect()
    }

    /// The value of the driver's answer.
    fn request(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let session = if self.session.is_empty() {
            String::new()
        } else {
            format!("/{}", self.session)
        };
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let text = self
            .exchange(method, &format!("/session{session}{path}"), &body)
            .map_err(|error| error.to_string())?;
        let answer: Value =
            serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?;
        match answer["value"].get("error") {
            Some(error) => Err(format!("{error}: {}", answer["value"]["message"])),
            None => Ok(answer["value"].clone()),
        }
    }

    /// The body of an answer.
    fn exchange(&self, method: &str, path: &str, body: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let (port, length) = (self.port, body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {length}\r\n\r\n"
        );
        stream.write_all((head + body).as_bytes())?;
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            match line.trim_end().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().unwrap_or(0);
                }
                None if line.trim_end().is_empty() => break,
                _ => {}
            }
        }
        let mut bytes = vec![0; length];
        reader.read_exact(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}
