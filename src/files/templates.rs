//! Reads the templates in a folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::diagnostic::Words;
use crate::invisible::shown;

use super::read::unreadable;
use super::sources::entries;

/// The templates in a folder, by file name.
///
/// # Errors
/// If the folder or a file cannot be read, or the folder contains no files.
pub fn templates(folder: &Path) -> Result<BTreeMap<String, String>, Words> {
    let mut templates = BTreeMap::new();
    let unreadable = |error| unreadable(folder, &error);
    for entry in entries(folder).map_err(unreadable)? {
        let path = entry.path();
        if let Some(name) = path
            .file_name()
            .and_then(|name| name.to_str())
            .filter(|_| path.is_file())
        {
            let text =
                fs::read_to_string(&path).map_err(|error| self::unreadable(&path, &error))?;
            templates.insert(name.to_owned(), text);
        }
    }
    if templates.is_empty() {
        let folder = shown(folder);
        return Err(Words::new(
            format!("模板目录 {folder} 为空"),
            format!("the template folder {folder} is empty"),
        ));
    }
    Ok(templates)
}
