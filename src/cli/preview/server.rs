//! Serves the page to browsers on this machine. Every connection gets one response, in bounded
//! time.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::page::Shown;
use super::request::{Request, RequestError, Resource};
use crate::cli::Error;
use crate::diagnostic::Words;

/// The maximum number of open connections. Each has a thread. Others wait, for no longer than a
/// request may take.
const MOST_CONNECTIONS: usize = 64;
/// The maximum number of open pages that wait for a change at the same time. A browser has six
/// connections to a server, so that one is left to load a page. If more pages are open, they take
/// turns.
const MOST_WAITING: usize = 5;
/// How long a request waits for a change; then the browser asks again.
const LONGEST_WAIT: Duration = Duration::from_secs(20);
/// The time within which the browser must read a response.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to read the rest of a request after the response.
const DRAIN_TIME: Duration = Duration::from_millis(500);

/// Allows this server's script and inline styles only, nothing from other hosts.
const HEADERS: &str = "Connection: close\r\n\
    Cache-Control: no-store\r\n\
    Content-Security-Policy: default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; img-src data:; \
    font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Referrer-Policy: no-referrer\r\n\
    X-Content-Type-Options: nosniff\r\n";

pub(super) struct Server {
    port: u16,
    shared: Arc<SharedPage>,
}

/// The current page, and a condition variable for requests that wait for the next one.
struct SharedPage {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    shown: Shown,
    /// The numbers of the requests that wait, oldest first.
    waiting: VecDeque<u64>,
    /// The number of the next request that waits.
    next: u64,
}

/// Why a request does not wait any longer.
enum Waited {
    /// The page has another version.
    Changed,
    /// It has waited long enough.
    Unchanged,
    /// Too many requests wait, and this one is the oldest.
    Crowded,
}

impl Server {
    /// Serves a page on a port; without one, on a free port.
    ///
    /// # Errors
    /// If the port cannot be used.
    pub(super) fn start(port: Option<u16>, shown: Shown) -> Result<Server, Error> {
        let cannot = |error: io::Error| match port {
            Some(port) => Words::new(
                format!("无法使用端口 {port}：{error}"),
                format!("cannot use port {port}: {error}"),
            ),
            None => Words::new(
                format!("无法启动预览：{error}"),
                format!("cannot start the preview: {error}"),
            ),
        };
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, port.unwrap_or(0))).map_err(cannot)?;
        let port = listener.local_addr().map_err(cannot)?.port();
        let shared = Arc::new(SharedPage {
            state: Mutex::new(State {
                shown,
                waiting: VecDeque::new(),
                next: 0,
            }),
            changed: Condvar::new(),
        });
        let server = Server {
            port,
            shared: shared.clone(),
        };
        thread::Builder::new()
            .spawn(move || accept(&listener, port, &shared))
            .map_err(cannot)?;
        Ok(server)
    }

    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Replaces the page.
    pub(super) fn show(&self, shown: Shown) {
        self.shared.lock().shown = shown;
        self.shared.changed.notify_all();
    }
}

impl SharedPage {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the page has another version, but not longer than `LONGEST_WAIT`, and not if
    /// too many others wait.
    fn wait_for_other_than(&self, version: &str) -> Waited {
        let mut state = self.lock();
        let number = state.next;
        state.next += 1;
        state.waiting.push_back(number);
        if state.waiting.len() > MOST_WAITING {
            state.waiting.pop_front();
            self.changed.notify_all();
        }
        let goes_on =
            |state: &mut State| state.shown.version == version && state.waiting.contains(&number);
        let mut state = self
            .changed
            .wait_timeout_while(state, LONGEST_WAIT, goes_on)
            .unwrap_or_else(PoisonError::into_inner)
            .0;
        let is_crowded = !state.waiting.contains(&number);
        state.waiting.retain(|other| *other != number);
        match state.shown.version == version {
            false => Waited::Changed,
            true if is_crowded => Waited::Crowded,
            true => Waited::Unchanged,
        }
    }
}

/// How many connections are open.
#[derive(Default)]
struct Connections {
    open: Mutex<usize>,
    closed: Condvar,
}

impl Connections {
    /// Waits until another connection may be open, and counts it.
    fn enter(self: &Arc<Self>) -> OpenConnection {
        let is_full = |open: &mut usize| *open >= MOST_CONNECTIONS;
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let open = self.closed.wait_while(open, is_full);
        *open.unwrap_or_else(PoisonError::into_inner) += 1;
        OpenConnection(self.clone())
    }
}

/// A connection that is counted until it is dropped.
struct OpenConnection(Arc<Connections>);

impl Drop for OpenConnection {
    fn drop(&mut self) {
        let open = self.0.open.lock();
        *open.unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.closed.notify_one();
    }
}

/// Starts a thread for each connection. Connections over the limit wait for their turn.
fn accept(listener: &TcpListener, port: u16, shared: &Arc<SharedPage>) {
    let connections = Arc::new(Connections::default());
    for stream in listener.incoming() {
        let Ok(mut stream) = stream else {
            // The process may have run out of file descriptors for a while.
            thread::sleep(DRAIN_TIME);
            continue;
        };
        let (shared, connection) = (shared.clone(), connections.enter());
        let serve = move || {
            // A browser that disconnects is not an error.
            let _ = answer(&mut stream, port, &shared).and_then(|()| close(&mut stream));
            drop(connection);
        };
        drop(thread::Builder::new().spawn(serve));
    }
}

fn answer(stream: &mut TcpStream, port: u16, shared: &SharedPage) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
    let Request { target_of, is_head } = match Request::read(stream, port) {
        Ok(request) => request,
        Err(refusal) => return refuse(stream, refusal),
    };
    match target_of {
        Resource::Page => {
            let html = shared.lock().shown.html.clone();
            respond(stream, "text/html", &html, is_head)
        }
        Resource::Script => respond(
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
                stream.write_all(match shared.wait_for_other_than(&version) {
                    Waited::Changed => b"data: changed\n\n",
                    Waited::Unchanged => b"",
                    // The page asks again later, so that pages do not displace each other at once.
                    Waited::Crowded => b"retry: 3000\n\n",
                })?;
            }
            Ok(())
        }
    }
}

fn respond(stream: &mut TcpStream, kind: &str, text: &str, is_head: bool) -> io::Result<()> {
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

/// Closes a connection. Reads the rest of the request first: closing with unread data could discard
/// the response.
fn close(stream: &mut TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let deadline = Instant::now() + DRAIN_TIME;
    let mut rest = [0; 1024];
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        // The timeout must not be zero.
        stream.set_read_timeout(Some(left.max(Duration::from_millis(1))))?;
        if left.is_zero() || stream.read(&mut rest)? == 0 {
            return Ok(());
        }
    }
}
