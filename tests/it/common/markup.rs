//! A strict parser of the built pages: every tag must be closed, every attribute quoted, every
//! special character escaped.

/// A part of a page.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    Open {
        name: String,
        attributes: Vec<(String, String)>,
    },
    Close(String),
    Text(String),
}

impl Piece {
    pub fn opens(&self, expected: &str) -> bool {
        matches!(self, Piece::Open { name, .. } if name == expected)
    }

    pub fn closes(&self, expected: &str) -> bool {
        matches!(self, Piece::Close(name) if name == expected)
    }

    pub fn attribute(&self, requested: &str) -> Option<&str> {
        let Piece::Open { attributes, .. } = self else {
            return None;
        };
        attributes
            .iter()
            .find(|(name, _)| name == requested)
            .map(|(_, value)| value.as_str())
    }
}

/// Elements without an end tag.
const VOID: &[&str] = &["meta", "br", "hr"];

/// Parses a page.
///
/// # Panics
/// If it is not well-formed.
pub fn pieces(html: &str) -> Vec<Piece> {
    let html = html.strip_prefix("<!DOCTYPE html>").unwrap_or(html);
    let mut pieces = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let text = if open.last().is_some_and(|name| name == "style") {
            rest.find("</style")
        } else {
            rest.find('<')
        };
        let (text, after) = rest.split_at(text.unwrap_or(rest.len()));
        if !text.is_empty() {
            pieces.push(Piece::Text(unescape(text)));
        }
        rest = after;
        if rest.is_empty() {
            break;
        }
        let end = tag_end(rest);
        pieces.push(tag(&rest[1..end], &mut open));
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "not closed: {open:?}");
    pieces
}

/// The end of a tag: the first `>` outside quotes.
fn tag_end(text: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at,
            _ => {}
        }
    }
    panic!("unterminated tag: {text:.60}");
}

fn tag(text: &str, open: &mut Vec<String>) -> Piece {
    if let Some(name) = text.strip_prefix('/') {
        assert_eq!(open.pop().as_deref(), Some(name), "unexpected end tag");
        return Piece::Close(name.to_owned());
    }
    let text = text.strip_suffix(" /").unwrap_or(text);
    let (name, attributes) = text.split_once(' ').unwrap_or((text, ""));
    assert!(
        name.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()),
        "invalid name: <{name}"
    );
    if !VOID.contains(&name) {
        open.push(name.to_owned());
    }
    Piece::Open {
        name: name.to_owned(),
        attributes: self::attributes(attributes),
    }
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, after) = rest
            .split_once("=\"")
            .unwrap_or_else(|| panic!("invalid attribute: {rest}"));
        let (value, after) = after
            .split_once('"')
            .unwrap_or_else(|| panic!("unterminated attribute: {rest}"));
        let is_name = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        assert!(is_name, "invalid attribute name: {name}");
        attributes.push((name.to_owned(), unescape(value)));
        rest = after.trim_start();
    }
    attributes
}

const ENTITIES: &[(&str, char)] = &[
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&amp;", '&'),
    ("&quot;", '"'),
    ("&#39;", '\''),
    ("&#x27;", '\''),
    ("&#x2F;", '/'),
];

/// Replaces entities by their characters.
fn unescape(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        result.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
        let (entity, character) = entity.unwrap_or_else(|| panic!("unescaped &: {rest:.40}"));
        result.push(*character);
        rest = &rest[entity.len()..];
    }
    result + rest
}
