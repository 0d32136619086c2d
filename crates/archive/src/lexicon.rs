//! The words by which the archive compares what reports say: `lexicon/archive.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;

use crate::sketch;

/// The lexicon of the archive.
pub struct Lexicon {
    /// Parts of names that come and go.
    pub particles: HashSet<String>,
    /// Letters that transliterations write in several ways.
    pub letters: Vec<(String, String)>,
    /// Words too common to tell one act from another.
    pub common: HashSet<String>,
    /// Numbers in words.
    pub numbers: HashMap<String, u64>,
    /// What a number is multiplied by.
    pub scales: HashMap<String, u64>,
    /// Stretches of time in days.
    pub units: HashMap<String, f64>,
    /// Before a number: a bound or a guess, as lists of words.
    pub bounds: Vec<Vec<String>>,
    /// What stems stand for, where several stand for one thing.
    pub concepts: HashMap<u16, u16>,
    /// Words that name no matter of their own.
    pub empty: HashSet<String>,
    /// Words that turn a sentence round.
    pub negations: HashSet<String>,
    /// Phrases that tell what has become of a thing.
    pub outcomes: Vec<Phrase>,
    /// What cannot be said of one thing at one time.
    pub opposites: Vec<Opposites>,
}

/// What has become of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was left open.
    Open,
    /// It was settled.
    Settled,
    /// It is said not to be so.
    Denied,
}

/// Where the thing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// Before the phrase.
    Before,
    /// After it.
    After,
}

/// A phrase that tells what has become of a thing.
pub struct Phrase {
    words: Vec<String>,
    /// What it tells.
    pub outcome: Outcome,
    /// Where the thing stands.
    pub thing: Thing,
    /// A sentence and its thing, for the test.
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: String,
}

impl Phrase {
    /// From which word to which it stands in a clause; ".." is up to four words.
    pub fn find(&self, clause: &[String]) -> Option<(usize, usize)> {
        const GAP: usize = 4;
        (0..clause.len()).find_map(|start| {
            let mut at = start;
            let mut gap = 0;
            for word in &self.words {
                if word == ".." {
                    gap = GAP;
                    continue;
                }
                at += clause.get(at..)?.iter().take(gap + 1).position(|w| w == word)? + 1;
                gap = 0;
            }
            Some((start, at))
        })
    }
}

/// What cannot be said of one thing at one time.
#[derive(Deserialize)]
pub struct Opposites {
    /// The one.
    pub one: Vec<String>,
    /// And the other.
    pub other: Vec<String>,
    /// A sentence with each.
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: [String; 2],
}

#[derive(Deserialize)]
struct File {
    particles: HashSet<String>,
    letters: Vec<(String, String)>,
    common: HashSet<String>,
    numbers: HashMap<String, u64>,
    scales: HashMap<String, u64>,
    units: HashMap<String, f64>,
    bounds: BTreeMap<String, Vec<String>>,
    concepts: BTreeMap<String, Vec<String>>,
    empty: HashSet<String>,
    negations: HashSet<String>,
    outcomes: BTreeMap<String, BTreeMap<String, String>>,
    opposites: Vec<Opposites>,
}

impl File {
    fn phrases(&self) -> Vec<Phrase> {
        let kinds = [("open", Outcome::Open), ("settled", Outcome::Settled), ("denied", Outcome::Denied)];
        let of = |(kind, outcome): (&str, Outcome)| {
            let phrases = self.outcomes.get(kind).into_iter().flatten();
            let one = |(phrase, example): (&String, &String)| {
                let thing = if phrase.starts_with('*') { Thing::Before } else { Thing::After };
                let words = phrase.split_whitespace().filter(|w| *w != "*").map(String::from).collect();
                Phrase { words, outcome, thing, example: example.clone() }
            };
            phrases.map(one).collect::<Vec<_>>()
        };
        kinds.into_iter().flat_map(of).collect()
    }

    fn concepts(&self) -> HashMap<u16, u16> {
        let stemmer = Stemmer::create(Algorithm::English);
        let stem = |w: &String| sketch::stable(&[&stemmer.stem(w)]) as u16;
        self.concepts.values().flat_map(|words| words.iter().map(move |w| (stem(w), stem(&words[0])))).collect()
    }
}

/// The lexicon that ships.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("../../../lexicon/archive.toml")).expect("lexicon/archive.toml");
        Lexicon {
            concepts: file.concepts(),
            outcomes: file.phrases(),
            empty: file.empty,
            negations: file.negations,
            opposites: file.opposites,
            particles: file.particles,
            letters: file.letters,
            common: file.common,
            numbers: file.numbers,
            scales: file.scales,
            units: file.units,
            bounds: (file.bounds.into_values().flatten())
                .map(|b| b.split_whitespace().map(String::from).collect())
                .collect(),
        }
    });
    &LEXICON
}
