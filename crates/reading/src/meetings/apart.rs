//! "Telephoned the king on Tuesday and the emir the day after": one verb tells of two encounters, each with its own day.

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::PartyId;

use super::mention::{Mention, is_noun};
use crate::scene::Scene;

/// A mention, or the two that it is where the last of those met has a day of his own.
pub(super) fn by_day(scene: &Scene, mention: Mention) -> Vec<Mention> {
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
    Mention { when: Some(when), clause, ..out }
}

/// The end of the words before the "and" that leads to a word.
fn before(scene: &Scene, word: usize) -> usize {
    let joins = |w: usize| matches!(scene.a.words[w].upos, Upos::Cconj | Upos::Punct);
    (0..word).rev().find(|w| !joins(*w)).map_or(word, |w| w + 1)
}
