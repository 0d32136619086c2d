//! What is it that a party demands, refuses, offers? The issues of an act's content: by its own words, by the clause that
//! describes them, or, of "it" and "the demand", by what was last at issue.

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::{EventType, Issue, PartyId, Stance};

use super::issues::issues;
use super::lexicon::{has, words};
use super::{Reading, is_paper};
use crate::frames::Act;
use crate::predicates;
use crate::scene::Scene;

/// How many sentences back the talks are named that someone walks out of, and what "it" stands for.
const NEAR: usize = 2;
/// The pronoun of free relatives: "what Chad wants".
const WHAT: &str = "what";
/// Before those whom something is for.
const FOR: &str = "for";
/// The mode of a refusal to meet or talk.
const MEET: &str = "meet";

/// The issues of an act's content, each once, with the words that name it.
pub(super) fn of_act(reading: &Reading, act: &Act, condition: Option<usize>) -> Vec<(Issue, Range<usize>)> {
    let scene = reading.scene;
    let mut out: Vec<(Issue, Range<usize>)> = vec![];
    let cleft = cleft(scene, act);
    let whole = match &cleft {
        Some(cleft) => scene.clause(cleft.clause, &[act.anchor]),
        None => clause(scene, act, condition),
    };
    let content = cleft.map_or(act.content.clone(), |c| vec![c.content]);
    let (content, whole) = match predicated(scene, act).filter(|_| content.is_empty()) {
        Some((clause, said)) => (said, scene.clause(clause, &[act.anchor])),
        None => (thing(scene, act, content), whole),
    };
    let heads = content.iter().flat_map(|w| joined(scene, *w));
    for (i, head) in heads.enumerate() {
        let mut own = phrase(scene, head);
        own.retain(|w| !act.actor_words.contains(w));
        // "refused to receive him"
        let meets = |x: &&Act| x.meeting && x.predicate.word != act.predicate.word;
        let met = || reading.acts.iter().filter(meets).any(|x| x.predicate.word == head || x.anchor == head);
        let talks = || (act.kind == Some(EventType::Reject) && met()).then_some(Issue::Talks);
        let within = || by_its_clause(scene, head);
        let own = || named(scene, act, &own, head, condition);
        if let Some(issue) = described(scene, act, head).or_else(own).or_else(within).or_else(talks)
            && !out.iter().any(|(known, _)| *known == issue)
        {
            let words = if i == 0 || act.content.contains(&head) { whole.clone() } else { scene.clause(head, &[]) };
            out.push((issue, words));
        }
    }
    let noun = |w: &usize| matches!(scene.a.words[*w].upos, Upos::Noun | Upos::Propn);
    if out.is_empty() && !act.content.iter().any(noun) {
        let asked = condition.and_then(|c| issues().among(scene, &phrase(scene, c), c));
        let around = || {
            let mut words = phrase(scene, act.anchor);
            words.retain(|w| !act.actor_words.iter().any(|x| scene.a.is_under(*w, *x)));
            issues().clearly(scene, &words, act.anchor, Some(act.predicate.word))
        };
        out.extend(asked.or_else(around).map(|issue| (issue, whole.clone())));
    } else if out.is_empty() && act.content.iter().any(|w| is_paper(scene, *w)) {
        let issue = match act.stance {
            Some(Stance::Rejects) => of_instrument(reading, &act.content).or(reading.main),
            Some(Stance::Demands | Stance::Conditions) => of_instrument(reading, &act.content),
            _ => None,
        };
        out.extend(issue.map(|issue| (issue, whole.clone())));
    }
    if out.is_empty() {
        out.extend(last_at_issue(reading, act).map(|issue| (issue, whole.clone())));
    }
    // "walked out": of the talks, where it is one of those who negotiate.
    let sits = |p: &PartyId| reading.counterparts.all_sides().iter().any(|q| scene.same_side(*q, scene.principal(*p)));
    let leaves = act.kind == Some(EventType::Reject) && act.mode.as_deref() == Some(MEET) && act.content.is_empty();
    if out.is_empty() && leaves && act.actors.iter().any(sits) && at_talks(scene, act.anchor) {
        out.push((Issue::Talks, whole));
    }
    out
}

/// The issue that a noun phrase names clearly, whoever stands where on it: what talks are about.
pub(crate) fn issue_of(scene: &Scene, head: usize) -> Option<Issue> {
    issues().clearly(scene, &phrase(scene, head), head, None)
}

/// Whether it is talks that someone walks out of, and no hall where another speaks.
fn at_talks(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let sentence = a.words[word].sentence;
    let first = a.sentences[sentence.saturating_sub(NEAR)].words.start;
    let here = a.sentences[sentence].words.clone();
    let named = |list: &[String], w: usize| has(list, scene.lemma(w)) || has(list, &scene.lower(w));
    (first..here.end).any(|w| named(&words().talks, w)) && !here.clone().any(|w| named(&words().speeches, w))
}

/// "an end to the settlements, a matter that Israel refused to discuss": what is discussed is what the clause describes.
fn described(scene: &Scene, act: &Act, head: usize) -> Option<Issue> {
    let a = scene.a;
    let clause = a.ancestors(act.anchor).find(|w| a.words[*w].deprel == "acl:relcl").filter(|c| *c == act.anchor)?;
    let p = predicates::predicate(a, scene.text, head);
    let relative = |w: &usize| a.words[*w].feature("PronType") == Some("Rel");
    if !p.objects.iter().any(relative) {
        return None;
    }
    let noun = a.words[clause].head?;
    let meant = [Some(noun), a.words[noun].head.filter(|_| a.is(noun, "appos"))];
    meant.into_iter().flatten().find_map(|w| issues().clearly(scene, &phrase(scene, w), w, None))
}

/// "rejected a plan to put the president back", "gave up the demand that he resign": what the clause says that the noun
/// is about.
fn by_its_clause(scene: &Scene, head: usize) -> Option<Issue> {
    let a = scene.a;
    // Not of an agreement: that is on whatever it provides.
    if a.words[head].upos != Upos::Noun || !has(&words().aims, scene.lemma(head)) {
        return None;
    }
    let clauses = ["acl", "acl:relcl", "ccomp"].into_iter().flat_map(|rel| a.children_by(head, rel));
    let mut verbs = clauses.filter(|c| *c > head && a.words[*c].upos == Upos::Verb);
    verbs.find_map(|c| issues().clearly(scene, &phrase(scene, c), c, None))
}

/// "turned it down", "gave up the demand", "ruled out the second", "offered one at most": what was last at issue before,
/// in the sentence or the one before it. Of an answer it may be the paper that was last spoken of.
fn last_at_issue(reading: &Reading, act: &Act) -> Option<Issue> {
    let scene = reading.scene;
    // "will have none of it"
    let of =
        |w: usize| scene.a.children_by(w, "nmod").find(|c| predicates::preposition(scene.a, scene.text, *c) == "of");
    let meant = |w: usize| of(w).filter(|_| predicates::names_nobody(&scene.lower(w))).unwrap_or(w);
    let content: Vec<usize> = act.content.iter().copied().filter(|w| *w != act.anchor).map(meant).collect();
    if content.is_empty() || !content.iter().all(|w| is_anaphoric(scene, act, *w)) {
        return None;
    }
    let first = scene.a.sentences[scene.a.words[act.anchor].sentence.saturating_sub(1)].words.start;
    let before = |x: &&Act| (first..act.anchor).contains(&x.anchor) && x.stance.is_some() && !x.content.is_empty();
    let mut acts: Vec<&Act> = reading.acts.iter().filter(before).collect();
    acts.sort_by_key(|x| std::cmp::Reverse(x.anchor));
    let told = acts.into_iter().find_map(|x| Some((x.anchor, of_act(reading, x, None).first()?.0)));
    let answers = matches!(act.stance, Some(Stance::Accepts | Stance::Rejects));
    let paper = last_paper(reading, first..act.anchor).filter(|_| answers);
    told.into_iter().chain(paper).max_by_key(|(at, _)| *at).map(|(_, issue)| issue)
}

/// "it", "three", "the demand": what only points back.
fn is_anaphoric(scene: &Scene, act: &Act, word: usize) -> bool {
    let a = scene.a;
    // Nobody refuses himself: "Chad turned it down" is no Chad.
    let other = |p: &PartyId| !act.actors.iter().any(|x| scene.same_side(*x, *p));
    match a.words[word].upos {
        Upos::Pron => !scene.whom(word).iter().any(other) && !matches!(a.words[word].xpos, "WP" | "WDT"),
        Upos::Num => true,
        Upos::Noun => {
            let definite = a.children_by(word, "det").any(|d| has(&words().definite, &scene.lower(d)));
            let bare = a.child(word, &["nmod", "acl", "ccomp", "compound", "amod"]).is_none();
            definite && bare && has(&words().aims, scene.lemma(word))
        }
        _ => false,
    }
}

/// A free relative, "what Chad wants": what it stands for, and the head of the clause that says so.
struct Cleft {
    content: usize,
    clause: usize,
}

/// "Its withdrawal is what Chad demands", "What Chad wants is a federation".
fn cleft(scene: &Scene, act: &Act) -> Option<Cleft> {
    let a = scene.a;
    let head = a.words[act.anchor].head?;
    let what = |w: usize| scene.lower(w) == WHAT;
    if a.is(act.anchor, "csubj") {
        let free = a.children(act.anchor).iter().any(|c| what(*c)) && a.child(head, &["cop"]).is_some();
        return free.then_some(Cleft { content: head, clause: head });
    }
    if !a.is(act.anchor, "acl") || !what(head) {
        return None;
    }
    match a.words[head].head.filter(|_| a.is(head, "nsubj")) {
        Some(content) => Some(Cleft { content, clause: content }),
        None => a.child(head, &["nsubj"]).map(|content| Cleft { content, clause: head }),
    }
}

/// "demanded an amnesty for the mutineers": of a thing and whom it is for the thing, unless it is who is asked: "pressed
/// Chad for talks".
fn thing(scene: &Scene, act: &Act, content: Vec<usize>) -> Vec<usize> {
    let (a, verb) = (scene.a, act.predicate.word);
    if predicates::is_passive(a, verb) && a.words[verb].upos == Upos::Verb {
        // "The rebels were promised an amnesty by Chad"
        return a.child(verb, &["obj"]).map(|o| predicates::conjuncts(a, o)).unwrap_or(content);
    }
    let objects = &act.predicate.objects;
    let beside = |w: usize| a.words[w].head.is_some_and(|h| h == verb || objects.contains(&h));
    let for_whom = |w: &usize| predicates::preposition(a, scene.text, *w) == FOR && beside(*w);
    let asked = |w: &usize| !scene.parties.mention_at(*w).is_empty() || scene.a.words[*w].upos == Upos::Pron;
    let beside = a.words[verb].upos == Upos::Verb && !content.is_empty() && content.iter().all(for_whom);
    if beside && !objects.is_empty() && !objects.iter().any(asked) { objects.clone() } else { content }
}

/// "Chad's chief demand is a truce", "The release of the prisoners is Chad's main demand": what a noun is said to be, and
/// the head of the clause that says so.
fn predicated(scene: &Scene, act: &Act) -> Option<(usize, Vec<usize>)> {
    let a = scene.a;
    let noun = act.predicate.word;
    if a.words[noun].upos != Upos::Noun || act.actors.is_empty() {
        return None;
    }
    let above = || a.words[noun].head.filter(|h| a.is(noun, "nsubj") && a.child(*h, &["cop"]).is_some());
    let (clause, said) = match a.child(noun, &["cop"]) {
        Some(_) => (noun, a.child(noun, &["nsubj"])?),
        None => above().map(|h| (h, h))?,
    };
    Some((clause, predicates::conjuncts(a, said)))
}

/// The issue of the paper that was spoken of last among these words, with where.
fn last_paper(reading: &Reading, words: Range<usize>) -> Option<(usize, Issue)> {
    let paper = words.rev().find(|w| is_paper(reading.scene, *w))?;
    let own = issues().clearly(reading.scene, &phrase(reading.scene, paper), paper, None);
    own.or_else(|| of_instrument(reading, &[paper])).or(reading.main).map(|issue| (paper, issue))
}

/// What the instrument that these words name is about, by its other mentions: "the nuclear deal", "a truce plan".
fn of_instrument(reading: &Reading, words: &[usize]) -> Option<Issue> {
    let scene = reading.scene;
    let instrument = reading.counterparts.instrument(scene, words)?;
    instrument.mentions.iter().find_map(|m| {
        let words = scene.words_of(m);
        let head = words.clone().find(|w| is_paper(scene, *w))?;
        issues().clearly(scene, &phrase(scene, head), head, None)
    })
}

/// The issue of a head of content. What is promised by mood alone must name it by more than its verb ("will meet").
fn named(scene: &Scene, act: &Act, words: &[usize], head: usize, condition: Option<usize>) -> Option<Issue> {
    // "will talk only if the prisoners are freed"
    if act.kind == Some(EventType::Agree) && head == act.predicate.word && condition.is_none() {
        return issues().besides(scene, words, head, head);
    }
    issues().among(scene, words, head)
}

/// A head of content with what is coordinated with it, verbs too.
fn joined(scene: &Scene, word: usize) -> Vec<usize> {
    let own_subject = |c: &usize| scene.a.child(*c, &["nsubj"]).is_some();
    // "asked that the zone be respected and that inspectors watch over the truce"
    let marked = |c: &usize| scene.a.child(*c, &["mark"]).is_some() && scene.a.child(word, &["mark"]).is_some();
    let with = |c: &usize| (!own_subject(c) || marked(c)) && !predicates::stray(scene.a, *c);
    std::iter::once(word).chain(scene.a.children_by(word, "conj").filter(with)).collect()
}

/// What hangs on a head, without what is coordinated with it and without clauses that tell more of it.
pub(super) fn phrase(scene: &Scene, head: usize) -> Vec<usize> {
    let a = scene.a;
    let circumstance = |w: usize| {
        let case = predicates::preposition(a, scene.text, w);
        predicates::marks(&predicates::cases().circumstance, &case)
    };
    let aside = |w: usize| {
        let deprel = a.words[w].deprel;
        matches!(deprel, "acl:relcl" | "parataxis" | "appos")
            || (a.is(w, "conj") && a.words[w].head == Some(head))
            // "to repair the damage, Mali must" says why, not what.
            || (a.is(w, "advcl") && (w < head || !predicates::infinitive(a, scene.text, w)))
            || (matches!(a.words[w].rel(), "obl" | "nmod") && circumstance(w))
    };
    // "an agreement to end the war" is on whatever it provides.
    let purpose = |w: usize| is_paper(scene, head) && a.is(w, "acl");
    let inside = |w: &usize| {
        let mut up = a.ancestors(*w).take_while(|x| *x != head);
        a.is_under(*w, head) && !up.any(|x| aside(x) || purpose(x))
    };
    a.subtree(head).filter(inside).collect()
}

/// The clause of an act with what it is about and the condition it is put under.
fn clause(scene: &Scene, act: &Act, condition: Option<usize>) -> Range<usize> {
    let told: Vec<usize> = act.actor_words.iter().chain(&act.content).copied().chain(condition).collect();
    scene.clause(act.anchor, &told)
}
