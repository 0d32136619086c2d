//! What the user decided: which parties and entries are one or two, what was read wrongly, and what processes are called.
//! Kept apart from what was read, with who and when; it holds when reports are read again, and can be taken back.

mod entries;
mod parties;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use crate::{Archive, Error, processes};

pub(crate) use entries::Rulings;
pub use entries::WrongClaim;
pub use parties::PartyListed;
pub(crate) use parties::told_apart;

/// A decision of the user.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decision {
    /// Its number.
    pub id: i64,
    /// When it was made (RFC 3339).
    pub at: String,
    /// Who made it, where that was told.
    pub who: Option<String>,
    /// What was decided.
    pub what: Verdict,
    /// When it was taken back.
    pub revoked: Option<String>,
}

/// What can be decided. As JSON: `{"merge_parties": {"from": 4, "into": 2, …}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Verdict {
    /// A process is called so; before, it was called otherwise or had no name of the user's.
    RenameProcess { process: i64, name: String, before: Option<String> },
    /// One process is part of another, with these reports and these processes that had been merged with it.
    MergeProcesses { from: i64, into: i64, reports: Vec<i64>, merged: Vec<i64> },
    /// These reports of a process are one of their own.
    SplitProcess { from: i64, into: i64, name: String, reports: Vec<i64> },
    /// One party is another, with these parties that had been merged with it and these that act for it.
    MergeParties { from: i64, into: i64, merged: Vec<i64>, acting: Vec<i64> },
    /// In these reports a party is another one.
    SplitParty { from: i64, into: i64, name: String, reports: Vec<i64> },
    /// All that is said of an entry is wrong.
    WrongEntry { entry: i64 },
    /// What one report says (`m1`, `s12`: as in its record) is wrong.
    WrongClaim { report: i64, id: String },
    /// One entry is another, with these entries that had been merged with it.
    MergeEntries { from: i64, into: i64, merged: Vec<i64> },
    /// What these reports say is another entry.
    SplitEntry { from: i64, into: i64, reports: Vec<i64> },
}

impl Archive {
    /// In whose name decisions are made from now on.
    pub fn acting_as(&mut self, who: Option<&str>) -> &mut Self {
        self.who = who.map(String::from);
        self
    }

    /// All decisions, the oldest first; also those that were taken back.
    pub fn decisions(&self) -> Result<Vec<Decision>, Error> {
        let mut all = self.db.prepare_cached("SELECT id, at, who, what, revoked FROM decision ORDER BY id")?;
        let time = |seconds: i64| Timestamp::from_second(seconds).map_or_else(|_| "?".into(), |t| t.to_string());
        let rows = all.query_map([], |r| {
            let what: String = r.get(3)?;
            Ok((r.get(0)?, time(r.get(1)?), r.get(2)?, what, r.get::<_, Option<i64>>(4)?.map(time)))
        })?;
        rows.map(|row| {
            let (id, at, who, what, revoked) = row?;
            Ok(Decision { id, at, who, what: verdict(id, &what)?, revoked })
        })
        .collect()
    }

    /// Takes a decision back: what was read shows again as it did before.
    pub fn revoke(&mut self, decision: i64) -> Result<(), Error> {
        self.deciding(|tx, _| {
            let what: Option<String> = tx
                .prepare_cached("SELECT what FROM decision WHERE id = ? AND revoked IS NULL")?
                .query_row([decision], |r| r.get(0))
                .optional()?;
            let what = what.ok_or_else(|| {
                Error::Unknown(format!("there is no decision {decision} that holds; `rapporteur decision` lists them"))
            })?;
            match verdict(decision, &what)? {
                Verdict::RenameProcess { process, before, .. } => processes::call(tx, process, before.as_deref())?,
                Verdict::MergeProcesses { from, into, reports, merged } => {
                    processes::part(tx, from, into, &reports, &merged)?
                }
                Verdict::SplitProcess { from, into, reports, .. } => processes::move_reports(tx, into, from, &reports)?,
                Verdict::MergeParties { from, into, merged, acting } => {
                    parties::part(tx, from, into, &merged, &acting)?
                }
                Verdict::SplitParty { from, into, reports, .. } => parties::rejoin(tx, from, into, &reports)?,
                Verdict::WrongEntry { .. } | Verdict::WrongClaim { .. } => entries::show(tx, decision)?,
                Verdict::MergeEntries { from, into, merged } => entries::part(tx, decision, from, into, &merged)?,
                Verdict::SplitEntry { from, into, .. } => entries::rejoin(tx, decision, from, into)?,
            }
            tx.prepare_cached("UPDATE decision SET revoked = ? WHERE id = ?")?
                .execute([Timestamp::now().as_second(), decision])?;
            Ok(())
        })
    }

    /// One decision is one transaction.
    pub(crate) fn deciding<T>(
        &mut self,
        decide: impl FnOnce(&Transaction<'_>, Option<&str>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = decide(&tx, self.who.as_deref())?;
        tx.commit()?;
        Ok(done)
    }
}

/// Writes a decision down; gives its number.
pub(crate) fn record(tx: &Transaction<'_>, who: Option<&str>, what: &Verdict) -> Result<i64, Error> {
    let what = serde_json::to_string(what).map_err(|e| Error::Damaged(e.to_string()))?;
    tx.prepare_cached("INSERT INTO decision(at, who, what) VALUES(?, ?, ?)")?.execute(params![
        Timestamp::now().as_second(),
        who,
        what
    ])?;
    Ok(tx.last_insert_rowid())
}

fn verdict(id: i64, what: &str) -> Result<Verdict, Error> {
    serde_json::from_str(what).map_err(|e| Error::Damaged(format!("decision {id}: {e}")))
}

impl Decision {
    /// What was decided, in words.
    pub fn told(&self) -> String {
        let listed = |reports: &[i64]| reports.iter().map(|r| format!("#{r}")).collect::<Vec<_>>().join(" ");
        match &self.what {
            Verdict::RenameProcess { process, name, .. } => format!("process #{process} is called {name:?}"),
            Verdict::MergeProcesses { from, into, .. } => format!("process #{from} is part of #{into}"),
            Verdict::SplitProcess { from, into, name, reports } => {
                format!("reports {} of process #{from} are process #{into} {name:?}", listed(reports))
            }
            Verdict::MergeParties { from, into, .. } => format!("party #{from} is #{into}"),
            Verdict::SplitParty { from, into, name, reports } => {
                format!("party #{from} in reports {} is another: #{into} {name:?}", listed(reports))
            }
            Verdict::WrongEntry { entry } => format!("entry #{entry} is wrong"),
            Verdict::WrongClaim { report, id } => format!("{id} of report #{report} is wrong"),
            Verdict::MergeEntries { from, into, .. } => format!("entry #{from} is #{into}"),
            Verdict::SplitEntry { from, into, reports } => {
                format!("what reports {} say of entry #{from} is another: #{into}", listed(reports))
            }
        }
    }
}
