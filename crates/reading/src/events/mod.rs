//! Who did what to whom? Acts into events of PLOVER's types.
//!
//! One event for each act that the report tells apart. What another act is only about ("agreed to withdraw"), what is
//! hypothetical or denied, and acts without a party are no events.

pub(crate) mod contexts;
mod merge;
mod recipients;
mod terms;

use rapporteur_language::Upos;
use rapporteur_record::{Event, EventId, EventType, Party, PartyId, Status};

use crate::counterparts::Counterparts;
use crate::frames::{Act, arguments, means};
use crate::meetings;
use crate::parties::names_an_actor;
use crate::positions;
use crate::predicates;
use crate::scene::Scene;

/// What makes a delegation that the report says no more of.
const DELEGATION: &str = "body.delegation";

/// The nouns for exercises of forces, as patterns name them.
const MANOEUVRES: &str = "$manoeuvres";

/// The frame of wars that are told as under way.
const WAR: &str = "assault.war:";

/// The events of a report: those of its acts, and those that its meetings are.
pub fn read(scene: &Scene, acts: &[Act], meetings: Vec<Event>, counterparts: &Counterparts) -> Vec<Event> {
    let mut told: Vec<merge::Told> = vec![];
    for act in acts {
        let doers = doers(scene, act, counterparts);
        if !is_event(act, &doers) || is_mishap(scene, act) || is_to_oneself(scene, act) || is_charge(scene, act, acts) {
            continue;
        }
        let Some(kind) = act.kind else { continue };
        let kind = if shows_force(act, &doers) { EventType::Mobilize } else { kind };
        let mut event = Event { actors: doers, ..event(scene, act, kind) };
        event.recipients = recipients::of(scene, act, kind, &event, counterparts);
        for side in event.actors.iter_mut().chain(&mut event.recipients) {
            *side = counterparts.by_name(scene, *side);
        }
        merge::tell(scene, &mut told, act, event);
    }
    for act in terms::acts(scene, acts, counterparts) {
        let mut event = event(scene, &act, EventType::Agree);
        for side in event.actors.iter_mut().chain(&mut event.recipients) {
            *side = counterparts.by_name(scene, *side);
        }
        merge::tell(scene, &mut told, &act, Event { kind: act.kind.unwrap_or(event.kind), ..event });
    }
    let mut out: Vec<Event> = meetings;
    out.extend(told.into_iter().map(|t| t.event));
    out.sort_by_key(|e| e.trigger.start());
    for (i, event) in out.iter_mut().enumerate() {
        event.id = EventId(i as u32 + 1);
    }
    out
}

/// Who acts. What no one in particular does, those do who agreed: "A truce takes effect", "All prisoners are to be
/// freed", "The text was signed in Oslo", "an accord that pardons the rebels"; a war is fought by those who are at war.
fn doers(scene: &Scene, act: &Act, counterparts: &Counterparts) -> Vec<PartyId> {
    // "The two delegations agreed"
    let unnamed = |x: &PartyId| scene.party(*x).is_some_and(|p| p.made_by == DELEGATION && p.country.is_none());
    let of_all = || act.predicate.subjects.iter().any(|w| meetings::is_all_sides(scene, *w));
    let all = act.actors.iter().all(unnamed) && of_all() && counterparts.all_sides().len() > 1;
    // "Three Balkan presidents initialed the accord", "The delegates agreed"
    let nameless = !act.actors.is_empty() && act.actors.iter().all(|p| is_nameless(scene, *p));
    let together = act.mutual || matches!(act.kind, Some(EventType::Agree | EventType::Concede));
    if nameless && together {
        let holders = act.actor_words.iter().map(|w| meetings::office_holders(scene, *w)).find(|h| h.len() > 1);
        let delegates = || act.actors.iter().all(unnamed);
        let collective = || act.actor_words.iter().all(|w| meetings::is_collective(scene, *w)) || delegates();
        let sides = || Some(counterparts.all_sides().to_vec()).filter(|s| s.len() > 1 && collective());
        if let Some(meant) = holders.or_else(sides) {
            return meant;
        }
    }
    if !act.actors.is_empty() && !all {
        return act.actors.clone();
    }
    let Some(kind) = act.kind else { return vec![] };
    let p = &act.predicate;
    // "Both camps undertook to free all prisoners."
    if p.subjects.iter().any(|w| meetings::is_all_sides(scene, *w)) {
        return counterparts.all_sides().to_vec();
    }
    if act.made_by.starts_with(WAR) && act.recipients.is_empty() {
        return counterparts.at_war(scene);
    }
    let yields = matches!(kind, EventType::Concede | EventType::Retreat);
    let agreed = act.mutual || (act.status == Status::Planned && p.subjects.is_empty());
    let paper = |words: &[usize]| words.iter().any(|w| positions::is_paper(scene, *w));
    let definite = |w: &usize| !scene.a.children_by(*w, "det").any(|d| matches!(scene.lower(d).as_str(), "a" | "an"));
    // Of a paper that the report has not told of before it does not say whose it is.
    let signs = matches!(kind, EventType::Agree | EventType::Support)
        && p.subjects.is_empty()
        && paper(&p.objects)
        && p.objects.iter().all(definite);
    let by_paper = matches!(kind, EventType::Agree | EventType::Concede | EventType::Retreat) && paper(&p.subjects);
    let others = |x: &PartyId| !by_paper || !act.recipients.iter().any(|r| scene.same_side(*r, *x));
    if (yields && agreed) || signs || by_paper {
        counterparts.sides().iter().copied().filter(others).collect()
    } else {
        vec![]
    }
}

/// Whether a party is only called by a noun that does not say whose it is: "delegates", "five soldiers".
fn is_nameless(scene: &Scene, party: PartyId) -> bool {
    let noun = |p: &Party| p.made_by.starts_with("holder") || p.made_by == DELEGATION;
    scene.party(party).is_some_and(|p| noun(p) && p.country.is_none())
}

fn is_event(act: &Act, doers: &[PartyId]) -> bool {
    let sided = if verbal(act.kind) { !doers.is_empty() } else { !doers.is_empty() || !act.recipients.is_empty() };
    let real = matches!(act.status, Status::Happened | Status::Ongoing)
        || (act.status == Status::Planned
            && matches!(
                act.kind,
                Some(EventType::Agree | EventType::Concede | EventType::Threaten | EventType::Mobilize)
            ));
    // One side alone cooperates with nobody, and fails to agree with nobody.
    let together = act.mutual && matches!(act.kind, Some(EventType::Cooperate | EventType::Reject));
    let joint = !together || doers.len() > 1 || shows_force(act, doers);
    sided && real && joint && !act.absorbed && !act.meeting
}

/// "Russia held exercises": who exercises with nobody shows its forces.
fn shows_force(act: &Act, doers: &[PartyId]) -> bool {
    act.kind == Some(EventType::Cooperate) && act.made_by.contains(MANOEUVRES) && doers.len() == 1
}

/// "was arrested for collaborating with Chad": what someone is arrested or punished for is what is alleged.
fn is_charge(scene: &Scene, act: &Act, acts: &[Act]) -> bool {
    let a = scene.a;
    let word = act.predicate.word;
    let alleges = |x: &Act| x.kind == Some(EventType::Accuse) && x.mode.as_deref() == Some("allege");
    let of = |x: &Act| matches!(x.kind, Some(EventType::Coerce | EventType::Sanction)) || alleges(x);
    let led = a.children_by(word, "mark").any(|m| matches!(scene.lower(m).as_str(), "for" | "with" | "of"));
    let by = || acts.iter().any(|x| of(x) && a.words[word].head == Some(x.predicate.word));
    a.is(word, "advcl") && a.words[word].xpos == "VBG" && led && by()
}

/// "A landslide killed four Nepalese soldiers": nobody did it.
fn is_mishap(scene: &Scene, act: &Act) -> bool {
    let does = &act.predicate.subjects;
    // "Two soldiers died in the blast"
    let suffers = |w: &usize| scene.whom(*w).iter().any(|p| act.recipients.contains(p));
    // "dropped a bomb in an accident"
    let accident = act.predicate.obliques.iter().any(|(_, w)| means::is_accident(scene.lemma(*w)));
    let by_chance = scene.a.children_by(act.anchor, "advmod").any(|w| means::is_accident(scene.lemma(w)));
    if act.kind == Some(EventType::Assault) && (accident || by_chance) {
        return true;
    }
    act.kind == Some(EventType::Assault)
        && act.actors.is_empty()
        && !does.iter().any(suffers)
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
    // "A bomber blew himself up": others suffer it.
    let bomb = act.mode.as_deref() == Some("explosives");
    let itself = |o: &usize| !bomb && a.words[*o].feature("Reflex") == Some("Yes");
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
    let when = scene.when(&words).or_else(said_on);
    // "The truce begins at midnight on Friday": declared, and not yet kept.
    let present = || predicates::is_present(scene.a, scene.text, act.anchor);
    let ahead = when.as_deref().zip(scene.published).is_some_and(|(w, p)| meetings::is_after(w, p));
    let declared = kind == EventType::Retreat && ahead && present();
    Event {
        id: EventId(0),
        kind: if declared { EventType::Concede } else { kind },
        mode: act.mode.clone().filter(|_| !declared),
        contexts: contexts::of(scene, clause.clone()),
        evidence: scene.evidence(clause),
        trigger: scene.evidence(act.trigger.clone()),
        actors: act.actors.clone(),
        recipients: act.recipients.clone(),
        when,
        place: scene.place(&words).or_else(ground),
        status: if declared { Status::Planned } else { act.status },
        vouched_by: scene.vouchers(act.anchor),
        made_by: act.made_by.clone(),
    }
}
