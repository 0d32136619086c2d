//! `lexicon/cues.toml`: which words tie a source to a content, and what their content looks like.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    verbs: Vec<Class>,
    nouns: Vec<Class>,
    adjectives: Vec<Class>,
    phrases: Vec<Class>,
}

/// Words that attribute in the same way.
#[derive(Deserialize)]
pub struct Class {
    /// The lexicon entry's id.
    pub id: String,
    /// What the content is.
    #[serde(default)]
    pub takes: Vec<String>,
    lemmas: Vec<String>,
    /// A sentence that must yield a statement, the cue between asterisks.
    pub example: String,
}

/// The lexicon, by lemma.
pub struct Cues {
    classes: Vec<Class>,
    verbs: HashMap<String, Vec<usize>>,
    nouns: HashMap<String, Vec<usize>>,
    adjectives: HashMap<String, Vec<usize>>,
    phrases: HashMap<String, Vec<usize>>,
}

/// The cues that ship.
pub fn cues() -> &'static Cues {
    static CUES: OnceLock<Cues> = OnceLock::new();
    CUES.get_or_init(|| {
        let file: File = toml::from_str(include_str!("../../../../lexicon/cues.toml"))
            .expect("the shipped lexicon/cues.toml is read by a test");
        let mut classes = vec![];
        let mut index = |list: Vec<Class>| {
            let mut by_lemma: HashMap<String, Vec<usize>> = HashMap::new();
            for class in list {
                for lemma in &class.lemmas {
                    by_lemma.entry(lemma.clone()).or_default().push(classes.len());
                }
                classes.push(class);
            }
            by_lemma
        };
        let (verbs, nouns) = (index(file.verbs), index(file.nouns));
        let (adjectives, phrases) = (index(file.adjectives), index(file.phrases));
        Cues { classes, verbs, nouns, adjectives, phrases }
    })
}

impl Cues {
    /// The class of a verb that takes this kind of content.
    pub fn verb(&self, lemma: &str, takes: &str) -> Option<&Class> {
        let mut classes = self.verbs.get(lemma)?.iter().map(|i| &self.classes[*i]);
        classes.find(|c| c.takes.iter().any(|t| t == takes))
    }

    /// Whether the verb is a cue of any kind.
    pub fn is_verb(&self, lemma: &str) -> bool {
        self.verbs.contains_key(lemma)
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

    /// All classes.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }
}
