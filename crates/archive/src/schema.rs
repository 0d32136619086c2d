//! The tables, and how an older archive becomes a newer one.

use rusqlite::{Connection, Transaction, TransactionBehavior, config::DbConfig};

use crate::{Error, upkeep};

/// Marks the file as an archive of Rapporteur ("RPTR").
const APPLICATION: i32 = 0x5250_5452;

/// Each brings an archive one version further; what stands here never changes once released.
pub const MIGRATIONS: &[Migration] = &[
    Migration { sql: V1, then: None },
    Migration { sql: V2, then: None },
    Migration { sql: V3, then: None },
    Migration { sql: V4, then: None },
    Migration { sql: V5, then: Some(upkeep::lay_anew) },
];

/// A step of a migration that is more than SQL.
type Then = fn(&Transaction<'_>) -> Result<(), Error>;

/// One step from a version to the next.
pub struct Migration {
    sql: &'static str,
    /// What SQL cannot say.
    then: Option<Then>,
}

const V1: &str = "
-- Texts that are copies or updates of each other: one source.
CREATE TABLE story(id INTEGER PRIMARY KEY);
CREATE TABLE report(
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,          -- all that was given
  page BLOB NOT NULL,                 -- where it was published
  text_hash BLOB NOT NULL,
  name TEXT NOT NULL, url TEXT, title TEXT, publisher TEXT, author TEXT, published TEXT,
  day INTEGER,                        -- of publication
  added INTEGER NOT NULL,             -- seconds since 1970
  story INTEGER NOT NULL REFERENCES story,
  relation TEXT NOT NULL,             -- first, copy, near, update: to the story
  version INTEGER NOT NULL,           -- of the page, from 1
  newer INTEGER REFERENCES report,    -- the next version of the page
  words INTEGER NOT NULL,
  made_with TEXT NOT NULL
);
CREATE INDEX report_page ON report(page);
CREATE INDEX report_text ON report(text_hash);
CREATE INDEX report_story ON report(story);
CREATE INDEX report_day ON report(day);
CREATE TABLE body(report INTEGER PRIMARY KEY REFERENCES report, sample BLOB NOT NULL, record BLOB NOT NULL);
-- Texts that may be alike, by stretches of days: those of today lie together.
CREATE TABLE band(stretch INTEGER, hash INTEGER, report INTEGER, PRIMARY KEY(stretch, hash, report)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
  title, text, tags, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2');

-- Who, over all reports.
CREATE TABLE party(
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, country TEXT, known_as TEXT, sector TEXT NOT NULL,
  side INTEGER,                       -- the party that it acts for; itself where none
  first INTEGER, last INTEGER, reports INTEGER NOT NULL
);
CREATE INDEX party_side ON party(side);
CREATE INDEX party_known ON party(known_as) WHERE known_as IS NOT NULL;
CREATE TABLE party_name(key TEXT, party INTEGER, name TEXT NOT NULL, PRIMARY KEY(key, party)) WITHOUT ROWID;
CREATE TABLE party_role(
  party INTEGER, title TEXT, of TEXT, first INTEGER, last INTEGER, PRIMARY KEY(party, title, of)) WITHOUT ROWID;
CREATE TABLE appearance(report INTEGER, no INTEGER, party INTEGER, PRIMARY KEY(report, no)) WITHOUT ROWID;
CREATE INDEX appearance_party ON appearance(party, report);
-- Where.
CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, country TEXT, geonames INTEGER, lat REAL, lon REAL,
  whole INTEGER NOT NULL DEFAULT 0    -- a country
);
CREATE INDEX place_key ON place(key);
CREATE UNIQUE INDEX place_geonames ON place(geonames) WHERE geonames IS NOT NULL;
CREATE TABLE sight(report INTEGER, no INTEGER, place INTEGER, PRIMARY KEY(report, no)) WITHOUT ROWID;
CREATE INDEX sight_place ON sight(place, report);

-- What one report says, and the entry that it says it of.
CREATE TABLE entry(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, profile BLOB NOT NULL);
CREATE TABLE claim(
  id INTEGER PRIMARY KEY,             -- the report's number times 65536, and which of its claims
  report INTEGER GENERATED ALWAYS AS (id >> 16) VIRTUAL,
  kind TEXT NOT NULL,                 -- s m i o e c, as in the record's ids; h for a step of an instrument
  no INTEGER NOT NULL,
  entry INTEGER REFERENCES entry,     -- statements have none
  type TEXT, detail TEXT, number INTEGER,
  status INTEGER, first INTEGER, last INTEGER, place INTEGER REFERENCES place,
  start INTEGER NOT NULL, end INTEGER NOT NULL,   -- evidence, in code points
  own INTEGER NOT NULL,               -- the report vouches for it itself
  parts BLOB NOT NULL                 -- who has which part: see part
);
CREATE INDEX claim_entry ON claim(entry) WHERE entry IS NOT NULL;
CREATE TABLE part(party INTEGER, claim INTEGER, role INTEGER, PRIMARY KEY(party, claim, role)) WITHOUT ROWID;
CREATE TABLE voucher(claim INTEGER, statement INTEGER, PRIMARY KEY(claim, statement)) WITHOUT ROWID;
CREATE TABLE block(key INTEGER, day INTEGER, entry INTEGER, PRIMARY KEY(key, day, entry)) WITHOUT ROWID;

-- Talks and wars that reports and entries belong to.
CREATE TABLE process(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, given TEXT, into_process INTEGER REFERENCES process,
  first INTEGER, last INTEGER, reports INTEGER NOT NULL, profile BLOB NOT NULL);
CREATE TABLE process_pair(key INTEGER, process INTEGER, PRIMARY KEY(key, process)) WITHOUT ROWID;
CREATE TABLE membership(report INTEGER PRIMARY KEY, process INTEGER NOT NULL, by_user INTEGER NOT NULL);
CREATE INDEX membership_process ON membership(process, report);

-- What the user decided; outlives re-reading.
CREATE TABLE decision(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL);
-- What could not be taken in.
CREATE TABLE failure(source TEXT PRIMARY KEY, reason TEXT NOT NULL, at INTEGER NOT NULL, tries INTEGER NOT NULL, options TEXT NOT NULL);
-- What a server said of a page, to ask only for what is new.
CREATE TABLE fetched(url TEXT PRIMARY KEY, etag TEXT, modified TEXT, at INTEGER NOT NULL);
-- Commands under way: what to take up again after an interruption.
CREATE TABLE task(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL);
";

/// Decisions of the user on parties and entries, with who made them, and each can be taken back.
const V2: &str = "
ALTER TABLE decision ADD COLUMN who TEXT;
ALTER TABLE decision ADD COLUMN revoked INTEGER;    -- seconds since 1970
UPDATE decision SET what = json_object('rename_process', json_object(
  'process', json_extract(what, '$.rename'), 'name', json_extract(what, '$.name'), 'before', NULL))
  WHERE json_extract(what, '$.rename') IS NOT NULL;
UPDATE decision SET what = json_object('merge_processes', json_object(
  'from', json_extract(what, '$.merge'), 'into', json_extract(what, '$.into'), 'reports', json_array(), 'merged', json_array()))
  WHERE json_extract(what, '$.merge') IS NOT NULL;
UPDATE decision SET what = json_object('split_process', json_object(
  'from', json_extract(what, '$.split'), 'into', json_extract(what, '$.into'), 'name', json_extract(what, '$.name'),
  'reports', json(json_extract(what, '$.reports'))))
  WHERE json_extract(what, '$.split') IS NOT NULL;
-- The party that this one is, where the user decided so; what it is recognised by stays with it.
ALTER TABLE party ADD COLUMN into_party INTEGER REFERENCES party;
CREATE INDEX party_into ON party(into_party) WHERE into_party IS NOT NULL;
ALTER TABLE appearance ADD COLUMN read_as INTEGER;  -- the party that it would be without the user
CREATE TABLE told_apart(report INTEGER, party INTEGER, as_party INTEGER NOT NULL, decision INTEGER NOT NULL,
  PRIMARY KEY(report, party)) WITHOUT ROWID;
-- The entry that this one is, where the user decided so.
ALTER TABLE entry ADD COLUMN into_entry INTEGER REFERENCES entry;
CREATE INDEX entry_into ON entry(into_entry) WHERE into_entry IS NOT NULL;
ALTER TABLE claim ADD COLUMN wrong INTEGER REFERENCES decision;
CREATE INDEX claim_wrong ON claim(wrong) WHERE wrong IS NOT NULL;
-- Decisions on what a report and its copies say, by the words.
CREATE TABLE ruling(
  decision INTEGER NOT NULL, story INTEGER NOT NULL, report INTEGER NOT NULL,
  kind TEXT NOT NULL, no INTEGER NOT NULL, type TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL,
  words INTEGER NOT NULL, party INTEGER,
  entry INTEGER,                      -- the entry that it belongs to; none where it is wrong
  was INTEGER                         -- the entry that it belonged to
);
CREATE INDEX ruling_story ON ruling(story);
CREATE INDEX ruling_decision ON ruling(decision);
";

/// Who has which part stands in the claims alone, and by report for searches; what may be one entry lies by stretches of
/// days, so that keeping a report touches few pages however large the archive is.
const V3: &str = "
CREATE TABLE appeared(
  report INTEGER, no INTEGER, party INTEGER,
  roles INTEGER NOT NULL,             -- the parts that the party has in the report: a bit each
  read_as INTEGER, PRIMARY KEY(report, no)) WITHOUT ROWID;
INSERT INTO appeared SELECT a.report, a.no, a.party, ifnull((SELECT sum(DISTINCT 1 << q.role) FROM part q
  WHERE q.party = a.party AND q.claim BETWEEN a.report * 65536 AND a.report * 65536 + 65535), 0), a.read_as FROM appearance a;
DROP TABLE appearance;
ALTER TABLE appeared RENAME TO appearance;
CREATE INDEX appearance_party ON appearance(party, report, roles);
DROP TABLE part;
DROP TABLE block;
CREATE TABLE block(stretch INTEGER, key INTEGER, day INTEGER, entry INTEGER, PRIMARY KEY(stretch, key, day, entry)) WITHOUT ROWID;
DELETE FROM band;
INSERT INTO words(words, rank) VALUES('automerge', 8);
";

/// Texts lie beside the records, which answers that quote need not read; those of before stay in them. In one row, since
/// rows that fill half a page and more waste the rest of it. What is looked up by party and by place lies by shelves of 4,096
/// reports: the parties of one report, which came up together, then lie on few pages, however often each came up before.
const V4: &str = "
ALTER TABLE body ADD COLUMN text BLOB;
DROP INDEX appearance_party;
CREATE INDEX appearance_party ON appearance(report >> 12, party, report, roles);
DROP INDEX sight_place;
CREATE INDEX sight_place ON sight(report >> 12, place, report);
CREATE VIEW shelf(id) AS WITH RECURSIVE n(id) AS (
  SELECT 0 UNION ALL SELECT id + 1 FROM n WHERE id < (SELECT max(id) >> 12 FROM report)) SELECT id FROM n;
-- Each for questions by party and by place.
CREATE VIEW appearing AS SELECT a.report, a.no, a.party, a.roles, a.read_as
  FROM shelf s CROSS JOIN appearance a ON a.report >> 12 = s.id;
CREATE VIEW seen AS SELECT g.report, g.place FROM shelf s CROSS JOIN sight g ON g.report >> 12 = s.id;
DELETE FROM block;    -- its keys are others
";

/// Records and texts lie in short pieces, which fill pages, and what texts are compared by lies beside them. Which reports
/// tell of an entry lies by shelves, and there by the side that the entry is of: what a report tells lies together, however
/// long its entries have been told of.
const V5: &str = "
CREATE TABLE piece(
  id INTEGER PRIMARY KEY,             -- the report's number times 65536, and which of its pieces: see body.rs
  bytes BLOB NOT NULL);
CREATE TABLE sample(report INTEGER PRIMARY KEY REFERENCES report, bytes BLOB NOT NULL);
ALTER TABLE entry ADD COLUMN side INTEGER NOT NULL DEFAULT 0;   -- the first that it is of
CREATE TABLE told(shelf INTEGER, side INTEGER, entry INTEGER,
  report INTEGER,                     -- within the shelf
  PRIMARY KEY(shelf, side, entry, report)) WITHOUT ROWID;
CREATE TRIGGER claim_told AFTER INSERT ON claim WHEN new.entry IS NOT NULL AND new.kind != 'h' BEGIN
  INSERT OR IGNORE INTO told SELECT new.id >> 28, e.side, e.id, new.id >> 16 & 4095 FROM entry e WHERE e.id = new.entry;
END;
CREATE TRIGGER claim_moved AFTER UPDATE OF entry ON claim BEGIN
  INSERT OR IGNORE INTO told SELECT new.id >> 28, e.side, e.id, new.id >> 16 & 4095 FROM entry e WHERE e.id = new.entry;
END;
CREATE TRIGGER claim_gone AFTER DELETE ON claim WHEN old.entry IS NOT NULL BEGIN
  DELETE FROM told WHERE shelf = old.id >> 28 AND side = (SELECT side FROM entry WHERE id = old.entry)
    AND entry = old.entry AND report = old.id >> 16 & 4095;
END;
INSERT INTO told SELECT DISTINCT id >> 28, 0, entry, id >> 16 & 4095 FROM claim WHERE entry IS NOT NULL ORDER BY 1, 3, 4;
DROP INDEX claim_entry;
-- What is told of an entry; where it is told of another by now, that is no longer of it.
CREATE VIEW telling AS SELECT e.id AS entry, c.id AS claim FROM entry e CROSS JOIN shelf s
  CROSS JOIN told t ON t.shelf = s.id AND t.side = e.side AND t.entry = e.id
  CROSS JOIN claim c ON c.id BETWEEN (t.shelf << 28) + (t.report << 16) AND (t.shelf << 28) + (t.report << 16) + 65535
    AND c.entry = e.id;
DROP TABLE block;
CREATE TABLE block(stretch INTEGER, key INTEGER, entry INTEGER, PRIMARY KEY(stretch, key, entry)) WITHOUT ROWID;
";

/// Sets a connection up and brings the archive to the newest version; a new file becomes an archive.
pub fn prepare(db: &mut Connection, to: usize) -> Result<(), Error> {
    // A small cache: at every commit after a split of a page, SQLite walks through all of it (balancing borrows the number
    // of the last possible page). What lies outside comes from the system's cache, which costs less. A long write-ahead
    // log: pages that many reports touch go to the file once.
    // As much of the file is mapped as SQLite allows, 2 GiB: what lies outside is copied at every look. The system gives
    // that memory back when others need it.
    // No index for one question: SQLite would at times rather index all claims than look at those of one report.
    db.execute_batch(
        "PRAGMA automatic_index=OFF; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=OFF; PRAGMA busy_timeout=20000;
         PRAGMA cache_size=-4096; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=2147418112;
         PRAGMA trusted_schema=OFF; PRAGMA wal_autocheckpoint=32000;",
    )?;
    // Without this, a statement whose value a partial index depends on is planned anew at every run.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.set_prepared_statement_cache_capacity(256);
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = tx.pragma_query_value(None, "user_version", |r| r.get::<_, u32>(0))? as usize;
    let application: i32 = tx.pragma_query_value(None, "application_id", |r| r.get(0))?;
    let tables: i64 = tx.query_row("SELECT count(*) FROM sqlite_master", [], |r| r.get(0))?;
    if application != APPLICATION && tables > 0 {
        return Err(Error::NotAnArchive);
    }
    if version > MIGRATIONS.len() {
        return Err(Error::Newer { version, known: MIGRATIONS.len() });
    }
    if version < to {
        let steps = &MIGRATIONS[version..to];
        steps.iter().try_for_each(|step| tx.execute_batch(step.sql))?;
        // What is more than SQL is today's program: it knows today's tables.
        steps.iter().filter_map(|step| step.then).try_for_each(|then| then(&tx))?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
        tx.pragma_update(None, "user_version", to as u32)?;
    }
    tx.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(change: &str) -> Result<(), String> {
        let mut db = Connection::open_in_memory().unwrap();
        db.execute_batch(change).unwrap();
        prepare(&mut db, MIGRATIONS.len()).map_err(|e| e.to_string())
    }

    #[test]
    fn archives_of_every_earlier_version_are_brought_forward() {
        for version in 0..=MIGRATIONS.len() {
            let mut db = Connection::open_in_memory().unwrap();
            prepare(&mut db, version).unwrap();
            prepare(&mut db, MIGRATIONS.len()).unwrap();
            let now: u32 = db.pragma_query_value(None, "user_version", |r| r.get(0)).unwrap();
            assert_eq!(now as usize, MIGRATIONS.len());
            db.query_row("SELECT count(*) FROM report", [], |_| Ok(())).unwrap();
        }
    }

    #[test]
    fn other_files_and_archives_of_a_newer_program_are_refused() {
        assert!(opened("CREATE TABLE notes(x)").unwrap_err().contains("no archive of Rapporteur"));
        let newer = format!("PRAGMA application_id={APPLICATION}; PRAGMA user_version=99; CREATE TABLE report(x)");
        assert!(opened(&newer).unwrap_err().contains("use a newer Rapporteur"));
    }
}
