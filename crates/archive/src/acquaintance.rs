//! Which talks do the same people act in? Reports of the same days in which the same people act are on the same talks, also
//! where their sides were read differently.

use std::collections::BTreeMap;

use rusqlite::{Transaction, params};

use crate::{Error, parties::Ties};

/// Days between a report and the newest of a process.
const SAME_DAYS: i32 = 21;
/// People and sides that both must have, the people that are enough by themselves, and the share of the report's people.
const SHARED: usize = 2;
const MANY: usize = 3;
const MOST: f64 = 0.5;
/// Newest reports in which each is looked for, and their shelf; see the schema.
const NEWEST: i64 = 8;
const SHELF: u32 = 12;

/// The process in which most people of a report act at its time, where they are most of its people.
pub fn process_of(
    tx: &Transaction<'_>,
    report: i64,
    parties: &[i64],
    sides: &[i64],
    day: Option<i32>,
) -> Result<Option<i64>, Error> {
    let mut is_person = tx.prepare_cached("SELECT kind = 'person' FROM party WHERE id = ?")?;
    let mut of = tx.prepare_cached(
        "SELECT DISTINCT ifnull(p.into_process, p.id) FROM appearance a JOIN membership m ON m.report = a.report
         JOIN process p ON p.id = m.process WHERE a.report >> 12 = ?1 AND a.party = ?2 AND a.report <> ?3
           AND (?4 IS NULL OR p.last IS NULL OR abs(p.last - ?4) <= ?5) ORDER BY a.report DESC LIMIT ?6",
    )?;
    let mut known: BTreeMap<i64, (usize, usize)> = BTreeMap::new();
    let mut people = 0;
    for party in parties {
        let person = is_person.query_row([party], |r| r.get::<_, bool>(0))?;
        if !person && !sides.contains(party) {
            continue;
        }
        people += u32::from(person);
        let rows = of.query_map(params![report >> SHELF, party, report, day, SAME_DAYS, NEWEST], |r| r.get(0))?;
        for process in rows {
            let (all, persons) = known.entry(process?).or_default();
            *all += 1;
            *persons += usize::from(person);
        }
    }
    let enough = |(all, persons): (usize, usize)| {
        persons >= MANY || (persons > 0 && all >= SHARED && persons as f64 >= MOST * f64::from(people))
    };
    Ok(known.into_iter().max_by_key(|(_, n)| *n).filter(|(_, n)| enough(*n)).map(|(process, _)| process))
}

/// The parties of a report that have a name.
pub fn named(parties: &Ties) -> Vec<i64> {
    let mut all: Vec<i64> = parties.values().filter(|t| !t.unnamed).map(|t| t.party).collect();
    all.sort_unstable();
    all.dedup();
    all
}
