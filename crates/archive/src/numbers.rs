//! Do two reports give different numbers of the same things? Sentences that have words in common are compared.

use std::collections::BTreeSet;

use rust_stemmers::{Algorithm, Stemmer};

use crate::{
    Error,
    agreement::{Contradiction, Report, two_by_two},
    ask::Desk,
    lexicon::lexicon,
    sentences,
};

/// Words that two sentences must have in common besides what is counted.
const IN_COMMON: usize = 2;

/// A number in a sentence of a report.
#[derive(Debug, Clone, PartialEq)]
struct Counted {
    value: f64,
    /// The stem of what is counted; of a stretch of time, that of what it is of, or the word before it.
    of: u16,
    /// A stretch of time, counted in days.
    is_time: bool,
    /// A bound or a guess.
    bound: bool,
    shown: String,
}

/// A sentence with its numbers.
struct Sentence {
    span: (usize, usize),
    words: BTreeSet<u16>,
    numbers: Vec<Counted>,
}

/// Contradictions of number among reports.
pub(crate) fn contradictions(
    desk: &mut Desk<'_>,
    reports: &[Report],
    found: &mut Vec<Contradiction>,
) -> Result<(), Error> {
    two_by_two(desk, reports, sentences_with_numbers, compare, found)
}

fn compare(
    desk: &mut Desk<'_>,
    (a, x): (&Report, &[Sentence]),
    (b, y): (&Report, &[Sentence]),
    found: &mut Vec<Contradiction>,
) -> Result<(), Error> {
    for s in x {
        for t in y {
            for (n, m) in differing(s, t) {
                // Whoever gives both numbers knows of both.
                let both = |all: &[Sentence], like: &Counted| {
                    all.iter().flat_map(|s| &s.numbers).any(|c| c.value == like.value && same_things(c, like))
                };
                if !both(x, m) && !both(y, n) {
                    let words = vec![sentences::quote(desk, a.id, s.span)?, sentences::quote(desk, b.id, t.span)?];
                    found.push(Contradiction {
                        about: "number",
                        entries: vec![],
                        one: n.shown.clone(),
                        other: m.shown.clone(),
                        words,
                    });
                }
            }
        }
    }
    Ok(())
}

/// Numbers of the same things that differ; only where each sentence has one of them.
fn differing<'a>(s: &'a Sentence, t: &'a Sentence) -> Vec<(&'a Counted, &'a Counted)> {
    let mut out = vec![];
    for n in s.numbers.iter().filter(|n| !n.bound) {
        let like: Vec<&Counted> = t.numbers.iter().filter(|m| same_things(n, m)).collect();
        let alone = s.numbers.iter().filter(|m| same_things(n, m)).count() == 1;
        if let ([m], true) = (like.as_slice(), alone)
            && !m.bound
            && (m.value - n.value).abs() > f64::EPSILON * n.value
            && s.words.intersection(&t.words).filter(|w| n.is_time || n.of != **w).count() >= IN_COMMON
        {
            out.push((n, *m));
        }
    }
    out
}

fn same_things(a: &Counted, b: &Counted) -> bool {
    a.of == b.of && a.is_time == b.is_time
}

/// The sentences of a text that hold numbers.
fn sentences_with_numbers(text: &[char]) -> Vec<Sentence> {
    let read = |span: (usize, usize)| {
        let words: String = text[span.0..span.1].iter().collect();
        Sentence { span, numbers: counted(&words), words: sentences::concepts(&words) }
    };
    sentences::spans(text).into_iter().map(read).filter(|s| !s.numbers.is_empty()).collect()
}

/// The numbers of a sentence with what they count.
fn counted(text: &str) -> Vec<Counted> {
    let lower = text.to_lowercase().replace(',', "");
    let pieces = lower.split(|c: char| !c.is_alphanumeric() && c != '.');
    let words: Vec<&str> = pieces.map(|w| w.trim_matches('.')).filter(|w| !w.is_empty()).collect();
    let mut out = vec![];
    let mut i = 0;
    while i < words.len() {
        let Some((value, next)) = value(&words, i) else {
            i += 1;
            continue;
        };
        out.extend(what(&words, i, next, value));
        i = next;
    }
    out
}

/// What a number counts: the words after it ("23 rural zones"), or before it ("a force of 60,000").
fn what(words: &[&str], at: usize, next: usize, value: f64) -> Option<Counted> {
    let lexicon = lexicon();
    let bound = lexicon.bounds.iter().any(|b| at >= b.len() && words[at - b.len()..at].iter().eq(b.iter()));
    let number = words[at..next].join(" ");
    if let Some((unit, days)) = words.get(next).and_then(|u| Some((u, lexicon.units.get(*u)?))) {
        // "17 days of talks" are told apart from "within 17 days" and from "a 17-day truce".
        let of = match words.get(next + 1..) {
            Some(["of", of, ..]) => Some(*of),
            Some([of, ..]) if !unit.ends_with('s') => Some(*of),
            _ => at.checked_sub(1).map(|b| words[b]),
        };
        let shown = format!("{number} {unit}");
        return Some(Counted { value: value * days, of: stem(of?), is_time: true, bound, shown });
    }
    let counts = |w: &&&str| w.chars().all(char::is_alphabetic) && !lexicon.common.contains(**w);
    let after: Vec<&str> = words[next..].iter().take(2).take_while(counts).copied().collect();
    let before = at.checked_sub(2).filter(|b| words[b + 1] == "of").map(|b| words[b]).filter(|w| counts(&w));
    // "23 rural zones": the first word in the plural, else the first.
    let plural = after.iter().find(|w| w.ends_with('s') && !w.ends_with("ss"));
    let of = plural.or(after.first()).copied().or(before)?;
    Some(Counted { value, of: stem(of), is_time: false, bound, shown: format!("{number} {of}") })
}

fn stem(word: &str) -> u16 {
    crate::sketch::stable(&[&Stemmer::create(Algorithm::English).stem(word)]) as u16
}

/// The number that begins at a word, and where the words go on. Years are none.
fn value(words: &[&str], at: usize) -> Option<(f64, usize)> {
    let lexicon = lexicon();
    let digits = |w: &&str| w.starts_with(|c: char| c.is_ascii_digit());
    let one = |w: &str| {
        Some(w).filter(digits).and_then(|w| w.parse().ok()).or_else(|| lexicon.numbers.get(w).map(|n| *n as f64))
    };
    let mut value: f64 = one(words[at])?;
    let mut next = at + 1;
    // "twenty five"
    if (20.0..100.0).contains(&value)
        && value % 10.0 == 0.0
        && let Some(unit) = words.get(next).and_then(|w| lexicon.numbers.get(*w)).filter(|u| **u < 10)
    {
        value += *unit as f64;
        next += 1;
    }
    while let Some(scale) = words.get(next).and_then(|w| lexicon.scales.get(*w)) {
        value *= *scale as f64;
        next += 1;
    }
    let year = words[at].len() == 4 && (1900.0..2100.0).contains(&value);
    (!year).then_some((value, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(a: &str, b: &str) -> Vec<String> {
        let read = |t: &str| sentences_with_numbers(&t.chars().collect::<Vec<_>>());
        let (x, y) = (read(a), read(b));
        let pairs = x.iter().flat_map(|s| y.iter().flat_map(move |t| differing(s, t)));
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
            ("Guns leave the front within 14 days.", "Guns leave the front within two weeks."),
        ] {
            assert_eq!(differ(a, b), Vec::<String>::new(), "{a} / {b}");
        }
    }
}
