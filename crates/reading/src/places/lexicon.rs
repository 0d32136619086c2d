//! `lexicon/places.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

/// Words around names of places.
#[derive(Deserialize)]
pub struct Lexicon {
    pub locative: HashSet<String>,
    pub directions: HashSet<String>,
    pub common: HashSet<String>,
    pub adjectives: HashSet<String>,
    pub local: HashSet<String>,
    pub divisions: HashSet<String>,
    pub of_states: HashSet<String>,
    pub states: HashMap<String, String>,
}

/// The lexicon that ships.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        toml::from_str(include_str!("../../../../lexicon/places.toml"))
            .expect("the shipped lexicon/places.toml is read by a test")
    })
}
