//! Which stretches of a report are names, and of what?
//!
//! No single witness is trusted: the words' shapes and tags, the title before a name, an apposition beside it, the
//! world table, the model's own guess and what the name does in its clause are weighed together.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use rapporteur_language::{NameKind, Upos};
use rapporteur_record::{Country, PartyKind};

use super::Ground;
use super::known::{Known, Thing};

/// What a name names.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Named {
    Person,
    Body(Known),
    State(Country),
    Seat(Country),
    Demonym(Country),
    Place,
}

/// A name at one place of the text.
#[derive(Debug, Clone)]
pub(super) struct NameMention {
    /// Its words, without title or article.
    pub words: Range<usize>,
    /// What it names.
    pub named: Named,
}

/// A person is named where the witnesses add up to this. Chosen on gold/dev and read against data/news.
const PERSON: f32 = 2.0;
/// A bare name that is part of a person's elsewhere is theirs down to this.
const SURNAME: f32 = -3.0;

/// All names of the report, in order and without overlap.
pub(super) fn names(g: &Ground) -> Vec<NameMention> {
    let mut found = vec![];
    let mut open = vec![];
    for s in &g.analysis.sentences {
        let mut at = s.words.start;
        while at < s.words.end {
            if let Some(name) = half_at(g, at, s.words.end).or_else(|| known_at(g, at, s.words.end)) {
                at = name.words.end;
                found.push(name);
            } else if let Some(run) = run_at(g, at, s.words.end) {
                at = run.end;
                open.push(run);
            } else {
                at += 1;
            }
        }
    }
    trim_headlines(g, &mut open);
    decide(g, &open, &mut found);
    found.sort_by_key(|n| n.words.start);
    found
}

/// The names that lie inside a stretch of words.
pub(super) fn within(names: &[NameMention], words: Range<usize>) -> &[NameMention] {
    let first = names.partition_point(|n| n.words.start < words.start);
    let last = names.partition_point(|n| n.words.end <= words.end);
    if first < last { &names[first..last] } else { &[] }
}

/// "Putin Defiant": a headline's words after a surname that the report gives in full elsewhere are no name.
fn trim_headlines(g: &Ground, open: &mut [Range<usize>]) {
    let surnames: HashSet<&str> = open
        .iter()
        .filter(|r| r.len() > 1 && g.model_says(r) == Some(NameKind::Person))
        .map(|r| g.form(r.end - 1))
        .collect();
    let lasts: Vec<&str> = open.iter().map(|r| g.form(r.end - 1)).collect();
    for run in open.iter_mut().filter(|r| r.len() == 2) {
        let (first, last) = (g.form(run.start), g.form(run.end - 1));
        let once = lasts.iter().filter(|l| **l == last).count() == 1;
        if first != last
            && surnames.contains(first)
            && once
            && g.known.given_name(first).is_none()
            && g.heads_line(run.start)
        {
            *run = run.start..run.start + 1;
        }
    }
}

/// "North and South Korea": a country of whose name the rest stands behind "and".
fn half_at(g: &Ground, at: usize, end: usize) -> Option<NameMention> {
    let joined = g.capital(at) && at + 3 < end && g.form(at + 1) == "and";
    let other = joined.then(|| known_at(g, at + 2, end)).flatten().filter(|n| n.words.len() == 2)?;
    let whole = format!("{} {}", g.form(at), g.form(other.words.end - 1));
    match (other.named, g.known.thing(&whole)?) {
        (Named::State(_), Thing::Country(c)) => Some(NameMention { words: at..at + 1, named: Named::State(c) }),
        _ => None,
    }
}

/// The longest stretch from this word on that the world table knows.
fn known_at(g: &Ground, at: usize, end: usize) -> Option<NameMention> {
    if !g.capital(at) || g.in_person_name(at) {
        return None;
    }
    let last = (at + 8).min(end);
    let (words, named) = (at + 1..=last).rev().find_map(|stop| {
        if g.analysis.words[stop - 1].upos == Upos::Punct && g.form(stop - 1) != "." {
            return None;
        }
        let text = g.slice(at..stop);
        let named = match g.known.thing(text)? {
            Thing::Country(c) => Named::State(c),
            Thing::Demonym(c) => Named::Demonym(c),
            Thing::Seat(c) => Named::Seat(c),
            Thing::Body(k) => Named::Body(k),
        };
        Some((at..stop, named))
    })?;
    // "Washington Post", "Jordan Rossi", "Chad Smith": the name goes on.
    let longer = words.end < end
        && g.name_like(words.end)
        && !g.is_title_word(words.end)
        && matches!(named, Named::State(_) | Named::Seat(_))
        && g.known.thing(g.slice(words.end..words.end + 1)).is_none()
        && (g.known.given_name(g.form(at)).is_some() || g.names_a_body(words.end));
    (!longer).then_some(NameMention { words, named })
}

/// A run of capitalised words from here on that no title, known name or common word interrupts.
fn run_at(g: &Ground, at: usize, end: usize) -> Option<Range<usize>> {
    if !g.name_like(at) || g.is_title_word(at) {
        return None;
    }
    let mut stop = at + 1;
    while stop < end {
        if let Some(next) = g.particles_from(stop, end)
            && !g.is_title_word(next)
        {
            stop = next + 1;
            continue;
        }
        // "Front for the Liberation of Marenga"
        if g.names_a_body(at)
            && g.joins_body(stop)
            && stop + 2 < end
            && g.form(stop + 1) == "the"
            && g.name_like(stop + 2)
        {
            stop += 3;
            continue;
        }
        if g.elided(stop) {
            stop += 1;
            continue;
        }
        if g.hyphened(stop, end) {
            stop += 2;
            continue;
        }
        let next = stop + 1;
        let goes_on = if g.name_like(stop) {
            // A known name or a title in the middle begins something new, unless this is the name of a body.
            !g.is_title_word(stop) && (g.body_ahead(stop, end) || known_at(g, stop, end).is_none())
        } else {
            next < end
                && g.name_like(next)
                && !g.is_title_word(next)
                && g.joins_body(stop)
                && g.names_a_body_in(at..stop, next, end)
        };
        if !goes_on {
            break;
        }
        stop += 1;
    }
    // "the Government of Iraq": what comes next has a name of its own.
    while g.joins_body(stop - 1) {
        stop -= 1;
    }
    Some(at..stop)
}

/// Names that the world table does not know: people and bodies first where the witnesses are strong, then all others
/// that repeat them.
fn decide(g: &Ground, open: &[Range<usize>], found: &mut Vec<NameMention>) {
    let mut scores: Vec<f32> = open.iter().map(|run| person_score(g, run)).collect();
    hear_all_witnesses(g, open, &mut scores);
    // A short name borrows the witnesses of the long one, and of itself elsewhere.
    let mut people: HashSet<String> = HashSet::new();
    for (run, score) in open.iter().zip(&scores) {
        if *score >= PERSON {
            people.extend(g.name_parts(run.clone()).map(str::to_lowercase));
        }
    }
    for (run, score) in open.iter().zip(&scores) {
        let is_short = run.len() == 1 && g.analysis.words[run.start].upos == Upos::Propn;
        let echoes = is_short && *score > SURNAME && people.contains(&g.form(run.start).to_lowercase());
        if *score >= PERSON || echoes {
            found.push(NameMention { words: run.clone(), named: Named::Person });
        } else if let Some(body) = body(g, run) {
            found.push(NameMention { words: run.clone(), named: Named::Body(body) });
        } else if g.model_says(run) == Some(NameKind::Place) {
            found.push(NameMention { words: run.clone(), named: Named::Place });
        }
    }
    adopt_acronyms(g, found);
}

/// A bare name that is a place or a body elsewhere in the report is so everywhere; one that nothing but the model takes
/// for a person is none.
fn hear_all_witnesses(g: &Ground, open: &[Range<usize>], scores: &mut [f32]) {
    let bare = |run: &Range<usize>| g.name_parts(run.clone()).count() == 1;
    // For each bare name: is it a place anywhere, does it do anywhere what people do, and does the model alone take it for
    // a place?
    let mut heard: HashMap<&str, (bool, bool, bool)> = HashMap::new();
    for run in open.iter().filter(|run| bare(run)) {
        let (name, head) = (g.slice(run.clone()), g.head_of(run.clone()));
        let titled = g.title_before(run.start) || g.honorific_before(run.start).is_some();
        let (placed, acts, guessed) = heard.entry(name).or_default();
        *placed |= g.located(head);
        *guessed |= g.model_says(run) == Some(NameKind::Place);
        let does = g.model_says(run) == Some(NameKind::Person) && g.does_something(head);
        *acts |= titled || does || g.acts_as_person(head) || g.known.person(name).is_some();
    }
    for (run, score) in open.iter().zip(scores) {
        match heard.get(g.slice(run.clone())) {
            Some((true, ..)) => *score = score.min(-4.0),
            // A surname of the report all the same.
            Some((_, _, true)) => *score = score.min(SURNAME + 0.1),
            Some((_, false, _)) => *score = score.min(PERSON - 0.1),
            _ => {}
        }
    }
}

/// How much speaks for a person. Each line is a witness.
fn person_score(g: &Ground, run: &Range<usize>) -> f32 {
    let first = run.start;
    let head = g.head_of(run.clone());
    let many = g.name_parts(run.clone()).count();
    let mut score = 0.0;
    score += match g.model_says(run) {
        Some(NameKind::Person) => 2.0,
        Some(NameKind::Organisation) => -2.0,
        Some(NameKind::Place | NameKind::Event) => -1.5,
        None => 0.0,
    };
    if g.honorific_before(first).is_some() {
        score += 4.0;
    } else if g.title_before(first) {
        score += if many > 1 { 3.0 } else { 2.0 };
    }
    if g.known.given_name(g.form(first)).is_some() {
        score += if many > 1 { 1.5 } else { 0.5 };
    }
    if g.has_role_beside(head) {
        score += 2.0;
    }
    if g.is_speaker(head) {
        score += 0.5;
    }
    if run.clone().any(|w| g.form(w).len() > 4 && g.form(w).trim_end_matches('.').contains('.') && !g.initials(w)) {
        score -= 5.0;
    }
    if g.who_follows(head) {
        score += 1.5;
    }
    if (2..=4).contains(&many) && run.clone().all(|w| g.analysis.words[w].upos == Upos::Propn || !g.capital(w)) {
        score += 0.5;
    }
    // "the Marenga", "the former Marxist"
    let determined =
        many == 1 && { g.analysis.children_by(head, "det").any(|d| matches!(g.lower(d).as_str(), "the" | "a" | "an")) };
    if first > 0 && g.form(first - 1).eq_ignore_ascii_case("the") || determined {
        score -= 4.0;
    }
    if g.located(head) {
        score -= 2.5;
    }
    if run.clone().any(|w| g.names_a_body(w)) || run.clone().any(|w| g.form(w).eq_ignore_ascii_case("and")) {
        score -= 5.0;
    }
    if g.acronym(first) && many == 1 {
        score -= 3.0;
    }
    if many == 1 && g.analysis.words[head].feature("Number") == Some("Plur") {
        score -= 2.0;
    }
    // "the Bush administration", "a Kabila aide": the name of another, though a person's all the same.
    if many == 1 && g.is_modifier(head) {
        score -= 1.0;
    }
    score
}

/// A body that the world table does not know: by a word of its name, or by the model where it also acts.
fn body(g: &Ground, run: &Range<usize>) -> Option<Known> {
    let last = g.lower(run.end - 1);
    if g.lexicon.never_name(&last) || (run.len() == 1 && (g.lexicon.noun(&last).is_some() || g.names_a_body(run.start)))
    {
        return None;
    }
    let by_word = run.clone().rev().find_map(|w| g.lexicon.name_word(&g.form(w).to_lowercase()));
    if let Some((kind, sector)) = by_word
        && run.len() > 1
    {
        let country = Some(*kind).filter(|k| of_states(*k)).and_then(|_| first_country(g, run));
        return Some(Known { kind: *kind, country, sector: sector.clone(), id: None, name: String::new() });
    }
    let head = g.head_of(run.clone());
    let acts = g.analysis.is(head, "nsubj") || g.analysis.is(head, "obl:agent") || g.analysis.is(head, "nmod:poss");
    let named = g.model_says(run) == Some(NameKind::Organisation);
    (named && (acts || g.acronym(run.start)) && !g.located(head) && !g.is_modifier(head)).then(|| {
        let kind = if g.acronym(run.start) { PartyKind::Ngo } else { PartyKind::Company };
        Known { kind, country: None, sector: vec![], id: None, name: String::new() }
    })
}

/// Whether each state has bodies of this kind.
pub(super) fn of_states(kind: PartyKind) -> bool {
    matches!(kind, PartyKind::Government | PartyKind::Military | PartyKind::Court)
}

/// The state that a name begins with: "UK Ministry of Defence".
fn first_country(g: &Ground, run: &Range<usize>) -> Option<Country> {
    (run.start + 1..run.end).rev().find_map(|stop| match g.known.thing(g.slice(run.start..stop))? {
        Thing::Country(c) | Thing::Demonym(c) | Thing::Seat(c) => Some(c),
        Thing::Body(_) => None,
    })
}

/// "Justice and Equality Movement (JEM)": the letters in brackets name what stands before them.
fn adopt_acronyms(g: &Ground, found: &mut Vec<NameMention>) {
    let longer: Vec<(usize, Known)> = (found.iter())
        .filter_map(|n| match &n.named {
            Named::Body(k) if n.words.len() > 1 => Some((n.words.end, k.clone())),
            _ => None,
        })
        .collect();
    for (end, known) in longer {
        let Some(letters) = g.bracketed_acronym(end) else { continue };
        let form = g.form(letters);
        for n in found.iter_mut().filter(|n| n.words.len() == 1 && g.form(n.words.start) == form) {
            n.named = Named::Body(known.clone());
        }
        if !found.iter().any(|n| n.words.contains(&letters)) {
            found.push(NameMention { words: letters..letters + 1, named: Named::Body(known) });
        }
    }
    // The same letters elsewhere.
    let letters: Vec<(String, Known)> = (found.iter())
        .filter_map(|n| match &n.named {
            Named::Body(k) if n.words.len() == 1 => Some((g.form(n.words.start).to_owned(), k.clone())),
            _ => None,
        })
        .collect();
    for w in 0..g.analysis.words.len() {
        if g.acronym(w)
            && let Some((_, k)) = letters.iter().find(|(l, _)| l == g.form(w))
            && !found.iter().any(|n| n.words.contains(&w))
        {
            found.push(NameMention { words: w..w + 1, named: Named::Body(k.clone()) });
        }
    }
}
