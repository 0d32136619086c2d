//! Which words are a time, and what do they come to? A small grammar over the words of a sentence, longest match first.

use jiff::civil::Date;
use rapporteur_record::TimeType;

use super::anchor::{self, Direction};
use super::lexicon::{Lexicon, lexicon};

/// A time expression: how many words, and what it comes to in TIMEX3.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub words: usize,
    pub kind: TimeType,
    pub value: String,
    pub rule: &'static str,
}

/// The words of a sentence in lower case, and what times in it are worked out against.
pub struct Scanner<'a> {
    pub forms: &'a [String],
    /// Penn tags.
    pub tags: &'a [&'static str],
    /// The day of the report.
    pub anchor: Option<Date>,
    /// The day that the text told of last.
    pub narrative: Option<Date>,
    /// The quarter that the text told of last: reports on earnings compare with "a year ago".
    pub quarter: Option<&'a str>,
    /// The direction of the clause that a word stands in.
    pub direction: &'a dyn Fn(usize) -> Direction,
}

type Rule = fn(&Scanner<'_>, usize) -> Option<Found>;

const RULES: &[(&str, Rule)] = &[
    ("times.iso", |s, i| s.iso(i)),
    ("times.day", |s, i| s.day(i)),
    ("times.month", |s, i| s.month(i)),
    ("times.weekday", |s, i| s.weekday(i)),
    ("times.part", |s, i| s.part(i)),
    ("times.deictic", |s, i| s.deictic(i)),
    ("times.which", |s, i| s.which(i)),
    ("times.shift", |s, i| s.shift(i)),
    ("times.span", |s, i| s.span(i)),
    ("times.every", |s, i| s.every(i)),
    ("times.clock", |s, i| s.clock(i)),
    ("times.decade", |s, i| s.decade(i)),
    ("times.quarter", |s, i| s.quarter(i)),
    ("times.duration", |s, i| s.duration(i)),
    ("times.season", |s, i| s.season(i)),
    ("times.running", |s, i| s.running(i)),
    ("times.end", |s, i| s.end(i)),
    ("times.holiday", |s, i| s.holiday(i)),
    ("times.year", |s, i| s.year(i)),
    ("times.reference", |s, i| s.reference(i)),
    ("times.frequency", |s, i| s.frequency(i)),
];

fn found(words: usize, kind: TimeType, value: impl Into<String>) -> Option<Found> {
    Some(Found { words, kind, value: value.into(), rule: "" })
}

impl Scanner<'_> {
    /// The longest time expression that begins at this word.
    pub fn at(&self, i: usize) -> Option<Found> {
        let mut best: Option<Found> = None;
        for (name, rule) in RULES {
            if let Some(f) = rule(self, i).filter(|f| best.as_ref().is_none_or(|b| f.words > b.words)) {
                best = Some(Found { rule: name, ..f });
            }
        }
        best
    }

    fn lex(&self) -> &'static Lexicon {
        lexicon()
    }

    fn form(&self, i: usize) -> &str {
        self.forms.get(i).map_or("", String::as_str)
    }

    fn tag(&self, i: usize) -> &str {
        self.tags.get(i).copied().unwrap_or("")
    }

    fn year_number(&self, i: usize) -> Option<i16> {
        let w = self.form(i);
        let year: i16 = w.parse().ok().filter(|_| w.len() == 4)?;
        (1000..2100).contains(&year).then_some(year)
    }

    fn day_number(&self, i: usize) -> Option<i8> {
        let w = self.form(i);
        let bare = w
            .strip_suffix("st")
            .or(w.strip_suffix("nd"))
            .or(w.strip_suffix("rd"))
            .or(w.strip_suffix("th"))
            .unwrap_or(w);
        bare.parse().ok().filter(|d| (1..=31).contains(d) && bare.len() <= 2)
    }

    fn month_at(&self, i: usize) -> Option<i8> {
        // "may" and "march" are verbs too: the tagger tells.
        let proper = !matches!(self.form(i), "may" | "march" | "mar." | "sat.") || self.tag(i).starts_with("NNP");
        self.lex().month(self.form(i)).filter(|_| proper)
    }

    /// 2005-12-05, 12/05/2005.
    fn iso(&self, i: usize) -> Option<Found> {
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

    /// "December 5, 2025", "5 December", "Friday, Dec. 5", "the 5th of December".
    fn day(&self, i: usize) -> Option<Found> {
        if self.lex().weekday(self.form(i)).is_some() {
            let comma = usize::from(self.form(i + 1) == ",");
            return self.day(i + 1 + comma).map(|f| Found { words: f.words + 1 + comma, ..f });
        }
        let (month, day, mut n) = if let (Some(m), Some(d)) = (self.month_at(i), self.day_number(i + 1)) {
            (m, d, 2)
        } else if let (Some(d), Some(m)) = (self.day_number(i), self.month_at(i + 1)) {
            (m, d, 2)
        } else if let (Some(d), "of", Some(m)) = (self.day_number(i), self.form(i + 1), self.month_at(i + 2)) {
            (m, d, 3)
        } else {
            return None;
        };
        let comma = usize::from(self.form(i + n) == ",");
        let year = match self.year_number(i + n + comma) {
            Some(y) => {
                n += 1 + comma;
                Some(y)
            }
            None => self.anchor.map(|a| anchor::year_of_day(a, month, day)),
        };
        found(n, TimeType::Date, format!("{}-{month:02}-{day:02}", year_or_blank(year)))
    }

    /// "November", "November 1998", "last November", "late November", "mid-November".
    fn month(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let w = self.form(i);
        if let Some(f) = (self.form(i + 1) == "-" && lex.parts.contains(w)).then(|| self.month(i + 2)).flatten() {
            return Some(Found { words: f.words + 2, ..f });
        }
        if let Some(bare) = w.strip_prefix("mid-")
            && let Some(m) = lex.month(bare)
        {
            return self.month_value(i, m, 1, None);
        }
        if lex.parts.contains(w) {
            let of = usize::from(self.form(i + 1) == "in");
            return self.month(i + 1 + of).map(|f| Found { words: f.words + 1 + of, ..f });
        }
        let which = if lex.last.contains(w) {
            Some(Direction::Past)
        } else if lex.next.contains(w) {
            Some(Direction::Future)
        } else {
            None
        };
        if let (Some(d), Some(m)) = (which, self.month_at(i + 1)) {
            return self.month_value(i, m, 2, Some(d));
        }
        if let (true, Some(m)) = (lex.this.contains(w), self.month_at(i + 1)) {
            return found(2, TimeType::Date, format!("{}-{m:02}", year_or_blank(self.anchor.map(Date::year))));
        }
        let m = self.month_at(i)?;
        let of = usize::from(matches!(self.form(i + 1), "," | "of"));
        if let Some(y) = self.year_number(i + 1 + of) {
            return found(2 + of, TimeType::Date, format!("{y}-{m:02}"));
        }
        if of == 1 && matches!(self.form(i + 2), "last" | "this" | "next") && self.form(i + 3) == "year" {
            let shift = match self.form(i + 2) {
                "last" => -1,
                "next" => 1,
                _ => 0,
            };
            let year = self.anchor.map(|a| a.year() + shift);
            return found(4, TimeType::Date, format!("{}-{m:02}", year_or_blank(year)));
        }
        self.month_value(i, m, 1, None)
    }

    fn month_value(&self, i: usize, month: i8, words: usize, which: Option<Direction>) -> Option<Found> {
        let year = self.anchor.map(|a| match which {
            Some(Direction::Past) if month >= a.month() => a.year() - 1,
            Some(Direction::Future) if month <= a.month() => a.year() + 1,
            Some(_) => a.year(),
            None => anchor::year_of_month(a, month, (self.direction)(i)),
        });
        found(words, TimeType::Date, format!("{}-{month:02}", year_or_blank(year)))
    }

    /// "Friday", "last Friday", "Friday night", "Friday evening".
    fn weekday(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let w = self.form(i);
        let (at, which) = if lex.last.contains(w) {
            (i + 1, Some(Direction::Past))
        } else if lex.next.contains(w) {
            (i + 1, Some(Direction::Future))
        } else if lex.this.contains(w) || lex.parts.contains(w) {
            (i + 1, None)
        } else {
            (i, None)
        };
        let day = lex.weekday(self.form(at))?;
        let mut n = at - i + 1;
        let part = lex.day_parts.get(self.form(i + n));
        n += usize::from(part.is_some());
        let date = self.anchor.map(|a| match which {
            Some(Direction::Past) => anchor::weekday(anchor::plus(a, jiff::Span::new().days(-1)), day, Direction::Past),
            Some(Direction::Future) => {
                anchor::weekday(anchor::plus(a, jiff::Span::new().days(1)), day, Direction::Future)
            }
            None => anchor::weekday(a, day, (self.direction)(at)),
        });
        let value = date.map_or_else(|| format!("XXXX-WXX-{day}"), |d| d.to_string());
        match part {
            Some(p) => found(n, TimeType::Time, format!("{value}T{p}")),
            None => found(n, TimeType::Date, value),
        }
    }

    /// "late on December 5", "early Friday", "late Friday night".
    fn part(&self, i: usize) -> Option<Found> {
        if !self.lex().parts.contains(self.form(i)) {
            return None;
        }
        let on = usize::from(matches!(self.form(i + 1), "on" | "in"));
        let rest = self
            .day(i + 1 + on)
            .or_else(|| self.weekday(i + 1 + on))
            .or_else(|| self.deictic(i + 1))
            .or_else(|| self.which(i + 1))
            .or_else(|| self.year_after(i + 1 + on))
            .or_else(|| self.decade(i + 1 + on))
            .or_else(|| self.season(i + 1 + on))?;
        Some(Found { words: rest.words + 1 + on, ..rest })
    }

    fn year_after(&self, i: usize) -> Option<Found> {
        self.year_number(i).and_then(|y| found(1, TimeType::Date, y.to_string()))
    }

    /// "today", "yesterday evening", "tonight", "last night", "this morning", "the day before yesterday".
    fn deictic(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let day = |shift: i32| self.anchor.map(|a| anchor::plus(a, jiff::Span::new().days(shift)).to_string());
        let blank = || "XXXX-XX-XX".to_string();
        if let Some(shift) = lex.days.get(self.form(i)) {
            let date = day(*shift).unwrap_or_else(blank);
            return match lex.day_parts.get(self.form(i + 1)) {
                Some(p) => found(2, TimeType::Time, format!("{date}T{p}")),
                None => found(1, TimeType::Date, date),
            };
        }
        let words: Vec<&str> = (i..i + 4).map(|k| self.form(k)).collect();
        match words[..] {
            ["tonight", ..] => found(1, TimeType::Time, day(0).unwrap_or_else(blank) + "TNI"),
            ["overnight", ..] => found(1, TimeType::Time, day(0).unwrap_or_else(blank) + "TNI"),
            ["the", "day", "before", "yesterday"] => found(4, TimeType::Date, day(-2).unwrap_or_else(blank)),
            ["the", "day", "after", "tomorrow"] => found(4, TimeType::Date, day(2).unwrap_or_else(blank)),
            ["last", "night", ..] => found(2, TimeType::Time, day(-1).unwrap_or_else(blank) + "TNI"),
            ["this", part, ..] if lex.day_parts.contains_key(part) => {
                found(2, TimeType::Time, format!("{}T{}", day(0).unwrap_or_else(blank), lex.day_parts[part]))
            }
            _ => None,
        }
    }

    /// "last week", "next year", "this month", "earlier this week", "the following day", "the same day".
    fn which(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let start = i + usize::from(self.form(i) == "the");
        let w = self.form(start);
        let shift = if lex.last.contains(w) {
            -1
        } else if lex.next.contains(w) {
            1
        } else if lex.this.contains(w) {
            0
        } else {
            return None;
        };
        let (unit, plural) = lex.unit(self.form(start + 1))?;
        if plural || unit.len() == 2 && !matches!(unit, "WE" | "DE" | "CE") {
            return None;
        }
        let narrated = matches!(w, "following" | "previous" | "preceding");
        let base = if narrated { self.narrative.or(self.anchor) } else { self.anchor };
        let words = start + 2 - i;
        let Some(base) = base else { return found(words, TimeType::Date, blank_of(unit)) };
        if unit == "WE" {
            return found(
                words,
                TimeType::Date,
                anchor::week(anchor::plus(base, jiff::Span::new().weeks(shift))) + "-WE",
            );
        }
        found(words, TimeType::Date, anchor::shifted(base, shift, unit)?)
    }

    /// "two days ago", "a week earlier", "three months later", "two years after".
    fn shift(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let skip = self.about(i);
        let (count, n) = self.quantity(i + skip)?;
        let (unit, _) = lex.unit(self.form(i + skip + n))?;
        let word = self.form(i + skip + n + 1);
        let (base, sign) = if lex.ago.contains(word) {
            (self.anchor, -1.0)
        } else if lex.earlier.contains(word) && word != "before" {
            (self.narrative.or(self.anchor), -1.0)
        } else if lex.later.contains(word) && word != "after" {
            (self.narrative.or(self.anchor), 1.0)
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

    /// "the past two years", "the last few months", "the next 10 days", "recent weeks".
    fn span(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let start = i + usize::from(self.form(i) == "the");
        if !lex.span.contains(self.form(start)) {
            return None;
        }
        let (count, n) = self.quantity(start + 1).unwrap_or((None, 0));
        let (unit, plural) = lex.unit(self.form(start + 1 + n))?;
        if n == 0 && !plural && !(self.form(start) == "past" && unit.len() <= 2) {
            return None;
        }
        let count = if n == 0 && !plural { Some(1.0) } else { count };
        found(start + 2 + n - i, TimeType::Duration, period(count, unit))
    }

    /// "every week", "each year", "a year" as a rate, "per day", "once a week".
    fn every(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let rate = self.form(i) == "a"
            && i > 0
            && (self.tag(i - 1) == "CD"
                || matches!(self.form(i - 1), "times" | "once" | "twice" | "%" | "percent" | "dollars"));
        if !lex.every.contains(self.form(i)) && !rate {
            return None;
        }
        if let Some(d) = lex.weekday(self.form(i + 1)).filter(|_| !rate) {
            return found(2, TimeType::Set, format!("XXXX-WXX-{d}"));
        }
        let (count, n) = if rate { (Some(1.0), 0) } else { self.quantity(i + 1).unwrap_or((Some(1.0), 0)) };
        let (unit, _) = lex.unit(self.form(i + 1 + n))?;
        found(n + 2, TimeType::Set, period(count, unit))
    }

    /// "3 p.m.", "10:30 a.m. Friday", "noon", "midnight", "1500 GMT".
    fn clock(&self, i: usize) -> Option<Found> {
        let w = self.form(i);
        let (mut n, hour, minute) = match w {
            "noon" | "midday" => (1, 12, 0),
            "midnight" => (1, 24, 0),
            _ => {
                let (h, m) = w.split_once([':', '.']).unwrap_or((w, "00"));
                let gmt = matches!(self.form(i + 1), "gmt" | "utc");
                let (h, m) = if gmt && w.len() == 4 && !w.contains(':') { (&w[..2], &w[2..]) } else { (h, m) };
                let (h, m): (u32, u32) = (h.parse().ok()?, m.parse().ok()?);
                let half = self.form(i + 1).replace('.', "");
                let h = match half.as_str() {
                    "pm" if h < 12 => h + 12,
                    "am" if h == 12 => 0,
                    "am" | "pm" => h,
                    _ if gmt => h,
                    _ => return None,
                };
                (2, h, m)
            }
        };
        if hour > 24 || minute > 59 {
            return None;
        }
        let on = usize::from(self.form(i + n) == "on");
        let mut date = self.anchor.map_or_else(|| "XXXX-XX-XX".into(), |a| a.to_string());
        if let Some(day) =
            self.day(i + n + on).or_else(|| self.weekday(i + n + on)).filter(|d| d.kind == TimeType::Date)
        {
            n += on + day.words;
            date = day.value;
        }
        found(n, TimeType::Time, format!("{date}T{hour:02}:{minute:02}"))
    }

    /// "the 1990s", "the nineties", "the mid-1980s".
    fn decade(&self, i: usize) -> Option<Found> {
        let the = usize::from(self.form(i) == "the");
        let mid = if self.lex().parts.contains(self.form(i + the)) {
            1 + usize::from(self.form(i + the + 1) == "-")
        } else {
            0
        };
        let w = self.form(i + the + mid).trim_start_matches("mid-").trim_start_matches(['\'', '’']);
        let digits = w.strip_suffix('s').or_else(|| w.strip_suffix("'s"))?;
        let value = match digits.len() {
            4 if digits.ends_with('0') => digits[..3].to_string(),
            2 if digits.ends_with('0') => format!("19{}", &digits[..1]),
            _ => return None,
        };
        value.parse::<u16>().ok()?;
        found(the + mid + 1, TimeType::Date, value)
    }

    /// "the third quarter", "the fourth quarter of 1998", "the first half of the year".
    fn quarter(&self, i: usize) -> Option<Found> {
        let the = usize::from(self.form(i) == "the");
        let n = *self.lex().ordinals.get(self.form(i + the))?;
        let hyphen = usize::from(self.form(i + the + 1) == "-");
        let code = match self.form(i + the + hyphen + 1) {
            "quarter" => 'Q',
            "half" if n <= 2 => 'H',
            _ => return None,
        };
        let mut words = the + hyphen + 2;
        let of = usize::from(matches!(self.form(i + words), "of" | "in"));
        let year = match (self.year_number(i + words + of), self.which(i + words + of)) {
            (Some(y), _) => {
                words += of + 1;
                y.to_string()
            }
            (None, Some(w)) if w.value.len() == 4 => {
                words += of + w.words;
                w.value
            }
            _ => year_or_blank(self.anchor.map(Date::year)),
        };
        found(words, TimeType::Date, format!("{year}-{code}{n}"))
    }

    /// "two days", "nearly five hours", "a 72-hour", "several weeks", "decades", "nearly four-year".
    fn duration(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let the = usize::from(self.form(i) == "the" && self.lex().number(self.form(i + 1)).is_some_and(|n| n > 1.0));
        let skip = the + self.about(i + the);
        let at = i + skip;
        if let Some((count, n)) = self.quantity(at) {
            let hyphen = usize::from(self.form(at + n) == "-");
            let (unit, plural) = lex.unit(self.form(at + n + hyphen))?;
            let article = matches!(self.form(at), "a" | "an");
            // "a second", "a day" as a thing, "one quarter of": too many are no times.
            if hyphen == 0 && !plural && !matches!(count, Some(c) if c == 1.0 || c.fract() != 0.0)
                || article && matches!(unit, "TS" | "NI" | "MO" | "AF" | "EV" | "Q" | "D") && hyphen == 0
            {
                return None;
            }
            if unit == "TS" && !plural {
                return None;
            }
            let old = if self.form(at + n + hyphen + 1) == "-" && self.form(at + n + hyphen + 2) == "old" {
                2
            } else {
                usize::from(self.form(at + n + hyphen + 1) == "old" && plural)
            };
            return found(skip + n + hyphen + 1 + old, TimeType::Duration, period(count, unit));
        }
        let (unit, plural) = lex.unit(self.form(at))?;
        let before = if i > 0 { self.form(i - 1) } else { "" };
        let led = matches!(
            before,
            "for" | "in" | "over" | "of" | "within" | "after" | "through" | "throughout" | "took" | "lasted"
        );
        (plural && led && unit.len() <= 2 && !matches!(unit, "NI" | "MO" | "AF" | "EV" | "TS"))
            .then(|| found(1, TimeType::Duration, period(None, unit)))
            .flatten()
    }

    /// "spring 1998", "last summer", "this winter", "the summer of 1990".
    fn season(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let the = usize::from(self.form(i) == "the");
        let w = self.form(i + the);
        let shift = if lex.last.contains(w) {
            Some(-1)
        } else if lex.next.contains(w) {
            Some(1)
        } else if lex.this.contains(w) {
            Some(0)
        } else {
            None
        };
        let at = i + the + usize::from(shift.is_some());
        let code = lex.seasons.get(self.form(at)).filter(|_| self.tag(at).starts_with("NN"))?;
        let of = usize::from(matches!(self.form(at + 1), "of" | "in"));
        if let Some(y) = self.year_number(at + 1 + of) {
            return found(at + 2 + of - i, TimeType::Date, format!("{y}-{code}"));
        }
        let led = shift.is_some() || the == 1 || (i > 0 && matches!(self.form(i - 1), "in" | "by" | "since" | "until"));
        let year = self.anchor.map(|a| a.year() + shift.unwrap_or(0));
        led.then(|| found(at + 1 - i, TimeType::Date, format!("{}-{code}", year_or_blank(year)))).flatten()
    }

    /// "the quarter", "the latest period", "the weekend", "the year-earlier quarter": the one that the report is of.
    fn running(&self, i: usize) -> Option<Found> {
        if self.form(i) != "the" {
            return None;
        }
        let ago = usize::from(
            self.form(i + 1) == "year" && self.form(i + 2) == "-" && matches!(self.form(i + 3), "ago" | "earlier"),
        ) * 3;
        let latest = usize::from(ago == 0 && matches!(self.form(i + 1), "latest" | "current"));
        let at = i + 1 + ago + latest;
        let unit = match self.form(at) {
            "quarter" => "Q",
            "period" if ago + latest > 0 => "Q",
            "weekend" => "WE",
            _ => return None,
        };
        let words = at + 1 - i;
        let Some(base) = self.anchor else { return found(words, TimeType::Date, blank_of(unit)) };
        // A report on a quarter comes after its end.
        let value = match unit {
            "WE" => anchor::week(base) + "-WE",
            _ => anchor::shifted(base, if ago > 0 { -5 } else { -1 }, "Q")?,
        };
        found(words, TimeType::Date, value)
    }

    /// "the end of 1994", "the beginning of next week", "the middle of October".
    fn end(&self, i: usize) -> Option<Found> {
        let named =
            matches!(self.form(i + 1), "end" | "beginning" | "middle" | "start" | "close") && self.form(i) == "the";
        if !named || self.form(i + 2) != "of" {
            return None;
        }
        let rest = self
            .month(i + 3)
            .or_else(|| self.which(i + 3))
            .or_else(|| self.year_after(i + 3))
            .or_else(|| self.decade(i + 3))?;
        Some(Found { words: rest.words + 3, ..rest })
    }

    fn holiday(&self, i: usize) -> Option<Found> {
        let (n, [month, day]) = (1..=4).rev().find_map(|n| {
            let words = self.forms.get(i..i + n)?.join(" ").replace('’', "'");
            self.lex().holidays.get(&words).map(|d| (n, *d))
        })?;
        let year = match self.year_number(i + n) {
            Some(y) => return found(n + 1, TimeType::Date, format!("{y}-{month:02}-{day:02}")),
            None => self.anchor.map(|a| anchor::year_of_day(a, month, day)),
        };
        found(n, TimeType::Date, format!("{}-{month:02}-{day:02}", year_or_blank(year)))
    }

    /// A year alone, where a preposition or bracket says that it is one; "fiscal 1989".
    fn year(&self, i: usize) -> Option<Found> {
        if matches!(self.form(i), "mid" | "late" | "early") && self.form(i + 1) == "-" {
            return self.year_after(i + 2).map(|f| Found { words: 3, ..f });
        }
        let fiscal = usize::from(self.form(i) == "fiscal");
        let y = self.year_number(i + fiscal)?;
        let before = if i > 0 { self.form(i - 1) } else { "" };
        let led = fiscal == 1
            || self.lex().prepositions_of_years.contains(before)
            || matches!(before, "(" | "-" | "–" | ",")
            || matches!(self.form(i + 1), "and" | "-" | ")") && before == "the"
            || (1900..2030).contains(&y) && !matches!(before, "$" | "#" | "no." | "the" | "about");
        let counted =
            self.tag(i + 1).starts_with("NN") && before != "the" && fiscal == 0 && !matches!(before, "in" | "since");
        (led && !counted && (1500..2100).contains(&y))
            .then(|| found(1 + fiscal, TimeType::Date, y.to_string()))
            .flatten()
    }

    fn reference(&self, i: usize) -> Option<Found> {
        (1..=3).rev().find_map(|n| {
            let words = self.forms.get(i..i + n)?.join(" ");
            self.lex().references.get(&words).and_then(|v| found(n, TimeType::Date, v.as_str()))
        })
    }

    fn frequency(&self, i: usize) -> Option<Found> {
        self.lex().frequencies.get(self.form(i)).and_then(|v| found(1, TimeType::Set, v.as_str()))
    }

    /// How many words say "about".
    fn about(&self, i: usize) -> usize {
        let said = |n: usize| self.forms.get(i..i + n).is_some_and(|w| self.lex().about.contains(&w.join(" ")));
        (1..=3).rev().find(|n| said(*n)).unwrap_or(0)
    }

    /// A number of units: "two", "three and a half", "several", "a few"; none for a vague one.
    fn quantity(&self, i: usize) -> Option<(Option<f64>, usize)> {
        let lex = self.lex();
        let w = self.form(i);
        if w == "half" && matches!(self.form(i + 1), "a" | "an") {
            return Some((Some(0.5), 2));
        }
        if matches!(w, "a" | "an") && lex.vague.contains(self.form(i + 1)) {
            return Some((None, 2));
        }
        if matches!(w, "a" | "the") && self.form(i + 1) == "couple" && self.form(i + 2) == "of" {
            return Some((Some(2.0), 3));
        }
        if let Some(n) = lex.number(w) {
            if self.form(i + 1) == "-" && lex.number(self.form(i + 2)).is_some_and(|x| x < 10.0) && n >= 20.0 {
                return Some((Some(n + lex.number(self.form(i + 2))?), 3));
            }
            if self.form(i + 1) == "and" && self.form(i + 2) == "a" && self.form(i + 3) == "half" {
                return Some((Some(n + 0.5), 4));
            }
            return Some((Some(n), 1));
        }
        lex.vague.contains(w).then_some((None, 1))
    }
}

fn year_or_blank(year: Option<i16>) -> String {
    year.map_or_else(|| "XXXX".into(), |y| format!("{y:04}"))
}

fn blank_of(unit: &str) -> &'static str {
    match unit {
        "D" => "XXXX-XX-XX",
        "W" | "WE" => "XXXX-WXX",
        "M" => "XXXX-XX",
        _ => "XXXX",
    }
}

/// An ISO 8601 duration: `P2D`, `PT5H`, `PXM`.
fn period(count: Option<f64>, unit: &str) -> String {
    let (count, unit) = if unit == "2W" { (count.map(|c| c * 2.0), "W") } else { (count, unit) };
    let number = count.map_or_else(|| "X".into(), |c| c.to_string());
    match unit.strip_prefix('T').filter(|u| !u.is_empty()) {
        Some(clock) => format!("PT{number}{clock}"),
        None if matches!(unit, "NI" | "MO" | "AF" | "EV") => format!("P{number}T{unit}"),
        None => format!("P{number}{unit}"),
    }
}
