//! "Telephoned the king on Tuesday and the emir the day after": one verb tells of two encounters, each with its own day.

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::{PartyId, PlaceId, TimeType};

use super::mention::{Mention, is_noun};
use crate::scene::Scene;

/// A mention, or the several that it is.
pub(super) fn each(scene: &Scene, mention: Mention) -> Vec<Mention> {
    by_day(scene, mention).into_iter().flat_map(|m| by_turn(scene, m)).collect()
}

/// "Met in Nairobi in March and again in Kampala in April": the second time has its own day and place.
fn by_turn(scene: &Scene, mention: Mention) -> Vec<Mention> {
    let a = scene.a;
    let end = a.sentences[a.words[mention.act.anchor].sentence].words.end;
    let joined = |w: usize| matches!(scene.lower(w - 1).as_str(), "and" | ",");
    let mut turns = (mention.act.anchor + 1..end).filter(|w| scene.lower(*w) == "again" && joined(*w));
    let Some(again) = turns.next() else { return vec![mention] };
    let stop = (again..end).find(|w| matches!(a.words[*w].upos, Upos::Verb | Upos::Punct)).unwrap_or(end);
    let day = |from: usize, to: usize| {
        let t =
            scene.times.iter().find(|t| from <= t.words.start && t.words.end <= to && t.time.kind == TimeType::Date)?;
        t.time.value.as_deref().map(|v| v.split('T').next().unwrap_or(v).to_string())
    };
    let (first, second) = (day(mention.clause.start, again), day(again, stop));
    if second.is_none() || (first.is_none() && mention.place.is_none()) {
        return vec![mention];
    }
    let there = |span: Range<usize>| named_there(scene, span);
    let other =
        Mention { when: second, place: there(again..stop), clause: again..stop, introduced: true, ..mention.clone() };
    let one = Mention { place: there(mention.clause.start..again).or(mention.place), when: first, ..mention };
    vec![one, other]
}

/// A mention, or the two that it is where the last of those met has a day of his own.
fn by_day(scene: &Scene, mention: Mention) -> Vec<Mention> {
    let Some((last, first_day, last_day)) = days(scene, &mention) else { return vec![mention] };
    let start = scene.a.subtree(last).start;
    let objects = &mention.act.predicate.objects;
    let others: Vec<usize> = objects.iter().copied().filter(|o| *o != last).collect();
    let one = part(scene, &mention, &[last], mention.clause.start..before(scene, start), first_day);
    let other = part(scene, &mention, &others, start..last_day.0.end, last_day.1);
    vec![one, other]
}

/// The last of those met, the day of the others, and his own with its words.
fn days(scene: &Scene, m: &Mention) -> Option<(usize, String, (Range<usize>, String))> {
    let objects = &m.act.predicate.objects;
    if is_noun(scene, m.act.predicate.word) || !m.act.meeting || objects.len() < 2 {
        return None;
    }
    let (first, last) = (*objects.first()?, *objects.last()?);
    let end = scene.a.sentences[scene.a.words[last].sentence].words.end;
    let day = |from: usize, to: usize| {
        let t = scene.times.iter().find(|t| from < t.words.start && t.words.end <= to)?;
        let value = t.time.value.as_deref()?.split('T').next()?;
        Some((t.words.clone(), value.to_string()))
    };
    let (_, one) = day(first, scene.a.subtree(last).start)?;
    let other = day(last, end)?;
    let verb_between = (last..other.0.start).any(|w| scene.a.words[w].upos == Upos::Verb);
    (one != other.1 && !verb_between).then_some((last, one, other))
}

/// The mention without those met on another day.
fn part(scene: &Scene, m: &Mention, without: &[usize], clause: Range<usize>, when: String) -> Mention {
    let gone: Vec<PartyId> = without.iter().flat_map(|w| scene.parties.mention_at(*w)).copied().collect();
    let sides = scene.all(without);
    let stays = |p: &PartyId| !sides.iter().any(|s| scene.same_side(*s, *p));
    let mut out = m.clone();
    out.parties.retain(stays);
    out.participants.retain(|p| !gone.contains(p));
    out.act.actors.retain(stays);
    out.act.recipients.retain(stays);
    let place = named_there(scene, clause.clone()).or(out.place);
    Mention { when: Some(when), place, clause, ..out }
}

/// The first place among these words that a preposition of place leads.
fn named_there(scene: &Scene, mut words: Range<usize>) -> Option<PlaceId> {
    words.find_map(|w| scene.place_at(w))
}

/// The end of the words before the "and" that leads to a word.
fn before(scene: &Scene, word: usize) -> usize {
    let joins = |w: usize| matches!(scene.a.words[w].upos, Upos::Cconj | Upos::Punct);
    (0..word).rev().find(|w| !joins(*w)).map_or(word, |w| w + 1)
}
