//! `lexicon/positions.toml`, as the reading of positions asks it.

use crate::table::Table;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub conditional: Vec<String>,
    pub temporal: Vec<String>,
    pub only: Vec<String>,
    pub first: Vec<String>,
    pub will: Vec<String>,
    pub able: Vec<String>,
    pub keeping: Vec<String>,
    pub fighting: Vec<String>,
    pub vowing: Vec<String>,
    pub aims: Vec<String>,
    pub definite: Vec<String>,
    pub deeds: Vec<String>,
    pub backed: Vec<String>,
    pub talks: Vec<String>,
    pub speeches: Vec<String>,
    pub terms: Terms,
}

/// What agreements oblige to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Terms {
    pub papers: Vec<String>,
    pub parts: Vec<String>,
    pub under: Vec<String>,
    pub lasting: Vec<String>,
    pub vague: Vec<String>,
    pub verbs: Vec<String>,
    pub duty: Vec<String>,
    pub future: Vec<String>,
    pub pronoun: String,
    pub having: Vec<String>,
    pub rights: Vec<String>,
    pub making_way: Vec<String>,
    pub outcomes: Vec<String>,
    pub they: Vec<String>,
    pub witnesses: Vec<String>,
    pub binding: Vec<String>,
    pub news: Vec<String>,
    pub acting: Vec<String>,
    pub plans: Vec<String>,
    pub giving: Vec<String>,
    pub undertaking: Vec<String>,
    pub telling: Vec<String>,
    pub adopting: Vec<String>,
    pub dealings: Vec<String>,
    pub drafts: Vec<String>,
    pub joint: Vec<String>,
    pub joint_papers: Vec<String>,
    pub signings: Vec<String>,
    pub signed_for: Vec<String>,
    pub barring: Vec<String>,
    pub permitting: Vec<String>,
    pub standing: Vec<String>,
    pub sealing: Vec<String>,
    pub periods: Vec<String>,
    pub granting: Vec<String>,
}

pub(crate) static TABLE: Table<Words> = Table::new("positions", include_str!("../../../../lexicon/positions.toml"));

/// The words of the lexicon.
pub(super) fn words() -> &'static Words {
    &TABLE
}

/// Whether a list holds a word.
pub(super) fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|x| x == word)
}
