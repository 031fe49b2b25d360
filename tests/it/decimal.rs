//! Exact arithmetic, compared with big integers.

use gdr::model::Decimal;
use num_bigint::BigInt;
use proptest::prelude::*;

/// A number as an integer in units of 10^-scale.
#[derive(Debug, Clone)]
struct Exact {
    units: BigInt,
    scale: u32,
}

impl Exact {
    fn parse(text: &str) -> Exact {
        let (whole, after) = text.split_once('.').unwrap_or((text, ""));
        Exact {
            units: format!("{whole}{after}").parse().expect("digits"),
            scale: after.len() as u32,
        }
    }

    fn at_scale(&self, scale: u32) -> BigInt {
        &self.units * BigInt::from(10).pow(scale - self.scale)
    }

    fn aligned(&self, other: &Exact) -> (BigInt, BigInt, u32) {
        let scale = self.scale.max(other.scale);
        (self.at_scale(scale), other.at_scale(scale), scale)
    }

    fn is(&self, decimal: Decimal) -> bool {
        let (a, b, _) = self.aligned(&Exact::parse(&decimal.to_string()));
        a == b
    }
}

/// The quotient of integers, rounded half away from zero.
fn rounded(a: &BigInt, b: &BigInt) -> BigInt {
    let (a, b) = if *b < BigInt::ZERO {
        (-a, -b)
    } else {
        (a.clone(), b.clone())
    };
    let half_more = if a < BigInt::ZERO {
        a * 2 - &b
    } else {
        a * 2 + &b
    };
    half_more / (b * 2)
}

/// A number of at most this many digits, some of them after the decimal point.
fn number(digits: usize) -> impl Strategy<Value = String> {
    (
        any::<bool>(),
        prop::collection::vec(b'0'..=b'9', 1..=digits),
        0..=digits,
    )
        .prop_map(|(negative, digits, after)| {
            let (whole, after) = digits.split_at(digits.len() - after.min(digits.len() - 1));
            let text = |digits: &[u8]| String::from_utf8(digits.to_vec()).expect("digits");
            let point = if after.is_empty() { "" } else { "." };
            format!(
                "{}{}{point}{}",
                if negative { "-" } else { "" },
                text(whole),
                text(after)
            )
        })
}

fn parse(text: &str) -> (Decimal, Exact) {
    (
        Decimal::parse(text).unwrap_or_else(|| panic!("{text} does not fit")),
        Exact::parse(text),
    )
}

/// Digits as printed: without leading zeros, and without a sign for zero.
fn canonical(text: &str) -> String {
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text), |digits| ("-", digits));
    let (whole, after) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        sign
    } else {
        ""
    };
    if after.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{after}")
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn every_number_of_28_digits_is_printed_as_written(text in number(28)) {
        let (decimal, exact) = parse(&text);
        prop_assert!(exact.is(decimal));
        prop_assert_eq!(decimal.to_string(), canonical(&text));
        prop_assert_eq!(Decimal::parse(&decimal.to_string()), Some(decimal));
    }

    #[test]
    fn sums_are_exact(a in number(18), b in number(18)) {
        let ((a, exact_a), (b, exact_b)) = (parse(&a), parse(&b));
        let (x, y, scale) = exact_a.aligned(&exact_b);
        let sum = Exact { units: &x + &y, scale };
        let difference = Exact { units: x - y, scale };
        prop_assert!(sum.is(a.checked_add(b).expect("36 digits fit")));
        prop_assert!(difference.is(a.checked_sub(b).expect("36 digits fit")));
        prop_assert_eq!(a.checked_add(b), b.checked_add(a));
    }

    #[test]
    fn products_are_exact(a in number(15), b in number(15)) {
        let ((a, exact_a), (b, exact_b)) = (parse(&a), parse(&b));
        let product = Exact { units: exact_a.units * exact_b.units, scale: exact_a.scale + exact_b.scale };
        prop_assert!(product.is(a.checked_mul(b).expect("30 digits fit")));
    }

    #[test]
    fn quotients_round_half_away_from_zero(a in number(12), b in number(12), digits in 0_u32..4) {
        let ((a, exact_a), (b, exact_b)) = (parse(&a), parse(&b));
        let (x, y, _) = exact_a.aligned(&exact_b);
        let quotient = a.checked_div_rounded(b, digits);
        prop_assert_eq!(quotient.is_none(), y == BigInt::ZERO);
        if let Some(quotient) = quotient {
            let units = rounded(&(x * BigInt::from(10).pow(digits)), &y);
            let exact = Exact { units, scale: digits };
            prop_assert!(exact.is(quotient), "{} / {} = {}", a, b, quotient);
        }
    }

    #[test]
    fn order_is_numeric(a in number(28), b in number(28)) {
        let ((a, exact_a), (b, exact_b)) = (parse(&a), parse(&b));
        let (x, y, _) = exact_a.aligned(&exact_b);
        prop_assert_eq!(a.cmp(&b), x.cmp(&y), "{} and {}", a, b);
        prop_assert_eq!(a == b, x == y);
    }

    #[test]
    fn trailing_zeros_do_not_affect_equality(text in number(20), zeros in 1_usize..8) {
        let longer = format!("{text}{}{}", if text.contains('.') { "" } else { "." }, "0".repeat(zeros));
        prop_assert_eq!(Decimal::parse(&text), Decimal::parse(&longer));
    }

    #[test]
    fn shifting_moves_the_decimal_point(text in number(18), power in -10_i32..=10) {
        let (decimal, exact) = parse(&text);
        let ten = BigInt::from(10).pow(power.unsigned_abs());
        let shifted = if power < 0 { Exact { scale: exact.scale + power.unsigned_abs(), ..exact } } else { Exact { units: exact.units * ten, ..exact } };
        prop_assert!(shifted.is(decimal.checked_shift(power).expect("28 digits fit")));
    }

    /// Operations on numbers of any length give an exact result or no result.
    #[test]
    fn results_that_do_not_fit_are_none(a in number(60), b in number(60)) {
        let Some(decimal) = Decimal::parse(&a) else { return Ok(()) };
        prop_assert!(Exact::parse(&a).is(decimal));
        let Some(other) = Decimal::parse(&b) else { return Ok(()) };
        let (x, y) = (Exact::parse(&a), Exact::parse(&b));
        if let Some(product) = decimal.checked_mul(other) {
            let exact = Exact { units: &x.units * &y.units, scale: x.scale + y.scale };
            prop_assert!(exact.is(product), "{} * {} = {}", a, b, product);
        }
        if let Some(sum) = decimal.checked_add(other) {
            let (x, y, scale) = x.aligned(&y);
            let exact = Exact { units: x + y, scale };
            prop_assert!(exact.is(sum), "{} + {} = {}", a, b, sum);
        }
    }
}

#[test]
fn halves_are_rounded_away_from_zero() {
    let divide = |a: i64, b: i64| {
        Decimal::from(a)
            .checked_div_rounded(Decimal::from(b), 0)
            .map(|quotient| quotient.to_string())
    };
    let quotients = [
        (1, 2),
        (-1, 2),
        (1, -2),
        (-1, -2),
        (5, 2),
        (7, 3),
        (8, 3),
        (-8, 3),
        (0, 5),
        (1, 0),
    ]
    .map(|(a, b)| divide(a, b));
    let expected =
        ["1", "-1", "-1", "1", "3", "2", "3", "-3", "0"].map(|text| Some(text.to_owned()));
    assert_eq!(quotients[..9], expected);
    assert_eq!(quotients[9], None);
}

#[test]
fn the_greatest_numbers_overflow_to_none() {
    let greatest = Decimal::parse(&i128::MAX.to_string()).expect("the number fits");
    let one = Decimal::from(1);
    assert_eq!(greatest.checked_add(one), None);
    assert_eq!(greatest.checked_mul(Decimal::from(2)), None);
    assert_eq!(Decimal::parse(&format!("{}0", i128::MAX)), None);
    assert_eq!(
        greatest
            .checked_neg()
            .and_then(|least| least.checked_sub(one))
            .and_then(Decimal::checked_neg),
        None
    );
    assert!(Decimal::parse(&format!("0.{}", "1".repeat(40))).is_none());
}

#[test]
fn invalid_numbers_are_none() {
    for text in ["1e5", "１", "0x10", "1,000", " 1", "1 "] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
}
