//! Days and their parts, told from the day of the report: weekdays, "today", "tonight", hours of the clock.

use rapporteur_record::TimeType;

use super::super::anchor;
use super::super::tense::Direction;
use super::{Found, Scanner, found};

impl Scanner<'_> {
    /// "Friday", "last Friday", "Friday night", "this coming Sunday".
    pub(super) fn weekday(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let which = self.which_one(i);
        let at = i + usize::from(which.is_some() || matches!(self.form(i), "early" | "late"));
        let day = lex.weekday(self.form(at))?;
        let mut n = at - i + 1;
        let part = lex.day_parts.get(self.form(i + n));
        n += usize::from(part.is_some());
        let date = self.anchor.filter(|a| !anchor::is_yearless(*a)).map(|a| match which {
            Some(-1) => anchor::weekday(anchor::plus(a, jiff::Span::new().days(-1)), day, Direction::Past),
            Some(1) => anchor::weekday(anchor::plus(a, jiff::Span::new().days(1)), day, Direction::Future),
            _ => anchor::weekday(a, day, (self.direction)(at)),
        });
        let value = date.map_or_else(|| format!("XXXX-WXX-{day}"), |d| d.to_string());
        match part {
            Some(p) => found(n, TimeType::Time, format!("{value}T{p}")),
            None => found(n, TimeType::Date, value),
        }
    }

    /// "late on December 5", "early Friday", "later this month", "early in the 1990s".
    pub(super) fn part(&self, i: usize) -> Option<Found> {
        if !self.lex().parts.contains(self.form(i)) {
            return None;
        }
        let on = usize::from(matches!(self.form(i + 1), "on" | "in"));
        let at = i + 1 + on;
        let weekday = || self.weekday(at).filter(|_| on == 1 || matches!(self.form(i), "early" | "late"));
        let rest = (self.day(at))
            .or_else(weekday)
            .or_else(|| self.deictic(at))
            .or_else(|| self.which(at))
            .or_else(|| self.that(at))
            .or_else(|| self.running(at).filter(|_| on == 1))
            .or_else(|| self.year_after(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.season(at))?;
        Some(Found { words: rest.words + 1 + on, ..rest })
    }

    /// "today", "yesterday evening", "tonight", "last night", "this morning", "the day before yesterday".
    pub(super) fn deictic(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let day = |shift: i32| {
            let date = self.anchor.map(|a| anchor::plus(a, jiff::Span::new().days(shift)).to_string());
            date.unwrap_or_else(|| "XXXX-XX-XX".into())
        };
        if let Some(shift) = lex.days.get(self.form(i)) {
            return match lex.day_parts.get(self.form(i + 1)) {
                Some(p) => found(2, TimeType::Time, format!("{}T{p}", day(*shift))),
                None => found(1, TimeType::Date, day(*shift)),
            };
        }
        match (self.form(i), self.form(i + 1), self.form(i + 2), self.form(i + 3)) {
            ("tonight" | "overnight", ..) => found(1, TimeType::Time, day(0) + "TNI"),
            ("the", "day", "before", "yesterday") => found(4, TimeType::Date, day(-2)),
            ("the", "day", "after", "tomorrow") => found(4, TimeType::Date, day(2)),
            ("last", "night", ..) => found(2, TimeType::Time, day(-1) + "TNI"),
            ("this", part, ..) => {
                let code = lex.day_parts.get(part)?;
                found(2, TimeType::Time, format!("{}T{code}", day(0)))
            }
            _ => None,
        }
    }

    /// "3 p.m.", "10:30 a.m. Friday", "noon", "midnight", "1500 GMT", "9 a.m. EST Tuesday".
    pub(super) fn clock(&self, i: usize) -> Option<Found> {
        let (mut n, hour, minute) = self.hour(i)?;
        if hour > 24 || minute > 59 {
            return None;
        }
        n += usize::from(self.lex().zones.contains(self.form(i + n)));
        let on = usize::from(matches!(self.form(i + n), "on" | ","));
        let at = i + n + on;
        let mut date = self.anchor.map_or_else(|| "XXXX-XX-XX".into(), |a| a.to_string());
        let day = (self.day(at)).or_else(|| self.weekday(at)).or_else(|| self.deictic(at));
        if let Some(day) = day.filter(|d| d.kind == TimeType::Date) {
            n += on + day.words;
            date = day.value;
        }
        found(n, TimeType::Time, format!("{date}T{hour:02}:{minute:02}"))
    }

    /// How many words are an hour, the hour and the minute.
    fn hour(&self, i: usize) -> Option<(usize, u32, u32)> {
        let w = self.form(i);
        match w {
            "noon" | "midday" if self.before(i) != "high" => return Some((1, 12, 0)),
            "midnight" => return Some((1, 24, 0)),
            _ => {}
        }
        let (h, m) = w.split_once([':', '.']).unwrap_or((w, "00"));
        let gmt = matches!(self.form(i + 1), "gmt" | "utc");
        let (h, m) = if gmt && w.len() == 4 && w.is_ascii() && !w.contains(':') { (&w[..2], &w[2..]) } else { (h, m) };
        let (h, m): (u32, u32) = (h.parse().ok()?, m.parse().ok()?);
        let half = self.form(i + 1).replace('.', "");
        let h = match half.as_str() {
            "pm" if h < 12 => h + 12,
            "am" if h == 12 => 0,
            "am" | "pm" => h,
            _ if gmt => h,
            _ => return None,
        };
        Some((2, h, m))
    }
}
