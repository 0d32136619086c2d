//! Where do the talks of a process stand? What the desk's page of a process shows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rapporteur_record::Status;
use rusqlite::Connection;
use serde::Serialize;

use super::{Desk, ENTRIES, Entry, Item, Named, Quote, Scope, Source, items};
use crate::{Archive, Error, Process, agreement, edtf};

/// Parties of the table of positions at most: those with most positions.
const ROWS: usize = 12;
/// Contradictions at most: those of the newest reports.
const AGAINST: usize = 60;
/// Parties that are named at the head.
const CAST: usize = 12;

/// A party's newest stand on an issue.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Cell {
    /// The entry.
    pub entry: i64,
    /// `demands`, `offers`, `accepts`, `rejects`, `conditions`.
    pub stance: String,
    /// The day of the newest report of it.
    pub day: Option<String>,
    /// The words.
    pub words: Quote,
    /// The last other stance before it: what it was, and when it was last reported.
    pub before: Option<Box<Cell>>,
    /// How many positions on this issue are known.
    pub known: usize,
}

/// Parties by issues.
#[derive(Debug, Clone, Default, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Table {
    /// The issues that any party has a position on, most held first.
    pub issues: Vec<String>,
    /// The parties with a cell for each issue.
    pub rows: Vec<(Named, Vec<Option<Cell>>)>,
    /// Parties that are left out.
    pub more: usize,
}

/// Events of one kind on one day, as a chart draws them.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Their first day.
    pub day: String,
    /// PLOVER type.
    pub kind: String,
    /// PLOVER mode.
    pub mode: String,
    /// Whether they are only announced.
    pub planned: bool,
    /// How many they are.
    pub events: usize,
}

/// Which entries a page shows of a longer list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stretch {
    /// How many come before it.
    pub skip: usize,
    /// How many it holds.
    pub take: usize,
}

impl Stretch {
    /// All of them.
    pub const ALL: Stretch = Stretch { skip: 0, take: usize::MAX };
}

/// Where the talks of a process stand.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Standing {
    /// The process.
    pub process: Process,
    /// Independent stories.
    pub stories: usize,
    /// Publishers.
    pub publishers: usize,
    /// How many of its reports were looked through for what follows: the newest.
    pub looked_through: usize,
    /// Who is spoken of in most of its reports.
    pub cast: Vec<(Named, u32)>,
    /// Meetings that took place, newest first.
    pub last: Vec<Entry>,
    /// Meetings that are announced, soonest first.
    pub next: Vec<Entry>,
    /// Events, for the line over time; the timeline lists them.
    #[serde(skip)]
    pub acts: Vec<Act>,
    /// The positions.
    pub table: Table,
    /// What is on the table, newest first.
    pub instruments: Vec<Entry>,
    /// Instruments in all.
    pub instruments_in_all: usize,
    /// Who holds what, newest first.
    pub control: Vec<Entry>,
    /// Both sides' words; not all where they are many.
    pub contradictions: Vec<agreement::Contradiction>,
    /// Contradictions in all.
    pub contradictions_in_all: usize,
    /// The reports.
    pub sources: Vec<Source>,
}

/// In which order entries are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// By their days, the newest first.
    #[default]
    Newest,
    /// By their days, the oldest first.
    Oldest,
    /// By the days of the newest reports of them, the newest first.
    LastTold,
}

/// What to list of the entries within a scope.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Letters of the kinds: `m`, `i`, `o`, `e`, `c`.
    pub kinds: String,
    /// Only of this class: PLOVER type, kind of instrument, issue, change.
    pub class: Option<String>,
    /// Only with this status.
    pub status: Option<String>,
    /// Only with this party, or one that acts for it.
    pub party: Option<i64>,
    /// From this day.
    pub from: Option<i32>,
    /// Until this day.
    pub to: Option<i32>,
    /// Which come first.
    pub order: Order,
    /// Which of them.
    pub stretch: Stretch,
}

/// Entries, some of a longer list.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Listed {
    /// How many there are in all.
    pub total: usize,
    /// Those that were asked for.
    pub entries: Vec<Entry>,
    /// The reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// Where the talks of a process stand; `shown` entries of each list.
    pub fn standing(&self, id: i64, shown: usize) -> Result<Standing, Error> {
        let process = self.process(id)?;
        let all = items(self.within(&Scope::Process(process.id), ENTRIES, None)?);
        self.stand(process, &all, shown)
    }

    /// The same with its entries listed.
    pub fn standing_and_list(&self, id: i64, shown: usize, what: &Listing) -> Result<(Standing, Listed), Error> {
        let process = self.process(id)?;
        let within = Scope::Process(process.id);
        let all = items(self.within(&within, ENTRIES, None)?);
        // Of a process with more reports than are looked through, an earlier time is listed from the reports of that time.
        let earlier = what.to.is_some() && self.most.is_some_and(|m| process.reports as usize > m);
        let listed = match earlier {
            true => self.list(&within, what)?,
            false => self.listed(all.iter().filter(|i| what.kinds.contains(letter(i))).collect(), what)?,
        };
        Ok((self.stand(process, &all, shown)?, listed))
    }

    /// Entries within a scope, in the order of their days.
    pub fn list(&self, scope: &Scope, what: &Listing) -> Result<Listed, Error> {
        let all = items(self.within(scope, &what.kinds.replace('i', "ih"), self.told_until(what.to))?);
        self.listed(all.iter().collect(), what)
    }

    fn stand(&self, process: Process, all: &[Item], shown: usize) -> Result<Standing, Error> {
        let within = Scope::Process(process.id);
        let (reports, stories, publishers, newest) = self.extent(&within, None)?;
        let mut desk = Desk::new(&self.db);
        let of = |kind: &'static str| all.iter().filter(move |i| i.claims.iter().any(|c| c.kind == kind));
        let (last, next) = meetings(of("m"), newest);
        let mut instruments: Vec<&Item> = of("i").collect();
        instruments.sort_by_cached_key(|i| std::cmp::Reverse((i.last_published(), i.stories(), i.entry)));
        let mut control: Vec<&Item> = of("c").collect();
        control.sort_by_cached_key(|i| std::cmp::Reverse((i.last_published(), i.entry)));
        let positions: Vec<&Item> = of("o").collect();
        let (mut contradictions, told_by) = self.against(&within, Default::default(), all)?;
        let contradictions_in_all = contradictions.len();
        contradictions.truncate(AGAINST);
        desk.take_over(&mut contradictions, &told_by)?;
        Ok(Standing {
            looked_through: self.most.map_or(reports, |m| m.min(reports)),
            stories,
            publishers,
            cast: cast(&mut desk, process.id)?,
            process,
            last: shown_of(&mut desk, &last, shown)?,
            next: shown_of(&mut desk, &next, shown)?,
            acts: acts(of("e")),
            table: table(&mut desk, &positions)?,
            instruments: shown_of(&mut desk, &instruments, shown)?,
            instruments_in_all: instruments.len(),
            control: shown_of(&mut desk, &control, shown)?,
            contradictions,
            contradictions_in_all,
            sources: desk.sources,
        })
    }

    fn listed(&self, mut all: Vec<&Item>, what: &Listing) -> Result<Listed, Error> {
        all.retain(|i| {
            let within = || {
                let (first, last) = super::timeline::moment(i);
                (what.from.is_none() || last >= what.from) && (what.to.is_none() || first <= what.to)
            };
            let class = |c: &str| i.claims.iter().any(|x| x.class == c || x.class.split(' ').any(|t| t == c));
            (what.from.is_none() && what.to.is_none() || within())
                && what.class.as_deref().is_none_or(class)
                && what.status.as_deref().is_none_or(|s| i.newest().status.map(Status::as_str) == Some(s))
        });
        if let Some(party) = what.party {
            let theirs = acting_for(&self.db, party)?;
            all.retain(|i| i.claims.iter().any(|c| c.parts.any(|p| theirs.contains(&p))));
        }
        match what.order {
            Order::LastTold => all.sort_by_cached_key(|i| (i.last_published(), i.entry)),
            _ => all.sort_by_cached_key(|i| (super::timeline::moment(i), i.entry)),
        }
        if what.order != Order::Oldest {
            all.reverse();
        }
        let total = all.len();
        let shown: Vec<&Item> = all.into_iter().skip(what.stretch.skip).collect();
        let mut desk = Desk::new(&self.db);
        let entries = shown_of(&mut desk, &shown, what.stretch.take)?;
        Ok(Listed { total, entries, sources: desk.sources })
    }

    /// A process by its number; of one that was merged, the one that it became part of.
    pub fn process(&self, id: i64) -> Result<Process, Error> {
        let mut one = self.db.prepare_cached(
            "SELECT p.id, ifnull(p.given, p.name), p.first, p.last, p.reports FROM process q
             JOIN process p ON p.id = ifnull(q.into_process, q.id) WHERE q.id = ?",
        )?;
        let mut rows = one.query([id])?;
        let Some(r) = rows.next()? else {
            return Err(Error::Unknown(format!("there is no process {id} in the archive")));
        };
        let day = |d: Option<i32>| d.map(edtf::text);
        Ok(Process { id: r.get(0)?, name: r.get(1)?, first: day(r.get(2)?), last: day(r.get(3)?), reports: r.get(4)? })
    }
}

/// The letter of an item's kind; what is known of an instrument by its steps alone is one too.
fn letter(i: &Item) -> char {
    match i.newest().kind.chars().next() {
        Some('h') => 'i',
        Some(letter) => letter,
        None => ' ',
    }
}

fn shown_of(desk: &mut Desk<'_>, items: &[&Item], most: usize) -> Result<Vec<Entry>, Error> {
    items.iter().take(most).map(|i| desk.entry(i)).collect()
}

/// A party and all who act for it.
pub(crate) fn acting_for(db: &Connection, party: i64) -> Result<BTreeSet<i64>, Error> {
    let mut all = db.prepare_cached("SELECT id FROM party WHERE side = ?1 UNION SELECT ?1")?;
    let rows = all.query_map([party], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Meetings that took place, newest first, and those that are announced, soonest first.
fn meetings<'i>(all: impl Iterator<Item = &'i Item>, today: Option<i32>) -> (Vec<&'i Item>, Vec<&'i Item>) {
    let (mut last, mut next) = (vec![], vec![]);
    for i in all {
        let over = matches!((i.days(), today), (Some(d), Some(t)) if d.last < t);
        match i.newest().status {
            Some(Status::Planned) if !over => next.push(i),
            Some(Status::Happened | Status::Ongoing) => last.push(i),
            _ => {}
        }
    }
    last.sort_by_cached_key(|i| {
        std::cmp::Reverse((i.days().map(|d| d.last).or(i.first_published()), i.stories(), i.entry))
    });
    next.sort_by_cached_key(|i| (i.days().map_or(i32::MAX, |d| d.first), i.entry));
    (last, next)
}

/// Events by day and kind, the oldest first.
fn acts<'i>(all: impl Iterator<Item = &'i Item>) -> Vec<Act> {
    let mut by: BTreeMap<(i32, &str, &str, bool), usize> = BTreeMap::new();
    for i in all {
        let (day, c) = (i.days().map(|d| d.first).or(i.first_published()), i.newest());
        // What is denied or only called for did not happen.
        let real = i.most(|c| c.status).filter(|s| !matches!(s, Status::Denied | Status::Hypothetical));
        if let (Some(day), Some(status)) = (day, real) {
            *by.entry((day, &c.class, &c.detail, status == Status::Planned)).or_default() += 1;
        }
    }
    let act = |((day, kind, mode, planned), events): ((i32, &str, &str, bool), usize)| Act {
        day: edtf::text(day),
        kind: kind.into(),
        mode: mode.into(),
        planned,
        events,
    };
    by.into_iter().map(act).collect()
}

/// Who is spoken of in most reports of a process.
fn cast(desk: &mut Desk<'_>, process: i64) -> Result<Vec<(Named, u32)>, Error> {
    let mut all = desk.db.prepare_cached(
        "SELECT a.party, a.report FROM membership m JOIN appearance a ON a.report = m.report WHERE m.process = ?",
    )?;
    // The reports of each, and the last one that was counted: the parties of a report follow each other.
    let mut by: HashMap<i64, (u32, i64)> = HashMap::new();
    let mut rows = all.query([process])?;
    while let Some(row) = rows.next()? {
        let (party, report) = (row.get(0)?, row.get(1)?);
        let told = by.entry(party).or_default();
        if told.1 != report {
            *told = (told.0 + 1, report);
        }
    }
    let mut most: Vec<(i64, u32)> = by.into_iter().map(|(party, (n, _))| (party, n)).collect();
    most.sort_by_key(|(party, n)| (std::cmp::Reverse(*n), *party));
    most.truncate(CAST);
    most.into_iter().map(|(p, n)| Ok((desk.named(p)?, n))).collect()
}

/// Parties by issues: of each party the newest stand, and what it was before.
pub(crate) fn table(desk: &mut Desk<'_>, all: &[&Item]) -> Result<Table, Error> {
    let mut by: BTreeMap<i64, BTreeMap<&str, Vec<&Item>>> = BTreeMap::new();
    for i in all {
        for side in desk.holders(i)? {
            by.entry(side).or_default().entry(&i.newest().class).or_default().push(i);
        }
    }
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    by.values().flat_map(|issues| issues.keys()).for_each(|issue| *held.entry(issue).or_default() += 1);
    let mut issues: Vec<String> = held.keys().map(|i| i.to_string()).collect();
    issues.sort_by_key(|i| std::cmp::Reverse(held[i.as_str()]));
    let mut order: Vec<i64> = by.keys().copied().collect();
    order.sort_by_key(|p| std::cmp::Reverse(by[p].values().map(Vec::len).sum::<usize>()));
    let more = order.len().saturating_sub(ROWS);
    let mut rows = vec![];
    for party in order.into_iter().take(ROWS) {
        let mut cells = vec![];
        for issue in &issues {
            cells.push(match by[&party].get(issue.as_str()) {
                Some(held) => Some(cell(desk, held)?),
                None => None,
            });
        }
        rows.push((desk.named(party)?, cells));
    }
    Ok(Table { issues, rows, more })
}

fn cell(desk: &mut Desk<'_>, held: &[&Item]) -> Result<Cell, Error> {
    let mut held: Vec<&Item> = held.to_vec();
    held.sort_by_key(|i| (i.last_published(), i.entry));
    let one = |desk: &mut Desk<'_>, i: &Item| -> Result<Cell, Error> {
        let best = i.claims.iter().rev().find(|c| c.own).unwrap_or(i.newest());
        Ok(Cell {
            entry: i.entry,
            stance: i.newest().detail.to_string(),
            day: i.last_published().map(edtf::text),
            words: desk.quote(best)?,
            before: None,
            known: held.len(),
        })
    };
    let newest = held[held.len() - 1];
    let before = held
        .iter()
        .rev()
        .find(|i| i.newest().detail != newest.newest().detail && i.last_published() < newest.last_published());
    let mut cell = one(desk, newest)?;
    if let Some(b) = before {
        cell.before = Some(Box::new(one(desk, b)?));
    }
    Ok(cell)
}
