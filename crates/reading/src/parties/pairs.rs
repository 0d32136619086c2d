//! "Both sides", "the two leaders", "the parties": which two or more are meant?

use rapporteur_language::Upos;
use rapporteur_record::{Country, PartyKind};

use super::Ground;
use super::cast::{Cast, Member};

/// Sentences to look back for the pair.
const REACH: usize = 6;
/// Sentences to look back for several.
const COUNTED: usize = 2;

/// Whether a noun means all sides of something.
pub(super) fn is_all_sides(g: &Ground, noun: usize) -> bool {
    let lemma = g.lemma(noun);
    if !g.lexicon.is_side(&lemma) || g.analysis.words[noun].feature("Number") != Some("Plur") {
        return false;
    }
    let counted = g.analysis.children(noun).iter().any(|c| *c < noun && g.lexicon.is_pair(&g.lower(*c)));
    let owned = g.analysis.children_by(noun, "nmod").next().is_some();
    let bare = g.analysis.children(noun).iter().all(|c| *c > noun || g.lower(*c) == "the");
    (counted || (g.lexicon.always_side(&lemma) && bare)) && !owned
}

/// "the two met again": a number for those who were last joined or set against each other.
pub(super) fn is_both(g: &Ground, w: usize) -> bool {
    let word = &g.analysis.words[w];
    let the = g.before(w).is_some_and(|b| g.lower(b) == "the");
    let argument = matches!(word.rel(), "nsubj" | "obj" | "obl");
    word.upos == Upos::Num && the && argument && g.lexicon.is_pair(&g.lower(w))
}

/// Links it to the last parties that were joined or set against each other before it.
pub(super) fn link(g: &Ground, cast: &mut Cast, noun: usize) {
    let lemma = g.lemma(noun);
    let fits = kind_of(&lemma);
    let here = g.analysis.words[noun].sentence;
    let standing = || standing_pair(g, cast, noun).filter(|_| g.lexicon.is_standing(&lemma));
    let Some(pair) = standing().or_else(|| last_pair(g, cast, noun, here, fits)) else { return };
    let words = g.phrase_start(noun)..noun + 1;
    let article = g.before(words.start).filter(|b| g.analysis.is(*b, "det"));
    let words = article.unwrap_or(words.start)..words.end;
    for m in pair {
        cast.mention(m, words.clone(), noun);
    }
}

/// "The three men", "the four presidents": as many as were named last, if just as many were.
pub(super) fn counted(g: &Ground, cast: &Cast, noun: usize) -> Option<Vec<usize>> {
    let lemma = g.lemma(noun);
    let number = g.analysis.children_by(noun, "nummod").find_map(|n| g.lexicon.several(&g.lower(n)))?;
    let definite = g.analysis.children_by(noun, "det").any(|d| g.lower(d) == "the");
    let plain = g.analysis.children_by(noun, "nmod").next().is_none();
    if !definite || !plain || !g.lexicon.is_side(&lemma) {
        return None;
    }
    let fits = kind_of(&lemma);
    let here = g.analysis.words[noun].sentence;
    let mut named: Vec<usize> = vec![];
    for back in 1..=COUNTED {
        let sentence = g.analysis.sentences.get(here.checked_sub(back)?)?.words.clone();
        for m in sentence.flat_map(|w| cast.whom(w)).copied().filter(|m| fits(&cast.members[*m])) {
            if !named.contains(&m) {
                named.push(m);
            }
        }
        if named.len() >= number {
            break;
        }
    }
    (named.len() == number).then_some(named)
}

/// Who may be called by a noun for sides.
fn kind_of(lemma: &str) -> impl Fn(&Member) -> bool {
    let (people, states) = match lemma {
        "leader" | "president" | "minister" | "man" | "envoy" | "diplomat" | "negotiator" | "counterpart" => {
            (true, false)
        }
        "country" | "nation" | "state" | "neighbour" | "neighbor" | "republic" | "power" | "capital" => (false, true),
        _ => (false, false),
    };
    move |m| {
        let state = matches!(m.kind, PartyKind::State | PartyKind::Government);
        (!people || m.is_person()) && (!states || state)
    }
}

/// Two sides, each a country or a member with one of its own.
type Sides = [Result<Country, usize>; 2];

/// Those whom the report has set side by side more than once and more than any others up to here, by country or body.
fn standing_pair(g: &Ground, cast: &Cast, noun: usize) -> Option<Vec<usize>> {
    let own = |m: &Member| matches!(m.kind, PartyKind::ArmedGroup | PartyKind::Party | PartyKind::People);
    let side = |m: &usize| {
        let member = &cast.members[*m];
        let state = matches!(member.kind, PartyKind::State | PartyKind::Government | PartyKind::Military);
        (own(member) || (state && member.country.is_some())).then(|| member.country.filter(|_| !own(member)).ok_or(*m))
    };
    let mut seen: Vec<(Sides, usize, Vec<usize>)> = vec![];
    for pair in cast.before(noun).flat_map(|(w, there)| pairs_at(g, cast, w, there)) {
        let [Some(a), Some(b)] = [side(&pair[0]), side(&pair[1])] else { continue };
        let sides = if a < b { [a, b] } else { [b, a] };
        match seen.iter_mut().find(|(known, _, _)| *known == sides) {
            _ if a == b => {}
            Some(known) => known.1 += 1,
            None => seen.push((sides, 1, pair)),
        }
    }
    let most = seen.iter().map(|(_, n, _)| *n).max().filter(|n| *n > 1)?;
    // Of those set side by side as often the last.
    seen.into_iter().find(|(_, n, _)| *n == most).map(|(_, _, pair)| pair)
}

fn last_pair(g: &Ground, cast: &Cast, noun: usize, here: usize, fits: impl Fn(&Member) -> bool) -> Option<Vec<usize>> {
    let good = |pair: &Vec<usize>| {
        let [a, b] = pair.as_slice() else { return false };
        let (a, b) = (&cast.members[*a], &cast.members[*b]);
        // "a president and a parliament": of no country, they are the sides of nothing.
        let somebody = |m: &Member| {
            m.country.is_some() || m.noun.is_none() || !matches!(m.kind, PartyKind::Office | PartyKind::Government)
        };
        fits(a)
            && fits(b)
            && (somebody(a) || somebody(b))
            && (a.country.is_none() || a.country != b.country || a.kind != b.kind)
    };
    cast.before(noun)
        .take_while(|(w, _)| g.analysis.words[*w].sentence + REACH >= here)
        .flat_map(|(w, there)| pairs_at(g, cast, w, there))
        .find(good)
}

/// The pairs that end at a word: "Paris and Berlin", "the envoy met Putin", and the two owners of one noun.
pub(super) fn pairs_at(g: &Ground, cast: &Cast, w: usize, there: &[usize]) -> Vec<Vec<usize>> {
    let word = &g.analysis.words[w];
    let mut pairs = vec![];
    if helps(g, w) {
        return pairs;
    }
    if there.len() == 2 {
        pairs.push(there.to_vec());
    }
    let Some(above) = word.head else { return pairs };
    let other = match word.rel() {
        "conj" => Some(above),
        "obj" | "obl" if meets(g, w, above) => g.analysis.child(above, &["nsubj"]),
        _ => None,
    };
    if let Some(o) = other.filter(|o| *o < w)
        && let ([a], [b]) = (cast.whom(o), there)
        && a != b
    {
        pairs.push(vec![*a, *b]);
    }
    pairs
}

/// "chaired by Oman and the UN": who brings others together is none of the sides.
fn helps(g: &Ground, w: usize) -> bool {
    let a = g.analysis;
    let first = if a.is(w, "conj") { a.words[w].head } else { Some(w) };
    let agent = first.filter(|f| g.preposition(*f).as_deref() == Some("by"));
    agent.and_then(|f| a.words[f].head).is_some_and(|v| g.lexicon.helps(&g.lemma(v)))
}

fn meets(g: &Ground, w: usize, verb: usize) -> bool {
    match g.preposition(w).as_deref() {
        None => g.lexicon.sets_against(&g.lemma(verb)),
        Some("with" | "against") => true,
        _ => false,
    }
}
