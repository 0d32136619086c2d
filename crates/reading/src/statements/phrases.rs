//! Phrases that name a source: "according to X", "in the words of X", "by his own account".

use rapporteur_language::Upos;

use super::Attribution;
use super::content::{stretches, words_under};
use super::cues::cues;
use super::finder::Finder;
use crate::predicates;

impl Finder<'_> {
    /// "according to X": the content is the clause that the phrase stands in.
    pub(super) fn phrase(&self, w: usize) -> Option<Attribution> {
        let mut words = self.lower(w);
        let mut last = w;
        for more in self.a.children_by(w, "fixed") {
            words.push(' ');
            words.push_str(&self.lower(more));
            last = more;
        }
        let class = cues().phrase(&words)?;
        let source = self.a.words[w].head?;
        let clause = self.a.words[source].head?;
        self.said_in(source, w..last + 1, clause, source, class.id.clone())
    }

    /// "in the words of a colonel", "by its own count": a noun of saying whose owner speaks.
    pub(super) fn in_words(&self, noun: usize) -> Option<Attribution> {
        let a = self.a;
        let clause = a.words[noun].head.filter(|_| a.is(noun, "obl"))?;
        let case = a.child(noun, &["case"])?;
        let class = cues().phrase(&format!("{} the {} of", self.lower(case), self.lower(noun)))?;
        let of = |o: &usize| predicates::preposition(a, self.text, *o) == "of";
        let (source, cue) = match a.children_by(noun, "nmod").find(of) {
            Some(source) => (source, case..a.child(source, &["case"])? + 1),
            None => (a.child(noun, &["nmod:poss"])?, noun..noun + 1),
        };
        self.said_in(source, cue, clause, noun, class.id.clone())
    }

    /// What stands in a clause that a phrase names the source of, where the phrase is set off.
    fn said_in(
        &self,
        source: usize,
        cue: std::ops::Range<usize>,
        clause: usize,
        phrase: usize,
        made_by: String,
    ) -> Option<Attribution> {
        let a = self.a;
        let first = a.subtree(phrase).start;
        let punct = |w: usize| a.words[w].upos == Upos::Punct;
        // "According to X, ..." and "..., according to X" are set off; "act according to the terms" is not.
        let opens = a.sentences[a.words[first].sentence].words.start == first;
        if !opens && !punct(first) && !punct(first - 1) && a.words[clause].upos == Upos::Verb {
            return None;
        }
        let mut runs = stretches(a, &words_under(a, clause, &[phrase]));
        // "..., "a gift for a cousin," in the words of a colonel": only the quotation before the phrase is theirs.
        let quoted = self.quotes.iter().find(|q| {
            let end = a.words.partition_point(|x| x.range.start < q.range.end);
            (end..=end + 1).contains(&cue.start) && q.range.start < a.words[cue.start].range.start
        });
        if let Some(q) = quoted.filter(|_| phrase != source) {
            let first = a.words.partition_point(|x| x.range.end <= q.range.start);
            let last = a.words.partition_point(|x| x.range.start < q.range.end);
            let runs = std::iter::once(first..last).collect();
            return self.finish(Some(source), cue.start, cue, runs, made_by);
        }
        // "..., according to a diplomat from one of the six": with the clause before it, nothing behind it is said but
        // what goes on in that clause: ", according to a diplomat, to ask for help".
        if clause < phrase {
            let end = a.subtree(phrase).end;
            let goes_on = |start: usize| {
                let part = a.children(clause).iter().copied().find(|c| a.subtree(*c).contains(&start) && *c > phrase);
                let infinitive = |c: usize| a.is(c, "advcl") && self.lower(start) == "to";
                let opened =
                    |c: usize| matches!(a.words[c].rel(), "advcl" | "obl") && cues().goes_on_behind(&self.lower(start));
                start <= end + 1 && part.is_some_and(|c| infinitive(c) || opened(c))
            };
            runs.retain(|r| r.start < phrase || goes_on(r.start));
        }
        self.finish(Some(source), cue.start, cue, runs, made_by)
    }
}
