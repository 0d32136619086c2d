//! Did a meeting take place, by one mention, or is it to come, was it called off, may it come about?

use rapporteur_language::Upos;
use rapporteur_record::Status;

use super::lexicon::{has, words};
use super::sides;
use super::when::{after, dated, is_after, journey, misread, put_off};
use crate::frames::Act;
use crate::predicates;
use crate::scene::Scene;

/// How real a meeting is.
pub(super) fn status(scene: &Scene, act: &Act, when: Option<&str>) -> Status {
    let a = scene.a;
    let word = act.predicate.word;
    let said = a.words[word].head.filter(|_| a.is(word, "nsubj"));
    // "the third round was off"
    let off = said.is_some_and(|w| has(&words().off, &scene.lower(w)) && a.child(w, &["cop"]).is_some());
    if put_off(scene, word).is_some() {
        return Status::Planned;
    }
    if said.is_some_and(|w| has(&words().uncertain, &scene.lower(w)) && a.child(w, &["cop"]).is_some()) {
        return Status::Hypothetical;
    }
    let fell = off || said.is_some_and(|v| words().lapsed.iter().any(|l| is_verb(scene, v, l)));
    if fell || is_called_off(scene, word) && act.status == Status::Happened {
        return Status::Denied;
    }
    if act.status == Status::Denied && is_without_result(scene, act) {
        return Status::Happened;
    }
    if after(scene, word).is_some() && act.status != Status::Denied {
        // "agreed to end the war after 21 days of talks"
        return Status::Happened;
    }
    if done_to(scene, word).is_some_and(|v| has(&words().planned, scene.lemma(v))) && act.status == Status::Happened {
        return Status::Planned;
    }
    // "are set to take place"
    if said.is_some_and(|w| has(&words().planned, scene.lemma(w)) && a.child(w, &["cop"]).is_some())
        && act.status == Status::Happened
    {
        return Status::Planned;
    }
    let beside = a.children(word).iter().filter(|c| matches!(a.words[**c].deprel, "acl" | "amod" | "case"));
    let to_come = |c: &usize| has(&words().planned, scene.lemma(*c)) || has(&words().ahead, &scene.lower(*c));
    // "before the final round, which opened on March 2", "the statement signed in June"
    let past = when.zip(scene.published).is_some_and(|(w, p)| w.len() >= 10 && w.get(..10) < p.get(..10));
    if act.status != Status::Denied && !past && beside.into_iter().any(to_come) {
        return Status::Planned;
    }
    let done = a.is(word, "acl") && a.words[word].xpos == "VBN" && act.status == Status::Planned;
    if past && done {
        return Status::Happened;
    }
    if matches!(act.status, Status::Happened | Status::Hypothetical)
        && let Some(was_to) = predicates::was_to(a, scene.text, act.anchor)
    {
        return was_to;
    }
    // "left for Cairo to confer with the king"
    let meant = || journey(scene, act).is_some_and(|v| predicates::status(a, scene.text, v) != Status::Hypothetical);
    if act.status == Status::Hypothetical && (is_foretold(scene, act.anchor) || meant()) {
        return Status::Planned;
    }
    // "the Council meets on Thursday", "a meeting here on Friday", in a report of Tuesday.
    let present = || predicates::is_present(a, scene.text, act.anchor);
    let today = when.zip(scene.published).is_some_and(|(w, p)| p.get(..10) == Some(w));
    if today && act.status == Status::Happened && present() {
        return Status::Planned;
    }
    if act.status == Status::Happened && lasts(scene, act) {
        return Status::Ongoing;
    }
    // "The talks resume on Thursday", of which the tree makes a name.
    let ahead = when.zip(scene.published).is_some_and(|(w, p)| is_after(w, p))
        || when.is_some() && misread(scene, word).is_some_and(|v| scene.a.words[v].xpos == "NN");
    if ahead && act.status == Status::Happened { Status::Planned } else { act.status }
}

/// "The talks did not end the war", "their meeting produced nothing": what is denied is what came of it.
fn is_without_result(scene: &Scene, act: &Act) -> bool {
    let verb = scene.a.words[act.anchor].upos == Upos::Verb && act.anchor != act.predicate.word;
    let active = scene.a.words[act.predicate.word].deprel == "nsubj";
    verb && active && !has(&words().taking_place, scene.lemma(act.anchor))
}

/// "has been receiving the delegations since Monday", "have been in Oslo since May".
fn lasts(scene: &Scene, act: &Act) -> bool {
    let a = scene.a;
    let goes_on = a.words[act.anchor].xpos == "VBG" || a.child(act.anchor, &["cop"]).is_some();
    let perfect = a.children_by(act.anchor, "aux").any(|x| matches!(a.words[x].xpos, "VBZ" | "VBP"));
    goes_on && perfect && dated(scene, &[act.anchor], &words().since).is_some()
}

/// "said the talks would resume", "the capital, where he would meet the king": to come, as told in the past.
fn is_foretold(scene: &Scene, verb: usize) -> bool {
    let a = scene.a;
    let would = a.children_by(verb, "aux").any(|x| has(&words().foretold, &scene.lower(x)));
    would && scene.statement_at(verb).is_some() && !predicates::in_condition(a, scene.text, verb)
}

/// The verb of which a noun is the object, or the subject in the passive.
pub(super) fn done_to(scene: &Scene, word: usize) -> Option<usize> {
    scene.a.words[word].head.filter(|_| matches!(scene.a.words[word].deprel, "obj" | "nsubj:pass"))
}

/// "scrapped the meeting", "the talks had been set for Monday but were put off".
pub(super) fn is_called_off(scene: &Scene, word: usize) -> bool {
    let verb = done_to(scene, word);
    let then = verb.into_iter().flat_map(|v| scene.a.children_by(v, "conj"));
    verb.into_iter().chain(then).any(|v| words().cancelled.iter().any(|c| is_verb(scene, v, c)))
}

/// Whether a verb is this one, with its particle: "call off".
pub(super) fn is_verb(scene: &Scene, verb: usize, entry: &str) -> bool {
    let (lemma, particle) = entry.split_once(' ').map_or((entry, None), |(l, p)| (l, Some(p)));
    let beside = |p: &str| scene.a.children(verb).iter().any(|c| *c > verb && scene.lower(*c) == p);
    // The lemmas of rare verbs are guesses: "postpon".
    let named = scene.lemma(verb) == lemma || sides::is_participle(&scene.lower(verb), lemma);
    named && particle.is_none_or(beside)
}
