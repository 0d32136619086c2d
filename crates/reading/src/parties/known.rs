//! What is known of a name before reading: `lexicon/known.toml`, as the reading of parties asks it.

use std::collections::HashMap;
use std::sync::LazyLock;

use rapporteur_record::{Country, PartyKind};
use serde::Deserialize;

use super::lexicon::Gender;

/// A body that is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    pub kind: PartyKind,
    pub country: Option<Country>,
    pub sector: Vec<String>,
    pub id: Option<String>,
}

/// What a stretch of words may be known as.
#[derive(Debug, Clone)]
pub(super) enum Thing {
    Country(Country),
    Demonym(Country),
    Seat(Country),
    Body(Known),
}

#[derive(Deserialize)]
struct File {
    countries: Vec<CountryEntry>,
    bodies: Vec<BodyEntry>,
    people: Vec<PeopleEntry>,
    given_names: GivenNames,
}

#[derive(Deserialize)]
struct CountryEntry {
    code: Country,
    names: Vec<String>,
    peoples: Vec<String>,
    seats: Vec<String>,
}

#[derive(Deserialize)]
struct BodyEntry {
    kind: PartyKind,
    sector: Vec<String>,
    country: Option<Country>,
    names: Vec<String>,
}

#[derive(Deserialize)]
struct PeopleEntry {
    country: Option<Country>,
    names: Vec<String>,
}

#[derive(Deserialize)]
struct GivenNames {
    male: Vec<String>,
    female: Vec<String>,
}

/// All of `lexicon/known.toml`.
pub(super) struct Table {
    things: HashMap<String, Thing>,
    countries: HashMap<Country, String>,
    given: HashMap<String, Gender>,
    people: HashMap<String, Option<Country>>,
    /// Surnames of well-known people, where all who bear one act for the same state.
    surnames: HashMap<String, Option<Country>>,
}

fn surnames(people: &HashMap<String, Option<Country>>) -> HashMap<String, Option<Country>> {
    let mut all: HashMap<String, Vec<Option<Country>>> = HashMap::new();
    for (name, country) in people {
        let last = name.rsplit([' ', '-']).next().unwrap_or(name);
        all.entry(last.to_owned()).or_default().push(*country);
    }
    let one = |c: &Vec<Option<Country>>| c.iter().all(|x| *x == c[0]);
    all.into_iter().filter(|(name, c)| name.chars().count() > 3 && one(c)).map(|(name, c)| (name, c[0])).collect()
}

static SHIPPED: LazyLock<Table> = LazyLock::new(|| {
    Table::parse(include_str!("../../../../lexicon/known.toml")).expect("lexicon/known.toml is checked by tests")
});

impl Table {
    /// The table that ships.
    pub fn shipped() -> &'static Table {
        &SHIPPED
    }

    fn parse(toml: &str) -> Result<Table, toml::de::Error> {
        let file: File = toml::from_str(toml)?;
        let mut things = HashMap::new();
        let first = |c: &CountryEntry| Some((c.code, c.names.first()?.clone()));
        let countries = file.countries.iter().filter_map(first).collect();
        for c in file.countries {
            let names = c.names.into_iter().map(|n| (n, Thing::Country(c.code)));
            let peoples = c.peoples.into_iter().map(|n| (n, Thing::Demonym(c.code)));
            let seats = c.seats.into_iter().map(|n| (n, Thing::Seat(c.code)));
            for (name, thing) in names.chain(peoples).chain(seats) {
                things.entry(name).or_insert(thing);
            }
        }
        for b in file.bodies {
            let id = b.names.first().map(|n| format!("known:{n}"));
            let known = Known { kind: b.kind, country: b.country, sector: b.sector, id };
            things.extend(b.names.into_iter().map(|n| (n, Thing::Body(known.clone()))));
        }
        let male = file.given_names.male.into_iter().map(|n| (n, Gender::Male));
        let given = file.given_names.female.into_iter().map(|n| (n, Gender::Female)).chain(male).collect();
        let people = (file.people.into_iter())
            .flat_map(|p| p.names.into_iter().map(move |n| (n.to_lowercase(), p.country)))
            .collect();
        Ok(Table { things, countries, given, surnames: surnames(&people), people })
    }

    /// What these words name.
    pub fn thing(&self, words: &str) -> Option<Thing> {
        self.things.get(words).cloned()
    }

    /// What a country is called where the report only says "Russian".
    pub fn country_name(&self, country: Country) -> &str {
        self.countries.get(&country).map_or("", String::as_str)
    }

    /// For which country a well-known person acts: nothing for the unknown, none for those who act for no state.
    pub fn person(&self, name: &str) -> Option<Option<Country>> {
        let (surname, name) = (name, name.to_lowercase());
        let famous = || self.surnames.get(&name).filter(|_| !self.given.contains_key(surname));
        self.people.get(&name).or_else(famous).copied()
    }

    /// Whose given name a word is.
    pub fn given_name(&self, word: &str) -> Option<Gender> {
        self.given.get(word).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_read() {
        let table = Table::parse(include_str!("../../../../lexicon/known.toml")).unwrap();
        assert!(matches!(table.thing("Kremlin"), Some(Thing::Seat(_))));
        assert!(matches!(table.thing("South Korean"), Some(Thing::Demonym(c)) if c.as_str() == "KOR"));
    }
}
