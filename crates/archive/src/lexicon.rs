//! The words by which the archive compares what reports say: `lexicon/archive.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

/// The lexicon of the archive.
pub struct Lexicon {
    /// Parts of names that come and go.
    pub particles: HashSet<String>,
    /// Letters that transliterations write in several ways.
    pub letters: Vec<(String, String)>,
    /// Words too common to tell one act from another.
    pub common: HashSet<String>,
    /// Numbers in words.
    pub numbers: HashMap<String, u64>,
    /// What a number is multiplied by.
    pub scales: HashMap<String, u64>,
    /// Stretches of time in days.
    pub units: HashMap<String, f64>,
    /// Before a number: a bound or a guess, as lists of words.
    pub bounds: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct File {
    particles: HashSet<String>,
    letters: Vec<(String, String)>,
    common: HashSet<String>,
    numbers: HashMap<String, u64>,
    scales: HashMap<String, u64>,
    units: HashMap<String, f64>,
    bounds: BTreeMap<String, Vec<String>>,
}

/// The lexicon that ships.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("../../../lexicon/archive.toml")).expect("lexicon/archive.toml");
        Lexicon {
            particles: file.particles,
            letters: file.letters,
            common: file.common,
            numbers: file.numbers,
            scales: file.scales,
            units: file.units,
            bounds: (file.bounds.into_values().flatten())
                .map(|b| b.split_whitespace().map(String::from).collect())
                .collect(),
        }
    });
    &LEXICON
}
