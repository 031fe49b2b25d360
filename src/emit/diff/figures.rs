//! Values and changes as shown in a difference. A value without a number is shown in words.

use crate::diagnostic::{Language, Words};
use crate::diff::ValueChange;
use crate::model::{Absence, Decimal, Value};

/// Appends a name to a list of names.
pub(super) fn append_name(names: &mut String, name: &str, language: Language) {
    if !names.is_empty() && !name.is_empty() {
        names.push_str(Words::new("、", ", ").of(language));
    }
    names.push_str(name);
}

pub(super) fn value(value: Option<&Value>, language: Language) -> String {
    let words = match value {
        None => Words::new("未填写", "not stated"),
        Some(Value::Absent(Absence::Blank)) => Words::new("空白", "blank"),
        Some(Value::Absent(Absence::NotApplicable)) => Words::new("不适用", "not applicable"),
        Some(Value::Absent(Absence::Unknown)) => Words::new("待填 (?)", "unknown (?)"),
        Some(value) => return value.to_string(),
    };
    words.of(language).to_owned()
}

/// The difference with its sign: `+10`. Empty if there is no difference.
pub(super) fn difference(change: &ValueChange, language: Language) -> String {
    match change {
        ValueChange::By {
            difference: Value::Percent(points),
            ..
        } => {
            let points = signed(&points.to_string(), *points);
            Words::new(format!("{points}个百分点"), format!("{points} points"))
                .of(language)
                .to_owned()
        }
        ValueChange::By { difference, .. } => signed(
            &difference.to_string(),
            difference.number().unwrap_or(Decimal::ZERO),
        ),
        ValueChange::None | ValueChange::Rewritten | ValueChange::Otherwise => String::new(),
    }
}

/// The percentage with the sign of the difference, even if it is rounded to zero.
pub(super) fn percent(change: &ValueChange) -> String {
    match change {
        ValueChange::By {
            difference,
            percent: Some(percent),
        } => {
            let is_less = difference.number().is_some_and(Decimal::is_negative);
            let sign = if percent.is_zero() && is_less {
                "-"
            } else {
                ""
            };
            if is_less {
                format!("{sign}{percent}%")
            } else {
                format!("+{percent}%")
            }
        }
        ValueChange::None
        | ValueChange::Rewritten
        | ValueChange::By { .. }
        | ValueChange::Otherwise => String::new(),
    }
}

pub(super) fn signed(text: &str, number: Decimal) -> String {
    if number.is_negative() {
        text.to_owned()
    } else {
        format!("+{text}")
    }
}
