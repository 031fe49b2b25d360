//! Reads the templates in a folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::diagnostic::Words;

use super::place::real;
use super::project::{Bounds, allowed_by_root};
use super::read::unreadable;
use super::sources::entries;

/// The templates in a folder, by file name.
///
/// # Errors
/// If the folder or a file cannot be read, a file is a link out of the folder and of the folders of
/// `--root`, or the folder contains no files.
pub fn templates(bounds: &Bounds, folder: &Path) -> Result<BTreeMap<String, String>, Words> {
    let mut templates = BTreeMap::new();
    let unreadable = |error| unreadable(folder, &error);
    for entry in entries(folder).map_err(unreadable)? {
        let path = entry.path();
        if let Some(name) = path
            .file_name()
            .and_then(|name| name.to_str())
            .filter(|_| path.is_file())
        {
            let place = real(&path);
            if path.is_symlink() && !place.starts_with(real(folder)) && !bounds.is_in_roots(&place)
            {
                return Err(outside(&path, &place));
            }
            let text =
                fs::read_to_string(&path).map_err(|error| self::unreadable(&path, &error))?;
            templates.insert(name.to_owned(), text);
        }
    }
    if templates.is_empty() {
        let folder = folder.display();
        return Err(Words::new(
            format!("模板目录 {folder} 为空"),
            format!("the template folder {folder} is empty"),
        ));
    }
    Ok(templates)
}

/// The pages show what a template includes, so a link out of the folder could publish any file.
fn outside(path: &Path, place: &Path) -> Words {
    let (name, allowed) = (path.display(), allowed_by_root(path, place));
    Words::new(
        format!(
            "{name} 是指向模板目录之外的链接，不予读取；{}",
            allowed.of_zh()
        ),
        format!(
            "{name} is a link out of the folder of templates and is not read; {}",
            allowed.of_en()
        ),
    )
}
