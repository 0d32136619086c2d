//! Dates of the calendar: days, months, years, decades, centuries and feasts.

use jiff::civil::Date;
use rapporteur_record::TimeType;

use super::super::anchor;
use super::super::tense::Direction;
use super::{Found, Scanner, found, year_or_blank};

impl Scanner<'_> {
    /// 2005-12-05, 12/05/2005.
    pub(super) fn iso(&self, i: usize) -> Option<Found> {
        let w = self.form(i);
        if w.len() == 10 && w.parse::<Date>().is_ok() {
            return found(1, TimeType::Date, w);
        }
        if (self.form(i + 1), self.form(i + 3)) == ("-", "-") {
            let joined = format!("{}-{}-{}", w, self.form(i + 2), self.form(i + 4));
            return joined.parse::<Date>().ok().and_then(|_| found(5, TimeType::Date, joined));
        }
        let mut parts = w.split('/').map(|p| p.parse::<i16>());
        let (Some(Ok(m)), Some(Ok(d)), Some(Ok(y)), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let year = if y >= 1000 {
            y
        } else if y < 50 {
            y + 2000
        } else {
            y + 1900
        };
        let day = Date::new(year, m as i8, d as i8).or_else(|_| Date::new(year, d as i8, m as i8)).ok()?;
        found(1, TimeType::Date, day.to_string())
    }

    /// "December 5, 2025", "5 December", "Friday, Dec. 5", "the 5th of December", "May 13-14", "13-14 May".
    pub(super) fn day(&self, i: usize) -> Option<Found> {
        if self.lex().weekday(self.form(i)).is_some() {
            let comma = usize::from(self.form(i + 1) == ",");
            return self.day(i + 1 + comma).map(|f| Found { words: f.words + 1 + comma, ..f });
        }
        let to = |at: usize, day: i8| {
            let hyphen = matches!(self.form(at), "-" | "–");
            self.day_number(at + 1).filter(|end| hyphen && *end > day)
        };
        let (month, day, end, mut n) = if let (Some(m), Some(d)) = (self.month_at(i), self.day_number(i + 1)) {
            let end = to(i + 2, d);
            (m, d, end, if end.is_some() { 4 } else { 2 })
        } else {
            let d = self.day_number(i)?;
            let end = to(i + 1, d);
            let at = i + if end.is_some() { 3 } else { 1 };
            let of = usize::from(self.form(at) == "of");
            (self.month_at(at + of)?, d, end, at + of + 1 - i)
        };
        let comma = usize::from(self.form(i + n) == ",");
        let year = match self.year_number(i + n + comma) {
            Some(y) => {
                n += 1 + comma;
                Some(y)
            }
            None => self.year_of_day(i, month, day),
        };
        let date = |day: i8| format!("{}-{month:02}-{day:02}", year_or_blank(year));
        Some(Found { until: end.map(date), ..found(n, TimeType::Date, date(day))? })
    }

    fn year_of_day(&self, i: usize, month: i8, day: i8) -> Option<i16> {
        self.anchor.map(|a| anchor::year_of_day(a, month, day, (self.direction)(i)))
    }

    /// The second day of "April 24 and 25".
    pub fn day_after(&self, i: usize, before: &Found) -> Option<Found> {
        let day =
            matches!(self.form(i), "and" | "or" | "to" | "until" | "through").then(|| self.day_number(i + 1))??;
        let month = before.value.get(..8).filter(|_| before.rule == "times.day" && before.value.len() == 10)?;
        let ends = !self.tag(i + 2).starts_with("NN") && !matches!(self.form(i + 2), "%" | "of" | ":");
        ends.then(|| found(1, TimeType::Date, format!("{month}{day:02}")))?
    }

    /// "November", "November 1998", "last November", "late November", "mid-November", "in November last year".
    pub(super) fn month(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let w = self.form(i);
        if let Some(f) = (self.form(i + 1) == "-" && lex.parts.contains(w)).then(|| self.month(i + 2)).flatten() {
            return Some(Found { words: f.words + 2, ..f });
        }
        if let Some(m) = w.strip_prefix("mid-").and_then(|bare| lex.month(bare)) {
            return self.month_value(i, m, 1, None);
        }
        if lex.parts.contains(w) {
            let of = usize::from(self.form(i + 1) == "in");
            return self.month(i + 1 + of).map(|f| Found { words: f.words + 1 + of, ..f });
        }
        if let (Some(which), Some(m)) = (self.which_one(i), self.month_at(i + 1)) {
            return self.month_value(i, m, 2, Some(which));
        }
        let m = self.month_at(i)?;
        let of = usize::from(matches!(self.form(i + 1), "," | "of"));
        if let Some((y, n)) = self.year_words(i + 1 + of) {
            return found(1 + of + n, TimeType::Date, format!("{y}-{m:02}"));
        }
        if let (Some(shift), "year") = (self.which_one(i + 1 + of), self.form(i + 2 + of)) {
            let year = self.anchor.map(|a| a.year() + shift as i16);
            return found(3 + of, TimeType::Date, format!("{}-{m:02}", year_or_blank(year)));
        }
        self.month_value(i, m, 1, None)
    }

    fn month_value(&self, i: usize, month: i8, words: usize, which: Option<i64>) -> Option<Found> {
        let year = self.anchor.map(|a| match which {
            Some(-1) if month >= a.month() => a.year() - 1,
            Some(1) if month <= a.month() => a.year() + 1,
            Some(_) => a.year(),
            None => anchor::year_of_month(a, month, (self.direction)(i)),
        });
        found(words, TimeType::Date, format!("{}-{month:02}", year_or_blank(year)))
    }

    /// A year alone, where what stands around says that it is one; "fiscal 1989", "1998-1999", "the 2015 accord".
    pub(super) fn year(&self, i: usize) -> Option<Found> {
        if matches!(self.form(i), "mid" | "late" | "early") && self.form(i + 1) == "-" {
            return self.year_after(i + 2).map(|f| Found { words: 3, ..f });
        }
        if let Some(y) = self.form(i).strip_prefix("mid-").and_then(|y| y.parse::<i16>().ok()) {
            return (1500..2100).contains(&y).then(|| found(1, TimeType::Date, y.to_string()))?;
        }
        let fiscal = usize::from(self.form(i) == "fiscal");
        let Some(y) = self.year_number(i + fiscal) else { return self.year_in_words(i) };
        let before = self.before(i);
        let modern = (1900..2030).contains(&y);
        let led = fiscal == 1
            || self.lex().prepositions_of_years.contains(before)
            || matches!(before, "(" | "-" | "–" | ",")
            || matches!(self.form(i + 1), "and" | "-" | ")") && before == "the"
            || modern && !matches!(before, "$" | "#" | "no." | "the" | "about");
        let of_a_noun = modern && self.tag(i + 1).starts_with(['N', 'J']) && !self.tag(i + 1).ends_with('S');
        let determined = matches!(self.tag(i.wrapping_sub(1)), "DT" | "PRP$" | "POS") && of_a_noun;
        let counted = self.tag(i + 1).starts_with("NN") && fiscal == 0 && !matches!(before, "in" | "since" | "the");
        if !(determined || led && !counted && (1500..2100).contains(&y)) {
            return None;
        }
        let until = self.year_number(i + fiscal + 2).filter(|u| matches!(self.form(i + 1), "-" | "–") && *u > y);
        let words = 1 + fiscal + if until.is_some() { 2 } else { 0 };
        Some(Found { until: until.map(|u| u.to_string()), ..found(words, TimeType::Date, y.to_string())? })
    }

    /// "nineteen ninety-seven", "the year two thousand".
    fn year_in_words(&self, i: usize) -> Option<Found> {
        let the = if self.form(i) == "the" && self.form(i + 1) == "year" { 2 } else { 0 };
        let (year, n) = self.spoken_year(i + the)?;
        found(the + n, TimeType::Date, year.to_string())
    }

    fn spoken_year(&self, i: usize) -> Option<(i16, usize)> {
        let number = |w: &str| self.lex().number(w).map(|n| n as i16);
        if self.form(i) == "two" && self.form(i + 1) == "thousand" {
            let led = matches!(self.before(i), "in" | "since" | "by" | "year" | "of" | "until");
            return led.then_some((2000, 2));
        }
        let hundreds = matches!(self.form(i), "eighteen" | "nineteen" | "twenty").then(|| number(self.form(i)))??;
        let tens = self.form(i + 1);
        let letters = tens.starts_with(|c: char| c.is_alphabetic());
        let (mut rest, mut n) = (number(tens).filter(|t| letters && (10..100).contains(t))?, 2);
        if let Some(ones) = number(self.form(i + 3)).filter(|o| self.form(i + 2) == "-" && *o < 10 && rest >= 20) {
            rest += ones;
            n = 4;
        }
        Some((hundreds * 100 + rest, n))
    }

    /// A year in digits or words, and how many words.
    fn year_words(&self, i: usize) -> Option<(i16, usize)> {
        self.year_number(i).map(|y| (y, 1)).or_else(|| self.spoken_year(i))
    }

    pub(super) fn year_after(&self, i: usize) -> Option<Found> {
        self.year_words(i).and_then(|(y, n)| found(n, TimeType::Date, y.to_string()))
    }

    /// "the 1990s", "the nineties", "the mid-1980s".
    pub(super) fn decade(&self, i: usize) -> Option<Found> {
        let the = usize::from(self.form(i) == "the");
        let mid = match self.lex().parts.contains(self.form(i + the)) {
            true => 1 + usize::from(self.form(i + the + 1) == "-"),
            false => 0,
        };
        let w = self.form(i + the + mid).trim_start_matches("mid-").trim_start_matches(['\'', '’']);
        if let Some(tens) = self.lex().decades.get(w).filter(|_| the == 1) {
            return found(the + mid + 1, TimeType::Date, format!("19{}", tens / 10));
        }
        let digits = w.strip_suffix('s').or_else(|| w.strip_suffix("'s"))?;
        let age = matches!(self.before(i), "his" | "her" | "their" | "my" | "our" | "your");
        let value = match digits.len() {
            4 if digits.ends_with('0') => digits[..3].to_string(),
            2 if digits.ends_with('0') && !age => format!("19{}", &digits[..1]),
            _ => return None,
        };
        value.parse::<u16>().ok()?;
        found(the + mid + 1, TimeType::Date, value)
    }

    /// "the 20th century", "the nineteenth century".
    pub(super) fn century(&self, i: usize) -> Option<Found> {
        let the = usize::from(self.form(i) == "the");
        let number = self.day_number(i + the).filter(|n| (2..=21).contains(n) && self.form(i + the).len() > 2)?;
        let hyphen = usize::from(self.form(i + the + 1) == "-");
        (self.form(i + the + hyphen + 1) == "century")
            .then(|| found(the + hyphen + 2, TimeType::Date, format!("{:02}", number - 1)))?
    }

    /// "the end of 1994", "the beginning of next week", "the end of the month", "year-end", "the year's end".
    pub(super) fn end(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let of_year = |words: usize| found(words, TimeType::Date, year_or_blank(self.anchor.map(Date::year)));
        let the = usize::from(self.form(i) == "the");
        match (self.form(i + the), self.form(i + the + 1), self.form(i + the + 2)) {
            ("year", "end", _) if !matches!(self.before(i), "a" | "-") => return of_year(the + 2),
            ("midyear" | "mid-year", ..) if the == 0 => return of_year(1),
            ("mid", "-", "year") if the == 0 => return of_year(3),
            ("year", "-" | "'s" | "’s", "end") => return of_year(the + 3),
            _ => {}
        }
        if the == 0 || !lex.ends.contains(self.form(i + 1)) || self.form(i + 2) != "of" {
            return None;
        }
        let unit = || {
            let (unit, _) = lex.unit(self.form(i + 4)).filter(|(u, plural)| {
                self.form(i + 3) == "the" && !plural && matches!(*u, "W" | "M" | "Y" | "DE" | "CE")
            })?;
            let value = self.anchor.and_then(|a| anchor::shifted(a, 0, unit));
            found(2, TimeType::Date, value.unwrap_or_else(|| super::blank_of(unit).into()))
        };
        let rest = (self.month(i + 3))
            .or_else(|| self.which(i + 3))
            .or_else(|| self.year_after(i + 3))
            .or_else(|| self.decade(i + 3))
            .or_else(unit)?;
        Some(Found { words: rest.words + 3, ..rest })
    }

    /// "Christmas Eve", "Ramadan", "last Thanksgiving", "Easter 1998".
    pub(super) fn feast(&self, i: usize) -> Option<Found> {
        let which = self.which_one(i);
        let at = i + usize::from(which.is_some());
        let (n, feast) = (1..=5).rev().find_map(|n| {
            let words = self.forms.get(at..at + n)?.join(" ").replace('’', "'");
            self.lex().feasts.get(&words).map(|f| (n, *f))
        })?;
        let words = at - i + n;
        let anchor = self.anchor.filter(|a| !anchor::is_yearless(*a));
        let of = self.led_by_of(at + n);
        let (days, words) = match (self.year_number(at + n + of), anchor) {
            (Some(y), _) => (feast.in_year(y), words + of + 1),
            (None, None) => return found(words, TimeType::Date, feast.without_year()),
            (None, Some(a)) => {
                let direction = match which {
                    Some(-1) => Some(Direction::Past),
                    Some(1) => Some(Direction::Future),
                    _ => None,
                };
                (feast.nearest(a, direction), words)
            }
        };
        let days = days?;
        let until = (days.last != days.first).then(|| days.last.to_string());
        Some(Found { until, about: days.about, ..found(words, TimeType::Date, days.first.to_string())? })
    }
}
