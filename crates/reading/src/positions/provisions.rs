//! Does a clause tell what an agreement provides for? "The text provides for", "must leave", "are to leave"; and where a
//! report is telling terms, "will leave", "may stay", "elections follow".

use rapporteur_language::Upos;

use super::is_paper;
use super::lexicon::{has, words};
use crate::frames::Act;
use crate::predicates;
use crate::scene::Scene;

/// Where in a stretch that tells terms a clause stands.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// In none.
    Outside,
    /// In one.
    Within,
    /// Right behind the agreement or a clause that told a term.
    Next,
}

/// Whether a clause of the report's own voice says what is to be.
pub(super) fn tells(scene: &Scene, acts: &[Act], verb: usize, place: Place) -> bool {
    let within = || lasts(scene, verb) || bars(scene, verb) || gives_time(scene, verb) || binds(scene, verb);
    let next = || permits(scene, verb) || provides_now(scene, acts, verb);
    obliging(scene, verb, place != Place::Outside)
        || entitles(scene, verb)
        || (place != Place::Outside && within())
        || (place == Place::Next && next())
}

/// "Elections follow", "Panama takes over the ports": the present behind another term is the accord's, where the verb
/// tells neither a state of things nor an act of words.
fn provides_now(scene: &Scene, acts: &[Act], verb: usize) -> bool {
    let a = scene.a;
    let simple = matches!(a.words[verb].xpos, "VBZ" | "VBP") && a.children_by(verb, "aux").next().is_none();
    // "hold", "accuse": a report tells the state of things in the present too.
    let news = has(&words().terms.standing, scene.lemma(verb)) || has(&words().terms.news, scene.lemma(verb));
    let spoken =
        || acts.iter().any(|x| x.anchor == verb && super::is_of_words(x)) || scene.statement_of_cue(verb).is_some();
    let named = |s: usize| a.words[s].upos != Upos::Pron;
    simple && !news && subject(scene, verb).is_some_and(named) && !predicates::negated(a, scene.text, verb) && !spoken()
}

/// "Everyone driven from home may come back": what is allowed, right behind another term.
fn permits(scene: &Scene, verb: usize) -> bool {
    let a = scene.a;
    let may =
        a.children_by(predicates::bearer(a, verb), "aux").any(|x| has(&words().terms.permitting, &scene.lower(x)));
    may && subject(scene, verb).is_some()
}

/// The subject of a main clause, of one without any the subject of the clause that it is joined to.
pub(super) fn subject(scene: &Scene, verb: usize) -> Option<usize> {
    let a = scene.a;
    let joined_to = || a.words[verb].head.filter(|_| a.is(verb, "conj"));
    a.child(verb, &["nsubj"]).or_else(|| joined_to().and_then(|h| subject(scene, h)))
}

/// "will free the prisoners and open the roads": whether a clause shares subject and auxiliary with that before it.
pub(super) fn shares(scene: &Scene, verb: usize) -> Option<usize> {
    let a = scene.a;
    let bare = matches!(a.words[verb].xpos, "VB" | "VBN") && a.child(verb, &["nsubj", "aux", "cop"]).is_none();
    a.words[verb].head.filter(|_| bare && a.is(verb, "conj"))
}

/// The main clauses of a sentence: its root and what is joined to it, in their order.
pub(super) fn main_clauses(scene: &Scene, root: usize) -> Vec<usize> {
    let a = scene.a;
    let mut out = vec![root];
    let mut next = 0;
    while let Some(word) = out.get(next).copied() {
        let clause =
            |c: &usize| a.words[*c].upos == Upos::Verb || a.child(*c, &["nsubj", "cop", "nsubj:pass"]).is_some();
        // "; it was signed": a clause that only stands beside, with a subject of its own.
        let beside = a.children_by(word, "parataxis").filter(|c| a.child(*c, &["nsubj"]).is_some());
        let with: Vec<usize> = a.children_by(word, "conj").filter(clause).chain(beside).collect();
        out.extend(with);
        next += 1;
    }
    out.sort_unstable();
    out
}

/// "under the accord", "the text provides for".
pub(super) fn of_paper(scene: &Scene, verb: usize, on: bool) -> bool {
    let a = scene.a;
    let terms = &words().terms;
    // "It obliges both sides to": what was signed in the sentence before.
    let it = |w: usize| on && scene.lower(w) == terms.pronoun;
    let paper = |w: usize| is_paper(scene, w) || it(w);
    let named = |w: usize| paper(w) || has(&terms.parts, scene.lemma(w));
    // "accords under which the troops are to leave": of a relative the noun that it stands for.
    let which = |w: usize| a.words[w].xpos == "WDT" && a.words[verb].head.is_some_and(paper);
    let under = |(case, c): &(String, usize)| has(&terms.under, case) && (named(*c) || which(*c));
    let ordained = obliging(scene, verb, true) || matches!(a.words[verb].xpos, "VBZ" | "VBP");
    let p = predicates::predicate(a, scene.text, verb);
    (ordained && p.obliques.iter().any(under))
        || (has(&terms.verbs, scene.lemma(verb))
            && a.words[verb].upos == Upos::Verb
            && !predicates::is_passive(a, verb)
            && p.subjects.into_iter().any(paper))
}

/// "an accord giving the rebels seats": what describes an agreement by what it provides.
pub(super) fn provides(scene: &Scene, verb: usize) -> bool {
    let noun = scene.a.words[verb].head;
    has(&words().terms.verbs, scene.lemma(verb)) && noun.is_some_and(|n| is_paper(scene, n))
}

/// "The embargo stays in force": what is to be, told in the present, where terms are being told.
fn lasts(scene: &Scene, verb: usize) -> bool {
    let present = matches!(scene.a.words[verb].xpos, "VBZ" | "VBP");
    // "the shooting goes on"
    let on = scene.a.child(verb, &["compound:prt"]).is_some_and(|p| scene.lower(p) == "on");
    present && !on && has(&words().terms.lasting, scene.lemma(verb)) && subject(scene, verb).is_some()
}

/// "must leave", "are to leave": what is agreed is to be; where terms are being told, what will be is agreed too.
fn obliging(scene: &Scene, verb: usize, on: bool) -> bool {
    let a = scene.a;
    let terms = &words().terms;
    let auxiliary = a.children_by(verb, "aux").any(|x| {
        let word = scene.lower(x);
        // "The bombers will fly from Guam" is news.
        (has(&terms.duty, &word) && !has(&terms.adopting, scene.lemma(verb)))
            || (on && has(&terms.future, &word) && !has(&terms.news, scene.lemma(verb)))
    });
    let be = a.children(verb).iter().any(|c| matches!(a.words[*c].rel(), "cop" | "aux") && scene.lemma(*c) == "be");
    let to = || a.children(verb).iter().any(|c| scene.lower(*c) == "to" && matches!(a.words[*c].rel(), "mark" | "aux"));
    let named = |s: usize| a.words[s].upos != Upos::Pron || (on && has(&terms.they, &scene.lower(s)));
    subject(scene, verb).is_some_and(named) && (auxiliary || (be && to() && !predicates::is_undone(a, verb)))
}

/// "would be freed", "are to leave": what someone says is to be.
pub(super) fn will_be(scene: &Scene, verb: usize) -> bool {
    obliging(scene, verb, true) && !predicates::negated(scene.a, scene.text, verb)
}

/// "may not come within ten miles of the camps": what is forbidden, where terms are being told.
fn bars(scene: &Scene, verb: usize) -> bool {
    let a = scene.a;
    let bearer = predicates::bearer(a, verb);
    let may = a.children_by(bearer, "aux").any(|x| has(&words().terms.barring, &scene.lower(x)));
    may && predicates::negated(a, scene.text, verb)
}

/// "The army is obliged to stay away", "The refugees are free to go home."
fn binds(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let be = a
        .children(word)
        .iter()
        .any(|c| matches!(a.words[*c].rel(), "cop" | "aux") && a.words[*c].feature("Tense") == Some("Pres"));
    let to = || {
        ["xcomp", "advcl", "ccomp"]
            .iter()
            .any(|r| a.children_by(word, r).any(|c| predicates::infinitive(a, scene.text, c)))
    };
    be && has(&words().terms.binding, scene.lemma(word)) && to()
}

/// "The rebels have three weeks to gather", "were given a month to leave".
fn gives_time(scene: &Scene, verb: usize) -> bool {
    let a = scene.a;
    let given = has(&words().terms.granting, scene.lemma(verb)) && predicates::is_passive(a, verb);
    let has_time = has(&words().terms.having, scene.lemma(verb)) && matches!(a.words[verb].xpos, "VBZ" | "VBP");
    let period = |w: &usize| has(&words().terms.periods, scene.lemma(*w));
    let objects = || a.children_by(verb, "obj").chain(a.children_by(verb, "obl"));
    let to = || a.subtree(verb).any(|w| w > verb && predicates::infinitive(a, scene.text, w));
    (given || has_time) && objects().any(|w| period(&w)) && to()
}

/// "Refugees have the right to return."
fn entitles(scene: &Scene, verb: usize) -> bool {
    let p = predicates::predicate(scene.a, scene.text, verb);
    has(&words().terms.having, scene.lemma(verb))
        && p.objects.iter().any(|w| has(&words().terms.rights, scene.lemma(*w)))
}
