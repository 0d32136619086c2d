//! Offices that a verb tells: "who heads the commission", "served as minister", "was elected president".

use rapporteur_language::Upos;

use super::Ground;
use super::names::NameMention;
use super::roles::{Office, of_noun};

/// What the clauses around a name tell that the person is.
pub(super) fn offices(g: &Ground, names: &[NameMention], head: usize) -> Vec<Office> {
    let a = g.analysis;
    let mut found = vec![];
    for (verb, relative) in clauses(g, head) {
        found.extend(held_by_doing(g, names, verb, relative));
        found.extend(given(g, names, verb, head, relative).map(|noun| office_after(g, names, verb, noun)));
    }
    // "Melchior Ndadaye, the first Hutu to be elected president", "Porras, the former Marxist who heads the commission"
    for beside in a.children_by(head, "appos").filter(|b| g.form(*b).chars().all(char::is_alphabetic)) {
        for verb in a.children_by(beside, "acl").chain(a.children_by(beside, "acl:relcl")) {
            found.extend(held_by_doing(g, names, verb, true));
            found.extend(given(g, names, verb, beside, true).map(|noun| office_after(g, names, verb, noun)));
        }
    }
    found
}

/// The verbs that somebody is subject or object of, in a clause of their own or one that describes them.
fn clauses(g: &Ground, head: usize) -> Vec<(usize, bool)> {
    let a = g.analysis;
    let word = &a.words[head];
    let main = word.head.filter(|v| a.words[*v].upos == Upos::Verb && matches!(word.rel(), "nsubj" | "obj"));
    let described = a.children_by(head, "acl:relcl").chain(a.children_by(head, "acl")).map(|v| (v, true));
    let joined = |v: usize| a.children_by(v, "conj").filter(|c| a.child(*c, &["nsubj"]).is_none());
    let mut all: Vec<(usize, bool)> = main.map(|v| (v, false)).into_iter().chain(described).collect();
    let more: Vec<(usize, bool)> = all.iter().flat_map(|(v, r)| joined(*v).map(|c| (c, *r))).collect();
    all.extend(more);
    all
}

/// "who heads the presidential peace commission": the head of what is the verb's object.
fn held_by_doing(g: &Ground, names: &[NameMention], verb: usize, relative: bool) -> Option<Office> {
    let a = g.analysis;
    let title = g.lexicon.told.titles.get(&g.lemma(verb))?;
    let what = a.child(verb, &["obj"]).filter(|o| *o > verb)?;
    let subject = a.child(verb, &["nsubj"])?;
    let body = g.lexicon.noun(&g.lemma(what)).is_some_and(|s| !s.holder) || g.capital(what);
    let who = matches!(g.lower(subject).as_str(), "who" | "that");
    if !(relative && who || !relative && body && a.words[verb].feature("Tense") == Some("Pres")) {
        return None;
    }
    let reach = a.subtree(what);
    let stop = g.clause_break(reach.clone());
    let mut of = vec![what];
    of.extend(super::names::within(names, reach.start..stop).iter().map(|n| g.head_of(n.words.clone())));
    let name = reach.clone().find(|w| a.words[*w].upos != Upos::Det).unwrap_or(reach.start)..stop;
    let of_name = (!name.is_empty()).then(|| g.slice(name).to_owned());
    Some(Office {
        title: title.to_owned(),
        noun: title.to_owned(),
        of_name,
        of,
        words: verb..stop.max(verb + 1),
        head: verb,
    })
}

/// "was elected president", "served as minister", "won the office of prime minister": the noun of the office.
fn given(g: &Ground, names: &[NameMention], verb: usize, person: usize, relative: bool) -> Option<usize> {
    let a = g.analysis;
    let free = |noun: usize| {
        let titles = names.iter().any(|n| n.words.start == noun + 1);
        (g.is_holder_noun(noun) && !titles && a.words[noun].feature("Number") != Some("Plur")).then_some(noun)
    };
    let lemma = g.lemma(verb);
    if g.lexicon.told.appointing.contains(&lemma) {
        let passive = a.child(verb, &["nsubj:pass"]).is_some_and(|s| s == person || relative && whom(g, s));
        let bare = relative && a.child(verb, &["nsubj", "nsubj:pass"]).is_none();
        let object = a.child(verb, &["obj"]).filter(|o| {
            let own = matches!(g.lower(*o).as_str(), "himself" | "herself");
            *o == person || relative && whom(g, *o) || own
        });
        if !passive && !bare && object.is_none() {
            return None;
        }
        let named = a.child(verb, &["xcomp", "obj"]).filter(|c| *c > verb && Some(*c) != object);
        return named.and_then(free).or_else(|| as_what(g, verb).and_then(free));
    }
    if !g.lexicon.told.serving.contains(&lemma) || a.child(verb, &["nsubj"]).is_none() {
        return None;
    }
    let post = a.child(verb, &["obj"]).filter(|o| g.lexicon.told.posts.contains(&g.lemma(*o)));
    let of_post = post.and_then(|o| a.children_by(o, "nmod").find(|c| g.preposition(*c).as_deref() == Some("of")));
    of_post.and_then(free).or_else(|| as_what(g, verb).and_then(free))
}

/// The office that a noun behind a verb names; the verb is no part of it, whatever the tree says.
fn office_after(g: &Ground, names: &[NameMention], verb: usize, noun: usize) -> Office {
    let mut office = of_noun(g, names, noun);
    if office.words.contains(&verb) {
        let first = (verb + 1..noun).find(|w| g.analysis.words[*w].upos != Upos::Det).unwrap_or(noun);
        office.words.start = first;
        office.title = g.slice(first..noun + 1).to_owned();
    }
    office
}

fn whom(g: &Ground, w: usize) -> bool {
    matches!(g.lower(w).as_str(), "whom" | "who" | "that")
}

/// The noun after "as".
fn as_what(g: &Ground, verb: usize) -> Option<usize> {
    let a = g.analysis;
    let role =
        |c: &usize| *c > verb && a.children_by(*c, "case").chain(a.children_by(*c, "mark")).any(|m| g.lower(m) == "as");
    a.children(verb).iter().copied().find(role)
}
