//! The sum of values.

use std::borrow::Cow;

use super::Evaluated;
use crate::model::{Absence, Decimal, Undecided, Value};

/// The sum of terms; the `bool` is whether the term is subtracted. Money keeps its unit if all
/// terms have the same. If several terms have no value, the most severe reason is returned.
pub(crate) fn total<'v>(
    terms: impl Iterator<Item = Result<(bool, Cow<'v, Value>), Undecided>>,
) -> Evaluated {
    let mut sum: Option<Value> = None;
    let mut undecided: Option<Undecided> = None;
    for term in terms {
        match term {
            Ok((negative, term)) if undecided.is_none() => sum = Some(add(sum, negative, &term)?),
            Ok(_) => {}
            Err(reason) => undecided = Some(more_severe(undecided, reason)),
        }
    }
    match undecided {
        Some(reason) => Err(reason),
        None => Ok(sum.unwrap_or(Value::Number(Decimal::ZERO))),
    }
}

fn more_severe(a: Option<Undecided>, b: Undecided) -> Undecided {
    let rank = |reason: &Undecided| match reason {
        Undecided::Absent(_, Absence::NotApplicable) => 0,
        Undecided::Absent(_, Absence::Blank) => 1,
        Undecided::NoPrevious | Undecided::NoCounterpart(_) | Undecided::Previous(_) => 2,
        Undecided::ZeroBase => 3,
        Undecided::Absent(_, Absence::Unknown) => 4,
        Undecided::Overflow => 5,
        Undecided::Missing => 6,
    };
    match a {
        Some(a) if rank(&a) >= rank(&b) => a,
        _ => b,
    }
}

fn add(sum: Option<Value>, negative: bool, term: &Value) -> Evaluated {
    let added = match sum {
        Some(sum) => sum.plus(negative, term),
        None if negative => term.map_number(Decimal::checked_neg),
        None => term.is_number().then(|| term.clone()),
    };
    added.ok_or(Undecided::Overflow)
}
