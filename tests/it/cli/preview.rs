//! `gdr preview` as seen by browsers, and by malicious clients. The test with a real browser is in
//! `browser.rs`.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::example_alone;
use crate::common::folder::Folder;
use crate::common::program::{PATIENCE, Program};

/// A running preview and its port.
struct Preview {
    folder: Folder,
    _program: Program,
    port: u16,
}

/// A parsed response.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Preview {
    fn of(name: &str, text: &str, options: &str) -> Preview {
        let folder = Folder::new(name);
        folder.save("a.gdr", text);
        let program = folder.start(&format!("preview a.gdr {options}"));
        let printed = program.until("preview at http://127.0.0.1:");
        let port = printed
            .rsplit("127.0.0.1:")
            .next()
            .and_then(|rest| rest.split('/').next())
            .and_then(|port| port.parse().ok());
        Preview {
            folder,
            _program: program,
            port: port.expect("the port is printed"),
        }
    }

    fn connect(&self) -> TcpStream {
        let stream =
            TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("the server listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("the timeout is set");
        stream
    }

    /// The response to these bytes.
    fn answer(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        let _ = stream.write_all(request);
        let _ = stream.shutdown(Shutdown::Write);
        Answer::read(&mut stream)
    }

    fn ask(&self, method: &str, target: &str) -> Answer {
        self.answer(
            format!(
                "{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
                self.port
            )
            .as_bytes(),
        )
    }

    fn page(&self) -> String {
        self.ask("GET", "/").body
    }

    /// Saves a file, and returns the first page after it that contains a text.
    fn save(&self, name: &str, text: &str, words: &str) -> String {
        let mut page = self.page();
        self.folder.save(name, text);
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            let target = format!("/changes?since={}", version(&page));
            let answer = self.ask("GET", &target);
            assert!(
                answer.head.contains("text/event-stream") && answer.body.starts_with("retry:"),
                "{}",
                answer.body
            );
            if answer.body.contains("data: changed") {
                page = self.page();
                if page.contains(words) {
                    return page;
                }
            }
        }
        panic!("{words:?} never appears: {page}");
    }
}

impl Answer {
    fn read(stream: &mut TcpStream) -> Answer {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("the server responds");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let (head, body) = text
            .split_once("\r\n\r\n")
            .unwrap_or_else(|| panic!("invalid response: {text:?}"));
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .expect("a status");
        Answer {
            status,
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }
}

/// The version stated in a page.
fn version(page: &str) -> &str {
    page.split("data-version=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a version")
}

fn sound() -> String {
    example_alone("pingtan-2021")
}

#[test]
fn the_page_is_that_of_build() {
    let text = sound().replacen("行政许可 2293", "行政许可 ?", 1);
    let preview = Preview::of("preview-page", &text, "");
    let page = preview.page();
    assert_eq!(
        preview.folder.start("build a.gdr --draft").end().0.code(),
        Some(0)
    );
    let (start, end) = (
        page.find("<aside").expect("a warning"),
        page.find("</body>").expect("an end"),
    );
    assert_eq!(
        preview.folder.read("a.html"),
        format!("{}{}", &page[..start], &page[end..])
    );
    assert!(
        page[start..end].contains("<details class=\"others\">"),
        "warnings are folded"
    );
}

#[test]
fn only_the_page_is_served() {
    let preview = Preview::of("preview-only", &sound(), "");
    let page = preview.ask("GET", "/");
    assert_eq!(page.status, 200);
    assert!(
        page.head
            .contains("Content-Security-Policy: default-src 'none'; script-src 'self'"),
        "{}",
        page.head
    );
    assert!(!page.body.contains("<aside"), "there are no diagnostics");
    let head = preview.ask("HEAD", "/");
    assert_eq!(
        (head.status, head.head, head.body.as_str()),
        (200, page.head, "")
    );
    assert!(
        preview
            .ask("GET", "/preview.js")
            .body
            .contains("EventSource")
    );
    for target in [
        "/a.gdr",
        "/../a.gdr",
        "/..%2fa.gdr",
        "//etc/passwd",
        "/etc/passwd",
        "/index.html",
        "/favicon.ico",
    ] {
        let answer = preview.ask("GET", target);
        assert_eq!((answer.status, answer.body.as_str()), (404, ""), "{target}");
    }
    for method in ["POST", "PUT", "OPTIONS", "get"] {
        assert_eq!(preview.ask(method, "/").status, 405, "{method}");
    }
    let foreign = preview.answer(
        format!(
            "GET / HTTP/1.1\r\nHost: evil.example:{}\r\n\r\n",
            preview.port
        )
        .as_bytes(),
    );
    assert_eq!((foreign.status, foreign.body.as_str()), (403, ""));
}

#[test]
fn invalid_requests_are_refused_and_do_not_block_others() {
    let preview = Preview::of("preview-garbage", &sound(), "");
    for garbage in [
        "\r\n\r\n",
        "GET\r\n\r\n",
        "\0\0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost",
        "\u{feff}GET / FTP\r\n\r\n",
    ] {
        assert_eq!(
            preview.answer(garbage.as_bytes()).status,
            400,
            "{garbage:?}"
        );
    }
    assert_eq!(preview.answer(b"\xff\xfe\r\n\r\n").status, 400);
    assert_eq!(preview.answer(&[b'a'; 9000]).status, 431);
    // More connections than the limit, which send nothing.
    let silent: Vec<TcpStream> = (0..80).map(|_| preview.connect()).collect();
    drop(silent);
    let slow: Vec<TcpStream> = (0..8).map(|_| preview.connect()).collect();
    wait_for_room(&preview);
    assert!(
        preview.page().contains("2293"),
        "slow clients do not block others"
    );
    drop(slow);
}

/// Pages that wait for a change take turns if there are many.
#[test]
fn many_open_pages_do_not_block_the_preview() {
    let preview = Preview::of("preview-many", &sound(), "");
    let page = preview.page();
    let request = format!(
        "GET /changes?since={} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
        version(&page),
        preview.port
    );
    let mut open: Vec<TcpStream> = Vec::new();
    for _ in 0..70 {
        let mut stream = preview.connect();
        stream
            .write_all(request.as_bytes())
            .expect("the request is sent");
        let mut begin = [0; 12];
        stream.read_exact(&mut begin).expect("an answer");
        assert_eq!(&begin, b"HTTP/1.1 200");
        open.push(stream);
    }
    let begun = Instant::now();
    assert_eq!(preview.page(), page);
    assert!(begun.elapsed() < Duration::from_secs(10), "{begun:?}");
    preview
        .folder
        .save("a.gdr", &sound().replacen("27 |", "28 |", 1));
    let [mut crowded, mut changed] = [0, 0];
    for mut stream in open {
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("an answer");
        crowded += usize::from(text.contains("retry: 3000"));
        changed += usize::from(text.contains("data: changed"));
    }
    assert_eq!(crowded + changed, 70);
    assert!(crowded >= 60 && changed >= 5, "{crowded}, {changed}");
}

/// Waits until a request is answered, which shows that closed connections are gone.
fn wait_for_room(preview: &Preview) {
    let request = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", preview.port);
    let deadline = Instant::now() + PATIENCE;
    loop {
        let mut stream = preview.connect();
        let mut bytes = Vec::new();
        if stream
            .write_all(request.as_bytes())
            .and_then(|()| stream.read_to_end(&mut bytes))
            .is_ok_and(|number| number > 0)
        {
            return;
        }
        assert!(
            Instant::now() < deadline,
            "connections are not closed in time"
        );
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn changes_are_pushed_and_errors_are_below_the_last_page_without_errors() {
    let preview = Preview::of("preview-changes", &sound(), "");
    let first = preview.page();
    let page = preview.save("a.gdr", &sound().replacen("27 |", "28 |", 1), "G0401");
    assert_ne!(version(&page), version(&first));
    assert!(page.contains("<td>27</td>"), "{page}");
    assert!(page.contains("<mark class=\"own\">28</mark>"), "{page}");

    let hostile = "</details></aside><script>alert(1)</script>";
    let text = sound().replacen("行政许可 2293", &format!("行政许可 \"{hostile}\""), 1);
    let page = preview.save("a.gdr", &text, "&lt;script&gt;alert(1)");
    assert!(!page.contains("<script>"), "{page}");

    assert_eq!(preview.save("a.gdr", &sound(), "</main>\n<script"), first);
}

#[test]
fn changed_settings_are_reported() {
    let folder = Folder::new("preview-settings");
    folder.save("gdr.toml", "");
    folder.save("a.gdr", &sound());
    let gdr = folder.start("preview a.gdr");
    gdr.until("took");
    folder.save("gdr.toml", "lang = \"zh\"\n");
    gdr.until("gdr.toml has changed");
}

#[test]
fn a_report_that_never_compiled_has_only_a_panel() {
    let preview = Preview::of(
        "preview-alone",
        "report disclosure 2021\n<blink>",
        "--template t",
    );
    let page = preview.page();
    assert!(
        page.contains("cannot read t") && page.contains("class=\"alone\""),
        "{page}"
    );
    let page = preview.save("t/report.html", "<p>{{ title }}</p>", "blink");
    assert!(
        page.contains("class=\"alone\"") && !page.contains("<blink>"),
        "{page}"
    );
    let page = preview.save("a.gdr", &sound(), "平潭");
    assert!(
        page.starts_with("<p>平潭"),
        "a page without an end tag is served too: {page}"
    );
}

#[test]
fn it_requires_a_file_and_a_free_port() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = taken.local_addr().expect("the address is known").port();
    let folder = Folder::new("preview-usage");
    folder.save("a.gdr", &sound());
    for (line, words) in [
        ("preview b.gdr", "cannot read b.gdr".to_owned()),
        ("preview .", "found the folder .".to_owned()),
        (
            &format!("preview a.gdr --port {port}"),
            format!("cannot use port {port}"),
        ),
        ("preview a.gdr --port 80", "80".to_owned()),
        ("preview", "FILE".to_owned()),
    ] {
        let (status, printed) = folder.start(line).end();
        assert!(
            status.code() == Some(2) && printed.contains(&words),
            "{line}: {printed}"
        );
    }
}

/// The text of another file is not on the page either.
#[test]
fn no_other_file_is_shown() {
    let preview = Preview::of(
        "foreign",
        "report disclosure 2021\nuse \"/etc/passwd\"\n",
        "",
    );
    let page = preview.page();
    assert!(page.contains("it is not a .gdr file"), "{page}");
    assert!(!page.contains("root:"), "{page}");
}
