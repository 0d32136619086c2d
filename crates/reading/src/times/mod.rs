//! When? Time expressions as in TimeML: their words, type, TIMEX3 value, and EDTF (ISO 8601-2).
//!
//! Relative times are worked out against the day of publication, else the dateline's day, else left unresolved. The
//! tense of a clause gives the direction of "Friday" and "in November".

mod anchor;
mod grammar;
mod lexicon;
mod tied;

pub use tied::time_of;

use std::ops::Range;

use jiff::civil::Date;
use rapporteur_language::{Analysis, Upos};
use rapporteur_record::{Report, Status, Time, TimeId, TimeType};

use crate::predicates;
use anchor::Direction;
use grammar::Scanner;

/// A time expression and the words of the analysis that it covers.
#[derive(Debug, Clone)]
pub struct Timed {
    /// Words of the analysis.
    pub words: Range<usize>,
    /// The entry.
    pub time: Time,
}

/// The times of a report, in the order of the text.
pub fn read(report: &Report, a: &Analysis) -> Vec<Timed> {
    let text = &report.text;
    let anchor = report.published.as_deref().and_then(anchor::day_of);
    let (mut narrative, mut quarter): (Option<Date>, Option<String>) = (None, None);
    let mut out: Vec<Timed> = vec![];
    for s in &a.sentences {
        let forms: Vec<String> = s.words.clone().map(|w| a.form(text, w).to_lowercase()).collect();
        let tags: Vec<&'static str> = s.words.clone().map(|w| a.words[w].xpos).collect();
        let direction = |i: usize| direction(a, text, s.words.start + i);
        let mut i = 0;
        while i < forms.len() {
            let scanner = Scanner {
                forms: &forms,
                tags: &tags,
                anchor,
                narrative,
                quarter: quarter.as_deref(),
                direction: &direction,
            };
            let Some(f) = scanner.at(i) else {
                i += 1;
                continue;
            };
            let words = s.words.start + i..s.words.start + i + f.words;
            if f.kind == TimeType::Date && f.value.len() == 10 {
                narrative = f.value.parse().ok().or(narrative);
            }
            if f.value.contains("-Q") {
                quarter = Some(f.value.clone());
            }
            let evidence = text.evidence(a.bytes(words.clone()));
            out.push(Timed {
                words,
                time: Time {
                    id: TimeId(out.len() as u32 + 1),
                    text: evidence.exact().to_string(),
                    evidence,
                    kind: f.kind,
                    value: edtf(&f.value),
                    timex3: Some(f.value),
                    made_by: f.rule.into(),
                },
            });
            i += f.words;
        }
    }
    out
}

/// Future where the clause's verb is planned, possible or in the present ("meet on Monday"), past elsewhere.
fn direction(a: &Analysis, text: &str, word: usize) -> Direction {
    let verb = a.ancestors(word).find(|w| a.words[*w].upos == Upos::Verb);
    match verb.map(|v| predicates::status(a, text, v)) {
        Some(Status::Planned | Status::Hypothetical) => Direction::Future,
        Some(Status::Happened) if verb.is_some_and(|v| matches!(a.words[v].xpos, "VBP" | "VBZ")) => Direction::Future,
        _ => Direction::Past,
    }
}

/// EDTF for a TIMEX3 value; none for references and for days of an unknown week.
fn edtf(timex3: &str) -> Option<String> {
    if timex3.ends_with("_REF") || timex3.contains("WXX") || timex3.starts_with("XXXX-XX") || timex3 == "XXXX" {
        return None;
    }
    if timex3.starts_with('P') {
        return Some(timex3.to_string());
    }
    let (day, clock) = timex3.split_once('T').unwrap_or((timex3, ""));
    if clock.contains(':') && !day.contains('X') {
        return Some(format!("{day}T{clock}:00"));
    }
    let codes = [
        ("SP", "21"),
        ("SU", "22"),
        ("FA", "23"),
        ("WI", "24"),
        ("Q1", "33"),
        ("Q2", "34"),
        ("Q3", "35"),
        ("Q4", "36"),
        ("H1", "40"),
        ("H2", "41"),
    ];
    if let Some((year, code)) = day.split_once('-')
        && let Some((_, number)) = codes.iter().find(|(c, _)| *c == code)
    {
        return Some(format!("{year}-{number}"));
    }
    let day = day.strip_suffix("-WE").unwrap_or(day);
    Some(match day.len() {
        2 => format!("{day}XX"),
        3 => format!("{day}X"),
        _ => day.to_string(),
    })
}
