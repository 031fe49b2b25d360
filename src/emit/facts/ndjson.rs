//! One JSON object a line.

use super::FactLine;

pub fn line(text: &mut String, line: &FactLine) -> Result<(), String> {
    text.push_str(&serde_json::to_string(line).map_err(|error| error.to_string())?);
    text.push('\n');
    Ok(())
}
