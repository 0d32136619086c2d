//! Who else was there? "The presidents of Chad and Niger attended the ceremony", "was present at the talks", "looked on".

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::{PartyId, PartyKind, Status};

use super::join::Joined;
use super::lexicon::{has, words};
use super::status::is_verb;
use super::table::distinct;
use crate::predicates::{self, Predicate};
use crate::scene::Scene;

/// Those who were there besides, and the clause that says so.
pub(super) struct Attendance {
    pub clause: Range<usize>,
    pub parties: Vec<PartyId>,
    pub participants: Vec<PartyId>,
}

/// Sentences from a signing to whoever "looked on".
const NEAR: usize = 2;

/// Adds those who attended to the meeting that is meant: at a ceremony the last signing, else the last meeting before.
pub(super) fn add(scene: &Scene, joined: &mut [Joined]) {
    for word in 0..scene.a.words.len() {
        let Some((occasion, found)) = attendance(scene, word) else { continue };
        let sentence = scene.a.words[word].sentence;
        let before = |j: &Joined| j.mentions.iter().any(|m| scene.a.words[m.act.anchor].sentence <= sentence);
        let over = |j: &&mut Joined| before(j) && matches!(j.status(), Status::Happened | Status::Ongoing);
        // "looked on": at what was just told.
        let watched = occasion == word;
        let near = |w: usize| !watched || scene.a.words[w].sentence + NEAR >= sentence;
        let ceremony = watched || has(&words().attendance.ceremonies, scene.lemma(occasion));
        let mut all: Vec<&mut Joined> = joined.iter_mut().filter(over).collect();
        let signing = |j: &&mut Joined| ceremony && j.mentions.iter().any(|m| m.is_signing() && near(m.act.anchor));
        let at = all.iter().rposition(signing).or(all.len().checked_sub(1).filter(|_| !watched));
        if let Some(i) = at {
            all[i].also.push(found);
        }
    }
}

/// The noun for what was attended (of who only "looked on" the verb itself), and who attended.
fn attendance(scene: &Scene, word: usize) -> Option<(usize, Attendance)> {
    let a = scene.a;
    let lists = &words().attendance;
    let lemma = scene.lemma(word);
    let occasion = |w: &usize| has(&lists.occasions, scene.lemma(*w)) || has(&lists.ceremonies, scene.lemma(*w));
    let p: Predicate = predicates::predicate(a, scene.text, word);
    let attended = match a.words[word].upos {
        Upos::Verb if has(&lists.verbs, lemma) => p.objects.iter().copied().find(|w| occasion(w)),
        // "took part in the talks", "sat in on the session"
        Upos::Verb if has(&lists.joining, lemma) => {
            let behind = |case| {
                p.objects.iter().flat_map(move |o| {
                    a.children_by(*o, "nmod")
                        .filter(move |c| *c > word && case == predicates::preposition(a, scene.text, *c))
                })
            };
            p.with("in").chain(p.with("on")).chain(behind("in")).find(|w| occasion(w))
        }
        Upos::Verb if lists.onlookers.iter().any(|entry| is_verb(scene, word, entry)) => Some(word),
        Upos::Adj if has(&lists.adjectives, lemma) => p.with("at").find(|w| occasion(w)),
        _ => None,
    }?;
    if predicates::status(a, scene.text, word) != Status::Happened || p.subjects.is_empty() {
        return None;
    }
    let there = scene.all(&p.subjects);
    let person = |id: &PartyId| scene.party(*id).is_some_and(|p| p.kind == PartyKind::Person);
    let people = p.subjects.iter().flat_map(|w| scene.parties.mention_at(*w)).copied();
    let found = Attendance {
        clause: scene.clause(word, &p.subjects),
        participants: people.filter(person).collect(),
        parties: distinct(scene, there.into_iter().filter(|id| acts_for_somebody(scene, *id))),
    };
    Some((attended, found))
}

/// Officials, states and bodies: not the crowd, nor the press.
fn acts_for_somebody(scene: &Scene, party: PartyId) -> bool {
    use PartyKind::*;
    let Some(p) = scene.party(scene.principal(party)) else { return false };
    match p.kind {
        State | Government | Igo | ArmedGroup | Party => true,
        Person => p.country.is_some() || p.sector.iter().any(|s| s == "IGO"),
        _ => p.country.is_some() && p.sector.iter().any(|s| s == "GOV"),
    }
}
