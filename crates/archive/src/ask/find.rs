//! Full-text search, with filters.

use std::collections::HashSet;
use std::fmt::Write;

use rusqlite::{Connection, ToSql, params_from_iter};
use serde::Serialize;

use super::{Desk, Quote, Source, escaped, list_sources, scope, shortened};
use crate::{Archive, Error, body, edtf, known_by, places};

/// Matches that are ranked by relevance; where there are more, the newest come first.
const RANKED: usize = 2000;
/// Matches that are looked through for a filter at most.
const LOOKED_THROUGH: usize = 500_000;
/// What a hit states, at most.
const STATED: usize = 3;
/// Words around a hit.
const AROUND: usize = 160;

/// What to find.
#[derive(Debug, Clone, Default)]
pub struct Find {
    /// Words, "exact phrases" and -words; empty finds all that the filters let through.
    pub words: String,
    /// Who says it.
    pub by: Option<String>,
    /// EDTF: published from.
    pub from: Option<String>,
    /// EDTF: published until.
    pub to: Option<String>,
    /// A party that appears.
    pub party: Option<String>,
    /// A place that is named.
    pub place: Option<String>,
    /// Kind of entry, PLOVER type, issue, stance or kind of instrument.
    pub kind: Option<String>,
    /// Hits to leave out before the first.
    pub skip: usize,
    /// Hits at most.
    pub limit: usize,
}

/// A report that was found.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Hit {
    /// The number of the source.
    pub source: usize,
    /// Where the words stand, or what the report says of the kind that was asked for.
    pub words: Vec<Quote>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Found {
    /// All matches.
    pub total: usize,
    /// The first of them.
    pub hits: Vec<Hit>,
    /// Their reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// Finds reports.
    pub fn find(&self, what: &Find) -> Result<Found, Error> {
        let reports = matches(&self.db, what)?;
        let (total, mut desk) = (reports.len(), Desk::new(&self.db));
        let mut hits = vec![];
        for report in reports.into_iter().skip(what.skip).take(what.limit.max(1)) {
            let source = desk.source(report)?;
            hits.push(Hit { source, words: stated(&mut desk, report, what)? });
        }
        Ok(Found { total, hits, sources: desk.sources })
    }
}

impl Found {
    /// As Markdown, which reads well on a terminal too.
    pub fn markdown(&self) -> String {
        let mut out = format!("{} found\n\n", self.total);
        for hit in &self.hits {
            let s = &self.sources[hit.source - 1];
            let told: Vec<&str> = [s.published.as_deref(), s.publisher.as_deref()].into_iter().flatten().collect();
            let _ = writeln!(
                out,
                "- {} ({}) [{}]",
                escaped(s.title.as_deref().unwrap_or(&s.name)),
                escaped(&told.join(", ")),
                s.n
            );
            for q in &hit.words {
                let by = if q.by.is_empty() { String::new() } else { format!(" — {}", escaped(&q.by.join(", "))) };
                let _ = writeln!(out, "  > {}{by}", escaped(&shortened(&q.words)));
            }
        }
        list_sources(&mut out, &self.sources);
        out
    }
}

/// All reports that match, best or newest first.
pub(crate) fn matches(db: &Connection, what: &Find) -> Result<Vec<i64>, Error> {
    let filter = filter(db, what)?;
    let expression = match (expression(&what.words), &what.kind) {
        (None, _) if !what.words.trim().is_empty() => return Ok(vec![]),
        (None, None) => return in_order(db, filter),
        (None, Some(kind)) => tagged(kind),
        (Some(words), None) => words,
        (Some(words), Some(kind)) => format!("{words} AND {}", tagged(kind)),
    };
    let mut all = db.prepare_cached("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?")?;
    let rows = all.query_map((&expression, LOOKED_THROUGH as i64), |r| r.get::<_, i64>(0))?;
    let mut found: Vec<i64> = rows.collect::<Result<_, _>>()?;
    if let Some((sql, given)) = filter {
        let mut kept = db.prepare_cached(&sql)?;
        let kept: HashSet<i64> =
            kept.query_map(params_from_iter(given.iter()), |r| r.get(0))?.collect::<Result<_, _>>()?;
        found.retain(|r| kept.contains(r));
    }
    if found.len() <= RANKED {
        let within: HashSet<i64> = found.iter().copied().collect();
        let mut ranked = db.prepare_cached("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?")?;
        // Ranking weighs every match: only where they are few.
        let count: i64 = db
            .prepare_cached("SELECT count(*) FROM words WHERE words MATCH ?")?
            .query_row([&expression], |r| r.get(0))?;
        if count as usize <= RANKED {
            let rows = ranked.query_map((&expression, count), |r| r.get::<_, i64>(0))?;
            let order: Vec<i64> = rows.collect::<Result<_, _>>()?;
            found = order.into_iter().filter(|r| within.contains(r)).collect();
        }
    }
    Ok(found)
}

type Given = Vec<Box<dyn ToSql>>;

fn in_order(db: &Connection, filter: Option<(String, Given)>) -> Result<Vec<i64>, Error> {
    let (sql, given) = filter.unwrap_or_else(|| ("SELECT id FROM report".into(), vec![]));
    let mut all =
        db.prepare_cached(&format!("SELECT id FROM report WHERE id IN ({sql}) ORDER BY day DESC, id DESC"))?;
    let rows = all.query_map(params_from_iter(given.iter()), |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A query for the reports that the filters let through.
fn filter(db: &Connection, what: &Find) -> Result<Option<(String, Given)>, Error> {
    let mut parts: Vec<&str> = vec![];
    let mut given: Given = vec![];
    let unknown = |kind: &str, name: &str| Error::Unknown(format!("no report names a {kind} called {name:?}"));
    let day = |value: &String, last: bool| {
        let days =
            edtf::days(value).ok_or_else(|| Error::Unknown(format!("{value:?} is not a date such as 2025-12-05")))?;
        Ok::<_, Error>(if last { days.last } else { days.first })
    };
    if let Some(from) = &what.from {
        parts.push("SELECT id FROM report WHERE day >= ?");
        given.push(Box::new(day(from, false)?));
    }
    if let Some(to) = &what.to {
        parts.push("SELECT id FROM report WHERE day <= ?");
        given.push(Box::new(day(to, true)?));
    }
    if let Some(name) = &what.party {
        parts.push("SELECT a.report FROM party p JOIN appearing a ON a.party = p.id WHERE p.id = ? OR p.side = ?");
        let id = known_by::find(db, name)?.ok_or_else(|| unknown("party", name))?;
        given.extend([Box::new(id) as Box<dyn ToSql>, Box::new(id)]);
    }
    if let Some(name) = &what.by {
        parts.push(
            "SELECT a.report FROM party p JOIN appearing a ON a.party = p.id AND a.roles & 1 WHERE p.id = ? OR p.side = ?",
        );
        let id = known_by::find(db, name)?.ok_or_else(|| unknown("party", name))?;
        given.extend([Box::new(id) as Box<dyn ToSql>, Box::new(id)]);
    }
    if let Some(name) = &what.place {
        let ids = places::named(db, name)?;
        if ids.is_empty() {
            return Err(unknown("place", name));
        }
        parts.push("SELECT report FROM seen WHERE place IN (SELECT value FROM json_each(?))");
        given.push(Box::new(serde_json::to_string(&ids).unwrap_or_default()));
    }
    Ok((!parts.is_empty()).then(|| (parts.join(" INTERSECT "), given)))
}

/// The letter of a kind of entry, by its name in the record.
fn letter(kind: &str) -> &str {
    match kind {
        "statements" | "statement" => "s",
        "meetings" | "meeting" => "m",
        "instruments" | "instrument" => "i",
        "positions" | "position" => "o",
        "events" | "event" => "e",
        "control" => "c",
        _ => "",
    }
}

/// A user's words as a query of FTS5: every word and phrase in quotation marks, so that none of them is an operator.
pub(crate) fn expression(words: &str) -> Option<String> {
    let (mut must, mut not): (Vec<String>, Vec<String>) = (vec![], vec![]);
    for (i, part) in words.replace(['“', '”'], "\"").split('"').enumerate() {
        let quoted = i % 2 == 1;
        let pieces: Vec<&str> = if quoted { vec![part] } else { part.split_whitespace().collect() };
        for piece in pieces {
            let (list, piece) = match piece.strip_prefix('-') {
                Some(rest) if !quoted => (&mut not, rest),
                _ => (&mut must, piece),
            };
            if piece.chars().any(char::is_alphanumeric) {
                list.push(format!("\"{}\"", piece.replace('\0', "")));
            }
        }
    }
    if must.is_empty() {
        return None;
    }
    let mut out = must.join(" AND ");
    for word in not {
        let _ = write!(out, " NOT {word}");
    }
    Some(format!("{{title text}} : ({out})"))
}

/// The query for reports with an entry of a kind.
pub(crate) fn tagged(kind: &str) -> String {
    let letter = letter(kind);
    format!("tags : \"{}\"", tag(if letter.is_empty() { kind } else { letter }))
}

/// A kind, type, issue or stance as a word that stands in no text.
pub(crate) fn tag(kind: &str) -> String {
    format!("x{}x", kind.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase())
}

/// The words to show of a hit: what the speaker says, what the kind asked for states, or where the words stand.
fn stated(desk: &mut Desk<'_>, report: i64, what: &Find) -> Result<Vec<Quote>, Error> {
    if what.kind.is_some() || what.by.is_some() {
        let by = match &what.by {
            Some(name) => known_by::find(desk.db, name)?,
            None => None,
        };
        let kind = what.kind.clone().unwrap_or_else(|| "statements".into());
        let by = by.map(|id| scope::acting(desk.db, id)).transpose()?;
        let ids = "FROM claim c WHERE c.id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535 AND (c.kind = ?2 OR c.type = ?3 OR c.detail = ?3)";
        let found = super::claims_of(desk.db, ids, &[&report, &letter(&kind), &kind], |parts| {
            by.as_ref().is_none_or(|by| parts.any(|party| by.contains(&party)))
        })?;
        return found.iter().take(STATED).map(|c| desk.quote(c)).collect();
    }
    let text = body::text(desk.db, report)?;
    let source = desk.source(report)?;
    let lower = text.to_lowercase();
    let wanted = what.words.to_lowercase();
    let wanted: Vec<&str> = wanted.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 2).collect();
    // Lower case can be longer in bytes than what it was made of: only used where it is not.
    let at = wanted.iter().filter_map(|w| lower.find(w)).min().filter(|_| lower.len() == text.len()).unwrap_or(0);
    // From the start of a word.
    let near = &text[..(0..=at.saturating_sub(AROUND / 2)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)];
    let start = near.rfind(char::is_whitespace).map_or(0, |i| i + near[i..].chars().next().map_or(1, char::len_utf8));
    let from = text[..start].chars().count();
    let words: String = text[start..].chars().take(AROUND).collect();
    let end = from + words.chars().count();
    Ok(vec![Quote { words, start: from, end, by: vec![], source }])
}
