//! Resolves everything that refers to nodes of the form, once all nodes exist: defaults, checks,
//! phrases, exclusions, the title and the signature.

use super::Builder;
use crate::diagnostic::catalog;
use crate::diagnostic::suggest;
use crate::model::{Expression, NodeId, NodeKind, Obligation, ROOT};
use crate::resolve::{Resolver, Scope};
use crate::source::Span;
use crate::syntax::ast::{self, FormItem};

impl<'t> Builder<'t> {
    pub(super) fn expressions(&mut self, tree: &'t ast::Form<'t>) {
        self.defaults();
        self.checks();
        self.phrases();
        self.asides();
        self.texts(tree);
    }

    fn resolver(&self, at: NodeId) -> Resolver<'_> {
        let resolver = Resolver::new(Scope {
            form: &self.form,
            own_facts: &[],
            at,
            source: &self.form.source,
        });
        if self.is_whole {
            resolver
        } else {
            resolver.suppressing_follow_ups()
        }
    }

    fn defaults(&mut self) {
        for (node, default) in std::mem::take(&mut self.defaults) {
            let mut resolver = self.resolver(ROOT);
            let expression = resolver.scalar(default).map(|typed| typed.expression);
            self.diagnostics.extend(resolver.diagnostics);
            if expression
                .as_ref()
                .is_some_and(|expression| expression.a_year_before().is_none())
            {
                self.diagnostics
                    .push(catalog::default_of_last_year(self.place(default.span)));
            }
            self.set_default(node, expression, default.span);
        }
    }

    fn set_default(&mut self, node: NodeId, value: Option<Expression>, span: Span) {
        if let (NodeKind::Field(field), Some(value)) = (&mut self.form.nodes[node].kind, value) {
            field.obligation = Obligation::Default { value, span };
        }
    }

    fn checks(&mut self) {
        for (at, check) in std::mem::take(&mut self.checks) {
            let mut resolver = self.resolver(at);
            let resolved = resolver.check(check);
            self.diagnostics.extend(resolver.diagnostics);
            if self
                .form
                .checks
                .iter()
                .any(|other| other.name == check.name.value)
            {
                self.diagnostics.push(catalog::duplicate_name(
                    self.place(check.name.span),
                    &check.name.value,
                ));
            }
            self.form.checks.extend(resolved);
        }
    }

    fn phrases(&mut self) {
        for (at, phrase) in std::mem::take(&mut self.phrases) {
            let mut resolver = self.resolver(at);
            let resolved = resolver.phrase(phrase);
            self.diagnostics.extend(resolver.diagnostics);
            if self
                .form
                .phrases
                .iter()
                .any(|other| other.name == resolved.name)
            {
                self.diagnostics.push(catalog::duplicate_name(
                    self.place(phrase.name.span),
                    &phrase.name.value,
                ));
            }
            if let Some(after) = phrase.after {
                self.phrase_before(after);
            }
            self.form.phrases.push(resolved);
        }
    }

    /// Checks that the phrase named after the keyword `after` is declared earlier.
    fn phrase_before(&mut self, name: ast::Name) {
        if !self
            .form
            .phrases
            .iter()
            .any(|phrase| phrase.name == name.value)
        {
            let names: Vec<&str> = self
                .form
                .phrases
                .iter()
                .map(|phrase| phrase.name.as_str())
                .collect();
            let diagnostic = catalog::unknown_phrase(self.place(name.span), &name.value);
            let diagnostic = suggest(diagnostic, name.value, &names);
            self.diagnostics.push(diagnostic);
        }
    }

    fn asides(&mut self) {
        for (at, aside) in std::mem::take(&mut self.asides) {
            let mut resolver = self.resolver(at);
            let resolved = resolver.aside(aside);
            self.diagnostics.extend(resolver.diagnostics);
            self.form.asides.push(resolved);
        }
    }

    /// Resolves the title and the signature.
    fn texts(&mut self, tree: &'t ast::Form<'t>) {
        for item in &tree.items {
            let mut resolver = self.resolver(ROOT);
            let (title, signature) = match item {
                FormItem::Title(text) => (Some(resolver.template(*text)), Vec::new()),
                FormItem::Signature(lines) => (
                    None,
                    lines.iter().map(|line| resolver.template(*line)).collect(),
                ),
                FormItem::Basis(_)
                | FormItem::Field(_)
                | FormItem::Axis(..)
                | FormItem::Section(_)
                | FormItem::Check(_)
                | FormItem::Phrase(_)
                | FormItem::Aside(_)
                | FormItem::Follows(_) => continue,
            };
            self.diagnostics.extend(resolver.diagnostics);
            match title {
                Some(title) => self.form.title = title,
                None => self.form.signature = signature,
            }
        }
    }
}
