//! Which entry of the archive does a report's entry belong to? The one that agrees best in who, when, where and words.

use std::collections::{BTreeSet, HashMap, HashSet, hash_map::Entry};

use rapporteur_record::Status;
use rusqlite::{CachedStatement, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::{
    Error,
    decisions::Rulings,
    edtf,
    features::{Features, ROLES},
    places::{self, Lie, Spot},
    profiles, sketch,
};

/// What two reports must agree by to speak of one thing. Chosen on the development set of `tests/linking.rs`.
const AGREES: f64 = 0.45;
/// Entries of a block that are weighed, nearest in time first.
const WEIGHED: usize = 12;
/// Claims of a report that are kept in tables; its record has all.
pub const CLAIMS: usize = 65_000;
/// Members of a profile's list.
const REMEMBERED: usize = 40;
/// Days around: an encounter or act; a position or a front line; an instrument on the table.
const NEAR: i32 = 3;
const STANDING: i32 = 30;
const TABLED: i32 = 150;

/// What is known of an entry from all that was said of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    class: String,
    detail: String,
    number: Option<u32>,
    days: Option<(i32, i32)>,
    published: Option<i32>,
    places: Vec<i64>,
    sides: Vec<i64>,
    toward: Vec<i64>,
    people: Vec<i64>,
    words: Vec<u16>,
    name: Vec<u16>,
}

impl Profile {
    /// Takes in what one more report says. The first to give a time, number or name keeps its say: others are compared
    /// with it, and contradictions are told from the claims themselves.
    pub fn learn(&mut self, f: &Features) {
        fn join<'a, T: Ord + Copy + 'a>(to: &mut Vec<T>, from: impl IntoIterator<Item = &'a T>) {
            for x in from {
                if to.len() < REMEMBERED && !to.contains(x) {
                    to.push(*x);
                }
            }
        }
        if self.class.is_empty() {
            self.class = f.class.clone();
        }
        if self.detail.is_empty() {
            self.detail = f.detail.clone();
        }
        self.number = self.number.or(f.number);
        self.days = self.days.or(f.days.map(|d| (d.first, d.last)));
        self.published = self.published.or(f.published);
        join(&mut self.places, &f.place);
        join(&mut self.sides, &f.sides);
        join(&mut self.toward, &f.toward);
        join(&mut self.people, &f.people);
        join(&mut self.words, &f.words);
        join(&mut self.name, &f.name);
    }

    /// Bytes for the database.
    pub fn bytes(&self) -> Vec<u8> {
        profiles::pack(self)
    }
}

/// What was decided on a claim, by the user or when it was tied before.
pub struct Held<'a> {
    /// By the user.
    pub rulings: &'a Rulings,
    /// Where only parties are tied anew: the entry of each kind and number, which stays.
    pub before: &'a HashMap<(String, u32), i64>,
}

/// Ties a report's claims to entries; what it reads of the archive, it reads once.
struct Linker<'a> {
    tx: &'a Transaction<'a>,
    /// Entries that claims of this report have: two things that one report tells apart are never made one.
    taken: HashSet<i64>,
    /// Entries that this report is the first to tell of.
    new: HashSet<i64>,
    profiles: HashMap<i64, Profile>,
    /// The entry that an entry is by the user's decision.
    standing: HashMap<i64, Option<i64>>,
    spots: Spots,
}

/// Places that were read.
type Spots = HashMap<i64, Spot>;

/// Writes down a report's claims and ties each to its entry; gives the meetings and instruments that others told of.
pub fn link(tx: &Transaction<'_>, report: i64, all: &[Features], held: &Held<'_>) -> Result<Vec<i64>, Error> {
    let mut linker = Linker {
        tx,
        taken: HashSet::new(),
        new: HashSet::new(),
        profiles: HashMap::new(),
        standing: HashMap::new(),
        spots: HashMap::new(),
    };
    let mut of_instrument: HashMap<u32, i64> = HashMap::new();
    let mut claims: HashMap<u32, i64> = HashMap::new();
    let mut entries = vec![];
    for (n, f) in all.iter().enumerate().take(CLAIMS).filter(|(_, f)| !f.kind.is_empty()) {
        let entry = match f.kind {
            "s" => None,
            "h" => of_instrument.get(&(f.no / 1000)).copied(),
            _ => Some(linker.entry(f, held.of(n, f))?),
        };
        if let ("i", Some(e)) = (f.kind, entry) {
            of_instrument.insert(f.no, e);
        }
        entries.extend(entry.filter(|e| matches!(f.kind, "m" | "i") && !linker.new.contains(e)));
        let claim = insert(tx, (report << 16) + n as i64, f, entry, held.rulings.wrong(n))?;
        if f.kind == "s" {
            claims.insert(f.no, claim);
        }
        let mut vouch = tx.prepare_cached("INSERT OR IGNORE INTO voucher VALUES(?, ?)")?;
        for statement in f.vouchers.iter().filter_map(|v| claims.get(v)) {
            vouch.execute([claim, *statement])?;
        }
    }
    Ok(entries)
}

impl Held<'_> {
    fn of(&self, n: usize, f: &Features) -> Option<i64> {
        let before = || (!self.before.is_empty()).then(|| self.before.get(&(f.kind.to_string(), f.no)).copied());
        self.rulings.entry(n).or_else(|| before().flatten())
    }
}

fn insert(
    tx: &Transaction<'_>,
    claim: i64,
    f: &Features,
    entry: Option<i64>,
    wrong: Option<i64>,
) -> Result<i64, Error> {
    let role = |role: &str| ROLES.iter().position(|r| *r == role).unwrap_or(ROLES.len()) as u8;
    let parts: Vec<(u8, i64)> = f.parts.iter().map(|(r, party)| (role(r), *party)).collect();
    tx.prepare_cached(
        "INSERT INTO claim(id, kind, no, entry, type, detail, number, status, first, last, place, start, end, own, parts, wrong)
         VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        claim,
        f.kind,
        f.no,
        entry,
        (!f.class.is_empty()).then_some(&f.class),
        (!f.detail.is_empty()).then_some(&f.detail),
        f.number,
        f.status.and_then(|s| Status::ALL.iter().position(|x| *x == s)).map(|n| n as i64),
        f.days.map(|d| d.first),
        f.days.map(|d| d.last),
        f.place,
        f.span.0 as i64,
        f.span.1 as i64,
        f.own,
        postcard::to_stdvec(&parts).unwrap_or_default(),
        wrong,
    ])?;
    Ok(claim)
}

impl Linker<'_> {
    /// The entry that a claim belongs to: the one that is decided, an old one, or a new one.
    fn entry(&mut self, f: &Features, held: Option<i64>) -> Result<i64, Error> {
        let held = match held {
            Some(id) => self.standing(id)?,
            None => None,
        };
        let found = match held {
            Some(held) => Some(held),
            None => self.alike(f)?,
        };
        let mut profile = found.and_then(|id| self.profiles.remove(&id)).unwrap_or_default();
        let before = profile.clone();
        profile.learn(f);
        let id = match found {
            Some(id) if profile != before => {
                let mut update = self.tx.prepare_cached("UPDATE entry SET profile = ? WHERE id = ?")?;
                update.execute(params![profile.bytes(), id])?;
                id
            }
            Some(id) => id,
            None => {
                let mut new = self.tx.prepare_cached("INSERT INTO entry(kind, profile, side) VALUES(?, ?, ?)")?;
                new.execute(params![f.kind, profile.bytes(), f.sides.first().unwrap_or(&0)])?;
                let id = self.tx.last_insert_rowid();
                self.new.insert(id);
                id
            }
        };
        self.profiles.insert(id, profile);
        self.standing.insert(id, Some(id));
        index(self.tx, id, f)?;
        self.taken.insert(id);
        Ok(id)
    }

    /// The entry that agrees best with a claim, and well enough.
    fn alike(&mut self, f: &Features) -> Result<Option<i64>, Error> {
        let keys = keys(f);
        let (day, _) = f.anchor();
        let mut best: Option<(f64, i64)> = None;
        for id in candidates(self.tx, f, &keys, day)? {
            let Some(id) = self.standing(id)?.filter(|id| !self.taken.contains(id)) else { continue };
            let agreement = agreement(self.tx, &mut self.spots, f, &self.profiles[&id])?;
            if agreement >= AGREES && best.is_none_or(|(b, _)| agreement > b) {
                best = Some((agreement, id));
            }
        }
        Ok(best.map(|(_, id)| id))
    }

    /// The entry that a number stands for, with its profile read; none where the entry is gone and only its block is
    /// left.
    fn standing(&mut self, id: i64) -> Result<Option<i64>, Error> {
        if let Some(known) = self.standing.get(&id) {
            return Ok(*known);
        }
        let mut one = self.tx.prepare_cached("SELECT profile, into_entry FROM entry WHERE id = ?")?;
        let mut read =
            |id: i64| one.query_row([id], |r| Ok((r.get::<_, Vec<u8>>(0)?, r.get::<_, Option<i64>>(1)?))).optional();
        let (mut stands, mut found) = (id, read(id)?);
        if let Some((_, Some(into))) = found {
            (stands, found) = (into, read(into)?);
        }
        let known = found.is_some().then_some(stands);
        if let (Some((bytes, _)), Entry::Vacant(slot)) = (found, self.profiles.entry(stands)) {
            slot.insert(profiles::unpack("entry", stands, &bytes)?);
        }
        self.standing.insert(id, known);
        Ok(known)
    }
}

/// Makes an entry findable by what one claim says of it.
pub fn index(tx: &Transaction<'_>, entry: i64, f: &Features) -> Result<(), Error> {
    let (first, exact) = f.anchor();
    // Talks of three weeks are also looked for by whoever tells only of their end.
    let last = f.days.filter(|_| exact).map(|d| d.last).filter(|last| *last > first + NEAR);
    let mut block = tx.prepare_cached("INSERT OR IGNORE INTO block VALUES(?, ?, ?)")?;
    for key in keys(f) {
        for day in [Some(first), last].into_iter().flatten() {
            block.execute(params![stretch(day), on_day(key, day), entry])?;
        }
    }
    Ok(())
}

/// Days of a stretch, as a power of two: what is looked for together lies together.
const STRETCH: u32 = 5;

/// The stretch of days that a day lies in.
fn stretch(day: i32) -> i32 {
    day >> STRETCH
}

/// A key on a day of its stretch.
fn on_day(key: i64, day: i32) -> i64 {
    (key << STRETCH) + i64::from(day & ((1 << STRETCH) - 1))
}

/// What entries that may be the same have in common. The keys of one side lie together.
pub fn keys(f: &Features) -> Vec<i64> {
    let key = sketch::stable_by_side;
    let n = |x: i64| x.to_string();
    let sides: Vec<i64> = f.sides.iter().copied().take(4).collect();
    let mut keys: Vec<i64> = match f.kind {
        "m" if sides.len() > 1 => {
            let pairs = sides.iter().enumerate().flat_map(|(i, a)| sides[i + 1..].iter().map(move |b| (*a, *b)));
            // Sides can be told without names ("three presidents"): then one who was there is enough to look.
            let people = f.people.iter().take(3).map(|p| key(*p, &["met"]));
            pairs.map(|(a, b)| key(a, &["m", &n(b)])).chain(people).collect()
        }
        "i" => {
            let named = (!f.name.is_empty()).then(|| sketch::stable(&["name", &format!("{:?}", f.name)]));
            sides.iter().map(|s| key(*s, &["i"])).chain(named).collect()
        }
        "o" => sides.iter().map(|s| key(*s, &["o", &f.class])).collect(),
        "e" => {
            let toward = f.toward.first().map_or(0, |t| *t);
            sides.iter().take(2).map(|s| key(*s, &["e", &f.class, &n(toward)])).collect()
        }
        kind => sides.iter().map(|s| key(*s, &[kind])).collect(),
    };
    if keys.is_empty() {
        keys.push(sketch::stable(&[f.kind, "nobody", &f.class]));
    }
    keys
}

/// How many days before and after a claim's own its entry is looked for.
fn around(f: &Features) -> (i32, i32) {
    match f.kind {
        "i" => (TABLED, STANDING),
        "o" | "c" => (STANDING, STANDING),
        _ => (NEAR, NEAR),
    }
}

/// The first and last day that a claim looks at or is found on: claims whose days lie apart never meet.
pub fn reach(f: &Features) -> (i32, i32) {
    let ((day, _), (before, after)) = (f.anchor(), around(f));
    (day - before, f.days.map_or(day, |d| d.last.clamp(day, day + STANDING + 1)) + after)
}

fn candidates(tx: &Transaction<'_>, f: &Features, keys: &[i64], day: i32) -> Result<Vec<i64>, Error> {
    let (before, after) = around(f);
    let last = f.days.map_or(day, |d| d.last.clamp(day, day + STANDING));
    let mut newest = tx.prepare_cached(
        "SELECT entry, key FROM block WHERE stretch = ? AND key BETWEEN ? AND ? ORDER BY key DESC, entry DESC LIMIT ?",
    )?;
    let mut next = tx.prepare_cached(
        "SELECT entry, key FROM block WHERE stretch = ? AND key BETWEEN ? AND ? ORDER BY key LIMIT ?",
    )?;
    let mut found: Vec<(i32, i64)> = vec![];
    for key in keys {
        for stretch in stretch(day - before)..=stretch(last + after) {
            let (begins, ends) = (stretch << STRETCH, (stretch << STRETCH) + (1 << STRETCH) - 1);
            let mut look = |sql: &mut CachedStatement<'_>, from: i32, to: i32| -> Result<usize, Error> {
                let already = found.len();
                let (from, to) = (from.max(begins), to.min(ends));
                if from > to {
                    return Ok(0);
                }
                let (from, to) = (on_day(*key, from), on_day(*key, to));
                let mut rows = sql.query(params![stretch, from, to, WEIGHED as i64 * 2])?;
                while let Some(row) = rows.next()? {
                    let told = begins + (row.get::<_, i64>(1)? - on_day(*key, begins)) as i32;
                    found.push(((told - day).abs(), row.get(0)?));
                }
                Ok(found.len() - already)
            };
            // Reports come in the order of their days as a rule, and little is later than they: then one look is enough.
            if look(&mut newest, day - before, last + after)? == WEIGHED * 2 {
                look(&mut newest, day - before, day)?;
                look(&mut next, day + 1, last + after)?;
            }
        }
    }
    found.sort_unstable();
    let mut seen = HashSet::new();
    Ok(found.into_iter().map(|(_, e)| e).filter(|e| seen.insert(*e)).take(WEIGHED).collect())
}

/// How well a claim and an entry agree; below nothing where they cannot be one.
fn agreement(tx: &Transaction<'_>, spots: &mut Spots, f: &Features, p: &Profile) -> Result<f64, Error> {
    const NOT: f64 = -1.0;
    let sides = shared(&f.sides, &p.sides);
    let words = shared(&f.words, &p.words);
    Ok(match f.kind {
        "m" => {
            let in_common = common(&f.sides, &p.sides) + common(&f.people, &p.people);
            let (Some(time), true) = (times(f, p, 2), in_common >= 2) else { return Ok(NOT) };
            let people =
                if f.people.is_empty() || p.people.is_empty() { 0.0 } else { shared(&f.people, &p.people) - 0.2 };
            let numbers = match (f.number, p.number) {
                (Some(a), Some(b)) if a == b => 0.2,
                (Some(_), Some(_)) => -0.5,
                _ => 0.0,
            };
            0.4 * sides + 0.25 * people + time + place(tx, spots, f, p, (0.2, -0.25))? + numbers
        }
        "i" => {
            let apart = matches!((f.number, p.number), (Some(a), Some(b)) if a != b);
            let authors = if f.sides.is_empty() || p.sides.is_empty() { 0.0 } else { 0.6 * sides - 0.3 };
            let points = if f.number.is_some() && f.number == p.number { 0.3 } else { 0.0 };
            let kind = if f.class == p.class { 0.1 } else { 0.0 };
            if apart { NOT } else { 0.4 * shared(&f.name, &p.name) + authors + points + kind + 0.1 * words }
        }
        "o" => {
            let toward = if common(&f.toward, &p.toward) == 0 { 0.0 } else { 0.1 };
            if f.detail == p.detail && f.class == p.class { 0.2 * sides + 0.7 * words + toward } else { NOT }
        }
        "e" => {
            let others = !f.toward.is_empty() && !p.toward.is_empty() && common(&f.toward, &p.toward) == 0;
            let modes = !f.detail.is_empty() && !p.detail.is_empty() && f.detail != p.detail;
            let (Some(time), false, false) = (times(f, p, 1), others, modes) else { return Ok(NOT) };
            0.2 * sides + 0.5 * words + 0.5 * time + place(tx, spots, f, p, (0.1, -0.3))?
        }
        _ => {
            let territory = shared(&f.name, &p.name);
            if f.class == p.class && territory > 0.5 { 0.3 * sides + 0.4 * territory } else { NOT }
        }
    })
}

/// How well the times agree; none where they cannot be one. Two reports that each tell of their own day, a day apart,
/// tell of two days.
fn times(f: &Features, p: &Profile, most: i32) -> Option<f64> {
    let published = f.published.zip(p.published).map(|(a, b)| a - b);
    let (Some(ours), Some(theirs)) = (f.days.filter(|_| f.anchor().1), p.days) else {
        return (published.unwrap_or(0).abs() <= NEAR).then_some(0.1);
    };
    let theirs = edtf::Days { first: theirs.0, last: theirs.1 };
    match ours.gap(theirs) {
        0 => Some(0.3),
        gap if gap > most => None,
        _ if published == Some(ours.first - theirs.first) => None,
        gap => Some(0.2 / f64::from(gap + 1)),
    }
}

/// What the places add: so much where they can be one, so much where they lie apart.
fn place(
    tx: &Transaction<'_>,
    spots: &mut Spots,
    f: &Features,
    p: &Profile,
    (same, apart): (f64, f64),
) -> Result<f64, Error> {
    let Some(ours) = f.place else { return Ok(0.0) };
    if p.places.is_empty() {
        return Ok(0.0);
    }
    if p.places.contains(&ours) {
        return Ok(same);
    }
    for id in p.places.iter().chain([&ours]) {
        if !spots.contains_key(id) {
            spots.insert(*id, places::spot(tx, *id)?);
        }
    }
    let lies = p.places.iter().map(|theirs| match places::compare(&spots[&ours], &spots[theirs]) {
        Lie::Same => same,
        Lie::Unknown => 0.0,
        Lie::Apart => apart,
    });
    Ok(lies.fold(apart, f64::max))
}

fn common<T: Ord>(a: &BTreeSet<T>, b: &[T]) -> usize {
    b.iter().filter(|x| a.contains(x)).count()
}

/// The share of the smaller set that stands in the larger one.
fn shared<T: Ord>(a: &BTreeSet<T>, b: &[T]) -> f64 {
    let smaller = a.len().min(b.len());
    if smaller == 0 { 0.0 } else { common(a, b) as f64 / smaller as f64 }
}
