//! The sentences of a report, cut well enough to compare what two reports say.

use std::collections::BTreeSet;

use crate::{Error, ask::Desk, ask::Quote, features, lexicon::lexicon, stems::Stems};

/// A stretch of a text, in code points.
pub type Span = (usize, usize);

/// The sentences of a text, in code points: cut at full stops and line ends.
pub fn spans(text: &[char]) -> Vec<Span> {
    let mut out = vec![];
    let mut start = 0;
    for i in 0..=text.len() {
        let blank = |at: usize| text.get(at).is_none_or(|c| c.is_whitespace());
        let quote = |at: usize| text.get(at).is_some_and(|c| matches!(c, '"' | '”')) && blank(at + 1);
        let stop = i == text.len()
            || text[i] == '\n'
            || (matches!(text[i], '.' | '!' | '?') && (blank(i + 1) || quote(i + 1)) && !initial(text, i));
        if !stop {
            continue;
        }
        let end = if i < text.len() && text[i] != '\n' { i + 1 } else { i };
        let end = if quote(end) { end + 1 } else { end };
        let from = (start..end).find(|at| !text[*at].is_whitespace()).unwrap_or(end);
        if from < end {
            out.push((from, end));
        }
        start = end.max(i + 1);
    }
    out
}

/// A sentence as it is compared.
pub struct Read {
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// What they stand for.
    pub concepts: Stems,
}

/// The sentences of a text, read.
pub fn read(text: &[char]) -> Vec<Read> {
    let one = |span: Span| {
        let text: String = text[span.0..span.1].iter().collect();
        Read { span, concepts: concepts(&text), text }
    };
    spans(text).into_iter().map(one).collect()
}

/// A full stop after a single capital or a short form ends no sentence ("U.S. Secretary", "Gen. Smith", "Dec. 9").
fn initial(text: &[char], stop: usize) -> bool {
    const LONGEST: usize = 5;
    let word: Vec<char> =
        text[..stop].iter().rev().take_while(|c| c.is_alphabetic()).take(LONGEST + 1).copied().collect();
    let capital = word.last().is_some_and(|c| c.is_uppercase());
    let short =
        || lexicon().short_forms.contains(&word.iter().rev().flat_map(|c| c.to_lowercase()).collect::<String>());
    capital && (word.len() == 1 || (word.len() <= LONGEST && short()))
}

/// What the words of a stretch stand for, numbers and common words left out.
pub fn concepts(text: &str) -> Stems {
    features::words(text).into_iter().map(concept).collect()
}

/// What a stem stands for.
pub fn concept(stem: u16) -> u16 {
    lexicon().concepts.get(&stem).copied().unwrap_or(stem)
}

/// Days of the week, a bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weekdays(u8);

impl Weekdays {
    /// Those that a sentence names.
    pub fn of(text: &str) -> Self {
        let words = text.split(|c: char| !c.is_alphabetic());
        let day = |w: &str| lexicon().weekdays.iter().position(|d| d.eq_ignore_ascii_case(w));
        Weekdays(words.filter_map(day).fold(0, |all, day| all | 1 << day))
    }

    /// Whether two sentences name days, and not one of them both.
    pub fn are_others(self, other: Self) -> bool {
        self.0 != 0 && other.0 != 0 && self.0 & other.0 == 0
    }
}

/// The months that a text names in full, a bit each.
pub fn months(text: &str) -> u16 {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| w.starts_with(char::is_uppercase));
    let month = |w: &str| lexicon().months.iter().position(|m| m.eq_ignore_ascii_case(w));
    words.filter_map(month).fold(0, |all, month| all | 1 << month)
}

/// A sentence as a quotation, with who says it where it stands in a statement.
pub fn quote(desk: &mut Desk<'_>, report: i64, span: (usize, usize)) -> Result<Quote, Error> {
    let said = desk.said(report)?;
    let first = said.iter().find(|c| c.span.0 < span.1 && span.0 < c.span.1);
    let speakers = first.map_or_else(BTreeSet::new, |c| c.of(&["speaker"]));
    let (words, source, by) = (desk.cut(report, span)?, desk.source(report)?, desk.names(&speakers)?);
    Ok(Quote { words, start: span.0, end: span.1, by, source })
}
