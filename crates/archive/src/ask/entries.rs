//! The entries of a scope with their numbers: by these the user marks, merges and splits them.

use std::fmt::Write;

use serde::Serialize;

use super::{Desk, Line, Scope, Source, brief, escaped, items, list_sources, scope, write_line};
use crate::{Archive, Error};

/// Entries, each with its number.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Entries {
    /// What they are about.
    pub title: String,
    /// The newest last; `entry` is the number.
    pub lines: Vec<Line>,
    /// The reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// The entries within a scope, of these kinds: letters as in the record's ids (`mioec`).
    pub fn entries(&self, scope: &Scope, kinds: &str) -> Result<Entries, Error> {
        let mut desk = Desk::new(&self.db);
        let all = items(self.within(scope, kinds, None)?);
        let lines = all.iter().map(|i| {
            let what = brief::what(&mut desk, i)?;
            desk.line(i, what, None)
        });
        let lines = lines.collect::<Result<_, Error>>()?;
        Ok(Entries { title: scope::title(&self.db, scope)?, lines, sources: desk.sources })
    }
}

impl Entries {
    /// As Markdown, which reads well on a terminal too.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}: entries\n\n", escaped(&self.title));
        for line in &self.lines {
            let number = line.entry.map_or(String::new(), |e| format!("#{e} "));
            write_line(&mut out, &Line { what: format!("{number}{}", line.what), ..line.clone() });
        }
        if self.lines.is_empty() {
            let _ = writeln!(out, "Nothing is known.");
        }
        list_sources(&mut out, &self.sources);
        out
    }
}
