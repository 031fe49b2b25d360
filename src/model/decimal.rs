//! Exact decimal numbers with checked arithmetic. Only functions with `rounded` in their name
//! round.

use std::cmp::Ordering;
use std::fmt;

use crate::diagnostic::{Language, Localized};

/// The greatest number of digits after the decimal point.
const DEEPEST_SCALE: u32 = 30;

/// The number `mantissa / 10^scale`. Any number of up to 28 digits fits. A result that does not fit
/// is `None`, never rounded.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal {
        mantissa: 0,
        scale: 0,
    };

    /// Parses digits with sign, decimal point and `_`: `-1_445.50`. `None` if the number does not
    /// fit.
    pub fn parse(digits: &str) -> Option<Decimal> {
        let unsigned = digits.trim_start_matches(['+', '-']);
        if let Some(small) = small_integer(unsigned) {
            let mantissa = if digits.starts_with('-') {
                -i128::from(small)
            } else {
                i128::from(small)
            };
            return Some(Decimal { mantissa, scale: 0 });
        }
        let mut mantissa: i128 = 0;
        let mut scale = 0;
        let mut after_point = false;
        for byte in unsigned.bytes() {
            match byte {
                b'_' => {}
                b'.' => after_point = true,
                b'0'..=b'9' => {
                    mantissa = mantissa
                        .checked_mul(10)?
                        .checked_add(i128::from(byte - b'0'))?;
                    scale += u32::from(after_point);
                }
                _ => return None,
            }
        }
        let mantissa = if digits.starts_with('-') {
            -mantissa
        } else {
            mantissa
        };
        (scale <= DEEPEST_SCALE).then_some(Decimal { mantissa, scale })
    }

    /// Whether it is zero, with any number of decimals.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Whether it is less than zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Whether it has no digits after the decimal point, not even zeros.
    pub fn is_integer(self) -> bool {
        self.scale == 0
    }

    /// The number as an integer. `None` if it is not an integer or does not fit.
    pub fn to_integer(self) -> Option<i64> {
        let one = power_of_ten(self.scale)?;
        (self.mantissa % one == 0)
            .then_some(self.mantissa / one)?
            .try_into()
            .ok()
    }

    /// The sum. `None` if it does not fit.
    pub fn checked_add(self, other: Decimal) -> Option<Decimal> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Decimal {
            mantissa: a.checked_add(b)?,
            scale,
        })
    }

    /// The difference. `None` if it does not fit.
    pub fn checked_sub(self, other: Decimal) -> Option<Decimal> {
        self.checked_add(other.checked_neg()?)
    }

    /// The negated number. `None` if it does not fit.
    pub fn checked_neg(self) -> Option<Decimal> {
        Some(Decimal {
            mantissa: self.mantissa.checked_neg()?,
            ..self
        })
    }

    /// The product. `None` if it does not fit.
    pub fn checked_mul(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale + other.scale;
        let mantissa = self.mantissa.checked_mul(other.mantissa)?;
        (scale <= DEEPEST_SCALE).then_some(Decimal { mantissa, scale })
    }

    /// The number multiplied by a power of ten, exactly. `None` if it does not fit.
    pub fn checked_shift(self, power: i32) -> Option<Decimal> {
        if power < 0 {
            let scale = self.scale + power.unsigned_abs();
            return (scale <= DEEPEST_SCALE).then_some(Decimal { scale, ..self });
        }
        let power = power.unsigned_abs();
        let absorbed = power.min(self.scale);
        let mantissa = self.mantissa.checked_mul(power_of_ten(power - absorbed)?)?;
        Some(Decimal {
            mantissa,
            scale: self.scale - absorbed,
        })
    }

    /// The same number without trailing zeros after the decimal point.
    pub fn trimmed(mut self) -> Decimal {
        while self.scale > 0 && self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }

    /// The quotient with `digits` decimals, rounded half away from zero. `None` if the divisor is
    /// zero or the quotient does not fit.
    pub fn checked_div_rounded(self, divisor: Decimal, digits: u32) -> Option<Decimal> {
        let (a, b, _) = self.aligned(divisor)?;
        let scaled = a.checked_mul(power_of_ten(digits)?)?;
        let (quotient, remainder) = (scaled.checked_div(b)?, scaled.checked_rem(b)?);
        let round_up = remainder.unsigned_abs() >= b.unsigned_abs() - remainder.unsigned_abs();
        let away = if (a < 0) == (b < 0) { 1 } else { -1 };
        let mantissa = if round_up && remainder != 0 {
            quotient.checked_add(away)?
        } else {
            quotient
        };
        Some(Decimal {
            mantissa,
            scale: digits,
        })
    }

    /// Whether the number is an integer multiple of another. The only multiple of zero is zero.
    /// `None` if a number does not fit.
    pub fn is_multiple_of(self, other: Decimal) -> Option<bool> {
        let (a, b, _) = self.aligned(other)?;
        Some(if b == 0 {
            a == 0
        } else {
            a.checked_rem(b)? == 0
        })
    }

    /// Both mantissas, converted to the greater scale.
    fn aligned(self, other: Decimal) -> Option<(i128, i128, u32)> {
        if self.scale == other.scale {
            return Some((self.mantissa, other.mantissa, self.scale));
        }
        let scale = self.scale.max(other.scale);
        let a = self
            .mantissa
            .checked_mul(power_of_ten(scale - self.scale)?)?;
        let b = other
            .mantissa
            .checked_mul(power_of_ten(scale - other.scale)?)?;
        Some((a, b, scale))
    }

    /// The integer part, and the fraction in units of 10^-30.
    fn parts(self) -> (i128, i128) {
        let one = 10_i128.pow(self.scale);
        (
            self.mantissa / one,
            self.mantissa % one * 10_i128.pow(DEEPEST_SCALE - self.scale),
        )
    }
}

/// Parses an integer of a few plain digits. Most figures are such integers, and this is ten times
/// faster than with 128 bits.
fn small_integer(digits: &str) -> Option<i64> {
    (1..=18).contains(&digits.len()).then_some(())?;
    digits.bytes().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i64::from(byte - b'0'))
    })
}

fn power_of_ten(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

impl From<i64> for Decimal {
    fn from(integer: i64) -> Decimal {
        Decimal {
            mantissa: i128::from(integer),
            scale: 0,
        }
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Decimal) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        if self.scale == other.scale {
            self.mantissa.cmp(&other.mantissa)
        } else {
            self.parts().cmp(&other.parts())
        }
    }
}

/// Prints every digit of the source form, including trailing zeros.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.scale == 0 {
            // Printing 128 bits takes ten times as long, and few figures need them.
            return match i64::try_from(self.mantissa) {
                Ok(small) => write!(f, "{small}"),
                Err(_) => write!(f, "{}", self.mantissa),
            };
        }
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs();
        let one = 10_u128.pow(self.scale);
        write!(
            f,
            "{sign}{}.{:0width$}",
            digits / one,
            digits % one,
            width = self.scale as usize
        )
    }
}

impl Localized for Decimal {
    fn localize(&self, _: Language) -> String {
        self.to_string()
    }
}
