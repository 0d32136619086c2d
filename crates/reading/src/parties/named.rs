//! Names into members of the cast: which names are names of the same?

use std::ops::Range;

use rapporteur_record::{Country, PartyKind};

use super::Ground;
use super::cast::{Cast, Member};
use super::communities;
use super::known::Known;
use super::lexicon::Gender;
use super::names::{self, NameMention, Named};

/// Enters all names.
pub(super) fn enter(g: &Ground, names: &[NameMention], cast: &mut Cast) {
    people(g, names, cast);
    for (i, n) in names.iter().enumerate() {
        if communities::enter(g, names, i, cast) {
            continue;
        }
        let head = g.head_of(n.words.clone());
        let text = g.slice(n.words.clone());
        match &n.named {
            Named::Person | Named::Place => {}
            Named::Body(k) => body(g, cast, n.words.clone(), &of_owner(g, names, i, k)),
            Named::State(c) if modifies(g, head) || !stands_for_place(g, head) => {
                let m = state(g, cast, *c);
                cast.name(m, text, 10 + n.words.len());
                cast.mention(m, n.words.clone(), head);
            }
            Named::Demonym(c) => {
                let m = state(g, cast, *c);
                cast.name(m, text, n.words.len());
                cast.mention(m, n.words.clone(), head);
            }
            Named::Seat(c) if !stands_for_place(g, head) => seat(g, cast, *c, n.words.clone(), head),
            Named::State(c) => cast.places.push((*c, n.words.clone(), head)),
            Named::Seat(_) => {}
        }
    }
}

/// The state itself, made when first needed.
pub(super) fn state(g: &Ground, cast: &mut Cast, country: Country) -> usize {
    let there = cast.find(|m| m.kind == PartyKind::State && m.country == Some(country));
    there.unwrap_or_else(|| {
        let mut m = Member::new(g.known.country_name(country), PartyKind::State, "party.state");
        // Stands only where the report has no more than "Russian".
        m.weight = 5;
        (m.country, m.settled, m.sector) = (Some(country), true, vec!["GOV".into()]);
        cast.add(m)
    })
}

/// A capital or a seat that stands for its government.
fn seat(g: &Ground, cast: &mut Cast, country: Country, words: Range<usize>, head: usize) {
    let text = g.slice(words.clone());
    let m = government(cast, country, text, "party.seat");
    cast.name(m, text, words.len());
    cast.mention(m, words, head);
}

/// The government of a country, made when first needed.
pub(super) fn government(cast: &mut Cast, country: Country, name: &str, made_by: &str) -> usize {
    let is = |m: &Member| {
        m.kind == PartyKind::Government
            && m.country == Some(country)
            && (m.made_by == "party.seat" || m.noun.as_deref() == Some("government"))
    };
    cast.find(is).unwrap_or_else(|| {
        let mut m = Member::new(name, PartyKind::Government, made_by);
        (m.country, m.settled, m.sector) = (Some(country), true, vec!["GOV".into()]);
        cast.add(m)
    })
}

/// Whether a country or capital here is only where something is: "talks in Moscow", "flew to Kyiv".
fn stands_for_place(g: &Ground, head: usize) -> bool {
    // "the Minsk agreements" are named after a place, "Kremlin officials" after a government.
    if modifies(g, head) {
        return !(head + 1..(head + 4).min(g.analysis.words.len())).any(|w| g.lexicon.noun(&g.lemma(w)).is_some());
    }
    let Some(preposition) = g.preposition(head) else { return false };
    if g.lexicon.is_locating(&preposition) {
        return true;
    }
    let word = &g.analysis.words[head];
    let goes = |verb: usize| g.lexicon.is_motion(&g.lemma(verb)) || g.lexicon.is_motion(&g.lower(verb));
    g.lexicon.is_moving(&preposition) && word.rel() == "obl" && word.head.is_some_and(goes)
}

/// Whether it stands before a noun as its modifier.
fn modifies(g: &Ground, head: usize) -> bool {
    let word = &g.analysis.words[head];
    matches!(word.deprel, "compound" | "nmod" | "nmod:desc") && word.head.is_some_and(|h| h > head)
}

/// "the German Foreign Office", "India's Ministry of External Affairs", "the Ministry of Defence of Iraq": a body that many
/// states have is that of the state beside its name, whatever body of that name is known.
fn of_owner(g: &Ground, names: &[NameMention], at: usize, k: &Known) -> Known {
    let words = names[at].words.clone();
    let country = |n: &NameMention| match n.named {
        Named::State(c) | Named::Demonym(c) | Named::Seat(c) => Some(c),
        _ => None,
    };
    let mark = |w: usize| matches!(g.form(w), "'s" | "’s" | "'" | "’");
    let meets = |n: &&NameMention| n.words.end == words.start || (n.words.end + 1 == words.start && mark(n.words.end));
    let before = at.checked_sub(1).map(|b| &names[b]).filter(meets).and_then(country);
    let follows = |n: &&NameMention| {
        let gap = words.end..n.words.start;
        (1..=2).contains(&gap.len()) && g.form(gap.start) == "of" && gap.clone().skip(1).all(|w| g.lower(w) == "the")
    };
    let owner = before.or_else(|| names.get(at + 1).filter(follows).and_then(country));
    match owner.filter(|c| names::of_states(k.kind) && k.country != Some(*c)) {
        Some(c) => Known { country: Some(c), id: None, name: String::new(), ..k.clone() },
        None => k.clone(),
    }
}

fn body(g: &Ground, cast: &mut Cast, words: Range<usize>, k: &Known) {
    let text = g.slice(words.clone());
    let head = g.head_of(words.clone());
    if g.located(head) && k.kind == PartyKind::Government {
        return;
    }
    let same = |m: &Member| {
        (k.id.is_some() && m.id == k.id)
            || (m.kind == k.kind && m.country == k.country && (m.name == text || m.aliases.iter().any(|a| a == text)))
    };
    // "the ministry of defence" of before
    let again = |m: &Member| k.id.is_none() && k.country.is_none() && m.kind == k.kind && m.name == text;
    let m = cast.find(same).or_else(|| cast.only(again)).unwrap_or_else(|| {
        let mut m = Member::new(text, k.kind, if k.id.is_some() { "party.known" } else { "party.name" });
        (m.country, m.settled, m.sector, m.id) =
            (k.country, k.country.is_some() || k.kind == PartyKind::Igo, k.sector.clone(), k.id.clone());
        m.weight = words.len();
        cast.add(m)
    });
    cast.name(m, text, words.len());
    // Where the report has only "U.N.".
    if k.kind == PartyKind::Igo && !k.name.is_empty() {
        cast.name(m, &k.name, 0);
    }
    if let Some(letters) = g.bracketed_acronym(words.end) {
        cast.name(m, g.form(letters), 0);
    }
    cast.mention(m, words, head);
}

/// People: full names first, in the order of the text; then short ones to the full one they are part of.
fn people(g: &Ground, names: &[NameMention], cast: &mut Cast) {
    let mut full: Vec<&NameMention> = names.iter().filter(|n| n.named == Named::Person).collect();
    full.sort_by_key(|n| std::cmp::Reverse(g.name_parts(n.words.clone()).count()));
    let mut entered: Vec<(usize, Vec<String>)> = vec![];
    for n in full {
        let parts: Vec<String> = g.name_parts(n.words.clone()).map(str::to_lowercase).collect();
        let bare: Vec<String> = parts.iter().filter(|p| !g.lexicon.is_particle(p)).cloned().collect();
        let gender = gender(g, n);
        // Who reigns goes by a first name: King Hussein is not Saddam Hussein.
        let reigns = g.before(n.words.start).is_some_and(|b| g.capital(b) && g.lexicon.reigns(&g.lower(b)));
        let mut fits: Vec<usize> = (entered.iter())
            .filter(|(m, whole)| {
                let theirs = cast.members[*m].gender;
                let short = is_short_for(&parts, whole) || is_short_for(&bare, whole);
                short && !clash(gender, theirs) && (!reigns || whole.first() == parts.first())
            })
            .map(|(m, _)| *m)
            .collect();
        fits.dedup();
        let m = match fits.as_slice() {
            [] => {
                let mut m = Member::new(g.slice(n.words.clone()), PartyKind::Person, "party.person");
                m.weight = parts.len();
                let m = cast.add(m);
                entered.push((m, parts));
                m
            }
            [one] => *one,
            several => nearest(cast, several, n.words.start),
        };
        let head = g.head_of(n.words.clone());
        cast.name(m, g.slice(n.words.clone()), n.words.len());
        cast.mention(m, n.words.clone(), head);
        for w in n.words.clone() {
            cast.point(m, w);
        }
        let known = &mut cast.members[m].gender;
        *known = known.or(gender);
    }
}

/// Of several people of one name, the one last mentioned before this word, or else the first of the report.
fn nearest(cast: &Cast, several: &[usize], word: usize) -> usize {
    let last = |m: &usize| cast.members[*m].mentions.iter().map(|(_, h)| *h).filter(|h| *h < word).max();
    several.iter().copied().max_by_key(last).unwrap_or(several[0])
}

/// "Umerov" for "Rustem Umerov", "Mobutu" for "Mobutu Sese Seko", "Laurent Kabila" for "Laurent-Desire Kabila".
fn is_short_for(short: &[String], whole: &[String]) -> bool {
    match short {
        [] => false,
        [one] => whole.last() == Some(one) || whole.first() == Some(one),
        _ if short == whole => true,
        _ => short.last() == whole.last() && short.iter().all(|p| whole.contains(p)),
    }
}

fn clash(a: Option<Gender>, b: Option<Gender>) -> bool {
    matches!((a, b), (Some(Gender::Male), Some(Gender::Female)) | (Some(Gender::Female), Some(Gender::Male)))
}

fn gender(g: &Ground, n: &NameMention) -> Option<Gender> {
    let by_honorific = g.honorific_before(n.words.start).filter(|x| *x != Gender::Either);
    let by_name = || g.known.given_name(g.form(n.words.start)).filter(|_| n.words.len() > 1);
    let by_title = || g.lexicon.gender(&g.lower(g.before(n.words.start)?));
    by_honorific.or_else(by_title).or_else(by_name).filter(|x| *x != Gender::Either)
}
