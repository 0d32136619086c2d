//! On which day was it said? From the words of the cue's clause, or of the occasion that the report tells of.
//!
//! A statement without a time of its own is of the day on which its speaker last spoke or was met before it in the
//! report, as long as the cue tells of that occasion (the simple past, not "has warned" or "believes"). The day of
//! publication is no day of a statement.

use std::collections::HashMap;

use rapporteur_language::{Analysis, Upos};
use rapporteur_record::{PartyId, Statement, TimeType};

use super::Attribution;
use super::cues::cues;
use crate::parties::Parties;
use crate::predicates;
use crate::times::Timed;

/// Paragraphs that an occasion reaches forward to the first thing said on it.
const REACH: usize = 4;

/// What happened on a day: who took part and in which paragraph it is told.
struct Occasion<'t> {
    day: &'t str,
    paragraph: usize,
}

/// Gives statements the day that each was said on; they must have their speakers.
pub fn date(
    statements: &mut [Statement],
    found: &[Attribution],
    a: &Analysis,
    text: &str,
    times: &[Timed],
    parties: &Parties,
) {
    let reader = Reader { a, text, times, parties };
    for (s, x) in statements.iter_mut().zip(found) {
        s.said_on = reader.own_day(x).map(str::to_owned);
    }
    reader.remarks(statements, found);
    let mut order: Vec<usize> = (0..found.len()).filter(|i| found[*i].cue_word.is_some()).collect();
    order.sort_by_key(|i| found[*i].cue_word);
    let mut last: HashMap<PartyId, Occasion> = HashMap::new();
    let mut next = 0;
    for (n, sentence) in a.sentences.iter().enumerate() {
        while let Some(i) =
            order.get(next).copied().filter(|i| found[*i].cue_word.is_some_and(|w| a.words[w].sentence == n))
        {
            next += 1;
            if statements[i].said_on.is_none() && reader.tells_of_occasion(&found[i]) {
                let day = statements[i]
                    .speakers
                    .iter()
                    .find_map(|p| last.get(p))
                    .filter(|o| sentence.paragraph - o.paragraph <= REACH);
                statements[i].said_on = day.map(|o| o.day.to_owned());
            }
            if let Some(day) =
                statements[i].said_on.as_deref().and_then(|d| times.iter().filter_map(|t| day_of(t)).find(|t| *t == d))
                && is_day(day)
                && reader.tells_of_occasion(&found[i])
            {
                for p in &statements[i].speakers {
                    last.insert(*p, Occasion { day, paragraph: sentence.paragraph });
                }
            }
        }
        for (day, p) in reader.met_in(n).into_iter().filter(|(day, _)| is_day(day)) {
            last.insert(p, Occasion { day, paragraph: sentence.paragraph });
        }
    }
}

struct Reader<'t> {
    a: &'t Analysis,
    text: &'t str,
    times: &'t [Timed],
    parties: &'t Parties,
}

impl<'t> Reader<'t> {
    /// The time that the clause of the cue, a phrase or clause on it, or the making of the document gives.
    fn own_day(&self, x: &Attribution) -> Option<&'t str> {
        let a = self.a;
        let cue = x.cue_word?;
        let depends = |w: usize, on: usize| a.words[w].head == Some(on);
        let outside = |w: usize| !x.content.iter().any(|c| c.contains(&a.words[w].range.start));
        // "... on a ship on Friday, officials told the agency": what stands before its speaker is said.
        let start = x.content.first().map_or(0, |c| c.start);
        let speaker = x.source.as_ref().map_or(usize::MAX, |s| s.start);
        let told = |w: usize| (start..speaker).contains(&a.words[w].range.start) && start < speaker;
        let of_source = |w: usize| x.source.as_ref().is_some_and(|s| s.contains(&a.words[w].range.start));
        let tied = |w: usize| {
            let above = a.words[w].head.filter(|h| {
                depends(*h, cue)
                    && matches!(a.words[*h].rel(), "obl" | "advcl" | "nmod")
                    && *h != x.addressee.unwrap_or(cue)
            });
            !told(w) && (depends(w, cue) || above.is_some_and(outside))
        };
        // "A statement issued on Tuesday said", but not "the front, founded in 1978, says".
        let dates = |w: usize, day: &str| tied(w) || (of_source(w) && !told(w) && is_day(day));
        self.days_of(a.words[cue].sentence).find(|(w, day)| outside(*w) && dates(*w, day)).map(|(_, day)| day)
    }

    /// The days that a sentence names, each with the word that it hangs on the tree by.
    fn days_of(&self, sentence: usize) -> impl Iterator<Item = (usize, &'t str)> + '_ {
        let a = self.a;
        let from = self.times.partition_point(|t| a.words[t.words.start].sentence < sentence);
        let here = self.times[from..].iter().take_while(move |t| a.words[t.words.start].sentence == sentence);
        // "India Today" is no day.
        let named = |t: &&Timed| {
            a.name_at(t.words.start).is_some_and(|n| n.words.start < t.words.start || n.words.end > t.words.end)
        };
        here.filter(move |t| !named(t)).filter_map(|t| {
            let head = t.words.clone().find(|w| self.a.words[*w].head.is_none_or(|h| !t.words.contains(&h)))?;
            Some((head, day_of(t)?))
        })
    }

    /// Whether a cue tells of an occasion: finite and past, without "has", "had" or "would"; or a participle on such.
    fn tells_of_occasion(&self, x: &Attribution) -> bool {
        let a = self.a;
        let Some(cue) = x.cue_word else { return false };
        let spoken = cues().speaks(&x.made_by) || x.made_by == "cue.on-to";
        let aux = a.child(cue, &["aux"]).is_some();
        spoken && !aux && (a.words[cue].xpos == "VBD" || (a.is(cue, "advcl") && a.words[cue].xpos == "VBG"))
    }

    /// Who did or underwent something in the past on a day that a sentence's main clause names.
    fn met_in(&self, sentence: usize) -> Vec<(&'t str, PartyId)> {
        let a = self.a;
        let root = a.sentences[sentence].root;
        if a.words[root].xpos != "VBD" {
            return vec![];
        }
        let day = self.days_of(sentence).find(|(w, _)| a.words[*w].head == Some(root)).map(|(_, day)| day);
        let who = a.children(root).iter().filter(|c| matches!(a.words[**c].rel(), "nsubj" | "obj"));
        day.into_iter()
            .flat_map(|day| who.clone().flat_map(|w| self.parties.all_at(a, *w)).map(move |p| (day, p)))
            .collect()
    }

    /// "made the comments on Monday": the day of the statement told before it.
    fn remarks(&self, statements: &mut [Statement], found: &[Attribution]) {
        let a = self.a;
        let made = |w: &usize| {
            a.words[*w].upos == Upos::Noun
                && cues().noun(&a.words[*w].lemma).is_some()
                && matches!(a.words[*w].rel(), "obj" | "nsubj")
        };
        for noun in (0..a.words.len()).filter(made) {
            let definite =
                a.children_by(noun, "det").any(|d| matches!(a.form(self.text, d), "the" | "these" | "The" | "These"));
            let Some(verb) =
                a.words[noun].head.filter(|v| definite && predicates::is_passive(a, *v) | (a.words[*v].xpos == "VBD"))
            else {
                continue;
            };
            let Some((_, day)) = self.days_of(a.words[noun].sentence).find(|(w, _)| a.words[*w].head == Some(verb))
            else {
                continue;
            };
            let start = a.sentences[a.words[noun].sentence].words.start;
            let before = (0..found.len()).filter(|i| found[*i].cue_word.is_some_and(|c| c < start));
            if let Some(i) = before.max_by_key(|i| found[*i].cue_word).filter(|i| self.tells_of_occasion(&found[*i])) {
                statements[i].said_on.get_or_insert(day.to_owned());
            }
        }
    }
}

/// Whether a value is one day: "he was jailed in 1968" is no occasion of what he says two paragraphs on.
fn is_day(value: &str) -> bool {
    value.len() == "2025-12-06".len() && value.bytes().filter(|b| *b == b'-').count() == 2
}

/// The day of a time without its hour, or the week, month or year that it names.
fn day_of(t: &Timed) -> Option<&str> {
    let value = t.time.value.as_deref().filter(|_| matches!(t.time.kind, TimeType::Date | TimeType::Time))?;
    Some(value.split('T').next().unwrap_or(value))
}
