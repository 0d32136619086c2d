//! Which office does a person hold, and of what? Titles before names, appositions beside them, "is" between.

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::Country;

use super::Ground;
use super::cast::Cast;
use super::names::{self, NameMention, Named};
use super::{lists, told};

/// An office: a title and what it is of.
#[derive(Debug, Clone)]
pub(super) struct Office {
    /// "special envoy".
    pub title: String,
    /// The noun of the title, in its dictionary form.
    pub noun: String,
    /// The words for what it is of.
    pub of_name: Option<String>,
    /// Words that stand for what it is of, the nearest first.
    pub of: Vec<usize>,
    /// The words that state it.
    pub words: Range<usize>,
    /// The noun itself.
    pub head: usize,
}

/// Gives all named people their offices.
pub(super) fn assign(g: &Ground, names: &[NameMention], cast: &mut Cast) {
    let people: Vec<&NameMention> = names.iter().filter(|n| n.named == Named::Person).collect();
    for n in &people {
        let head = g.head_of(n.words.clone());
        let Some(person) = cast.whom(n.words.start).first().copied() else { continue };
        let mut offices = before_name(g, names, n);
        let front = offices.iter().map(|o| o.words.start).min().unwrap_or(n.words.start);
        for noun in nouns_beside(g, n, head, front, &people) {
            let office = of_noun(g, names, noun);
            let rest = joined_offices(g, names, &office);
            offices.push(office);
            offices.extend(rest);
        }
        // The tree may hang a clause on any word of a name.
        offices.extend(n.words.clone().flat_map(|w| told::offices(g, names, w)));
        offices.extend(lists::office(g, names, n));
        for office in offices {
            // "who heads the commission" tells an office and is no name of the person.
            if g.is_holder_noun(office.head) || g.analysis.words[office.head].upos != Upos::Verb {
                cast.mention(person, office.words.clone(), office.head);
            }
            let gender = g.lexicon.gender(&office.noun);
            let known = &mut cast.members[person].gender;
            *known = known.or(gender);
            let known = &mut cast.members[person].roles;
            if !known.iter().any(|o| o.title.eq_ignore_ascii_case(&office.title) && o.of_name == office.of_name) {
                known.push(office);
            }
        }
    }
}

/// The titles right before a name: "US special envoy Steve Witkoff", "Defense Minister Gen. Rene Ponce".
fn before_name(g: &Ground, names: &[NameMention], n: &NameMention) -> Vec<Office> {
    let (rank, at) = rank_before(g, n.words.start);
    title_before(g, names, n, at).into_iter().chain(rank).collect()
}

/// "Lt. Gen.", "Prince": an honorific that is an office too, and where what stands before all honorifics ends.
fn rank_before(g: &Ground, name: usize) -> (Option<Office>, usize) {
    let mut at = name;
    while let Some(b) = g.before(at)
        && let Some(word) = if g.form(b) == "." { g.before(b) } else { Some(b) }
        && g.capital(word)
        && g.lexicon.honorific(&g.lower(word)).is_some()
        && !g.lexicon.reigns(&g.lower(word))
    {
        at = word;
    }
    let ranked = (at..name).find(|w| g.lexicon.is_rank(&g.lower(*w)));
    let office = ranked.map(|first| Office {
        title: g.slice(first..name).to_owned(),
        noun: g.lower(first).trim_end_matches('.').to_owned(),
        of_name: None,
        of: vec![],
        words: first..name,
        head: first,
    });
    (office, at)
}

/// The title that ends before a word: of a name, or of the honorific before it.
fn title_before(g: &Ground, names: &[NameMention], n: &NameMention, at: usize) -> Option<Office> {
    if !g.title_before(at) {
        return None;
    }
    let last = at - 1;
    let mut start = last;
    while let Some(b) = g.before(start) {
        // "US Department of State spokesperson": the name of a body goes as a whole.
        let body = names.iter().find(|n| n.words.contains(&b) && matches!(n.named, Named::Body(_)));
        match body.filter(|_| g.analysis.words[b].rel() != "nsubj") {
            Some(name) => start = name.words.start,
            None if belongs_before(g, b, start) => start = b,
            None => break,
        }
    }
    let head = title_noun(g, start, (start..=last).rev().find(|w| g.is_holder_noun(*w)).unwrap_or(last));
    let mut office = split(g, names, start..last + 1, head);
    if office.of.is_empty() {
        possessor(g, start, &mut office);
    }
    if office.of.is_empty() {
        behind(g, names, n, &mut office);
    }
    office.words = start..last + 1;
    Some(office)
}

/// The noun that says what a title is: a secretary general is a secretary and no general.
fn title_noun(g: &Ground, start: usize, noun: usize) -> usize {
    let earlier = || (start..noun).rev().find(|w| g.form(*w) != "-").filter(|w| g.is_holder_noun(*w));
    if g.lexicon.trails(&g.lemma(noun)) { earlier().unwrap_or(noun) } else { noun }
}

/// Whether a word can be part of what stands before a name's title.
fn belongs_before(g: &Ground, w: usize, next: usize) -> bool {
    use Upos::*;
    let word = &g.analysis.words[w];
    match word.upos {
        Noun | Propn | Adj if word.deprel.ends_with(":unmarked") => false,
        Noun | Propn | Adj => {
            word.feature("Number") != Some("Plur") && word.rel() != "nsubj"
                || g.capital(w)
                || g.lexicon.is_title_modifier(&g.lower(w))
        }
        Adp => {
            let joins = matches!(g.form(w), "of" | "for");
            let titled = g.capital(next) || g.lexicon.is_title_tail(&g.lower(next));
            joins && titled && g.before(w).is_some_and(|b| g.is_holder_noun(b))
        }
        Verb => word.rel() == "amod" || g.lexicon.is_title_modifier(&g.lower(w)),
        Punct => g.form(w) == "-" && g.touches(w),
        _ => false,
    }
}

/// A stretch into names ("US", "State Department") and the title that is left.
fn split(g: &Ground, names: &[NameMention], words: Range<usize>, head: usize) -> Office {
    // "the Bush administration" is that of a person.
    let body = g.lexicon.noun(&g.lemma(head)).is_some_and(|s| !s.holder);
    let names = names::within(names, words.clone()).iter();
    let inside: Vec<&NameMention> = names.filter(|n| body || n.named != Named::Person).collect();
    let title = title(g, words.clone(), &inside);
    let of: Vec<usize> = inside.iter().rev().map(|n| g.head_of(n.words.clone())).collect();
    let of_name = match (inside.first(), inside.last()) {
        (Some(a), Some(b)) => Some(g.slice(a.words.start..b.words.end).to_owned()),
        _ => None,
    };
    Office { title, noun: g.lemma(head), of_name, of, words, head }
}

/// The words of a title without the names among them and without what only colours it ("embattled").
fn title(g: &Ground, words: Range<usize>, names: &[&NameMention]) -> String {
    let colours = |w: &usize| {
        let lower = !g.capital(*w) && matches!(g.analysis.words[*w].upos, Upos::Adj | Upos::Verb | Upos::Adv);
        lower && !g.lexicon.is_title_modifier(&g.lower(*w)) && !g.touches(*w)
    };
    let own: Vec<usize> = (words.clone())
        .filter(|w| !names.iter().any(|n| n.words.contains(w)))
        .filter(|w| !matches!(g.form(*w), "," | "and" | "\"" | "“" | "”"))
        .collect();
    let first = own.iter().position(|w| !colours(w)).unwrap_or(0);
    let mut text = String::new();
    let mut last: Option<usize> = None;
    for w in own.into_iter().skip(first) {
        if text.is_empty() && g.form(w) == "-" {
            continue;
        }
        if !text.is_empty() && !last.is_some_and(|l| l + 1 == w && g.touches(l)) {
            text.push(' ');
        }
        text.push_str(g.form(w));
        last = Some(w);
    }
    text
}

/// The possessor before a title: "Georgia's Prime Minister", "its chairman".
fn possessor(g: &Ground, start: usize, office: &mut Office) {
    let Some(s) = g.before(start) else { return };
    if g.analysis.words[s].upos == Upos::Pron && g.analysis.is(s, "nmod:poss") {
        office.of = vec![s];
        return;
    }
    if !matches!(g.form(s), "'s" | "’s" | "s" | "'" | "’") || g.analysis.words[s].rel() != "case" {
        return;
    }
    let Some(owner) = g.analysis.words[s].head.filter(|h| *h < s) else { return };
    let first = g.analysis.subtree(owner).start.max(owner.saturating_sub(6));
    office.of = vec![owner];
    office.of_name = Some(without_article(g, first..g.possessive_mark(owner).unwrap_or(s)));
}

/// "King Hussein of Jordan", "President Moi of Kenya": what is named behind the person.
fn behind(g: &Ground, names: &[NameMention], n: &NameMention, office: &mut Office) {
    let below = n.words.clone().flat_map(|w| g.analysis.children_by(w, "nmod"));
    let of = below.filter(|c| *c >= n.words.end).find(|c| g.preposition(*c).as_deref() == Some("of"));
    let Some(of) = of else { return };
    let reach = g.analysis.subtree(of);
    let stop = g.clause_break(reach.clone());
    let named = names::within(names, reach.start..stop);
    if let Some(first) = named.first().filter(|f| f.words.contains(&of) && f.named != Named::Person) {
        office.of = vec![of];
        office.of_name = Some(g.slice(first.words.clone()).to_owned());
    }
}

/// Nouns for an office that stand in apposition to a name, or say what somebody is.
fn nouns_beside(g: &Ground, n: &NameMention, head: usize, front: usize, people: &[&NameMention]) -> Vec<usize> {
    let a = g.analysis;
    let mut nouns = vec![];
    let named = |w: usize| people.iter().any(|p| p.words.contains(&w));
    let mut consider = |noun: usize| {
        let titled = g.after(noun).is_some_and(named);
        let own = a.children(noun).iter().any(|c| named(*c) && !n.words.contains(c) && a.is(*c, "appos"));
        let singular = a.words[noun].feature("Number") != Some("Plur");
        let holds = g.is_holder_noun(noun) || describes(g, n, noun) || g.known.is_person_noun(&g.lemma(noun));
        if holds && singular && !titled && !own && !nouns.contains(&noun) && !named(noun) {
            nouns.push(noun);
        }
    };
    // "Umerov, the secretary of ...": by place, because the tree may hang it on an earlier name of a list.
    if let Some(comma) = g.after(n.words.end - 1).filter(|c| g.form(*c) == ",")
        && let Some(first) = g.after(comma)
        && let Some(noun) = g.noun_phrase_from(first)
        && (a.is(noun, "appos") || a.words[noun].head == Some(head))
        && is_bare(g, noun)
    {
        consider(noun);
    }
    // "the rebels' counsel, Lanang Ali,"
    let word = &a.words[head];
    if word.rel() == "appos"
        && let Some(noun) = word.head.filter(|h| *h < head)
    {
        consider(noun);
    }
    // The same where the tree gives the verb two subjects.
    if let Some(comma) = g.before(front).filter(|c| g.form(*c) == ",")
        && let Some(verb) = word.head
        && let Some(noun) = a.children_by(verb, word.rel()).find(|c| *c < head && a.subtree(*c).end + 1 >= comma)
        && g.is_holder_noun(noun)
        && a.child(head, &["cc"]).is_none()
    {
        consider(noun);
    }
    // "a teacher reached by telephone": whatever the tree makes of it.
    if let Some(comma) = g.after(n.words.end - 1).filter(|c| g.form(*c) == ",")
        && let Some(article) = g.after(comma).filter(|w| matches!(g.form(*w), "a" | "an"))
        && let Some(noun) = g.noun_phrase_from(article)
        && a.words[noun].sentence == a.words[head].sentence
        && (g.is_holder_noun(noun) || g.known.is_person_noun(&g.lemma(noun)))
    {
        consider(noun);
    }
    // "the head of the government's committee, Hadi Haig, said"
    if let Some(noun) = before_comma(g, n, front) {
        consider(noun);
    }
    // "Sahnoun is also the representative of ..."
    if word.rel() == "nsubj"
        && let Some(noun) = word.head.filter(|h| a.child(*h, &["cop"]).is_some())
        && is_bare(g, noun)
    {
        consider(noun);
    }
    nouns
}

/// Whether no preposition stands before it; that of a word with hyphens is none.
fn is_bare(g: &Ground, noun: usize) -> bool {
    !g.analysis.children_by(noun, "case").any(|c| c < noun && !g.joins_next(c))
}

/// The noun of an office that ends at the comma before a name and is closed by one behind it.
fn before_comma(g: &Ground, n: &NameMention, front: usize) -> Option<usize> {
    let comma = g.before(front).filter(|c| g.form(*c) == ",")?;
    let next = g.after(n.words.end - 1);
    if !next.is_none_or(|w| matches!(g.form(w), "," | ".")) {
        return None;
    }
    let mut noun = None;
    let mut w = comma;
    while let Some(b) = g.before(w).filter(|b| *b + 12 > comma) {
        let inner = matches!(g.analysis.words[b].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Part)
            || matches!(g.form(b), "of" | "for" | "and" | "-" | "'" | "’");
        if !inner {
            break;
        }
        if g.is_holder_noun(b) && (b + 1 == comma || matches!(g.form(b + 1), "of" | "for")) {
            noun = Some(b);
        }
        w = b;
    }
    let noun = noun?;
    let start = g.phrase_start(noun);
    let opens = g.before(start).is_some_and(|b| matches!(g.lower(b).as_str(), "the" | "a" | "an" | "'s" | "’s"));
    opens.then_some(noun)
}

/// "Rosny Pierre, a Methodist pastor", "the owner of a restaurant, Odile Garnier": whatever stands beside a full name with an
/// article or owner says what somebody is.
fn describes(g: &Ground, n: &NameMention, noun: usize) -> bool {
    let a = g.analysis;
    let common = a.words[noun].upos == Upos::Noun && g.known.thing(g.form(noun)).is_none();
    let head = g.head_of(n.words.clone());
    let beside = a.is(noun, "appos") && a.words[noun].head == Some(head)
        || a.is(head, "appos") && a.words[head].head == Some(noun);
    let determined = a.children_by(noun, "det").next().or(a.children_by(noun, "nmod:poss").next()).is_some();
    let body = g.lexicon.noun(&g.lemma(noun)).is_some_and(|s| !s.holder);
    common
        && beside
        && determined
        && !body
        && g.name_parts(n.words.clone()).count() > 1
        && a.child(head, &["cc"]).is_none()
}

/// The office that a noun with its modifiers names.
pub(super) fn of_noun(g: &Ground, names: &[NameMention], noun: usize) -> Office {
    let start = g.phrase_start(noun);
    let mut end = noun + 1;
    while end < g.analysis.words.len() && g.form(end) == "-" && g.touches(end - 1) && g.touches(end) {
        end += 2;
    }
    if let Some(of) = g.after(end - 1).filter(|w| g.form(*w) == "of")
        && let Some(next) = g.after(of)
        && g.lexicon.is_title_modifier(&g.lower(next))
        && g.capital(noun) == g.capital(next)
    {
        end = next + 1;
    }
    let mut office = split(g, names, start..end, noun);
    office.noun = g.lemma(title_noun(g, start, noun));
    let (mut first, mut last) = (start, end);
    let a = g.analysis;
    if let Some(owner) = a.children_by(noun, "nmod:poss").next().filter(|o| *o < noun) {
        first = a.subtree(owner).start;
        office.of.push(owner);
        let words = first..g.possessive_mark(owner).unwrap_or(owner + 1);
        office.of_name = (g.analysis.words[owner].upos != Upos::Pron).then(|| without_article(g, words));
    }
    let tail = a
        .children_by(noun, "nmod")
        .chain((end > noun + 2).then(|| a.children_by(end - 1, "nmod")).into_iter().flatten());
    let of = tail
        .filter(|c| *c >= end)
        .find(|c| g.preposition(*c).is_some_and(|p| matches!(p.as_str(), "of" | "for" | "to" | "in")));
    if let Some(of) = of {
        let reach = a.subtree(of);
        let stop = g.clause_break(reach.clone());
        // "the Government of Iraq's decision": a body's name ends with its owner.
        let body = g.lexicon.noun(&office.noun).is_some_and(|s| !s.holder);
        let mark = |w: &usize| matches!(g.form(*w), "'s" | "’s");
        let stop = (reach.start..stop).find(mark).filter(|_| body).unwrap_or(stop);
        if stop <= end + 12 {
            last = stop;
            let preposition = a.children_by(of, "case").next().unwrap_or(of);
            if office.of_name.is_none() || g.form(preposition) == "of" {
                office.of_name = Some(without_article(g, (preposition + 1).min(of)..stop));
            }
            let inside = names::within(names, reach.start..stop);
            if !is_sent(g, &office, g.form(preposition), inside) {
                office.of.push(of);
                office.of.extend(inside.iter().map(|n| g.head_of(n.words.clone())));
            }
        }
    }
    let article = g.before(first).filter(|b| g.analysis.words[*b].upos == Upos::Det);
    office.words = article.unwrap_or(first)..last.max(noun + 1);
    office
}

/// Whether it is one who is sent: an ambassador to Kenya and a special envoy for Sudan do not act for those.
fn is_sent(g: &Ground, office: &Office, preposition: &str, names: &[NameMention]) -> bool {
    let state = names.iter().any(|n| matches!(n.named, Named::State(_)));
    let special = || office.title.to_lowercase().split_whitespace().any(|w| g.lexicon.is_mission_word(w));
    g.lexicon.is_sent_to(&office.noun) && state && (preposition == "to" || (preposition == "for" && special()))
}

/// "the secretary of the council and lead negotiator": a second office of the same person.
fn joined_offices(g: &Ground, names: &[NameMention], office: &Office) -> Vec<Office> {
    let Some(and) = (office.words.end < g.analysis.words.len()).then_some(office.words.end) else { return vec![] };
    if g.form(and) != "and" {
        return vec![];
    }
    let Some(noun) = g.after(and).and_then(|w| g.noun_phrase_from(w)) else { return vec![] };
    let named = names.iter().any(|n| n.named == Named::Person && n.words.start == noun + 1);
    let bare = g.analysis.words[g.phrase_start(noun)].upos != Upos::Det;
    if named || !bare || !g.is_holder_noun(noun) || g.analysis.words[noun].feature("Number") == Some("Plur") {
        return vec![];
    }
    vec![of_noun(g, names, noun)]
}

/// The words without "the" or "a" at their front.
fn without_article(g: &Ground, words: Range<usize>) -> String {
    let start = words.clone().find(|w| g.analysis.words[*w].upos != Upos::Det).unwrap_or(words.start);
    if start < words.end { g.slice(start..words.end).to_owned() } else { String::new() }
}

/// The country that an office is of, by the members that its words stand for.
pub(super) fn country(cast: &Cast, office: &Office) -> Option<Country> {
    office.of.iter().flat_map(|w| cast.whom(*w)).find_map(|m| cast.members[*m].country)
}
