//! Where does a party stand on an issue: what does it demand, offer, accept, reject, on what condition?
//!
//! Acts with a stance (`frames`) whose content names an issue in dispute (`issues`). Praise, blame and acts of war
//! without such an issue are no positions; told twice, a position is one entry.

mod between;
mod conditions;
mod intent;
pub(crate) mod issues;
pub(crate) mod lexicon;
mod proposals;
mod provisions;
mod signatories;
mod terms;
mod topics;
mod toward;

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::{EventType, Issue, PartyId, PartyKind, Position, PositionId, Stance, Status, Step};

use crate::counterparts::Counterparts;
use crate::frames::Act;
use crate::meetings;
use crate::predicates;
use crate::scene::Scene;
use lexicon::{has, words};
pub(crate) use signatories::{attests, is_of, signatories};
pub(crate) use terms::agreed_clauses;
pub(crate) use topics::issue_of;
use topics::phrase;

/// Verbs of forces that make way where it is agreed: "the fighters will then gather in camps".
pub(crate) fn makes_way(lemma: &str) -> bool {
    has(&words().terms.making_way, lemma)
}

/// The frame of readiness: "is willing to".
const READY: &str = "agree.ready:";
/// The frame of what someone aims at.
const AIMS: &str = "stance.aim:";

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
    let proposed = proposals::read(&reading);
    let own = acts.iter().flat_map(|act| taken(&reading, act).into_iter().map(move |p| (p, named(act))));
    let own = own.filter(|(p, _)| !agreed(p)).collect::<Vec<_>>();
    // What a plan says beside what its author is told to want, and none of what was agreed.
    let told_already =
        |p: &Position| own.iter().map(|(o, _)| o).chain(&terms).any(|o| overlap(o, p) && o.issue == p.issue);
    let proposed: Vec<Position> = proposed.into_iter().filter(|p| !told_already(p)).collect();
    // Each term that the report singles out is a position of its own.
    let term = |p: &Position| p.made_by == terms::RULE || p.made_by == proposals::RULE;
    let apart = |o: &Position, p: &Position| (term(o) || term(p)) && !overlap(o, p);
    let mut told: Vec<(Position, bool)> = vec![];
    for (mut p, by_name) in own.into_iter().chain(terms.iter().chain(&proposed).map(|t| (t.clone(), true))) {
        match told.iter_mut().find(|(o, _)| same(scene, o, &p) && !apart(o, &p)) {
            // Of two tellings the one that says whose position it is, and of whom.
            // A term rather than the signing that its sentence tells.
            Some((known, _))
                if p.made_by == terms::RULE && known.made_by != terms::RULE && p.stance == Stance::Accepts =>
            {
                *known = p;
            }
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
    let fights = intent::fights_on(scene, act);
    let stance = act.stance.or(both.then_some(Stance::Accepts)).or(fights.then_some(Stance::Rejects));
    let own = !act.absorbed || intent::is_answered(scene, acts, act);
    let Some(stance) = stance.filter(|_| own && !actors.is_empty() && meant(scene, act)) else {
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
    if intent::is_no_stance(scene, act) {
        return vec![];
    }
    let condition = conditions::of(scene, act, stance);
    let topics = topics::of_act(reading, act, condition.as_ref().and_then(|c| c.clause));
    // "agreed that peace depends on"
    let conditional = |x: &Act| x.stance == Some(Stance::Conditions) && act.content.contains(&x.predicate.word);
    let stance = match stance {
        _ if condition.is_some() || acts.iter().any(conditional) => Stance::Conditions,
        Stance::Demands if gives(acts, act) => Stance::Offers,
        Stance::Offers if intent::keeps(scene, act) => Stance::Rejects,
        _ => stance,
    };
    let mut parties = sides(scene, &actors);
    if act.kind == Some(EventType::Protest) {
        // "Students marched against the pact": not the state whose people march.
        let people =
            |p: &PartyId| scene.party(*p).is_some_and(|p| !matches!(p.kind, PartyKind::State | PartyKind::Government));
        parties.retain(|p| people(p) && !act.content.is_empty());
    }
    let signatories = counterparts.signatories();
    if stance == Stance::Accepts && signatories.len() > 1 && unnamed(scene, &parties) {
        parties = signatories.to_vec();
    }
    // "Both camps undertook to free their prisoners": what all promise each other they have agreed on.
    let all = |p: &[PartyId]| p.len() > 1 && counterparts.all_sides().iter().all(|s| p.contains(s));
    let stance = if stance == Stance::Offers && all(&parties) { Stance::Accepts } else { stance };
    parties.retain(|p| !mediates(scene, act, *p, stance) && !is_thing(scene, *p) && !is_purpose(scene, act, *p));
    if act.mutual && parties.len() < 2 {
        return vec![];
    }
    // "is ready to talk" accepts the talks; who is ready to yield something offers it.
    let ready = |issue: &Issue| act.made_by.starts_with(READY) && *issue == Issue::Talks;
    let mut out = vec![];
    for (issue, words) in &topics {
        let stance = if stance == Stance::Offers && ready(issue) { Stance::Accepts } else { stance };
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

/// Whether an act is one of words that is no promise, or of war: not what an agreement provides for.
fn is_of_words(act: &Act) -> bool {
    use EventType::*;
    let takes = matches!(act.stance, Some(Stance::Demands | Stance::Rejects | Stance::Conditions));
    takes
        || matches!(
            act.kind,
            Some(Accuse | Request | Reject | Threaten | Support | Consult | Assault | Protest | Coerce)
        )
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

/// "The agency seeks to prevent proliferation": what a body is there for it demands of nobody.
fn is_purpose(scene: &Scene, act: &Act, party: PartyId) -> bool {
    let body = scene.party(party).is_some_and(|p| matches!(p.kind, PartyKind::Igo | PartyKind::Ngo));
    let lasting = matches!(scene.a.words[act.anchor].xpos, "VBZ" | "VBP") && scene.statement_at(act.anchor).is_none();
    let alone = act.recipients.is_empty() && scene.when(&[act.anchor]).is_none();
    body && lasting && alone && act.made_by.starts_with(AIMS)
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
    // "A truce must come first": a condition is told as what has to be.
    let sets = act.stance == Some(Stance::Conditions);
    let auxiliary = |list: &[String]| a.children_by(act.anchor, "aux").any(|x| has(list, &scene.lower(x)));
    let yields = matches!(act.stance, Some(Stance::Accepts | Stance::Offers));
    let own = |p: &PartyId| act.actors.iter().any(|x| scene.same_side(*x, *p));
    let says = || scene.statement_at(act.anchor).is_some_and(|s| s.speakers.iter().any(own));
    let able = || auxiliary(&words().able) && !predicates::negated(a, scene.text, act.anchor);
    let would = || auxiliary(&words().will) || (yields && able() && says());
    match act.status {
        Status::Happened | Status::Ongoing => true,
        Status::Planned | Status::Hypothetical => sets || would(),
        Status::Denied => false,
    }
}

/// Whether a word stands in a question.
fn asked(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let sentence = a.sentences[a.words[word].sentence].words.clone();
    sentence.rev().take_while(|w| a.words[*w].upos == Upos::Punct).any(|w| a.form(scene.text, w).starts_with('?'))
}

/// Whether a noun names an agreement.
pub(crate) fn is_paper(scene: &Scene, word: usize) -> bool {
    has(&words().terms.papers, &scene.lemma(word).to_lowercase())
}

/// Whether a word names talks or what has come of them: "welcomed the outcome".
pub(crate) fn is_outcome(scene: &Scene, word: usize) -> bool {
    has(&words().terms.outcomes, &scene.lemma(word).to_lowercase())
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
