//! The record of one report, and whether it holds together.

use std::{borrow::Cow, collections::HashSet, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::*;

/// The version of the JSON.
pub const SCHEMA: &str = "rapporteur.record/1";

/// What `rapporteur` writes down about one report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: Cow<'static, str>,
    /// Versions of program, model and lexicon.
    #[serde(default)]
    pub made_with: String,
    /// The report.
    pub report: Report,
    /// Who.
    pub parties: Vec<Party>,
    /// Where.
    pub places: Vec<Place>,
    /// When.
    pub times: Vec<Time>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who met whom.
    pub meetings: Vec<Meeting>,
    /// What is on the table.
    pub instruments: Vec<Instrument>,
    /// Where a party stands.
    pub positions: Vec<Position>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// Who holds what.
    pub control: Vec<Control>,
}

/// Why a record does not hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit(pub String);

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for Misfit {}

impl Record {
    /// An empty record of a report.
    pub fn new(report: Report) -> Self {
        Record {
            schema: SCHEMA.into(),
            made_with: String::new(),
            report,
            parties: vec![],
            places: vec![],
            times: vec![],
            statements: vec![],
            meetings: vec![],
            instruments: vec![],
            positions: vec![],
            events: vec![],
            control: vec![],
        }
    }

    /// Every evidence of the record, with the id of the entry that rests on it.
    pub fn evidence(&self) -> Vec<(String, &Evidence)> {
        let mut out: Vec<(String, &Evidence)> = vec![];
        for p in &self.parties {
            let id = p.id.to_string();
            out.extend(p.mentions.iter().chain(p.roles.iter().map(|r| &r.evidence)).map(|e| (id.clone(), e)));
        }
        for p in &self.places {
            out.extend(p.mentions.iter().map(|e| (p.id.to_string(), e)));
        }
        for t in &self.times {
            out.push((t.id.to_string(), &t.evidence));
        }
        for s in &self.statements {
            let id = s.id.to_string();
            let single = [&s.source, &s.cue, &s.addressee];
            out.extend(s.content.iter().chain(single.into_iter().flatten()).map(|e| (id.clone(), e)));
        }
        for m in &self.meetings {
            let outcome = m.outcome.iter().map(|o| &o.evidence);
            out.extend([&m.evidence].into_iter().chain(&m.mentions).chain(outcome).map(|e| (m.id.to_string(), e)));
        }
        for i in &self.instruments {
            let steps = i.history.iter().map(|h| &h.evidence);
            out.extend([&i.evidence].into_iter().chain(&i.mentions).chain(steps).map(|e| (i.id.to_string(), e)));
        }
        out.extend(self.positions.iter().map(|o| (o.id.to_string(), &o.evidence)));
        out.extend(self.events.iter().flat_map(|e| [&e.evidence, &e.trigger].map(|x| (e.id.to_string(), x))));
        out.extend(self.control.iter().map(|c| (c.id.to_string(), &c.evidence)));
        out
    }

    /// Every party that an entry points at, with the entry's id.
    pub fn party_references(&self) -> Vec<(String, PartyId)> {
        let mut out = vec![];
        let mut add = |id: String, parties: &[PartyId]| out.extend(parties.iter().map(|p| (id.clone(), *p)));
        for p in &self.parties {
            p.roles.iter().for_each(|r| add(p.id.to_string(), r.of.as_slice()));
        }
        for s in &self.statements {
            add(s.id.to_string(), &s.speakers);
            add(s.id.to_string(), s.addressee_party.as_slice());
        }
        for m in &self.meetings {
            [&m.parties, &m.participants, &m.hosts, &m.mediators].iter().for_each(|x| add(m.id.to_string(), x));
        }
        for i in &self.instruments {
            [&i.authors, &i.parties].iter().for_each(|x| add(i.id.to_string(), x));
        }
        for o in &self.positions {
            add(o.id.to_string(), &[o.party]);
            add(o.id.to_string(), &o.toward);
        }
        for e in &self.events {
            [&e.actors, &e.recipients].iter().for_each(|x| add(e.id.to_string(), x));
        }
        self.control.iter().for_each(|c| add(c.id.to_string(), &[c.holder]));
        out
    }

    /// Checks what the types cannot: that evidence is the text it claims, and that ids lead somewhere.
    pub fn check(&self) -> Result<(), Misfit> {
        let chars: Vec<char> = self.report.text.chars().collect();
        for (id, e) in self.evidence() {
            let there = chars.get(e.start()..e.end());
            if there.is_none_or(|t| !t.iter().copied().eq(e.exact().chars())) {
                return Err(Misfit(format!("{id}: {:?} does not stand at {}..{}", e.exact(), e.start(), e.end())));
            }
        }
        let known: HashSet<PartyId> = self.parties.iter().filter(|p| !p.mentions.is_empty()).map(|p| p.id).collect();
        for (id, party) in self.party_references() {
            if !known.contains(&party) {
                return Err(Misfit(format!("{id} points at {party}, which the report does not mention")));
            }
        }
        let places: HashSet<PlaceId> = self.places.iter().map(|p| p.id).collect();
        let used = (self.meetings.iter().filter_map(|m| m.place))
            .chain(self.events.iter().filter_map(|e| e.place))
            .chain(self.control.iter().filter_map(|c| c.place));
        match used.into_iter().find(|p| !places.contains(p)) {
            Some(p) => Err(Misfit(format!("an entry points at {p}, which is not a place of the record"))),
            None => Ok(()),
        }
    }
}
