//! A bound on the recursion of the grammar. It does not depend on what the lexical pass treats as
//! prose.

use memchr::memchr_iter;

/// The maximum number of open braces. No valid report has so many: the lexical pass reports blocks
/// nested deeper than `DEEPEST`, and each interpolation in prose closes its own brace.
const MOST_OPEN: usize = 192;

/// The offset at which more braces are open than the stack allows. Braces in prose count too,
/// except `{{`, which is text.
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
