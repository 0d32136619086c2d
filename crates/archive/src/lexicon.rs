//! The words by which the archive compares what reports say: `lexicon/archive.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::{
    maps::{HashMap, HashSet},
    phrases::{Conduct, Does, Of, Origin, Part, Pattern, Phrase, Terms},
    stems::{Stems, stem},
};

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
    /// What cannot be said of one person on one occasion.
    pub conduct: Vec<Conduct>,
    /// The pairs and their phrases by the word that they begin with.
    pub conduct_by_word: HashMap<Known, Vec<(usize, usize)>>,
    /// Phrases that tell whose idea something was, or who mediated, and the words that they begin with.
    pub origins: Vec<Origin>,
    pub origin_words: HashSet<Known>,
    /// Terms of which one thing has but one, and their phrases by the word that they begin with.
    pub terms: Vec<Terms>,
    pub terms_by_word: HashMap<Known, Vec<(usize, usize)>>,
    /// Words before a verb of what is not told as done or agreed.
    pub unreal: HashSet<String>,
    /// Stems of words that number things in a row.
    pub ordinals: Stems,
    /// Stems of words for bringing sides together.
    pub brokering: Stems,
    /// Words for governments and for rebels, by whom they mean.
    pub camps: HashMap<String, String>,
    /// Stems of words that name an occasion, and its kind.
    pub occasions: HashMap<u16, String>,
    /// What words for those who act stand for.
    pub sides: HashSet<u16>,
    /// What words of denying stand for.
    pub denials: Stems,
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
    /// Words before "of" that say only that something is measured.
    pub amounts: HashSet<String>,
    /// Words that make of a number a part.
    pub partial: Vec<Vec<String>>,
    /// Units that need no number.
    pub alone: HashSet<String>,
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
    /// It has taken place or is under way.
    Held,
    /// It has not: called off or put off.
    Off,
}

/// Where the thing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// Before the phrase.
    Before,
    /// After it.
    After,
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
    conduct: Vec<Pair>,
    origins: Origins,
    terms: Vec<Sides>,
    unreal: HashSet<String>,
    ordinals: Vec<String>,
    camps: BTreeMap<String, Vec<String>>,
    occasions: BTreeMap<String, Vec<String>>,
    sides: Vec<String>,
    denials: Vec<String>,
    short_forms: HashSet<String>,
    titles: HashSet<String>,
    belonging: HashSet<String>,
    reporting: HashSet<String>,
    refusing: HashSet<String>,
    pronouns: HashSet<String>,
    amounts: HashSet<String>,
    alone: HashSet<String>,
    partial: Vec<String>,
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
struct Origins {
    idea: BTreeMap<String, String>,
    mediation: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Sides {
    #[serde(default)]
    of: Vec<String>,
    sides: Vec<Vec<String>>,
    example: Vec<String>,
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

impl File {
    fn phrases(&self, known: &mut HashMap<String, Known>) -> Vec<Phrase> {
        let kinds = [
            ("open", Outcome::Open),
            ("settled", Outcome::Settled),
            ("denied", Outcome::Denied),
            ("held", Outcome::Held),
            ("off", Outcome::Off),
        ];
        let mut all = vec![];
        for (kind, outcome) in kinds {
            for (phrase, example) in self.outcomes.get(kind).into_iter().flatten() {
                let thing = if phrase.starts_with('*') { Thing::Before } else { Thing::After };
                let pattern = self.pattern(&phrase.replace('*', ""), known);
                all.push(Phrase { pattern, outcome, thing, example: example.clone() });
            }
        }
        all
    }

    fn pattern(&self, phrase: &str, known: &mut HashMap<String, Known>) -> Pattern {
        Pattern(phrase.split_whitespace().map(|w| self.part(w, known)).collect())
    }

    fn conduct(&self, known: &mut HashMap<String, Known>) -> Vec<Conduct> {
        let mut all = vec![];
        for pair in &self.conduct {
            let told = [(&pair.one, Does::It), (&pair.other, Does::Not), (&pair.negated, Does::NotWhereNegated)];
            let each = told.into_iter().flat_map(|(phrases, does)| phrases.iter().map(move |p| (p, does)));
            let phrases = each.map(|(p, does)| (self.pattern(p, known), does)).collect();
            all.push(Conduct { occasion: pair.occasion, phrases, example: pair.example.clone() });
        }
        all
    }

    fn origins(&self, known: &mut HashMap<String, Known>) -> Vec<Origin> {
        let mut all = vec![];
        for (of, phrases) in [(Of::Mediation, &self.origins.mediation), (Of::Idea, &self.origins.idea)] {
            for (phrase, example) in phrases {
                let (before, after) = phrase.split_once('*').unwrap_or((phrase, ""));
                let (before, after) = (self.pattern(before, known), self.pattern(after, known));
                all.push(Origin { of, before, after, example: example.clone() });
            }
        }
        all
    }

    fn terms(&self, known: &mut HashMap<String, Known>) -> Vec<Terms> {
        let mut all = vec![];
        for terms in &self.terms {
            let of = terms.of.iter().map(|w| stem(w)).collect();
            let mut phrases = vec![];
            for (side, list) in terms.sides.iter().enumerate() {
                phrases.extend(list.iter().map(|p| (self.pattern(p, known), side)).collect::<Vec<_>>());
            }
            all.push(Terms { of, phrases, example: terms.example.clone() });
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
    let mut begun: HashMap<Known, Vec<usize>> = HashMap::default();
    for (n, phrase) in phrases.iter().enumerate() {
        phrase.pattern.first().for_each(|word| begun.entry(*word).or_default().push(n));
    }
    begun
}

/// Lists of patterns by the words that these begin with: which list, and which of it.
fn by_first<'p, L>(lists: impl Iterator<Item = L>) -> HashMap<Known, Vec<(usize, usize)>>
where
    L: Iterator<Item = &'p Pattern>,
{
    let mut by: HashMap<Known, Vec<(usize, usize)>> = HashMap::default();
    for (n, patterns) in lists.enumerate() {
        for (nth, pattern) in patterns.enumerate() {
            pattern.first().for_each(|w| by.entry(*w).or_default().push((n, nth)));
        }
    }
    by
}

/// The lexicon that ships.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("../../../lexicon/archive.toml")).expect("lexicon/archive.toml");
        let mut known = HashMap::default();
        let (outcomes, opposites) = (file.phrases(&mut known), file.opposites(&mut known));
        let (concepts, conduct) = (file.concepts(), file.conduct(&mut known));
        let (origins, terms) = (file.origins(&mut known), file.terms(&mut known));
        let concept = |w: &String| concepts.get(&stem(w)).copied().unwrap_or(stem(w));
        Lexicon {
            begun: begun(&outcomes),
            outcomes,
            sides: file.sides.iter().map(concept).collect(),
            denials: file.denials.iter().map(concept).collect(),
            conduct_by_word: by_first(conduct.iter().map(|c| c.phrases.iter().map(|(p, _)| p))),
            conduct,
            origin_words: origins.iter().flat_map(|o| o.before.first()).copied().collect(),
            origins,
            terms_by_word: by_first(terms.iter().map(|t| t.phrases.iter().map(|(p, _)| p))),
            terms,
            unreal: file.unreal,
            ordinals: file.ordinals.iter().map(|w| stem(w)).collect(),
            brokering: file.classes["brokered"].iter().map(|w| stem(w)).collect(),
            camps: by_word(&file.camps),
            occasions: by_word(&file.occasions).into_iter().map(|(w, kind)| (stem(&w), kind)).collect(),
            short_forms: file.short_forms,
            titles: file.titles,
            belonging: file.belonging,
            reporting: file.reporting,
            refusing: file.refusing,
            pronouns: file.pronouns,
            amounts: file.amounts,
            alone: file.alone,
            partial: file.partial.iter().map(|p| p.split(' ').map(String::from).collect()).collect(),
            concepts,
            opposites,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::naming::Words;

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
                let words = Words::of(sentence).known;
                let told: Vec<Does> =
                    conduct.phrases.iter().filter(|(p, _)| p.find(&words).is_some()).map(|(_, does)| *does).collect();
                assert!(told.contains(&does), "{sentence}: {told:?}");
            }
        }
    }
}
