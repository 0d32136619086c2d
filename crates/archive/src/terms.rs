//! Do two reports give one thing terms that exclude each other? A vote by two thirds and by a simple majority, a text that
//! binds and one that does not: told by phrases of `lexicon/archive.toml` and the words that their sentences share.

use std::collections::BTreeMap;

use crate::{
    Error,
    agreement::{Contradiction, Report, SAME_TIME, Side, by_two},
    ask::Desk,
    lexicon::lexicon,
    naming::Words,
    sentences::{Read, Span, Weekdays},
    stems::{Stems, stem},
};

/// Words that two sentences must have in common, and the share of them in the one that has fewer.
const IN_COMMON: usize = 3;
const OF_ALL: f64 = 0.4;

/// A sentence that tells a term.
pub(crate) struct Term {
    /// Which of the lexicon's, and which side of it.
    terms: usize,
    side: usize,
    /// What its words stand for.
    words: Stems,
    days: Weekdays,
    span: Span,
    shown: Box<str>,
}

/// Contradictions of terms among reports.
pub(crate) fn contradictions(desk: &mut Desk<'_>, reports: &[Report]) -> Result<Vec<Contradiction>, Error> {
    let gather = |desk: &mut Desk<'_>, r: &Report| desk.compared(r.id);
    by_two(desk, reports, SAME_TIME, gather, |desk, (a, x), (b, y)| {
        let (x, y) = (&*x.terms, &*y.terms);
        let side = |r: &Report, t: &Term| Side { report: r.id, span: t.span, says: t.shown.to_string() };
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
    /// Bytes that it takes.
    pub fn weight(&self) -> usize {
        size_of::<Term>() + self.words.weight() + self.shown.len()
    }

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

/// The terms that a sentence tells.
pub(crate) fn told(sentence: &Read, words: &Words) -> Vec<Term> {
    let sides = sides(words);
    if sides.is_empty() || words.lower.iter().any(|w| lexicon().unreal.contains(w)) {
        return vec![];
    }
    let of = |of: &Stems| of.is_empty() || words.lower.iter().any(|w| of.contains(stem(w)));
    let told = |(terms, side): (usize, usize)| {
        let (days, shown) = (Weekdays::of(&sentence.text), words.shown(0).into());
        let term = || Term { terms, side, words: sentence.concepts.clone(), days, span: sentence.span, shown };
        of(&lexicon().terms[terms].of).then(term)
    };
    sides.into_iter().filter_map(told).collect()
}

/// Of which terms words tell, and which side of each.
fn sides(words: &Words) -> Vec<(usize, usize)> {
    let mut found: BTreeMap<usize, Vec<(Span, usize)>> = BTreeMap::new();
    for (start, word) in words.known.iter().enumerate() {
        for (terms, nth) in lexicon().terms_by_word.get(word).into_iter().flatten() {
            let (phrase, side) = &lexicon().terms[*terms].phrases[*nth];
            if let Some(end) = phrase.at(&words.known, start) {
                found.entry(*terms).or_default().push(((start, end), *side));
            }
        }
    }
    found.into_iter().filter_map(|(terms, all)| Some((terms, lexicon().terms[terms].side(&all)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences;

    #[test]
    fn every_term_tells_its_examples_apart() {
        for (n, terms) in lexicon().terms.iter().enumerate() {
            for (side, sentence) in terms.example.iter().enumerate() {
                assert!(sides(&Words::of(sentence)).contains(&(n, side)), "{sentence}");
            }
        }
    }

    #[test]
    fn terms_of_one_thing_exclude_each_other() {
        let read = |text: &str| told(&sentences::read(&text.chars().collect::<Vec<_>>())[0], &Words::of(text));
        let against = |a: &str, b: &str| read(a).iter().any(|s| read(b).iter().any(|t| s.excludes(t)));
        let passed = "The chamber in Vassa passed the bill on the harbour by a simple majority.";
        assert!(against(passed, "The bill on the harbour got a two-thirds majority in the chamber in Vassa."));
        assert!(!against(passed, "The bill on schools got a two-thirds majority in the senate."));
        assert!(!against(passed, "The bill on the harbour passed the chamber in Vassa with an absolute majority."));
    }
}
