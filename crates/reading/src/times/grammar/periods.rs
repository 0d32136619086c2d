//! Quarters, halves and seasons.

use jiff::civil::Date;
use rapporteur_record::TimeType;

use super::super::tense::Direction;
use super::{Found, Scanner, found, year_or_blank};

impl Scanner<'_> {
    /// "the third quarter", "the fourth quarter of 1998", "the first half of the year", "next year's second quarter",
    /// "the 1988 third quarter".
    pub(super) fn quarter(&self, i: usize) -> Option<Found> {
        let the = usize::from(self.form(i) == "the" && !self.is_hyphened(i + 1));
        let owner = self.year_before(i + the);
        let at = i + the + owner.as_ref().map_or(0, |(_, n)| *n);
        let at = at + usize::from(self.form(at) == "fiscal");
        let n = *self.lex().ordinals.get(self.form(at)).filter(|n| **n <= 4)?;
        let hyphen = usize::from(self.form(at + 1) == "-");
        let code = match self.form(at + hyphen + 1) {
            "quarter" => 'Q',
            "half" if n <= 2 => 'H',
            _ => return None,
        };
        let mut words = at + hyphen + 2 - i;
        let of = self.led_by_of(i + words);
        let year = match (owner, self.year_number(i + words + of), self.which(i + words + of)) {
            (Some((year, _)), ..) => year,
            (None, Some(y), _) => {
                words += of + 1;
                y.to_string()
            }
            (None, None, Some(w)) if w.value.len() == 4 => {
                words += of + w.words;
                w.value
            }
            _ => year_or_blank(self.anchor.map(Date::year)),
        };
        found(words, TimeType::Date, format!("{year}-{code}{n}"))
    }

    /// "third-quarter" before a noun.
    fn is_hyphened(&self, i: usize) -> bool {
        self.lex().ordinals.contains_key(self.form(i)) && self.form(i + 1) == "-"
    }

    /// "1988", "year-ago", "this year's" before a quarter, and how many words.
    fn year_before(&self, i: usize) -> Option<(String, usize)> {
        if let Some(y) = self.year_number(i) {
            return Some((y.to_string(), 1));
        }
        if self.form(i) == "year" && self.form(i + 1) == "-" && matches!(self.form(i + 2), "ago" | "earlier") {
            return Some((year_or_blank(self.anchor.map(|a| a.year() - 1)), 3));
        }
        let which = self.which(i).filter(|w| w.value.len() == 4)?;
        matches!(self.form(i + which.words), "'s" | "’s").then(|| (which.value, which.words + 1))
    }

    /// "spring 1998", "last summer", "this past winter", "the summer of 1990".
    pub(super) fn season(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let the = usize::from(self.form(i) == "the");
        let part = usize::from(the == 1 && lex.parts.contains(self.form(i + 1)));
        let past = usize::from(self.form(i) == "this" && self.form(i + 1) == "past");
        let shift = self.which_one(i + the).filter(|_| part == 0);
        let at = i + the + part + past + usize::from(shift.is_some());
        let code = lex.seasons.get(self.form(at)).filter(|_| self.tag(at).starts_with("NN"))?;
        let of = self.led_by_of(at + 1);
        if let Some((y, n)) = self.year_number(at + 1 + of).map(|y| (y, 1)) {
            return found(at + 1 + of + n - i, TimeType::Date, format!("{y}-{code}"));
        }
        let led = shift.is_some() || the == 1 || matches!(self.before(i), "in" | "by" | "since" | "until");
        let year = self.anchor.map(|a| self.year_of_season(i, a, code, shift));
        led.then(|| found(at + 1 - i, TimeType::Date, format!("{}-{code}", year_or_blank(year))))?
    }

    /// The year of a season that is named without one: the last that is over, the next that begins, or by the tense.
    fn year_of_season(&self, i: usize, anchor: Date, code: &str, shift: Option<i64>) -> i16 {
        let first = match code {
            "SP" => 3,
            "SU" => 6,
            "FA" => 9,
            _ => 12,
        };
        let (over, begun) = (anchor.month() > first + 2, anchor.month() >= first);
        let past = || (self.direction)(i) == Direction::Past;
        match shift {
            Some(-1) if !over => anchor.year() - 1,
            Some(1) if begun => anchor.year() + 1,
            None if past() && !begun => anchor.year() - 1,
            None if over && !past() => anchor.year() + 1,
            _ => anchor.year(),
        }
    }
}
