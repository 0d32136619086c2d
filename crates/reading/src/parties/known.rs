//! What is known of a name before reading, as the reading of parties asks it: the tables of `world` on the report's day.

use rapporteur_record::{Country, PartyKind};
use rapporteur_world::{Day, GivenName, World};

use super::lexicon::Gender;

/// Letters of a name in capitals at the least that may be one in small letters: "UNITED NATIONS" is, "WHO" is not.
const SHOUTED: usize = 8;

/// A body that is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    pub kind: PartyKind,
    pub country: Option<Country>,
    pub sector: Vec<String>,
    pub id: Option<String>,
    /// The name that it is listed by.
    pub name: String,
}

/// What a stretch of words may be known as.
#[derive(Debug, Clone)]
pub(super) enum Thing {
    Country(Country),
    Demonym(Country),
    Seat(Country),
    Body(Known),
}

/// What is known on a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<'w> {
    world: &'w World,
    day: Option<Day>,
}

impl<'w> Table<'w> {
    /// What `world` holds on a report's day.
    pub fn new(world: &'w World, published: Option<&str>) -> Self {
        Table { world, day: published.and_then(Day::parse) }
    }

    /// What these words name.
    pub fn thing(&self, words: &str) -> Option<Thing> {
        let shouted = || words.len() >= SHOUTED && !words.chars().any(char::is_lowercase);
        let folded = || self.world.things_folded(words).first().filter(|_| shouted());
        Some(match *self.world.things(words).first().or_else(folded)? {
            rapporteur_world::Thing::Country(c) => Thing::Country(c),
            rapporteur_world::Thing::Demonym(c) => Thing::Demonym(c),
            rapporteur_world::Thing::Seat(c) => Thing::Seat(c),
            rapporteur_world::Thing::Known(id) => {
                let k = self.world.known(id);
                let sector = k.sector(self.day).to_vec();
                Thing::Body(Known {
                    kind: k.kind,
                    country: k.country.map(|c| self.world.state_on(c, self.day)),
                    sector,
                    id: Some(k.id()),
                    name: k.name.clone(),
                })
            }
        })
    }

    /// What a country is called where the report only says "Russian".
    pub fn country_name(&self, country: Country) -> &'w str {
        self.world.state(country).map_or("", |s| &s.name)
    }

    /// For which country a well-known person acts: nothing for the unknown, none for those who act for no state.
    pub fn person(&self, name: &str) -> Option<Option<Country>> {
        let plain = || {
            let part =
                |w: &&str| w.trim_end_matches('.').chars().count() > 1 && !matches!(*w, "Jr." | "Sr." | "Jr" | "Sr");
            name.split_whitespace().filter(part).collect::<Vec<_>>().join(" ")
        };
        self.world.acts_for(name, self.day).or_else(|| self.world.acts_for(&plain(), self.day))
    }

    /// Whether a noun says what one person is: "teacher".
    pub fn is_person_noun(&self, lemma: &str) -> bool {
        let collective = |kind: PartyKind| !matches!(kind, PartyKind::Office | PartyKind::People | PartyKind::Person);
        self.world.agent(lemma).is_some_and(|a| !collective(a.kind))
    }

    /// Whose given name a word is.
    pub fn given_name(&self, word: &str) -> Option<Gender> {
        self.world.given_name(word).map(|g| match g {
            GivenName::Male => Gender::Male,
            GivenName::Female => Gender::Female,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_what_it_was_on_the_reports_day() {
        let sector = |day| match Table::new(World::shipped(), Some(day)).thing("Taliban") {
            Some(Thing::Body(k)) => k.sector,
            other => panic!("{other:?}"),
        };
        assert_eq!(sector("1999-05-01"), ["GOV"]);
        assert_eq!(sector("2010-05-01"), ["REB"]);
        let today = Table::new(World::shipped(), None);
        assert!(matches!(today.thing("Kremlin"), Some(Thing::Seat(_))));
        assert!(matches!(today.thing("South Korean"), Some(Thing::Demonym(c)) if c.as_str() == "KOR"));
    }
}
