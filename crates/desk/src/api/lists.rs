//! Processes, reports, parties, statements and entries.

use rapporteur_archive::ask::{Card, Evidenced, Find, Kin, Saying, Shelf, Sought, Standing, Stretch};
use rapporteur_archive::{Archive, PartyListed, Process};
use rapporteur_record::{How, Issue, PartyKind, Record};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::paging::{After, Before, Limit, Number, Page, Skipped, When, most, next, skipped};
use super::questions::party;
use crate::Problem;

/// Entries of each list of a process.
const SHOWN: usize = 20;

/// One of the archive.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct One {
    /// Its number.
    id: Number,
}

/// Which processes.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcessesAsked {
    /// Only those with these words in their name.
    name: Option<String>,
    /// Where the page before ended: its `next`.
    cursor: Option<Skipped>,
    /// Processes at most.
    limit: Option<Limit>,
}

/// The processes.
pub fn processes(archive: &Archive, asked: ProcessesAsked) -> Result<Page<Process>, Problem> {
    let (skip, most) = (skipped(asked.cursor), most(asked.limit));
    let words = asked.name.unwrap_or_default().to_lowercase();
    let mut all = archive.processes()?;
    all.retain(|p| words.split_whitespace().all(|w| p.name.to_lowercase().contains(w)));
    let total = all.len();
    let items: Vec<Process> = all.into_iter().skip(skip).take(most).collect();
    Ok(Page { next: next(skip, items.len(), total), total: Some(total), sources: vec![], items })
}

/// Where the talks of a process stand.
pub fn process(archive: &Archive, asked: One) -> Result<Standing, Problem> {
    Ok(archive.standing(asked.id.0, SHOWN)?)
}

/// Which reports.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportsAsked {
    /// Words, "exact phrases", and -words that must not stand there.
    words: Option<String>,
    /// Only of this process.
    process: Option<Number>,
    /// Only of this publisher.
    publisher: Option<String>,
    /// Published from this day.
    from: Option<When>,
    /// Published until this day.
    to: Option<When>,
    /// Where the page before ended: its `next`.
    cursor: Option<Before>,
    /// Reports at most.
    limit: Option<Limit>,
}

/// Reports, those taken in last first: a page goes on where the one before ended, whatever was added meanwhile.
pub fn reports(archive: &Archive, asked: ReportsAsked) -> Result<Page<Card>, Problem> {
    let most = most(asked.limit);
    let (total, mut items) = archive.cards(&Shelf {
        find: Find {
            words: asked.words.unwrap_or_default(),
            from: When::text(asked.from),
            to: When::text(asked.to),
            ..Find::default()
        },
        process: asked.process.map(|n| n.0),
        publisher: asked.publisher,
        sort: Some("added".into()),
        before: asked.cursor.map(|c| c.0),
        take: most + 1,
        ..Shelf::default()
    })?;
    let more = items.len() > most;
    items.truncate(most);
    let next = items.last().filter(|_| more).map(|last| format!("r{}", last.id));
    Ok(Page { items, next, total: Some(total), sources: vec![] })
}

/// The record of a report.
pub fn report(archive: &Archive, asked: One) -> Result<Record, Problem> {
    Ok(archive.record(asked.id.0)?)
}

/// A report with its versions and copies.
pub fn kin(archive: &Archive, asked: One) -> Result<Kin, Problem> {
    Ok(archive.kin(asked.id.0)?)
}

/// Which parties.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartiesAsked {
    /// Only those with a name that begins so.
    name: Option<String>,
    /// Only of this kind.
    kind: Option<PartyKind>,
    /// Only of this country, by its three letters.
    country: Option<String>,
    /// Where the page before ended: its `next`.
    cursor: Option<Skipped>,
    /// Parties at most.
    limit: Option<Limit>,
}

/// People and groups.
pub fn parties(archive: &Archive, asked: PartiesAsked) -> Result<Page<PartyListed>, Problem> {
    let (skip, most) = (skipped(asked.cursor), most(asked.limit));
    let name = asked.name.unwrap_or_default();
    let (total, items) =
        archive.parties_listed(&name, asked.kind.map(PartyKind::as_str), asked.country.as_deref(), (skip, most))?;
    Ok(Page { next: next(skip, items.len(), total), total: Some(total), sources: vec![], items })
}

/// Which statements.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementsAsked {
    /// By this party, or by one that acts for it.
    by: Option<String>,
    /// In which these words stand, whatever their endings.
    words: Option<String>,
    /// On this issue.
    issue: Option<Issue>,
    /// In reports of this process.
    process: Option<Number>,
    /// In reports published from this day.
    from: Option<When>,
    /// In reports published until this day.
    to: Option<When>,
    /// Only such ones.
    how: Option<How>,
    /// Which come first; `newest` where none is given.
    order: Option<Order>,
    /// Where the page before ended: its `next`.
    cursor: Option<After>,
    /// About how many: all of a report come on one page.
    limit: Option<Limit>,
}

/// Which come first.
#[derive(Deserialize, JsonSchema, PartialEq)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum Order {
    /// The newest.
    Newest,
    /// The oldest.
    Oldest,
}

/// Who said what.
pub fn statements(archive: &Archive, asked: StatementsAsked) -> Result<Page<Saying>, Problem> {
    let sayings = archive.sayings(&Sought {
        by: asked.by.map(|name| party(archive, &name)).transpose()?,
        words: asked.words,
        issue: asked.issue.map(|i| i.to_string()),
        process: asked.process.map(|n| n.0),
        from: When::first(&asked.from),
        to: When::last(&asked.to),
        how: asked.how.map(|h| h.to_string()),
        oldest_first: asked.order == Some(Order::Oldest),
        after: asked.cursor.map(|c| c.0),
        limit: most(asked.limit),
    })?;
    let next = sayings.next.map(After::written);
    Ok(Page { items: sayings.statements, next, total: None, sources: sayings.sources })
}

/// Which entry.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryAsked {
    /// Its number.
    id: Number,
    /// Where the page before ended: its `next`.
    cursor: Option<Skipped>,
    /// Lines at most.
    limit: Option<Limit>,
}

/// An entry with what reports say of it.
#[derive(Serialize, JsonSchema)]
pub struct EntryPage {
    /// The entry, with the lines of this page.
    #[serde(flatten)]
    entry: Evidenced,
    /// What to give as `cursor` for the next page of lines; none at the end.
    next: Option<String>,
}

/// An entry with what was said of it.
pub fn entry(archive: &Archive, asked: EntryAsked) -> Result<EntryPage, Problem> {
    let (skip, take) = (skipped(asked.cursor), most(asked.limit));
    let entry = archive.entry(asked.id.0, Stretch { skip, take })?;
    Ok(EntryPage { next: next(skip, entry.lines.len(), entry.told), entry })
}
