//! Did it happen? The status of a predicate from tense, modality, negation, conditionals and what governs it.

use std::collections::HashMap;

use rapporteur_language::{Analysis, Upos};
use rapporteur_record::Status;
use serde::Deserialize;

use crate::table::Table;

/// `lexicon/reality.toml`: which words make what depends on them planned, hypothetical, denied or ongoing.
#[derive(Deserialize)]
struct Lexicon {
    modals: HashMap<String, Status>,
    governors: HashMap<String, Vec<String>>,
    conditions: Vec<String>,
    privations: Vec<String>,
    negations: Vec<String>,
    nobody: Vec<String>,
    attempts: Vec<String>,
    raising: Vec<String>,
    occasions: Vec<String>,
    unreal: Vec<String>,
    contingencies: Vec<String>,
    prospective: Vec<String>,
    accomplishing: Vec<String>,
    prospective_of_nouns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(try_from = "Lexicon")]
pub(crate) struct Words {
    modals: HashMap<String, Status>,
    governors: HashMap<String, Status>,
    conditions: Vec<String>,
    privations: Vec<String>,
    negations: Vec<String>,
    nobody: Vec<String>,
    attempts: Vec<String>,
    raising: Vec<String>,
    occasions: Vec<String>,
    unreal: Vec<String>,
    contingencies: Vec<String>,
    prospective: Vec<String>,
    accomplishing: Vec<String>,
    prospective_of_nouns: Vec<String>,
}

impl TryFrom<Lexicon> for Words {
    type Error = String;
    fn try_from(raw: Lexicon) -> Result<Self, String> {
        let mut governors = HashMap::new();
        for (name, lemmas) in raw.governors {
            let status: Status = name.parse().map_err(|_| format!("governors: {name:?} is no status"))?;
            governors.extend(lemmas.into_iter().map(|l| (l, status)));
        }
        Ok(Words {
            governors,
            modals: raw.modals,
            conditions: raw.conditions,
            privations: raw.privations,
            negations: raw.negations,
            nobody: raw.nobody,
            attempts: raw.attempts,
            raising: raw.raising,
            occasions: raw.occasions,
            unreal: raw.unreal,
            contingencies: raw.contingencies,
            prospective: raw.prospective,
            accomplishing: raw.accomplishing,
            prospective_of_nouns: raw.prospective_of_nouns,
        })
    }
}

pub(crate) static WORDS: Table<Words> = Table::new("reality", include_str!("../../../../lexicon/reality.toml"));

fn words() -> &'static Words {
    &WORDS
}

/// The status of a predicate by the words of its sentence.
pub fn status(a: &Analysis, text: &str, word: usize) -> Status {
    let own = own_status(a, text, word);
    let negated = negated(a, text, word);
    let governed = governed(a, text, word).or_else(|| accompanied(a, text, word));
    match (own, governed) {
        _ if negated && own != Some(Status::Hypothetical) => Status::Denied,
        (_, Some(Status::Denied)) => Status::Denied,
        (_, Some(s)) => s,
        (Some(s), None) => s,
        (None, None) => Status::Happened,
    }
}

/// "will return to the Gulf, visiting Oman", "would break the law by attacking": as real as what it goes with.
fn accompanied(a: &Analysis, text: &str, word: usize) -> Option<Status> {
    let w = &a.words[word];
    let loose =
        a.children_by(word, "mark").all(|m| super::marks(&super::cases().means, &a.form(text, m).to_lowercase()));
    let with = w.xpos == "VBG" && w.deprel == "advcl" && loose && a.child(word, &["aux", "nsubj"]).is_none();
    let head = w.head.filter(|h| with && a.words[*h].upos == Upos::Verb)?;
    Some(status(a, text, head)).filter(|s| matches!(s, Status::Planned | Status::Hypothetical))
}

/// Whether a conjunction sets a condition: "if", "unless".
pub fn is_condition(conjunction: &str) -> bool {
    words().conditions.iter().any(|c| c == conjunction)
}

/// Whether a word stands in a conditional clause: "if the rebels agree to meet".
pub fn in_condition(a: &Analysis, text: &str, word: usize) -> bool {
    let conditional = |m: usize| words().conditions.contains(&a.form(text, m).to_lowercase());
    a.ancestors(word)
        .take_while(|w| a.words[*w].deprel != "acl:relcl")
        .any(|w| a.children_by(w, "mark").any(conditional) || contingent(a, text, w))
}

/// "in the event that Syria refuses", "in case they attack".
fn contingent(a: &Analysis, text: &str, word: usize) -> bool {
    let of = |h: usize| words().contingencies.iter().any(|c| *c == a.words[h].lemma);
    let clause = matches!(a.words[word].rel(), "acl" | "ccomp");
    a.words[word].head.is_some_and(|h| clause && of(h) && super::preposition(a, text, h) == "in")
}

/// What the verb's own modals, conjunctions and tense say.
fn own_status(a: &Analysis, text: &str, word: usize) -> Option<Status> {
    let head = clause_head(a, word);
    let lower = |w: usize| a.form(text, w).to_lowercase();
    if a.children_by(head, "mark").any(|m| words().conditions.contains(&lower(m))) || contingent(a, text, head) {
        return Some(Status::Hypothetical);
    }
    if let Some(s) = a.children_by(head, "mark").find_map(|m| words().governors.get(&lower(m))) {
        // "is due to sign", where trees take "due" for a conjunction
        return Some(*s);
    }
    let unreal = |m: usize| words().unreal.iter().any(|u| *u == a.words[m].lemma);
    if a.children_by(word, "amod").chain(a.children_by(word, "det")).any(unreal) {
        return Some(Status::Hypothetical);
    }
    if super::is_to(a, text, head) {
        return Some(Status::Planned);
    }
    // "Russia was to withdraw by May": whether it did is not said.
    if let Some(was_to) = super::was_to(a, text, head) {
        return Some(if was_to == Status::Planned { Status::Hypothetical } else { was_to });
    }
    if a.children_by(head, "mark").any(|m| words().privations.contains(&lower(m))) {
        return Some(Status::Denied);
    }
    if let Some(s) = a.children_by(head, "aux").find_map(|x| words().modals.get(&lower(x))) {
        return Some(*s);
    }
    let bearer = bearer(a, head);
    if bearer != head
        && let Some(s) = a.children_by(bearer, "aux").find_map(|x| words().modals.get(&lower(x)))
    {
        return Some(*s);
    }
    let be =
        a.children_by(head, "aux").any(|x| a.words[x].lemma == "be" && a.words[x].feature("Tense") == Some("Pres"));
    (be && a.words[head].xpos == "VBG" && !a.children_by(head, "aux:pass").any(|_| true)).then_some(Status::Ongoing)
}

/// The verb whose auxiliaries go for this one too: "must leave and disarm".
pub fn bearer(a: &Analysis, word: usize) -> usize {
    let shares = |w: usize| {
        a.is(w, "conj") && a.words[w].xpos == "VB" && a.child(w, &["nsubj", "nsubj:pass", "aux", "mark"]).is_none()
    };
    let above = a.words[word].head.filter(|h| shares(word) && a.words[*h].upos == Upos::Verb);
    above.filter(|h| a.child(*h, &["aux"]).is_some()).unwrap_or(word)
}

/// Whether a predicate is negated itself, not by what it depends on: "did not accept", "at no time accepted".
pub fn negated(a: &Analysis, text: &str, word: usize) -> bool {
    let negative = |c: &usize| {
        matches!(a.words[*c].rel(), "advmod" | "det") && words().negations.contains(&a.form(text, *c).to_lowercase())
    };
    let at_all = |c: usize| words().occasions.iter().any(|o| *o == a.words[c].lemma);
    let never = |c: usize| a.is(c, "obl") && at_all(c) && a.children(c).iter().any(negative);
    let light = a.words[word].upos != Upos::Verb && matches!(a.words[word].rel(), "obj" | "nsubj" | "obl");
    a.children(word).iter().any(&negative)
        || a.children(word).iter().any(|c| never(*c))
        || of_nobody(a, text, word)
        || (light && a.words[word].head.is_some_and(|h| a.children(h).iter().any(negative)))
}

/// "nobody agreed", "no side agreed", "not all agree", "guaranteed nothing", "found no agreement".
fn of_nobody(a: &Analysis, text: &str, word: usize) -> bool {
    let lower = |w: usize| a.form(text, w).to_lowercase();
    let negative = |c: usize| {
        matches!(a.words[c].rel(), "advmod" | "det")
            && words().negations.contains(&lower(c))
            && a.words
                .get(c + 1)
                .is_none_or(|next| a.form(text, c + 1) != "only" || next.sentence != a.words[c].sentence)
    };
    a.children(word).iter().copied().filter(|c| matches!(a.words[*c].rel(), "nsubj" | "obj")).any(|c| {
        let none = a.children(c).iter().any(|x| negative(*x));
        none || words().nobody.contains(&lower(c))
    })
}

/// Whether a word means nobody or nothing: "will have none of it".
pub fn names_nobody(lower: &str) -> bool {
    words().nobody.iter().any(|n| n == lower)
}

/// "not all agree": some do.
pub fn in_part(a: &Analysis, text: &str, word: usize) -> bool {
    let not = |c: &usize| a.form(text, *c).eq_ignore_ascii_case("not");
    a.children_by(word, "nsubj")
        .any(|s| a.children(s).iter().any(not) || a.children_by(s, "det").any(|d| a.children(d).iter().any(not)))
}

/// "tried to kill", "attempted to seize": it was tried, and not only to be tried.
pub fn is_attempted(a: &Analysis, text: &str, word: usize) -> bool {
    let head = a.words[word].head.filter(|_| a.is(word, "xcomp") || a.is(word, "acl"));
    head.is_some_and(|h| {
        words().attempts.contains(&a.words[h].lemma.to_lowercase()) && status(a, text, h) == Status::Happened
    })
}

/// A verb in the simple present of which no one speaks in the first person: "supports", "are backed".
pub fn is_present(a: &Analysis, text: &str, word: usize) -> bool {
    let first = |c: usize| a.words[c].feature("Person") == Some("1");
    let passive = || a.child(word, &["aux:pass"]).is_some_and(|x| a.words[x].feature("Tense") == Some("Pres"));
    let aux = a.children_by(word, "aux").any(|x| a.words[x].deprel == "aux");
    // Verbs whose past looks like their present end in -t or -d: "hit", "spread".
    let form = a.form(text, word);
    let base = a.words[word].xpos == "VBP" && !form.ends_with(['t', 'd']);
    !aux && (a.words[word].xpos == "VBZ" || base || passive()) && !a.children_by(word, "nsubj").any(first)
}

/// What the words say that this predicate depends on: "refused to meet", "plans to sign", "called for a withdrawal".
fn governed(a: &Analysis, text: &str, word: usize) -> Option<Status> {
    let mut at = clause_head(a, word);
    let mut ongoing = None;
    for _ in 0..4 {
        let Some(head) = a.words[at].head else { return ongoing };
        // "suspected of bombing", "prevented from landing"
        let of_doing = a.words[at].xpos == "VBG"
            && a.words[at].rel() == "advcl"
            && a.children_by(at, "mark").any(|m| matches!(a.form(text, m), "of" | "from"));
        // "voted unanimously to adopt": done by voting, and not what one votes for.
        let by_doing = a.words[at].rel() == "advcl" && words().accomplishing.iter().any(|v| *v == a.words[head].lemma);
        let complement = of_doing
            || by_doing
            || (matches!(a.words[at].rel(), "xcomp" | "ccomp" | "obj" | "obl" | "acl" | "csubj" | "nmod")
                && a.words[at].deprel != "acl:relcl");
        let purpose = a.words[at].rel() == "advcl"
            && !by_doing
            && a.children_by(at, "mark").any(|m| a.form(text, m).eq_ignore_ascii_case("to"));
        if purpose || is_prospect(a, text, at) {
            return Some(Status::Hypothetical);
        }
        if matches!(a.words[at].rel(), "obl" | "nmod") {
            let case = super::preposition(a, text, at);
            if case.split(' ').next().is_some_and(|c| words().privations.iter().any(|p| p == c)) {
                return Some(Status::Denied);
            }
            // "urged calm after the raid": the raid is no part of what is urged.
            if super::marks(&super::cases().circumstance, &case) {
                return ongoing;
            }
        }
        if !complement && a.words[at].rel() != "conj" {
            return ongoing;
        }
        if a.is(at, "xcomp") && words().raising.iter().any(|r| *r == a.words[head].lemma) {
            return Some(Status::Hypothetical);
        }
        if complement && let Some(s) = words().governors.get(a.words[head].lemma.as_str()) {
            if is_occasion(a, text, at) {
                // "agreed at a meeting" tells where they agreed.
                return ongoing;
            }
            if *s == Status::Ongoing {
                // "prepared to resume shelling" has not resumed it.
                (ongoing, at) = (ongoing.or(Some(*s)), head);
                continue;
            }
            if *s == Status::Planned && is_perfect(a, at) {
                // "announced that they had agreed"
                return ongoing;
            }
            let negative = negated(a, text, head);
            return Some(if negative && *s == Status::Planned { Status::Denied } else { *s });
        }
        if a.words[at].deprel == "acl" && super::infinitive(a, text, at) {
            // "a break to let them agree": what a thing is for.
            return Some(Status::Hypothetical);
        }
        if a.is(at, "xcomp") && a.words[at].xpos == "VB" {
            // "will not cause them to retreat", "would force them to leave": as real as its cause.
            if negated(a, text, head) {
                return Some(Status::Denied);
            }
            let cause = own_status(a, text, head);
            if matches!(cause, Some(Status::Planned | Status::Hypothetical)) {
                return cause;
            }
        }
        if a.words[at].rel() == "ccomp" {
            return ongoing;
        }
        at = head;
    }
    ongoing
}

/// "had agreed": a clause that tells of what is done.
fn is_perfect(a: &Analysis, clause: usize) -> bool {
    let auxiliaries: Vec<usize> = a.children_by(clause, "aux").collect();
    let has = |x: &usize| a.words[*x].lemma == "have";
    a.is(clause, "ccomp") && auxiliaries.iter().any(has) && auxiliaries.iter().all(|x| a.words[*x].xpos != "MD")
}

/// "aimed at freeing", "talked about leaving", "a plan for ending": what is only in view.
fn is_prospect(a: &Analysis, text: &str, word: usize) -> bool {
    let w = &a.words[word];
    let of_noun = w.deprel == "acl";
    let list = if of_noun { &words().prospective_of_nouns } else { &words().prospective };
    let led = |m: usize| list.contains(&a.form(text, m).to_lowercase());
    w.xpos == "VBG" && (of_noun || w.rel() == "advcl") && a.children_by(word, "mark").any(led)
}

/// "at a meeting", "in talks": when or where something is done, and not what it is about.
fn is_occasion(a: &Analysis, text: &str, phrase: usize) -> bool {
    let case = super::preposition(a, text, phrase);
    a.is(phrase, "obl") && (case == "in" || super::marks(&super::cases().circumstance, &case))
}

/// For the noun of a light verb ("held talks"), the verb; otherwise the word.
fn clause_head(a: &Analysis, word: usize) -> usize {
    let w = &a.words[word];
    match w.head {
        Some(h) if w.upos != Upos::Verb && w.rel() == "obj" && a.words[h].upos == Upos::Verb => h,
        _ => word,
    }
}
