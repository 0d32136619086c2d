//! He, she, they, it, who: whom does a pronoun mean?
//!
//! Candidates are weighed by nearness, by what they do in their clause and by agreement; where two weigh about the
//! same, the pronoun stays open.

use rapporteur_language::Upos;
use rapporteur_record::PartyKind;

use super::Ground;
use super::cast::{Cast, Member};
use super::lexicon::Gender;
use super::pairs;
use super::sides::represented;

/// How far ahead of the next the best candidate must be.
const MARGIN: f32 = 0.3;
/// Sentences to look back.
const REACH: usize = 2;

/// What a group has ahead of others where a pronoun owns an office.
const HEADED: f32 = 0.8;
/// What "it" must weigh at the least, as it mostly means a thing.
const SOME_BODY: f32 = 1.5;
/// The entry of the lexicon for those who are sent to negotiate.
const DELEGATION: &str = "body.delegation";

/// What a pronoun asks for.
#[derive(Clone, Copy, PartialEq)]
enum Wants {
    One(Gender),
    Group,
    Body,
}

/// Links all pronouns of the third person and relatives.
pub(super) fn link(g: &Ground, cast: &mut Cast) {
    for w in 0..g.analysis.words.len() {
        if g.analysis.words[w].upos != Upos::Pron || !cast.whom(w).is_empty() {
            continue;
        }
        let wants = match g.lower(w).as_str() {
            "he" | "him" | "his" | "himself" => Wants::One(Gender::Male),
            "she" | "her" | "hers" | "herself" => Wants::One(Gender::Female),
            "they" | "them" | "their" | "theirs" | "themselves" => Wants::Group,
            "it" | "its" | "itself" => Wants::Body,
            "who" | "whom" | "whose" | "which" => {
                for m in antecedent(g, cast, w) {
                    cast.mention(m, w..w + 1, w);
                }
                continue;
            }
            _ => continue,
        };
        for m in glossed(g, cast, w).unwrap_or_else(|| meant(g, cast, w, wants)) {
            cast.mention(m, w..w + 1, w);
            // Who was once "she" is not "he" later on.
            if let Wants::One(gender) = wants {
                cast.members[m].gender.get_or_insert(gender);
            }
        }
    }
}

/// The noun that a relative clause describes.
fn antecedent(g: &Ground, cast: &Cast, w: usize) -> Vec<usize> {
    let whose = g.lower(w) == "whose";
    if g.analysis.words[w].feature("PronType") != Some("Rel") && !whose {
        return vec![];
    }
    let clause = g.analysis.ancestors(w).skip(1).take(3).find(|a| g.analysis.is(*a, "acl:relcl"));
    let noun = clause.and_then(|c| g.analysis.words[c].head).filter(|n| *n < w);
    let named = |n: usize| {
        // "the Islamic movement Hamas, which": the noun before the name.
        let names =
            ["nmod:desc", "appos", "flat", "compound"].into_iter().flat_map(|rel| g.analysis.children_by(n, rel));
        names.map(|c| cast.whom(c)).find(|w| !w.is_empty()).unwrap_or(&[]).to_vec()
    };
    let own = noun.map(|n| cast.whom(n).to_vec()).unwrap_or_default();
    if own.is_empty() { noun.map(named).unwrap_or_default() } else { own }
}

/// "He (Clerides) has ...": the writer says who is meant.
fn glossed(g: &Ground, cast: &Cast, w: usize) -> Option<Vec<usize>> {
    let open = g.after(w).filter(|o| g.form(*o) == "(")?;
    let name = g.after(open)?;
    let there = cast.whom(name);
    (!there.is_empty()).then(|| there.to_vec())
}

fn meant(g: &Ground, cast: &Cast, w: usize, wants: Wants) -> Vec<usize> {
    let here = g.analysis.words[w].sentence;
    let mut best: Vec<(f32, Vec<usize>)> = vec![];
    for (head, there) in cast.before(w).take_while(|(h, _)| g.analysis.words[*h].sentence + REACH >= here) {
        let joined = if wants == Wants::Group { joined_at(g, cast, w, head) } else { vec![] };
        let fitting: Vec<usize> = match joined.len() {
            0 | 1 => there.iter().copied().filter(|m| fits(&cast.members[*m], wants)).collect(),
            _ => joined,
        };
        if fitting.is_empty() || barred(g, w, head) {
            continue;
        }
        let Some(weight) = weight(g, cast, w, head, fitting[0], wants) else { continue };
        match best.iter_mut().find(|(_, m)| *m == fitting) {
            Some(known) => known.0 = known.0.max(weight),
            None => best.push((weight, fitting)),
        }
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    let floor = if wants == Wants::Body { SOME_BODY } else { 0.0 };
    match best.as_slice() {
        [(x, m)] if *x >= floor => m.clone(),
        [(x, m), (y, _), ..] if *x >= floor && x - y >= MARGIN => m.clone(),
        _ => vec![],
    }
}

/// Those joined by "and" from this word on, before the pronoun: "they" may be "the envoy and the minister",
/// and those who met each other.
fn joined_at(g: &Ground, cast: &Cast, w: usize, head: usize) -> Vec<usize> {
    if let [pair] = pairs::pairs_at(g, cast, head, cast.whom(head)).as_slice() {
        return pair.clone();
    }
    let mut joined = cast.whom(head).to_vec();
    for c in g.analysis.children_by(head, "conj").filter(|c| *c < w) {
        joined.extend(cast.whom(c).iter().filter(|m| !joined.contains(m)).copied().collect::<Vec<_>>());
    }
    joined
}

fn fits(m: &Member, wants: Wants) -> bool {
    match wants {
        Wants::One(gender) => !m.is_group() && m.gender.is_none_or(|x| x == gender),
        Wants::Group => m.is_group() && m.kind != PartyKind::State,
        Wants::Body => m.is_group() && !m.plural,
    }
}

/// Whether grammar forbids it: the two would be arguments of one verb, or the name belongs to the pronoun's own noun.
fn barred(g: &Ground, w: usize, head: usize) -> bool {
    let a = g.analysis;
    let (pronoun, name) = (&a.words[w], &a.words[head]);
    let argument = |rel: &str| matches!(rel, "nsubj" | "obj" | "iobj" | "obl");
    if g.lower(w).ends_with("self") || g.lower(w).ends_with("selves") {
        return false;
    }
    if pronoun.deprel != "nmod:poss" && argument(pronoun.rel()) && argument(name.rel()) && pronoun.head == name.head {
        return true;
    }
    if pronoun.deprel == "nmod:poss" && pronoun.head.is_some_and(|h| a.is_under(head, h)) {
        return true;
    }
    let parallel = pronoun.head.is_some_and(|v| shares_subject(g, v, name.head));
    if parallel && argument(pronoun.rel()) && pronoun.rel() != "nsubj" && name.rel() == "nsubj" {
        return true;
    }
    // Who speaks in quotation marks says "I", not "he".
    g.quoted(w) && !g.quoted(head) && a.words[w].sentence == a.words[head].sentence && name.rel() == "nsubj"
}

/// "called the envoy and told him": whether a verb has its subject from the verb that it is joined to.
fn shares_subject(g: &Ground, verb: usize, other: Option<usize>) -> bool {
    let a = g.analysis;
    a.is(verb, "conj") && a.child(verb, &["nsubj"]).is_none() && a.words[verb].head == other
}

/// "its chairman", "their negotiator Ivan Marquez", "the head of its delegation"
fn owns_office(g: &Ground, w: usize) -> bool {
    let a = g.analysis;
    let noun = a.words[w].head.filter(|h| a.words[w].deprel == "nmod:poss" && *h > w);
    let sent = |x: usize| g.lexicon.noun(&g.lemma(x)).is_some_and(|s| s.id == DELEGATION);
    noun.is_some_and(|h| (w + 1..=h).any(|x| g.is_holder_noun(x) || sent(x)))
}

/// Whether a group's people are told of in reports on talks: whoever only reports has no part in them.
fn leads_people(kind: PartyKind) -> bool {
    represented(kind) && !matches!(kind, PartyKind::Media | PartyKind::Company)
}

fn weight(g: &Ground, cast: &Cast, w: usize, head: usize, member: usize, wants: Wants) -> Option<f32> {
    let a = g.analysis;
    let (pronoun, name) = (&a.words[w], &a.words[head]);
    let m = &cast.members[member];
    let away = (pronoun.sentence - name.sentence) as f32;
    let subject = name.rel() == "nsubj";
    let mut score = 2.0 - away;
    score += match name.rel() {
        "nsubj" => 1.0,
        _ if name.deprel == "obl:agent" => 1.0,
        "obj" | "iobj" | "obl" => 0.3,
        "nmod" if name.deprel == "nmod:poss" => 0.2,
        "conj" => 0.2,
        _ => -0.2,
    };
    if subject && name.head.is_some_and(|h| a.words[h].rel() == "root") {
        score += 0.4;
    }
    if subject && pronoun.rel() == "nsubj" {
        score += 0.4;
    }
    // "Denktash said he was ready": the subject of the verb above.
    if away == 0.0 && subject && name.head.is_some_and(|h| a.is_under(w, h)) {
        score += 1.0;
    }
    // "telephoned the envoy and pressed him"
    let object = |rel: &str| matches!(rel, "obj" | "iobj" | "obl");
    let parallel = pronoun.head.is_some_and(|v| shares_subject(g, v, name.head));
    if parallel && object(pronoun.rel()) && object(name.rel()) {
        score += 1.2;
    }
    match wants {
        Wants::One(gender) => {
            score += if m.is_person() { 0.6 } else { -0.4 };
            score += if m.gender == Some(gender) { 0.4 } else { 0.0 };
        }
        Wants::Group if joined_at(g, cast, w, head).len() > 1 => score += 0.5,
        // "Its chairman": what has a chairman is no thing.
        Wants::Body | Wants::Group if owns_office(g, w) && leads_people(m.kind) => score += HEADED,
        Wants::Group => score += if m.plural { 0.5 } else { -0.3 },
        // "It" mostly means a thing: only a subject is taken for it.
        Wants::Body if !subject => return None,
        Wants::Body => score -= if pronoun.deprel == "nmod:poss" { 0.0 } else { 0.4 },
    }
    Some(score)
}
