//! Who did what to whom? Acts into events of PLOVER's types.
//!
//! One event for each act that the report tells apart. What another act is only about ("agreed to withdraw"), what is
//! hypothetical or denied, and acts without a party are no events.

pub(crate) mod contexts;
mod merge;

use rapporteur_record::{Event, EventId, EventType, Status};

use crate::counterparts::Counterparts;
use crate::frames::{Act, means};
use crate::scene::Scene;

/// The events of a report: those of its acts, and those that its meetings are.
pub fn read(scene: &Scene, acts: &[Act], meetings: Vec<Event>, counterparts: &Counterparts) -> Vec<Event> {
    let mut told: Vec<merge::Told> = vec![];
    for act in acts.iter().filter(|x| is_event(x) && !is_mishap(scene, x)) {
        let Some(kind) = act.kind else { continue };
        let mut event = event(scene, act, kind);
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

fn is_event(act: &Act) -> bool {
    let sided =
        if verbal(act.kind) { !act.actors.is_empty() } else { !act.actors.is_empty() || !act.recipients.is_empty() };
    let real = matches!(act.status, Status::Happened | Status::Ongoing)
        || (act.status == Status::Planned
            && matches!(act.kind, Some(EventType::Agree | EventType::Concede | EventType::Threaten)));
    // One side alone cooperates with nobody.
    let joint = !(act.mutual && act.kind == Some(EventType::Cooperate) && act.actors.len() < 2);
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

/// Acts of words need someone who speaks them.
fn verbal(kind: Option<EventType>) -> bool {
    use EventType::*;
    matches!(kind, Some(Agree | Consult | Support | Concede | Request | Accuse | Reject | Threaten))
}

fn event(scene: &Scene, act: &Act, kind: EventType) -> Event {
    let words = [act.predicate.word, act.anchor];
    let clause = scene.clause(act.anchor, &act.actor_words);
    let said_on = || scene.statement_at(act.anchor).filter(|_| verbal(Some(kind))).and_then(|s| s.said_on.clone());
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
        place: scene.place(&words),
        status: act.status,
        vouched_by: scene.vouchers(act.anchor),
        made_by: act.made_by.clone(),
    }
}
