//! Both sides of an identity, as operands and in words.

use super::figures::{Computed, computed_from};
use super::identity::{check, place_of};
use super::totals::sum_of;
use crate::diagnostic::{Language, Words};
use crate::evaluate::{self, At};
use crate::model::{
    Arithmetic, Check, Clause, Comparison, Expression, FactId, Function, Identity, NodeId,
    NodeKind, Operand, Origin, Reference, Report, Value,
};

/// Both sides of an identity. A check with several clauses gives the clauses that fail, or all of
/// them if none fails.
pub fn arithmetic(report: &Report, identity: Identity, at: Option<usize>) -> Vec<Arithmetic> {
    let form = &report.form;
    match identity {
        Identity::RowTotal(row) => {
            let (Some(table), Some(total)) = (form.table_of(row), at) else {
                return Vec::new();
            };
            let columns = &form.tables[table].columns;
            let of = columns[total].sum_of.as_deref().unwrap_or_default();
            let left = of
                .iter()
                .filter_map(|&column| cell_operand(report, row, column, columns[column].name()))
                .collect();
            let right = cell_operand(report, row, total, columns[total].name())
                .into_iter()
                .collect();
            vec![sides(
                left,
                evaluate::sum_of_columns(report, row, of).ok(),
                Comparison::Equal,
                right,
                None,
            )]
        }
        Identity::ColumnTotal(row) => {
            let (Some(of), Some(column)) = (sum_of(form, row), at) else {
                return Vec::new();
            };
            let left = row_operands(report, of, column);
            let right = cell_operand(report, row, column, form.node(row).name())
                .into_iter()
                .collect();
            vec![sides(
                left,
                evaluate::sum_of_rows(report, of, column).ok(),
                Comparison::Equal,
                right,
                None,
            )]
        }
        Identity::OwnTotal(block) => {
            let own = &report.own_facts[block];
            let operand =
                |index: usize| fact_operand(report, own.first + index, &own.facts[index].name);
            let left = (0..own.facts.len())
                .filter(|&index| Some(index) != own.total)
                .filter_map(operand)
                .collect();
            let right = own.total.and_then(operand).into_iter().collect();
            vec![sides(
                left,
                evaluate::sum_of_own(report, block).ok(),
                Comparison::Equal,
                right,
                None,
            )]
        }
        Identity::Form(_) | Identity::Report(_) => match check(report, identity) {
            Some(check) => clauses(report, check, at),
            None => Vec::new(),
        },
    }
}

fn clauses(report: &Report, check: &Check, at: Option<usize>) -> Vec<Arithmetic> {
    let at = place_of(report, check, at);
    let fails = |clause: &&Clause| evaluate::clause_truth(report, clause, at) == Ok(false);
    let single = check.condition.sides.len() == 1;
    let failing: Vec<&Clause> = check.condition.clauses().filter(fails).collect();
    let shown = if failing.is_empty() || !single {
        check.condition.clauses().collect()
    } else {
        failing
    };
    let arithmetic = shown
        .into_iter()
        .map(|clause| clause_arithmetic(report, clause, at));
    // Each side of an `iff` either holds or not; neither is wrong on its own.
    arithmetic
        .map(|sides| Arithmetic {
            is_part: !single,
            ..sides
        })
        .collect()
}

fn clause_arithmetic(report: &Report, clause: &Clause, at: At) -> Arithmetic {
    let value = |expression: &Expression| evaluate::value(report, expression, at).ok();
    if let Some((comparison, right)) = &clause.right {
        sides(
            operands(report, &clause.left, at),
            value(&clause.left),
            *comparison,
            operands(report, right, at),
            value(right),
        )
    } else {
        let (function, arguments) = match &clause.left {
            Expression::Call(function, arguments) => (Some(*function), arguments.as_slice()),
            Expression::Number(_)
            | Expression::Percent(_)
            | Expression::Money(_)
            | Expression::Text(_)
            | Expression::Year
            | Expression::Reference(..)
            | Expression::Previous(..)
            | Expression::Sum(_)
            | Expression::Product(_) => (None, std::slice::from_ref(&clause.left)),
        };
        let arguments: Vec<Operand> = arguments
            .iter()
            .flat_map(|argument| operands(report, argument, at))
            .collect();
        Arithmetic {
            function,
            ..sides(arguments, None, Comparison::Equal, Vec::new(), None)
        }
    }
}

fn sides(
    left: Vec<Operand>,
    left_value: Option<Value>,
    comparison: Comparison,
    right: Vec<Operand>,
    right_value: Option<Value>,
) -> Arithmetic {
    let only = |operands: &[Operand]| match operands {
        [only] => Some(only.value.clone()),
        _ => None,
    };
    let left_value = left_value.or_else(|| only(&left));
    let right_value = right_value.or_else(|| only(&right));
    let number = |value: &Option<Value>| value.as_ref().and_then(Value::number);
    let difference = number(&left_value)
        .zip(number(&right_value))
        .and_then(|(left, right)| left.checked_sub(right));
    Arithmetic {
        function: None,
        is_part: false,
        left,
        left_value,
        comparison,
        right,
        right_value,
        difference,
    }
}

/// The operands of an expression: the terms of a sum, or any other expression as a whole.
pub fn operands(report: &Report, expression: &Expression, at: At) -> Vec<Operand> {
    match expression {
        Expression::Sum(terms) => terms
            .iter()
            .flat_map(|(negative, term)| negated(operands(report, term, at), *negative))
            .collect(),
        Expression::Reference(reference, _) => reference_operands(report, *reference, at),
        Expression::Previous(reference, _) => previous_operands(report, *reference, at),
        other @ (Expression::Number(_)
        | Expression::Percent(_)
        | Expression::Money(_)
        | Expression::Text(_)
        | Expression::Year
        | Expression::Product(_)
        | Expression::Call(..)) => {
            let value = evaluate::value(report, other, at).ok();
            value
                .map(|value| Operand {
                    label: Words::default(),
                    fact: None,
                    is_previous: false,
                    value,
                    negative: false,
                    place: None,
                })
                .into_iter()
                .collect()
        }
    }
}

fn negated(operands: Vec<Operand>, negative: bool) -> Vec<Operand> {
    operands
        .into_iter()
        .map(|operand| Operand {
            negative: operand.negative != negative,
            ..operand
        })
        .collect()
}

fn reference_operands(report: &Report, reference: Reference, at: At) -> Vec<Operand> {
    let form = &report.form;
    match (reference, at) {
        (Reference::Fact(fact), _) => fact_operand(report, fact, &report.fact_path(fact, false))
            .into_iter()
            .collect(),
        (Reference::Row(row), At::Column(column)) => row_operands(report, &[row], column),
        (Reference::Row(row), _) => {
            let column = form
                .table_of(row)
                .and_then(|table| form.tables[table].representative());
            column
                .map(|column| row_operands(report, &[row], column))
                .unwrap_or_default()
        }
        (Reference::Column(table, column), At::Row(row)) => cell_operand(
            report,
            row,
            column,
            form.tables[table].columns[column].name(),
        )
        .into_iter()
        .collect(),
        (Reference::Column(table, column), _) => {
            row_operands(report, &form.node(form.tables[table].node).children, column)
        }
        (Reference::Own(block), _) => {
            let own = &report.own_facts[block];
            match own.total {
                Some(total) => fact_operand(report, own.first + total, &own.name)
                    .into_iter()
                    .collect(),
                None => (0..own.facts.len())
                    .filter_map(|i| fact_operand(report, own.first + i, &own.facts[i].name))
                    .collect(),
            }
        }
    }
}

/// The figures of last year's report that correspond to those of a reference to this year's form.
fn previous_operands(report: &Report, reference: Reference, at: At) -> Vec<Operand> {
    let Ok((last, facts)) = evaluate::previous::facts(report, reference, at) else {
        return Vec::new();
    };
    let operands = facts.into_iter().flat_map(|fact| {
        match last
            .form
            .slots
            .get(fact)
            .map(|slot| (slot.node, slot.column))
        {
            Some((row, Some(column))) => row_operands(last, &[row], column),
            _ => fact_operand(last, fact, &last.fact_path(fact, false))
                .into_iter()
                .collect(),
        }
    });
    operands
        .map(|operand| Operand {
            is_previous: true,
            ..operand
        })
        .collect()
}

/// The cells of rows in a column. A group without a stated total gives the cells of its rows.
fn row_operands(report: &Report, rows: &[NodeId], column: usize) -> Vec<Operand> {
    let form = &report.form;
    rows.iter()
        .flat_map(|&row| match &form.node(row).kind {
            NodeKind::Group { total: None, .. }
                if form
                    .cell(row, column)
                    .is_none_or(|fact| report.facts[fact].is_none()) =>
            {
                row_operands(report, &form.node(row).children, column)
            }
            NodeKind::Form
            | NodeKind::Section(_)
            | NodeKind::Table(_)
            | NodeKind::Group { .. }
            | NodeKind::Row { .. }
            | NodeKind::Field(_) => cell_operand(report, row, column, form.node(row).name())
                .into_iter()
                .collect(),
        })
        .collect()
}

fn cell_operand(report: &Report, row: NodeId, column: usize, label: &str) -> Option<Operand> {
    fact_operand(report, report.form.cell(row, column)?, label)
}

/// A fact as an operand, with the place where it is written.
pub(super) fn fact_operand(report: &Report, fact: FactId, label: &str) -> Option<Operand> {
    let stated = report.fact(fact)?;
    let place = (stated.origin != Origin::Computed).then(|| report.place(stated.span));
    let value = stated.value.clone();
    Some(Operand {
        label: Words::same(label),
        fact: Some(fact),
        is_previous: false,
        value,
        negative: false,
        place,
    })
}

/// The formula of a computed fact: `自然人 1 + 其他 0`.
pub fn computed_words(report: &Report, fact: FactId) -> Words {
    let form = &report.form;
    let operands = match computed_from(form, report, fact) {
        Some(Computed::Rows(rows, column)) => row_operands(report, rows, column),
        Some(Computed::Columns(row, columns)) => {
            let names = &form.table_of(row).map(|table| &form.tables[table].columns);
            let operand = |&column: &usize| {
                cell_operand(
                    report,
                    row,
                    column,
                    names.map_or("", |names| names[column].name()),
                )
            };
            columns.iter().filter_map(operand).collect()
        }
        Some(Computed::Default(_)) | None => {
            return Words::new("按表单规定的默认值得出", "default value of the form");
        }
    };
    let [zh, en] =
        [Language::Chinese, Language::English].map(|language| terms(&operands, language));
    Words::new(format!("由 {zh} 相加得出"), format!("computed: {en}"))
}

impl Operand {
    /// The operand with its full name: row and column.
    pub fn in_full(&self, report: &Report) -> Words {
        match report.previous.as_ref().filter(|_| self.is_previous) {
            Some(previous) => of_last_year(&self.at_its_place(&previous.report)),
            None => self.at_its_place(report),
        }
    }

    fn at_its_place(&self, report: &Report) -> Words {
        let slot = self
            .fact
            .filter(|&fact| report.own_fact(fact).is_none())
            .map(|fact| report.form.slots[fact]);
        let name = slot.and_then(|slot| {
            let (row, table) = (
                report.form.node(slot.node),
                report.form.table_of(slot.node)?,
            );
            Some(format!(
                "{}·{}",
                row.name(),
                report.form.tables[table].columns[slot.column?].name()
            ))
        });
        let name = |label: &str| name.clone().unwrap_or_else(|| label.to_owned());
        Words::new(
            format!("{} {}", name(self.label.of_zh()), self.value),
            format!("{} {}", name(self.label.of_en()), self.value),
        )
    }

    fn is_zero(&self) -> bool {
        self.value.number().is_some_and(crate::Decimal::is_zero)
    }
}

impl Arithmetic {
    /// The arithmetic: `新收 3 + 结转 0 = 3，总计 1 + 结转下年 0 = 1，相差 2`.
    pub fn words(&self) -> Words {
        Words::new(
            self.in_language(Language::Chinese),
            self.in_language(Language::English),
        )
    }

    fn in_language(&self, language: Language) -> String {
        if let Some(function) = self.function {
            return function_words(function, &self.left, language);
        }
        let side = |operands: &[Operand], value: &Option<Value>| match value {
            Some(value) if shown(operands).len() > 1 => {
                format!("{} = {value}", terms(operands, language))
            }
            _ => terms(operands, language),
        };
        let (left, right) = (
            side(&self.left, &self.left_value),
            side(&self.right, &self.right_value),
        );
        let localize = |zh: &str, en: &str| Words::new(zh, en).of(language).to_owned();
        if self.right.is_empty() {
            return left;
        }
        let symbol = self.comparison.symbol();
        let fails = localize("不成立", "does not hold");
        if self.is_part {
            let verdict = if self.holds() {
                localize("成立", "holds")
            } else {
                fails
            };
            return format!("{left} {symbol} {right} {verdict}");
        }
        if self.comparison != Comparison::Equal {
            let why = if self.has_no_day() {
                localize(
                    "（日期没有写明是哪一日的，视为早于当月1日）",
                    " (a date without a day is before the first of its month)",
                )
            } else {
                String::new()
            };
            return format!("{left} {symbol} {right} {fails}{why}");
        }
        let comma = localize("，", ", ");
        match self.difference.map(|difference| {
            if difference.is_negative() {
                difference.checked_neg()
            } else {
                Some(difference)
            }
        }) {
            Some(Some(difference)) => {
                format!(
                    "{left}{comma}{right}{comma}{} {difference}",
                    localize("相差", "a difference of")
                )
            }
            _ => format!("{left}{comma}{right}"),
        }
    }

    /// Whether a date on either side has no day.
    fn has_no_day(&self) -> bool {
        let values = [&self.left_value, &self.right_value];
        values
            .into_iter()
            .flatten()
            .any(|value| matches!(value, Value::Date(date) if !date.is_complete()))
    }

    fn holds(&self) -> bool {
        let ordering = self
            .left_value
            .as_ref()
            .zip(self.right_value.as_ref())
            .map(|(left, right)| evaluate::compare(left, right));
        ordering
            .and_then(Result::ok)
            .is_some_and(|ordering| evaluate::comparison_holds(self.comparison, ordering))
    }

    /// The identity as a formula with its numbers: `新收 1 + 结转 0 = 总计 1 + 结转下年 0`.
    pub fn formula(&self, language: Language) -> String {
        let [left, right] = [&self.left, &self.right].map(|operands| terms(operands, language));
        if self.right.is_empty() {
            left
        } else {
            format!("{left} {} {right}", self.comparison.symbol())
        }
    }
}

/// The failed condition of a function, in words.
fn function_words(function: Function, operands: &[Operand], language: Language) -> String {
    let operand = |index: usize| {
        operands
            .get(index)
            .map(|operand| terms(std::slice::from_ref(operand), language))
            .unwrap_or_default()
    };
    let words = match function {
        Function::Complete => Words::new(
            format!("{} 没有写明是哪一日", operand(0)),
            format!("{} has no day", operand(0)),
        ),
        Function::Multiple => Words::new(
            format!("{} 不是 {} 的整数倍", operand(0), operand(1)),
            format!("{} is not a multiple of {}", operand(0), operand(1)),
        ),
        Function::Share | Function::Change | Function::Date => {
            Words::same(&terms(operands, language))
        }
    };
    words.of(language).to_owned()
}

/// The operands to print: if there are many, only those that are not zero.
pub(super) fn shown(operands: &[Operand]) -> Vec<&Operand> {
    match operands.len() {
        0..=4 => operands.iter().collect(),
        _ => operands
            .iter()
            .filter(|operand| !operand.is_zero())
            .collect(),
    }
}

/// The operands with their signs.
fn terms(operands: &[Operand], language: Language) -> String {
    let shown = shown(operands);
    if shown.is_empty() {
        return String::from("0");
    }
    let mut text = String::new();
    for (index, operand) in shown.iter().enumerate() {
        text.push_str(match (index, operand.negative) {
            (0, false) => "",
            (0, true) => "-",
            (_, false) => " + ",
            (_, true) => " - ",
        });
        let label = operand.label.of(language);
        if operand.is_previous {
            text.push_str(Words::new("上一年度的", "last year's ").of(language));
        }
        text.push_str(label);
        text.push_str(if label.is_empty() { "" } else { " " });
        text.push_str(&operand.value.to_string());
    }
    text
}

/// Prefixes words with “last year's report”.
pub(super) fn of_last_year(words: &Words) -> Words {
    Words::new(
        format!("上一年度报告：{}", words.of_zh()),
        format!("last year's report: {}", words.of_en()),
    )
}
