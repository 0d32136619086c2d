//! The words by which the archive compares what reports say: `lexicon/archive.toml`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;

use crate::{sketch, stems::Stems};

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
    /// The number that is no number alone.
    pub one: String,
    /// What a number is multiplied by.
    pub scales: HashMap<String, u64>,
    /// What units measure, and how many of the first unit they are.
    pub units: HashMap<String, (String, f64)>,
    /// Words before a number, and how far it binds.
    pub bounds: Vec<(Vec<String>, Bound)>,
    /// Words before a measure, and what it is for.
    pub uses: HashMap<String, String>,
    /// The same for dates and years.
    pub deadlines: HashMap<String, String>,
    /// Words between these and their number.
    pub fillers: HashSet<String>,
    /// Stems that tell what has become of those who are counted.
    pub fates: HashMap<u16, String>,
    /// Stems that any who are counted can be called.
    pub anyone: HashSet<u16>,
    /// What makes a time an age.
    pub ages: HashSet<String>,
    /// The months in their order.
    pub months: Vec<String>,
    /// The days of the week.
    pub weekdays: Vec<String>,
    /// Stems of verbs that say too little alone.
    pub light: HashSet<u16>,
    /// Stems of what is agreed where nothing is settled.
    pub procedural: Stems,
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
    /// The words of phrases and opposites.
    known: HashMap<String, Known>,
    /// The phrases that begin with each of them, by their places in `outcomes`.
    begun: HashMap<Known, Vec<usize>>,
}

impl Lexicon {
    /// A word as phrases and opposites know it.
    pub fn known(&self, word: &str) -> Known {
        self.known.get(word).copied().unwrap_or_default()
    }

    /// The phrases that begin with a word of a clause, in their order.
    pub fn phrases(&self, clause: &[Known]) -> impl Iterator<Item = &Phrase> {
        let begun = clause.iter().filter(|k| **k != Known::default()).filter_map(|k| self.begun.get(k));
        let all: BTreeSet<usize> = begun.flatten().copied().collect();
        all.into_iter().map(|n| &self.outcomes[n])
    }
}

/// A word of a phrase or of opposites; all words that stand in none are the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Known(u16);

/// How far a number binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It is the number.
    Exact,
    /// It may be more.
    AtLeast,
    /// It may be less.
    AtMost,
    /// It is a guess.
    About,
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
    parts: Vec<Part>,
    /// What it tells.
    pub outcome: Outcome,
    /// Where the thing stands.
    pub thing: Thing,
    /// A sentence and its thing, for the test.
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: String,
}

/// A part of a phrase.
enum Part {
    /// One of these words.
    Words(Vec<Known>),
    /// Up to four words.
    Gap,
}

impl Phrase {
    /// From which word to which it stands in a clause.
    pub fn find(&self, clause: &[Known]) -> Option<(usize, usize)> {
        const GAP: usize = 4;
        (0..clause.len()).find_map(|start| {
            let mut at = start;
            let mut gap = 0;
            for part in &self.parts {
                let Part::Words(words) = part else {
                    gap = GAP;
                    continue;
                };
                at += clause.get(at..)?.iter().take(gap + 1).position(|w| words.contains(w))? + 1;
                gap = 0;
            }
            Some((start, at))
        })
    }
}

/// What cannot be said of one thing at one time.
pub struct Opposites {
    /// The one.
    pub one: Vec<Known>,
    /// And the other.
    pub other: Vec<Known>,
    /// A sentence with each.
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: [String; 2],
}

/// The same as they are written.
#[derive(Deserialize)]
struct Against {
    one: Vec<String>,
    other: Vec<String>,
    example: [String; 2],
}

#[derive(Deserialize)]
struct File {
    particles: HashSet<String>,
    letters: Vec<(String, String)>,
    common: HashSet<String>,
    numbers: HashMap<String, u64>,
    one: String,
    scales: HashMap<String, u64>,
    units: BTreeMap<String, HashMap<String, f64>>,
    bounds: Bounds,
    uses: BTreeMap<String, Vec<String>>,
    deadlines: BTreeMap<String, Vec<String>>,
    fillers: HashSet<String>,
    fates: BTreeMap<String, Vec<String>>,
    anyone: Vec<String>,
    ages: HashSet<String>,
    months: Vec<String>,
    weekdays: Vec<String>,
    light: Vec<String>,
    procedural: Vec<String>,
    classes: HashMap<String, HashSet<String>>,
    concepts: BTreeMap<String, Vec<String>>,
    empty: HashSet<String>,
    negations: HashSet<String>,
    outcomes: BTreeMap<String, BTreeMap<String, String>>,
    opposites: Vec<Against>,
}

#[derive(Deserialize)]
struct Bounds {
    at_least: Vec<String>,
    at_most: Vec<String>,
    about: Vec<String>,
}

impl Bounds {
    fn listed(&self) -> Vec<(Vec<String>, Bound)> {
        let all = [(&self.at_least, Bound::AtLeast), (&self.at_most, Bound::AtMost), (&self.about, Bound::About)];
        let words = |b: &String| b.split_whitespace().map(String::from).collect::<Vec<_>>();
        let mut out: Vec<_> =
            all.iter().flat_map(|(list, bound)| list.iter().map(move |b| (words(b), *bound))).collect();
        // "no more than" before "more than".
        out.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        out
    }
}

/// Each word with the name of its list.
fn by_word(lists: &BTreeMap<String, Vec<String>>) -> HashMap<String, String> {
    lists.iter().flat_map(|(name, words)| words.iter().map(move |w| (w.clone(), name.clone()))).collect()
}

/// The stem of a word, as sets of words hold it.
pub fn stem(word: &str) -> u16 {
    sketch::stable(&[&Stemmer::create(Algorithm::English).stem(word)]) as u16
}

impl File {
    fn phrases(&self, known: &mut HashMap<String, Known>) -> Vec<Phrase> {
        let kinds = [("open", Outcome::Open), ("settled", Outcome::Settled), ("denied", Outcome::Denied)];
        let mut all = vec![];
        for (kind, outcome) in kinds {
            for (phrase, example) in self.outcomes.get(kind).into_iter().flatten() {
                let thing = if phrase.starts_with('*') { Thing::Before } else { Thing::After };
                let parts = phrase.split_whitespace().filter(|w| *w != "*").map(|w| self.part(w, known)).collect();
                all.push(Phrase { parts, outcome, thing, example: example.clone() });
            }
        }
        all
    }

    fn part(&self, word: &str, known: &mut HashMap<String, Known>) -> Part {
        match word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
            Some(class) => Part::Words(numbered(&self.classes[class], known)),
            None if word == ".." => Part::Gap,
            None => Part::Words(numbered([&word.to_string()], known)),
        }
    }

    fn opposites(&self, known: &mut HashMap<String, Known>) -> Vec<Opposites> {
        let mut of = |a: &Against| Opposites {
            one: numbered(&a.one, known),
            other: numbered(&a.other, known),
            example: a.example.clone(),
        };
        self.opposites.iter().map(&mut of).collect()
    }

    fn concepts(&self) -> HashMap<u16, u16> {
        self.concepts.values().flat_map(|words| words.iter().map(|w| (stem(w), stem(&words[0])))).collect()
    }
}

/// Words as they are known from now on.
fn numbered<'w>(words: impl IntoIterator<Item = &'w String>, known: &mut HashMap<String, Known>) -> Vec<Known> {
    let mut number = |word: &String| {
        let next = Known(known.len() as u16 + 1);
        *known.entry(word.clone()).or_insert(next)
    };
    words.into_iter().map(&mut number).collect()
}

/// The phrases by the words that they begin with.
fn begun(phrases: &[Phrase]) -> HashMap<Known, Vec<usize>> {
    let mut begun: HashMap<Known, Vec<usize>> = HashMap::new();
    for (n, phrase) in phrases.iter().enumerate() {
        let Some(Part::Words(first)) = phrase.parts.first() else {
            panic!("{}: it begins with no word", phrase.example)
        };
        first.iter().for_each(|word| begun.entry(*word).or_default().push(n));
    }
    begun
}

/// The lexicon that ships.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("../../../lexicon/archive.toml")).expect("lexicon/archive.toml");
        let mut known = HashMap::new();
        let outcomes = file.phrases(&mut known);
        Lexicon {
            begun: begun(&outcomes),
            outcomes,
            concepts: file.concepts(),
            opposites: file.opposites(&mut known),
            empty: file.empty,
            negations: file.negations,
            known,
            particles: file.particles,
            letters: file.letters,
            common: file.common,
            numbers: file.numbers,
            one: file.one,
            scales: file.scales,
            units: (file.units.iter())
                .flat_map(|(what, all)| all.iter().map(move |(unit, n)| (unit.clone(), (what.clone(), *n))))
                .collect(),
            bounds: file.bounds.listed(),
            uses: by_word(&file.uses),
            deadlines: by_word(&file.deadlines),
            fillers: file.fillers,
            fates: by_word(&file.fates).into_iter().map(|(w, fate)| (stem(&w), fate)).collect(),
            anyone: file.anyone.iter().map(|w| stem(w)).collect(),
            ages: file.ages,
            months: file.months,
            weekdays: file.weekdays,
            light: file.light.iter().map(|w| stem(w)).collect(),
            procedural: file.procedural.iter().map(|w| stem(w)).collect(),
        }
    });
    &LEXICON
}
