//! Do two passages of two reports speak of one thing? Told by the words that few sentences of either report have: what a
//! report speaks of throughout ties nothing, a bridge that it names once ties a good deal.

use std::collections::BTreeMap;

use crate::{
    naming::Words,
    sentences::{Read, Span, Weekdays},
    stems::{Stems, stem},
};

/// How much a word of the sentence itself says, of the sentence before it, and of those around it in its paragraph.
const OWN: u8 = 10;
const BEFORE: u8 = 7;
const AROUND: u8 = 4;
/// Sentences around that are looked at, before and behind.
const LOOK: usize = 3;
/// Sentences of a report that may have a word for it to tie, and how much it says from there on.
const RARE: u8 = 2;
const FEW: u8 = 4;
const OFTEN: f32 = 0.2;
/// How much a word without a capital says beside one with it.
const COMMON: f32 = 0.7;
/// What it adds that both name one day of the week.
const ONE_DAY: f32 = 0.5;

/// A sentence with the words around it.
pub(crate) struct Passage {
    pub span: Span,
    pub paragraph: u16,
    /// Words with a capital in it and in the one before it.
    pub names: Stems,
    pub days: Weekdays,
    /// What its words and those around it stand for, in their order, and how much each says.
    words: Box<[(u16, u8)]>,
}

impl Passage {
    /// What its own words stand for.
    pub fn own(&self) -> impl Iterator<Item = u16> + '_ {
        self.words.iter().filter(|(_, says)| *says == OWN).map(|(word, _)| *word)
    }
}

/// The passages of a text, and how many of its sentences have each word.
pub(crate) struct Passages {
    pub all: Box<[Passage]>,
    seen: Box<[(u16, u8)]>,
}

impl Passages {
    /// Those of a text.
    pub fn of(all: &[Read]) -> Self {
        let mut seen: BTreeMap<u16, u8> = BTreeMap::new();
        for word in all.iter().flat_map(|s| s.concepts.iter()) {
            let n = seen.entry(word).or_default();
            *n = n.saturating_add(1);
        }
        let names: Vec<Vec<u16>> = all.iter().map(|s| named(&s.text)).collect();
        let passage = |at: usize| {
            let s = &all[at];
            let before = at.checked_sub(1).filter(|b| all[*b].paragraph == s.paragraph);
            let own = names[at].iter().chain(before.map(|b| &names[b]).into_iter().flatten());
            Passage {
                span: s.span,
                paragraph: s.paragraph,
                names: own.copied().collect(),
                days: Weekdays::of(&s.text),
                words: around(all, at),
            }
        };
        Passages { all: (0..all.len()).map(passage).collect(), seen: seen.into_iter().collect() }
    }

    /// Bytes that they take.
    pub fn weight(&self) -> usize {
        let of = |p: &Passage| size_of::<Passage>() + size_of_val(&*p.words) + p.names.weight();
        size_of_val(&*self.seen) + self.all.iter().map(of).sum::<usize>()
    }

    /// What any of its words stands for, each once.
    pub fn words(&self) -> impl Iterator<Item = u16> + '_ {
        self.seen.iter().map(|(word, _)| *word)
    }

    /// The passage of a sentence.
    pub fn at(&self, span: Span) -> Option<usize> {
        self.all.binary_search_by_key(&span.0, |p| p.span.0).ok()
    }

    /// How much speaks for two passages being of one thing; words that most reports have say nothing.
    pub fn tie(&self, at: usize, other: &Passages, there: usize, weak: &Stems) -> f32 {
        let (p, q) = (&self.all[at], &other.all[there]);
        let (mut a, mut b) = (&*p.words, &*q.words);
        let mut tie = if p.days.meet(q.days) { ONE_DAY } else { 0.0 };
        while let ([x, after_x @ ..], [y, after_y @ ..]) = (a, b) {
            if x.0 <= y.0 {
                a = after_x;
            }
            if y.0 <= x.0 {
                b = after_y;
            }
            if x.0 == y.0 && !weak.contains(x.0) {
                let name = p.names.contains(x.0) && q.names.contains(x.0);
                let said = f32::from(x.1) * f32::from(y.1) / (f32::from(OWN) * f32::from(OWN));
                tie += said * self.rare(other, x.0) * if name { 1.0 } else { COMMON };
            }
        }
        tie
    }

    /// How much a word says that so many sentences of either report have.
    fn rare(&self, other: &Passages, word: u16) -> f32 {
        let of = |p: &Passages| p.seen.binary_search_by_key(&word, |s| s.0).map_or(0, |at| p.seen[at].1);
        match of(self).max(of(other)) {
            0..=RARE => 1.0,
            ..=FEW => 0.5,
            _ => OFTEN,
        }
    }
}

/// Stems of the words with a capital.
fn named(sentence: &str) -> Vec<u16> {
    Words::of(sentence).named().map(|w| crate::sentences::concept(stem(w))).collect()
}

/// What the words of a sentence and of those around it stand for, and how much each says.
fn around(all: &[Read], at: usize) -> Box<[(u16, u8)]> {
    let mut words: BTreeMap<u16, u8> = BTreeMap::new();
    for i in at.saturating_sub(LOOK)..all.len().min(at + LOOK) {
        if all[i].paragraph != all[at].paragraph {
            continue;
        }
        let says = match at.checked_sub(i) {
            Some(0) => OWN,
            Some(1) => BEFORE,
            _ => AROUND,
        };
        for word in all[i].concepts.iter() {
            let known = words.entry(word).or_default();
            *known = says.max(*known);
        }
    }
    words.into_iter().collect()
}
