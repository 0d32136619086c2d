//! The words by which reports are held against each other passage by passage: `lexicon/contradictions.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::{
    sketch,
    stems::{Stems, stem},
};

/// Words of a phrase that lie between two others at most.
const GAP: usize = 4;

/// A scale with two ends, of which one thing is at one.
pub(crate) struct Scale {
    pub about: &'static str,
    /// How much must tie two passages.
    pub least: f32,
    /// Whether both must tell it of the same ones.
    pub same_subject: bool,
    /// Whether what is at the one end today may be at the other tomorrow.
    pub settles: bool,
    /// Stems of things of which both must name one, where both name any.
    pub one_of: Stems,
    /// Whether what stands behind it must be the same, where both name it.
    pub matter: bool,
    /// Whether it is told of what is to come.
    pub planned: bool,
    /// Stems of which the passage must have one; any where there are none.
    pub of: Stems,
    pub phrases: Vec<(Phrase, bool)>,
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: [String; 2],
}

/// Stems in their order, each one of several; none stands for a gap.
pub(crate) struct Phrase(Vec<Option<Stems>>);

/// A word of a sentence: its stem, and itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    pub stem: u16,
    pub exact: u16,
}

impl Word {
    /// A word in lower case.
    pub fn of(word: &str) -> Self {
        Word { stem: stem(word), exact: exact(word) }
    }
}

/// What stands for a word in this form alone.
fn exact(word: &str) -> u16 {
    sketch::stable(&["=", word]) as u16
}

impl Phrase {
    /// Where it ends that begins at a word.
    pub fn at(&self, words: &[Word], start: usize) -> Option<usize> {
        let (mut at, mut gap) = (start, 0);
        for part in &self.0 {
            let Some(any) = part else {
                gap = GAP;
                continue;
            };
            let is = |w: &Word| any.contains(w.stem) || any.contains(w.exact);
            at += words.get(at..)?.iter().take(gap + 1).position(is)? + 1;
            gap = 0;
        }
        Some(at)
    }
}

pub(crate) struct Scales {
    /// The scales.
    pub all: Vec<Scale>,
    /// These and their phrases by the stems that they begin with.
    pub by_first: HashMap<u16, Vec<(usize, usize)>>,
    /// Words that turn round what stands behind them, and those that turn round all of it.
    pub negators: Stems,
    pub denying: Stems,
    pub auxiliaries: Stems,
    /// Those who act without a name.
    pub subjects: Stems,
    /// Phrases of what was so once, and of what was so all along.
    pub former: Vec<Phrase>,
    pub lasting: Vec<Phrase>,
    /// Words that name no matter.
    pub fillers: Stems,
    /// Words before what is not told as done.
    pub unreal: Stems,
    /// Occasions of which reports tell when or where they were.
    pub occasions: Vec<Occasion>,
    /// Kinds of venue by their words.
    pub venues: HashMap<u16, u32>,
}

/// An occasion that is held once, as reports tell when or where it was.
pub(crate) struct Occasion {
    /// Whether its day is told, or else its place.
    pub day: bool,
    /// Whether it must be told as the first or the last.
    pub nth: bool,
    /// Words before the phrase of which there must be one; any where there are none.
    pub of: Stems,
    /// What tells of it, and the words that it begins with.
    pub phrases: Vec<Phrase>,
    pub first: Stems,
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: String,
}

#[derive(Deserialize)]
struct File {
    negators: Vec<String>,
    denying: Vec<String>,
    auxiliaries: Vec<String>,
    subjects: Vec<String>,
    former: Vec<String>,
    lasting: Vec<String>,
    unreal: Vec<String>,
    fillers: Vec<String>,
    classes: HashMap<String, Vec<String>>,
    scales: Vec<Written>,
    occasions: Vec<Held>,
    venues: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Held {
    day: bool,
    #[serde(default)]
    nth: bool,
    #[serde(default)]
    of: Vec<String>,
    phrases: Vec<String>,
    example: String,
}

#[derive(Deserialize)]
struct Written {
    about: String,
    least: f32,
    #[serde(default)]
    same_subject: bool,
    #[serde(default)]
    settles: bool,
    #[serde(default)]
    one_of: Vec<String>,
    #[serde(default)]
    matter: bool,
    #[serde(default)]
    planned: bool,
    #[serde(default)]
    of: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
    example: [String; 2],
}

/// What a scale's contradictions are about.
fn about(name: &str) -> &'static str {
    ["participants", "denied", "outcome", "origin", "position"].into_iter().find(|a| *a == name).unwrap_or("outcome")
}

impl File {
    fn occasion(&self, o: &Held) -> Occasion {
        let phrases: Vec<Phrase> = o.phrases.iter().map(|p| self.phrase(p)).collect();
        let first = phrases.iter().filter_map(|p| p.0.first()?.as_ref()).flat_map(Stems::iter).collect();
        Occasion { day: o.day, nth: o.nth, of: stems(&o.of), phrases, first, example: o.example.clone() }
    }

    fn phrase(&self, words: &str) -> Phrase {
        let part = |w: &str| match w.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
            Some(class) => Some(stems(&self.classes[class])),
            None if w == ".." => None,
            None => Some(Stems::from_iter([w.strip_prefix('=').map_or_else(|| stem(w), exact)])),
        };
        Phrase(words.split_whitespace().map(part).collect())
    }
}

fn stems(words: &[String]) -> Stems {
    words.iter().map(|w| stem(w)).collect()
}

/// The words that ship.
pub(crate) fn scales() -> &'static Scales {
    static SCALES: LazyLock<Scales> = LazyLock::new(|| {
        let file: File =
            toml::from_str(include_str!("../../../lexicon/contradictions.toml")).expect("lexicon/contradictions.toml");
        let scale = |w: &Written| {
            let phrase = |p: &String, side| (file.phrase(p), side);
            let yes = w.yes.iter().map(|p| phrase(p, true));
            Scale {
                about: about(&w.about),
                least: w.least,
                same_subject: w.same_subject,
                settles: w.settles,
                one_of: stems(&w.one_of),
                matter: w.matter || w.planned,
                planned: w.planned,
                of: stems(&w.of),
                phrases: yes.chain(w.no.iter().map(|p| phrase(p, false))).collect(),
                example: w.example.clone(),
            }
        };
        let all: Vec<Scale> = file.scales.iter().map(scale).collect();
        let mut by_first: HashMap<u16, Vec<(usize, usize)>> = HashMap::new();
        for (n, scale) in all.iter().enumerate() {
            for (nth, (phrase, _)) in scale.phrases.iter().enumerate() {
                let first = phrase.0.first().and_then(Option::as_ref).expect("a phrase begins with a word");
                first.iter().for_each(|s| by_first.entry(s).or_default().push((n, nth)));
            }
        }
        Scales {
            all,
            by_first,
            negators: stems(&file.negators),
            denying: stems(&file.denying),
            auxiliaries: stems(&file.auxiliaries),
            subjects: stems(&file.subjects),
            former: file.former.iter().map(|p| file.phrase(p)).collect(),
            lasting: file.lasting.iter().map(|p| file.phrase(p)).collect(),
            fillers: stems(&file.fillers),
            unreal: stems(&file.unreal),
            occasions: file.occasions.iter().map(|o| file.occasion(o)).collect(),
            venues: (file.venues.values().enumerate())
                .flat_map(|(n, words)| words.iter().map(move |w| (stem(w), 1 << n)))
                .collect(),
        }
    });
    &SCALES
}
