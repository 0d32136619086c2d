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

/// What the parties of the agreement that a report tells of accept.
pub(super) fn read(scene: &Scene, parties: &[PartyId]) -> Vec<Position> {
    if parties.len() < 2 {
        return vec![];
    }
    let mut out = vec![];
    let mut on = false;
    for sentence in &scene.a.sentences {
        let told = sentence_terms(scene, sentence.root, on);
        on = !told.is_empty();
        for (clause, issue) in told {
            out.extend(parties.iter().map(|p| entry(scene, clause, *p, issue)));
        }
    }
    out
}

/// Who agreed: the sides of the first act of two or more that signed or agreed.
pub(super) fn signatories(scene: &Scene, acts: &[Act]) -> Vec<PartyId> {
    let agreed = |x: &&Act| {
        let kind = x.kind == Some(EventType::Agree) && x.stance == Some(Stance::Accepts);
        (kind || x.step == Some(Step::Signed)) && matches!(x.status, Status::Happened | Status::Ongoing)
    };
    let sides = |x: &Act| super::sides(scene, &x.actors);
    acts.iter().filter(agreed).map(sides).find(|s| s.len() > 1).unwrap_or_default()
}

/// The clauses of a sentence that are terms, each with its issue.
fn sentence_terms(scene: &Scene, root: usize, on: bool) -> Vec<(usize, Issue)> {
    let a = scene.a;
    let verbs = std::iter::once(root).chain(a.children_by(root, "conj").filter(|c| a.words[*c].upos == Upos::Verb));
    let mut out = vec![];
    let mut told = false;
    for verb in verbs {
        told |= scene.statement_at(verb).is_none() && (of_paper(scene, verb) || (on && obliging(scene, verb)));
        if told && let Some(issue) = issues().clearly(scene, &phrase(scene, verb), verb, None) {
            out.push((verb, issue));
        }
    }
    out
}

/// "under the accord", "the text provides for".
fn of_paper(scene: &Scene, verb: usize) -> bool {
    let a = scene.a;
    let terms = &words().terms;
    let paper = |w: usize| super::is_paper(scene, w);
    let under = |c: usize| has(&terms.under, &predicates::preposition(a, scene.text, c)) && paper(c);
    let ordained = obliging(scene, verb);
    let p = predicates::predicate(a, scene.text, verb);
    (ordained && a.children_by(verb, "obl").any(under))
        || (has(&terms.verbs, scene.lemma(verb))
            && !predicates::is_passive(a, verb)
            && p.subjects.into_iter().any(paper))
}

/// "will leave", "are to leave": what is agreed is to come.
fn obliging(scene: &Scene, verb: usize) -> bool {
    let a = scene.a;
    let auxiliary = a.children_by(verb, "aux").any(|x| has(&words().terms.future, &scene.lower(x)));
    let be = a.children(verb).iter().any(|c| matches!(a.words[*c].rel(), "cop" | "aux") && scene.lemma(*c) == "be");
    let to = || a.children(verb).iter().any(|c| scene.lower(*c) == "to" && matches!(a.words[*c].rel(), "mark" | "aux"));
    let subject = a.child(verb, &["nsubj"]).is_some_and(|s| a.words[s].upos != Upos::Pron);
    subject && (auxiliary || (be && to()))
}

fn entry(scene: &Scene, verb: usize, party: PartyId, issue: Issue) -> Position {
    let subjects = predicates::predicate(scene.a, scene.text, verb).subjects;
    Position {
        id: PositionId(0),
        party,
        issue,
        stance: Stance::Accepts,
        toward: vec![],
        when: scene.when(&[verb]),
        evidence: scene.evidence(scene.clause(verb, &subjects)),
        vouched_by: scene.vouchers(verb),
        made_by: "positions.term".into(),
    }
}
