//! What the archive knows of one report besides its record: its story, versions, copies and process.

use rusqlite::{OptionalExtension, Row, ToSql, params_from_iter};
use serde::Serialize;

use super::{Find, Named, find};
use crate::{Archive, Error};

/// A report in a list.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Card {
    /// Its number.
    pub id: i64,
    /// The user's id.
    pub name: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The byline.
    pub author: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was taken in: seconds since 1970.
    pub added: i64,
    /// Its story.
    pub story: i64,
    /// What it is to its story: `first`, `copy`, `near`, `update`.
    pub relation: String,
    /// Which version of its page it is, from 1.
    pub version: u32,
    /// Whether a newer version is kept.
    pub replaced: bool,
    /// Words of its text.
    pub words: u32,
    /// The process that it belongs to.
    pub process: Option<Named>,
}

impl Card {
    /// What to call it: its headline, or the user's id.
    pub fn heading(&self) -> &str {
        self.title.as_deref().filter(|t| !t.trim().is_empty()).unwrap_or(&self.name)
    }
}

/// The columns of [`Card`], from `report r` with [`LINKS`].
pub(crate) const CARD: &str =
    "r.id, r.name, r.title, r.publisher, r.author, r.published, r.url, r.added, r.story, r.relation, r.version,
    r.newer IS NOT NULL, r.words, p.id, ifnull(p.given, p.name)";
/// What [`CARD`] joins to `report r`.
pub(crate) const LINKS: &str = "LEFT JOIN membership m ON m.report = r.id LEFT JOIN process p ON p.id = m.process";

impl Card {
    pub(crate) fn from_row(r: &Row<'_>) -> rusqlite::Result<Card> {
        let process: Option<i64> = r.get(13)?;
        let name: Option<String> = r.get(14)?;
        Ok(Card {
            id: r.get(0)?,
            name: r.get(1)?,
            title: r.get(2)?,
            publisher: r.get(3)?,
            author: r.get(4)?,
            published: r.get(5)?,
            url: r.get(6)?,
            added: r.get(7)?,
            story: r.get(8)?,
            relation: r.get(9)?,
            version: r.get(10)?,
            replaced: r.get(11)?,
            words: r.get(12)?,
            process: process.zip(name).map(|(id, name)| Named { id, name }),
        })
    }
}

/// A report with what it is part of.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Kin {
    /// The report.
    pub card: Card,
    /// The versions of its page, oldest first; only itself where there is one.
    pub versions: Vec<Card>,
    /// The other reports of its story.
    pub copies: Vec<Card>,
    /// Which program, model and lexicon made its record.
    pub made_with: String,
}

/// Which reports, and in which order.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// Words, party, place, kind and days, as in a search.
    pub find: Find,
    /// Only of this process.
    pub process: Option<i64>,
    /// Only those that name this party, or one that acts for it.
    pub party: Option<i64>,
    /// Only of this publisher.
    pub publisher: Option<String>,
    /// `published`, `added` or `title`; by default what fits best or was published last.
    pub sort: Option<String>,
    /// Only those that were taken in before this report.
    pub before: Option<i64>,
    /// How many come before.
    pub skip: usize,
    /// How many.
    pub take: usize,
}

impl Shelf {
    /// The conditions on `report r` that are no search, and what they are given: only those that are asked for, so that
    /// SQLite can go by them.
    fn such(&self) -> (String, Vec<Box<dyn ToSql>>) {
        let (mut all, mut given): (Vec<&str>, Vec<Box<dyn ToSql>>) = (vec![], vec![]);
        if let Some(process) = self.process {
            all.push("r.id IN (SELECT report FROM membership WHERE process = ?)");
            given.push(Box::new(process));
        }
        if let Some(publisher) = &self.publisher {
            all.push("r.publisher = ?");
            given.push(Box::new(publisher.clone()));
        }
        if let Some(party) = self.party {
            all.push(
                "r.id IN (SELECT a.report FROM party p JOIN appearing a ON a.party = p.id WHERE p.id = ? OR p.side = ?)",
            );
            given.extend([Box::new(party) as Box<dyn ToSql>, Box::new(party)]);
        }
        (if all.is_empty() { String::new() } else { format!(" WHERE {}", all.join(" AND ")) }, given)
    }
}

impl Archive {
    /// Reports: how many there are, and a stretch of them.
    pub fn cards(&self, what: &Shelf) -> Result<(usize, Vec<Card>), Error> {
        let f = &what.find;
        let searched = !f.words.trim().is_empty() || [&f.kind, &f.party, &f.place, &f.by].iter().any(|x| x.is_some());
        let order = match what.sort.as_deref() {
            // By relevance where words were searched and no other order was asked for.
            None if searched => "x.key",
            Some("added") => "r.id DESC",
            Some("title") => "ifnull(r.title, r.name) COLLATE NOCASE, r.id",
            _ => "r.day DESC, r.id DESC",
        };
        let found =
            if searched || f.from.is_some() || f.to.is_some() { Some(find::matches(&self.db, f)?) } else { None };
        let found = found.map(|ids| serde_json::to_string(&ids).unwrap_or_default());
        let from = if found.is_some() { "json_each(?) x JOIN report r ON r.id = x.value" } else { "report r" };
        let (such, mut given) = what.such();
        given.splice(0..0, found.map(|ids| Box::new(ids) as Box<dyn ToSql>));
        let total: i64 = self
            .db
            .prepare_cached(&format!("SELECT count(*) FROM {from}{such}"))?
            .query_row(params_from_iter(given.iter()), |r| r.get(0))?;
        // Only the rows that are shown are joined to their processes.
        let beyond = match what.before {
            Some(_) if such.is_empty() => " WHERE r.id < ?",
            Some(_) => " AND r.id < ?",
            None => "",
        };
        given.extend(what.before.map(|id| Box::new(id) as Box<dyn ToSql>));
        given.extend([Box::new(what.take as i64) as Box<dyn ToSql>, Box::new(what.skip as i64)]);
        let mut chosen = self
            .db
            .prepare_cached(&format!("SELECT r.id FROM {from}{such}{beyond} ORDER BY {order} LIMIT ? OFFSET ?"))?;
        let chosen = chosen.query_map(params_from_iter(given.iter()), |r| r.get(0))?;
        let chosen: Vec<i64> = chosen.collect::<Result<_, _>>()?;
        let mut one = self.db.prepare_cached(&format!("SELECT {CARD} FROM report r {LINKS} WHERE r.id = ?"))?;
        let cards = chosen.iter().map(|id| one.query_row([id], Card::from_row)).collect::<Result<_, _>>()?;
        Ok((total as usize, cards))
    }

    /// The first reports that were taken in after one, in that order.
    pub fn cards_after(&self, report: i64, most: usize) -> Result<Vec<Card>, Error> {
        let mut all = self
            .db
            .prepare_cached(&format!("SELECT {CARD} FROM report r {LINKS} WHERE r.id > ? ORDER BY r.id LIMIT ?"))?;
        let rows = all.query_map([report, most as i64], Card::from_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The newest reports of a process.
    pub fn cards_of(&self, process: i64, most: usize) -> Result<Vec<Card>, Error> {
        let sql =
            format!("SELECT {CARD} FROM report r {LINKS} WHERE m.process = ? ORDER BY r.day DESC, r.id DESC LIMIT ?");
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map([process, most as i64], Card::from_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The ids of what a report says and a user marked as read wrongly.
    pub fn wrong_in(&self, report: i64) -> Result<std::collections::HashSet<String>, Error> {
        let mut all = self.db.prepare_cached(
            "SELECT kind || no FROM claim WHERE id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535 AND wrong IS NOT NULL",
        )?;
        let rows = all.query_map([report], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A report with its versions and copies.
    pub fn kin(&self, report: i64) -> Result<Kin, Error> {
        let sql = format!("SELECT {CARD}, r.made_with FROM report r {LINKS} WHERE r.id = ?");
        let mut one = self.db.prepare_cached(&sql)?;
        let (card, made_with) = one
            .query_row([report], |r| Ok((Card::from_row(r)?, r.get(15)?)))
            .optional()?
            .ok_or_else(|| Error::Unknown(format!("there is no report {report} in the archive")))?;
        let versions = format!(
            "SELECT {CARD} FROM report r {LINKS} WHERE r.page = (SELECT page FROM report WHERE id = ?1)
               AND (r.url IS NOT NULL OR r.story = ?2) ORDER BY r.version"
        );
        let copies = format!(
            "SELECT {CARD} FROM report r {LINKS} WHERE r.story = ?2 AND r.id != ?1
               AND r.page != (SELECT page FROM report WHERE id = ?1) ORDER BY r.day, r.id LIMIT 100"
        );
        let list = |sql: &str| -> Result<Vec<Card>, Error> {
            let mut all = self.db.prepare_cached(sql)?;
            let rows = all.query_map([report, card.story], Card::from_row)?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        Ok(Kin { versions: list(&versions)?, copies: list(&copies)?, card, made_with })
    }
}
