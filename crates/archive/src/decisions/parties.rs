//! Which parties are one, and which one is two: decided by the user.

use rusqlite::{OptionalExtension, Transaction, params};
use serde::Serialize;

use super::{Verdict, record};
use crate::{Archive, Error, edtf, keep, names, parties, processes};

/// A party, as it is listed.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct PartyListed {
    /// Its number; it stays.
    pub id: i64,
    /// Its fullest name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// Of which country.
    pub country: Option<String>,
    /// How many reports mention it.
    pub reports: u32,
    /// The first and the last of them.
    pub first: Option<String>,
    /// The same.
    pub last: Option<String>,
}

impl PartyListed {
    /// A row of id, name, kind, country, reports, first and last day.
    pub(crate) fn from_row(r: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let day = |d: Option<i32>| d.map(edtf::text);
        Ok(Self {
            id: r.get(0)?,
            name: r.get(1)?,
            kind: r.get(2)?,
            country: r.get(3)?,
            reports: r.get(4)?,
            first: day(r.get(5)?),
            last: day(r.get(6)?),
        })
    }
}

impl Archive {
    /// Parties of which a name begins with these words, those in most reports first; with no words all.
    pub fn parties(&self, words: &str, limit: usize) -> Result<Vec<PartyListed>, Error> {
        let key = names::key(words);
        let mut all = self.db.prepare_cached(
            "SELECT id, name, kind, country, reports, first, last FROM party
             WHERE into_party IS NULL AND reports > 0 AND (?1 = '' OR id IN (
               SELECT ifnull(p.into_party, p.id) FROM party_name n JOIN party p ON p.id = n.party
               WHERE n.key BETWEEN 'n:' || ?1 AND 'n:' || ?1 || char(1114111)))
             ORDER BY reports DESC, id LIMIT ?2",
        )?;
        let rows = all.query_map(params![key, limit as i64], PartyListed::from_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Makes one party another: whatever is read of the one, now and later, is of the other. Takes as long as tying the
    /// reports of the one that goes anew. Gives the decision's number.
    pub fn merge_parties(&mut self, from: i64, into: i64) -> Result<i64, Error> {
        self.deciding(|tx, who| {
            let (from, into) = (standing(tx, from)?, standing(tx, into)?);
            if from == into {
                return Err(Error::Unknown("a party cannot be merged with itself".into()));
            }
            let reports = numbers(tx, "SELECT DISTINCT report FROM appearing WHERE party = ?", from)?;
            let merged = numbers(tx, "SELECT id FROM party WHERE into_party = ?", from)?;
            let acting = numbers(tx, "SELECT id FROM party WHERE side = ?", from)?;
            tx.execute("UPDATE party SET into_party = ?2 WHERE id = ?1 OR into_party = ?1", [from, into])?;
            tx.execute("UPDATE party SET side = ?2 WHERE side = ?1", [from, into])?;
            processes::merge_party(tx, from, into)?;
            tie_anew(tx, &reports)?;
            record(tx, who, &Verdict::MergeParties { from, into, merged, acting })
        })
    }

    /// Makes a party of its own of what some reports say of another; gives its number.
    pub fn split_party(&mut self, from: i64, reports: &[i64], name: &str) -> Result<i64, Error> {
        self.deciding(|tx, who| {
            let from = standing(tx, from)?;
            tx.execute(
                "INSERT INTO party(kind, name, country, sector, side, reports)
                 SELECT kind, ?2, country, sector, nullif(side, id), 0 FROM party WHERE id = ?1",
                params![from, name],
            )?;
            let into = tx.last_insert_rowid();
            let key = format!("{}{}", parties::GIVEN, names::key(name));
            tx.execute("INSERT INTO party_name VALUES(?, ?, ?)", params![key, into, name])?;
            let decision = record(
                tx,
                who,
                &Verdict::SplitParty { from, into, name: name.into(), reports: reports.to_vec() },
            )?;
            let mut moved = 0;
            for report in reports {
                moved += tx.execute(
                    "INSERT OR REPLACE INTO told_apart SELECT DISTINCT report, party, ?3, ?4 FROM appearance WHERE report = ?1 AND party = ?2",
                    [*report, from, into, decision],
                )?;
            }
            if moved == 0 {
                return Err(Error::Unknown(format!(
                    "none of these reports mentions party {from}; nothing was split"
                )));
            }
            tie_anew(tx, reports)?;
            Ok(into)
        })
    }
}

/// Takes a merger back.
pub fn part(tx: &Transaction<'_>, from: i64, into: i64, merged: &[i64], acting: &[i64]) -> Result<(), Error> {
    let mut back = tx.prepare("UPDATE party SET into_party = ?2 WHERE id = ?1 AND into_party IS NOT NULL")?;
    back.execute(params![from, None::<i64>])?;
    for party in merged {
        back.execute([*party, from])?;
    }
    for party in acting {
        tx.execute("UPDATE party SET side = ?2 WHERE id = ?1", [*party, from])?;
    }
    let into = standing(tx, into)?;
    let mut reports = vec![];
    for party in merged.iter().chain([&from]) {
        let mut read = tx.prepare("SELECT DISTINCT report FROM appearing WHERE party = ? AND read_as = ?")?;
        reports.extend(read.query_map([into, *party], |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()?);
    }
    tie_anew(tx, &reports)
}

/// Takes a split back.
pub fn rejoin(tx: &Transaction<'_>, from: i64, into: i64, reports: &[i64]) -> Result<(), Error> {
    tx.execute("DELETE FROM told_apart WHERE as_party = ?", [into])?;
    // What later reports said of the new party stays with it, and it is that party again.
    tx.execute("UPDATE party SET into_party = ?2 WHERE id = ?1", [into, standing(tx, from)?])?;
    let later = numbers(tx, "SELECT DISTINCT report FROM appearing WHERE party = ?", into)?;
    let mut all: Vec<i64> = reports.iter().copied().chain(later).collect();
    all.sort_unstable();
    all.dedup();
    tie_anew(tx, &all)
}

/// The parties of a report that the user took out of others: (which, what it is there).
pub fn told_apart(tx: &Transaction<'_>, report: i64) -> Result<Vec<(i64, i64)>, Error> {
    let mut all = tx.prepare_cached("SELECT party, as_party FROM told_apart WHERE report = ?")?;
    let rows = all.query_map([report], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The party that a number stands for now.
fn standing(tx: &Transaction<'_>, party: i64) -> Result<i64, Error> {
    let mut one = tx.prepare_cached("SELECT ifnull(into_party, id) FROM party WHERE id = ?")?;
    let found = one.query_row([party], |r| r.get(0)).optional()?;
    found.ok_or_else(|| Error::Unknown(format!("there is no party {party}; `rapporteur party` lists them")))
}

fn tie_anew(tx: &Transaction<'_>, reports: &[i64]) -> Result<(), Error> {
    reports.iter().try_for_each(|report| keep::tie_anew(tx, *report))
}

fn numbers(tx: &Transaction<'_>, sql: &str, party: i64) -> Result<Vec<i64>, Error> {
    let mut all = tx.prepare_cached(sql)?;
    Ok(all.query_map([party], |r| r.get(0))?.collect::<Result<_, _>>()?)
}
