//! `lexicon/places.toml`.

use std::collections::{HashMap, HashSet};

use crate::table::Table;
use serde::Deserialize;

/// Words around names of places.
#[derive(Deserialize)]
pub struct Lexicon {
    pub locative: HashSet<String>,
    pub directions: HashSet<String>,
    pub common: HashSet<String>,
    pub anywhere: HashSet<String>,
    pub adjectives: HashSet<String>,
    pub local: HashSet<String>,
    pub divisions: HashSet<String>,
    pub of_states: HashSet<String>,
    pub states: HashMap<String, String>,
}

pub(crate) static TABLE: Table<Lexicon> = Table::new("places", include_str!("../../../../lexicon/places.toml"));

/// The words of the lexicon.
pub fn lexicon() -> &'static Lexicon {
    &TABLE
}
