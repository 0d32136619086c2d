//! Questions to the archive, and what answers are made of: items with their claims, words with their sources.

mod announced;
mod brief;
mod calendar;
mod card;
mod claims;
mod entries;
mod entry;
mod find;
mod ground;
mod news;
mod portrait;
mod positions;
mod said;
mod scope;
mod standing;
mod state;
mod texts;
mod timeline;
mod who;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::rc::Rc;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use smallvec::SmallVec;

use crate::{Error, agreement::Contradiction, compared::Compared, edtf, edtf::Days, maps::HashMap, places};

pub use announced::Announced;
pub use brief::{Brief, BriefOptions, Section};
pub use calendar::{Calendar, Day};
pub(crate) use card::{CARD, LINKS};
pub use card::{Card, Kin, Shelf};
use claims::Parts;
pub(crate) use claims::{Claim, ENTRIES, claims, claims_of, claims_with};
pub use entries::Entries;
pub use entry::{Entry, Evidenced, Named, Part, Told};
pub(crate) use find::tag;
pub use find::{Find, Found, Hit};
pub use ground::{Ground, Spot};
pub use news::{News, Update};
pub use portrait::{Companion, Portrait};
pub use positions::{Change, Positions, Stand};
pub use said::{Cursor, Saying, Sayings, Sought};
pub use scope::Scope;
pub use standing::{Act, Cell, Listed, Listing, Order, Standing, Stretch, Table};
pub use state::{Of, State};
pub use timeline::Timeline;
pub use who::{RoleHeld, Who};

/// Words longer than this are cut where they are shown; the record has all of them.
const SHOWN: usize = 280;

/// A report that a line rests on.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Source {
    /// Its number in this answer.
    pub n: usize,
    /// Its number in the archive.
    pub report: i64,
    /// Its story: copies of one text have the same.
    pub story: i64,
    /// The user's id.
    pub name: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// Exact words of a report.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Quote {
    /// The words.
    pub words: String,
    /// First code point in the report's text.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// Who vouches for them, where it is not the report itself.
    pub by: Vec<String>,
    /// The number of the source in this answer.
    pub source: usize,
}

/// One line of an answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Line {
    /// EDTF, as the reports give it.
    pub when: Option<String>,
    /// What, in a few words.
    pub what: String,
    /// The entry of the archive.
    pub entry: Option<i64>,
    /// Whether no report told of it before the day that was asked about.
    pub new: bool,
    /// Independent sources: stories, not copies.
    pub stories: usize,
    /// The words that state it.
    pub words: Vec<Quote>,
    /// Numbers of all its sources in this answer.
    pub sources: Vec<usize>,
}

/// An entry, with what was said of it, oldest first. Of most entries one report tells.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub entry: i64,
    pub claims: SmallVec<[Claim; 1]>,
}

impl Item {
    /// Kind, class and so on as the newest report has them.
    pub(crate) fn newest(&self) -> &Claim {
        self.claims.last().expect("an item has claims")
    }

    pub(crate) fn stories(&self) -> usize {
        if self.claims.len() == 1 {
            return 1;
        }
        self.claims.iter().map(|c| c.story).collect::<BTreeSet<_>>().len()
    }

    pub(crate) fn first_published(&self) -> Option<i32> {
        self.claims.iter().filter_map(|c| c.published).min()
    }

    pub(crate) fn last_published(&self) -> Option<i32> {
        self.claims.iter().filter_map(|c| c.published).max()
    }

    /// What most stories say, the newest where they are even.
    pub(crate) fn most<T: Ord + Clone>(&self, of: impl Fn(&Claim) -> Option<T>) -> Option<T> {
        if let [one] = self.claims.as_slice() {
            return of(one);
        }
        let mut by: BTreeMap<T, (BTreeSet<i64>, usize)> = BTreeMap::new();
        for (i, c) in self.claims.iter().enumerate() {
            if let Some(v) = of(c) {
                let slot = by.entry(v).or_default();
                slot.0.insert(c.story);
                slot.1 = i;
            }
        }
        by.into_iter().max_by_key(|(_, (stories, newest))| (stories.len(), *newest)).map(|(v, _)| v)
    }

    pub(crate) fn days(&self) -> Option<Days> {
        self.most(|c| c.days.map(|d| (d.first, d.last))).map(|(first, last)| Days { first, last })
    }

    /// All that any report gives these parts to.
    pub(crate) fn parties(&self, roles: &[&str]) -> BTreeSet<i64> {
        self.claims.iter().flat_map(|c| c.of(roles)).collect()
    }
}

/// What an answer is made with: names, texts and sources are read once.
pub(crate) struct Desk<'a> {
    pub db: &'a Connection,
    texts: HashMap<i64, Arc<[char]>>,
    names: HashMap<i64, String>,
    sides: HashMap<i64, i64>,
    numbers: HashMap<i64, usize>,
    said: HashMap<i64, Rc<[Claim]>>,
    /// The sources of the answer so far.
    pub sources: Vec<Source>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(db: &'a Connection) -> Self {
        Desk {
            db,
            texts: HashMap::default(),
            names: HashMap::default(),
            sides: HashMap::default(),
            numbers: HashMap::default(),
            said: HashMap::default(),
            sources: vec![],
        }
    }

    /// The number of a report among this answer's sources.
    pub(crate) fn source(&mut self, report: i64) -> Result<usize, Error> {
        if let Some(n) = self.numbers.get(&report) {
            return Ok(*n);
        }
        let n = self.sources.len() + 1;
        self.sources.push(source(self.db, report, n)?);
        self.numbers.insert(report, n);
        Ok(n)
    }

    /// Numbers the sources of contradictions that were found with others.
    pub(crate) fn take_over(&mut self, found: &mut [Contradiction], told_by: &[Source]) -> Result<(), Error> {
        for quote in found.iter_mut().flat_map(|c| &mut c.words) {
            quote.source = self.source(told_by[quote.source - 1].report)?;
        }
        Ok(())
    }

    /// The name of a party.
    pub(crate) fn name(&mut self, party: i64) -> Result<String, Error> {
        if let Some(name) = self.names.get(&party) {
            return Ok(name.clone());
        }
        let name = party_name(self.db, party)?;
        self.names.insert(party, name.clone());
        Ok(name)
    }

    pub(crate) fn names(&mut self, parties: &BTreeSet<i64>) -> Result<Vec<String>, Error> {
        parties.iter().map(|p| self.name(*p)).collect()
    }

    /// Those that these parties act for.
    pub(crate) fn sides(&mut self, parties: &BTreeSet<i64>) -> Result<BTreeSet<i64>, Error> {
        parties.iter().map(|p| self.side(*p)).collect()
    }

    /// Those for whom the holders of a position act.
    pub(crate) fn holders(&mut self, i: &Item) -> Result<BTreeSet<i64>, Error> {
        let mut sides = BTreeSet::new();
        for party in i.claims.iter().flat_map(|c| c.parts.of(&["holder"])) {
            sides.insert(self.side(party)?);
        }
        Ok(sides)
    }

    /// Whom a party acts for, itself where nobody is known. Thousands of positions are held by few: each is looked up once.
    pub(crate) fn side(&mut self, party: i64) -> Result<i64, Error> {
        if let Some(side) = self.sides.get(&party) {
            return Ok(*side);
        }
        let mut side = self.db.prepare_cached("SELECT ifnull(side, id) FROM party WHERE id = ?")?;
        let side = side.query_row([party], |r| r.get(0))?;
        self.sides.insert(party, side);
        Ok(side)
    }

    /// The text of a report, a code point each.
    pub(crate) fn text(&mut self, report: i64) -> Result<Arc<[char]>, Error> {
        if let Some(text) = self.texts.get(&report) {
            return Ok(text.clone());
        }
        let text = texts::text(self.db, report)?;
        self.texts.insert(report, text.clone());
        Ok(text)
    }

    /// The statements of a report.
    pub(crate) fn said(&mut self, report: i64) -> Result<Rc<[Claim]>, Error> {
        if let Some(said) = self.said.get(&report) {
            return Ok(said.clone());
        }
        let from = "FROM claim c WHERE c.id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535 AND c.kind = 's'";
        let said: Rc<[Claim]> = claims(self.db, from, &[&report])?.into();
        self.said.insert(report, said.clone());
        Ok(said)
    }

    /// What of a report's text is compared with other reports.
    pub(crate) fn compared(&self, report: i64) -> Result<Arc<Compared>, Error> {
        texts::compared(self.db, report)
    }

    /// The same of several reports, read side by side.
    pub(crate) fn compared_of(&self, reports: &[i64]) -> Result<Vec<Arc<Compared>>, Error> {
        texts::read(self.db, reports)?;
        reports.iter().map(|r| self.compared(*r)).collect()
    }

    /// Words of a report.
    pub(crate) fn cut(&mut self, report: i64, (start, end): (usize, usize)) -> Result<String, Error> {
        Ok(self.text(report)?.get(start..end).unwrap_or_default().iter().collect())
    }

    /// The words of a claim, with who vouches for them.
    pub(crate) fn quote(&mut self, c: &Claim) -> Result<Quote, Error> {
        let words = self.cut(c.report, c.span)?;
        let mut by = BTreeSet::new();
        if c.kind == "s" {
            by.extend(c.of(&["speaker"]));
        } else {
            let mut said = self
                .db
                .prepare_cached("SELECT s.parts FROM voucher v JOIN claim s ON s.id = v.statement WHERE v.claim = ?")?;
            let rows = said.query_map([c.id], |r| Ok(Parts::packed(r.get_ref(0)?.as_blob()?)))?;
            for said in rows {
                by.extend(said?.of(&["speaker"]));
            }
        }
        let source = self.source(c.report)?;
        Ok(Quote { words, start: c.span.0, end: c.span.1, by: self.names(&by)?, source })
    }

    /// The line of an item: its newest words in its own voice where there are any, and all its sources.
    pub(crate) fn line(&mut self, item: &Item, what: String, since: Option<i32>) -> Result<Line, Error> {
        let best = item.claims.iter().rev().find(|c| c.own).unwrap_or(item.newest());
        let words = vec![self.quote(best)?];
        let mut sources = BTreeSet::new();
        for c in &item.claims {
            sources.insert(self.source(c.report)?);
        }
        Ok(Line {
            when: item.days().map(shown_days),
            what,
            entry: Some(item.entry),
            new: since.is_some() && item.first_published() >= since,
            stories: item.stories(),
            words,
            sources: sources.into_iter().collect(),
        })
    }

    pub(crate) fn place(&self, id: Option<i64>) -> Result<Option<String>, Error> {
        id.map(|id| places::spot(self.db, id).map(|s| s.name)).transpose()
    }
}

/// Claims by entry; in the order of their first.
pub(crate) fn items(claims: Vec<Claim>) -> Vec<Item> {
    let mut at: HashMap<i64, usize> = HashMap::with_capacity_and_hasher(claims.len(), Default::default());
    let mut items: Vec<Item> = Vec::with_capacity(claims.len());
    for c in claims {
        let Some(entry) = c.entry else { continue };
        let i = *at.entry(entry).or_insert_with(|| {
            items.push(Item { entry, claims: SmallVec::new() });
            items.len() - 1
        });
        items[i].claims.push(c);
    }
    items
}

/// A report as a source.
pub(crate) fn source(db: &Connection, report: i64, n: usize) -> Result<Source, Error> {
    let mut one = db.prepare_cached("SELECT story, name, publisher, published, title, url FROM report WHERE id = ?")?;
    let found = one.query_row([report], |r| {
        Ok(Source {
            n,
            report,
            story: r.get(0)?,
            name: r.get(1)?,
            publisher: r.get(2)?,
            published: r.get(3)?,
            title: r.get(4)?,
            url: r.get(5)?,
        })
    });
    found.optional()?.ok_or_else(|| Error::Unknown(format!("there is no report {report} in the archive")))
}

/// The name of a party.
pub(crate) fn party_name(db: &Connection, party: i64) -> Result<String, Error> {
    let mut one = db.prepare_cached("SELECT name FROM party WHERE id = ?")?;
    Ok(one.query_row(params![party], |r| r.get(0)).optional()?.unwrap_or_else(|| "?".into()))
}

/// Days as EDTF.
pub(crate) fn shown_days(d: Days) -> String {
    if d.is_one() { edtf::text(d.first) } else { format!("{}/{}", edtf::text(d.first), edtf::text(d.last)) }
}

/// Sources as a list at the end of an answer.
pub(crate) fn list_sources(out: &mut String, sources: &[Source]) {
    if sources.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## Sources\n");
    for s in sources {
        let title = s.title.as_deref().unwrap_or(&s.name);
        let told: Vec<&str> = [s.publisher.as_deref(), s.published.as_deref()].into_iter().flatten().collect();
        let _ = write!(out, "{}. {}", s.n, escaped(title));
        if !told.is_empty() {
            let _ = write!(out, " ({})", escaped(&told.join(", ")));
        }
        match &s.url {
            Some(url) if is_address(url) => {
                let _ = write!(out, " <{url}>");
            }
            Some(other) => {
                let _ = write!(out, " {}", escaped(other));
            }
            None => {}
        }
        let _ = writeln!(out);
    }
}

/// Whether a reader can follow it, and it cannot end the brackets that it is written in.
fn is_address(url: &str) -> bool {
    let web = url.starts_with("http://") || url.starts_with("https://");
    web && !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>'))
}

/// A line in Markdown: what, the words, the sources.
pub(crate) fn write_line(out: &mut String, line: &Line) {
    let new = if line.new { "**new** " } else { "" };
    let when = line.when.as_ref().map_or(String::new(), |w| format!("{w}: "));
    let sources: Vec<String> = line.sources.iter().map(|n| format!("[{n}]")).collect();
    let independent = if line.stories > 1 { format!(", {} independent", line.stories) } else { String::new() };
    let _ = writeln!(out, "- {new}{when}{} {}{independent}", escaped(&line.what), sources.join(""));
    for q in &line.words {
        let by = if q.by.is_empty() { String::new() } else { format!(" — {}", escaped(&q.by.join(", "))) };
        let _ = writeln!(out, "  > {}{by} [{}]", escaped(&shortened(&q.words)), q.source);
    }
}

/// Text of reports as text in Markdown: nothing in it is markup, and control characters do not reach a terminal.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn shortened(words: &str) -> String {
    let mut all = words.char_indices();
    match all.nth(SHOWN) {
        Some((at, _)) => format!("{} …", words[..at].trim_end()),
        None => words.to_string(),
    }
}
