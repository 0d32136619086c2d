//! When and where: the times and places that are tied to words, and where a report was written.

use std::ops::Range;

use rapporteur_record::{PartyId, PartyKind, Place, PlaceId, Time, TimeType};
use rapporteur_world::Kind;

use super::Scene;
use crate::predicates;
use crate::times;

/// Degrees that a city is wide.
const CITY: f64 = 0.3;
/// Words of a dateline at the most.
const DATELINE: usize = 16;

impl Scene<'_> {
    /// The EDTF value of the time that is tied to one of these words, the first that has one.
    pub fn when(&self, words: &[usize]) -> Option<String> {
        let time = words.iter().find_map(|w| times::time_of(self.a, self.times, *w))?;
        let day = |v: &str| v.split('T').next().unwrap_or(v).to_string();
        let first = day(time.value.as_deref()?);
        let last = self.range_end(time).map(day).filter(|last| last.len() == first.len() && *last > first);
        Some(last.map_or(first.clone(), |last| format!("{first}/{last}")))
    }

    /// The other end of "from July 14 to 16", "May 13 and 14".
    fn range_end(&self, time: &Time) -> Option<&str> {
        let i = self.times.iter().position(|t| t.time.id == time.id)?;
        let (one, other) = (&self.times[i], self.times.get(i + 1)?);
        let joined = other.words.start == one.words.end + 1
            && matches!(self.lower(one.words.end).as_str(), "to" | "and" | "-" | "–" | "until" | "through");
        other.time.value.as_deref().filter(|_| joined && other.time.kind == TimeType::Date)
    }

    /// The place that is tied to one of these words.
    pub fn place(&self, words: &[usize]) -> Option<PlaceId> {
        words.iter().find_map(|w| self.place_of(*w))
    }

    /// The first place named in what depends on these words that is no whole country: "shelled the town of Gori".
    pub fn ground(&self, words: &[usize]) -> Option<PlaceId> {
        let whole = |id: &PlaceId| {
            let name = self.places.get(id.0 as usize - 1).map(|p| p.name.to_lowercase()).unwrap_or_default();
            rapporteur_world::places(&name).any(|x| x.kind == Kind::Country)
        };
        words.iter().filter_map(|w| self.place_in(self.a.subtree(*w))).find(|id| !whole(id))
    }

    fn place_of(&self, word: usize) -> Option<PlaceId> {
        let a = self.a;
        let tied = a.children(word).iter().filter(|c| match a.words[**c].rel() {
            "obl" | "nmod" => {
                predicates::marks(&predicates::cases().place, &predicates::preposition(a, self.text, **c))
            }
            "compound" => true,
            _ => false,
        });
        tied.map(|c| a.subtree(*c)).find_map(|span| self.place_in(span))
    }

    /// Whether a word is the head of the name of a place.
    pub fn is_place(&self, word: usize) -> bool {
        let i = self.mentions.partition_point(|(m, _)| m.end <= word);
        let heads = |m: &Range<usize>| m.contains(&word) && self.a.words[word].head.is_none_or(|h| !m.contains(&h));
        self.mentions.get(i).is_some_and(|(m, _)| heads(m))
    }

    /// Whether two places are one, or one lies in the other: no further apart than a city is wide, or a country.
    pub fn same_place(&self, one: PlaceId, other: PlaceId) -> bool {
        let place = |id: PlaceId| self.places.get(id.0 as usize - 1);
        let (Some(p), Some(q)) = (place(one), place(other)) else { return false };
        let at = |p: &Place| p.lat.zip(p.lon);
        let near = at(p).zip(at(q)).is_some_and(|((a, b), (c, d))| (a - c).abs() < CITY && (b - d).abs() < CITY);
        let country = |p: &Place| rapporteur_world::places(&p.name.to_lowercase()).any(|x| x.kind == Kind::Country);
        one == other || near || (p.country.is_some() && p.country == q.country && (country(p) || country(q)))
    }

    /// Whether two places lie in one country, as far as is known.
    pub fn same_land(&self, one: PlaceId, other: PlaceId) -> bool {
        let country = |id: PlaceId| self.places.get(id.0 as usize - 1).and_then(|p| p.country);
        country(one).zip(country(other)).is_none_or(|(p, q)| p == q)
    }

    /// The place that begins at this word and in which something is done: "in Geneva".
    pub fn place_at(&self, word: usize) -> Option<PlaceId> {
        let i = self.mentions.partition_point(|(m, _)| m.start < word);
        let (words, id) = self.mentions.get(i).filter(|(m, _)| m.start == word)?;
        let head = words.clone().find(|w| self.a.words[*w].head.is_none_or(|h| !words.contains(&h)))?;
        let case = predicates::preposition(self.a, self.text, head);
        predicates::marks(&predicates::cases().place, &case).then_some(*id)
    }

    /// Where the report was written: the place before the dash of its first line ("LOME, Togo, July 7 (AFP) -").
    pub fn dateline(&self) -> Option<PlaceId> {
        let dash = self.dash()?;
        self.place_in(0..dash)
    }

    /// The state where the report was written, as far as it names that state.
    pub fn dateline_state(&self) -> Option<PartyId> {
        let place = self.places.get(self.dateline()?.0 as usize - 1)?;
        self.parties.state(place.country?)
    }

    /// The dash that ends the dateline: it stands free, soon after the place that the report begins with.
    pub(super) fn dash(&self) -> Option<usize> {
        let words = &self.a.words;
        let free = |w: usize| {
            words[w - 1].range.end < words[w].range.start
                && words.get(w + 1).is_some_and(|next| words[w].range.end < next.range.start)
        };
        let dash = |w: &usize| matches!(self.lower(*w).as_str(), "-" | "--" | "–" | "—") && free(*w);
        let capitals = words.first().map_or("", |w| &self.text[w.range.clone()]);
        let begins_with_place = self.mentions.first().is_some_and(|(m, _)| m.start == 0)
            || (capitals.len() > 2 && capitals.bytes().all(|b| b.is_ascii_uppercase()));
        (1..words.len().min(DATELINE)).find(dash).filter(|_| begins_with_place)
    }

    /// The first place named among these words.
    pub fn place_in(&self, words: Range<usize>) -> Option<PlaceId> {
        let i = self.mentions.partition_point(|(m, _)| m.start < words.start);
        self.mentions.get(i).filter(|(m, _)| m.start < words.end).map(|(_, id)| *id)
    }

    /// The last place named before the sentence of a word: "there".
    pub fn last_place(&self, word: usize) -> Option<PlaceId> {
        let start = self.a.sentences[self.a.words[word].sentence].words.start;
        let i = self.mentions.partition_point(|(m, _)| m.start < start);
        self.mentions[..i].last().map(|(_, id)| *id)
    }

    /// The states whose places are named among what depends on these words.
    pub fn lands(&self, words: &[usize]) -> Vec<PartyId> {
        let place = |w: &usize| self.place_in(self.a.subtree(*w));
        let state = |id: PlaceId| self.parties.state(self.places.get(id.0 as usize - 1)?.country?);
        // "under the Oslo accord": named after a place.
        let accord = |w: &usize| predicates::marks(&predicates::cases().accords, self.lemma(*w));
        let land = |w: &usize| self.owner_of_ground(*w).or_else(|| place(w).and_then(state)).filter(|_| !accord(w));
        let mut out: Vec<PartyId> = words.iter().filter_map(land).collect();
        out.dedup();
        out
    }

    /// "the Somali capital": the state whose ground a noun names with its adjective.
    fn owner_of_ground(&self, word: usize) -> Option<PartyId> {
        let ground = predicates::marks(&predicates::cases().grounds, self.lemma(word));
        let mut owners = self.a.children_by(word, "amod").filter(|_| ground);
        owners.find_map(|c| {
            self.parties
                .mention_at(c)
                .iter()
                .copied()
                .find(|p| self.party(*p).is_some_and(|p| p.kind == PartyKind::State))
        })
    }
}
