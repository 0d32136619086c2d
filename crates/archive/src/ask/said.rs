//! Who said what: statements by speaker, words, issue and time.

use std::collections::BTreeSet;

use rusqlite::{ToSql, params_from_iter};
use rust_stemmers::{Algorithm, Stemmer};
use serde::Serialize;

use super::{Claim, Desk, Named, Quote, Source, claims, find, standing::acting_for};
use crate::{Archive, Error};

/// Reports that are looked through for one answer; the next answer goes on from there.
const LOOKED_THROUGH: usize = 600;

/// Which statements.
#[derive(Debug, Clone, Default)]
pub struct Sought {
    /// By this party, or by one that acts for it.
    pub by: Option<i64>,
    /// In which these words stand, whatever their endings.
    pub words: Option<String>,
    /// On this issue: a position on it stands within.
    pub issue: Option<String>,
    /// In reports of this process.
    pub process: Option<i64>,
    /// In reports published from this day.
    pub from: Option<i32>,
    /// In reports published until this day.
    pub to: Option<i32>,
    /// Only `direct`, `indirect` or `mixed` ones.
    pub how: Option<String>,
    /// Oldest first instead of newest first.
    pub oldest_first: bool,
    /// Where the last answer ended.
    pub after: Option<Cursor>,
    /// About how many.
    pub limit: usize,
}

/// Where an answer ended: a report, by its day and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Cursor {
    /// The day of publication, counted from 1970.
    pub day: Option<i32>,
    /// The report.
    pub report: i64,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Saying {
    /// The report.
    pub report: i64,
    /// Its id in the report's record: `s3`.
    pub id: String,
    /// Who says it.
    pub speakers: Vec<Named>,
    /// To whom.
    pub to: Vec<Named>,
    /// `direct`, `indirect` or `mixed`.
    pub how: String,
    /// EDTF: when it was said.
    pub said_on: Option<String>,
    /// Issues of the positions within.
    pub issues: Vec<String>,
    /// The words.
    pub words: Quote,
}

/// Statements.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Sayings {
    /// In the order that was asked for.
    pub statements: Vec<Saying>,
    /// Where to go on; none where there are no more.
    pub next: Option<Cursor>,
    /// The reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// Statements, a stretch at a time.
    pub fn sayings(&self, what: &Sought) -> Result<Sayings, Error> {
        let mut desk = Desk::new(&self.db);
        let speakers = what.by.map(|p| acting_for(&self.db, p)).transpose()?;
        let wanted = what.words.as_deref().map(Wanted::of).filter(|w| !w.is_empty());
        let (sql, given) = self.candidates(what);
        let mut reports = self.db.prepare_cached(&sql)?;
        let mut rows = reports.query(params_from_iter(given.iter()))?;
        let (mut out, mut last, mut looked) = (vec![], None, 0);
        while let Some(row) = rows.next()? {
            if out.len() >= what.limit || looked >= LOOKED_THROUGH {
                return Ok(Sayings { statements: out, next: last, sources: desk.sources });
            }
            let report: i64 = row.get(0)?;
            last = Some(Cursor { day: row.get(1)?, report });
            looked += 1;
            let told = "FROM claim c WHERE c.id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535 AND c.kind IN ('s', 'o')";
            let told = claims(&self.db, told, &[&report])?;
            for c in told.iter().filter(|c| c.kind == "s") {
                let issues = issues(&told, c);
                let fits = speakers.as_ref().is_none_or(|s| c.of(&["speaker"]).iter().any(|p| s.contains(p)))
                    && what.issue.as_ref().is_none_or(|i| issues.contains(i))
                    && what.how.as_ref().is_none_or(|h| *h == c.class);
                if fits
                    && (wanted.is_none()
                        || wanted.as_ref().is_some_and(|w| desk.cut(report, c.span).is_ok_and(|t| w.stand_in(&t))))
                {
                    out.push(desk.saying(c, issues)?);
                }
            }
        }
        Ok(Sayings { statements: out, next: None, sources: desk.sources })
    }

    /// The reports in which such statements can stand.
    fn candidates(&self, what: &Sought) -> (String, Vec<Box<dyn ToSql>>) {
        let (mut conditions, mut given): (Vec<String>, Vec<Box<dyn ToSql>>) = (vec![], vec![]);
        let mut add = |condition: &str, value: Box<dyn ToSql>| {
            given.push(value);
            conditions.push(condition.replace('?', &format!("?{}", given.len())));
        };
        if let Some(by) = what.by {
            let of = "r.id IN (SELECT a.report FROM party p JOIN appearing a ON a.party = p.id WHERE p.id = ? OR p.side = ?)";
            add(of, Box::new(by));
        }
        if let Some(process) = what.process {
            add("r.id IN (SELECT report FROM membership WHERE process = ?)", Box::new(process));
        }
        let words = what.words.as_deref().and_then(find::expression);
        let issue = what.issue.as_deref().map(find::tagged);
        if let Some(both) = words.into_iter().chain(issue).reduce(|a, b| format!("{a} AND {b}")) {
            add("r.id IN (SELECT rowid FROM words WHERE words MATCH ?)", Box::new(both));
        }
        if let Some(from) = what.from {
            add("r.day >= ?", Box::new(from));
        }
        if let Some(to) = what.to {
            add("r.day <= ?", Box::new(to));
        }
        let (order, beyond) = if what.oldest_first { ("ASC", '>') } else { ("DESC", '<') };
        match what.after {
            Some(Cursor { day: Some(day), report }) => {
                // Undated reports stand first where the oldest do, and last where the newest do.
                let undated = if what.oldest_first { "" } else { " OR r.day IS NULL" };
                add(
                    &format!("(r.day {beyond} {day} OR (r.day = {day} AND r.id {beyond} ?){undated})"),
                    Box::new(report),
                );
            }
            Some(Cursor { day: None, report }) => {
                let dated = if what.oldest_first { " OR r.day IS NOT NULL" } else { "" };
                add(&format!("((r.day IS NULL AND r.id {beyond} ?){dated})"), Box::new(report));
            }
            None => {}
        }
        let conditions = if conditions.is_empty() { "1".into() } else { conditions.join(" AND ") };
        (format!("SELECT r.id, r.day FROM report r WHERE {conditions} ORDER BY r.day {order}, r.id {order}"), given)
    }
}

/// The issues of the positions that stand within a statement.
fn issues(told: &[Claim], said: &Claim) -> Vec<String> {
    let within = |c: &&Claim| c.kind == "o" && c.span.0 < said.span.1 && said.span.0 < c.span.1;
    told.iter()
        .filter(within)
        .map(|c| &c.class)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|issue| issue.to_string())
        .collect()
}

impl Desk<'_> {
    fn saying(&mut self, c: &Claim, issues: Vec<String>) -> Result<Saying, Error> {
        let mut named =
            |role: &str| -> Result<Vec<Named>, Error> { c.of(&[role]).into_iter().map(|p| self.named(p)).collect() };
        let (speakers, to) = (named("speaker")?, named("addressee")?);
        Ok(Saying {
            report: c.report,
            id: format!("s{}", c.no),
            speakers,
            to,
            how: c.class.to_string(),
            said_on: c.days.map(super::shown_days),
            issues,
            words: self.quote(c)?,
        })
    }
}

/// What must stand in a statement: phrases as they are, words by their stems.
struct Wanted {
    phrases: Vec<String>,
    stems: Vec<String>,
    not: Vec<String>,
}

impl Wanted {
    fn of(words: &str) -> Self {
        let (mut phrases, mut stems, mut not) = (vec![], vec![], vec![]);
        for (i, part) in words.replace(['“', '”'], "\"").split('"').enumerate() {
            if i % 2 == 1 {
                phrases.extend(Some(part.trim().to_lowercase()).filter(|p| !p.is_empty()));
                continue;
            }
            for word in part.split_whitespace() {
                match word.strip_prefix('-') {
                    Some(rest) => not.extend(stemmed(rest)),
                    None => stems.extend(stemmed(word)),
                }
            }
        }
        Wanted { phrases, stems, not }
    }

    fn is_empty(&self) -> bool {
        self.phrases.is_empty() && self.stems.is_empty() && self.not.is_empty()
    }

    fn stand_in(&self, text: &str) -> bool {
        let there = stemmed(text);
        let lower = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        self.phrases.iter().all(|p| lower.contains(p))
            && self.stems.iter().all(|s| there.contains(s))
            && !self.not.iter().any(|s| there.contains(s))
    }
}

fn stemmed(text: &str) -> Vec<String> {
    let stemmer = Stemmer::create(Algorithm::English);
    let plain = deunicode::deunicode(text).to_lowercase();
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| stemmer.stem(w).into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_endings() {
        let text = "We will not withdraw\nour forces from Brčko.";
        for there in ["forces", "withdrawing force", "\"not withdraw our\"", "Brcko -tanks"] {
            assert!(Wanted::of(there).stand_in(text), "{there}");
        }
        for not_there in ["tanks", "\"withdraw forces\"", "forces -Brcko"] {
            assert!(!Wanted::of(not_there).stand_in(text), "{not_there}");
        }
    }
}
