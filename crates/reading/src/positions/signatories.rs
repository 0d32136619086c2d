//! Who agreed? Those who put their names to a paper, whom it is between, or who agreed with each other.

use rapporteur_language::Upos;
use rapporteur_record::{EventType, PartyId, PartyKind, Stance, Status, Step};

use super::lexicon::{has, words};
use super::{between, sides, unnamed};
use crate::frames::Act;
use crate::meetings;
use crate::parties::{helps_others, is_unattached};
use crate::predicates;
use crate::scene::Scene;

/// The frame of those who end a war with each other.
const PEACE: &str = "stance.peace:";

/// Whether an act signs or agrees.
pub(super) fn agrees(act: &Act) -> bool {
    let kind = act.kind == Some(EventType::Agree) && act.stance == Some(Stance::Accepts);
    let real = matches!(act.status, Status::Happened | Status::Ongoing);
    // "Chad and Sudan ended their war"
    let peace = act.made_by.starts_with(PEACE) && act.actors.len() > 1;
    (kind || peace || act.step == Some(Step::Signed)) && real && !act.absorbed
}

/// Whether an act agrees on a paper, or as one of those who did: "Peru agreed to let them land" makes no accord.
pub(super) fn seals(scene: &Scene, act: &Act, parties: &[PartyId]) -> bool {
    let one_of = |p: &PartyId| parties.iter().any(|q| p == q || scene.same_side(*p, *q));
    let theirs = act.actors.iter().any(|p| one_of(&scene.principal(*p)));
    agrees(act) && (is_of_paper(scene, act) || theirs)
}

/// Who agreed: the sides of the first act of two or more that signed or agreed, be all but one unnamed ("Iran and six
/// powers agreed"); where those who agreed have no name, the sides that met, those who hold the office that they are
/// called by, or those who negotiate.
pub(crate) fn signatories(scene: &Scene, acts: &[Act], negotiators: &[PartyId]) -> Vec<PartyId> {
    let all: Vec<&Act> = acts.iter().filter(|x| agrees(x) && !attests(scene, x)).collect();
    let several = |x: &&Act| Some(own_sides(scene, x)).filter(|s| s.len() > 1);
    let papers = || all.iter().copied().filter(|x| is_of_paper(scene, x));
    let named = between::papers(scene).or_else(|| papers().find_map(|x| several(&x)));
    let each = between::signed_for(scene, papers());
    if each.len() > 1 {
        // "the government, two rebel groups and the opposition ... X signed for Y": the groups are those named.
        let others = named.into_iter().flatten().filter(|p| !between::is_counted(scene, *p));
        return sides(scene, &each.into_iter().chain(others).collect::<Vec<_>>());
    }
    if let Some(named) = named.or_else(|| between::signings(scene)) {
        return named;
    }
    let with_each_other = |s: &Vec<PartyId>| deal(scene, acts, s, negotiators);
    if let Some(named) = all.iter().filter_map(several).find(with_each_other) {
        return named;
    }
    if let Some(known) = all.iter().find(|x| x.actor_words.len() > 1 && !x.actors.is_empty() && x.actors.len() < 2) {
        return own_sides(scene, known);
    }
    // "signed it in Oslo ... also put pen to paper"
    let mut each: Vec<PartyId> = vec![];
    for p in papers().filter(|x| x.step == Some(Step::Signed)).flat_map(|x| own_sides(scene, x)) {
        if !each.iter().any(|q| *q == p || scene.same_side(*q, p)) && !unnamed(scene, &[p]) {
            each.push(p);
        }
    }
    if each.len() > 1 {
        return each;
    }
    let meant = meant(scene, acts, &all, negotiators);
    if !meant.is_empty() {
        return meant;
    }
    between::dealings(scene).filter(|s| is_of(scene, acts, s)).unwrap_or_default()
}

/// Whether the report tells in its own voice of an accord, by nobody else than these: signed, reached, adopted.
pub(crate) fn is_of(scene: &Scene, acts: &[Act], these: &[PartyId]) -> bool {
    let one_of = |p: &PartyId| these.iter().any(|q| scene.same_side(*q, scene.principal(*p)));
    let told = |x: &Act| makes(scene, x) || (x.mutual && agrees(x));
    let theirs = |x: &Act| x.actors.iter().all(one_of) && !attests(scene, x);
    acts.iter().any(|x| told(x) && theirs(x)) || between::is_sealed(scene)
}

/// Whether an act brings a paper about: it was signed, reached, adopted.
pub(super) fn makes(scene: &Scene, act: &Act) -> bool {
    let made = matches!(act.step, Some(Step::Signed | Step::Adopted)) || agrees(act);
    let real = matches!(act.status, Status::Happened | Status::Ongoing);
    made && real && act.content.iter().any(|w| super::is_paper(scene, *w))
}

/// "An accord was signed", "the presidents signed", "both sides agreed": whom a report means that gives no name.
fn meant(scene: &Scene, acts: &[Act], all: &[&Act], negotiators: &[PartyId]) -> Vec<PartyId> {
    let nameless = || all.iter().filter(|x| unnamed(scene, &own_sides(scene, x)));
    let holders = nameless().flat_map(|x| x.actor_words.iter()).map(|w| meetings::office_holders(scene, *w));
    if let Some(known) = holders.into_iter().find(|s| s.len() > 1) {
        return known;
    }
    // A call or a visit is no talks.
    let met = |x: &&Act| x.meeting && x.mode.is_none() && matches!(x.status, Status::Happened | Status::Ongoing);
    let met = || acts.iter().filter(met).map(|x| sides(scene, &x.actors)).find(|s| s.len() > 1);
    if nameless().next().is_some()
        && let Some(known) = met()
    {
        return known;
    }
    let nobody = |x: &&Act| x.actors.is_empty() || unnamed(scene, &own_sides(scene, x));
    let someone = |x: &&Act| x.actors.is_empty() && !x.predicate.subjects.is_empty();
    if all.iter().any(nobody) && negotiators.len() > 1 && negotiators.iter().all(|p| lasting(scene, p)) {
        return negotiators.to_vec();
    }
    // "The two rivals signed": those who met.
    met().filter(|_| all.iter().any(someone)).unwrap_or_default()
}

/// Whether a party is no single person or office.
pub(super) fn lasting(scene: &Scene, party: &PartyId) -> bool {
    scene.party(*party).is_some_and(|p| !matches!(p.kind, PartyKind::Person | PartyKind::Office))
}

/// The sides that act, without whoever only helped them: "Oman brokered a truce between Iran and Iraq".
fn own_sides(scene: &Scene, act: &Act) -> Vec<PartyId> {
    let all = sides(scene, &act.actors);
    let sent = if all.len() < 2 { senders(scene, act) } else { vec![] };
    if sent.len() > 1 {
        return sent;
    }
    if !helps_others(scene.lemma(act.predicate.word)) {
        return all;
    }
    let helpers = sides(scene, &scene.all(&act.predicate.subjects));
    all.into_iter().filter(|p| !helpers.contains(p)).collect()
}

/// "Negotiators for Chad and Sudan said that they had agreed": those who sent them.
fn senders(scene: &Scene, act: &Act) -> Vec<PartyId> {
    let a = scene.a;
    let first = |p: &PartyId| scene.party(*p).and_then(|p| p.mentions.first()).map(|m| scene.words_of(m));
    let head =
        |span: std::ops::Range<usize>| span.clone().find(|w| a.words[*w].head.is_none_or(|h| !span.contains(&h)));
    let told = act.actors.iter().filter_map(first).filter_map(head);
    let plural = |w: &usize| a.words[*w].feature("Number") == Some("Plur") && a.words[*w].upos == Upos::Noun;
    let for_whom = |c: &usize| has(&words().terms.acting, &predicates::preposition(a, scene.text, *c));
    // "announced that they had agreed"
    let above = |w: &usize| {
        let pronoun = a.words[*w].upos == Upos::Pron && a.words[act.anchor].rel() == "ccomp";
        let verb = a.words[act.anchor].head.filter(|_| pronoun);
        verb.map(|v| predicates::predicate(a, scene.text, v).subjects).unwrap_or_default()
    };
    let above = act.actor_words.iter().flat_map(above);
    let heads = act.actor_words.iter().copied().chain(told).chain(above).filter(plural);
    let all = heads.flat_map(|w| predicates::conjuncts(a, w));
    let of = all.flat_map(|w| a.children_by(w, "nmod").filter(for_whom).collect::<Vec<_>>());
    let all: Vec<usize> = of.flat_map(|c| predicates::conjuncts(a, c)).collect();
    sides(scene, &scene.all(&all))
}

fn is_of_paper(scene: &Scene, act: &Act) -> bool {
    act.step == Some(Step::Signed) || act.content.iter().any(|w| super::is_paper(scene, *w))
}

/// "signed as a guarantor"
pub(crate) fn attests(scene: &Scene, act: &Act) -> bool {
    let vouches = |w: usize| has(&words().terms.witnesses, scene.lemma(w)) || is_unattached(scene.lemma(w));
    // "Chad and Sudan, with Libya as a guarantor, signed" says it of Libya.
    let a = scene.a;
    let start = a.sentences[a.words[act.anchor].sentence].words.start;
    let of_other = |w: usize| w < act.anchor && (start..w).any(|x| predicates::preposition(a, scene.text, x) == "with");
    act.predicate.with("as").any(|w| vouches(w) && !of_other(w))
}

/// Whether the report tells that these deal with each other: two who only agree to the same thing make no accord.
fn deal(scene: &Scene, acts: &[Act], these: &[PartyId], negotiators: &[PartyId]) -> bool {
    let among = |all: &[PartyId]| these.iter().all(|p| all.iter().any(|q| p == q || scene.same_side(*p, *q)));
    let together = |x: &Act| {
        let told: Vec<PartyId> = x.actors.iter().chain(&x.recipients).copied().collect();
        let apart = || !x.recipients.is_empty() && !among(&sides(scene, &x.actors));
        (x.meeting || x.mutual || apart()) && among(&sides(scene, &told))
    };
    among(negotiators) || acts.iter().any(together)
}
