//! A [`Report`] and its [`Analysis`] into the [`Record`]: one module a kind, in the order a reader works.
//!
//! Reads no clock, file or network, and never makes an entry without words of the text behind it.

use rapporteur_language::Analysis;
use rapporteur_record::{Record, Report};

/// What all modules of reading look at.
pub struct Page<'a> {
    /// The report.
    pub report: &'a Report,
    /// The analysis of its text.
    pub analysis: &'a Analysis,
}

/// Reads a report.
pub fn read(report: Report, analysis: &Analysis) -> Record {
    let mut record = Record::new(report);
    let page = Page { report: &record.report.clone(), analysis };
    let _ = &page;
    record.made_with = concat!("rapporteur ", env!("CARGO_PKG_VERSION")).into();
    record
}
