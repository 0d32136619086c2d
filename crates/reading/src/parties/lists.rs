//! Titles in the plural before or beside several names: "Presidents Bush and Gorbachev", "three mediators: Hill, Petritsch and
//! Mayorsky".

use super::Ground;
use super::names::{self, NameMention, Named};
use super::roles::{Office, of_noun};

/// Words between the noun and the first name at the most: "the foreign ministers of both countries, A and B".
const APART: usize = 8;

/// The office that a name has from a plural noun before it.
pub(super) fn office(g: &Ground, names: &[NameMention], n: &NameMention) -> Option<Office> {
    let a = g.analysis;
    let sentence = a.sentences[a.words[n.words.start].sentence].words.clone();
    let people = |words: std::ops::Range<usize>| {
        let all = names::within(names, words).iter().filter(|o| o.named == Named::Person);
        all.cloned().collect::<Vec<NameMention>>()
    };
    let list = |noun: usize| {
        let colon = (noun + 1..(noun + APART).min(sentence.end)).find(|w| g.form(*w) == ":");
        let listed = people(noun + 1..sentence.end);
        // "after the attack by militants, Tobias Ellwood said:" leads in what he says, and nobody's names.
        match colon.filter(|c| people(noun + 1..*c).is_empty()) {
            Some(_) => listed,
            None => together(g, listed),
        }
    };
    let noun = (sentence.start..n.words.start)
        .rev()
        .find(|w| g.is_holder_noun(*w) && is_plural(g, *w) && introduces(g, names, *w))
        .filter(|noun| list(*noun).iter().any(|o| o.words == n.words))
        .or_else(|| behind(g, &people(sentence.clone()), n))?;
    let mut office = of_noun(g, names, noun);
    let lemma = g.lemma(noun);
    let one = if g.capital(noun) { lemma[..1].to_uppercase() + &lemma[1..] } else { lemma };
    let numbers: Vec<&str> = a.children_by(noun, "nummod").map(|w| g.form(w)).collect();
    let counted = |w: &&str| *w != g.form(noun) && !numbers.contains(w);
    let words: Vec<&str> = office.title.split(' ').filter(counted).collect();
    office.title = words.into_iter().chain([one.as_str()]).collect::<Vec<_>>().join(" ");
    // Whose each is, "of India and Pakistan" does not say.
    office.of.dedup();
    if office.of.len() > 1 || office.of.iter().any(|w| a.children_by(*w, "conj").next().is_some()) {
        office.of.clear();
        office.of_name = None;
    }
    Some(office)
}

fn is_plural(g: &Ground, noun: usize) -> bool {
    g.analysis.words[noun].feature("Number") == Some("Plur")
}

/// "Bunker and Linowitz, the American envoys": the plural noun behind a list that the name is in.
fn behind(g: &Ground, people: &[NameMention], n: &NameMention) -> Option<usize> {
    let at = people.iter().position(|o| o.words == n.words)?;
    let joined = |w: &[NameMention]| (w[0].words.end..w[1].words.start).all(|w| matches!(g.form(w), "," | "and"));
    let run = |pairs: &mut dyn Iterator<Item = &[NameMention]>| pairs.take_while(|w| joined(w)).count();
    let last = at + run(&mut people[at..].windows(2));
    let first = at - run(&mut people[..=at].windows(2).rev());
    let several = last > first || g.before(n.words.start).is_some_and(|b| g.form(b) == "and");
    let comma = g.after(people[last].words.end - 1).filter(|c| several && g.form(*c) == ",")?;
    let noun = g.noun_phrase_from(g.after(comma)?)?;
    let apart = noun < comma + APART && g.analysis.children_by(noun, "case").all(|c| c > noun);
    let ends = g.after(noun).is_none_or(|w| matches!(g.form(w), "," | "." | "of" | "for" | "from" | "who"));
    (apart && ends && is_plural(g, noun) && g.is_holder_noun(noun)).then_some(noun)
}

/// Whether names follow a plural noun that it is the title of.
fn introduces(g: &Ground, names: &[NameMention], noun: usize) -> bool {
    let person = |w: usize| names.iter().any(|n| n.named == Named::Person && n.words.start == w);
    if person(noun + 1) {
        return g.capital(noun);
    }
    let Some(mark) =
        (noun + 1..noun + APART).find(|w| g.analysis.words.get(*w).is_none() || matches!(g.form(*w), "," | ":"))
    else {
        return false;
    };
    let Some(next) = g.analysis.words.get(mark).and_then(|_| g.after(mark)) else { return false };
    let between = noun + 1..mark;
    let plain = between.clone().all(|w| !matches!(g.analysis.words[w].upos, rapporteur_language::Upos::Verb));
    let lead = |w: usize| person(w) || g.after(w).is_some_and(|w| person(w) || g.after(w).is_some_and(person));
    plain && if g.form(mark) == ":" { lead(next) } else { person(next) }
}

/// The names that only commas and "and" join, at least two.
fn together(g: &Ground, listed: Vec<NameMention>) -> Vec<NameMention> {
    let mut out: Vec<NameMention> = vec![];
    for n in listed {
        let joined = out.last().is_none_or(|l| (l.words.end..n.words.start).all(|w| matches!(g.form(w), "," | "and")));
        if !joined {
            break;
        }
        out.push(n);
    }
    let linked = out.windows(2).any(|w| (w[0].words.end..w[1].words.start).any(|w| g.form(w) == "and"));
    if linked { out } else { vec![] }
}
