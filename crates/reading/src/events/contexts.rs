//! What is an event about? PLOVER's contexts, from the words of its clause. Words: `lexicon/contexts.toml`.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use crate::scene::Scene;
use crate::table::Table;

/// Contexts by lemma.
#[derive(Deserialize)]
#[serde(from = "BTreeMap<String, Vec<String>>")]
pub(crate) struct Contexts(BTreeMap<String, Vec<String>>);

impl From<BTreeMap<String, Vec<String>>> for Contexts {
    fn from(file: BTreeMap<String, Vec<String>>) -> Self {
        let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (context, lemmas) in file {
            for lemma in lemmas {
                out.entry(lemma).or_default().push(context.clone());
            }
        }
        Self(out)
    }
}

pub(crate) static CONTEXTS: Table<Contexts> = Table::new("contexts", include_str!("../../../../lexicon/contexts.toml"));

/// The contexts of these words, each once, in the order of the alphabet.
pub(super) fn of(scene: &Scene, words: Range<usize>) -> Vec<String> {
    let mut out: Vec<String> =
        words.filter_map(|w| CONTEXTS.0.get(scene.lemma(w).to_lowercase().as_str())).flatten().cloned().collect();
    out.sort();
    out.dedup();
    out
}
