//! "Greek Cypriots", "Bosnian Serbs", "ethnic Albanians": which part of whose people is meant?
//!
//! The plural of a people's name with another people, a country or a word such as "ethnic" before it is no state: it is
//! a group of its own, and its country is the one that it lives in.

use std::ops::Range;

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
    let m = cast.find(|m| m.made_by == "party.community" && m.name == name).unwrap_or_else(|| {
        let mut m = Member::new(name, PartyKind::People, "party.community");
        (m.country, m.settled, m.plural, m.sector) = (country, country.is_some(), true, vec!["CVL".into()]);
        cast.add(m)
    });
    cast.mention(m, words, head);
    true
}

fn community(g: &Ground, names: &[NameMention], i: usize) -> Option<(Range<usize>, Option<Country>)> {
    let Named::Demonym(country) = names[i].named else { return None };
    let words = names[i].words.clone();
    let last = words.end - 1;
    if g.analysis.words[last].feature("Number") != Some("Plur")
        || !matches!(g.analysis.words[last].xpos, "NNS" | "NNPS")
    {
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
