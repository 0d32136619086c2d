//! Has the archive changed since an answer was given? Told without finding the answer again.

use rusqlite::params;

use crate::{Archive, Error};

/// What an answer is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Everything.
    All,
    /// A process.
    Process(i64),
    /// A party, and who acts for it.
    Party(i64),
}

/// How far the archive is. Two that are the same tell that no report was added to what an answer is about or taken from
/// it, and that no user decided anything; names that other reports gave to its parties may be others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    decided: (i64, i64),
    reports: (i64, i64),
}

impl State {
    /// The number of the newest report in what the answer is about; 0 where there is none.
    pub fn newest(&self) -> i64 {
        self.reports.1
    }

    /// Whether users have decided nothing between the two.
    pub fn is_decided_as(&self, other: &State) -> bool {
        self.decided == other.decided
    }
}

impl Archive {
    /// How far the archive is in what an answer is about.
    pub fn state(&self, of: Of) -> Result<State, Error> {
        let pair = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?));
        let decided =
            self.db.prepare_cached("SELECT ifnull(max(id), 0), count(revoked) FROM decision")?.query_row([], pair)?;
        let (sql, id) = match of {
            Of::All => ("SELECT ?1, ifnull(max(id), 0) FROM report", 0),
            Of::Process(id) => (
                "SELECT count(*), ifnull(max(report), 0) FROM membership
                 WHERE process = (SELECT ifnull(into_process, id) FROM process WHERE id = ?1)",
                id,
            ),
            Of::Party(id) => (
                "SELECT count(*), ifnull(max(a.report), 0) FROM party p JOIN appearing a ON a.party = p.id
                 WHERE p.id = ?1 OR p.side = ?1",
                id,
            ),
        };
        let reports = self.db.prepare_cached(sql)?.query_row(params![id], pair)?;
        Ok(State { decided, reports })
    }

    /// A number that is another one whenever anyone else has changed the archive in any way.
    pub fn version(&self) -> Result<i64, Error> {
        Ok(self.db.prepare_cached("PRAGMA data_version")?.query_row([], |r| r.get(0))?)
    }
}
