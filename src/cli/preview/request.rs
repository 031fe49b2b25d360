//! Requests of a browser. Only the page is served, and only under its own address.

use std::io::Read;
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The longest head of a request, in bytes.
const LONGEST_HEAD: usize = 8 << 10;
/// The time within which the head must arrive.
const READ_TIME: Duration = Duration::from_secs(5);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource {
    Page,
    Script,
    /// Notification when the page no longer has this version.
    Changes(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub target_of: Resource,
    /// Whether the request is for the head of the response only.
    pub is_head: bool,
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestError {
    Malformed,
    /// The request is for another host name that resolves to this machine. The site of that name
    /// could otherwise read the page.
    ForeignHost,
    NotFound,
    Method,
    Slow,
    TooLong,
}

impl RequestError {
    pub fn status(self) -> &'static str {
        match self {
            RequestError::Malformed => "400 Bad Request",
            RequestError::ForeignHost => "403 Forbidden",
            RequestError::NotFound => "404 Not Found",
            RequestError::Method => "405 Method Not Allowed",
            RequestError::Slow => "408 Request Timeout",
            RequestError::TooLong => "431 Request Header Fields Too Large",
        }
    }
}

impl Request {
    /// Reads a request from a stream. `port` is the server's own.
    pub fn read(stream: &mut TcpStream, port: u16) -> Result<Request, RequestError> {
        let deadline = Instant::now() + READ_TIME;
        let mut head = Vec::new();
        let mut buffer = [0; 1024];
        loop {
            if let Some(end) = head.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                return Request::of(&head[..end], port);
            }
            if head.len() > LONGEST_HEAD {
                return Err(RequestError::TooLong);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
                return Err(RequestError::Slow);
            }
            match stream.read(&mut buffer) {
                Ok(0) => return Err(RequestError::Malformed),
                Ok(number) => head.extend_from_slice(&buffer[..number]),
                Err(_) => return Err(RequestError::Slow),
            }
        }
    }

    /// Parses the head of a request without the empty line at its end.
    ///
    /// # Errors
    /// If the request is refused; the error says why.
    pub fn of(head: &[u8], port: u16) -> Result<Request, RequestError> {
        let head = std::str::from_utf8(head).map_err(|_| RequestError::Malformed)?;
        let mut lines = head.split("\r\n");
        let words: Vec<&str> = lines.next().unwrap_or("").split(' ').collect();
        let [method, target, version] = words[..] else {
            return Err(RequestError::Malformed);
        };
        if !version.starts_with("HTTP/1.") {
            return Err(RequestError::Malformed);
        }
        let mut hosts = Vec::new();
        for line in lines {
            let (name, value) = line.split_once(':').ok_or(RequestError::Malformed)?;
            if name.eq_ignore_ascii_case("host") {
                hosts.push(value.trim());
            }
        }
        if hosts.len() != 1 || !is_own(hosts[0], port) {
            return Err(RequestError::ForeignHost);
        }
        if !["GET", "HEAD"].contains(&method) {
            return Err(RequestError::Method);
        }
        let target_of = match target.strip_prefix("/changes?since=") {
            Some(version) => Resource::Changes(version.to_owned()),
            None if target == "/" || target.starts_with("/?") => Resource::Page,
            None if target == "/preview.js" => Resource::Script,
            None => return Err(RequestError::NotFound),
        };
        Ok(Request {
            target_of,
            is_head: method == "HEAD",
        })
    }
}

/// Whether a host is a local name of this machine.
fn is_own(host: &str, port: u16) -> bool {
    let name = host.strip_suffix(&format!(":{port}"));
    name.is_some_and(|name| name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(head: &str) -> Result<Request, RequestError> {
        Request::of(head.as_bytes(), 4321)
    }

    #[test]
    fn page_script_and_changes_are_served() {
        let target_of = |target: &str| {
            request(&format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:4321"))
                .map(|request| request.target_of)
        };
        assert_eq!(target_of("/"), Ok(Resource::Page));
        assert_eq!(target_of("/?at=3"), Ok(Resource::Page));
        assert_eq!(target_of("/preview.js"), Ok(Resource::Script));
        assert_eq!(
            target_of("/changes?since=00ff"),
            Ok(Resource::Changes("00ff".into()))
        );
        for other in [
            "/report.gdr",
            "/../report.gdr",
            "//",
            "/%2e%2e/",
            "*",
            "/changes",
            "http://127.0.0.1:4321/",
        ] {
            assert_eq!(target_of(other), Err(RequestError::NotFound), "{other}");
        }
    }

    #[test]
    fn only_the_own_address_is_answered() {
        let host = |host: &str| {
            request(&format!("GET / HTTP/1.1\r\nhost:{host}")).map(|request| request.target_of)
        };
        assert_eq!(host(" LocalHost:4321 "), Ok(Resource::Page));
        for foreign in [
            "example.com",
            "example.com:4321",
            "127.0.0.1",
            "127.0.0.1:4322",
            "127.0.0.1:4321\r\nHost: example.com",
            "",
        ] {
            assert_eq!(host(foreign), Err(RequestError::ForeignHost), "{foreign}");
        }
        assert_eq!(request("GET / HTTP/1.1"), Err(RequestError::ForeignHost));
    }

    #[test]
    fn invalid_requests_are_refused() {
        for garbage in [
            "",
            "\u{0}",
            "GET",
            "GET /",
            "GET / HTTP/2",
            "GET  / HTTP/1.1",
            "GET / HTTP/1.1\r\nnothing",
        ] {
            assert_eq!(request(garbage), Err(RequestError::Malformed), "{garbage}");
        }
        assert_eq!(
            Request::of(b"GET /\xff HTTP/1.1", 4321),
            Err(RequestError::Malformed)
        );
        assert_eq!(
            request("POST / HTTP/1.1\r\nHost: localhost:4321"),
            Err(RequestError::Method)
        );
    }
}
