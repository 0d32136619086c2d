//! The parties of `tests/suite/parties`, a line a party: kind, name, country, sector, roles, mentions.

mod suite;

use std::fmt::Write;

use rapporteur_record::Party;

fn line(p: &Party) -> String {
    let mut out = format!("{} {}", p.kind, p.name);
    p.country.iter().for_each(|c| write!(out, " {c}").unwrap());
    if !p.sector.is_empty() {
        write!(out, " {}", p.sector.join(",")).unwrap();
    }
    for r in &p.roles {
        match &r.of_name {
            Some(of) => write!(out, " [{} of {of}]", r.title).unwrap(),
            None => write!(out, " [{}]", r.title).unwrap(),
        }
    }
    let mentions: Vec<&str> = p.mentions.iter().map(|m| m.exact()).collect();
    format!("{out} | {}", mentions.join(" · "))
}

#[test]
fn the_suite_reads_as_written_down() {
    suite::check("parties", |record, _| record.parties.iter().map(line).collect());
}
