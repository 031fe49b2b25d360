//! Checks the report's own facts.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Checker;
use super::paths::needless_numbering;
use crate::diagnostic::catalog;
use crate::model::{Fact, NameIndex, Origin, OwnFact, OwnFacts, ROOT, Type};
use crate::resolve::unescape;
use crate::source::Span;
use crate::syntax::ast::{self, Facts, Name};

impl Checker<'_> {
    pub(super) fn own_facts(&mut self, blocks: &[Facts]) {
        let mut blocks_before: BTreeMap<&str, Span> = BTreeMap::new();
        for block in blocks {
            let name = block.name.value;
            let taken = blocks_before.get(name).map(|&span| self.place(span));
            let in_form = self
                .form
                .child(ROOT, name)
                .map(|node| self.form.place(self.form.node(node).span));
            if let Some(first) = taken.or(in_form) {
                self.report(catalog::stated_twice(
                    self.place(block.name.span),
                    &name,
                    first,
                ));
                continue;
            }
            if let Some(kind) = self.own_type(&block.ty, block.name.span) {
                blocks_before.insert(name, block.name.span);
                self.own_block(block, kind);
            }
        }
    }

    fn own_block(&mut self, block: &Facts, kind: Type) {
        let mut own = OwnFacts {
            name: block.name.value.to_owned(),
            label: unescape(block.label.value),
            span: block.name.span,
            ty: kind,
            first: self.facts.len(),
            facts: Vec::with_capacity(block.facts.len()),
            names: NameIndex::default(),
            total: None,
        };
        let mut facts_before = BTreeMap::new();
        for fact in &block.facts {
            let name = self.own_name(&fact.name);
            match facts_before.entry(name.clone()) {
                Entry::Vacant(first) => {
                    first.insert(fact.name.span);
                    self.own_fact(&mut own, fact, name);
                }
                Entry::Occupied(first) => {
                    let (here, there) = (self.place(fact.name.span), self.place(*first.get()));
                    self.report(catalog::stated_twice(here, &name, there));
                }
            }
        }
        self.own_facts.push(own);
    }

    /// The name of a fact, without characters that only a label may have.
    fn own_name(&mut self, name: &Name) -> String {
        let place = self.place(name.span);
        if place.text() == name.value {
            return name.value.to_owned();
        }
        if let Some((numbering, bare)) = self.without_numbering(name)
            && bare.chars().all(is_of_name)
        {
            self.report(needless_numbering(self.place(numbering)));
            return bare.to_owned();
        }
        let (label, name) = (
            place.text().to_owned(),
            place
                .text()
                .chars()
                .filter(|&c| is_of_name(c))
                .collect::<String>(),
        );
        let instead = format!("{name} \"{label}\"");
        self.report(
            catalog::label_for_name(place.clone(), &instead).with_possible_fix(place, instead),
        );
        name
    }

    fn own_fact(&mut self, own: &mut OwnFacts, fact: &ast::OwnFact, name: String) {
        if fact.is_sum {
            if own.total.is_some() {
                return self.report(catalog::second_total(self.place(fact.name.span), &own.name));
            }
            own.total = Some(own.facts.len());
        }
        own.facts.push(OwnFact {
            label: fact
                .label
                .map_or_else(|| name.clone(), |label| unescape(label.value)),
            name,
            span: fact.name.span,
        });
        let span = fact.figure.span;
        let stated = match own.ty.value(fact.figure.value, || self.place(span)) {
            Ok(value) => Some(Fact {
                value,
                origin: Origin::Stated,
                span,
            }),
            Err(diagnostic) => {
                self.report(*diagnostic);
                None
            }
        };
        self.invalid.push(stated.is_none());
        self.facts.push(stated);
    }

    /// The type of a `facts` block. `None` if the type is not allowed there, which is reported.
    fn own_type(&mut self, ty: &ast::Type, span: Span) -> Option<Type> {
        match Type::declared(ty, self.source) {
            Ok(ty) if ty.is_number() => return Some(ty),
            Ok(_) => self.report(catalog::own_facts_are_numbers(self.place(span))),
            Err(wrong) => self.report(*wrong.diagnostic),
        }
        None
    }
}

fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}
