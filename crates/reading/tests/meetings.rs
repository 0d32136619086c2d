//! The meetings of `tests/suite/meetings`, a line an entry: status, sides, people, hosts, mediators, form, number, when,
//! how long, where, about what, what came of it, and the words.

mod suite;

use std::fmt::Write;

use rapporteur_record::{Meeting, PartyId, Record};

fn names(record: &Record, ids: &[PartyId]) -> String {
    let name = |id: &PartyId| record.parties.iter().find(|p| p.id == *id).map_or("?", |p| p.name.as_str());
    ids.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn line(record: &Record, m: &Meeting) -> String {
    let mut out = format!("{}: {}", m.status, names(record, &m.parties));
    for (what, ids) in [("people", &m.participants), ("hosts", &m.hosts), ("mediators", &m.mediators)] {
        if !ids.is_empty() {
            write!(out, "; {what} {}", names(record, ids)).unwrap();
        }
    }
    m.format.iter().for_each(|f| write!(out, " [{f}]").unwrap());
    m.round.iter().for_each(|n| write!(out, " round {n}").unwrap());
    m.day.iter().for_each(|n| write!(out, " day {n}").unwrap());
    m.when.iter().for_each(|w| write!(out, " @ {w}").unwrap());
    m.duration.iter().for_each(|d| write!(out, " for {d}").unwrap());
    let place = m.place.and_then(|id| record.places.iter().find(|p| p.id == id));
    place.iter().for_each(|p| write!(out, " in {}", p.name).unwrap());
    m.topics.iter().for_each(|t| write!(out, " on {t}").unwrap());
    m.outcome.iter().for_each(|o| write!(out, " = {}", o.evidence.exact()).unwrap());
    write!(out, " | {}", m.evidence.exact()).unwrap();
    m.mentions.iter().for_each(|e| write!(out, " · {}", e.exact()).unwrap());
    out
}

#[test]
fn the_suite_reads_as_written_down() {
    suite::check("meetings", |record, _| record.meetings.iter().map(|m| line(record, m)).collect());
}
