//! What is an event about? PLOVER's contexts, from the words of its clause. Words: `lexicon/contexts.toml`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::scene::Scene;

/// Contexts by lemma.
static CONTEXTS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let file: BTreeMap<String, Vec<String>> = toml::from_str(include_str!("../../../../lexicon/contexts.toml"))
        .expect("the shipped lexicon/contexts.toml is read by a test");
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (context, lemmas) in file {
        for lemma in lemmas {
            out.entry(lemma).or_default().push(context.clone());
        }
    }
    out
});

/// The contexts of these words, each once, in the order of the alphabet.
pub(super) fn of(scene: &Scene, words: Range<usize>) -> Vec<String> {
    let mut out: Vec<String> =
        words.filter_map(|w| CONTEXTS.get(scene.lemma(w).to_lowercase().as_str())).flatten().cloned().collect();
    out.sort();
    out.dedup();
    out
}
