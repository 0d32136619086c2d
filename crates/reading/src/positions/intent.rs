//! What do words of promise and of demand mean beyond their verb? "vowed to keep its missiles" yields nothing, "swore to
//! fight on" refuses a truce, and a demand that another turns down was made.

use rapporteur_language::Upos;
use rapporteur_record::{EventType, Issue, PartyId, Stance, Status};

use super::issues::issues;
use super::lexicon::{has, words};
use super::phrase;
use crate::dispute::is_lasting;
use crate::frames::{Act, unframed};
use crate::predicates;
use crate::scene::Scene;

/// The frames of orders, of resigning and of agreeing.
const ORDER: &str = "request.order:";
const RESIGN: &str = "retreat.resign:";
const AGREE: &str = "agree.to: agree";

/// "vowed to keep its missiles", "swore never to give the island up".
pub(super) fn keeps(scene: &Scene, act: &Act) -> bool {
    let holds = |w: &usize| {
        let negated = predicates::negated(scene.a, scene.text, *w);
        let lemma = scene.lemma(*w);
        // "pledged to keep the road open" is a promise.
        let open = scene.a.child(*w, &["xcomp"]).is_some();
        if negated { unframed::is_yielding(lemma) } else { has(&words().keeping, lemma) && !open }
    };
    let verb = |w: &&usize| scene.a.words[**w].upos == Upos::Verb && **w != act.predicate.word;
    has(&words().vowing, scene.lemma(act.predicate.word)) && act.content.iter().filter(verb).any(holds)
}

/// "swore to fight on", "threatened to resume the war".
pub(super) fn fights_on(scene: &Scene, act: &Act) -> bool {
    let fights = |w: &usize| {
        has(&words().fighting, scene.lemma(*w))
            && issues().among(scene, &phrase(scene, *w), *w) == Some(Issue::Ceasefire)
    };
    act.kind == Some(EventType::Threaten) && act.content.iter().any(fights)
}

/// "Sudan rejected Chad's demand for reparations": what another turns down or grants was demanded or offered.
pub(super) fn is_answered(scene: &Scene, acts: &[Act], act: &Act) -> bool {
    let noun = scene.a.words[act.predicate.word].upos == Upos::Noun;
    let made = matches!(act.stance, Some(Stance::Demands | Stance::Offers)) && !act.content.is_empty();
    let owned = act.predicate.subjects.iter().any(|w| !scene.whom(*w).is_empty());
    let other = |x: &Act| {
        !x.actors.iter().any(|p| act.actors.iter().any(|q| scene.same_side(scene.principal(*p), scene.principal(*q))))
    };
    let answers = |x: &Act| {
        let real = matches!(x.status, Status::Happened | Status::Ongoing);
        let answer = matches!(x.stance, Some(Stance::Rejects | Stance::Accepts));
        real && answer && x.content.contains(&act.predicate.word) && !x.actors.is_empty() && other(x)
    };
    noun && made && owned && acts.iter().any(answers)
}

/// What sounds like a stance and is none: an order to one's own people, a process that one backs, a resignation, and what
/// two could not agree on.
pub(super) fn is_no_stance(scene: &Scene, act: &Act) -> bool {
    let own = |p: &PartyId| act.actors.iter().any(|a| scene.same_side(scene.principal(*a), scene.principal(*p)));
    let body = |p: &PartyId| is_lasting(scene, scene.principal(*p));
    let ordered = act.made_by.starts_with(ORDER) && !act.recipients.iter().any(|p| body(p) && !own(p));
    let content = |list: &[String]| act.content.iter().any(|w| has(list, scene.lemma(*w)));
    let backed =
        act.kind == Some(EventType::Support) && act.stance == Some(Stance::Accepts) && content(&words().backed);
    let resigns = act.made_by.starts_with(RESIGN) || act.content.iter().any(|w| scene.lemma(*w) == "resign");
    let resigns = resigns && act.stance == Some(Stance::Offers);
    let apart = act.made_by.starts_with(AGREE) && act.stance == Some(Stance::Rejects) && act.actors.len() > 1;
    ordered || backed || resigns || apart
}
