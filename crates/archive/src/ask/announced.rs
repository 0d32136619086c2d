//! What is announced and what took place on a day: meetings for the desk's calendar.

use rapporteur_record::Status;
use serde::Serialize;

use super::{Desk, Entry, Scope, Source, claims, items};
use crate::{Archive, Error};

/// Reports that are looked through: the newest of their time.
const LOOKED_THROUGH: usize = 2000;
/// A meeting is announced in reports of so many days before it, and told of in those of so many days after it.
const BEFORE: i32 = 180;
const AFTER: i32 = 60;

/// Meetings by their days.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Announced {
    /// In the order of their days, with the first and last day counted from 1970.
    pub meetings: Vec<(i32, i32, Entry)>,
    /// The day of the first of those that were left out, as they are too many for one answer.
    pub more_from: Option<i32>,
    /// The reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// The first `most` meetings on some days that reports within a scope tell of; with `held` also those that took place.
    pub fn announced(
        &self,
        within: &Scope,
        (from, to): (i32, i32),
        held: bool,
        most: usize,
    ) -> Result<Announced, Error> {
        let days = (from.saturating_sub(BEFORE), to.saturating_add(AFTER));
        let reports = self.chosen(within, Some(days.0), Some(days.1), LOOKED_THROUGH)?;
        let ids = serde_json::to_string(&reports).unwrap_or_default();
        let told = claims(
            &self.db,
            "FROM json_each(?1) r CROSS JOIN claim c ON c.id BETWEEN r.value * 65536 AND r.value * 65536 + 65535
             WHERE c.kind = 'm' AND c.last >= ?2 AND c.first <= ?3",
            &[&ids, &from, &to],
        )?;
        let mut found = vec![];
        for i in items(told) {
            let wanted = match i.newest().status {
                Some(Status::Planned) => true,
                Some(Status::Happened | Status::Ongoing) => held,
                _ => false,
            };
            found.extend(i.days().filter(|_| wanted).map(|days| (days.first, days.last, i)));
        }
        found.sort_by_key(|(first, last, i)| (*first, *last, i.entry));
        let more_from = found.get(most).map(|(first, ..)| *first);
        let mut desk = Desk::new(&self.db);
        let mut meetings = vec![];
        for (first, last, i) in found.iter().take(most) {
            meetings.push((*first, *last, desk.entry(i)?));
        }
        Ok(Announced { meetings, more_from, sources: desk.sources })
    }
}
