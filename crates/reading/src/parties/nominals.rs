//! People and groups that a report speaks of without naming them: "the US envoy", "rebel officials", "both sides".

use std::collections::BTreeSet;
use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::{Country, PartyKind};

use super::Ground;
use super::cast::{Cast, Member};
use super::lexicon::Sort;
use super::named::{government, state};
use super::names::{NameMention, Named};
use super::pairs;
use super::roles::{self, Office};

/// Words of a title that tell one office from another of the same noun: a vice president is no president.
const TELLING: &[&str] =
    &["vice", "deputy", "assistant", "former", "prime", "foreign", "defence", "defense", "interior", "finance", "ex"];

/// How many times as often as any other a report names the armed group that is meant by "the rebels".
const FOREMOST: usize = 3;

/// A noun phrase for a person or group.
struct Nominal<'a> {
    noun: usize,
    sort: &'a Sort,
    office: Office,
    /// Those it belongs to: one a party where there are several ("US and Ukrainian officials").
    owners: Vec<Owner>,
    plural: bool,
    definite: bool,
    /// Where a group lives or fights: "opposition groups in Zimbabwe".
    inside: Option<Country>,
}

#[derive(Clone)]
struct Owner {
    words: Range<usize>,
    member: usize,
}

/// Links every such noun to the party it means, or makes one.
pub(super) fn link(g: &Ground, names: &[NameMention], cast: &mut Cast) {
    for noun in 0..g.analysis.words.len() {
        if !cast.whom(noun).is_empty() {
            continue;
        }
        if pairs::is_both(g, noun) {
            pairs::link(g, cast, noun);
        }
        if !matches!(g.analysis.words[noun].upos, Upos::Noun | Upos::Propn) {
            continue;
        }
        if pairs::is_all_sides(g, noun) {
            pairs::link(g, cast, noun);
            continue;
        }
        if let Some(all) = pairs::counted(g, cast, noun) {
            let words = g.phrase_start(noun)..noun + 1;
            all.into_iter().for_each(|m| cast.mention(m, words.clone(), noun));
            continue;
        }
        let lemma = g.lemma(noun);
        let Some(sort) = g.lexicon.noun(&lemma) else { continue };
        if g.is_modifier(noun) || inside_name(names, noun) || is_idea(g, noun) {
            continue;
        }
        let nominal = read(g, names, cast, noun, sort);
        resolve(g, cast, nominal);
    }
}

/// "self-government", "no foreign army", "the power of the president": no party that there is.
fn is_idea(g: &Ground, noun: usize) -> bool {
    let hyphened = noun > 1 && g.form(noun - 1) == "-" && g.lower(noun - 2) == "self";
    let states = || {
        let plural = g.analysis.words[noun].feature("Number") == Some("Plur");
        let before = |c: &usize| g.analysis.is(*c, "nummod") || g.lexicon.makes_power(&g.lower(*c));
        plural && g.analysis.children(noun).iter().any(before)
    };
    if g.lexicon.is_power(&g.lemma(noun)) && !states() {
        return true;
    }
    let whole = g.lexicon.whole(&g.lemma(noun));
    if whole.is_some_and(|w| !g.analysis.children_by(noun, "amod").any(|c| w.contains(&g.lower(c)))) {
        return true;
    }
    hyphened || g.lower(noun).starts_with("self-") || g.analysis.children_by(noun, "det").any(|d| g.lower(d) == "no")
}

fn inside_name(names: &[NameMention], w: usize) -> bool {
    let i = names.partition_point(|n| n.words.end <= w);
    names.get(i).is_some_and(|n| n.words.contains(&w))
}

fn read<'a>(g: &Ground, names: &[NameMention], cast: &Cast, noun: usize, sort: &'a Sort) -> Nominal<'a> {
    let mut office = roles::of_noun(g, names, noun);
    let sort = g.lexicon.noun(&office.noun).unwrap_or(sort);
    let coordinated = coordinated_owners(g, names, cast, noun);
    let owners = if coordinated.len() > 1 {
        office.words.start = office.words.start.min(coordinated[0].words.start);
        coordinated
    } else {
        (office.of.iter())
            .find_map(|w| Some(Owner { words: *w..*w + 1, member: *cast.whom(*w).first()? }))
            .into_iter()
            .collect()
    };
    let plural = g.analysis.words[noun].feature("Number") == Some("Plur");
    let a = g.analysis;
    let determiner = a.children_by(noun, "det").next().map(|d| g.lower(d));
    let definite = match determiner.as_deref() {
        Some("the" | "this" | "that" | "these" | "those" | "both") => true,
        Some(_) => false,
        None => a.children_by(noun, "nmod:poss").next().is_some() || !owners.is_empty(),
    };
    Nominal { noun, sort, office, owners, plural, definite, inside: inside(g, names, noun) }
}

/// The country that a group is said to be in or from: "students in Mali", "killed two students in Mali".
fn inside(g: &Ground, names: &[NameMention], noun: usize) -> Option<Country> {
    let a = g.analysis;
    let place = |c: usize| matches!(g.preposition(c).as_deref(), Some("in" | "from" | "of"));
    let verb = a.words[noun].head.filter(|_| matches!(a.words[noun].deprel, "obj" | "nsubj:pass"));
    let around =
        verb.into_iter().flat_map(|v| a.children_by(v, "obl")).filter(|c| g.preposition(*c).as_deref() == Some("in"));
    a.children_by(noun, "nmod").filter(|c| place(*c)).chain(around).find_map(|c| {
        let i = names.partition_point(|n| n.words.end <= c);
        match names.get(i).filter(|n| n.words.contains(&c))?.named {
            Named::State(country) => Some(country),
            _ => None,
        }
    })
}

/// "US and Ukrainian officials": countries and bodies joined before a noun, whatever the tree made of them.
fn coordinated_owners(g: &Ground, names: &[NameMention], cast: &Cast, noun: usize) -> Vec<Owner> {
    let mut owners = vec![];
    let mut w = noun;
    let mut joined = false;
    while let Some(b) = g.before(w) {
        let adjective = |n: &&NameMention| match n.named {
            Named::Demonym(_) => true,
            Named::State(_) | Named::Body(_) => n.words.len() == 1 && g.acronym(n.words.start),
            _ => false,
        };
        let ends = names.partition_point(|n| n.words.end < w);
        if let Some(n) = names.get(ends).filter(|n| n.words.end == w) {
            if !adjective(&n) || (!owners.is_empty() && !joined) {
                break;
            }
            let head = g.head_of(n.words.clone());
            let Some(member) = cast.whom(head).first().copied() else { break };
            owners.push(Owner { words: n.words.clone(), member });
            joined = false;
            w = n.words.start;
        } else if !owners.is_empty() && (g.form(b) == "," || g.form(b) == "and" && !joined) {
            joined = true;
            w = b;
        } else if owners.is_empty() && matches!(g.analysis.words[b].upos, Upos::Adj | Upos::Noun) {
            w = b;
        } else {
            break;
        }
    }
    owners.reverse();
    owners
}

fn resolve(g: &Ground, cast: &mut Cast, n: Nominal) {
    if n.owners.len() > 1 {
        for o in n.owners.clone() {
            let member = unnamed(g, cast, &n, Some(&o));
            cast.mention(member, n.office.words.clone(), n.noun);
        }
        // Where the tree takes the first adjective for the head of the phrase, it stands for the phrase.
        let whole = cast.whom(n.noun).to_vec();
        for o in &n.owners {
            let head = g.head_of(o.words.clone());
            if g.analysis.is_under(n.noun, head) {
                cast.at.insert(head, whole.clone());
            }
        }
        return;
    }
    let owner = n.owners.first().cloned();
    let described_group = n.plural && armed_modifier(g, n.office.words.clone(), n.noun).is_some();
    let member = if n.sort.anaphor && !described_group {
        let several = |n: &Nominal| n.plural && is_counted(g, n) && acts(g, n);
        pointing_back(g, cast, &n).or_else(|| several(&n).then(|| unnamed(g, cast, &n, owner.as_ref())))
    } else if n.office.noun == "government" {
        Some(governing(g, cast, &n, owner.as_ref()))
    } else if !n.plural && n.sort.holder && n.definite {
        holder(g, cast, &n, owner.as_ref()).or_else(|| matters(g, &n).then(|| unnamed(g, cast, &n, owner.as_ref())))
    } else {
        named_group(g, cast, &n, owner.as_ref())
            .or_else(|| matters(g, &n).then(|| unnamed(g, cast, &n, owner.as_ref())))
    };
    if let Some(member) = member {
        cast.mention(member, n.office.words.clone(), n.noun);
    }
}

/// "six nations", "Human rights groups": several that are told apart from all others.
fn is_counted(g: &Ground, n: &Nominal) -> bool {
    let told = |c: &usize| *c < n.noun && matches!(g.analysis.words[*c].rel(), "nummod" | "amod" | "compound");
    g.analysis.children(n.noun).iter().any(told)
}

/// Whether it is the subject or agent of a verb, or a clause tells what it does.
fn acts(g: &Ground, n: &Nominal) -> bool {
    let told = n.plural && n.sort.anaphor && g.analysis.children_by(n.noun, "acl:relcl").next().is_some();
    told || matches!(g.analysis.words[n.noun].deprel, "nsubj" | "nsubj:pass" | "nsubj:outer" | "obl:agent")
}

/// The one person who holds this office.
fn holder(g: &Ground, cast: &Cast, n: &Nominal, owner: Option<&Owner>) -> Option<usize> {
    let telling = |title: &str| -> Vec<String> {
        let words = title.split_whitespace().map(str::to_lowercase);
        words.filter(|w| TELLING.contains(&w.as_str())).collect()
    };
    let country = owner.and_then(|o| cast.members[o.member].country);
    let body = owner.filter(|o| cast.members[o.member].country.is_none());
    let ours = telling(&n.office.title);
    cast.only(|m| {
        m.is_person()
            && m.roles.iter().any(|r| {
                let theirs = r.of.iter().flat_map(|w| cast.whom(*w)).find_map(|o| cast.members[*o].country);
                let same_body = body.is_none_or(|b| r.of.iter().any(|w| cast.whom(*w).contains(&b.member)));
                g.lexicon.same_office(&r.noun, &n.office.noun)
                    && same_body
                    && telling(&r.title) == ours
                    && (country.is_none() || theirs == country)
            })
            && m.mentions.iter().any(|(_, head)| *head < n.noun)
    })
    .filter(|_| g.analysis.words[n.noun].rel() != "appos")
}

/// The government meant: of the owner, or the only one that the report has spoken of.
fn governing(g: &Ground, cast: &mut Cast, n: &Nominal, owner: Option<&Owner>) -> usize {
    let name = described(g, n, owner);
    if let Some(country) = owner.and_then(|o| cast.members[o.member].country) {
        let m = government(cast, country, &name, "body.government");
        cast.name(m, &name, 1);
        cast.members[m].noun = Some("government".into());
        return m;
    }
    let is = |m: &Member| m.noun.as_deref() == Some("government");
    let earlier = n.definite.then(|| cast.only(is)).flatten();
    earlier.unwrap_or_else(|| unnamed(g, cast, n, None))
}

/// "the group", "the movement": the last body of that sort before.
fn pointing_back(g: &Ground, cast: &mut Cast, n: &Nominal) -> Option<usize> {
    if n.plural || !n.definite {
        return None;
    }
    if n.sort.kind == PartyKind::State {
        let owner = n.owners.first()?;
        let country: Country = cast.members[owner.member].country?;
        return cast.members[owner.member].is_person().then(|| state(g, cast, country));
    }
    let here = g.analysis.words[n.noun].sentence;
    let is = |m: &Member| {
        matches!(m.kind, PartyKind::ArmedGroup | PartyKind::Igo | PartyKind::Ngo | PartyKind::Party)
            && m.noun.is_none()
            && (m.kind == n.sort.kind || m.name.to_lowercase().contains(&n.office.noun))
    };
    let bare = n.owners.is_empty() && n.office.title.split_whitespace().count() == 1;
    let near = |w: usize| g.analysis.words[w].sentence + 2 >= here;
    let last = cast
        .before(n.noun)
        .take_while(|(w, _)| near(*w))
        .find_map(|(_, ms)| ms.iter().copied().find(|m| is(&cast.members[*m])));
    // However far back, where it is the only one.
    let told = |m: &Member| is(m) && m.mentions.iter().any(|(_, head)| *head < n.noun);
    if bare { last.or_else(|| cast.only(told)) } else { None }
}

/// "the rebels" for the armed group that the report names far more often than any other.
fn named_group(g: &Ground, cast: &Cast, n: &Nominal, owner: Option<&Owner>) -> Option<usize> {
    // "nine rebels" are of that group, too.
    let counted = g.analysis.children_by(n.noun, "nummod").next().is_some();
    if !(n.definite || counted) || n.sort.kind != PartyKind::ArmedGroup || owner.is_some() {
        return None;
    }
    // What the report is about, not what it names once in passing.
    let sentences =
        |m: &Member| m.mentions.iter().map(|(_, head)| g.analysis.words[*head].sentence).collect::<BTreeSet<_>>().len();
    let named = |m: &Member| m.kind == PartyKind::ArmedGroup && m.noun.is_none();
    let mut groups: Vec<(usize, usize)> = (0..cast.members.len())
        .map(|m| (sentences(&cast.members[m]), m))
        .filter(|(_, m)| named(&cast.members[*m]))
        .collect();
    groups.sort_by_key(|(told, m)| (std::cmp::Reverse(*told), *m));
    let second = groups.get(1).map_or(0, |(told, _)| *told);
    groups.first().filter(|(told, _)| *told > 1 && *told >= second * FOREMOST).map(|(_, m)| *m)
}

/// Whether it is fighters by a word alone, whoever they are: "the rebels", "four fighters", but not "foreign fighters".
pub(super) fn is_fighters(g: &Ground, m: &Member) -> bool {
    let told = m.noun.as_deref().is_some_and(|n| g.lexicon.is_fighter(n));
    let counts = |w: &usize| matches!(g.analysis.words[*w].upos, Upos::Det | Upos::Num | Upos::Punct);
    let bare =
        |o: &Office| o.words.clone().filter(|w| !counts(w)).count() == 1 && o.of.is_empty() && o.of_name.is_none();
    told && m.kind == PartyKind::ArmedGroup && m.roles.first().is_some_and(bare)
}

/// "European leaders", "world leaders": of which part of the world is told.
fn is_regional(g: &Ground, n: &Nominal) -> bool {
    let of_region = |c: &usize| g.capital(*c) || g.lexicon.makes_power(&g.lower(*c));
    let mut before = ["amod", "compound"].iter().flat_map(|rel| g.analysis.children_by(n.noun, rel));
    n.plural && n.owners.is_empty() && before.any(|c| of_region(&c))
}

/// Whether an unnamed party is worth an entry: it acts, speaks, is acted on, or is somebody's.
fn matters(g: &Ground, n: &Nominal) -> bool {
    // "people who kidnap": just anyone.
    if n.sort.id == "holder.people"
        && matches!(&*n.office.noun, "people" | "person")
        && !is_counted(g, n)
        && !n.definite
    {
        return false;
    }
    // "by force", "on duty as ambassador": a bare singular speaks of no one.
    let determined = g.analysis.children_by(n.noun, "det").next().is_some()
        || g.analysis.children_by(n.noun, "nmod:poss").next().is_some();
    if !n.plural && !determined && n.owners.is_empty() && !g.capital(n.noun) {
        return false;
    }
    let deputies = n.plural && matches!(&*n.sort.id, "holder.legislature" | "holder.opposition") && acts(g, n);
    let owned = !n.owners.is_empty() || g.is_speaker(n.noun) || is_regional(g, n);
    if g.lexicon.is_weak(&n.office.noun) && !owned && !deputies {
        return false;
    }
    if g.lexicon.whole(&n.office.noun).is_some() {
        return true;
    }
    let rel = g.analysis.words[n.noun].deprel;
    let vouches = g.preposition(n.noun).as_deref() == Some("according to");
    let acts = vouches || acts(g, n);
    let taken = matches!(rel, "obj" | "iobj" | "obl" | "conj" | "nmod" | "nmod:poss" | "appos" | "root");
    match n.sort.kind {
        // "killed two farmers", "the arrest of students": people are worth an entry where something is done to them;
        // those of a country stand for it.
        PartyKind::People if n.sort.holder => acts || (n.owners.is_empty() && matches!(rel, "obj" | "conj" | "nmod")),
        PartyKind::People | PartyKind::Ngo | PartyKind::Media => acts,
        _ if n.sort.holder => acts || taken,
        // "briefed the cabinet", "fired on the army"
        PartyKind::Government | PartyKind::Military | PartyKind::Party if g.lexicon.is_domestic(&n.office.noun) => {
            acts || (taken && (n.definite || !n.owners.is_empty()))
        }
        _ => acts || (taken && !n.owners.is_empty()),
    }
}

/// A party without a name, called by its words; the same words mean the same party where they are plural or definite.
fn unnamed(g: &Ground, cast: &mut Cast, n: &Nominal, owner: Option<&Owner>) -> usize {
    let group = !n.sort.holder || n.sort.kind != PartyKind::Office;
    let inside = n.inside.filter(|_| owner.is_none() && group);
    let country = owner.and_then(|o| cast.members[o.member].country).or(inside);
    let igo = owner.is_some_and(|o| cast.members[o.member].kind == PartyKind::Igo);
    let name = described(g, n, owner);
    let title = n.office.title.to_lowercase();
    let same = |m: &Member| {
        m.noun.as_deref() == Some(&n.office.noun)
            && m.plural == n.plural
            && m.country == country
            && m.aliases.iter().any(|a| a.eq_ignore_ascii_case(&name) || a.to_lowercase() == title && country.is_some())
    };
    if (n.plural || n.definite)
        && let Some(m) = cast.find(same)
    {
        return m;
    }
    // "rebel officials" of a report that speaks of rebels are theirs.
    if n.plural
        && let Some(armed) =
            armed_modifier(g, n.office.words.clone(), n.noun).filter(|s| s.kind == PartyKind::ArmedGroup)
        && let Some(m) =
            cast.find(|m| m.plural && m.kind == armed.kind && m.noun.as_ref().is_some_and(|n| is_modifier(g, n, armed)))
    {
        return m;
    }
    // "rights groups" bear no arms.
    let kind = if n.sort.anaphor && n.sort.kind == PartyKind::ArmedGroup { PartyKind::Ngo } else { n.sort.kind };
    let mut m = Member::new(&name, kind, &n.sort.id);
    m.aliases = vec![name.clone(), title];
    m.noun = Some(n.office.noun.clone());
    m.gender = g.lexicon.gender(&n.office.noun);
    (m.country, m.settled, m.plural) = (country, country.is_some() || igo || is_regional(g, n), n.plural);
    m.sector = if igo { vec!["IGO".into()] } else { n.sort.sector.clone() };
    if let Some(modifier) = armed_modifier(g, n.office.words.clone(), n.noun) {
        (m.kind, m.sector) = (modifier.kind, modifier.sector.clone());
    }
    m.roles.push(n.office.clone());
    cast.add(m)
}

/// "rebel officials" are the rebels'.
fn armed_modifier<'a>(g: &'a Ground, words: Range<usize>, noun: usize) -> Option<&'a Sort> {
    // "major powers" are no officers.
    let words = words.filter(|w| *w < noun && !g.lexicon.is_power(&g.lemma(noun)));
    let sorts = words.filter_map(|w| g.lexicon.noun(&g.lemma(w)));
    sorts
        .into_iter()
        .find(|s| matches!(s.kind, PartyKind::ArmedGroup | PartyKind::Military | PartyKind::Party) && !s.anaphor)
}

/// Whether a noun is one of the words for such fighters.
fn is_modifier(g: &Ground, noun: &str, armed: &Sort) -> bool {
    g.lexicon.noun(noun).is_some_and(|s| s.id == armed.id)
}

/// What to call it: its own words, without the article and without the other owners.
fn described(g: &Ground, n: &Nominal, owner: Option<&Owner>) -> String {
    if n.owners.len() > 1
        && let Some(o) = owner
    {
        return format!("{} {}", g.slice(o.words.clone()), n.office.title);
    }
    let words = n.office.words.clone();
    let named = |w: &usize| g.analysis.words[*w].upos != Upos::Det && g.lower(*w) != "whose";
    let first = words.clone().find(named).unwrap_or(words.start);
    g.slice(first..words.end).to_owned()
}
