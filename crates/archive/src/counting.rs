//! What do the numbers of a sentence count or measure? With what has become of it, how far they bind, and the words around.

use crate::{
    figures::{date, pieces, value},
    lexicon::{Bound, lexicon},
    maps::HashMap,
    sentences,
    stems::{Stems, stem},
};

/// Words on either side that are near a number.
const WINDOW: usize = 12;

/// What a number tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// How many.
    Things,
    /// How much of a unit.
    Measure(&'static str),
    /// How many of so many: four of the 14, all but ten of the 14.
    Part(u32),
    /// The day of a deadline, counted from the first of January.
    Date,
    /// The year of a deadline.
    Year,
}

/// A number in a sentence of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// How many or how much.
    pub value: f64,
    /// What it tells.
    pub kind: Kind,
    /// What is counted or measured, where the words say.
    pub of: Option<u16>,
    /// What has become of those who are counted.
    pub fate: Option<&'static str>,
    /// What a measure or a deadline is for.
    pub used: Option<&'static str>,
    /// How far it binds.
    pub bound: Bound,
    /// Whether its sentence tells of a part of the whole.
    pub partial: bool,
    /// What the words around it stand for.
    pub near: Stems,
    /// As written.
    pub shown: Box<str>,
}

/// The numbers of a sentence with what they count.
pub fn counted(text: &str) -> Vec<Counted> {
    let plain = pieces(text);
    let words: Vec<&str> = plain.iter().map(String::as_str).collect();
    let mut out = vec![];
    let mut i = 0;
    while i < words.len() {
        if let Some((month, day, next)) = date(&words, i) {
            out.extend(deadline(&words, i, next, f64::from(month * 31 + day), Kind::Date));
            i = next;
        } else if let Some((part, next)) = part(&words, i) {
            out.push(part);
            i = next;
        } else if lexicon().alone.contains(words[i]) && i > 0 && matches!(words[i - 1], "a" | "one") {
            out.extend(what(&words, i, i, 1.0));
            i += 1;
        } else if let Some((value, next)) = value(&words, i) {
            let year = words[i].len() == 4 && next == i + 1 && (1900.0..2200.0).contains(&value);
            out.extend(if year { deadline(&words, i, next, value, Kind::Year) } else { what(&words, i, next, value) });
            i = next;
        } else {
            i += 1;
        }
    }
    let parts = |p: &Vec<String>| words.windows(p.len()).any(|w| w.iter().eq(p.iter()));
    let partial = !out.is_empty() && lexicon().partial.iter().any(parts);
    out.iter_mut().for_each(|c: &mut Counted| c.partial = partial);
    out
}

/// A part of a number that begins at a word: "four of its 14 bases", "all but three of the 14 bases", "26 members, half of
/// them".
fn part(words: &[&str], at: usize) -> Option<(Counted, usize)> {
    const NEXT: usize = 5;
    let (number, next) = value(words, at)?;
    let but = at >= 2 && words[at - 2..at] == ["all", "but"];
    let from = if but { at - 2 } else { at };
    let told = |value: f64, whole: f64, next: usize, of: Option<&str>| {
        let counted = Counted {
            value,
            kind: Kind::Part(whole as u32),
            of: of.map(stem),
            fate: None,
            used: None,
            bound: Bound::Exact,
            partial: false,
            near: near(words, at, next),
            shown: words[from..next]
                .iter()
                .chain(&of)
                .filter(|w| **w != ",")
                .copied()
                .collect::<Vec<_>>()
                .join(" ")
                .into(),
        };
        (value < whole && whole >= 2.0).then_some((counted, next))
    };
    if words.get(next) == Some(&"of") && words.get(next + 1).is_some_and(|w| lexicon().common.contains(*w)) {
        let (whole, end) = (next + 2..words.len().min(next + 4)).find_map(|i| value(words, i))?;
        return told(if but { whole - number } else { number }, whole, end, things(words, at, end));
    }
    things(words, at, next)?;
    let half = (next..words.len().min(next + NEXT)).find(|i| words[*i..].starts_with(&["half", "of", "them"]))?;
    told(number / 2.0, number, half + 3, None)
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
        // "Seven were shot dead", "killed four of them".
        let of = things(words, at, next).or_else(|| fate.and(words.get(next).copied()).filter(|w| *w != ","));
        let named = of.filter(|w| !lexicon.common.contains(*w));
        let shown = format!("{number} {}", named.or(of.and(fate))?).into();
        let of = named.map(stem);
        return Some(Counted { value, kind: Kind::Things, of, fate, used: None, bound, partial: false, near, shown });
    };
    // "17 days of talks" are told apart from "within 17 days" and from "a 17-day truce".
    let of = match words.get(end..) {
        Some(["of", of, ..]) if !lexicon.common.contains(*of) => Some(*of),
        _ if before > 1 && words[before - 1] == "of" && measurable(words[before - 2]) => Some(words[before - 2]),
        Some([of, ..])
            if sign.is_none()
                && unit.len() > 2
                && !unit.ends_with('s')
                && dimension == "days"
                && !lexicon.common.contains(*of) =>
        {
            Some(*of)
        }
        _ => None,
    };
    // How old someone is.
    if of.is_some_and(|w| lexicon.ages.contains(w)) {
        return None;
    }
    let of = of.map(stem);
    // "Three weeks to gather" is "within three weeks".
    let term = time && words.get(end) == Some(&"to");
    let used = led_by(words, before, &lexicon.uses).or_else(|| term.then_some("within"));
    let shown = words[first..end].join(" ").into();
    let kind = Kind::Measure(dimension);
    Some(Counted { value: value * times, kind, of, fate: None, used, bound, partial: false, near, shown })
}

/// Whether a word before "of" and a measure says what is measured: "a loan of 40 million dollars".
fn measurable(word: &str) -> bool {
    let lexicon = lexicon();
    word.chars().all(char::is_alphabetic) && !lexicon.common.contains(word) && !lexicon.amounts.contains(word)
}

/// Words after a number that say what is counted: "4,000 lightly armed peacekeepers".
const FOLLOWING: usize = 4;

/// The noun that is counted.
fn things<'w>(words: &[&'w str], at: usize, next: usize) -> Option<&'w str> {
    let counts = |w: &&&str| w.chars().all(char::is_alphabetic) && !lexicon().common.contains(**w);
    let after: Vec<&str> = words[next..].iter().take(FOLLOWING).take_while(counts).copied().collect();
    let before = at.checked_sub(2).filter(|b| words[b + 1] == "of").map(|b| words[b]).filter(|w| counts(&w));
    // "23 rural zones": the first word in the plural, else the first.
    let anyone = after.first().filter(|w| lexicon().anyone.contains(&stem(w)));
    let plural = anyone.or(after.iter().find(|w| w.ends_with('s') && !w.ends_with("ss")));
    plural.or(after.first()).copied().or(before)
}

/// What the words beside a number say has become of those it counts.
fn fate(words: &[&str], at: usize, end: usize) -> Option<&'static str> {
    const BESIDE: usize = 5;
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
    Some(Counted { value, kind, of: None, fate: None, used, bound: Bound::Exact, partial: false, near, shown })
}
