//! What is a meeting about? "talks on prisoners", "met to discuss a ceasefire".

use rapporteur_language::Upos;
use rapporteur_record::Issue;

use super::lexicon::{has, words};
use super::mention::Mention;
use crate::positions;
use crate::predicates;
use crate::scene::Scene;

/// The issues that mentions of one meeting name, each once.
pub(super) fn topics(scene: &Scene, mentions: &[Mention]) -> Vec<Issue> {
    let mut out: Vec<Issue> = vec![];
    for issue in mentions.iter().flat_map(|m| heads(scene, m)).filter_map(|w| positions::issue_of(scene, w)) {
        if !out.contains(&issue) {
            out.push(issue);
        }
    }
    out
}

/// The heads of the phrases that say what one mention is about.
fn heads(scene: &Scene, m: &Mention) -> Vec<usize> {
    let a = scene.a;
    let tops = [m.act.predicate.word, m.act.anchor];
    let below = |w: usize| a.children(w).iter().copied();
    let case = |w: usize| predicates::preposition(a, scene.text, w);
    // Trees often hang "on sanctions" on whoever is named before it.
    let sides = m.act.actor_words.iter().copied();
    let about = tops.into_iter().chain(sides).flat_map(below).filter(|w| matches!(a.words[*w].rel(), "nmod" | "obl"));
    let about = about.filter(|w| has(&words().about, &case(*w)) && !scene.is_time(*w));
    let aim = |w: &usize| has(&words().discuss, scene.lemma(*w)) && predicates::infinitive(a, scene.text, *w);
    let verb = |w: usize| a.ancestors(w).skip(1).find(|x| a.words[*x].upos == Upos::Verb);
    let aims = a.subtree(m.act.anchor).filter(aim).filter(|w| verb(*w).is_none_or(|v| tops.contains(&v)));
    let discussed = aims.flat_map(|w| predicates::predicate(a, scene.text, w).objects);
    let mut out: Vec<usize> = about.chain(discussed).flat_map(|w| predicates::conjuncts(a, w)).collect();
    out.dedup();
    out
}
