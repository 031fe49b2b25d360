//! Reads the templates in a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::DirEntry;
use std::io;
use std::path::Path;

use crate::diagnostic::Words;
use crate::emit::Backend;
use crate::formats::NamedFormat;
use crate::invisible::shown;

use super::place::real;
use super::project::{Bounds, allowed_by_real_folder};
use super::read::{beginning, unreadable};
use super::sources::entries;

/// The greatest length of a template in bytes. The built-in page has twenty thousand.
const LONGEST_TEMPLATE: usize = 1 << 20;

/// The templates in a folder that are used, by file name: those that replace built-in ones, and
/// those that a used one names. Other files, such as pictures, are not read.
///
/// # Errors
/// If the folder or a template cannot be read, a template is too long or a link out of the folder
/// and of the folders of `--root`, or the folder contains no files.
pub fn templates(bounds: &Bounds, folder: &Path) -> Result<BTreeMap<String, String>, Words> {
    let mut open: Vec<String> = Backend::ALL
        .iter()
        .filter_map(|backend| backend.template_file())
        .collect();
    let entries = entries(folder).map_err(|error| unreadable(folder, &error))?;
    // What has the name of a template and is no file is an error, not skipped.
    let is_folder = |entry: &DirEntry| entry.path().is_dir();
    let mut unread: BTreeSet<String> = entries
        .iter()
        .filter_map(|entry| Some((entry, entry.file_name().into_string().ok()?)))
        .filter(|(entry, name)| open.contains(name) || !is_folder(entry))
        .map(|(_, name)| name)
        .collect();
    if unread.is_empty() {
        let folder = shown(folder);
        return Err(Words::new(
            format!("模板目录 {folder} 为空"),
            format!("the template folder {folder} is empty"),
        ));
    }
    let mut templates = BTreeMap::new();
    while let Some(name) = open.pop() {
        if !unread.remove(&name) {
            continue;
        }
        let text = template(bounds, &folder.join(&name))?;
        open.extend(
            unread
                .iter()
                .filter(|other| text.contains(other.as_str()))
                .cloned(),
        );
        templates.insert(name, text);
    }
    Ok(templates)
}

fn template(bounds: &Bounds, path: &Path) -> Result<String, Words> {
    let (folder, place) = (path.parent().unwrap_or(path), real(path));
    if path.is_symlink() && !place.starts_with(real(folder)) && !bounds.is_in_roots(&place) {
        return Err(outside(path));
    }
    let unreadable = |error: io::Error| unreadable(path, &error);
    let bytes = beginning(path, LONGEST_TEMPLATE).map_err(unreadable)?;
    if bytes.len() > LONGEST_TEMPLATE {
        let (name, limit) = (shown(path), LONGEST_TEMPLATE >> 20);
        return Err(Words::new(
            format!("模板 {name} 过大，上限为 {limit} MB"),
            format!("the template {name} is too large: the limit is {limit} MB"),
        ));
    }
    String::from_utf8(bytes).map_err(|_| unreadable(io::ErrorKind::InvalidData.into()))
}

/// The pages show what a template includes, so a link out of the folder could publish any file.
fn outside(path: &Path) -> Words {
    let (name, allowed) = (shown(path), allowed_by_real_folder());
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
