//! By which means? The mode of an act that its verb leaves open, from the weapons and tools among its words: "killed in
//! a car bombing", "helicopters attacked". Words: `lexicon/means.toml`.

use std::collections::HashMap;

use rapporteur_language::Upos;
use rapporteur_record::EventType;
use serde::Deserialize;

use crate::predicates::{Predicate, cases, marks};
use crate::scene::Scene;
use crate::table::Table;

/// A mode of a type, and the words for its means.
#[derive(Deserialize)]
struct Means {
    mode: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Words {
    /// People whom reports leave unnamed: "masked men".
    agents: Vec<String>,
    /// What happens by chance: "in an accident".
    accidents: Vec<String>,
    /// What a side settles with its own people.
    domestic: Vec<String>,
    /// Nouns for how many there were: "arrested dozens".
    counts: Vec<String>,
    /// By type; of each type, the first that fits decides.
    types: HashMap<String, Vec<Means>>,
}

pub(crate) static WORDS: Table<Words> = Table::new("means", include_str!("../../../../lexicon/means.toml"));

/// The mode that the means say.
pub fn mode(scene: &Scene, kind: EventType, p: &Predicate) -> Option<String> {
    if matches!(kind, EventType::Request | EventType::Reject) {
        return None;
    }
    let means = WORDS.types.get(kind.as_str())?;
    let a = scene.a;
    let mut tools: Vec<usize> = vec![p.word];
    tools.extend(p.obliques.iter().filter(|(case, _)| marks(&cases().means, case)).map(|(_, w)| *w));
    let moved = if kind == EventType::Mobilize { &p.objects } else { &p.subjects };
    tools.extend(moved.iter().copied());
    tools.extend(a.children_by(p.word, "advcl").flat_map(|c| a.children_by(c, "obj")));
    // "a suicide car bombing": through compounds of compounds
    let described =
        |w: usize| a.children(w).iter().copied().filter(|c| matches!(a.words[*c].rel(), "compound" | "amod"));
    let near: Vec<usize> = tools.iter().flat_map(|t| described(*t)).collect();
    let below = near.iter().copied().chain(near.iter().flat_map(|w| described(*w)));
    // "men armed with machetes"
    let armed = (p.subjects.iter().flat_map(|s| a.children_by(*s, "acl")))
        .flat_map(|c| a.children(c).iter().copied().filter(|o| a.is(*o, "obl")));
    let all: Vec<String> =
        tools.iter().copied().chain(below).chain(armed).map(|w| scene.lemma(w).to_lowercase()).collect();
    let says = |m: &&Means| all.iter().any(|w| m.words.contains(w));
    means.iter().find(says).map(|m| m.mode.clone())
}

/// The mode of a demand or refusal by the nouns of its content: "appealed for food", "rejected a truce".
pub fn content_mode(scene: &Scene, kind: EventType, content: &[usize]) -> Option<String> {
    let means = WORDS.types.get(kind.as_str())?;
    let objects =
        |w: &usize| scene.a.children(*w).iter().copied().filter(|c| scene.a.is(*c, "obj")).collect::<Vec<_>>();
    let all = content.iter().copied().chain(content.iter().flat_map(objects));
    let nouns: Vec<String> = all.map(|w| scene.lemma(w).to_lowercase()).collect();
    means.iter().find(|m| nouns.iter().any(|n| m.words.contains(n))).map(|m| m.mode.clone())
}

/// Whether an act is about what a side settles with its own people: "promised a referendum", "will put it to the voters".
pub fn is_domestic(scene: &Scene, act: &super::Act) -> bool {
    let below = |w: &usize| scene.a.children_by(*w, "obj").chain(scene.a.children_by(*w, "obl")).collect::<Vec<_>>();
    let about = act.content.iter().chain(&act.predicate.objects);
    let all = about.flat_map(|w| std::iter::once(*w).chain(below(w)));
    all.into_iter().any(|w| WORDS.domestic.iter().any(|d| d == scene.lemma(w)))
}

/// Whether a noun only says how many people there were.
pub fn counts(scene: &Scene, word: usize) -> bool {
    WORDS.counts.iter().any(|c| c == scene.lemma(word))
}

/// Whether a word names forces: what is theirs to do their side does.
pub fn is_force(scene: &Scene, word: usize) -> bool {
    let lemma = scene.lemma(word).to_lowercase();
    let forces = WORDS.types.get(EventType::Mobilize.as_str());
    forces.into_iter().flatten().any(|m| m.words.contains(&lemma))
}

/// Whether a word is by what an act is done.
pub fn is_by(p: &Predicate, word: usize) -> bool {
    p.obliques.iter().any(|(case, w)| *w == word && marks(&cases().means, case))
}

/// Whether a word says that it was by chance: "in an accident", "accidentally".
pub fn is_accident(lemma: &str) -> bool {
    WORDS.accidents.iter().any(|w| w == lemma)
}

/// Whether a word names what can do violence: a weapon, an attack, people whom the report does not name.
pub fn can_harm(scene: &Scene, word: usize) -> bool {
    let lemma = scene.lemma(word).to_lowercase();
    let weapon = || WORDS.types.values().flatten().any(|m| m.words.contains(&lemma));
    scene.a.words[word].upos == Upos::Pron || WORDS.agents.contains(&lemma) || weapon()
}
