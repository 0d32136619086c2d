//! What do words of saying stand in? "The road, he said, is open": the clause round an insertion, and what stands before
//! a speaker at a sentence's end.

use rapporteur_language::Upos;

use super::content::words_under;
use super::cues::cues;
use super::finder::Finder;

impl Finder<'_> {
    /// The clause that "X said" is inserted in or follows.
    pub(super) fn inserted(&self, w: usize) -> Option<Vec<usize>> {
        let a = self.a;
        let aside = matches!(a.words[w].rel(), "parataxis" | "discourse") && a.child(w, &["nsubj"]).is_some();
        match a.words[w].head {
            Some(head) if aside && !self.is_apart(w) => Some(self.clause_round(head, w)),
            Some(noun) if self.set_off(w, noun) => Some(self.clause_round(a.words[noun].head?, w)),
            _ => self.before_comma(w),
        }
    }

    /// "The guerrillas stopped in March; the president answered with a truce": a clause of its own.
    fn is_apart(&self, w: usize) -> bool {
        let a = self.a;
        let first = a.subtree(w).start;
        let before = first.checked_sub(1).map(|b| self.lower(b));
        self.lower(first) == ";" || before.as_deref() == Some(";")
    }

    /// "The harbour, the mayor said, will reopen": between commas a subject and its cue are no relative clause.
    fn set_off(&self, w: usize, noun: usize) -> bool {
        let a = self.a;
        let comma = |x: Option<usize>| x.is_some_and(|x| a.words.get(x).is_some() && a.form(self.text, x) == ",");
        let Some(subject) = a.child(w, &["nsubj"]).filter(|s| *s < w && a.words[w].deprel == "acl:relcl") else {
            return false;
        };
        let relative = matches!(a.words[subject].xpos, "WDT" | "WP") || a.form(self.text, subject) == "that";
        let start = a.subtree(subject).start;
        !relative
            && comma(Some(w + 1))
            && comma(start.checked_sub(1))
            && a.is(noun, "nsubj")
            && a.words[noun].head.is_some_and(|h| h > w)
    }

    /// "The attack killed two, Captain Noel told the agency.": with two subjects to one verb, the later one speaks, and
    /// what stands before its comma is said.
    fn before_comma(&self, w: usize) -> Option<Vec<usize>> {
        let a = self.a;
        let subjects: Vec<usize> = a.children_by(w, "nsubj").filter(|s| *s < w).collect();
        let [_, .., speaker] = subjects.as_slice() else { return None };
        let comma = a.subtree(*speaker).start.checked_sub(1).filter(|c| a.words[*c].upos == Upos::Punct)?;
        let start = a.sentences[a.words[w].sentence].words.start;
        (start < comma).then(|| (start..comma).collect())
    }

    /// The clause that "X said" is inserted in, without that insertion and without clauses that are said by others.
    fn clause_round(&self, head: usize, cue: usize) -> Vec<usize> {
        let a = self.a;
        let sentence = a.sentences[a.words[cue].sentence].words.clone();
        let others: Vec<usize> = (a.children(head).iter().copied())
            .filter(|c| *c != cue && *c > cue && a.is(*c, "conj") && self.speaks_itself(*c))
            .chain([cue])
            .collect();
        let mut words = words_under(a, head, &others);
        words.extend(self.behind_insertion(cue));
        words.sort_unstable();
        words.dedup();
        // What "X said" is inserted in may itself hang on a ccomp within the insertion: keep only words not of the cue.
        words.retain(|w| *w < sentence.end);
        // "He defended himself: they had yielded, he wrote": what stands before the colon is the report's.
        let quoted = |w: usize| self.quotes.iter().any(|q| q.range.contains(&a.words[w].range.start));
        let colon = (sentence.start..cue).rev().find(|w| self.lower(*w) == ":" && !quoted(*w));
        match colon.filter(|c| words.iter().any(|w| w > c && *w < cue)) {
            Some(colon) => words.into_iter().filter(|w| *w > colon).collect(),
            None => words,
        }
    }

    /// "It would hold fire, he made clear, for as long as ...": what goes on behind the comma that ends an insertion and
    /// that the tree hung on its verb.
    fn behind_insertion(&self, cue: usize) -> Vec<usize> {
        let a = self.a;
        let comma = |w: usize| a.words.get(w).is_some_and(|x| x.upos == Upos::Punct) && self.lower(w) == ",";
        let goes_on = |c: &usize| {
            let first = a.subtree(*c).start;
            let opens = |w: usize| comma(w.wrapping_sub(1)) && cues().goes_on_behind(&self.lower(w));
            *c > cue
                && matches!(a.words[*c].rel(), "advcl" | "obl")
                && (opens(first) || (comma(first) && opens(first + 1)))
        };
        a.children(cue).iter().copied().filter(goes_on).flat_map(|c| words_under(a, c, &[])).collect()
    }
}
