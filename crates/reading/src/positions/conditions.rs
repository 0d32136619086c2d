//! Does a party set a condition? "would not sign until", "only once", "wants first to".

use rapporteur_language::Upos;
use rapporteur_record::Stance;

use super::lexicon::{has, words};
use crate::frames::Act;
use crate::scene::Scene;

/// A condition on an act: the head of the clause that states it, where it has one.
pub(super) struct Condition {
    pub clause: Option<usize>,
}

/// The condition that an act is put under.
pub(super) fn of(scene: &Scene, act: &Act, stance: Stance) -> Option<Condition> {
    let a = scene.a;
    let tops = [act.predicate.word, act.anchor];
    let heads = tops.into_iter().chain(act.content.iter().copied());
    let clause = heads.clone().flat_map(|h| a.children_by(h, "advcl")).find(|c| conditional(scene, *c, stance));
    if clause.is_some() {
        return Some(Condition { clause });
    }
    let adverb = |list: &[String]| {
        let own = |h: usize| a.children_by(h, "advmod").any(|m| has(list, &scene.lower(m)) && m != h);
        heads.clone().any(own)
    };
    let first = stance == Stance::Demands && adverb(&words().first);
    let only = stance == Stance::Accepts && {
        let before = |h: usize| a.children_by(h, "advmod").any(|m| scene.lower(m) == words().only[0]);
        heads.clone().any(before)
    };
    (first || only).then_some(Condition { clause: None })
}

/// Whether an adverbial clause sets a condition, by its conjunction and what stands before it.
fn conditional(scene: &Scene, clause: usize, stance: Stance) -> bool {
    let a = scene.a;
    let marks = || a.children_by(clause, "mark").chain(a.children_by(clause, "advmod"));
    let lower = |m: usize| scene.lower(m);
    if marks().any(|m| has(&words().conditional, &lower(m))) {
        return !matches!(stance, Stance::Conditions);
    }
    let Some(mark) = marks().find(|m| has(&words().temporal, &lower(*m))) else { return false };
    let limits = |m: usize| a.words[m].upos != Upos::Verb && has(&words().only, &lower(m));
    let limited = marks().any(limits)
        || a.children(mark).iter().any(|m| limits(*m))
        || (mark > 0 && limits(mark - 1) && a.words[mark - 1].sentence == a.words[mark].sentence);
    limited || (stance == Stance::Rejects && lower(mark) == "before")
}
