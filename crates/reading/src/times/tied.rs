//! When was it? The time expression that the tree ties to a predicate.

use std::ops::Range;

use rapporteur_language::{Analysis, Upos};
use rapporteur_record::{Time, TimeType};

use super::Timed;
use super::lexicon::lexicon;

/// The time of a predicate, a verb or a noun that names an act: the dated expression that stands under it ("met on
/// Tuesday", "Tuesday's talks"), under the verb that carries it ("held talks on Tuesday", "talks that end on Tuesday"),
/// under what it is coordinated with, or else the only one of its clause.
pub fn time_of<'t>(a: &Analysis, times: &'t [Timed], predicate: usize) -> Option<&'t Time> {
    let sentence = &a.sentences[a.words[predicate].sentence].words;
    let first = times.partition_point(|t| t.words.start < sentence.start);
    let here: Vec<Dated<'t>> = (times[first..].iter().take_while(|t| t.words.start < sentence.end))
        .filter(|t| is_date(&t.time))
        .filter_map(|t| Dated::new(a, t))
        .collect();
    if here.is_empty() {
        return None;
    }
    let tied = Tied { a, here };
    tied.of(predicate, 3).map(|d| d.time)
}

fn is_date(t: &Time) -> bool {
    matches!(t.kind, TimeType::Date | TimeType::Time) && t.value.is_some()
}

/// A dated expression in the tree.
#[derive(Clone, Copy)]
struct Dated<'t> {
    time: &'t Time,
    /// Its words.
    words: &'t Range<usize>,
    /// Its own highest word.
    top: usize,
    /// What it depends on.
    under: usize,
    /// It says when, not since, until or before when.
    at: bool,
}

impl<'t> Dated<'t> {
    fn new(a: &Analysis, t: &'t Timed) -> Option<Self> {
        let top = t.words.clone().find(|w| a.words[*w].head.is_none_or(|h| !t.words.contains(&h)))?;
        let (top, under) = attachment(a, top, &t.words)?;
        let at = (a.children_by(top, "case").chain(a.children_by(top, "mark")))
            .filter(|c| !t.words.contains(c))
            .all(|c| lexicon().tied.at.contains(a.words[c].lemma.as_str()));
        Some(Self { time: &t.time, words: &t.words, top, under, at })
    }

    /// It modifies a verb, or may do so from afar: not "the 2015 accord", nor "discussions in May".
    fn is_phrase(&self, a: &Analysis) -> bool {
        let phrase = a.subtree(self.top).start;
        matches!(a.words[self.top].rel(), "obl" | "advmod")
            || (a.words[self.top].deprel == "nmod" && phrase > self.under + 1 && a.child(self.top, &["case"]).is_some())
    }
}

/// The word that carries the expression into the tree, and what it depends on: "the night of December 5" by its night,
/// "in Geneva on Monday" by the verb, for a name has no date.
fn attachment(a: &Analysis, top: usize, words: &Range<usize>) -> Option<(usize, usize)> {
    let mut at = top;
    for _ in 0..4 {
        let head = a.words[at].head?;
        let ties = matches!(a.words[at].rel(), "obl" | "nmod" | "advmod" | "compound" | "amod" | "nummod" | "appos");
        if !ties {
            return None;
        }
        let unit = || lexicon().unit(&a.words[head].lemma).is_some() && !words.contains(&head);
        // "was in Cairo on Sunday": where somebody is makes a clause.
        let name = matches!(a.words[head].upos, Upos::Propn | Upos::Pron) && a.child(head, &["cop"]).is_none();
        if !(name || a.is(at, "nmod") && unit()) || a.words[head].head.is_none() {
            return Some((at, head));
        }
        at = head;
    }
    None
}

struct Tied<'a, 't> {
    a: &'a Analysis,
    here: Vec<Dated<'t>>,
}

impl<'t> Tied<'_, 't> {
    fn of(&self, predicate: usize, steps: usize) -> Option<Dated<'t>> {
        let a = self.a;
        if let Some(d) = self.under(predicate) {
            return Some(d);
        }
        let steps = steps.checked_sub(1)?;
        let verbal = is_verbal(a, predicate);
        if verbal {
            let above = self.carrier_above(predicate, steps).or_else(|| self.coordinated(predicate, verbal));
            return above.or_else(|| self.only_of_clause(predicate));
        }
        (self.carried(predicate, steps).or_else(|| self.coordinated(predicate, verbal)))
            .or_else(|| self.embraced(predicate))
    }

    /// The expression that depends on this word; of several, the one nearest to it.
    fn under(&self, word: usize) -> Option<Dated<'t>> {
        self.here.iter().filter(|d| d.under == word && d.at).min_by_key(|d| d.top.abs_diff(word)).copied()
    }

    /// A noun's time by the verb that carries it: "held talks on Tuesday", "talks will open on Tuesday", "talks, which
    /// end on Tuesday", "a second day of talks".
    fn carried(&self, noun: usize, steps: usize) -> Option<Dated<'t>> {
        let a = self.a;
        let carrier = |w: usize| lexicon().tied.carriers.contains(a.words[w].lemma.as_str());
        let below = a.children_by(noun, "acl").chain(a.children_by(noun, "amod")).filter(|c| carrier(*c));
        if let Some(d) = below.into_iter().find_map(|c| self.under(c).or_else(|| self.goal(c))) {
            return Some(d);
        }
        let head = a.words[noun].head?;
        match a.words[noun].rel() {
            "obj" | "nsubj" if carrier(head) => self.of(head, steps),
            "obl" if lexicon().tied.meets.contains(a.words[head].lemma.as_str()) => self.of(head, steps),
            "nmod" if lexicon().tied.containers.contains(a.words[head].lemma.as_str()) => self.of(head, steps),
            _ => None,
        }
    }

    /// "described talks here Monday with the rebels": a bare time between a noun and those who take part is the noun's.
    fn embraced(&self, noun: usize) -> Option<Dated<'t>> {
        let a = self.a;
        let after = noun + 1 + usize::from(a.words.get(noun + 1).is_some_and(|w| w.upos == Upos::Adv));
        let shared = |w: usize| a.words.get(w).is_some_and(|w| lexicon().tied.shared.contains(w.lemma.as_str()));
        self.here.iter().find(|d| (noun + 1..=after).contains(&d.words.start) && shared(d.words.end)).copied()
    }

    /// "talks scheduled to begin on Tuesday".
    fn goal(&self, word: usize) -> Option<Dated<'t>> {
        let carrier = |w: &usize| lexicon().tied.carriers.contains(self.a.words[*w].lemma.as_str());
        self.a.children_by(word, "xcomp").filter(carrier).find_map(|x| self.under(x))
    }

    /// "began meeting on Tuesday".
    fn carrier_above(&self, verb: usize, steps: usize) -> Option<Dated<'t>> {
        let head = self.a.words[verb].head.filter(|_| self.a.is(verb, "xcomp"))?;
        lexicon().tied.carriers.contains(self.a.words[head].lemma.as_str()).then(|| self.of(head, steps))?
    }

    /// "met and dined on Tuesday", "met on Tuesday and signed a truce": one time for clauses of one subject and tense.
    fn coordinated(&self, word: usize, verbal: bool) -> Option<Dated<'t>> {
        let a = self.a;
        let own_subject = |w: usize| a.child(w, &["nsubj", "csubj", "aux", "cop"]).is_some();
        let alike = |x: usize, y: usize| !verbal || a.words[x].xpos == a.words[y].xpos;
        if a.is(word, "conj")
            && let Some(head) = a.words[word].head
            && alike(word, head)
            && !(verbal && own_subject(word))
        {
            return self.under(head);
        }
        let last = a.children_by(word, "conj").last().filter(|c| alike(word, *c))?;
        let bare = !verbal || !own_subject(last) && a.child(word, &["obl"]).is_none();
        bare.then(|| self.under(last))?
    }

    /// The one dated phrase of the clause of a verb.
    fn only_of_clause(&self, verb: usize) -> Option<Dated<'t>> {
        let mut inside = self.here.iter().filter(|d| clause(self.a, d.under) == verb && d.is_phrase(self.a));
        let only = inside.next().filter(|d| d.at)?;
        inside.next().is_none().then_some(*only)
    }
}

fn is_verbal(a: &Analysis, word: usize) -> bool {
    a.words[word].upos == Upos::Verb || a.child(word, &["cop", "nsubj"]).is_some()
}

/// The nearest word above, itself included, that makes a clause.
fn clause(a: &Analysis, word: usize) -> usize {
    a.ancestors(word).find(|w| is_verbal(a, *w)).unwrap_or(word)
}
