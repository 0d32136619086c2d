//! `lexicon/cues.toml`: which words tie a source to a content, and what their content looks like.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::table::Table;

#[derive(Deserialize)]
struct File {
    verbs: Vec<Class>,
    nouns: Vec<Class>,
    adjectives: Vec<Class>,
    phrases: Vec<Class>,
    documents: Documents,
    about: About,
    unnamed: About,
    gifts: About,
    reporting: Reporting,
    terms: Terms,
}

#[derive(Deserialize)]
struct Terms {
    prepositions: HashSet<String>,
    places: HashSet<String>,
    behind: HashSet<String>,
}

#[derive(Deserialize)]
struct Reporting {
    times: HashSet<String>,
    relatives: HashSet<String>,
}

#[derive(Deserialize)]
struct About {
    words: HashSet<String>,
}

#[derive(Deserialize)]
struct Documents {
    lemmas: HashSet<String>,
}

/// Words that attribute in the same way.
#[derive(Deserialize)]
pub struct Class {
    /// The lexicon entry's id.
    pub id: String,
    /// What the content is.
    #[serde(default)]
    pub takes: Vec<String>,
    #[serde(default)]
    lemmas: Vec<String>,
    /// A lemma and the words that must follow it: "call into question".
    #[serde(default)]
    fixed: Vec<String>,
    /// A sentence that must yield a statement, the cue between asterisks.
    pub example: String,
}

/// The lexicon, by lemma.
#[derive(Deserialize)]
#[serde(from = "File")]
pub struct Cues {
    classes: Vec<Class>,
    verbs: HashMap<String, Vec<usize>>,
    nouns: HashMap<String, Vec<usize>>,
    adjectives: HashMap<String, Vec<usize>>,
    phrases: HashMap<String, Vec<usize>>,
    fixed: HashMap<String, Vec<(Vec<String>, usize)>>,
    documents: HashSet<String>,
    about: HashSet<String>,
    unnamed: HashSet<String>,
    gifts: HashSet<String>,
    reporting: Reporting,
    terms: Terms,
}

impl From<File> for Cues {
    fn from(file: File) -> Self {
        let mut classes = vec![];
        let mut fixed: HashMap<String, Vec<(Vec<String>, usize)>> = HashMap::new();
        let mut index = |list: Vec<Class>| {
            let mut by_lemma: HashMap<String, Vec<usize>> = HashMap::new();
            for class in list {
                for lemma in &class.lemmas {
                    by_lemma.entry(lemma.clone()).or_default().push(classes.len());
                }
                for words in &class.fixed {
                    let mut words = words.split(' ').map(str::to_owned);
                    let lemma = words.next().unwrap_or_default();
                    fixed.entry(lemma).or_default().push((words.collect(), classes.len()));
                }
                classes.push(class);
            }
            by_lemma
        };
        let (verbs, nouns) = (index(file.verbs), index(file.nouns));
        let (adjectives, phrases) = (index(file.adjectives), index(file.phrases));
        Cues {
            classes,
            verbs,
            nouns,
            adjectives,
            phrases,
            fixed,
            documents: file.documents.lemmas,
            about: file.about.words,
            unnamed: file.unnamed.words,
            gifts: file.gifts.words,
            reporting: file.reporting,
            terms: file.terms,
        }
    }
}

pub(crate) static TABLE: Table<Cues> = Table::new("cues", include_str!("../../../../lexicon/cues.toml"));

/// The cues of the lexicon.
pub fn cues() -> &'static Cues {
    &TABLE
}

impl Cues {
    /// The class of a verb that takes this kind of content.
    pub fn verb(&self, lemma: &str, takes: &str) -> Option<&Class> {
        let mut classes = self.verbs.get(lemma)?.iter().map(|i| &self.classes[*i]);
        classes.find(|c| c.takes.iter().any(|t| t == takes))
    }

    /// Whether the verb is a cue of any kind.
    pub fn is_verb(&self, lemma: &str) -> bool {
        self.verbs.contains_key(lemma) || self.fixed.contains_key(lemma)
    }

    /// A verb with fixed words after it, and how many; `word` gives the words that follow.
    pub fn fixed(&self, lemma: &str, word: impl Fn(usize) -> Option<String>) -> Option<(&Class, usize)> {
        let follow = |words: &[String]| words.iter().enumerate().all(|(i, w)| word(i + 1).as_ref() == Some(w));
        let (words, class) = self.fixed.get(lemma)?.iter().find(|(words, _)| follow(words))?;
        Some((&self.classes[*class], words.len()))
    }

    /// Whether what this entry makes is said in words, and not only wanted, done or felt.
    pub fn speaks(&self, id: &str) -> bool {
        let takes =
            |c: &Class| c.takes.is_empty() || c.takes.iter().any(|t| matches!(t.as_str(), "clause" | "quote" | "that"));
        self.classes.iter().find(|c| c.id == id).is_none_or(takes)
    }

    /// A noun with a content clause.
    pub fn noun(&self, lemma: &str) -> Option<&Class> {
        self.nouns.get(lemma).map(|i| &self.classes[i[0]])
    }

    /// An adjective with a content clause.
    pub fn adjective(&self, lemma: &str) -> Option<&Class> {
        self.adjectives.get(lemma).map(|i| &self.classes[i[0]])
    }

    /// A preposition of several words.
    pub fn phrase(&self, words: &str) -> Option<&Class> {
        self.phrases.get(words).map(|i| &self.classes[i[0]])
    }

    /// Whether this entry tells of words, whoever or whatever they come from: "reports say".
    pub fn quotes(&self, id: &str) -> bool {
        let quotes = |c: &Class| c.takes.is_empty() || c.takes.iter().any(|t| t == "quote");
        self.classes.iter().find(|c| c.id == id).is_none_or(quotes)
    }

    /// Whether this entry tells of what somebody wants of others or means to do.
    pub fn wills(&self, id: &str) -> bool {
        let takes = |c: &Class| c.takes.iter().any(|t| matches!(t.as_str(), "infinitive" | "on to" | "to to"));
        self.classes.iter().find(|c| c.id == id).is_some_and(takes)
    }

    /// Whether the preposition brings in what is said about an object.
    pub fn says_about(&self, preposition: &str) -> bool {
        self.about.contains(preposition)
    }

    /// Whether a phrase says on what terms something is asked or offered: "an amnesty before the autumn", "a rite in
    /// place of a trial".
    pub fn is_term(&self, preposition: &str, head: &str) -> bool {
        self.terms.prepositions.contains(preposition) || (preposition == "in" && self.terms.places.contains(head))
    }

    /// Whether what is said may go on with this word behind an insertion: "..., he said, for as long as ...".
    pub fn goes_on_behind(&self, word: &str) -> bool {
        self.terms.behind.contains(word)
    }

    /// Whether a verb says who somebody is: sources ask "not to be named".
    pub fn identifies(&self, lemma: &str) -> bool {
        self.unnamed.contains(lemma)
    }

    /// Whether it is given and not said: "promised aid".
    pub fn is_gift(&self, lemma: &str) -> bool {
        self.gifts.contains(lemma)
    }

    /// Whether the word opens a phrase that tells when.
    pub fn tells_when(&self, word: &str) -> bool {
        self.reporting.times.contains(word)
    }

    /// Whether the word opens a clause that goes on about a noun.
    pub fn goes_on_about(&self, word: &str) -> bool {
        self.reporting.relatives.contains(word)
    }

    /// Whether the noun is a text that speaks for whoever made it.
    pub fn is_document(&self, lemma: &str) -> bool {
        self.documents.contains(lemma)
    }

    /// All classes.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }
}
