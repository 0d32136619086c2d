//! In whose hands and under whose rule is a place? "The valley is in rebel hands", "a town in the hands of the rebels",
//! "came under Syrian control", "puts the strip under Jordanian rule".

use rapporteur_language::Upos;
use rapporteur_record::{ControlChange, PartyId, Status};

use super::lexicon::{Possession, has, words};
use super::modifiers::whose;
use super::territory;
use crate::predicates;
use crate::scene::Scene;

/// A place that is somebody's.
pub(super) struct Possessed {
    /// The word that names the place.
    pub named: usize,
    pub parties: Vec<PartyId>,
    pub change: ControlChange,
    pub rule: &'static str,
}

/// What a noun of possession says, where it is one.
pub(super) fn read(scene: &Scene, noun: usize) -> Option<Possessed> {
    let a = scene.a;
    let case = predicates::preposition(a, scene.text, noun);
    let form = scene.lower(noun);
    let Possession { hands, rule, .. } = &words().possession;
    let rule = match case.as_str() {
        "in" if has(hands, &form) => "hands",
        "under" if has(rule, &form) => "under",
        _ => return None,
    };
    let parties = owners(scene, noun);
    let (named, verb) = place(scene, noun)?;
    let told = verb.map_or(Status::Happened, |v| predicates::status(a, scene.text, v));
    if matches!(told, Status::Hypothetical | Status::Denied) {
        return None;
    }
    let turns = verb.is_some_and(|v| has(&words().possession.turns, &scene.lemma(v).to_lowercase()));
    let change = if turns { ControlChange::Gained } else { ControlChange::Holds };
    Some(Possessed { named, parties, change, rule })
}

/// "rebel hands", "its hands", "the control of Syria".
fn owners(scene: &Scene, noun: usize) -> Vec<PartyId> {
    let a = scene.a;
    let before = ["compound", "amod", "nmod:poss"].iter().flat_map(|r| a.children_by(noun, r)).filter(|c| *c < noun);
    let of = |c: &usize| predicates::preposition(a, scene.text, *c) == "of";
    before.chain(a.children_by(noun, "nmod").filter(of)).flat_map(|c| whose(scene, c)).collect()
}

/// The place that is possessed, with the verb that says so: the noun that the phrase describes, the object of the
/// verb, or its subject.
fn place(scene: &Scene, noun: usize) -> Option<(usize, Option<usize>)> {
    let a = scene.a;
    let land = |w: usize| {
        let w = predicates::resolve_relative(a, scene.text, w);
        territory::read(scene, w).is_some().then_some(w)
    };
    let above = a.words[noun].head.filter(|_| !a.is(noun, "conj"));
    let copular = |w: usize| a.child(w, &["cop"]).and(a.child(w, &["nsubj"]));
    match above {
        _ if a.child(noun, &["nsubj"]).is_some() => Some((land(a.child(noun, &["nsubj"])?)?, Some(noun))),
        Some(h) if a.words[h].upos == Upos::Verb => {
            let described = a.is(h, "acl").then(|| a.words[h].head).flatten();
            let own = a.child(h, &["obj"]).or_else(|| a.child(h, &["nsubj"])).or(described);
            Some((land(own?)?, Some(h)))
        }
        // "Sake is the last town in rebel hands", "Sake, a town in rebel hands"
        Some(h) => {
            land(h)?;
            let name = copular(h).or_else(|| a.words[h].head.filter(|_| a.is(h, "appos")));
            // What the noun explains is a place, known or not.
            let named = |n: &usize| a.words[*n].upos == Upos::Propn || land(*n).is_some();
            Some((name.filter(named).unwrap_or(h), None))
        }
        None => None,
    }
}
