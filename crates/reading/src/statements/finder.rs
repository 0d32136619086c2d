//! The attribution that a word cues: a verb, a noun with its owner, an adjective or "according to".

use std::ops::Range;

use rapporteur_language::{Analysis, Upos};

use super::Attribution;
use super::content::{grow, stretches, words_under};
use super::cues::cues;
use super::quotes::Quote;
use crate::predicates;

/// A text with its tree and its quotations.
pub(super) struct Finder<'a> {
    pub text: &'a str,
    pub a: &'a Analysis,
    pub quotes: &'a [Quote],
}

impl Finder<'_> {
    /// The attribution whose cue is this word.
    pub(super) fn attribution(&self, w: usize) -> Option<Attribution> {
        let word = &self.a.words[w];
        match word.upos {
            _ if word.rel() == "case" => self.phrase(w),
            Upos::Verb => self.verb(w),
            Upos::Noun => self.noun(w),
            Upos::Adj => self.adjective(w),
            _ => None,
        }
    }

    fn noun(&self, w: usize) -> Option<Attribution> {
        let class = cues().noun(self.a.words[w].lemma.as_str())?;
        let clause = self.a.children(w).iter().copied().find(|c| matches!(self.a.words[*c].deprel, "acl" | "ccomp"))?;
        if self.a.words[clause].xpos == "VBN"
            || (self.a.words[clause].xpos == "VBG" && self.a.child(clause, &["mark"]).is_none())
        {
            return None;
        }
        let by = |o: &usize| predicates::preposition(self.a, self.text, *o) == "by";
        let owner = self.a.child(w, &["nmod:poss"]).or_else(|| self.a.children_by(w, "nmod").find(by));
        self.build(Some(owner.or_else(|| self.named_owner(w))?), w, words_under(self.a, clause, &[]), class.id.clone())
    }

    /// "US claims that", "Syrian fears that": a name or an adjective of a country before the noun.
    fn named_owner(&self, noun: usize) -> Option<usize> {
        let named = |o: &usize| match self.a.words[*o].rel() {
            "compound" => self.a.words[*o].upos == Upos::Propn,
            "amod" => {
                self.a.form(self.text, *o).starts_with(char::is_uppercase)
                    && *o > self.a.sentences[self.a.words[*o].sentence].words.start
            }
            _ => false,
        };
        self.a.children(noun).iter().copied().filter(|o| *o < noun).find(named)
    }

    fn adjective(&self, w: usize) -> Option<Attribution> {
        let class = cues().adjective(self.a.words[w].lemma.as_str())?;
        let clause = self.a.child(w, &["ccomp", "xcomp"])?;
        let subject = self.a.child(w, &["nsubj"]);
        let source = subject.or_else(|| predicates::predicate(self.a, self.text, w).subjects.first().copied())?;
        self.build(Some(source), w, words_under(self.a, clause, &[]), class.id.clone())
    }

    /// "according to X": the content is the clause that the phrase stands in.
    fn phrase(&self, w: usize) -> Option<Attribution> {
        let mut words = self.a.form(self.text, w).to_lowercase();
        let mut last = w;
        for more in self.a.children_by(w, "fixed") {
            words.push(' ');
            words.push_str(&self.a.form(self.text, more).to_lowercase());
            last = more;
        }
        let class = cues().phrase(&words)?;
        let source = self.a.words[w].head?;
        let clause = self.a.words[source].head?;
        // "According to X, ..." and "..., according to X" are set off; "act according to the terms" is not.
        let first = self.a.sentences[self.a.words[w].sentence].words.start == w;
        if !first && self.a.words[w - 1].upos != Upos::Punct && self.a.words[clause].upos == Upos::Verb {
            return None;
        }
        let content = words_under(self.a, clause, &[source]);
        let mut runs = stretches(self.a, &content);
        // "..., according to a diplomat from one of the six": with the clause before it, nothing behind it is said.
        if clause < w {
            runs.retain(|r| r.start < w);
        }
        self.finish(Some(source), w, w..last + 1, runs, class.id.clone())
    }

    pub(super) fn build(
        &self,
        source: Option<usize>,
        cue: usize,
        content: Vec<usize>,
        made_by: String,
    ) -> Option<Attribution> {
        let mut span = self.cue_span(cue);
        // "called for", "called on": the preposition that brings the content in is of the cue.
        let opens = |w: usize| {
            let phrase = self.a.words[w].head.filter(|p| content.contains(p) && self.a.words[*p].head == Some(cue));
            phrase.is_some() && matches!(self.a.words[w].rel(), "case" | "mark") && !content.contains(&w)
        };
        while self.a.words.get(span.end).is_some_and(|_| opens(span.end)) {
            span.end += 1;
        }
        let content: Vec<usize> = content.into_iter().filter(|w| !span.contains(w)).collect();
        self.finish(source, cue, span, stretches(self.a, &content), made_by)
    }

    fn finish(
        &self,
        source: Option<usize>,
        cue: usize,
        span: Range<usize>,
        runs: Vec<Range<usize>>,
        made_by: String,
    ) -> Option<Attribution> {
        let cue_bytes = self.a.bytes(span.clone());
        let source_span = source.map(|s| self.source_span(s, &span, &runs));
        let source_bytes = source_span.clone().map(|s| self.a.bytes(s));
        let content = grow(self.a, self.text, &runs, self.quotes, &cue_bytes);
        let content: Vec<Range<usize>> = match &source_bytes {
            Some(s) => content.into_iter().filter(|c| !(s.start <= c.start && c.end <= s.end)).collect(),
            None => content,
        };
        if content.is_empty() {
            return None;
        }
        let said = |w: &usize| content.iter().any(|c| c.contains(&self.a.words[*w].range.start));
        let addressee = self.addressee(cue).filter(|w| !said(w));
        Some(Attribution {
            source_head: source,
            source: source_bytes,
            cue_word: Some(cue),
            cue: Some(cue_bytes),
            content,
            addressee,
            made_by,
        })
    }
}
