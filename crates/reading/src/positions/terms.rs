//! What has been agreed: the terms of an agreement are accepted by each of its parties.
//!
//! "Under the accord, all militias are to disarm." "The text provides for elections." Sentences that go on from there in
//! the report's own voice tell further terms: "All prisoners will be freed."

use rapporteur_language::Upos;
use rapporteur_record::{EventType, How, Issue, PartyId, Position, PositionId, Stance, Status, Step};

use super::issues::issues;
use super::lexicon::{has, words};
use super::provisions::{self, Place};
use super::{phrase, signatories, toward};
use crate::frames::Act;
use crate::meetings;
use crate::predicates;
use crate::scene::Scene;

/// Who made them.
pub(super) const RULE: &str = "positions.term";
/// For how many sentences a report goes on to tell terms after one that does.
const TELLING: usize = 3;
/// The same after one that says what must be, without a word of the agreement.
const GOING_ON: usize = 2;
/// Words of a heading at the most.
const HEADING: usize = 6;

/// What the parties of the agreement that a report tells of accept.
pub(super) fn read(scene: &Scene, acts: &[Act], parties: &[PartyId]) -> Vec<Position> {
    if parties.is_empty() {
        return vec![];
    }
    // "The parties are to reconvene" is a meeting.
    let meets = |verb: usize| acts.iter().any(|x| x.meeting && x.anchor == verb);
    let terms = told(scene, acts, parties).into_iter().flat_map(|t| t.terms).filter(|(verb, _)| !meets(*verb));
    terms.flat_map(|(clause, issue)| parties.iter().map(move |p| entry(scene, clause, *p, issue, parties))).collect()
}

/// What was agreed on, as those who tell of the agreement call it: "signed a truce".
pub(super) fn subject(scene: &Scene, acts: &[Act]) -> Option<Issue> {
    let papers = acts.iter().filter(|x| signatories::agrees(x)).flat_map(|x| x.content.iter().copied());
    papers.filter(|w| super::is_paper(scene, *w)).find_map(|w| issues().clearly(scene, &phrase(scene, w), w, None))
}

/// The verbs of the clauses that tell terms of an agreement, in the order of the report.
pub(crate) fn agreed_clauses(scene: &Scene, acts: &[Act], parties: &[PartyId]) -> Vec<usize> {
    told(scene, acts, parties).into_iter().flat_map(|t| t.verbs).collect()
}

/// What each sentence tells of terms, where it tells any.
fn told(scene: &Scene, acts: &[Act], parties: &[PartyId]) -> Vec<Told> {
    let mut out = vec![];
    let mut left = 0;
    let mut place = Place::Outside;
    for (i, sentence) in scene.a.sentences.iter().enumerate() {
        let root = sentence.root;
        let told = sentence_terms(scene, acts, parties, root, place);
        let here = |x: &&Act| scene.a.words[x.anchor].sentence == i;
        let seals = |x: &Act| signatories::seals(scene, x, parties) || signatories::makes(scene, x);
        let agreed = || acts.iter().filter(here).any(seals);
        let named = || told.as_ref().is_some_and(|t| t.named) || speaks_of_paper(scene, root) || leads_in(scene, root);
        let opened = agreed() || named();
        let quoted = scene.statement_at(root).is_some();
        // What only goes on from a term does not go on for ever.
        left = match &told {
            _ if opened => TELLING,
            Some(t) if t.duty && !t.terms.is_empty() => left.max(GOING_ON),
            Some(t) if !t.terms.is_empty() => left,
            _ if quoted => left,
            _ => left.saturating_sub(1),
        };
        place = match &told {
            _ if left == 0 => Place::Outside,
            Some(t) if t.goes_on => Place::Next,
            _ if opened => Place::Next,
            _ => Place::Within,
        };
        out.extend(told);
    }
    out
}

/// "The agreement rests on ten protocols", "the ceasefire signed in Doha".
fn speaks_of_paper(scene: &Scene, root: usize) -> bool {
    let a = scene.a;
    let subjects = predicates::predicate(a, scene.text, root).subjects;
    let paper = |w: &usize| super::is_paper(scene, *w);
    let real = || predicates::status(a, scene.text, root) != Status::Denied;
    if scene.statement_at(root).is_none() && subjects.iter().any(paper) && real() {
        return true;
    }
    let sealed = |w: usize| a.children_by(w, "acl").any(|c| has(&words().terms.sealing, scene.lemma(c)));
    let sentence = a.sentences[a.words[root].sentence].words.clone();
    sentence.filter(paper).any(|w| a.words[w].upos == Upos::Noun && sealed(w))
}

/// "Under the accord:", "The deal.": a heading that leads terms in.
fn leads_in(scene: &Scene, root: usize) -> bool {
    let a = scene.a;
    let sentence = a.sentences[a.words[root].sentence].words.clone();
    let named = |w: usize| super::is_paper(scene, w) || has(&words().terms.parts, scene.lemma(w));
    sentence.len() <= HEADING && a.words[root].upos != Upos::Verb && sentence.clone().any(named)
}

/// What a sentence tells of terms: their clauses, each with its issue.
#[derive(Default)]
struct Told {
    /// The verbs of the report's own voice, whatever their issue.
    verbs: Vec<usize>,
    terms: Vec<(usize, Issue)>,
    /// Whether it names the agreement.
    named: bool,
    /// Whether it says what must be.
    duty: bool,
    /// Whether its last clause tells a term.
    goes_on: bool,
}

/// The terms of a sentence; none where it tells no terms at all.
fn sentence_terms(scene: &Scene, acts: &[Act], parties: &[PartyId], root: usize, place: Place) -> Option<Told> {
    let a = scene.a;
    let mut out = Told::default();
    let (mut any, mut place) = (false, place);
    for verb in provisions::main_clauses(scene, root) {
        let own_voice = scene.statement_at(verb).is_none();
        let paper = own_voice && provisions::of_paper(scene, verb, place != Place::Outside);
        out.named |= paper;
        out.duty |= own_voice && provisions::tells(scene, acts, verb, Place::Outside);
        if own_voice && place != Place::Outside && undertakes(scene, acts, parties, verb) {
            (any, place, out.goes_on) = (true, Place::Next, true);
            out.terms.extend(issues_of(scene, verb));
            continue;
        }
        let shared = || provisions::shares(scene, verb).is_some_and(|h| out.verbs.contains(&h));
        out.goes_on = paper || (own_voice && (provisions::tells(scene, acts, verb, place) || shared()));
        if out.goes_on {
            (any, place) = (true, Place::Next);
            out.verbs.push(verb);
            out.terms.extend(issues_of(scene, verb));
        } else if place == Place::Next {
            place = Place::Within;
        }
    }
    for verb in described(scene, acts, root) {
        (any, out.named) = (true, true);
        out.verbs.push(verb);
        out.terms.extend(issues_of(scene, verb));
    }
    let listed = listed(scene, root);
    if !listed.is_empty() {
        (any, out.named) = (true, true);
        out.terms.extend(listed);
    }
    // "the accord obliges both sides to disarm, officials said"
    let said = a.subtree(root).filter(|w| a.words[*w].upos == Upos::Verb && scene.statement_at(*w).is_some());
    let own: Vec<usize> = out.terms.iter().map(|(verb, _)| *verb).collect();
    let told = |w: &usize| provisions::of_paper(scene, *w, false) && is_agreed(scene, *w);
    let going_on = |w: &usize| place != Place::Outside && is_reported(scene, parties, *w);
    for verb in said.filter(|w| !own.contains(w) && (told(w) || going_on(w))) {
        (any, out.named) = (true, true);
        out.terms.extend(joined(scene, verb).into_iter().flat_map(|v| issues_of(scene, v)));
    }
    any.then_some(out)
}

/// "Both men undertook to let convoys pass": what one of those who signed promises where terms are told.
fn undertakes(scene: &Scene, acts: &[Act], parties: &[PartyId], verb: usize) -> bool {
    let one_of = |p: &PartyId| parties.iter().any(|q| scene.same_side(*q, scene.principal(*p)));
    let all = |x: &Act| x.predicate.subjects.iter().any(|w| meetings::is_all_sides(scene, *w));
    let theirs = |x: &Act| all(x) || (!x.actors.is_empty() && x.actors.iter().all(one_of));
    let binds = |x: &&Act| has(&words().terms.undertaking, scene.lemma(x.predicate.word)) || all(x);
    let promises =
        |x: &&Act| matches!(x.stance, Some(Stance::Accepts | Stance::Offers)) && x.kind == Some(EventType::Agree);
    let real = |x: &&Act| x.anchor == verb && x.predicate.word == verb && x.status == Status::Happened && !x.meeting;
    acts.iter().filter(real).filter(promises).filter(binds).any(theirs)
}

/// "the prisoners would be freed, officials said": a term that no one of those who signed says, where terms are told.
fn is_reported(scene: &Scene, parties: &[PartyId], verb: usize) -> bool {
    let Some(said) = scene.statement_at(verb).filter(|s| s.how == How::Indirect) else { return false };
    let one_of = |p: &PartyId| parties.iter().any(|q| scene.same_side(*q, scene.principal(*p)));
    let cue = scene.cue_at(verb).filter(|c| scene.a.is_under(verb, *c) || scene.a.is_under(*c, verb));
    let own = cue.is_some_and(|c| has(&words().terms.telling, scene.lemma(c)));
    own && !said.speakers.iter().any(one_of) && provisions::will_be(scene, verb)
}

/// "signed an accord that pardons the rebels and gives them seats", "signed a pact to share power": the clauses that
/// say what a paper provides.
fn described(scene: &Scene, acts: &[Act], root: usize) -> Vec<usize> {
    let a = scene.a;
    let tells = |w: &usize| match a.words[*w].deprel {
        "acl:relcl" => provisions::of_paper(scene, *w, false),
        "acl" => {
            let providing = a.words[*w].xpos == "VBG" && provisions::provides(scene, *w);
            providing || provisions::of_paper(scene, *w, false) || is_aim(scene, acts, *w)
        }
        _ => false,
    };
    let clauses = a.subtree(root).filter(|w| tells(w) && scene.statement_at(*w).is_none());
    let agreed = |w: &usize| (is_agreed(scene, *w) || is_aim(scene, acts, *w)) && !is_offered(scene, acts, *w);
    clauses.filter(agreed).flat_map(|w| joined(scene, w)).collect()
}

/// "signed a pact to share power", "agreed in a protocol that the south would vote": what a paper is for that is
/// agreed on. "An accord to end the war" is on whatever it provides.
fn is_aim(scene: &Scene, acts: &[Act], clause: usize) -> bool {
    let a = scene.a;
    let that = || a.children_by(clause, "mark").any(|m| scene.lower(m) == "that");
    let aim = predicates::infinitive(a, scene.text, clause) && !has(&words().terms.vague, scene.lemma(clause));
    let paper = a.words[clause].head.filter(|h| super::is_paper(scene, *h));
    let of_act = |noun: usize| {
        let verb = a.words[noun].head;
        acts.iter().any(|x| signatories::agrees(x) && (x.content.contains(&noun) || verb == Some(x.anchor)))
    };
    (aim || that()) && paper.is_some_and(of_act)
}

/// "an agreement that would permit" is not agreed yet.
fn is_agreed(scene: &Scene, verb: usize) -> bool {
    let (a, text) = (scene.a, scene.text);
    let there = predicates::is_to(a, text, verb) || predicates::status(a, text, verb) != Status::Hypothetical;
    there && !is_of_no_paper(scene, verb)
}

/// "will not accept any agreement that restores nothing": a clause on a paper that there is not.
fn is_of_no_paper(scene: &Scene, verb: usize) -> bool {
    let (a, text) = (scene.a, scene.text);
    let Some(noun) = a.words[verb].head.filter(|_| a.words[verb].rel() == "acl") else { return false };
    let above = a.ancestors(noun).find(|w| a.words[*w].upos == Upos::Verb);
    let refused = |w: usize| matches!(predicates::status(a, text, w), Status::Denied | Status::Hypothetical);
    refused(noun) || above.is_some_and(|w| refused(w) || predicates::negated(a, text, w))
}

/// "put forward a draft that calls for a referendum": what a paper says that is only on the table.
fn is_offered(scene: &Scene, acts: &[Act], clause: usize) -> bool {
    let Some(paper) = scene.a.words[clause].head else { return false };
    let offers = |x: &Act| x.step == Some(Step::Proposed) || x.stance == Some(Stance::Offers);
    acts.iter().any(|x| offers(x) && (x.content.contains(&paper) || x.predicate.objects.contains(&paper)))
}

/// "agreed on a text of nine points: a truce, the return of all prisoners": what stands behind the colon.
fn listed(scene: &Scene, root: usize) -> Vec<(usize, Issue)> {
    let a = scene.a;
    let sentence = a.sentences[a.words[root].sentence].words.clone();
    let Some(colon) = sentence.clone().find(|w| a.form(scene.text, *w) == ":") else { return vec![] };
    let paper = |w: usize| super::is_paper(scene, w);
    let own_voice = scene.statement_at(root).is_none() && scene.statement_at(sentence.end - 1).is_none();
    if !own_voice || !(sentence.start..colon).any(|w| a.words[w].upos == Upos::Noun && paper(w)) {
        return vec![];
    }
    let top = |w: &usize| a.words[*w].upos == Upos::Noun && a.words[*w].head.is_none_or(|h| h < colon);
    let heads = (colon + 1..sentence.end).filter(top).flat_map(|w| predicates::conjuncts(a, w));
    heads.filter_map(|w| Some((w, issues().clearly(scene, &phrase(scene, w), w, None)?))).collect()
}

/// The issues of a term: of each thing that it provides for, where there are several, else of the whole clause.
pub(super) fn issues_of(scene: &Scene, verb: usize) -> Vec<(usize, Issue)> {
    let a = scene.a;
    let clear = |w: usize| issues().clearly(scene, &phrase(scene, w), w, None);
    let p = predicates::predicate(a, scene.text, verb);
    // "the deal leaves a question open": by what it says, not by the verb.
    let alone = Some(verb).filter(|v| has(&words().terms.vague, scene.lemma(*v)));
    let whole = issues().provided(scene, &phrase(scene, verb), verb, alone);
    let around = p.complements.into_iter().chain(p.objects).chain(p.obliques.into_iter().map(|(_, w)| w));
    let mut parts: Vec<(usize, Issue)> = vec![];
    for head in around.filter(|w| *w > verb && !scene.is_time(*w)) {
        // "commits both to disarm and to free all prisoners"
        let verbal = a.words[head].upos == Upos::Verb;
        let with: Vec<usize> = if verbal { joined(scene, head) } else { predicates::conjuncts(a, head) };
        if with.len() < 2 {
            continue;
        }
        for (w, issue) in with.into_iter().filter_map(|w| Some((w, clear(w)?))) {
            if !parts.iter().any(|(_, known)| *known == issue) {
                parts.push((w, issue));
            }
        }
    }
    match (parts.len(), whole) {
        (0 | 1, Some(issue)) => vec![(verb, issue)],
        _ => parts,
    }
}

/// A verb with those joined to it.
pub(super) fn joined(scene: &Scene, verb: usize) -> Vec<usize> {
    let a = scene.a;
    std::iter::once(verb).chain(a.children_by(verb, "conj").filter(|c| a.words[*c].upos == Upos::Verb)).collect()
}

fn entry(scene: &Scene, verb: usize, party: PartyId, issue: Issue, parties: &[PartyId]) -> Position {
    let subjects = predicates::predicate(scene.a, scene.text, verb).subjects;
    // "is to be tracked down and disarmed": of a participle alone no one would know of whom.
    let bare = scene.a.words[verb].xpos == "VBN" && provisions::shares(scene, verb).is_some();
    let of_whom = provisions::subject(scene, verb).filter(|_| bare);
    let told_of: Vec<usize> = subjects.iter().copied().chain(of_whom).collect();
    let all = subjects.iter().any(|w| meetings::is_all_sides(scene, *w));
    let obliged = if all { parties.to_vec() } else { super::sides(scene, &scene.all(&subjects)) };
    Position {
        id: PositionId(0),
        party,
        issue,
        stance: Stance::Accepts,
        toward: toward::of_term(scene, party, &obliged, parties),
        when: scene.when(&[verb]),
        evidence: scene.evidence(scene.clause(verb, &told_of)),
        vouched_by: scene.vouchers(verb),
        made_by: RULE.into(),
    }
}
