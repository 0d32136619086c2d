//! A gold annotation as the record that would be right: the archive is tested and measured without waiting for reading.

use std::collections::HashMap;
use std::path::Path;

use rapporteur_record::*;
use rapporteur_world::{Thing, World};
use serde::Deserialize;

/// A report of the corpus with its annotation.
#[derive(Debug, Clone)]
pub struct Gold {
    /// The record.
    pub record: Record,
    /// Which talks it belongs to.
    pub process: Option<String>,
    /// Which story it tells.
    pub story: Option<String>,
    /// Reports that it contradicts, and in what.
    pub contradicts: Vec<(String, String)>,
}

/// All reports of a folder, in the order of their names.
pub fn folder(path: &Path) -> Vec<Gold> {
    let mut files: Vec<_> = std::fs::read_dir(path)
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()))
        .filter_map(|f| Some(f.ok()?.path()))
        .filter(|p| p.to_string_lossy().ends_with(".gold.json"))
        .collect();
    files.sort();
    files.iter().map(|f| report(f)).collect()
}

/// One report.
pub fn report(gold: &Path) -> Gold {
    let read = |p: &Path| std::fs::read_to_string(p).unwrap_or_else(|e| panic!("{}: {e}", p.display()));
    let text = read(&gold.with_extension("").with_extension("txt"));
    let file: File = serde_json::from_str(&read(gold)).unwrap_or_else(|e| panic!("{}: {e}", gold.display()));
    convert(file, text)
}

#[derive(Deserialize)]
struct File {
    id: String,
    published: String,
    title: Option<String>,
    publisher: Option<String>,
    process: Option<String>,
    story: Option<String>,
    #[serde(default)]
    contradicts: Vec<With>,
    #[serde(default)]
    people: Vec<Named>,
    #[serde(default)]
    places: Vec<Named>,
    /// Pairs of reports have no entries: theirs are read.
    #[serde(default)]
    statements: Vec<Said>,
    #[serde(default)]
    meetings: Vec<Met>,
    #[serde(default)]
    instruments: Vec<Tabled>,
    #[serde(default)]
    positions: Vec<Stood>,
    #[serde(default)]
    events: Vec<Done>,
    #[serde(default)]
    control: Vec<Held>,
}
#[derive(Deserialize)]
struct With {
    with: String,
    what: String,
}
#[derive(Deserialize)]
struct Named {
    name: String,
    role: Option<String>,
    country: Option<String>,
}
#[derive(Deserialize)]
struct Said {
    source: String,
    cue: Option<String>,
    content: Vec<String>,
    how: How,
    speakers: Vec<String>,
    #[serde(default)]
    speaker_countries: Vec<Option<String>>,
    said_on: Option<String>,
}
#[derive(Deserialize)]
struct Met {
    evidence: String,
    parties: Vec<String>,
    participants: Vec<String>,
    when: Option<String>,
    #[serde(rename = "where")]
    place: Option<String>,
    status: Status,
    day_or_round: Option<u32>,
}
#[derive(Deserialize)]
struct Tabled {
    evidence: String,
    name: String,
    kind: InstrumentKind,
    authors: Vec<String>,
    history: Vec<Step>,
}
#[derive(Deserialize)]
struct Stood {
    evidence: String,
    party: String,
    issue: Issue,
    stance: Stance,
    toward: Vec<String>,
}
#[derive(Deserialize)]
struct Done {
    evidence: String,
    trigger: String,
    #[serde(rename = "type")]
    kind: EventType,
    mode: Option<String>,
    actors: Vec<String>,
    recipients: Vec<String>,
    when: Option<String>,
    #[serde(rename = "where")]
    place: Option<String>,
    status: Status,
}
#[derive(Deserialize)]
struct Held {
    evidence: String,
    holder: String,
    territory: String,
    change: ControlChange,
    when: Option<String>,
}

const MADE_BY: &str = "gold";
/// The gold names no kind of party: it is what the shipped tables know the name as, people apart, which stand by themselves.
fn kind_of(name: &str) -> PartyKind {
    let world = World::shipped();
    let mut known = world.things(name).iter().filter_map(|thing| match thing {
        Thing::Known(id) => Some(world.known(*id).kind),
        _ => None,
    });
    let otherwise = || {
        let is_office = OFFICES.iter().any(|o| name.to_lowercase().contains(o));
        let is_short = name.chars().all(|c| c.is_uppercase() || c == ' ');
        if is_short {
            PartyKind::Igo
        } else if is_office {
            PartyKind::Office
        } else {
            PartyKind::ArmedGroup
        }
    };
    known.find(|kind| *kind != PartyKind::Person).unwrap_or_else(otherwise)
}

/// Where the tables do not know a name: these are holders of an office, other unnamed ones are groups.
const OFFICES: [&str; 10] =
    ["official", "spokes", "source", "diplomat", "minister", "envoy", "leader", "aide", "adviser", "ambassador"];

struct Converter {
    record: Record,
    parties: HashMap<String, PartyId>,
    places: HashMap<String, PlaceId>,
}

impl Converter {
    fn evidence(&self, words: &str) -> Evidence {
        self.evidence_after(words, 0)
    }

    fn evidence_after(&self, words: &str, from: usize) -> Evidence {
        let text = &self.record.report.text;
        let at = text[from..].find(words).map(|i| i + from).or_else(|| text.find(words));
        let at = at.unwrap_or_else(|| panic!("{}: {words:?} is not in the text", self.record.report.id));
        text.evidence(at..at + words.len())
    }

    /// A party by its name or country; evidence of the entry stands in where the text does not have the name.
    fn party(&mut self, name: &str, country: Option<Country>, at: &Evidence) -> PartyId {
        if let Some(id) = self.parties.get(name) {
            return *id;
        }
        let id = PartyId(self.record.parties.len() as u32 + 1);
        let code: Option<Country> = name.parse().ok().filter(|_| name.len() == 3);
        let kind = if code.is_some() { PartyKind::State } else { kind_of(name) };
        let sector = match kind {
            PartyKind::ArmedGroup => "REB",
            PartyKind::Igo => "IGO",
            _ => "GOV",
        };
        let shown = code.and_then(|c| self.country_name(c)).unwrap_or_else(|| name.to_string());
        let mention = if self.record.report.text.contains(&shown) { self.evidence(&shown) } else { at.clone() };
        let party = Party {
            id,
            name: shown,
            aliases: vec![],
            kind,
            country: code.or(country),
            sector: vec![sector.into()],
            roles: vec![],
            mentions: vec![mention],
            known_as: None,
            made_by: MADE_BY.into(),
        };
        self.record.parties.push(party);
        self.parties.insert(name.into(), id);
        id
    }

    fn country_name(&self, code: Country) -> Option<String> {
        let is_country = |name: &str| {
            rapporteur_world::places(&name.to_lowercase())
                .any(|p| p.kind == rapporteur_world::Kind::Country && p.country == Some(code))
        };
        self.record.places.iter().map(|p| p.name.clone()).find(|n| is_country(n))
    }

    fn all(&mut self, names: &[String], at: &Evidence) -> Vec<PartyId> {
        let mut out: Vec<PartyId> = vec![];
        for name in names {
            let id = self.party(name, None, at);
            if !out.contains(&id) {
                out.push(id);
            }
        }
        out
    }

    fn place(&mut self, name: &Option<String>, country: Option<Country>) -> Option<PlaceId> {
        let name = name.as_ref()?;
        if let Some(id) = self.places.get(name) {
            return Some(*id);
        }
        let known = rapporteur_world::places(&name.to_lowercase())
            .filter(|p| country.is_none() || p.country == country)
            .max_by_key(|p| p.population);
        let id = PlaceId(self.record.places.len() as u32 + 1);
        let mentions = if self.record.report.text.contains(name) { vec![self.evidence(name)] } else { vec![] };
        self.record.places.push(Place {
            id,
            name: name.clone(),
            country: country.or(known.as_ref().and_then(|k| k.country)),
            geonames: known.as_ref().and_then(|k| k.geonames),
            lat: known.as_ref().map(|k| k.lat),
            lon: known.as_ref().map(|k| k.lon),
            score: None,
            alternatives: vec![],
            mentions,
            made_by: MADE_BY.into(),
        });
        self.places.insert(name.clone(), id);
        Some(id)
    }

    fn person(&mut self, p: &Named) {
        let text = &self.record.report.text;
        let family = p.name.rsplit(' ').next().unwrap_or(&p.name);
        let Some(at) = [p.name.as_str(), family].iter().find(|n| text.contains(**n)).map(|n| self.evidence(n)) else {
            return;
        };
        let id = self.party(&p.name, None, &at);
        let party = &mut self.record.parties[id.0 as usize - 1];
        party.kind = PartyKind::Person;
        party.country = p.country.as_ref().and_then(|c| c.parse().ok());
        party.sector = party.country.iter().map(|_| "GOV".to_string()).collect();
        let role =
            |title: &String| Role { title: title.clone(), of: None, of_name: None, since: None, evidence: at.clone() };
        party.roles = p.role.iter().map(role).collect();
    }

    /// The report, or the statements whose content the evidence stands in.
    fn vouched(&self, e: &Evidence) -> Vec<Voucher> {
        let inside = |c: &Evidence| c.start() <= e.start() && e.end() <= c.end();
        let of: Vec<Voucher> = (self.record.statements.iter())
            .filter(|s| s.content.iter().any(inside))
            .map(|s| Voucher::Statement(s.id))
            .collect();
        if of.is_empty() { vec![Voucher::Report] } else { of }
    }
}

fn convert(file: File, text: String) -> Gold {
    let report = Report {
        id: file.id,
        title: file.title,
        publisher: file.publisher,
        published: Some(file.published),
        language: Some("en".into()),
        text: Text::new(text),
        ..Report::default()
    };
    let mut c = Converter { record: Record::new(report), parties: HashMap::new(), places: HashMap::new() };
    c.record.made_with = MADE_BY.into();
    for p in &file.places {
        c.place(&Some(p.name.clone()), p.country.as_ref().and_then(|c| c.parse().ok()));
    }
    file.people.iter().for_each(|p| c.person(p));
    file.statements.iter().for_each(|s| statement(&mut c, s));
    file.meetings.iter().for_each(|m| meeting(&mut c, m));
    file.instruments.iter().for_each(|i| instrument(&mut c, i));
    file.positions.iter().for_each(|p| position(&mut c, p));
    file.events.iter().for_each(|e| event(&mut c, e));
    file.control.iter().for_each(|h| control(&mut c, h));
    Gold {
        record: c.record,
        process: file.process,
        story: file.story,
        contradicts: file.contradicts.into_iter().map(|w| (w.with, w.what)).collect(),
    }
}

fn statement(c: &mut Converter, s: &Said) {
    let source = c.evidence(&s.source);
    let content: Vec<Evidence> = s.content.iter().map(|w| c.evidence(w)).collect();
    let country = match s.speaker_countries.as_slice() {
        [Some(one)] => one.parse().ok(),
        _ => None,
    };
    let mut speakers = vec![];
    for name in &s.speakers {
        speakers.push(c.party(name, country, &source));
    }
    c.record.statements.push(Statement {
        id: StatementId(c.record.statements.len() as u32 + 1),
        speakers,
        source: Some(source),
        cue: s.cue.as_ref().map(|w| c.evidence(w)),
        content,
        how: s.how,
        addressee: None,
        addressee_party: None,
        said_on: s.said_on.clone(),
        vouched_by: vec![Voucher::Report],
        made_by: MADE_BY.into(),
    });
}

fn meeting(c: &mut Converter, m: &Met) {
    let evidence = c.evidence(&m.evidence);
    let (parties, participants) = (c.all(&m.parties, &evidence), c.all(&m.participants, &evidence));
    let meeting = Meeting {
        id: MeetingId(c.record.meetings.len() as u32 + 1),
        mentions: vec![],
        parties,
        participants,
        hosts: vec![],
        mediators: vec![],
        format: None,
        round: None,
        day: m.day_or_round,
        when: m.when.clone(),
        place: c.place(&m.place, None),
        duration: None,
        topics: vec![],
        outcome: None,
        status: m.status,
        vouched_by: c.vouched(&evidence),
        evidence,
        made_by: MADE_BY.into(),
    };
    c.record.meetings.push(meeting);
}

fn instrument(c: &mut Converter, i: &Tabled) {
    let evidence = c.evidence(&i.evidence);
    let vouched_by = c.vouched(&evidence);
    let authors = c.all(&i.authors, &evidence);
    let points = i.name.split(|c: char| !c.is_ascii_digit()).find(|n| !n.is_empty()).and_then(|n| n.parse().ok());
    let step =
        |s: &Step| HistoryStep { step: *s, when: None, evidence: evidence.clone(), vouched_by: vouched_by.clone() };
    c.record.instruments.push(Instrument {
        id: InstrumentId(c.record.instruments.len() as u32 + 1),
        name: i.name.clone(),
        kind: i.kind,
        mentions: vec![],
        authors,
        parties: vec![],
        points,
        history: i.history.iter().map(step).collect(),
        vouched_by: vouched_by.clone(),
        evidence: evidence.clone(),
        made_by: MADE_BY.into(),
    });
}

fn position(c: &mut Converter, p: &Stood) {
    let evidence = c.evidence(&p.evidence);
    let position = Position {
        id: PositionId(c.record.positions.len() as u32 + 1),
        party: c.party(&p.party, None, &evidence),
        issue: p.issue,
        stance: p.stance,
        toward: c.all(&p.toward, &evidence),
        when: None,
        vouched_by: c.vouched(&evidence),
        evidence,
        made_by: MADE_BY.into(),
    };
    c.record.positions.push(position);
}

fn event(c: &mut Converter, e: &Done) {
    let evidence = c.evidence(&e.evidence);
    let from = c.record.report.text.find(&e.evidence).unwrap_or(0);
    let event = Event {
        id: EventId(c.record.events.len() as u32 + 1),
        kind: e.kind,
        mode: e.mode.clone(),
        contexts: vec![],
        trigger: c.evidence_after(&e.trigger, from),
        actors: c.all(&e.actors, &evidence),
        recipients: c.all(&e.recipients, &evidence),
        when: e.when.clone(),
        place: c.place(&e.place, None),
        status: e.status,
        vouched_by: c.vouched(&evidence),
        evidence,
        made_by: MADE_BY.into(),
    };
    c.record.events.push(event);
}

fn control(c: &mut Converter, h: &Held) {
    let evidence = c.evidence(&h.evidence);
    let control = Control {
        id: ControlId(c.record.control.len() as u32 + 1),
        holder: c.party(&h.holder, None, &evidence),
        territory: h.territory.clone(),
        place: None,
        extent: None,
        change: h.change,
        when: h.when.clone(),
        status: Status::Ongoing,
        vouched_by: c.vouched(&evidence),
        evidence,
        made_by: MADE_BY.into(),
    };
    c.record.control.push(control);
}
