//! What a question is about: a process, a party, a place, or what a search finds.

use std::collections::HashSet;

use rusqlite::{Connection, ToSql};

use super::{BriefOptions, Claim, ENTRIES, claims, claims_of, find};
use crate::{Archive, Error, agreement::Report, known_by, places, processes};

/// What a question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Everything in the archive.
    All,
    /// A process.
    Process(i64),
    /// A party, and who acts for it.
    Party(i64),
    /// Places of one name.
    Place(Vec<i64>),
    /// What a full-text search finds.
    Query(String),
}

impl Archive {
    /// What the user's words name: a process by number or name, else a party, else a place, else a search.
    pub fn scope(&self, words: &str) -> Result<Scope, Error> {
        if let Some(id) = processes::process_named(&self.db, words)? {
            return Ok(Scope::Process(id));
        }
        if words.starts_with('#') {
            return Err(Error::Unknown(format!("there is no process {words}; `rapporteur process` lists them")));
        }
        if let Some(id) = known_by::find(&self.db, words)? {
            return Ok(Scope::Party(id));
        }
        let named = places::named(&self.db, words)?;
        if !named.is_empty() {
            return Ok(Scope::Place(named));
        }
        Ok(Scope::Query(words.into()))
    }
}

impl Archive {
    /// The day of the newest report within a scope.
    pub fn newest(&self, scope: &Scope) -> Result<Option<i32>, Error> {
        Ok(self.extent(scope, None)?.3)
    }
}

/// Reports published so many days later still tell of what took place or was planned until a day.
const TOLD_LATER: i32 = 60;

/// The scope's name for a heading.
pub(crate) fn title(db: &Connection, scope: &Scope) -> Result<String, Error> {
    Ok(match scope {
        Scope::All => "All talks".into(),
        Scope::Process(id) => {
            db.query_row("SELECT ifnull(given, name) FROM process WHERE id = ?", [id], |r| r.get(0))?
        }
        Scope::Party(id) => super::party_name(db, *id)?,
        Scope::Place(ids) => places::spot(db, ids[0])?.name,
        Scope::Query(words) => words.clone(),
    })
}

impl Archive {
    /// How many reports lie within a scope until a day, in how many stories and of how many publishers.
    pub(crate) fn extent(
        &self,
        scope: &Scope,
        until: Option<i32>,
    ) -> Result<(usize, usize, usize, Option<i32>), Error> {
        let these = match (scope, until) {
            (Scope::All, None) => return self.extent_of_all(),
            (Scope::All, _) => "1",
            _ => {
                choose(&self.db, scope, None, None)?;
                "id IN (SELECT report FROM temp.chosen)"
            }
        };
        let sql = format!(
            "SELECT count(*), count(DISTINCT story), count(DISTINCT publisher), max(day) FROM report
             WHERE {these} AND (?1 IS NULL OR day IS NULL OR day <= ?1)"
        );
        Ok(self.db.prepare_cached(&sql)?.query_row([until], |r| {
            Ok((r.get::<_, i64>(0)? as usize, r.get::<_, i64>(1)? as usize, r.get::<_, i64>(2)? as usize, r.get(3)?))
        })?)
    }

    /// The same of all reports, which need not be looked at one by one: their stories are those that there are, and their
    /// publishers are counted when reports have come or gone.
    fn extent_of_all(&self) -> Result<(usize, usize, usize, Option<i32>), Error> {
        // Each by itself is found without a look at the rows.
        let mut all = self.db.prepare_cached(
            "SELECT (SELECT count(*) FROM report), (SELECT max(id) FROM report), (SELECT count(*) FROM story),
               (SELECT max(day) FROM report)",
        )?;
        let (reports, newest, stories, day) =
            all.query_row([], |r| Ok((r.get::<_, i64>(0)?, r.get(1)?, r.get::<_, i64>(2)?, r.get(3)?)))?;
        let publishers = match self.publishers.get() {
            Some((counted, publishers)) if counted == (reports, newest) => publishers,
            _ => {
                let mut count = self.db.prepare_cached("SELECT count(DISTINCT publisher) FROM report")?;
                count.query_row([], |r| r.get::<_, i64>(0))? as usize
            }
        };
        self.publishers.set(Some(((reports, newest), publishers)));
        Ok((reports as usize, stories as usize, publishers, day))
    }

    /// The reports within a scope and a brief's days; the newest last.
    pub(crate) fn reports_within(&self, scope: &Scope, o: BriefOptions) -> Result<Vec<Report>, Error> {
        choose(&self.db, scope, o.on, self.most)?;
        let mut all = self.db.prepare_cached(
            "SELECT id, story, day FROM report WHERE id IN (SELECT report FROM temp.chosen)
               AND (?1 IS NULL OR day >= ?1) AND (?2 IS NULL OR day IS NULL OR day <= ?2) ORDER BY day, id",
        )?;
        let rows =
            all.query_map([o.since, o.on], |r| Ok(Report { id: r.get(0)?, story: r.get(1)?, day: r.get(2)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The day until which reports tell of what took place until another, where not all reports are looked through.
    pub(crate) fn told_until(&self, day: Option<i32>) -> Option<i32> {
        self.most.and(day).map(|day| day.saturating_add(TOLD_LATER))
    }

    /// The claims within a scope, of these kinds, from reports published until a day.
    pub(crate) fn within(&self, scope: &Scope, kinds: &str, until: Option<i32>) -> Result<Vec<Claim>, Error> {
        choose(&self.db, scope, until, self.most)?;
        let mut given: Vec<&dyn ToSql> = vec![];
        let days = match &until {
            Some(day) => {
                given.push(day);
                "JOIN report r ON r.id = t.report AND (r.day IS NULL OR r.day <= ?)"
            }
            None => "",
        };
        // What is no statement is told sooner than what is one of several.
        let kind = match kinds {
            ENTRIES => "c.kind != 's'",
            _ => {
                given.push(&kinds);
                "instr(?, c.kind) > 0"
            }
        };
        let from = format!(
            "FROM temp.chosen t {days}
             CROSS JOIN claim c ON c.id BETWEEN t.report * 65536 AND t.report * 65536 + 65535 WHERE {kind}"
        );
        match scope {
            Scope::Party(id) => {
                let acting = acting(&self.db, *id)?;
                claims_of(&self.db, &from, &given, |parts| parts.any(|party| acting.contains(&party)))
            }
            _ => claims(&self.db, &from, &given),
        }
    }
}

/// A party and who acts for it.
pub(crate) fn acting(db: &Connection, party: i64) -> Result<HashSet<i64>, Error> {
    let mut all = db.prepare_cached("SELECT id FROM party WHERE id = ?1 OR side = ?1")?;
    Ok(all.query_map([party], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// Fills a table of this connection's own with the scope's reports: with the newest until a day alone, where they are more
/// than may be looked through.
pub(crate) fn choose(db: &Connection, scope: &Scope, until: Option<i32>, most: Option<usize>) -> Result<(), Error> {
    db.execute_batch("CREATE TEMP TABLE IF NOT EXISTS chosen(report INTEGER PRIMARY KEY); DELETE FROM temp.chosen;")?;
    let put = |these: &str, given: &[&dyn ToSql]| -> Result<usize, Error> {
        Ok(db.prepare_cached(&format!("INSERT OR IGNORE INTO temp.chosen {these}"))?.execute(given)?)
    };
    let newest = "(?1 IS NULL OR r.day IS NULL OR r.day <= ?1) ORDER BY r.day DESC, r.id DESC LIMIT ?2";
    let count = match scope {
        Scope::All => {
            let most = most.map_or(-1, |m| m as i64);
            put(&format!("SELECT r.id FROM report r WHERE {newest}"), &[&until, &most])?;
            return Ok(());
        }
        Scope::Process(id) => put("SELECT report FROM membership WHERE process = ?", &[id])?,
        Scope::Party(id) => put(
            "SELECT a.report FROM party p JOIN appearing a ON a.party = p.id WHERE p.id = ?1 OR p.side = ?1",
            &[id],
        )?,
        Scope::Place(ids) => {
            let mut n = 0;
            for id in ids {
                n += put("SELECT report FROM seen WHERE place = ?", &[id])?;
            }
            n
        }
        Scope::Query(words) => match find::expression(words) {
            Some(x) => put("SELECT rowid FROM words WHERE words MATCH ?", &[&x])?,
            None => 0,
        },
    };
    if let Some(most) = most.filter(|m| count > *m) {
        let join = if is_scattered(db, count, most)? {
            "temp.chosen c CROSS JOIN report r"
        } else {
            "report r CROSS JOIN temp.chosen c"
        };
        let these = format!("SELECT r.id FROM {join} ON r.id = c.report WHERE {newest}");
        db.prepare_cached(&format!("DELETE FROM temp.chosen WHERE report NOT IN ({these})"))?
            .execute((until, most as i64))?;
    }
    Ok(())
}

/// Whether so many chosen reports lie so thinly among all that the newest of them are found sooner by looking at each than
/// by going through all reports from the newest on until enough have been met.
fn is_scattered(db: &Connection, chosen: usize, most: usize) -> Result<bool, Error> {
    let all = db.prepare_cached("SELECT ifnull(max(id), 0) FROM report")?.query_row([], |r| r.get::<_, i64>(0))?;
    Ok(chosen.saturating_mul(chosen) < most.saturating_mul(all as usize))
}
