//! Where does a party stand on an issue: what does it demand, offer, accept, reject, on what condition?
//!
//! Acts with a stance (`frames`) whose content names an issue in dispute (`issues`). Praise, blame and acts of war
//! without such an issue are no positions; told twice, a position is one entry.

mod conditions;
pub(crate) mod issues;
pub(crate) mod lexicon;
mod signatories;
mod terms;
mod toward;

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::{EventType, Issue, PartyId, PartyKind, Position, PositionId, Stance, Status, Step};

use crate::counterparts::Counterparts;
use crate::frames::Act;
use crate::meetings;
use crate::predicates;
use crate::scene::Scene;
use issues::issues;
use lexicon::{has, words};
pub(crate) use signatories::{attests, signatories};
pub(crate) use terms::agreed_clauses;

/// Verbs of forces that make way where it is agreed: "the fighters will then gather in camps".
pub(crate) fn makes_way(lemma: &str) -> bool {
    has(&words().terms.making_way, lemma)
}

/// How many sentences back the talks are named that someone walks out of.
const NEAR: usize = 2;
/// The mode of a refusal to meet or talk.
const MEET: &str = "meet";

/// The positions of a report.
pub fn read(scene: &Scene, acts: &[Act], counterparts: &Counterparts) -> Vec<Position> {
    let terms = terms::read(scene, acts, counterparts.signatories());
    let reading = Reading {
        scene,
        acts,
        counterparts,
        main: terms.first().map(|t| t.issue).or_else(|| terms::subject(scene, acts)),
    };
    // "Under the accord Chad would withdraw" is what both have accepted, no offer of Chad's.
    let agreed = |p: &Position| p.stance == Stance::Offers && terms.iter().any(|t| overlap(t, p));
    let named = |act: &Act| !act.actor_words.is_empty();
    let own = acts.iter().flat_map(|act| taken(&reading, act).into_iter().map(move |p| (p, named(act))));
    let own = own.filter(|(p, _)| !agreed(p));
    // Each term that the report singles out is a position of its own.
    let apart = |o: &Position, p: &Position| (o.made_by == terms::RULE || p.made_by == terms::RULE) && !overlap(o, p);
    let mut told: Vec<(Position, bool)> = vec![];
    for (mut p, by_name) in own.chain(terms.iter().map(|t| (t.clone(), true))) {
        match told.iter_mut().find(|(o, _)| same(scene, o, &p) && !apart(o, &p)) {
            // Of two tellings the one that says whose position it is, and of whom.
            Some((known, of_name)) if by_name && (!*of_name || known.toward.is_empty() && !p.toward.is_empty()) => {
                if p.toward.is_empty() {
                    p.toward = std::mem::take(&mut known.toward);
                }
                (*known, *of_name) = (p, by_name);
            }
            Some(_) => {}
            None => told.push((p, by_name)),
        }
    }
    told.sort_by_key(|(p, _)| p.evidence.start());
    let numbered = told.into_iter().enumerate();
    numbered.map(|(i, (p, _))| Position { id: PositionId(i as u32 + 1), ..p }).collect()
}

/// What positions are read from.
struct Reading<'a> {
    scene: &'a Scene<'a>,
    acts: &'a [Act],
    counterparts: &'a Counterparts<'a>,
    /// What the agreement of the report is about: the issue of its first term, or what it is called.
    main: Option<Issue>,
}

/// The positions that an act takes: one for each of its actors and each issue of its content.
fn taken(reading: &Reading, act: &Act) -> Vec<Position> {
    let Reading { scene, acts, counterparts, .. } = *reading;
    let actors = actors(reading, act);
    let both = act.stance.is_none() && act.kind == Some(EventType::Agree) && sides(scene, &actors).len() > 1;
    // "Chad and Sudan decided to": what two resolve on together they have agreed on.
    let stance = act.stance.or(both.then_some(Stance::Accepts));
    let Some(stance) = stance.filter(|_| !act.absorbed && !actors.is_empty() && meant(scene, act)) else {
        return vec![];
    };
    // "gave up their demand": whoever gives a demand up makes it no more.
    let given_up = |x: &Act| x.content.contains(&act.predicate.word) && x.actors.iter().any(|p| act.actors.contains(p));
    if acts.iter().any(|x| x.predicate.word != act.predicate.word && x.stance.is_some() && given_up(x)) {
        return vec![];
    }
    // "supported the recapture of the town": an act of war is no matter of negotiation.
    let of_war = |x: &Act| {
        let taken = act.kind == Some(EventType::Support) && x.change.is_some();
        let fought = x.kind == Some(EventType::Assault) || taken;
        fought && act.content.contains(&x.predicate.word)
    };
    let deed =
        |w: &usize| has(&words().deeds, scene.lemma(*w)) || scene.hyphened(*w).is_some_and(|h| has(&words().deeds, &h));
    if stance == Stance::Accepts && (acts.iter().any(of_war) || act.content.iter().any(deed)) {
        return vec![];
    }
    let condition = conditions::of(scene, act, stance);
    let topics = topics(reading, act, condition.as_ref().and_then(|c| c.clause));
    // "agreed that peace depends on"
    let conditional = |x: &Act| x.stance == Some(Stance::Conditions) && act.content.contains(&x.predicate.word);
    let stance = match stance {
        _ if condition.is_some() || acts.iter().any(conditional) => Stance::Conditions,
        Stance::Demands if gives(acts, act) => Stance::Offers,
        _ => stance,
    };
    let mut parties = sides(scene, &actors);
    let signatories = counterparts.signatories();
    if stance == Stance::Accepts && signatories.len() > 1 && unnamed(scene, &parties) {
        parties = signatories.to_vec();
    }
    // "Both camps undertook to free their prisoners": what all promise each other they have agreed on.
    let all = |p: &[PartyId]| p.len() > 1 && counterparts.all_sides().iter().all(|s| p.contains(s));
    let stance = if stance == Stance::Offers && all(&parties) { Stance::Accepts } else { stance };
    parties.retain(|p| !mediates(scene, act, *p, stance) && !is_thing(scene, *p));
    if act.mutual && parties.len() < 2 {
        return vec![];
    }
    let mut out = vec![];
    for (issue, words) in &topics {
        for party in &parties {
            out.push(entry(reading, act, *party, *issue, stance, words.clone()));
        }
    }
    out
}

/// Who takes it: the act's actors, or all who negotiate where it names nobody else: "both camps".
fn actors(reading: &Reading, act: &Act) -> Vec<PartyId> {
    let scene = reading.scene;
    let meant = |w: &usize| meetings::is_all_sides(scene, *w);
    let subjects = &act.predicate.subjects;
    if act.actors.is_empty() && !subjects.is_empty() && subjects.iter().all(meant) {
        return reading.counterparts.all_sides().to_vec();
    }
    // "The envoy's paper calls for a truce": whoever wrote it, where nobody has signed it.
    let written = reading.counterparts.instrument(scene, subjects);
    let written = written.filter(|i| act.actors.is_empty() && !i.history.iter().any(|h| h.step == Step::Signed));
    if let Some(paper) = written.filter(|i| !i.authors.is_empty() && act.kind == Some(EventType::Request)) {
        return paper.authors.clone();
    }
    let nobody = unnamed(scene, &sides(scene, &act.actors)) && reading.counterparts.signatories().len() < 2;
    let holders = subjects.first().filter(|_| nobody).map(|w| meetings::office_holders(scene, *w));
    holders.filter(|h| h.len() > 1).unwrap_or_else(|| act.actors.clone())
}

/// "wants to withdraw its troops": who wishes to yield something offers it.
fn gives(acts: &[Act], act: &Act) -> bool {
    use EventType::*;
    let yields = |x: &Act| matches!(x.kind, Some(Retreat | Concede | Aid)) && act.content.contains(&x.anchor);
    let own = |x: &Act| !x.actors.is_empty() && x.actors.iter().all(|p| act.actors.contains(p));
    act.kind.is_none() && acts.iter().any(|x| x.predicate.word != act.predicate.word && yields(x) && own(x))
}

/// On whose behalf, each side once.
fn sides(scene: &Scene, parties: &[PartyId]) -> Vec<PartyId> {
    let mut out: Vec<PartyId> = vec![];
    for p in parties.iter().map(|p| scene.principal(*p)) {
        if !out.iter().any(|q| *q == p || scene.same_side(*q, p)) {
            out.push(p);
        }
    }
    out
}

/// "the presidents", "the sides": those who signed, by no name.
fn unnamed(scene: &Scene, parties: &[PartyId]) -> bool {
    let nobody = |p: &rapporteur_record::Party| p.kind == PartyKind::Office && p.country.is_none();
    let plural = |p: &rapporteur_record::Party| p.name.ends_with('s');
    matches!(parties, [one] if scene.party(*one).is_some_and(|p| nobody(p) && plural(p)))
}

/// "In his remarks he said": what someone speaks in is no one who takes a stance.
fn is_thing(scene: &Scene, party: PartyId) -> bool {
    let spoken = scene.party(party).filter(|p| p.kind == PartyKind::People && !p.made_by.starts_with("holder"));
    let words = spoken.and_then(|p| p.mentions.first()).map(|m| scene.words_of(m));
    words.is_some_and(|w| w.into_iter().any(|w| has(&lexicon::words().speeches, scene.lemma(w))))
}

/// "The Security Council approved the force": with what bodies adopt on matters between others they take no stance.
fn mediates(scene: &Scene, act: &Act, party: PartyId, stance: Stance) -> bool {
    let body = scene.party(party).is_some_and(|p| matches!(p.kind, PartyKind::Igo | PartyKind::Court));
    let adopts = act.step.is_some() || matches!(act.kind, Some(EventType::Agree | EventType::Support));
    body && stance == Stance::Accepts && adopts && (act.recipients.is_empty() || act.step.is_some())
}

/// Whether an act is told as a fact, or as what its speaker would do.
fn meant(scene: &Scene, act: &Act) -> bool {
    let a = scene.a;
    if predicates::in_condition(a, scene.text, act.anchor) || asked(scene, act.anchor) {
        return false;
    }
    let would = || a.children_by(act.anchor, "aux").any(|x| has(&words().will, &scene.lower(x)));
    match act.status {
        Status::Happened | Status::Ongoing => true,
        Status::Planned | Status::Hypothetical => would(),
        Status::Denied => false,
    }
}

/// Whether a word stands in a question.
fn asked(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let sentence = a.sentences[a.words[word].sentence].words.clone();
    sentence.rev().take_while(|w| a.words[*w].upos == Upos::Punct).any(|w| a.form(scene.text, w).starts_with('?'))
}

/// The issue that a noun phrase names clearly, whoever stands where on it: what talks are about.
pub(crate) fn issue_of(scene: &Scene, head: usize) -> Option<Issue> {
    issues().clearly(scene, &phrase(scene, head), head, None)
}

/// The issues of an act's content, each once, with the words that name it.
fn topics(reading: &Reading, act: &Act, condition: Option<usize>) -> Vec<(Issue, Range<usize>)> {
    let scene = reading.scene;
    let mut out: Vec<(Issue, Range<usize>)> = vec![];
    let whole = clause(scene, act, condition);
    let heads = act.content.iter().flat_map(|w| joined(scene, *w));
    for (i, head) in heads.enumerate() {
        let mut own = phrase(scene, head);
        own.retain(|w| !act.actor_words.contains(w));
        // "refused to receive him"
        let meets = |x: &&Act| x.meeting && x.predicate.word != act.predicate.word;
        let met = || reading.acts.iter().filter(meets).any(|x| x.predicate.word == head || x.anchor == head);
        let talks = || (act.kind == Some(EventType::Reject) && met()).then_some(Issue::Talks);
        let within = || by_its_clause(scene, head);
        let own = || named(scene, act, &own, head);
        if let Some(issue) = described(scene, act, head).or_else(own).or_else(within).or_else(talks)
            && !out.iter().any(|(known, _)| *known == issue)
        {
            let words = if i == 0 || act.content.contains(&head) { whole.clone() } else { scene.clause(head, &[]) };
            out.push((issue, words));
        }
    }
    let noun = |w: &usize| matches!(scene.a.words[*w].upos, Upos::Noun | Upos::Propn);
    if out.is_empty() && !act.content.iter().any(noun) {
        let asked = condition.and_then(|c| issues().among(scene, &phrase(scene, c), c));
        let around = || {
            let mut words = phrase(scene, act.anchor);
            words.retain(|w| !act.actor_words.iter().any(|x| scene.a.is_under(*w, *x)));
            issues().clearly(scene, &words, act.anchor, Some(act.predicate.word))
        };
        out.extend(asked.or_else(around).map(|issue| (issue, whole.clone())));
    } else if out.is_empty() && act.content.iter().any(|w| is_paper(scene, *w)) {
        let issue = match act.stance {
            Some(Stance::Rejects) => of_instrument(reading, &act.content).or(reading.main),
            Some(Stance::Demands | Stance::Conditions) => of_instrument(reading, &act.content),
            _ => None,
        };
        out.extend(issue.map(|issue| (issue, whole.clone())));
    }
    // "turned it down": the paper that was last spoken of.
    let it = |w: &usize| scene.a.words[*w].upos == Upos::Pron && scene.whom(*w).is_empty();
    let answers = matches!(act.stance, Some(Stance::Accepts | Stance::Rejects));
    if out.is_empty() && answers && !act.content.is_empty() && act.content.iter().all(it) {
        out.extend(last_paper(reading, act.anchor).map(|issue| (issue, whole.clone())));
    }
    // "walked out": of the talks, where it is one of those who negotiate.
    let sits = |p: &PartyId| reading.counterparts.all_sides().iter().any(|q| scene.same_side(*q, scene.principal(*p)));
    let leaves = act.kind == Some(EventType::Reject) && act.mode.as_deref() == Some(MEET) && act.content.is_empty();
    if out.is_empty() && leaves && act.actors.iter().any(sits) && at_talks(scene, act.anchor) {
        out.push((Issue::Talks, whole));
    }
    out
}

/// Whether it is talks that someone walks out of, and no hall where another speaks.
fn at_talks(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let sentence = a.words[word].sentence;
    let first = a.sentences[sentence.saturating_sub(NEAR)].words.start;
    let here = a.sentences[sentence].words.clone();
    let named = |list: &[String], w: usize| has(list, scene.lemma(w)) || has(list, &scene.lower(w));
    (first..here.end).any(|w| named(&words().talks, w)) && !here.clone().any(|w| named(&words().speeches, w))
}

/// "an end to the settlements, a matter that Israel refused to discuss": what is discussed is what the clause describes.
fn described(scene: &Scene, act: &Act, head: usize) -> Option<Issue> {
    let a = scene.a;
    let clause = a.ancestors(act.anchor).find(|w| a.words[*w].deprel == "acl:relcl").filter(|c| *c == act.anchor)?;
    let p = predicates::predicate(a, scene.text, head);
    let relative = |w: &usize| a.words[*w].feature("PronType") == Some("Rel");
    if !p.objects.iter().any(relative) {
        return None;
    }
    let noun = a.words[clause].head?;
    let meant = [Some(noun), a.words[noun].head.filter(|_| a.is(noun, "appos"))];
    meant.into_iter().flatten().find_map(|w| issues().clearly(scene, &phrase(scene, w), w, None))
}

/// "rejected a plan to put the president back", "gave up the demand that he resign": what the clause says that the noun
/// is about.
fn by_its_clause(scene: &Scene, head: usize) -> Option<Issue> {
    let a = scene.a;
    // Not of an agreement: that is on whatever it provides.
    if a.words[head].upos != Upos::Noun || !has(&words().aims, scene.lemma(head)) {
        return None;
    }
    let clauses = ["acl", "acl:relcl", "ccomp"].into_iter().flat_map(|rel| a.children_by(head, rel));
    let mut verbs = clauses.filter(|c| *c > head && a.words[*c].upos == Upos::Verb);
    verbs.find_map(|c| issues().clearly(scene, &phrase(scene, c), c, None))
}

/// The issue of the paper that was spoken of last before a word, in its sentence or the one before.
fn last_paper(reading: &Reading, word: usize) -> Option<Issue> {
    let a = reading.scene.a;
    let first = a.words[word].sentence.saturating_sub(1);
    let paper = (a.sentences[first].words.start..word).rev().find(|w| is_paper(reading.scene, *w))?;
    let own = issues().clearly(reading.scene, &phrase(reading.scene, paper), paper, None);
    own.or_else(|| of_instrument(reading, &[paper])).or(reading.main)
}

/// What the instrument that these words name is about, by its other mentions: "the nuclear deal", "a truce plan".
fn of_instrument(reading: &Reading, words: &[usize]) -> Option<Issue> {
    let scene = reading.scene;
    let instrument = reading.counterparts.instrument(scene, words)?;
    instrument.mentions.iter().find_map(|m| {
        let words = scene.words_of(m);
        let head = words.clone().find(|w| is_paper(scene, *w))?;
        issues().clearly(scene, &phrase(scene, head), head, None)
    })
}

/// The issue of a head of content. What is promised by mood alone must name it by more than its verb ("will meet").
fn named(scene: &Scene, act: &Act, words: &[usize], head: usize) -> Option<Issue> {
    if act.kind == Some(EventType::Agree) && head == act.predicate.word {
        return issues().besides(scene, words, head, head);
    }
    issues().among(scene, words, head)
}

/// Whether a noun names an agreement.
pub(crate) fn is_paper(scene: &Scene, word: usize) -> bool {
    has(&words().terms.papers, &scene.lemma(word).to_lowercase())
}

/// Whether a word names talks or what has come of them: "welcomed the outcome".
pub(crate) fn is_outcome(scene: &Scene, word: usize) -> bool {
    has(&words().terms.outcomes, &scene.lemma(word).to_lowercase())
}

/// A head of content with what is coordinated with it, verbs too.
fn joined(scene: &Scene, word: usize) -> Vec<usize> {
    let own_subject = |c: &usize| scene.a.child(*c, &["nsubj"]).is_some();
    // "asked that the zone be respected and that inspectors watch over the truce"
    let marked = |c: &usize| scene.a.child(*c, &["mark"]).is_some() && scene.a.child(word, &["mark"]).is_some();
    let with = |c: &usize| (!own_subject(c) || marked(c)) && !predicates::stray(scene.a, *c);
    std::iter::once(word).chain(scene.a.children_by(word, "conj").filter(with)).collect()
}

/// What hangs on a head, without what is coordinated with it and without clauses that tell more of it.
fn phrase(scene: &Scene, head: usize) -> Vec<usize> {
    let a = scene.a;
    let circumstance = |w: usize| {
        let case = predicates::preposition(a, scene.text, w);
        predicates::marks(&predicates::cases().circumstance, &case)
    };
    let aside = |w: usize| {
        let deprel = a.words[w].deprel;
        matches!(deprel, "acl:relcl" | "parataxis" | "appos")
            || (a.is(w, "conj") && a.words[w].head == Some(head))
            // "to repair the damage, Mali must" says why, not what.
            || (a.is(w, "advcl") && (w < head || !predicates::infinitive(a, scene.text, w)))
            || (matches!(a.words[w].rel(), "obl" | "nmod") && circumstance(w))
    };
    // "an agreement to end the war" is on whatever it provides.
    let purpose = |w: usize| is_paper(scene, head) && a.is(w, "acl");
    let inside = |w: &usize| {
        let mut up = a.ancestors(*w).take_while(|x| *x != head);
        a.is_under(*w, head) && !up.any(|x| aside(x) || purpose(x))
    };
    a.subtree(head).filter(inside).collect()
}

/// The clause of an act with what it is about and the condition it is put under.
fn clause(scene: &Scene, act: &Act, condition: Option<usize>) -> Range<usize> {
    let told: Vec<usize> = act.actor_words.iter().chain(&act.content).copied().chain(condition).collect();
    scene.clause(act.anchor, &told)
}

fn entry(reading: &Reading, act: &Act, party: PartyId, issue: Issue, stance: Stance, words: Range<usize>) -> Position {
    let scene = reading.scene;
    let at = [act.predicate.word, act.anchor];
    let said_on = || scene.statement_at(act.anchor).and_then(|s| s.said_on.clone());
    Position {
        id: PositionId(0),
        party,
        issue,
        stance,
        toward: toward::of_act(reading, act, party, issue, stance),
        when: scene.when(&at).or_else(said_on),
        evidence: scene.evidence(words),
        vouched_by: scene.vouchers(act.anchor),
        made_by: act.made_by.clone(),
    }
}

/// Whether two are told in the same words.
fn overlap(one: &Position, other: &Position) -> bool {
    one.evidence.start() < other.evidence.end() && other.evidence.start() < one.evidence.end()
}

/// Told twice: the same party, issue and stance.
fn same(scene: &Scene, one: &Position, other: &Position) -> bool {
    let sides = one.party == other.party || scene.same_side(one.party, other.party);
    sides && one.issue == other.issue && one.stance == other.stance
}
