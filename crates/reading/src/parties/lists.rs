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
        match colon {
            Some(_) => listed,
            None => together(g, listed),
        }
    };
    let noun = (sentence.start..n.words.start)
        .rev()
        .find(|w| g.is_holder_noun(*w) && a.words[*w].feature("Number") == Some("Plur") && introduces(g, names, *w))?;
    if !list(noun).iter().any(|o| o.words == n.words) {
        return None;
    }
    let mut office = of_noun(g, names, noun);
    let lemma = g.lemma(noun);
    let one = if g.capital(noun) { lemma[..1].to_uppercase() + &lemma[1..] } else { lemma };
    let numbers: Vec<&str> = a.children_by(noun, "nummod").map(|w| g.form(w)).collect();
    let counted = |w: &&str| *w != g.form(noun) && !numbers.contains(w);
    let words: Vec<&str> = office.title.split(' ').filter(counted).collect();
    office.title = words.into_iter().chain([one.as_str()]).collect::<Vec<_>>().join(" ");
    // Whose each is, "of India and Pakistan" does not say.
    office.of.clear();
    office.of_name = None;
    Some(office)
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
