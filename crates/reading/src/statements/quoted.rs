//! Which quotations does a cue introduce or close?

use rapporteur_language::Upos;

use super::content::overlaps;
use super::cues::cues;
use super::finder::Finder;

impl Finder<'_> {
    /// Content in quotation marks has its other quotations in the sentence beside it, and no loose phrases
    /// ("X said during a rally").
    pub(super) fn with_quotes(&self, w: usize, words: Vec<usize>) -> Vec<usize> {
        let in_quote = |x: &usize| self.quotes.iter().any(|q| q.range.contains(&self.a.words[*x].range.start));
        let quoted = words.iter().filter(|x| in_quote(x)).count();
        // "..., X said, and the lights went out": what stands before the cue is a quotation and nothing else.
        let closed = words.first().is_some_and(|f| *f < w) && words.iter().take_while(|x| **x < w).all(in_quote);
        if !words.first().is_some_and(in_quote) || (quoted * 2 < words.len() && !closed) {
            return words;
        }
        let mut out: Vec<usize> = words.into_iter().filter(|x| in_quote(x)).collect();
        out.extend(self.quote_of(w).unwrap_or_default());
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The words of a quotation in the cue's sentence that no other complement accounts for.
    pub(super) fn quote_of(&self, w: usize) -> Option<Vec<usize>> {
        let sentence = &self.a.sentences[self.a.words[w].sentence];
        let cue = &self.a.words[w].range;
        let mut best: Option<Vec<usize>> = None;
        for q in self.quotes.iter().filter(|q| overlaps(&q.range, &sentence.range) && !overlaps(&q.range, cue)) {
            let words: Vec<usize> = (sentence.words.clone())
                .filter(|x| q.range.start <= self.a.words[*x].range.start && self.a.words[*x].range.end <= q.range.end)
                .collect();
            if self.anothers(w, &words) {
                continue;
            }
            let long = words.iter().filter(|x| self.a.words[**x].upos != Upos::Punct).count() >= 3;
            let beside = self.beside(w, &words);
            if long && beside {
                best.get_or_insert_default().extend(words);
            }
        }
        best
    }

    /// "... our country?" the minister said.: the quotation that ends where the cue's sentence begins.
    pub(super) fn quote_before(&self, w: usize) -> Option<Vec<usize>> {
        let a = self.a;
        let n = a.words[w].sentence;
        let (here, before) = (&a.sentences[n], &a.sentences[n.checked_sub(1)?]);
        let bare = (here.words.start..w).all(|x| a.words[x].upos != Upos::Punct && a.words[x].upos != Upos::Verb);
        let q = self
            .quotes
            .iter()
            .find(|q| before.range.contains(&(q.range.end - 1)) && q.range.end >= before.range.end)?;
        let first = a.word_at(q.range.start)?;
        // "The rebels denied any part in it" says that, and nothing of the quotation before.
        let told = self.addressee(w);
        if a.child(w, &["obj", "xcomp", "ccomp"]).is_some_and(|c| c > w && Some(c) != told) {
            return None;
        }
        (bare && before.paragraph == here.paragraph && w - here.words.start < 12)
            .then(|| (first..before.words.end).collect())
    }

    /// Whether a quotation hangs on another cue: "promised to go and accused “brokers of war” of ..." promises no brokers.
    fn anothers(&self, w: usize, words: &[usize]) -> bool {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
        let Some(head) = words.iter().copied().find(|x| self.a.words[*x].head.is_none_or(|h| h < *first || h > *last))
        else {
            return false;
        };
        let outside = self.a.ancestors(head).filter(|x| x < first || x > last);
        let lowest = outside.into_iter().find(|x| {
            self.a.words[*x].upos == Upos::Verb
                && cues().is_verb(&self.a.words[*x].lemma)
                && self.a.child(*x, &["nsubj", "nsubj:pass"]).is_some()
                || *x == w
        });
        lowest.is_some_and(|x| x != w && !self.a.is(w, "parataxis") && self.a.is_under(w, x))
    }

    /// Whether a quotation's clause belongs to the cue: no other cue verb stands between them.
    pub(super) fn beside(&self, w: usize, words: &[usize]) -> bool {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
        let between = if *first > w { w + 1..*first } else { last + 1..w };
        !between.into_iter().any(|x| {
            self.a.words[x].upos == Upos::Verb && cues().verb(self.a.words[x].lemma.as_str(), "quote").is_some()
        }) && !words.iter().any(|x| {
            self.a
                .ancestors(*x)
                .take_while(|y| *y != w)
                .any(|y| self.a.is(y, "nsubj") && self.a.words[y].head == Some(w))
        })
    }

    /// "The minister said:" and what follows: the quotation, or the next paragraph and those that go on in the first person.
    pub(super) fn announced(&self, w: usize) -> Option<Vec<usize>> {
        let n = self.a.words[w].sentence;
        let (here, next) = (&self.a.sentences[n], self.a.sentences.get(n + 1)?);
        let colon = self.text[here.range.clone()].ends_with(':');
        let quoted = self.quotes.iter().any(|q| q.range.contains(&next.range.start));
        if !colon || !(quoted || next.paragraph != here.paragraph) || self.a.words[w].feature("VerbForm") == Some("Inf")
        {
            return None;
        }
        let block = if quoted { next.paragraph } else { self.block(w, next.paragraph) };
        let last = self.a.sentences.iter().rev().find(|s| s.paragraph == block)?;
        Some(next.words.start..if quoted { next.words.end } else { last.words.end }).map(Iterator::collect)
    }

    /// The last paragraph of what is announced without marks: the last in the first person before one that has marks, that
    /// ends like a heading, or that speaks of the speaker by name.
    fn block(&self, cue: usize, first: usize) -> usize {
        let a = self.a;
        let subject = a.child(cue, &["nsubj"]).map_or(cue..cue, |s| a.subtree(s));
        let names: Vec<&str> =
            subject.filter(|w| a.words[*w].upos == Upos::Propn).map(|w| a.form(self.text, w)).collect();
        let own = |w: usize| matches!(&*self.lower(w), "i" | "we" | "my" | "our" | "us" | "me");
        let mut last = first;
        for s in a.sentences.iter().filter(|s| s.paragraph > first) {
            let marked = self.quotes.iter().any(|q| overlaps(&q.range, &s.range));
            let heading = !self.text[s.range.clone()].ends_with(['.', '!', '?', ':', ';']);
            let named = s.words.clone().any(|w| names.contains(&a.form(self.text, w)));
            if marked || heading || named {
                break;
            }
            if s.words.clone().any(own) {
                last = s.paragraph;
            }
        }
        last
    }

    pub(super) fn starts_with_quote(&self, content: &[usize]) -> bool {
        let mark = |w: usize| self.quotes.iter().any(|q| q.range.start == self.a.words[w].range.start);
        content.first().is_some_and(|w| mark(*w) || (*w > 0 && mark(*w - 1)))
    }
}
