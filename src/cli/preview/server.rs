//! Gives the page to browsers of this machine. Every connection is answered once, in bounded time.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::page::Shown;
use super::request::{Request, RequestError, Resource};
use crate::cli::Error;
use crate::diagnostic::Words;

/// How many connections there are at once, a thread each.
const MOST_CONNECTIONS: usize = 32;
/// How long a browser waits for a change before it asks again.
const LONGEST_WAIT: Duration = Duration::from_secs(20);
/// How long an answer may take to be taken.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long the end of what a browser says is waited for, when it has its answer.
const FAREWELL: Duration = Duration::from_millis(500);

/// The script is our own; a page has its style in it and nothing from elsewhere.
const HEADERS: &str = "Connection: close\r\n\
    Cache-Control: no-store\r\n\
    Content-Security-Policy: default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; img-src data:; \
    font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Referrer-Policy: no-referrer\r\n\
    X-Content-Type-Options: nosniff\r\n";

pub struct Server {
    port: u16,
    board: Arc<Board>,
}

/// Where the page hangs, and those wait who want to see the next.
struct Board {
    shown: Mutex<Shown>,
    changed: Condvar,
}

impl Server {
    /// Serves a page on a port, or on one that is free.
    ///
    /// # Errors
    /// Why it cannot, in words.
    pub fn start(port: Option<u16>, shown: Shown) -> Result<Server, Error> {
        let cannot = |error: io::Error| match port {
            Some(port) => Words::new(
                format!("不能用端口 {port}：{error}"),
                format!("cannot use the port {port}: {error}"),
            ),
            None => Words::new(
                format!("不能开始预览：{error}"),
                format!("cannot begin the preview: {error}"),
            ),
        };
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, port.unwrap_or(0))).map_err(cannot)?;
        let port = listener.local_addr().map_err(cannot)?.port();
        let board = Arc::new(Board {
            shown: Mutex::new(shown),
            changed: Condvar::new(),
        });
        let server = Server {
            port,
            board: board.clone(),
        };
        thread::Builder::new()
            .spawn(move || accept(&listener, port, &board))
            .map_err(cannot)?;
        Ok(server)
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Shows another page.
    pub fn show(&self, shown: Shown) {
        *self.board.lock() = shown;
        self.board.changed.notify_all();
    }
}

impl Board {
    fn lock(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the page is another than that of a version. Whether it is.
    fn is_other_than(&self, version: &str) -> bool {
        let is_same = |shown: &mut Shown| shown.version == version;
        let waited = self
            .changed
            .wait_timeout_while(self.lock(), LONGEST_WAIT, is_same);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

/// One thread for each connection, as long as there are few. The others are closed.
fn accept(listener: &TcpListener, port: u16, board: &Arc<Board>) {
    let place = Arc::new(());
    for stream in listener.incoming() {
        let Ok(mut stream) = stream else {
            // There may be no more files to open, for a while.
            thread::sleep(FAREWELL);
            continue;
        };
        if Arc::strong_count(&place) <= MOST_CONNECTIONS {
            let (board, place) = (board.clone(), place.clone());
            let serve = move || {
                // A browser that has gone away is no error.
                let _ = answer(&mut stream, port, &board).and_then(|()| part(&mut stream));
                drop(place);
            };
            drop(thread::Builder::new().spawn(serve));
        }
    }
}

fn answer(stream: &mut TcpStream, port: u16, board: &Board) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
    let Request { target_of, is_head } = match Request::read(stream, port) {
        Ok(request) => request,
        Err(refusal) => return refuse(stream, refusal),
    };
    match target_of {
        Resource::Page => {
            let html = board.lock().html.clone();
            whole(stream, "text/html", &html, is_head)
        }
        Resource::Script => whole(
            stream,
            "text/javascript",
            include_str!("preview.js"),
            is_head,
        ),
        Resource::Changes(version) => {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{HEADERS}\r\n"
            )?;
            if !is_head {
                stream.write_all(b"retry: 500\n\n")?;
                if board.is_other_than(&version) {
                    stream.write_all(b"data: changed\n\n")?;
                }
            }
            Ok(())
        }
    }
}

fn whole(stream: &mut TcpStream, kind: &str, text: &str, is_head: bool) -> io::Result<()> {
    let length = text.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {length}\r\n{HEADERS}\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(if is_head { b"" } else { text.as_bytes() })
}

fn refuse(stream: &mut TcpStream, refusal: RequestError) -> io::Result<()> {
    let allow = if refusal == RequestError::Method {
        "Allow: GET, HEAD\r\n"
    } else {
        ""
    };
    write!(
        stream,
        "HTTP/1.1 {}\r\nContent-Length: 0\r\n{allow}{HEADERS}\r\n",
        refusal.status()
    )
}

/// Ends a connection so that the answer arrives: what was still being said is heard out first.
fn part(stream: &mut TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let deadline = Instant::now() + FAREWELL;
    let mut rest = [0; 1024];
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        // A timeout of nothing would be none.
        stream.set_read_timeout(Some(left.max(Duration::from_millis(1))))?;
        if left.is_zero() || stream.read(&mut rest)? == 0 {
            return Ok(());
        }
    }
}
