//! Which quotations go on what was said before them, and which stretches name their speaker without a verb?

use std::ops::Range;

use rapporteur_language::{NameKind, Upos};

use super::Attribution;
use super::content::overlaps;
use super::finder::Finder;
use super::quotes::Quote;

impl Finder<'_> {
    /// Sentences wholly in quotation marks that no cue claims go on what was said before them.
    pub(super) fn carry_on(&self, found: &mut Vec<Attribution>) {
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
                .filter(|x| x.content.iter().any(|c| c.end <= q.range.start))
                .max_by_key(|x| x.content.iter().map(|c| c.end).filter(|e| *e <= q.range.start).max());
            match before {
                Some(x) if self.goes_on_in(x, sentence.paragraph, q.range.start) => x.content.push(q.range.clone()),
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

    /// Whether a quotation goes on a statement: a quotation before it in the same paragraph or the one before, or what
    /// was said without marks in the sentence before it.
    fn goes_on_in(&self, x: &Attribution, paragraph: usize, start: usize) -> bool {
        let end = x.content.iter().map(|c| c.end).filter(|e| *e <= start).max().unwrap_or(0);
        let last = x.cue.as_ref().map_or(end, |c| c.end.max(end)).min(start);
        let Some(w) = self.a.word_at(last.saturating_sub(1)) else { return false };
        let there = self.a.sentences[self.a.words[w].sentence].paragraph;
        let speaks = super::cues::cues().speaks(&x.made_by);
        match x.content.iter().any(|c| c.end <= start && self.quoted(c)) {
            true => paragraph - there.min(paragraph) <= 1 && start - last < 200,
            false => speaks && paragraph == there && start - last < 60,
        }
    }

    /// Paragraphs that open with who speaks and a colon, as transcripts and headlines do: "BURNS: No comment."
    pub(super) fn labelled(&self, found: &[Attribution]) -> Vec<Attribution> {
        let a = self.a;
        let mut out: Vec<Attribution> = vec![];
        for (n, s) in a.sentences.iter().enumerate() {
            if n > 0 && a.sentences[n - 1].paragraph == s.paragraph {
                continue;
            }
            let Some((label, colon)) = self.label(s.words.clone()) else { continue };
            let last = a.sentences[n..].iter().take_while(|t| t.paragraph == s.paragraph).last().unwrap_or(s);
            let content = a.words.get(colon + 1).map_or(0, |w| w.range.start)..last.range.end;
            let taken =
                found.iter().any(|x| x.cue.as_ref().is_some_and(|c| c.start < content.start && c.end > s.range.start));
            if content.is_empty() || taken {
                continue;
            }
            out.push(Attribution {
                source_head: Some(label.start),
                source: Some(a.bytes(label)),
                cue_word: Some(colon),
                cue: Some(a.words[colon].range.clone()),
                content: vec![content],
                addressee: None,
                made_by: "statements.label".into(),
            });
        }
        out
    }

    /// The name of a person, or capitals that are no sentence, before a colon.
    fn label(&self, sentence: Range<usize>) -> Option<(Range<usize>, usize)> {
        let a = self.a;
        let form = |w: usize| a.form(self.text, w);
        let start = sentence.clone().find(|w| a.words[*w].upos != Upos::Punct)?;
        let colon = (start..sentence.end).take(6).find(|w| form(*w) == ":")?;
        let person = a.name_at(start).is_some_and(|n| n.kind == NameKind::Person && n.words.end == colon);
        let shouted = (start..colon).all(|w| {
            let letters = form(w).chars().filter(|c| c.is_alphabetic()).count();
            letters > 1 && form(w).chars().all(|c| !c.is_lowercase()) && a.words[w].upos != Upos::Num
        });
        let again = || self.text.matches(&self.text[a.words[start].range.start..a.words[colon].range.end]).count() > 1;
        (start < colon && (person || (shouted && again()))).then_some((start..colon, colon))
    }
}
