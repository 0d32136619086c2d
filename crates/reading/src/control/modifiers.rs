//! Whose a place is, said in passing: "the rebel-held city", "the UN-run province", "the guerrilla stronghold of Velmo",
//! "rebel territory", "a town in rebel hands" (`possession`).

use rapporteur_language::{NameKind, Upos};
use rapporteur_record::{Control, ControlChange, ControlId, PartyId, PartyKind, Status};

use super::lexicon::{has, words};
use super::{holders, possession, spoken, territory};
use crate::predicates;
use crate::scene::Scene;

/// All that words in passing say.
pub(super) fn read(scene: &Scene) -> Vec<Control> {
    (0..scene.a.words.len()).filter(|w| nominal(scene, *w)).flat_map(|w| held(scene, w)).collect()
}

fn nominal(scene: &Scene, word: usize) -> bool {
    matches!(scene.a.words[word].upos, Upos::Noun | Upos::Propn)
}

fn held(scene: &Scene, head: usize) -> Vec<Control> {
    if let Some((parties, change, rule)) = by_participle(scene, head) {
        return territory::read(scene, head)
            .map(|_| entries(scene, head, head, &parties, change, rule))
            .unwrap_or_default();
    }
    let lemma = scene.lemma(head).to_lowercase();
    if let Some(possessed) = possession::read(scene, head) {
        return entries(scene, possessed.named, head, &possessed.parties, possessed.change, possessed.rule);
    }
    let (seat, land) = (has(&words().held.seats, &lemma), has(&words().held.lands, &lemma));
    if !seat && !land {
        return vec![];
    }
    let parties = owner(scene, head);
    let named = seat.then(|| place_of(scene, head)).flatten().unwrap_or(head);
    entries(scene, named, head, &parties, ControlChange::Holds, if seat { "seat" } else { "land" })
}

/// "rebel-held", written as one word or as three.
fn by_participle(scene: &Scene, head: usize) -> Option<(Vec<PartyId>, ControlChange, &'static str)> {
    let a = scene.a;
    let before = a
        .children(head)
        .iter()
        .copied()
        .filter(|c| *c < head && matches!(a.words[*c].rel(), "amod" | "compound" | "nmod"));
    for c in before {
        let form = scene.lower(c);
        if let Some((_, last)) = form.rsplit_once('-') {
            if let Some(change) = words().participle(last) {
                return Some((called(scene, &form[..form.len() - last.len() - 1]), change, "participle"));
            }
        } else if let Some(change) = words().participle(&form)
            && c >= 2
            && scene.lower(c - 1) == "-"
        {
            return Some((whose(scene, c - 2), change, "participle"));
        }
    }
    None
}

/// Whose a stronghold is: armed groups and the like before it or as its possessor.
fn owner(scene: &Scene, head: usize) -> Vec<PartyId> {
    let a = scene.a;
    let owners = ["compound", "amod", "nmod:poss"];
    let before = owners.iter().flat_map(|r| a.children_by(head, r)).filter(|c| *c < head);
    let parties: Vec<PartyId> = before.flat_map(|c| whose(scene, c)).collect();
    let fights = |p: &PartyId| scene.party(*p).is_some_and(|p| crate::parties::represented(p.kind));
    parties.into_iter().filter(fights).collect()
}

/// The party that a word names, or that is called so elsewhere in the report.
pub(super) fn whose(scene: &Scene, word: usize) -> Vec<PartyId> {
    let own = scene.parties.mention_at(word);
    if own.is_empty() { called(scene, &scene.lower(word)) } else { own.to_vec() }
}

/// Who is called "un" or "rebel" in the report; fighters, by a common name, are its foremost armed group.
fn called(scene: &Scene, name: &str) -> Vec<PartyId> {
    let all = scene.parties.all();
    let is = |n: &str| {
        let n = n.to_lowercase();
        n == name || n.strip_suffix('s') == Some(name)
    };
    let named = all.iter().find(|p| is(&p.name)).or_else(|| all.iter().find(|p| p.aliases.iter().any(|n| is(n))));
    let fighters = || {
        let groups = all.iter().filter(|p| p.kind == PartyKind::ArmedGroup);
        groups.rev().max_by_key(|p| p.mentions.len()).filter(|_| has(&words().fighters.nouns, name))
    };
    named.or_else(fighters).map(|p| p.id).into_iter().collect()
}

/// "the stronghold of Velmo", "Velmo, a rebel stronghold", "the rebel stronghold Velmo".
fn place_of(scene: &Scene, head: usize) -> Option<usize> {
    let a = scene.a;
    let of = |c: &usize| predicates::preposition(a, scene.text, *c) == "of";
    let behind = a.children_by(head, "nmod").find(of).or(a.child(head, &["appos"]));
    let named =
        |w: &usize| a.name_at(*w).is_some_and(|n| n.kind == NameKind::Place) || scene.place_in(*w..*w + 1).is_some();
    let above = || a.words[head].head.filter(|h| a.is(head, "appos") && named(h));
    behind.or_else(above)
}

fn entries(
    scene: &Scene,
    named: usize,
    head: usize,
    parties: &[PartyId],
    change: ControlChange,
    rule: &str,
) -> Vec<Control> {
    let words = territory::phrase(scene, named);
    let whole = territory::phrase(scene, head);
    let evidence = whole.start.min(words.start)..whole.end.max(words.end);
    let entry = |holder: PartyId| Control {
        id: ControlId(0),
        holder,
        territory: spoken(scene, words.clone()),
        place: scene.place_in(words.clone()),
        extent: None,
        change,
        when: None,
        status: Status::Happened,
        evidence: scene.evidence(evidence.clone()),
        vouched_by: scene.vouchers(head),
        made_by: format!("control.{rule}"),
    };
    holders(scene, parties).into_iter().map(entry).collect()
}
