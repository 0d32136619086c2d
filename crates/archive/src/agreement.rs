//! Who agrees and who contradicts? Both sides with their words; nothing is decided here.

use std::collections::{BTreeSet, HashSet};

use rapporteur_record::Status;
use serde::Serialize;

use crate::{
    Error, accounts, acts,
    ask::{Claim, Desk, Item, Quote},
    features, numbers, origins, outcomes,
    places::{self, Lie},
    presence, sentences,
    stems::Stems,
    terms,
};

/// Days within which two reports speak of the same state of affairs.
pub(crate) const SAME_TIME: i32 = 3;
/// Texts that are compared with each other, newest first.
const TEXTS: usize = 40;
/// A word is told by too many where more reports than these have it, and more than one in so many.
const FEW: usize = 4;
const WIDELY: usize = 4;
/// Share of words that two positions must have in common to be about one thing.
const SAME_WORDS: f64 = 0.25;

/// Two reports that cannot both be right.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Contradiction {
    /// `place`, `day`, `participants`, `denied`, `number`, `position`, `control`,
    /// `origin`: whose idea it was or who mediated, `terms`: binding and not, by two thirds and by a simple majority, or
    /// `outcome`: open and settled, held and called off, a road open and cut.
    pub about: &'static str,
    /// The entries: one, or two for positions and control.
    pub entries: Vec<i64>,
    /// What one side says, in a few words.
    pub one: String,
    /// What the other says.
    pub other: String,
    /// The words of both.
    pub words: Vec<Quote>,
}

/// What one report says of what another contradicts.
pub(crate) struct Side {
    pub report: i64,
    /// The words.
    pub span: (usize, usize),
    /// What they say, for short.
    pub says: String,
}

impl Contradiction {
    /// Two reports against each other.
    pub(crate) fn of(
        desk: &mut Desk<'_>,
        about: &'static str,
        entries: Vec<i64>,
        one: Side,
        other: Side,
    ) -> Result<Self, Error> {
        let words =
            vec![sentences::quote(desk, one.report, one.span)?, sentences::quote(desk, other.report, other.span)?];
        Ok(Contradiction { about, entries, one: one.says, other: other.says, words })
    }
}

/// A report whose text is compared with others.
pub(crate) struct Report {
    pub id: i64,
    pub story: i64,
    pub day: Option<i32>,
}

impl Report {
    /// Days between two reports; none where one is undated.
    pub fn apart(&self, other: &Report) -> i32 {
        self.day.zip(other.day).map_or(0, |(a, b)| (a - b).abs())
    }
}

/// What reports say against each other, in the entries that they share and in their texts; the newest report last.
pub(crate) fn among(desk: &mut Desk<'_>, items: &[&Item], reports: Vec<Report>) -> Result<Vec<Contradiction>, Error> {
    let mut found = contradictions(desk, items)?;
    let linked = found.len();
    found.extend(of_texts(desk, reports)?);
    // What an entry is told by as held and as denied is not told again by its sentences.
    let within = |entry: &Contradiction, text: &Contradiction| {
        let stands = |q: &Quote| text.words.iter().any(|t| t.source == q.source && t.start < q.end && q.start < t.end);
        entry.about == "denied" && text.about == "outcome" && entry.words.iter().all(stands)
    };
    let again: Vec<bool> = found.iter().map(|text| found[..linked].iter().any(|e| within(e, text))).collect();
    let mut again = again.into_iter();
    found.retain(|_| !again.next().unwrap_or_default());
    // One day against another is told once of two reports, though meeting and accord were linked apart.
    let mut told = HashSet::new();
    found.retain(|c| {
        let sources: BTreeSet<usize> = c.words.iter().map(|q| q.source).collect();
        c.about != "day" || told.insert((sources, BTreeSet::from([c.one.clone(), c.other.clone()])))
    });
    Ok(found)
}

/// What the texts of reports say against each other; the newest report last. Of a story its newest version is compared:
/// what it corrected is no contradiction.
fn of_texts(desk: &mut Desk<'_>, reports: Vec<Report>) -> Result<Vec<Contradiction>, Error> {
    let mut stories = BTreeSet::new();
    let mut all: Vec<Report> = reports.into_iter().rev().filter(|r| stories.insert(r.story)).take(TEXTS).collect();
    all.sort_by_key(|r| (r.day, r.id));
    let texts = desk.compared_of(&all.iter().map(|r| r.id).collect::<Vec<_>>())?;
    let acts = acts::of_reports(desk, &all)?;
    let mut found = vec![];
    let numbers: Vec<_> = all.iter().zip(texts.iter().map(|t| &*t.numbers)).collect();
    let compare = |desk: &mut Desk<'_>, weak: &Weak, a: (&Report, &[_]), b: (&Report, &[_]), found: &mut Vec<_>| {
        numbers::compare(desk, weak, &acts, a, b, found)
    };
    two_by_two(desk, &numbers, |s| &s.words, compare, &mut found)?;
    let outcomes: Vec<_> = all.iter().zip(texts.iter().map(|t| &*t.outcomes)).collect();
    two_by_two(desk, &outcomes, |t| &t.all, outcomes::compare, &mut found)?;
    let found_in = [
        accounts::contradictions(desk, &all, &acts)?,
        presence::contradictions(desk, &all, &acts)?,
        origins::contradictions(desk, &all, &acts)?,
        terms::contradictions(desk, &all)?,
    ];
    found.extend(found_in.into_iter().flatten());
    // Two sentences contradict each other once, in whichever way that was found first; numbers may in several.
    let mut told = HashSet::new();
    found.retain(|c| {
        let at = |q: &Quote| (q.source, q.start);
        let pair = (c.words.iter().map(at).min(), c.words.iter().map(at).max());
        told.insert(pair) || c.about == "number"
    });
    Ok(found)
}

/// Gathers what every report tells, and compares what any two of them tell that lie within so many days.
pub(crate) fn by_two<'r, T>(
    desk: &mut Desk<'_>,
    reports: &'r [Report],
    days: i32,
    gather: impl Fn(&mut Desk<'_>, &'r Report) -> Result<T, Error>,
    compare: impl Fn(&mut Desk<'_>, (&Report, &T), (&Report, &T)) -> Result<Vec<Contradiction>, Error>,
) -> Result<Vec<Contradiction>, Error> {
    let told = reports.iter().map(|r| gather(desk, r)).collect::<Result<Vec<T>, Error>>()?;
    let all: Vec<(&Report, &T)> = reports.iter().zip(&told).collect();
    let mut found = vec![];
    for (i, a) in all.iter().enumerate() {
        for b in all[i + 1..].iter().filter(|b| a.0.apart(b.0) <= days) {
            found.extend(compare(desk, *a, *b)?);
        }
    }
    Ok(found)
}

/// Words that most reports on the talks have: that two sentences share them says nothing.
pub(crate) type Weak = Stems;

/// Compares the texts of reports of about the same time, two by two.
fn two_by_two<T>(
    desk: &mut Desk<'_>,
    all: &[(&Report, &[T])],
    words: impl Fn(&T) -> &Stems,
    compare: impl Fn(&mut Desk<'_>, &Weak, (&Report, &[T]), (&Report, &[T]), &mut Vec<Contradiction>) -> Result<(), Error>,
    found: &mut Vec<Contradiction>,
) -> Result<(), Error> {
    let mut told_by = vec![0; usize::from(u16::MAX) + 1];
    for (_, text) in all {
        let all: Stems = text.iter().flat_map(|t| words(t).iter()).collect();
        all.iter().for_each(|w| told_by[usize::from(w)] += 1);
    }
    let most = FEW.max(all.len() / WIDELY);
    let weak: Weak = (0..=u16::MAX).filter(|w| told_by[usize::from(*w)] > most).collect();
    for (i, a) in all.iter().enumerate() {
        for b in all[i + 1..].iter().filter(|b| a.0.apart(b.0) <= SAME_TIME) {
            compare(desk, &weak, *a, *b, found)?;
        }
    }
    Ok(())
}

/// The contradictions among these items, each once.
fn contradictions(desk: &mut Desk<'_>, items: &[&Item]) -> Result<Vec<Contradiction>, Error> {
    let mut found = vec![];
    for item in items.iter().filter(|i| i.stories() > 1) {
        within(desk, item, &mut found)?;
    }
    let excluding: Vec<&Item> = items.iter().filter(|i| matches!(i.newest().kind, "o" | "c")).copied().collect();
    for (i, a) in excluding.iter().enumerate() {
        for b in &excluding[i + 1..] {
            between(desk, a, b, &mut found)?;
        }
    }
    Ok(found)
}

/// Reports of different stories about one entry.
fn within(desk: &mut Desk<'_>, item: &Item, found: &mut Vec<Contradiction>) -> Result<(), Error> {
    let mut told = BTreeSet::new();
    for (i, a) in item.claims.iter().enumerate() {
        for b in item.claims[i + 1..].iter().filter(|b| b.story != a.story) {
            for (about, one, other) in differences(desk, a, b)? {
                if told.insert((about, one.clone(), other.clone()))
                    && !told.contains(&(about, other.clone(), one.clone()))
                {
                    let words = vec![desk.quote(a)?, desk.quote(b)?];
                    found.push(Contradiction { about, entries: vec![item.entry], one, other, words });
                }
            }
        }
    }
    Ok(())
}

/// Steps that an instrument takes once.
const ONCE: [&str; 4] = ["signed", "adopted", "ratified", "in_force"];

type Difference = (&'static str, String, String);

fn differences(desk: &mut Desk<'_>, a: &Claim, b: &Claim) -> Result<Vec<Difference>, Error> {
    let mut out = vec![];
    let real = |c: &Claim| matches!(c.status, Some(Status::Happened | Status::Ongoing));
    let denied = |c: &Claim| c.status == Some(Status::Denied);
    if (real(a) && denied(b)) || (denied(a) && real(b)) {
        let say = |c: &Claim| c.status.map_or("", Status::as_str).to_string();
        out.push(("denied", say(a), say(b)));
        return Ok(out);
    }
    // A text is signed on one day.
    if a.kind == "h" && b.kind == "h" && a.class == b.class && ONCE.contains(&a.class.as_str()) {
        out.extend(day(a, b));
    }
    // What is announced may move; what was announced on the same days may not be two things.
    let apart = a.published.zip(b.published).map_or(0, |(a, b)| (a - b).abs());
    let comparable = (real(a) && real(b)) || (a.status == b.status && apart < SAME_TIME);
    if comparable && matches!(a.kind, "m" | "e") {
        out.extend(place(desk, a, b)?);
        out.extend(day(a, b));
        out.extend(participants(desk, a, b)?);
    }
    Ok(out)
}

fn place(desk: &mut Desk<'_>, a: &Claim, b: &Claim) -> Result<Option<Difference>, Error> {
    let (Some(x), Some(y)) = (a.place, b.place) else { return Ok(None) };
    let (x, y) = (places::spot(desk.db, x)?, places::spot(desk.db, y)?);
    let apart = match places::compare(&x, &y) {
        Lie::Apart => true,
        Lie::Same => false,
        // Two names of which each report has but one, for one day's meeting.
        Lie::Unknown => {
            let one_day = a.days.is_some_and(|d| d.is_one()) && a.days == b.days && a.kind == "m";
            one_day && !names(desk, a.report, &y.name)? && !names(desk, b.report, &x.name)?
        }
    };
    Ok(apart.then_some(("place", x.name, y.name)))
}

/// Whether a report names a place anywhere.
fn names(desk: &mut Desk<'_>, report: i64, place: &str) -> Result<bool, Error> {
    let text: String = desk.text(report)?.iter().collect();
    Ok(text.to_lowercase().contains(&place.to_lowercase()))
}

fn day(a: &Claim, b: &Claim) -> Option<Difference> {
    let (x, y) = (a.days?, b.days?);
    let exact = x.is_one() && y.is_one();
    (exact && x.gap(y) > 0).then(|| ("day", crate::edtf::text(x.first), crate::edtf::text(y.first)))
}

/// Where both name who came, agree on one side's people and name wholly different people for another's.
fn participants(desk: &mut Desk<'_>, a: &Claim, b: &Claim) -> Result<Option<Difference>, Error> {
    let (x, y) = (a.of(&["participant"]), b.of(&["participant"]));
    if x.is_disjoint(&y) {
        return Ok(None);
    }
    let mut sides = |people: &mut dyn Iterator<Item = &i64>| -> Result<Vec<(i64, i64)>, Error> {
        people.map(|p| Ok((desk.side(*p)?, *p))).collect()
    };
    let (only_x, only_y) = (sides(&mut x.difference(&y))?, sides(&mut y.difference(&x))?);
    let shared: BTreeSet<i64> = sides(&mut x.intersection(&y))?.into_iter().map(|(s, _)| s).collect();
    let pair = only_x.iter().find_map(|(s, p)| {
        let other = only_y.iter().find(|(t, _)| s == t)?;
        (!shared.contains(s)).then_some((*p, other.1))
    });
    Ok(match pair {
        Some((p, q)) => Some(("participants", desk.name(p)?, desk.name(q)?)),
        None => None,
    })
}

/// Two entries that exclude each other: a party is said to accept and to reject one thing, two hold one town.
fn between(desk: &mut Desk<'_>, a: &Item, b: &Item, found: &mut Vec<Contradiction>) -> Result<(), Error> {
    let (x, y) = (a.newest(), b.newest());
    if x.kind != y.kind || x.report == y.report || x.story == y.story {
        return Ok(());
    }
    let apart = x.published.zip(y.published).map_or(0, |(a, b)| (a - b).abs());
    if apart > SAME_TIME {
        return Ok(());
    }
    let holds = |c: &Claim| matches!(c.class.as_str(), "holds" | "gained") && c.status != Some(Status::Denied);
    let about = match x.kind {
        "o" => {
            let stances = [x.detail.as_str(), y.detail.as_str()];
            let against = stances.contains(&"rejects") && (stances.contains(&"accepts") || stances.contains(&"offers"));
            let same = x.class == y.class && x.of(&["holder"]) == y.of(&["holder"]);
            (against && same && share(desk, x, y)? >= SAME_WORDS).then_some("position")
        }
        "c" => {
            let same = features::words(&x.detail) == features::words(&y.detail);
            (same && holds(x) && holds(y) && x.of(&["holder"]) != y.of(&["holder"])).then_some("control")
        }
        _ => None,
    };
    if let Some(about) = about {
        let (holder, other) = (desk.names(&x.of(&["holder"]))?.join(", "), desk.names(&y.of(&["holder"]))?.join(", "));
        let say = |who: String, c: &Claim| format!("{who} {}", if about == "position" { &c.detail } else { &c.class });
        let words = vec![desk.quote(x)?, desk.quote(y)?];
        found.push(Contradiction {
            about,
            entries: vec![a.entry, b.entry],
            one: say(holder, x),
            other: say(other, y),
            words,
        });
    }
    Ok(())
}

fn share(desk: &mut Desk<'_>, x: &Claim, y: &Claim) -> Result<f64, Error> {
    let (a, b) = (features::words(&desk.cut(x.report, x.span)?), features::words(&desk.cut(y.report, y.span)?));
    let smaller = a.len().min(b.len()).max(1);
    Ok(a.intersection(&b).count() as f64 / smaller as f64)
}
