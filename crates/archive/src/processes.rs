//! Which talks or war does a report belong to? Processes are found by the sides that reports share, by the meetings
//! and instruments that they tell of, and by time. What the user decides about them is kept apart and wins.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::{
    Archive, Error, body,
    decisions::{self, Verdict},
    edtf,
    features::Features,
    names,
    parties::Ties,
    profiles, sketch, upkeep,
};

/// Likeness of sides from which a report belongs to a process. Chosen on the development set of `tests/linking.rs`.
const BELONGS: f64 = 0.42;
/// What an entry in common adds.
const SHARED_ENTRY: f64 = 0.25;
/// What it adds when all people and groups of a report are known from the process, and how many it takes at least.
const SAME_CAST: f64 = 0.4;
const CAST: usize = 2;
/// Days of silence after which the same sides begin another process.
const SILENCE: i32 = 2 * 365;
/// Reports of a shelf, as a power of two: see the schema; and shelves that are looked through for who told of an entry last.
const SHELF: u32 = 12;
const SHELVES: usize = 4;
/// Sides of a report that make its core, and the least weight of one beside the heaviest.
const CORE: usize = 5;
const LIGHT: f64 = 0.2;
/// Sides, and people and groups, that a process is remembered by.
const REMEMBERED: usize = 16;
const CAST_REMEMBERED: usize = 64;
/// Weights of what a side does in a report: talk, act, speak, be mentioned.
const TALKS: f64 = 3.0;
const ACTS: f64 = 1.0;
const SPEAKS: f64 = 0.5;
const MENTIONED: f64 = 0.3;

/// The sum of the cores of a process's reports.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Profile {
    sides: BTreeMap<i64, f32>,
    /// People and groups, by the number of reports.
    cast: BTreeMap<i64, u16>,
}

/// A process, as it is listed.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Process {
    /// Its number; it stays.
    pub id: i64,
    /// The user's name for it, or one made from its sides.
    pub name: String,
    /// Its first and last report.
    pub first: Option<String>,
    /// The same.
    pub last: Option<String>,
    /// How many reports belong to it.
    pub reports: u32,
}

/// What tells which process a report belongs to.
pub struct Core {
    /// Its sides by their weight in it, which sums to 1.
    sides: BTreeMap<i64, f64>,
    /// Its people and groups.
    cast: BTreeSet<i64>,
}

impl Core {
    /// That of a report.
    pub fn of(parties: &Ties, features: &[Features]) -> Self {
        Core { sides: sides(parties, features), cast: cast(parties) }
    }
}

/// Ties a report to its process, or begins one; `former` is the process that it belonged to before it was read again.
pub fn join(
    tx: &Transaction<'_>,
    report: i64,
    day: Option<i32>,
    core: &Core,
    entries: &[i64],
    former: Option<i64>,
) -> Result<(), Error> {
    if core.sides.len() < 2 {
        return Ok(());
    }
    let shared = processes_of(tx, report, entries)?;
    let mut best: Option<(f64, i64)> = None;
    for id in candidates(tx, &core.sides, day, &shared)? {
        let profile = profile(tx, id)?;
        let mut score = likeness(&core.sides, &profile) + SAME_CAST * known(&core.cast, &profile);
        score += if shared.contains(&id) { SHARED_ENTRY } else { 0.0 };
        if score >= BELONGS && former == Some(id) {
            best = Some((score, id));
            break;
        }
        if score >= BELONGS && best.is_none_or(|(b, _)| score > b) {
            best = Some((score, id));
        }
    }
    let process = match best {
        Some((_, id)) => id,
        None => begin(tx, day)?,
    };
    tx.prepare_cached("INSERT OR REPLACE INTO membership VALUES(?, ?, 0)")?.execute([report, process])?;
    learn(tx, process, core, day)
}

/// Leaves a report in its process, which has learnt from it already.
pub fn stay(tx: &Transaction<'_>, report: i64, process: i64, by_user: bool, core: &Core) -> Result<(), Error> {
    tx.prepare_cached("INSERT OR REPLACE INTO membership VALUES(?, ?, ?)")?
        .execute(params![report, process, by_user])?;
    pair(tx, process, core)?;
    count(tx, process)
}

/// The process of a report, and whether the user decided so.
pub fn of(tx: &Transaction<'_>, report: i64) -> Result<Option<(i64, bool)>, Error> {
    let mut one = tx.prepare_cached("SELECT process, by_user FROM membership WHERE report = ?")?;
    Ok(one.query_row([report], |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
}

fn sides(parties: &Ties, features: &[Features]) -> BTreeMap<i64, f64> {
    let mut weights: HashMap<i64, f64> = HashMap::new();
    let mut add =
        |sides: &mut dyn Iterator<Item = &i64>, w: f64| sides.for_each(|s| *weights.entry(*s).or_default() += w);
    // Those who have no name and act for nobody ("three presidents") are others in the next report.
    let nobody: HashSet<i64> = parties.values().filter(|t| t.unnamed && t.side == t.party).map(|t| t.party).collect();
    for f in features {
        let w = match f.kind {
            "m" | "i" | "o" => TALKS,
            "e" => ACTS,
            "s" => SPEAKS,
            _ => continue,
        };
        add(&mut f.sides.iter().chain(&f.toward), w);
    }
    for tie in parties.values() {
        add(&mut [tie.side].iter(), MENTIONED * (tie.mentions as f64).min(6.0));
    }
    let mut sides: Vec<(i64, f64)> = weights.into_iter().filter(|(side, _)| !nobody.contains(side)).collect();
    sides.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let heaviest = sides.first().map_or(0.0, |s| s.1);
    sides.truncate(CORE);
    sides.retain(|(_, w)| *w >= LIGHT * heaviest);
    let sum: f64 = sides.iter().map(|s| s.1).sum();
    sides.into_iter().map(|(s, w)| (s, w / sum)).collect()
}

/// The people and groups of a report that act for someone else, and those whom nobody else acts for but themselves.
fn cast(parties: &Ties) -> BTreeSet<i64> {
    parties.values().map(|t| t.party).filter(|p| parties.values().all(|t| t.side != *p || t.party == *p)).collect()
}

/// The share of a report's people and groups that a process knows; nothing where they are too few to tell.
fn known(cast: &BTreeSet<i64>, p: &Profile) -> f64 {
    let shared = cast.iter().filter(|c| p.cast.contains_key(c)).count();
    if shared < CAST { 0.0 } else { shared as f64 / cast.len() as f64 }
}

/// Weighted Jaccard of a report's core and a process's.
fn likeness(core: &BTreeMap<i64, f64>, p: &Profile) -> f64 {
    let sum: f32 = p.sides.values().sum::<f32>().max(f32::MIN_POSITIVE);
    let theirs = |s: &i64| p.sides.get(s).map_or(0.0, |w| f64::from(w / sum));
    let least: f64 = core.iter().map(|(s, w)| w.min(theirs(s))).sum();
    least / (2.0 - least)
}

fn pairs(core: &BTreeMap<i64, f64>) -> impl Iterator<Item = i64> + '_ {
    let sides: Vec<i64> = core.keys().copied().collect();
    let n = sides.len();
    (0..n)
        .flat_map(move |i| (i + 1..n).map(move |j| (i, j)))
        .map(move |(i, j)| sketch::stable(&["pair", &sides[i].to_string(), &sides[j].to_string()]))
}

/// Processes that share two sides or an entry with the report and were in the news at its time.
fn candidates(
    tx: &Transaction<'_>,
    core: &BTreeMap<i64, f64>,
    day: Option<i32>,
    shared: &HashSet<i64>,
) -> Result<Vec<i64>, Error> {
    let mut found: HashSet<i64> = shared.clone();
    let mut by_pair = tx.prepare_cached(
        "SELECT p.id FROM process_pair q JOIN process p ON p.id = q.process
         WHERE q.key = ?1 AND p.into_process IS NULL
           AND (?2 IS NULL OR p.last IS NULL OR (p.last >= ?2 - ?3 AND p.first <= ?2 + ?3)) ORDER BY p.last DESC LIMIT 40",
    )?;
    for key in pairs(core) {
        let mut rows = by_pair.query(params![key, day, SILENCE])?;
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?);
        }
    }
    let mut found: Vec<i64> = found.into_iter().collect();
    found.sort_unstable();
    Ok(found)
}

/// The processes of the newest reports before this one that tell of the same meetings and instruments.
fn processes_of(tx: &Transaction<'_>, report: i64, entries: &[i64]) -> Result<HashSet<i64>, Error> {
    const NEWEST: usize = 8;
    let shelf = report >> SHELF;
    let mut side = tx.prepare_cached("SELECT side FROM entry WHERE id = ?")?;
    let mut of = tx.prepare_cached(
        "SELECT m.process FROM told t LEFT JOIN membership m ON m.report = (?1 << 12) + t.report
         WHERE t.shelf = ?1 AND t.side = ?2 AND t.entry = ?3 ORDER BY t.report DESC LIMIT ?4",
    )?;
    let mut found = HashSet::new();
    for entry in entries {
        let (side, mut left): (i64, usize) = (side.query_row([entry], |r| r.get(0))?, NEWEST);
        for shelf in (0..=shelf).rev().take(SHELVES) {
            let mut rows = of.query(params![shelf, side, entry, left as i64])?;
            while let Some(row) = rows.next()? {
                found.extend(row.get::<_, Option<i64>>(0)?);
                left -= 1;
            }
            if left == 0 {
                break;
            }
        }
    }
    Ok(found)
}

fn profile(db: &Connection, id: i64) -> Result<Profile, Error> {
    let bytes: Vec<u8> =
        db.prepare_cached("SELECT profile FROM process WHERE id = ?")?.query_row([id], |r| r.get(0))?;
    profiles::unpack("process", id, &bytes)
}

fn begin(tx: &Transaction<'_>, day: Option<i32>) -> Result<i64, Error> {
    let bytes = profiles::pack(&Profile::default());
    tx.prepare_cached("INSERT INTO process(name, first, last, reports, profile) VALUES('', ?1, ?1, 0, ?2)")?
        .execute(params![day, bytes])?;
    let id = tx.last_insert_rowid();
    Ok(id)
}

/// Adds a report's core to its process.
fn learn(tx: &Transaction<'_>, id: i64, core: &Core, day: Option<i32>) -> Result<(), Error> {
    let mut profile = profile(tx, id)?;
    for (side, w) in &core.sides {
        *profile.sides.entry(*side).or_default() += *w as f32;
    }
    if profile.sides.len() > REMEMBERED * 2 {
        let mut all: Vec<f32> = profile.sides.values().copied().collect();
        all.sort_by(|a, b| b.total_cmp(a));
        let least = all[REMEMBERED];
        profile.sides.retain(|_, w| *w > least);
    }
    for party in &core.cast {
        let seen = profile.cast.entry(*party).or_default();
        *seen = seen.saturating_add(1);
    }
    if profile.cast.len() > CAST_REMEMBERED * 2 {
        let mut all: Vec<u16> = profile.cast.values().copied().collect();
        all.sort_unstable_by_key(|n| std::cmp::Reverse(*n));
        let least = all[CAST_REMEMBERED];
        profile.cast.retain(|_, n| *n > least);
    }
    pair(tx, id, core)?;
    let name = made_name(tx, &profile)?;
    let bytes = profiles::pack(&profile);
    tx.prepare_cached(
        "UPDATE process SET name = ?1, profile = ?2, reports = reports + 1, first = min(ifnull(first, ?3), ifnull(?3, first)),
           last = max(ifnull(last, ?3), ifnull(?3, last)) WHERE id = ?4",
    )?
    .execute(params![name, bytes, day, id])?;
    Ok(())
}

/// Makes a process findable by the sides of a report.
fn pair(tx: &Transaction<'_>, id: i64, core: &Core) -> Result<(), Error> {
    let mut pair = tx.prepare_cached("INSERT OR IGNORE INTO process_pair VALUES(?, ?)")?;
    pairs(&core.sides).try_for_each(|key| pair.execute([key, id]).map(drop)).map_err(Error::from)
}

/// "Egypt–Israel–United States": the sides that weigh most.
fn made_name(db: &Connection, profile: &Profile) -> Result<String, Error> {
    let mut sides: Vec<(&i64, &f32)> = profile.sides.iter().collect();
    sides.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
    let heaviest = sides.first().map_or(0.0, |s| *s.1);
    let mut names = vec![];
    for (side, _) in sides.into_iter().take(3).filter(|(_, w)| **w >= heaviest / 3.0) {
        names.push(crate::ask::party_name(db, *side)?);
    }
    Ok(names.join("–"))
}

impl Archive {
    /// The processes, those in the news last first.
    pub fn processes(&self) -> Result<Vec<Process>, Error> {
        let mut all = self.db.prepare_cached(
            "SELECT id, ifnull(given, name), first, last, reports FROM process WHERE into_process IS NULL AND reports > 0
             ORDER BY last DESC, reports DESC, id",
        )?;
        let rows = all.query_map([], |r| {
            let day = |d: Option<i32>| d.map(edtf::text);
            Ok(Process {
                id: r.get(0)?,
                name: r.get(1)?,
                first: day(r.get(2)?),
                last: day(r.get(3)?),
                reports: r.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The process that a user's words name: its number, its name, or the names of its sides.
    pub fn process_named(&self, words: &str) -> Result<Option<i64>, Error> {
        process_named(&self.db, words)
    }

    /// Gives a process a name.
    pub fn rename_process(&mut self, id: i64, name: &str) -> Result<(), Error> {
        self.deciding(|tx, who| {
            let before: Option<Option<String>> =
                tx.query_row("SELECT given FROM process WHERE id = ?", [id], |r| r.get(0)).optional()?;
            let before = before.ok_or_else(|| Error::Unknown(format!("there is no process {id}")))?;
            call(tx, id, Some(name))?;
            decisions::record(tx, who, &Verdict::RenameProcess { process: id, name: name.into(), before })?;
            Ok(())
        })
    }

    /// Makes one process part of another; its number goes on to name the other.
    pub fn merge_processes(&mut self, from: i64, into: i64) -> Result<(), Error> {
        if from == into {
            return Err(Error::Unknown("a process cannot be merged with itself".into()));
        }
        self.deciding(|tx, who| {
            let list = |sql: &str| -> Result<Vec<i64>, Error> {
                let mut all = tx.prepare(sql)?;
                Ok(all.query_map([from], |r| r.get(0))?.collect::<Result<_, _>>()?)
            };
            let reports = list("SELECT report FROM membership WHERE process = ?")?;
            let merged = list("SELECT id FROM process WHERE into_process = ?")?;
            tx.execute("UPDATE membership SET process = ?2, by_user = 1 WHERE process IN (?1, ?2)", [from, into])?;
            tx.execute("UPDATE process SET into_process = ?2 WHERE id = ?1 OR into_process = ?1", [from, into])?;
            tx.execute(
                "INSERT OR IGNORE INTO process_pair SELECT key, ?2 FROM process_pair WHERE process = ?1",
                [from, into],
            )?;
            let (mut sum, more) = (profile(tx, into)?, profile(tx, from)?);
            more.sides.iter().for_each(|(s, w)| *sum.sides.entry(*s).or_default() += w);
            more.cast.iter().for_each(|(c, n)| *sum.cast.entry(*c).or_default() += n);
            write(tx, into, &sum)?;
            count(tx, from)?;
            count(tx, into)?;
            decisions::record(tx, who, &Verdict::MergeProcesses { from, into, reports, merged })?;
            Ok(())
        })
    }

    /// Makes a process of its own of some reports of another.
    pub fn split_process(&mut self, from: i64, reports: &[i64], name: &str) -> Result<i64, Error> {
        self.deciding(|tx, who| {
            let id = begin(tx, None)?;
            call(tx, id, Some(name))?;
            move_reports(tx, from, id, reports)?;
            // Those that stay, stay because the user left them.
            tx.execute("UPDATE membership SET by_user = 1 WHERE process = ?", [from])?;
            for report in reports {
                let record = body::record(tx, *report)?;
                let (parties, places) = upkeep::ties(tx, *report)?;
                let day = record.report.published.as_deref().and_then(edtf::day);
                learn(tx, id, &Core::of(&parties, &Features::of_all(&record, day, &parties, &places)), day)?;
            }
            count(tx, id)?;
            let reports = reports.to_vec();
            decisions::record(tx, who, &Verdict::SplitProcess { from, into: id, name: name.into(), reports })?;
            Ok(id)
        })
    }
}

/// The user's name for a process, or none.
pub fn call(tx: &Transaction<'_>, id: i64, name: Option<&str>) -> Result<(), Error> {
    tx.execute("UPDATE process SET given = ? WHERE id = ?", params![name, id])?;
    Ok(())
}

/// Moves reports from one process to another, by the user's decision.
pub fn move_reports(tx: &Transaction<'_>, from: i64, to: i64, reports: &[i64]) -> Result<(), Error> {
    let mut moved = 0;
    for report in reports {
        moved += tx.execute(
            "UPDATE membership SET process = ?, by_user = 1 WHERE report = ? AND process = ?",
            [to, *report, from],
        )?;
    }
    if moved == 0 {
        return Err(Error::Unknown(format!("none of these reports belongs to process {from}; nothing was changed")));
    }
    count(tx, from)?;
    count(tx, to)
}

/// Takes a merger back: these reports, and what had been merged before, are of the one again.
pub fn part(tx: &Transaction<'_>, from: i64, into: i64, reports: &[i64], merged: &[i64]) -> Result<(), Error> {
    let now: i64 = tx.query_row("SELECT ifnull(into_process, id) FROM process WHERE id = ?", [into], |r| r.get(0))?;
    tx.execute("UPDATE process SET into_process = NULL WHERE id = ?", [from])?;
    for process in merged {
        tx.execute("UPDATE process SET into_process = ?2 WHERE id = ?1", [*process, from])?;
    }
    let (mut sum, less) = (profile(tx, now)?, profile(tx, from)?);
    less.sides.iter().for_each(|(s, w)| *sum.sides.entry(*s).or_default() -= w);
    sum.sides.retain(|_, w| *w > 0.0);
    write(tx, now, &sum)?;
    move_reports(tx, now, from, reports)
}

/// The user made two parties one: processes know it as the one that stays.
pub fn merge_party(tx: &Transaction<'_>, from: i64, into: i64) -> Result<(), Error> {
    let mut all = tx.prepare(
        "SELECT DISTINCT m.process FROM appearing a JOIN membership m ON m.report = a.report WHERE a.party = ?",
    )?;
    for id in all.query_map([from], |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()? {
        let mut profile = profile(tx, id)?;
        if let Some(w) = profile.sides.remove(&from) {
            *profile.sides.entry(into).or_default() += w;
        }
        if let Some(n) = profile.cast.remove(&from) {
            *profile.cast.entry(into).or_default() += n;
        }
        write(tx, id, &profile)?;
    }
    Ok(())
}

/// Writes a process's profile, and the name that is made of it.
fn write(tx: &Transaction<'_>, id: i64, profile: &Profile) -> Result<(), Error> {
    let bytes = profiles::pack(profile);
    let name = made_name(tx, profile)?;
    tx.execute("UPDATE process SET profile = ?, name = ? WHERE id = ?", params![bytes, name, id])?;
    Ok(())
}

/// See [`Archive::process_named`].
pub fn process_named(db: &Connection, words: &str) -> Result<Option<i64>, Error> {
    if let Ok(id) = words.trim_start_matches('#').parse::<i64>() {
        let sql = "SELECT ifnull(into_process, id) FROM process WHERE id = ?";
        return Ok(db.prepare_cached(sql)?.query_row([id], |r| r.get(0)).optional()?);
    }
    let wanted: HashSet<String> = names::folded(words).into_iter().collect();
    let mut all = db.prepare_cached(
        "SELECT id, ifnull(given, ''), name FROM process WHERE into_process IS NULL AND reports > 0 ORDER BY reports DESC, id",
    )?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (given, made): (String, String) = (row.get(1)?, row.get(2)?);
        let same = |name: &str| names::folded(name).into_iter().collect::<HashSet<_>>() == wanted;
        if same(&given) || (made.contains('–') && same(&made)) {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}

/// Counts a process's reports anew.
pub fn count(tx: &Transaction<'_>, id: i64) -> Result<(), Error> {
    tx.execute(
        "UPDATE process SET (reports, first, last) = (SELECT count(*), min(r.day), max(r.day)
           FROM membership m JOIN report r ON r.id = m.report WHERE m.process = ?1) WHERE id = ?1",
        [id],
    )?;
    Ok(())
}
