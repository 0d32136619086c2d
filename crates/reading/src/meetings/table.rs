//! Who sits at the table? The sides that negotiate in a report, meant where it says no more than "the talks" or "the
//! delegations".

use rapporteur_language::Upos;
use rapporteur_record::{EventType, Party, PartyId, PartyKind, Status, Step};

use super::lexicon::{has, words};
use super::sides;
use crate::contenders;
use crate::dispute::Helpers;
use crate::frames::Act;
use crate::predicates;
use crate::scene::Scene;

/// Sentences within which those who met last are meant rather than those who negotiate in the report.
const REACH: usize = 3;
/// Holders of an office at the most whom "the presidents" may mean.
const HOLDERS: usize = 4;

/// The sides that act together in a report, in the order of its words.
#[derive(Default)]
pub(super) struct Table {
    joint: Vec<Joint>,
    /// Whose delegations the report speaks of, and from which sentence on it has named two.
    delegations: Option<(usize, Vec<PartyId>)>,
    /// Those whom a report is about that speaks of talks.
    sides: Vec<PartyId>,
}

/// An act that two sides or more do together.
struct Joint {
    sentence: usize,
    sides: Vec<PartyId>,
    /// Whether it shows who negotiates: no journey or call, and nothing that is only planned.
    negotiates: bool,
    /// Whether it is told in words for negotiating or agreeing, and not only as an encounter: "talks", "signed".
    talks: bool,
}

impl Table {
    /// Reads who acts together: by meeting, signing, agreeing.
    pub fn read(scene: &Scene, acts: &[Act]) -> Table {
        let mut table = Table::default();
        let helpers = hosts(scene);
        let helper = |p: &PartyId| helpers.iter().any(|h| scene.same_side(*h, *p)) || is_helper(scene, *p);
        for act in acts.iter().filter(|x| is_told(x) && acts_together(x) && !helps(scene, x) && !sides::is_shuttle(x)) {
            if among_all(scene, act) {
                continue;
            }
            let sides = if act.meeting {
                // Only those whom the act names: the table is not yet laid.
                sides::read(scene, act, &Table::default(), false).parties
            } else {
                distinct(scene, act.actors.iter().copied())
            };
            let helped = act.meeting && sides.iter().any(helper);
            let negotiates = act.mode.is_none() && act.status != Status::Planned && !helped;
            let talks = !act.meeting || has(&words().joint, scene.lemma(act.predicate.word));
            if sides.len() > 1 {
                table.joint.push(Joint { sentence: scene.a.words[act.anchor].sentence, sides, negotiates, talks });
            }
        }
        table.delegations = delegations(scene);
        if acts.iter().any(|x| x.meeting && has(&words().joint, scene.lemma(x.predicate.word))) {
            table.sides = contenders::sides(scene, acts, &Helpers::read(scene, acts));
        }
        table
    }

    /// Those who are meant in a sentence: who acted together in it or shortly before, else who negotiates.
    pub fn at(&self, sentence: usize) -> &[PartyId] {
        let near = self.joint.iter().rev().find(|j| j.sentence <= sentence && j.sentence + REACH >= sentence);
        near.map_or(self.main(sentence), |j| &j.sides)
    }

    /// Those whose talks are meant in a sentence: a call or a journey told before says nothing of who negotiates.
    pub fn talking(&self, sentence: usize) -> &[PartyId] {
        let near = |j: &&Joint| j.sentence <= sentence && j.sentence + REACH >= sentence;
        let here = |j: &&Joint| j.negotiates || j.sentence == sentence;
        self.joint.iter().rev().filter(near).find(here).map_or(self.main(sentence), |j| &j.sides)
    }

    /// "The two leaders": those who are meant in a sentence, else the two that the report is about.
    pub fn two(&self, sentence: usize) -> &[PartyId] {
        match self.at(sentence) {
            [] if self.sides.len() == 2 => &self.sides,
            sides => sides,
        }
    }

    /// Whether it is told in a sentence who acts together.
    pub fn here(&self, sentence: usize) -> bool {
        self.joint.iter().any(|j| j.sentence == sentence)
    }

    /// Those who negotiate in the report, the first who do; a single encounter tells only what comes after it. Where the
    /// report names nobody together, those whom it is about.
    pub fn main(&self, sentence: usize) -> &[PartyId] {
        let told = |j: &&Joint| {
            let again = || self.joint.iter().filter(|o| o.sides == j.sides).count() > 1;
            j.negotiates && (j.sentence <= sentence || j.talks || again())
        };
        let delegations = || self.delegations.as_ref().filter(|(from, _)| *from <= sentence).map(|(_, sides)| sides);
        let joint = self.joint.iter().find(told).map(|j| &j.sides);
        joint.or_else(delegations).unwrap_or(&self.sides)
    }
}

/// The sides whose delegations the report speaks of, where they are two or more: "the Chadian delegation", "the
/// Sudanese side", "Niger was represented by".
fn delegations(scene: &Scene) -> Option<(usize, Vec<PartyId>)> {
    let a = scene.a;
    let mut sides: Vec<PartyId> = vec![];
    let mut since = 0;
    for w in 0..a.words.len() {
        let whose = if has(&words().represented, scene.lemma(w)) {
            predicates::predicate(a, scene.text, w).objects
        } else if a.words[w].upos == Upos::Noun && has(&words().delegations, scene.lemma(w)) {
            vec![w]
        } else {
            continue;
        };
        let sent = |p: &PartyId| {
            let party = scene.party(scene.principal(*p));
            party.is_some_and(|p| matches!(p.kind, PartyKind::State | PartyKind::ArmedGroup | PartyKind::Party))
        };
        for p in distinct(scene, scene.all(&whose).into_iter().filter(sent)) {
            if !sides.iter().any(|q| scene.same_side(*q, p)) {
                sides.push(p);
                since = if sides.len() == 2 { a.words[w].sentence } else { since };
            }
        }
    }
    (sides.len() > 1).then_some((since, sides))
}

/// "the first meeting between the two sides" does not say who they are.
fn among_all(scene: &Scene, act: &Act) -> bool {
    act.actor_words.iter().any(|w| has(&words().all_sides, scene.lemma(*w)) && scene.whom(*w).len() != 1)
}

/// Whether a report speaks of a group more than twice as often as of any other that it names in that country.
pub(super) fn stands_out(scene: &Scene, group: &Party) -> bool {
    let named = |p: &&Party| p.kind == PartyKind::ArmedGroup && p.made_by == "party.known" && p.id != group.id;
    let here = |p: &&Party| p.country == group.country;
    scene.parties.all().iter().filter(named).filter(here).all(|p| group.mentions.len() > 2 * p.mentions.len())
}

/// "The presidents", "three Balkan presidents": the sides of those in the report who hold that office, where there are as
/// many as are said to be, or no more than a few.
pub(super) fn office_holders(scene: &Scene, word: usize) -> Vec<PartyId> {
    let a = scene.a;
    if a.words[word].upos != Upos::Noun || a.words[word].feature("Number") != Some("Plur") {
        return vec![];
    }
    let noun = scene.lemma(word);
    let offices = &words().offices;
    let group = |title: &str| offices.iter().find(|names| names[0] == title);
    let names: &[String] = group(noun).map_or(&[], |names| names);
    let holds = |title: &str| {
        let title = title.to_lowercase();
        title.split_whitespace().last() == Some(noun) || names.iter().any(|n| title.ends_with(n.as_str()))
    };
    // "foreign ministers": of the title all that is said of it.
    let told: Vec<String> = a.children_by(word, "amod").map(|c| scene.lower(c)).collect();
    let kind = |title: &str| {
        let title = title.to_lowercase();
        told.iter().all(|t| !words().portfolios.contains(t) || title.contains(t.as_str()))
    };
    let people = scene.parties.all().iter().filter(|p| p.kind == PartyKind::Person);
    let holders = people.filter(|p| p.roles.iter().any(|r| holds(&r.title) && kind(&r.title)));
    let mut sides = distinct(scene, holders.map(|p| p.id));
    let hosts = hosts(scene);
    sides.retain(|p| !hosts.iter().any(|h| scene.same_side(*h, *p)));
    // "leaders of four nations"
    let of = a.children_by(word, "nmod").find(|c| has(&words().nations, scene.lemma(*c)));
    let counted = std::iter::once(word).chain(of).find_map(|w| a.children_by(w, "nummod").next());
    let right = match counted.and_then(|c| sides::count_of(scene, c)) {
        Some(n) => n == sides.len(),
        None => counted.is_none() && (2..=HOLDERS).contains(&sides.len()),
    };
    if right { sides } else { vec![] }
}

/// Those whose people the report calls hosts or mediators: "their American hosts".
fn hosts(scene: &Scene) -> Vec<PartyId> {
    let roles = &words().roles;
    let hosting = |w: &usize| {
        let noun = scene.a.words[*w].upos == Upos::Noun;
        noun && (has(&roles.nouns, scene.lemma(*w)) || has(&roles.hosts, scene.lemma(*w)))
    };
    let all = (0..scene.a.words.len()).filter(hosting).flat_map(|w| scene.whom(w));
    distinct(scene, all)
}

/// Those who bring others together, and those who receive them, by the verbs, nouns and titles of the report.
pub(super) fn all_helpers(scene: &Scene, acts: &[Act]) -> (Vec<PartyId>, Vec<PartyId>) {
    let roles = &words().roles;
    let (mut mediators, mut receiving) = (vec![], hosts(scene));
    let verb = |list: &[String], w: usize| scene.a.words[w].upos == Upos::Verb && has(list, scene.lemma(w));
    for w in 0..scene.a.words.len() {
        let helps = verb(&roles.mediators, w) && !has(&words().led, scene.lemma(w));
        if helps || verb(&roles.hosts, w) {
            let agents = predicates::predicate(scene.a, scene.text, w).subjects;
            if helps { &mut mediators } else { &mut receiving }.extend(scene.all(&agents));
        }
    }
    for act in acts.iter().filter(|x| x.meeting) {
        if sides::is_shuttle(act) {
            mediators.extend(scene.all(&act.predicate.subjects));
        }
        mediators.extend(sides::helpers(scene, act, &roles.mediators));
        receiving.extend(sides::helpers(scene, act, &roles.hosts));
    }
    let titled = |p: &&Party| {
        let helps =
            |title: &str| title.split_whitespace().last().is_some_and(|w| has(&roles.titles, &w.to_lowercase()));
        p.roles.iter().any(|r| helps(&r.title))
    };
    mediators.extend(scene.parties.all().iter().filter(titled).map(|p| p.id));
    // Of "the mediator between Chad and Sudan" only who is called so, or stands before the noun.
    let noun = |w: &usize| scene.a.words[*w].upos == Upos::Noun && has(&roles.titles, scene.lemma(*w));
    let called = |w: usize| {
        let before = ["compound", "amod", "nmod:poss"].into_iter().flat_map(move |rel| scene.a.children_by(w, rel));
        std::iter::once(w).chain(before).flat_map(|x| scene.parties.mention_at(x)).copied().collect::<Vec<_>>()
    };
    mediators.extend((0..scene.a.words.len()).filter(noun).flat_map(called));
    (mediators, receiving)
}

/// Whether a party is called by nothing but what it helps as: "the mediator".
fn is_helper(scene: &Scene, party: PartyId) -> bool {
    let last = |p: &Party| p.name.split_whitespace().last().map(str::to_lowercase);
    scene.party(party).and_then(last).is_some_and(|n| {
        let lemma = n.strip_suffix('s').unwrap_or(&n);
        has(&words().roles.nouns, lemma)
    })
}

/// "brokered by Qatar and the UN": those who bring others together.
fn helps(scene: &Scene, act: &Act) -> bool {
    let lists = [&words().roles.mediators, &words().roles.hosts];
    !act.meeting && lists.iter().any(|list| has(list, scene.lemma(act.predicate.word)))
}

/// Whether it is told as a fact or as announced: who never met sit at no table.
fn is_told(act: &Act) -> bool {
    !matches!(act.status, Status::Hypothetical | Status::Denied)
}

fn acts_together(act: &Act) -> bool {
    act.meeting
        || act.mutual
        || act.kind == Some(EventType::Agree)
        || matches!(act.step, Some(Step::Signed | Step::Adopted))
}

/// For whom these act, each side once.
pub(super) fn distinct(scene: &Scene, parties: impl Iterator<Item = PartyId>) -> Vec<PartyId> {
    let mut out: Vec<PartyId> = vec![];
    for p in parties.map(|p| named_group(scene, scene.principal(p))) {
        if !out.iter().any(|q| scene.same_side(*q, p)) {
            out.push(p);
        }
    }
    out
}

/// "the rebels", "Muslim guerrillas": the group of that country that the report names most, where it names one.
fn named_group(scene: &Scene, party: PartyId) -> PartyId {
    let group = |p: &&Party| p.kind == PartyKind::ArmedGroup;
    let Some(unnamed) = scene.party(party).filter(group).filter(|p| p.made_by.starts_with("holder")) else {
        return party;
    };
    let here = |p: &&Party| p.country == unnamed.country || unnamed.country.is_none();
    let named = scene.parties.all().iter().filter(group).filter(|p| p.made_by == "party.known").filter(here);
    let first = named.max_by_key(|p| (p.mentions.len(), std::cmp::Reverse(p.id)));
    // Of several that are named "the rebels" are all.
    first.filter(|p| stands_out(scene, p)).map_or(party, |p| p.id)
}

/// A state and those who fight its government: the armed group of that country that the report names most.
pub(super) fn adversaries(scene: &Scene, state: PartyId) -> Option<Vec<PartyId>> {
    let country = scene.party(state)?.country?;
    let groups = scene.parties.all().iter().filter(|p| p.kind == PartyKind::ArmedGroup);
    let here = groups.filter(|p| p.country.is_none_or(|c| c == country));
    let group = here.max_by_key(|p| (p.country.is_some(), p.mentions.len(), std::cmp::Reverse(p.id)))?;
    Some(distinct(scene, [state, group.id].into_iter()))
}
