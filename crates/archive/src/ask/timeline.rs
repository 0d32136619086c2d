//! What happened when: meetings, steps of instruments and events in their order.

use std::fmt::Write;

use serde::Serialize;

use super::{Desk, Item, Line, Scope, Source, Stretch, brief, items, list_sources, scope, write_line};
use crate::{Archive, Error};

/// What happened when.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Timeline {
    /// What it is about.
    pub title: String,
    /// How many lines there are in all.
    pub total: usize,
    /// Oldest first.
    pub lines: Vec<Line>,
    /// The reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// Meetings, steps and events within a scope, from a day to a day: a stretch of them.
    pub fn timeline(
        &self,
        scope: &Scope,
        from: Option<i32>,
        to: Option<i32>,
        stretch: Stretch,
    ) -> Result<Timeline, Error> {
        let mut desk = Desk::new(&self.db);
        let claims = self.within(scope, "meh", self.told_until(to))?;
        // Each step of an instrument is a moment of its own.
        let (steps, acts): (Vec<_>, Vec<_>) = claims.into_iter().partition(|c| c.kind == "h");
        let mut all = items(acts);
        for class in steps.iter().map(|s| s.class.clone()).collect::<std::collections::BTreeSet<_>>() {
            all.extend(items(steps.iter().filter(|s| s.class == class).cloned().collect()));
        }
        let within = |i: &Item| {
            let (first, last) = moment(i);
            (from.is_none() || last >= from) && (to.is_none() || first <= to)
        };
        all.retain(|i| within(i));
        all.sort_by_cached_key(|i| (moment(i), i.entry));
        let lines = all.iter().skip(stretch.skip).take(stretch.take).map(|i| {
            let what = brief::what(&mut desk, i)?;
            desk.line(i, what, None)
        });
        let lines = lines.collect::<Result<_, Error>>()?;
        Ok(Timeline { title: scope::title(&self.db, scope)?, total: all.len(), lines, sources: desk.sources })
    }
}

/// When an item is: its own days, else when it was first told.
pub(crate) fn moment(i: &Item) -> (Option<i32>, Option<i32>) {
    match i.days() {
        Some(d) => (Some(d.first), Some(d.last)),
        None => (i.first_published(), i.first_published()),
    }
}

impl Timeline {
    /// As Markdown, which reads well on a terminal too.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}: timeline\n\n", super::escaped(&self.title));
        if self.lines.is_empty() {
            let _ = writeln!(out, "Nothing is known.");
        }
        self.lines.iter().for_each(|l| write_line(&mut out, l));
        list_sources(&mut out, &self.sources);
        out
    }
}
