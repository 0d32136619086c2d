//! Which words are a time, and what do they come to? A small grammar over the words of a sentence, longest match first.

mod dates;
mod days;
mod periods;
mod shifts;
mod spans;

use jiff::civil::Date;
use rapporteur_record::TimeType;

use super::lexicon::{Lexicon, lexicon};
use super::tense::Direction;

/// A time expression: how many words, and what it comes to in TIMEX3.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub words: usize,
    pub kind: TimeType,
    pub value: String,
    /// The last day, month or year of a range: "May 13-14".
    pub until: Option<String>,
    /// Give or take a day.
    pub about: bool,
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
    /// A day of the year that the text told of last.
    pub year: Option<Date>,
    /// The quarter that the text told of last: reports on earnings compare with "a year ago".
    pub quarter: Option<&'a str>,
    /// The direction of the clause that a word stands in.
    pub direction: &'a dyn Fn(usize) -> Direction,
    /// Whether what is so many years or months old is no person.
    pub lasting: &'a dyn Fn(usize) -> bool,
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
    ("times.that", |s, i| s.that(i)),
    ("times.shift", |s, i| s.shift(i)),
    ("times.span", |s, i| s.span(i)),
    ("times.every", |s, i| s.every(i)),
    ("times.clock", |s, i| s.clock(i)),
    ("times.decade", |s, i| s.decade(i)),
    ("times.century", |s, i| s.century(i)),
    ("times.quarter", |s, i| s.quarter(i)),
    ("times.duration", |s, i| s.duration(i)),
    ("times.season", |s, i| s.season(i)),
    ("times.running", |s, i| s.running(i)),
    ("times.end", |s, i| s.end(i)),
    ("times.feast", |s, i| s.feast(i)),
    ("times.year", |s, i| s.year(i)),
    ("times.reference", |s, i| s.reference(i)),
    ("times.frequency", |s, i| s.frequency(i)),
];

fn found(words: usize, kind: TimeType, value: impl Into<String>) -> Option<Found> {
    Some(Found { words, kind, value: value.into(), until: None, about: false, rule: "" })
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

    fn before(&self, i: usize) -> &str {
        if i > 0 { self.form(i - 1) } else { "" }
    }

    fn tag(&self, i: usize) -> &str {
        self.tags.get(i).copied().unwrap_or("")
    }

    /// A year in digits.
    fn year_number(&self, i: usize) -> Option<i16> {
        let w = self.form(i);
        let year: i16 = w.parse().ok().filter(|_| w.len() == 4)?;
        (1000..2100).contains(&year).then_some(year)
    }

    fn day_number(&self, i: usize) -> Option<i8> {
        let w = self.form(i);
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| w.strip_suffix(end)).unwrap_or(w);
        let digits = || bare.parse().ok().filter(|_| bare.len() <= 2);
        let ordinal = || self.lex().ordinals.get(w).map(|n| *n as i8);
        digits().or_else(ordinal).filter(|d| (1..=31).contains(d))
    }

    fn month_at(&self, i: usize) -> Option<i8> {
        let w = self.form(i);
        // "may" and "march" are verbs too: the tagger tells. "Jan" and "Jun" without a full stop are names of people.
        let proper = !matches!(w, "may" | "march" | "mar." | "sat.") || self.tag(i).starts_with("NNP");
        let short = w.len() <= 4 && !w.ends_with('.') && !matches!(w, "may" | "june" | "july");
        let counted = || self.day_number(i + 1).or(i.checked_sub(1).and_then(|b| self.day_number(b))).is_some();
        let dated = !short || counted() || self.year_number(i + 1).is_some();
        self.lex().month(w).filter(|_| proper && dated)
    }

    /// "last", "next", "this": -1, 1, 0.
    fn which_one(&self, i: usize) -> Option<i64> {
        let (lex, w) = (self.lex(), self.form(i));
        [(&lex.last, -1), (&lex.next, 1), (&lex.this, 0)].iter().find(|(set, _)| set.contains(w)).map(|(_, n)| *n)
    }

    /// "part way through": what a time is of, with the words that say which part.
    fn led_by_of(&self, i: usize) -> usize {
        usize::from(matches!(self.form(i), "of" | "in"))
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
