//! Which noun phrases name a plan, an agreement, a truce, a resolution, and what do they tell of it?

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::{InstrumentKind, PartyId, PartyKind};

use super::lexicon::{Words, words};
use crate::predicates;
use crate::scene::Scene;

/// A mention of an instrument.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    /// The noun.
    pub head: usize,
    /// The words that stand in its clause for it: itself, or "version" of "a version of the plan".
    pub stands: usize,
    pub kind: InstrumentKind,
    pub family: String,
    /// What it is called, without articles and owners.
    pub name: Range<usize>,
    /// Modifiers in lower case, numbers and names included.
    pub modifiers: Vec<String>,
    pub authors: Vec<PartyId>,
    /// 28 of "28-point".
    pub points: Option<u32>,
    /// Points back: "the agreement".
    pub definite: bool,
    /// Has nothing of its own but the noun.
    pub bare: bool,
    /// Is new to the report: "a bilateral ceasefire", "a truce signed in May".
    pub introduced: bool,
    /// Of a noun that is one even when nothing was told of it before: "the accord".
    pub known: bool,
    /// Of a noun for the paper that something stands on: "the text".
    pub version: bool,
    /// Is one only if something has become of it: "a negotiated settlement", "documents".
    pub open: bool,
    /// Is one only if an act tells that it was made: "a deal", "accords", "an appeal".
    pub unsure: bool,
    /// Of a family that one thing may be called by the nouns of: "the plan ... the agreement".
    pub negotiated: bool,
    pub in_force: bool,
}

/// The mentions of a report, in order.
pub(super) fn read(scene: &Scene) -> Vec<Mention> {
    (0..scene.a.words.len()).filter_map(|w| mention(scene, w)).collect()
}

fn mention(scene: &Scene, head: usize) -> Option<Mention> {
    let a = scene.a;
    let w = &a.words[head];
    if !matches!(w.upos, Upos::Noun | Upos::Propn) {
        return None;
    }
    let (noun, first) = noun(scene, head);
    let start = phrase_start(scene, first);
    let modifiers: Vec<String> = (start..first)
        .filter(|x| a.words[*x].upos != Upos::Punct)
        .flat_map(|x| [scene.lower(x), a.words[x].lemma.to_lowercase()])
        .collect();
    let (kind, family) = words().kind(&noun, &modifiers)?;
    let other = names_other(scene, head) || is_body(scene, head, &noun) || resolves(scene, head, &noun);
    if words().excluded(&noun, kind, &modifiers) || other || stands_for_another(scene, head, &noun) {
        return None;
    }
    let determiner = a.children_by(head, "det").next().map(|d| scene.lower(d));
    let is = |test: fn(&Words, &str) -> bool| determiner.as_deref().is_some_and(|d| test(words(), d));
    let owned = a.children_by(head, "nmod:poss").next().is_some();
    let definite = is(Words::is_definite) || owned;
    let telling = |m: &&String| !definite || !words().pointing.contains(m);
    let modifiers: Vec<String> = modifiers.iter().filter(telling).cloned().collect();
    let complement = complement(scene, head);
    // "an accord reached in May", "the outline of a deal"
    let of_version = stands(scene, head) != head && a.is(head, "nmod");
    let described =
        of_version || a.children_by(head, "acl").any(|c| a.words[c].xpos == "VBN" && a.words[c].deprel == "acl");
    let plural = w.feature("Number") == Some("Plur") && w.upos == Upos::Noun && kind != InstrumentKind::Sanctions;
    let intended = plural && has(&words().senses().intended, &noun) && intends(scene, head);
    let counted = a.child(head, &["nummod"]).is_some();
    let bare = modifiers.is_empty() && complement.is_none();
    let needs = bare && !described && words().needs_modifier(&noun);
    let abstracted = determiner.is_none() && !owned && modifiers.is_empty() && has(&words().senses().abstracted, &noun);
    if predicative(scene, head)
        || plotted(scene, head)
        || frames_another(scene, head, &noun)
        || (abstracted && w.upos == Upos::Noun && !plural)
        || is(Words::is_indefinite)
        || intended
    {
        return None;
    }
    let unsure =
        (plural && !definite && !counted) || (!definite && needs) || words().must_be_made(&noun, kind, &modifiers);
    let name = match complement {
        Some(end) if modifiers.is_empty() => start..end,
        _ => start..numbered(scene, head),
    };
    Some(Mention {
        head,
        stands: stands(scene, head),
        kind,
        family: family.to_string(),
        authors: authors(scene, head),
        points: points(scene, head, start..first),
        in_force: words().in_force(&modifiers)
            || (kind == InstrumentKind::Sanctions && lasts(scene, head, definite) && !coming(&modifiers)),
        introduced: is(Words::introduces) && (described || complement.is_some() || tells(&modifiers)),
        known: has(&words().known, &noun) && !plural,
        version: has(&words().versions, &noun),
        open: (!definite && complement.is_none() && !described && words().is_sought(kind, &modifiers))
            || (plural && has(&words().senses().papers, &noun)),
        unsure,
        negotiated: has(&words().negotiated, family),
        definite: definite || w.upos == Upos::Propn,
        name,
        modifiers,
        bare,
    })
}

/// Sanctions that are to be lifted are in force, and so are those that the report speaks of as known.
fn lasts(scene: &Scene, head: usize, definite: bool) -> bool {
    let a = scene.a;
    let lasting = |w: usize| has(&words().senses().lasting, scene.lemma(w));
    let above = a.words[head].head;
    definite || above.is_some_and(lasting) || a.children_by(head, "case").any(lasting)
}

fn coming(modifiers: &[String]) -> bool {
    modifiers.iter().any(|m| has(&words().senses().coming, m))
}

/// Whether there are modifiers that say more than that it is in force.
pub(super) fn tells(modifiers: &[String]) -> bool {
    modifiers.iter().any(|x| !words().in_force(std::slice::from_ref(x)))
}

fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|x| x == word)
}

/// The noun as the lexicon has it, and its first word: "cease-fire" and "road map" are of several.
fn noun(scene: &Scene, head: usize) -> (String, usize) {
    let lemma = scene.a.words[head].lemma.to_lowercase();
    let known = |noun: &String| words().kind(noun, &[]).is_some();
    if let Some(joined) = scene.hyphened(head).filter(known) {
        return (joined, head - 2);
    }
    match head.checked_sub(1) {
        Some(b) if scene.a.words[b].head == Some(head) => {
            let two = format!("{} {lemma}", scene.lower(b));
            if known(&two) { (two, b) } else { (lemma, head) }
        }
        _ => (lemma, head),
    }
}

/// "the resolution of the conflict".
fn resolves(scene: &Scene, head: usize, noun: &str) -> bool {
    let a = scene.a;
    let of = |c: usize| predicates::preposition(a, scene.text, c) == "of";
    has(&words().senses().resolved, noun) && a.words[head].upos == Upos::Noun && a.children_by(head, "nmod").any(of)
}

/// "called it a fair bargain", "this is a bad deal": said of something else.
fn predicative(scene: &Scene, head: usize) -> bool {
    scene.a.is(head, "xcomp") || scene.a.child(head, &["cop"]).is_some()
}

/// "a plan to kill him".
fn plotted(scene: &Scene, head: usize) -> bool {
    let aim =
        |c: usize| predicates::infinitive(scene.a, scene.text, c) && has(&words().senses().plotted, scene.lemma(c));
    scene.a.children_by(head, "acl").any(aim)
}

/// "in the framework of a visit": what frames something else.
fn frames_another(scene: &Scene, head: usize, noun: &str) -> bool {
    let a = scene.a;
    let of = |c: usize| predicates::preposition(a, scene.text, c) == "of";
    let within = || matches!(predicates::preposition(a, scene.text, head).as_str(), "in" | "within" | "under" | "on");
    has(&words().senses().framing, noun) && a.children_by(head, "nmod").any(of) && within()
}

/// "plans to fly to the moon".
fn intends(scene: &Scene, head: usize) -> bool {
    scene.a.children_by(head, "acl").any(|c| predicates::infinitive(scene.a, scene.text, c))
}

/// An organisation by this name, or a noun that is one only in a name and here is not.
fn is_body(scene: &Scene, head: usize, noun: &str) -> bool {
    let a = scene.a;
    let named = a.words[head].upos == Upos::Propn || a.form(scene.text, head).starts_with(char::is_uppercase);
    let short = || a.words.get(head + 1).is_some_and(|w| scene.text[w.range.clone()].starts_with('('));
    let party = |p: &PartyId| scene.party(*p).is_some_and(|p| p.kind != PartyKind::State);
    (has(&words().senses().named, noun) && !named)
        || (named && has(&words().senses().bodies, noun) && short())
        || scene.parties.mention_at(head).iter().any(party)
}

/// "the outline of a deal": the deal is the instrument.
fn stands_for_another(scene: &Scene, head: usize, noun: &str) -> bool {
    let a = scene.a;
    let of = a.children_by(head, "nmod").find(|c| predicates::preposition(a, scene.text, *c) == "of");
    has(&words().versions, noun) && of.is_some_and(|c| words().kind(&self::noun(scene, c).0, &[]).is_some())
}

/// A modifier of another noun ("ceasefire talks", "ceasefire agreement"), or part of a longer name.
fn names_other(scene: &Scene, head: usize) -> bool {
    let a = scene.a;
    let above = a.words[head].head.filter(|_| a.is(head, "compound"));
    let named = |h: usize| words().kind(&a.words[h].lemma.to_lowercase(), &[scene.lower(head)]).is_some();
    // "the Government of National Accord"
    let body = a.words[head].head.filter(|h| a.is(head, "nmod") && !scene.parties.mention_at(*h).is_empty());
    let of_name = body.is_some_and(|h| scene.name_at(head).is_some_and(|n| n.contains(&h)));
    of_name
        || above.is_some_and(|h| named(h) || !words().before.iter().any(|n| *n == a.words[h].lemma))
        || a.name_at(head).is_some_and(|n| {
            matches!(n.kind, rapporteur_language::NameKind::Person | rapporteur_language::NameKind::Organisation)
                && n.words.end > head + 1
        })
}

/// The first of the modifiers that belong to the name: no article, owner, ordinal of time or country.
fn phrase_start(scene: &Scene, head: usize) -> usize {
    let a = scene.a;
    let mut start = head;
    while start > 0 && a.words[start - 1].sentence == a.words[head].sentence {
        let b = start - 1;
        let w = &a.words[b];
        let own = a.is_under(b, head) && !a.ancestors(b).take_while(|x| *x != head).any(|x| a.is(x, "nmod:poss"));
        let inner = matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb)
            || (w.upos == Upos::Punct
                && w.range.end == a.words[start].range.start
                && b > 0
                && a.words[b - 1].range.end == w.range.start);
        let owner = !scene.parties.mention_at(b).is_empty()
            && w.upos != Upos::Num
            && start == head
            && a.words[head].upos != Upos::Propn
            && a.is(b, "amod");
        if !own || !inner || owner || a.is(b, "nmod:poss") {
            break;
        }
        start = b;
    }
    // Of "Syrian-led settlement" and "French-drafted text" the owner falls with what is joined to it.
    let joined =
        |w: usize| w > 0 && a.words[w - 1].upos == Upos::Punct && a.words[w - 1].range.end == a.words[w].range.start;
    let mut owned = false;
    while start < head {
        let owner = owner_of(scene, start, head);
        if !owner && a.words[start].upos != Upos::Punct && !(owned && joined(start)) {
            break;
        }
        owned |= owner;
        start += 1;
    }
    start
}

/// A country or body before the noun is its author, not its name, unless the whole is a name.
fn owner_of(scene: &Scene, w: usize, head: usize) -> bool {
    scene.a.words[head].upos != Upos::Propn && !scene.parties.mention_at(w).is_empty()
}

/// Behind the noun: "Resolution 242".
fn numbered(scene: &Scene, head: usize) -> usize {
    let next = head + 1;
    let number = |w: usize| scene.a.words[w].upos == Upos::Num && scene.a.words[w].head == Some(head);
    if next < scene.a.words.len() && number(next) { next + 1 } else { head + 1 }
}

/// The end of what the noun is of, to or about: "a proposal to begin talks", "the application to the EU".
fn complement(scene: &Scene, head: usize) -> Option<usize> {
    let a = scene.a;
    let own = a.children(head).iter().copied().filter(|c| *c > head).find(|c| match a.words[*c].deprel {
        // "an accord, to be signed in May" is no accord to sign.
        "acl" => predicates::infinitive(a, scene.text, *c) && a.subtree(*c).start == head + 1,
        "nmod" => {
            let case = predicates::preposition(a, scene.text, *c);
            let party = || !scene.parties.mention_at(*c).is_empty();
            // "presented a plan to the Council" tells to whom.
            let given = || case == "to" && party();
            // "presented a plan this morning to ..."
            let beside = (head + 1..a.subtree(*c).start).all(|w| !scene.is_time(w));
            let about = has(&words().about, &case) && !given();
            !scene.is_time(*c) && beside && (about || (has(&words().with, &case) && party()))
        }
        _ => false,
    })?;
    // Up to the first comma: "an agreement to end the war, after 21 days of talks".
    let span = own..a.subtree(own).end;
    Some(span.clone().find(|w| a.words[*w].upos == Upos::Punct && !inner(scene, *w)).unwrap_or(span.end))
}

/// A hyphen or apostrophe within a word.
fn inner(scene: &Scene, w: usize) -> bool {
    let words = &scene.a.words;
    words
        .get(w + 1)
        .is_some_and(|next| words[w - 1].range.end == words[w].range.start && words[w].range.end == next.range.start)
}

/// "the latest version of the plan": in its clause the version stands for the plan.
fn stands(scene: &Scene, head: usize) -> usize {
    let a = scene.a;
    let of = a.is(head, "nmod") && predicates::preposition(a, scene.text, head) == "of";
    let compound = a.is(head, "compound");
    match a.words[head].head {
        Some(h) if of && words().versions.iter().any(|v| *v == a.words[h].lemma) => h,
        Some(h) if compound => h,
        _ => head,
    }
}

/// Owner, country or body before it, "by" whom, "between" whom.
fn authors(scene: &Scene, head: usize) -> Vec<PartyId> {
    let a = scene.a;
    let owned =
        a.children_by(head, "nmod:poss").chain(a.children_by(head, "amod")).chain(a.children_by(head, "compound"));
    let behind =
        a.children_by(head, "nmod").filter(|c| has(&words().makers, &predicates::preposition(a, scene.text, *c)));
    let made = a
        .children_by(head, "acl")
        .filter(|c| a.words[*c].xpos == "VBN" && predicates::is_passive(a, *c))
        .flat_map(|c| predicates::predicate(a, scene.text, c).subjects);
    let heads: Vec<usize> = owned.chain(behind).flat_map(|w| predicates::conjuncts(a, w)).chain(made).collect();
    let mut out: Vec<PartyId> = vec![];
    for p in scene.all(&heads).into_iter().map(|p| scene.principal(p)) {
        if !out.iter().any(|q| scene.same_side(*q, p)) {
            out.push(p);
        }
    }
    out
}

/// The number of "28-point", "ten-point" and "of 13 points".
fn points(scene: &Scene, head: usize, modifiers: Range<usize>) -> Option<u32> {
    let a = scene.a;
    let point = |w: &usize| has(&words().points, &scene.lower(*w));
    let number = |w: usize| words().number(&scene.lower(w));
    let hyphen = |w: usize| if a.form(scene.text, w) == "-" { w.checked_sub(1) } else { Some(w) };
    let before = modifiers.clone().find(point).and_then(|w| number(hyphen(w.checked_sub(1)?)?));
    // Tokens that hold both: "28-point".
    let whole = || {
        modifiers.clone().find_map(|w| {
            let form = scene.lower(w);
            let (number, noun) = form.rsplit_once('-')?;
            words().number(number).filter(|_| has(&words().points, noun))
        })
    };
    let of = || a.children_by(head, "nmod").find(point).and_then(|w| number(a.child(w, &["nummod"])?));
    before.or_else(whole).or_else(of)
}
