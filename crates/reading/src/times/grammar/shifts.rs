//! Times told from another: "last week", "two days later", "that year", "the weekend".

use jiff::civil::Date;
use rapporteur_record::TimeType;

use super::super::anchor;
use super::super::tense::Direction;
use super::{Found, Scanner, blank_of, found};

impl Scanner<'_> {
    /// "last week", "next year", "this month", "the following day", "the next morning".
    pub(super) fn which(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let start = i + usize::from(self.form(i) == "the");
        let shift = self.which_one(start)?;
        let narrated = lex.narrated.contains(self.form(start)) || (start > i && shift == 1);
        let fiscal = usize::from(self.form(start + 1) == "fiscal");
        if let Some(f) = self.next_part(i, start, shift) {
            return Some(f);
        }
        let (unit, plural) = lex.unit(self.form(start + 1 + fiscal))?;
        if plural || unit.len() == 2 && !matches!(unit, "WE" | "DE" | "CE") {
            return None;
        }
        let base = if narrated { self.told_of(unit).or(self.anchor) } else { self.anchor };
        let words = start + 2 + fiscal - i;
        let Some(base) = base else { return found(words, TimeType::Date, blank_of(unit)) };
        if unit == "WE" {
            let week = anchor::week(anchor::plus(base, jiff::Span::new().weeks(shift)));
            return found(words, TimeType::Date, week + "-WE");
        }
        found(words, TimeType::Date, anchor::shifted(base, shift, unit)?)
    }

    /// "the next morning", "the previous evening".
    fn next_part(&self, i: usize, start: usize, shift: i64) -> Option<Found> {
        let part = self.lex().day_parts.get(self.form(start + 1)).filter(|_| start > i && shift != 0)?;
        let base = self.narrative.or(self.anchor)?;
        let day = anchor::plus(base, jiff::Span::new().days(shift));
        found(start + 2 - i, TimeType::Time, format!("{day}T{part}"))
    }

    /// The time that the text told of last, if it is known as precisely as a unit needs.
    fn told_of(&self, unit: &str) -> Option<Date> {
        match unit {
            "Y" | "DE" | "CE" => self.year.or(self.narrative),
            _ => self.narrative,
        }
    }

    /// "that year", "that same day", "the same week": the one that the text told of last.
    pub(super) fn that(&self, i: usize) -> Option<Found> {
        let same = usize::from(self.form(i + 1) == "same");
        if !(self.form(i) == "that" || self.form(i) == "the" && same == 1) || self.tag(i) != "DT" {
            return None;
        }
        let (unit, plural) = self.lex().unit(self.form(i + 1 + same))?;
        if plural || !matches!(unit, "D" | "W" | "M" | "Y") {
            return None;
        }
        let value = match self.told_of(unit) {
            Some(base) => anchor::shifted(base, 0, unit)?,
            None => blank_of(unit).into(),
        };
        found(2 + same, TimeType::Date, value)
    }

    /// "two days ago", "a week earlier", "three months later".
    pub(super) fn shift(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let skip = self.about(i);
        let (count, n) = self.quantity(i + skip)?;
        let (unit, _) = lex.unit(self.form(i + skip + n))?;
        let word = self.form(i + skip + n + 1);
        let (base, sign) = if lex.ago.contains(word) {
            (self.anchor, -1.0)
        } else if lex.earlier.contains(word) && word != "before" {
            (self.told_of(unit).or(self.anchor), -1.0)
        } else if lex.later.contains(word) && word != "after" {
            (self.told_of(unit).or(self.anchor), 1.0)
        } else {
            return None;
        };
        let words = skip + n + 2;
        if let (Some((year, quarter)), "Y", Some(1.0), true) =
            (self.quarter.and_then(|q| q.split_once('-')), unit, count, sign < 0.0)
            && let Ok(year) = year.parse::<i16>()
        {
            return found(words, TimeType::Date, format!("{}-{quarter}", year - 1));
        }
        match (base, count) {
            (Some(base), Some(_)) if matches!(unit, "TH" | "TM") => found(words, TimeType::Date, base.to_string()),
            (Some(base), Some(c)) => found(words, TimeType::Date, anchor::shifted(base, (c * sign) as i64, unit)?),
            _ => found(words, TimeType::Date, if sign < 0.0 { "PAST_REF" } else { "FUTURE_REF" }),
        }
    }

    /// "the quarter", "the latest period", "the weekend", "the year", "the fiscal year": the one that the report is of.
    pub(super) fn running(&self, i: usize) -> Option<Found> {
        if self.form(i) != "the" {
            return None;
        }
        let hyphened = self.form(i + 1) == "year" && self.form(i + 2) == "-";
        let ago = if hyphened && matches!(self.form(i + 3), "ago" | "earlier") { 3 } else { 0 };
        let latest = usize::from(ago == 0 && self.lex().latest.contains(self.form(i + 1)));
        let at = i + 1 + ago + latest;
        let words = at + 1 - i;
        let unit = match self.form(at) {
            "quarter" => "Q",
            "period" if ago + latest > 0 => "Q",
            "weekend" => "WE",
            "year" if ago == 0 => return self.the_year(i, words),
            _ => return None,
        };
        let Some(base) = self.anchor else { return found(words, TimeType::Date, blank_of(unit)) };
        let value = match unit {
            "WE" => anchor::week(self.weekend(base, i)) + "-WE",
            // A report on a quarter comes after its end.
            _ => anchor::shifted(base, if ago > 0 { -5 } else { -1 }, "Q")?,
        };
        found(words, TimeType::Date, value)
    }

    /// A day of the weekend that is over, or is to come.
    fn weekend(&self, base: Date, i: usize) -> Date {
        let over = (self.direction)(i) == Direction::Past && base.weekday().to_monday_one_offset() < 6;
        anchor::plus(base, jiff::Span::new().weeks(if over { -1 } else { 0 }))
    }

    /// "the year": this one; "the year ended June 30": twelve months.
    fn the_year(&self, i: usize, words: usize) -> Option<Found> {
        let after = self.form(i + words);
        if matches!(after, "ended" | "ending" | "to" | "before" | "after") {
            return found(words, TimeType::Duration, "P1Y");
        }
        let alone = !self.tag(i + words).starts_with(['N', 'C', 'J'])
            && !matches!(after, "-" | "'s" | "’s" | "of" | "when" | "that");
        alone.then(|| found(words, TimeType::Date, super::year_or_blank(self.anchor.map(Date::year))))?
    }
}
