//! What is new since a report: what the desk's first page shows, by process.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use super::{CARD, Card, Claim, Desk, Entry, Item, LINKS, Named, Source, claims, items};
use crate::{Archive, Error, agreement::Report};

/// New reports that are sorted by process at most.
const LOOKED_THROUGH: i64 = 2000;
/// Reports of a process that are looked through for entries: the newest of the new ones.
const READ: usize = 60;

/// Processes whose news is told in full, those with most new reports, and besides them the reports of none.
const TOLD: usize = 12;

/// What is new in a process.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Update {
    /// The process; none for reports that belong to none.
    pub process: Option<Named>,
    /// New reports.
    pub reports: usize,
    /// Of how many stories.
    pub stories: usize,
    /// Entries that no earlier report told of: those with most sources first.
    pub entries: Vec<Entry>,
    /// How many more there are, in the reports that were looked through.
    pub more: usize,
    /// How many of the new reports were looked through: the newest.
    pub looked_through: usize,
    /// The newest reports.
    pub cards: Vec<Card>,
}

/// What is new.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct News {
    /// New reports in all.
    pub reports: usize,
    /// By process; those with most new reports first, not all where they are many.
    pub updates: Vec<Update>,
    /// Further processes with new reports, and how many each has.
    pub further: Vec<(Named, usize)>,
    /// The reports that entries rest on.
    pub sources: Vec<Source>,
}

/// A process, or none, and its new reports.
type OfProcess = (Option<i64>, Vec<Report>);

impl Archive {
    /// What was taken in after a report, or all where it is 0; `shown` entries and reports of each process.
    pub fn news(&self, after: i64, shown: usize) -> Result<News, Error> {
        let reports: i64 =
            self.db.prepare_cached("SELECT count(*) FROM report WHERE id > ?")?.query_row([after], |r| r.get(0))?;
        let mut by = self.new_by_process(after)?;
        // Reports of no process are always told: there is no other page on which they would be found together.
        let alone = by.iter().position(|(p, _)| p.is_none()).map(|i| by.remove(i));
        by.sort_by_key(|(_, new)| std::cmp::Reverse(new.len()));
        let mut further = vec![];
        for (process, new) in by.split_off(by.len().min(TOLD)) {
            further.extend(self.process_of(process)?.map(|p| (p, new.len())));
        }
        by.extend(alone);
        let mut card = self.db.prepare_cached(&format!("SELECT {CARD} FROM report r {LINKS} WHERE r.id = ?"))?;
        let mut desk = Desk::new(&self.db);
        let mut updates = vec![];
        for (process, mut new) in by {
            new.sort_by_key(|r| std::cmp::Reverse((r.day, r.id)));
            let read = &new[..new.len().min(READ)];
            let told = first_told(&desk, read, after)?;
            updates.push(Update {
                process: self.process_of(process)?,
                reports: new.len(),
                stories: new.iter().map(|r| r.story).collect::<BTreeSet<_>>().len(),
                entries: told.iter().take(shown).map(|i| desk.entry(i)).collect::<Result<_, _>>()?,
                more: told.len().saturating_sub(shown),
                looked_through: read.len(),
                cards: new
                    .iter()
                    .take(shown)
                    .map(|r| card.query_row([r.id], Card::from_row))
                    .collect::<Result<_, _>>()?,
            });
        }
        Ok(News { reports: reports as usize, updates, further, sources: desk.sources })
    }

    /// The newest of the reports that were taken in after one, by the process that they belong to.
    fn new_by_process(&self, after: i64) -> Result<Vec<OfProcess>, Error> {
        let mut all = self.db.prepare_cached(
            "SELECT r.id, r.story, r.day, m.process FROM report r LEFT JOIN membership m ON m.report = r.id
             WHERE r.id > ? ORDER BY r.id DESC LIMIT ?",
        )?;
        let mut rows = all.query([after, LOOKED_THROUGH])?;
        let mut by: Vec<OfProcess> = vec![];
        while let Some(r) = rows.next()? {
            let (report, process) = (Report { id: r.get(0)?, story: r.get(1)?, day: r.get(2)? }, r.get(3)?);
            match by.iter_mut().find(|(p, _)| *p == process) {
                Some((_, new)) => new.push(report),
                None => by.push((process, vec![report])),
            }
        }
        Ok(by)
    }

    fn process_of(&self, id: Option<i64>) -> Result<Option<Named>, Error> {
        let Some(id) = id else { return Ok(None) };
        let mut one = self.db.prepare_cached("SELECT id, ifnull(given, name) FROM process WHERE id = ?")?;
        Ok(one.query_row([id], |r| Ok(Named { id: r.get(0)?, name: r.get(1)? })).optional()?)
    }

    /// The last day on which a report was published.
    pub fn newest_day(&self) -> Result<Option<i32>, Error> {
        Ok(self.db.prepare_cached("SELECT max(day) FROM report")?.query_row([], |r| r.get(0))?)
    }

    /// The number of the newest report, and when it was taken in; zeros where there is none.
    pub fn newest_report(&self) -> Result<(i64, i64), Error> {
        let sql = "SELECT id, added FROM report ORDER BY id DESC LIMIT 1";
        let mut rows = self.db.prepare_cached(sql)?;
        let mut rows = rows.query([])?;
        Ok(match rows.next()? {
            Some(r) => (r.get(0)?, r.get(1)?),
            None => (0, 0),
        })
    }
}

/// Those of these entries that a report tells of that was taken in until another one: asked for all at once, and only of
/// the shelves until there.
fn told_until(desk: &Desk<'_>, items: &[Item], after: i64) -> Result<HashSet<i64>, Error> {
    if after == 0 {
        return Ok(HashSet::new());
    }
    let entries: Vec<i64> = items.iter().map(|i| i.entry).collect();
    let mut told = desk.db.prepare_cached(
        "SELECT e.id FROM json_each(?1) j CROSS JOIN entry e ON e.id = j.value WHERE EXISTS (
           SELECT 1 FROM shelf s CROSS JOIN told t ON t.shelf = s.id AND t.side = e.side AND t.entry = e.id
           CROSS JOIN claim c ON c.id BETWEEN (t.shelf << 28) + (t.report << 16)
             AND (t.shelf << 28) + (t.report << 16) + 65535 AND c.entry = e.id
           WHERE s.id <= ?2 >> 12 AND (t.shelf << 12) + t.report <= ?2)",
    )?;
    let found = told.query_map(params![serde_json::to_string(&entries).unwrap_or_default(), after], |r| r.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Entries of these reports that no report tells of that was taken in until another one.
fn first_told(desk: &Desk<'_>, reports: &[Report], after: i64) -> Result<Vec<Item>, Error> {
    let ids: Vec<i64> = reports.iter().map(|r| r.id).collect();
    let ids = serde_json::to_string(&ids).unwrap_or_default();
    let sql = "FROM json_each(?) r CROSS JOIN claim c ON c.id BETWEEN r.value * 65536 AND r.value * 65536 + 65535
               WHERE c.entry IS NOT NULL AND c.kind IN ('m', 'i', 'h', 'o', 'e', 'c')";
    let told: Vec<Claim> = claims(desk.db, sql, &[&ids])?;
    let mut new = items(told);
    let before = told_until(desk, &new, after)?;
    new.retain(|i| !before.contains(&i.entry));
    // Meetings, instruments and positions before events; among them those that most sources tell of.
    let rank = |i: &Item| match i.newest().kind {
        "m" => 0,
        "i" | "h" => 1,
        "o" => 2,
        "c" => 3,
        _ => 4,
    };
    new.sort_by_cached_key(|i| {
        (std::cmp::Reverse(i.stories()), rank(i), std::cmp::Reverse(i.last_published()), i.entry)
    });
    Ok(new)
}
