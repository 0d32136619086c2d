//! What speakers demand, refuse, warn of or promise in words that no frame names: "Moscow must withdraw", "we cannot accept",
//! "there will be no talks", "its troops will stay". Words: `lexicon/moods.toml`.

use rapporteur_language::Upos;
use rapporteur_record::{EventType, PartyId, Stance, Status};

use super::moods::{
    MOODS, acts_itself, auxiliary, conditional, doubted, negated, pressed, schedules, subordinate, will,
};
use super::{Act, arguments};
use crate::predicates;
use crate::scene::Scene;

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

/// Whether it is the complement of a verb or noun of this sentence that is no cue of the statement it stands in.
fn within_complement(scene: &Scene, word: usize) -> bool {
    let w = &scene.a.words[word];
    let here = scene.statement_at(word).map(|s| s.id);
    w.rel() == "ccomp" && w.head.is_some_and(|h| scene.statement_at(h).map(|s| s.id) == here && here.is_some())
}
