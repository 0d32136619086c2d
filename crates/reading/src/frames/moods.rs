//! What an act in the future is: a promise where it helps ("will release"), a threat where it hurts ("would boycott"), a
//! refusal where it will not be. Words: `lexicon/moods.toml`.

use std::collections::HashMap;

use rapporteur_language::Upos;
use rapporteur_record::{EventType, PartyId, Stance, Status};
use serde::Deserialize;

use super::{Act, arguments, means};
use crate::parties::names_an_actor;
use crate::parties::represented;
use crate::predicates::{self, Predicate};
use crate::scene::Scene;
use crate::table::Table;

/// The frame of decisions and plans, and that of those who give up an office.
const PLANS: &str = "agree.plan";
const RESIGNS: &str = "retreat.resign";

#[derive(Deserialize)]
pub(crate) struct Moods {
    pub(super) future: Vec<String>,
    /// Those of what a report announces in its own voice.
    pub(super) announcing: Vec<String>,
    /// Participles and adjectives of what is announced: "is due to".
    scheduling: Vec<String>,
    pub(super) obligation: Vec<String>,
    /// Verbs with an infinitive that oblige: "has to".
    pub(super) obliging: Vec<String>,
    /// Frames of what is agreed and done with: to agree to yield is to concede.
    pub(super) refusal: Vec<String>,
    negation: Vec<String>,
    /// Nouns of what speaks for its owner: "the Iranian statement".
    speaking: Vec<String>,
    /// Conjunctions of times and comparisons: "before they would cross".
    subordinate: Vec<String>,
    /// Conjunctions that make a threat of what will be done: "unless".
    pressing: Vec<String>,
    /// What governs a future that no one promises or threatens: "fears that it will attack".
    doubting: Vec<String>,
    /// What one refuses to the press.
    pub(super) reticent: Vec<String>,
    /// What no one does by will: "will not succeed" refuses nothing.
    pub(super) involuntary: Vec<String>,
    /// Auxiliaries of ability, and what whoever says that it cannot be done refuses.
    pub(super) ability: Vec<String>,
    pub(super) yielding: Vec<String>,
    /// What things are to do that are to be no more: "the sanctions must go".
    pub(super) ending: Vec<String>,
    /// Prepositions of whoever is not for something: "was against any delay".
    pub(super) opposing: Vec<String>,
    /// What is out of it is refused: "out of the question".
    pub(super) question: Vec<String>,
    /// What nobody wants: "there will be no violence".
    pub(super) unwanted: Vec<String>,
    /// What those do who do not yield: "its troops will stay".
    pub(super) staying: Vec<String>,
    /// Verbs and nouns that bind whoever agrees, and threaten nobody: "undertook to evict them".
    binding: Vec<String>,
    /// Verbs of what is sworn: "vowed never to yield".
    vowing: Vec<String>,
    /// Cues of what one's own side will do to another: "his army will return, he warned".
    pub(super) warning: Vec<String>,
    /// What is no side and does what a warning is of: "the struggle would go on".
    pub(super) force: Vec<String>,
    /// What a future act of a type is.
    promised: HashMap<String, EventType>,
    threat_modes: HashMap<String, String>,
    /// Verbs that are a promise in the future, each with an example.
    pub(super) helpful: HashMap<String, String>,
}

pub(crate) static MOODS: Table<Moods> = Table::new("moods", include_str!("../../../../lexicon/moods.toml"));

/// Turns an act in the future into the promise or threat that it is, and one that will not be done into a refusal.
pub fn turn(scene: &Scene, act: &mut Act) {
    let Some(kind) = act.kind else { return };
    let Some(turned) = MOODS.promised.get(kind.as_str()).filter(|_| !act.meeting) else { return };
    let doubted = doubted(scene, act.anchor);
    let aside = doubted || subordinate(scene, act.anchor);
    let future = will(scene, act.anchor) && !conditional(scene, act.anchor) && !aside;
    let will_not = auxiliary(scene, act.anchor, &MOODS.refusal) && negated(scene, act.anchor);
    if will_not && *turned != EventType::Threaten && !conditional(scene, act.anchor) {
        (act.kind, act.mode, act.stance) = (Some(EventType::Reject), None, Some(Stance::Rejects));
        act.status = Status::Happened;
        act.content.insert(0, act.anchor);
        return;
    }
    let future = future && matches!(act.status, Status::Planned | Status::Hypothetical);
    if doubted && *turned != kind {
        act.status = Status::Hypothetical;
        return;
    }
    let turned =
        if future && (pressed(scene, act.anchor) || calls_off(kind, act)) { &EventType::Threaten } else { turned };
    if *turned == kind && kind != EventType::Concede {
        let own = kind != EventType::Reject || !foretold(scene, act);
        return keep(act, future && own);
    }
    if *turned == EventType::Threaten {
        if !future || foretold(scene, act) {
            return;
        }
        act.mode = MOODS.threat_modes.get(kind.as_str()).cloned();
        act.stance = act.stance.filter(|_| kind == EventType::Reject);
    } else if future || (act.status == Status::Planned && !of_noun(scene, act.anchor)) {
        (act.mode, act.stance) = (None, act.stance.or(Some(Stance::Offers)));
        act.content.insert(0, act.anchor);
    } else {
        return;
    }
    act.kind = Some(*turned);
    act.status = Status::Planned;
}

/// What is promised or refused in the future stays what it is; what is only expected is not promised yet.
fn keep(act: &mut Act, future: bool) {
    if future {
        act.status = if act.kind == Some(EventType::Agree) { Status::Planned } else { Status::Happened };
    } else if act.status == Status::Planned {
        act.status = Status::Hypothetical;
    }
}

/// "doubts about its commitment to ending the war": what only a noun speaks of no one promises.
fn of_noun(scene: &Scene, word: usize) -> bool {
    scene.a.words[word].head.is_some_and(|h| scene.a.words[h].upos == Upos::Noun)
}

/// "will withdraw its force unless": what is put under that condition is a threat.
pub(super) fn pressed(scene: &Scene, word: usize) -> bool {
    let unless = |c: usize| scene.a.children_by(c, "mark").any(|m| MOODS.pressing.contains(&scene.lower(m)));
    scene.a.children_by(word, "advcl").any(unless)
}

/// "will break off the talks": in the future, a threat.
fn calls_off(kind: EventType, act: &Act) -> bool {
    kind == EventType::Reject && act.mode.as_deref() == Some("meet") && act.status != Status::Denied
}

/// "before it will return to the talks": a time or a comparison, and no main matter.
pub(super) fn subordinate(scene: &Scene, word: usize) -> bool {
    scene.a.children_by(word, "mark").any(|m| MOODS.subordinate.contains(&scene.lower(m)))
}

/// Whether a future is only feared, hoped for or expected.
pub(super) fn doubted(scene: &Scene, word: usize) -> bool {
    let w = &scene.a.words[word];
    let doubting = |w: usize| MOODS.doubting.iter().any(|d| d == scene.lemma(w)) && !schedules(scene, w);
    let complement = matches!(w.rel(), "ccomp" | "xcomp" | "acl");
    (complement && w.head.is_some_and(doubting)) || scene.cue_at(word).is_some_and(doubting)
}

/// Whether someone else says what an actor will do: no threat of the actor's.
fn foretold(scene: &Scene, act: &Act) -> bool {
    let speakers = arguments::speakers(scene, act.anchor);
    // Of "the minister" no one knows whose he is.
    let unplaced = |p: &PartyId| scene.party(*p).is_some_and(|x| x.country.is_none() && !represented(x.kind));
    let same = |a: &PartyId, p: &PartyId| scene.same_side(*a, *p) || scene.principal(*a) == scene.principal(*p);
    let own = |p: &PartyId| unplaced(p) || act.actors.iter().any(|a| same(a, p));
    !speakers.is_empty() && !speakers.iter().any(own)
}

/// What is promised or planned may be a blow or a refusal: "vowed to fight", "decided to reject", "pledged never to
/// attend". The act is then a threat or a refusal.
pub fn turn_by_content(scene: &Scene, acts: &mut [Act]) {
    for i in 0..acts.len() {
        if acts[i].kind != Some(EventType::Agree) {
            continue;
        }
        if vowed(scene, acts, i) {
            continue;
        }
        let inner = acts.iter().find(|x| acts[i].content.contains(&x.anchor) && x.anchor != acts[i].anchor);
        let Some((kind, denied)) = inner.and_then(|x| Some((x.kind?, x.status == Status::Denied))) else { continue };
        let asks = kind == EventType::Request && !acts[i].made_by.starts_with(PLANS);
        let binds = MOODS.binding.iter().any(|b| b == scene.lemma(acts[i].predicate.word));
        if asks || (binds && hurts(kind)) {
            continue;
        }
        let hostile = hurts(kind);
        let (recipients, mode) = inner.map(|x| (x.recipients.clone(), x.mode.clone())).unwrap_or_default();
        let stance = inner.and_then(|x| x.stance);
        let act = &mut acts[i];
        if hostile && !denied {
            act.mode = MOODS.threat_modes.get(kind.as_str()).cloned();
            (act.kind, act.stance) = (Some(EventType::Threaten), None);
        } else if matches!(kind, EventType::Reject | EventType::Request) && !denied {
            (act.kind, act.mode) = (Some(kind), mode);
            // "decided to invite": what is asked may be offered.
            act.stance = stance.or(Some(if kind == EventType::Reject { Stance::Rejects } else { Stance::Demands }));
            act.status = Status::Happened;
        } else if matches!(kind, EventType::Concede | EventType::Support) && !denied && act.stance.is_none() {
            // "decided to allow", "decided to recognize": a decision does it.
            (act.kind, act.mode, act.status) = (Some(kind), mode, Status::Happened);
        } else {
            continue;
        }
        if !recipients.is_empty() {
            act.recipients = recipients.into_iter().filter(|r| !act.actors.contains(r)).collect();
        }
    }
}

/// Whether an act in the future is a threat.
fn hurts(kind: EventType) -> bool {
    MOODS.promised.get(kind.as_str()) == Some(&EventType::Threaten) || kind == EventType::Threaten
}

/// "vowed never to give it back" refuses, "vowed to resign" threatens: what is vowed and no promise, turned into that.
fn vowed(scene: &Scene, acts: &mut [Act], i: usize) -> bool {
    if !MOODS.vowing.iter().any(|v| v == scene.lemma(acts[i].predicate.word)) {
        return false;
    }
    let never = acts[i].content.iter().any(|w| negated(scene, *w));
    let inner = acts.iter().find(|x| acts[i].content.contains(&x.anchor) && x.anchor != acts[i].anchor);
    let harm = inner.and_then(|x| x.kind).is_some_and(hurts);
    let resigns = inner.is_some_and(|x| x.mode.as_deref() == Some("resign") || x.made_by.starts_with(RESIGNS));
    let act = &mut acts[i];
    if never && !harm {
        (act.kind, act.mode, act.stance) = (Some(EventType::Reject), None, Some(Stance::Rejects));
        act.status = Status::Happened;
    } else if resigns && !never {
        (act.kind, act.stance) = (Some(EventType::Threaten), None);
    } else {
        return false;
    }
    true
}

/// "declined to comment": a refusal to the press, not to a party.
pub fn to_the_press(scene: &Scene, act: &Act) -> bool {
    act.kind == Some(EventType::Reject)
        && act.content.iter().any(|w| MOODS.reticent.iter().any(|r| r == scene.lemma(*w)))
}

/// Whether an act of words is said of things that someone owns: "Israel's decision casts doubt". Papers speak.
pub fn is_of_things(scene: &Scene, p: &Predicate, actors: &[usize]) -> bool {
    let speaks = |w: usize| MOODS.speaking.iter().any(|s| s == scene.lemma(w));
    let thing = |w: usize| scene.a.words[w].upos == Upos::Noun && !acts_itself(scene, w) && !speaks(w);
    scene.a.words[p.word].upos == Upos::Verb
        && !actors.is_empty()
        && actors.iter().all(|w| p.subjects.contains(w) && thing(*w) && scene.a.child(*w, &["appos"]).is_none())
}

/// Whether a word is a mention of a party, or a noun for people or forces: not a thing that belongs to one.
pub(super) fn acts_itself(scene: &Scene, word: usize) -> bool {
    let named = !scene.parties.mention_at(word).is_empty() || scene.parties.state_of_place(word).is_some();
    named || names_an_actor(scene.lemma(word)) || means::is_force(scene, word)
}

pub(super) fn auxiliary(scene: &Scene, word: usize, list: &[String]) -> bool {
    let bearer = predicates::bearer(scene.a, word);
    scene.a.children_by(bearer, "aux").any(|x| list.contains(&scene.lower(x)))
}

/// "will withdraw", "is to withdraw".
pub(super) fn will(scene: &Scene, word: usize) -> bool {
    auxiliary(scene, word, &MOODS.future) || predicates::is_to(scene.a, scene.text, word)
}

/// Whether a word says only that something is to come: "is due", "is expected".
pub fn schedules(scene: &Scene, word: usize) -> bool {
    let passive = scene.a.words[word].upos != Upos::Verb || predicates::is_passive(scene.a, word);
    passive && MOODS.scheduling.iter().any(|s| s == scene.lemma(word))
}

pub(super) fn negated(scene: &Scene, word: usize) -> bool {
    scene.a.children_by(word, "advmod").any(|x| MOODS.negation.contains(&scene.lower(x)))
}

/// Whether a word stands in a conditional clause.
pub(super) fn conditional(scene: &Scene, word: usize) -> bool {
    predicates::in_condition(scene.a, scene.text, word)
}
