//! Which party of the archive is this party of a report? Names, countries, sectors, roles and times decide.

use std::collections::{BTreeMap, HashMap, HashSet};

use rapporteur_record::{Party, PartyId, PartyKind, Place, Record};
use rusqlite::{Transaction, params};

use crate::{
    Error, decisions,
    features::{self, Features},
    names,
    names::Agreement,
};

/// Days after which a bare family name no longer means the person last called so.
const FAMILY_DAYS: i32 = 180;
/// Days without a report after which one name means two people, unless the world knows better.
const LIFE_DAYS: i32 = 10 * 365;
/// Parties of one name that are weighed.
const WEIGHED: usize = 40;

/// Begins the key of a name that the user gave.
pub const GIVEN: &str = "u:";

/// A party of a report in the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// The party.
    pub party: i64,
    /// The party that it acts for.
    pub side: i64,
    /// How often the report mentions it.
    pub mentions: usize,
    /// The party that it would be without the user's decision.
    pub read_as: Option<i64>,
    /// Holders of an office, or people, that have no name.
    pub unnamed: bool,
}

/// The parties of a report in the archive.
pub type Ties = HashMap<PartyId, Tie>;

/// A party that may be the same.
struct Candidate {
    /// What it is recognised by is its own, also where the user made it one with another.
    found: Found,
    kind: String,
    name: String,
    country: Option<String>,
    known_as: Option<String>,
    sector: String,
    last: Option<i32>,
    reports: u32,
}

/// A party as it is read, and as the user decided that it is.
#[derive(Debug, Clone, Copy)]
struct Found {
    own: i64,
    party: i64,
}

impl Found {
    fn new(id: i64) -> Self {
        Found { own: id, party: id }
    }
}

/// One report's parties on their way into the archive.
pub struct Linker<'a> {
    tx: &'a Transaction<'a>,
    record: &'a Record,
    day: Option<i32>,
    /// The country that most parties of the report are of: where a name alone ("the army") says too little.
    context: String,
    pub ties: Ties,
    taken: HashSet<i64>,
    /// Counted in this report.
    counted: HashSet<i64>,
    /// Parties that in this report are others, as the user decided.
    told_apart: Vec<(i64, i64)>,
}

/// Finds or makes the archive's party for each of the report's.
pub fn link(tx: &Transaction<'_>, report: i64, day: Option<i32>, record: &Record) -> Result<Ties, Error> {
    let told_apart = decisions::told_apart(tx, report)?;
    let mut linker = Linker { told_apart, ..Linker::new(tx, record, day, context(record)) };
    for p in in_order(record) {
        linker.tie(p)?;
    }
    Ok(linker.ties)
}

/// The country that most parties of a report are of.
pub fn context(record: &Record) -> String {
    let mut countries: BTreeMap<String, usize> = BTreeMap::new();
    for p in &record.parties {
        *countries.entry(p.country.map_or_else(String::new, |c| c.to_string())).or_default() += p.mentions.len();
    }
    countries.remove("");
    countries.into_iter().max_by_key(|(_, n)| *n).map_or_else(String::new, |(c, _)| c)
}

/// Those that others act for come first, and people with full names before those with a family name only.
pub fn in_order(record: &Record) -> Vec<&Party> {
    let mut order: Vec<&Party> = record.parties.iter().collect();
    order.sort_by_key(|p| match p.kind {
        PartyKind::State => 0,
        PartyKind::Government => 1,
        PartyKind::Person if p.name.contains(' ') => 3,
        PartyKind::Person => 4,
        _ => 2,
    });
    order
}

/// What a party is looked for by, and found by later: all that can make it one with another.
pub fn keys(record: &Record, context: &str, p: &Party) -> Vec<String> {
    let mut keys: Vec<String> = p.known_as.iter().map(|known| format!("k:{known}")).collect();
    match state_key(record, p) {
        Some(key) => keys.push(key),
        None if p.kind == PartyKind::Person => keys.extend(person_keys(p).into_iter().map(|(key, _)| key)),
        None => keys.extend(group_keys(context, p)),
    }
    keys
}

/// The key of a state, where the party is one.
pub fn state_key(record: &Record, p: &Party) -> Option<String> {
    let state = p.kind == PartyKind::State || p.kind == PartyKind::Government && is_seat(record, p);
    state.then(|| match p.country {
        Some(c) => format!("s:{c}"),
        None => format!("s:{}", names::key(&p.name)),
    })
}

/// A capital or a country that stands for its government is that state.
pub fn is_seat(record: &Record, p: &Party) -> bool {
    record.places.iter().any(|g| is_seat_at(p, g))
}

/// Whether a party is named as the place where it sits.
pub fn is_seat_at(p: &Party, g: &Place) -> bool {
    p.country.is_some() && g.country == p.country && g.name.eq_ignore_ascii_case(&p.name)
}

fn group_keys(context: &str, p: &Party) -> Vec<String> {
    let all: Vec<&str> = [p.name.as_str()].into_iter().chain(p.aliases.iter().map(String::as_str)).collect();
    let mut keys: Vec<String> = all.iter().map(|n| group_key(context, p, n)).collect();
    for name in all.iter().filter(|_| !is_local(p.kind)) {
        if names::is_acronym(name) {
            keys.push(format!("a:{}", name.to_lowercase()));
        } else if let Some(initials) = names::initials(name) {
            keys.push(format!("a:{initials}"));
        }
    }
    keys.dedup();
    keys
}

/// A description ("rebels") or an office of every country ("Foreign Ministry") is one only within its country.
fn group_key(context: &str, p: &Party, name: &str) -> String {
    if is_local(p.kind) || names::is_description(name) {
        let country = p.country.map_or_else(|| format!("in {context}"), |c| c.to_string());
        format!("d:{}:{country}", names::key(name))
    } else {
        format!("o:{}", names::key(name))
    }
}

/// The keys of a person's names, and the names.
fn person_keys(p: &Party) -> Vec<(String, &str)> {
    let mut keys = vec![];
    for name in [&p.name].into_iter().chain(p.aliases.iter().filter(|a| a.contains(' '))) {
        let parts = names::skeletons(name);
        keys.push((format!("f:{}", parts.join(" ")), name.as_str()));
        if let Some(last) = parts.last() {
            keys.push((format!("p:{last}"), name.as_str()));
        }
    }
    keys
}

impl<'a> Linker<'a> {
    /// For a report with this country as its context.
    pub fn new(tx: &'a Transaction<'a>, record: &'a Record, day: Option<i32>, context: String) -> Self {
        let (ties, taken, counted) = (Ties::new(), HashSet::new(), HashSet::new());
        Linker { tx, record, day, context, ties, taken, counted, told_apart: vec![] }
    }

    /// Finds or makes the archive's party for one of the report's; those before it in [`in_order`] are tied already.
    pub fn tie(&mut self, p: &Party) -> Result<Tie, Error> {
        let read = self.party(p)?;
        let found = self.decided(read);
        let side = self.side(p, found.party)?;
        let read_as = (read.own != found.party).then_some(read.own);
        let unnamed = matches!(p.kind, PartyKind::Office | PartyKind::People);
        let tie = Tie { party: found.party, side, mentions: p.mentions.len(), read_as, unnamed };
        self.ties.insert(p.id, tie);
        self.note(p, found)?;
        Ok(tie)
    }

    /// What the user told apart in this report is its own party.
    fn decided(&self, read: Found) -> Found {
        let apart = self.told_apart.iter().find(|(party, _)| *party == read.own || *party == read.party);
        apart.map_or(read, |(_, other)| Found::new(*other))
    }

    fn party(&mut self, p: &Party) -> Result<Found, Error> {
        match (state_key(self.record, p), p.kind) {
            (Some(key), _) => self.state(p, &key),
            (None, PartyKind::Person) => self.person(p),
            _ => self.group(p),
        }
    }

    fn state(&self, p: &Party, key: &str) -> Result<Found, Error> {
        let found = self.by_key(key)?;
        let Some(c) = found.first() else {
            let id = self.insert(p.kind.as_str(), &p.name, p)?;
            self.name(key, id, &p.name)?;
            return Ok(Found::new(id));
        };
        let code = |name: &str| c.country.as_deref() == Some(name);
        // Known only by its seat or by its officials so far, or by what it was called long ago: now it has its name.
        if p.kind == PartyKind::State && !code(&p.name) && (c.kind != "state" || code(&c.name) || self.day > c.last) {
            self.tx
                .prepare_cached("UPDATE party SET kind = 'state', name = ? WHERE id = ?")?
                .execute(params![p.name, c.found.own])?;
        }
        Ok(c.found)
    }

    /// The state of a country, also where no report has named it yet.
    fn state_of(&self, country: &str) -> Result<i64, Error> {
        let key = format!("s:{country}");
        if let Some(c) = self.by_key(&key)?.first() {
            return Ok(c.found.party);
        }
        self.tx
            .prepare_cached(
                "INSERT INTO party(kind, name, country, sector, reports) VALUES('government', ?1, ?1, 'GOV', 0)",
            )?
            .execute([country])?;
        let id = self.tx.last_insert_rowid();
        self.tx.prepare_cached("UPDATE party SET side = id WHERE id = ?")?.execute([id])?;
        self.name(&key, id, country)?;
        self.name(&format!("n:{}", country.to_lowercase()), id, country)?;
        Ok(id)
    }

    fn group(&self, p: &Party) -> Result<Found, Error> {
        if let Some(c) = self.known(p)?.into_iter().find(|c| c.kind != "person") {
            return Ok(c.found);
        }
        let all: Vec<&str> = [p.name.as_str()].into_iter().chain(p.aliases.iter().map(String::as_str)).collect();
        let keys = group_keys(&self.context, p);
        let country = p.country.map(|c| c.to_string());
        for key in &keys {
            let fits = |c: &Candidate| {
                let compatible = country.is_none() || c.country.is_none() || country == c.country;
                let acronyms = !key.starts_with("a:") || names::is_acronym(&p.name) || names::is_acronym(&c.name);
                class(p.kind.as_str()) == class(&c.kind) && compatible && acronyms && !differ(&p.known_as, &c.known_as)
            };
            if let Some(c) = self.by_key(key)?.into_iter().find(fits) {
                for (key, name) in keys.iter().zip(all.iter().chain(std::iter::repeat(&p.name.as_str()))) {
                    self.name(key, c.found.own, name)?;
                }
                return Ok(c.found);
            }
        }
        let id = self.insert(p.kind.as_str(), &p.name, p)?;
        for (key, name) in keys.iter().zip(all.iter().chain(std::iter::repeat(&p.name.as_str()))) {
            self.name(key, id, name)?;
        }
        Ok(Found::new(id))
    }

    fn person(&mut self, p: &Party) -> Result<Found, Error> {
        let known = self.known(p)?.into_iter().find(|c| c.kind == "person" && !self.taken.contains(&c.found.own));
        let found = match known {
            Some(c) => c.found,
            None => self.person_named(p)?,
        };
        self.taken.insert(found.own);
        self.named(p, found.own)?;
        Ok(found)
    }

    fn person_named(&self, p: &Party) -> Result<Found, Error> {
        let parts = names::skeletons(&p.name);
        let mut candidates = self.by_key(&format!("f:{}", parts.join(" ")))?;
        if let (true, Some(last)) = (candidates.is_empty(), parts.last()) {
            candidates = self.by_key(&format!("p:{last}"))?;
        }
        let mut fit: Vec<(Agreement, u32, Found)> = (candidates.into_iter())
            .filter(|c| c.kind == "person" && !self.taken.contains(&c.found.own))
            .filter_map(|c| self.same_person(p, &parts, &c).map(|a| (a, c.reports, c.found)))
            .collect();
        // Of two that the user told apart, the one in more reports is meant where nothing else tells.
        fit.sort_by_key(|(a, reports, _)| std::cmp::Reverse((*a, *reports)));
        let one = |fit: &[(Agreement, u32, Found)]| fit.iter().all(|(_, _, f)| f.party == fit[0].2.party);
        Ok(match fit.as_slice() {
            [] => Found::new(self.insert("person", &p.name, p)?),
            // A family name that several people bear names none of them.
            [(Agreement::Family, ..), _, ..] if !one(&fit) => Found::new(self.insert("person", &p.name, p)?),
            [(_, _, found), ..] => *found,
        })
    }

    /// Whether the names agree and nothing else speaks against it.
    fn same_person(&self, p: &Party, parts: &[String], c: &Candidate) -> Option<Agreement> {
        let agreement = names::people(parts, &names::skeletons(&c.name));
        if agreement == Agreement::None || differ(&p.known_as, &c.known_as) {
            return None;
        }
        let country = p.country.map(|c| c.to_string());
        let both = country.is_some() && country == c.country;
        if differ(&country, &c.country) {
            return None;
        }
        let apart = match (self.day, c.last) {
            (Some(day), Some(last)) => (day - last).abs(),
            _ => 0,
        };
        let rebels = |sector: &str| sector.split(' ').any(|s| matches!(s, "REB" | "OPP" | "CRM"));
        let sector = p.sector.join(" ");
        let against = !sector.is_empty() && !c.sector.is_empty() && rebels(&sector) != rebels(&c.sector);
        let fits = match agreement {
            Agreement::Full => apart <= LIFE_DAYS && !against && (both || country.is_none() || c.country.is_none()),
            Agreement::Part => apart <= LIFE_DAYS && !against && both,
            _ => apart <= FAMILY_DAYS && !against && both,
        };
        fits.then_some(agreement)
    }

    /// Notes the names of a person, and keeps the fullest as the name.
    fn named(&self, p: &Party, id: i64) -> Result<(), Error> {
        for (key, name) in person_keys(p) {
            self.name(&key, id, name)?;
        }
        self.tx
            .prepare_cached(
                "UPDATE party SET name = ?1 WHERE id = ?2 AND length(?1) > length(name) AND instr(name, ' ') = 0",
            )?
            .execute(params![p.name, id])?;
        Ok(())
    }

    /// The party that this one acts for: the group of its title, else its country's state, else itself.
    fn side(&self, p: &Party, party: i64) -> Result<i64, Error> {
        let of_group = p.roles.iter().filter_map(|r| r.of).find_map(|of| {
            let group = self.record.parties.iter().find(|o| o.id == of)?;
            let acts = !matches!(group.kind, PartyKind::Person | PartyKind::Office | PartyKind::People);
            (acts && group.country.is_none_or(|_| !is_local(group.kind)))
                .then(|| self.ties.get(&of).map(|t| t.side))
                .flatten()
        });
        let own = p.sector.iter().any(|s| matches!(s.as_str(), "REB" | "OPP" | "CRM" | "MED" | "BUS" | "NGO" | "CVL"));
        let side = match (p.kind, of_group, p.country) {
            (PartyKind::Person | PartyKind::Office, Some(side), _) => side,
            (
                PartyKind::Person | PartyKind::Office | PartyKind::Government | PartyKind::Military | PartyKind::Court,
                None,
                Some(c),
            ) if !own => self.state_of(c.as_str())?,
            _ => {
                let kept: Option<i64> =
                    self.tx.prepare_cached("SELECT side FROM party WHERE id = ?")?.query_row([party], |r| r.get(0))?;
                kept.unwrap_or(party)
            }
        };
        self.tx
            .prepare_cached("UPDATE party SET side = ?1 WHERE id = ?2 AND (side IS NULL OR side != ?1)")?
            .execute([side, party])?;
        Ok(side)
    }

    /// Writes down that the report mentions the party, under which names and in which roles.
    fn note(&mut self, p: &Party, found: Found) -> Result<(), Error> {
        if self.counted.insert(found.party) {
            self.tx
                .prepare_cached(
                    "UPDATE party SET reports = reports + 1, first = min(ifnull(first, ?1), ifnull(?1, first)),
                       last = max(ifnull(last, ?1), ifnull(?1, last)), country = ifnull(country, ?3),
                       known_as = ifnull(known_as, ?4), sector = iif(sector = '', ?5, sector) WHERE id = ?2",
                )?
                .execute(params![
                    self.day,
                    found.party,
                    p.country.map(|c| c.to_string()),
                    p.known_as,
                    p.sector.join(" ")
                ])?;
        }
        for name in [&p.name].into_iter().chain(&p.aliases) {
            self.name(&format!("n:{}", names::key(name)), found.own, name)?;
        }
        let mut role = self.tx.prepare_cached(
            "INSERT INTO party_role VALUES(?1, ?2, ?3, ?4, ?4) ON CONFLICT DO UPDATE SET
               first = min(ifnull(first, ?4), ifnull(?4, first)), last = max(ifnull(last, ?4), ifnull(?4, last))
               WHERE ?4 IS NOT NULL AND (first IS NULL OR ?4 < first OR ?4 > last)",
        )?;
        for r in &p.roles {
            role.execute(params![found.own, r.title, r.of_name.as_deref().unwrap_or(""), self.day])?;
        }
        Ok(())
    }

    fn name(&self, key: &str, party: i64, name: &str) -> Result<(), Error> {
        self.tx
            .prepare_cached("INSERT OR IGNORE INTO party_name(key, party, name) VALUES(?, ?, ?)")?
            .execute(params![key, party, name])?;
        Ok(())
    }

    fn insert(&self, kind: &str, name: &str, p: &Party) -> Result<i64, Error> {
        self.tx
            .prepare_cached("INSERT INTO party(kind, name, country, known_as, sector, first, last, reports) VALUES(?, ?, ?, ?, ?, ?6, ?6, 0)")?
            .execute(params![kind, name, p.country.map(|c| c.to_string()), p.known_as, p.sector.join(" "), self.day])?;
        Ok(self.tx.last_insert_rowid())
    }

    fn known(&self, p: &Party) -> Result<Vec<Candidate>, Error> {
        match &p.known_as {
            Some(known) => self.candidates(
                "SELECT p.id, p.kind, p.name, p.country, p.known_as, p.sector, ifnull(o.last, p.last), p.into_party, ifnull(o.reports, p.reports)
                 FROM party p LEFT JOIN party o ON o.id = p.into_party WHERE p.known_as = ?1 LIMIT ?2",
                known,
            ),
            None => Ok(vec![]),
        }
    }

    /// Parties of a key, those seen last first.
    fn by_key(&self, key: &str) -> Result<Vec<Candidate>, Error> {
        self.candidates(
            "SELECT p.id, p.kind, p.name, p.country, p.known_as, p.sector, ifnull(o.last, p.last), p.into_party, ifnull(o.reports, p.reports)
             FROM party_name n JOIN party p ON p.id = n.party LEFT JOIN party o ON o.id = p.into_party WHERE n.key = ?1 ORDER BY n.party DESC LIMIT ?2",
            key,
        )
    }

    fn candidates(&self, sql: &str, key: &str) -> Result<Vec<Candidate>, Error> {
        let mut find = self.tx.prepare_cached(sql)?;
        let rows = find.query_map(params![key, WEIGHED as i64], |r| {
            let own = r.get(0)?;
            Ok(Candidate {
                found: Found { own, party: r.get::<_, Option<i64>>(7)?.unwrap_or(own) },
                kind: r.get(1)?,
                name: r.get(2)?,
                country: r.get(3)?,
                known_as: r.get(4)?,
                sector: r.get(5)?,
                last: r.get(6)?,
                reports: r.get(8)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Writes down which parties a report mentions, and which parts they have in what it says.
pub fn appear(tx: &Transaction<'_>, report: i64, ties: &Ties, features: &[Features]) -> Result<(), Error> {
    let mut roles: HashMap<i64, u16> = HashMap::new();
    for (role, party) in features.iter().flat_map(|f| &f.parts) {
        *roles.entry(*party).or_default() |= features::bit(role);
    }
    let mut put =
        tx.prepare_cached("INSERT INTO appearance(report, no, party, roles, read_as) VALUES(?, ?, ?, ?, ?)")?;
    let mut order: Vec<(&PartyId, &Tie)> = ties.iter().collect();
    order.sort_by_key(|(no, _)| no.0);
    for (no, tie) in order {
        let roles = roles.get(&tie.party).copied().unwrap_or_default();
        put.execute(params![report, no.0, tie.party, roles, tie.read_as])?;
    }
    Ok(())
}

/// Kinds of which every country has its own under the same name.
fn is_local(kind: PartyKind) -> bool {
    use PartyKind::*;
    matches!(kind, Government | Military | Court | Office | People)
}

/// Kinds that reports use for the same group.
fn class(kind: &str) -> &str {
    match kind {
        "armed_group" | "party" | "igo" | "ngo" | "media" | "company" => "group",
        kind => kind,
    }
}

fn differ(a: &Option<String>, b: &Option<String>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}
