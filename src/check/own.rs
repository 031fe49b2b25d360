//! Facts of the report's own.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{Checker, figure};
use crate::diagnostic::catalog;
use crate::model::{Fact, NameIndex, Origin, OwnFact, OwnFacts, ROOT, Type};
use crate::resolve::{type_of, unescape};
use crate::source::Span;
use crate::syntax::ast::{self, Facts};

impl Checker<'_> {
    pub fn own_facts(&mut self, blocks: &[Facts]) {
        let mut blocks_before: BTreeMap<&str, Span> = BTreeMap::new();
        for block in blocks {
            let name = block.name.value;
            let taken = blocks_before.get(name).map(|&span| self.place(span));
            let in_form = self.form.child(ROOT, name).map(|node| self.form.place(self.form.node(node).span));
            if let Some(first) = taken.or(in_form) {
                self.say(catalog::stated_twice(self.place(block.name.span), &name, first));
                continue;
            }
            if let Some(kind) = self.own_type(&block.kind, block.name.span) {
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
            kind,
            first: self.facts.len(),
            facts: Vec::with_capacity(block.facts.len()),
            names: NameIndex::default(),
            total: None,
        };
        let mut facts_before = BTreeMap::new();
        for fact in &block.facts {
            match facts_before.entry(fact.name.value) {
                Entry::Vacant(first) => {
                    first.insert(fact.name.span);
                    self.own_fact(&mut own, fact);
                }
                Entry::Occupied(first) => {
                    let (here, there) = (self.place(fact.name.span), self.place(*first.get()));
                    self.say(catalog::stated_twice(here, &fact.name.value, there));
                }
            }
        }
        self.own_facts.push(own);
    }

    fn own_fact(&mut self, own: &mut OwnFacts, fact: &ast::OwnFact) {
        if fact.is_sum {
            if own.total.is_some() {
                return self.say(catalog::second_total(self.place(fact.name.span), &own.name));
            }
            own.total = Some(own.facts.len());
        }
        own.facts.push(OwnFact {
            name: fact.name.value.to_owned(),
            label: fact.label.map_or_else(|| fact.name.value.to_owned(), |label| unescape(label.value)),
            span: fact.name.span,
        });
        let stated = match figure::value(fact.figure.value, &own.kind, || self.place(fact.figure.span)) {
            Ok(value) => Some(Fact { value, origin: Origin::Stated, span: fact.figure.span }),
            Err(diagnostic) => {
                self.say(*diagnostic);
                None
            }
        };
        self.spoilt.push(stated.is_none());
        self.facts.push(stated);
    }

    /// The type of a block; none where it is not one for facts, which is reported.
    fn own_type(&mut self, kind: &ast::Type, span: Span) -> Option<Type> {
        match type_of(kind) {
            Ok(Type::Date | Type::Text | Type::Choice(_)) => self.say(catalog::own_facts_are_numbers(self.place(span))),
            Ok(kind) => return Some(kind),
            Err(unit) => self.say(catalog::unknown_currency(self.place(unit.span), &unit.value)),
        }
        None
    }
}
