//! Where does a party stand on an issue, and how has that changed?

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Serialize;

use super::{Desk, Item, Line, Scope, Source, Stretch, escaped, items, list_sources, write_line};
use crate::{Archive, Error};

/// A stance, and when it was first and last reported.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Stand {
    /// demands, offers, accepts, rejects, conditions.
    pub stance: String,
    /// Whether it is the newest on the issue.
    pub current: bool,
    /// First reported.
    pub from: Option<String>,
    /// Last reported.
    pub until: Option<String>,
    /// The words.
    pub line: Line,
}

/// How a party's stance on an issue has gone.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Change {
    /// The party whose position it is: a state, or a group.
    pub party: String,
    /// The issue.
    pub issue: String,
    /// Oldest first.
    pub stands: Vec<Stand>,
}

/// Positions.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Positions {
    /// Of whom or on what.
    pub title: String,
    /// How many stands are known in all.
    pub total: usize,
    /// By party and issue.
    pub changes: Vec<Change>,
    /// The reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// The positions of a party and of who acts for it, on one issue or on all: a stretch of their stands, one issue after
    /// the other.
    pub fn positions(&self, party: i64, issue: Option<&str>, stretch: Stretch) -> Result<Positions, Error> {
        let mut desk = Desk::new(&self.db);
        let all = items(self.within(&Scope::Party(party), "o", None)?);
        let mut own = vec![];
        for i in all.iter().filter(|i| issue.is_none_or(|x| i.newest().class == x)) {
            let holders = i.parties(&["holder"]);
            if holders.contains(&party) || desk.sides(&holders)?.contains(&party) {
                own.push(i);
            }
        }
        let all = held(&mut desk, &own)?;
        let (mut changes, mut at) = (vec![], 0);
        for h in &all {
            let before = at;
            at += h.items.len();
            let skip = stretch.skip.saturating_sub(before);
            let left = stretch.take.saturating_sub(before.saturating_sub(stretch.skip));
            let shown = h.items.iter().skip(skip).take(left);
            let stands = shown.map(|i| h.stand(&mut desk, i, None)).collect::<Result<Vec<_>, Error>>()?;
            if !stands.is_empty() {
                changes.push(Change { party: desk.name(h.side)?, issue: h.issue.clone(), stands });
            }
        }
        Ok(Positions { title: super::party_name(&self.db, party)?, total: at, changes, sources: desk.sources })
    }
}

/// What is held for one party on one issue.
pub(crate) struct Held<'i> {
    pub side: i64,
    pub issue: String,
    /// As they followed each other; there is one at least.
    pub items: Vec<&'i Item>,
}

/// Items by the party they are held for and by issue.
pub(crate) fn held<'i>(desk: &mut Desk<'_>, all: &[&'i Item]) -> Result<Vec<Held<'i>>, Error> {
    let mut by: BTreeMap<(i64, &str), Vec<&Item>> = BTreeMap::new();
    for i in all {
        for side in desk.holders(i)? {
            by.entry((side, &i.newest().class)).or_default().push(i);
        }
    }
    let in_order = |((side, issue), mut items): ((i64, &str), Vec<&'i Item>)| {
        items.sort_by_key(|i| (i.last_published(), i.entry));
        Held { side, issue: issue.into(), items }
    };
    Ok(by.into_iter().map(in_order).collect())
}

impl Held<'_> {
    /// When the newest was last told.
    pub fn newest(&self) -> Option<i32> {
        self.items.last().and_then(|i| i.last_published())
    }

    /// One of them as it is told.
    pub fn stand(&self, desk: &mut Desk<'_>, i: &Item, since: Option<i32>) -> Result<Stand, Error> {
        let holders: BTreeSet<i64> = i.parties(&["holder"]).into_iter().filter(|p| *p != self.side).collect();
        let who = desk.names(&holders)?.join(", ");
        let what =
            [who.as_str(), &i.newest().detail].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ");
        let line = desk.line(i, what, since)?;
        let day = |d: Option<i32>| d.map(crate::edtf::text);
        Ok(Stand {
            stance: i.newest().detail.to_string(),
            current: i.last_published() == self.newest(),
            from: day(i.first_published()),
            until: day(i.last_published()),
            line,
        })
    }
}

impl Positions {
    /// As Markdown, which reads well on a terminal too.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}: positions\n", escaped(&self.title));
        if self.changes.is_empty() {
            let _ = writeln!(out, "\nNo position is known.");
        }
        for c in &self.changes {
            let _ = writeln!(out, "\n## {} on {}\n", escaped(&c.party), escaped(&c.issue.replace('_', " ")));
            for s in &c.stands {
                let mut line = s.line.clone();
                let span: BTreeSet<&String> = [&s.from, &s.until].into_iter().flatten().collect();
                let span: Vec<&str> = span.into_iter().map(String::as_str).collect();
                let now = if s.current { "now" } else { "before" };
                line.when = Some(format!("{now} ({})", span.join(" to ")));
                write_line(&mut out, &line);
            }
        }
        list_sources(&mut out, &self.sources);
        out
    }
}
