//! A [`Report`] and its [`Analysis`] into the [`Record`]: one module a kind, in the order a reader works.
//!
//! Reads no clock, file or network, and never makes an entry without words of the text behind it.

pub mod parties;
pub mod places;
pub mod predicates;
pub mod statements;
pub mod times;

use rapporteur_language::Analysis;
use rapporteur_record::{Record, Report};

/// Reads a report.
pub fn read(report: Report, analysis: &Analysis) -> Record {
    let mut record = Record::new(report);
    let mut parties = parties::read(&record.report, analysis);
    let text = &record.report.text;
    let found = statements::attributions(text, analysis);
    let times = times::read(&record.report, analysis);
    record.statements = statements::statements(text, &found, analysis);
    statements::date(&mut record.statements, &found, analysis, &times);
    parties::give_speakers(&mut parties, &record.report, analysis, &found, &mut record.statements);
    record.places = places::read(&record.report, analysis, &parties);
    record.parties = parties.into_list();
    record.times = times.into_iter().map(|t| t.time).collect();
    record.made_with = concat!("rapporteur ", env!("CARGO_PKG_VERSION")).into();
    record
}
