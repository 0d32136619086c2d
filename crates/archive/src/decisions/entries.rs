//! Which entries are one, which one is two, and what was read wrongly: decided by the user. A decision holds for what a
//! report says by the words that say it, so that it is found again when the report is read anew; and for the copies of
//! that report, where they say it in the same words.

use std::collections::{BTreeSet, HashMap, HashSet};

use rapporteur_record::Record;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::Serialize;

use super::{Verdict, record};
use crate::{
    Archive, Error,
    ask::{Desk, claims},
    features::{self, Features},
    sketch, upkeep,
};

/// Something that a report says, marked as read wrongly.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WrongClaim {
    /// The decision.
    pub decision: i64,
    /// The report.
    pub report: i64,
    /// The id in its record: `m1`, `s12`.
    pub id: String,
    /// Event type, kind of instrument, issue, change, how it was said.
    pub class: String,
    /// The words.
    pub words: String,
    /// The lexicon entry or rule that made it.
    pub made_by: String,
}

/// A decision on one thing that one report says.
struct Ruling {
    decision: i64,
    report: i64,
    kind: String,
    class: Option<String>,
    span: (usize, usize),
    words: i64,
    party: Option<i64>,
    /// The entry that it belongs to; none where it is wrong.
    entry: Option<i64>,
}

/// What was decided on a report and its copies.
#[derive(Default)]
pub struct Rulings {
    wrong: HashMap<usize, i64>,
    entry: HashMap<usize, i64>,
}

impl Rulings {
    /// The decisions that hold for a report's claims, by their places in `all`.
    pub fn on(tx: &Transaction<'_>, report: i64, record: &Record, all: &[Features]) -> Result<Self, Error> {
        let mut find = tx.prepare_cached(
            "SELECT decision, report, kind, type, start, end, words, party, entry FROM ruling
             WHERE story = (SELECT story FROM report WHERE id = ?) ORDER BY decision",
        )?;
        let rows = find.query_map([report], |r| {
            Ok(Ruling {
                decision: r.get(0)?,
                report: r.get(1)?,
                kind: r.get(2)?,
                class: r.get(3)?,
                span: (r.get::<_, i64>(4)? as usize, r.get::<_, i64>(5)? as usize),
                words: r.get(6)?,
                party: r.get(7)?,
                entry: r.get(8)?,
            })
        })?;
        let mut out = Rulings::default();
        for ruling in rows {
            let ruling = ruling?;
            let fits = all.iter().enumerate().filter_map(|(n, f)| Some((n, ruling.fits(report, record, f)?)));
            let Some((n, _)) = fits.max_by(|a, b| a.1.total_cmp(&b.1)) else { continue };
            match ruling.entry {
                Some(entry) => out.entry.insert(n, entry),
                None => out.wrong.insert(n, ruling.decision),
            };
        }
        Ok(out)
    }

    /// The decision by which a claim is wrong.
    pub fn wrong(&self, claim: usize) -> Option<i64> {
        self.wrong.get(&claim).copied()
    }

    /// The entry that a claim belongs to by decision.
    pub fn entry(&self, claim: usize) -> Option<i64> {
        self.entry.get(&claim).copied()
    }
}

impl Ruling {
    /// How well a claim is the one that was decided on: in the same report by its place, in a copy by its words; of
    /// two in one place the one by the same party.
    fn fits(&self, report: i64, record: &Record, f: &Features) -> Option<f64> {
        if f.kind != self.kind || self.class.as_deref().is_some_and(|c| c != f.class) {
            return None;
        }
        let place = if report == self.report {
            let shared = self.span.1.min(f.span.1).saturating_sub(self.span.0.max(f.span.0)) as f64;
            let both = self.span.1.max(f.span.1).saturating_sub(self.span.0.min(f.span.0)) as f64;
            Some(shared / both.max(1.0)).filter(|share| *share >= 0.5)?
        } else {
            let text = record.report.text.chars().skip(f.span.0).take(f.span.1 - f.span.0).collect::<String>();
            (self.words == fingerprint(&text)).then_some(1.0)?
        };
        let same = self.party == f.parts.first().map(|(_, party)| *party);
        Some(place + if same { 1.0 } else { 0.0 })
    }
}

/// What stays the same of words in a copy: numbers may be corrected there.
fn fingerprint(words: &str) -> i64 {
    sketch::stable(&[&format!("{:?}", features::words(words))])
}

impl Archive {
    /// Marks all that is said of an entry as read wrongly: no answer shows it. Gives the decision's number.
    pub fn wrong_entry(&mut self, entry: i64) -> Result<i64, Error> {
        self.deciding(|tx, who| {
            let entry = standing(tx, entry)?;
            let decision = record(tx, who, &Verdict::WrongEntry { entry })?;
            hide(tx, decision, "SELECT claim FROM telling WHERE entry = ?1", entry)?;
            Ok(decision)
        })
    }

    /// Marks what one report says (`m1`, `s12`: as in its record) as read wrongly: no answer shows it. Gives the
    /// decision's number.
    pub fn wrong_claim(&mut self, report: i64, id: &str) -> Result<i64, Error> {
        self.deciding(|tx, who| {
            let none = || Error::Unknown(format!("report {report} has no entry {id}; its record lists them"));
            let (kind, no) = id.split_at_checked(1).ok_or_else(none)?;
            let claim: Option<i64> = tx
                .prepare_cached(
                    "SELECT id FROM claim WHERE id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535 AND kind = ?2 AND no = ?3",
                )?
                .query_row(params![report, kind, no.parse::<u32>().map_err(|_| none())?], |r| r.get(0))
                .optional()?;
            let decision = record(tx, who, &Verdict::WrongClaim { report, id: id.into() })?;
            hide(tx, decision, "SELECT ?1 AS id", claim.ok_or_else(none)?)?;
            Ok(decision)
        })
    }

    /// What is marked as read wrongly: to be counted by kind and by rule.
    pub fn wrong(&self) -> Result<Vec<WrongClaim>, Error> {
        let mut all = self.db.prepare_cached(
            "SELECT wrong, report, kind || no, ifnull(type, ''), start, end FROM claim WHERE wrong IS NOT NULL AND kind != 'h'
             ORDER BY wrong, id",
        )?;
        let rows = all.query_map([], |r| {
            let span: (usize, usize) = (r.get::<_, i64>(4)? as usize, r.get::<_, i64>(5)? as usize);
            Ok((r.get(0)?, r.get(1)?, r.get::<_, String>(2)?, r.get(3)?, span))
        })?;
        let mut out = vec![];
        for row in rows {
            let (decision, report, id, class, (start, end)) = row?;
            let record = self.record(report)?;
            let words = record.report.text.chars().skip(start).take(end - start).collect();
            let made_by = made_by(&record, &id);
            out.push(WrongClaim { decision, report, id, class, words, made_by });
        }
        Ok(out)
    }

    /// The record of a report without what is marked as read wrongly.
    pub fn believed(&self, report: i64) -> Result<Record, Error> {
        let mut record = self.record(report)?;
        let mut all = self.db.prepare_cached(
            "SELECT kind || no FROM claim WHERE id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535 AND wrong IS NOT NULL",
        )?;
        let wrong: HashSet<String> = all.query_map([report], |r| r.get(0))?.collect::<Result<_, _>>()?;
        let holds = |id: &dyn ToString| !wrong.contains(&id.to_string());
        record.statements.retain(|s| holds(&s.id));
        record.meetings.retain(|m| holds(&m.id));
        record.instruments.retain(|i| holds(&i.id));
        record.positions.retain(|o| holds(&o.id));
        record.events.retain(|e| holds(&e.id));
        record.control.retain(|c| holds(&c.id));
        Ok(record)
    }

    /// Makes one entry (two meetings that are one, say) another; gives the decision's number.
    pub fn merge_entries(&mut self, from: i64, into: i64) -> Result<i64, Error> {
        self.deciding(|tx, who| {
            let (from, into) = (standing(tx, from)?, standing(tx, into)?);
            let kind = |e| tx.query_row("SELECT kind FROM entry WHERE id = ?", [e], |r| r.get::<_, String>(0));
            if from == into || kind(from)? != kind(into)? {
                return Err(Error::Unknown("only two entries of one kind can be made one".into()));
            }
            let mut all = tx.prepare("SELECT id FROM entry WHERE into_entry = ?")?;
            let merged = all.query_map([from], |r| r.get(0))?.collect::<Result<_, _>>()?;
            drop(all);
            let decision = record(tx, who, &Verdict::MergeEntries { from, into, merged })?;
            // Both sides: what a report tells apart would come apart again when it is read anew.
            for entry in [from, into] {
                rule(tx, decision, Some(into), "SELECT claim FROM telling WHERE entry = ?1", entry)?;
            }
            tx.execute(
                "UPDATE claim SET entry = ?2 WHERE id IN (SELECT claim FROM telling WHERE entry = ?1)",
                [from, into],
            )?;
            tx.execute("UPDATE entry SET into_entry = ?2 WHERE id = ?1 OR into_entry = ?1", [from, into])?;
            upkeep::rebuild(tx, into)?;
            Ok(decision)
        })
    }

    /// Makes an entry of its own of what some reports say of another; gives its number.
    pub fn split_entry(&mut self, from: i64, reports: &[i64]) -> Result<i64, Error> {
        self.deciding(|tx, who| {
            let from = standing(tx, from)?;
            tx.execute(
                "INSERT INTO entry(kind, profile, side) SELECT kind, profile, side FROM entry WHERE id = ?",
                [from],
            )?;
            let into = tx.last_insert_rowid();
            let decision = record(tx, who, &Verdict::SplitEntry { from, into, reports: reports.to_vec() })?;
            let mut moved = 0;
            for report in reports {
                let of = format!(
                    "SELECT id FROM claim WHERE entry = ?1 AND id BETWEEN {report} * 65536 AND {report} * 65536 + 65535"
                );
                rule(tx, decision, Some(into), &of, from)?;
                moved += tx.execute(&format!("UPDATE claim SET entry = ?2 WHERE id IN ({of})"), [from, into])?;
            }
            let left: bool = tx.prepare("SELECT 1 FROM telling WHERE entry = ?")?.exists([from])?;
            if moved == 0 || !left {
                return Err(Error::Unknown(format!(
                    "some of the reports that tell of entry {from} must go and some must stay; nothing was split"
                )));
            }
            // Those that stay, stay because the user left them.
            rule(tx, decision, Some(from), "SELECT claim FROM telling WHERE entry = ?1", from)?;
            upkeep::rebuild(tx, from)?;
            upkeep::rebuild(tx, into)?;
            Ok(into)
        })
    }
}

/// Marks claims as wrong.
fn hide(tx: &Transaction<'_>, decision: i64, ids: &str, of: i64) -> Result<(), Error> {
    rule(tx, decision, None, ids, of)?;
    tx.execute(&format!("UPDATE claim SET wrong = ?2 WHERE wrong IS NULL AND id IN ({ids})"), [of, decision])?;
    Ok(())
}

/// Writes a decision on claims down, in words that find them again.
fn rule(tx: &Transaction<'_>, decision: i64, entry: Option<i64>, ids: &str, of: i64) -> Result<(), Error> {
    let mut desk = Desk::new(tx);
    let mut put = tx.prepare_cached(
        "INSERT INTO ruling(decision, story, report, kind, no, type, start, end, words, party, entry, was)
         VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for c in claims(tx, &format!("FROM claim c WHERE c.id IN ({ids})"), &[&of])? {
        // A meeting's topics are no part of what it is.
        let class = (c.kind != "m" && !c.class.is_empty()).then_some(c.class.as_str());
        let words = fingerprint(&desk.cut(c.report, c.span)?);
        let (start, end) = (c.span.0 as i64, c.span.1 as i64);
        let party = c.parts.iter().next().map(|(_, party)| party);
        put.execute(params![
            decision, c.story, c.report, c.kind, c.no, class, start, end, words, party, entry, c.entry
        ])?;
    }
    Ok(())
}

/// Shows again what was marked as wrong.
pub fn show(tx: &Transaction<'_>, decision: i64) -> Result<(), Error> {
    tx.execute("DELETE FROM ruling WHERE decision = ?", [decision])?;
    tx.execute("UPDATE claim SET wrong = NULL WHERE wrong = ?", [decision])?;
    Ok(())
}

/// Takes a merger back: what was said of the one is said of it again; what came later stays.
pub fn part(tx: &Transaction<'_>, decision: i64, from: i64, into: i64, merged: &[i64]) -> Result<(), Error> {
    let into = standing(tx, into)?;
    tx.execute("UPDATE entry SET into_entry = NULL WHERE id = ?", [from])?;
    for entry in merged {
        tx.execute("UPDATE entry SET into_entry = ?2 WHERE id = ?1 AND into_entry IS NOT NULL", [*entry, from])?;
    }
    let mut was = tx.prepare("SELECT report, kind, no, start, end FROM ruling WHERE decision = ? AND was = ?")?;
    let mut rows = was.query([decision, from])?;
    while let Some(r) = rows.next()? {
        let (report, kind, no, start, end): (i64, String, i64, i64, i64) =
            (r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?);
        tx.prepare_cached(
            "UPDATE claim SET entry = ?1 WHERE id = (SELECT id FROM claim WHERE entry = ?2 AND kind = ?4 AND start < ?7 AND end > ?6
               AND id BETWEEN ?3 * 65536 AND ?3 * 65536 + 65535 ORDER BY no = ?5 DESC LIMIT 1)",
        )?
        .execute(params![from, into, report, kind, no, start, end])?;
    }
    settle(tx, decision, [from, into])
}

/// Takes a split back.
pub fn rejoin(tx: &Transaction<'_>, decision: i64, from: i64, into: i64) -> Result<(), Error> {
    let from = standing(tx, from)?;
    tx.execute("UPDATE claim SET entry = ?2 WHERE id IN (SELECT claim FROM telling WHERE entry = ?1)", [into, from])?;
    settle(tx, decision, [from, into])
}

/// After claims have gone back: the decision binds nothing any more, and the entries know what is said of them.
fn settle(tx: &Transaction<'_>, decision: i64, entries: [i64; 2]) -> Result<(), Error> {
    tx.execute("DELETE FROM ruling WHERE decision = ?", [decision])?;
    upkeep::sweep(tx, &BTreeSet::from(entries))?;
    entries.into_iter().try_for_each(|entry| upkeep::rebuild(tx, entry))
}

/// The entry that a number stands for now.
fn standing(tx: &Transaction<'_>, entry: i64) -> Result<i64, Error> {
    let mut one = tx.prepare_cached("SELECT ifnull(into_entry, id) FROM entry WHERE id = ?")?;
    let found = one.query_row([entry], |r| r.get(0)).optional()?;
    found.ok_or_else(|| Error::Unknown(format!("there is no entry {entry}; `rapporteur entry` lists them")))
}

/// What made an entry of a record.
fn made_by(record: &Record, id: &str) -> String {
    let same = |other: &dyn std::fmt::Display| other.to_string() == id;
    let all = (record.statements.iter().map(|x| (same(&x.id), &x.made_by)))
        .chain(record.meetings.iter().map(|x| (same(&x.id), &x.made_by)))
        .chain(record.instruments.iter().map(|x| (same(&x.id), &x.made_by)))
        .chain(record.positions.iter().map(|x| (same(&x.id), &x.made_by)))
        .chain(record.events.iter().map(|x| (same(&x.id), &x.made_by)))
        .chain(record.control.iter().map(|x| (same(&x.id), &x.made_by)));
    let found = all.into_iter().find(|(same, _)| *same);
    found.map_or_else(String::new, |(_, rule)| rule.clone())
}
