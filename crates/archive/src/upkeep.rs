//! Keeping the archive: check, backup, reread, forget, and what is still to be done.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use jiff::Timestamp;
use rapporteur_record::{PartyId, PlaceId, Record};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;

use crate::{
    Archive, Error, Prepared, body,
    entries::{self, Profile},
    features::Features,
    keep, known_by, parties, places, processes, stories,
};

/// A party in more reports than this keeps its names when one of them is forgotten.
const NAMED_ANEW: i64 = 200;

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Checked {
    /// Reports.
    pub reports: usize,
    /// Stretches of evidence that are the text they claim.
    pub evidence: usize,
    /// What is wrong; nothing, if all is well.
    pub problems: Vec<String>,
}

/// An input that could not be taken in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Failure {
    /// File, line or address.
    pub source: String,
    /// Why.
    pub reason: String,
    /// How often it was tried.
    pub tries: u32,
    /// The command's options, as the command wrote them.
    pub options: String,
}

/// A command that was begun and has not ended.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Task {
    /// Its number.
    pub id: i64,
    /// What it was to do, as the command wrote it.
    pub what: String,
}

impl Archive {
    /// Verifies the file, that every record can be read and is the one that was kept, and that every evidence is still
    /// its text.
    pub fn check(&self) -> Result<Checked, Error> {
        let mut done = Checked::default();
        let mut file = self.db.prepare("PRAGMA integrity_check(20)")?;
        let told: Vec<String> = file.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
        done.problems.extend(told.into_iter().filter(|t| t != "ok").map(|t| format!("the file: {t}")));
        let mut all = self.db.prepare("SELECT id, hash FROM report ORDER BY id")?;
        let rows: Vec<(i64, Vec<u8>)> = all.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        for (report, hash) in rows {
            done.reports += 1;
            match check_report(&self.db, report, &hash) {
                Ok(n) => done.evidence += n,
                Err(e) => done.problems.push(format!("report {report}: {e}")),
            }
        }
        for (what, sql) in LOOSE {
            let n: i64 = self.db.query_row(sql, [], |r| r.get(0))?;
            if n > 0 {
                done.problems.push(format!("{n} {what}"));
            }
        }
        Ok(done)
    }

    /// Copies the archive to a new file, while others read and write it.
    pub fn backup(&self, to: &Path) -> Result<(), Error> {
        if to.exists() {
            return Err(Error::Unknown(format!("{} is there already; give the backup another name", to.display())));
        }
        let part = to.with_extension("part");
        let _ = std::fs::remove_file(&part);
        let mut copy = Connection::open(&part)?;
        // All pages in one step: one view of the archive, whatever is written meanwhile.
        rusqlite::backup::Backup::new(&self.db, &mut copy)?.step(-1)?;
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        drop(copy);
        std::fs::rename(&part, to).map_err(|e| Error::Unknown(format!("{}: {e}", to.display())))
    }

    /// The reports whose record another version of program, model or lexicon made.
    pub fn to_reread(&self, made_with: &str) -> Result<Vec<i64>, Error> {
        let mut all = self.db.prepare("SELECT id FROM report WHERE made_with != ? ORDER BY id")?;
        let rows = all.query_map([made_with], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every report.
    pub fn reports(&self) -> Result<Vec<i64>, Error> {
        let mut all = self.db.prepare("SELECT id FROM report ORDER BY id")?;
        let rows = all.query_map([], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Puts a new record of a kept report in the place of the old one. Ids of report, entries, parties and processes
    /// stay where the new record still speaks of them, and so do the user's decisions.
    pub fn reread(&mut self, report: i64, new: &Prepared) -> Result<(), Error> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (hash, day): (Vec<u8>, Option<i32>) =
            tx.query_row("SELECT hash, day FROM report WHERE id = ?", [report], |r| Ok((r.get(0)?, r.get(1)?)))?;
        if hash != new.hash {
            return Err(Error::Unknown(format!("the new record is not of report {report}")));
        }
        let former = keep::Former { process: processes::of(&tx, report)?, ..keep::Former::default() };
        let entries = unlink(&tx, report)?;
        new.body.replace(&tx, report)?;
        tx.execute("UPDATE report SET made_with = ? WHERE id = ?", params![new.record.made_with, report])?;
        tx.execute("DELETE FROM words WHERE rowid = ?", [report])?;
        keep::index_words(&tx, report, &new.record)?;
        keep::link(&tx, report, day, &new.record, &former)?;
        sweep(&tx, &entries)?;
        Ok(tx.commit()?)
    }

    /// The numbers of the reports that a user means: a number of the archive (`#12`), an id or an address.
    pub fn reports_named(&self, words: &str) -> Result<Vec<i64>, Error> {
        let number = words.strip_prefix('#').and_then(|n| n.parse::<i64>().ok());
        let mut all =
            self.db.prepare("SELECT id FROM report WHERE id = ?1 OR (?1 IS NULL AND (name = ?2 OR url = ?2))")?;
        let rows = all.query_map(params![number, words], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Removes a report and all that rests on it alone.
    pub fn forget(&mut self, report: i64) -> Result<(), Error> {
        self.db.pragma_update(None, "secure_delete", true)?;
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (day, story, newer): (Option<i32>, i64, Option<i64>) = tx
            .query_row("SELECT day, story, newer FROM report WHERE id = ?", [report], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?))
            })
            .optional()?
            .ok_or_else(|| Error::Unknown(format!("there is no report {report} in the archive")))?;
        let text = body::text(&tx, report)?;
        let process = processes::of(&tx, report)?.map(|(process, _)| process);
        let mut seen = tx.prepare("SELECT DISTINCT party FROM appearance WHERE report = ?")?;
        let named: Vec<i64> = seen.query_map([report], |r| r.get(0))?.collect::<Result<_, _>>()?;
        drop(seen);
        let entries = unlink(&tx, report)?;
        stories::forget(&tx, report, &crate::sketch::sketch(&text), day)?;
        body::remove(&tx, report)?;
        tx.execute("DELETE FROM words WHERE rowid = ?", [report])?;
        for sql in ["sample", "ruling", "told_apart"].map(|table| format!("DELETE FROM {table} WHERE report = ?")) {
            tx.execute(&sql, [report])?;
        }
        tx.execute("UPDATE report SET newer = ? WHERE newer = ?", params![newer, report])?;
        tx.execute("DELETE FROM report WHERE id = ?", [report])?;
        tx.execute("DELETE FROM story WHERE id = ?1 AND NOT EXISTS(SELECT 1 FROM report WHERE story = ?1)", [story])?;
        tx.execute(
            "UPDATE report SET relation = 'first' WHERE id = (SELECT min(id) FROM report WHERE story = ?1)
               AND NOT EXISTS(SELECT 1 FROM report WHERE story = ?1 AND relation = 'first')",
            [story],
        )?;
        if let Some(p) = process {
            processes::count(&tx, p)?;
        }
        sweep(&tx, &entries)?;
        // A look at every block: forgetting is rare.
        for entry in entries {
            tx.execute("DELETE FROM block WHERE entry = ?", [entry])?;
            rebuild(&tx, entry)?;
        }
        for party in named {
            rename(&tx, party)?;
        }
        tx.commit()?;
        self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(self.db.pragma_update(None, "secure_delete", false)?)
    }

    /// Writes down that an input could not be taken in.
    pub fn fail(&mut self, source: &str, reason: &str, options: &str) -> Result<(), Error> {
        self.db.execute(
            "INSERT INTO failure VALUES(?1, ?2, ?3, 1, ?4) ON CONFLICT DO UPDATE SET reason = ?2, at = ?3, tries = tries + 1, options = ?4",
            params![source, reason, Timestamp::now().as_second(), options],
        )?;
        Ok(())
    }

    /// Writes down that an input was taken in after all.
    pub fn mend(&mut self, source: &str) -> Result<(), Error> {
        self.db.prepare_cached("DELETE FROM failure WHERE source = ?")?.execute([source])?;
        Ok(())
    }

    /// What could not be taken in.
    pub fn failures(&self) -> Result<Vec<Failure>, Error> {
        let mut all = self.db.prepare("SELECT source, reason, tries, options FROM failure ORDER BY source")?;
        let rows = all.query_map([], |r| {
            Ok(Failure { source: r.get(0)?, reason: r.get(1)?, tries: r.get(2)?, options: r.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Writes down that a command begins, so that it can be taken up again.
    pub fn begin(&mut self, what: &str) -> Result<i64, Error> {
        self.db.execute("DELETE FROM task WHERE what = ?", [what])?;
        self.db.execute("INSERT INTO task(at, what) VALUES(?, ?)", params![Timestamp::now().as_second(), what])?;
        Ok(self.db.last_insert_rowid())
    }

    /// Writes down that a command came to its end.
    pub fn end(&mut self, task: i64) -> Result<(), Error> {
        self.db.execute("DELETE FROM task WHERE id = ?", [task])?;
        Ok(())
    }

    /// Commands that were begun and have not ended.
    pub fn tasks(&self) -> Result<Vec<Task>, Error> {
        let mut all = self.db.prepare("SELECT id, what FROM task ORDER BY id")?;
        let rows = all.query_map([], |r| Ok(Task { id: r.get(0)?, what: r.get(1)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What a server said of a page when it was last fetched: its tag and its date.
    pub fn fetched(&self, url: &str) -> Result<(Option<String>, Option<String>), Error> {
        let mut one = self.db.prepare("SELECT etag, modified FROM fetched WHERE url = ?")?;
        Ok(one.query_row([url], |r| Ok((r.get(0)?, r.get(1)?))).optional()?.unwrap_or_default())
    }

    /// Remembers what a server said of a page.
    pub fn remember(&mut self, url: &str, etag: Option<&str>, modified: Option<&str>) -> Result<(), Error> {
        self.db.execute(
            "INSERT OR REPLACE INTO fetched VALUES(?, ?, ?, ?)",
            params![url, etag, modified, Timestamp::now().as_second()],
        )?;
        Ok(())
    }
}

/// What must not be there, and how to count it.
const LOOSE: &[(&str, &str)] = &[
    (
        "claims of reports that are not there",
        "SELECT count(*) FROM claim WHERE id >> 16 NOT IN (SELECT id FROM report)",
    ),
    (
        "entries that no report speaks of",
        "SELECT count(*) FROM entry WHERE into_entry IS NULL AND id NOT IN (SELECT entry FROM claim WHERE entry IS NOT NULL)",
    ),
    (
        "parties that the user made one with parties that are not there",
        "SELECT count(*) FROM party WHERE into_party NOT IN (SELECT id FROM party)",
    ),
    (
        "claims of entries that are not there",
        "SELECT count(*) FROM claim WHERE entry IS NOT NULL AND entry NOT IN (SELECT id FROM entry)",
    ),
    (
        "reports without a record",
        "SELECT count(*) FROM report r WHERE NOT EXISTS(SELECT 1 FROM piece WHERE id BETWEEN r.id * 65536 AND r.id * 65536 + 65535)",
    ),
    ("reports of stories that are not there", "SELECT count(*) FROM report WHERE story NOT IN (SELECT id FROM story)"),
    ("reports that the full text lacks", "SELECT (SELECT count(*) FROM report) - (SELECT count(*) FROM words)"),
    (
        "mentions of parties that are not there",
        "SELECT count(*) FROM appearance WHERE party NOT IN (SELECT id FROM party)",
    ),
    (
        "memberships in processes that are not there",
        "SELECT count(*) FROM membership WHERE process NOT IN (SELECT id FROM process)",
    ),
    (
        "reports kept twice",
        "SELECT count(*) FROM (SELECT 1 FROM report GROUP BY page, text_hash, title, published, publisher, author HAVING count(*) > 1)",
    ),
];

/// The record of a report: readable, the one that was kept, its evidence the text; and the claims are the record's.
fn check_report(db: &Connection, report: i64, hash: &[u8]) -> Result<usize, Error> {
    let record = body::record(db, report)?;
    record.check()?;
    if keep::hash(&record.report) != hash {
        return Err(Error::Damaged("the report is not the one that was kept".into()));
    }
    let (parties, places) = ties(db, report)?;
    let day = record.report.published.as_deref().and_then(crate::edtf::day);
    let expected: BTreeSet<(String, u32, i64, i64)> = (Features::of_all(&record, day, &parties, &places).iter())
        .filter(|f| !f.kind.is_empty())
        .map(|f| (f.kind.to_string(), f.no, f.span.0 as i64, f.span.1 as i64))
        .collect();
    let mut all =
        db.prepare_cached("SELECT kind, no, start, end FROM claim WHERE id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535")?;
    let rows = all.query_map([report], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
    let kept: BTreeSet<(String, u32, i64, i64)> = rows.collect::<Result<_, _>>()?;
    if kept != expected {
        return Err(Error::Damaged("its tables are not its record's; `rapporteur reread` mends that".into()));
    }
    Ok(record.evidence().len())
}

/// The parties and places of a kept report.
pub fn ties(db: &Connection, report: i64) -> Result<(parties::Ties, places::Ties), Error> {
    let mut all = db.prepare_cached(
        "SELECT a.no, a.party, ifnull(p.side, p.id), p.kind IN ('office', 'people') FROM appearance a JOIN party p ON p.id = a.party WHERE a.report = ?",
    )?;
    let rows = all.query_map([report], |r| {
        Ok((
            PartyId(r.get(0)?),
            parties::Tie { party: r.get(1)?, side: r.get(2)?, mentions: 1, read_as: None, unnamed: r.get(3)? },
        ))
    })?;
    let parties: parties::Ties = rows.collect::<Result<_, _>>()?;
    let mut all = db.prepare_cached("SELECT no, place FROM sight WHERE report = ?")?;
    let rows = all.query_map([report], |r| Ok((PlaceId(r.get(0)?), r.get(1)?)))?;
    let places: HashMap<PlaceId, i64> = rows.collect::<Result<_, _>>()?;
    Ok((parties, places))
}

/// Takes away what a report says; gives the entries that it spoke of.
pub fn unlink(tx: &Transaction<'_>, report: i64) -> Result<BTreeSet<i64>, Error> {
    let mut all = tx.prepare_cached(
        "SELECT DISTINCT entry FROM claim WHERE id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535 AND entry IS NOT NULL",
    )?;
    let entries = all.query_map([report], |r| r.get(0))?.collect::<Result<_, _>>()?;
    for sql in [
        "UPDATE party SET reports = reports - 1 WHERE id IN (SELECT DISTINCT party FROM appearance WHERE report = ?)",
        "DELETE FROM voucher WHERE claim BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535",
        "DELETE FROM claim WHERE id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535",
        "DELETE FROM appearance WHERE report = ?",
        "DELETE FROM sight WHERE report = ?",
        "UPDATE process SET reports = reports - 1 WHERE id IN (SELECT process FROM membership WHERE report = ?)",
        "DELETE FROM membership WHERE report = ?",
    ] {
        tx.prepare_cached(sql)?.execute([report])?;
    }
    Ok(entries)
}

/// Removes entries, parties and places that nothing speaks of any more.
pub fn sweep(tx: &Transaction<'_>, entries: &BTreeSet<i64>) -> Result<(), Error> {
    for entry in entries {
        let spoken: bool = tx.prepare_cached("SELECT 1 FROM telling WHERE entry = ?")?.exists([entry])?;
        if !spoken {
            tx.prepare_cached("DELETE FROM entry WHERE id = ?1 OR into_entry = ?1")?.execute([entry])?;
        }
    }
    // A state without reports of its own stays while someone acts for it, and what the user made one stays so.
    let gone = "SELECT id FROM party WHERE reports <= 0 AND into_party IS NULL
                AND id NOT IN (SELECT into_party FROM party WHERE into_party IS NOT NULL)
                AND id NOT IN (SELECT party FROM appearance)
                AND id NOT IN (SELECT side FROM party WHERE side IS NOT NULL AND side != id)";
    tx.execute(&format!("DELETE FROM party_name WHERE party IN ({gone})"), [])?;
    tx.execute(&format!("DELETE FROM party_role WHERE party IN ({gone})"), [])?;
    tx.execute(&format!("DELETE FROM party WHERE id IN ({gone})"), [])?;
    tx.execute("DELETE FROM place WHERE id NOT IN (SELECT place FROM sight)", [])?;
    Ok(())
}

/// Lays all records and texts anew, out of the one table of earlier versions, and makes all reports and entries findable
/// anew: after a change of what they are found by.
pub fn lay_anew(tx: &Transaction<'_>) -> Result<(), Error> {
    let mut all = tx.prepare("SELECT id FROM report ORDER BY id")?;
    for report in all.query_map([], |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()? {
        let record = body::lay_anew(tx, report)?;
        let (parties, places) = ties(tx, report)?;
        let day = record.report.published.as_deref().and_then(crate::edtf::day);
        let sketch = crate::sketch::sketch(&record.report.text);
        stories::index(tx, report, &sketch, day)?;
        let mut of = tx.prepare_cached(
            "SELECT kind, no, entry FROM claim WHERE id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535 AND entry IS NOT NULL AND kind != 'h'",
        )?;
        let rows = of.query_map([report], |r| Ok(((r.get::<_, String>(0)?, r.get(1)?), r.get(2)?)))?;
        let entries: HashMap<(String, u32), i64> = rows.collect::<Result<_, _>>()?;
        for f in Features::of_all(&record, day, &parties, &places) {
            if let Some(entry) = entries.get(&(f.kind.to_string(), f.no)) {
                entries::index(tx, *entry, &f)?;
            }
        }
    }
    Ok(tx.execute_batch("DROP TABLE body")?)
}

/// Makes an entry's profile anew from what is still said of it.
pub fn rebuild(tx: &Transaction<'_>, entry: i64) -> Result<(), Error> {
    let mut all = tx.prepare(
        "SELECT c.id >> 16, c.kind, c.no FROM telling t CROSS JOIN claim c ON c.id = t.claim
         WHERE t.entry = ? AND c.kind != 'h' ORDER BY c.id",
    )?;
    let claims: Vec<(i64, String, u32)> =
        all.query_map([entry], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<Result<_, _>>()?;
    if claims.is_empty() {
        return Ok(());
    }
    let mut profile = Profile::default();
    for (report, kind, no) in claims {
        let record = body::record(tx, report)?;
        let (parties, places) = ties(tx, report)?;
        let day = record.report.published.as_deref().and_then(crate::edtf::day);
        for f in Features::of_all(&record, day, &parties, &places).iter().filter(|f| f.kind == kind && f.no == no) {
            profile.learn(f);
            entries::index(tx, entry, f)?;
        }
    }
    tx.execute("UPDATE entry SET profile = ? WHERE id = ?", params![profile.bytes(), entry])?;
    Ok(())
}

/// Notes a party's names, roles and days anew from the reports that are left, where they are few.
fn rename(tx: &Transaction<'_>, party: i64) -> Result<(), Error> {
    let mut all = tx.prepare("SELECT DISTINCT report FROM appearing WHERE party = ? LIMIT ?")?;
    let left: Vec<i64> = all.query_map([party, NAMED_ANEW + 1], |r| r.get(0))?.collect::<Result<_, _>>()?;
    if left.is_empty() || left.len() as i64 > NAMED_ANEW {
        return Ok(());
    }
    known_by::anew(tx, party, &left, |report| -> Result<Record, Error> { body::record(tx, report) })
}
