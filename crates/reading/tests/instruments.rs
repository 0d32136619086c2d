//! The instruments of `tests/suite/instruments`, a line an entry: kind, name, points, authors, history, and the words.

mod suite;

use std::fmt::Write;

use rapporteur_record::{Instrument, PartyId, Record};

fn line(record: &Record, i: &Instrument) -> String {
    let name = |id: &PartyId| record.parties.iter().find(|p| p.id == *id).map_or("?", |p| p.name.as_str());
    let mut out = format!("{} \"{}\"", i.kind, i.name);
    i.points.iter().for_each(|n| write!(out, " of {n} points").unwrap());
    if !i.authors.is_empty() {
        write!(out, " by {}", i.authors.iter().map(name).collect::<Vec<_>>().join(", ")).unwrap();
    }
    for h in &i.history {
        write!(out, " {}{}", h.step, h.when.iter().map(|w| format!("@{w}")).collect::<String>()).unwrap();
    }
    write!(out, " | {}", i.evidence.exact()).unwrap();
    i.mentions.iter().for_each(|e| write!(out, " · {}", e.exact()).unwrap());
    out
}

#[test]
fn the_suite_reads_as_written_down() {
    suite::check("instruments", |record, _| record.instruments.iter().map(|i| line(record, i)).collect());
}
