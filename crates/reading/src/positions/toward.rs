//! Of whom does a party demand, to whom does it offer, whom does it refuse? Those whom the sentence names; whose the
//! paper is that it is about; and of two who negotiate the other. Nobody, where none of these makes it sure.

use rapporteur_language::Upos;
use rapporteur_record::{EventType, Issue, PartyId, PartyKind, Stance};

use super::{Reading, sides};
use crate::frames::Act;
use crate::meetings;
use crate::predicates;
use crate::scene::Scene;

/// Toward whom a party takes the stance that an act tells.
pub(super) fn of_act(reading: &Reading, act: &Act, party: PartyId, issue: Issue, stance: Stance) -> Vec<PartyId> {
    let scene = reading.scene;
    // Who marches against a pact tells nobody in particular.
    if act.kind == Some(EventType::Protest) {
        return vec![];
    }
    // Of "the minister" no one knows whose he is.
    let placed = |p: &PartyId| scene.party(*p).is_some_and(|p| p.kind != PartyKind::Office || p.country.is_some());
    let own = |p: &PartyId| *p == party || scene.same_side(*p, party) || act.actors.contains(p);
    let others = |all: Vec<PartyId>| -> Vec<PartyId> {
        sides(scene, &all).into_iter().filter(|p| placed(p) && !own(p)).collect()
    };
    let gives = matches!(stance, Stance::Offers | Stance::Accepts);
    let told = act.recipients.iter().chain(inner(reading, act).filter(|_| gives));
    let told = others(told.copied().collect());
    if !told.is_empty() {
        return told;
    }
    let asked = others(subjects(scene, act));
    if !asked.is_empty() || act.mutual {
        return asked;
    }
    let whose = others(reading.counterparts.whose(scene, act));
    if !whose.is_empty() {
        return whose;
    }
    let helps = act.kind == Some(EventType::Request) && act.mode.as_deref() == Some("assist");
    // "Both camps undertook to free their prisoners": they owe it to each other.
    let all = act.predicate.subjects.iter().any(|w| meetings::is_all_sides(scene, *w));
    match reading.counterparts.across(scene, party) {
        Some(other) if all => vec![other],
        _ if act.unnamed || helps => vec![],
        // Two who agree to the same thing need not agree with each other.
        Some(other) => others(vec![other]),
        // "Norway called for a truce": of those who fight.
        None if stance == Stance::Demands && matches!(issue, Issue::Ceasefire | Issue::Talks) => {
            others(reading.counterparts.two(scene, party))
        }
        None => vec![],
    }
}

/// "promised to send food to Haiti": the state or group that the promised act is done to.
fn inner<'a>(reading: &'a Reading, act: &'a Act) -> impl Iterator<Item = &'a PartyId> {
    let of = |x: &&Act| x.predicate.word != act.predicate.word && act.content.contains(&x.anchor);
    let acts = reading.acts.iter().filter(of).filter(|x| act.recipients.is_empty() && x.kind.is_some());
    let body = |p: &&PartyId| reading.scene.party(**p).is_some_and(|p| p.kind != PartyKind::People);
    acts.flat_map(|x| &x.recipients).filter(body)
}

/// What one or both of two are obliged to do they owe each other: "Under the accord Chad is to withdraw."
pub(super) fn of_term(scene: &Scene, party: PartyId, obliged: &[PartyId], parties: &[PartyId]) -> Vec<PartyId> {
    let one_of = |p: &PartyId| parties.iter().any(|q| p == q || scene.same_side(*p, *q));
    match parties {
        [one, other] if obliged.iter().any(one_of) => vec![if *one == party { *other } else { *one }],
        _ => vec![],
    }
}

/// Whoever is to do what the act is about: "demanded that Chad withdraw", "depends on Chad's withdrawal".
fn subjects(scene: &Scene, act: &Act) -> Vec<PartyId> {
    let verb = |w: usize| scene.a.words[w].upos == Upos::Verb;
    let of = |w: usize| match verb(w) {
        true => predicates::predicate(scene.a, scene.text, w).subjects,
        false => scene.a.children_by(w, "nmod:poss").collect(),
    };
    let subjects: Vec<usize> = act.content.iter().flat_map(|w| of(*w)).collect();
    scene.all(&subjects).into_iter().filter(|p| !act.actors.contains(p)).collect()
}
