//! What is announced and what took place on a day: meetings for the desk's calendar.

use rapporteur_record::Status;
use serde::Serialize;

use super::{Desk, Entry, Scope, Source, claims, items};
use crate::{Archive, Error};

/// Meetings by their days.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Announced {
    /// In the order of their days, with the first and last day counted from 1970.
    pub meetings: Vec<(i32, i32, Entry)>,
    /// The reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// Meetings that the newest reports within a scope tell of, on some days; with `held` also those that took place.
    pub fn announced(&self, within: &Scope, from: i32, to: i32, held: bool) -> Result<Announced, Error> {
        let reports = self.chosen(within, None, None)?;
        let ids = serde_json::to_string(&reports).unwrap_or_default();
        let told = claims(
            &self.db,
            "SELECT c.id FROM json_each(?1) r CROSS JOIN claim c ON c.id BETWEEN r.value * 65536 AND r.value * 65536 + 65535
             WHERE c.kind = 'm' AND c.last >= ?2 AND c.first <= ?3",
            &[&ids, &from, &to],
        )?;
        let mut desk = Desk::new(&self.db);
        let mut meetings = vec![];
        for i in items(told) {
            let wanted = match i.newest().status {
                Some(Status::Planned) => true,
                Some(Status::Happened | Status::Ongoing) => held,
                _ => false,
            };
            if let (true, Some(days)) = (wanted, i.days()) {
                meetings.push((days.first, days.last, desk.entry(&i)?));
            }
        }
        meetings.sort_by_key(|(first, last, e)| (*first, *last, e.id));
        Ok(Announced { meetings, sources: desk.sources })
    }
}
