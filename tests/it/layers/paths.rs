//! Finds what each file of `src` uses. It reads `use` declarations, including grouped ones, and
//! paths in code that begin with `crate`, `super` or an imported name. Items that a module
//! re-exports from a child count as the child's.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// Whether a path is a module, or an item or submodule of it.
pub fn is_within(path: &str, module: &str) -> bool {
    let rest = path.strip_prefix(module);
    module.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

// === The crate ===

/// A module of the crate that is used, or an item of one.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    pub module: String,
    pub item: Option<String>,
}

impl Target {
    pub fn path(&self) -> String {
        let item = self.item.as_deref();
        item.map_or(self.module.clone(), |item| child(&self.module, item))
    }

    pub fn is_function(&self) -> bool {
        let first = self.item.as_ref().and_then(|item| item.chars().next());
        first.is_some_and(char::is_lowercase)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.item {
            Some(item) => write!(f, "`{item}` of `{}`", self.module),
            None => write!(f, "`{}`", self.module),
        }
    }
}

/// The files of `src` as modules, with what they use. The path of the root is empty.
pub struct Crate {
    files: BTreeMap<String, SourceFile>,
    uses: BTreeSet<(String, Target)>,
    external_uses: BTreeSet<(String, String)>,
}

impl Crate {
    /// The library crate: all files of `src` except `main.rs`, which is a crate of its own.
    pub fn read() -> Crate {
        Crate::new(sources().into_iter().filter(|(name, _)| name != "main.rs"))
    }

    pub fn new(sources: impl IntoIterator<Item = (String, String)>) -> Crate {
        let files = sources.into_iter().map(|(name, text)| {
            let module = match name.trim_end_matches(".rs") {
                "lib" => String::new(),
                name => name.replace('/', "::"),
            };
            let file = SourceFile::new(&text, module.is_empty());
            (module, file)
        });
        let mut crate_ = Crate {
            files: files.collect(),
            uses: BTreeSet::new(),
            external_uses: BTreeSet::new(),
        };
        crate_.resolve();
        crate_
    }

    /// The top-level modules.
    pub fn layers(&self) -> impl Iterator<Item = &str> {
        let modules = self.files.keys().filter(|module| !module.contains("::"));
        modules.map(|module| if module.is_empty() { "lib" } else { module })
    }

    /// Each module with each target that it uses in another.
    pub fn uses(&self) -> impl Iterator<Item = (&str, &Target)> {
        self.uses.iter().map(|(user, used)| (user.as_str(), used))
    }

    /// Each module with each path outside the crate that it uses.
    pub fn external_uses(&self) -> impl Iterator<Item = (&str, &str)> {
        let uses = self.external_uses.iter();
        uses.map(|(user, path)| (user.as_str(), path.as_str()))
    }

    fn resolve(&mut self) {
        for (module, file) in &self.files {
            for path in &file.paths {
                match self.absolute(module, path) {
                    Ok(segments) => {
                        let target = self.target(segments);
                        if target.module != *module {
                            self.uses.insert((module.clone(), target));
                        }
                    }
                    Err(external) => {
                        let path = external.join("::");
                        self.external_uses.insert((module.clone(), path));
                    }
                }
            }
        }
    }

    /// The path of a module from the root; an error with the path if it leads outside the crate.
    fn absolute(&self, module: &str, path: &UsedPath) -> Result<Vec<String>, Vec<String>> {
        let segments = module.split("::").filter(|segment| !segment.is_empty());
        let mut base: Vec<String> = segments.map(str::to_owned).collect();
        let mut depth = path.depth;
        let first = path.segments.first().map_or("", String::as_str);
        let is_child = self.files.contains_key(&child(module, first));
        match first {
            "crate" => base.clear(),
            "self" | "super" => {}
            _ if depth == 0 && is_child => {}
            _ => {
                let file = self.files.get(module);
                let import = file.and_then(|file| file.imports.get(first));
                return match import {
                    Some(import) if import.segments.first() != path.segments.first() => {
                        let mut import = import.clone();
                        import
                            .segments
                            .extend(path.segments.iter().skip(1).cloned());
                        self.absolute(module, &import)
                    }
                    _ if is_child => Ok([base, path.segments.clone()].concat()),
                    _ => Err(path.segments.clone()),
                };
            }
        }
        for segment in &path.segments {
            match segment.as_str() {
                "crate" | "self" => {}
                "super" if depth > 0 => depth -= 1,
                "super" => drop(base.pop()),
                _ => base.push(segment.clone()),
            }
        }
        Ok(base)
    }

    /// The module and the item named by a path that starts at the root.
    fn target(&self, segments: Vec<String>) -> Target {
        let mut module = String::new();
        let mut rest = segments.as_slice();
        while let Some((first, after)) = rest.split_first()
            && self.files.contains_key(&child(&module, first))
        {
            module = child(&module, first);
            rest = after;
        }
        let Some(item) = rest.first() else {
            return Target { module, item: None };
        };
        if let Some(from_child) = self.handed_on(&module, item) {
            let more = rest.iter().skip(1).cloned();
            return self.target(from_child.into_iter().chain(more).collect());
        }
        Target {
            item: Some(item.clone()),
            module,
        }
    }

    /// The path of an item in a child of a module, if the module re-exports it.
    fn handed_on(&self, module: &str, item: &str) -> Option<Vec<String>> {
        let file = self.files.get(module)?;
        let named = file.imports.get(item).cloned();
        let mut from_globs = file.globs.iter().map(|glob| {
            let mut path = glob.clone();
            path.segments.push(item.to_owned());
            path
        });
        let is_in_child = |path: &UsedPath| {
            let segments = self.absolute(module, path).ok()?;
            let (_, parents) = segments.split_last()?;
            let parent = parents.join("::");
            let is_below = parent != module && is_within(&parent, module);
            let is_there = |file: &SourceFile| {
                file.items.contains(item) || file.imports.contains_key(item) || named.is_some()
            };
            (is_below && is_there(self.files.get(&parent)?)).then_some(segments)
        };
        match &named {
            Some(path) => is_in_child(path),
            None => from_globs.find_map(|path| is_in_child(&path)),
        }
    }
}

fn child(module: &str, name: &str) -> String {
    if module.is_empty() {
        name.to_owned()
    } else {
        format!("{module}::{name}")
    }
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src can be read") {
            let path: PathBuf = entry.expect("src can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).expect("a path below src");
                let text = fs::read_to_string(&path).expect("src can be read");
                sources.push((name.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    sources
}

// === A file ===

/// The paths in a file, and the items that it defines.
#[derive(Default)]
struct SourceFile {
    paths: Vec<UsedPath>,
    /// The full paths of imported names.
    imports: BTreeMap<String, UsedPath>,
    /// The modules of glob imports.
    globs: Vec<UsedPath>,
    items: BTreeSet<String>,
}

#[derive(Clone)]
struct UsedPath {
    segments: Vec<String>,
    /// The number of inline modules of its file that contain it.
    depth: usize,
}

/// Keywords that precede the name of an item.
const ITEM_WORDS: &[&str] = &[
    "fn",
    "struct",
    "enum",
    "trait",
    "type",
    "const",
    "static",
    "union",
    "macro_rules",
];

impl SourceFile {
    /// Parses a file. Re-exports of the root do not count as uses.
    fn new(text: &str, is_root: bool) -> SourceFile {
        let tokens = tokens(text);
        let mut file = SourceFile::default();
        let mut scopes: Vec<bool> = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at).copied() {
            let depth = scopes.iter().filter(|is_module| **is_module).count();
            let earlier = |back: usize| tokens.get(at.checked_sub(back)?).copied();
            match token {
                "{" => scopes.push(earlier(2) == Some("mod")),
                "}" => drop(scopes.pop()),
                _ => {}
            }
            let (previous, next) = (earlier(1), tokens.get(at + 1).copied());
            at += 1;
            if token == "use" {
                let used = file.paths.len();
                let whole = UsedPath {
                    segments: Vec::new(),
                    depth,
                };
                file.read_tree(&tokens, &mut at, &whole);
                if is_root && previous == Some("pub") {
                    file.paths.truncate(used);
                }
            } else if is_name(token) && previous != Some(".") {
                if scopes.is_empty() && previous.is_some_and(|word| ITEM_WORDS.contains(&word)) {
                    file.items.insert(token.to_owned());
                }
                match next {
                    Some("::") => file.read_path(&tokens, &mut at, depth),
                    Some("!") => file.paths.push(UsedPath {
                        segments: vec![format!("{token}!")],
                        depth,
                    }),
                    _ => {}
                }
            }
        }
        file
    }

    /// Reads a path whose first name has been read.
    fn read_path(&mut self, tokens: &[&str], at: &mut usize, depth: usize) {
        let first = at.checked_sub(1).and_then(|at| tokens.get(at));
        let mut segments: Vec<String> = first.map(|name| (*name).to_owned()).into_iter().collect();
        while tokens.get(*at) == Some(&"::")
            && let Some(next) = tokens.get(*at + 1)
            && is_name(next)
        {
            segments.push((*next).to_owned());
            *at += 2;
        }
        self.paths.push(UsedPath { segments, depth });
    }

    /// Reads the tree of a `use` declaration: `a::{b, c::d as e}`.
    fn read_tree(&mut self, tokens: &[&str], at: &mut usize, prefix: &UsedPath) {
        let (start, mut path) = (*at, prefix.clone());
        let mut name = None;
        while let Some(token) = tokens.get(*at).copied() {
            match token {
                "{" => {
                    while matches!(tokens.get(*at), Some(&("{" | ","))) {
                        *at += 1;
                        self.read_tree(tokens, at, &path);
                    }
                    *at += 1;
                    return;
                }
                "::" => {}
                "as" => {
                    *at += 1;
                    name = tokens.get(*at).map(|alias| (*alias).to_owned());
                }
                "self" if !path.segments.is_empty() => {}
                "*" => self.globs.push(path.clone()),
                token if is_name(token) => path.segments.push(token.to_owned()),
                _ => break,
            }
            *at += 1;
        }
        if *at > start {
            let is_glob = at.checked_sub(1).and_then(|at| tokens.get(at)) == Some(&"*");
            let last = path.segments.last().cloned().filter(|_| !is_glob);
            let name = name.or(last);
            self.imports.extend(name.map(|name| (name, path.clone())));
            if is_glob {
                path.segments.push("*".to_owned());
            }
            self.paths.push(path);
        }
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The tokens of a file without comments and literals.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let skipped = skipped_length(rest, first);
        let length = skipped.unwrap_or_else(|| match first {
            ':' if rest.starts_with("::") => 2,
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        });
        let (token, after) = rest.split_at_checked(length).expect("whole characters");
        if skipped.is_none() {
            tokens.push(token);
        }
        rest = after;
    }
    tokens
}

/// The length of the white space, comment or literal at the start of a text.
fn skipped_length(text: &str, first: char) -> Option<usize> {
    match first {
        c if c.is_whitespace() => Some(c.len_utf8()),
        '/' if text.starts_with("//") => Some(text.find('\n').unwrap_or(text.len())),
        '/' if text.starts_with("/*") => Some(text.find("*/").map_or(text.len(), |end| end + 2)),
        'r' | 'b' | '"' => string_length(text),
        '\'' => Some(quote_length(text)),
        _ => None,
    }
}

/// The length of a string literal: `"…"`, `b"…"`, `r#"…"#`.
fn string_length(text: &str) -> Option<usize> {
    let body = text.trim_start_matches(['b', 'r']);
    let inner = body.trim_start_matches('#').strip_prefix('"')?;
    let start = text.len() - inner.len();
    let hashes = body.len() - inner.len() - 1;
    if text.get(..start)?.contains('r') {
        let end = format!("\"{}", "#".repeat(hashes));
        return Some(start + inner.find(&end)? + end.len());
    }
    let mut is_escaped = false;
    let end = inner.find(|c: char| {
        let is_end = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    })?;
    Some(start + end + 1)
}

/// The length of a character literal, or of the apostrophe of a lifetime.
fn quote_length(text: &str) -> usize {
    let inner = text.strip_prefix('\'').unwrap_or(text);
    let is_escaped = inner.starts_with('\\');
    let content = inner
        .chars()
        .take(if is_escaped { 2 } else { 1 })
        .map(char::len_utf8)
        .sum();
    match inner.get(content..).and_then(|rest| rest.find('\'')) {
        Some(end) if is_escaped || end == 0 => 1 + content + end + 1,
        _ => 1,
    }
}
