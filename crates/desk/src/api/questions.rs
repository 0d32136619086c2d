//! The questions that the command line knows: `brief`, `timeline`, `positions`, `who`, `find`, `calendar`, and the
//! contradictions of a brief.

use std::collections::BTreeSet;

use rapporteur_archive::agreement::Contradiction;
use rapporteur_archive::ask::{
    Brief, BriefOptions, Calendar, Find, Hit, Line, Positions, Scope, Source, Stretch, Timeline, Who,
};
use rapporteur_archive::{Archive, Error};
use rapporteur_record::Issue;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::paging::{Limit, Page, Skipped, When, most, next, skipped};
use crate::Problem;

/// What a brief is to cover.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AboutSince {
    /// A process (`#3` or its name), party, place, or words to search for; none: everything.
    about: Option<String>,
    /// New is what was first reported on this day or later.
    since: Option<When>,
    /// As it stood on this day; else on the day of the newest report.
    on: Option<When>,
}

/// Where the talks stand.
pub fn brief(archive: &Archive, asked: AboutSince) -> Result<Brief, Problem> {
    let options = BriefOptions { since: When::first(&asked.since), on: When::last(&asked.on) };
    Ok(archive.brief(&about(archive, &asked.about)?, options)?)
}

/// What to compare.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AboutAgainst {
    /// A process (`#3` or its name), party, place, or words to search for; none: everything.
    about: Option<String>,
    /// Between reports of this day or later.
    since: Option<When>,
    /// As it stood on this day; else on the day of the newest report.
    on: Option<When>,
    /// Where the page before ended: its `next`.
    cursor: Option<Skipped>,
    /// Contradictions at most.
    limit: Option<Limit>,
}

/// What cannot both be right.
pub fn contradictions(archive: &Archive, asked: AboutAgainst) -> Result<Page<Contradiction>, Problem> {
    let (skip, limit) = (skipped(asked.cursor), most(asked.limit));
    let options = BriefOptions { since: When::first(&asked.since), on: When::last(&asked.on) };
    let (found, sources) = archive.contradictions(&about(archive, &asked.about)?, options)?;
    let total = found.len();
    let items: Vec<Contradiction> = found.into_iter().skip(skip).take(limit).collect();
    let used = items.iter().flat_map(|c| &c.words).map(|q| q.source).collect();
    Ok(Page { next: next(skip, items.len(), total), total: Some(total), sources: only(sources, &used), items })
}

/// Which stretch of time.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AboutTime {
    /// A process (`#3` or its name), party, place, or words to search for; none: everything.
    about: Option<String>,
    /// From this day.
    from: Option<When>,
    /// Until this day.
    to: Option<When>,
    /// Where the page before ended: its `next`.
    cursor: Option<Skipped>,
    /// Lines at most.
    limit: Option<Limit>,
}

/// What happened when.
pub fn timeline(archive: &Archive, asked: AboutTime) -> Result<Page<Line>, Problem> {
    let (skip, most) = (skipped(asked.cursor), most(asked.limit));
    let scope = about(archive, &asked.about)?;
    let (from, to, stretch) = (When::first(&asked.from), When::last(&asked.to), Stretch { skip, take: most });
    let Timeline { total, lines: items, sources, .. } = archive.timeline(&scope, from, to, stretch)?;
    Ok(Page { next: next(skip, items.len(), total), total: Some(total), sources, items })
}

/// Whose positions.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfParty {
    /// The party's name, or its number (`#12`).
    party: String,
    /// Only on this issue.
    issue: Option<Issue>,
    /// Where the page before ended: its `next`.
    cursor: Option<Skipped>,
    /// Stands at most.
    limit: Option<Limit>,
}

/// A party's positions, with the stands of this page.
#[derive(Serialize, JsonSchema)]
pub struct PositionsPage {
    /// The positions.
    #[serde(flatten)]
    positions: Positions,
    /// What to give as `cursor` for the next page of stands; none at the end.
    next: Option<String>,
}

/// Where a party stands.
pub fn positions(archive: &Archive, asked: OfParty) -> Result<PositionsPage, Problem> {
    let issue = asked.issue.map(|i| i.to_string());
    let (skip, take) = (skipped(asked.cursor), most(asked.limit));
    let positions = archive.positions(party(archive, &asked.party)?, issue.as_deref(), Stretch { skip, take })?;
    let shown = positions.changes.iter().map(|c| c.stands.len()).sum();
    Ok(PositionsPage { next: next(skip, shown, positions.total), positions })
}

/// Who is asked for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Called {
    /// The name, or the number (`#12`).
    name: String,
}

/// Who someone is.
pub fn who(archive: &Archive, asked: Called) -> Result<Who, Problem> {
    Ok(archive.who(party(archive, &asked.name)?)?)
}

/// What to find.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Words, "exact phrases", and -words that must not stand there; none: all that the filters let through.
    words: Option<String>,
    /// Said by this party, or by who acts for it.
    by: Option<String>,
    /// Published from this day.
    from: Option<When>,
    /// Published until this day.
    to: Option<When>,
    /// Mentioning this party.
    party: Option<String>,
    /// Naming this place.
    place: Option<String>,
    /// With an entry of this kind: meetings, positions, ASSAULT, ceasefire, rejects, ...
    kind: Option<String>,
    /// Where the page before ended: its `next`.
    cursor: Option<Skipped>,
    /// Hits at most.
    limit: Option<Limit>,
}

/// Reports that were found, each with words.
pub fn find(archive: &Archive, asked: Wanted) -> Result<Page<Hit>, Problem> {
    let (skip, limit) = (skipped(asked.cursor), most(asked.limit));
    let found = archive.find(&Find {
        words: asked.words.unwrap_or_default(),
        by: asked.by,
        from: When::text(asked.from),
        to: When::text(asked.to),
        party: asked.party,
        place: asked.place,
        kind: asked.kind,
        skip,
        limit,
    })?;
    let next = next(skip, found.hits.len(), found.total);
    Ok(Page { items: found.hits, next, total: Some(found.total), sources: found.sources })
}

/// From when on.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AboutFrom {
    /// A process (`#3` or its name), party, place, or words to search for; none: everything.
    about: Option<String>,
    /// From this day; else from the day of the newest report.
    from: Option<When>,
}

/// What is announced.
pub fn calendar(archive: &Archive, asked: AboutFrom) -> Result<Calendar, Problem> {
    let scope = about(archive, &asked.about)?;
    let from = match When::first(&asked.from) {
        Some(day) => Some(day),
        None => archive.newest(&scope)?,
    };
    Ok(archive.calendar(&scope, from)?)
}

fn about(archive: &Archive, words: &Option<String>) -> Result<Scope, Error> {
    words.as_ref().map_or(Ok(Scope::All), |w| archive.scope(w))
}

/// The party that words name.
pub fn party(archive: &Archive, words: &str) -> Result<i64, Problem> {
    let unknown = || Problem::NotFound(format!("no report names a party called {words:?}"));
    archive.party_named(words)?.ok_or_else(unknown)
}

fn only(sources: Vec<Source>, used: &BTreeSet<usize>) -> Vec<Source> {
    sources.into_iter().filter(|s| used.contains(&s.n)).collect()
}
