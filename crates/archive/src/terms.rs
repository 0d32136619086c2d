//! Do two reports give one thing terms that exclude each other? A vote by two thirds and by a simple majority, a text that
//! binds and one that does not: told by phrases of `lexicon/archive.toml` and the words that their sentences share.

use crate::{
    Error,
    agreement::{Contradiction, Report, SAME_TIME, Side, by_two},
    ask::Desk,
    lexicon::{lexicon, stem},
    naming::Words,
    sentences::{self, Weekdays},
    stems::Stems,
};

/// Words that two sentences must have in common, and the share of them in the one that has fewer.
const IN_COMMON: usize = 3;
const OF_ALL: f64 = 0.4;

/// A sentence that tells a term.
struct Term {
    /// Which of the lexicon's, and which side of it.
    terms: usize,
    side: usize,
    /// What its words stand for.
    words: Stems,
    days: Weekdays,
    span: (usize, usize),
    shown: String,
}

/// Contradictions of terms among reports.
pub(crate) fn contradictions(desk: &mut Desk<'_>, reports: &[Report]) -> Result<Vec<Contradiction>, Error> {
    let gather = |desk: &mut Desk<'_>, r: &Report| Ok(told(&desk.text(r.id)?));
    by_two(desk, reports, SAME_TIME, gather, |desk, (a, x), (b, y)| {
        let side = |r: &Report, t: &Term| Side { report: r.id, span: t.span, says: t.shown.clone() };
        let mut found = vec![];
        for (s, t) in x.iter().flat_map(|s| y.iter().map(move |t| (s, t))).filter(|(s, t)| s.excludes(t)) {
            // Whoever tells of both terms tells of two things.
            let both = |all: &[Term], like: &Term| all.iter().any(|o| o.terms == like.terms && o.side == like.side);
            if !both(x, t) && !both(y, s) {
                found.push(Contradiction::of(desk, "terms", vec![], side(a, s), side(b, t))?);
            }
        }
        Ok(found)
    })
}

impl Term {
    fn excludes(&self, other: &Term) -> bool {
        let common = self.words.shared(&other.words).filter(|w| !lexicon().sides.contains(w)).count();
        let least = self.words.len().min(other.words.len());
        self.terms == other.terms
            && self.side != other.side
            && !self.days.are_others(other.days)
            && common >= IN_COMMON
            && common as f64 >= OF_ALL * least as f64
    }
}

/// The terms that a text tells.
fn told(text: &[char]) -> Vec<Term> {
    let mut out = vec![];
    for span in sentences::spans(text) {
        let sentence: String = text[span.0..span.1].iter().collect();
        let words = Words::of(&sentence);
        if words.lower.iter().any(|w| lexicon().unreal.contains(w)) {
            continue;
        }
        let stems = sentences::concepts(&sentence);
        for (terms, of) in lexicon().terms.iter().enumerate() {
            if !of.of.is_empty() && words.lower.iter().all(|w| !of.of.contains(stem(w))) {
                continue;
            }
            let Some(side) = of.side(&words.known) else { continue };
            let (days, shown) = (Weekdays::of(&sentence), words.shown(0));
            out.push(Term { terms, side, words: stems.clone(), days, span, shown });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_tells_its_examples_apart() {
        for terms in &lexicon().terms {
            for (side, sentence) in terms.example.iter().enumerate() {
                assert_eq!(terms.side(&Words::of(sentence).known), Some(side), "{sentence}");
            }
        }
    }

    #[test]
    fn terms_of_one_thing_exclude_each_other() {
        let read = |text: &str| told(&text.chars().collect::<Vec<_>>());
        let against = |a: &str, b: &str| read(a).iter().any(|s| read(b).iter().any(|t| s.excludes(t)));
        let passed = "The chamber in Vassa passed the bill on the harbour by a simple majority.";
        assert!(against(passed, "The bill on the harbour got a two-thirds majority in the chamber in Vassa."));
        assert!(!against(passed, "The bill on schools got a two-thirds majority in the senate."));
        assert!(!against(passed, "The bill on the harbour passed the chamber in Vassa with an absolute majority."));
    }
}
