//! One flat table a kind: which columns it has, and what stands in them.
//!
//! Names and order of columns are stable within [`SCHEMA`]; `docs/tables.md` lists them.

mod acts;
mod columns;
mod things;

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use rapporteur_record::Record;

use crate::{Cell, Sort, Ties};
use columns::{At, Column};

/// The version of the tables.
pub const SCHEMA: &str = "rapporteur.tables/1";

/// The tables, in the order of the documentation.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Reports,
    Parties,
    Places,
    Times,
    Statements,
    Meetings,
    Instruments,
    Positions,
    Events,
    Control,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 10] = [
        Kind::Reports,
        Kind::Parties,
        Kind::Places,
        Kind::Times,
        Kind::Statements,
        Kind::Meetings,
        Kind::Instruments,
        Kind::Positions,
        Kind::Events,
        Kind::Control,
    ];

    /// The table's name, and that of its file.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Reports => "reports",
            Kind::Parties => "parties",
            Kind::Places => "places",
            Kind::Times => "times",
            Kind::Statements => "statements",
            Kind::Meetings => "meetings",
            Kind::Instruments => "instruments",
            Kind::Positions => "positions",
            Kind::Events => "events",
            Kind::Control => "control",
        }
    }

    /// What a row of it is.
    pub fn about(self) -> &'static str {
        match self {
            Kind::Reports => "One text by one publisher at one time.",
            Kind::Parties => "Someone whom a report has act or speak.",
            Kind::Places => "A place that a report names.",
            Kind::Times => "A time expression of a report (TimeML).",
            Kind::Statements => "Who said, wrote, believes or intends what.",
            Kind::Meetings => "An encounter of representatives.",
            Kind::Instruments => "A text or arrangement that parties negotiate, adopt or break.",
            Kind::Positions => "Where a party stands on an issue.",
            Kind::Events => "Who did what to whom (PLOVER).",
            Kind::Control => "Who holds, gained or lost which territory.",
        }
    }

    /// The columns of the table: name, sort, what they hold.
    pub fn columns(self) -> &'static [Info] {
        &self.table().infos
    }

    /// Hands the rows of a record to `take`, in the order of the record.
    pub fn rows<'r>(self, record: &'r Record, ties: &'r Ties, take: &mut dyn FnMut(Vec<Cell<'r>>)) {
        self.table().rows.each(At { record, ties }, take);
    }

    fn table(self) -> &'static Table {
        &TABLES[self as usize]
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        let known = || Kind::ALL.map(Kind::as_str).join(", ");
        Kind::ALL.into_iter().find(|k| k.as_str() == s).ok_or_else(|| format!("{s:?} is none of: {}", known()))
    }
}

/// What is known of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub sort: Sort,
    /// What that means.
    pub about: String,
}

struct Table {
    infos: Vec<Info>,
    rows: Box<dyn Rows>,
}

static TABLES: LazyLock<[Table; 10]> = LazyLock::new(|| {
    Kind::ALL.map(|kind| match kind {
        Kind::Reports => table(things::reports(), std::slice::from_ref),
        Kind::Parties => table(things::parties(), |r| &r.parties),
        Kind::Places => table(things::places(), |r| &r.places),
        Kind::Times => table(things::times(), |r| &r.times),
        Kind::Statements => table(things::statements(), |r| &r.statements),
        Kind::Meetings => table(acts::meetings(), |r| &r.meetings),
        Kind::Instruments => table(acts::instruments(), |r| &r.instruments),
        Kind::Positions => table(acts::positions(), |r| &r.positions),
        Kind::Events => table(acts::events(), |r| &r.events),
        Kind::Control => table(acts::control(), |r| &r.control),
    })
});

fn table<E: 'static>(columns: Vec<Column<E>>, entries: fn(&Record) -> &[E]) -> Table {
    let infos = columns.iter().map(|c| Info { name: c.name.clone(), sort: c.sort, about: c.about.clone() }).collect();
    Table { infos, rows: Box::new(Of { columns, entries }) }
}

/// A table whose kind of entry is forgotten.
trait Rows: Send + Sync {
    fn each<'r>(&self, at: At<'r>, take: &mut dyn FnMut(Vec<Cell<'r>>));
}

struct Of<E> {
    columns: Vec<Column<E>>,
    entries: fn(&Record) -> &[E],
}

impl<E: 'static> Rows for Of<E> {
    fn each<'r>(&self, at: At<'r>, take: &mut dyn FnMut(Vec<Cell<'r>>)) {
        for entry in (self.entries)(at.record) {
            take(self.columns.iter().map(|c| (c.get)(at, entry)).collect());
        }
    }
}
