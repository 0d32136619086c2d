//! Where things are said to be: places by how often reports name them, and who holds what.

use std::collections::HashMap;

use rusqlite::{Connection, params};
use serde::Serialize;

use super::{Claim, Desk, Entry, Scope, Source, claims, items, scope};
use crate::{Archive, Error};

/// Reports that a map looks through: the newest of those asked for.
const LOOKED_THROUGH: usize = 1000;
/// Places that a map shows.
const PLACES: usize = 250;
/// Entries of control.
const CONTROL: usize = 120;

/// A place on the map.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Spot {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Whether it is a country.
    pub whole: bool,
    /// Reports that name it.
    pub reports: usize,
}

/// Where things are said to be.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Ground {
    /// Places, those in most reports first.
    pub spots: Vec<Spot>,
    /// How many places have no coordinates.
    pub unplaced: usize,
    /// Control, newest first, with the place of each in `spots` where it has one.
    pub control: Vec<(Entry, Option<(f64, f64)>)>,
    /// Reports looked through.
    pub reports: usize,
    /// Whether there are more, of which these are the newest.
    pub newest_only: bool,
    /// The reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// The places and the control within a scope, from reports of some days.
    pub fn ground(&self, within: &Scope, from: Option<i32>, to: Option<i32>) -> Result<Ground, Error> {
        let reports = self.chosen(within, from, to, LOOKED_THROUGH)?;
        let ids = serde_json::to_string(&reports).unwrap_or_default();
        let mut desk = Desk::new(&self.db);
        let mut all = self.db.prepare_cached(
            "SELECT p.id, p.name, p.country, p.lat, p.lon, p.whole, count(DISTINCT s.report) AS n
             FROM json_each(?) r CROSS JOIN sight s ON s.report = r.value JOIN place p ON p.id = s.place
             GROUP BY p.id ORDER BY n DESC, p.id",
        )?;
        let mut rows = all.query([&ids])?;
        let (mut spots, mut unplaced) = (vec![], 0);
        while let Some(r) = rows.next()? {
            let at: (Option<f64>, Option<f64>) = (r.get(3)?, r.get(4)?);
            let (Some(lat), Some(lon)) = at else {
                unplaced += 1;
                continue;
            };
            let reports = r.get::<_, i64>(6)? as usize;
            if spots.len() < PLACES {
                spots.push(Spot {
                    id: r.get(0)?,
                    name: r.get(1)?,
                    country: r.get(2)?,
                    lat,
                    lon,
                    whole: r.get(5)?,
                    reports,
                });
            }
        }
        let told = claims(
            &self.db,
            "FROM json_each(?) r CROSS JOIN claim c ON c.id BETWEEN r.value * 65536 AND r.value * 65536 + 65535
             WHERE c.kind = 'c'",
            &[&ids],
        )?;
        let places = coordinates(&self.db, &told)?;
        let mut held = items(told);
        held.sort_by_cached_key(|i| std::cmp::Reverse((i.days().map(|d| d.last).or(i.last_published()), i.entry)));
        let mut control = vec![];
        for i in held.iter().take(CONTROL) {
            let at = i.most(|c| c.place).and_then(|p| places.get(&p).copied());
            control.push((desk.entry(i)?, at));
        }
        let newest_only = reports.len() == LOOKED_THROUGH;
        Ok(Ground { spots, unplaced, control, reports: reports.len(), newest_only, sources: desk.sources })
    }

    /// The newest reports within a scope, published on some days.
    pub(crate) fn chosen(
        &self,
        within: &Scope,
        from: Option<i32>,
        to: Option<i32>,
        most: usize,
    ) -> Result<Vec<i64>, Error> {
        let days =
            "(?1 IS NULL OR r.day >= ?1) AND (?2 IS NULL OR r.day <= ?2) ORDER BY r.day DESC, r.id DESC LIMIT ?3";
        let sql = match within {
            Scope::All => format!("SELECT r.id FROM report r WHERE {days}"),
            _ => {
                scope::choose(&self.db, within, None, None)?;
                format!("SELECT r.id FROM temp.chosen c JOIN report r ON r.id = c.report WHERE {days}")
            }
        };
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map(params![from, to, most as i64], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn coordinates(db: &Connection, told: &[Claim]) -> Result<HashMap<i64, (f64, f64)>, Error> {
    let mut one = db.prepare_cached("SELECT lat, lon FROM place WHERE id = ?")?;
    let mut out = HashMap::new();
    for place in told.iter().filter_map(|c| c.place) {
        if let (Some(lat), Some(lon)) = one.query_row([place], |r| Ok((r.get(0)?, r.get(1)?)))? {
            out.insert(place, (lat, lon));
        }
    }
    Ok(out)
}
