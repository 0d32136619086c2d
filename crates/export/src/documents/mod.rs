//! Records in layouts of text that other programs read.

mod coded;
mod countries;
mod gdelt;
mod icews;
mod jsonld;
mod money;
mod polecat;
mod timeml;

use rapporteur_record::{Event, Party, PartyId, Place, Record};

use crate::Ties;

/// The layouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// One graph of schema.org, PROV-O and Web Annotation.
    JsonLd,
    /// FollowTheMoney entities, one a line.
    FollowTheMoney,
    /// POLECAT's columns.
    Polecat,
    /// ICEWS's columns.
    Icews,
    /// The columns of GDELT 2.0's events table, without a line of names, as GDELT has it.
    Gdelt,
    /// PLOVER in JSON, an event a line.
    Plover,
    /// CAMEO codes: date, source, target, code, quad class, score, text.
    Cameo,
    /// TimeML, a document a report.
    TimeMl,
}

impl Document {
    /// All of them.
    pub const ALL: [Document; 8] = [
        Document::JsonLd,
        Document::FollowTheMoney,
        Document::Polecat,
        Document::Icews,
        Document::Gdelt,
        Document::Plover,
        Document::Cameo,
        Document::TimeMl,
    ];

    /// The name of a file that holds all reports.
    pub fn file(self) -> &'static str {
        match self {
            Document::JsonLd => "records.jsonld",
            Document::FollowTheMoney => "entities.ftm.json",
            Document::Polecat => "events.polecat.txt",
            Document::Icews => "events.icews.tab",
            Document::Gdelt => "events.export.CSV",
            Document::Plover => "events.plover.jsonl",
            Document::Cameo => "events.cameo.tsv",
            Document::TimeMl => "reports.tml",
        }
    }

    /// What stands before the first report.
    pub fn head(self) -> String {
        match self {
            Document::JsonLd => jsonld::head(),
            Document::Polecat => line(polecat::COLUMNS),
            Document::Icews => line(icews::COLUMNS),
            _ => String::new(),
        }
    }

    /// What stands between two reports.
    pub fn between(self) -> &'static str {
        if self == Document::JsonLd { ",\n" } else { "" }
    }

    /// What stands after the last report.
    pub fn tail(self) -> &'static str {
        if self == Document::JsonLd { jsonld::TAIL } else { "" }
    }

    /// A report.
    pub fn report(self, record: &Record, ties: &Ties) -> String {
        match self {
            Document::JsonLd => jsonld::graph(record),
            Document::FollowTheMoney => money::entities(record, ties),
            Document::Polecat => polecat::lines(record),
            Document::Icews => icews::lines(record, ties),
            Document::Gdelt => gdelt::lines(record),
            Document::Plover => coded::plover(record),
            Document::Cameo => coded::cameo(record),
            Document::TimeMl => timeml::document(record),
        }
    }

    /// The columns of a layout that has some.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Document::Polecat => polecat::COLUMNS,
            Document::Icews => icews::COLUMNS,
            Document::Gdelt => gdelt::COLUMNS,
            _ => &[],
        }
    }
}

/// Fields with a tab between, as a line. White space within a field is a space.
fn line<S: AsRef<str>>(fields: &[S]) -> String {
    let mut out = String::new();
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            out.push('\t');
        }
        let mut words = field.as_ref().split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty());
        if let Some(first) = words.next() {
            out.push_str(first);
        }
        for word in words {
            out.push(' ');
            out.push_str(word);
        }
    }
    out.push('\n');
    out
}

fn party(record: &Record, id: PartyId) -> Option<&Party> {
    record.parties.iter().find(|p| p.id == id)
}

fn parties<'r>(record: &'r Record, ids: &[PartyId]) -> Vec<&'r Party> {
    ids.iter().filter_map(|id| party(record, *id)).collect()
}

fn place_of<'r>(record: &'r Record, e: &Event) -> Option<&'r Place> {
    e.place.and_then(|id| record.places.iter().find(|p| p.id == id))
}

/// Who did it to whom; of a mutual act, each to each. Where a side is not told, it is none.
fn dyads<'r>(record: &'r Record, e: &Event) -> Vec<(Option<&'r Party>, Option<&'r Party>)> {
    let side = |ids: &[PartyId]| -> Vec<Option<&'r Party>> {
        let told: Vec<_> = parties(record, ids).into_iter().map(Some).collect();
        if told.is_empty() { vec![None] } else { told }
    };
    let (actors, recipients) = (side(&e.actors), side(&e.recipients));
    if e.recipients.is_empty() && actors.len() > 1 {
        let others = |i: usize| actors.iter().enumerate().filter(move |(j, _)| *j != i).map(|(_, b)| *b);
        return (actors.iter().enumerate()).flat_map(|(i, a)| others(i).map(move |b| (*a, b))).collect();
    }
    actors.iter().flat_map(|a| recipients.iter().map(move |b| (*a, *b))).collect()
}

/// The day of an EDTF value, where it says one: 2025-12-05.
fn day(value: Option<&String>) -> Option<String> {
    value.and_then(|v| rapporteur_archive::edtf::day(v)).map(rapporteur_archive::edtf::text)
}

/// What is not blank, as text.
fn shown<T: ToString>(value: Option<T>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}
