//! Comparison of two reports. Cases in which a comparison by lines would mislead are in
//! `docs/tricky-cases.md`.

mod applied;
mod changes;
mod expected;
mod prose;

use std::sync::Arc;

use gdr::Compiler;
use gdr::diagnostic::Words;
use gdr::diff::Diff;
use gdr::emit::{DiffFormat, DiffOptions, render_diff};
use gdr::forms::{Files, Unread};
use gdr::source::Source;
use gdr::verify::Verified;

const FORMATS: [(DiffFormat, &str); 4] = [
    (DiffFormat::Text, "txt"),
    (DiffFormat::Markdown, "md"),
    (DiffFormat::Html, "html"),
    (DiffFormat::Json, "json"),
];

/// Compiles two reports, the new one with the old one as its previous report.
fn both(old: &str, new: &str) -> (Verified, Verified) {
    let compiler = Compiler::with_files(Form);
    let (old, new) = (Source::new("old.gdr", old), Source::new("new.gdr", new));
    let compiled = [
        compiler.compile(&old, gdr::Options::default()),
        compiler.compile(
            &new,
            gdr::Options {
                previous: Some(old.clone()),
                on_pass: None,
            },
        ),
    ];
    let [old, new] = compiled.map(|outcome| outcome.value.expect("the source has a report"));
    (old, new)
}

fn rendered(diff: &Diff, format: DiffFormat) -> String {
    render_diff(
        diff,
        DiffOptions {
            format,
            ..DiffOptions::default()
        },
    )
    .expect("the templates are valid")
}

/// A form and its successor: with rows that are renamed, merged, split, added and removed.
const FORM: &str = r#"
form small 1 "表" {
    years 2000..2001
    title "表"
    field scope 范围 "范围" : choice(own 本级, area 全区) optional
    field money 金额 "金额" : amount
    axis who 谁 "谁" { a 甲 "甲"  b 乙 "乙"  total 总计 "总计" = sum }
    section rows 行 "行" {
        table by who : count 件 {
            first  一 "一"
            group  组 "组" { x 组一 "组一"  y 组二 "组二"  total 小计 "小计" = sum }
            loose  散 "散" { x 散一 "散一"  y 散二 "散二" }
            left   左 "左"
            right  右 "右"
            whole  全 "全"
            gone   旧 "旧"
            check order warning "一不大于全" : first <= whole
        }
    }
}
form small 2 "表" {
    years 2002..
    title "表"
    field scope 范围 "范围" : choice(own 本级, area 全区) optional
    field money 金额 "金额" : amount
    axis who 谁 "谁" { a 甲 "甲"  b 乙 "乙"  total 总计 "总计" = sum }
    section rows 行 "行" {
        table by who : count 件 {
            named  新名 "新名"
            group  组 "组" { x 组一 "组一"  y 组二 "组二"  total 小计 "小计" = sum }
            loose  散 "散" { x 散一 "散一"  y 散二 "散二" }
            both   两 "两"
            one    全一 "全一"
            two    全二 "全二"
            came   来 "来"
            check order warning "新名等于上年" : named == previous.named
        }
    }
    follows small 1 {
        行.新名 = 行.一
        行.两 = 行.左 + 行.右
        行.全一 + 行.全二 = 行.全
        new 行.来 "新的"
        dropped 行.旧 "不再有"
    }
}
"#;

struct Form;

impl Files for Form {
    fn read(&self, _: &str, path: &str) -> Result<Arc<Source>, Unread> {
        match path {
            "form" => Ok(Source::new("form", FORM)),
            _ => Err(Words::same("file not found").into()),
        }
    }
}
