//! What a record holds, entry by entry, as it stands beside the report's text.

use std::collections::{HashMap, HashSet};

use rapporteur_record::*;
use serde::Serialize;

/// A name with what it leads to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// The party's number in the archive.
    pub party: Option<i64>,
    /// Its name in the report.
    pub name: String,
}

/// Who vouches for an entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Vouched {
    /// The statement; none where the report says it in its own voice.
    pub statement: Option<String>,
    /// Who makes the statement.
    pub name: String,
}

/// Parties with one part in an entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct With {
    /// "between", "by", "toward", "hosted by".
    pub role: &'static str,
    /// Who.
    pub parties: Vec<Link>,
}

/// An entry of a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Noted {
    /// Its id in the record: `s1`.
    pub id: String,
    /// `statements`, `meetings`, `instruments`, `positions`, `events`, `control`.
    pub kind: &'static str,
    /// The entry of the archive that it is part of.
    pub entry: Option<i64>,
    /// What comes first: the cue, the PLOVER type, the issue and stance, the name.
    pub head: String,
    /// Who.
    pub with: Vec<With>,
    /// How real.
    pub status: Option<&'static str>,
    /// EDTF.
    pub when: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// More: format, round, outcome, steps.
    pub facts: Vec<String>,
    /// Who vouches for it.
    pub vouched: Vec<Vouched>,
    /// The words.
    pub words: String,
    /// Where the words stand, in code points.
    pub spans: Vec<(usize, usize)>,
    /// Whether a user marked it as read wrongly.
    pub wrong: bool,
    /// The lexicon entry or rule that made it.
    pub made_by: String,
}

impl Noted {
    /// In one line.
    pub fn what(&self) -> String {
        let with = |w: &With| format!("{} {}", w.role, names(&w.parties));
        let with: Vec<String> = self.with.iter().map(with).collect();
        format!("{} {}", self.head, with.join(" ")).trim().to_string()
    }
}

/// Names in a row.
pub fn names(links: &[Link]) -> String {
    links.iter().map(|l| l.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Someone whom a report speaks of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Who {
    /// The party's number in the archive.
    pub party: Option<i64>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// Of which country.
    pub country: Option<String>,
    /// Its titles.
    pub roles: Vec<String>,
    /// How often it is mentioned.
    pub mentions: usize,
}

/// The parties of a record, those spoken of most first.
pub fn people(record: &Record, linked: &HashMap<String, i64>) -> Vec<Who> {
    let who = |p: &Party| Who {
        party: linked.get(&p.id.to_string()).copied(),
        name: p.name.clone(),
        kind: p.kind.as_str(),
        country: p.country.map(|c| c.to_string()),
        roles: p.roles.iter().map(|r| r.title.clone()).collect(),
        mentions: p.mentions.len(),
    };
    let mut all: Vec<Who> = record.parties.iter().map(who).collect();
    all.sort_by_key(|w| std::cmp::Reverse(w.mentions));
    all
}

struct Ground<'a> {
    record: &'a Record,
    linked: &'a HashMap<String, i64>,
    wrong: &'a HashSet<String>,
    parties: HashMap<PartyId, &'a Party>,
}

/// The entries of a record, kind by kind, in the order of the text.
pub fn noted(record: &Record, linked: &HashMap<String, i64>, wrong: &HashSet<String>) -> Vec<Noted> {
    let g = Ground { record, linked, wrong, parties: record.parties.iter().map(|p| (p.id, p)).collect() };
    let mut all: Vec<Noted> = vec![];
    all.extend(record.statements.iter().map(|s| g.statement(s)));
    all.extend(record.meetings.iter().map(|m| g.meeting(m)));
    all.extend(record.instruments.iter().map(|i| g.instrument(i)));
    all.extend(record.positions.iter().map(|o| g.position(o)));
    all.extend(record.events.iter().map(|e| g.event(e)));
    all.extend(record.control.iter().map(|c| g.control(c)));
    all
}

fn span(e: &Evidence) -> (usize, usize) {
    (e.start(), e.end())
}

impl Ground<'_> {
    fn base(&self, id: String, kind: &'static str, evidence: &[&Evidence], by: &[Voucher], made_by: &str) -> Noted {
        Noted {
            entry: self.linked.get(&id).copied(),
            kind,
            head: String::new(),
            with: vec![],
            status: None,
            when: None,
            place: None,
            facts: vec![],
            vouched: by.iter().map(|v| self.voucher(v)).collect(),
            words: evidence.iter().map(|e| e.exact()).collect::<Vec<_>>().join(" … "),
            spans: evidence.iter().map(|e| span(e)).collect(),
            wrong: self.wrong.contains(&id),
            id,
            made_by: made_by.into(),
        }
    }

    fn links(&self, ids: &[PartyId]) -> Vec<Link> {
        let link = |id: &PartyId| Link {
            party: self.linked.get(&id.to_string()).copied(),
            name: self.parties.get(id).map_or_else(|| id.to_string(), |p| p.name.clone()),
        };
        ids.iter().map(link).collect()
    }

    fn with(&self, parts: &[(&'static str, &[PartyId])]) -> Vec<With> {
        let some = parts.iter().filter(|(_, ids)| !ids.is_empty());
        some.map(|(role, ids)| With { role, parties: self.links(ids) }).collect()
    }

    fn place(&self, id: Option<PlaceId>) -> Option<String> {
        id.and_then(|id| self.record.places.iter().find(|p| p.id == id)).map(|p| p.name.clone())
    }

    fn voucher(&self, v: &Voucher) -> Vouched {
        match v {
            Voucher::Report => Vouched { statement: None, name: "the report".into() },
            Voucher::Statement(id) => {
                let said = self.record.statements.iter().find(|s| s.id == *id);
                Vouched { statement: Some(id.to_string()), name: said.map_or_else(String::new, |s| self.speaker(s)) }
            }
        }
    }

    fn speaker(&self, s: &Statement) -> String {
        match (&s.speakers[..], &s.source) {
            ([], Some(source)) => source.exact().into(),
            ([], None) => "someone unnamed".into(),
            (ids, _) => names(&self.links(ids)),
        }
    }

    fn statement(&self, s: &Statement) -> Noted {
        let content: Vec<&Evidence> = s.content.iter().collect();
        let mut n = self.base(s.id.to_string(), "statements", &content, &s.vouched_by, &s.made_by);
        n.with = match s.speakers.is_empty() {
            true => vec![With { role: "", parties: vec![Link { party: None, name: self.speaker(s) }] }],
            false => self.with(&[("", &s.speakers)]),
        };
        n.head = s.cue.as_ref().map_or_else(|| "said".into(), |c| c.exact().to_string());
        n.facts.push(s.how.as_str().into());
        if let Some(to) = &s.addressee {
            n.facts.push(format!("to {}", to.exact()));
        }
        n.when = s.said_on.clone();
        n
    }

    fn meeting(&self, m: &Meeting) -> Noted {
        let mut evidence = vec![&m.evidence];
        evidence.extend(m.outcome.iter().map(|o| &o.evidence));
        let mut n = self.base(m.id.to_string(), "meetings", &evidence, &m.vouched_by, &m.made_by);
        n.words = m.evidence.exact().into();
        n.head = "Meeting".into();
        n.with = self.with(&[
            ("of", &m.parties),
            ("with", &m.participants),
            ("hosted by", &m.hosts),
            ("mediated by", &m.mediators),
        ]);
        (n.status, n.when, n.place) = (Some(m.status.as_str()), m.when.clone(), self.place(m.place));
        n.facts.extend(m.format.map(|f| f.as_str().replace('_', " ")));
        n.facts.extend(m.round.map(|r| format!("round {r}")));
        n.facts.extend(m.day.map(|d| format!("day {d}")));
        n.facts.extend(m.topics.iter().map(|t| t.as_str().replace('_', " ")));
        n.facts.extend(m.outcome.iter().map(|o| format!("outcome: {}", o.evidence.exact())));
        n
    }

    fn instrument(&self, i: &Instrument) -> Noted {
        let mut evidence = vec![&i.evidence];
        evidence.extend(i.history.iter().map(|h| &h.evidence));
        let mut n = self.base(i.id.to_string(), "instruments", &evidence, &i.vouched_by, &i.made_by);
        n.words = i.evidence.exact().into();
        n.head = i.name.clone();
        n.with = self.with(&[("by", &i.authors), ("between", &i.parties)]);
        n.facts.push(i.kind.as_str().into());
        n.facts.extend(i.history.iter().map(|h| {
            let when = h.when.as_deref().map_or_else(String::new, |w| format!(" {}", crate::show::day(w)));
            format!("{}{when}", h.step.as_str().replace('_', " "))
        }));
        n
    }

    fn position(&self, o: &Position) -> Noted {
        let mut n = self.base(o.id.to_string(), "positions", &[&o.evidence], &o.vouched_by, &o.made_by);
        n.head = format!("{}: {}", o.issue.as_str().replace('_', " "), o.stance);
        n.with = self.with(&[("", &[o.party]), ("toward", &o.toward)]);
        n.when = o.when.clone();
        n
    }

    fn event(&self, e: &Event) -> Noted {
        let mut n = self.base(e.id.to_string(), "events", &[&e.evidence], &e.vouched_by, &e.made_by);
        n.head = e.kind.as_str().into();
        n.with = self.with(&[("", &e.actors), ("→", &e.recipients)]);
        (n.status, n.when, n.place) = (Some(e.status.as_str()), e.when.clone(), self.place(e.place));
        n.facts.extend(e.mode.clone());
        n.facts.extend(e.contexts.iter().cloned());
        n
    }

    fn control(&self, c: &Control) -> Noted {
        let mut n = self.base(c.id.to_string(), "control", &[&c.evidence], &c.vouched_by, &c.made_by);
        n.head = format!("{} {}", c.change, c.territory);
        n.with = self.with(&[("", &[c.holder])]);
        (n.status, n.when, n.place) = (Some(c.status.as_str()), c.when.clone(), self.place(c.place));
        n.facts.extend(c.extent.clone());
        n
    }
}
