//! Where the talks stand and what is new, each line with its sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use rapporteur_record::Status;
use serde::Serialize;

use super::{
    Desk, ENTRIES, Item, Line, Scope, Source, escaped, items, list_sources, positions, positions::Held, scope,
    shown_days, write_line,
};
use crate::{Archive, Error, agreement, agreement::Contradiction, edtf};

/// Lines of a section; of positions and of contradictions twice as many.
const LINES: usize = 12;
/// Entries that are compared with each other for contradictions.
const COMPARED: usize = 600;

/// What a brief is to cover.
#[derive(Debug, Clone, Copy, Default)]
pub struct BriefOptions {
    /// What was first told on this day or later is new; meetings and events before it are left out.
    pub since: Option<i32>,
    /// As it stood on this day; the day of the newest report where none is given.
    pub on: Option<i32>,
}

/// A part of a brief.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Section {
    /// `meetings`, `next`, `instruments`, `positions`, `events`, `contradictions`, `open`, `statements`.
    pub key: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// Its lines.
    pub lines: Vec<Line>,
    /// How many more there are.
    pub more: usize,
}

/// Where the talks stand and what is new.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Brief {
    /// What it is about.
    pub title: String,
    /// What counts as new.
    pub since: Option<String>,
    /// The day that it is as of.
    pub on: Option<String>,
    /// Reports within.
    pub reports: usize,
    /// Stories: copies count once.
    pub stories: usize,
    /// Publishers.
    pub publishers: usize,
    /// The parts that have lines.
    pub sections: Vec<Section>,
    /// The first contradictions, with both sides' words.
    pub contradictions: Vec<Contradiction>,
    /// How many there are in all.
    pub contradictions_in_all: usize,
    /// The reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// Where the talks within a scope stand and what is new.
    pub fn brief(&self, scope: &Scope, options: BriefOptions) -> Result<Brief, Error> {
        let (reports, stories, publishers, newest) = self.extent(scope, options.on)?;
        let on = options.on.or(newest);
        let mut b = Builder { archive: self, desk: Desk::new(&self.db), since: options.since, on };
        let all = items(self.within(scope, ENTRIES, options.on)?);
        let of = |kind: &str| all.iter().filter(|i| i.claims.iter().any(|c| c.kind == kind)).collect::<Vec<_>>();
        let (meetings, positions) = (of("m"), of("o"));
        let mut sections =
            vec![b.last(&meetings)?, b.next(&meetings)?, b.instruments(of("i"))?, b.positions(&positions)?];
        sections.push(b.events(of("e"))?);
        sections.push(b.control(of("c"))?);
        if all.is_empty() {
            sections.push(b.statements(scope)?);
        }
        let (mut contradictions, told_by) = self.against(scope, options, &all)?;
        let contradictions_in_all = contradictions.len();
        contradictions.truncate(LINES * 2);
        b.desk.take_over(&mut contradictions, &told_by)?;
        sections.push(b.open(&meetings, &positions)?);
        sections.retain(|s| !s.lines.is_empty());
        Ok(Brief {
            title: scope::title(&self.db, scope)?,
            since: options.since.map(edtf::text),
            on: on.map(edtf::text),
            reports,
            stories,
            publishers,
            sections,
            contradictions,
            contradictions_in_all,
            sources: b.desk.sources,
        })
    }

    /// What reports within a scope say that cannot both be right, and these reports.
    pub fn contradictions(
        &self,
        scope: &Scope,
        options: BriefOptions,
    ) -> Result<(Vec<Contradiction>, Vec<Source>), Error> {
        let all = items(self.within(scope, ENTRIES, options.on)?);
        self.against(scope, options, &all)
    }

    /// The same of a scope whose entries are at hand.
    pub(crate) fn against(
        &self,
        scope: &Scope,
        options: BriefOptions,
        all: &[Item],
    ) -> Result<(Vec<Contradiction>, Vec<Source>), Error> {
        let mut desk = Desk::new(&self.db);
        let new = |i: &&Item| options.since.is_none() || i.last_published() >= options.since;
        let recent: Vec<&Item> = all.iter().rev().filter(new).take(COMPARED).collect();
        let reports = self.reports_within(scope, options)?;
        let found = agreement::among(&mut desk, &recent, reports)?;
        Ok((found, desk.sources))
    }
}

struct Builder<'a> {
    archive: &'a Archive,
    desk: Desk<'a>,
    since: Option<i32>,
    on: Option<i32>,
}

impl Builder<'_> {
    fn section(&mut self, key: &'static str, title: &'static str, items: Vec<&Item>) -> Result<Section, Error> {
        let more = items.len().saturating_sub(LINES);
        let mut lines = vec![];
        for i in items.iter().take(LINES) {
            let what = what(&mut self.desk, i)?;
            lines.push(self.desk.line(i, what, self.since)?);
        }
        Ok(Section { key, title, lines, more })
    }

    /// Meetings that took place, the newest first; where nothing is new, still the last one.
    fn last(&mut self, meetings: &[&Item]) -> Result<Section, Error> {
        let mut held: Vec<&Item> = meetings.iter().filter(|i| i.claims.iter().any(is_real)).copied().collect();
        held.sort_by_cached_key(|i| {
            std::cmp::Reverse((i.days().map(|d| d.last).or(i.first_published()), i.stories(), i.entry))
        });
        let new = held.iter().take_while(|i| self.since.is_none() || i.last_published() >= self.since).count();
        held.truncate(new.max(1));
        self.section("meetings", "Last meetings", held)
    }

    /// Meetings that the newest report of them announces, soonest first.
    fn next(&mut self, meetings: &[&Item]) -> Result<Section, Error> {
        let mut due: Vec<&Item> = meetings.iter().filter(|i| announced(i) && !past(i, self.on)).copied().collect();
        due.sort_by_cached_key(|i| (i.days().map_or(i32::MAX, |d| d.first), i.entry));
        self.section("next", "Next meetings", due)
    }

    /// What is on the table, with the last step of each.
    fn instruments(&mut self, mut all: Vec<&Item>) -> Result<Section, Error> {
        all.sort_by_cached_key(|i| std::cmp::Reverse((i.last_published(), i.stories(), i.entry)));
        self.section("instruments", "On the table", all)
    }

    /// Each party's newest position on each issue, with what it replaced; what is new first.
    fn positions(&mut self, all: &[&Item]) -> Result<Section, Error> {
        let mut held = positions::held(&mut self.desk, all)?;
        let since = self.since;
        let new = |h: &Held| since.is_some() && h.items.last().and_then(|i| i.first_published()) >= since;
        held.sort_by_key(|h| std::cmp::Reverse((new(h), h.newest())));
        let more = held.len().saturating_sub(LINES * 2);
        let mut lines = vec![];
        for h in held.iter().take(LINES * 2) {
            let Some((now, before)) = h.items.split_last() else { continue };
            let other = before.iter().rev().find(|b| b.newest().detail != now.newest().detail);
            let now = h.stand(&mut self.desk, now, since)?;
            let mut line = now.line;
            line.when = now.until;
            line.what = format!("{} on {}: {}", self.desk.name(h.side)?, h.issue.replace('_', " "), line.what);
            if let Some(b) = other {
                let b = h.stand(&mut self.desk, b, since)?;
                let _ = write!(line.what, "; before ({}): {}", b.until.as_deref().unwrap_or("?"), b.line.what);
                line.words.extend(b.line.words);
                let further: Vec<usize> = b.line.sources.into_iter().filter(|s| !line.sources.contains(s)).collect();
                line.sources.extend(further);
            }
            lines.push(line);
        }
        Ok(Section { key: "positions", title: "Positions", lines, more })
    }

    /// What was done, most widely told first, without the encounters that stand above.
    fn events(&mut self, mut all: Vec<&Item>) -> Result<Section, Error> {
        all.retain(|i| i.newest().class != "CONSULT" && (self.since.is_none() || i.last_published() >= self.since));
        all.sort_by_cached_key(|i| {
            std::cmp::Reverse((i.stories(), i.days().map(|d| d.last).or(i.first_published()), i.entry))
        });
        self.section("events", "Events", all)
    }

    fn control(&mut self, mut all: Vec<&Item>) -> Result<Section, Error> {
        all.retain(|i| self.since.is_none() || i.last_published() >= self.since);
        all.sort_by_cached_key(|i| std::cmp::Reverse((i.last_published(), i.entry)));
        self.section("control", "Control of territory", all)
    }

    /// Where no entry is known: what was last said.
    fn statements(&mut self, scope: &Scope) -> Result<Section, Error> {
        let mut said = self.archive.within(scope, "s", self.on)?;
        said.retain(|c| self.since.is_none() || c.published >= self.since);
        let more = said.len().saturating_sub(LINES);
        let mut lines = vec![];
        for c in said.iter().rev().take(LINES) {
            let quote = self.desk.quote(c)?;
            let what = if quote.by.is_empty() { "it was said".into() } else { format!("{} said", quote.by.join(", ")) };
            let (source, when) = (quote.source, c.published.map(edtf::text));
            lines.push(Line { when, what, stories: 1, words: vec![quote], sources: vec![source], ..Line::default() });
        }
        Ok(Section { key: "statements", title: "Last said", lines, more })
    }

    /// What the reports leave open: announced meetings whose day has passed, demands that were rejected.
    fn open(&mut self, meetings: &[&Item], positions: &[&Item]) -> Result<Section, Error> {
        let overdue: Vec<&Item> = meetings.iter().filter(|i| announced(i) && past(i, self.on)).copied().collect();
        let mut section = self.section("open", "Open questions", overdue)?;
        for line in &mut section.lines {
            line.what = format!("no report tells whether it took place: {}", line.what);
        }
        let mut by: BTreeMap<&str, [BTreeSet<i64>; 2]> = BTreeMap::new();
        for i in positions {
            let at = match i.newest().detail.as_str() {
                "demands" | "conditions" => 0,
                "rejects" => 1,
                _ => continue,
            };
            by.entry(&i.newest().class).or_default()[at].extend(self.desk.holders(i)?);
        }
        for (issue, [demand, reject]) in by {
            let against: BTreeSet<i64> = reject.difference(&demand).copied().collect();
            if demand.is_empty() || against.is_empty() {
                continue;
            }
            let (demand, against) = (self.desk.names(&demand)?.join(", "), self.desk.names(&against)?.join(", "));
            let what = format!("{}: {demand} demand, {against} reject", issue.replace('_', " "));
            let mut sources = BTreeSet::new();
            for i in positions.iter().filter(|i| {
                i.newest().class == issue && matches!(i.newest().detail.as_str(), "demands" | "conditions" | "rejects")
            }) {
                sources.insert(self.desk.source(i.newest().report)?);
            }
            section.lines.push(Line { what, sources: sources.into_iter().collect(), ..Line::default() });
        }
        Ok(section)
    }
}

fn is_real(c: &super::Claim) -> bool {
    matches!(c.status, Some(Status::Happened | Status::Ongoing))
}

fn announced(i: &Item) -> bool {
    i.newest().status == Some(Status::Planned)
}

/// Whether the day of an item is over.
fn past(i: &Item, on: Option<i32>) -> bool {
    matches!((i.days(), on), (Some(d), Some(on)) if d.last < on)
}

/// An item in a few words.
pub(crate) fn what(desk: &mut Desk<'_>, i: &Item) -> Result<String, Error> {
    let c = i.newest();
    let list = |desk: &mut Desk<'_>, roles: &[&str]| -> Result<String, Error> {
        Ok(desk.names(&i.parties(roles))?.join(", "))
    };
    let place = desk.place(i.most(|c| c.place))?.map_or(String::new(), |p| format!(", {p}"));
    let status = match i.most(|c| c.status.map(Status::as_str)).filter(|s| *s != "happened") {
        Some(s) => format!(" ({s})"),
        None => String::new(),
    };
    Ok(match c.kind {
        "m" => {
            let parties = list(desk, &["party"])?;
            let people = list(desk, &["participant"])?;
            let people = if people.is_empty() { people } else { format!(" ({people})") };
            format!("meeting of {}{people}{place}{status}", if parties.is_empty() { "unnamed sides" } else { &parties })
        }
        "i" | "h" => {
            let steps: Vec<&super::Claim> = i.claims.iter().filter(|c| c.kind == "h").collect();
            let last = steps.last().map_or(String::new(), |s| {
                let day = s.days.map(shown_days).or(s.published.map(edtf::text)).unwrap_or_default();
                format!(": {} ({day})", s.class.replace('_', " "))
            });
            let by = list(desk, &["author"])?;
            let by = if by.is_empty() { by } else { format!(" by {by}") };
            format!("{}{by}{last}", i.most(|c| Some(c.detail.clone())).unwrap_or_default())
        }
        "e" => {
            let (actors, to) = (list(desk, &["actor"])?, list(desk, &["recipient"])?);
            let to = if to.is_empty() { to } else { format!(" → {to}") };
            let mode = if c.detail.is_empty() { String::new() } else { format!(" ({})", c.detail) };
            format!("{}{mode}: {actors}{to}{place}{status}", c.class)
        }
        "o" => format!("{} {} on {}", list(desk, &["holder"])?, c.detail, c.class.replace('_', " ")),
        "c" => format!("{} {} {}{status}", list(desk, &["holder"])?, c.class, c.detail),
        _ => c.class.to_string(),
    })
}

impl Brief {
    /// As Markdown, which reads well on a terminal too.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n", escaped(&self.title));
        let on = self.on.as_ref().map_or(String::new(), |d| format!("As of {d}: "));
        let since = self.since.as_ref().map_or(String::new(), |d| format!("; new is what was first told since {d}"));
        let _ = writeln!(
            out,
            "{on}{} reports, {} stories, {} publishers{since}.",
            self.reports, self.stories, self.publishers
        );
        for s in &self.sections {
            let _ = writeln!(out, "\n## {}\n", s.title);
            s.lines.iter().for_each(|l| write_line(&mut out, l));
            if s.more > 0 {
                let _ = writeln!(out, "- … and {} more", s.more);
            }
        }
        if !self.contradictions.is_empty() {
            let _ = writeln!(out, "\n## Contradictions\n");
            for c in &self.contradictions {
                let _ = writeln!(out, "- {}: {} / {}", c.about, escaped(&c.one), escaped(&c.other));
                for q in &c.words {
                    let by =
                        if q.by.is_empty() { String::new() } else { format!(" — {}", escaped(&q.by.join(", "))) };
                    let _ = writeln!(out, "  > {}{by} [{}]", escaped(&super::shortened(&q.words)), q.source);
                }
            }
            let more = self.contradictions_in_all - self.contradictions.len();
            if more > 0 {
                let _ = writeln!(out, "- … and {more} more");
            }
        }
        list_sources(&mut out, &self.sources);
        out
    }
}
