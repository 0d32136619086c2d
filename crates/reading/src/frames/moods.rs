//! What is promised, threatened or demanded by mood alone: "will release", "would boycott", "must withdraw", "cannot
//! accept".
//!
//! An act in the future is a promise where it helps and a threat where it hurts. In a statement, what others must do is
//! a demand of the speaker, and what the speaker will not do is a refusal. Words: `lexicon/moods.toml`.

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
    future: Vec<String>,
    /// Those of what a report announces in its own voice.
    announcing: Vec<String>,
    /// Participles and adjectives of what is announced: "is due to".
    scheduling: Vec<String>,
    obligation: Vec<String>,
    /// Verbs with an infinitive that oblige: "has to".
    obliging: Vec<String>,
    /// Frames of what is agreed and done with: to agree to yield is to concede.
    refusal: Vec<String>,
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
    reticent: Vec<String>,
    /// What no one does by will: "will not succeed" refuses nothing.
    involuntary: Vec<String>,
    /// Auxiliaries of ability, and what whoever says that it cannot be done refuses.
    ability: Vec<String>,
    yielding: Vec<String>,
    /// What things are to do that are to be no more: "the sanctions must go".
    ending: Vec<String>,
    /// Prepositions of whoever is not for something: "was against any delay".
    opposing: Vec<String>,
    /// What is out of it is refused: "out of the question".
    question: Vec<String>,
    /// What nobody wants: "there will be no violence".
    unwanted: Vec<String>,
    /// What those do who do not yield: "its troops will stay".
    staying: Vec<String>,
    /// Verbs and nouns that bind whoever agrees, and threaten nobody: "undertook to evict them".
    binding: Vec<String>,
    /// Verbs of what is sworn: "vowed never to yield".
    vowing: Vec<String>,
    /// Cues of what one's own side will do to another: "his army will return, he warned".
    warning: Vec<String>,
    /// What is no side and does what a warning is of: "the struggle would go on".
    force: Vec<String>,
    /// What a future act of a type is.
    promised: HashMap<String, EventType>,
    threat_modes: HashMap<String, String>,
    /// Verbs that are a promise in the future, each with an example.
    helpful: HashMap<String, String>,
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
fn pressed(scene: &Scene, word: usize) -> bool {
    let unless = |c: usize| scene.a.children_by(c, "mark").any(|m| MOODS.pressing.contains(&scene.lower(m)));
    scene.a.children_by(word, "advcl").any(unless)
}

/// "will break off the talks": in the future, a threat.
fn calls_off(kind: EventType, act: &Act) -> bool {
    kind == EventType::Reject && act.mode.as_deref() == Some("meet") && act.status != Status::Denied
}

/// "before it will return to the talks": a time or a comparison, and no main matter.
fn subordinate(scene: &Scene, word: usize) -> bool {
    scene.a.children_by(word, "mark").any(|m| MOODS.subordinate.contains(&scene.lower(m)))
}

/// Whether a future is only feared, hoped for or expected.
fn doubted(scene: &Scene, word: usize) -> bool {
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

/// Demands and refusals of speakers that no frame names.
pub fn acts(scene: &Scene, framed: &[Act]) -> Vec<Act> {
    let mut out = vec![];
    for word in 0..scene.a.words.len() {
        let not = || exclusion(scene, word).or_else(|| unthinkable(scene, word)).or_else(|| staying(scene, word));
        out.extend(opposition(scene, word).or_else(not));
        if scene.a.words[word].upos != Upos::Verb || conditional(scene, word) {
            continue;
        }
        if scene.statement_at(word).is_none() {
            out.extend(announced(scene, word, framed));
            continue;
        }
        let verbal = |x: &Act| x.anchor == word && super::governs(x) && x.status != Status::Hypothetical;
        if framed.iter().any(verbal) || within_complement(scene, word) {
            continue;
        }
        if let Some(act) = warning(scene, word, framed) {
            // One warning of several things is one.
            if !out.iter().any(|x: &Act| x.anchor == act.anchor) {
                out.push(act);
            }
            continue;
        }
        out.extend(demand(scene, word, framed).or_else(|| refusal(scene, word)).or_else(|| promise(scene, word)));
    }
    out
}

/// "Moscow must withdraw", "Moscow has to withdraw", said by another.
fn demand(scene: &Scene, word: usize, framed: &[Act]) -> Option<Act> {
    if !auxiliary(scene, word, &MOODS.obligation) && !obliged(scene, word) {
        return None;
    }
    let speakers = arguments::speakers(scene, word);
    let p = predicates::predicate(scene.a, scene.text, word);
    let passive = predicates::is_passive(scene.a, word);
    let asked: Vec<usize> = p.subjects.iter().copied().filter(|w| acts_itself(scene, *w)).collect();
    let recipients = if passive { vec![] } else { scene.all(&asked) };
    let own = recipients.iter().any(|r| speakers.iter().any(|s| scene.same_side(*s, *r)));
    // What must be done and no one is told to do is a demand where it is an act of the record: "must be freed".
    let known = || framed.iter().any(|x| x.anchor == word && x.kind.is_some() && !x.meeting);
    // "the sanctions must go"
    let ends = || asked.is_empty() && !passive && MOODS.ending.iter().any(|e| e == scene.lemma(word));
    if speakers.is_empty() || own || (recipients.is_empty() && !(passive && known()) && !ends()) {
        return None;
    }
    let negated = negated(scene, word);
    let mode = if negated { "yield" } else { "change" };
    Some(spoken(scene, word, "mood.obligation", EventType::Request, Some(mode), Stance::Demands, speakers, recipients))
}

/// "His army will return, he warned", "warned that the struggle would go on": what one's own side will do.
fn warning(scene: &Scene, word: usize, framed: &[Act]) -> Option<Act> {
    let warns = |c: &usize| MOODS.warning.iter().any(|v| v == scene.lemma(*c));
    let cue = scene.cue_at(word).filter(warns)?;
    let speakers = arguments::speakers(scene, word);
    let p = predicates::predicate(scene.a, scene.text, word);
    let same = |x: &PartyId, s: &PartyId| scene.same_side(*s, *x) || scene.principal(*s) == scene.principal(*x);
    let own = |w: &usize| {
        let there = scene.all(&[*w]);
        let force = MOODS.force.iter().any(|f| f == scene.lemma(*w));
        force || (!there.is_empty() && there.iter().all(|x| speakers.iter().any(|s| same(x, s))))
    };
    let said = framed.iter().any(|x| x.anchor == cue && x.kind.is_some());
    // What one will not do one refuses, unless it is to make the other side do something.
    let refuses = negated(scene, word) && !pressed(scene, word);
    if said
        || refuses
        || speakers.is_empty()
        || !will(scene, word)
        || p.subjects.is_empty()
        || !p.subjects.iter().all(own)
    {
        return None;
    }
    let rest = "rest".parse().into_iter().collect::<Vec<_>>();
    let (recipients, _) = arguments::parties(scene, &p, &rest, &speakers);
    let act = spoken(scene, cue, "mood.warning", EventType::Threaten, None, Stance::Rejects, speakers, recipients);
    Some(Act { stance: None, content: vec![word], ..act })
}

/// "We cannot accept", "will never give up".
fn refusal(scene: &Scene, word: usize) -> Option<Act> {
    if !auxiliary(scene, word, &MOODS.refusal) || !negated(scene, word) {
        return None;
    }
    let speakers = arguments::speakers(scene, word);
    let p = predicates::predicate(scene.a, scene.text, word);
    // "Israeli raids will not stop the rockets": a raid refuses nothing.
    let persons: Vec<usize> = p.subjects.iter().copied().filter(|w| acts_itself(scene, *w)).collect();
    let actors = scene.all(&persons);
    let own = actors.iter().all(|r| speakers.iter().any(|s| scene.same_side(*s, *r)));
    // What others will not do they refuse; what they cannot do need be no refusal.
    let told = own || auxiliary(scene, word, &MOODS.future);
    let unable = auxiliary(scene, word, &MOODS.ability) && !MOODS.yielding.iter().any(|y| y == scene.lemma(word));
    if actors.is_empty() || !told || unable || !willed(scene.lemma(word)) || predicates::is_passive(scene.a, word) {
        return None;
    }
    let rest = "rest".parse().into_iter().collect::<Vec<_>>();
    let (recipients, _) = arguments::parties(scene, &p, &rest, &actors);
    Some(spoken(scene, word, "mood.refusal", EventType::Reject, None, Stance::Rejects, actors, recipients))
}

/// "Turkey was against any deployment".
fn opposition(scene: &Scene, word: usize) -> Option<Act> {
    let a = scene.a;
    let against = || MOODS.opposing.contains(&predicates::preposition(a, scene.text, word));
    if a.words[word].upos == Upos::Verb || a.child(word, &["cop"]).is_none() || !against() || negated(scene, word) {
        return None;
    }
    let subjects: Vec<usize> = a.children_by(word, "nsubj").flat_map(|w| predicates::conjuncts(a, w)).collect();
    let actors = scene.all(&subjects);
    let act = spoken(scene, word, "mood.opposition", EventType::Reject, None, Stance::Rejects, actors, vec![]);
    (!act.actors.is_empty() && !conditional(scene, word)).then_some(act)
}

/// "There will be no talks", "There can be no peace without a withdrawal", said by a party.
fn exclusion(scene: &Scene, word: usize) -> Option<Act> {
    let a = scene.a;
    let expletive = a.child(word, &["expl"]).is_some_and(|x| scene.lower(x) == "there");
    let thing = a.child(word, &["nsubj"]).filter(|_| expletive && auxiliary(scene, word, &MOODS.refusal))?;
    let wanted = !MOODS.unwanted.iter().any(|u| u == scene.lemma(thing));
    let none = wanted && a.children_by(thing, "det").any(|d| scene.lower(d) == "no");
    let actors = arguments::speakers(scene, word);
    if !none || actors.is_empty() || conditional(scene, word) {
        return None;
    }
    let without = |w: usize| predicates::predicate(a, scene.text, w).with("without").next();
    let needed = without(word).or_else(|| without(thing));
    let stance = if needed.is_some() { Stance::Conditions } else { Stance::Rejects };
    let act = spoken(scene, word, "mood.exclusion", EventType::Reject, None, stance, actors, vec![]);
    Some(Act { content: vec![needed.unwrap_or(thing)], ..act })
}

/// "A partition is out of the question for Syria", or by the word of whoever says so.
fn unthinkable(scene: &Scene, word: usize) -> Option<Act> {
    let a = scene.a;
    let out_of = predicates::preposition(a, scene.text, word).starts_with("out")
        || a.children_by(word, "case").any(|c| scene.lower(c) == "out");
    let question = out_of && MOODS.question.iter().any(|q| q == scene.lemma(word));
    let thing = a.child(word, &["nsubj"]).filter(|_| question)?;
    let p = predicates::predicate(a, scene.text, word);
    let own: Vec<usize> = p.with("for").collect();
    let named = scene.all(&own);
    let actors = if named.is_empty() { arguments::speakers(scene, word) } else { named };
    let act = spoken(scene, word, "mood.unthinkable", EventType::Reject, None, Stance::Rejects, actors, vec![]);
    let real = !act.actors.is_empty() && !conditional(scene, word) && !negated(scene, word);
    real.then_some(Act { content: vec![thing], ..act })
}

/// "its troops will stay", "it would keep its missiles": what a party says that it will not change.
fn staying(scene: &Scene, word: usize) -> Option<Act> {
    let a = scene.a;
    let stays = || MOODS.staying.iter().any(|s| s == scene.lemma(word)) && auxiliary(scene, word, &MOODS.future);
    if a.words[word].upos != Upos::Verb || !stays() || negated(scene, word) || conditional(scene, word) {
        return None;
    }
    let speakers = arguments::speakers(scene, word);
    let p = predicates::predicate(a, scene.text, word);
    let owners = p.subjects.iter().flat_map(|w| a.children_by(*w, "nmod:poss").chain(std::iter::once(*w)));
    let whose = scene.all(&owners.collect::<Vec<_>>());
    let own = |p: &PartyId| whose.iter().any(|q| scene.same_side(scene.principal(*p), scene.principal(*q)));
    let actors: Vec<PartyId> = speakers.into_iter().filter(own).collect();
    let act = spoken(scene, word, "mood.staying", EventType::Reject, None, Stance::Rejects, actors, vec![]);
    (!act.actors.is_empty()).then_some(Act { kind: None, ..act })
}

/// Whether whoever does not do it refuses: "swore never to give up".
pub(crate) fn is_yielding(lemma: &str) -> bool {
    MOODS.yielding.iter().any(|y| y == lemma)
}

/// Whether a verb tells of what someone does by will, and not only to the press.
fn willed(lemma: &str) -> bool {
    !MOODS.involuntary.iter().chain(&MOODS.reticent).any(|r| r == lemma)
}

/// "Mali said it would attend the talks": what someone will do for the good of a process.
fn promise(scene: &Scene, word: usize) -> Option<Act> {
    let helps = MOODS.helpful.contains_key(scene.lemma(word)) && (will(scene, word) || is_scheduled(scene, word));
    // "would go on pursuing them", "would continue to be present": what is done is told by the other verb.
    let only_leads =
        scene.a.child(word, &["xcomp", "compound:prt"]).is_some_and(|c| scene.a.words[c].upos != Upos::Noun);
    let only_leads = only_leads && !scene.a.children_by(word, "obj").any(|_| true);
    if !helps || only_leads || negated(scene, word) || subordinate(scene, word) || predicates::is_passive(scene.a, word)
    {
        return None;
    }
    let p = predicates::predicate(scene.a, scene.text, word);
    let persons: Vec<usize> = p.subjects.iter().copied().filter(|w| acts_itself(scene, *w)).collect();
    let actors = scene.all(&persons);
    let rest = "rest".parse().into_iter().collect::<Vec<_>>();
    let (recipients, _) = arguments::parties(scene, &p, &rest, &actors);
    if doubted(scene, word) && !is_scheduled(scene, word) {
        return None;
    }
    let act = spoken(scene, word, "mood.promise", EventType::Agree, None, Stance::Accepts, actors, recipients);
    (!act.actors.is_empty()).then_some(Act { status: Status::Planned, ..act })
}

/// "Mali will host the talks on Sunday": what the report itself announces, and no frame names. No one says it, so it
/// takes no stance.
fn announced(scene: &Scene, word: usize, framed: &[Act]) -> Option<Act> {
    let sure = auxiliary(scene, word, &MOODS.announcing)
        || predicates::is_to(scene.a, scene.text, word)
        || is_scheduled(scene, word);
    if !sure || framed.iter().any(|x| x.anchor == word && (x.kind.is_some() || x.meeting)) {
        return None;
    }
    promise(scene, word).map(|act| Act { stance: None, ..act })
}

/// An act of words that no frame names.
#[allow(clippy::too_many_arguments)]
pub(crate) fn spoken(
    scene: &Scene,
    word: usize,
    made_by: &str,
    kind: EventType,
    mode: Option<&str>,
    stance: Stance,
    actors: Vec<PartyId>,
    recipients: Vec<PartyId>,
) -> Act {
    let first = scene.a.children(word).iter().copied().filter(|c| scene.a.is(*c, "aux")).min().unwrap_or(word);
    let trigger = if word - first.min(word) < 4 { first.min(word)..word + 1 } else { word..word + 1 };
    Act {
        made_by: made_by.into(),
        predicate: predicates::predicate(scene.a, scene.text, word),
        anchor: word,
        trigger,
        kind: Some(kind),
        mode: mode.map(Into::into),
        stance: Some(stance),
        step: None,
        change: None,
        meeting: false,
        mutual: false,
        actors,
        recipients,
        actor_words: vec![],
        named: vec![],
        content: vec![word],
        status: Status::Happened,
        unnamed: false,
        absorbed: false,
    }
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
fn acts_itself(scene: &Scene, word: usize) -> bool {
    let named = !scene.parties.mention_at(word).is_empty() || scene.parties.state_of_place(word).is_some();
    named || names_an_actor(scene.lemma(word)) || means::is_force(scene, word)
}

fn auxiliary(scene: &Scene, word: usize, list: &[String]) -> bool {
    let bearer = predicates::bearer(scene.a, word);
    scene.a.children_by(bearer, "aux").any(|x| list.contains(&scene.lower(x)))
}

/// "will withdraw", "is to withdraw".
fn will(scene: &Scene, word: usize) -> bool {
    auxiliary(scene, word, &MOODS.future) || predicates::is_to(scene.a, scene.text, word)
}

/// Whether a word says only that something is to come: "is due", "is expected".
pub fn schedules(scene: &Scene, word: usize) -> bool {
    let passive = scene.a.words[word].upos != Upos::Verb || predicates::is_passive(scene.a, word);
    passive && MOODS.scheduling.iter().any(|s| s == scene.lemma(word))
}

/// "is due to visit", "is expected to host": what is announced without a "will".
fn is_scheduled(scene: &Scene, word: usize) -> bool {
    let w = &scene.a.words[word];
    let scheduled = |h: usize| schedules(scene, h) && !negated(scene, h);
    matches!(w.rel(), "xcomp" | "advcl")
        && predicates::infinitive(scene.a, scene.text, word)
        && w.head.is_some_and(scheduled)
}

/// "has to withdraw", "needs to withdraw".
fn obliged(scene: &Scene, word: usize) -> bool {
    let w = &scene.a.words[word];
    w.deprel == "xcomp"
        && predicates::infinitive(scene.a, scene.text, word)
        && w.head.is_some_and(|h| MOODS.obliging.iter().any(|o| o == scene.lemma(h)))
}

fn negated(scene: &Scene, word: usize) -> bool {
    scene.a.children_by(word, "advmod").any(|x| MOODS.negation.contains(&scene.lower(x)))
}

/// Whether a word stands in a conditional clause.
fn conditional(scene: &Scene, word: usize) -> bool {
    predicates::in_condition(scene.a, scene.text, word)
}

/// Whether it is the complement of a verb or noun of this sentence that is no cue of the statement it stands in.
fn within_complement(scene: &Scene, word: usize) -> bool {
    let w = &scene.a.words[word];
    let here = scene.statement_at(word).map(|s| s.id);
    w.rel() == "ccomp" && w.head.is_some_and(|h| scene.statement_at(h).map(|s| s.id) == here && here.is_some())
}
