//! `choice(draft 草案, final 定稿)`: one of the values that the form lists.

use std::sync::Arc;

use super::{Checked, Declared, Type, ValueType, text};
use crate::diagnostic::{Names, Words, catalog, suggest};
use crate::model::Choice;
use crate::model::Value;
use crate::source::{Place, Source};
use crate::syntax::ast::{self, Figure};

pub(super) const KEYWORD: &str = "choice";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceType {
    pub choices: Vec<Choice>,
}

impl ValueType for ChoiceType {
    fn keyword(&self) -> &'static str {
        KEYWORD
    }

    fn words(&self) -> Words {
        Words::new("选项", "a choice")
    }

    fn hint(&self, _year: i32) -> Words {
        let names: Vec<&str> = self.choices.iter().map(Choice::name).collect();
        let ids: Vec<&str> = self
            .choices
            .iter()
            .map(|choice| choice.id.as_str())
            .collect();
        Words::new(format!("写 {}", names.join(" 或 ")), ids.join(" or "))
    }

    fn declaration(&self) -> String {
        let choices = self.choices.iter().map(|choice| match &choice.alias {
            Some(alias) => format!("{} {alias}", choice.id),
            None => choice.id.clone(),
        });
        format!("{KEYWORD}({})", choices.collect::<Vec<_>>().join(", "))
    }

    fn declare(&self, syntax: &ast::Type, _source: &Arc<Source>) -> Declared {
        let choices = syntax.options.iter().map(|(id, alias)| Choice {
            id: id.value.to_owned(),
            alias: alias.map(|alias| alias.value.to_owned()),
        });
        Ok(Type::Choice(ChoiceType {
            choices: choices.collect(),
        }))
    }

    fn read(&self, figure: Figure, place: &dyn Fn() -> Place) -> Option<Checked> {
        let Figure::Word(word) = figure else {
            return None;
        };
        let found = self.choices.iter().find(|choice| choice.is_named(word));
        Some(if let Some(choice) = found {
            Ok(Value::Choice(Box::new(choice.clone())))
        } else {
            let names: Vec<&str> = self.choices.iter().map(Choice::name).collect();
            let diagnostic = catalog::unknown_choice(place(), &word, &Names(&names));
            Err(Box::new(suggest(diagnostic, word, &names)))
        })
    }

    fn reads_unquoted(&self, text: &str) -> bool {
        self.choices.iter().any(|choice| choice.is_named(text))
    }

    fn written(&self, value: &Value, in_ids: bool) -> Option<String> {
        let Value::Choice(value) = value else {
            return None;
        };
        let choice = self.choices.iter().find(|choice| choice.id == value.id)?;
        let name = if in_ids { &choice.id } else { choice.name() };
        Some(name.to_owned())
    }

    fn zero(&self) -> Option<Value> {
        None
    }

    fn in_expressions(&self) -> Type {
        Type::TEXT
    }

    fn dimension(&self) -> (&'static str, Option<&str>) {
        (text::KEYWORD, None)
    }
}
