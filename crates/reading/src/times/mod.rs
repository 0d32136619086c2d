//! When? Time expressions as in TimeML: their words, type, TIMEX3 value, and EDTF (ISO 8601-2).
//!
//! Relative times are worked out against the day of publication, else the dateline's day, else left unresolved. The
//! tense of a clause gives the direction of "Friday" and "in November".

mod anchor;
mod dateline;
mod edtf;
mod feasts;
mod grammar;
pub(crate) mod lexicon;
mod tense;
mod tied;

pub use tied::time_of;

use std::ops::Range;

use jiff::civil::Date;
use rapporteur_language::{Analysis, Upos};
use rapporteur_record::{Report, Time, TimeId, TimeType};

use grammar::{Found, Scanner};

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
    let mut reader = Reader {
        report,
        a,
        anchor: dateline::anchor(report, a),
        narrative: None,
        year: None,
        quarter: None,
        out: vec![],
    };
    for s in &a.sentences {
        reader.sentence(s.words.clone());
    }
    reader.out
}

/// What reading keeps from one sentence to the next.
struct Reader<'a> {
    report: &'a Report,
    a: &'a Analysis,
    anchor: Option<Date>,
    narrative: Option<Date>,
    year: Option<Date>,
    quarter: Option<String>,
    out: Vec<Timed>,
}

impl Reader<'_> {
    fn sentence(&mut self, words: Range<usize>) {
        let (a, text) = (self.a, &self.report.text);
        let forms: Vec<String> = words.clone().map(|w| a.form(text, w).to_lowercase()).collect();
        let tags: Vec<&'static str> = words.clone().map(|w| a.words[w].xpos).collect();
        let direction = |i: usize| tense::direction(a, text, words.start + i);
        let lasting = |i: usize| lasting(a, words.start + i);
        let (mut i, mut before) = (0, None);
        while i < forms.len() {
            let scanner = Scanner {
                forms: &forms,
                tags: &tags,
                anchor: self.anchor,
                narrative: self.narrative,
                year: self.year,
                quarter: self.quarter.as_deref(),
                direction: &direction,
                lasting: &lasting,
            };
            let listed = before.as_ref().and_then(|b| scanner.day_after(i, b));
            i += usize::from(listed.is_some());
            before = None;
            let named = |f: &Found| i > 0 && is_named(a, text, words.start + i..words.start + i + f.words);
            let Some(f) = listed.or_else(|| scanner.at(i)).filter(|f| !named(f)) else {
                i += 1;
                continue;
            };
            let end = i + f.words;
            self.found(words.start + i..words.start + end, &f);
            before = Some(f);
            i = end;
        }
    }

    fn found(&mut self, words: Range<usize>, f: &Found) {
        let evidence = self.report.text.evidence(self.a.bytes(words.clone()));
        let open = self.anchor.is_some_and(anchor::is_yearless);
        let close = |value: &String| if open { anchor::without_year(value.clone()) } else { value.clone() };
        let (first, last) = (close(&f.value), f.until.as_ref().map(close));
        if f.kind == TimeType::Date && f.rule != "times.shift" {
            if f.value.len() == 10 {
                self.narrative = f.value.parse().ok().or(self.narrative);
            }
            self.year = (f.value.get(..4)).and_then(|y| Date::new(y.parse().ok()?, 1, 1).ok()).or(self.year);
            self.quarter = f.value.contains("-Q").then(|| f.value.clone()).or(self.quarter.take());
        }
        self.out.push(Timed {
            words,
            time: Time {
                id: TimeId(self.out.len() as u32 + 1),
                text: evidence.exact().to_string(),
                evidence,
                kind: f.kind,
                value: edtf::value(&first, last.as_deref(), f.about),
                timex3: Some(first),
                made_by: f.rule.into(),
            },
        });
    }
}

/// Whether words that are no name of a day or month are one of something else: "India Today", "This Week".
fn is_named(a: &Analysis, text: &str, words: Range<usize>) -> bool {
    let capital =
        |w: usize| a.form(text, w).starts_with(char::is_uppercase) && a.form(text, w).contains(char::is_lowercase);
    let common = words.clone().all(|w| lexicon::lexicon().is_common(&a.words[w].lemma));
    let goes_on = || words.start.checked_sub(1).is_some_and(|w| a.words[w].upos == Upos::Propn && capital(w));
    common && capital(words.end - 1) && (words.len() > 1 || goes_on())
}

/// Whether what a word names or modifies goes on for a time: a war, no boy.
fn lasting(a: &Analysis, word: usize) -> bool {
    let mut nouns = a.ancestors(word.min(a.words.len() - 1)).take(3);
    nouns.any(|w| lexicon::lexicon().lasting.contains(a.words[w].lemma.as_str()))
}
