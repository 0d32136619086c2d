//! What do prepositions and the verbs of papers mark: a place, a means, a circumstance, who speaks? `lexicon/cases.toml`.

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
    /// Papers that are called after a place: "the Oslo accord".
    pub accords: Vec<String>,
    /// Nouns for a ground of a state: "the Somali capital".
    pub grounds: Vec<String>,
    /// The clause that a verb is about: "accused of sending".
    pub content: Vec<String>,
    /// What someone is judged for or kept from: "criticised Chad for arming them".
    pub judged: Vec<String>,
    /// Whom an adjective judges: "critical of Chad for arming them".
    pub judging: Vec<String>,
    /// Verbs of papers that speak for whoever issues them: "issued a statement demanding".
    pub issuing: Vec<String>,
    /// Papers that speak for whoever issued them: "the resolution demands".
    pub papers: Vec<String>,
    /// What is done to those who stand behind a passive: "two were killed and three people injured".
    pub suffered: Vec<String>,
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
