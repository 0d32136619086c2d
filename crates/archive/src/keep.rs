//! Keeping one report: one transaction, from its record to all that the archive is asked for.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use rapporteur_record::{Record, Report};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use crate::{
    Archive, Error, Relation,
    ask::tag,
    body::{self, Body},
    decisions::Rulings,
    edtf, entries,
    features::Features,
    parties, places, processes,
    sketch::{Sketch, sketch},
    stories, upkeep,
};

/// A record made ready to be kept; this can be done on many threads.
pub struct Prepared {
    pub(crate) record: Record,
    pub(crate) hash: [u8; 16],
    pub(crate) page: [u8; 16],
    pub(crate) text_hash: [u8; 16],
    pub(crate) sketch: Sketch,
    pub(crate) body: Body,
}

/// What came of keeping a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It was kept.
    New {
        /// Its number.
        report: i64,
        /// What it is to its story.
        relation: Relation,
        /// Which version of its page it is, from 1.
        version: u32,
    },
    /// It had been kept before: nothing changed.
    Already {
        /// Its number.
        report: i64,
    },
}

/// How a report is related to the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relations {
    /// Its story: copies of one text have the same.
    pub story: i64,
    /// What it is to its story, as [`Relation`] names it.
    pub relation: String,
    /// The name of the process that it belongs to.
    pub process: Option<String>,
}

impl Prepared {
    /// Checks a record and makes it ready.
    pub fn new(record: Record) -> Result<Self, Error> {
        record.check()?;
        let body = Body::of(&record)?;
        let (hash, page, text_hash) = hashes(&record.report);
        Ok(Prepared { hash, page, text_hash, sketch: sketch(&record.report.text), body, record })
    }

    /// How long the report's text is, in bytes.
    pub fn text_len(&self) -> usize {
        self.record.report.text.len()
    }
}

/// What tells a report from every other.
pub fn hash(report: &Report) -> [u8; 16] {
    hashes(report).0
}

/// What tells a text from every other.
pub fn text_hash(report: &Report) -> [u8; 16] {
    hashes(report).2
}

/// What tells a report from every other, what tells its page, and what tells its text.
fn hashes(report: &Report) -> ([u8; 16], [u8; 16], [u8; 16]) {
    let text = digest(&[&report.text]);
    let page = match &report.url {
        Some(url) => digest(&["url", plain_address(url)]),
        None => digest(&["id", report.publisher.as_deref().unwrap_or(""), &report.id]),
    };
    let given = [&report.title, &report.publisher, &report.author, &report.published];
    let mut parts: Vec<&str> = given.iter().map(|f| f.as_deref().unwrap_or("")).collect();
    parts.push(&report.text);
    let hash = digest(&[&[std::str::from_utf8(&hex(&page)).unwrap_or("")], parts.as_slice()].concat());
    (hash, page, text)
}

/// An address without what changes from visit to visit.
fn plain_address(url: &str) -> &str {
    let url = url.split('#').next().unwrap_or(url);
    match url.split_once('?') {
        Some((page, query)) if query.starts_with("utm_") => page,
        _ => url,
    }
}

fn digest(parts: &[&str]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut out = [0; 16];
    out.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    out
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|b| format!("{b:02x}").into_bytes()).collect()
}

impl Archive {
    /// Whether this very report is kept already; asked before reading, which is what takes time.
    pub fn has(&self, report: &Report) -> Result<bool, Error> {
        let (hash, ..) = hashes(report);
        Ok(self.db.prepare_cached("SELECT 1 FROM report WHERE hash = ?")?.exists([&hash[..]])?)
    }

    /// Whether a page is kept, and was taken in after it last changed (seconds since 1970).
    pub fn has_page(&self, url: &str, changed: Option<i64>) -> Result<bool, Error> {
        let page = digest(&["url", plain_address(url)]);
        let mut find = self.db.prepare_cached("SELECT 1 FROM report WHERE page = ? AND (? IS NULL OR added >= ?)")?;
        Ok(find.exists(params![&page[..], changed, changed])?)
    }

    /// Keeps a report: all of it, or on an error nothing.
    pub fn keep(&mut self, prepared: &Prepared) -> Result<Kept, Error> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let kept = keep(&tx, prepared)?;
        tx.commit()?;
        Ok(kept)
    }

    /// The story of a report.
    pub fn story(&self, report: i64) -> Result<i64, Error> {
        Ok(self.db.prepare_cached("SELECT story FROM report WHERE id = ?")?.query_row([report], |r| r.get(0))?)
    }

    /// What a report is to its story, and the talks that it belongs to.
    pub fn relations(&self, report: i64) -> Result<Relations, Error> {
        let mut one = self.db.prepare_cached(
            "SELECT r.story, r.relation, ifnull(p.given, p.name) FROM report r
             LEFT JOIN membership m ON m.report = r.id LEFT JOIN process p ON p.id = m.process WHERE r.id = ?",
        )?;
        Ok(one.query_row([report], |r| Ok(Relations { story: r.get(0)?, relation: r.get(1)?, process: r.get(2)? }))?)
    }

    /// What the ids of a report's record are in the archive: parties by `p3`, places by `g2`, entries by `m1`, `i2` and so on.
    pub fn linked(&self, report: i64) -> Result<Vec<(String, i64)>, Error> {
        let mut all = self.db.prepare_cached(
            "SELECT 'p' || no, party FROM appearance WHERE report = ?1
             UNION ALL SELECT 'g' || no, place FROM sight WHERE report = ?1
             UNION ALL SELECT kind || no, entry FROM claim
               WHERE id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535 AND entry IS NOT NULL AND kind != 'h'",
        )?;
        let rows = all.query_map([report], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The record of a report, as it was kept.
    pub fn record(&self, report: i64) -> Result<Record, Error> {
        body::record(&self.db, report)
    }
}

fn keep(tx: &Transaction<'_>, p: &Prepared) -> Result<Kept, Error> {
    let already =
        tx.prepare_cached("SELECT id FROM report WHERE hash = ?")?.query_row([&p.hash[..]], |r| r.get(0)).optional()?;
    if let Some(report) = already {
        return Ok(Kept::Already { report });
    }
    let r = &p.record.report;
    let day = r.published.as_deref().and_then(edtf::day);
    let (story, relation) = stories::find(tx, &p.text_hash, &p.sketch, day, r.publisher.as_deref())?;
    let before = version_before(tx, p, story)?;
    let version = before.map_or(1, |(_, v)| v + 1);
    tx.prepare_cached(
        "INSERT INTO report(hash, page, text_hash, name, url, title, publisher, author, published, day, added, story,
           relation, version, words, made_with) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        &p.hash[..],
        &p.page[..],
        &p.text_hash[..],
        r.id,
        r.url,
        r.title,
        r.publisher,
        r.author,
        r.published,
        day,
        Timestamp::now().as_second(),
        story,
        relation.as_str(),
        version,
        r.text.split_whitespace().count() as i64,
        p.record.made_with,
    ])?;
    let report = tx.last_insert_rowid();
    if let Some((older, _)) = before {
        tx.prepare_cached("UPDATE report SET newer = ? WHERE id = ?")?.execute([report, older])?;
    }
    p.body.insert(tx, report)?;
    stories::index(tx, report, &p.sketch, day)?;
    index_words(tx, report, &p.record)?;
    link(tx, report, day, &p.record, &Former::default())?;
    Ok(Kept::New { report, relation, version })
}

/// Makes a report findable by its words, and by the kinds of what it says.
pub fn index_words(tx: &Transaction<'_>, report: i64, record: &Record) -> Result<(), Error> {
    let mut kinds: BTreeSet<&str> = BTreeSet::new();
    kinds.extend((!record.statements.is_empty()).then_some("s"));
    kinds.extend((!record.meetings.is_empty()).then_some("m"));
    kinds.extend(record.instruments.iter().flat_map(|i| ["i", i.kind.as_str()]));
    kinds.extend(record.instruments.iter().flat_map(|i| &i.history).map(|h| h.step.as_str()));
    kinds.extend(record.positions.iter().flat_map(|o| ["o", o.issue.as_str(), o.stance.as_str()]));
    kinds.extend(record.events.iter().flat_map(|e| ["e", e.kind.as_str(), e.mode.as_deref().unwrap_or("e")]));
    kinds.extend(record.control.iter().flat_map(|c| ["c", c.change.as_str()]));
    let tags = kinds.into_iter().map(tag).collect::<Vec<_>>().join(" ");
    let r = &record.report;
    tx.prepare_cached("INSERT INTO words(rowid, title, text, tags) VALUES(?, ?, ?, ?)")?.execute(params![
        report,
        r.title,
        r.text.as_str(),
        tags
    ])?;
    Ok(())
}

/// What a report was tied to before it is tied again.
#[derive(Default)]
pub struct Former {
    /// Its process, and whether the user decided so.
    pub process: Option<(i64, bool)>,
    /// Where the same record is tied anew: its entries by kind and number. They and the process stay.
    pub entries: HashMap<(String, u32), i64>,
}

/// Ties a record to the parties, places, entries and processes of the archive.
pub fn link(
    tx: &Transaction<'_>,
    report: i64,
    day: Option<i32>,
    record: &Record,
    former: &Former,
) -> Result<(), Error> {
    let parties = parties::link(tx, report, day, record)?;
    let places = places::link(tx, report, record)?;
    let features = Features::of_all(record, day, &parties, &places);
    parties::appear(tx, report, &parties, &features)?;
    let rulings = Rulings::on(tx, report, record, &features)?;
    let held = entries::Held { rulings: &rulings, before: &former.entries };
    let entries = entries::link(tx, report, &features, &held)?;
    let core = processes::Core::of(&parties, &features);
    match former.process {
        Some((process, by_user)) if by_user || !former.entries.is_empty() => {
            processes::stay(tx, report, process, by_user, &core)
        }
        _ => processes::join(tx, report, day, &core, &entries, former.process.map(|p| p.0)),
    }
}

/// Ties a kept report again after the user decided on its parties; its entries and its process stay.
pub fn tie_anew(tx: &Transaction<'_>, report: i64) -> Result<(), Error> {
    let record = body::record(tx, report)?;
    let day = record.report.published.as_deref().and_then(edtf::day);
    let mut of = tx.prepare_cached(
        "SELECT kind, no, entry FROM claim WHERE id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535 AND entry IS NOT NULL",
    )?;
    let entries = of.query_map([report], |r| Ok(((r.get(0)?, r.get(1)?), r.get(2)?)))?;
    let entries = entries.collect::<Result<_, _>>()?;
    let former = Former { process: processes::of(tx, report)?, entries };
    upkeep::unlink(tx, report)?;
    link(tx, report, day, &record, &former)
}

/// The newest kept version of the same page, and its number. Files of one name are versions of each other only where
/// they tell the same story.
fn version_before(tx: &Transaction<'_>, p: &Prepared, story: i64) -> Result<Option<(i64, u32)>, Error> {
    let sql = "SELECT id, version FROM report WHERE page = ? AND newer IS NULL AND (? OR story = ?) ORDER BY id DESC";
    let by_url = p.record.report.url.is_some();
    let mut find = tx.prepare_cached(sql)?;
    let found = find.query_row(params![&p.page[..], by_url, story], |r| Ok((r.get(0)?, r.get(1)?)));
    Ok(found.optional()?)
}
