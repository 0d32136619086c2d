//! What has been agreed: the terms of an agreement are accepted by each of its parties.
//!
//! "Under the accord, all militias are to disarm." "The text provides for elections." Sentences that go on from there in
//! the report's own voice tell further terms: "All prisoners will be freed."

use rapporteur_language::Upos;
use rapporteur_record::{EventType, Issue, PartyId, Position, PositionId, Stance, Status, Step};

use super::issues::issues;
use super::lexicon::{has, words};
use super::phrase;
use crate::frames::Act;
use crate::predicates;
use crate::scene::Scene;

/// For how many sentences a report goes on to tell terms after one that does.
const TELLING: usize = 2;

/// What the parties of the agreement that a report tells of accept.
pub(super) fn read(scene: &Scene, acts: &[Act], parties: &[PartyId]) -> Vec<Position> {
    if parties.is_empty() {
        return vec![];
    }
    let mut out = vec![];
    let mut left = 0;
    for (i, sentence) in scene.a.sentences.iter().enumerate() {
        let told = sentence_terms(scene, sentence.root, left > 0);
        let agreed = || acts.iter().filter(|x| agrees(x)).any(|x| scene.a.words[x.anchor].sentence == i);
        left = if !told.is_empty() || agreed() { TELLING } else { left.saturating_sub(1) };
        for (clause, issue) in told {
            out.extend(parties.iter().map(|p| entry(scene, clause, *p, issue, parties)));
        }
    }
    out
}

/// Whether an act signs or agrees.
fn agrees(act: &Act) -> bool {
    let kind = act.kind == Some(EventType::Agree) && act.stance == Some(Stance::Accepts);
    let real = matches!(act.status, Status::Happened | Status::Ongoing);
    (kind || act.step == Some(Step::Signed)) && real && !act.absorbed
}

/// What was agreed on, as those who tell of the agreement call it: "signed a truce".
pub(super) fn subject(scene: &Scene, acts: &[Act]) -> Option<Issue> {
    let papers = acts.iter().filter(|x| agrees(x)).flat_map(|x| x.content.iter().copied());
    papers.filter(|w| super::is_paper(scene, *w)).find_map(|w| issues().clearly(scene, &phrase(scene, w), w, None))
}

/// Who agreed: the sides of the first act of two or more that signed or agreed, be all but one unnamed ("Iran and six
/// powers agreed"); where those who agreed have no name, the sides that met.
pub(crate) fn signatories(scene: &Scene, acts: &[Act]) -> Vec<PartyId> {
    let sides = |x: &Act| super::sides(scene, &x.actors);
    let all = || acts.iter().filter(|x| agrees(x));
    if let Some(named) = all().map(sides).find(|s| s.len() > 1) {
        return named;
    }
    let joint = |x: &&Act| x.actor_words.len() > 1 && !x.actors.is_empty();
    if let Some(known) = all().find(joint) {
        return sides(known);
    }
    let met = |x: &&Act| x.meeting && matches!(x.status, Status::Happened | Status::Ongoing);
    let unnamed = all().any(|x| super::unnamed(scene, &sides(x)));
    acts.iter().filter(met).map(sides).find(|s| unnamed && s.len() > 1).unwrap_or_default()
}

/// The clauses of a sentence that are terms, each with its issue.
fn sentence_terms(scene: &Scene, root: usize, on: bool) -> Vec<(usize, Issue)> {
    let a = scene.a;
    let mut out = vec![];
    let mut told = false;
    for verb in joined(scene, root) {
        let own_voice = scene.statement_at(verb).is_none();
        let goes_on = obliging(scene, verb, on) || entitles(scene, verb);
        told |= own_voice && (of_paper(scene, verb, on) || goes_on);
        if told && let Some(issue) = issues().clearly(scene, &phrase(scene, verb), verb, None) {
            out.push((verb, issue));
        }
    }
    // "signed an accord that pardons the rebels and gives them seats"
    let described = a.subtree(root).filter(|w| a.words[*w].deprel == "acl:relcl" && scene.statement_at(*w).is_none());
    // "an agreement that would permit" is not agreed yet.
    let agreed = |w: &usize| predicates::status(a, scene.text, *w) != Status::Hypothetical;
    for verb in described.filter(|w| of_paper(scene, *w, false) && agreed(w)).flat_map(|w| joined(scene, w)) {
        if let Some(issue) = issues().clearly(scene, &phrase(scene, verb), verb, None) {
            out.push((verb, issue));
        }
    }
    out
}

/// A verb with those joined to it.
fn joined(scene: &Scene, verb: usize) -> Vec<usize> {
    let a = scene.a;
    std::iter::once(verb).chain(a.children_by(verb, "conj").filter(|c| a.words[*c].upos == Upos::Verb)).collect()
}

/// "under the accord", "the text provides for".
fn of_paper(scene: &Scene, verb: usize, on: bool) -> bool {
    let a = scene.a;
    let terms = &words().terms;
    // "It obliges both sides to": what was signed in the sentence before.
    let it = |w: usize| on && scene.lower(w) == terms.pronoun;
    let paper = |w: usize| super::is_paper(scene, w) || it(w);
    let under = |c: usize| has(&terms.under, &predicates::preposition(a, scene.text, c)) && paper(c);
    let ordained = obliging(scene, verb, true);
    let p = predicates::predicate(a, scene.text, verb);
    (ordained && a.children_by(verb, "obl").any(under))
        || (has(&terms.verbs, scene.lemma(verb))
            && !predicates::is_passive(a, verb)
            && p.subjects.into_iter().any(paper))
}

/// "must leave", "are to leave": what is agreed is to be; where terms are being told, what will be is agreed too.
fn obliging(scene: &Scene, verb: usize, on: bool) -> bool {
    let a = scene.a;
    let terms = &words().terms;
    let auxiliary = a.children_by(verb, "aux").any(|x| {
        let word = scene.lower(x);
        has(&terms.duty, &word) || (on && has(&terms.future, &word))
    });
    let be = a.children(verb).iter().any(|c| matches!(a.words[*c].rel(), "cop" | "aux") && scene.lemma(*c) == "be");
    let to = || a.children(verb).iter().any(|c| scene.lower(*c) == "to" && matches!(a.words[*c].rel(), "mark" | "aux"));
    let subject = a.child(verb, &["nsubj"]).is_some_and(|s| a.words[s].upos != Upos::Pron);
    subject && (auxiliary || (be && to()))
}

/// "Refugees have the right to return."
fn entitles(scene: &Scene, verb: usize) -> bool {
    let p = predicates::predicate(scene.a, scene.text, verb);
    has(&words().terms.having, scene.lemma(verb))
        && p.objects.iter().any(|w| has(&words().terms.rights, scene.lemma(*w)))
}

/// What one of two is obliged to do, each owes the other: "Under the accord Chad would withdraw."
fn toward(scene: &Scene, party: PartyId, obliged: &[PartyId], parties: &[PartyId]) -> Vec<PartyId> {
    let one_of = |p: &PartyId| parties.iter().any(|q| p == q || scene.same_side(*p, *q));
    match (obliged, parties) {
        ([one], [_, _]) if one_of(one) => parties.iter().copied().filter(|p| *p != party).collect(),
        _ => vec![],
    }
}

fn entry(scene: &Scene, verb: usize, party: PartyId, issue: Issue, parties: &[PartyId]) -> Position {
    let subjects = predicates::predicate(scene.a, scene.text, verb).subjects;
    let obliged = super::sides(scene, &scene.all(&subjects));
    Position {
        id: PositionId(0),
        party,
        issue,
        stance: Stance::Accepts,
        toward: toward(scene, party, &obliged, parties),
        when: scene.when(&[verb]),
        evidence: scene.evidence(scene.clause(verb, &subjects)),
        vouched_by: scene.vouchers(verb),
        made_by: "positions.term".into(),
    }
}
