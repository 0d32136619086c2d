//! "Greek Cypriots", "Bosnian Serbs", "ethnic Albanians": which part of whose people is meant?
//!
//! A people's name with another people, a country or a word such as "ethnic" before it is no state, neither in the
//! plural nor before a noun ("the Turkish Cypriot leader"): it is a group of its own, and its country is the one that
//! it lives in.

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::{Country, PartyKind};

use super::Ground;
use super::cast::{Cast, Member};
use super::known::Thing;
use super::names::{NameMention, Named};

/// Enters the people that the `i`th name speaks of, if it is such a group.
pub(super) fn enter(g: &Ground, names: &[NameMention], i: usize, cast: &mut Cast) -> bool {
    let Some((words, country)) = community(g, names, i) else { return false };
    let head = g.head_of(names[i].words.clone());
    let name = g.slice(words.clone());
    let one = |n: &str| n.trim_end_matches('s').to_owned();
    let m = cast.find(|m| m.made_by == "party.community" && one(&m.name) == one(name)).unwrap_or_else(|| {
        let mut m = Member::new(name, PartyKind::People, "party.community");
        (m.country, m.settled, m.plural, m.sector) = (country, country.is_some(), true, vec!["CVL".into()]);
        cast.add(m)
    });
    // The plural is the name: "Turkish Cypriots", also where the report first says "Turkish Cypriot leader".
    cast.name(m, name, name.len());
    cast.mention(m, words, head);
    true
}

/// Whether a noun for people who act follows: "leader", "forces".
fn before_holder(g: &Ground, last: usize) -> bool {
    let mut next = last + 1..(last + 3).min(g.analysis.words.len());
    next.any(|w| g.analysis.words[w].upos == Upos::Noun && g.lexicon.noun(&g.lemma(w)).is_some())
}

fn community(g: &Ground, names: &[NameMention], i: usize) -> Option<(Range<usize>, Option<Country>)> {
    let Named::Demonym(country) = names[i].named else { return None };
    let words = names[i].words.clone();
    let last = words.end - 1;
    let plural = matches!(g.analysis.words[last].xpos, "NNS" | "NNPS");
    if !plural && !before_holder(g, last) {
        return None;
    }
    // "Greek Cypriots" stands in the table as a whole.
    if words.len() > 1 {
        let first = g.known.thing(g.slice(words.start..words.start + 1));
        let other = matches!(first, Some(Thing::Demonym(c)) if c != country);
        return other.then_some((words, Some(country)));
    }
    let before = g.before(words.start)?;
    if g.lexicon.is_minority(&g.lower(before)) {
        return Some((before..words.end, None));
    }
    let other = names.get(i.checked_sub(1)?).filter(|n| n.words.end == words.start)?;
    match other.named {
        Named::Demonym(c) | Named::State(c) if c != country => {
            let lives_in = if g.lexicon.is_civic(&g.lemma(last)) { country } else { c };
            Some((other.words.start..words.end, Some(lives_in)))
        }
        _ => None,
    }
}
