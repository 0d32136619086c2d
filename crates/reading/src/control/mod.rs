//! Who holds, gained, lost or claims which territory?
//!
//! From acts with a change of control (`lexicon/frames`) whose content is a territory, and from words that say in
//! passing whose a place is: "the rebel-held city", "the guerrilla stronghold of Velmo" (`modifiers`).

pub(crate) mod lexicon;
mod modifiers;
mod possession;
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
    let told = is_told(scene, act) && !is_flight(scene, act) && !describes(scene, act);
    let Some(change) = change(scene, act).filter(|_| told) else { return vec![] };
    let heads = act.content.iter().copied().chain(ruled(scene, act)).flat_map(|w| predicates::conjuncts(scene.a, w));
    let heads = heads.into_iter().filter(|w| !is_job(scene, act, *w));
    // "the town and its airport": the words of the first name both.
    let meant = heads.filter_map(|w| territory::meant(scene, act, w));
    let Some(territory) = meant.into_iter().find_map(|w| territory::taken(scene, act, w)) else {
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
    let led: Vec<PartyId> = act.actor_words.iter().flat_map(|w| leaders(scene, *w)).collect();
    let mut all = holders(scene, if led.is_empty() { &act.actors } else { &led });
    for p in garrison(scene, act, &territory) {
        if !all.iter().any(|q| scene.same_side(*q, p)) {
            all.push(p);
        }
    }
    all.into_iter().map(entry).collect()
}

/// What has become of the territory. Of some verbs of conquest the present and the perfect with "since" tell who
/// holds it: "has occupied the valley since 1974".
fn change(scene: &Scene, act: &Act) -> Option<ControlChange> {
    let a = scene.a;
    let since = |w: &usize| {
        let opened = a.children_by(*w, "case").chain(a.children_by(*w, "mark"));
        opened.into_iter().any(|c| matches!(scene.lower(c).as_str(), "since" | "for"))
    };
    let lasting =
        act.change == Some(ControlChange::Gained) && lexicon::has(&lexicon::words().lasting, scene.lemma(act.anchor));
    let present = || predicates::is_present(a, scene.text, act.anchor) && a.child(act.anchor, &["aux"]).is_none();
    let lasts = || {
        present()
            || a.children(act.anchor).iter().filter(|c| matches!(a.words[**c].rel(), "obl" | "advcl")).any(since)
            || a.children_by(act.anchor, "advmod").any(|c| scene.lower(c) == "still")
    };
    if lasting && lasts() { Some(ControlChange::Holds) } else { act.change }
}

/// "provinces where the guerrillas have ruled for years": what a clause with "where" describes.
fn ruled(scene: &Scene, act: &Act) -> Option<usize> {
    let a = scene.a;
    let w = act.anchor;
    let holds = act.change == Some(ControlChange::Holds) && act.content.is_empty() && a.is(w, "acl:relcl");
    let place = a.children_by(w, "advmod").any(|c| scene.lower(c) == "where");
    a.words[w].head.filter(|_| holds && place)
}

/// "His men", "whose brigade": forces without a name are those of whoever they belong to.
fn leaders(scene: &Scene, word: usize) -> Vec<PartyId> {
    let a = scene.a;
    let Some(owner) = a.children_by(word, "nmod:poss").find(|c| a.words[*c].upos == Upos::Pron) else { return vec![] };
    if !lexicon::has(&lexicon::words().garrison.led, scene.lemma(word)) {
        return vec![];
    }
    let relative =
        a.ancestors(word).find(|w| a.words[*w].deprel == "acl:relcl").filter(|_| a.words[owner].xpos == "WP$");
    match relative.and_then(|r| a.words[r].head) {
        Some(noun) => scene.whom(noun),
        None => scene.parties.mention_at(owner).to_vec(),
    }
}

/// "Government troops hold the town": where no state is named with them, those of the state of the place, or of the
/// one that the rebels of the report fight.
fn garrison(scene: &Scene, act: &Act, territory: &Territory) -> Vec<PartyId> {
    let lexicon::Garrison { forces, of, .. } = &lexicon::words().garrison;
    let own = |w: &usize| {
        let described = scene.a.children_by(*w, "compound").chain(scene.a.children_by(*w, "amod"));
        let stately =
            lexicon::has(forces, scene.lemma(*w)) && described.into_iter().any(|c| lexicon::has(of, &scene.lower(c)));
        stately && scene.whom(*w).iter().all(|p| scene.party(*p).is_some_and(|p| p.country.is_none()))
    };
    if !act.actor_words.iter().chain(&act.predicate.subjects).any(own) {
        return vec![];
    }
    let lands: Vec<usize> = territory.words.clone().collect();
    let here = scene.lands(&lands).into_iter().next();
    let fought = || {
        let groups = scene.parties.all().iter().filter(|p| p.kind == PartyKind::ArmedGroup && p.country.is_some());
        groups.rev().max_by_key(|p| p.mentions.len()).and_then(|p| scene.parties.state(p.country?))
    };
    here.or_else(fought).into_iter().collect()
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

/// What has come about; of what is handed over also what is agreed, of what is claimed all that is not denied.
fn is_told(scene: &Scene, act: &Act) -> bool {
    let claims = act.change == Some(ControlChange::Claimed);
    let declared =
        scene.a.children_by(act.anchor, "aux").any(|x| matches!(scene.lower(x).as_str(), "will" | "shall" | "'ll"));
    let given = |f: &String| act.made_by.starts_with(f.as_str());
    match act.status {
        Status::Happened | Status::Ongoing => true,
        // "will hand over", not "is prepared to hand over"
        Status::Planned => claims || (lexicon::words().handovers.iter().any(given) && declared),
        Status::Hypothetical => claims,
        Status::Denied => false,
    }
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
    // "ECOMOG troops drove both from the capital"
    let named = |w: &usize| matches!(scene.a.words[*w].upos, Upos::Noun | Upos::Propn);
    if driven && !act.predicate.objects.iter().any(named) {
        return false;
    }
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
