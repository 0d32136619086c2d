//! Who holds, gained, lost or claims which territory?
//!
//! From acts with a change of control (`lexicon/frames`) whose content is a territory, and from words that say in
//! passing whose a place is: "the rebel-held city", "the guerrilla stronghold of Velmo" (`modifiers`).

pub(crate) mod lexicon;
mod modifiers;
mod territory;

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::{Control, ControlChange, ControlId, PartyId, PartyKind, Status};

use crate::frames::Act;
use crate::frames::arguments::PEOPLE;
use crate::predicates;
use crate::scene::Scene;
use territory::Territory;

/// Frames of those who are driven out, and of those who drive them.
const DRIVEN: &str = "control.drive";

/// Who holds what, in the order of the text.
pub fn read(scene: &Scene, acts: &[Act]) -> Vec<Control> {
    let mut out: Vec<Control> = vec![];
    let told = acts.iter().flat_map(|act| changes(scene, act)).chain(modifiers::read(scene));
    for c in told {
        if !out.iter().any(|o| same(scene, o, &c)) {
            out.push(c);
        }
    }
    out.sort_by_key(|c| c.evidence.start());
    for (i, c) in out.iter_mut().enumerate() {
        c.id = ControlId(i as u32 + 1);
    }
    out
}

/// The changes of an act: one for each holder and territory.
fn changes(scene: &Scene, act: &Act) -> Vec<Control> {
    let told = is_fact(act) && !is_flight(scene, act) && !describes(scene, act);
    let Some(change) = act.change.filter(|_| told) else { return vec![] };
    let heads = act.content.iter().flat_map(|w| predicates::conjuncts(scene.a, *w));
    let heads = heads.into_iter().filter(|w| !is_job(scene, act, *w));
    // "the town and its airport": the words of the first name both.
    let Some(territory) = heads.filter_map(|w| territory::meant(scene, act, w)).find_map(|w| territory::read(scene, w))
    else {
        return vec![];
    };
    let entry = |holder: PartyId| Control {
        id: ControlId(0),
        holder,
        territory: spoken(scene, territory.words.clone()),
        place: territory.place,
        extent: territory.extent.clone().map(|e| spoken(scene, e)),
        change,
        when: scene.when(&[act.predicate.word, act.anchor]),
        status: act.status,
        evidence: scene.evidence(clause(scene, act, &territory)),
        vouched_by: scene.vouchers(act.anchor),
        made_by: act.made_by.clone(),
    };
    holders(scene, &act.actors).into_iter().map(entry).collect()
}

/// "held Chad responsible", "kept the border open": what the object is called or kept as, not who has it.
fn describes(scene: &Scene, act: &Act) -> bool {
    let a = scene.a;
    let mut beside =
        a.children_by(act.anchor, "xcomp").chain(act.content.iter().flat_map(|w| a.children_by(*w, "amod")));
    let as_what = |w: usize| a.words[w].upos == Upos::Adj && act.content.iter().any(|o| w > *o);
    let holds = act.change == Some(ControlChange::Holds) && act.anchor == act.predicate.word;
    holds && beside.any(as_what)
}

/// "holds the same post": an office is held too.
fn is_job(scene: &Scene, act: &Act, head: usize) -> bool {
    act.change == Some(ControlChange::Holds) && lexicon::has(&lexicon::words().jobs, scene.lemma(head))
}

fn is_fact(act: &Act) -> bool {
    matches!(act.status, Status::Happened | Status::Ongoing)
}

/// "The minister fled the capital", "drove the Azeris out of the town": people who flee or are driven out lose no ground,
/// and nobody gains it by that.
fn is_flight(scene: &Scene, act: &Act) -> bool {
    let forces = |w: &usize| {
        let all = scene.parties.mention_at(*w).iter().filter_map(|p| scene.party(*p));
        all.into_iter().any(|p| matches!(p.kind, PartyKind::Military | PartyKind::ArmedGroup))
    };
    let land = |w: &usize| scene.a.words[*w].upos == Upos::Propn && !scene.lower(*w).ends_with('s');
    let driven = act.made_by.starts_with(DRIVEN);
    let those = if driven { &act.predicate.objects } else { &act.actor_words };
    let flees = driven || lexicon::has(&lexicon::words().flight, scene.lemma(act.anchor));
    flees && !those.iter().any(|w| forces(w) || (driven && land(w)))
}

/// On whose behalf, each side once. Farmers who are driven out of a valley lose no ground.
fn holders(scene: &Scene, parties: &[PartyId]) -> Vec<PartyId> {
    let mut out: Vec<PartyId> = vec![];
    let people = |p: &PartyId| scene.party(*p).is_some_and(|p| p.made_by == PEOPLE);
    for p in parties.iter().filter(|p| !people(p)).map(|p| scene.principal(*p)) {
        if !out.iter().any(|q| *q == p || scene.same_side(*q, p)) {
            out.push(p);
        }
    }
    out
}

/// The clause, with the territory in it where it is of the same sentence.
fn clause(scene: &Scene, act: &Act, territory: &Territory) -> Range<usize> {
    let words = scene.clause(act.anchor, &act.actor_words);
    let sentence = |w: usize| scene.a.words[w].sentence;
    if sentence(words.start) != sentence(territory.words.start) {
        return words;
    }
    words.start.min(territory.words.start)..words.end.max(territory.words.end)
}

/// Words as the text has them, on one line.
fn spoken(scene: &Scene, words: Range<usize>) -> String {
    scene.text[scene.a.bytes(words)].split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Told twice: the same holder and change, of the same place or in the same words.
fn same(scene: &Scene, one: &Control, other: &Control) -> bool {
    let sides = one.holder == other.holder || scene.same_side(one.holder, other.holder);
    let changes = one.change == other.change
        || (one.change, other.change) == (ControlChange::Gained, ControlChange::Holds)
            && one.evidence == other.evidence;
    let named = one.place.is_some() && one.place == other.place && one.extent == other.extent;
    let last = |c: &Control| c.territory.to_lowercase().rsplit(' ').next().map(str::to_owned);
    let unnamed = one.place.is_none() && other.place.is_none() && last(one) == last(other);
    sides && changes && (named || unnamed || one.territory.to_lowercase() == other.territory.to_lowercase())
}

#[cfg(test)]
mod tests {
    use rapporteur_language::Engine;
    use rapporteur_record::{Report, Text};

    #[test]
    fn every_class_reads_its_example() {
        let engine = Engine::new().expect("the model that ships loads");
        for (class, example) in &super::lexicon::words().examples {
            let (text, expected) = example.split_once(" = ").expect("an example says what is read in it");
            let report = Report { text: Text::new(text), ..Report::default() };
            let record = crate::read(report, &engine.analyse(text));
            let holder = |c: &super::Control| record.parties.iter().find(|p| p.id == c.holder).map(|p| p.name.clone());
            let found: Vec<String> = record
                .control
                .iter()
                .map(|c| format!("{} {}: {}", holder(c).unwrap_or_default(), c.change, c.territory))
                .collect();
            assert_eq!(found.join("; "), expected, "{class}: {text}");
        }
    }
}
