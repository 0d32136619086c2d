//! Who did what to whom? Acts into events of PLOVER's types.
//!
//! One event for each act that the report tells apart. What another act is only about ("agreed to withdraw"), what is
//! hypothetical or denied, and acts without a party are no events.

pub(crate) mod contexts;
mod merge;

use rapporteur_language::Upos;
use rapporteur_record::{Event, EventId, EventType, PartyId, Status};

use crate::counterparts::Counterparts;
use crate::frames::{Act, arguments, means};
use crate::parties::names_an_actor;
use crate::scene::Scene;

/// The events of a report: those of its acts, and those that its meetings are.
pub fn read(scene: &Scene, acts: &[Act], meetings: Vec<Event>, counterparts: &Counterparts) -> Vec<Event> {
    let mut told: Vec<merge::Told> = vec![];
    for act in acts {
        let doers = doers(act, counterparts);
        if !is_event(act, &doers) || is_mishap(scene, act) || is_to_oneself(scene, act) {
            continue;
        }
        let Some(kind) = act.kind else { continue };
        let mut event = Event { actors: doers, ..event(scene, act, kind) };
        if event.recipients.is_empty() && verbal(Some(kind)) && !act.mutual {
            event.recipients = counterparts.of(scene, act, kind);
        }
        merge::tell(scene, &mut told, act, event);
    }
    let mut out: Vec<Event> = meetings;
    out.extend(told.into_iter().map(|t| t.event));
    out.sort_by_key(|e| e.trigger.start());
    for (i, event) in out.iter_mut().enumerate() {
        event.id = EventId(i as u32 + 1);
    }
    out
}

/// Who acts; what is to be yielded by no one in particular ("A truce takes effect", "All prisoners are to be freed")
/// those yield who signed.
fn doers(act: &Act, counterparts: &Counterparts) -> Vec<PartyId> {
    let yields = matches!(act.kind, Some(EventType::Concede | EventType::Retreat));
    let agreed = act.mutual || (act.status == Status::Planned && act.predicate.subjects.is_empty());
    if yields && agreed && act.actors.is_empty() { counterparts.signatories().to_vec() } else { act.actors.clone() }
}

fn is_event(act: &Act, doers: &[PartyId]) -> bool {
    let sided = if verbal(act.kind) { !doers.is_empty() } else { !doers.is_empty() || !act.recipients.is_empty() };
    let real = matches!(act.status, Status::Happened | Status::Ongoing)
        || (act.status == Status::Planned
            && matches!(act.kind, Some(EventType::Agree | EventType::Concede | EventType::Threaten)));
    // One side alone cooperates with nobody, and fails to agree with nobody.
    let joint = !(act.mutual && matches!(act.kind, Some(EventType::Cooperate | EventType::Reject))) || doers.len() > 1;
    sided && real && joint && !act.absorbed && !act.meeting
}

/// "A landslide killed four Nepalese soldiers": nobody did it.
fn is_mishap(scene: &Scene, act: &Act) -> bool {
    let does = &act.predicate.subjects;
    act.kind == Some(EventType::Assault)
        && act.actors.is_empty()
        && !does.is_empty()
        && !does.iter().any(|w| means::can_harm(scene, *w))
}

/// "isolated itself", "destroyed its own missiles": what one does to oneself or one's things.
fn is_to_oneself(scene: &Scene, act: &Act) -> bool {
    let a = scene.a;
    let harms = act.kind == Some(EventType::Assault);
    let things = act.predicate.objects.iter().filter(|_| a.words[act.anchor].upos == Upos::Verb);
    let of_actor = |o: usize| {
        let of = |p: &PartyId| act.actors.iter().any(|x| scene.same_side(*x, *p));
        let mut owners = a.children_by(o, "nmod:poss");
        owners.any(|w| a.words[w].upos == Upos::Pron && scene.parties.mention_at(w).iter().any(of))
    };
    let itself = |o: &usize| a.words[*o].feature("Reflex") == Some("Yes");
    // Who harms one's own people does it to them: "killed his own ministers".
    let thing = |o: usize| !names_an_actor(scene.lemma(o)) && scene.parties.mention_at(o).is_empty();
    let mut own = things.map(|o| itself(o) || (harms && thing(*o) && of_actor(*o)));
    own.next().is_some_and(|first| first && own.all(|x| x))
}

/// Acts of words need someone who speaks them.
fn verbal(kind: Option<EventType>) -> bool {
    use EventType::*;
    matches!(kind, Some(Agree | Consult | Support | Concede | Request | Accuse | Reject | Threaten))
}

fn event(scene: &Scene, act: &Act, kind: EventType) -> Event {
    let words = [act.predicate.word, act.anchor];
    let clause = scene.clause(act.anchor, &act.actor_words);
    let said_on = || scene.statement_at(act.anchor).filter(|_| verbal(Some(kind))).and_then(|s| s.said_on.clone());
    // What is done to a place is done there.
    let on_ground = merge::material(kind) || act.change.is_some();
    let ground = || scene.ground(&arguments::grounds(&act.predicate)).filter(|_| on_ground);
    Event {
        id: EventId(0),
        kind,
        mode: act.mode.clone(),
        contexts: contexts::of(scene, clause.clone()),
        evidence: scene.evidence(clause),
        trigger: scene.evidence(act.trigger.clone()),
        actors: act.actors.clone(),
        recipients: act.recipients.clone(),
        when: scene.when(&words).or_else(said_on),
        place: scene.place(&words).or_else(ground),
        status: act.status,
        vouched_by: scene.vouchers(act.anchor),
        made_by: act.made_by.clone(),
    }
}
