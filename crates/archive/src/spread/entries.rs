//! Entries: what reports claim, with parties and places linked, and which entry of the archive each claim is of.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rapporteur_record::{PartyId, PartyKind, PlaceId, Record};
use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::{number, report_of};
use crate::{
    Archive, Error,
    decisions::Rulings,
    edtf::{self, Days},
    entries::{self, Held},
    features::Features,
    parties, places,
    places::Spot,
};

/// What a party or place of a report became.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Known {
    /// Its id in the record.
    pub id: String,
    /// Its number.
    pub number: i64,
    /// The number of the party that it acts for.
    #[serde(default)]
    pub side: Option<i64>,
    /// Where a place lies, as [`super::Named::spot`] says it.
    #[serde(default)]
    pub spot: Option<String>,
    /// The first report that names a place as a whole country.
    #[serde(default)]
    pub whole_since: Option<i64>,
}

/// An entry of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its number: claims are linked in this order.
    pub item: i64,
    /// Its id in the record: `m1`.
    pub id: String,
    /// Claims that share one can meet where their days do.
    pub keys: Vec<i64>,
    /// The days in which it can meet others, both included.
    pub days: (i32, i32),
    /// What [`Entries`] takes.
    pub body: Vec<u8>,
}

/// Which entry a claim is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tied {
    /// The claim's number.
    pub item: i64,
    /// The number of the first claim of its entry.
    pub first: i64,
}

#[derive(Serialize, Deserialize)]
struct Body {
    kind: char,
    no: u32,
    class: String,
    detail: String,
    number: Option<u32>,
    days: Option<(i32, i32)>,
    published: Option<i32>,
    place: Option<(i64, Spot, Option<i64>)>,
    sides: BTreeSet<i64>,
    toward: BTreeSet<i64>,
    people: BTreeSet<i64>,
    words: BTreeSet<u16>,
    name: BTreeSet<u16>,
}

/// The kinds of claims that are linked.
const KINDS: [&str; 5] = ["m", "i", "o", "e", "c"];

/// The claims of a report whose parties and places are known.
pub fn claims(report: i64, record: &Record, known: &[Known]) -> Result<Vec<Claim>, Error> {
    let mut who = parties::Ties::new();
    let mut places = places::Ties::new();
    let mut spots: HashMap<i64, (Spot, Option<i64>)> = HashMap::new();
    let unnamed = |id: PartyId| {
        let kind = record.parties.iter().find(|p| p.id == id).map(|p| p.kind);
        matches!(kind, Some(PartyKind::Office | PartyKind::People))
    };
    for k in known {
        if let Ok(id) = k.id.parse::<PartyId>() {
            let (party, side) = (k.number, k.side.unwrap_or(k.number));
            who.insert(id, parties::Tie { party, side, mentions: 0, read_as: None, unnamed: unnamed(id) });
        } else if let (Ok(id), Some(spot)) = (k.id.parse::<PlaceId>(), &k.spot) {
            let spot = serde_json::from_str(spot).map_err(|e| Error::Damaged(format!("{}: {e}", k.id)))?;
            spots.insert(k.number, (spot, k.whole_since));
            places.insert(id, k.number);
        }
    }
    let day = record.report.published.as_deref().and_then(edtf::day);
    let all = Features::of_all(record, day, &who, &places);
    let linked = all.into_iter().enumerate().take(entries::CLAIMS).filter(|(_, f)| KINDS.contains(&f.kind));
    linked
        .map(|(n, f)| {
            let (id, keys, days) = (format!("{}{}", f.kind, f.no), entries::keys(&f), entries::reach(&f));
            let place = f.place.and_then(|p| spots.get(&p).map(|(spot, since)| (p, spot.clone(), *since)));
            let body = postcard::to_stdvec(&Body::of(f, place)).map_err(|e| Error::Damaged(e.to_string()))?;
            Ok(Claim { item: number(report, n), id, keys, days, body })
        })
        .collect()
}

impl Body {
    fn of(f: Features, place: Option<(i64, Spot, Option<i64>)>) -> Self {
        Body {
            kind: f.kind.chars().next().unwrap_or_default(),
            no: f.no,
            class: f.class,
            detail: f.detail,
            number: f.number,
            days: f.days.map(|d| (d.first, d.last)),
            published: f.published,
            place,
            sides: f.sides,
            toward: f.toward,
            people: f.people,
            words: f.words,
            name: f.name,
        }
    }

    fn features(self) -> Features {
        Features {
            kind: KINDS.into_iter().find(|k| k.starts_with(self.kind)).unwrap_or_default(),
            no: self.no,
            class: self.class,
            detail: self.detail,
            number: self.number,
            days: self.days.map(|(first, last)| Days { first, last }),
            published: self.published,
            place: self.place.map(|p| p.0),
            sides: self.sides,
            toward: self.toward,
            people: self.people,
            words: self.words,
            name: self.name,
            ..Features::default()
        }
    }
}

/// Links claims.
pub struct Entries {
    archive: Archive,
    /// The first claim of each entry.
    first: HashMap<i64, i64>,
    /// Places that are whole countries, from which report on.
    whole: BTreeMap<i64, Vec<i64>>,
    seen: HashSet<i64>,
    waiting: Vec<(i64, Body)>,
}

impl Entries {
    /// One that knows nothing yet.
    pub fn new() -> Result<Self, Error> {
        Ok(Entries {
            archive: Archive::in_memory()?,
            first: HashMap::new(),
            whole: BTreeMap::new(),
            seen: HashSet::new(),
            waiting: vec![],
        })
    }

    /// Takes the next claim in order; answers for the report before it where that is complete.
    pub fn take(&mut self, item: i64, body: &[u8]) -> Result<Vec<Tied>, Error> {
        let body = postcard::from_bytes(body).map_err(|e| Error::Damaged(format!("claim {item}: {e}")))?;
        let complete = self.waiting.first().is_some_and(|(first, _)| report_of(*first) != report_of(item));
        let answers = if complete { self.finish()? } else { vec![] };
        self.waiting.push((item, body));
        Ok(answers)
    }

    /// Answers for the last report.
    pub fn finish(&mut self) -> Result<Vec<Tied>, Error> {
        let waiting = std::mem::take(&mut self.waiting);
        let Some((first, _)) = waiting.first() else { return Ok(vec![]) };
        let report = report_of(*first);
        let tx = self.archive.db.unchecked_transaction()?;
        for (id, spot, since) in waiting.iter().filter_map(|(_, body)| body.place.as_ref()) {
            if self.seen.insert(*id) {
                places::put(&tx, *id, spot)?;
                if let Some(since) = since {
                    self.whole.entry(*since).or_default().push(*id);
                }
            }
        }
        while let Some(known) = self.whole.first_entry().filter(|e| *e.key() <= report) {
            for place in known.remove() {
                tx.prepare_cached("UPDATE place SET whole = 1 WHERE id = ?")?.execute([place])?;
            }
        }
        let items: HashMap<(String, u32), i64> =
            waiting.iter().map(|(item, b)| ((b.kind.to_string(), b.no), *item)).collect();
        let features: Vec<Features> = waiting.into_iter().map(|(_, body)| body.features()).collect();
        let held = Held { rulings: &Rulings::default(), before: &HashMap::new() };
        entries::link(&tx, report, &features, &held)?;
        let mut answers = vec![];
        let (from, to) = (report << 16, (report << 16) + 65_535);
        let mut all = tx.prepare_cached("SELECT kind, no, entry FROM claim WHERE id BETWEEN ? AND ? ORDER BY id")?;
        let mut rows = all.query(params![from, to])?;
        while let Some(row) = rows.next()? {
            let (of, entry): ((String, u32), i64) = ((row.get(0)?, row.get(1)?), row.get(2)?);
            if let Some(item) = items.get(&of) {
                answers.push(Tied { item: *item, first: *self.first.entry(entry).or_insert(*item) });
            }
        }
        drop(rows);
        drop(all);
        // What entries are compared by stands in their profiles.
        tx.prepare_cached("DELETE FROM claim WHERE id BETWEEN ? AND ?")?.execute(params![from, to])?;
        tx.commit()?;
        Ok(answers)
    }
}
