//! Who does what to whom in a clause? Predicates with their arguments, read off the Universal Dependencies tree.
//!
//! A predicate is a verb, an adjective with a complement ("ready to meet") or a noun that names an act ("the withdrawal
//! of troops by"). Its arguments are the heads of noun phrases, coordination spread out, shared and controlled
//! subjects filled in, passives turned round.

pub(crate) mod cases;
pub(crate) mod reality;

pub use cases::{Cases, cases, marks};
pub use reality::{
    bearer, in_condition, in_part, is_attempted, is_condition, is_present, names_nobody, negated, status,
};

use rapporteur_language::{Analysis, Upos};
use rapporteur_record::Status;

/// A predicate and its arguments. All numbers are words of the analysis.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Predicate {
    /// The verb, noun or adjective.
    pub word: usize,
    /// Who does it.
    pub subjects: Vec<usize>,
    /// What it is done to.
    pub objects: Vec<usize>,
    /// Whom it is done for: "gave them".
    pub indirect: Vec<usize>,
    /// Phrases with their preposition: ("with", minister).
    pub obliques: Vec<(String, usize)>,
    /// The heads of complement clauses: "agreed [to withdraw]".
    pub complements: Vec<usize>,
}

impl Predicate {
    /// The phrases that follow this preposition.
    pub fn with<'a>(&'a self, preposition: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.obliques.iter().filter(move |(p, _)| p == preposition).map(|(_, w)| *w)
    }
}

/// Reads the arguments of a word.
pub fn predicate(a: &Analysis, text: &str, word: usize) -> Predicate {
    // "The obstacle is Sudan's refusal": whose it is says the owner, not the subject.
    let owned = a.words[word].upos == Upos::Noun && a.child(word, &["cop"]).is_some();
    let owned = owned && a.children(word).iter().any(|c| a.words[*c].deprel == "nmod:poss");
    let tells = a.words[word].upos == Upos::Verb || is_clause(a, word) && !owned;
    if tells { clause(a, text, word) } else { nominal(a, text, word) }
}

/// A word and what is coordinated with it: "Paris, Berlin and Rome".
pub fn conjuncts(a: &Analysis, word: usize) -> Vec<usize> {
    let mut out = vec![word];
    let mut next = 0;
    while let Some(w) = out.get(next).copied() {
        let joined: Vec<usize> = a.children_by(w, "conj").filter(|c| a.words[*c].upos != Upos::Verb).collect();
        // "King Hussein, President Mubarak and Arafat": trees take the middle of a list for the same as its first.
        let titled = |c: &usize| a.words[*c].upos == Upos::Propn && a.child(*c, &["nmod:desc"]).is_some();
        let between = |c: &usize| a.words[w].upos == Upos::Propn && titled(c) && joined.iter().any(|j| *c < *j);
        out.extend(a.children_by(w, "appos").filter(between));
        out.extend(joined);
        next += 1;
    }
    out
}

fn is_clause(a: &Analysis, word: usize) -> bool {
    a.child(word, &["nsubj", "csubj", "cop"]).is_some()
}

fn clause(a: &Analysis, text: &str, word: usize) -> Predicate {
    let passive = is_passive(a, word);
    let mut p = Predicate { word, obliques: obliques(a, text, word), ..Predicate::default() };
    let subjects = subjects(a, text, word, 0);
    // "that was signed in Lome": trees at times take the place for the agent.
    let agent = |o: &usize| {
        let before = a.subtree(*o).start.checked_sub(1).filter(|b| a.words[*b].upos == Upos::Adp);
        before.is_none_or(|b| a.form(text, b).eq_ignore_ascii_case("by"))
            && matches!(preposition(a, text, *o).as_str(), "by" | "")
    };
    let by: Vec<usize> = a
        .children_by(word, "obl:agent")
        .filter(agent)
        .chain(a.children_by(word, "obl").filter(|o| preposition(a, text, *o) == "by"))
        .collect();
    if passive {
        p.objects = subjects;
        p.subjects = by.first().map(|w| conjuncts(a, *w)).unwrap_or_default();
    } else {
        p.subjects = subjects;
        p.objects = objects(a, text, word);
    }
    p.indirect = a.children_by(word, "iobj").flat_map(|w| conjuncts(a, w)).collect();
    p.complements = a.children_by(word, "xcomp").chain(a.children_by(word, "ccomp")).collect();
    if p.complements.is_empty() {
        // "is prepared to sign", "pressed them to sign": trees often take the infinitive for one of purpose.
        let to = |c: usize| a.children_by(c, "mark").any(|m| a.form(text, m).eq_ignore_ascii_case("to"));
        p.complements.extend(a.children_by(word, "advcl").filter(|c| a.words[*c].upos == Upos::Verb && to(*c)));
    }
    p
}

/// Whether an adverbial clause is what its verb is about: "prepared to sign", "accused of sending", "barred from voting".
pub fn is_content(a: &Analysis, text: &str, clause: usize) -> bool {
    let led = |m: usize| marks(&cases().content, &a.form(text, m).to_lowercase());
    infinitive(a, text, clause) || a.children_by(clause, "mark").any(led)
}

/// Whether a word begins a remark, a reason or another act on the way up from what hangs on `top`.
pub fn is_aside(a: &Analysis, text: &str, word: usize, top: usize) -> bool {
    let w = &a.words[word];
    matches!(w.deprel, "parataxis" | "acl:relcl")
        || (w.deprel == "conj" && w.head == Some(top))
        || (w.deprel.starts_with("advcl") && !is_content(a, text, word))
        || stray(a, word)
}

/// Whether a clause is marked by "to".
pub fn infinitive(a: &Analysis, text: &str, clause: usize) -> bool {
    a.words[clause].upos == Upos::Verb
        && a.children_by(clause, "mark").any(|m| a.form(text, m).eq_ignore_ascii_case("to"))
}

/// Passive by its auxiliary or subject, or a bare participle ("talks held in Geneva", "they met, watched by monitors").
pub fn is_passive(a: &Analysis, word: usize) -> bool {
    let has = |rel: &str| a.children_by(word, rel).next().is_some();
    // A passive subject without any auxiliary is a mistake of the tree ("troops pulled out"), as is one of "has been
    // shuttling".
    let marked = has("aux:pass")
        || a.words[word].xpos != "VBG" && ((has("nsubj:pass") || has("csubj:pass")) && (has("aux") || !has("obl")));
    let with_passive =
        a.is(word, "conj") && a.words[word].head.is_some_and(|h| a.words[h].xpos == "VBN" && is_passive(a, h));
    // "Two were killed and three people injured": the second has a subject of its own.
    let suffered = || has("nsubj:pass") || marks(&cases().suffered, &a.words[word].lemma);
    let suffers = || a.words[word].xpos != "VBG" && suffered() && a.child(word, &["aux", "obj", "ccomp"]).is_none();
    let coordinated =
        with_passive && (a.words[word].xpos == "VBN" && a.child(word, &["nsubj", "aux"]).is_none() || suffers());
    // "a truce, signed in May, holds": trees take the participle for a past.
    let participle = a.words[word].xpos == "VBN" || a.words[word].deprel == "acl" && a.words[word].xpos == "VBD";
    let bare = matches!(a.words[word].deprel, "acl" | "advcl") && participle;
    marked || coordinated || (bare && a.child(word, &["nsubj", "aux", "obj"]).is_none())
}

fn objects(a: &Analysis, text: &str, word: usize) -> Vec<usize> {
    let own: Vec<usize> = a.children_by(word, "obj").flat_map(|w| conjuncts(a, resolve_relative(a, text, w))).collect();
    if !own.is_empty() {
        return own;
    }
    if let Some(noun) = described(a, word) {
        return conjuncts(a, noun);
    }
    // "told foreign minister Vincent Biruta that": of two subjects the one behind the verb is none.
    let (before, behind): (Vec<_>, Vec<_>) = a.children_by(word, "nsubj").partition(|s| *s < word);
    if let ([_, ..], [told]) = (before.as_slice(), behind.as_slice()) {
        return conjuncts(a, *told);
    }
    // "sealed off the town": trees often take the object behind a particle for an oblique.
    if let Some(o) = a.children_by(word, "obl").find(|o| is_object(a, text, *o)) {
        return conjuncts(a, o);
    }
    // "repaired and reopened the road": the object stands with the last of the verbs.
    a.children_by(word, "conj")
        .filter(|c| a.words[*c].upos == Upos::Verb && a.child(*c, &["nsubj"]).is_none())
        .find_map(|c| a.child(c, &["obj"]))
        .filter(|o| a.child(word, &["obl", "ccomp", "xcomp"]).is_none() && *o > word)
        .map(|o| conjuncts(a, o))
        .unwrap_or_default()
}

/// "the truce Chad proposed": the noun that a clause describes is its object where no relative says what else it is.
fn described(a: &Analysis, word: usize) -> Option<usize> {
    let relative = |w: usize| {
        a.words[w].feature("PronType") == Some("Rel") || matches!(a.words[w].xpos, "WDT" | "WP" | "WRB" | "WP$")
    };
    let noun = a.words[word].head.filter(|h| a.words[word].deprel == "acl:relcl" && *h < word)?;
    let bare = a.child(word, &["nsubj"]).is_some_and(|s| s > noun)
        && a.child(word, &["obj", "xcomp", "ccomp", "cop", "aux:pass"]).is_none()
        && !a.subtree(word).take_while(|w| *w <= word).any(relative)
        // "the city they fled to": what it stands behind.
        && a.children_by(word, "obl").all(|o| a.child(o, &["case"]).is_some());
    let thing = matches!(a.words[noun].upos, Upos::Noun | Upos::Propn);
    Some(noun).filter(|_| bare && thing)
}

/// The subject that hangs on a word; of several, such as a dateline and the subject, the last before the word.
fn own_subject(a: &Analysis, word: usize) -> Option<usize> {
    let named = a.children_by(word, "nsubj").take_while(|s| *s < word).last();
    named.or_else(|| a.child(word, &["nsubj", "csubj"])).or_else(|| bare_oblique(a, word))
}

/// "Peru, Chile and Oman agreed": trees at times hang the first name of a list on the verb, beside the rest of it.
fn listed_before(a: &Analysis, text: &str, verb: usize, subject: usize) -> Option<usize> {
    let joined = a.children_by(subject, "conj").any(|c| a.child(c, &["cc"]).is_some());
    let start = a.subtree(subject).start;
    let comma = start.checked_sub(1).filter(|c| a.form(text, *c) == ",");
    let beside = |w: &usize| {
        let name = a.words[*w].upos == Upos::Propn && a.child(*w, &["case"]).is_none();
        name && *w < start && matches!(a.words[*w].rel(), "obl" | "nsubj" | "dep" | "dislocated" | "vocative")
    };
    let last = a.children(verb).iter().copied().rfind(beside).filter(|_| joined)?;
    // The comma hangs on either of them.
    let between = a.subtree(last).rfind(|w| *w < start && a.words[*w].upos != Upos::Punct)?;
    (comma == Some(between + 1)).then_some(last)
}

/// Trees at times take a long subject for an oblique: of a finite verb without a subject, a name before it that no
/// preposition leads.
fn bare_oblique(a: &Analysis, word: usize) -> Option<usize> {
    let named = |o: &usize| a.words[*o].upos == Upos::Propn && a.words[*o].deprel == "obl";
    let perfect = a.words[word].xpos == "VBN" && a.child(word, &["aux"]).is_some() && !is_passive(a, word);
    let finite = perfect || matches!(a.words[word].xpos, "VBD" | "VBZ" | "VBP");
    let mut before = a.children_by(word, "obl").take_while(|o| *o < word).filter(|o| finite && named(o));
    before.find(|o| a.child(*o, &["case"]).is_none() && a.child(*o, &["nmod:desc", "flat", "appos"]).is_some())
}

/// An object, also where its verb's particle has led the tree astray: "sealed off the town", "carried out raids".
pub fn is_object(a: &Analysis, text: &str, word: usize) -> bool {
    let w = &a.words[word];
    let Some(verb) = w.head.filter(|h| *h < word) else { return false };
    match w.deprel {
        "obj" => true,
        "obl" | "obl:unmarked" => match preposition(a, text, word).as_str() {
            "out" => a.children_by(word, "case").count() == 1,
            "" => a.child(verb, &["compound:prt"]).is_some() || is_bare_object(a, word, verb),
            _ => false,
        },
        _ => false,
    }
}

/// "controls about one-fifth of the land": a noun behind a verb without an object, that no preposition leads and that is
/// of something.
fn is_bare_object(a: &Analysis, word: usize, verb: usize) -> bool {
    let noun = a.words[word].upos == Upos::Noun && a.child(word, &["nmod"]).is_some();
    noun && a.words[verb].upos == Upos::Verb && a.child(verb, &["obj", "aux:pass"]).is_none()
}

/// The subject of a clause as the tree has it (of a passive: whom it is done to), shared, controlled or antecedent.
fn subjects(a: &Analysis, text: &str, word: usize, depth: usize) -> Vec<usize> {
    if let Some(s) = own_subject(a, word) {
        let first = listed_before(a, text, word, s).map(|f| conjuncts(a, f)).unwrap_or_default();
        return first.into_iter().chain(conjuncts(a, resolve_relative(a, text, s))).collect();
    }
    let Some(head) = a.words[word].head.filter(|_| depth < 6) else {
        return stranded_subject(a, text, word).map(|s| conjuncts(a, s)).unwrap_or_default();
    };
    match a.words[word].rel() {
        "conj" if stray(a, word) => {
            let above = a.ancestors(head).find(|w| finite(a, *w) && a.child(*w, &["nsubj"]).is_some());
            above.map(|w| subjects(a, text, w, depth + 1)).unwrap_or_default()
        }
        "advcl" if is_judged(a, text, word) => judged(a, text, head, depth),
        // "Marshal Jula, chief of staff, and General Werede sat": a name at the head of the whole sentence.
        "parataxis" if let Some(name) = headline(a, head, word) => conjuncts(a, name),
        "conj" | "advcl" | "parataxis" if a.words[head].upos != Upos::Noun => subjects(a, text, head, depth + 1),
        "xcomp" => controller(a, text, head, depth),
        "acl" => acl_subject(a, text, word, head, depth),
        _ => vec![],
    }
}

/// The name that heads the sentence of a finite verb which the tree hangs on a part of it.
fn headline(a: &Analysis, part: usize, verb: usize) -> Option<usize> {
    let name = a.ancestors(part).last()?;
    let first = a.sentences[a.words[verb].sentence].words.start;
    let named = a.words[name].upos == Upos::Propn && a.child(name, &["flat"]).is_some();
    (named && finite(a, verb) && a.subtree(name).start == first && name < verb).then_some(name)
}

/// A long name with a remark behind it goes astray in trees ("John Kerry, on crutches since May, met"): the first name
/// that no preposition leads between commas, or at the start of the sentence, before a finite verb behind a comma.
fn stranded_subject(a: &Analysis, text: &str, verb: usize) -> Option<usize> {
    let comma = |w: usize| a.form(text, w) == ",";
    let first = a.sentences[a.words[verb].sentence].words.start;
    let group = (first..verb).rev().take_while(|w| matches!(a.words[*w].upos, Upos::Aux | Upos::Adv)).last();
    let behind = group.unwrap_or(verb).checked_sub(1).is_some_and(|w| w > first && comma(w));
    if !finite(a, verb) || !behind {
        return None;
    }
    let edge = |w: usize| {
        let start = a.subtree(w).find(|x| a.words[*x].upos != Upos::Punct).unwrap_or(w);
        start == first || comma(start - 1)
    };
    let no_clause = |w: usize| a.ancestors(w).skip(1).take_while(|x| *x != verb).all(|x| a.words[x].upos != Upos::Verb);
    let stands = |w: &usize| {
        let own = a.words[*w].upos == Upos::Propn && a.is_under(*w, verb) && no_clause(*w);
        own && edge(*w) && a.child(*w, &["case"]).is_none() && !matches!(a.words[*w].deprel, "compound" | "nmod:desc")
    };
    (first..verb).find(stands)
}

/// "accused Iran of arming", "critical of Iran for arming": what someone is judged for.
fn is_judged(a: &Analysis, text: &str, clause: usize) -> bool {
    let led = |m: usize| marks(&cases().judged, &a.form(text, m).to_lowercase());
    a.words[clause].xpos == "VBG" && a.children_by(clause, "mark").any(led)
}

/// Whoever is judged: the object of the verb, of an adjective the phrase behind it.
fn judged(a: &Analysis, text: &str, head: usize, depth: usize) -> Vec<usize> {
    let adjective = a.words[head].upos == Upos::Adj;
    let behind =
        || a.children_by(head, "obl").find(|o| adjective && marks(&cases().judging, &preposition(a, text, *o)));
    match a.child(head, &["obj"]).or_else(behind) {
        Some(whom) => conjuncts(a, resolve_relative(a, text, whom)),
        None => subjects(a, text, head, depth + 1),
    }
}

/// "opposes the bid to join and accuses Georgia": trees often join a finite verb to the infinitive before it; it goes
/// with the finite verb above.
pub fn stray(a: &Analysis, word: usize) -> bool {
    let w = &a.words[word];
    w.rel() == "conj"
        && matches!(w.xpos, "VBZ" | "VBD")
        && a.child(word, &["nsubj", "aux"]).is_none()
        && w.head.is_some_and(|h| matches!(a.words[h].xpos, "VB" | "VBG") && a.child(h, &["nsubj", "aux"]).is_none())
}

/// "is yet to withdraw": what is only not done.
pub fn is_undone(a: &Analysis, word: usize) -> bool {
    a.children_by(word, "advmod").any(|w| a.words[w].lemma == "yet")
}

/// "is to withdraw", "are to be freed": trees take the "to" of a duty for the mark of the verb that "be" belongs to.
pub fn is_to(a: &Analysis, text: &str, word: usize) -> bool {
    infinitive(a, text, word)
        && !is_undone(a, word)
        && a.child(word, &["cop", "aux"]).is_some_and(|c| a.words[c].feature("Tense") == Some("Pres"))
}

/// "They were to meet on Friday", and "were to have met", which they did not.
pub fn was_to(a: &Analysis, text: &str, verb: usize) -> Option<Status> {
    let be = |c: &usize| a.words[*c].lemma == "be" && a.words[*c].feature("Tense") == Some("Past");
    let was = a.children(verb).iter().any(|c| matches!(a.words[*c].rel(), "cop" | "aux") && be(c));
    let to = was && a.children_by(verb, "mark").any(|m| a.form(text, m).eq_ignore_ascii_case("to"));
    let have = a.children_by(verb, "aux").any(|c| a.form(text, c).eq_ignore_ascii_case("have"));
    to.then_some(if have { Status::Denied } else { Status::Planned })
}

fn finite(a: &Analysis, word: usize) -> bool {
    matches!(a.words[word].xpos, "VBZ" | "VBD" | "VBP") || a.child(word, &["aux", "cop"]).is_some()
}

/// "urged Iran to stop": whom is urged; "agreed to stop": who agreed.
fn controller(a: &Analysis, text: &str, head: usize, depth: usize) -> Vec<usize> {
    let objects: Vec<usize> = a.children_by(head, "obj").chain(a.children_by(head, "iobj")).collect();
    match objects.first() {
        Some(o) if a.words[head].lemma != "promise" => conjuncts(a, *o),
        _ => subjects(a, text, head, depth + 1),
    }
}

/// "the envoy leading the talks", "talks held in Geneva"; "a plan to withdraw" is of whoever has the plan.
fn acl_subject(a: &Analysis, text: &str, word: usize, noun: usize, depth: usize) -> Vec<usize> {
    if !infinitive(a, text, word) {
        return conjuncts(a, noun);
    }
    if let Some(owner) = a.child(noun, &["nmod:poss"]) {
        return conjuncts(a, owner);
    }
    match (a.words[noun].rel(), a.words[noun].head) {
        ("obj" | "obl", Some(verb)) => subjects(a, text, verb, depth + 1),
        _ => vec![],
    }
}

/// "who" and "which" stand for the noun that their clause modifies.
pub fn resolve_relative(a: &Analysis, text: &str, word: usize) -> usize {
    let relative = matches!(a.words[word].xpos, "WDT" | "WP")
        || (a.words[word].upos == Upos::Pron && a.form(text, word).eq_ignore_ascii_case("that"));
    if !relative {
        return word;
    }
    a.ancestors(word).find(|w| a.words[*w].deprel == "acl:relcl").and_then(|w| a.words[w].head).unwrap_or(word)
}

/// The preposition of a phrase in lower case, several words joined: "according to".
pub fn preposition(a: &Analysis, text: &str, phrase: usize) -> String {
    let Some(case) = a.child(phrase, &["case"]) else { return led_astray(a, text, phrase) };
    let mut out = a.form(text, case).to_lowercase();
    for more in a.children_by(case, "fixed") {
        out.push(' ');
        out.push_str(&a.form(text, more).to_lowercase());
    }
    out
}

/// "signed in Quito", "due in Quito": trees at times hang the preposition on the word before it.
fn led_astray(a: &Analysis, text: &str, phrase: usize) -> String {
    let before = a.subtree(phrase).start.checked_sub(1).filter(|w| a.words[*w].head == a.words[phrase].head);
    let leads = |w: &usize| a.is(*w, "case") || a.words[*w].deprel == "compound:prt";
    let form =
        before.filter(|_| a.words[phrase].upos == Upos::Propn).filter(leads).map(|w| a.form(text, w).to_lowercase());
    form.filter(|f| matches!(f.as_str(), "in" | "at")).unwrap_or_default()
}

/// "the withdrawal of troops from Chad": whoever stands behind "from" is what is left, and no owner.
pub fn is_left(a: &Analysis, text: &str, phrase: usize) -> bool {
    let beside = |c: usize| c != phrase && preposition(a, text, c) == "of";
    let noun = a.words[phrase].head.filter(|h| a.words[*h].upos == Upos::Noun);
    a.is(phrase, "nmod")
        && preposition(a, text, phrase) == "from"
        && noun
            .is_some_and(|h| a.is(h, "nmod") && preposition(a, text, h) == "of" || a.children_by(h, "nmod").any(beside))
}

fn obliques(a: &Analysis, text: &str, word: usize) -> Vec<(String, usize)> {
    let own = a.children(word).iter().copied().filter(|c| matches!(a.words[*c].rel(), "obl" | "nmod"));
    // "fought their way back into the town": trees hang the phrase on the adverb.
    let through = a.children_by(word, "advmod").filter(|c| *c > word).flat_map(|c| a.children_by(c, "obl"));
    let mut out = vec![];
    for phrase in own.chain(through).filter(|c| a.words[*c].deprel != "nmod:poss") {
        let case = preposition(a, text, phrase);
        // "a truce to which both put their names"
        out.extend(conjuncts(a, resolve_relative(a, text, phrase)).into_iter().map(|w| (case.clone(), w)));
        // "pulled out of Chad" is a phrase with "out" and one with "of".
        for second in a.children_by(phrase, "case").skip(1) {
            out.push((a.form(text, second).to_lowercase(), phrase));
        }
    }
    out
}

/// The arguments of a noun: "Syria's withdrawal of troops from Lebanon", "talks between A and B", "US demands".
fn nominal(a: &Analysis, text: &str, word: usize) -> Predicate {
    let mut p = Predicate { word, obliques: obliques(a, text, word), ..Predicate::default() };
    p.subjects = a.children_by(word, "nmod:poss").flat_map(|w| conjuncts(a, w)).collect();
    p.subjects.extend(p.with("by").collect::<Vec<_>>());
    if p.subjects.is_empty() {
        // "the seizure of an Indian ship by Pakistan": trees often hang the agent on what it is done to.
        let below = p.with("of").flat_map(|w| obliques(a, text, w)).filter(|(case, _)| case == "by");
        p.subjects = below.map(|(_, w)| w).collect();
    }
    if p.subjects.is_empty() {
        let before = |c: &usize| *c < word && (a.is(*c, "amod") || a.is(*c, "compound"));
        p.subjects = a.children(word).iter().copied().filter(before).flat_map(|w| conjuncts(a, w)).collect();
    }
    p.objects = p.with("of").collect();
    p.complements = a.children_by(word, "acl").filter(|c| a.words[*c].deprel == "acl").collect();
    p
}
