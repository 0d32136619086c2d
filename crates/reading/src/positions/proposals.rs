//! What does a plan say that nobody has signed? What it provides for its author demands, or offers, where it gives
//! another something: "The American plan would have Iran halt all enrichment. In return the sanctions would be lifted."

use rapporteur_language::Upos;
use rapporteur_record::{Issue, PartyId, Position, PositionId, Stance, Status, Step};

use super::lexicon::{has, words};
use super::provisions;
use super::terms::{issues_of, joined};
use super::{Reading, sides};
use crate::predicates;
use crate::scene::Scene;

/// Who made them.
pub(super) const RULE: &str = "positions.proposal";
/// "would have Iran halt"
const HAVE: &str = "have";
/// For how many sentences a report goes on to tell of a plan.
const TELLING: usize = 2;

/// The positions of those whose plans a report tells of.
pub(super) fn read(reading: &Reading) -> Vec<Position> {
    let scene = reading.scene;
    let mut out = vec![];
    let mut authors: Vec<PartyId> = vec![];
    let mut left = 0;
    for sentence in &scene.a.sentences {
        let mut found = false;
        for verb in clauses(scene, sentence.root) {
            let named = whose(reading, verb);
            if let Some(named) = named {
                (authors, left) = (named, TELLING + 1);
            } else if left == 0 || authors.is_empty() || !goes_on(scene, verb) {
                continue;
            }
            found = true;
            for (clause, issue) in joined(scene, verb).into_iter().flat_map(|v| issues_of(scene, v)) {
                out.extend(authors.iter().map(|p| entry(scene, clause, verb, *p, issue)));
            }
        }
        left = if found { TELLING } else { left.saturating_sub(1) };
    }
    out
}

/// The clauses of a sentence that may tell of a plan: main ones, and those that describe a noun.
fn clauses(scene: &Scene, root: usize) -> Vec<usize> {
    let a = scene.a;
    let mut out = provisions::main_clauses(scene, root);
    let below = a.subtree(root).filter(|w| {
        let said = a.is(*w, "ccomp") && scene.statement_at(*w).is_some();
        a.words[*w].upos == Upos::Verb && (said || matches!(a.words[*w].deprel, "acl:relcl"))
    });
    out.extend(below.filter(|w| !out.contains(w)).collect::<Vec<_>>());
    out.sort_unstable();
    out
}

/// Whose plan a clause says something of: "the American plan would have", "under the mediator's draft".
fn whose(reading: &Reading, verb: usize) -> Option<Vec<PartyId>> {
    let scene = reading.scene;
    let p = predicates::predicate(scene.a, scene.text, verb);
    let plan = |w: &usize| has(&words().terms.plans, scene.lemma(*w));
    let under = |(case, w): &(String, usize)| Some(*w).filter(|w| has(&words().terms.under, case) && plan(w));
    let would = provisions::will_be(scene, verb) || matches!(scene.a.words[verb].xpos, "VBZ" | "VBP");
    // "the draft would have Iran halt"
    let has_done = scene.lemma(verb) == HAVE && scene.a.child(verb, &["ccomp", "xcomp"]).is_some();
    let says = has(&words().terms.verbs, scene.lemma(verb)) && !predicates::is_passive(scene.a, verb) || has_done;
    let subject = p.subjects.iter().copied().find(|w| says && plan(w));
    let noun = subject.or_else(|| p.obliques.iter().filter(|_| would).find_map(under))?;
    let instrument = reading.counterparts.instrument(scene, &[noun]);
    let signed = instrument.is_some_and(|i| i.history.iter().any(|h| matches!(h.step, Step::Signed)));
    let authors = owners(scene, noun);
    // Where an accord was signed, a text that nobody is said to own is the accord's.
    let agreed = reading.counterparts.signatories().len() > 1;
    let of_paper = || instrument.filter(|_| !agreed).map(|i| i.authors.clone()).unwrap_or_default();
    let authors = if authors.is_empty() { of_paper() } else { authors };
    let denied = predicates::status(scene.a, scene.text, verb) == Status::Denied;
    (!signed && !denied && !authors.is_empty()).then(|| sides(scene, &authors))
}

/// "Chad's plan", "the Chadian draft", "the version circulated by Chad".
fn owners(scene: &Scene, noun: usize) -> Vec<PartyId> {
    let a = scene.a;
    let own = ["nmod:poss", "amod", "compound"].into_iter().flat_map(|r| a.children_by(noun, r));
    let by = a.children_by(noun, "nmod").filter(|c| predicates::preposition(a, scene.text, *c) == "by");
    let made = a.children_by(noun, "acl").filter(|c| predicates::is_passive(a, *c));
    let made = made.flat_map(|c| predicates::predicate(a, scene.text, c).subjects);
    let all: Vec<usize> = own.chain(by).flat_map(|w| predicates::conjuncts(a, w)).chain(made).collect();
    scene.all(&all)
}

/// "In return Iran would obtain fuel": what goes on from there.
fn goes_on(scene: &Scene, verb: usize) -> bool {
    let own_voice = scene.statement_at(verb).is_none();
    let main = scene.a.words[verb].deprel != "acl:relcl";
    own_voice && main && (provisions::will_be(scene, verb) || shares(scene, verb))
}

fn shares(scene: &Scene, verb: usize) -> bool {
    provisions::shares(scene, verb).is_some_and(|h| provisions::will_be(scene, h))
}

fn entry(scene: &Scene, clause: usize, verb: usize, party: PartyId, issue: Issue) -> Position {
    let subjects = predicates::predicate(scene.a, scene.text, clause).subjects;
    let gives = [clause, verb].iter().any(|w| has(&words().terms.giving, scene.lemma(*w)));
    Position {
        id: PositionId(0),
        party,
        issue,
        stance: if gives { Stance::Offers } else { Stance::Demands },
        toward: vec![],
        when: scene.when(&[verb]),
        evidence: scene.evidence(scene.clause(clause, &subjects)),
        vouched_by: scene.vouchers(verb),
        made_by: RULE.into(),
    }
}
