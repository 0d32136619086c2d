//! Which frame does a word evoke, and what are its arguments?

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::{PartyId, PartyKind};

use super::lexicon::{Complement, Condition, Frame, Frames, Pattern, Pos};
use crate::predicates::{self, Predicate};
use crate::scene::Scene;

/// Stands in a pattern for any name of a place: "seize +@place".
const NAMED_PLACE: &str = "@place";
/// ... for whoever is a person or holds an office: "call on:@person".
const SOMEONE: &str = "@person";
/// Words of a trigger at the most.
const LONGEST_TRIGGER: usize = 4;

/// The patterns that a word meets, the most demanding first: those that are events, and the first of those that tell
/// what becomes of an instrument, how a territory changes hands, and where one stands; and the verb that tells whether and when.
pub fn evoked<'f>(scene: &Scene, frames: &'f Frames, word: usize) -> Option<(Vec<&'f Pattern>, usize)> {
    let w = &scene.a.words[word];
    if !matches!(w.upos, Upos::Verb | Upos::Noun | Upos::Adj | Upos::Propn) {
        return None;
    }
    let patterns = patterns(scene, frames, word);
    let participles = if matches!(w.xpos, "VBN" | "JJ") { frames.patterns(&scene.lower(word)) } else { &[] };
    if patterns.is_empty() && participles.is_empty() {
        return None;
    }
    let anchor = anchor(scene, frames, word);
    let p = arguments(scene, frames, word, anchor);
    let lent = anchor != word && frames.is_light(scene.lemma(anchor));
    let fits = |x: &&Pattern| {
        let frame = frames.frame(x);
        (lent || !frame.light)
            && of_speech(scene, frame.pos, word)
            && x.conditions.iter().all(|c| holds(scene, frames, &p, c))
    };
    let all = || participles.iter().chain(patterns);
    if all().find(fits).is_some_and(|x| frames.frame(x).is_idiom()) {
        return None;
    }
    let events = all().filter(|x| frames.frame(x).kind.is_some()).filter(fits);
    let other =
        |is: fn(&Frame) -> bool| all().filter(|x| frames.frame(x).kind.is_none() && is(frames.frame(x))).find(fits);
    let step = other(|f| f.step.is_some());
    // "Mali drove Chad out of the town": what one loses another gains.
    let changes = changes(frames, all().filter(fits));
    let stance = other(|f| f.step.is_none() && f.change.is_none() && !f.is_idiom());
    Some((events.chain(step).chain(changes).chain(stance).collect(), anchor))
}

/// The first pattern of each change of control.
fn changes<'f>(frames: &Frames, fitting: impl Iterator<Item = &'f Pattern>) -> Vec<&'f Pattern> {
    let mut out: Vec<&Pattern> = vec![];
    for x in fitting.filter(|x| frames.frame(x).kind.is_none() && frames.frame(x).change.is_some()) {
        if out.iter().all(|o| frames.frame(o).change != frames.frame(x).change) {
            out.push(x);
        }
    }
    out
}

/// The patterns of a word's lemma; where the lexicon has none, of what its form may be the form of: the lemma of a
/// rare word is often a guess ("conferr").
fn patterns<'f>(scene: &Scene, frames: &'f Frames, word: usize) -> &'f [Pattern] {
    if is_whereabouts(scene, word) && names_place(scene, word) {
        return frames.patterns(NAMED_PLACE);
    }
    let lemma = scene.lemma(word);
    let known = if lemma.bytes().any(|b| b.is_ascii_uppercase()) {
        frames.patterns(&lemma.to_lowercase())
    } else {
        frames.patterns(lemma)
    };
    let form = scene.lower(word);
    if (!known.is_empty() && inflects(scene, word, lemma, &form)) || !form.is_ascii() {
        return known;
    }
    if let Some(verb) = frames.irregular(&form) {
        return frames.patterns(verb);
    }
    let stems = ["ed", "ing", "es", "s"].into_iter().filter_map(|end| form.strip_suffix(end)).filter(|s| s.len() > 2);
    let candidates = stems.flat_map(|s| {
        let doubled = s.bytes().rev().take(2).collect::<Vec<_>>();
        let single = if doubled[0] == doubled[1] { &s[..s.len() - 1] } else { s };
        [s.to_string(), format!("{s}e"), single.to_string(), s.strip_suffix('i').map_or(s.into(), |s| format!("{s}y"))]
    });
    candidates.map(|c| frames.patterns(&c)).find(|p| !p.is_empty()).unwrap_or(known)
}

/// Whether a verb in -s is a form of its lemma: of "deplores" the lemma is at times "deploy".
fn inflects(scene: &Scene, word: usize, lemma: &str, form: &str) -> bool {
    if scene.a.words[word].xpos != "VBZ" || lemma.len() < 4 {
        return true;
    }
    let Some(stem) = form.strip_suffix('s') else { return true };
    let es = stem.strip_suffix('e');
    stem == lemma || es == Some(lemma) || es.and_then(|s| s.strip_suffix('i')) == lemma.strip_suffix('y')
}

fn of_speech(scene: &Scene, pos: Pos, word: usize) -> bool {
    let w = &scene.a.words[word];
    match pos {
        Pos::Verb => w.upos == Upos::Verb && !(w.rel() == "amod" || w.rel() == "compound"),
        Pos::Noun => w.upos == Upos::Noun || (w.upos == Upos::Propn && w.lemma.chars().all(|c| !c.is_uppercase())),
        Pos::Adjective => {
            // "is prepared to sign", not "they prepared to sign"
            let active = || scene.a.child(word, &["nsubj"]).is_some() && !predicates::is_passive(scene.a, word);
            (w.upos == Upos::Adj && w.rel() != "amod") || (w.upos == Upos::Verb && w.xpos == "VBN" && !active())
        }
        Pos::Place => is_whereabouts(scene, word),
    }
}

/// For the noun of a light verb ("held talks", "an attack was launched"), the verb; otherwise the word.
fn anchor(scene: &Scene, frames: &Frames, word: usize) -> usize {
    let w = &scene.a.words[counted(scene, frames, word)];
    match w.head {
        Some(h) if w.upos == Upos::Noun && scene.a.words[h].upos == Upos::Verb => {
            let top = counted(scene, frames, word);
            let done = w.deprel == "nsubj:pass" || predicates::is_object(scene.a, scene.text, top);
            let lent = done && frames.is_light(scene.lemma(h));
            if lent || w.deprel == "nsubj" { h } else { made(scene, frames, word).unwrap_or(word) }
        }
        _ => made(scene, frames, word).unwrap_or(word),
    }
}

/// "the proposal made by Oman": the verb that describes the noun that it lends its subject to.
fn made(scene: &Scene, frames: &Frames, word: usize) -> Option<usize> {
    let described = |v: &usize| scene.a.words[*v].xpos == "VBN" && frames.is_light(scene.lemma(*v));
    scene.a.children_by(word, "acl").find(described).filter(|_| scene.a.words[word].upos == Upos::Noun)
}

/// Of "a third day of talks" the day: the noun that counts this one, or the word itself.
pub fn counted(scene: &Scene, frames: &Frames, word: usize) -> usize {
    let a = scene.a;
    let counts = |w: &usize| {
        let of = a.is(*w, "nmod") && predicates::preposition(a, scene.text, *w) == "of";
        a.words[*w].head.filter(|h| of && frames.is_transparent(scene.lemma(*h)))
    };
    if a.words[word].upos == Upos::Noun { counts(&word).unwrap_or(word) } else { word }
}

/// The arguments of a word; of the noun of a light verb, those of the verb too.
pub fn arguments(scene: &Scene, frames: &Frames, word: usize, anchor: usize) -> Predicate {
    let mut p = predicates::predicate(scene.a, scene.text, word);
    if anchor != word {
        lend(scene, frames, &mut p, anchor);
    }
    behind_times(scene, &mut p);
    // "called on Friday" calls on nobody.
    p.obliques.retain(|(_, w)| !scene.is_time(*w));
    p
}

/// "met for two hours with the king", "spoke by phone with the king": trees often hang on a time, a place or a means whom
/// one met.
fn behind_times(scene: &Scene, p: &mut Predicate) {
    let a = scene.a;
    let below = |(_, w): &(String, usize)| a.children_by(*w, "nmod").filter(|c| !scene.is_time(*c)).collect::<Vec<_>>();
    let means =
        |w: usize| matches!(scene.lemma(w), "phone" | "telephone" | "video" | "hotline" | "sideline" | "margin");
    let times =
        p.obliques.iter().filter(|(_, w)| *w > p.word && (scene.is_time(*w) || scene.is_place(*w) || means(*w)));
    let led = |w: usize| (predicates::preposition(a, scene.text, w), w);
    let with = |(case, _): &(String, usize)| case == "with";
    let phrases: Vec<_> = times.flat_map(below).map(led).filter(with).collect();
    p.obliques.extend(phrases.into_iter().flat_map(|(case, w)| {
        predicates::conjuncts(a, w).into_iter().map(move |x| (case.clone(), x)).collect::<Vec<_>>()
    }));
}

/// Gives the noun of a verb the verb's arguments.
fn lend(scene: &Scene, frames: &Frames, p: &mut Predicate, anchor: usize) {
    let verb = predicates::predicate(scene.a, scene.text, anchor);
    let top = counted(scene, frames, p.word);
    if frames.is_light(scene.lemma(anchor)) && scene.a.words[top].deprel != "nsubj" {
        let lent: Vec<usize> = verb.subjects.into_iter().filter(|s| *s != top).collect();
        // "rejected Chad's demand": the demand is Chad's.
        let owned = scene.a.children_by(p.word, "nmod:poss").any(|o| scene.a.words[o].upos != Upos::Pron);
        if !lent.is_empty() && !owned {
            p.subjects = lent;
        }
        p.indirect = verb.indirect;
    }
    p.obliques.extend(verb.obliques.into_iter().filter(|(_, w)| *w != top));
    p.complements.extend(verb.complements);
}

/// The words that a pattern asks for beside its first.
pub fn named(scene: &Scene, frames: &Frames, p: &Predicate, pattern: &Pattern) -> Vec<usize> {
    let one_of = |w: &usize, nouns: &[String]| {
        nouns.contains(&scene.a.words[*w].lemma.to_lowercase())
            || scene.hyphened(*w).is_some_and(|h| nouns.contains(&h))
    };
    let words = |c: &Condition| match c {
        Condition::Object(nouns) => {
            p.objects.iter().flat_map(|w| kinds(scene, frames, *w)).filter(|w| one_of(w, nouns)).collect()
        }
        Condition::Oblique(case, nouns) => p.with(case).filter(|w| one_of(w, nouns)).collect::<Vec<_>>(),
        _ => vec![],
    };
    pattern.conditions.iter().flat_map(words).collect()
}

/// A noun with what it counts or carries: of "two tons of grain" the grain, of "an aid programme" the aid.
fn kinds(scene: &Scene, frames: &Frames, word: usize) -> Vec<usize> {
    let a = scene.a;
    let mut out = vec![word];
    if frames.is_transparent(scene.lemma(word)) {
        let of = |c: &usize| predicates::preposition(a, scene.text, *c) == "of";
        out.extend(a.children_by(word, "nmod").filter(of).flat_map(|w| kinds(scene, frames, w)));
    }
    if frames.carries(scene.lemma(word)) {
        out.extend(a.children_by(word, "compound").chain(a.children_by(word, "amod")));
    }
    out
}

fn holds(scene: &Scene, frames: &Frames, p: &Predicate, condition: &Condition) -> bool {
    let a = scene.a;
    let one_of = |w: usize, nouns: &[String]| {
        let lemma = a.words[w].lemma.to_lowercase();
        nouns.iter().any(|n| *n == lemma || (n == NAMED_PLACE && names_place(scene, w)))
            || scene.hyphened(w).is_some_and(|h| nouns.contains(&h))
    };
    match condition {
        Condition::Particle(word) => {
            p.with(word).next().is_some()
                || a.children_by(p.word, "compound:prt").any(|c| scene.lower(c) == *word)
                // "charged Chad with arming them"
                || a.children_by(p.word, "advcl").any(|c| {
                    a.words[c].xpos == "VBG" && a.children_by(c, "mark").any(|m| m + 1 == c && scene.lower(m) == *word)
                })
                // "took them hostage", "found her guilty"
                || ["advmod", "xcomp"].iter().any(|rel| a.children_by(p.word, rel).any(|c| scene.lower(c) == *word))
                // "cut off the town": trees often hang the particle on the object.
                || p.objects.iter().any(|o| *o > p.word && a.children_by(*o, "case").any(|c| scene.lower(c) == *word))
        }
        Condition::Object(nouns) => {
            let compound = a.children_by(p.word, "compound").chain(a.children_by(p.word, "amod"));
            let noun = a.words[p.word].upos == Upos::Noun;
            p.objects.iter().flat_map(|w| kinds(scene, frames, *w)).any(|w| one_of(w, nouns))
                || (noun && compound.into_iter().any(|w| one_of(w, nouns)))
        }
        Condition::Called(names) => {
            let behind = p.complements.iter().chain(&p.objects).copied().filter(|w| *w > p.word);
            let also = ["advmod", "obl", "advcl"].iter().flat_map(|rel| a.children_by(p.word, rel));
            behind.chain(also).any(|w| one_of(w, names) || names.contains(&scene.lower(w)))
        }
        Condition::Someone => {
            // "called the deputies traitors" is no call.
            let (called, named) =
                if p.objects.is_empty() { (&p.complements, &[][..]) } else { (&p.objects, &*p.complements) };
            called.iter().any(|w| someone(scene, *w)) && !named.iter().any(|w| a.words[*w].upos != Upos::Verb)
        }
        Condition::Subject(nouns) => {
            let described = |s: usize| a.children_by(s, "compound").chain(a.children_by(s, "amod"));
            let all = p.subjects.iter().flat_map(|s| kinds(scene, frames, *s));
            all.into_iter().any(|s| one_of(s, nouns) || described(s).any(|w| one_of(w, nouns)))
        }
        Condition::Oblique(case, nouns) => {
            let person = |w: usize| nouns.iter().any(|n| n == SOMEONE) && someone(scene, w);
            p.with(case).any(|w| one_of(w, nouns) || person(w))
        }
        Condition::Complement(form) => p.complements.iter().any(|c| marked(scene, *c, *form)),
        Condition::Doing(form, verbs) => p.complements.iter().any(|c| one_of(*c, verbs) && marked(scene, *c, *form)),
        Condition::Party => p.objects.iter().any(|w| !scene.parties.mention_at(*w).is_empty()),
        Condition::Transitive => !p.objects.is_empty(),
        Condition::Intransitive => p.objects.is_empty(),
        Condition::Aimless => {
            let own = |w: usize| !a.ancestors(w).take_while(|x| *x != p.word).any(|x| a.is(x, "conj"));
            !a.subtree(p.word).any(|w| w > p.word && predicates::infinitive(a, scene.text, w) && own(w))
        }
    }
}

/// Whether a word stands for a person or the holder of an office. (Trees take "called King Salman" for naming: the
/// object of a call may look like a complement.)
fn someone(scene: &Scene, word: usize) -> bool {
    let there = scene.parties.mention_at(word);
    let person = |p: &PartyId| scene.party(*p).is_some_and(|p| matches!(p.kind, PartyKind::Person | PartyKind::Office));
    // "the rebels' commander" stands for the rebels.
    let leads = || has_leader(scene.lemma(word)) && scene.a.words[word].feature("Number") == Some("Sing");
    there.iter().any(person) || leads() && !scene.whom(word).is_empty()
}

/// Nouns for one who heads others or speaks for them.
fn has_leader(lemma: &str) -> bool {
    matches!(
        lemma,
        "leader" | "commander" | "chief" | "negotiator" | "envoy" | "representative" | "emissary" | "counterpart"
    )
}

/// Whether a word is the name of a place.
fn names_place(scene: &Scene, word: usize) -> bool {
    scene.a.words[word].upos == Upos::Propn && scene.place_in(word..word + 1).is_some()
}

/// "was in Cairo", "are at the table": where the subject is. ("IS in Syria" is none that is in Syria.)
fn is_whereabouts(scene: &Scene, word: usize) -> bool {
    // "are due back at the table": trees take the "due" for a preposition.
    let led =
        || scene.a.children_by(word, "case").any(|c| predicates::marks(&predicates::cases().place, &scene.lower(c)));
    let small = |c: usize| scene.a.form(scene.text, c).bytes().all(|b| b.is_ascii_lowercase());
    scene.a.child(word, &["cop"]).is_some_and(small) && led()
}

fn marked(scene: &Scene, clause: usize, form: Complement) -> bool {
    let a = scene.a;
    let to = a.children_by(clause, "mark").chain(a.children_by(clause, "aux")).any(|m| scene.lower(m) == "to");
    match form {
        Complement::To => to,
        Complement::Ing => a.words[clause].xpos == "VBG" && a.child(clause, &["nsubj"]).is_none(),
        Complement::Base => !to && subjunctive(scene, clause),
        Complement::That => !to && a.words[clause].rel() != "xcomp" && a.words[clause].xpos != "VBG",
    }
}

/// "that it withdraw", "that it be lifted", "that it should go": what is to be, not what is.
fn subjunctive(scene: &Scene, clause: usize) -> bool {
    let a = scene.a;
    let governor_past = a.words[clause].head.is_some_and(|h| matches!(a.words[h].xpos, "VBD" | "VBN"));
    let helpers: Vec<String> = a
        .children(clause)
        .iter()
        .filter(|c| matches!(a.words[**c].rel(), "aux" | "cop"))
        .map(|c| scene.lower(*c))
        .collect();
    match helpers.first() {
        Some(first) => matches!(first.as_str(), "be" | "should" | "must"),
        None => a.words[clause].xpos == "VB" || (a.words[clause].xpos == "VBP" && governor_past),
    }
}

/// The words that name the act: from the light verb, or with particle and complement, as long as it stays short.
pub fn trigger(scene: &Scene, word: usize, anchor: usize, pattern: &Pattern) -> Range<usize> {
    let a = scene.a;
    let mut span = word.min(anchor)..word.max(anchor) + 1;
    if span.len() > LONGEST_TRIGGER {
        span = word..word + 1;
    }
    for condition in &pattern.conditions {
        let also = match condition {
            Condition::Particle(p) => a.subtree(word).find(|w| scene.lower(*w) == *p && *w > word),
            Condition::Complement(Complement::To) | Condition::Doing(Complement::To, _) => a.child(word, &["xcomp"]),
            _ => None,
        };
        if let Some(w) = also.filter(|w| *w >= span.end && w + 1 - span.start <= LONGEST_TRIGGER) {
            span.end = w + 1;
        }
    }
    span
}
