//! Between whom is a paper, and who signed it for whom? "A truce between Chad and Sudan", "an agreement reached between
//! them", "signed for Chad", "the signing by Chad and Sudan".

use rapporteur_language::Upos;
use rapporteur_record::{PartyId, Status, Step};

use super::lexicon::{has, words};
use super::signatories::lasting;
use super::{is_paper, provisions, sides};
use crate::frames::Act;
use crate::meetings;
use crate::predicates;
use crate::scene::Scene;

/// The sentences in which a report says what it is about.
const LEAD: usize = 3;

/// "A truce between the government and the rebels begins on Tuesday", where the report begins with it.
pub(super) fn papers(scene: &Scene) -> Option<Vec<PartyId>> {
    let a = scene.a;
    let agreed = |w: &usize| {
        let own_voice = scene.statement_at(*w).is_none();
        let status = predicates::status(a, scene.text, *w);
        let real = matches!(status, Status::Happened | Status::Ongoing | Status::Planned);
        own_voice && real && a.words[*w].upos == Upos::Noun && is_paper(scene, *w)
    };
    lead(scene).filter(agreed).map(|w| whose(scene, w)).find(|s| several(scene, s))
}

/// "nine years of war between Chad and Sudan", "talks between Chad and Sudan", where the report begins with them: those
/// who came to an agreement that it tells of without saying whose.
pub(super) fn dealings(scene: &Scene) -> Option<Vec<PartyId>> {
    let dealing = |w: &usize| scene.a.words[*w].upos == Upos::Noun && has(&words().terms.dealings, scene.lemma(*w));
    lead(scene).filter(dealing).map(|w| whose(scene, w)).find(|s| several(scene, s))
}

/// "witnessed the signing of the accord by Chad and Sudan"
pub(super) fn signings(scene: &Scene) -> Option<Vec<PartyId>> {
    let a = scene.a;
    let signing = |w: &usize| a.words[*w].upos == Upos::Noun && has(&words().terms.signings, scene.lemma(*w));
    let by = |w: usize| {
        let phrases = a.subtree(w).filter(|x| a.is(*x, "nmod") && predicates::preposition(a, scene.text, *x) == "by");
        let all: Vec<usize> = phrases.flat_map(|x| predicates::conjuncts(a, x)).collect();
        sides(scene, &scene.all(&all))
    };
    (0..a.words.len()).filter(signing).map(by).find(|s| several(scene, s))
}

/// "X signed for Chad and Y for Sudan": for whom those put their names to it who did.
pub(super) fn signed_for<'x>(scene: &Scene, acts: impl Iterator<Item = &'x Act>) -> Vec<PartyId> {
    let a = scene.a;
    let mut told: Vec<usize> = vec![];
    for act in acts.filter(|x| x.step == Some(Step::Signed)) {
        let sentence = a.sentences[a.words[act.anchor].sentence].words.clone();
        // What the paper itself is for, or a place that it is about, nobody signed for.
        let whom = |w: &usize| {
            let case = predicates::preposition(a, scene.text, *w);
            let of_paper = a.words[*w].head.is_some_and(|h| is_paper(scene, h));
            has(&words().terms.signed_for, &case) && !of_paper
        };
        told.extend(sentence.filter(whom).flat_map(|w| predicates::conjuncts(a, w)));
    }
    let mut all = sides(scene, &scene.all(&told));
    all.retain(|p| lasting(scene, p));
    all
}

/// "the accord signed in Doha", "the accord obliges": whether a report begins with a paper that was made.
pub(super) fn is_sealed(scene: &Scene) -> bool {
    let a = scene.a;
    let sealed = |w: usize| a.children_by(w, "acl").any(|c| has(&words().terms.sealing, scene.lemma(c)));
    let accord = |w: &usize| {
        a.words[*w].upos == Upos::Noun && is_paper(scene, *w) && !has(&words().terms.drafts, scene.lemma(*w))
    };
    // "A joint statement": of whoever talked.
    let joint = |w: usize| a.children_by(w, "amod").any(|m| has(&words().terms.joint, scene.lemma(m)));
    let statement =
        |w: usize| has(&words().terms.joint_papers, scene.lemma(w)) && joint(w) && scene.statement_at(w).is_none();
    let provides = |w: usize| {
        let verb = a.words[w].head.filter(|_| a.is(w, "nsubj") || a.is(w, "obl"));
        verb.is_some_and(|v| {
            let real = predicates::status(a, scene.text, v) != Status::Hypothetical;
            real && scene.statement_at(v).is_none() && provisions::of_paper(scene, v, false)
        })
    };
    lead(scene).filter(accord).any(|w| sealed(w) || provides(w)) || lead(scene).any(statement)
}

/// "its two main rebel movements": whether a party is only counted.
pub(super) fn is_counted(scene: &Scene, party: PartyId) -> bool {
    let described = scene.party(party).filter(|p| p.made_by.starts_with("holder") || p.made_by.starts_with("body"));
    let words = described.and_then(|p| p.mentions.first()).map(|m| scene.words_of(m));
    words.is_some_and(|mut w| w.any(|w| meetings::number(scene, w).is_some_and(|n| n > 1)))
}

fn lead(scene: &Scene) -> std::ops::Range<usize> {
    let sentences = &scene.a.sentences;
    0..sentences.get(LEAD.min(sentences.len()).wrapping_sub(1)).map_or(0, |s| s.words.end)
}

/// Whom a noun is between: by itself, by what describes it, or by the verb that it is the subject of.
fn whose(scene: &Scene, noun: usize) -> Vec<PartyId> {
    let a = scene.a;
    let described = a.children_by(noun, "acl");
    let verb = a.words[noun].head.filter(|_| matches!(a.words[noun].rel(), "nsubj"));
    let all = std::iter::once(noun).chain(described).chain(verb);
    let between = |w: usize| predicates::predicate(a, scene.text, w).with("between").collect::<Vec<_>>();
    all.map(|w| sides(scene, &scene.all(&between(w)))).find(|s| s.len() > 1).unwrap_or_default()
}

fn several(scene: &Scene, all: &[PartyId]) -> bool {
    all.len() > 1 && all.iter().all(|p| lasting(scene, p))
}
