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
            Upos::Noun => self.in_words(w).or_else(|| self.predicated(w)).or_else(|| self.noun(w)),
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

    /// "The rebels' message was that the war is over": a noun of saying that is the subject of what is said.
    fn predicated(&self, w: usize) -> Option<Attribution> {
        let a = self.a;
        let class = cues().noun(a.words[w].lemma.as_str()).filter(|_| a.words[w].deprel == "nsubj:outer")?;
        let clause = a.words[w].head?;
        let that = a.children_by(clause, "mark").find(|m| *m > w && self.lower(*m) == "that")?;
        let of =
            |o: &usize| matches!(predicates::preposition(a, self.text, *o).as_str(), "of" | "from" | "among" | "by");
        let owner = a.child(w, &["nmod:poss"]).or_else(|| a.children_by(w, "nmod").find(of));
        let mut words = words_under(a, clause, &[w]);
        words.retain(|x| *x >= that);
        self.build(Some(owner.or_else(|| self.named_owner(w))?), w, words, class.id.clone())
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
        let denied = self.a.children_by(w, "advmod").any(|n| self.lower(n) == "not");
        // "is proud to announce": the verb says what is announced.
        let says =
            cues().verb(&self.a.words[clause].lemma, "quote").is_some() && self.a.child(clause, &["ccomp"]).is_some();
        if (denied || says) && self.a.is(clause, "xcomp") {
            return None;
        }
        let source = subject.or_else(|| predicates::predicate(self.a, self.text, w).subjects.first().copied())?;
        self.build(Some(source), w, words_under(self.a, clause, &[]), class.id.clone())
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

    pub(super) fn finish(
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
