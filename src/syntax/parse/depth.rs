//! A bound on the recursion of the grammar, whatever the lexical pass takes to be prose.

use memchr::memchr2_iter;

/// Braces and parentheses that may be open at once, in prose too. The lexical pass reports real
/// nesting far earlier; in prose so many are never left open.
const MOST_OPEN: usize = 192;

/// Where braces and parentheses nest deeper than the stack allows.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    memchr2_iter(b'{', b'(', text.as_bytes()).nth(MOST_OPEN)?;
    let mut open = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'{' | b'(' => open += 1,
            b'}' | b')' => open = open.saturating_sub(1),
            _ => (),
        }
        open > MOST_OPEN
    })
}
