//! Does a clause tell of what was or of what is to come? That gives "Friday" and "in November" their direction.

use rapporteur_language::{Analysis, Upos};
use rapporteur_record::Status;

use super::lexicon::lexicon;
use crate::predicates;

/// The direction that a clause gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Up to the anchor.
    Past,
    /// From the anchor on.
    Future,
}

/// The direction of a word of time: by its preposition ("until Friday"), else by the verb that it stands under.
pub fn direction(a: &Analysis, text: &str, word: usize) -> Direction {
    let tense = &lexicon().tense;
    let preposition = a.ancestors(word).take(2).flat_map(|w| a.children_by(w, "case")).find(|c| *c < word);
    match preposition.map(|c| a.words[c].lemma.as_str()) {
        Some(p) if tense.ahead.contains(p) => return Direction::Future,
        Some(p) if tense.back.contains(p) => return Direction::Past,
        _ => {}
    }
    // "follows Tuesday's vote": whose day is told has been, unless the clause itself is still to come.
    if a.words[word].deprel == "nmod:poss" {
        let modal = |w: usize| a.children_by(w, "aux").any(|x| tense.modals.contains(a.words[x].lemma.as_str()));
        return if a.ancestors(word).any(modal) { Direction::Future } else { Direction::Past };
    }
    let clause = a.ancestors(word).find(|w| a.words[*w].upos == Upos::Verb || a.child(*w, &["cop"]).is_some());
    clause.and_then(|c| of_clause(a, text, c, 4)).unwrap_or(Direction::Past)
}

fn of_clause(a: &Analysis, text: &str, verb: usize, steps: usize) -> Option<Direction> {
    let tense = &lexicon().tense;
    let auxiliaries: Vec<usize> = a.children_by(verb, "aux").chain(a.children_by(verb, "cop")).collect();
    let lemma = |w: &usize| a.words[*w].lemma.as_str();
    let past = |w: &usize| a.words[*w].xpos == "VBD";
    let perfect = auxiliaries.iter().any(|x| lemma(x) == "have");
    if auxiliaries.iter().any(|x| tense.modals.contains(lemma(x))) {
        return Some(if perfect { Direction::Past } else { Direction::Future });
    }
    // "were due to meet", "is to meet".
    if a.words[verb].xpos == "VB" && auxiliaries.iter().any(|x| lemma(x) == "be") {
        return Some(Direction::Future);
    }
    if perfect || auxiliaries.iter().any(past) {
        return Some(Direction::Past);
    }
    match a.words[verb].xpos {
        "VBD" => return Some(Direction::Past),
        "VBZ" | "VBP" => return Some(Direction::Future),
        "VBN" if tense.expected.contains(lemma(&verb)) => return Some(Direction::Future),
        "VBN" if auxiliaries.is_empty() => return Some(Direction::Past),
        _ => {}
    }
    if auxiliaries.iter().any(|x| matches!(a.words[*x].xpos, "VBZ" | "VBP")) {
        return Some(Direction::Future);
    }
    let infinitive = a.words[verb].xpos == "VB" && a.children_by(verb, "mark").next().is_some();
    if infinitive && matches!(predicates::status(a, text, verb), Status::Planned | Status::Hypothetical) {
        return Some(Direction::Future);
    }
    let mut above = a.ancestors(verb).skip(1);
    let head = above.find(|w| a.words[*w].upos == Upos::Verb || a.child(*w, &["cop"]).is_some())?;
    of_clause(a, text, head, steps.checked_sub(1)?)
}
