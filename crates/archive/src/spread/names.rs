//! Parties and places: pieces of reports, and what the archive makes of them.

use std::collections::{BTreeMap, HashMap};

use rapporteur_record::{Party, Place, Record, Report};
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};

use super::{number, report_of};
use crate::{
    Archive, Error, edtf,
    parties::{self, Linker, Tie},
    places,
};

/// A party or place of a report, with all that linking asks of its report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its number: pieces are linked in this order.
    pub item: i64,
    /// Its id in the record: `p3`, `g1`.
    pub id: String,
    /// Pieces that share one, also over others, are linked on the same machine.
    pub keys: Vec<String>,
    /// What [`Names`] takes.
    pub body: Vec<u8>,
}

/// What became of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its number.
    pub item: i64,
    /// Its id in the record.
    pub id: String,
    /// The thing that it is, by a name of its own over all machines.
    pub key: String,
    /// Whom a party acts for: such a name, or `@` and the number of the party of its report that has the same.
    pub side: Option<String>,
    /// Where a place lies.
    pub spot: Option<String>,
    /// Whether the report names a place as a whole country.
    pub whole: bool,
}

#[derive(Serialize, Deserialize)]
enum Body {
    Party(Box<PartyBody>),
    Place { place: Place, whole: bool },
}

/// A party, and what its report says beside it that linking asks.
#[derive(Serialize, Deserialize)]
struct PartyBody {
    party: Party,
    day: Option<i32>,
    context: String,
    /// Places that are named as the party is.
    seats: Vec<Place>,
    /// Parties that its titles are of, by their numbers.
    acts_for: Vec<(i64, Party)>,
}

/// The parties and places of a report, the number of which is its place in the order of all.
pub fn names(report: i64, record: &Record) -> Result<Vec<Piece>, Error> {
    let day = record.report.published.as_deref().and_then(edtf::day);
    let context = parties::context(record);
    let order = parties::in_order(record);
    // Linking a party can make two: itself, and the state that it acts for.
    let at = |p: &Party| order.iter().position(|o| o.id == p.id).map(|n| number(report, 2 * n));
    let mut pieces = vec![];
    for p in &order {
        let of = p.roles.iter().filter_map(|r| r.of);
        let acts_for = of.filter_map(|of| record.parties.iter().find(|o| o.id == of));
        let body = Body::Party(Box::new(PartyBody {
            party: Party { mentions: vec![], ..(*p).clone() },
            day,
            context: context.clone(),
            seats: record.places.iter().filter(|g| parties::is_seat_at(p, g)).cloned().collect(),
            acts_for: acts_for.filter_map(|o| Some((at(o)?, Party { mentions: vec![], ..o.clone() }))).collect(),
        }));
        pieces.push(piece(at(p), p.id.to_string(), parties::keys(record, &context, p), &body)?);
    }
    for (n, g) in record.places.iter().enumerate() {
        let item = number(report, 2 * order.len() + n);
        let body = Body::Place { place: g.clone(), whole: places::is_country(record, g) };
        pieces.push(piece(Some(item), g.id.to_string(), places::keys(g), &body)?);
    }
    Ok(pieces)
}

fn piece(item: Option<i64>, id: String, keys: Vec<String>, body: &Body) -> Result<Piece, Error> {
    let body = serde_json::to_vec(body).map_err(|e| Error::Damaged(e.to_string()))?;
    Ok(Piece { item: item.unwrap_or_default(), id, keys, body })
}

/// Links parties and places.
pub struct Names {
    archive: Archive,
    parties: HashMap<i64, String>,
    places: HashMap<i64, String>,
    /// Parties that are linked elsewhere, for whom parties here act; those stand for them as -1, -2, ...
    elsewhere: Vec<i64>,
    waiting: Vec<(i64, Body)>,
}

impl Names {
    /// One that knows nothing yet.
    pub fn new() -> Result<Self, Error> {
        let archive = Archive::in_memory()?;
        let (parties, places) = (HashMap::new(), HashMap::new());
        Ok(Names { archive, parties, places, elsewhere: vec![], waiting: vec![] })
    }

    /// Takes the next piece in order; answers for the report before it where that is complete.
    pub fn take(&mut self, item: i64, body: &[u8]) -> Result<Vec<Named>, Error> {
        let body = serde_json::from_slice(body).map_err(|e| Error::Damaged(format!("piece {item}: {e}")))?;
        let complete = self.waiting.first().is_some_and(|(first, _)| report_of(*first) != report_of(item));
        let answers = if complete { self.finish()? } else { vec![] };
        self.waiting.push((item, body));
        Ok(answers)
    }

    /// Answers for the last report.
    pub fn finish(&mut self) -> Result<Vec<Named>, Error> {
        let (mut who, mut places) = (vec![], vec![]);
        for (item, body) in std::mem::take(&mut self.waiting) {
            match body {
                Body::Party(p) => who.push((item, *p)),
                Body::Place { place, whole } => places.push((item, place, whole)),
            }
        }
        let tx = self.archive.db.unchecked_transaction()?;
        let mut answers = vec![];
        for (item, place, whole) in places {
            let id = places::tie(&tx, &place, whole)?;
            let spot = serde_json::to_string(&places::spot(&tx, id)?).map_err(|e| Error::Damaged(e.to_string()))?;
            let key = self.places.entry(id).or_insert_with(|| format!("g:{item}")).clone();
            answers.push(Named { item, id: place.id.to_string(), key, side: None, spot: Some(spot), whole });
        }
        answers.extend(link_parties(&tx, who, &mut self.parties, &mut self.elsewhere)?);
        tx.commit()?;
        Ok(answers)
    }
}

/// Links one report's parties that are here, beside those that are only acted for.
fn link_parties(
    tx: &Transaction<'_>,
    who: Vec<(i64, PartyBody)>,
    keys: &mut HashMap<i64, String>,
    elsewhere: &mut Vec<i64>,
) -> Result<Vec<Named>, Error> {
    let Some((_, first)) = who.first() else { return Ok(vec![]) };
    let (day, context) = (first.day, first.context.clone());
    let mut all: BTreeMap<i64, (Party, bool)> = BTreeMap::new();
    let mut record = Record::new(Report::default());
    for (item, p) in who {
        for (at, other) in p.acts_for {
            all.entry(at).or_insert((other, false));
        }
        all.insert(item, (p.party, true));
        record.places.extend(p.seats);
    }
    record.parties = all.values().map(|(p, _)| p.clone()).collect();
    let mut linker = Linker::new(tx, &record, day, context);
    let mut answers = vec![];
    for (item, (p, here)) in &all {
        if !*here {
            elsewhere.push(*item);
            let mark = -(elsewhere.len() as i64);
            let tie = Tie { party: mark, side: mark, mentions: 0, read_as: None, unnamed: false };
            linker.ties.insert(p.id, tie);
            continue;
        }
        let tie = linker.tie(p)?;
        let state = || parties::state_key(&record, p).unwrap_or_else(|| format!("p:{item}"));
        let key = keys.entry(tie.party).or_insert_with(state).clone();
        let side = match usize::try_from(-tie.side) {
            Ok(mark) if mark > 0 => format!("@{}", elsewhere[mark - 1]),
            // Not seen before: the state that was made for it.
            _ => keys.entry(tie.side).or_insert_with(|| format!("s:{}", country(p))).clone(),
        };
        answers.push(Named { item: *item, id: p.id.to_string(), key, side: Some(side), spot: None, whole: false });
    }
    Ok(answers)
}

fn country(p: &Party) -> String {
    p.country.map_or_else(String::new, |c| c.to_string())
}
