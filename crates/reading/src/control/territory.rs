//! Is a noun phrase a territory, which words name it, and how much of it is meant?

use std::ops::Range;

use rapporteur_language::{NameKind, Upos};
use rapporteur_record::{PartyKind, PlaceId};

use super::lexicon::{has, words};
use crate::frames::Act;
use crate::parties::represented;
use crate::predicates;
use crate::scene::Scene;

/// A territory as a phrase names it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Territory {
    /// The words of the whole phrase.
    pub words: Range<usize>,
    /// The part that is meant: "about one-fifth".
    pub extent: Option<Range<usize>>,
    pub place: Option<PlaceId>,
}

/// What a word of an act's content stands for: a relative for its noun, what is said of a place for the place ("Sake, a
/// town that the army holds"), "it" behind a verb of conquest for the place that was named last.
pub(super) fn meant(scene: &Scene, act: &Act, word: usize) -> Option<usize> {
    let a = scene.a;
    let noun = predicates::resolve_relative(a, scene.text, word);
    let place = |w: &usize| a.words[*w].upos == Upos::Propn && is_named(scene, *w);
    let described = noun != word || (a.is(act.anchor, "acl:relcl") && a.words[act.anchor].head == Some(noun));
    // "Malakal is a ruin that both claim"
    if let Some(subject) = a.child(noun, &["nsubj"]).filter(|s| described && place(s)) {
        return Some(subject);
    }
    if described && a.is(noun, "appos") {
        return a.words[noun].head.filter(place).or(Some(noun));
    }
    if a.words[word].upos != Upos::Pron || noun != word {
        return Some(noun);
    }
    let grounded = has(&words().conquest, scene.lemma(act.anchor)) && has(&words().pronouns, &scene.lower(word));
    let first = a.sentences[a.words[word].sentence.saturating_sub(1)].words.start;
    let town = |w: &usize| place(w) && !is_state(scene, *w);
    (first..act.anchor).rev().filter(|_| grounded).find(town)
}

/// What an act is done to, where it is a territory: by its words, or by the verb, which takes nothing else by its name
/// ("overran the Krajina").
pub(super) fn taken(scene: &Scene, act: &Act, head: usize) -> Option<Territory> {
    let by_verb = || {
        let whole = scene.parties.mention_at(head).iter().filter_map(|p| scene.party(*p));
        let somebody = whole.into_iter().any(|p| !p.roles.is_empty() || represented(p.kind));
        let name = scene.a.words[head].upos == Upos::Propn && !scene.lower(head).ends_with('s');
        let takes = act.predicate.objects.contains(&head) && has(&words().conquest, scene.lemma(act.anchor));
        (name && takes && !somebody).then(|| phrase(scene, head))
    };
    read(scene, head)
        .or_else(|| by_verb().map(|words| Territory { place: scene.place_in(words.clone()), words, extent: None }))
}

/// Reads the phrase of a head, where it is a territory.
pub(super) fn read(scene: &Scene, head: usize) -> Option<Territory> {
    let whole = behind_part(scene, head);
    if !is_land(scene, whole.unwrap_or(head), whole.is_some()) {
        return None;
    }
    let words = phrase(scene, head);
    let extent = whole.map(|w| {
        let of = scene.a.child(w, &["case"]).unwrap_or(w);
        words.start..of.max(words.start + 1)
    });
    Some(Territory { place: scene.place_in(words.clone()), words, extent })
}

/// "two thirds of the country", "much of the north": the head behind the part.
fn behind_part(scene: &Scene, head: usize) -> Option<usize> {
    let part = has(&words().parts, &scene.lemma(head).to_lowercase())
        || has(&words().parts, &scene.lower(head))
        || scene.a.words[head].upos == Upos::Num;
    let of = |c: &usize| predicates::preposition(scene.a, scene.text, *c) == "of";
    scene.a.children_by(head, "nmod").chain(scene.a.children_by(head, "obl")).find(of).filter(|_| part)
}

/// The name of a place and of no person, or a name that the report explains: "Vukovar, its main town".
fn is_named(scene: &Scene, head: usize) -> bool {
    let town = |c: usize| scene.a.words[c].upos == Upos::Noun && has(&words().regions, scene.lemma(c));
    if scene.a.words[head].upos == Upos::Propn && scene.a.children_by(head, "appos").any(town) {
        return true;
    }
    let called_elsewhere = || {
        let form = scene.a.form(scene.text, head);
        let named = |n: &rapporteur_language::Name| n.kind == NameKind::Place && n.words.len() == 1;
        let places = scene.a.names.iter().filter(|n| named(n));
        scene.a.words[head].upos == Upos::Propn
            && places.into_iter().any(|n| scene.a.form(scene.text, n.words.start) == form)
    };
    let called = scene.a.name_at(head).is_some_and(|n| n.kind == NameKind::Place);
    let kinds = scene.parties.mention_at(head).iter().filter_map(|p| scene.party(*p)).map(|p| p.kind);
    (called || scene.place_in(head..head + 1).is_some() || called_elsewhere())
        && kinds.into_iter().all(|k| k != PartyKind::Person)
}

fn is_state(scene: &Scene, head: usize) -> bool {
    scene.parties.mention_at(head).iter().any(|p| scene.party(*p).is_some_and(|p| p.kind == PartyKind::State))
}

/// A place, a state as a territory, or a noun for land.
fn is_land(scene: &Scene, head: usize, partly: bool) -> bool {
    let a = scene.a;
    let named = is_named(scene, head);
    let state = || is_state(scene, head);
    let lemma = scene.lemma(head).to_lowercase();
    let noun = matches!(a.words[head].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num);
    let land = has(&words().regions, &lemma) || has(&words().regions, &scene.lower(head));
    let whole = has(&words().wholes, &lemma);
    let part =
        has(&words().parts, &lemma) && a.children_by(head, "amod").any(|c| has(&words().compass, &scene.lower(c)));
    named
        || (noun && (land || whole || part))
        || (partly && state())
        // "kept Serbs and Croats under one roof": a people is no land.
        || (state() && a.words[head].upos == Upos::Propn && rapporteur_world::places(&scene.lower(head)).next().is_some())
}

/// The phrase without clauses that tell more of it, conjunctions and punctuation at its ends.
pub(super) fn phrase(scene: &Scene, head: usize) -> Range<usize> {
    let a = scene.a;
    let mut span = head..head + 1;
    for c in a.children(head) {
        let aside = matches!(
            a.words[*c].deprel,
            "acl:relcl" | "acl" | "parataxis" | "punct" | "cop" | "nsubj" | "advcl" | "appos" | "case"
        ) || (a.is(*c, "conj") && a.words[*c].upos == Upos::Verb);
        if !aside {
            let below = a.subtree(*c);
            span = span.start.min(below.start)..span.end.max(below.end);
        }
    }
    span
}
