//! "A senior US diplomat warned ..." and in the next sentence "US envoy X told reporters": who was meant?
//!
//! Agencies open with what somebody said and name the speaker afterwards. The first person of the same country and
//! calling who is named soon after, and speaks there, is that one.

use super::Ground;
use super::cast::Cast;

/// Sentences until the name must come.
const REACH: usize = 2;

/// Joins unnamed single speakers to those whom the report names after them.
pub(super) fn link(g: &Ground, cast: &mut Cast) {
    for unnamed in 0..cast.members.len() {
        let Some(named) = presented(g, cast, unnamed) else { continue };
        let moved = std::mem::take(&mut cast.members[unnamed].mentions);
        cast.members[named].mentions.extend(moved);
        for there in cast.at.values_mut() {
            there.iter_mut().filter(|m| **m == unnamed).for_each(|m| *m = named);
            there.dedup();
        }
    }
}

fn presented(g: &Ground, cast: &Cast, unnamed: usize) -> Option<usize> {
    let m = &cast.members[unnamed];
    let [(words, head), ..] = m.mentions.as_slice() else { return None };
    let indefinite = words.clone().any(|w| matches!(g.lower(w).as_str(), "a" | "an"));
    if m.noun.is_none() || m.plural || !indefinite || m.country.is_none() || !g.is_speaker(*head) {
        return None;
    }
    let here = g.analysis.words[*head].sentence;
    let after = cast.at.range(head + 1..).take_while(|(w, _)| g.analysis.words[**w].sentence <= here + REACH);
    let mut speakers = after.filter(|(w, _)| g.is_speaker(**w) && g.analysis.words[**w].sentence > here);
    let (w, next) = speakers.next()?;
    let [one] = next.as_slice() else { return None };
    let p = &cast.members[*one];
    let first = p.mentions.iter().map(|(_, h)| *h).min() >= Some(*head);
    let same = p.country == m.country && p.sector.iter().any(|s| m.sector.contains(s));
    (p.is_person() && first && same && *w > *head).then_some(*one)
}
