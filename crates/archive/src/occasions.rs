//! When and where was it? A signing, a last session, the beginning of a truce, a vote to come: what is held once has one
//! place and one day, and reports that give it others contradict each other. Told by the occasions and venues of
//! `lexicon/contradictions.toml`.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    Error,
    agreement::{Contradiction, Report, SAME_TIME, Side, Weak},
    ask::Desk,
    compared::Compared,
    edtf::{self, Days},
    figures,
    lexicon::lexicon,
    naming::Words,
    passages::Passages,
    scales::{Occasion, Word, scales},
    sentences::Read,
    stems::{Stems, stem},
};

/// How much must tie two passages that tell where something was and when, and what it adds that neither report tells of another such occasion.
const TIED: f32 = 1.4;
const NAMED_DAY: f32 = 0.95;
const UNNAMED_DAY: f32 = 1.25;
const ALONE: f32 = 0.5;
/// Words between the preposition and the venue, and beside a phrase in which it is told that it is the last.
const NEAR: usize = 8;
const BESIDE: usize = 5;

/// Whether it is told as the first or the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nth {
    Some,
    First,
    Last,
}

/// When or where an occasion was.
pub(crate) struct Fact {
    occasion: usize,
    nth: Nth,
    venues: u32,
    /// The days as they are written, to be read as of the report's own.
    days: Option<Written>,
    at: usize,
    shown: Box<str>,
}

/// What a text tells of occasions, and the kinds of venue that it names.
#[derive(Default)]
pub(crate) struct Occasions {
    all: Box<[Fact]>,
    venues: u32,
}

/// Days as a sentence gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Written {
    /// Month and day, of the first and of the last; a weekday where there is no month.
    day: Part,
    bound: Bound,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Dates((u32, u32), (u32, u32)),
    Weekday(i32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    On,
    NotBefore,
    Before,
}

impl Occasions {
    /// What a text tells.
    pub fn of(all: &[Read]) -> Self {
        let (mut told, mut named) = (vec![], 0);
        for (at, sentence) in all.iter().enumerate() {
            let words = Words::of(&sentence.text);
            let stems: Vec<u16> = words.lower.iter().map(|w| stem(w)).collect();
            let tokens: Vec<Word> = words.lower.iter().map(|w| Word::of(w)).collect();
            named |= stems.iter().filter_map(|s| scales().venues.get(s)).fold(0, |all, v| all | v);
            let before = at.checked_sub(1).map(|b| &all[b]).filter(|b| b.paragraph == sentence.paragraph);
            for (n, occasion) in scales().occasions.iter().enumerate() {
                told.extend(fact(occasion, &words, (&stems, &tokens), before).map(|f| Fact { occasion: n, at, ..f }));
            }
        }
        Occasions { all: told.into(), venues: named }
    }

    /// Bytes that they take.
    pub fn weight(&self) -> usize {
        self.all.iter().map(|f| size_of::<Fact>() + f.shown.len()).sum()
    }

    fn alone(&self, like: &Fact) -> bool {
        self.all.iter().filter(|f| f.occasion == like.occasion && f.nth == like.nth).count() == 1
    }
}

/// What a sentence tells of an occasion.
fn fact(occasion: &Occasion, words: &Words, (stems, tokens): (&[u16], &[Word]), before: Option<&Read>) -> Option<Fact> {
    let begins = |at: &usize| occasion.first.contains(tokens[*at].stem) || occasion.first.contains(tokens[*at].exact);
    let places = |start: usize| occasion.phrases.iter().find_map(|p| Some((start, p.at(tokens, start)?)));
    (0..stems.len()).filter(begins).filter_map(places).find_map(|(start, end)| {
        let from = words.clause_start(start);
        let it = || words.lower[from..start].iter().any(|w| matches!(w.as_str(), "it" | "which"));
        let earlier = || before.is_some_and(|b| b.concepts.shared(&occasion.of).next().is_some());
        let named = |from: usize| stems[from..start].iter().any(|s| occasion.of.contains(*s));
        if !(occasion.of.is_empty() || named(from) || (it() && (named(0) || earlier()))) {
            return None;
        }
        let nth = if occasion.day {
            Nth::Some
        } else {
            nth(&words.lower[start.saturating_sub(BESIDE)..stems.len().min(end + BESIDE)])
        };
        if occasion.nth && nth == Nth::Some {
            return None;
        }
        let venues = if occasion.day { 0 } else { venues(words, stems) };
        let days = if occasion.day { written(words, stems, start, words.clause_end(end - 1)) } else { None };
        let shown = || words.shown(from).into();
        (venues != 0 || days.is_some()).then(|| Fact { occasion: 0, nth, venues, days, at: 0, shown: shown() })
    })
}

/// Whether words tell that it is the first or the last.
fn nth(words: &[String]) -> Nth {
    let any = |of: &[&str]| words.iter().any(|w| of.contains(&w.as_str()));
    match (any(&["last", "final", "closing"]), any(&["first", "opening"])) {
        (true, false) => Nth::Last,
        (false, true) => Nth::First,
        _ => Nth::Some,
    }
}

/// The kinds of venue that a sentence tells something to be at.
fn venues(words: &Words, stems: &[u16]) -> u32 {
    let within = |at: usize| {
        let before = &words.lower[at.saturating_sub(NEAR)..at];
        let led = before.iter().rposition(|w| matches!(w.as_str(), "in" | "at" | "on" | "aboard" | "inside" | "under"));
        // "On the road to the airport" is at no airport.
        led.is_some_and(|p| !before[p..].iter().any(|w| matches!(w.as_str(), "to" | "from" | "near" | "outside")))
    };
    let all = (0..stems.len()).filter_map(|at| Some((at, *scales().venues.get(&stems[at])?)));
    all.filter(|(at, _)| within(*at)).fold(0, |all, (_, venue)| all | venue)
}

/// The days that a clause gives to what begins at a word.
fn written(words: &Words, stems: &[u16], start: usize, end: usize) -> Option<Written> {
    const AHEAD: usize = 16;
    let from = words.clause_start(start);
    let lower: Vec<&str> = words.lower[..end.min(start + AHEAD)].iter().map(String::as_str).collect();
    let (at, day) = (start..lower.len()).find_map(|at| Some((at, part(&lower, at)?)))?;
    let not = stems[from..at].iter().any(|s| scales().negators.contains(*s));
    let led = &lower[at.saturating_sub(3)..at];
    let any = |of: &[&str]| led.iter().any(|w| of.contains(w));
    let bound = match (any(&["before", "until", "earlier", "by"]), not || any(&["earlier"])) {
        (true, true) => Bound::NotBefore,
        (true, false) => Bound::Before,
        (false, true) => return None,
        (false, false) => Bound::On,
    };
    Some(Written { day, bound })
}

/// The days that words give from one on: "Feb. 25", "first day of March", "the second half of April", "mid-April".
fn part(words: &[&str], at: usize) -> Option<Part> {
    if let Some(day) = lexicon().weekdays.iter().position(|d| d == words[at]) {
        return Some(Part::Weekday(day as i32));
    }
    if let Some((month, day, _)) = figures::date(words, at) {
        return Some(Part::Dates((month, day), (month, day)));
    }
    let month = |w: Option<&&str>| {
        let named = |w: &str| lexicon().months.iter().position(|m| figures::is_month(w, m)).map(|m| m as u32 + 1);
        w.and_then(|w| named(w))
    };
    let within = |month: u32, (first, last): (u32, u32)| Part::Dates((month, first), (month, last));
    match words[at..] {
        ["first", "half", "of", ..] => month(words.get(at + 3)).map(|m| within(m, (1, 15))),
        ["second", "half", "of", ..] => month(words.get(at + 3)).map(|m| within(m, (16, 31))),
        ["beginning" | "start", "of", ..] => month(words.get(at + 2)).map(|m| within(m, (1, 10))),
        ["middle", "of", ..] => month(words.get(at + 2)).map(|m| within(m, (10, 20))),
        ["end", "of", ..] => month(words.get(at + 2)).map(|m| within(m, (20, 31))),
        ["early", ..] => month(words.get(at + 1)).map(|m| within(m, (1, 12))),
        ["mid", ..] => month(words.get(at + 1)).map(|m| within(m, (10, 20))),
        ["late", ..] => month(words.get(at + 1)).map(|m| within(m, (18, 31))),
        ["in", ..] => month(words.get(at + 1)).map(|m| within(m, (1, 31))),
        _ => None,
    }
}

impl Written {
    /// The days that are meant by a report of a day: those next to it.
    fn as_of(self, published: i32) -> Option<Days> {
        const MONDAY: i32 = 4;
        let today = edtf::date_of(published)?;
        let of = |year: i16, (month, day): (u32, u32)| {
            let first = Date::new(year, month as i8, 1).ok()?;
            let day = (day as i8).min(first.days_in_month());
            Some(edtf::number(first.with().day(day).build().ok()?))
        };
        let days = match self.day {
            Part::Weekday(day) => {
                let day = published - (published - MONDAY - day).rem_euclid(7);
                Days { first: day, last: day }
            }
            Part::Dates(first, last) => {
                let years = [today.year() - 1, today.year(), today.year() + 1];
                let all = years.into_iter().filter_map(|y| Some(Days { first: of(y, first)?, last: of(y, last)? }));
                all.min_by_key(|d| (d.first - published).abs())?
            }
        };
        Some(match self.bound {
            Bound::On => days,
            Bound::NotBefore => Days { last: i32::MAX, ..days },
            Bound::Before => Days { first: i32::MIN, last: days.first },
        })
    }
}

/// A report with its text.
type Told<'a> = (&'a Report, &'a Passages, &'a Occasions);

/// Contradictions of when and where among reports of about the same time.
pub(crate) fn contradictions(
    desk: &mut Desk<'_>,
    reports: &[Report],
    texts: &[Arc<Compared>],
    weak: &Weak,
) -> Result<Vec<Contradiction>, Error> {
    let all: Vec<Told<'_>> = reports.iter().zip(texts).map(|(r, t)| (r, &t.passages, &t.occasions)).collect();
    let mut found = vec![];
    for (i, a) in all.iter().enumerate() {
        for b in all[i + 1..].iter().filter(|b| a.0.apart(b.0) <= SAME_TIME) {
            let mut told: Vec<(usize, Nth)> = vec![];
            for (s, t) in a.2.all.iter().flat_map(|s| b.2.all.iter().map(move |t| (s, t))) {
                let again = told.contains(&(s.occasion, s.nth));
                if let Some(about) = excludes(*a, s, *b, t, weak).filter(|_| !again) {
                    told.push((s.occasion, s.nth));
                    let side = |of: Told<'_>, f: &Fact| Side {
                        report: of.0.id,
                        span: of.1.all[f.at].span,
                        says: f.shown.to_string(),
                    };
                    found.push(Contradiction::of(desk, about, vec![], side(*a, s), side(*b, t))?);
                }
            }
        }
    }
    Ok(found)
}

/// Whether two facts of one occasion cannot both be right, and in what.
fn excludes(a: Told<'_>, s: &Fact, b: Told<'_>, t: &Fact, weak: &Stems) -> Option<&'static str> {
    if s.occasion != t.occasion || s.nth != t.nth {
        return None;
    }
    let (p, q) = (&a.1.all[s.at], &b.1.all[t.at]);
    let about = if scales().occasions[s.occasion].day {
        let (one, other) = (s.days?.as_of(a.0.day?)?, t.days?.as_of(b.0.day?)?);
        // Whoever tells of both days tells of two occasions.
        let tells = |of: Told<'_>, day: Days| {
            let all = of.2.all.iter().filter(|f| f.occasion == s.occasion);
            all.filter_map(|f| f.days?.as_of(of.0.day?)).any(|d| d.first <= day.last && day.first <= d.last)
        };
        let apart = one.first > other.last || other.first > one.last;
        (apart && !tells(a, other) && !tells(b, one)).then_some("day")?
    } else {
        // Whoever names both places may tell of two occasions.
        let names = |of: Told<'_>, venues: u32| of.2.venues & venues != 0;
        let apart = s.venues & t.venues == 0 && !names(a, t.venues) && !names(b, s.venues);
        (apart && !p.days.are_others(q.days)).then_some("place")?
    };
    let alone = if a.2.alone(s) && b.2.alone(t) { ALONE } else { 0.0 };
    let least = match about {
        "place" => TIED,
        _ if p.names.is_disjoint(&q.names) => UNNAMED_DAY,
        _ => NAMED_DAY,
    };
    (a.1.tie(s.at, b.1, t.at, weak) + alone >= least).then_some(about)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences;

    #[test]
    fn every_occasion_reads_its_example() {
        for (n, occasion) in scales().occasions.iter().enumerate() {
            let read = sentences::read(&occasion.example.chars().collect::<Vec<_>>());
            let told = Occasions::of(&read);
            assert!(told.all.iter().any(|f| f.occasion == n), "{}", occasion.example);
        }
    }

    #[test]
    fn days_are_those_next_to_the_report() {
        let days = |sentence: &str| {
            let words = Words::of(sentence);
            let stems: Vec<u16> = words.lower.iter().map(|w| stem(w)).collect();
            let day = written(&words, &stems, 0, stems.len())?.as_of(edtf::day("2011-11-24")?)?;
            let text = |d: i32| if d == i32::MAX { "..".to_string() } else { edtf::text(d) };
            Some(format!("{}/{}", text(day.first), text(day.last)))
        };
        for (sentence, expected) in [
            ("vote on Feb. 21", Some("2012-02-21/2012-02-21")),
            ("no vote before the second half of April", Some("2012-04-16/..")),
            ("began on the first day of November", Some("2011-11-01/2011-11-01")),
            ("began on Monday", Some("2011-11-21/2011-11-21")),
            ("began in secret", None),
        ] {
            assert_eq!(days(sentence).as_deref(), expected, "{sentence}");
        }
    }
}
