//! Facts as JSON, one object per line.

use super::FactLine;

pub(super) fn line(text: &mut String, line: &FactLine) -> Result<(), String> {
    text.push_str(&serde_json::to_string(line).map_err(|error| error.to_string())?);
    text.push('\n');
    Ok(())
}
