//! Which words name a place, and which places may they be?

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use rapporteur_language::{Analysis, NameKind, Upos};
use rapporteur_record::{Country, PartyKind};
use rapporteur_world::{self as world, Kind};

use super::lexicon::lexicon;
use crate::parties::Parties;

/// Words of a name that the gazetteer is asked for at once.
const LONGEST: usize = 6;
/// People in a town whose name alone is enough.
const LARGE: u64 = 100_000;

/// A mention and what it may be.
pub struct Toponym {
    pub words: Range<usize>,
    pub candidates: Vec<world::Place>,
    /// A country or state that stands right behind it: "Paris, Texas".
    pub beside: Option<world::Place>,
}

impl Toponym {
    /// Whether it may be a town or a land, and no building, sea or part of the world: those may lie anywhere.
    pub fn is_town(&self, text: &str, a: &Analysis) -> bool {
        !self.words.clone().any(|w| lexicon().anywhere.contains(&a.form(text, w).to_lowercase()))
    }
}

/// Mentions of places: names that the model calls places, proper names that the gazetteer knows, and wherever else the
/// report has the name of one of these: "in Goma", then "took Goma".
pub fn toponyms(text: &str, a: &Analysis, parties: &Parties) -> Vec<Toponym> {
    let people = parties.all().iter().filter(|p| p.kind == PartyKind::Person);
    let names: HashSet<String> = people.flat_map(|p| p.name.split(' ').map(str::to_lowercase)).collect();
    let mut out = everywhere(a, |start, end| {
        toponym_at(text, a, parties, start, end).filter(|t| !is_anothers(text, a, t, &names))
    });
    let sure: HashMap<String, usize> =
        out.iter().enumerate().rev().map(|(i, t)| (key(text, a, t.words.clone()), i)).collect();
    let taken: HashSet<usize> = out.iter().flat_map(|t| t.words.clone()).collect();
    let again = everywhere(a, |start, end| {
        let words = (start + 1..=end.min(start + LONGEST)).rev().map(|e| start..e);
        let mut known = words.filter_map(|w| Some((w.clone(), *sure.get(&key(text, a, w))?)));
        let (words, first) = known.next().filter(|(w, _)| !w.clone().any(|x| taken.contains(&x)))?;
        stands_alone(text, a, parties, &words).then(|| Toponym {
            words,
            candidates: out[first].candidates.clone(),
            beside: out[first].beside.clone(),
        })
    });
    out.extend(again);
    out.sort_by_key(|t| t.words.start);
    out
}

/// What is found in each sentence, each from where the one before ends.
fn everywhere(a: &Analysis, mut at: impl FnMut(usize, usize) -> Option<Toponym>) -> Vec<Toponym> {
    let mut out: Vec<Toponym> = vec![];
    for s in &a.sentences {
        let mut i = s.words.start;
        while i < s.words.end {
            let found = at(i, s.words.end);
            i = found.as_ref().map_or(i + 1, |t| t.words.end);
            out.extend(found);
        }
    }
    out
}

/// A name by itself that is no party's: not "the Goma police", nor a person who is called like a town.
fn stands_alone(text: &str, a: &Analysis, parties: &Parties, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    let whole = a.name_at(words.start).is_none_or(|n| n.words.len() == words.len());
    let goes_on = words.start > 0 && inside_name(text, a, words.start);
    words.clone().all(|w| is_proper(a, w) && parties.mention_at(w).is_empty())
        && whole
        && !goes_on
        && !matches!(a.words[last].rel(), "compound" | "amod" | "flat" | "nmod:poss")
}

fn toponym_at(text: &str, a: &Analysis, parties: &Parties, start: usize, end: usize) -> Option<Toponym> {
    let small = a.form(text, start).chars().all(char::is_lowercase);
    if small || !is_proper(a, start) || (start > 0 && inside_name(text, a, start)) {
        return None;
    }
    let longest = (start + 1..=end.min(start + LONGEST)).rev().find_map(|e| {
        let mut name = key(text, a, start..e);
        // "Athens, Ga.": the full stop of the sentence is that of the state.
        let shortened = start > 0 && a.form(text, start - 1) == "," && e < end && a.form(text, e) == ".";
        if shortened && lexicon().states.contains_key(&format!("{name}.")) {
            name.push('.');
        }
        let mut candidates = if is_proper(a, e - 1) { candidates(&name) } else { vec![] };
        if e == start + 1 && is_acronym(text, a, start) {
            candidates.retain(|c| c.kind != Kind::City);
        }
        (!candidates.is_empty()).then_some((start..e, candidates))
    });
    let model = a.name_at(start).filter(|n| n.kind == NameKind::Place && n.words.start == start);
    let (words, candidates) = match (longest, model) {
        (Some((w, _)), Some(n)) if n.words.end > w.end => (n.words.clone(), vec![]),
        (Some(found), _) => found,
        (None, Some(n)) => (n.words.clone(), vec![]),
        (None, None) => return None,
    };
    let beside = beside(text, a, words.end, end);
    let name = key(text, a, words.clone());
    let seat = is_seat(text, a, &words, &candidates);
    if beside.is_none() && lexicon().common.contains(&name) || !seat && is_adjective(a, &words, &name) {
        return None;
    }
    let least = if seat || led(text, a, &words) { 0 } else { LARGE };
    let known = candidates.iter().any(|c| c.kind != Kind::City || c.population > least);
    let country = candidates.iter().any(|c| c.kind == Kind::Country);
    let governed = names_government(text, a, &words).filter(|_| !candidates.is_empty());
    let governs = governed.is_some();
    let mut candidates = candidates;
    let capital = |c: &world::Place| c.kind == Kind::City && c.country == governed && c.population > LARGE;
    if beside.is_none() && candidates.iter().any(capital) {
        candidates.retain(capital);
    }
    if !seat && !governs && !heads_body(a, &words, &candidates) && is_other(a, parties, &words, known, country) {
        return None;
    }
    let model_says = a.name_at(words.start).is_some_and(|n| n.kind == NameKind::Place);
    (model_says || known || governs || beside.is_some()).then_some(Toponym { words, candidates, beside })
}

/// "Assad regime", "the Kenyan capital": a name that no place is known by is that of the report's person, or a people's.
fn is_anothers(text: &str, a: &Analysis, t: &Toponym, names: &HashSet<String>) -> bool {
    if t.beside.is_some() || !t.candidates.is_empty() {
        return false;
    }
    let name = &text[a.bytes(t.words.clone())];
    let people = || world::World::shipped().things(name).iter().any(|t| matches!(t, world::Thing::Demonym(_)));
    names.contains(&name.to_lowercase()) || people()
}

/// "the UN High Commissioner": letters that stand for words are no town, outside headlines and datelines.
fn is_acronym(text: &str, a: &Analysis, word: usize) -> bool {
    let form = a.form(text, word);
    let sentence = &a.sentences[a.words[word].sentence];
    let small = |w: usize| a.form(text, w).bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    form.len() < 5 && form.bytes().all(|b| b.is_ascii_uppercase()) && word > sentence.words.start && {
        sentence.words.clone().any(small)
    }
}

/// "Washington wants a list": a capital is a place, too, where it stands for its government; whose it is.
fn names_government(text: &str, a: &Analysis, words: &Range<usize>) -> Option<Country> {
    let things = world::World::shipped().things(&text[a.bytes(words.clone())]);
    let last = &a.words[words.end - 1];
    let goes_on = a.words.get(words.end).is_some_and(|w| {
        is_proper(a, words.end) && w.sentence == last.sentence && last.head.is_some_and(|h| h >= words.end)
    });
    let whole = a.name_at(words.start).is_none_or(|n| n.words.len() == words.len());
    match things.first() {
        Some(world::Thing::Seat(country)) if whole && !goes_on => Some(*country),
        _ => None,
    }
}

/// Part of a proper name, whatever it is otherwise: "United" and "New" are an adjective to the tree.
fn is_proper(a: &Analysis, word: usize) -> bool {
    a.words[word].upos == Upos::Propn || a.words[word].xpos.starts_with("NNP")
}

/// A name as the gazetteer has it.
fn key(text: &str, a: &Analysis, words: Range<usize>) -> String {
    let name = text[a.bytes(words)].replace('’', "'").to_lowercase();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn candidates(name: &str) -> Vec<world::Place> {
    let full = lexicon().states.get(name).map_or(name, String::as_str);
    world::places(full).filter(|p| full == name || matches!(p.kind, Kind::State | Kind::Region)).collect()
}

/// Whether a preposition of places leads it.
fn led(text: &str, a: &Analysis, words: &Range<usize>) -> bool {
    let case = a.child(words.end - 1, &["case"]).or(a.child(words.start, &["case"]));
    case.is_some_and(|c| lexicon().locative.contains(&a.form(text, c).to_lowercase()))
}

/// "Richmond Police Department", "Ohio Senate": a body is called by where it is.
fn is_seat(text: &str, a: &Analysis, words: &Range<usize>, candidates: &[world::Place]) -> bool {
    let last = &a.words[words.end - 1];
    let Some(next) = a.words.get(words.end).filter(|w| w.sentence == last.sentence) else { return false };
    let body = text[next.range.clone()].to_lowercase();
    if !candidates.is_empty() && lexicon().divisions.contains(&text[last.range.clone()].to_lowercase()) {
        return true;
    }
    let modifies = last.head.is_some_and(|h| h >= words.end) && !candidates.is_empty();
    let state = || candidates.iter().any(|c| c.kind != Kind::City);
    modifies && (lexicon().local.contains(&body) || lexicon().of_states.contains(&body) && state())
}

/// "Texas Forest Service", "Kentucky Department of Parks": the state whose body it is begins the name. What could be the
/// city as well ("Washington Post") begins names of all kinds.
fn heads_body(a: &Analysis, words: &Range<usize>, candidates: &[world::Place]) -> bool {
    let state = candidates.iter().any(|c| c.kind == Kind::State);
    let city = candidates.iter().any(|c| c.kind == Kind::City && c.population > LARGE);
    let person = a.name_at(words.start).is_some_and(|n| n.kind == NameKind::Person);
    state && !city && !person && a.words[words.end - 1].head.is_some_and(|h| h >= words.end)
}

/// "US officials": said of a country's people, not where they are.
fn is_adjective(a: &Analysis, words: &Range<usize>, name: &str) -> bool {
    let modifies = matches!(a.words[words.end - 1].rel(), "compound" | "amod");
    modifies && lexicon().adjectives.contains(name)
}

/// Whether the word goes on a proper name that began before it.
fn inside_name(text: &str, a: &Analysis, word: usize) -> bool {
    let before = &a.words[word - 1];
    let same = is_proper(a, word - 1) && before.sentence == a.words[word].sentence;
    let joined = before.head == Some(word) || a.words[word].head == Some(word - 1);
    let direction = lexicon().directions.contains(&a.form(text, word - 1).to_lowercase());
    same && joined && !direction && a.name_at(word).is_none_or(|n| n.kind != NameKind::Place || n.words.start != word)
}

/// Names of people, organisations and media that hold a place's name.
fn is_other(a: &Analysis, parties: &Parties, words: &Range<usize>, known: bool, country: bool) -> bool {
    let last = words.end - 1;
    let kinds =
        |w: usize| parties.mention_at(w).iter().filter_map(|p| parties.get(*p)).map(|p| p.kind).collect::<Vec<_>>();
    let other =
        |k: PartyKind| matches!(k, PartyKind::Person | PartyKind::Igo | PartyKind::ArmedGroup | PartyKind::Media);
    if !country && words.clone().any(|w| kinds(w).into_iter().any(other)) {
        return true;
    }
    let wider = a.name_at(words.start).is_some_and(|n| {
        let covers = n.words.start <= words.start && n.words.end > words.end;
        match n.kind {
            NameKind::Person => covers || !country,
            NameKind::Organisation => covers || !known,
            _ => false,
        }
    });
    // "Geneva Convention", "New York Times": the name goes on.
    let goes_on = a.words.get(words.end).is_some_and(|w| {
        is_proper(a, words.end)
            && a.words[last].head.is_some_and(|h| h >= words.end)
            && a.words[last].rel() == "compound"
            && w.sentence == a.words[last].sentence
    });
    wider || goes_on
}

/// The country or state behind a comma, or in brackets: "Paris, Texas", "Springfield, Ill.".
fn beside(text: &str, a: &Analysis, at: usize, end: usize) -> Option<world::Place> {
    if at + 1 >= end || !matches!(a.form(text, at), "," | "(") {
        return None;
    }
    (at + 2..=end.min(at + 4)).rev().find_map(|e| {
        let name = key(text, a, at + 1..e);
        let dotted = format!("{}.", name.trim_end_matches('.'));
        let full = lexicon().states.get(&dotted).unwrap_or(&name);
        world::places(full).find(|p| matches!(p.kind, Kind::Country | Kind::State))
    })
}
