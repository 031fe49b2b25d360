//! The program serves the pages of its reports.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

fn fetch(path: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("the address of the listener");
    thread::spawn(move || reports::serve(&listener));
    let mut connection = TcpStream::connect(address).expect("the server listens");
    connection
        .write_all(format!("GET {path} HTTP/1.0\r\n\r\n").as_bytes())
        .expect("the request is sent");
    let mut answer = String::new();
    connection
        .read_to_string(&mut answer)
        .expect("an answer in UTF-8");
    answer
}

#[test]
fn a_page_is_served() {
    let answer = fetch("/2024.html");
    assert!(answer.starts_with("HTTP/1.0 200 OK\r\n"), "{answer}");
    assert!(answer.contains("青禾街道办事处"), "{answer}");
    assert!(
        answer.contains("#8a1c1c"),
        "the color of the template: {answer}"
    );
}

#[test]
fn figures_are_served_as_json() {
    let answer = fetch("/2024.json");
    let body = answer.split_once("\r\n\r\n").expect("a body").1;
    assert!(
        body.contains("\"previous\": {"),
        "last year's report was read: {body}"
    );
}

#[test]
fn an_unknown_page_is_not_found() {
    assert!(fetch("/2019.html").starts_with("HTTP/1.0 404"));
}
