//! A bound on the recursion of the grammar, whatever the lexical pass takes to be prose.

use memchr::memchr_iter;

/// Blocks that may be open at once. The lexical pass reports them earlier, at `DEEPEST`, and an
/// interpolation in prose closes its brace, so that no valid report has so many.
const MOST_OPEN: usize = 192;

/// Where more braces are open than the stack allows, in prose too. `{{` in prose is text.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    memchr_iter(b'{', text.as_bytes()).nth(MOST_OPEN)?;
    let mut open = 0_usize;
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'{' if bytes.next_if(|&(_, next)| next == b'{').is_none() => open += 1,
            b'}' => open = open.saturating_sub(1),
            _ => (),
        }
        if open > MOST_OPEN {
            return Some(at);
        }
    }
    None
}
