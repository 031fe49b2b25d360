//! Reads the settings in `gdr.toml`. Each setting has one row in `ROWS`, and the same name as its
//! command-line option.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Project;
use crate::cli::{language, options, output};
use crate::diagnostic::{Diagnostic, Outcome, Words, catalog};
use crate::emit::Backend;
use crate::files;
use crate::resolve::{closest, proposal, suggest};
use crate::source::{Place, Source, Span};

struct SettingRow {
    name: &'static str,
    /// A valid value.
    example: &'static str,
    read: fn(&mut SettingsReader, &Setting),
}

const ROWS: &[SettingRow] = &[
    SettingRow {
        name: "paths",
        example: "[\"reports\"]",
        read: |reader, setting| reader.project.paths = reader.sources(setting),
    },
    SettingRow {
        name: "out",
        example: "\"site\"",
        read: |reader, setting| {
            reader.project.out = reader
                .text(setting)
                .and_then(|text| reader.path(setting, &text));
        },
    },
    SettingRow {
        name: "to",
        example: "[\"html\", \"md\"]",
        read: |reader, setting| reader.project.to = reader.backends(setting),
    },
    SettingRow {
        name: "template",
        example: "\"templates\"",
        read: |reader, setting| reader.project.template = reader.folder(setting),
    },
    SettingRow {
        name: "lang",
        example: "\"zh\"",
        read: |reader, setting| reader.language(setting),
    },
    SettingRow {
        name: "deny",
        example: "[\"warnings\"]",
        read: |reader, setting| {
            reader.project.overrides.denied = reader.codes(setting, &[options::WARNINGS]);
        },
    },
    SettingRow {
        name: "allow",
        example: "[\"G0603\"]",
        read: |reader, setting| reader.project.overrides.allowed = reader.codes(setting, &[]),
    },
];

/// A setting as written.
struct Setting<'t> {
    row: &'static SettingRow,
    value: &'t Spanned<DeValue<'t>>,
}

/// The text of a quoted value and its place, without the quotes.
struct QuotedValue {
    text: String,
    place: Place,
}

struct SettingsReader<'s> {
    source: &'s Arc<Source>,
    /// The folder that paths are relative to.
    folder: &'s Path,
    project: Project,
    diagnostics: Vec<Diagnostic>,
}

/// The settings in the `gdr.toml` of a folder.
pub fn of_text(source: &Arc<Source>, folder: &Path) -> Outcome<Project> {
    let mut reader = SettingsReader {
        source,
        folder,
        project: Project::default(),
        diagnostics: Vec::new(),
    };
    reader.project.paths.push(output::seen_from_here(folder));
    match DeTable::parse(source.text()) {
        Ok(table) => table
            .get_ref()
            .iter()
            .for_each(|(name, value)| reader.setting(name, value)),
        Err(error) => reader.syntax(&error),
    }
    Outcome {
        value: reader.project,
        diagnostics: reader.diagnostics,
    }
    .sorted()
}

impl SettingsReader<'_> {
    fn setting(&mut self, name: &Spanned<toml::de::DeString<'_>>, value: &Spanned<DeValue<'_>>) {
        if let Some(row) = ROWS.iter().find(|row| row.name == name.get_ref()) {
            (row.read)(self, &Setting { row, value });
        } else {
            let names: Vec<&str> = ROWS.iter().map(|row| row.name).collect();
            let unknown =
                catalog::unknown_setting(self.place(name.span()), &name.get_ref().as_ref());
            self.diagnostics
                .push(suggest(unknown, name.get_ref(), &names));
        }
    }

    fn place(&self, range: std::ops::Range<usize>) -> Place {
        Place::new(self.source, Span::new(range.start, range.end))
    }

    // ── Shapes ───────────────────────────────────────────────────────────────────────────────────

    fn text(&mut self, setting: &Setting) -> Option<QuotedValue> {
        let text = self.text_of(setting.value);
        if text.is_none() {
            self.diagnostics.push(self.misshapen(
                setting,
                setting.value,
                &Words::new("引号中的文字", "a string in quotes"),
            ));
        }
        text
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a non-exhaustive enum of another crate"
    )]
    fn texts(&mut self, setting: &Setting) -> Vec<QuotedValue> {
        let DeValue::Array(values) = setting.value.get_ref() else {
            let diagnostic = self.no_texts(setting, setting.value);
            self.diagnostics.push(match setting.value.get_ref() {
                DeValue::String(_) => in_brackets(diagnostic),
                _ => diagnostic,
            });
            return Vec::new();
        };
        let mut texts = Vec::new();
        for value in values {
            match self.text_of(value) {
                Some(text) => texts.push(text),
                None => self.diagnostics.push(self.no_texts(setting, value)),
            }
        }
        texts
    }

    /// The strings of a list that must not be empty.
    fn some_texts(&mut self, setting: &Setting) -> Vec<QuotedValue> {
        if matches!(setting.value.get_ref(), DeValue::Array(values) if values.is_empty()) {
            self.diagnostics.push(self.no_texts(setting, setting.value));
        }
        self.texts(setting)
    }

    fn no_texts(&self, setting: &Setting, value: &Spanned<DeValue>) -> Diagnostic {
        self.misshapen(
            setting,
            value,
            &Words::new(
                "方括号中的一个或多个文字",
                "one or more strings in brackets",
            ),
        )
    }

    fn misshapen(&self, setting: &Setting, value: &Spanned<DeValue>, shape: &Words) -> Diagnostic {
        let SettingRow { name, example, .. } = setting.row;
        catalog::setting_of_another_shape(self.place(value.span()), name, shape, example)
    }

    fn text_of(&self, value: &Spanned<DeValue>) -> Option<QuotedValue> {
        let DeValue::String(text) = value.get_ref() else {
            return None;
        };
        let whole = value.span();
        let within = self.place(whole.start + 1..whole.end.saturating_sub(1));
        let place = if within.text() == text {
            within
        } else {
            self.place(whole)
        };
        Some(QuotedValue {
            text: text.clone().into_owned(),
            place,
        })
    }

    // ── Values ───────────────────────────────────────────────────────────────────────────────────

    fn backends(&mut self, setting: &Setting) -> Vec<Backend> {
        let names: Vec<&str> = Backend::names().collect();
        let texts = self.some_texts(setting);
        texts
            .iter()
            .filter_map(|text| Backend::of_name(self.choice(setting, text, &names)?))
            .collect()
    }

    fn language(&mut self, setting: &Setting) {
        let Some(text) = self.text(setting) else {
            return;
        };
        let meant = language::meant(&text.text);
        self.project.language = meant
            .or_else(|| self.choice(setting, &text, &language::NAMES))
            .map(language::of_name);
        if let Some(name) = meant.filter(|meant| *meant != text.text) {
            let unknown =
                catalog::no_such_choice(text.place.clone(), &setting.row.name, &text.text);
            self.diagnostics.push(
                unknown
                    .with_help(proposal(name))
                    .with_certain_fix(text.place, name),
            );
        }
    }

    /// Codes, or one of the other values that the setting takes.
    fn codes(&mut self, setting: &Setting, others: &[&'static str]) -> Vec<String> {
        let known = options::codes_and_names();
        let names: Vec<&str> = known
            .iter()
            .map(String::as_str)
            .chain(others.iter().copied())
            .collect();
        let texts = self.texts(setting);
        texts
            .iter()
            .filter_map(|text| {
                options::code_of(&text.text, others)
                    .or_else(|| self.choice(setting, text, &names).map(str::to_owned))
            })
            .collect()
    }

    /// The value if it is one of `names`. Otherwise adds a diagnostic.
    fn choice<'t>(
        &mut self,
        setting: &Setting,
        text: &'t QuotedValue,
        names: &[&str],
    ) -> Option<&'t str> {
        if names.contains(&text.text.as_str()) {
            return Some(&text.text);
        }
        let unknown = catalog::no_such_choice(text.place.clone(), &setting.row.name, &text.text);
        let unknown = suggest(unknown, &text.text, names);
        // Without help, there are too many names to list: only codes are so many.
        self.diagnostics.push(match unknown.help {
            Some(_) => unknown,
            None => unknown.with_help(Words::new(
                "全部代码见 gdr explain",
                "`gdr explain` lists all codes",
            )),
        });
        None
    }

    // ── Paths ────────────────────────────────────────────────────────────────────────────────────

    /// The place that a path names. `..` removes the name before it, also that of a link, so that
    /// the place that is checked is the one that is used.
    fn place_of(&self, text: &QuotedValue) -> PathBuf {
        let path = self.folder.join(&text.text);
        files::plain(&path).unwrap_or(path)
    }

    /// A path in the folder of the settings. Links are resolved.
    fn path(&mut self, setting: &Setting, text: &QuotedValue) -> Option<PathBuf> {
        let path = self.place_of(text);
        if files::real(&path).starts_with(files::real(self.folder)) {
            return Some(output::seen_from_here(&path));
        }
        let place = text.place.clone();
        self.diagnostics
            .push(catalog::path_outside(place, &setting.row.name, &text.text));
        None
    }

    fn sources(&mut self, setting: &Setting) -> Vec<PathBuf> {
        let texts = self.some_texts(setting);
        let kind = Words::new("文件或目录", "file or folder");
        let mut sources = Vec::new();
        for text in texts {
            let path = self.place_of(&text);
            let is_other = !path.is_dir() && !files::is_source(&path);
            if is_other && (path.extension().is_some() || path.exists()) {
                let place = text.place.clone();
                self.diagnostics
                    .push(catalog::path_is_no_source(place, &text.text));
            } else {
                sources.extend(self.existing(setting, &text, &kind, Path::exists));
            }
        }
        sources
    }

    fn folder(&mut self, setting: &Setting) -> Option<PathBuf> {
        let text = self.text(setting)?;
        self.existing(setting, &text, &Words::new("目录", "folder"), Path::is_dir)
    }

    /// An existing path of the required kind.
    fn existing(
        &mut self,
        setting: &Setting,
        text: &QuotedValue,
        kind: &Words,
        is_requested: fn(&Path) -> bool,
    ) -> Option<PathBuf> {
        let inside = self.path(setting, text)?;
        let path = self.place_of(text);
        if is_requested(&path) {
            return Some(inside);
        }
        let missing =
            catalog::path_not_there(text.place.clone(), &setting.row.name, kind, &text.text);
        let (beside, name) = (path.parent()?, path.file_name()?.to_str()?);
        let entries = fs::read_dir(beside)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| is_requested(&entry.path()));
        let names: Vec<String> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        self.diagnostics
            .push(match closest(name, names.iter().map(String::as_str)) {
                Some(closest) => missing.with_help(proposal(closest)),
                None => missing,
            });
        None
    }

    // ── Syntax ───────────────────────────────────────────────────────────────────────────────────

    fn syntax(&mut self, error: &toml::de::Error) {
        let end = self.source.text().len();
        let place = self.place(error.span().unwrap_or(end..end));
        let after = self.source.slice(Span {
            end: end as u32,
            ..place.span
        });
        let reason = full_width(after).unwrap_or_else(|| reason(error.message(), after));
        self.diagnostics.push(catalog::not_toml(place, &reason));
    }
}

/// Suggests a list instead of a single string.
fn in_brackets(diagnostic: Diagnostic) -> Diagnostic {
    let place = diagnostic.place.clone();
    let list = format!("[{}]", place.text());
    diagnostic
        .with_help(Words::new(
            format!("请改为：{list}"),
            format!("write {list}"),
        ))
        .with_certain_fix(place, list)
}

/// The reason if the text begins with a full-width mark instead of the ASCII one.
fn full_width(text: &str) -> Option<Words> {
    let found = text.chars().next()?;
    let meant = match found {
        '“' | '”' | '„' | '＂' | '「' | '」' => '"',
        '，' | '、' => ',',
        '＝' | '：' => '=',
        '［' | '【' => '[',
        '］' | '】' => ']',
        '＃' => '#',
        _ => return None,
    };
    Some(Words::new(
        format!("此处的 {found} 是中文标点，应改用英文的 {meant}"),
        format!("use `{meant}` instead of `{found}`"),
    ))
}

/// The common mistakes in both languages, from the parser's English message and the text after it.
fn reason(message: &str, after: &str) -> Words {
    let is_at_end = after.trim_start_matches([' ', '\t', '\r']).is_empty()
        || after.starts_with(['\n', '\r', '#']);
    let (zh, en) = match message.split(", expected").next().unwrap_or(message) {
        "string values must be quoted" | "missing value" | "missing value for key" if is_at_end => {
            ("等号后缺少值", "missing value after `=`")
        }
        "string values must be quoted" => ("文字应写在英文引号内", "expected a string in quotes"),
        "duplicate key" => ("该设置项重复", "duplicate setting"),
        "missing comma between array elements" | "unclosed array" => {
            ("缺少逗号或右方括号 ]", "missing `,` or `]`")
        }
        "key with no value" | "missing assignment between key-value pairs" => {
            ("缺少等号和值", "missing `=` and value")
        }
        "invalid unquoted key" => ("名称应使用英文字母", "expected a name in ASCII letters"),
        "invalid basic string" => ("文字没有结束，缺少引号", "unterminated string"),
        _ => return Words::new(format!("不符合 TOML 语法（{message}）"), message),
    };
    Words::new(zh, en)
}
