//! A person or group over time: what the desk's page of a party shows.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;
use serde::Serialize;

use super::standing::{Table, acting_for, table};
use super::{Desk, Entry, Item, Named, RoleHeld, Source, claims_with, items};
use crate::{Archive, Error, PartyListed, edtf};

/// The newest reports of a party that are looked through.
const LOOKED_THROUGH: i64 = 250;
/// Parties of the graph.
const COMPANIONS: usize = 14;

/// How one party stands to another in the reports looked through.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Companion {
    /// The other.
    pub party: Named,
    /// Meetings of both.
    pub meetings: usize,
    /// Events that both have a part in, by PLOVER type.
    pub acts: Vec<(String, usize)>,
}

impl Companion {
    /// Meetings and events.
    pub fn weight(&self) -> usize {
        self.meetings + self.acts.iter().map(|(_, n)| n).sum::<usize>()
    }
}

/// A party over time.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Portrait {
    /// Its number and fullest name, what it is, how often it is named.
    pub party: PartyListed,
    /// Its other names.
    pub names: Vec<String>,
    /// Whom it acts for.
    pub acts_for: Option<Named>,
    /// Who acts for it: those in most reports.
    pub acting: Vec<Named>,
    /// What the world table knows it as.
    pub known_as: Option<String>,
    /// Its titles, oldest first.
    pub roles: Vec<RoleHeld>,
    /// Others that share a name.
    pub others: Vec<Named>,
    /// Processes of its reports, and in how many of them.
    pub processes: Vec<(Named, u32)>,
    /// Its meetings, newest first.
    pub meetings: Vec<Entry>,
    /// What it did and what was done to it, newest first.
    pub events: Vec<Entry>,
    /// Its positions.
    pub table: Table,
    /// With whom it meets and acts, most first.
    pub companions: Vec<Companion>,
    /// How many of its reports were looked through for all this: the newest.
    pub looked_through: usize,
    /// The reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// A party over time; `shown` entries of each list.
    pub fn portrait(&self, words: &str, shown: usize) -> Result<Portrait, Error> {
        let unknown = || Error::Unknown(format!("no report names a party called {words:?}"));
        let id = self.party_named(words)?.ok_or_else(unknown)?;
        let mut desk = Desk::new(&self.db);
        let own: BTreeSet<i64> = acting_for(&self.db, id)?;
        let reports = self.reports_of(id)?;
        let ids = serde_json::to_string(&reports).unwrap_or_default();
        let mut all = items(claims_with(&self.db, &ids, "meo", &own)?);
        all.sort_by_cached_key(|i| std::cmp::Reverse((i.days().map(|d| d.last).or(i.last_published()), i.entry)));
        let of = |kind: &'static str| all.iter().filter(move |i| i.newest().kind == kind);
        let meetings = of("m").take(shown).map(|i| desk.entry(i)).collect::<Result<_, _>>()?;
        let events = of("e").filter(|i| i.newest().class != "CONSULT").take(shown);
        let events = events.map(|i| desk.entry(i)).collect::<Result<_, _>>()?;
        let held: Vec<&Item> = of("o").filter(|i| i.parties(&["holder"]).iter().any(|p| own.contains(p))).collect();
        let mut positions = table(&mut desk, &held)?;
        // A person's positions stand in the row of the state that the person acts for.
        positions.rows.truncate(1);
        positions.more = 0;
        let companions = companions(&mut desk, &all, &own)?;
        let (keys, names) = self.called(id)?;
        Ok(Portrait {
            party: self.party_listed(id)?,
            names,
            acts_for: self.named_of("SELECT s.id, s.name FROM party p JOIN party s ON s.id = p.side WHERE p.id = ?1 AND s.id != p.id", id)?.pop(),
            acting: self.named_of("SELECT id, name FROM party WHERE side = ?1 AND id != ?1 AND into_party IS NULL AND reports > 0 ORDER BY reports DESC LIMIT 40", id)?,
            known_as: self.db.prepare_cached("SELECT known_as FROM party WHERE id = ?")?.query_row([id], |r| r.get(0))?,
            roles: self.list_of(
                "SELECT title, of, min(first), max(last) FROM party_role WHERE party IN (SELECT id FROM party WHERE id = ?1 OR into_party = ?1)
                 GROUP BY title, of ORDER BY min(first), title LIMIT 60",
                id,
                |r| {
                    let day = |d: Option<i32>| d.map(edtf::text);
                    Ok(RoleHeld { title: r.get(0)?, of: r.get(1)?, first: day(r.get(2)?), last: day(r.get(3)?) })
                },
            )?,
            others: self.called_alike(id, &keys)?,
            processes: self.list_of(
                "SELECT p.id, ifnull(p.given, p.name), count(*) AS n FROM (SELECT DISTINCT report FROM appearing WHERE party = ?1) a
                 JOIN membership m ON m.report = a.report JOIN process p ON p.id = m.process GROUP BY p.id ORDER BY n DESC LIMIT 12",
                id,
                |r| Ok((Named { id: r.get(0)?, name: r.get(1)? }, r.get(2)?)),
            )?,
            meetings,
            events,
            table: positions,
            companions,
            looked_through: reports.len(),
            sources: desk.sources,
        })
    }

    /// What a party is looked up by, and its names.
    fn called(&self, id: i64) -> Result<(Vec<String>, Vec<String>), Error> {
        let all =
            self.list_of("SELECT key, name FROM party_name WHERE party = ?1", id, |r| Ok((r.get(0)?, r.get(1)?)))?;
        let (keys, names): (Vec<String>, BTreeSet<String>) = all.into_iter().unzip();
        Ok((keys, names.into_iter().collect()))
    }

    /// Others that share one of these names: those in most reports.
    fn called_alike(&self, id: i64, keys: &[String]) -> Result<Vec<Named>, Error> {
        let names: Vec<&String> = keys.iter().filter(|k| k.starts_with("n:")).collect();
        let mut all = self.db.prepare_cached(
            "SELECT DISTINCT p.id, p.name FROM json_each(?1) k CROSS JOIN party_name n ON n.key = k.value
             JOIN party p ON p.id = n.party
             WHERE p.id != ?2 AND p.into_party IS NULL AND p.reports > 0 ORDER BY p.reports DESC LIMIT 12",
        )?;
        let given = params![serde_json::to_string(&names).unwrap_or_default(), id];
        let rows = all.query_map(given, |r| Ok(Named { id: r.get(0)?, name: r.get(1)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The newest reports that name a party or one that acts for it.
    fn reports_of(&self, id: i64) -> Result<Vec<i64>, Error> {
        let mut all = self.db.prepare_cached(
            "SELECT DISTINCT a.report FROM party p JOIN appearing a ON a.party = p.id WHERE p.id = ?1 OR p.side = ?1
             ORDER BY a.report DESC LIMIT ?2",
        )?;
        let rows = all.query_map([id, LOOKED_THROUGH], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn party_listed(&self, id: i64) -> Result<PartyListed, Error> {
        let sql = "SELECT id, name, kind, country, reports, first, last FROM party WHERE id = ?";
        Ok(self.db.prepare_cached(sql)?.query_row([id], PartyListed::from_row)?)
    }

    fn list_of<T>(
        &self,
        sql: &str,
        id: i64,
        row: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let mut all = self.db.prepare_cached(sql)?;
        let rows = all.query_map([id], row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn named_of(&self, sql: &str, id: i64) -> Result<Vec<Named>, Error> {
        self.list_of(sql, id, |r| Ok(Named { id: r.get(0)?, name: r.get(1)? }))
    }

    /// Parties with names that begin so, of a kind and country; how many there are, and a stretch of them, those in most
    /// reports first.
    pub fn parties_listed(
        &self,
        words: &str,
        kind: Option<&str>,
        country: Option<&str>,
        (skip, take): (usize, usize),
    ) -> Result<(usize, Vec<PartyListed>), Error> {
        let key = crate::names::key(words);
        let such = "FROM party WHERE into_party IS NULL AND reports > 0 AND (?2 IS NULL OR kind = ?2) AND (?3 IS NULL OR country = ?3)
             AND (?1 = '' OR id IN (
               SELECT ifnull(p.into_party, p.id) FROM party_name n JOIN party p ON p.id = n.party
               WHERE n.key BETWEEN 'n:' || ?1 AND 'n:' || ?1 || char(1114111)))";
        let total: i64 = self
            .db
            .prepare_cached(&format!("SELECT count(*) {such}"))?
            .query_row(params![key, kind, country], |r| r.get(0))?;
        let mut all = self.db.prepare_cached(&format!(
            "SELECT id, name, kind, country, reports, first, last {such} ORDER BY reports DESC, id LIMIT ?4 OFFSET ?5"
        ))?;
        let rows = all.query_map(params![key, kind, country, take as i64, skip as i64], PartyListed::from_row)?;
        Ok((total as usize, rows.collect::<Result<_, _>>()?))
    }
}

/// Who meets these parties, and who acts on them or is acted on by them.
fn companions(desk: &mut Desk<'_>, all: &[Item], own: &BTreeSet<i64>) -> Result<Vec<Companion>, Error> {
    let mut by: BTreeMap<i64, (usize, BTreeMap<&str, usize>)> = BTreeMap::new();
    for i in all {
        let c = i.newest();
        let others = |roles: &[&str]| i.parties(roles).into_iter().filter(|p| !own.contains(p)).collect::<Vec<_>>();
        match c.kind {
            "m" => others(&["party", "participant", "host", "mediator"])
                .into_iter()
                .for_each(|p| by.entry(p).or_default().0 += 1),
            "e" if c.class != "CONSULT" => {
                for p in others(&["actor", "recipient"]) {
                    *by.entry(p).or_default().1.entry(&c.class).or_default() += 1;
                }
            }
            _ => {}
        }
    }
    let mut out = vec![];
    for (party, (meetings, acts)) in by {
        out.push((party, meetings, acts));
    }
    out.sort_by_key(|(party, meetings, acts)| (std::cmp::Reverse(meetings * 2 + acts.values().sum::<usize>()), *party));
    out.truncate(COMPANIONS);
    out.into_iter()
        .map(|(party, meetings, acts)| {
            let mut acts: Vec<(String, usize)> = acts.into_iter().map(|(act, n)| (act.into(), n)).collect();
            acts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            Ok(Companion { party: desk.named(party)?, meetings, acts })
        })
        .collect()
}
