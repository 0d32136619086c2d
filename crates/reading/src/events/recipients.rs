//! To whom is it done? Those whom the act's words name; else those of whom it is made to depend, and those who are meant:
//! the other of two sides, whoever fights the group that acts, the state that the report is about.

use rapporteur_language::Upos;
use rapporteur_record::{Event, EventType, PartyId, PartyKind};

use super::{is_nameless, verbal};
use crate::counterparts::Counterparts;
use crate::dispute::is_lasting;
use crate::frames::{Act, arguments, means};
use crate::meetings;
use crate::parties::keeps_peace_for;
use crate::predicates;
use crate::scene::Scene;

/// Frames of power taken by force: what has no other object is the government of the country that the report is about.
const OVERTHROW: &str = "coerce.overthrow";

/// The frame of demands made of whoever it may concern: "called for restraint".
const DEMANDS: &str = "request.change:";

/// Those to whom an act is done whose other slots are read.
pub(super) fn of(
    scene: &Scene,
    act: &Act,
    kind: EventType,
    event: &Event,
    counterparts: &Counterparts,
) -> Vec<PartyId> {
    let named = by_whose(scene, act, kind, event, counterparts).unwrap_or_else(|| event.recipients.clone());
    let named = if named.is_empty() { counted(scene, act, event) } else { named };
    if !named.is_empty() {
        return named;
    }
    let other = |x: &PartyId| !event.actors.iter().any(|a| scene.same_side(*a, *x));
    if addresses_all(scene, act) {
        let all: Vec<PartyId> = counterparts.all_sides().iter().copied().filter(other).collect();
        if !all.is_empty() {
            return all;
        }
    }
    if act.mutual {
        return vec![];
    }
    let depends = under_condition(scene, act, kind);
    if !depends.is_empty() {
        return depends;
    }
    if verbal(Some(kind)) {
        let across = event.actors.first().filter(|_| speaks_of_the_other(scene, act));
        if let Some(other) = across.and_then(|p| counterparts.across_from(scene, *p)) {
            return vec![other];
        }
        return meant(scene, act, kind, counterparts);
    }
    match kind {
        EventType::Coerce if act.made_by.starts_with(OVERTHROW) && event.actors.is_empty() => {
            scene.parties.home_state().into_iter().collect()
        }
        _ if is_against_a_side(act) || is_between_states(scene, act, counterparts) => {
            counterparts.foe(scene, act).into_iter().collect()
        }
        EventType::Aid | EventType::Sanction | EventType::Mobilize => {
            counterparts.ground(scene, act).into_iter().collect()
        }
        _ => vec![],
    }
}

/// "arrested 14", "used tear gas": whoever of the people in this sentence or the one before did something last.
fn counted(scene: &Scene, act: &Act, event: &Event) -> Vec<PartyId> {
    let a = scene.a;
    let number = |w: &usize| (a.words[*w].upos == Upos::Num || means::counts(scene, *w)) && scene.whom(*w).is_empty();
    let objects = &act.predicate.objects;
    let some = !objects.is_empty() && objects.iter().all(number);
    let arrested = act.kind == Some(EventType::Coerce) && act.mode.as_deref() == Some("arrest");
    let crowd = act.mode.as_deref() == Some("crowd-control");
    if !crowd && !(some && (arrested || act.kind == Some(EventType::Assault))) {
        return vec![];
    }
    let people = |p: &PartyId| {
        let group = |k: PartyKind| matches!(k, PartyKind::People | PartyKind::ArmedGroup | PartyKind::Military);
        !event.actors.contains(p) && scene.party(*p).is_some_and(|p| group(p.kind))
    };
    let here = a.words[act.anchor].sentence;
    let before = (0..act.anchor).rev().take_while(|w| a.words[*w].sentence + 1 >= here);
    let mut told = before.filter(|w| matches!(a.words[*w].rel(), "nsubj" | "obj") && a.words[*w].upos != Upos::Pron);
    let found = told.find_map(|w| scene.parties.mention_at(w).iter().copied().find(people));
    found.into_iter().collect()
}

/// "urged both sides to", "appealed to all parties".
fn addresses_all(scene: &Scene, act: &Act) -> bool {
    let p = &act.predicate;
    let to =
        p.obliques.iter().filter(|(case, _)| matches!(case.as_str(), "to" | "on" | "upon" | "with")).map(|(_, w)| w);
    p.objects.iter().chain(&p.indirect).chain(to).any(|w| meetings::is_all_sides(scene, *w))
}

/// "complained that the other side had come to collect"
fn speaks_of_the_other(scene: &Scene, act: &Act) -> bool {
    let a = scene.a;
    let below = a.subtree(act.anchor).filter(|w| a.is_under(*w, act.anchor));
    below.into_iter().any(|w| meetings::is_other_side(scene, w))
}

/// Of those for whom an act of words is likely meant that names nobody: what one of two sides demands or concedes is for
/// the other, and what an outsider says of their accord for both; other blame, concessions and demands at large only for
/// those of whom the sentence speaks.
fn meant(scene: &Scene, act: &Act, kind: EventType, counterparts: &Counterparts) -> Vec<PartyId> {
    let likely = counterparts.of(scene, act, kind);
    let at_large = kind == EventType::Request && act.made_by.starts_with(DEMANDS);
    let of_two = || act.actors.iter().all(|p| counterparts.is_one_of_two(scene, *p));
    let foreign = |p: &PartyId| {
        let country = scene.party(*p).and_then(|p| p.country);
        country.is_some_and(|c| likely.iter().all(|q| scene.party(*q).is_none_or(|q| q.country != Some(c))))
    };
    let judged = kind == EventType::Accuse && likely.len() > 1 && act.actors.iter().all(foreign);
    if judged || (kind != EventType::Accuse && (!at_large && kind != EventType::Concede || of_two())) {
        return likely;
    }
    let sentence = scene.a.sentences[scene.a.words[act.anchor].sentence].words.clone();
    let here = |p: &PartyId| {
        sentence.clone().any(|w| scene.parties.mention_at(w).iter().any(|x| x == p || scene.same_side(*x, *p)))
    };
    likely.into_iter().filter(here).collect()
}

/// "threatened to pull out if Chad sends troops", "will not disarm until Chad does": of whom it depends is whom it is said to.
fn under_condition(scene: &Scene, act: &Act, kind: EventType) -> Vec<PartyId> {
    let a = scene.a;
    if !matches!(kind, EventType::Agree | EventType::Reject | EventType::Threaten) {
        return vec![];
    }
    let tops = [act.predicate.word, act.anchor].into_iter().chain(act.content.iter().copied());
    let clauses = tops.flat_map(|top| a.children_by(top, "advcl"));
    let conditional = |c: &usize| a.children_by(*c, "mark").any(|m| predicates::is_condition(&scene.lower(m)));
    let Some(clause) = clauses.into_iter().find(conditional) else { return vec![] };
    let of = scene.all(&predicates::predicate(a, scene.text, clause).subjects);
    let own = |p: &PartyId| act.actors.iter().any(|x| scene.same_side(*x, *p));
    let whose = |p: PartyId| if is_lasting(scene, p) { p } else { scene.principal(p) };
    of.into_iter().filter(|p| !own(p)).map(whose).filter(|p| is_lasting(scene, *p) && !own(p)).collect()
}

/// Whether an act with no recipient in its sentence is done to the other side of a war: ground that is taken, and arms
/// that are laid down or fall silent; of blows those of fighters, as those of a state fall on its people too.
fn is_against_a_side(act: &Act) -> bool {
    let mode = act.mode.as_deref();
    match act.kind {
        Some(EventType::Coerce) => mode == Some("seize"),
        Some(EventType::Retreat) => matches!(mode, Some("ceasefire" | "disarm" | "access")),
        Some(EventType::Assault) => act.predicate.objects.is_empty() || act.change.is_some() || mode.is_none(),
        _ => false,
    }
}

/// "Indian guns shelled a post": of two states that are at odds a blow of the one falls on the other.
fn is_between_states(scene: &Scene, act: &Act, counterparts: &Counterparts) -> bool {
    let state = |p: &PartyId| scene.party(*p).is_some_and(|p| p.kind == PartyKind::State);
    let two = counterparts.sides();
    // Villages of a third country are no ground of theirs.
    let theirs = |land: &PartyId| two.iter().any(|s| scene.same_side(*s, *land));
    let strikes = act.kind == Some(EventType::Assault) && two.len() == 2 && two.iter().all(state);
    strikes && scene.lands(&arguments::grounds(&act.predicate)).iter().all(theirs)
}

/// Whom an act is done to, where those whom its words name are called by a noun alone: prisoners are to be freed for those
/// who fight their captors, and a soldier is of the state whose army he serves in.
fn by_whose(
    scene: &Scene,
    act: &Act,
    kind: EventType,
    event: &Event,
    counterparts: &Counterparts,
) -> Option<Vec<PartyId>> {
    let named = &event.recipients;
    if named.is_empty() {
        return None;
    }
    let soldiers =
        |p: &PartyId| is_nameless(scene, *p) && scene.party(*p).is_some_and(|p| p.kind == PartyKind::Military);
    if matches!(kind, EventType::Assault | EventType::Coerce) {
        let across = || event.actors.first().and_then(|p| counterparts.across_from(scene, *p));
        let there = || scene.lands(&arguments::grounds(&act.predicate)).into_iter().next();
        let serve = || across().or_else(|| scene.parties.home_state()).or_else(there);
        let whose = |p: &PartyId| {
            let body = scene.party(*p).and_then(|x| keeps_peace_for(scene.parties, x));
            body.or_else(|| serve().filter(|_| soldiers(p))).unwrap_or(*p)
        };
        let mut whose: Vec<PartyId> = named.iter().map(whose).collect();
        whose.dedup();
        return Some(whose);
    }
    let declared = kind == EventType::Concede && named.iter().any(|p| is_nameless(scene, *p));
    let done = kind == EventType::Retreat && named.iter().all(soldiers);
    let frees = act.mode.as_deref() == Some("release") && (declared || done);
    match event.actors.as_slice() {
        [one] if frees => counterparts.across_from(scene, *one).map(|other| vec![other]),
        all if frees && all.len() > 1 && all == counterparts.sides() => Some(vec![]),
        _ => None,
    }
}
