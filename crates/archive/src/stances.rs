//! Does one report affirm what another denies? Someone came and stayed away, a road is open and shut, a demand was dropped
//! and is insisted on, one side shot first and only shot back: told by the scales of `lexicon/contradictions.toml`, each with
//! words for either end, and compared where the passages speak of one thing.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::{
    Error,
    agreement::{Contradiction, Report, SAME_TIME, Side, Weak},
    ask::Desk,
    compared::Compared,
    lexicon::lexicon,
    naming::Words,
    passages::{Passage, Passages},
    scales::{Scale, Word, scales},
    sentences::{self, Read},
    stems::{Stems, stem},
};

/// What the same subject adds to the tie of two passages, and that both reports speak of nothing else on the scale.
const SAME_SUBJECT: f32 = 0.5;
const ALONE: f32 = 0.5;
/// Days after which what was open may have been settled.
const STILL: i32 = 1;
/// How much must tie a denial to another sentence with the same verb.
const SAME_VERB: f32 = 2.2;
/// Words before a verb in which it is told that it is not real, and behind a negation in which its verb stands.
const GAP: usize = 4;
const BEHIND: usize = 4;

/// What a sentence tells on a scale, or that it denies what a verb tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Scale(usize),
    Verb(u16),
}

/// What a sentence tells on a scale.
pub(crate) struct Stance {
    of: Of,
    yes: bool,
    /// Which passage.
    at: usize,
    /// Whether it is told to have been so all along.
    lasting: bool,
    /// Of whom it is told, where the words say.
    subject: Stems,
    /// What stands behind it in its clause, where the scale asks for it.
    matter: Stems,
    shown: Box<str>,
}

/// What a text tells on scales, and the verbs of its sentences that it tells as real, by passage.
#[derive(Default)]
pub(crate) struct Stances {
    all: Box<[Stance]>,
    verbs: Box<[Stems]>,
}

impl Stances {
    /// Bytes that they take.
    pub fn weight(&self) -> usize {
        let stance = |s: &Stance| size_of::<Stance>() + s.subject.weight() + s.matter.weight() + s.shown.len();
        self.all.iter().map(stance).sum::<usize>()
            + self.verbs.iter().map(|v| size_of::<Stems>() + v.weight()).sum::<usize>()
    }

    /// What a text tells.
    pub fn of(all: &[Read], passages: &Passages) -> Self {
        let (mut told, mut verbs) = (vec![], vec![]);
        for (at, sentence) in all.iter().enumerate() {
            let words = Words::of(&sentence.text);
            let before = at.checked_sub(1).filter(|b| all[*b].paragraph == sentence.paragraph).map(|b| &all[b]);
            let around = |scale: &Scale| {
                let near = |b: &Read| {
                    b.text.split(|c: char| !c.is_alphanumeric()).any(|w| scale.of.contains(stem(&w.to_lowercase())))
                };
                scale.of.is_empty()
                    || (at.saturating_sub(2)..=at).any(|i| all[i].paragraph == sentence.paragraph && near(&all[i]))
            };
            let one = Sentence {
                stems: words.lower.iter().map(|w| stem(w)).collect(),
                tokens: words.lower.iter().map(|w| Word::of(w)).collect(),
                words,
                before,
            };
            if !sentence.text.trim_end_matches(['"', '”']).ends_with('?') {
                told.extend(one.stances(at, around));
            }
            verbs.push(one.told(sentence));
        }
        debug_assert_eq!(passages.all.len(), verbs.len());
        Stances { all: told.into(), verbs: verbs.into() }
    }

    fn alone(&self, of: Of) -> bool {
        let mut on = self.all.iter().filter(|s| s.of == of).map(|s| s.yes);
        on.next().is_none_or(|first| on.all(|yes| yes == first))
    }
}

/// A sentence while it is read.
struct Sentence<'a> {
    words: Words,
    stems: Vec<u16>,
    tokens: Vec<Word>,
    before: Option<&'a Read>,
}

impl Sentence<'_> {
    /// What it tells on scales, each end of each once, and what it denies.
    fn stances(&self, at: usize, around: impl Fn(&Scale) -> bool) -> Vec<Stance> {
        let mut out: Vec<Stance> = vec![];
        for start in 0..self.stems.len() {
            let Word { stem, exact } = self.tokens[start];
            for (n, nth) in [stem, exact].iter().filter_map(|w| scales().by_first.get(w)).flatten().copied() {
                let Some(stance) = self.on(n, nth, start, at).filter(|_| around(&scales().all[n])) else { continue };
                match out.iter_mut().find(|s| s.of == stance.of && s.yes == stance.yes) {
                    Some(told) => told.lasting |= stance.lasting,
                    None => out.push(stance),
                }
            }
        }
        for (not, verb) in (0..self.stems.len()).filter_map(|start| self.denied(start)) {
            let from = self.begins(not);
            if !self.unsure(from, not, not + 1, false) {
                let (of, subject, matter) = (Of::Verb(verb), self.subject(from, not), Stems::default());
                out.push(Stance { of, yes: false, at, lasting: false, subject, matter, shown: self.shown(not) });
            }
        }
        out
    }

    /// What a phrase of a scale tells that begins at a word.
    fn on(&self, n: usize, nth: usize, start: usize, at: usize) -> Option<Stance> {
        let scale = &scales().all[n];
        let (phrase, yes) = &scale.phrases[nth];
        let end = phrase.at(&self.tokens, start)?;
        let from = self.begins(start);
        // "Will not march".
        let to = if scale.planned { (end + 1).min(self.stems.len()) } else { end };
        let yes = match (yes, self.negated(from, if *yes { to } else { start })) {
            (true, not) => !not,
            (false, false) => false,
            (false, true) => return None,
        };
        if self.unsure(from, start, end, scale.planned) {
            return None;
        }
        let behind = &self.words.lower[end..self.words.clause_end(end - 1)];
        let named =
            || sentences::concepts(&behind.join(" ")).iter().filter(|w| !scales().fillers.contains(*w)).collect();
        let matter: Stems = if scale.matter { named() } else { Stems::default() };
        let (of, lasting, subject) = (Of::Scale(n), self.lasts(from, end), self.subject(from, start));
        Some(Stance { of, yes, at, lasting, subject, matter, shown: self.shown(start) })
    }

    /// The clause of a word, for short.
    fn shown(&self, at: usize) -> Box<str> {
        self.words.shown(self.words.clause_start(at)).into()
    }

    /// Where the clause of a word begins, or what is reported in it.
    fn begins(&self, at: usize) -> usize {
        let said = self.words.lower[..at].iter().rposition(|w| lexicon().reporting.contains(w)).map_or(0, |s| s + 1);
        self.words.clause_start(at).max(said)
    }

    /// Whether a negation stands before a phrase or in it, or a denial before its clause.
    fn negated(&self, from: usize, end: usize) -> bool {
        self.stems[from..end].iter().any(|s| scales().negators.contains(*s))
            || self.stems[..from].iter().any(|s| scales().denying.contains(*s))
    }

    /// Whether a phrase is not told as it is now: of what was once, is only asked, or did not come about before something.
    fn unsure(&self, from: usize, start: usize, end: usize, planned: bool) -> bool {
        let clause = self.words.clause_end(end.saturating_sub(1));
        let former = (from..clause).any(|at| scales().former.iter().any(|p| p.at(&self.tokens, at).is_some()));
        // "Under rules which the islanders accept" tells of the rules.
        let relative = self.words.lower[from..start].iter().any(|w| matches!(w.as_str(), "which" | "whom" | "whose"));
        former || relative || (!planned && self.unreal(from, start))
    }

    /// Whether what begins at a word is only asked, or to come: "urged them to open it", "to open it".
    fn unreal(&self, from: usize, start: usize) -> bool {
        let near = &self.stems[start.saturating_sub(GAP).max(from)..start];
        near.iter().any(|s| scales().unreal.contains(*s)) || (start > from && self.words.lower[start - 1] == "to")
    }

    /// Whether the clause of a phrase tells that it was so all along.
    fn lasts(&self, from: usize, end: usize) -> bool {
        let clause = self.words.clause_end(end.saturating_sub(1));
        (from..clause).any(|at| scales().lasting.iter().any(|p| p.at(&self.tokens, at).is_some()))
    }

    /// Of whom a phrase is told: the names before it, those in the sentence before where a pronoun stands for them, or who
    /// they are.
    fn subject(&self, from: usize, to: usize) -> Stems {
        let of = |names: BTreeSet<String>| names.iter().map(|n| stem(n)).collect::<Stems>();
        let kinds = |from: usize, to: usize| -> Vec<u16> {
            self.stems[from..to].iter().copied().filter(|s| scales().subjects.contains(*s)).collect()
        };
        let own = of(self.words.names(from, to))
            .iter()
            .chain(of(self.words.adjectives(from, to)).iter())
            .chain(kinds(from, to))
            .collect::<Stems>();
        if !own.is_empty() || to == 0 {
            return own;
        }
        // "The applause went to Idris Deng, who sat there."
        if self.words.lower[from..to].iter().any(|w| w == "who") {
            let named = self.words.capitals(from.saturating_sub(BEHIND * 2), from);
            return named.map(stem).collect();
        }
        // "So did Chad: its envoy sat there": the names before, unless another has a clause of their own.
        let before: Stems = of(self.words.names(0, from));
        if !before.is_empty() {
            return before;
        }
        let before = self.before.map(|b| Words::of(&b.text));
        before.map_or(Stems::default(), |b| of(b.names(0, b.lower.len())))
    }

    /// Where a sentence denies something, and the verb of it: "did not sign", "nobody had rung", "neither side has signed".
    fn denied(&self, at: usize) -> Option<(usize, u16)> {
        let scales = scales();
        let word = self.words.lower[at].as_str();
        let auxiliary = |i: &usize| scales.auxiliaries.contains(self.stems[*i]);
        let end = self.words.clause_end(at).min(at + 1 + BEHIND);
        let from = match word {
            "not" | "never" | "t" => at + 1,
            "nobody" | "neither" | "none" | "nothing" => (at + 1..end).find(auxiliary)? + 1,
            _ => return None,
        };
        let adverb = |w: &str| w.ends_with("ly") || matches!(w, "yet" | "ever" | "even" | "once" | "been");
        let verb = (from..end).find(|i| !auxiliary(i) && !adverb(&self.words.lower[*i]))?;
        let light = lexicon().light.contains(&self.stems[verb]) || lexicon().common.contains(&self.words.lower[verb]);
        (!light).then_some((at, sentences::concept(self.stems[verb])))
    }

    /// What its words stand for, where it denies nothing and is no question.
    fn told(&self, sentence: &Read) -> Stems {
        let denies = self.stems.iter().any(|s| scales().negators.contains(*s) || scales().denying.contains(*s));
        if denies || sentence.text.ends_with('?') {
            return Stems::default();
        }
        let real = (0..self.stems.len()).filter(|at| !self.unreal(0, *at));
        let real: Stems = real.map(|at| sentences::concept(self.stems[at])).collect();
        sentence.concepts.shared(&real).collect()
    }
}

/// Contradictions on scales among reports of about the same time.
pub(crate) fn contradictions(
    desk: &mut Desk<'_>,
    reports: &[Report],
    texts: &[Arc<Compared>],
    weak: &Weak,
) -> Result<Vec<Contradiction>, Error> {
    let all: Vec<Told<'_>> = reports.iter().zip(texts).map(|(r, t)| (r, &t.passages, &t.stances)).collect();
    let mut found = vec![];
    for (i, a) in all.iter().enumerate() {
        for b in all[i + 1..].iter().filter(|b| a.0.apart(b.0) <= SAME_TIME) {
            compare(desk, weak, *a, *b, &mut found)?;
        }
    }
    Ok(found)
}

/// A report with what it tells on scales.
type Told<'a> = (&'a Report, &'a Passages, &'a Stances);

/// A pair of stances that may exclude each other.
struct Against {
    tie: f32,
    of: Of,
    /// The passages.
    here: usize,
    there: usize,
    /// What each says, for short; nothing where it is all that the passage says.
    one: Box<str>,
    other: Box<str>,
}

/// Contradictions of two reports on scales.
fn compare(
    desk: &mut Desk<'_>,
    weak: &Weak,
    a: Told<'_>,
    b: Told<'_>,
    found: &mut Vec<Contradiction>,
) -> Result<(), Error> {
    let mut all: Vec<Against> = vec![];
    for s in &a.2.all {
        for t in &b.2.all {
            all.extend(opposed(weak, a, s, b, t));
        }
    }
    all.extend(denied(weak, a, b));
    all.extend(denied(weak, b, a).into_iter().map(|x| Against {
        here: x.there,
        there: x.here,
        one: x.other,
        other: x.one,
        ..x
    }));
    all.sort_by(|x, y| y.tie.total_cmp(&x.tie));
    // What two paragraphs tell against each other is told once.
    let mut told: BTreeSet<(u16, u16)> = BTreeSet::new();
    for x in all {
        let (p, q) = (&a.1.all[x.here], &b.1.all[x.there]);
        if !told.insert((p.paragraph, q.paragraph)) {
            continue;
        }
        let mut side = |r: &Report, span, says: Box<str>| -> Result<Side, Error> {
            let all = says.is_empty().then(|| desk.cut(r.id, span)).transpose()?;
            Ok(Side { report: r.id, span, says: all.map_or(says.into(), |all| Words::of(&all).shown(0)) })
        };
        let about = if let Of::Scale(n) = x.of { scales().all[n].about } else { "denied" };
        let (one, other) = (side(a.0, p.span, x.one)?, side(b.0, q.span, x.other)?);
        found.push(Contradiction::of(desk, about, vec![], one, other)?);
    }
    Ok(())
}

/// Whether two stand at the two ends of one scale.
fn opposed(weak: &Weak, a: Told<'_>, s: &Stance, b: Told<'_>, t: &Stance) -> Option<Against> {
    let Of::Scale(n) = s.of else { return None };
    let scale = &scales().all[n];
    let (p, q) = (&a.1.all[s.at], &b.1.all[t.at]);
    // What was so all along was so on every day.
    let all_along = s.lasting && t.lasting;
    if s.of != t.of || s.yes == t.yes || (p.days.are_others(q.days) && !all_along) {
        return None;
    }
    // What is refused today may be granted tomorrow.
    let later = |yes: &Report, no: &Report| yes.day.zip(no.day).is_some_and(|(y, n)| y > n + STILL);
    if scale.settles && if s.yes { later(a.0, b.0) } else { later(b.0, a.0) } {
        return None;
    }
    let same = !s.subject.is_disjoint(&t.subject);
    let either_names = !s.subject.is_disjoint(&q.names) || !t.subject.is_disjoint(&p.names);
    let fits = match scale.same_subject {
        true => same,
        // Who says that a road is shut is not who drives on it.
        _ if !scale.of.is_empty() => true,
        _ => same || either_names || s.subject.is_empty() || t.subject.is_empty(),
    };
    let fits = fits && !of_others(scale, p, q);
    let unnamed = !scale.planned && (s.matter.is_empty() || t.matter.is_empty());
    if !fits || (scale.matter && !unnamed && s.matter.is_disjoint(&t.matter)) {
        return None;
    }
    let tie = a.1.tie(s.at, b.1, t.at, weak);
    // Whoever tells the same of it as the other, and more nearly, tells of both.
    let both = |told: Told<'_>, of: &Stance, like: &Stance, other: Told<'_>| {
        told.2.all.iter().any(|u| {
            let same = !u.subject.is_disjoint(&like.subject);
            u.of == of.of
                && u.yes == like.yes
                && u.yes != of.yes
                && same
                && told.1.tie(u.at, other.1, like.at, weak) >= tie
        })
    };
    let alone = if a.2.alone(s.of) && b.2.alone(s.of) { ALONE } else { 0.0 };
    let full = tie + alone + if same { SAME_SUBJECT } else { 0.0 };
    if full < scale.least || (!all_along && (both(a, s, t, b) || both(b, t, s, a))) {
        return None;
    }
    Some(Against { tie: full, of: s.of, here: s.at, there: t.at, one: s.shown.clone(), other: t.shown.clone() })
}

/// Whether two sentences name things of the scale, and others each: a road and a bridge, a session and a dinner.
fn of_others(scale: &Scale, p: &Passage, q: &Passage) -> bool {
    let kind = |s: u16| lexicon().occasions.get(&s).map_or(s, |kind| stem(kind));
    let named = |p: &Passage| p.own().filter(|s| scale.one_of.contains(*s)).map(kind).collect::<Stems>();
    let (one, other) = (named(p), named(q));
    !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
}

/// What one report denies and the other tells with the same verb.
fn denied(weak: &Weak, a: Told<'_>, b: Told<'_>) -> Vec<Against> {
    let mut out = vec![];
    for s in &a.2.all {
        let Of::Verb(verb) = s.of else { continue };
        for (there, told) in b.2.verbs.iter().enumerate().filter(|(_, told)| told.contains(verb)) {
            let (p, q) = (&a.1.all[s.at], &b.1.all[there]);
            let tie = a.1.tie(s.at, b.1, there, weak);
            let names = s.subject.is_empty() || !s.subject.is_disjoint(&q.names) || !s.subject.is_disjoint(told);
            let later = b.0.day.zip(a.0.day).is_some_and(|(told, denied)| told > denied + STILL);
            if tie >= SAME_VERB && names && !later && !p.days.are_others(q.days) {
                out.push(Against { tie, of: s.of, here: s.at, there, one: s.shown.clone(), other: Box::default() });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lexicon reads its own examples.
    #[test]
    fn every_scale_reads_its_examples() {
        for (n, scale) in scales().all.iter().enumerate() {
            for (sentence, yes) in scale.example.iter().zip([true, false]) {
                let read = sentences::read(&sentence.chars().collect::<Vec<_>>());
                let told = Stances::of(&read, &Passages::of(&read));
                let found = told.all.iter().any(|s| s.of == Of::Scale(n) && s.yes == yes);
                assert!(found, "{sentence}");
            }
        }
    }
}
