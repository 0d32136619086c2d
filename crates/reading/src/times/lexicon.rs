//! `lexicon/times.toml`.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::feasts::Feast;
use crate::table::Table;

/// The words of time.
#[derive(Deserialize)]
pub struct Lexicon {
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    pub last: HashSet<String>,
    pub next: HashSet<String>,
    pub this: HashSet<String>,
    pub span: HashSet<String>,
    pub every: HashSet<String>,
    pub ago: HashSet<String>,
    pub earlier: HashSet<String>,
    pub later: HashSet<String>,
    pub parts: HashSet<String>,
    pub about: Vec<String>,
    pub vague: HashSet<String>,
    pub prepositions_of_years: HashSet<String>,
    units: HashMap<String, String>,
    numbers: HashMap<String, u32>,
    pub ordinals: HashMap<String, u32>,
    pub day_parts: HashMap<String, String>,
    pub days: HashMap<String, i32>,
    pub seasons: HashMap<String, String>,
    pub references: HashMap<String, String>,
    pub frequencies: HashMap<String, String>,
    pub feasts: HashMap<String, Feast>,
    pub decades: HashMap<String, u32>,
    pub narrated: HashSet<String>,
    pub ends: HashSet<String>,
    pub latest: HashSet<String>,
    pub more: HashSet<String>,
    pub zones: HashSet<String>,
    pub prepositions_of_spans: HashSet<String>,
    pub lasting: HashSet<String>,
    pub tense: Tenses,
    pub tied: Ties,
}

/// The words that tell what was from what is to come.
#[derive(Deserialize)]
pub struct Tenses {
    pub ahead: HashSet<String>,
    pub back: HashSet<String>,
    pub modals: HashSet<String>,
    pub expected: HashSet<String>,
}

/// The words between a predicate and its time.
#[derive(Deserialize)]
pub struct Ties {
    pub at: HashSet<String>,
    pub carriers: HashSet<String>,
    pub meets: HashSet<String>,
    pub containers: HashSet<String>,
    pub shared: HashSet<String>,
}

pub(crate) static TABLE: Table<Lexicon> = Table::new("times", include_str!("../../../../lexicon/times.toml"));

/// The words of the lexicon.
pub fn lexicon() -> &'static Lexicon {
    &TABLE
}

impl Lexicon {
    /// Whether a word of time is no name: written small but for the start of a sentence.
    pub fn is_common(&self, lemma: &str) -> bool {
        let lemma = &lemma.to_lowercase();
        self.days.contains_key(lemma)
            || self.this.contains(lemma)
            || self.unit(lemma).is_some()
            || self.number(lemma).is_some()
    }

    /// 1 to 12.
    pub fn month(&self, word: &str) -> Option<i8> {
        self.months.iter().position(|names| names.iter().any(|n| n == word)).map(|i| i as i8 + 1)
    }

    /// Monday is 1.
    pub fn weekday(&self, word: &str) -> Option<i8> {
        let word = word.strip_suffix('s').filter(|w| w.ends_with("day")).unwrap_or(word);
        self.weekdays.iter().position(|names| names.iter().any(|n| n == word)).map(|i| i as i8 + 1)
    }

    /// The code of a unit, and whether the word is a plural.
    pub fn unit(&self, word: &str) -> Option<(&str, bool)> {
        if let Some(u) = self.units.get(word) {
            return Some((u, false));
        }
        let singular =
            word.strip_suffix("ies").map(|s| format!("{s}y")).or_else(|| word.strip_suffix('s').map(str::to_string))?;
        self.units.get(&singular).map(|u| (u.as_str(), true))
    }

    /// A number in words or digits, no larger than anyone counts time in.
    pub fn number(&self, word: &str) -> Option<f64> {
        if let Some(n) = self.numbers.get(word) {
            return Some(f64::from(*n));
        }
        if let Some((tens, ones)) = word.split_once('-') {
            return Some(f64::from(self.numbers.get(tens)? + self.numbers.get(ones)?));
        }
        let digits = word.replace(',', "");
        let numeric =
            digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
        numeric.then(|| digits.parse().ok()).flatten().filter(|n| *n < 100_000.0)
    }
}
