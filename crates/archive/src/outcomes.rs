//! Do two reports tell the opposite of one thing? What one has left open and the other settled, what one denies and the
//! other tells, a road that is open and cut: told by phrases of `lexicon/archive.toml` and the words of the thing.

use std::collections::HashSet;

use crate::{
    Error,
    agreement::{Contradiction, Report, Weak},
    ask::Desk,
    lexicon::{Known, Outcome, Thing, lexicon},
    sentences::{self, Read, Weekdays, concepts},
    stems::{Stems, stem},
};

/// Share of the smaller of two things that must be in the other.
const SAME_THING: f64 = 0.5;
/// Words of things that are so short that they must be called the same: an exchange of prisoners is no exchange rate.
const SHORT: usize = 3;
/// Words of what is denied that the other report must tell, and the share of them.
const TOLD: usize = 2;
const ALL_BUT: f64 = 0.75;
/// The same share of what an occasion is called: of five words all, so that talks with one side are not those with another.
const SAME_OCCASION: f64 = 0.82;
/// Words of a thing, counted from the phrase.
const NEAR: usize = 20;
/// Words between a thing and what is said of it.
const BEFORE: usize = 6;
/// Days after which what was open may have been settled.
const STILL: i32 = 1;
/// Words that begin a matter: what is agreed of it.
const HEAD: usize = 2;
/// Words before a negation in which its subject is looked for.
const SUBJECT: usize = 8;

/// What a sentence tells of things.
pub(crate) struct Told {
    span: sentences::Span,
    /// The clause with the last phrase, where there is one.
    shown: Box<str>,
    outcomes: Box<[(Outcome, Matter)]>,
    /// What is said not to have been done.
    undone: Box<[Undone]>,
    /// What is not told as done or agreed, but asked or made to depend.
    unreal: Stems,
    /// Pairs of opposites: which, which side, and of what.
    opposites: Box<[(usize, bool, u16)]>,
    /// What its words stand for.
    pub all: Stems,
    negated: bool,
    days: Weekdays,
    /// Names in this sentence and the one before it, where there are opposites.
    names: Stems,
}

/// The thing that a phrase speaks of.
#[derive(Debug, Clone)]
struct Matter {
    words: Stems,
    /// Those that come first, where the thing follows the phrase.
    head: Stems,
    /// What it is called, where it follows the phrase: the rate of "the exchange rate", the exchange of "an exchange of
    /// prisoners".
    noun: Option<u16>,
}

/// An act that is said not to have been done: its verb, who, and what.
#[derive(Debug)]
struct Undone {
    verb: u16,
    who: Stems,
    what: Stems,
}

impl Told {
    /// Whether another sentence can be its opposite.
    fn says(&self) -> bool {
        !(self.outcomes.is_empty() && self.undone.is_empty() && self.opposites.is_empty())
    }

    /// What it says, for short.
    fn shown(&self, desk: &mut Desk<'_>, report: i64) -> Result<String, Error> {
        if !self.shown.is_empty() {
            return Ok(self.shown.to_string());
        }
        Ok(words(&desk.cut(report, self.span)?).into_iter().take(NEAR).collect::<Vec<_>>().join(" "))
    }

    /// Bytes that it takes.
    pub fn weight(&self) -> usize {
        let matter = |(_, m): &(Outcome, Matter)| size_of::<(Outcome, Matter)>() + m.words.weight() + m.head.weight();
        let undone = |u: &Undone| size_of::<Undone>() + u.who.weight() + u.what.weight();
        size_of::<Told>()
            + self.shown.len()
            + self.all.weight()
            + self.names.weight()
            + self.unreal.weight()
            + size_of_val(&*self.opposites)
            + self.outcomes.iter().map(matter).sum::<usize>()
            + self.undone.iter().map(undone).sum::<usize>()
    }
}

/// Contradictions of meaning between two reports.
pub(crate) fn compare(
    desk: &mut Desk<'_>,
    weak: &Weak,
    (a, x): (&Report, &[Told]),
    (b, y): (&Report, &[Told]),
    found: &mut Vec<Contradiction>,
) -> Result<(), Error> {
    let mut things: HashSet<u16> = HashSet::new();
    for s in x {
        for t in y.iter().filter(|t| s.says() || t.says()) {
            let Some((about, thing)) = opposed(weak, (a, s), (b, t)).or_else(|| opposed(weak, (b, t), (a, s))) else {
                continue;
            };
            // One thing is told once, however many sentences tell of it.
            if thing.iter().all(|w| things.insert(w)) {
                let words = vec![sentences::quote(desk, a.id, s.span)?, sentences::quote(desk, b.id, t.span)?];
                found.push(Contradiction {
                    about,
                    entries: vec![],
                    one: s.shown(desk, a.id)?,
                    other: t.shown(desk, b.id)?,
                    words,
                });
            }
        }
    }
    Ok(())
}

/// What one sentence leaves open, denies or tells of a thing, and the other tells the opposite of; the words of the thing.
fn opposed(weak: &Weak, (a, s): (&Report, &Told), (b, t): (&Report, &Told)) -> Option<(&'static str, Stems)> {
    if s.days.are_others(t.days) {
        return None;
    }
    for (outcome, thing) in &*s.outcomes {
        match outcome {
            Outcome::Open => {
                // What is open today may be settled tomorrow; what is settled is not open any more.
                let order = a.day.zip(b.day).is_none_or(|(open, settled)| settled - open <= STILL);
                let settled = t.outcomes.iter().filter(|(o, _)| *o == Outcome::Settled && !t.negated);
                let same = settled.map(|(_, other)| thing.common(other, weak)).find(|c| !c.is_empty());
                if let (true, Some(same)) = (order, same) {
                    return Some(("outcome", same));
                }
            }
            Outcome::Denied => {
                let shared: Stems = thing.words.shared(&t.all).collect();
                let told = shared.iter().filter(|w| !weak.contains(*w)).count() >= TOLD
                    && shared.len() as f64 >= ALL_BUT * thing.words.len() as f64;
                if told && !t.negated && !t.outcomes.iter().any(|(o, _)| *o == Outcome::Denied) {
                    return Some(("denied", shared));
                }
            }
            Outcome::Off => {
                let held = t.outcomes.iter().filter(|(o, _)| *o == Outcome::Held && !t.negated);
                let same = a.apart(b) <= STILL && held.map(|(_, m)| m).any(|m| thing.is_held(m, &t.all));
                if same {
                    return Some(("outcome", thing.words.clone()));
                }
            }
            Outcome::Settled | Outcome::Held => {}
        }
    }
    let undone = |u: &&Undone| !t.negated && !t.unreal.contains(u.verb) && u.is_told(&t.all, weak);
    if let Some(undone) = s.undone.iter().find(undone) {
        return Some(("denied", undone.what.iter().chain(undone.who.iter()).chain([undone.verb]).collect()));
    }
    if s.opposites.is_empty() || t.opposites.is_empty() {
        return None;
    }
    let pairs = s.opposites.iter().flat_map(|p| t.opposites.iter().map(move |q| (p, q)));
    let against = pairs.filter(|((n, side, of), (m, other, too))| n == m && side != other && of == too);
    let same_place = !s.names.is_disjoint(&t.names) && !s.negated && !t.negated;
    let mut of = against.map(|((_, _, of), _)| *of).filter(|_| same_place);
    of.next().map(|of| ("outcome", Stems::from_iter([of])))
}

impl Matter {
    /// The words that two things have in common, where they are enough to make them one, and one begins with the other:
    /// who agreed to withdraw from the border has settled no border.
    fn common(&self, other: &Matter, weak: &Weak) -> Stems {
        let shared: Stems = self.words.shared(&other.words).collect();
        if shared.iter().all(|w| weak.contains(w)) {
            return Stems::default();
        }
        let short = self.words.len().max(other.words.len()) <= SHORT && shared.len() < TOLD;
        if short && self.noun.zip(other.noun).is_some_and(|(a, b)| a != b) {
            return Stems::default();
        }
        let begins = !other.head.is_disjoint(&self.words) && !self.head.is_disjoint(&other.words);
        let enough = shared.len() as f64 >= SAME_THING * self.words.len().min(other.words.len()) as f64;
        if begins && enough { shared } else { Stems::default() }
    }
}

impl Matter {
    /// Whether a sentence of these words tells that an occasion, which is said to be off, was held: nearly all that the
    /// occasion is called stands in it, and it is not another in a row.
    fn is_held(&self, held: &Matter, all: &Stems) -> bool {
        let nth = |of: &Stems| of.shared(&lexicon().ordinals).collect::<Stems>();
        let (ours, theirs) = (nth(&self.words), nth(all));
        let shared = self.words.shared(all).count();
        !self.words.is_disjoint(&held.words)
            && (ours.is_empty() == theirs.is_empty() && (ours.is_empty() || !ours.is_disjoint(&theirs)))
            && shared >= TOLD
            && shared as f64 >= SAME_OCCASION * self.words.len() as f64
    }
}

impl Undone {
    /// Whether a sentence of these words, which denies nothing, tells of the act.
    fn is_told(&self, words: &Stems, weak: &Weak) -> bool {
        if !words.contains(self.verb) {
            return false;
        }
        let shared = |of: &Stems| of.shared(words).count() as f64;
        let who = !self.who.is_empty() && shared(&self.who) >= ALL_BUT * self.who.len() as f64;
        let what = shared(&self.what) >= ALL_BUT * self.what.len() as f64;
        let all: Stems = self.who.iter().chain(self.what.iter()).collect();
        who && what && all.iter().filter(|w| !weak.contains(*w)).count() >= TOLD
    }
}

/// What a text tells of things.
pub(crate) fn told(all: &[Read]) -> Vec<Told> {
    let told = |(at, s): (usize, &Read)| {
        let mut one = read(&s.text);
        if !one.opposites.is_empty() {
            let around = all[at.saturating_sub(1)..=at].iter().map(|s| names(&s.text, 1));
            one.names = around.flat_map(|n| n.iter().collect::<Vec<_>>()).collect();
        }
        Told { span: s.span, days: Weekdays::of(&s.text), all: s.concepts.clone(), ..one }
    };
    all.iter().enumerate().map(told).collect()
}

/// Words with a capital from one on.
fn names(sentence: &str, first: usize) -> Stems {
    let words = sentence.split_whitespace().skip(first).filter(|w| w.starts_with(char::is_uppercase));
    concepts(&words.collect::<Vec<_>>().join(" "))
}

fn read(sentence: &str) -> Told {
    let lexicon = lexicon();
    let clauses: Vec<Vec<String>> = sentence.split([',', ';', ':']).map(words).collect();
    let flat: Vec<String> = clauses.concat();
    let (mut outcomes, mut opposites, mut shown) = (vec![], vec![], String::new());
    for clause in &clauses {
        let known: Vec<Known> = clause.iter().map(|w| lexicon.known(w)).collect();
        if known.iter().all(|k| *k == Known::default()) {
            continue;
        }
        for phrase in lexicon.phrases(&known) {
            let Some((start, end)) = phrase.find(&known) else { continue };
            let thing = match phrase.thing {
                Thing::After => following(&clause[end..clause.len().min(end + NEAR)]),
                // The subject may stand before an insertion between commas.
                Thing::Before if start == 0 || matter(&clause[..start]).is_empty() => preceding(&before(&flat, clause)),
                Thing::Before => preceding(&clause[start.saturating_sub(NEAR)..start]),
            };
            let nothing = phrase.outcome == Outcome::Settled && !thing.head.is_disjoint(&lexicon.procedural);
            if !thing.words.is_empty() && !nothing {
                shown = clause.join(" ");
                outcomes.push((phrase.outcome, thing));
            }
        }
        for (n, pair) in lexicon.opposites.iter().enumerate() {
            for (side, list) in [(false, &pair.one), (true, &pair.other)] {
                for at in (0..clause.len()).filter(|at| list.contains(&known[*at])) {
                    let of = matter(&clause[at.saturating_sub(BEFORE)..at]);
                    if !of.is_empty() && shown.is_empty() {
                        shown = clause.join(" ");
                    }
                    opposites.extend(of.iter().map(|w| (n, side, w)));
                }
            }
        }
    }
    let denies = outcomes.iter().any(|(o, _)| !matches!(o, Outcome::Settled | Outcome::Held));
    Told {
        span: (0, 0),
        shown: shown.into(),
        outcomes: outcomes.into(),
        undone: undone(sentence).into(),
        unreal: unreal(&flat),
        opposites: opposites.into(),
        all: Stems::default(),
        negated: !denies && flat.iter().any(|w| lexicon.negations.contains(w)),
        days: Weekdays::default(),
        names: Stems::default(),
    }
}

/// Acts that a sentence says were not done: "did not sign the accord", and who did not.
fn undone(sentence: &str) -> Vec<Undone> {
    let lexicon = lexicon();
    let mut out = vec![];
    let mut begins = 0;
    for clause in sentence.split([',', ';', ':']) {
        let before = &sentence[..begins];
        begins += clause.len() + 1;
        let all: Vec<&str> = clause.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        for at in (1..all.len().saturating_sub(1)).filter(|at| matches!(all[*at], "not" | "never" | "t")) {
            let verb = stem(&all[at + 1].to_lowercase());
            if lexicon.light.contains(&verb) {
                continue;
            }
            let subject = &all[at.saturating_sub(SUBJECT)..at];
            let is_name = |w: &&&str| w.starts_with(char::is_uppercase) && !lexicon.common.contains(&w.to_lowercase());
            let named: Vec<&str> = subject.iter().filter(is_name).copied().collect();
            let he = subject.iter().any(|w| lexicon.pronouns.contains(&w.to_lowercase()));
            let who = match (named.is_empty(), he) {
                (false, _) => concepts(&named.join(" ")),
                // "Idris Deng, the leader of the rebels, said he would not sign."
                (true, true) => names(before, 0),
                (true, false) => concepts(&subject.join(" ")),
            };
            let object = all[at + 2..].iter().take(NEAR).map(|w| w.to_lowercase()).collect::<Vec<_>>();
            out.push(Undone { verb: sentences::concept(verb), who, what: concepts(&object.join(" ")) });
        }
    }
    out
}

/// What the words behind one of what is not real stand for, as far as the verb may lie.
fn unreal(words: &[String]) -> Stems {
    let behind = |at: usize| words[at + 1..].iter().take(BEFORE);
    let all = (0..words.len()).filter(|at| lexicon().unreal.contains(&words[*at])).flat_map(behind);
    all.map(|w| sentences::concept(stem(w))).collect()
}

/// The thing that these words begin with.
fn following(words: &[String]) -> Matter {
    let mut head: Vec<u16> = vec![];
    for word in words {
        if head.len() >= HEAD {
            break;
        }
        head.extend(matter(std::slice::from_ref(word)).iter().filter(|w| !head.contains(w)).collect::<Vec<_>>());
    }
    let name = words.iter().skip(1).position(|w| lexicon().belonging.contains(w)).map_or(words, |end| &words[..=end]);
    let noun = name.iter().rev().find_map(|w| matter(std::slice::from_ref(w)).iter().next());
    Matter { words: matter(words), head: head.into_iter().collect(), noun }
}

/// The thing that these words end with: whatever stands in it may be what it is about.
fn preceding(words: &[String]) -> Matter {
    let words = matter(words);
    Matter { head: words.clone(), words, noun: None }
}

/// The words of a sentence before one of its clauses.
fn before(flat: &[String], clause: &[String]) -> Vec<String> {
    let at = flat.windows(clause.len().max(1)).position(|w| w == clause).unwrap_or(0);
    flat[at.saturating_sub(NEAR)..at].to_vec()
}

/// The words of a thing: what is common to all things left out.
fn matter(words: &[String]) -> Stems {
    let empty = &lexicon().empty;
    let named: Vec<&str> = words.iter().map(String::as_str).filter(|w| !empty.contains(*w)).collect();
    concepts(&named.join(" "))
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(String::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lexicon reads its own examples.
    #[test]
    fn every_phrase_reads_its_example() {
        for phrase in &lexicon().outcomes {
            let (sentence, thing) = phrase.example.rsplit_once(" = ").expect("an example names its thing");
            let found = read(sentence).outcomes;
            let wanted = concepts(thing);
            let whole = |t: &Matter| wanted.shared(&t.words).count() == wanted.len();
            let reads = found.iter().any(|(o, t)| *o == phrase.outcome && whole(t));
            assert!(reads, "{}: {found:?}", phrase.example);
        }
        for (n, pair) in lexicon().opposites.iter().enumerate() {
            let [one, other] = &pair.example;
            let (x, y) = (read(one).opposites, read(other).opposites);
            let against = x.iter().any(|p| p.0 == n && y.iter().any(|q| q.0 == n && p.1 != q.1 && p.2 == q.2));
            assert!(against, "{one} / {other}");
        }
    }

    fn against(one: (&str, i32), other: (&str, i32)) -> Option<&'static str> {
        let report = |day| Report { id: 1, story: 1, day: Some(day) };
        let read = |t: &str| told(&sentences::read(&t.chars().collect::<Vec<_>>()));
        let (a, b, x, y) = (report(one.1), report(other.1), read(one.0), read(other.0));
        let none = Weak::default();
        let pairs = x.iter().flat_map(|s| y.iter().map(move |t| (s, t)));
        let found =
            pairs.filter_map(|(s, t)| opposed(&none, (&a, s), (&b, t)).or_else(|| opposed(&none, (&b, t), (&a, s))));
        found.map(|(about, _)| about).next()
    }

    #[test]
    fn opposites_of_one_thing_contradict() {
        for (a, b, about) in [
            (
                ("The status of Tallin, a port on the gulf, was left to arbitration, an official said.", 0),
                ("In return the islanders yielded Tallin, which goes to the northern republic.", 1),
                "outcome",
            ),
            (
                ("The army's staff denied that the garrison was encircled at Tallin.", 2),
                ("Two thousand soldiers were trapped at Tallin, a doctor said.", 1),
                "denied",
            ),
            (
                ("Fighting went on at Tallin. The road to the north remained open, the army said.", 0),
                ("A sergeant had come out of Tallin on foot. The road had been cut since Monday.", 1),
                "outcome",
            ),
            (
                ("The sides did not agree on the fate of four doctors held in Tallin.", 0),
                ("The rebels also agreed to release the four doctors held in Tallin.", 0),
                "outcome",
            ),
            (
                ("For the rebels it was signed by a major; Idris Deng stayed away and did not sign.", 1),
                ("The president and the rebel leader Idris Deng signed the accord.", 0),
                "denied",
            ),
            (
                ("Agriculture was left out of the pact.", 1),
                ("The pact also covers agriculture and steel.", 0),
                "outcome",
            ),
        ] {
            assert_eq!(against(a, b), Some(about), "{a:?} / {b:?}");
            assert_eq!(against(b, a), Some(about), "{b:?} / {a:?}");
        }
    }

    #[test]
    fn what_comes_to_pass_later_is_of_something_else_or_is_denied_by_both_contradicts_nothing() {
        for (a, b) in [
            // Settled two days later.
            (("They found no agreement on the harbour.", 0), ("They agreed on the harbour.", 2)),
            (("They found no agreement on the harbour.", 0), ("They agreed on the pipeline.", 0)),
            (("They found no agreement on the question.", 0), ("They agreed on the question.", 0)),
            (("The army denied that the convoy was looted.", 0), ("The mayor denied that the convoy was looted.", 0)),
            // What they agreed on is something else, or only to go on.
            (("They did not agree on the border.", 0), ("They agreed to withdraw troops from the border.", 0)),
            (("They did not agree on the border.", 0), ("They agreed to set up a commission on the border.", 0)),
            (("Chad did not sign the pact.", 0), ("Niger signed the pact.", 0)),
            (("Chad did not agree on the harbour on Monday.", 0), ("Chad agreed on the harbour on Friday.", 0)),
            (("In Tallin the road was open.", 0), ("In Vassa the road was cut.", 0)),
            (("At Tallin the road was open.", 0), ("At Tallin the road was not cut.", 0)),
        ] {
            assert_eq!(against(a, b), None, "{a:?} / {b:?}");
        }
    }
}
