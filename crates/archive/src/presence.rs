//! Was someone there or not, and did they stay? What one report says of a person against what another says of them at the
//! same meeting: told by phrases of `lexicon/archive.toml` and by those who took part in meetings.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rapporteur_record::Status;

use crate::{
    Error,
    acts::{Act, Sentences},
    agreement::{Contradiction, Report, Side, by_two},
    ask::Desk,
    edtf::Days,
    figures,
    lexicon::lexicon,
    naming::{Words, first_words, last_word},
    phrases::Does,
    sentences::{Read, Span},
    stems::stem,
};

/// Days before its publication that a report tells of where it gives none.
const RECENT: i32 = 3;
/// Meetings that go on for longer have those who come and go.
const ONE_MEETING: i32 = 2;

/// What a text says of persons, as far as its words alone tell.
pub(crate) struct Said {
    /// Which pair of opposites, and which side of it.
    pair: usize,
    does: bool,
    /// Family names, and countries whose envoys are meant.
    names: BTreeSet<String>,
    /// The words that may give the days.
    clause: Vec<String>,
    /// Signings, talks.
    occasions: BTreeSet<&'static str>,
    span: Span,
    shown: String,
}

/// The same with its days.
struct Fact {
    said: Arc<Said>,
    days: Days,
    dated: bool,
    /// The meeting.
    entry: Option<i64>,
}

/// A report with what it says of persons, and the meetings that it tells of with those who were there.
struct Told<'a> {
    report: &'a Report,
    facts: Vec<Fact>,
}

/// Contradictions about who was there among reports.
pub(crate) fn contradictions(
    desk: &mut Desk<'_>,
    reports: &[Report],
    acts: &HashMap<i64, Vec<Act>>,
) -> Result<Vec<Contradiction>, Error> {
    let gather = |desk: &mut Desk<'_>, report| gathered(desk, report, &acts[&report.id]);
    by_two(desk, reports, i32::MAX, gather, |desk, (_, a), (_, b)| {
        let mut told: BTreeSet<(usize, String)> = BTreeSet::new();
        let side =
            |told: &Told<'_>, f: &Fact| Side { report: told.report.id, span: f.said.span, says: f.said.shown.clone() };
        let mut found = vec![];
        for x in &a.facts {
            for y in b.facts.iter().filter(|y| x.said.pair == y.said.pair && x.said.does != y.said.does) {
                let Some(name) = x.said.names.intersection(&y.said.names).next() else { continue };
                let against = if x.said.does { y.against(x, b, a) } else { x.against(y, a, b) };
                if against && told.insert((x.said.pair, name.clone())) {
                    let entries = x.entry.or(y.entry).into_iter().collect();
                    found.push(Contradiction::of(desk, "participants", entries, side(a, x), side(b, y))?);
                }
            }
        }
        Ok(found)
    })
}

/// What a report says of persons; nothing where it has no day.
fn gathered<'a>(desk: &mut Desk<'_>, report: &'a Report, acts: &[Act]) -> Result<Told<'a>, Error> {
    let Some(day) = report.day else { return Ok(Told { report, facts: vec![] }) };
    let (text, read) = (desk.text(report.id)?, desk.compared(report.id)?);
    let mut facts: Vec<Fact> = read.persons.iter().map(|said| Fact::of(said, day, acts)).collect();
    for act in acts.iter().filter(|a| a.claim.kind == "m" && a.is_real()) {
        facts.extend(of_meeting(desk, act, &text, &read.sentences, day)?);
    }
    Ok(Told { report, facts })
}

impl Said {
    /// Bytes that it takes.
    pub fn weight(&self) -> usize {
        let strings: usize = self.names.iter().chain(&self.clause).map(|w| size_of::<String>() + w.len()).sum();
        size_of::<Said>() + strings + self.occasions.len() * size_of::<&str>() + self.shown.len()
    }
}

impl Fact {
    /// What a report of a day says of persons.
    fn of(said: &Arc<Said>, published: i32, acts: &[Act]) -> Fact {
        let clause: Vec<&str> = said.clause.iter().map(String::as_str).collect();
        let days = figures::when(&clause, published).or_else(|| denied_on(acts, said.span));
        Fact { said: said.clone(), days: days.unwrap_or(recent(published)), dated: days.is_some(), entry: None }
    }

    /// Whether someone's absence in one report is of the occasion at which another has them.
    fn against(&self, there: &Fact, a: &Told<'_>, b: &Told<'_>) -> bool {
        if self.days.gap(there.days) > 0 {
            return false;
        }
        let with = |f: &Fact| {
            let (f, they) = (&f.said, &there.said);
            f.does == they.does && f.pair == self.said.pair && !f.names.is_disjoint(&self.said.names)
        };
        let one_occasion = |f: &Fact| f.days.gap(self.days) == 0 && (self.is_of(f) || f.is_of(self));
        // Whoever tells of both tells of two occasions.
        let came_later = a.facts.iter().any(|f| with(f) && one_occasion(f));
        let shared = there.entry.is_some() && a.facts.iter().any(|f| f.entry == there.entry);
        let near = a.report.apart(b.report) <= 1;
        let one_day = |f: &Fact| f.dated && f.days.is_one();
        let same = shared
            || self.is_of(there)
            || (one_day(self) && one_day(there) && self.may_be(there))
            || (!lexicon().conduct[self.said.pair].occasion && (near || self.dated || there.dated));
        same && !came_later
    }

    fn is_of(&self, other: &Fact) -> bool {
        !self.said.occasions.is_disjoint(&other.said.occasions)
    }

    fn may_be(&self, other: &Fact) -> bool {
        self.said.occasions.is_empty() || other.said.occasions.is_empty() || self.is_of(other)
    }
}

/// Days of which a report tells that gives none.
fn recent(published: i32) -> Days {
    Days { first: published - RECENT, last: published }
}

/// What a sentence, with the one before it, says of persons.
pub(crate) fn said(before: &str, sentence: &Read, words: &Words) -> Vec<Said> {
    let mut out = vec![];
    for start in 0..words.lower.len() {
        for (pair, nth) in lexicon().conduct_by_word.get(&words.known[start]).into_iter().flatten().copied() {
            let (phrase, does) = &lexicon().conduct[pair].phrases[nth];
            let Some(end) = phrase.at(&words.known, start) else { continue };
            let said = words.lower[..start].iter().rposition(|w| lexicon().reporting.contains(w));
            let from = said.map_or(0, |at| at + 1);
            let not = words.lower[from..end].iter().any(|w| lexicon().refusing.contains(w));
            let does = match (does, not) {
                (Does::It, not) => !not,
                (Does::Not, false) | (Does::NotWhereNegated, true) => false,
                // Who "did not stay away" may have come or not.
                (Does::Not, true) | (Does::NotWhereNegated, false) => continue,
            };
            let mut names = subject(words, from, start, before);
            // "The chair reserved for Chad stayed empty."
            if names.is_empty() && !does {
                names = words.names(start, end);
            }
            if names.is_empty() {
                continue;
            }
            out.push(Said {
                pair,
                does,
                names,
                clause: words.lower[words.clause_start(start)..words.clause_end(end - 1)].to_vec(),
                occasions: occasions(&format!("{before} {}", sentence.text)),
                span: sentence.span,
                shown: words.shown(from),
            });
        }
    }
    out
}

/// Whom a phrase is said of: the names before it, or the one name in the sentence before where there is only a pronoun.
fn subject(words: &Words, from: usize, to: usize, before: &str) -> BTreeSet<String> {
    let names = words.names(from, to);
    let pronoun = words.lower[from..to].iter().any(|w| lexicon().pronouns.contains(w));
    if !names.is_empty() || !pronoun {
        return names;
    }
    let before = Words::of(before);
    let mut names = before.names(0, before.lower.len());
    // "M23" is no one.
    names.retain(|n| n.chars().all(char::is_alphabetic));
    if names.len() == 1 { names } else { BTreeSet::new() }
}

/// The day of what a sentence's entries say was denied or refused.
fn denied_on(acts: &[Act], span: Span) -> Option<Days> {
    let refused = |a: &&Act| a.claim.status == Some(Status::Denied) || a.claim.class == "REJECT";
    acts.iter().filter(|a| a.stands_in(span)).filter(refused).find_map(|a| a.claim.days)
}

/// Kinds of occasion that words name.
fn occasions(words: &str) -> BTreeSet<&'static str> {
    let stems = words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(|w| stem(&w.to_lowercase()));
    stems.filter_map(|s| lexicon().occasions.get(&s)).map(String::as_str).collect()
}

/// Those who took part in a meeting; where nobody is named, that there was one.
fn of_meeting(
    desk: &mut Desk<'_>,
    act: &Act,
    text: &[char],
    spans: &Sentences,
    published: i32,
) -> Result<Option<Fact>, Error> {
    let days = act.claim.days;
    if days.is_some_and(|d| d.last - d.first > ONE_MEETING) {
        return Ok(None);
    }
    let (_, span) = spans.around(act.claim.span);
    let cut = |(start, end): Span| -> String { text.get(start..end).unwrap_or_default().iter().collect() };
    let names = desk.names(&act.claim.of(&["participant"]))?;
    let said = Said {
        pair: 0,
        does: true,
        names: names.iter().filter_map(|n| last_word(n)).collect(),
        clause: vec![],
        occasions: occasions(&cut(span)),
        span,
        shown: format!("{}: {}", names.join(", "), first_words(&cut(act.claim.span))),
    };
    let entry = act.claim.entry;
    Ok(Some(Fact { said: said.into(), days: days.unwrap_or(recent(published)), dated: days.is_some(), entry }))
}
