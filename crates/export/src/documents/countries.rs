//! What do other schemes call a country? `data/countries.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use rapporteur_record::{Country, Place};

/// A country's codes in other schemes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Codes {
    /// ISO 3166-1 alpha-2.
    pub iso2: Option<&'static str>,
    /// FIPS 10-4, which GDELT uses for places.
    pub fips: Option<&'static str>,
    /// Number of the Correlates of War project.
    pub cow: Option<&'static str>,
    /// Its usual name.
    pub name: &'static str,
}

static COUNTRIES: LazyLock<HashMap<Country, Codes>> = LazyLock::new(|| {
    let lines = include_str!("../../data/countries.tsv").lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(parse).collect()
});

fn parse(line: &'static str) -> Option<(Country, Codes)> {
    let mut fields = line.split('\t');
    let iso3 = fields.next()?.parse().ok()?;
    let mut code = || fields.next().map(|c| (c != "-").then_some(c));
    let (iso2, fips, cow) = (code()?, code()?, code()?);
    Some((iso3, Codes { iso2, fips, cow, name: fields.next()? }))
}

/// The codes of a country; nothing where it is not known.
pub fn codes(country: Option<Country>) -> Codes {
    country.and_then(|c| COUNTRIES.get(&c)).copied().unwrap_or_default()
}

/// What the gazetteer knows of a place beyond its record.
pub fn gazetteer(place: &Place) -> Option<rapporteur_world::Place> {
    let id = place.geonames?;
    rapporteur_world::places(&place.name.to_lowercase()).find(|p| p.geonames == Some(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_no_code_stands_twice() {
        let lines = include_str!("../../data/countries.tsv").lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(COUNTRIES.len(), lines);
        for of in [|c: &Codes| c.iso2, |c: &Codes| c.fips, |c: &Codes| c.cow] {
            let mut all: Vec<&str> = COUNTRIES.values().filter_map(of).collect();
            all.sort_unstable();
            let count = all.len();
            all.dedup();
            assert_eq!(all.len(), count);
        }
        let vietnam = codes("VNM".parse().ok());
        assert_eq!((vietnam.iso2, vietnam.fips, vietnam.cow), (Some("VN"), Some("VM"), Some("816")));
    }
}
