//! `lexicon/positions.toml`, as the reading of positions asks it.

use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub conditional: Vec<String>,
    pub temporal: Vec<String>,
    pub only: Vec<String>,
    pub first: Vec<String>,
    pub will: Vec<String>,
    pub terms: Terms,
}

/// What agreements oblige to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Terms {
    pub papers: Vec<String>,
    pub under: Vec<String>,
    pub verbs: Vec<String>,
    pub duty: Vec<String>,
    pub future: Vec<String>,
    pub pronoun: String,
    pub having: Vec<String>,
    pub rights: Vec<String>,
}

/// The words that ship.
pub(super) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        toml::from_str(include_str!("../../../../lexicon/positions.toml"))
            .expect("the shipped lexicon/positions.toml is read by a test")
    });
    &WORDS
}

/// Whether a list holds a word.
pub(super) fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|x| x == word)
}
