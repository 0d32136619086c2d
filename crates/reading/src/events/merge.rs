//! Is it an act that was told before? One event for each act, however often a report comes back to it.
//!
//! "Rebels raided the town, killing ten" is one assault, and "the attack" of a later sentence is the same again. Acts
//! are told apart by their sides, by their time, or by a new verb in a new sentence.

use rapporteur_language::Upos;
use rapporteur_record::{Event, EventType, PartyId, PartyKind};

use crate::frames::Act;
use crate::scene::Scene;

/// An event, and the words that tell whether another mention is of the same.
pub(super) struct Told {
    pub event: Event,
    /// Lemma of its trigger.
    lemma: String,
    sentence: usize,
    /// A verb, or the noun of a light verb.
    verb: bool,
    /// Lemmas of what it is about.
    content: Vec<String>,
    /// Whether it becomes of an instrument what becomes of it once: it is signed, ratified.
    once: bool,
}

/// Adds an event, or what it says of one that was told before.
pub(super) fn tell(scene: &Scene, told: &mut Vec<Told>, act: &Act, event: Event) {
    let word = act.predicate.word;
    let new = Told {
        lemma: scene.lemma(word).to_lowercase(),
        sentence: scene.a.words[word].sentence,
        verb: scene.a.words[act.anchor].upos == Upos::Verb,
        content: content(scene, act),
        once: act.step.is_some(),
        event,
    };
    match told.iter_mut().find(|t| again(scene, t, &new)) {
        Some(before) => complete(before, new),
        None => told.push(new),
    }
}

/// Whether `new` is the same act as `old`.
fn again(scene: &Scene, old: &Told, new: &Told) -> bool {
    let (o, n) = (&old.event, &new.event);
    if o.kind != n.kind
        || !sides_agree(scene, &o.actors, &n.actors)
        || !sides_agree(scene, &o.recipients, &n.recipients)
    {
        return false;
    }
    let times = o.when == n.when || o.when.is_none() || n.when.is_none();
    let places = o.place.zip(n.place).is_none_or(|(p, q)| scene.same_place(p, q));
    let one_side = o.actors == n.actors || o.recipients == n.recipients;
    let one_clause = old.sentence == new.sentence && material(n.kind) && modes_agree(o, n);
    let by_name = !new.verb && (one_side || n.actors.is_empty()) && modes_agree(o, n) && material(n.kind);
    // A headline, and what is signed once, come back with other words for the same sides.
    let retold = (old.sentence == 0 || (old.once && new.once)) && same_people(scene, &o.actors, &n.actors);
    let retold = retold && old.lemma == new.lemma && old.sentence != new.sentence;
    // "called for a truce" and "called for elections" are two calls.
    let about = material(n.kind) || old.content.is_empty() || new.content.is_empty();
    let about = about || old.content.iter().any(|w| new.content.contains(w));
    times
        && places
        && (one_clause
            || retold
            || by_name
            || (old.lemma == new.lemma && about && o.actors == n.actors && o.recipients == n.recipients))
}

/// What of the new mention the first did not say.
fn complete(old: &mut Told, new: Told) {
    let (o, n) = (&mut old.event, new.event);
    if o.actors.is_empty() {
        o.actors = n.actors;
    }
    if o.recipients.is_empty() {
        o.recipients = n.recipients;
    }
    o.mode = o.mode.take().or(n.mode);
    o.when = o.when.take().or(n.when);
    o.place = o.place.or(n.place);
    for context in n.contexts {
        if !o.contexts.contains(&context) {
            o.contexts.push(context);
        }
    }
}

fn modes_agree(one: &Event, other: &Event) -> bool {
    one.mode.is_none() || other.mode.is_none() || one.mode == other.mode
}

/// The words that say what an act is about, with the objects of its verbs.
fn content(scene: &Scene, act: &Act) -> Vec<String> {
    let heads = act.content.iter().filter(|w| **w != act.anchor);
    let with_objects = heads.flat_map(|w| std::iter::once(*w).chain(scene.a.children_by(*w, "obj")));
    with_objects.map(|w| scene.lemma(w).to_lowercase()).collect()
}

/// Whether all of these act for the same as all of those.
fn same_people(scene: &Scene, one: &[PartyId], other: &[PartyId]) -> bool {
    let same = |p: PartyId, q: PartyId| scene.same_side(p, q) || scene.principal(p) == scene.principal(q);
    let within = |a: &[PartyId], b: &[PartyId]| a.iter().all(|p| b.iter().any(|q| same(*p, *q)));
    within(one, other) && within(other, one)
}

/// One names none, or both name one that is the same.
fn sides_agree(scene: &Scene, one: &[PartyId], other: &[PartyId]) -> bool {
    let land = |p: PartyId| scene.party(p).filter(|x| x.country.is_some());
    let people = |p: PartyId, q: PartyId| {
        let (Some(p), Some(q)) = (land(p), land(q)) else { return false };
        p.country == q.country && [p, q].iter().any(|x| x.kind == PartyKind::State)
    };
    let same = |p: PartyId, q: PartyId| scene.same_side(p, q) || people(p, q);
    one.is_empty() || other.is_empty() || one.iter().any(|p| other.iter().any(|q| same(*p, *q)))
}

/// Acts of hands, which the words that follow describe; of acts of words, each is one of its own.
pub(super) fn material(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Aid | Retreat | Cooperate | Protest | Sanction | Mobilize | Coerce | Assault)
}
