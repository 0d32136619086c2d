//! An entry as a page shows it: what, who has which part, when, where, how real, and the words that state it.

use rapporteur_record::Status;
use serde::Serialize;
use smallvec::smallvec;
use smol_str::SmolStr;

use super::{Claim, Desk, Item, Line, Quote, Source, Stretch, brief, claims, items, shown_days};
use crate::{Archive, Error, edtf};

/// A party, by its number and name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
pub struct Named {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
}

/// A party's part in an entry.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Part {
    /// `party`, `participant`, `host`, `mediator`, `author`, `holder`, `toward`, `actor`, `recipient`.
    pub role: &'static str,
    /// Who.
    pub party: Named,
}

/// A step in the life of an instrument.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Told {
    /// `signed`, `revised`, ...
    pub step: String,
    /// The day, or the day on which it was reported.
    pub when: Option<String>,
    /// Independent sources.
    pub stories: usize,
    /// The words.
    pub words: Quote,
}

/// An entry, over all reports that speak of it.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Entry {
    /// Its number.
    pub id: i64,
    /// `meeting`, `instrument`, `position`, `event` or `control`.
    pub kind: &'static str,
    /// PLOVER type, kind of instrument, issue, change, or the topics of a meeting.
    pub class: String,
    /// Mode, stance, format, name or territory.
    pub detail: String,
    /// How real.
    pub status: Option<&'static str>,
    /// EDTF: its days, where reports give any.
    pub when: Option<String>,
    /// Where.
    pub place: Option<Named>,
    /// Who.
    pub parts: Vec<Part>,
    /// The day of the first report that tells of it.
    pub first_told: Option<String>,
    /// The day of the last one.
    pub last_told: Option<String>,
    /// Independent sources: stories, not copies.
    pub stories: usize,
    /// Reports.
    pub reports: usize,
    /// Whether a report vouches for it in its own voice.
    pub own: bool,
    /// The same in a few words, as `brief` puts it.
    pub what: String,
    /// The words that state it.
    pub words: Quote,
    /// Steps of an instrument, oldest first.
    pub steps: Vec<Told>,
}

impl Entry {
    /// Those with one of these parts.
    pub fn with(&self, roles: &[&str]) -> Vec<&Named> {
        self.parts.iter().filter(|p| roles.contains(&p.role)).map(|p| &p.party).collect()
    }
}

/// An entry with everything that was said of it.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Evidenced {
    /// The entry.
    pub entry: Entry,
    /// How often it is told in all.
    pub told: usize,
    /// What each report says, oldest first.
    pub lines: Vec<Line>,
    /// The reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// An entry with what was said of it: a stretch of all that was.
    pub fn entry(&self, id: i64, stretch: Stretch) -> Result<Evidenced, Error> {
        let mut desk = Desk::new(&self.db);
        let told = "FROM telling t CROSS JOIN claim c ON c.id = t.claim
                    WHERE t.entry = ifnull((SELECT into_entry FROM entry WHERE id = ?1), ?1)";
        let told = claims(&self.db, told, &[&id])?;
        let Some(item) = items(told).into_iter().next() else {
            return Err(Error::Unknown(format!("there is no entry {id} in the archive")));
        };
        let entry = desk.entry(&item)?;
        let mut lines = vec![];
        for c in item.claims.iter().skip(stretch.skip).take(stretch.take) {
            let one = Item { entry: item.entry, claims: smallvec![c.clone()] };
            let what = if c.kind == "h" { c.class.replace('_', " ") } else { brief::what(&mut desk, &one)? };
            lines.push(desk.line(&one, what, None)?);
        }
        Ok(Evidenced { entry, told: item.claims.len(), lines, sources: desk.sources })
    }
}

/// The kind of entry behind the letter of a record's ids.
pub(crate) fn kind(letter: &str) -> &'static str {
    match letter {
        "s" => "statement",
        "m" => "meeting",
        "i" | "h" => "instrument",
        "o" => "position",
        "e" => "event",
        _ => "control",
    }
}

impl Desk<'_> {
    /// An item as it is shown.
    pub(crate) fn entry(&mut self, item: &Item) -> Result<Entry, Error> {
        let newest = item.newest().clone();
        let best = item.claims.iter().rev().find(|c| c.own).unwrap_or(&newest).clone();
        let status = match newest.kind {
            "m" => newest.status,
            _ => item.most(|c| c.status),
        };
        let place = item.most(|c| c.place);
        let mut parts: Vec<Part> = vec![];
        for (role, party) in item.claims.iter().rev().flat_map(|c| c.parts.iter()) {
            if !parts.iter().any(|p| p.role == role && p.party.id == party) {
                parts.push(Part { role, party: self.named(party)? });
            }
        }
        let day = |d: Option<i32>| d.map(edtf::text);
        let detail = item.most(|c| (c.kind != "h").then(|| c.detail.clone())).unwrap_or_default();
        let of_itself = item.claims.iter().rev().find(|c| c.kind != "h").unwrap_or(&newest);
        Ok(Entry {
            id: item.entry,
            kind: kind(newest.kind),
            class: of_itself.class.to_string(),
            detail: if detail.is_empty() { &newest.detail } else { &detail }.to_string(),
            status: status.map(Status::as_str),
            when: item.days().map(shown_days),
            place: match place {
                Some(id) => self.place(place)?.map(|name| Named { id, name }),
                None => None,
            },
            parts,
            first_told: day(item.first_published()),
            last_told: day(item.last_published()),
            stories: item.stories(),
            reports: item.claims.iter().map(|c| c.report).collect::<std::collections::BTreeSet<_>>().len(),
            own: item.claims.iter().any(|c| c.own),
            what: brief::what(self, item)?,
            words: self.quote(&best)?,
            steps: self.steps(item)?,
        })
    }

    /// The steps of an instrument: what several reports tell of one step on one day is told once.
    fn steps(&mut self, item: &Item) -> Result<Vec<Told>, Error> {
        let mut told: Vec<(Option<i32>, SmolStr, Vec<Claim>)> = vec![];
        for c in item.claims.iter().filter(|c| c.kind == "h") {
            let day = c.days.map(|d| d.first).or(c.published);
            match told.iter_mut().find(|(d, step, _)| *step == c.class && (*d == day || c.days.is_none())) {
                Some((_, _, all)) => all.push(c.clone()),
                None => told.push((day, c.class.clone(), vec![c.clone()])),
            }
        }
        told.sort_by_key(|(day, _, _)| *day);
        let mut out = vec![];
        for (day, step, all) in told {
            let stories = all.iter().map(|c| c.story).collect::<std::collections::BTreeSet<_>>().len();
            let when = all[0].days.map(shown_days).or(day.map(edtf::text));
            out.push(Told { step: step.into(), when, stories, words: self.quote(&all[0])? });
        }
        Ok(out)
    }

    pub(crate) fn named(&mut self, party: i64) -> Result<Named, Error> {
        Ok(Named { id: party, name: self.name(party)? })
    }
}
