//! Calendar dates. The day may be missing, because some published reports leave it out.

use std::fmt;

use jiff::civil;

use crate::chinese::time;

/// A calendar date, or a month without the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The date, or the first of its month if the day is missing.
    first: civil::Date,
    is_complete: bool,
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// It is not written as `2021-01-29` or `2021-01`.
    Form,
    /// The calendar has no such day.
    Calendar,
}

impl Date {
    /// Parses `2021-01-29` or `2021-01`.
    ///
    /// # Errors
    /// The error states whether the text or the day is invalid.
    pub fn parse(text: &str) -> Result<Date, DateFault> {
        let parts: Vec<&str> = text.split('-').collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        if !matches!(lengths.as_slice(), [4, 2] | [4, 2, 2]) {
            return Err(DateFault::Form);
        }
        let number = |part: &str| part.parse::<i16>().map_err(|_| DateFault::Form);
        let day = parts.get(2).map_or(Ok(1), |day| number(day))?;
        let date =
            Date::new(number(parts[0])?, number(parts[1])?, day).ok_or(DateFault::Calendar)?;
        Ok(Date {
            is_complete: parts.len() == 3,
            ..date
        })
    }

    /// A date with its day, or `None` if the calendar has no such day.
    pub fn new(year: i16, month: i16, day: i16) -> Option<Date> {
        let first = civil::Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        Some(Date {
            first,
            is_complete: true,
        })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// The month, from 1.
    pub fn month(self) -> i8 {
        self.first.month()
    }

    /// The day, from 1, or `None` if it is not stated.
    pub fn day(self) -> Option<i8> {
        self.is_complete.then(|| self.first.day())
    }

    /// Whether the day is stated.
    pub fn is_complete(self) -> bool {
        self.is_complete
    }

    /// The date as at the end of official documents: 2021年1月29日.
    pub fn in_words(self) -> String {
        time::date(self.year(), self.month(), self.day())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())?;
        if self.is_complete {
            write!(f, "-{:02}", self.first.day())
        } else {
            Ok(())
        }
    }
}
