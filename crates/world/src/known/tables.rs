//! The tables of `data/` as they are read: one line an entry, fields between tabs, names between bars.

use std::collections::HashMap;
use std::fmt;

use rapporteur_record::{Country, PartyKind};

use super::{GivenName, Known, Spell, State, Thing, World};
use crate::agents::Agents;
use crate::day::{Day, Years};
use crate::files::Own;
use crate::fold::fold;

/// A line of a table that cannot be read: a mistake of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    file: &'static str,
    line: String,
    wrong: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {:?}", self.file, self.wrong, self.line)
    }
}

impl std::error::Error for BadLine {}

macro_rules! table {
    ($name:literal) => {
        ($name, include_str!(concat!("../../data/", $name)))
    };
}

/// Bodies of all sorts, those that lend their names to others last.
const BODIES: &[(&str, &str)] = &[
    table!("organisations.tsv"),
    table!("state_bodies.tsv"),
    table!("armed_groups.tsv"),
    table!("political_parties.tsv"),
    table!("territories.tsv"),
    table!("outlets.tsv"),
    table!("others.tsv"),
];

/// The fields of the lines of a table that are no comments.
fn lines((_, text): (&'static str, &'static str)) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let lines = text.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.map(|l| (l, l.split('\t').collect()))
}

fn bars(field: &str) -> impl Iterator<Item = &str> {
    field.split('|').filter(|n| !n.is_empty())
}

/// `GOV`, `PTY,OPP 2010..2020; GOV 2020..`, `GOV RUS 1991-12..1999`.
fn spells(field: &str) -> Result<Vec<Spell>, String> {
    let one = |words: &str| {
        let mut parts = words.split_whitespace();
        let codes = parts.next().unwrap_or_default();
        let mut spell = Spell {
            sector: codes.split(',').filter(|c| *c != "-").map(str::to_owned).collect(),
            years: Years::default(),
            country: None,
        };
        for part in parts {
            if part.contains("..") {
                spell.years = Years::parse(part).ok_or_else(|| format!("{part:?} are no years"))?;
            } else {
                spell.country = Some(part.parse()?);
            }
        }
        if spell.sector.iter().any(|c| c.len() != 3 || !c.bytes().all(|b| b.is_ascii_uppercase())) {
            return Err(format!("{codes:?} are no agent codes"));
        }
        Ok(spell)
    };
    field.split(';').filter(|s| !s.trim().is_empty()).map(one).collect()
}

fn country(field: &str) -> Result<Option<Country>, String> {
    if field == "-" || field.is_empty() { Ok(None) } else { field.parse().map(Some) }
}

fn wikidata(field: Option<&&str>) -> Option<String> {
    field.filter(|q| q.starts_with('Q')).map(|q| (*q).to_owned())
}

impl World {
    /// The tables that ship, with a user's own parties before them.
    pub(crate) fn build(own: &Own) -> Result<World, BadLine> {
        let mut world = World { agents: Agents::own(&own.agents), ..World::default() };
        for party in &own.parties {
            let id = world.enter(party.known.clone(), party.names.iter().map(String::as_str));
            for name in party.names.iter().filter(|_| party.any_case) {
                world.any_case.entry(fold(name)).or_default().push(Thing::Known(id));
            }
            if party.known.kind == PartyKind::Person {
                world.enter_person(id, party.names.iter().map(String::as_str));
            }
        }
        for table in BODIES {
            world.fill(*table, |w, f| w.body(f))?;
        }
        world.fill(table!("countries.tsv"), |w, f| w.country(f))?;
        world.fill(table!("former_names.tsv"), |w, f| w.former_name(f))?;
        world.fill(table!("born.tsv"), |w, f| w.born(f))?;
        world.fill(table!("peoples.tsv"), |w, f| w.people_of(f))?;
        world.fill(table!("people.tsv"), |w, f| w.person(f))?;
        world.fill(table!("given_names.tsv"), |w, f| w.given_names(f))?;
        Ok(world)
    }

    /// The tables that ship, with a user's own parties before them.
    pub fn with(own: &Own) -> World {
        World::build(own).expect("the tables that ship are tested")
    }

    fn fill(
        &mut self,
        table: (&'static str, &'static str),
        read: impl Fn(&mut World, &[&'static str]) -> Result<(), String>,
    ) -> Result<(), BadLine> {
        for (line, fields) in lines(table) {
            read(self, &fields).map_err(|wrong| BadLine { file: table.0, line: line.to_owned(), wrong })?;
        }
        Ok(())
    }

    fn name(&mut self, name: &str, thing: Thing) {
        let there = self.things.entry(name.to_owned()).or_default();
        if !there.contains(&thing) {
            there.push(thing);
        }
        if name.contains('\'') {
            self.things.entry(name.replace('\'', "’")).or_insert_with(|| vec![thing]);
        }
    }

    fn enter<'a>(&mut self, known: Known, names: impl Iterator<Item = &'a str>) -> u32 {
        let id = self.known.len() as u32;
        self.known.push(known);
        for n in names {
            self.name(n, Thing::Known(id));
        }
        id
    }

    /// kind, codes, country, Wikidata, names
    fn body(&mut self, f: &[&str]) -> Result<(), String> {
        let [kind, codes, land, id, names, ..] = f else { return Err("needs five fields".into()) };
        let known = Known {
            name: bars(names).next().ok_or("has no name")?.to_owned(),
            kind: kind.parse::<PartyKind>()?,
            country: country(land)?,
            spells: spells(codes)?,
            wikidata: wikidata(Some(id)),
        };
        self.enter(known, bars(names));
        Ok(())
    }

    /// code, Wikidata, names, peoples, seats
    fn country(&mut self, f: &[&str]) -> Result<(), String> {
        let [code, id, names, peoples, seats @ ..] = f else { return Err("needs four fields".into()) };
        let code: Country = code.parse()?;
        let name = bars(names).next().ok_or("has no name")?.to_owned();
        self.states.insert(code, State { code, name, wikidata: wikidata(Some(id)) });
        bars(names).for_each(|n| self.name(n, Thing::Country(code)));
        bars(peoples).for_each(|n| self.name(n, Thing::Demonym(code)));
        seats.iter().flat_map(|s| bars(s)).for_each(|n| self.name(n, Thing::Seat(code)));
        Ok(())
    }

    /// years, code of today, names, peoples, seats
    fn former_name(&mut self, f: &[&str]) -> Result<(), String> {
        let [years, code, names, peoples, seats @ ..] = f else { return Err("needs four fields".into()) };
        let years = Years::parse(years).ok_or("has no years")?;
        let code: Country = code.parse()?;
        for n in bars(names) {
            self.name(n, Thing::Country(code));
            self.former.insert(n.to_owned(), (code, years));
        }
        bars(peoples).for_each(|n| self.name(n, Thing::Demonym(code)));
        seats.iter().flat_map(|s| bars(s)).for_each(|n| self.name(n, Thing::Seat(code)));
        Ok(())
    }

    /// code, first day, code of the state before
    fn born(&mut self, f: &[&str]) -> Result<(), String> {
        let [code, day, before] = f else { return Err("needs three fields".into()) };
        let day = Day::parse(day).ok_or("has no day")?;
        self.born.insert(code.parse()?, (day, before.parse()?));
        Ok(())
    }

    /// country, names
    fn people_of(&mut self, f: &[&str]) -> Result<(), String> {
        let [code, names] = f else { return Err("needs two fields".into()) };
        let code: Country = code.parse()?;
        bars(names).for_each(|n| _ = self.homes.insert(fold(n), code));
        Ok(())
    }

    /// country, codes, names, Wikidata
    fn person(&mut self, f: &[&str]) -> Result<(), String> {
        let [land, codes, names, id @ ..] = f else { return Err("needs three fields".into()) };
        let known = Known {
            name: bars(names).next().ok_or("has no name")?.to_owned(),
            kind: PartyKind::Person,
            country: country(land)?,
            spells: spells(codes)?,
            wikidata: wikidata(id.first()),
        };
        self.known.push(known);
        self.enter_person(self.known.len() as u32 - 1, bars(names));
        Ok(())
    }

    fn enter_person<'a>(&mut self, id: u32, names: impl Iterator<Item = &'a str>) {
        let enter = |map: &mut HashMap<String, Vec<u32>>, name: String| {
            let there = map.entry(name).or_default();
            if !there.contains(&id) {
                there.push(id);
            }
        };
        for name in names {
            let last = name.rsplit([' ', '-']).next().unwrap_or(name);
            if last.chars().count() > 3 && last != name {
                enter(&mut self.surnames, fold(last));
            }
            enter(&mut self.people, fold(name));
        }
    }

    /// whose, names
    fn given_names(&mut self, f: &[&str]) -> Result<(), String> {
        let [whose, names] = f else { return Err("needs two fields".into()) };
        let whose = match *whose {
            "male" => GivenName::Male,
            "female" => GivenName::Female,
            _ => return Err("is neither male nor female".into()),
        };
        bars(names).for_each(|n| _ = self.given.insert(n.to_owned(), whose));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_table_can_be_read() {
        World::build(&Own::default()).unwrap();
    }

    #[test]
    fn spells_that_are_none_are_told() {
        assert!(spells("GOV 1999-2001").is_err());
        assert!(spells("gov").is_err());
        assert_eq!(spells("REB ..1996; GOV RUS 1996..").unwrap().len(), 2);
    }
}
