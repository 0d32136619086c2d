//! The words by which the archive compares what reports say: `lexicon/archive.toml`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;

use crate::{naming::Words, sketch};

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
    /// The days of the week from Monday on.
    pub weekdays: Vec<String>,
    /// Stems of verbs that say too little alone.
    pub light: HashSet<u16>,
    /// Stems of what is agreed where nothing is settled.
    pub procedural: BTreeSet<u16>,
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
    /// What cannot be said of one person on one occasion.
    pub conduct: Vec<Conduct>,
    /// The pairs and their phrases by the word that they begin with.
    pub conduct_by_word: HashMap<String, Vec<(usize, usize)>>,
    /// Phrases that tell whose idea something was.
    pub origins: Vec<Origin>,
    /// Stems of words that name an occasion, and its kind.
    pub occasions: HashMap<u16, String>,
    /// What words for those who act stand for.
    pub sides: HashSet<u16>,
    /// What words of denying stand for.
    pub denials: BTreeSet<u16>,
    /// Words whose full stop ends no sentence.
    pub short_forms: HashSet<String>,
    /// Titles.
    pub titles: HashSet<String>,
    /// Words before a name that is not whom the sentence tells of.
    pub belonging: HashSet<String>,
    /// Words behind which another clause has its own subject.
    pub reporting: HashSet<String>,
    /// Words that make of what someone does what they do not.
    pub refusing: HashSet<String>,
    /// Words for the one who was named last.
    pub pronouns: HashSet<String>,
    /// Units that need no number.
    pub alone: HashSet<String>,
}

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
    pattern: Pattern,
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
    Words(HashSet<String>),
    /// Up to four words.
    Gap,
}

/// Words in their order.
pub struct Pattern(Vec<Part>);

impl Pattern {
    /// From which word to which it stands in a clause.
    pub fn find(&self, clause: &[String]) -> Option<(usize, usize)> {
        (0..clause.len()).find_map(|start| Some((start, self.at(clause, start)?)))
    }

    /// The words that it can begin with.
    fn first(&self) -> impl Iterator<Item = &String> {
        self.0
            .iter()
            .take(1)
            .filter_map(|part| if let Part::Words(words) = part { Some(words) } else { None })
            .flatten()
    }

    /// Where it ends that begins at a word.
    pub fn at(&self, clause: &[String], start: usize) -> Option<usize> {
        const GAP: usize = 4;
        let mut at = start;
        let mut gap = 0;
        for part in &self.0 {
            let Part::Words(words) = part else {
                gap = GAP;
                continue;
            };
            at += clause.get(at..)?.iter().take(gap + 1).position(|w| words.contains(w))? + 1;
            gap = 0;
        }
        Some(at)
    }
}

impl Phrase {
    /// From which word to which it stands in a clause.
    pub fn find(&self, clause: &[String]) -> Option<(usize, usize)> {
        self.pattern.find(clause)
    }
}

/// What cannot be said of one person on one occasion.
pub struct Conduct {
    /// Whether it is said of an occasion, as those who take part in a meeting do it.
    pub occasion: bool,
    /// The phrases, and what each tells.
    pub phrases: Vec<(Pattern, Does)>,
    /// A sentence with each.
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: [String; 2],
}

/// What a phrase tells of someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// They do it.
    It,
    /// They do the opposite.
    Not,
    /// They do the opposite where it is negated, and else nothing is told.
    NotWhereNegated,
}

/// A phrase that tells whose idea something was: what stands before the name, and what behind it.
pub struct Origin {
    before: Pattern,
    after: Pattern,
    /// A sentence and whose idea it tells, for the test.
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: String,
}

impl Origin {
    /// From which word to which the one stands whose idea it was.
    pub fn find(&self, words: &Words) -> Option<(usize, usize)> {
        const LONG: usize = 8;
        (0..words.lower.len()).find_map(|start| {
            let from = self.before.at(&words.lower, start)?;
            if self.after.0.is_empty() {
                let to = words.clause_end(from.checked_sub(1)?).min(from + LONG);
                return (from < to).then_some((from, to));
            }
            let last = words.lower.len().min(from + LONG);
            let to = (from + 1..last).find(|to| self.after.at(&words.lower, *to).is_some())?;
            Some((from, to))
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
    opposites: Vec<Opposites>,
    conduct: Vec<Pair>,
    origins: BTreeMap<String, String>,
    occasions: BTreeMap<String, Vec<String>>,
    sides: Vec<String>,
    denials: Vec<String>,
    short_forms: HashSet<String>,
    titles: HashSet<String>,
    belonging: HashSet<String>,
    reporting: HashSet<String>,
    refusing: HashSet<String>,
    pronouns: HashSet<String>,
    alone: HashSet<String>,
}

#[derive(Deserialize)]
struct Pair {
    occasion: bool,
    one: Vec<String>,
    other: Vec<String>,
    negated: Vec<String>,
    example: [String; 2],
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
    fn phrases(&self) -> Vec<Phrase> {
        let kinds = [("open", Outcome::Open), ("settled", Outcome::Settled), ("denied", Outcome::Denied)];
        let of = |(kind, outcome): (&str, Outcome)| {
            let phrases = self.outcomes.get(kind).into_iter().flatten();
            let one = |(phrase, example): (&String, &String)| {
                let thing = if phrase.starts_with('*') { Thing::Before } else { Thing::After };
                let pattern = self.pattern(&phrase.replace('*', ""));
                Phrase { pattern, outcome, thing, example: example.clone() }
            };
            phrases.map(one).collect::<Vec<_>>()
        };
        kinds.into_iter().flat_map(of).collect()
    }

    fn pattern(&self, phrase: &str) -> Pattern {
        Pattern(phrase.split_whitespace().map(|w| self.part(w)).collect())
    }

    fn conduct(&self) -> Vec<Conduct> {
        let of = |phrases: &[String], does: Does| -> Vec<(Pattern, Does)> {
            phrases.iter().map(|p| (self.pattern(p), does)).collect()
        };
        let pair = |p: &Pair| {
            let mut phrases = of(&p.one, Does::It);
            phrases.extend(of(&p.other, Does::Not));
            phrases.extend(of(&p.negated, Does::NotWhereNegated));
            Conduct { occasion: p.occasion, phrases, example: p.example.clone() }
        };
        self.conduct.iter().map(pair).collect()
    }

    fn origins(&self) -> Vec<Origin> {
        let of = |(phrase, example): (&String, &String)| {
            let (before, after) = phrase.split_once('*').unwrap_or((phrase, ""));
            Origin { before: self.pattern(before), after: self.pattern(after), example: example.clone() }
        };
        self.origins.iter().map(of).collect()
    }

    fn part(&self, word: &str) -> Part {
        match word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
            Some(class) => Part::Words(self.classes[class].clone()),
            None if word == ".." => Part::Gap,
            None => Part::Words(HashSet::from([word.to_string()])),
        }
    }

    fn concepts(&self) -> HashMap<u16, u16> {
        self.concepts.values().flat_map(|words| words.iter().map(|w| (stem(w), stem(&words[0])))).collect()
    }
}

/// The lexicon that ships.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("../../../lexicon/archive.toml")).expect("lexicon/archive.toml");
        let (concepts, conduct) = (file.concepts(), file.conduct());
        let mut conduct_by_word: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (n, pair) in conduct.iter().enumerate() {
            for (nth, (phrase, _)) in pair.phrases.iter().enumerate() {
                phrase.first().for_each(|w| conduct_by_word.entry(w.clone()).or_default().push((n, nth)));
            }
        }
        let concept = |w: &String| concepts.get(&stem(w)).copied().unwrap_or(stem(w));
        Lexicon {
            sides: file.sides.iter().map(concept).collect(),
            denials: file.denials.iter().map(concept).collect(),
            outcomes: file.phrases(),
            conduct,
            conduct_by_word,
            origins: file.origins(),
            occasions: by_word(&file.occasions).into_iter().map(|(w, kind)| (stem(&w), kind)).collect(),
            short_forms: file.short_forms,
            titles: file.titles,
            belonging: file.belonging,
            reporting: file.reporting,
            refusing: file.refusing,
            pronouns: file.pronouns,
            alone: file.alone,
            concepts,
            empty: file.empty,
            negations: file.negations,
            opposites: file.opposites,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_of_an_idea_finds_whose_it_was() {
        for origin in &lexicon().origins {
            let (sentence, who) = origin.example.rsplit_once(" = ").expect("an example says whose idea it is");
            let words = Words::of(sentence);
            let (from, to) = origin.find(&words).unwrap_or_else(|| panic!("{}", origin.example));
            assert!(words.lower[from..to].contains(&who.to_lowercase()), "{}", origin.example);
        }
    }

    #[test]
    fn every_pair_of_conduct_tells_its_examples_apart() {
        for conduct in &lexicon().conduct {
            for (sentence, does) in conduct.example.iter().zip([Does::It, Does::Not]) {
                let words = Words::of(sentence).lower;
                let told: Vec<Does> =
                    conduct.phrases.iter().filter(|(p, _)| p.find(&words).is_some()).map(|(_, does)| *does).collect();
                assert!(told.contains(&does), "{sentence}: {told:?}");
            }
        }
    }
}
