//! On whose errand does somebody act? "who spoke for Israel", "Ruberwa initialed the pages for the Rally and Kitamatu for
//! the Movement", "mediated for the United Nations".

use std::ops::Range;

use rapporteur_language::Upos;

use super::Ground;
use super::cast::Cast;
use super::sides::represented;

/// Before those for whom somebody acts.
const FOR: &str = "for";
/// Words from a name to the clause that describes its owner.
const NEAR: usize = 4;

/// The group or body for which a person is said to sign, speak or mediate.
pub(super) fn sender(g: &Ground, cast: &Cast, m: usize) -> Option<usize> {
    let member = &cast.members[m];
    let named = member.mentions.iter().filter(|(_, head)| g.analysis.words[*head].upos == Upos::Propn);
    let group = |w: usize| cast.whom(w).iter().copied().find(|q| *q != m && represented(cast.members[*q].kind));
    let mut senders = named.filter_map(|(name, head)| whom(g, name.clone(), *head));
    senders.find_map(group).filter(|_| member.is_person())
}

/// The word that stands for those for whom somebody acts, by one mention of his name.
pub(super) fn whom(g: &Ground, name: Range<usize>, head: usize) -> Option<usize> {
    told(g, name.clone(), head).or_else(|| declared(g, head)).or_else(|| left_out(g, name, head))
}

/// "reiterated the UK's commitment", "expressed Norway's support"
fn declared(g: &Ground, head: usize) -> Option<usize> {
    let a = g.analysis;
    let subject = a.words[head].head.filter(|_| a.is(head, "nsubj"))?;
    let joined = std::iter::once(subject).chain(a.children_by(subject, "conj"));
    let verbs = joined.filter(|v| g.lexicon.told.declaring.contains(&g.lemma(*v)));
    let what = verbs.flat_map(|v| a.children_by(v, "obj")).filter(|o| g.lexicon.told.declared.contains(&g.lemma(*o)));
    what.into_iter().find_map(|o| a.children_by(o, "nmod:poss").find(|w| a.words[*w].upos == Upos::Propn))
}

/// "signed it for the Rally", "who spoke for Israel"
fn told(g: &Ground, name: Range<usize>, head: usize) -> Option<usize> {
    let a = g.analysis;
    // By place: the tree may hang the clause on an earlier name of a list.
    let next = |v: &usize| a.words[*v].sentence == a.words[head].sentence && a.subtree(*v).start <= name.end + NEAR;
    // "Cordovez, the Ecuadorean who mediated for the United Nations"
    let described = std::iter::once(head).chain(a.children_by(head, "appos"));
    let clauses = described.flat_map(|h| a.children_by(h, "acl:relcl")).filter(next);
    let verbs = clauses.chain(a.words[head].head.filter(|_| a.is(head, "nsubj")));
    let whom = |v: usize| a.children_by(v, "obl").find(|c| *c > v && g.preposition(*c).as_deref() == Some(FOR));
    verbs.filter(|v| g.lexicon.told.standing_for.contains(&g.lemma(*v))).find_map(whom)
}

/// "and Kitamatu for the Movement": the verb stands before, with somebody else.
fn left_out(g: &Ground, name: Range<usize>, head: usize) -> Option<usize> {
    let a = g.analysis;
    let own_verb = a.is(head, "nsubj") && a.words[head].head.is_some_and(|v| a.words[v].upos == Upos::Verb);
    let mut before = a.sentences[a.words[head].sentence].words.start..name.start;
    let signed = before.any(|w| a.words[w].upos == Upos::Verb && g.lexicon.told.standing_for.contains(&g.lemma(w)));
    let case = g.after(name.end - 1).filter(|w| g.lower(*w) == FOR)?;
    let whom = a.words[case].head.filter(|w| *w > case && a.words[*w].upos == Upos::Propn)?;
    (signed && !own_verb).then_some(whom)
}
