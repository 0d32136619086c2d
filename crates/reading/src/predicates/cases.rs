//! What does a preposition mark: a place, a means, a circumstance? `lexicon/cases.toml`.

use crate::table::Table;
use serde::Deserialize;

/// Prepositions by what they mark.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// The place where something is done: "in Geneva".
    pub place: Vec<String>,
    /// What lies between an act and the ground that it hits: "fired shells into the valley".
    pub ground: Vec<String>,
    /// The clause that a verb is about: "accused of sending".
    pub content: Vec<String>,
    /// The means of an act: "killed in a bombing".
    pub means: Vec<String>,
    /// When, amid what, by whose word: "after the talks with Oman".
    pub circumstance: Vec<String>,
}

pub(crate) static TABLE: Table<Cases> = Table::new("cases", include_str!("../../../../lexicon/cases.toml"));

/// The prepositions of the lexicon.
pub fn cases() -> &'static Cases {
    &TABLE
}

/// Whether a list holds a preposition.
pub fn marks(list: &[String], preposition: &str) -> bool {
    list.iter().any(|x| x == preposition)
}
