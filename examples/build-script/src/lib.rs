//! Serves the pages that the build script compiled: `cargo run`, then open
//! <http://127.0.0.1:8020/2024.html>.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

/// The pages by name, each compiled into the program.
pub const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// Answers requests for pages, one at a time.
pub fn serve(listener: &TcpListener) {
    for connection in listener.incoming().flatten() {
        // A client that disconnects is not an error.
        let _ = answer(connection);
    }
}

fn answer(mut connection: TcpStream) -> io::Result<()> {
    let mut request = String::new();
    BufReader::new(&connection).read_line(&mut request)?;
    let requested = request
        .split_whitespace()
        .nth(1)
        .unwrap_or_default()
        .trim_start_matches('/');
    let (status, kind, text) = match PAGES.iter().find(|(name, _)| *name == requested) {
        Some((name, text)) if name.ends_with(".json") => ("200 OK", "application/json", *text),
        Some((_, text)) => ("200 OK", "text/html; charset=utf-8", *text),
        None => (
            "404 Not Found",
            "text/plain; charset=utf-8",
            "no such page\n",
        ),
    };
    let length = text.len();
    write!(
        connection,
        "HTTP/1.0 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{text}"
    )
}
