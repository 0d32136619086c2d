//! The control of `tests/suite/control`, a line an entry: holder, change, territory, extent, place, when, the words.

mod suite;

use std::fmt::Write;

use rapporteur_record::{Control, Record};

fn line(record: &Record, c: &Control) -> String {
    let holder = record.parties.iter().find(|p| p.id == c.holder).map_or("?", |p| &p.name);
    let mut out = format!("{holder} {} {}", c.change, c.territory);
    c.extent.iter().for_each(|e| write!(out, " [{e}]").unwrap());
    c.when.iter().for_each(|w| write!(out, " @ {w}").unwrap());
    format!("{out} | {}", c.evidence.exact())
}

#[test]
fn the_suite_reads_as_written_down() {
    suite::check("control", |record, _| record.control.iter().map(|c| line(record, c)).collect());
}
