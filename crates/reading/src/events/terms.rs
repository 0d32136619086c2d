//! What is an agreement to bring? Its terms are promises: "Under the accord, Chad is to hold elections", "All militias
//! will leave the city".
//!
//! A term is a promise of those who agreed, whoever is to do it. What a side is to give up it concedes.

use rapporteur_language::Upos;
use rapporteur_record::{EventType, Party, PartyId, PartyKind, Stance, Status};

use crate::counterparts::Counterparts;
use crate::frames::{Act, means, unframed};
use crate::positions;
use crate::predicates;
use crate::scene::Scene;

/// The promises that no other act tells.
pub(super) fn acts(scene: &Scene, acts: &[Act], counterparts: &Counterparts) -> Vec<Act> {
    let parties = counterparts.signatories();
    if parties.len() < 2 {
        return vec![];
    }
    let own = |verb: usize| {
        // "The fighters will gather in camps" is no meeting.
        let meets = |x: &Act| x.meeting && !is_giving_way(scene, verb);
        let told = |x: &Act| (x.kind.is_some() && !x.meeting) || meets(x);
        acts.iter().any(|x| told(x) && !x.absorbed && (x.anchor == verb || x.predicate.word == verb))
    };
    let clauses = positions::agreed_clauses(scene, acts, parties);
    clauses.into_iter().filter(|verb| !own(*verb)).map(|verb| promise(scene, verb, parties)).collect()
}

fn promise(scene: &Scene, verb: usize, parties: &[PartyId]) -> Act {
    let p = predicates::predicate(scene.a, scene.text, verb);
    let active = !predicates::is_passive(scene.a, verb) && !p.subjects.iter().any(|w| positions::is_paper(scene, *w));
    let own: Vec<PartyId> = scene.all(&p.subjects).into_iter().filter(|_| active).collect();
    // "The president keeps his post": what becomes of one man both sides within a state have agreed on.
    let country = |x: &PartyId| scene.party(*x).and_then(|p| p.country);
    let within = country(&parties[0]).is_some() && parties.iter().all(|x| country(x) == country(&parties[0]));
    let one_man = |x: &PartyId| within && scene.party(*x).is_some_and(|p| p.kind == PartyKind::Person);
    let bound = |x: &PartyId| {
        let party = scene.party(scene.principal(*x)).filter(|_| !one_man(x));
        // "The delegations will remain there"
        let delegates = |p: &Party| p.made_by == super::DELEGATION && p.country.is_none();
        party.is_some_and(|x| !matches!(x.kind, PartyKind::Office | PartyKind::People) && !delegates(x))
    };
    // What a side gives up it concedes; all else that is laid down both have agreed on, whoever is to do it.
    let alone = is_giving_way(scene, verb) && !own.is_empty() && own.iter().all(bound);
    let actors = if alone { own } else { parties.to_vec() };
    let recipients = match (actors.as_slice(), parties) {
        ([one], [a, b]) if scene.principal(*one) == *a || scene.same_side(*one, *a) => vec![*b],
        ([one], [a, b]) if scene.principal(*one) == *b || scene.same_side(*one, *b) => vec![*a],
        _ => vec![],
    };
    let kind = if is_giving_way(scene, verb) { EventType::Concede } else { EventType::Agree };
    let act = unframed::spoken(scene, verb, "events.term", kind, None, Stance::Accepts, actors, recipients);
    Act { status: Status::Planned, stance: None, actor_words: p.subjects, ..act }
}

/// Whether forces or fighters make way: "The fighters will gather in camps."
fn is_giving_way(scene: &Scene, verb: usize) -> bool {
    let subjects = predicates::predicate(scene.a, scene.text, verb).subjects;
    let active = !predicates::is_passive(scene.a, verb);
    active && positions::makes_way(scene.lemma(verb)) && subjects.iter().any(|w| is_armed(scene, *w))
}

/// Whether a word names forces or fighters.
fn is_armed(scene: &Scene, word: usize) -> bool {
    let armed = |p: &PartyId| {
        scene.party(*p).is_some_and(|p| matches!(p.kind, PartyKind::Military | PartyKind::ArmedGroup | PartyKind::Igo))
    };
    scene.a.words[word].upos != Upos::Pron
        && (means::is_force(scene, word) || scene.parties.mention_at(word).iter().any(armed))
}
