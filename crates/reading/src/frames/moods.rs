//! What is promised, threatened or demanded by mood alone: "will release", "would boycott", "must withdraw", "cannot
//! accept".
//!
//! An act in the future is a promise where it helps and a threat where it hurts. In a statement, what others must do is
//! a demand of the speaker, and what the speaker will not do is a refusal. Words: `lexicon/moods.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use rapporteur_language::Upos;
use rapporteur_record::{EventType, Stance, Status};
use serde::Deserialize;

use super::{Act, arguments};
use crate::predicates;
use crate::scene::Scene;

#[derive(Deserialize)]
struct Moods {
    future: Vec<String>,
    obligation: Vec<String>,
    /// Verbs with an infinitive that oblige: "has to".
    obliging: Vec<String>,
    /// Frames of what is agreed and done with: to agree to yield is to concede.
    refusal: Vec<String>,
    negation: Vec<String>,
    /// What one refuses to the press.
    reticent: Vec<String>,
    /// What a future act of a type is.
    promised: HashMap<String, EventType>,
    threat_modes: HashMap<String, String>,
    /// Verbs that are a promise in the future, each with an example.
    helpful: HashMap<String, String>,
}

static MOODS: LazyLock<Moods> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../lexicon/moods.toml"))
        .expect("the shipped lexicon/moods.toml is read by a test")
});

/// Turns an act in the future into the promise or threat that it is, and one that will not be done into a refusal.
pub fn turn(scene: &Scene, act: &mut Act) {
    let Some(kind) = act.kind else { return };
    let Some(turned) = MOODS.promised.get(kind.as_str()).filter(|_| !act.meeting) else { return };
    let future = will(scene, act.anchor) && !conditional(scene, act.anchor);
    let will_not = auxiliary(scene, act.anchor, &MOODS.refusal) && negated(scene, act.anchor);
    if will_not && *turned != EventType::Threaten && !conditional(scene, act.anchor) {
        (act.kind, act.mode, act.stance) = (Some(EventType::Reject), None, Some(Stance::Rejects));
        act.status = Status::Happened;
        return;
    }
    let future = future && matches!(act.status, Status::Planned | Status::Hypothetical);
    if *turned == kind {
        if future {
            act.status = if kind == EventType::Agree { Status::Planned } else { Status::Happened };
        } else if act.status == Status::Planned {
            // "is expected to agree": nothing is promised yet.
            act.status = Status::Hypothetical;
        }
        return;
    }
    if *turned == EventType::Threaten {
        if !future {
            return;
        }
        act.mode = MOODS.threat_modes.get(kind.as_str()).cloned();
    } else if future || act.status == Status::Planned {
        act.mode = None;
    } else {
        return;
    }
    act.kind = Some(*turned);
    act.status = Status::Planned;
}

/// What is promised or planned may be a blow or a refusal: "vowed to fight", "decided to reject", "pledged never to
/// attend". The act is then a threat or a refusal.
pub fn turn_by_content(acts: &mut [Act]) {
    for i in 0..acts.len() {
        if acts[i].kind != Some(EventType::Agree) {
            continue;
        }
        let inner = acts.iter().find(|x| acts[i].content.contains(&x.anchor) && x.anchor != acts[i].anchor);
        let Some((kind, denied)) = inner.and_then(|x| Some((x.kind?, x.status == Status::Denied))) else { continue };
        let hostile = MOODS.promised.get(kind.as_str()) == Some(&EventType::Threaten) || kind == EventType::Threaten;
        let (recipients, mode) = inner.map(|x| (x.recipients.clone(), x.mode.clone())).unwrap_or_default();
        let act = &mut acts[i];
        if hostile && !denied {
            act.mode = MOODS.threat_modes.get(kind.as_str()).cloned();
            (act.kind, act.stance) = (Some(EventType::Threaten), None);
        } else if matches!(kind, EventType::Reject | EventType::Request) && !denied {
            (act.kind, act.mode) = (Some(kind), mode);
            act.stance = Some(if kind == EventType::Reject { Stance::Rejects } else { Stance::Demands });
            act.status = Status::Happened;
        } else {
            continue;
        }
        if !recipients.is_empty() {
            act.recipients = recipients.into_iter().filter(|r| !act.actors.contains(r)).collect();
        }
    }
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
        if scene.a.words[word].upos != Upos::Verb || scene.statement_at(word).is_none() || conditional(scene, word) {
            continue;
        }
        let verbal = |x: &Act| x.anchor == word && super::governs(x) && x.status != Status::Hypothetical;
        if framed.iter().any(verbal) || within_complement(scene, word) {
            continue;
        }
        out.extend(demand(scene, word).or_else(|| refusal(scene, word)).or_else(|| promise(scene, word)));
    }
    out
}

/// "Moscow must withdraw", "Moscow has to withdraw", said by another.
fn demand(scene: &Scene, word: usize) -> Option<Act> {
    if !auxiliary(scene, word, &MOODS.obligation) && !obliged(scene, word) {
        return None;
    }
    let speakers = arguments::speakers(scene, word);
    let p = predicates::predicate(scene.a, scene.text, word);
    let passive = predicates::is_passive(scene.a, word);
    let recipients = if passive { vec![] } else { scene.all(&p.subjects) };
    let own = recipients.iter().any(|r| speakers.iter().any(|s| scene.same_side(*s, *r)));
    if speakers.is_empty() || own || (!passive && recipients.is_empty()) {
        return None;
    }
    let negated = negated(scene, word);
    let mode = if negated { "yield" } else { "change" };
    Some(spoken(scene, word, "mood.obligation", EventType::Request, Some(mode), Stance::Demands, speakers, recipients))
}

/// "We cannot accept", "will never give up".
fn refusal(scene: &Scene, word: usize) -> Option<Act> {
    if !auxiliary(scene, word, &MOODS.refusal) || !negated(scene, word) {
        return None;
    }
    let speakers = arguments::speakers(scene, word);
    let p = predicates::predicate(scene.a, scene.text, word);
    let actors = scene.all(&p.subjects);
    let own = actors.iter().all(|r| speakers.iter().any(|s| scene.same_side(*s, *r)));
    // What others will not do they refuse; what they cannot do need be no refusal.
    let told = own || auxiliary(scene, word, &MOODS.future);
    if actors.is_empty() || !told || predicates::is_passive(scene.a, word) {
        return None;
    }
    let rest = "rest".parse().into_iter().collect::<Vec<_>>();
    let (recipients, _) = arguments::parties(scene, &p, &rest, &actors);
    Some(spoken(scene, word, "mood.refusal", EventType::Reject, None, Stance::Rejects, actors, recipients))
}

/// "Mali said it would attend the talks": what someone will do for the good of a process.
fn promise(scene: &Scene, word: usize) -> Option<Act> {
    let helps = MOODS.helpful.contains_key(scene.lemma(word)) && will(scene, word);
    if !helps || negated(scene, word) || predicates::is_passive(scene.a, word) {
        return None;
    }
    let p = predicates::predicate(scene.a, scene.text, word);
    let actors = scene.all(&p.subjects);
    let rest = "rest".parse().into_iter().collect::<Vec<_>>();
    let (recipients, _) = arguments::parties(scene, &p, &rest, &actors);
    let act = spoken(scene, word, "mood.promise", EventType::Agree, None, Stance::Accepts, actors, recipients);
    (!act.actors.is_empty()).then_some(act)
}

#[allow(clippy::too_many_arguments)]
fn spoken(
    scene: &Scene,
    word: usize,
    made_by: &str,
    kind: EventType,
    mode: Option<&str>,
    stance: Stance,
    actors: Vec<rapporteur_record::PartyId>,
    recipients: Vec<rapporteur_record::PartyId>,
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
        absorbed: false,
    }
}

fn auxiliary(scene: &Scene, word: usize, list: &[String]) -> bool {
    scene.a.children_by(word, "aux").any(|x| list.contains(&scene.lower(x)))
}

/// "will withdraw", "is to withdraw".
fn will(scene: &Scene, word: usize) -> bool {
    auxiliary(scene, word, &MOODS.future) || predicates::is_to(scene.a, scene.text, word)
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
