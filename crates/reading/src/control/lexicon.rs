//! `lexicon/control.toml`, as the reading of control asks it.

use std::collections::{BTreeMap, HashMap};

use crate::table::Table;
use rapporteur_record::ControlChange;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub regions: Vec<String>,
    pub parts: Vec<String>,
    pub compass: Vec<String>,
    pub wholes: Vec<String>,
    pub jobs: Vec<String>,
    pub conquest: Vec<String>,
    pub lasting: Vec<String>,
    pub handovers: Vec<String>,
    pub pronouns: Vec<String>,
    participles: HashMap<ControlChange, Vec<String>>,
    pub flight: Vec<String>,
    pub held: Held,
    pub possession: Possession,
    pub garrison: Garrison,
    pub fighters: Fighters,
    /// Sentences that a test reads, by class.
    #[cfg_attr(not(test), allow(dead_code))]
    pub examples: BTreeMap<String, String>,
}

/// Nouns that say whose a place is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Held {
    pub seats: Vec<String>,
    pub lands: Vec<String>,
}

/// Nouns that say in whose hands and under whose rule a place is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Possession {
    pub hands: Vec<String>,
    pub rule: Vec<String>,
    pub turns: Vec<String>,
}

/// Words for the forces of a government, by which a report that names no state means that of the place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Garrison {
    pub forces: Vec<String>,
    pub of: Vec<String>,
    pub led: Vec<String>,
}

/// Common names of fighters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fighters {
    pub nouns: Vec<String>,
}

impl Words {
    /// What "held" in "rebel-held" says has become of a territory.
    pub fn participle(&self, form: &str) -> Option<ControlChange> {
        self.participles.iter().find(|(_, list)| has(list, form)).map(|(change, _)| *change)
    }
}

pub(crate) static TABLE: Table<Words> = Table::new("control", include_str!("../../../../lexicon/control.toml"));

/// The words of the lexicon.
pub(super) fn words() -> &'static Words {
    &TABLE
}

/// Whether a list holds a word.
pub(super) fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|x| x == word)
}
