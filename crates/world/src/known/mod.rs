//! Who is known by name before any report is read: states, bodies, groups, people.

mod tables;

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use rapporteur_record::{Country, PartyKind};

use crate::agents::{Agent, Agents};
use crate::day::{Day, Years};
use crate::files::Own;
use crate::fold::fold;

pub use self::tables::BadLine;

/// What a name may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A state by its own name, of today or of its day: "Burma".
    Country(Country),
    /// Its people, or the adjective: "Burmese".
    Demonym(Country),
    /// A capital or a house that its government is called by: "the Kremlin".
    Seat(Country),
    /// A body, group, territory or person: see [`World::known`].
    Known(u32),
}

/// A body, group or person.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The name that it is listed by.
    pub name: String,
    /// What it is.
    pub kind: PartyKind,
    /// The state that it is of or acts for.
    pub country: Option<Country>,
    /// PLOVER agent codes and when they hold, in the order of time.
    pub spells: Vec<Spell>,
    /// Wikidata's id, where it is certain.
    pub wikidata: Option<String>,
}

/// What someone was for some time.
#[derive(Debug, Clone, PartialEq)]
pub struct Spell {
    /// PLOVER agent codes, the first one first in weight.
    pub sector: Vec<String>,
    /// When.
    pub years: Years,
    /// The country, where it is another than the usual one.
    pub country: Option<Country>,
}

impl Known {
    /// What it was on a day, or is by the tables' own time: the spell that holds.
    pub fn spell(&self, day: Option<Day>) -> Option<&Spell> {
        let holds = |s: &&Spell| day.map_or(s.years.to.is_none(), |d| s.years.hold(d));
        self.spells.iter().rev().find(holds)
    }

    /// Its codes: those of the day; without a day, or outside all spells, those of the spell nearest before it, or the
    /// first.
    pub fn sector(&self, day: Option<Day>) -> &[String] {
        let past = || self.spells.iter().rev().find(|s| day.is_none_or(|d| s.years.over_by(d)));
        self.spell(day).or_else(past).or(self.spells.first()).map_or(&[], |s| &s.sector)
    }

    /// The state that it acts for on a day: who serves an international organisation acts for none.
    pub fn acts_for(&self, day: Option<Day>) -> Option<Country> {
        let spell = self.spell(day);
        let serves =
            spell.is_some_and(|s| self.kind == PartyKind::Person && s.sector.first().is_some_and(|c| c == "IGO"));
        if serves { None } else { spell.and_then(|s| s.country).or(self.country) }
    }

    /// Whether by that day it no longer was what it is known for.
    pub fn is_former(&self, day: Day) -> bool {
        self.spell(Some(day)).is_none() && self.spells.iter().any(|s| s.years.over_by(day))
    }

    /// The name under which records link it: Wikidata's id, or our own.
    pub fn id(&self) -> String {
        self.wikidata.as_ref().map_or_else(|| format!("known:{}", self.name), |q| format!("wikidata:{q}"))
    }
}

/// A state of the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// ISO 3166-1 alpha-3, and XKX.
    pub code: Country,
    /// The usual English name.
    pub name: String,
    /// Wikidata's id, where it is certain.
    pub wikidata: Option<String>,
}

/// Whose a given name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenName {
    /// A man's.
    Male,
    /// A woman's.
    Female,
}

/// Everything that is known by name.
#[derive(Debug, Default)]
pub struct World {
    things: HashMap<String, Vec<Thing>>,
    states: HashMap<Country, State>,
    former: HashMap<String, (Country, Years)>,
    homes: HashMap<String, Country>,
    born: HashMap<Country, (Day, Country)>,
    known: Vec<Known>,
    people: HashMap<String, Vec<u32>>,
    surnames: HashMap<String, Vec<u32>>,
    given: HashMap<String, GivenName>,
    agents: Agents,
    /// A user's own names that count in any case, folded.
    any_case: HashMap<String, Vec<Thing>>,
    folded: OnceLock<HashMap<String, Vec<Thing>>>,
}

static SHIPPED: LazyLock<World> =
    LazyLock::new(|| World::build(&Own::default()).expect("the tables that ship are tested"));

impl World {
    /// What ships.
    pub fn shipped() -> &'static World {
        &SHIPPED
    }

    /// What these words name, most likely first. Names are taken as they are written: "WHO" is not "who".
    pub fn things(&self, words: &str) -> &[Thing] {
        let own = if self.any_case.is_empty() { None } else { self.any_case.get(&fold(words)) };
        own.or_else(|| self.things.get(words)).map_or(&[], Vec::as_slice)
    }

    /// The same without regard to capitals, accents and hyphens; `words` folded by [`fold`].
    pub fn things_folded(&self, words: &str) -> &[Thing] {
        let all = self.folded.get_or_init(|| {
            let mut all: HashMap<String, Vec<Thing>> = HashMap::with_capacity(self.things.len());
            for (name, things) in self.things.iter().filter(|(n, _)| !is_short(n)) {
                let there = all.entry(fold(name)).or_default();
                there.extend(things.iter().filter(|t| !there.contains(t)).collect::<Vec<_>>());
            }
            all
        });
        all.get(words).map_or(&[], Vec::as_slice)
    }

    /// A body, group or person.
    pub fn known(&self, id: u32) -> &Known {
        &self.known[id as usize]
    }

    /// All of them.
    pub fn all_known(&self) -> &[Known] {
        &self.known
    }

    /// A state by its code.
    pub fn state(&self, code: Country) -> Option<&State> {
        self.states.get(&code)
    }

    /// All states.
    pub fn states(&self) -> impl Iterator<Item = &State> {
        self.states.values()
    }

    /// Whether the words name a state that is no more, or by a name that is no more its own, and its years.
    pub fn former(&self, words: &str) -> Option<Years> {
        self.former.get(words).map(|(_, years)| *years)
    }

    /// The state that a people without a state, or of a region, lives in: "Chechen" Russia. `words` folded.
    pub fn home(&self, words: &str) -> Option<Country> {
        self.homes.get(words).copied()
    }

    /// Well-known people of this full name.
    pub fn people(&self, name: &str) -> &[u32] {
        self.people.get(&fold(name)).map_or(&[], Vec::as_slice)
    }

    /// Well-known people of this surname.
    pub fn surnamed(&self, surname: &str) -> &[u32] {
        self.surnames.get(&fold(surname)).map_or(&[], Vec::as_slice)
    }

    /// For which country a well-known person acts, by full name, or by surname where all who bear it act for the same:
    /// nothing for the unknown, none for those who act for no state.
    pub fn acts_for(&self, name: &str, day: Option<Day>) -> Option<Option<Country>> {
        let full = self.people(name);
        let all = if full.is_empty() && !self.given.contains_key(name) { self.surnamed(name) } else { full };
        let country = |id: &u32| self.known(*id).acts_for(day).map(|c| self.state_on(c, day));
        let first = country(all.first()?);
        all.iter().all(|id| country(id) == first).then_some(first)
    }

    /// Which state a state of today was on a day: before July 2011 South Sudan was Sudan.
    pub fn state_on(&self, country: Country, day: Option<Day>) -> Country {
        match self.born.get(&country) {
            Some((first, before)) if day.is_some_and(|d| d < *first) => *before,
            _ => country,
        }
    }

    /// What a noun for people or bodies says of them; `words` in the singular and folded.
    pub fn agent(&self, words: &str) -> Option<&Agent> {
        self.agents.noun(words)
    }

    /// What a word says of the weak noun that it stands before: "naval" of officers.
    pub fn agent_modifier(&self, words: &str) -> Option<&Agent> {
        self.agents.modifier(words)
    }

    /// Whose given name a word is.
    pub fn given_name(&self, word: &str) -> Option<GivenName> {
        self.given.get(word).copied()
    }
}

/// Whether a code is that of a state or territory of the tables.
pub(crate) fn is_state(code: Country) -> bool {
    SHIPPED.states.contains_key(&code)
}

/// Whether a name is told from a common word by its capitals alone: "IS", "WHO", "US".
fn is_short(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
    !name.contains(' ') && letters <= 4 && name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}
