//! Which noun phrases name a plan, an agreement, a truce, a resolution, and what do they tell of it?

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::{InstrumentKind, PartyId};

use super::lexicon::words;
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
    let noun = w.lemma.to_lowercase();
    let start = phrase_start(scene, head);
    let modifiers: Vec<String> = (start..head)
        .filter(|x| a.words[*x].upos != Upos::Punct)
        .flat_map(|x| [scene.lower(x), a.words[x].lemma.to_lowercase()])
        .collect();
    let (kind, family) = words().kind(&noun, &modifiers)?;
    if words().excluded(&noun, &modifiers) || names_other(scene, head) || resolves(scene, head, &noun) {
        return None;
    }
    let telling = |m: &&String| !words().pointing.contains(m);
    let modifiers: Vec<String> = modifiers.iter().filter(telling).cloned().collect();
    let determiner = a.children_by(head, "det").next().map(|d| scene.lower(d));
    let indefinite = determiner.as_deref().is_some_and(|d| words().is_indefinite(d));
    let complement = complement(scene, head);
    let plural = w.feature("Number") == Some("Plur") && w.upos == Upos::Noun && kind != InstrumentKind::Sanctions;
    let owned = a.children_by(head, "nmod:poss").next().is_some();
    let bare = modifiers.is_empty() && complement.is_none();
    let definite = determiner.as_deref().is_some_and(|d| words().is_definite(d)) || owned;
    if indefinite || (plural && !definite) || (bare && !definite && words().needs_modifier(&noun)) {
        return None;
    }
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
        points: points(scene, start..head),
        in_force: words().in_force(&modifiers),
        definite: definite || w.upos == Upos::Propn,
        name,
        modifiers,
        bare,
    })
}

/// "the resolution of the conflict".
fn resolves(scene: &Scene, head: usize, noun: &str) -> bool {
    let a = scene.a;
    let of = |c: usize| predicates::preposition(a, scene.text, c) == "of";
    words().resolves(noun) && a.words[head].upos == Upos::Noun && a.children_by(head, "nmod").any(of)
}

/// A modifier of another noun ("ceasefire talks", "ceasefire agreement"), or part of a longer name.
fn names_other(scene: &Scene, head: usize) -> bool {
    let a = scene.a;
    let above = a.words[head].head.filter(|_| a.is(head, "compound"));
    let named = |h: usize| words().kind(&a.words[h].lemma.to_lowercase(), &[scene.lower(head)]).is_some();
    above.is_some_and(|h| named(h) || !words().before.iter().any(|n| *n == a.words[h].lemma))
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
    while start < head && (owner_of(scene, start, head) || a.words[start].upos == Upos::Punct) {
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
        "acl" => predicates::infinitive(a, scene.text, *c),
        "nmod" => matches!(predicates::preposition(a, scene.text, *c).as_str(), "on" | "to" | "for" | "of" | "with"),
        _ => false,
    })?;
    Some(a.subtree(own).end)
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
    let behind = a
        .children_by(head, "nmod")
        .filter(|c| matches!(predicates::preposition(a, scene.text, *c).as_str(), "by" | "between" | "among" | "from"));
    let made = a
        .children_by(head, "acl")
        .filter(|c| a.words[*c].xpos == "VBN")
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

/// The number of "28-point" and "ten-point".
fn points(scene: &Scene, modifiers: Range<usize>) -> Option<u32> {
    const NUMBERS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    if modifiers.is_empty() {
        return None;
    }
    let phrase = scene.text[scene.a.bytes(modifiers)].to_lowercase();
    let before = &phrase[..phrase.find("-point")?];
    let number = before.rsplit(|c: char| !c.is_alphanumeric()).next()?;
    number.parse().ok().or_else(|| NUMBERS.iter().position(|n| *n == number).map(|i| i as u32 + 1))
}
