//! Do two reports give different numbers of the same things? Sentences that have words in common are compared.

use std::collections::HashMap;

use crate::{
    Error,
    agreement::{Contradiction, Report, Weak},
    ask::Desk,
    lexicon::{Bound, lexicon, stem},
    sentences::{self, Weekdays},
    stems::Stems,
};

/// Words that two sentences must have in common besides what is counted.
const IN_COMMON: usize = 2;
/// The same where a measure says less of what it is of, and of these so many near the numbers.
const MEASURED: usize = 3;
const NEAR: usize = 2;
/// Share of the words of the shorter sentence that must be in the other: where the number says what it is of, and where not.
const OF_ALL: f64 = 0.15;
const OF_MOST: f64 = 0.4;
/// Words on either side that are near a number.
const WINDOW: usize = 12;
/// Numbers closer than this share of them are the same: a month has 30 days or 31.
const SAME: f64 = 0.02;

/// What a number tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// How many.
    Things,
    /// How much of a unit.
    Measure(&'static str),
    /// The day of a deadline, counted from the first of January.
    Date,
    /// The year of a deadline.
    Year,
}

/// A number in a sentence of a report.
#[derive(Debug, Clone, PartialEq)]
struct Counted {
    value: f64,
    kind: Kind,
    /// What is counted or measured, where the words say.
    of: Option<u16>,
    /// What has become of those who are counted.
    fate: Option<&'static str>,
    /// What a measure or a deadline is for.
    used: Option<&'static str>,
    bound: Bound,
    /// What the words around it stand for.
    near: Stems,
    shown: Box<str>,
}

/// A sentence with its numbers.
pub(crate) struct Sentence {
    span: (usize, usize),
    /// What its words stand for.
    pub words: Stems,
    days: Weekdays,
    numbers: Box<[Counted]>,
}

impl Sentence {
    /// Bytes that it takes.
    pub fn weight(&self) -> usize {
        let of = |c: &Counted| size_of::<Counted>() + c.near.weight() + c.shown.len();
        size_of::<Sentence>() + self.words.weight() + self.numbers.iter().map(of).sum::<usize>()
    }
}

/// Contradictions of number between two reports.
pub(crate) fn compare(
    desk: &mut Desk<'_>,
    weak: &Weak,
    (a, x): (&Report, &[Sentence]),
    (b, y): (&Report, &[Sentence]),
    found: &mut Vec<Contradiction>,
) -> Result<(), Error> {
    for s in x {
        for t in y {
            for (n, m) in differing(weak, s, t) {
                // Whoever gives both numbers knows of both.
                let told = |c: &Counted, like: &Counted| {
                    let near = c.kind == Kind::Things || c.near.shared(&like.near).count() >= NEAR;
                    equal(c.value, like.value) && near && same_things(c, like, Called::ByOneName)
                };
                let both =
                    |all: &[Sentence], like: &Counted| all.iter().flat_map(|s| &*s.numbers).any(|c| told(c, like));
                if !both(x, m) && !both(y, n) {
                    let words = vec![sentences::quote(desk, a.id, s.span)?, sentences::quote(desk, b.id, t.span)?];
                    found.push(Contradiction {
                        about: "number",
                        entries: vec![],
                        one: n.shown.to_string(),
                        other: m.shown.to_string(),
                        words,
                    });
                }
            }
        }
    }
    Ok(())
}

/// Numbers of the same things that differ; only where each sentence has one of them, and not where each tells of a day of
/// its own.
fn differing<'a>(weak: &Weak, s: &'a Sentence, t: &'a Sentence) -> Vec<(&'a Counted, &'a Counted)> {
    let mut out = vec![];
    if s.days.are_others(t.days) {
        return out;
    }
    for n in &*s.numbers {
        let like = |all: &'a [Counted], called| -> Vec<&'a Counted> {
            all.iter().filter(|m| same_things(n, m, called)).collect()
        };
        let names = [Called::AsWritten, Called::ByOneName];
        let Some(called) = names.into_iter().find(|c| !like(&t.numbers, *c).is_empty()) else { continue };
        if let ([m], [_]) = (like(&t.numbers, called).as_slice(), like(&s.numbers, called).as_slice())
            && excluded(n, m)
            && about_one(weak, s, t, n, m)
        {
            out.push((n, *m));
        }
    }
    out
}

fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME * a.max(b)
}

/// Whether the numbers cannot both be right.
fn excluded(n: &Counted, m: &Counted) -> bool {
    let dates = n.kind == Kind::Date || n.kind == Kind::Year;
    let differ = if dates { n.value != m.value } else { !equal(n.value, m.value) };
    differ
        && match (n.bound, m.bound) {
            (Bound::Exact, Bound::Exact) => true,
            (Bound::AtLeast, Bound::Exact | Bound::AtMost) | (Bound::Exact, Bound::AtMost) => n.value > m.value,
            (Bound::AtMost, Bound::Exact | Bound::AtLeast) | (Bound::Exact, Bound::AtLeast) => n.value < m.value,
            _ => false,
        }
}

/// How what is counted is compared.
#[derive(Debug, Clone, Copy)]
enum Called {
    /// "Troops" and "soldiers" are two things.
    AsWritten,
    /// They are one.
    ByOneName,
}

fn same_things(a: &Counted, b: &Counted, called: Called) -> bool {
    let name = |w: u16| match called {
        Called::AsWritten => w,
        Called::ByOneName => sentences::concept(w),
    };
    let anyone = |c: &Counted| c.of.is_none_or(|w| lexicon().anyone.contains(&w));
    let others = |x: Option<&str>, y: Option<&str>| x.is_some() && y.is_some() && x != y;
    let of = a.of.is_some() && a.of.map(name) == b.of.map(name);
    a.kind == b.kind
        && !others(a.used, b.used)
        && !others(a.fate, b.fate)
        && match a.kind {
            Kind::Things => of || (a.fate.is_some() && a.fate == b.fate && (anyone(a) || anyone(b))),
            Kind::Measure(_) => match (a.of, b.of) {
                (Some(x), Some(y)) => name(x) == name(y),
                (Some(x), None) => b.near.contains(sentences::concept(x)),
                (None, Some(y)) => a.near.contains(sentences::concept(y)),
                (None, None) => true,
            },
            Kind::Date | Kind::Year => true,
        }
}

/// Whether the sentences tell of the same matter where the numbers stand.
fn about_one(weak: &Weak, s: &Sentence, t: &Sentence, n: &Counted, m: &Counted) -> bool {
    let counted = n.of.map(sentences::concept).filter(|_| n.kind == Kind::Things);
    let strong = |w: &u16| !weak.contains(*w) && counted != Some(*w);
    let shared = |a: &Stems, b: &Stems| a.shared(b).filter(strong).count();
    let (common, near) = (shared(&s.words, &t.words), shared(&n.near, &m.near));
    let least = s.words.iter().filter(strong).count().min(t.words.iter().filter(strong).count());
    let enough = match n.kind {
        Kind::Things => common >= IN_COMMON,
        // What it is of says as much as a word nearby.
        _ if n.of.is_some() => common >= IN_COMMON && near > 0,
        _ if n.used.is_some() && n.used == m.used => {
            (common >= IN_COMMON && near >= NEAR) || (common >= MEASURED && near > 0)
        }
        _ => common >= MEASURED && near >= NEAR,
    };
    let telling = n.kind == Kind::Things || n.of.is_some() || (n.used.is_some() && n.used == m.used);
    enough && common as f64 >= if telling { OF_ALL } else { OF_MOST } * least as f64
}

/// The sentences of a text that hold numbers.
pub(crate) fn told(text: &[char]) -> Vec<Sentence> {
    let read = |span: (usize, usize)| {
        let words: String = text[span.0..span.1].iter().collect();
        let numbers = counted(&words).into_boxed_slice();
        let told = !numbers.is_empty();
        told.then(|| Sentence { span, numbers, words: sentences::concepts(&words), days: Weekdays::of(&words) })
    };
    sentences::spans(text).into_iter().filter_map(read).collect()
}

/// The numbers of a sentence with what they count.
fn counted(text: &str) -> Vec<Counted> {
    let plain = pieces(text);
    let words: Vec<&str> = plain.iter().map(String::as_str).collect();
    let mut out = vec![];
    let mut i = 0;
    while i < words.len() {
        if let Some((value, next)) = date(&words, i) {
            out.extend(deadline(&words, i, next, value, Kind::Date));
            i = next;
        } else if let Some((value, next)) = value(&words, i) {
            let year = words[i].len() == 4 && next == i + 1 && (1900.0..2200.0).contains(&value);
            out.extend(if year { deadline(&words, i, next, value, Kind::Year) } else { what(&words, i, next, value) });
            i = next;
        } else {
            i += 1;
        }
    }
    out
}

/// Words, numbers and the signs of units, in lower case: "$1.5 billion" is "$", "1.5", "billion".
fn pieces(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let (mut out, mut word) = (vec![], String::new());
    for (i, c) in chars.iter().enumerate() {
        let within = i > 0 && digit(i - 1) && digit(i + 1);
        let sign =
            !c.is_alphanumeric() && *c != ' ' && lexicon().units.contains_key(c.encode_utf8(&mut [0; 4]) as &str);
        match c {
            ',' if within => {}
            '.' if within => word.push('.'),
            c if c.is_alphanumeric() => word.push(*c),
            _ => out.extend(Some(std::mem::take(&mut word)).filter(|w| !w.is_empty())),
        }
        // A comma ends what is counted: "22 people, doctors said".
        if sign || (matches!(c, ',' | ';' | ':' | '(' | ')') && !within) {
            out.push(c.to_string());
        }
    }
    out.extend(Some(word).filter(|w| !w.is_empty()));
    out
}

/// What a number counts: the words after it ("23 rural zones"), or before it ("a force of 60,000").
fn what(words: &[&str], at: usize, next: usize, value: f64) -> Option<Counted> {
    let lexicon = lexicon();
    let sign = at
        .checked_sub(1)
        .filter(|b| lexicon.units.contains_key(words[*b]) && !words[*b].chars().all(char::is_alphabetic));
    let first = sign.unwrap_or(at);
    let bound =
        lexicon.bounds.iter().find(|(b, _)| first >= b.len() && words[first - b.len()..first].iter().eq(b.iter()));
    let number = words[at..next].join(" ");
    let (unit, end) = match (sign, words.get(next..)) {
        (Some(sign), _) => (Some(words[sign]), next),
        (None, Some(["per", "cent", ..])) => (Some("percent"), next + 2),
        (None, Some([unit, ..])) if lexicon.units.contains_key(*unit) => (Some(*unit), next + 1),
        _ => (None, next),
    };
    // "Over seven years" is how long as a rule, "over seven miles" is more than seven.
    let time = unit.and_then(|u| lexicon.units.get(u)).is_some_and(|(what, _)| what == "days");
    let bound = bound.filter(|(b, _)| !time || !lexicon.uses.contains_key(&b[b.len() - 1]));
    let before = first - bound.map_or(0, |(b, _)| b.len());
    let bound = bound.map_or(Bound::Exact, |(_, bound)| *bound);
    let near = near(words, first, end);
    let fate = fate(words, first, end);
    let Some((unit, (dimension, times))) = unit.and_then(|u| Some((u, lexicon.units.get(u)?))) else {
        let of = things(words, at, next)?;
        let shown = format!("{number} {of}").into();
        let of = Some(stem(of));
        return Some(Counted { value, kind: Kind::Things, of, fate, used: None, bound, near, shown });
    };
    // "17 days of talks" are told apart from "within 17 days" and from "a 17-day truce".
    let of = match words.get(end..) {
        Some(["of", of, ..]) if !lexicon.common.contains(*of) => Some(*of),
        Some([of, ..]) if sign.is_none() && unit.len() > 2 && !unit.ends_with('s') && dimension == "days" => Some(*of),
        _ => None,
    };
    // How old someone is.
    if of.is_some_and(|w| lexicon.ages.contains(w)) {
        return None;
    }
    let of = of.map(stem);
    let used = led_by(words, before, &lexicon.uses);
    let shown = words[first..end].join(" ").into();
    let kind = Kind::Measure(dimension);
    Some(Counted { value: value * times, kind, of, fate: None, used, bound, near, shown })
}

/// The noun that is counted.
fn things<'w>(words: &[&'w str], at: usize, next: usize) -> Option<&'w str> {
    let counts = |w: &&&str| w.chars().all(char::is_alphabetic) && !lexicon().common.contains(**w);
    let after: Vec<&str> = words[next..].iter().take(2).take_while(counts).copied().collect();
    let before = at.checked_sub(2).filter(|b| words[b + 1] == "of").map(|b| words[b]).filter(|w| counts(&w));
    // "23 rural zones": the first word in the plural, else the first.
    let anyone = after.first().filter(|w| lexicon().anyone.contains(&stem(w)));
    let plural = anyone.or(after.iter().find(|w| w.ends_with('s') && !w.ends_with("ss")));
    plural.or(after.first()).copied().or(before)
}

/// What the words beside a number say has become of those it counts.
fn fate(words: &[&str], at: usize, end: usize) -> Option<&'static str> {
    const BESIDE: usize = 4;
    let told = |w: &&str| lexicon().fates.get(&stem(w)).map(String::as_str);
    let after = words[end..].iter().take(BESIDE).find_map(told);
    after.or_else(|| words[at.saturating_sub(BESIDE)..at].iter().rev().find_map(told))
}

fn near(words: &[&str], at: usize, end: usize) -> Stems {
    let is_word = |w: &&&str| w.chars().all(char::is_alphanumeric);
    let before = words[..at].iter().rev().filter(is_word).take(WINDOW);
    let around: Vec<&str> = before.chain(words[end..].iter().filter(is_word).take(WINDOW)).copied().collect();
    sentences::concepts(&around.join(" "))
}

/// The word before a number, fillers left out, that tells what it is for.
fn led_by(words: &[&str], at: usize, by: &'static HashMap<String, String>) -> Option<&'static str> {
    let leads = words[..at].iter().rev().find(|w| !lexicon().fillers.contains(**w))?;
    by.get(*leads).map(String::as_str)
}

/// A date or a year that is a deadline.
fn deadline(words: &[&str], at: usize, next: usize, value: f64, kind: Kind) -> Option<Counted> {
    let used = led_by(words, at, &lexicon().deadlines);
    used?;
    let (near, shown) = (near(words, at, next), words[at..next].join(" ").into());
    Some(Counted { value, kind, of: None, fate: None, used, bound: Bound::Exact, near, shown })
}

/// The day of a year that begins at a word ("december 1", "1 dec"), and where the words go on.
fn date(words: &[&str], at: usize) -> Option<(f64, usize)> {
    let month = |w: &str| lexicon().months.iter().position(|m| is_month(w, m)).map(|m| m as u32);
    let day =
        |w: &str| w.trim_end_matches(|c: char| c.is_alphabetic()).parse::<u32>().ok().filter(|d| (1..=31).contains(d));
    let (one, other) = (words[at], words.get(at + 1)?);
    let (month, day) = match (month(one), day(other), day(one), month(other)) {
        (Some(m), Some(d), ..) => (m, d),
        (_, _, Some(d), Some(m)) => (m, d),
        _ => return None,
    };
    Some((f64::from(month * 31 + day), at + 2))
}

/// Whether a word is this month, or short for it ("sept").
fn is_month(word: &str, month: &str) -> bool {
    (3..=4).contains(&word.len()) && month.starts_with(word) || word == month
}

/// The number that begins at a word, and where the words go on.
fn value(words: &[&str], at: usize) -> Option<(f64, usize)> {
    let lexicon = lexicon();
    let digits = |w: &&str| w.starts_with(|c: char| c.is_ascii_digit());
    let one = |w: &str| {
        Some(w).filter(digits).and_then(|w| w.parse().ok()).or_else(|| lexicon.numbers.get(w).map(|n| *n as f64))
    };
    let mut value: f64 = one(words[at])?;
    let mut next = at + 1;
    // "twenty five"
    let unit = |w: &&str| lexicon.numbers.get(*w).copied().or((lexicon.one == **w).then_some(1));
    if (20.0..100.0).contains(&value)
        && value % 10.0 == 0.0
        && let Some(unit) = words.get(next).and_then(unit).filter(|u| *u < 10)
    {
        value += unit as f64;
        next += 1;
    }
    while let Some(scale) = words.get(next).and_then(|w| lexicon.scales.get(*w)) {
        value *= *scale as f64;
        next += 1;
    }
    Some((value, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(a: &str, b: &str) -> Vec<String> {
        let read = |t: &str| told(&t.chars().collect::<Vec<_>>());
        let (x, y) = (read(a), read(b));
        let pairs = x.iter().flat_map(|s| y.iter().flat_map(move |t| differing(&Weak::default(), s, t)));
        pairs.map(|(n, m)| format!("{} / {}", n.shown, m.shown)).collect()
    }

    #[test]
    fn numbers_contradict_where_they_count_the_same_in_the_same_words() {
        for (a, b, expected) in [
            (
                "The rebels freed 12 soldiers near Tallin.",
                "Rebels freed fifteen soldiers in Tallin.",
                "12 soldiers / fifteen soldiers",
            ),
            (
                "The alliance will send a force of 9,000 to the island.",
                "An alliance force of 7,000 will go to the island.",
                "9000 force / 7000 force",
            ),
            (
                "Heavy guns leave the front within two weeks.",
                "Heavy guns are to leave the front within 21 days.",
                "two weeks / 21 days",
            ),
            (
                "The duty on cars falls to 40 percent from 110 percent.",
                "The pact cuts the duty on cars to 35 per cent.",
                "40 percent / 35 per cent",
            ),
            (
                "The bank will lend Peru $1.5 billion for schools.",
                "Peru gets a loan of 2 billion dollars from the bank for its schools.",
                "$ 1.5 billion / 2 billion dollars",
            ),
            (
                "Chad pulls its soldiers back 20 kilometres from the border.",
                "Chad withdraws its troops to a distance of 30 km from the border.",
                "20 kilometres / 30 km",
            ),
            (
                "Chad hands two villages back by December 1.",
                "Niger gets two villages back from Chad by 15 December.",
                "december 1 / 15 december",
            ),
            (
                "Shells hit the hospital in Vassa and killed 22 people.",
                "Thirty-one civilians died when shells struck the hospital in Vassa.",
                "22 people / thirty one civilians",
            ),
            ("At least 40 zones are cleared of mines.", "The mines of 31 zones are cleared.", "40 zones / 31 zones"),
            (
                "It obliges both sides to pull back heavy weapons within 10 days.",
                "Both armies shall then draw back their artillery within four weeks.",
                "10 days / four weeks",
            ),
        ] {
            assert_eq!(differ(a, b), [expected], "{a} / {b}");
        }
    }

    #[test]
    fn bounds_equal_values_and_other_things_contradict_nothing() {
        for (a, b) in [
            ("The rebels freed at least 12 soldiers near Tallin.", "The rebels freed 15 soldiers near Tallin."),
            ("The rebels freed twelve soldiers near Tallin.", "The rebels freed 12 soldiers near Tallin."),
            ("The rebels freed 12 soldiers near Tallin.", "The rebels freed 3 officers near Tallin."),
            ("Talks failed in 1978 near Tallin.", "Talks failed in 1979 near Tallin."),
            ("The pact gives 2 thousand tons of grain to Tallin.", "The pact gives 2,000 tons of grain to Tallin."),
            ("A blast killed 12 people.", "A raid killed 3 people."),
            ("The rebels freed 12 soldiers in Tallin on Sunday.", "The rebels freed 30 soldiers in Tallin on Monday."),
            ("The raid on Vassa killed 22 people.", "The raid on Vassa wounded 40 people."),
            ("The raid on Vassa killed 74, including eight Chadians.", "The raid on Vassa killed 74 people."),
            ("After nine days of talks the army left Vassa.", "The army leaves Vassa within five days of the talks."),
            ("The force stays in Vassa for twelve months.", "The force stays in Vassa for one year."),
            ("The envoys met in Vassa on March 3.", "The envoys met in Vassa on March 20."),
            ("Guns leave the front within 14 days.", "Guns leave the front within two weeks."),
        ] {
            assert_eq!(differ(a, b), Vec::<String>::new(), "{a} / {b}");
        }
    }
}
