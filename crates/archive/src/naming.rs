//! Which names stand in a stretch of a sentence, told by their capitals.

use std::collections::BTreeSet;

use crate::lexicon::{Known, lexicon};

/// Words of a stretch that are shown of it.
const SHORT: usize = 20;

/// The words of a sentence.
pub struct Words {
    written: Vec<String>,
    /// In lower case.
    pub lower: Vec<String>,
    /// As phrases know them.
    pub known: Vec<Known>,
    /// Whether a comma or the like stands before it.
    breaks: Vec<bool>,
}

impl Words {
    /// Those of a sentence.
    pub fn of(sentence: &str) -> Self {
        let mut out = Words { written: vec![], lower: vec![], known: vec![], breaks: vec![] };
        let mut breaks = false;
        for part in sentence.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
            if !word.is_empty() {
                out.written.push(word.into());
                let lower = word.to_lowercase();
                out.known.push(lexicon().known(&lower));
                out.lower.push(lower);
                out.breaks.push(std::mem::take(&mut breaks));
            }
            breaks |= part.ends_with([',', ';', ':', '(', ')', '"', '“', '”']);
        }
        out
    }

    /// Whether a word that phrases know is such.
    pub fn any(&self, such: impl Fn(Known) -> bool) -> bool {
        self.known.iter().any(|w| *w != Known::default() && such(*w))
    }

    /// Words with a capital, in lower case.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        let capital = |(w, _): &(&String, &String)| w.starts_with(char::is_uppercase);
        self.written.iter().zip(&self.lower).filter(capital).map(|(_, lower)| lower.as_str())
    }

    /// Where the clause that a word stands in ends.
    pub fn clause_end(&self, at: usize) -> usize {
        (at + 1..self.lower.len()).find(|i| self.breaks[*i]).unwrap_or(self.lower.len())
    }

    /// Where the clause that a word stands in begins.
    pub fn clause_start(&self, at: usize) -> usize {
        (1..=at).rev().find(|i| self.breaks[*i]).unwrap_or(0)
    }

    /// The last word of each name in a stretch, in lower case: family names, countries. "The Chadian envoy" and "the envoy
    /// of Chad" name no one.
    pub fn names(&self, from: usize, to: usize) -> BTreeSet<String> {
        let lexicon = lexicon();
        let capital = |at: usize| self.written[at].starts_with(char::is_uppercase);
        let mut out = BTreeSet::new();
        let mut at = from;
        while at < to {
            if !capital(at) {
                at += 1;
                continue;
            }
            let start = at;
            at += 1;
            while at < to && capital(at) && !self.breaks[at] {
                at += 1;
            }
            let telling =
                |i: &usize| !lexicon.common.contains(&self.lower[*i]) && !lexicon.titles.contains(&self.lower[*i]);
            let Some(last) = (start..at).rev().find(telling) else { continue };
            let before =
                start.checked_sub(1).filter(|b| *b >= from && !self.breaks[start]).map(|b| self.lower[b].as_str());
            let goes_on = at < self.lower.len() && !self.breaks[at] && self.lower[at] != "s";
            let adjective = at - start == 1 && goes_on && matches!(before, Some("the" | "a" | "an" | "its" | "his"));
            if !adjective && !before.is_some_and(|b| lexicon.belonging.contains(b)) {
                out.insert(self.lower[last].clone());
            }
        }
        out
    }

    /// The first words of a stretch, for short.
    pub fn shown(&self, from: usize) -> String {
        self.written[from..].iter().take(SHORT).cloned().collect::<Vec<_>>().join(" ")
    }
}

/// The first words of a text, for short.
pub fn first_words(text: &str) -> String {
    written(text).take(SHORT).collect::<Vec<_>>().join(" ")
}

/// The last word of a name, in lower case.
pub fn last_word(name: &str) -> Option<String> {
    written(name).next_back().map(str::to_lowercase)
}

fn written(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}
