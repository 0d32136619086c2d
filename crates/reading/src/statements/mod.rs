//! Who said, wrote, believes or intends what, in which words? Attributions as in PolNeAR: source, cue and content.
//!
//! A cue of the lexicon finds its source (`sources`) and its content (`verbs`, `finder`) in the tree; quotations grow
//! contents beyond their sentence and carry a speaker on to the next one (`running_on`). What is found becomes entries
//! in `entries`, the day that it was said on is worked out in `said_on`.

mod content;
pub mod cues;
mod entries;
mod finder;
mod insertions;
mod phrases;
mod quoted;
pub(crate) mod quotes;
mod running_on;
mod said_on;
mod sources;
mod verbs;

use std::ops::Range;

use rapporteur_language::{Analysis, Upos};

use crate::parties::{self, Parties};
use finder::Finder;

pub use entries::statements;
pub use said_on::date;

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
pub fn attributions(text: &str, a: &Analysis, parties: &Parties) -> Vec<Attribution> {
    let quotes = quotes::quotes(text, a);
    let finder = Finder { text, a, quotes: &quotes };
    let mut out: Vec<Attribution> = (0..a.words.len()).filter_map(|w| finder.attribution(w)).collect();
    finder.carry_on(&mut out);
    out.extend(finder.labelled(&out));
    out.sort_by_key(|x| (x.content[0].start, std::cmp::Reverse(x.content[0].end)));
    out.dedup_by(|later, first| later.content == first.content && later.source == first.source);
    without_own_words(out, a, parties)
}

/// A statement is not said again by what its speaker says of himself in it ("We want to see this completed", he said;
/// mediators said they hoped), nor does a speaker make others speak by telling what they want or oppose.
fn without_own_words(found: Vec<Attribution>, a: &Analysis, parties: &Parties) -> Vec<Attribution> {
    let speakers = |x: &Attribution| x.source_head.map(|h| parties.all_at(a, h)).unwrap_or_default();
    let kept = |x: &Attribution| {
        let Some(cue) = &x.cue else { return true };
        let mut round = found.iter().filter(|o| !std::ptr::eq(*o, x) && o.content.iter().any(|c| within(cue, c)));
        let Some(head) = x.source_head else { return true };
        // What is urged or vowed, somebody urges: "it called on both sides to stop".
        let wills = cues::cues().wills(&x.made_by) && a.words[head].upos == Upos::Pron;
        if !cues::cues().quotes(&x.made_by) && !wills && !can_want(a, parties, head) {
            return false;
        }
        let first_person = a.words[head].feature("Person").is_some_and(|p| p != "3");
        !round.any(|o| {
            let same = a.words[head].upos == Upos::Pron && !speakers(x).is_empty() && speakers(x) == speakers(o);
            first_person || same || !cues::cues().speaks(&x.made_by)
        })
    };
    let keep: Vec<bool> = found.iter().map(kept).collect();
    found.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(x, _)| x).collect()
}

/// Whether a source can want or oppose something: a party, people, a document, and no thing.
fn can_want(a: &Analysis, found: &Parties, source: usize) -> bool {
    let word = &a.words[source];
    match word.upos {
        _ if !found.all_at(a, source).is_empty() => true,
        Upos::Noun => {
            word.feature("Number") == Some("Plur")
                || cues::cues().is_document(&word.lemma)
                || parties::names_an_actor(&word.lemma)
        }
        Upos::Propn => true,
        Upos::Pron => word.feature("Person").is_some() && word.lemma != "it" || word.xpos == "WP",
        _ => false,
    }
}

fn within(a: &Range<usize>, b: &Range<usize>) -> bool {
    b.start <= a.start && a.end <= b.end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found_in(engine: &rapporteur_language::Engine, text: &str) -> Vec<Attribution> {
        let analysis = engine.analyse(text);
        let report = rapporteur_record::Report { text: rapporteur_record::Text::new(text), ..Default::default() };
        attributions(text, &analysis, &crate::parties::read(&report, &analysis, rapporteur_world::World::shipped()))
    }

    #[test]
    fn every_cue_class_reads_its_example() {
        let engine = rapporteur_language::Engine::new().expect("the model that ships loads");
        for class in cues::cues().classes() {
            let text = class.example.replace('*', "");
            let found = found_in(&engine, &text);
            let cue = class.example.split('*').nth(1).unwrap_or_default().split(' ').next().unwrap_or_default();
            let hit =
                found.iter().any(|x| x.made_by == class.id && x.cue.clone().is_some_and(|c| text[c].contains(cue)));
            assert!(hit, "{}: {:?} in {found:?}", class.id, class.example);
        }
    }
}
