//! Is this report a copy or an update of one that is kept? Copies of one text are one story, and one source.

use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::HashMap;

use crate::{
    Error,
    sketch::{self, Sketch},
};

/// Share of the shorter text that must stand in the longer one. This and [`SHARED`] were chosen by
/// `cargo xtask score near-copies`: near copies precision and recall there.
pub const CONTAINED: f64 = 0.4;
/// Sampled shingles that must be shared, so that two short notes are not one for a phrase.
pub const SHARED: usize = 6;
/// Days of a stretch: copies are looked for in a report's own stretch and the two beside it.
const WINDOW: i32 = 10;
/// Reports that are compared at most.
pub const COMPARED: usize = 24;
/// Reports of a band that are looked at: a formula that thousands of reports share tells nothing.
pub const CROWDED: usize = 40;

/// What a report is to its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The first report of the story.
    First,
    /// The same text.
    Copy,
    /// Nearly the same text: another headline or lead, shortened.
    Near,
    /// The same publisher's later text of the same story.
    Update,
}

impl Relation {
    /// As it stands in the archive and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Relation::First => "first",
            Relation::Copy => "copy",
            Relation::Near => "near",
            Relation::Update => "update",
        }
    }
}

/// How much of the shorter text stands in the longer one, 0 to 1, where it is enough to make them one story.
pub fn alike(a: &[u32], b: &[u32]) -> Option<f64> {
    let (share, count) = sketch::containment(a, b);
    (share >= CONTAINED && count >= SHARED).then_some(share)
}

/// The story that a report belongs to, and how; a new story where it is the first.
pub fn find(
    tx: &Transaction<'_>,
    text_hash: &[u8],
    sketch: &Sketch,
    day: Option<i32>,
    publisher: Option<&str>,
) -> Result<(i64, Relation), Error> {
    let same = tx
        .prepare_cached("SELECT story FROM report WHERE text_hash = ? ORDER BY id LIMIT 1")?
        .query_row([text_hash], |r| r.get(0))
        .optional()?;
    if let Some(story) = same {
        return Ok((story, Relation::Copy));
    }
    let mut best: Option<(f64, i64)> = None;
    for report in candidates(tx, sketch, day)? {
        let bytes: Vec<u8> =
            tx.prepare_cached("SELECT bytes FROM sample WHERE report = ?")?.query_row([report], |r| r.get(0))?;
        let share = alike(&sketch.sample, &sketch::from_bytes(&bytes));
        if let Some(share) = share.filter(|s| best.is_none_or(|(b, _)| *s > b)) {
            best = Some((share, report));
        }
    }
    let Some((_, report)) = best else {
        tx.prepare_cached("INSERT INTO story DEFAULT VALUES")?.execute([])?;
        return Ok((tx.last_insert_rowid(), Relation::First));
    };
    let (story, theirs): (i64, Option<String>) = tx
        .prepare_cached("SELECT story, publisher FROM report WHERE id = ?")?
        .query_row([report], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let update = publisher.is_some() && theirs.as_deref() == publisher;
    Ok((story, if update { Relation::Update } else { Relation::Near }))
}

/// Reports that share bands with this one, those that share most first.
fn candidates(tx: &Transaction<'_>, sketch: &Sketch, day: Option<i32>) -> Result<Vec<i64>, Error> {
    let stretch = stretch(day);
    let stretches = if day.is_some() { stretch - 1..=stretch + 1 } else { stretch..=stretch };
    let mut shared: HashMap<i64, u32> = HashMap::new();
    let mut near = tx.prepare_cached("SELECT report FROM band WHERE stretch = ? AND hash = ? LIMIT ?")?;
    for (stretch, band) in stretches.flat_map(|s| sketch.bands.iter().map(move |b| (s, b))) {
        let mut rows = near.query(params![stretch, band, CROWDED as i64])?;
        while let Some(row) = rows.next()? {
            *shared.entry(row.get(0)?).or_default() += 1;
        }
    }
    let mut found: Vec<(i64, u32)> = shared.into_iter().collect();
    found.sort_unstable_by_key(|(report, n)| (std::cmp::Reverse(*n), *report));
    Ok(found.into_iter().take(COMPARED).map(|(r, _)| r).collect())
}

/// The stretch of days that a day lies in; reports without a date have one of their own.
pub fn stretch(day: Option<i32>) -> i64 {
    day.map_or(i64::MIN, |d| i64::from(d.div_euclid(WINDOW)))
}

/// Makes a report findable for later ones.
pub fn index(tx: &Transaction<'_>, report: i64, sketch: &Sketch, day: Option<i32>) -> Result<(), Error> {
    let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO band VALUES(?, ?, ?)")?;
    for band in &sketch.bands {
        insert.execute(params![stretch(day), band, report])?;
    }
    let mut sample = tx.prepare_cached("INSERT INTO sample VALUES(?, ?)")?;
    sample.execute(params![report, sketch::to_bytes(&sketch.sample)])?;
    Ok(())
}

/// Takes a report out again.
pub fn forget(tx: &Transaction<'_>, report: i64, sketch: &Sketch, day: Option<i32>) -> Result<(), Error> {
    let mut delete = tx.prepare_cached("DELETE FROM band WHERE stretch = ? AND hash = ? AND report = ?")?;
    for band in &sketch.bands {
        delete.execute(params![stretch(day), band, report])?;
    }
    Ok(())
}
