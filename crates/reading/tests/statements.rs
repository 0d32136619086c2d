//! `tests/suite/statements`: a line a statement, `source | cue | content | how | speakers`, and where there are such
//! `to` whom it was said, `on` which day, and `in` which other statement it stands.

mod suite;

use std::fmt::Write;

use rapporteur_record::{Record, Statement, Voucher};

fn line(record: &Record, s: &Statement) -> String {
    let name = |id| record.parties.iter().find(|p| p.id == id).map_or("?", |p| p.name.as_str());
    let words = |e: &Option<rapporteur_record::Evidence>| e.as_ref().map_or("-".into(), |e| e.exact().to_owned());
    let content: Vec<String> = s.content.iter().map(|c| c.exact().replace('\n', "⏎")).collect();
    let speakers: Vec<&str> = s.speakers.iter().map(|p| name(*p)).collect();
    let mut out = format!("{} | {} | {} | {}", words(&s.source), words(&s.cue), content.join(" + "), s.how);
    write!(out, " | {}", if speakers.is_empty() { "-".to_owned() } else { speakers.join(", ") }).unwrap();
    if s.addressee.is_some() {
        write!(out, " | to {}", words(&s.addressee)).unwrap();
    }
    s.said_on.iter().for_each(|d| write!(out, " | on {d}").unwrap());
    for v in &s.vouched_by {
        if let Voucher::Statement(id) = v {
            write!(out, " | in {id}").unwrap();
        }
    }
    out
}

#[test]
fn the_suite_reads_as_written_down() {
    suite::check("statements", |record, _| record.statements.iter().map(|s| line(record, s)).collect());
}
