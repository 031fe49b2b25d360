//! Lines of a source with comments. They are aligned later, by `fmt`.

/// A name followed by its values.
pub(super) fn row(name: &str, cells: &[String], comment: &str) -> String {
    commented(format!("{name} {}", cells.join(" ")), comment)
}

/// The line that opens a block.
pub(super) fn open(head: &str, comment: &str) -> String {
    commented(format!("{head} {{"), comment)
}

pub(super) fn close() -> String {
    String::from("}")
}

pub(super) fn comment(words: &str) -> String {
    format!("// {words}")
}

fn commented(line: String, words: &str) -> String {
    if words.is_empty() {
        line
    } else {
        format!("{line} // {words}")
    }
}
