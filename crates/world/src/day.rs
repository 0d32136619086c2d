//! Days and spells of years, as precise as they are known.

use std::fmt;

/// A year, month or day as it is written in the tables and in EDTF: `1999`, `1999-08`, `1999-08-09`.
///
/// Unknown parts are zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(u32);

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Day {
    /// Reads `1999`, `1999-08`, `1999-08-09` (a time after it is left out) or `9 August 1999`.
    pub fn parse(words: &str) -> Option<Day> {
        let words = words.trim();
        Self::iso(words.split(['T', '~', '?']).next()?).or_else(|| Self::written(words))
    }

    fn iso(words: &str) -> Option<Day> {
        let mut parts = words.split('-');
        let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
        let mut next = |most: u32| match parts.next() {
            None => Some(0),
            Some(p) => p.parse().ok().filter(|n| p.len() == 2 && (1..=most).contains(n)),
        };
        Self::new(year, next(12)?, next(31)?)
    }

    fn written(words: &str) -> Option<Day> {
        let mut parts = words.split_whitespace();
        let (day, month, year) = (parts.next()?, parts.next()?.to_lowercase(), parts.next()?);
        let month = MONTHS.iter().position(|m| month.starts_with(m))?;
        Self::new(year.parse().ok()?, month as u32 + 1, day.parse().ok()?)
    }

    /// A day, with zero for what is not known.
    pub fn new(year: u32, month: u32, day: u32) -> Option<Day> {
        (year <= 9999 && month <= 12 && day <= 31).then_some(Day(year * 10_000 + month * 100 + day))
    }

    /// The last day that it can mean.
    fn last(self) -> u32 {
        match self.0 {
            d if d % 10_000 == 0 => d + 1299,
            d if d % 100 == 0 => d + 99,
            d => d,
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.0 / 10_000, self.0 / 100 % 100, self.0 % 100);
        match (month, day) {
            (0, _) => write!(f, "{year:04}"),
            (_, 0) => write!(f, "{year:04}-{month:02}"),
            _ => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// From when to when, both included; open where it is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Years {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

impl Years {
    /// Reads `1996..2001`, `2021-08..`, `..1991`.
    pub fn parse(words: &str) -> Option<Years> {
        let (from, to) = words.split_once("..")?;
        let end = |w: &str| if w.is_empty() { Some(None) } else { Day::parse(w).map(Some) };
        Some(Years { from: end(from)?, to: end(to)? })
    }

    /// Whether a day lies in it.
    pub fn hold(&self, day: Day) -> bool {
        self.from.is_none_or(|f| f.0 <= day.last()) && !self.over_by(day)
    }

    /// Whether it had ended before a day.
    pub fn over_by(&self, day: Day) -> bool {
        self.to.is_some_and(|t| t.last() < day.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for (words, day) in [
            ("1999", "1999"),
            ("1999-08", "1999-08"),
            ("1999-08-09T10:00:00Z", "1999-08-09"),
            ("9 August 1999", "1999-08-09"),
            ("1 july 2021", "2021-07-01"),
        ] {
            assert_eq!(Day::parse(words).unwrap().to_string(), day);
        }
        for words in ["", "today", "99", "1999-13", "1999-8", "32 May 1999"] {
            assert_eq!(Day::parse(words), None, "{words}");
        }
    }

    #[test]
    fn a_spell_holds_the_days_that_its_ends_may_mean() {
        let years = Years::parse("1996-09..2001").unwrap();
        let holds = |d: &str| years.hold(Day::parse(d).unwrap());
        assert!(holds("1996-09-27") && holds("2001-12-31") && holds("1996"));
        assert!(!holds("1996-08-31") && !holds("2002"));
        assert!(years.over_by(Day::parse("2002-01-01").unwrap()));
        assert!(Years::parse("1996").is_none());
    }
}
