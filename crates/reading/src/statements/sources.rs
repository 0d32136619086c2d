//! Who says it, with which words, and to whom? The phrases round a cue.

use std::ops::Range;

use rapporteur_language::{Analysis, Upos};

use super::cues::cues;
use super::finder::Finder;
use crate::predicates;

impl Finder<'_> {
    /// The head of the phrase that names who says it: "who" stays "who".
    pub(super) fn source_of_verb(&self, w: usize) -> Option<usize> {
        if predicates::is_passive(self.a, w) && self.a.words[w].rel() != "acl" {
            let p = predicates::predicate(self.a, self.text, w);
            return p.subjects.first().copied();
        }
        // Of two subjects before a verb the nearer is its own: the other is what it tells of.
        let before = self.a.children_by(w, "nsubj").take_while(|s| *s < w).last();
        let own = before.or_else(|| self.a.child(w, &["nsubj"]));
        own.or_else(|| self.source_above(w))
            .or_else(|| predicates::predicate(self.a, self.text, w).subjects.first().copied())
            .or_else(|| self.source_beside(w))
    }

    /// "It is not enough to argue that": the subject of the adjective is nobody, so nobody argues.
    pub(super) fn is_nobodys(&self, w: usize) -> bool {
        let above = self.a.words[w].head.filter(|h| self.a.words[*h].upos == Upos::Adj);
        let own = self.a.child(w, &["nsubj", "nsubj:pass"]).is_some();
        let it = |h: usize| self.a.child(h, &["nsubj", "expl"]).is_some_and(|s| self.lower(s) == "it");
        !own && self.a.words[w].xpos == "VB" && above.is_some_and(it)
    }

    /// Where the tree gives a finite cue no subject: the noun phrase right before it.
    fn source_beside(&self, w: usize) -> Option<usize> {
        let a = self.a;
        let start = self.cue_span(w).start;
        let last = start.checked_sub(1).filter(|b| a.words[*b].sentence == a.words[w].sentence)?;
        let finite = matches!(a.words[w].xpos, "VBD" | "VBZ" | "VBP");
        let nominal = |x: &usize| matches!(a.words[*x].upos, Upos::Noun | Upos::Propn | Upos::Pron);
        let phrase = a.ancestors(last).take_while(|x| a.subtree(*x).end == start).last()?;
        (finite && nominal(&phrase)).then_some(phrase)
    }

    /// The speaker of the verb that a second cue without a subject goes on from, where the tree joined it elsewhere.
    fn source_above(&self, w: usize) -> Option<usize> {
        let a = self.a;
        if self.speaks_on(w) {
            let complement = a.ancestors(w).skip(1).find(|x| a.is(*x, "ccomp"))?;
            return a.words[complement].head.and_then(|cue| self.source_of_verb(cue));
        }
        if !a.is(w, "conj") {
            return None;
        }
        let complement =
            a.ancestors(w).take_while(|x| *x == w || a.is(*x, "conj") || a.is(*x, "ccomp")).find(|x| a.is(*x, "ccomp"));
        if let Some(cue) = complement.and_then(|c| a.words[c].head).filter(|cue| self.goes_on(*cue, w)) {
            return self.source_of_verb(cue);
        }
        let finite = |x: &usize| a.child(*x, &["nsubj"]).is_some() && a.words[*x].upos == Upos::Verb;
        let higher = a.ancestors(w).skip(1).filter(|_| self.is_misjoined(w)).find(finite)?;
        self.source_of_verb(higher)
    }

    /// The phrase round a source's head, cut where the cue or the content begins.
    pub(super) fn source_span(&self, head: usize, cue: &Range<usize>, content: &[Range<usize>]) -> Range<usize> {
        let whole = self.a.subtree(head);
        let mut start = whole.start;
        // A preposition is not part of the source ("by the ministry", "according to X").
        while start < head && matches!(self.a.words[start].upos, Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Sconj) {
            start += 1;
        }
        let mut end = whole.end;
        // Who "took to the streets and called for ..." is the demonstrators, not what they did.
        let told_in = |c: &usize| self.a.is(*c, "acl") && cue.start > *c && self.a.is_under(cue.start, *c);
        if let Some(c) = self.a.children(head).iter().copied().find(told_in) {
            end = self.a.subtree(c).start.max(head + 1);
        }
        for barrier in content.iter().chain([cue]) {
            if barrier.start > head && barrier.start < end {
                end = barrier.start;
            }
            if barrier.end <= head && barrier.end > start {
                start = barrier.end;
            }
        }
        while end > head + 1
            && matches!(self.a.words[end - 1].upos, Upos::Punct | Upos::Part)
            && self.a.words[end - 1].xpos != "-RRB-"
        {
            end -= 1;
        }
        while start < head && self.a.words[start].upos == Upos::Punct {
            start += 1;
        }
        start..end
    }

    /// The cue with the auxiliaries and adverbs before it and the particle after it.
    pub(super) fn cue_span(&self, w: usize) -> Range<usize> {
        let mut start = w;
        while start > 0 {
            let before = &self.a.words[start - 1];
            let of_cue =
                before.head == Some(w) && matches!(before.rel(), "aux" | "advmod") && before.upos != Upos::Punct;
            if !of_cue {
                break;
            }
            start -= 1;
        }
        let mut end = w + 1;
        let of_cue = |x: usize| self.a.words.get(x).is_some_and(|x| x.head == Some(w));
        if of_cue(end) && self.a.is(end, "compound:prt") {
            end += 1;
        }
        if let Some((_, n)) =
            cues().fixed(&self.a.words[w].lemma, |n| self.a.words.get(w + n).map(|_| self.lower(w + n)))
        {
            end = end.max(w + 1 + n);
        }
        start..end
    }

    /// To whom it was said: "told reporters", "in an interview with the paper".
    pub(super) fn addressee(&self, cue: usize) -> Option<usize> {
        let lemma = self.a.words[cue].lemma.as_str();
        if matches!(lemma, "tell" | "inform" | "assure" | "remind" | "warn" | "notify") {
            return self.a.child(cue, &["iobj", "obj"]);
        }
        let to =
            |o: &usize| predicates::preposition(self.a, self.text, *o) == "to" && self.a.words[*o].upos != Upos::Verb;
        self.a.children_by(cue, "obl").find(to)
    }
}

/// The words for whom it was said to: without the preposition, and without where and what else is told of them.
pub(super) fn addressee_words(a: &Analysis, head: usize) -> Range<usize> {
    let inside = |w: usize, rels: &[&str]| a.words[w].head == Some(head) && rels.contains(&a.words[w].rel());
    let before = ["det", "amod", "compound", "nmod", "nummod", "flat"];
    let start = (a.subtree(head).start..head)
        .find(|w| a.words[*w].upos != Upos::Adp && a.ancestors(*w).any(|x| inside(x, &before)));
    let joined = a.children(head).iter().copied().filter(|c| *c > head && inside(*c, &["flat", "compound", "conj"]));
    let end = joined.map(|c| addressee_words(a, c).end).max().unwrap_or(head + 1);
    start.unwrap_or(head)..end
}
