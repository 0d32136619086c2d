//! The positions of `tests/suite/positions`, a line a position: party, stance, issue, toward whom, when, the words.

mod suite;

use std::fmt::Write;

use rapporteur_record::{PartyId, Position, Record};

fn name(record: &Record, id: PartyId) -> &str {
    record.parties.iter().find(|p| p.id == id).map_or("?", |p| &p.name)
}

fn line(record: &Record, p: &Position) -> String {
    let mut out = format!("{} {} {}", name(record, p.party), p.stance, p.issue);
    let toward: Vec<&str> = p.toward.iter().map(|id| name(record, *id)).collect();
    if !toward.is_empty() {
        write!(out, " > {}", toward.join(", ")).unwrap();
    }
    p.when.iter().for_each(|w| write!(out, " @ {w}").unwrap());
    format!("{out} | {}", p.evidence.exact())
}

#[test]
fn the_suite_reads_as_written_down() {
    suite::check("positions", |record, _| record.positions.iter().map(|p| line(record, p)).collect());
}
