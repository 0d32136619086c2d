//! What reports say of entries, as the tables hold it.

use std::collections::{BTreeSet, HashSet};

use rapporteur_record::Status;
use rusqlite::{Connection, Row, ToSql};
use smallvec::SmallVec;
use smol_str::SmolStr;

use crate::{Error, edtf::Days, features::ROLES};

/// What one report says of an entry. Answers are made of thousands: what is short lies in the claim itself.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub id: i64,
    pub report: i64,
    pub story: i64,
    pub published: Option<i32>,
    /// The letter of the record's id; h for a step of an instrument.
    pub kind: &'static str,
    pub no: u32,
    pub entry: Option<i64>,
    pub class: SmolStr,
    pub detail: SmolStr,
    pub status: Option<Status>,
    pub days: Option<Days>,
    pub place: Option<i64>,
    pub span: (usize, usize),
    pub own: bool,
    pub parts: Parts,
}

/// Who has which part in a claim, as the table holds it: read when it is asked for, which it is of few.
#[derive(Debug, Clone)]
pub(crate) struct Parts(SmallVec<[u8; PARTS_LONG]>);

/// Bytes of the parts that most claims have.
const PARTS_LONG: usize = 16;

/// The kinds of claims that entries are made of.
pub(crate) const ENTRIES: &str = "mioech";
/// The columns of [`Claim`], from `claim c`.
const CLAIM: &str =
    "c.id, c.kind, c.entry, c.type, c.detail, c.status, c.first, c.last, c.place, c.start, c.end, c.own,
    c.parts, c.no";
/// Which of them holds the parts.
const PARTS: usize = 12;

impl Claim {
    fn from_row(r: &Row<'_>, (story, published): (i64, Option<i32>), parts: Parts) -> rusqlite::Result<Claim> {
        let (first, last): (Option<i32>, Option<i32>) = (r.get(6)?, r.get(7)?);
        let id: i64 = r.get(0)?;
        Ok(Claim {
            id,
            report: id >> 16,
            story,
            published,
            kind: letter(r.get_ref(1)?.as_bytes().unwrap_or_default()),
            entry: r.get(2)?,
            class: r.get_ref(3)?.as_str_or_null()?.unwrap_or_default().into(),
            detail: r.get_ref(4)?.as_str_or_null()?.unwrap_or_default().into(),
            status: r.get::<_, Option<u32>>(5)?.and_then(|n| Status::ALL.get(n as usize).copied()),
            days: first.zip(last).map(|(first, last)| Days { first, last }),
            place: r.get(8)?,
            span: (r.get::<_, i64>(9)? as usize, r.get::<_, i64>(10)? as usize),
            own: r.get(11)?,
            parts,
            no: r.get(13)?,
        })
    }

    /// Parties of these parts.
    pub(crate) fn of(&self, roles: &[&str]) -> BTreeSet<i64> {
        self.parts.of(roles).collect()
    }
}

/// The claims that a query finds, but for those that the user marked as wrong; in the order of their reports' days. The
/// query is given from its `FROM` on, ends with a condition, and calls the claims `c`.
pub(crate) fn claims(db: &Connection, from: &str, given: &[&dyn ToSql]) -> Result<Vec<Claim>, Error> {
    claims_of(db, from, given, |_| true)
}

/// The same, of them those where the parts are such.
pub(crate) fn claims_of(
    db: &Connection,
    from: &str,
    given: &[&dyn ToSql],
    such: impl Fn(&Parts) -> bool,
) -> Result<Vec<Claim>, Error> {
    let mut all = db.prepare_cached(&format!("SELECT {CLAIM} {from} AND c.wrong IS NULL"))?;
    let mut of_report = db.prepare_cached("SELECT story, day FROM report WHERE id = ?")?;
    let mut rows = all.query(given)?;
    // The claims of a report follow each other: story and day are looked up once for all of them.
    let (mut out, mut last) = (vec![], None);
    while let Some(row) = rows.next()? {
        let parts = Parts::packed(row.get_ref(PARTS)?.as_blob().unwrap_or_default());
        if !such(&parts) {
            continue;
        }
        let report = row.get::<_, i64>(0)? >> 16;
        let told = match last {
            Some((same, told)) if same == report => told,
            _ => of_report.query_row([report], |r| Ok((r.get(0)?, r.get(1)?)))?,
        };
        last = Some((report, told));
        out.push(Claim::from_row(row, told, parts)?);
    }
    // A claim is large, its key is not.
    out.sort_by_cached_key(|c| (c.published, c.report, c.kind.bytes().next(), c.no, c.id));
    Ok(out)
}

/// The kinds of claims.
fn letter(kind: &[u8]) -> &'static str {
    const KINDS: [&str; 7] = ["s", "m", "i", "o", "e", "c", "h"];
    KINDS.into_iter().find(|k| k.as_bytes() == kind).unwrap_or_default()
}

/// What reports say of the entries in which any of these parties has a part; the reports are given as a list in JSON.
pub(crate) fn claims_with(
    db: &Connection,
    reports: &str,
    kinds: &str,
    own: &BTreeSet<i64>,
) -> Result<Vec<Claim>, Error> {
    // Of all that reports tell, a party has a part in little: only that is read whole.
    let mut all = db.prepare_cached(
        "SELECT c.id, c.entry, c.parts FROM json_each(?) r
         CROSS JOIN claim c ON c.id BETWEEN r.value * 65536 AND r.value * 65536 + 65535
         WHERE instr(?, c.kind) > 0 AND c.entry IS NOT NULL AND c.wrong IS NULL",
    )?;
    let (mut told, mut theirs): (Vec<(i64, i64)>, HashSet<i64>) = (vec![], HashSet::new());
    let mut rows = all.query([reports, kinds])?;
    while let Some(row) = rows.next()? {
        let entry = row.get(1)?;
        told.push((row.get(0)?, entry));
        if each_part(row.get_ref(2)?.as_blob().unwrap_or_default()).any(|(_, party)| own.contains(&party)) {
            theirs.insert(entry);
        }
    }
    let ids: Vec<i64> = told.into_iter().filter(|(_, entry)| theirs.contains(entry)).map(|(id, _)| id).collect();
    let ids = serde_json::to_string(&ids).unwrap_or_default();
    claims(db, "FROM json_each(?) r CROSS JOIN claim c ON c.id = r.value WHERE 1", &[&ids])
}

impl Parts {
    /// Those that are packed in such bytes.
    pub(super) fn packed(bytes: &[u8]) -> Self {
        Parts(bytes.into())
    }

    /// Each part, and who has it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, i64)> {
        each_part(&self.0).map(|(role, party)| (ROLES.get(usize::from(role)).copied().unwrap_or_default(), party))
    }

    /// Who has one of these parts.
    pub(crate) fn of(&self, roles: &[&str]) -> impl Iterator<Item = i64> {
        self.iter().filter(|(role, _)| roles.contains(role)).map(|(_, party)| party)
    }

    /// Whether any of these has a part.
    pub(crate) fn any(&self, such: impl Fn(i64) -> bool) -> bool {
        each_part(&self.0).any(|(_, party)| such(party))
    }
}

/// The number of each part and who has it, as postcard writes a list: how many there are, then one after the other.
fn each_part(bytes: &[u8]) -> impl Iterator<Item = (u8, i64)> {
    let (mut left, mut rest) = postcard::take_from_bytes::<u32>(bytes).unwrap_or_default();
    std::iter::from_fn(move || {
        left = left.checked_sub(1)?;
        let (part, after) = postcard::take_from_bytes(rest).ok()?;
        rest = after;
        Some(part)
    })
}
