//! Who said, wrote, believes or intends what, in which words? Attributions as in PolNeAR: source, cue and content.
//!
//! A cue of the lexicon finds its source and its content in the tree; quotations grow contents beyond their sentence
//! and carry a speaker on to the next one.

mod content;
pub mod cues;
mod quotes;

use std::ops::Range;

use rapporteur_language::{Analysis, Upos};
use rapporteur_record::{How, Statement, StatementId, Text, Voucher};

use crate::predicates;
use crate::times::{self, Timed};
use content::{grow, overlaps, stretches, words_under};
use cues::cues;
use quotes::Quote;

/// An attribution before it becomes an entry; stretches in bytes, words of the analysis.
#[derive(Debug, Clone)]
pub struct Attribution {
    /// The head of the source.
    pub source_head: Option<usize>,
    /// The words that name who says it.
    pub source: Option<Range<usize>>,
    /// The cue's main word, where there is a cue.
    pub cue_word: Option<usize>,
    /// The cue with its auxiliaries and particles.
    pub cue: Option<Range<usize>>,
    /// What is said.
    pub content: Vec<Range<usize>>,
    /// To whom.
    pub addressee: Option<usize>,
    /// The lexicon entry.
    pub made_by: String,
}

/// Finds the attributions of a text, in the order of their content.
pub fn attributions(text: &str, a: &Analysis) -> Vec<Attribution> {
    let quotes = quotes::quotes(text, a);
    let finder = Finder { text, a, quotes: &quotes };
    let mut out: Vec<Attribution> = (0..a.words.len()).filter_map(|w| finder.attribution(w)).collect();
    finder.carry_on(&mut out);
    out.sort_by_key(|x| (x.content[0].start, std::cmp::Reverse(x.content[0].end)));
    out.dedup_by(|later, first| later.content == first.content && later.source == first.source);
    out
}

/// Attributions as entries. `speakers` tells which parties a word stands for, `said_on` the time of a cue.
pub fn statements(text: &Text, found: &[Attribution], quotes_of: &Analysis) -> Vec<Statement> {
    let quotes = quotes::quotes(text, quotes_of);
    let evidence = |r: &Range<usize>| text.evidence(r.clone());
    let mut out = vec![];
    for (i, x) in found.iter().enumerate() {
        let whole = x.cue.clone().or_else(|| x.source.clone());
        let inside = |o: &Attribution| {
            whole.as_ref().is_some_and(|w| o.content.iter().any(|c| c.start <= w.start && w.end <= c.end))
        };
        let mut vouched_by: Vec<Voucher> = (0..found.len())
            .filter(|j| *j != i && inside(&found[*j]))
            .map(|j| Voucher::Statement(StatementId(j as u32 + 1)))
            .collect();
        if vouched_by.is_empty() {
            vouched_by.push(Voucher::Report);
        }
        out.push(Statement {
            id: StatementId(i as u32 + 1),
            speakers: vec![],
            source: x.source.as_ref().map(evidence),
            cue: x.cue.as_ref().map(evidence),
            content: x.content.iter().map(evidence).collect(),
            how: how(text, &x.content, &quotes),
            addressee: x.addressee.map(|w| text.evidence(quotes_of.bytes(quotes_of.subtree(w)))),
            addressee_party: None,
            said_on: None,
            vouched_by,
            made_by: x.made_by.clone(),
        });
    }
    out
}

/// The day that each was said on: the time that the tree ties to its cue.
pub fn date(statements: &mut [Statement], found: &[Attribution], a: &Analysis, times: &[Timed]) {
    for (s, x) in statements.iter_mut().zip(found) {
        let time = x.cue_word.and_then(|w| times::time_of(a, times, w));
        s.said_on = time.and_then(|t| t.value.as_deref()).map(|v| v.split('T').next().unwrap_or(v).to_string());
    }
}

/// Direct where every letter stands in quotation marks, mixed where some do.
fn how(text: &str, content: &[Range<usize>], quotes: &[Quote]) -> How {
    let (mut inside, mut outside) = (false, false);
    for r in content {
        for (i, c) in text[r.clone()].char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            let at = r.start + i;
            let quoted = quotes.iter().any(|q| q.range.contains(&at));
            inside |= quoted && c.is_alphanumeric();
            outside |= !quoted;
        }
    }
    match (inside, outside) {
        (true, false) => How::Direct,
        (true, true) => How::Mixed,
        _ => How::Indirect,
    }
}

struct Finder<'a> {
    text: &'a str,
    a: &'a Analysis,
    quotes: &'a [Quote],
}

impl Finder<'_> {
    /// The attribution whose cue is this word.
    fn attribution(&self, w: usize) -> Option<Attribution> {
        let word = &self.a.words[w];
        match word.upos {
            _ if word.rel() == "case" => self.phrase(w),
            Upos::Verb => self.verb(w),
            Upos::Noun => self.noun(w),
            Upos::Adj => self.adjective(w),
            _ => None,
        }
    }

    fn verb(&self, w: usize) -> Option<Attribution> {
        let lemma = self.a.words[w].lemma.as_str();
        if !cues().is_verb(lemma) {
            return None;
        }
        let (content, made_by) = self.content_of_verb(w, lemma)?;
        let source_head = self.source_of_verb(w);
        let passive = predicates::is_passive(self.a, w);
        if source_head.is_none() && passive && self.a.child(w, &["expl"]).is_none() && !self.starts_with_quote(&content)
        {
            return None;
        }
        self.build(source_head, w, content, made_by)
    }

    /// The words of what is said, and the lexicon entry that tells.
    fn content_of_verb(&self, w: usize, lemma: &str) -> Option<(Vec<usize>, String)> {
        let a = self.a;
        let made = |takes: &str| cues().verb(lemma, takes).map(|c| c.id.clone());
        if let Some(id) = made("clause") {
            if let Some(c) = a.children_by(w, "ccomp").find(|c| a.words[*c].upos != Upos::Pron) {
                return Some((self.with_quotes(w, words_under(a, c, &self.said_by_others(c))), id));
            }
            let inserted = matches!(a.words[w].rel(), "parataxis" | "discourse") && a.child(w, &["nsubj"]).is_some();
            if let (true, Some(head)) = (inserted, a.words[w].head) {
                return Some((self.with_quotes(w, self.clause_round(head, w)), id));
            }
        }
        if let (Some(id), Some(q)) = (made("quote"), self.quote_of(w).or_else(|| self.announced(w))) {
            return Some((q, id));
        }
        if let (Some(id), Some(x)) = (made("infinitive"), a.child(w, &["xcomp"])) {
            let to = a.children_by(x, "mark").any(|m| a.form(self.text, m).eq_ignore_ascii_case("to"));
            if to {
                return Some((words_under(a, x, &[]), id));
            }
        }
        for (case, phrase) in a.children_by(w, "obl").map(|o| (predicates::preposition(a, self.text, o), o)) {
            if let Some(id) = made(&case) {
                let case = a.child(phrase, &["case"]);
                return Some((words_under(a, phrase, case.as_slice()), id));
            }
        }
        if let Some(mark) = a
            .children_by(w, "advcl")
            .find(|c| a.child(*c, &["mark"]).is_some_and(|m| made(&a.form(self.text, m).to_lowercase()).is_some()))
        {
            let case = a.child(mark, &["mark"])?;
            return Some((words_under(a, mark, &[case]), made(&a.form(self.text, case).to_lowercase())?));
        }
        let id = made("object")?;
        let object = a.child(w, &["obj"]).filter(|o| a.words[*o].upos != Upos::Pron)?;
        Some((words_under(a, object, &[]), id))
    }

    /// Clauses coordinated with this one that have a speaker of their own: "..., but the rebels warned that".
    fn said_by_others(&self, clause: usize) -> Vec<usize> {
        let marked = |c: usize| self.a.children_by(c, "mark").any(|_| true);
        self.a.children_by(clause, "conj").filter(|c| self.speaks_itself(*c) && !marked(*c)).collect()
    }

    /// Content in quotation marks has its other quotations in the sentence beside it, and no loose phrases
    /// ("X said during a rally").
    fn with_quotes(&self, w: usize, words: Vec<usize>) -> Vec<usize> {
        let in_quote = |x: &usize| self.quotes.iter().any(|q| q.range.contains(&self.a.words[*x].range.start));
        let quoted = words.iter().filter(|x| in_quote(x)).count();
        if quoted * 2 < words.len() || !words.first().is_some_and(in_quote) {
            return words;
        }
        let mut out: Vec<usize> = words.into_iter().filter(|x| in_quote(x)).collect();
        out.extend(self.quote_of(w).unwrap_or_default());
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The clause that "X said" is inserted in, without that insertion and without clauses that are said by others.
    fn clause_round(&self, head: usize, cue: usize) -> Vec<usize> {
        let others: Vec<usize> = (self.a.children(head).iter().copied())
            .filter(|c| *c != cue && *c > cue && self.a.is(*c, "conj") && self.speaks_itself(*c))
            .chain([cue])
            .collect();
        let mut words = words_under(self.a, head, &others);
        // What "X said" is inserted in may itself hang on a ccomp within the insertion: keep only words not of the cue.
        words.retain(|w| *w < self.a.sentences[self.a.words[cue].sentence].words.end);
        words
    }

    fn speaks_itself(&self, w: usize) -> bool {
        cues().is_verb(self.a.words[w].lemma.as_str()) && self.a.child(w, &["nsubj"]).is_some()
    }

    /// The words of a quotation in the cue's sentence that no other complement accounts for.
    fn quote_of(&self, w: usize) -> Option<Vec<usize>> {
        let sentence = &self.a.sentences[self.a.words[w].sentence];
        let cue = &self.a.words[w].range;
        let mut best: Option<Vec<usize>> = None;
        for q in self.quotes.iter().filter(|q| overlaps(&q.range, &sentence.range) && !overlaps(&q.range, cue)) {
            let words: Vec<usize> = (sentence.words.clone())
                .filter(|x| q.range.start <= self.a.words[*x].range.start && self.a.words[*x].range.end <= q.range.end)
                .collect();
            let long = words.iter().filter(|x| self.a.words[**x].upos != Upos::Punct).count() >= 3;
            let beside = self.beside(w, &words);
            if long && beside {
                best.get_or_insert_default().extend(words);
            }
        }
        best
    }

    /// Whether a quotation's clause belongs to the cue: no other cue verb stands between them.
    fn beside(&self, w: usize, words: &[usize]) -> bool {
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

    /// "The minister said:" and what follows: the quotation, or the next paragraph.
    fn announced(&self, w: usize) -> Option<Vec<usize>> {
        let n = self.a.words[w].sentence;
        let (here, next) = (&self.a.sentences[n], self.a.sentences.get(n + 1)?);
        let colon = self.text[here.range.clone()].ends_with(':');
        let quoted = self.quotes.iter().any(|q| q.range.contains(&next.range.start));
        if !colon || !(quoted || next.paragraph != here.paragraph) || self.a.words[w].feature("VerbForm") == Some("Inf")
        {
            return None;
        }
        let last = self.a.sentences.iter().rev().find(|s| s.paragraph == next.paragraph)?;
        Some(next.words.start..if quoted { next.words.end } else { last.words.end }).map(Iterator::collect)
    }

    fn starts_with_quote(&self, content: &[usize]) -> bool {
        content.first().is_some_and(|w| self.quotes.iter().any(|q| q.range.contains(&self.a.words[*w].range.start)))
    }

    /// The head of the phrase that names who says it: "who" stays "who".
    fn source_of_verb(&self, w: usize) -> Option<usize> {
        if predicates::is_passive(self.a, w) && self.a.words[w].rel() != "acl" {
            let p = predicates::predicate(self.a, self.text, w);
            return p.subjects.first().copied();
        }
        let own = self.a.child(w, &["nsubj"]);
        own.or_else(|| predicates::predicate(self.a, self.text, w).subjects.first().copied())
    }

    fn noun(&self, w: usize) -> Option<Attribution> {
        let class = cues().noun(self.a.words[w].lemma.as_str())?;
        let clause = self.a.children(w).iter().copied().find(|c| matches!(self.a.words[*c].deprel, "acl" | "ccomp"))?;
        if self.a.words[clause].xpos == "VBN"
            || (self.a.words[clause].xpos == "VBG" && self.a.child(clause, &["mark"]).is_none())
        {
            return None;
        }
        let owner = self.a.child(w, &["nmod:poss"]).or_else(|| {
            let by = |o: &usize| predicates::preposition(self.a, self.text, *o) == "by";
            self.a.children_by(w, "nmod").find(by)
        })?;
        self.build(Some(owner), w, words_under(self.a, clause, &[]), class.id.clone())
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
        let content = words_under(self.a, clause, &[source]);
        let runs = stretches(self.a, &content);
        self.finish(Some(source), w, w..last + 1, runs, class.id.clone())
    }

    fn build(&self, source: Option<usize>, cue: usize, content: Vec<usize>, made_by: String) -> Option<Attribution> {
        let span = self.cue_span(cue);
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
        Some(Attribution {
            source_head: source,
            source: source_bytes,
            cue_word: Some(cue),
            cue: Some(cue_bytes),
            content,
            addressee: self.addressee(cue),
            made_by,
        })
    }

    /// The phrase round a source's head, cut where the cue or the content begins.
    fn source_span(&self, head: usize, cue: &Range<usize>, content: &[Range<usize>]) -> Range<usize> {
        let whole = self.a.subtree(head);
        let mut start = whole.start;
        // A preposition is not part of the source ("by the ministry", "according to X").
        while start < head && matches!(self.a.words[start].upos, Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Sconj) {
            start += 1;
        }
        let mut end = whole.end;
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
    fn cue_span(&self, w: usize) -> Range<usize> {
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
        if end < self.a.words.len() && self.a.words[end].head == Some(w) && self.a.is(end, "compound:prt") {
            end += 1;
        }
        start..end
    }

    /// To whom it was said: "told reporters", "in an interview with the paper".
    fn addressee(&self, cue: usize) -> Option<usize> {
        let lemma = self.a.words[cue].lemma.as_str();
        if matches!(lemma, "tell" | "inform" | "assure" | "remind" | "warn" | "notify") {
            return self.a.child(cue, &["iobj", "obj"]);
        }
        let to =
            |o: &usize| predicates::preposition(self.a, self.text, *o) == "to" && self.a.words[*o].upos != Upos::Verb;
        self.a.children_by(cue, "obl").find(to)
    }

    /// Sentences wholly in quotation marks that no cue claims go on what was said before them.
    fn carry_on(&self, found: &mut Vec<Attribution>) {
        let mut signed = vec![];
        for q in self.quotes {
            // What is said inside the quotation does not tell who says the quotation.
            let outside = |x: &Attribution| x.cue.as_ref().is_none_or(|c| !overlaps(c, &q.range));
            let claimed = found.iter().any(|x| outside(x) && x.content.iter().any(|c| overlaps(c, &q.range)));
            let Some(first) = self.a.word_at(q.range.start) else { continue };
            let sentence = &self.a.sentences[self.a.words[first].sentence];
            let opens_sentence = q.range.start <= sentence.range.start + 1;
            let long = q.range.len() > 20;
            if claimed || !opens_sentence || !long {
                continue;
            }
            let before = (found.iter_mut())
                .filter(|x| x.content.iter().any(|c| c.end <= q.range.start && self.quoted(c)))
                .max_by_key(|x| x.content.iter().map(|c| c.end).filter(|e| *e <= q.range.start).max());
            match before {
                Some(x) if self.near(x, sentence.paragraph, q.range.start) => x.content.push(q.range.clone()),
                _ => signed.extend(self.signature(q)),
            }
        }
        found.extend(signed);
    }

    /// A quotation with its author's name behind a dash: "...” — Victor Hugo".
    fn signature(&self, q: &Quote) -> Option<Attribution> {
        let a = self.a;
        let dash = a.word_at(q.range.end)?;
        let dashed = matches!(a.form(self.text, dash), "―" | "—" | "–" | "--" | "-");
        let end = (dash + 1..a.words.len()).find(|w| a.words[*w].upos != Upos::Propn).unwrap_or(a.words.len());
        (dashed && end > dash + 1).then(|| Attribution {
            source_head: Some(dash + 1),
            source: Some(a.bytes(dash + 1..end)),
            cue_word: Some(dash),
            cue: Some(a.words[dash].range.clone()),
            content: vec![q.range.clone()],
            addressee: None,
            made_by: "statements.signature".into(),
        })
    }

    fn quoted(&self, content: &Range<usize>) -> bool {
        self.quotes.iter().any(|q| q.range.start <= content.start && content.start < q.range.end)
    }

    /// In the same paragraph or the one before, with no more than a sentence between.
    fn near(&self, x: &Attribution, paragraph: usize, start: usize) -> bool {
        let end = x.content.iter().map(|c| c.end).filter(|e| *e <= start).max().unwrap_or(0);
        let last = x.cue.as_ref().map_or(end, |c| c.end.max(end)).min(start);
        let Some(w) = self.a.word_at(last.saturating_sub(1)) else { return false };
        let there = self.a.sentences[self.a.words[w].sentence].paragraph;
        paragraph - there.min(paragraph) <= 1 && start - last < 200
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_class_reads_its_example() {
        let engine = rapporteur_language::Engine::new().expect("the model that ships loads");
        for class in cues().classes() {
            let text = class.example.replace('*', "");
            let found = attributions(&text, &engine.analyse(&text));
            let cue = class.example.split('*').nth(1).unwrap_or_default().split(' ').next().unwrap_or_default();
            let hit = found.iter().any(|x| x.cue.clone().is_some_and(|c| text[c].contains(cue)));
            assert!(hit, "{}: {:?} in {found:?}", class.id, class.example);
        }
    }
}
