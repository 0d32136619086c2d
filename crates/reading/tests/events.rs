//! The events of `tests/suite/events`, a line an event: type, mode, actors > recipients, status, time and the words
//! that name it.

mod suite;

use rapporteur_record::{Event, PartyId, Record};

fn sides(record: &Record, ids: &[PartyId]) -> String {
    let name = |id: &PartyId| record.parties.iter().find(|p| p.id == *id).map(|p| p.name.clone()).unwrap_or_default();
    ids.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn line(record: &Record, e: &Event) -> String {
    let mode = e.mode.as_deref().map(|m| format!(" {m}")).unwrap_or_default();
    let when = e.when.as_deref().map(|w| format!(" {w}")).unwrap_or_default();
    let (actors, recipients) = (sides(record, &e.actors), sides(record, &e.recipients));
    format!("{}{mode} {actors} > {recipients} {}{when} | {}", e.kind, e.status, e.trigger.exact())
}

#[test]
fn the_suite_reads_as_written_down() {
    suite::check("events", |record, _| record.events.iter().map(|e| line(record, e)).collect());
}
