//! Lists a page at a time: what each question shares.

use std::borrow::Cow;

use rapporteur_archive::ask::Source;
use rapporteur_archive::edtf;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

use crate::Problem;

/// Items of a page where none are asked for, and at most.
const USUAL: usize = 50;
const MOST: usize = 200;

/// How many items to answer with.
#[derive(Debug, Clone, Copy)]
pub struct Limit(usize);

/// The number of items that is asked for, or the usual one.
pub fn most(limit: Option<Limit>) -> usize {
    limit.map_or(USUAL, |l| l.0)
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        match usize::deserialize(d)? {
            n if (1..=MOST).contains(&n) => Ok(Limit(n)),
            n => Err(D::Error::custom(format!("{n} is no limit from 1 to {MOST}"))),
        }
    }
}

impl JsonSchema for Limit {
    fn schema_name() -> Cow<'static, str> {
        "Limit".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL})
    }
}

/// A number of the archive: of a process, report, party or entry.
#[derive(Debug, Clone, Copy)]
pub struct Number(pub i64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        match i64::deserialize(d)? {
            n if n >= 1 => Ok(Number(n)),
            n => Err(D::Error::custom(format!("{n} is no number of the archive: they begin with 1"))),
        }
    }
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "integer", "format": "int64", "minimum": 1, "maximum": i64::MAX})
    }
}

/// A day, month or year, as EDTF writes them.
#[derive(Debug, Clone)]
pub struct When {
    text: String,
    days: edtf::Days,
}

impl When {
    /// Its first day.
    pub fn first(when: &Option<When>) -> Option<i32> {
        when.as_ref().map(|w| w.days.first)
    }

    /// Its last day.
    pub fn last(when: &Option<When>) -> Option<i32> {
        when.as_ref().map(|w| w.days.last)
    }

    /// As it was given.
    pub fn text(when: Option<When>) -> Option<String> {
        when.map(|w| w.text)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        match edtf::days(&text) {
            Some(days) => Ok(When { text, days }),
            None => Err(D::Error::custom(format!("{text:?} is not a date such as 2025-12-05, 2025-12 or 2025"))),
        }
    }
}

impl JsonSchema for When {
    fn schema_name() -> Cow<'static, str> {
        "When".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "examples": ["2025-12-05", "2025-12"]})
    }
}

/// A page of a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// What to give as `cursor` for the next page; none at the end.
    pub next: Option<String>,
    /// Items in all, where they are counted.
    pub total: Option<usize>,
    /// The reports that items name by the number `n`.
    pub sources: Vec<Source>,
}

/// How many items come before a page, for lists that are cut by count.
pub fn skipped(cursor: &Option<String>) -> Result<usize, Problem> {
    cursor.as_deref().map_or(Ok(0), |c| c.strip_prefix('o').and_then(|n| n.parse().ok()).ok_or_else(|| no_cursor(c)))
}

/// The cursor after a page that is cut by count.
pub fn next(skipped: usize, items: usize, total: usize) -> Option<String> {
    (items > 0 && skipped.saturating_add(items) < total).then(|| format!("o{}", skipped + items))
}

/// That a cursor is none.
pub fn no_cursor(cursor: &str) -> Problem {
    Problem::Misunderstood(format!("{cursor:?} is no cursor: give what `next` of the page before holds"))
}
