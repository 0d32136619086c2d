//! What a reader knows before reading: states, bodies, groups and people by name, and places with their coordinates.
//!
//! Data, not code: `data/places.tsv` (GeoNames, CC BY 4.0) and `data/regions.tsv` (our own). Lookups bisect the table,
//! which lies packed in the binary, takes 11 MB once it is asked, and is never parsed as a whole. The tables of names are
//! small and parsed when first asked ([`World`]). `data/README.md` tells where each comes from.
//!
//! ```
//! let best = rapporteur_world::places("geneva").max_by_key(|p| p.population).unwrap();
//! assert_eq!(best.country.unwrap().as_str(), "CHE");
//!
//! use rapporteur_world::{Day, Thing, World};
//! let [Thing::Known(id), ..] = World::shipped().things("Taliban") else { panic!() };
//! assert_eq!(World::shipped().known(*id).sector(Day::parse("1999-05")), ["GOV"]);
//! ```

mod agents;
mod day;
mod files;
mod fold;
mod known;

pub use agents::{Agent, Strength, agent_examples, is_belonging, is_former, is_serving, once, stands_behind};
pub use day::{Day, Years};
pub use files::{Own, Problem, UserAgent, UserParty, check_parties, own_parties};
pub use fold::fold;
pub use known::{BadLine, GivenName, Known, Spell, State, Thing, World};

use std::sync::LazyLock;

use rapporteur_record::Country;

/// The gazetteer, unpacked when it is first asked; `build.rs` packs it.
static PLACES: LazyLock<String> = LazyLock::new(|| {
    let packed: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.zst"));
    let short = zstd::decode_all(packed).expect("what the build has packed can be unpacked");
    unpacked(std::str::from_utf8(&short).expect("the gazetteer is UTF-8"))
});

/// The rows with their keys: one that is left out is the name in small letters.
fn unpacked(short: &str) -> String {
    let mut rows = String::with_capacity(short.len() * 6 / 5);
    for row in short.lines() {
        if let Some(place) = row.strip_prefix('\t') {
            rows.push_str(&place.split('\t').next().unwrap_or("").to_lowercase());
        }
        rows.push_str(row);
        rows.push('\n');
    }
    rows
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A state of the world.
    Country,
    /// A state, province or county.
    State,
    /// A city, town or village.
    City,
    /// A region, sea or seat.
    Region,
}

/// A place of the gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// GeoNames' own name.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Where it lies.
    pub country: Option<Country>,
    /// First-level division: a state's letters in the United States.
    pub admin1: &'static str,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// People.
    pub population: u64,
    /// GeoNames id.
    pub geonames: Option<u32>,
}

/// All places of this name, given in lower case.
pub fn places(name: &str) -> impl Iterator<Item = Place> {
    let mut rest: &'static str = &PLACES[first(name)..];
    let name = name.to_string();
    std::iter::from_fn(move || {
        let (line, after) = rest.split_once('\n')?;
        let (key, place) = line.split_once('\t')?;
        rest = after;
        (key == name).then(|| parse(place))
    })
    .flatten()
}

/// Where the lines of this name begin, or would.
fn first(name: &str) -> usize {
    let (mut low, mut high) = (0, PLACES.len());
    while low < high {
        let middle = (low + high) / 2;
        let start = PLACES.as_bytes()[..middle].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        let line = PLACES[start..].split('\n').next().unwrap_or("");
        let key = line.split('\t').next().unwrap_or("");
        if key.as_bytes() < name.as_bytes() {
            low = start + line.len() + 1;
        } else {
            high = start;
        }
    }
    low.min(PLACES.len())
}

fn parse(line: &'static str) -> Option<Place> {
    let mut f = line.split('\t');
    let mut next = || f.next();
    Some(Place {
        name: next()?,
        kind: match next()? {
            "C" => Kind::Country,
            "A" => Kind::State,
            "P" => Kind::City,
            _ => Kind::Region,
        },
        country: next()?.parse().ok(),
        admin1: next()?,
        lat: next()?.parse().ok()?,
        lon: next()?.parse().ok()?,
        population: next()?.parse().ok()?,
        geonames: next()?.parse().ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gazetteer_is_unpacked_as_it_was() {
        let table = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/places.tsv")).unwrap();
        assert!(table.lines().filter(|row| !row.starts_with(['#', '\t'])).eq(PLACES.lines()));
    }

    #[test]
    fn every_name_is_found_and_no_other() {
        for line in PLACES.lines().step_by(997) {
            let key = line.split('\t').next().unwrap();
            assert!(places(key).next().is_some(), "{key}");
        }
        assert_eq!(places("no such place").count(), 0);
        assert!(places("paris").any(|p| p.admin1 == "TX"));
        assert!(places("ukraine").any(|p| p.kind == Kind::Country));
    }
}
