//! Lists a page at a time: what each question shares.

use std::borrow::Cow;
use std::str::FromStr;

use rapporteur_archive::ask::{Cursor, Source};
use rapporteur_archive::edtf;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

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
        // EDTF knows more: "about", intervals, times. A bound of a question is a plain date.
        let plain = matches!(text.len(), 4 | 7 | 10) && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        match edtf::days(&text).filter(|_| plain) {
            Some(days) => Ok(When { text, days }),
            None => Err(D::Error::custom(no_date(&text))),
        }
    }
}

/// That something is no date.
pub fn no_date(text: &str) -> String {
    format!("{text:?} is not a date such as 2025-12-05, 2025-12 or 2025")
}

/// The dates that there are, as a pattern: 31 only in long months, 29 February only in leap years.
const DATE: &str = concat!(
    "[0-9]{4}(-(0[1-9]|1[0-2]))?",
    "|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])",
    "|[0-9]{4}-(0[13-9]|1[0-2])-(29|30)",
    "|[0-9]{4}-(0[13578]|1[02])-31",
    "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29",
);

impl JsonSchema for When {
    fn schema_name() -> Cow<'static, str> {
        "When".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": format!("^({DATE})$"), "examples": ["2025-12-05", "2025-12"]})
    }
}

/// When a report was published: a date, or a date with a time.
#[derive(Debug, Clone)]
pub struct Published(pub String);

impl<'de> Deserialize<'de> for Published {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        let (day, time) = text.split_once('T').map_or((text.as_str(), None), |(day, time)| (day, Some(time)));
        let is_time = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit() || b":.+-Z".contains(&b));
        match serde_json::from_value::<When>(day.into()).is_ok() && time.is_none_or(is_time) {
            true => Ok(Published(text)),
            false => Err(D::Error::custom(no_date(&text))),
        }
    }
}

impl JsonSchema for Published {
    fn schema_name() -> Cow<'static, str> {
        "Published".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let examples = ["2025-12-05", "2025-12-05T14:30:00Z"];
        json_schema!({"type": "string", "pattern": format!("^({DATE})(T[-0-9:.+Z]+)?$"), "examples": examples})
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

/// Where a page of a list ended that is cut by count.
#[derive(Debug, Clone, Copy)]
pub struct Skipped(usize);

/// How many items come before a page.
pub fn skipped(cursor: Option<Skipped>) -> usize {
    cursor.map_or(0, |c| c.0)
}

impl<'de> Deserialize<'de> for Skipped {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        read_cursor(d, |c| Some(Skipped(digits(c.strip_prefix('o')?)?)))
    }
}

impl JsonSchema for Skipped {
    fn schema_name() -> Cow<'static, str> {
        "Skipped".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^o[0-9]{1,18}$"})
    }
}

/// The report that a page of reports ended with.
#[derive(Debug, Clone, Copy)]
pub struct Before(pub i64);

impl<'de> Deserialize<'de> for Before {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        read_cursor(d, |c| Some(Before(digits(c.strip_prefix('r')?)?)))
    }
}

impl JsonSchema for Before {
    fn schema_name() -> Cow<'static, str> {
        "Before".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^r[0-9]{1,18}$"})
    }
}

/// The day and number of the report that a page of statements ended with.
#[derive(Debug, Clone, Copy)]
pub struct After(pub Cursor);

impl After {
    /// As a client gives it back.
    pub fn written(c: Cursor) -> String {
        format!("{}.{}", c.day.map_or_else(String::new, |d| d.to_string()), c.report)
    }
}

impl<'de> Deserialize<'de> for After {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        read_cursor(d, |c| {
            let (day, report) = c.split_once('.')?;
            let (sign, number) = day.strip_prefix('-').map_or((1, day), |n| (-1, n));
            let day = if day.is_empty() { None } else { Some(sign * digits::<i32>(number)?) };
            Some(After(Cursor { day, report: digits(report)? }))
        })
    }
}

impl JsonSchema for After {
    fn schema_name() -> Cow<'static, str> {
        "After".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": r"^(-?[0-9]{1,9})?\.[0-9]{1,18}$"})
    }
}

/// A number of digits alone, as many as surely fit.
fn digits<N: FromStr>(text: &str) -> Option<N> {
    let fits = text.len() <= if size_of::<N>() > 4 { 18 } else { 9 };
    (fits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn read_cursor<'de, D: Deserializer<'de>, C>(d: D, read: impl Fn(&str) -> Option<C>) -> Result<C, D::Error> {
    let text = String::deserialize(d)?;
    let no_cursor = || D::Error::custom(format!("{text:?} is no cursor: give what `next` of the page before holds"));
    read(&text).ok_or_else(no_cursor)
}

/// The cursor after a page that is cut by count.
pub fn next(skipped: usize, items: usize, total: usize) -> Option<String> {
    (items > 0 && skipped.saturating_add(items) < total).then(|| format!("o{}", skipped + items))
}
