//! Who is in the report? All mentions of a party together, with its roles, its country and its sector.
//!
//! Names are decided from several witnesses (`names`), people get their offices (`roles`), unnamed holders and
//! groups (`nominals`), "both sides" (`pairs`) and pronouns (`pronouns`) are linked. A link that is not clear is
//! left out: a reader forgives a missing one sooner than a false one.

mod cast;
mod communities;
mod countries;
mod errands;
mod ground;
mod introduced;
mod known;
pub(crate) mod lexicon;
mod lists;
mod named;
mod names;
mod nominals;
mod pairs;
mod pronouns;
mod roles;
mod sides;
mod speakers;
mod told;

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use rapporteur_language::{Analysis, Upos};
use rapporteur_record::{Country, Evidence, Party, PartyId, PartyKind, Place, Report, Role};
use rapporteur_world::World;

use self::cast::{Cast, Member};
use self::ground::Ground;
use self::known::Table;
use self::names::NameMention;

pub use self::sides::represented;
pub use self::speakers::give_speakers;

/// What makes a party of which the report tells only what it says.
const HEARD: &str = "party.speaker";
/// What makes a state of which the report only names places.
const LAND: &str = "party.land";

/// The parties of a report, and which words stand for which.
#[derive(Debug, Clone, Default)]
pub struct Parties {
    list: Vec<Party>,
    at: BTreeMap<usize, Vec<PartyId>>,
    named: Vec<(Range<usize>, PartyId)>,
    /// States of countries that are named as places ("flew to Chile"). Those that the report speaks of only so stand
    /// at the end of the list and are parties only if an entry needs them.
    of_places: BTreeMap<usize, PartyId>,
    certain: usize,
    /// For which group or body those act who act for one.
    behind: BTreeMap<PartyId, PartyId>,
    home: Option<Country>,
}

/// What makes a party of peacekeepers whom a report calls by that noun.
const PEACEKEEPER: &str = "holder.peacekeeper";

/// Whether a noun speaks of people or of a body that acts as one: "envoy", "council".
pub fn names_an_actor(lemma: &str) -> bool {
    lexicon::Lexicon::get().noun(lemma).is_some()
}

/// Whether a noun, in the singular or plural, means those of whichever group a report is about: "rebels".
pub fn is_fighter(noun: &str) -> bool {
    lexicon::Lexicon::get().is_fighter(noun.strip_suffix('s').unwrap_or(noun))
}

/// The body that peacekeepers serve whom a report calls nothing else, where it speaks of that body: "a Belgian peacekeeper".
pub fn keeps_peace_for(parties: &Parties, party: &Party) -> Option<PartyId> {
    let body = lexicon::Lexicon::get().world_body();
    let serves = party.made_by == PEACEKEEPER;
    parties.all().iter().find(|p| serves && p.known_as.as_deref() == Some(body)).map(|p| p.id)
}

/// Whether a noun is one for those who take no side of whom they are of: "guarantor".
pub fn is_unattached(lemma: &str) -> bool {
    lexicon::Lexicon::get().is_unattached(lemma)
}

/// Whether a verb is that of those who bring others together: "brokered by Oman".
pub fn helps_others(lemma: &str) -> bool {
    lexicon::Lexicon::get().helps(lemma)
}

/// Reads the parties of a report with what the world table knows.
pub fn read(report: &Report, analysis: &Analysis, world: &World) -> Parties {
    let g = Ground::new(&report.text, analysis, Table::new(world, report.published.as_deref()));
    let names = names::names(&g);
    let mut cast = Cast::default();
    named::enter(&g, &names, &mut cast);
    roles::assign(&g, &names, &mut cast);
    nominals::link(&g, &names, &mut cast);
    pronouns::link(&g, &mut cast);
    let home = countries::assign(&g, &names, &mut cast);
    introduced::link(&g, &mut cast);
    Parties { home, ..Parties::write(&g, report, &names, cast) }
}

impl Parties {
    /// All parties, in the order in which the report first mentions them.
    pub fn all(&self) -> &[Party] {
        &self.list
    }

    /// All parties, to put into the record; of the states that are only named as places those that an entry needs.
    pub fn into_list(self, needed: &HashSet<PartyId>) -> Vec<Party> {
        let certain = self.certain;
        let all = self.list.into_iter().enumerate();
        all.filter(|(i, p)| *i < certain || needed.contains(&p.id)).map(|(_, p)| p).collect()
    }

    /// The group or body, and no state, that a person, office or force acts for.
    pub fn behind(&self, id: PartyId) -> Option<PartyId> {
        self.behind.get(&id).copied()
    }

    /// The country that the report is about, where one stands out.
    pub fn home(&self) -> Option<Country> {
        self.home
    }

    /// The state of a country that this word names as a place.
    pub fn state_of_place(&self, word: usize) -> Option<PartyId> {
        self.of_places.get(&word).copied()
    }

    /// The state that the report is about, where one stands out.
    pub fn home_state(&self) -> Option<PartyId> {
        self.state(self.home?)
    }

    /// The party with this id.
    pub fn get(&self, id: PartyId) -> Option<&Party> {
        self.list.get((id.0 as usize).checked_sub(1)?)
    }

    /// The state of this country, where the report names the country.
    pub fn named_state(&self, country: Country) -> Option<PartyId> {
        let state = |p: &&Party| p.kind == PartyKind::State && p.country == Some(country) && p.made_by != LAND;
        self.list.iter().find(state).map(|p| p.id)
    }

    /// The state of this country, where the report names it, its government or a place of it.
    pub fn state(&self, country: Country) -> Option<PartyId> {
        let is = |kind: PartyKind| move |p: &&Party| p.kind == kind && p.country == Some(country);
        let (certain, uncertain) = self.list.split_at(self.certain);
        let known = certain.iter().find(is(PartyKind::State)).or(certain.iter().find(is(PartyKind::Government)));
        known.or(uncertain.iter().find(is(PartyKind::State))).map(|p| p.id)
    }

    /// Keeps the states of these places at hand: "shelled Sarajevo". They are parties only if an entry needs them.
    pub fn add_lands(&mut self, places: &[Place], world: &World) {
        for place in places {
            let Some(country) = place.country.filter(|c| self.state(*c).is_none()) else { continue };
            let same = places.iter().filter(|p| p.country == Some(country));
            self.list.push(Party {
                id: PartyId(self.list.len() as u32 + 1),
                name: world.state(country).map_or_else(|| country.to_string(), |s| s.name.to_string()),
                aliases: vec![],
                kind: PartyKind::State,
                country: Some(country),
                sector: vec!["GOV".into()],
                roles: vec![],
                mentions: same.flat_map(|p| p.mentions.iter().cloned()).collect(),
                known_as: None,
                made_by: LAND.into(),
            });
        }
    }

    /// Whom a word stands for: the head of a noun phrase, a name, a possessor, an adjective such as "Russian", a
    /// pronoun. Several for "both sides" and "US and Ukrainian officials"; none where it is not clear.
    pub fn mention_at(&self, word: usize) -> &[PartyId] {
        self.at.get(&word).map_or(&[], Vec::as_slice)
    }

    /// The words of the name that a word is part of, and whose it is: "India Today".
    pub fn named_at(&self, word: usize) -> Option<(Range<usize>, PartyId)> {
        let i = self.named.partition_point(|(words, _)| words.end <= word);
        self.named.get(i).filter(|(words, _)| words.contains(&word)).cloned()
    }

    /// Whom a word and those joined to it by "and" stand for: both of "Paris and Berlin".
    pub fn all_at(&self, analysis: &Analysis, word: usize) -> Vec<PartyId> {
        let joined = analysis.children_by(word, "conj");
        let mut found: Vec<PartyId> = vec![];
        for w in std::iter::once(word).chain(joined) {
            found.extend(self.mention_at(w).iter().filter(|p| !found.contains(p)).collect::<Vec<_>>());
        }
        found
    }

    /// Takes in somebody of whom only what they say is told; the same words mean the same people.
    fn hear_of(
        &mut self,
        words: Evidence,
        head: usize,
        kind: PartyKind,
        country: Option<Country>,
        sector: Vec<String>,
    ) -> PartyId {
        let same = |p: &Party| p.made_by == HEARD && p.name.eq_ignore_ascii_case(words.exact());
        let known = self.list.iter().position(same);
        let at = known.unwrap_or_else(|| {
            self.list.push(Party {
                id: PartyId(self.list.len() as u32 + 1),
                name: words.exact().to_owned(),
                aliases: vec![],
                kind,
                country,
                sector,
                roles: vec![],
                mentions: vec![],
                known_as: None,
                made_by: HEARD.into(),
            });
            self.list.len() - 1
        });
        if !self.list[at].mentions.contains(&words) {
            self.list[at].mentions.push(words);
        }
        let id = self.list[at].id;
        self.at.insert(head, vec![id]);
        id
    }

    /// Learns who speaks in a stretch of direct speech: "I" and "my" are a mention of a single speaker, "we" and "our"
    /// lead to the speakers.
    pub fn hear(&mut self, report: &Report, analysis: &Analysis, content: Range<usize>, speakers: &[PartyId]) {
        for w in content.filter(|w| analysis.words[*w].upos == Upos::Pron) {
            let single = match analysis.form(&report.text, w).to_lowercase().as_str() {
                "i" | "me" | "my" | "mine" | "myself" => true,
                "we" | "us" | "our" | "ours" | "ourselves" => false,
                _ => continue,
            };
            if single && speakers.len() == 1 {
                if let Some(p) = self.list.get_mut(speakers[0].0 as usize - 1) {
                    let words = report.text.evidence(analysis.words[w].range.clone());
                    if !p.mentions.contains(&words) {
                        p.mentions.push(words);
                        p.mentions.sort_by_key(|m| m.start());
                    }
                }
                self.at.insert(w, speakers.to_vec());
            } else if !single {
                self.at.insert(w, speakers.to_vec());
            }
        }
    }

    /// Writes the cast down, in the order of first mention.
    fn write(g: &Ground, report: &Report, names: &[NameMention], cast: Cast) -> Parties {
        let first = |m: &Member| m.mentions.iter().map(|(words, _)| words.start).min();
        let mut order: Vec<usize> = (0..cast.members.len()).filter(|m| first(&cast.members[*m]).is_some()).collect();
        order.sort_by_key(|m| first(&cast.members[*m]));
        let ids: BTreeMap<usize, PartyId> =
            order.iter().enumerate().map(|(i, m)| (*m, PartyId(i as u32 + 1))).collect();
        let mut list: Vec<Party> = order.iter().map(|m| party(g, report, &cast, *m, &ids)).collect();
        let certain = list.len();
        let of_places = states_of_places(g, report, &cast, &mut list);
        let ids_of = |ms: &Vec<usize>| ms.iter().filter_map(|m| ids.get(m).copied()).collect();
        let at = cast.at.iter().map(|(w, ms)| (*w, ids_of(ms))).collect();
        let named = names.iter().filter_map(|n| {
            let [one] = cast.whom(g.head_of(n.words.clone())) else { return None };
            Some((n.words.clone(), *ids.get(one)?))
        });
        let behind = sides::behind(g, &cast).into_iter();
        let behind = behind.filter_map(|(m, group)| Some((*ids.get(&m)?, *ids.get(&group)?))).collect();
        Parties { named: named.collect(), list, at, of_places, certain, behind, home: None }
    }
}

/// The state of each country that is named as a place; new ones go to the end of the list.
fn states_of_places(g: &Ground, report: &Report, cast: &Cast, list: &mut Vec<Party>) -> BTreeMap<usize, PartyId> {
    let mut out = BTreeMap::new();
    for (country, words, head) in &cast.places {
        let state = |p: &&Party| p.kind == PartyKind::State && p.country == Some(*country);
        let known = list.iter().find(state).map(|p| p.id);
        let id = known.unwrap_or_else(|| {
            let id = PartyId(list.len() as u32 + 1);
            list.push(Party {
                id,
                name: g.slice(words.clone()).to_string(),
                aliases: vec![],
                kind: PartyKind::State,
                country: Some(*country),
                sector: vec!["GOV".into()],
                roles: vec![],
                mentions: vec![report.text.evidence(g.analysis.bytes(words.clone()))],
                known_as: None,
                made_by: "party.place".into(),
            });
            id
        });
        out.insert(*head, id);
    }
    out
}

fn party(g: &Ground, report: &Report, cast: &Cast, member: usize, ids: &BTreeMap<usize, PartyId>) -> Party {
    let m = &cast.members[member];
    let evidence = |words: &Range<usize>| report.text.evidence(g.analysis.bytes(words.clone()));
    let mut spans: Vec<&Range<usize>> = m.mentions.iter().map(|(words, _)| words).collect();
    spans.sort_by_key(|s| (s.start, s.end));
    spans.dedup();
    let role = |o: &roles::Office| Role {
        title: o.title.clone(),
        of: o.of.iter().flat_map(|w| cast.whom(*w)).find(|of| **of != member).and_then(|of| ids.get(of).copied()),
        of_name: o.of_name.clone().filter(|n| !n.is_empty()),
        since: None,
        evidence: evidence(&o.words),
    };
    let is_name = |a: &&String| **a != m.name && a.chars().next().is_some_and(char::is_uppercase);
    let titles = if m.is_person() { m.roles.iter().map(role).collect() } else { vec![] };
    let mut aliases: Vec<String> = m.aliases.iter().filter(is_name).cloned().collect();
    aliases.dedup();
    // A state that is only ever called "Russian" has its name from the table, not from the report.
    aliases.retain(|a| m.kind != PartyKind::State || m.mentions.iter().any(|(w, _)| g.slice(w.clone()) == a));
    Party {
        id: ids[&member],
        name: m.name.clone(),
        aliases,
        kind: m.kind,
        country: m.country,
        sector: m.sector.clone(),
        roles: titles,
        mentions: spans.into_iter().map(evidence).collect(),
        known_as: m.id.clone(),
        made_by: m.made_by.clone(),
    }
}
