//! Numbers, dates and days of the week among the words of a sentence.

use jiff::civil::Date;

use crate::{edtf, edtf::Days, lexicon::lexicon};

/// Words, numbers and the signs of units, in lower case: "$1.5 billion" is "$", "1.5", "billion".
pub fn pieces(text: &str) -> Vec<String> {
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

/// The month and the day of a date that begins at a word ("december 1", "1 dec", "first of december"), and where the words
/// go on.
pub fn date(words: &[&str], at: usize) -> Option<(u32, u32, usize)> {
    let month = |w: &str| lexicon().months.iter().position(|m| is_month(w, m)).map(|m| m as u32 + 1);
    let digit = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
    let day =
        |w: &str| w.trim_end_matches(|c: char| c.is_alphabetic()).parse::<u32>().ok().filter(|d| (1..=31).contains(d));
    if let ["first", "of", m, ..] = words[at..] {
        return Some((month(m)?, 1, at + 3));
    }
    let (one, other) = (words[at], words.get(at + 1)?);
    // Nearly all words are neither a number nor before one.
    if !digit(one) && !digit(other) {
        return None;
    }
    let (month, day) = match (month(one), day(other), day(one), month(other)) {
        (Some(m), Some(d), ..) => (m, d),
        (_, _, Some(d), Some(m)) => (m, d),
        _ => return None,
    };
    Some((month, day, at + 2))
}

/// The days that words give: a date, a month ("in june") or a day of the week, as a report of a day means them that tells
/// of what has been.
pub fn when(words: &[&str], published: i32) -> Option<Days> {
    const MONDAY: i32 = 4;
    let lexicon = lexicon();
    let today = edtf::date_of(published)?;
    let past = |days: Days| days.first <= published;
    let in_year = |month: u32, day: u32| {
        let of = |year: i16| Date::new(year, month as i8, day as i8).ok().map(edtf::number);
        of(today.year()).filter(|d| *d <= published).or_else(|| of(today.year() - 1))
    };
    let day = (0..words.len()).find_map(|at| date(words, at)).and_then(|(m, d, _)| in_year(m, d));
    if let Some(day) = day {
        return Some(Days { first: day, last: day });
    }
    let month = words.windows(2).filter(|w| matches!(w[0], "in" | "last" | "of"));
    let month = month.filter_map(|w| lexicon.months.iter().position(|m| is_month(w[1], m))).next();
    if let Some(first) = month.and_then(|m| in_year(m as u32 + 1, 1)) {
        let last = edtf::date_of(first).map_or(first, |d| edtf::number(d.last_of_month()));
        return Some(Days { first, last }).filter(|d| past(*d));
    }
    let weekday = words.iter().find_map(|w| lexicon.weekdays.iter().position(|d| d == w))? as i32;
    let day = published - (published - MONDAY - weekday).rem_euclid(7);
    Some(Days { first: day, last: day })
}

/// Whether a word is this month, or short for it ("sept").
fn is_month(word: &str, month: &str) -> bool {
    (3..=4).contains(&word.len()) && month.starts_with(word) || word == month
}

/// "A million" is a number, "a thousand" is many.
const EXACT: u64 = 1_000_000;

/// The number that begins at a word, and where the words go on.
pub fn value(words: &[&str], at: usize) -> Option<(f64, usize)> {
    let lexicon = lexicon();
    let digits = |w: &&str| w.starts_with(|c: char| c.is_ascii_digit());
    let one = |w: &str| {
        Some(w).filter(digits).and_then(|w| w.parse().ok()).or_else(|| lexicon.numbers.get(w).map(|n| *n as f64))
    };
    // "A billion dollars"; "a hundred people" is a guess.
    let whole = |w: &str| lexicon.scales.get(w).filter(|s| **s >= EXACT && at > 0 && words[at - 1] == "a");
    let mut value: f64 = one(words[at]).or_else(|| whole(words[at]).map(|s| *s as f64))?;
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

    #[test]
    fn days_are_those_that_a_report_means() {
        // Saturday, 26 August 2006.
        let published = edtf::day("2006-08-26").unwrap();
        for (words, first, last) in [
            ("signed on saturday", "2006-08-26", "2006-08-26"),
            ("killed on thursday", "2006-08-24", "2006-08-24"),
            ("the speeches of dec 9", "2005-12-09", "2005-12-09"),
            ("left on the first of august", "2006-08-01", "2006-08-01"),
            ("when peace was signed in june", "2006-06-01", "2006-06-30"),
        ] {
            let words: Vec<&str> = words.split(' ').collect();
            let found = when(&words, published).map(|d| (edtf::text(d.first), edtf::text(d.last)));
            assert_eq!(found, Some((first.into(), last.into())), "{words:?}");
        }
        assert_eq!(when(&["nobody", "may", "come"], published), None);
    }
}
