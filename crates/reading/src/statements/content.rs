//! What stretch of the text is said? Words of the tree into stretches of text.

use std::ops::Range;

use rapporteur_language::{Analysis, Upos};

use super::quotes::Quote;

/// The words under `top` without those under any of `without`, in order.
pub fn words_under(a: &Analysis, top: usize, without: &[usize]) -> Vec<usize> {
    a.subtree(top).filter(|w| a.is_under(*w, top) && !without.iter().any(|x| a.is_under(*w, *x))).collect()
}

/// Runs of neighbouring words as stretches of text; punctuation between two runs joins nothing, punctuation alone is none.
pub fn stretches(a: &Analysis, words: &[usize]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = vec![];
    for &w in words {
        match runs.last_mut() {
            Some(r) if r.end == w => r.end = w + 1,
            _ => runs.push(w..w + 1),
        }
    }
    runs.into_iter().filter_map(|r| trim(a, r)).collect()
}

/// Cuts commas, dashes and final stops from both ends; quotation marks and brackets stay.
fn trim(a: &Analysis, run: Range<usize>) -> Option<Range<usize>> {
    let loose =
        |w: usize| a.words[w].upos == Upos::Punct && !matches!(a.words[w].xpos, "``" | "''" | "-LRB-" | "-RRB-");
    let start = run.clone().find(|w| !loose(*w))?;
    let end = run.clone().rev().find(|w| !loose(*w))? + 1;
    let some = (start..end).any(|w| a.words[w].upos != Upos::Punct);
    some.then_some(start..end)
}

/// Stretches in bytes, grown to the quotations that they cut: a quotation is said as a whole.
pub fn grow(
    a: &Analysis,
    text: &str,
    runs: &[Range<usize>],
    quotes: &[Quote],
    cue: &Range<usize>,
) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = vec![];
    for run in runs {
        let mut bytes = a.bytes(run.clone());
        for q in quotes {
            if cuts(&bytes, &q.range) && !overlaps(&q.range, cue) {
                bytes = bytes.start.min(q.range.start)..bytes.end.max(q.range.end);
            }
        }
        bytes = with_marks(text, bytes, quotes);
        match out.last_mut() {
            Some(last) if overlaps(last, &bytes) => last.end = last.end.max(bytes.end),
            _ => out.push(bytes),
        }
    }
    out
}

/// A stretch that holds all the words of a quotation takes its marks too, and the stop before the closing one.
fn with_marks(text: &str, bytes: Range<usize>, quotes: &[Quote]) -> Range<usize> {
    let mut out = bytes;
    let blank = |r: Range<usize>| r.start >= r.end || text[r].chars().all(|c| !c.is_alphanumeric());
    for q in quotes {
        if !overlaps(&q.range, &out) {
            continue;
        }
        let from_start = out.start <= q.range.start || blank(q.range.start..out.start);
        if from_start && (out.end >= q.range.end || blank(out.end..q.range.end)) {
            out = out.start.min(q.range.start)..out.end.max(q.range.end);
        }
    }
    out
}

/// Whether two stretches overlap and neither lies wholly in the other.
fn cuts(a: &Range<usize>, quote: &Range<usize>) -> bool {
    overlaps(a, quote) && !(a.start <= quote.start && quote.end <= a.end)
}

/// Whether two stretches share a byte.
pub fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
