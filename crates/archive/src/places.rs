//! Which place of the archive is this place of a report, and can two places be one?

use std::collections::HashMap;

use rapporteur_record::{Party, PartyKind, Place, PlaceId, Record};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::{Error, names};

/// Kilometres within which two places can be the same spot: a palace and its city.
const NEAR: f64 = 60.0;

/// The places of a report in the archive.
pub type Ties = HashMap<PlaceId, i64>;

/// Finds or makes the archive's place for each of the report's.
pub fn link(tx: &Transaction<'_>, report: i64, record: &Record) -> Result<Ties, Error> {
    let mut ties = Ties::new();
    for g in &record.places {
        let id = tie(tx, g, is_country(record, g))?;
        tx.prepare_cached("INSERT INTO sight VALUES(?, ?, ?)")?.execute(params![report, g.id.0, id])?;
        ties.insert(g.id, id);
    }
    Ok(ties)
}

/// Finds or makes the archive's place for one of a report's.
pub fn tie(tx: &Transaction<'_>, g: &Place, whole: bool) -> Result<i64, Error> {
    let id = match find(tx, g)? {
        Some(id) => id,
        None => insert(tx, g)?,
    };
    if whole {
        tx.prepare_cached("UPDATE place SET whole = 1 WHERE id = ? AND whole = 0")?.execute([id])?;
    }
    Ok(id)
}

/// What a place is looked for by, and found by later.
pub fn keys(g: &Place) -> Vec<String> {
    let country = g.country.map_or_else(String::new, |c| c.to_string());
    let named = format!("named:{}|{country}", names::key(&g.name));
    [named].into_iter().chain(g.geonames.map(|n| format!("geonames:{n}"))).collect()
}

/// A place that the report also names as a state is that whole country.
pub fn is_country(record: &Record, g: &Place) -> bool {
    let named = |p: &Party| p.name == g.name || p.aliases.contains(&g.name);
    record.parties.iter().any(|p| p.kind == PartyKind::State && p.country == g.country && named(p))
}

fn find(tx: &Transaction<'_>, g: &Place) -> Result<Option<i64>, Error> {
    let found = match g.geonames {
        Some(n) => {
            tx.prepare_cached("SELECT id FROM place WHERE geonames = ?")?.query_row([n], |r| r.get(0)).optional()?
        }
        None => tx
            .prepare_cached(
                "SELECT id FROM place WHERE key = ? AND country IS ? ORDER BY geonames IS NULL, id LIMIT 1",
            )?
            .query_row(params![names::key(&g.name), g.country.map(|c| c.to_string())], |r| r.get(0))
            .optional()?,
    };
    Ok(found)
}

fn insert(tx: &Transaction<'_>, g: &Place) -> Result<i64, Error> {
    tx.prepare_cached("INSERT INTO place(name, key, country, geonames, lat, lon) VALUES(?, ?, ?, ?, ?, ?)")?
        .execute(params![g.name, names::key(&g.name), g.country.map(|c| c.to_string()), g.geonames, g.lat, g.lon])?;
    Ok(tx.last_insert_rowid())
}

/// Writes a place down under its number, as it was named first.
pub fn put(tx: &Transaction<'_>, id: i64, spot: &Spot) -> Result<(), Error> {
    let at = |of: fn((f64, f64)) -> f64| spot.at.map(of);
    tx.prepare_cached("INSERT INTO place(id, name, key, country, lat, lon) VALUES(?, ?, ?, ?, ?, ?)")?
        .execute(params![id, spot.name, names::key(&spot.name), spot.country, at(|at| at.0), at(|at| at.1)])?;
    Ok(())
}

/// A place of the archive.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Spot {
    /// As named first.
    pub name: String,
    country: Option<String>,
    at: Option<(f64, f64)>,
    whole: bool,
}

impl Spot {
    /// Whether it is a whole country.
    pub fn is_whole(&self) -> bool {
        self.whole
    }
}

/// Reads a place of the archive.
pub fn spot(db: &Connection, id: i64) -> Result<Spot, Error> {
    let mut one = db.prepare_cached("SELECT name, country, lat, lon, whole FROM place WHERE id = ?")?;
    Ok(one.query_row([id], |r| {
        let (lat, lon): (Option<f64>, Option<f64>) = (r.get(2)?, r.get(3)?);
        Ok(Spot { name: r.get(0)?, country: r.get(1)?, at: lat.zip(lon), whole: r.get(4)? })
    })?)
}

/// The archive's place that a user's words name: the one in most reports.
pub fn named(db: &Connection, name: &str) -> Result<Vec<i64>, Error> {
    let mut all = db.prepare_cached("SELECT id FROM place WHERE key = ? ORDER BY id")?;
    let rows = all.query_map([names::key(name)], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How two places lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// One can be part of the other, or they are one.
    Same,
    /// Nothing tells.
    Unknown,
    /// They are two.
    Apart,
}

/// Whether an encounter can be at both. A whole country holds all its places.
pub fn compare(a: &Spot, b: &Spot) -> Lie {
    if differ(a, b) && (a.whole || b.whole) {
        return Lie::Apart;
    }
    if a.country == b.country && (a.name == b.name || a.whole || b.whole) {
        return Lie::Same;
    }
    match (a.at, b.at) {
        (Some(a), Some(b)) if distance(a, b) <= NEAR => Lie::Same,
        (Some(_), Some(_)) => Lie::Apart,
        _ if differ(a, b) => Lie::Apart,
        _ => Lie::Unknown,
    }
}

fn differ(a: &Spot, b: &Spot) -> bool {
    matches!((&a.country, &b.country), (Some(x), Some(y)) if x != y)
}

/// Great-circle distance in kilometres.
fn distance((lat, lon): (f64, f64), (lat2, lon2): (f64, f64)) -> f64 {
    let (a, b, d) = (lat.to_radians(), lat2.to_radians(), (lon2 - lon).to_radians());
    let h = ((b - a) / 2.0).sin().powi(2) + a.cos() * b.cos() * (d / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(name: &str, country: &str, lat: f64, lon: f64) -> Spot {
        Spot {
            name: name.into(),
            country: (!country.is_empty()).then(|| country.into()),
            at: Some((lat, lon)),
            whole: false,
        }
    }

    #[test]
    fn a_suburb_is_its_city_and_another_city_is_not() {
        let (geneva, annemasse) = (at("Geneva", "CHE", 46.20, 6.15), at("Annemasse", "FRA", 46.19, 6.24));
        let (vienna, muscat) = (at("Vienna", "AUT", 48.21, 16.37), Spot { at: None, ..at("Muscat", "OMN", 0.0, 0.0) });
        assert_eq!(compare(&geneva, &annemasse), Lie::Same);
        assert_eq!(compare(&geneva, &vienna), Lie::Apart);
        assert_eq!(compare(&geneva, &muscat), Lie::Apart);
        assert_eq!(compare(&muscat, &Spot { whole: true, ..at("Oman", "OMN", 21.0, 57.0) }), Lie::Same);
        assert_eq!(
            compare(&muscat, &Spot { name: "a villa".into(), country: None, at: None, whole: false }),
            Lie::Unknown
        );
    }
}
