//! Why an identity fails: both sides with every operand at its own place, and the difference.

use super::cause::{Cause, causes};
use super::sum_of;
use crate::diagnostic::{Diagnostic, Level, Words, catalog};
use crate::evaluate::{self, At};
use crate::model::{
    Absence, Arithmetic, Check, Clause, Comparison, Decimal, Expression, FactId, Finding, Function, Identity, NodeId, NodeKind,
    Operand, Origin, Reference, Report, Shape, Undecided, Value,
};
use crate::source::{Place, Span};

/// The most operands of one failure that are drawn at their places.
const MOST_LABELS: usize = 16;

/// The check that an identity is, where it is one that the form or the report declares.
pub fn check(report: &Report, identity: Identity) -> Option<&Check> {
    match identity {
        Identity::Form(index) => report.form.checks.get(index),
        Identity::Report(index) => report.checks.get(index),
        Identity::RowTotal(_) | Identity::ColumnTotal(_) | Identity::OwnTotal(_) => None,
    }
}

/// What an identity is called: the check's name, or the path of the total.
pub fn name(report: &Report, identity: Identity, in_ids: bool) -> String {
    match identity {
        Identity::RowTotal(node) | Identity::ColumnTotal(node) => report.form.path(node, in_ids),
        Identity::OwnTotal(block) => report.own_facts[block].name.clone(),
        Identity::Form(_) | Identity::Report(_) => check(report, identity).map(|check| check.name.clone()).unwrap_or_default(),
    }
}

/// The identity in words, as the form states it.
pub fn statement(report: &Report, identity: Identity) -> Words {
    match identity {
        Identity::RowTotal(node) => {
            let label = &report.form.node(node).label;
            Words::new(format!("{label}：总计等于各列之和"), format!("{label}: the total is the sum of the columns"))
        }
        Identity::ColumnTotal(node) => {
            let label = &report.form.node(node).label;
            Words::new(format!("{label}等于所含各项之和"), format!("{label} is the sum of its items"))
        }
        Identity::OwnTotal(block) => {
            let label = &report.own_facts[block].label;
            Words::new(format!("{label}：总计等于各项之和"), format!("{label}: the total is the sum of the items"))
        }
        Identity::Form(_) | Identity::Report(_) => {
            let statement = check(report, identity).map(|check| check.statement.as_str()).unwrap_or_default();
            Words::new(statement, statement)
        }
    }
}

pub fn level(report: &Report, identity: Identity) -> Level {
    check(report, identity).map_or(Level::Error, |check| check.level)
}

/// The column or the row at which an identity was decided.
pub fn place_name(report: &Report, identity: Identity, at: Option<usize>) -> Option<&str> {
    let form = &report.form;
    let at = at?;
    let column = |table: usize| form.tables[table].columns[at].name();
    match identity {
        Identity::RowTotal(node) | Identity::ColumnTotal(node) => form.table_of(node).map(column),
        Identity::OwnTotal(_) => None,
        Identity::Form(_) | Identity::Report(_) => match check(report, identity)?.shape {
            Shape::Scalar => None,
            Shape::Columns(table) => Some(column(table)),
            Shape::Rows(table) => Some(form.node(form.tables[table].rows[at]).name()),
        },
    }
}

/// One diagnostic for each cause, whatever the number of identities that fail for it.
pub fn failures(report: &Report, findings: &[Finding]) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = causes(report, findings).iter().map(|cause| failure(report, cause)).collect();
    let overflows = findings.iter().filter(|finding| finding.verdict.is_overflow()).map(|finding| finding.identity);
    let mut overflows: Vec<Identity> = overflows.collect();
    overflows.dedup();
    diagnostics.extend(
        overflows
            .into_iter()
            .map(|identity| catalog::identity_overflows(report.place(report.head), &statement(report, identity))),
    );
    diagnostics
}

fn failure(report: &Report, cause: &Cause) -> Diagnostic {
    let identity = cause.findings[0].identity;
    let is_same = cause.findings.iter().all(|finding| finding.identity == identity);
    let mut labels: Vec<(Span, Words)> = Vec::new();
    let mut notes = Vec::new();
    for finding in &cause.findings {
        for sides in arithmetic(report, finding.identity, finding.at) {
            notes.push(note(report, finding, is_same, &sides.words()));
            let operands = shown(&sides.right).into_iter().chain(shown(&sides.left));
            for operand in operands {
                labels.extend(operand.span.map(|span| (span, operand.in_full(report))));
            }
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    labels.retain(|(span, words)| seen.insert((*span, words.of_zh().to_owned())));
    let wrong = cause.correction.and_then(|(fact, _)| report.fact(fact)).map(|fact| fact.span);
    if let Some(index) = wrong.and_then(|wrong| labels.iter().position(|(span, _)| *span == wrong)) {
        labels[..=index].rotate_right(1);
    }
    let places: Vec<&str> = match (is_same, identity) {
        (false, _) | (_, Identity::RowTotal(_)) => Vec::new(),
        _ => cause.findings.iter().filter_map(|finding| place_name(report, identity, finding.at)).collect(),
    };
    let (primary, words) = labels.first().cloned().unwrap_or((report.head, Words::default()));
    let title = if is_same { statement(report, identity) } else { several(report, cause) };
    let entry = if is_equation(report, identity) { catalog::identity_fails } else { catalog::condition_fails };
    let mut diagnostic = entry(report.place(primary), &title, &in_parentheses(&places))
        .at_level(cause.findings.iter().map(|finding| level(report, finding.identity)).min().unwrap_or(Level::Error))
        .with_label(words);
    for (span, words) in labels.into_iter().skip(1).take(MOST_LABELS) {
        diagnostic = diagnostic.with_related(report.place(span), words);
    }
    diagnostic.notes = notes;
    diagnostic.help = cause.correction.map(|(fact, number)| correction_words(report, fact, number));
    with_rule(report, identity, diagnostic)
}

/// Whether an identity is one of sums, and not a condition on dates or an inequality.
fn is_equation(report: &Report, identity: Identity) -> bool {
    let is_equal = |clause: &Clause| matches!(clause.right, Some((Comparison::Equal, _)));
    check(report, identity).is_none_or(|check| check.condition.sides.len() == 1 && check.condition.clauses().all(is_equal))
}

/// The statements of identities that fail together.
fn several(report: &Report, cause: &Cause) -> Words {
    let mut statements: Vec<Words> = Vec::new();
    for finding in &cause.findings {
        let statement = statement(report, finding.identity);
        if !statements.contains(&statement) {
            statements.push(statement);
        }
    }
    let (zh, en): (Vec<_>, Vec<_>) = statements.iter().map(|words| (words.of_zh(), words.of_en())).unzip();
    Words::new(zh.join("；"), en.join("; "))
}

/// The arithmetic of one failure, with the column or the row it is of and, among several, the identity.
fn note(report: &Report, finding: &Finding, is_same: bool, arithmetic: &Words) -> Words {
    let place = match finding.identity {
        Identity::RowTotal(row) => Some(report.form.node(row).name()),
        identity => place_name(report, identity, finding.at),
    };
    let statement = statement(report, finding.identity);
    let prefix = |statement: &str, colon: &str| match (is_same, place) {
        (true, None) => String::new(),
        (true, Some(place)) => format!("{place}{colon}"),
        (false, None) => format!("{statement}{colon}"),
        (false, Some(place)) => format!("{statement}（{place}）{colon}"),
    };
    Words::new(
        format!("{}{}", prefix(statement.of_zh(), "："), arithmetic.of_zh()),
        format!("{}{}", prefix(statement.of_en(), ": "), arithmetic.of_en()),
    )
}

fn correction_words(report: &Report, fact: FactId, number: Decimal) -> Words {
    let path = report.fact_path(fact, false);
    let written = report.fact(fact).map(|fact| fact.value.to_string()).unwrap_or_default();
    Words::new(
        format!("如果只有一处有误，应是 {path}：{number}，而不是 {written}（改后以上等式全部成立）"),
        format!("if only one figure is wrong, it is {path}: {number}, not {written} (then all of these hold)"),
    )
}

fn in_parentheses(places: &[&str]) -> Words {
    if places.is_empty() {
        return Words::default();
    }
    Words::new(format!("（{}）", places.join("、")), format!(" ({})", places.join(", ")))
}

/// The line of the form that states the rule, and the regulation behind it.
fn with_rule(report: &Report, identity: Identity, diagnostic: Diagnostic) -> Diagnostic {
    let (place, basis) = match identity {
        Identity::RowTotal(node) | Identity::ColumnTotal(node) => (Some(report.form.place(report.form.node(node).span)), None),
        Identity::OwnTotal(_) => (None, None),
        Identity::Form(_) | Identity::Report(_) => {
            let check = check(report, identity);
            (check.map(|check| check.place.clone()), check.and_then(|check| check.basis.as_deref()))
        }
    };
    let Some(place) = place else { return diagnostic };
    let diagnostic = diagnostic.with_related(place, Words::new("规则在此", "the rule is here"));
    match basis.or(report.form.basis.as_deref()) {
        Some(basis) if !matches!(identity, Identity::Report(_)) => {
            diagnostic.with_note(Words::new(format!("依据：{basis}"), format!("basis: {basis}")))
        }
        _ => diagnostic,
    }
}

// ── Arithmetic ───────────────────────────────────────────────────────────────────────────────────────────────────────

/// Both sides of an identity: for a check of several clauses, those that do not hold, or all where all do.
pub fn arithmetic(report: &Report, identity: Identity, at: Option<usize>) -> Vec<Arithmetic> {
    let form = &report.form;
    match identity {
        Identity::RowTotal(row) => {
            let (Some(table), Some(total)) = (form.table_of(row), at) else { return Vec::new() };
            let columns = &form.tables[table].columns;
            let of = columns[total].sum_of.as_deref().unwrap_or_default();
            let left = of.iter().filter_map(|&column| cell_operand(report, row, column, columns[column].name())).collect();
            let right = cell_operand(report, row, total, columns[total].name()).into_iter().collect();
            vec![sides(left, evaluate::sum_of_columns(report, row, of).ok(), Comparison::Equal, right, None)]
        }
        Identity::ColumnTotal(row) => {
            let (Some(of), Some(column)) = (sum_of(form, row), at) else { return Vec::new() };
            let left = row_operands(report, of, column);
            let right = cell_operand(report, row, column, form.node(row).name()).into_iter().collect();
            vec![sides(left, evaluate::sum_of_rows(report, of, column).ok(), Comparison::Equal, right, None)]
        }
        Identity::OwnTotal(block) => {
            let own = &report.own_facts[block];
            let operand = |index: usize| fact_operand(report, own.first + index, &own.facts[index].name);
            let left = (0..own.facts.len()).filter(|&index| Some(index) != own.total).filter_map(operand).collect();
            let right = own.total.and_then(operand).into_iter().collect();
            vec![sides(left, evaluate::sum_of_own(report, block).ok(), Comparison::Equal, right, None)]
        }
        Identity::Form(_) | Identity::Report(_) => match check(report, identity) {
            Some(check) => clauses(report, check, at),
            None => Vec::new(),
        },
    }
}

fn clauses(report: &Report, check: &Check, at: Option<usize>) -> Vec<Arithmetic> {
    let at = match (check.shape, at) {
        (Shape::Columns(_), Some(column)) => At::Column(column),
        (Shape::Rows(table), Some(row)) => At::Row(report.form.tables[table].rows[row]),
        _ => At::Scalar,
    };
    let fails = |clause: &&Clause| evaluate::clause_truth(report, clause, at) == Ok(false);
    let single = check.condition.sides.len() == 1;
    let failing: Vec<&Clause> = check.condition.clauses().filter(fails).collect();
    let shown = if failing.is_empty() || !single { check.condition.clauses().collect() } else { failing };
    let arithmetic = shown.into_iter().map(|clause| clause_arithmetic(report, clause, at));
    // The sides of an `iff` hold or do not; none of them alone is wrong.
    arithmetic.map(|sides| Arithmetic { is_part: !single, ..sides }).collect()
}

fn clause_arithmetic(report: &Report, clause: &Clause, at: At) -> Arithmetic {
    let value = |expression: &Expression| evaluate::value(report, expression, at).ok();
    match &clause.right {
        Some((comparison, right)) => {
            sides(operands(report, &clause.left, at), value(&clause.left), *comparison, operands(report, right, at), value(right))
        }
        None => {
            let arguments: Vec<Operand> = match &clause.left {
                Expression::Call(_, arguments) => arguments.iter().flat_map(|argument| operands(report, argument, at)).collect(),
                other => operands(report, other, at),
            };
            let function = match &clause.left {
                Expression::Call(function, _) => Some(*function),
                _ => None,
            };
            Arithmetic { function, ..sides(arguments, None, Comparison::Equal, Vec::new(), None) }
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
    let difference = number(&left_value).zip(number(&right_value)).and_then(|(left, right)| left.checked_sub(right));
    Arithmetic { function: None, is_part: false, left, left_value, comparison, right, right_value, difference }
}

/// The terms of an expression: those of a sum one by one, anything else as a whole.
fn operands(report: &Report, expression: &Expression, at: At) -> Vec<Operand> {
    match expression {
        Expression::Sum(terms) => {
            terms.iter().flat_map(|(negative, term)| negated(operands(report, term, at), *negative)).collect()
        }
        Expression::Reference(reference, _) => reference_operands(report, *reference, at),
        other => {
            let value = evaluate::value(report, other, at).ok();
            value
                .map(|value| Operand { label: Words::default(), fact: None, value, negative: false, span: None })
                .into_iter()
                .collect()
        }
    }
}

fn negated(operands: Vec<Operand>, negative: bool) -> Vec<Operand> {
    operands.into_iter().map(|operand| Operand { negative: operand.negative != negative, ..operand }).collect()
}

fn reference_operands(report: &Report, reference: Reference, at: At) -> Vec<Operand> {
    let form = &report.form;
    match (reference, at) {
        (Reference::Fact(fact), _) => fact_operand(report, fact, &report.fact_path(fact, false)).into_iter().collect(),
        (Reference::Row(row), At::Column(column)) => row_operands(report, &[row], column),
        (Reference::Row(row), _) => {
            let column = form.table_of(row).and_then(|table| form.tables[table].representative());
            column.map(|column| row_operands(report, &[row], column)).unwrap_or_default()
        }
        (Reference::Column(table, column), At::Row(row)) => {
            cell_operand(report, row, column, form.tables[table].columns[column].name()).into_iter().collect()
        }
        (Reference::Column(table, column), _) => row_operands(report, &form.node(form.tables[table].node).children, column),
        (Reference::Own(block), _) => {
            let own = &report.own_facts[block];
            match own.total {
                Some(total) => fact_operand(report, own.first + total, &own.name).into_iter().collect(),
                None => (0..own.facts.len()).filter_map(|i| fact_operand(report, own.first + i, &own.facts[i].name)).collect(),
            }
        }
    }
}

/// The cells of rows in a column; a group without a stated total gives its rows instead.
fn row_operands(report: &Report, rows: &[NodeId], column: usize) -> Vec<Operand> {
    let form = &report.form;
    rows.iter()
        .flat_map(|&row| match &form.node(row).kind {
            NodeKind::Group { total: None, .. } if form.cell(row, column).is_none_or(|fact| report.facts[fact].is_none()) => {
                row_operands(report, &form.node(row).children, column)
            }
            _ => cell_operand(report, row, column, form.node(row).name()).into_iter().collect(),
        })
        .collect()
}

fn cell_operand(report: &Report, row: NodeId, column: usize, label: &str) -> Option<Operand> {
    fact_operand(report, report.form.cell(row, column)?, label)
}

fn fact_operand(report: &Report, fact: FactId, label: &str) -> Option<Operand> {
    let stated = report.fact(fact)?;
    let span = (stated.origin != Origin::Computed).then_some(stated.span);
    Some(Operand { label: Words::new(label, label), fact: Some(fact), value: stated.value.clone(), negative: false, span })
}

/// A splice whose facts state no value. Holes and missing facts are reported for themselves.
pub fn without_value(report: &Report, span: Span, reason: &Undecided) -> Option<Diagnostic> {
    match reason {
        Undecided::Absent(_, Absence::Hole) | Undecided::Missing => None,
        reason => Some(catalog::splice_without_value(report.place(span), &reason_words(report, reason))),
    }
}

/// Why an identity or a splice is undecided, in words.
pub fn reason_words(report: &Report, reason: &Undecided) -> Words {
    match reason {
        Undecided::Absent(fact, absence) => {
            let path = report.fact_path(*fact, false);
            match absence {
                Absence::Blank => Words::new(format!("“{path}”空白"), format!("`{path}` is blank")),
                Absence::NotApplicable => Words::new(format!("“{path}”不适用"), format!("`{path}` is not applicable")),
                Absence::Hole => Words::new(format!("“{path}”待填"), format!("`{path}` is not known yet")),
            }
        }
        Undecided::Missing => Words::new("缺少所涉的数", "a figure it needs is missing"),
        Undecided::NoPrevious => Words::new("没有上一年度的报告", "there is no report of last year"),
        Undecided::ZeroBase => Words::new("除数为零", "it is a share of zero"),
        Undecided::Overflow => Words::new("超出精确计算的范围", "it is out of the range of exact arithmetic"),
    }
}

/// Where the fact of a reference is written, and what it is.
pub fn origin(report: &Report, expression: &Expression) -> Option<(Place, Words)> {
    let operand = operands(report, expression, At::Scalar).into_iter().find(|operand| operand.span.is_some())?;
    Some((report.place(operand.span?), operand.in_full(report)))
}

impl Operand {
    /// The operand as it is called at its own place: by row and column.
    fn in_full(&self, report: &Report) -> Words {
        let slot = self.fact.filter(|&fact| report.own_fact(fact).is_none()).map(|fact| report.form.slots[fact]);
        let name = slot.and_then(|slot| {
            let (row, table) = (report.form.node(slot.node), report.form.table_of(slot.node)?);
            Some(format!("{}·{}", row.name(), report.form.tables[table].columns[slot.column?].name()))
        });
        let name = |label: &str| name.clone().unwrap_or_else(|| label.to_owned());
        Words::new(format!("{} {}", name(self.label.of_zh()), self.value), format!("{} {}", name(self.label.of_en()), self.value))
    }

    fn is_zero(&self) -> bool {
        self.value.number().is_some_and(|number| number.is_zero())
    }
}

impl Arithmetic {
    /// `新收 3 + 结转 0 = 3，总计 1 + 结转下年 0 = 1，相差 2`
    pub fn words(&self) -> Words {
        let (left, right) = (side(&self.left, &self.left_value), side(&self.right, &self.right_value));
        if let Some(function) = self.function {
            return function_words(function, &self.left);
        }
        if self.right.is_empty() {
            return Words::new(left.clone(), left);
        }
        let symbol = self.comparison.symbol();
        if self.is_part {
            let holds = self.holds();
            let (zh, en) = if holds { ("成立", "holds") } else { ("不成立", "does not hold") };
            return Words::new(format!("{left} {symbol} {right} {zh}"), format!("{left} {symbol} {right} {en}"));
        }
        if self.comparison != Comparison::Equal {
            return Words::new(format!("{left} {symbol} {right} 不成立"), format!("{left} {symbol} {right} does not hold"));
        }
        match self.difference.map(|difference| if difference.is_negative() { difference.checked_neg() } else { Some(difference) })
        {
            Some(Some(difference)) => Words::new(
                format!("{left}，{right}，相差 {difference}"),
                format!("{left}, {right}, a difference of {difference}"),
            ),
            _ => Words::new(format!("{left}，{right}"), format!("{left}, {right}")),
        }
    }

    fn holds(&self) -> bool {
        let ordering =
            self.left_value.as_ref().zip(self.right_value.as_ref()).map(|(left, right)| evaluate::compare(left, right));
        ordering.and_then(Result::ok).is_some_and(|ordering| evaluate::comparison_holds(self.comparison, ordering))
    }

    /// The identity as a formula with its numbers, the same in every language: `新收 1 + 结转 0 = 总计 1 + 结转下年 0`.
    pub fn formula(&self) -> String {
        let left = terms(&self.left);
        if self.right.is_empty() { left } else { format!("{left} {} {}", self.comparison.symbol(), terms(&self.right)) }
    }
}

/// What a function of the language found wanting.
fn function_words(function: Function, operands: &[Operand]) -> Words {
    let operand = |index: usize| operands.get(index).map(|operand| terms(std::slice::from_ref(operand))).unwrap_or_default();
    match function {
        Function::Complete => Words::new(format!("{} 缺日", operand(0)), format!("{} is without its day", operand(0))),
        Function::Multiple => Words::new(
            format!("{} 不是 {} 的整数倍", operand(0), operand(1)),
            format!("{} is not a multiple of {}", operand(0), operand(1)),
        ),
        Function::Share | Function::Change | Function::Date => Words::new(terms(operands), terms(operands)),
    }
}

fn side(operands: &[Operand], value: &Option<Value>) -> String {
    match value {
        Some(value) if shown(operands).len() > 1 => format!("{} = {value}", terms(operands)),
        _ => terms(operands),
    }
}

/// Of many operands only those that are not zero.
fn shown(operands: &[Operand]) -> Vec<&Operand> {
    match operands.len() {
        0..=4 => operands.iter().collect(),
        _ => operands.iter().filter(|operand| !operand.is_zero()).collect(),
    }
}

/// The operands with their signs.
fn terms(operands: &[Operand]) -> String {
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
        let label = operand.label.of_zh();
        text.push_str(label);
        text.push_str(if label.is_empty() { "" } else { " " });
        text.push_str(&operand.value.to_string());
    }
    text
}
