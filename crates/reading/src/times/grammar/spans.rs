//! How long, how often, and words that point at the past, the present or the future.

use rapporteur_record::TimeType;

use super::{Found, Scanner, found};

impl Scanner<'_> {
    /// "the past two years", "the last few months", "the next 10 days", "recent weeks".
    pub(super) fn span(&self, i: usize) -> Option<Found> {
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
    pub(super) fn every(&self, i: usize) -> Option<Found> {
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
        if let Some(m) = self.month_at(i + 1).filter(|_| !rate) {
            return found(2, TimeType::Set, format!("XXXX-{m:02}"));
        }
        let (count, n) = if rate { (Some(1.0), 0) } else { self.quantity(i + 1).unwrap_or((Some(1.0), 0)) };
        let (unit, _) = lex.unit(self.form(i + 1 + n))?;
        found(n + 2, TimeType::Set, period(count, unit))
    }

    /// "two days", "nearly five hours", "a 72-hour", "several weeks", "decades", "two more weeks", "a six week".
    pub(super) fn duration(&self, i: usize) -> Option<Found> {
        let lex = self.lex();
        let counted = |at: usize| lex.number(self.form(at)).is_some_and(|n| n > 1.0) && self.form(at + 1) != "-";
        let the = usize::from(self.form(i) == "the" && counted(i + 1));
        let skip = the + self.about(i + the);
        let at = i + skip;
        let Some((count, n)) = self.quantity(at) else { return self.uncounted(at).filter(|_| skip == 0) };
        let more = usize::from(lex.more.contains(self.form(at + n)));
        let hyphen = usize::from(more == 0 && self.form(at + n) == "-");
        let unit_at = at + n + more + hyphen;
        let (unit, plural) = lex.unit(self.form(unit_at))?;
        let article = matches!(self.form(at), "a" | "an");
        let one = matches!(count, Some(c) if c == 1.0 || c.fract() != 0.0);
        // "five quarter": no time, but "a five year pact".
        let attributive = self.tag(unit_at + 1).starts_with("NN") && !matches!(unit, "Q" | "TS" | "NI" | "MO");
        if hyphen == 0 && !plural && !one && !attributive
            || article && matches!(unit, "TS" | "NI" | "MO" | "AF" | "EV" | "Q" | "D") && hyphen == 0
            || unit == "TS" && !plural
        {
            return None;
        }
        let old = self.old(unit_at + 1, plural);
        if old > 0 && !(self.lasting)(unit_at + old) {
            return None;
        }
        let half = (1..=3).map(|k| self.form(unit_at + k)).eq(["and", "a", "half"]) && old == 0;
        let (count, tail) = if half { (count.map(|c| c + 0.5), 3) } else { (count, old) };
        found(skip + n + more + hyphen + 1 + tail, TimeType::Duration, period(count, unit))
    }

    /// How many words say that something is so old.
    fn old(&self, i: usize, plural: bool) -> usize {
        match (self.form(i), self.form(i + 1)) {
            ("-", "old" | "olds") => 2,
            ("old", _) if plural => 1,
            _ => 0,
        }
    }

    /// "for years", "over decades", "a matter of weeks".
    fn uncounted(&self, at: usize) -> Option<Found> {
        let lex = self.lex();
        let (unit, plural) = lex.unit(self.form(at))?;
        let led = lex.prepositions_of_spans.contains(self.before(at)) || matches!(self.form(at + 1), "of" | "-");
        let long = if self.form(at + 1) == "-" && self.form(at + 2) == "long" { 2 } else { 0 };
        let counts = plural && led && unit.len() <= 2 && !matches!(unit, "NI" | "MO" | "AF" | "EV" | "TS");
        (long > 0 || counts && self.form(at + 1) != "-")
            .then(|| found(1 + long, TimeType::Duration, period(if plural { None } else { Some(1.0) }, unit)))?
    }

    pub(super) fn reference(&self, i: usize) -> Option<Found> {
        (1..=3).rev().find_map(|n| {
            let words = self.forms.get(i..i + n)?.join(" ");
            self.lex().references.get(&words).and_then(|v| found(n, TimeType::Date, v.as_str()))
        })
    }

    pub(super) fn frequency(&self, i: usize) -> Option<Found> {
        self.lex().frequencies.get(self.form(i)).and_then(|v| found(1, TimeType::Set, v.as_str()))
    }

    /// How many words say "about".
    pub(super) fn about(&self, i: usize) -> usize {
        let said = |n: usize| self.forms.get(i..i + n).is_some_and(|w| self.lex().about.contains(&w.join(" ")));
        (1..=3).rev().find(|n| said(*n)).unwrap_or(0)
    }

    /// A number of units: "two", "three and a half", "2 1/2", "twenty four", "several", "a few"; none for a vague one.
    pub(super) fn quantity(&self, i: usize) -> Option<(Option<f64>, usize)> {
        let lex = self.lex();
        let w = self.form(i);
        if w == "half" && matches!(self.form(i + 1), "a" | "an") {
            return Some((Some(0.5), 2));
        }
        if matches!(w, "a" | "an") && lex.vague.contains(self.form(i + 1)) {
            return Some((None, 2));
        }
        if w == "an" && self.form(i + 1) == "additional" {
            return Some((Some(1.0), 2));
        }
        if matches!(w, "a" | "the") && self.form(i + 1) == "couple" && self.form(i + 2) == "of" {
            return Some((Some(2.0), 3));
        }
        if matches!(w, "a" | "one") && self.form(i + 1) == "hundred" {
            return Some((Some(100.0), 2));
        }
        let Some(n) = lex.number(w) else { return lex.vague.contains(w).then_some((None, 1)) };
        if let Some(ones) = self.ones_after(i + 1).filter(|_| n >= 20.0 && n % 10.0 == 0.0) {
            return Some((Some(n + ones.0), 1 + ones.1));
        }
        if let Some(fraction) = fraction(self.form(i + 1)) {
            return Some((Some(n + fraction), 2));
        }
        if self.form(i + 1) == "and" && self.form(i + 2) == "a" && self.form(i + 3) == "half" {
            return Some((Some(n + 0.5), 4));
        }
        Some((Some(n), 1))
    }

    /// The ones of "twenty-four" or "twenty four".
    fn ones_after(&self, i: usize) -> Option<(f64, usize)> {
        let hyphen = usize::from(self.form(i) == "-");
        let word = self.form(i + hyphen);
        let letters = word.starts_with(|c: char| c.is_alphabetic()) && !matches!(word, "a" | "an");
        self.lex().number(word).filter(|x| letters && *x < 10.0).map(|x| (x, 1 + hyphen))
    }
}

fn fraction(word: &str) -> Option<f64> {
    match word {
        "1/2" | "½" => Some(0.5),
        "1/4" | "¼" => Some(0.25),
        "3/4" | "¾" => Some(0.75),
        _ => None,
    }
}

/// An ISO 8601 duration: `P2D`, `PT5H`, `PXM`.
fn period(count: Option<f64>, unit: &str) -> String {
    let times = |n: f64| count.map(|c| c * n);
    let (count, unit) = match unit {
        "2W" => (times(2.0), "W"),
        "DE" => (times(10.0), "Y"),
        "CE" => (times(100.0), "Y"),
        "Q" => (times(3.0), "M"),
        // Half a year and half an hour have smaller units.
        "Y" if count.is_some_and(|c| c.fract() != 0.0) => {
            let years = count.map(f64::trunc).filter(|y| *y > 0.0).map(|y| format!("{y}Y")).unwrap_or_default();
            return format!("P{years}{}M", count.map_or(0.0, |c| (c.fract() * 12.0).round()));
        }
        "TM" if count.is_some_and(|c| c.fract() != 0.0) => {
            return format!(
                "PT{}M{}S",
                count.map_or(0.0, f64::trunc),
                count.map_or(0.0, |c| (c.fract() * 60.0).round())
            );
        }
        "TH" if count.is_some_and(|c| c.fract() != 0.0) => {
            let hours = count.map(f64::trunc).filter(|h| *h > 0.0).map(|h| format!("{h}H")).unwrap_or_default();
            return format!("PT{hours}{}M", count.map_or(0.0, |c| (c.fract() * 60.0).round()));
        }
        _ => (count, unit),
    };
    let number = count.map_or_else(|| "X".into(), |c| c.to_string());
    match unit.strip_prefix('T').filter(|u| !u.is_empty()) {
        Some(clock) => format!("PT{number}{clock}"),
        None if matches!(unit, "NI" | "MO" | "AF" | "EV") => format!("P{number}T{unit}"),
        None => format!("P{number}{unit}"),
    }
}
