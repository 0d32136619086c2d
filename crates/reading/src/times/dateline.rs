//! On which day was it written? The publication date, or the day of a dateline: "WASHINGTON, April 3 (AFP)".

use jiff::civil::Date;
use rapporteur_language::{Analysis, Upos};
use rapporteur_record::Report;

use super::anchor;
use super::lexicon::lexicon;

/// Sentences that a dateline may stand in.
const FIRST: usize = 3;
/// Days by which a report may be older than its publication.
const OLDER: i32 = 3;

/// The day against which relative times are worked out: the dateline's, which may be some days before publication or
/// lack a year, else that of publication.
pub fn anchor(report: &Report, a: &Analysis) -> Option<Date> {
    let published = report.published.as_deref().and_then(anchor::day_of);
    let Some((month, day, year)) =
        a.sentences.iter().take(FIRST).find_map(|s| dateline(&report.text, a, s.words.clone()))
    else {
        return published;
    };
    let Some(published) = published else {
        return match year {
            Some(y) => Date::new(y, month, day).ok(),
            None => anchor::yearless(month, day),
        };
    };
    let before = |y: i16| Date::new(y, month, day).ok().filter(|d| (0..=OLDER).contains(&days(*d, published)));
    [published.year(), published.year() - 1].into_iter().find_map(before).or(Some(published))
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |s| s.get_days())
}

/// Month, day and year of a dateline: a place's name, a comma, a date, and then the agency in brackets, a dash or a colon.
fn dateline(text: &str, a: &Analysis, words: std::ops::Range<usize>) -> Option<(i8, i8, Option<i16>)> {
    let form = |w: usize| if words.contains(&w) { a.form(text, w) } else { "" };
    let lower = |w: usize| form(w).to_lowercase();
    let at = words.clone().take(10).find(|w| lexicon().month(&lower(*w)).is_some())?;
    let month = lexicon().month(&lower(at))?;
    let number = |w: usize| form(w).parse::<i16>().ok();
    let after = number(at + 1).filter(|d| (1..=31).contains(d));
    let (day, start, mut next) = match after {
        Some(d) => (d, at, at + 2),
        None => (number(at.checked_sub(1)?).filter(|d| (1..=31).contains(d))?, at - 1, at + 1),
    };
    let named = |w: usize| {
        a.words[w].upos == Upos::Propn || a.words[w].upos == Upos::Punct || lexicon().weekday(&lower(w)).is_some()
    };
    let placed = start > words.start && form(start - 1) == "," && (words.start..start).all(named);
    let comma = usize::from(form(next) == ",");
    let year = number(next + comma).filter(|y| (1900..2100).contains(y));
    if year.is_some() {
        next += comma + 1;
    }
    let closed =
        matches!(form(next), "(" | "-" | "--" | "–" | "—" | ":" | "_") || next == words.end && start > words.start;
    (placed && closed).then_some((month, day as i8, year))
}
