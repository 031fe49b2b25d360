//! Amounts of money and their units, which convert exactly.

use std::fmt;

use super::Decimal;

/// A unit of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Currency {
    /// 元 (yuan).
    Yuan,
    /// 万元: ten thousand yuan.
    TenThousandYuan,
    /// 亿元: a hundred million yuan.
    HundredMillionYuan,
}

impl Currency {
    pub(crate) const NAMES: [&str; 3] = ["元", "万元", "亿元"];
    const ALL: [Currency; 3] = [
        Currency::Yuan,
        Currency::TenThousandYuan,
        Currency::HundredMillionYuan,
    ];

    /// The unit with a name such as `万元`.
    pub fn of_name(name: &str) -> Option<Currency> {
        Currency::ALL
            .into_iter()
            .find(|currency| currency.name() == name)
    }

    /// Its name: `万元`.
    pub fn name(self) -> &'static str {
        let [yuan, ten_thousand, hundred_million] = Currency::NAMES;
        match self {
            Currency::Yuan => yuan,
            Currency::TenThousandYuan => ten_thousand,
            Currency::HundredMillionYuan => hundred_million,
        }
    }

    /// The power of ten of the unit in 元.
    fn power(self) -> i32 {
        match self {
            Currency::Yuan => 0,
            Currency::TenThousandYuan => 4,
            Currency::HundredMillionYuan => 8,
        }
    }
}

/// An amount of money in the unit of its source form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// The number of units.
    pub number: Decimal,
    /// The unit.
    pub currency: Currency,
}

impl Money {
    /// The exact number in another unit. `None` if it does not fit.
    pub fn in_currency(self, currency: Currency) -> Option<Decimal> {
        self.number
            .checked_shift(self.currency.power() - currency.power())
    }

    /// The exact number in 元. `None` if it does not fit.
    pub fn in_yuan(self) -> Option<Decimal> {
        self.in_currency(Currency::Yuan)
    }

    /// Whether it is a whole number of fen (分), the hundredth of a 元.
    pub fn is_of_whole_fen(self) -> bool {
        self.number
            .checked_shift(self.currency.power() + 2)
            .is_none_or(|fen| fen.trimmed().is_integer())
    }

    /// This amount changed to a value in 元: with the same digits in another unit if possible,
    /// otherwise with other digits in the same unit. `None` if the value does not fit.
    pub fn rewritten(self, yuan: Decimal) -> Option<Money> {
        let same_digits = Currency::ALL
            .into_iter()
            .map(|currency| Money { currency, ..self });
        if let Some(same) = same_digits
            .filter(|_| !yuan.is_zero())
            .find(|money| money.in_yuan() == Some(yuan))
        {
            return Some(same);
        }
        let number = Money {
            number: yuan,
            currency: Currency::Yuan,
        }
        .in_currency(self.currency)?
        .trimmed();
        Some(Money { number, ..self })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}{}", self.number, self.currency.name())
    }
}
