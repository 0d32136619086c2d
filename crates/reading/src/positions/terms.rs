//! What has been agreed: the terms of an agreement are accepted by each of its parties.
//!
//! "Under the accord, all militias are to disarm." "The text provides for elections." Sentences that go on from there in
//! the report's own voice tell further terms: "All prisoners will be freed."

use rapporteur_language::Upos;
use rapporteur_record::{Issue, PartyId, Position, PositionId, Stance, Status};

use super::issues::issues;
use super::lexicon::{has, words};
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
    for (i, sentence) in scene.a.sentences.iter().enumerate() {
        let told = sentence_terms(scene, sentence.root, left > 0);
        let agreed =
            || acts.iter().any(|x| scene.a.words[x.anchor].sentence == i && signatories::seals(scene, x, parties));
        let quoted = scene.statement_at(sentence.root).is_some();
        // What only goes on from a term does not go on for ever.
        left = match &told {
            _ if told.as_ref().is_some_and(|t| t.named) || agreed() || speaks_of_paper(scene, sentence.root) => TELLING,
            Some(t) if t.duty && !t.terms.is_empty() => left.max(GOING_ON),
            Some(t) if !t.terms.is_empty() => left,
            _ if quoted => left,
            _ => left.saturating_sub(1),
        };
        out.extend(told);
    }
    out
}

/// "The agreement rests on ten protocols."
fn speaks_of_paper(scene: &Scene, root: usize) -> bool {
    let subjects = predicates::predicate(scene.a, scene.text, root).subjects;
    let real = || matches!(predicates::status(scene.a, scene.text, root), Status::Happened | Status::Ongoing);
    scene.statement_at(root).is_none() && subjects.into_iter().any(|w| super::is_paper(scene, w)) && real()
}

/// What a sentence tells of terms: their clauses, each with its issue.
struct Told {
    /// The verbs of the report's own voice, whatever their issue.
    verbs: Vec<usize>,
    terms: Vec<(usize, Issue)>,
    /// Whether it names the agreement.
    named: bool,
    /// Whether it says what must be.
    duty: bool,
}

/// The terms of a sentence; none where it tells no terms at all.
fn sentence_terms(scene: &Scene, root: usize, on: bool) -> Option<Told> {
    let a = scene.a;
    let mut out = vec![];
    let mut verbs = vec![];
    let (mut told, mut any, mut named, mut duty) = (false, false, false, false);
    for verb in joined(scene, root) {
        let own_voice = scene.statement_at(verb).is_none();
        let bound = own_voice && obliging(scene, verb, false);
        let told_on = || lasts(scene, verb) || bars(scene, verb) || gives_time(scene, verb) || binds(scene, verb);
        let goes_on = obliging(scene, verb, on) || entitles(scene, verb) || (on && told_on());
        duty |= bound;
        let paper = own_voice && of_paper(scene, verb, on);
        named |= paper;
        told |= paper || (own_voice && goes_on);
        any |= told;
        if told {
            verbs.push(verb);
            out.extend(issues_of(scene, verb));
        }
    }
    // "signed an accord that pardons the rebels and gives them seats"
    let described = |w: &usize| match a.words[*w].deprel {
        "acl:relcl" => of_paper(scene, *w, false),
        "acl" => (a.words[*w].xpos == "VBG" && provides(scene, *w)) || of_paper(scene, *w, false),
        _ => false,
    };
    // "an agreement that would permit" is not agreed yet.
    let agreed = |w: &usize| {
        predicates::is_to(a, scene.text, *w) || predicates::status(a, scene.text, *w) != Status::Hypothetical
    };
    let clauses = a.subtree(root).filter(|w| described(w) && scene.statement_at(*w).is_none());
    for verb in clauses.filter(agreed).flat_map(|w| joined(scene, w)) {
        (any, named) = (true, true);
        verbs.push(verb);
        out.extend(issues_of(scene, verb));
    }
    let listed = listed(scene, root);
    if !listed.is_empty() {
        (any, named) = (true, true);
        out.extend(listed);
    }
    // "the accord obliges both sides to disarm, officials said"
    let said = a.subtree(root).filter(|w| a.words[*w].upos == Upos::Verb && scene.statement_at(*w).is_some());
    let own: Vec<usize> = out.iter().map(|(verb, _)| *verb).collect();
    for verb in said.filter(|w| !own.contains(w) && of_paper(scene, *w, false) && agreed(w)) {
        (any, named) = (true, true);
        out.extend(joined(scene, verb).into_iter().flat_map(|v| issues_of(scene, v)));
    }
    any.then_some(Told { verbs, terms: out, named, duty })
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
fn issues_of(scene: &Scene, verb: usize) -> Vec<(usize, Issue)> {
    let a = scene.a;
    let clear = |w: usize| issues().clearly(scene, &phrase(scene, w), w, None);
    let p = predicates::predicate(a, scene.text, verb);
    // "the deal leaves a question open": by what it says, not by the verb.
    let alone = Some(verb).filter(|v| has(&words().terms.vague, scene.lemma(*v)));
    let whole = issues().clearly(scene, &phrase(scene, verb), verb, alone);
    let around = p.complements.into_iter().chain(p.objects).chain(p.obliques.into_iter().map(|(_, w)| w));
    let mut parts: Vec<(usize, Issue)> = vec![];
    for head in around.filter(|w| *w > verb && !scene.is_time(*w)) {
        let with: Vec<usize> = predicates::conjuncts(a, head);
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
    let named = |w: usize| paper(w) || has(&terms.parts, scene.lemma(w));
    // "accords under which the troops are to leave": of a relative the noun that it stands for.
    let which = |w: usize| a.words[w].xpos == "WDT" && a.words[verb].head.is_some_and(paper);
    let under = |(case, c): &(String, usize)| has(&terms.under, case) && (named(*c) || which(*c));
    let ordained = obliging(scene, verb, true) || matches!(a.words[verb].xpos, "VBZ" | "VBP");
    let p = predicates::predicate(a, scene.text, verb);
    (ordained && p.obliques.iter().any(under))
        || (has(&terms.verbs, scene.lemma(verb))
            && !predicates::is_passive(a, verb)
            && p.subjects.into_iter().any(paper))
}

/// "an accord giving the rebels seats": what describes an agreement by what it provides.
fn provides(scene: &Scene, verb: usize) -> bool {
    let noun = scene.a.words[verb].head;
    has(&words().terms.verbs, scene.lemma(verb)) && noun.is_some_and(|n| super::is_paper(scene, n))
}

/// "The embargo stays in force": what is to be, told in the present, where terms are being told.
fn lasts(scene: &Scene, verb: usize) -> bool {
    let present = matches!(scene.a.words[verb].xpos, "VBZ" | "VBP");
    present && has(&words().terms.lasting, scene.lemma(verb)) && scene.a.child(verb, &["nsubj"]).is_some()
}

/// "must leave", "are to leave": what is agreed is to be; where terms are being told, what will be is agreed too.
fn obliging(scene: &Scene, verb: usize, on: bool) -> bool {
    let a = scene.a;
    let terms = &words().terms;
    let auxiliary = a.children_by(verb, "aux").any(|x| {
        let word = scene.lower(x);
        // "The bombers will fly from Guam" is news.
        has(&terms.duty, &word) || (on && has(&terms.future, &word) && !has(&terms.news, scene.lemma(verb)))
    });
    let be = a.children(verb).iter().any(|c| matches!(a.words[*c].rel(), "cop" | "aux") && scene.lemma(*c) == "be");
    let to = || a.children(verb).iter().any(|c| scene.lower(*c) == "to" && matches!(a.words[*c].rel(), "mark" | "aux"));
    let named = |s: usize| a.words[s].upos != Upos::Pron || (on && has(&terms.they, &scene.lower(s)));
    let subject = a.child(verb, &["nsubj"]).is_some_and(named);
    subject && (auxiliary || (be && to()))
}

/// "may not come within ten miles of the camps": what is forbidden, where terms are being told.
fn bars(scene: &Scene, verb: usize) -> bool {
    let a = scene.a;
    let bearer = predicates::bearer(a, verb);
    let may = a.children_by(bearer, "aux").any(|x| has(&words().terms.barring, &scene.lower(x)));
    may && predicates::negated(a, scene.text, verb)
}

/// "The army is obliged to stay away", "The refugees are free to go home."
fn binds(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let be = a
        .children(word)
        .iter()
        .any(|c| matches!(a.words[*c].rel(), "cop" | "aux") && a.words[*c].feature("Tense") == Some("Pres"));
    let to = || {
        ["xcomp", "advcl", "ccomp"]
            .iter()
            .any(|r| a.children_by(word, r).any(|c| predicates::infinitive(a, scene.text, c)))
    };
    be && has(&words().terms.binding, scene.lemma(word)) && to()
}

/// "The rebels have three weeks to gather", "were given a month to leave".
fn gives_time(scene: &Scene, verb: usize) -> bool {
    let a = scene.a;
    let given = has(&words().terms.granting, scene.lemma(verb)) && predicates::is_passive(a, verb);
    let has_time = has(&words().terms.having, scene.lemma(verb)) && matches!(a.words[verb].xpos, "VBZ" | "VBP");
    let period = |w: &usize| has(&words().terms.periods, scene.lemma(*w));
    let objects = || a.children_by(verb, "obj").chain(a.children_by(verb, "obl"));
    let to = || a.subtree(verb).any(|w| w > verb && predicates::infinitive(a, scene.text, w));
    (given || has_time) && objects().any(|w| period(&w)) && to()
}

/// "Refugees have the right to return."
fn entitles(scene: &Scene, verb: usize) -> bool {
    let p = predicates::predicate(scene.a, scene.text, verb);
    has(&words().terms.having, scene.lemma(verb))
        && p.objects.iter().any(|w| has(&words().terms.rights, scene.lemma(*w)))
}

fn entry(scene: &Scene, verb: usize, party: PartyId, issue: Issue, parties: &[PartyId]) -> Position {
    let subjects = predicates::predicate(scene.a, scene.text, verb).subjects;
    let all = subjects.iter().any(|w| meetings::is_all_sides(scene, *w));
    let obliged = if all { parties.to_vec() } else { super::sides(scene, &scene.all(&subjects)) };
    Position {
        id: PositionId(0),
        party,
        issue,
        stance: Stance::Accepts,
        toward: toward::of_term(scene, party, &obliged, parties),
        when: scene.when(&[verb]),
        evidence: scene.evidence(scene.clause(verb, &subjects)),
        vouched_by: scene.vouchers(verb),
        made_by: RULE.into(),
    }
}
