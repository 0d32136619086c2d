//! Who is that? Names, roles over time, and what they last said and did.

use std::fmt::Write;

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::{Claim, Desk, Line, Quote, Source, brief, claims_of, escaped, items, list_sources, write_line};
use crate::{
    Archive, Error, edtf,
    features::{self, ROLES},
    known_by,
};

/// Statements and entries that are shown.
const SHOWN: usize = 8;

/// A party, and those that the user merged with it.
const MERGED: &str = "SELECT id FROM party WHERE id = ?1 OR into_party = ?1";

/// A title that someone is called by.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct RoleHeld {
    /// "foreign minister".
    pub title: String,
    /// What of.
    pub of: String,
    /// First and last reported.
    pub first: Option<String>,
    /// The same.
    pub last: Option<String>,
}

/// A party, over all reports.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Who {
    /// Its number.
    pub id: i64,
    /// Its fullest name.
    pub name: String,
    /// Its other names.
    pub names: Vec<String>,
    /// What it is.
    pub kind: String,
    /// Of which country.
    pub country: Option<String>,
    /// Whom it acts for.
    pub acts_for: Option<String>,
    /// What the world table knows it as.
    pub known_as: Option<String>,
    /// Its titles, oldest first.
    pub roles: Vec<RoleHeld>,
    /// Reports that mention it.
    pub reports: u32,
    /// The first and the last of them.
    pub first: Option<String>,
    /// The same.
    pub last: Option<String>,
    /// What it last said.
    pub said: Vec<Quote>,
    /// Its last meetings, positions and acts.
    pub did: Vec<Line>,
    /// Others of that name: their numbers, names and countries.
    pub others: Vec<(i64, String, Option<String>)>,
    /// The reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// The number of the party that a user's words name: a number of the archive (`#12`) or a name.
    pub fn party_named(&self, words: &str) -> Result<Option<i64>, Error> {
        match words.strip_prefix('#').and_then(|n| n.parse::<i64>().ok()) {
            Some(id) => {
                let mut one = self.db.prepare_cached("SELECT ifnull(into_party, id) FROM party WHERE id = ?")?;
                Ok(one.query_row([id], |r| r.get(0)).optional()?)
            }
            None => known_by::find(&self.db, words),
        }
    }

    /// A party, over all reports.
    pub fn who(&self, id: i64) -> Result<Who, Error> {
        let mut desk = Desk::new(&self.db);
        let day = |d: Option<i32>| d.map(edtf::text);
        let sql = "SELECT p.name, p.kind, p.country, p.known_as, p.reports, p.first, p.last, s.name
                   FROM party p LEFT JOIN party s ON s.id = p.side AND s.id != p.id WHERE p.id = ?";
        let mut who = self.db.prepare_cached(sql)?.query_row([id], |r| {
            Ok(Who {
                id,
                name: r.get(0)?,
                names: vec![],
                kind: r.get(1)?,
                country: r.get(2)?,
                acts_for: r.get(7)?,
                known_as: r.get(3)?,
                roles: vec![],
                reports: r.get(4)?,
                first: day(r.get(5)?),
                last: day(r.get(6)?),
                said: vec![],
                did: vec![],
                others: vec![],
                sources: vec![],
            })
        })?;
        let mut names = self.db.prepare_cached(&format!(
            "SELECT DISTINCT name FROM party_name WHERE party IN ({MERGED}) AND name != ?2 ORDER BY name"
        ))?;
        who.names = names.query_map((id, &who.name), |r| r.get(0))?.collect::<Result<_, _>>()?;
        let mut roles = self
            .db
            .prepare_cached(&format!("SELECT title, of, min(first), max(last) FROM party_role WHERE party IN ({MERGED}) GROUP BY title, of ORDER BY min(first), title"))?;
        let held = roles.query_map([id], |r| {
            Ok(RoleHeld { title: r.get(0)?, of: r.get(1)?, first: day(r.get(2)?), last: day(r.get(3)?) })
        })?;
        who.roles = held.collect::<Result<_, _>>()?;
        who.others = self.others(id)?;
        let said = newest(&self.db, id, "s", &["speaker"])?;
        who.said = said.iter().rev().map(|c| desk.quote(c)).collect::<Result<_, _>>()?;
        let did = newest(&self.db, id, "moec", &ROLES)?;
        for item in items(did).iter().rev() {
            let what = brief::what(&mut desk, item)?;
            who.did.push(desk.line(item, what, None)?);
        }
        who.sources = desk.sources;
        Ok(who)
    }

    /// Others that share a name.
    fn others(&self, id: i64) -> Result<Vec<(i64, String, Option<String>)>, Error> {
        let mut others = self.db.prepare_cached(
            "SELECT DISTINCT p.id, p.name, p.country FROM party_name a JOIN party_name b ON b.key = a.key AND b.party != a.party
             JOIN party p ON p.id = b.party WHERE a.party = ?1 AND a.key LIKE 'n:%' AND p.into_party IS NULL ORDER BY p.reports DESC LIMIT 10",
        )?;
        let rows = others.query_map([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The newest claims of these kinds that a party has one of these parts in, oldest first.
fn newest(db: &Connection, party: i64, kinds: &str, roles: &[&str]) -> Result<Vec<Claim>, Error> {
    let mask = roles.iter().map(|r| features::bit(r)).fold(0, |a, b| a | b);
    let mut reports = db.prepare_cached(
        "SELECT DISTINCT a.report FROM appearing a JOIN report r ON r.id = a.report WHERE a.party = ?1 AND a.roles & ?2
         ORDER BY r.day DESC, a.report DESC",
    )?;
    let mut rows = reports.query(params![party, mask])?;
    let mut found = vec![];
    while let Some(row) = rows.next()?.filter(|_| found.len() < SHOWN) {
        let report: i64 = row.get(0)?;
        let ids = "FROM claim c WHERE c.id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535 AND instr(?2, c.kind) > 0";
        let mut told = claims_of(db, ids, &[&report, &kinds], |parts| parts.of(roles).any(|p| p == party))?;
        told.extend(found);
        found = told;
    }
    let more = found.len().saturating_sub(SHOWN);
    found.drain(..more);
    Ok(found)
}

impl Who {
    /// As Markdown, which reads well on a terminal too.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n", escaped(&self.name));
        let country = self.country.as_ref().map_or(String::new(), |c| format!(", {c}"));
        let side = self.acts_for.as_ref().map_or(String::new(), |s| format!(", acts for {}", escaped(s)));
        let _ = writeln!(out, "{}{country}{side}; {} reports", self.kind.replace('_', " "), self.reports);
        if let (Some(first), Some(last)) = (&self.first, &self.last) {
            let _ = writeln!(out, "from {first} to {last}");
        }
        if !self.names.is_empty() {
            let _ = writeln!(out, "also: {}", escaped(&self.names.join(", ")));
        }
        for r in &self.roles {
            let of = if r.of.is_empty() { String::new() } else { format!(" of {}", escaped(&r.of)) };
            let span = match (&r.first, &r.last) {
                (Some(first), Some(last)) => format!(" ({first} to {last})"),
                _ => String::new(),
            };
            let _ = writeln!(out, "- {}{of}{span}", escaped(&r.title));
        }
        if !self.said.is_empty() {
            let _ = writeln!(out, "\n## Last said\n");
            for q in &self.said {
                let _ = writeln!(out, "- {} [{}]", escaped(&super::shortened(&q.words)), q.source);
            }
        }
        if !self.did.is_empty() {
            let _ = writeln!(out, "\n## Last did\n");
            self.did.iter().for_each(|l| write_line(&mut out, l));
        }
        if !self.others.is_empty() {
            let _ = writeln!(out, "\n## Others of that name\n");
            for (id, name, country) in &self.others {
                let _ = writeln!(out, "- {} ({}), #{id}", escaped(name), country.as_deref().unwrap_or("?"));
            }
        }
        list_sources(&mut out, &self.sources);
        out
    }
}
