//! `--version`: the version, the language version, and the shipped forms. `-V` prints the version
//! only.

use crate::diagnostic::{Language, Words};
use crate::emit::{GuideFormat, render_forms};
use crate::forms::Forms;
use crate::syntax::LANGUAGE_VERSION;

pub(super) fn long(language: Language) -> String {
    let words = Words::new(
        format!("语言版本 {LANGUAGE_VERSION}\n自带的表单：\n"),
        format!("language version {LANGUAGE_VERSION}\nshipped forms:\n"),
    );
    let known = Forms::new();
    let forms = known.all_shipped();
    let forms = render_forms(
        forms.iter().map(|(form, _)| form.as_ref()),
        GuideFormat::Text,
        language,
    );
    format!(
        "gdr {}\n{}{forms}",
        env!("CARGO_PKG_VERSION"),
        words.of(language)
    )
}
