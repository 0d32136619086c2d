//! For which country does a person act, and in which sector?

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_record::{Country, PartyKind};

use super::Ground;
use super::cast::{Cast, Member};
use super::errands;
use super::names::{self, NameMention, Named};
use super::roles::{self, Office};

/// Words of a dateline at the most.
const DATELINE: usize = 12;

/// How far a country must be ahead of the next, and its share of all that a report names, for the report to be about it.
/// Read off the reports of corpus/dev: in talks between two states neither is ahead, in a civil war its country is.
const AHEAD: f64 = 1.5;
const SHARE: f64 = 0.4;
/// Names that speak of countries, for whoever has no office to be taken for one of the report's own country.
const ENOUGH: usize = 4;
/// A person who is known counts so often at the most: mediators are named on every line, too.
const KNOWN: usize = 2;

/// Settles the country and sector of people and unnamed holders; gives the country that the report is about, where there is
/// one.
pub(super) fn assign(g: &Ground, names: &[NameMention], cast: &mut Cast) -> Option<Country> {
    let all = 0..cast.members.len();
    let home = home(g, names, cast);
    for m in all.clone() {
        // "The rebels" of a report on one country are that country's.
        let member = &mut cast.members[m];
        if !member.settled && member.kind == PartyKind::ArmedGroup && member.id.is_none() {
            member.country = home;
        }
    }
    all.clone().for_each(|m| by_head(g, cast, m));
    all.clone().for_each(|m| by_office(g, names, cast, m));
    all.clone().for_each(|m| by_pronoun(g, cast, m));
    all.clone().for_each(|m| by_phrase(g, cast, m));
    all.clone().for_each(|m| on_behalf(g, names, cast, m));
    all.clone().for_each(|m| by_people(g, names, cast, m));
    all.clone().for_each(|m| by_fame(g, cast, m));
    all.clone().for_each(|m| by_title(g, cast, m));
    all.clone().for_each(|m| by_where(g, names, cast, m));
    // "the Bush administration"
    all.clone().for_each(|m| by_office(g, names, cast, m));
    let scene = home.or_else(|| dateline(g, cast)).or_else(|| only_country(g, names, cast));
    for m in all.clone() {
        // "the army", "lawmakers": those of the country from which it is reported.
        let member = &cast.members[m];
        // "six governments" are not those of one country.
        let counted = |(_, head): &(_, usize)| g.analysis.children_by(*head, "nummod").next().is_some();
        let several = member.kind == PartyKind::Government
            && member.sector == ["GOV"]
            && member.mentions.first().is_some_and(counted);
        let of_body = member.noun.as_deref().is_some_and(|n| g.lexicon.is_domestic(n))
            || is_loyal(g, member)
            || is_own_body(g, member);
        let of_body = of_body && !is_named_after(g, cast, m);
        if !member.settled && member.country.is_none() && of_body && !several && member.sector != ["IGO"] {
            let here = home.is_none().then(|| near(g, names, cast, m)).flatten();
            // Of a ministry by its name the place of the report says nothing.
            let around = if is_own_body(g, &cast.members[m]) { home } else { scene };
            cast.members[m].country = here.or(around);
        }
    }
    // "officers of the army"
    all.clone().for_each(|m| by_office(g, names, cast, m));
    for m in all {
        let member = &cast.members[m];
        let of_state =
            member.sector.iter().any(|s| matches!(s.as_str(), "GOV" | "MIL" | "LEG" | "REB" | "OPP" | "COP"));
        if !member.settled && member.is_person() && of_state && member.roles.iter().any(|r| open(cast, r)) {
            let country = around(g, names, cast, m).filter(|c| Some(*c) == home || home.is_none());
            let country = continued(g, cast, m).or(country).or(home);
            cast.members[m].country = country.filter(|c| !held_by_another(cast, m, *c));
        } else if !member.settled && member.is_person() && member.country.is_none() && member.sector != ["IGO"] {
            cast.members[m].country = home.filter(|_| names.len() > ENOUGH);
        }
    }
    home.filter(|_| names.len() > ENOUGH)
}

/// "government troops": those of the country that the report is about.
fn is_loyal(g: &Ground, member: &Member) -> bool {
    let title = member.roles.first().map(|r| r.title.to_lowercase()).unwrap_or_default();
    member.kind == PartyKind::Military && title.split_whitespace().any(|w| g.lexicon.is_domestic(w))
}

/// "the Bush administration": by a name of which the report says no more.
fn is_named_after(g: &Ground, cast: &Cast, m: usize) -> bool {
    let heads = cast.members[m].mentions.iter().map(|(_, head)| *head);
    let named = |c: usize| {
        let name = g.analysis.words[c].upos == rapporteur_language::Upos::Propn && cast.whom(c).is_empty();
        name && g.known.thing(g.form(c)).is_none()
    };
    cast.members[m].noun.is_some() && heads.into_iter().any(|h| g.analysis.children_by(h, "compound").any(named))
}

/// "the Defense Ministry", "the National Guard": a body by a name that says what it is and not whose.
fn is_own_body(g: &Ground, member: &Member) -> bool {
    let named = member.noun.is_none() && member.made_by == "party.name";
    let kind = matches!(member.kind, PartyKind::Government | PartyKind::Military | PartyKind::Court);
    named && kind && member.name.to_lowercase().split_whitespace().any(|w| g.lexicon.is_own_body(w))
}

/// Whether the report does not say what an office is of, or says it with words that name no one.
fn open(cast: &Cast, office: &Office) -> bool {
    office.of.iter().all(|w| cast.whom(*w).is_empty())
}

/// "the Under-Secretary-General": a title that people of one body have, who act for no state.
fn by_head(g: &Ground, cast: &mut Cast, m: usize) {
    let member = &cast.members[m];
    let known = |id: &str| cast.members.iter().any(|q| q.id.as_deref() == Some(id));
    let titled = |r: &Office| open(cast, r) && g.lexicon.only_headed(&r.title).is_some_and(known);
    let owned = member.roles.iter().any(|r| !open(cast, r));
    if member.is_person() && !member.settled && !owned && member.roles.iter().any(titled) {
        let member = &mut cast.members[m];
        (member.country, member.settled, member.sector) = (None, true, vec!["IGO".into()]);
    }
}

/// Well-known people need no word of the report.
fn by_fame(g: &Ground, cast: &mut Cast, m: usize) {
    let member = &mut cast.members[m];
    if !member.settled
        && member.is_person()
        && let Some(country) = g.known.person(&member.name)
    {
        (member.country, member.settled) = (country, true);
    }
}

/// A country has one president at a time: where the report names another, this one is somebody else's.
fn held_by_another(cast: &Cast, m: usize, country: Country) -> bool {
    let titles: Vec<String> = cast.members[m].roles.iter().map(|r| r.title.to_lowercase()).collect();
    cast.members.iter().enumerate().any(|(o, other)| {
        o != m
            && other.is_person()
            && other.settled
            && other.country == Some(country)
            && other.roles.iter().any(|r| titles.contains(&r.title.to_lowercase()))
    })
}

/// "their forces": whoever owns them.
fn by_pronoun(g: &Ground, cast: &mut Cast, m: usize) {
    if cast.members[m].settled || cast.members[m].noun.is_none() {
        return;
    }
    let heads = cast.members[m].mentions.iter().map(|(_, head)| *head);
    let owners = heads.flat_map(|h| g.analysis.children_by(h, "nmod:poss").collect::<Vec<_>>());
    let country = owners.flat_map(|o| cast.whom(o)).find_map(|o| cast.members[*o].country);
    cast.members[m].country = cast.members[m].country.or(country);
}

/// What the office is of says it.
fn by_office(g: &Ground, names: &[NameMention], cast: &mut Cast, m: usize) {
    let offices: Vec<Office> = cast.members[m].roles.clone();
    for office in &offices {
        let sector = sector(g, office);
        let owner = office.of.iter().flat_map(|w| cast.whom(*w)).copied().find(|o| *o != m);
        let igo = owner.is_some_and(|o| cast.members[o].kind == PartyKind::Igo);
        let country = if igo { None } else { roles::country(cast, office).or_else(|| named_in(names, &office.of)) };
        let member = &mut cast.members[m];
        if !member.settled && (igo || country.is_some()) {
            (member.country, member.settled) = (country, true);
        }
        if member.is_person() && member.sector.is_empty() {
            member.sector = if igo { vec!["IGO".into()] } else { sector };
        }
    }
}

/// The country that is named among these words, also as a place: "the archbishop of San Salvador".
fn named_in(names: &[NameMention], words: &[usize]) -> Option<Country> {
    let name = |w: &usize| names.iter().find(|n| n.words.contains(w));
    words.iter().filter_map(name).find_map(|n| match n.named {
        Named::State(c) | Named::Seat(c) | Named::Demonym(c) => Some(c),
        _ => None,
    })
}

/// "who spoke for Israel", "Boris Mayorsky of Russia", "Getachew of the Front".
fn on_behalf(g: &Ground, names: &[NameMention], cast: &mut Cast, m: usize) {
    if !cast.members[m].is_person() || cast.members[m].settled {
        return;
    }
    let a = g.analysis;
    let of = |w: usize| a.children_by(w, "nmod").find(|c| *c > w && g.preposition(*c).as_deref() == Some("of"));
    let behind = |head: usize| -> Option<usize> {
        let name = names.iter().find(|n| n.words.contains(&head)).map_or(head..head + 1, |n| n.words.clone());
        let named = name.clone().find_map(of);
        named.or_else(|| errands::whom(g, name, head))
    };
    let heads = cast.members[m].mentions.iter().map(|(_, head)| *head);
    let Some(whom) = heads.filter(|h| names.iter().any(|n| n.words.contains(h))).find_map(behind) else { return };
    let owner = cast.whom(whom).iter().find(|o| **o != m).map(|o| (cast.members[*o].kind, cast.members[*o].country));
    let owner = owner.filter(|(kind, _)| !matches!(kind, PartyKind::Person | PartyKind::People | PartyKind::Office));
    let igo = owner.is_some_and(|(kind, _)| kind == PartyKind::Igo);
    let country = owner.and_then(|(_, c)| c).or_else(|| named_in(names, &[whom]));
    if igo || country.is_some() {
        (cast.members[m].country, cast.members[m].settled) = (country.filter(|_| !igo), true);
    }
}

/// "the American Christopher Hill".
fn by_people(g: &Ground, names: &[NameMention], cast: &mut Cast, m: usize) {
    if !cast.members[m].is_person() || cast.members[m].settled {
        return;
    }
    let people = cast.members[m].mentions.iter().find_map(|(words, head)| {
        let before = g.before(words.start)?;
        // "the Uzbek, Abdulaziz Kamilov"
        let article = |w: usize| g.before(w).is_some_and(|t| g.lower(t) == "the");
        let before = if g.form(before) == "," {
            g.before(before).filter(|b| article(*b))?
        } else {
            Some(before).filter(|b| *head >= words.start && g.analysis.is_under(*b, *head))?
        };
        match names.iter().find(|n| n.words.contains(&before))?.named {
            Named::Demonym(c) => Some(c),
            _ => None,
        }
    });
    if people.is_some() {
        (cast.members[m].country, cast.members[m].settled) = (people, true);
    }
}

/// "Secretary of State Warren Christopher": an office that one state alone has.
fn by_title(g: &Ground, cast: &mut Cast, m: usize) {
    let member = &cast.members[m];
    if !member.is_person() || member.settled || member.country.is_some() {
        return;
    }
    let state = member.roles.iter().filter(|r| r.of.is_empty()).find_map(|r| g.lexicon.state_of_title(&r.title));
    if state.is_some() {
        (cast.members[m].country, cast.members[m].settled) = (state, true);
    }
}

/// "a lawyer in Freetown", "a teacher reached by telephone in Hodeidah": who holds no office of a state is at home where the
/// report meets them.
fn by_where(g: &Ground, names: &[NameMention], cast: &mut Cast, m: usize) {
    let member = &cast.members[m];
    if !member.is_person() || member.settled || member.country.is_some() || !member.sector.iter().all(|s| s == "CVL") {
        return;
    }
    let a = g.analysis;
    let place = member.roles.iter().find_map(|r| {
        let below = a.subtree(r.head);
        let inside = names::within(names, below).iter().filter(|n| g.located(g.head_of(n.words.clone())));
        inside.into_iter().find_map(|n| country_of_place(g, n))
    });
    cast.members[m].country = place;
}

/// The country of a name of a place, where all places of the name that are known lie in one.
fn country_of_place(g: &Ground, n: &NameMention) -> Option<Country> {
    match n.named {
        Named::State(c) | Named::Seat(c) => Some(c),
        Named::Place => {
            let name = g.slice(n.words.clone()).to_lowercase();
            let mut countries = rapporteur_world::places(&name).map(|p| p.country);
            let first = countries.next()??;
            countries.all(|c| c == Some(first)).then_some(first)
        }
        _ => None,
    }
}

fn sector(g: &Ground, office: &Office) -> Vec<String> {
    let armed = (office.words.clone())
        .filter_map(|w| g.lexicon.noun(&g.lemma(w)))
        .find(|s| s.kind == PartyKind::ArmedGroup || s.sector == ["OPP"]);
    armed.or_else(|| g.lexicon.noun(&office.noun)).map(|s| s.sector.clone()).unwrap_or_default()
}

/// "the rebels, led by Karaha", "the leadership of President Saakashvili": a leader acts for those who are led.
fn by_phrase(g: &Ground, cast: &mut Cast, m: usize) {
    if !cast.members[m].is_person() || cast.members[m].settled {
        return;
    }
    let a = g.analysis;
    let led = cast.members[m].mentions.iter().find_map(|(_, head)| {
        let above = a.words[*head].head?;
        let agent = a.is(*head, "obl:agent") || a.is(*head, "obl");
        let leads = agent && g.lexicon.leads(&g.lemma(above));
        let group = if leads && a.is(above, "acl") {
            a.words[above].head?
        } else if leads && a.child(above, &["nsubj:pass"]).is_some() {
            // "The Chadian delegation was headed by Deby."
            a.child(above, &["nsubj:pass"])?
        } else if g.preposition(*head).as_deref() == Some("of") && a.is(*head, "nmod") {
            above
        } else {
            return None;
        };
        cast.whom(group).first().copied().filter(|o| *o != m)
    });
    let Some(group) = led else { return };
    let (country, sector) = (cast.members[group].country, cast.members[group].sector.clone());
    let member = &mut cast.members[m];
    (member.country, member.settled) = (country, country.is_some());
    if member.sector.is_empty() {
        member.sector = sector;
    }
}

/// "two policemen were shot dead near Podujevo": the country of the one place where the sentence says something is done,
/// of which the report speaks.
fn near(g: &Ground, names: &[NameMention], cast: &Cast, m: usize) -> Option<Country> {
    let (_, head) = cast.members[m].mentions.first()?;
    let a = g.analysis;
    let here = names::within(names, a.sentences[a.words[*head].sentence].words.clone()).iter();
    let places = here.filter(|n| g.located(g.head_of(n.words.clone())));
    let countries: BTreeSet<Country> = places.filter_map(|n| country_of_place(g, n)).collect();
    let one = countries.first().copied().filter(|_| countries.len() == 1)?;
    cast.members.iter().any(|m| m.country == Some(one)).then_some(one)
}

/// "Japan was blunter. Chief Cabinet Secretary Hosoda called ...": whom the sentence before speaks of.
fn continued(g: &Ground, cast: &Cast, m: usize) -> Option<Country> {
    let a = g.analysis;
    let title = cast.members[m].roles.iter().find(|r| r.of.is_empty())?.head;
    let here = a.words[title].sentence;
    let before = here.checked_sub(1).filter(|s| a.sentences[*s].paragraph == a.sentences[here].paragraph)?;
    let mut words = a.sentences[before].words.clone();
    let root = words.find(|w| a.words[*w].head.is_none())?;
    let subject = a.child(root, &["nsubj", "nsubj:pass"])?;
    let state = |m: &&usize| matches!(cast.members[**m].kind, PartyKind::State | PartyKind::Government);
    let [one] = cast.whom(subject) else { return None };
    Some(one).filter(state).and_then(|m| cast.members[*m].country)
}

/// The country most named in the sentences around a person's title, apart from those that other people act for.
fn around(g: &Ground, names: &[NameMention], cast: &Cast, m: usize) -> Option<Country> {
    let title = cast.members[m].roles.iter().find(|r| r.of.is_empty())?.head;
    let here = g.analysis.words[title].sentence;
    let others: Vec<usize> = (cast.members.iter().enumerate())
        .filter(|(o, other)| *o != m && other.is_person())
        .flat_map(|(_, other)| other.roles.iter().flat_map(|r| r.of.iter().copied()))
        .collect();
    let mut votes: BTreeMap<Country, (usize, usize)> = BTreeMap::new();
    for n in names {
        let (Named::State(c) | Named::Seat(c) | Named::Demonym(c)) = n.named else { continue };
        let vote = votes.entry(c).or_default();
        vote.1 += 1;
        let counterpart = others.contains(&g.head_of(n.words.clone()));
        vote.0 += (g.analysis.words[n.words.start].sentence == here && !counterpart) as usize;
    }
    let (country, (near, _)) = votes.into_iter().max_by_key(|(_, v)| *v)?;
    (near > 0 && acts(cast, country)).then_some(country)
}

/// The country that the report is mostly about, where one stands out: by what it calls the country, and by its groups,
/// bodies and people that are known.
fn home(g: &Ground, names: &[NameMention], cast: &Cast) -> Option<Country> {
    let mut counts = counts(g, names);
    for m in &cast.members {
        let country = if m.is_person() { g.known.person(&m.name).flatten() } else { m.country.filter(|_| of_group(m)) };
        if let Some(country) = country {
            *counts.entry(country).or_default() +=
                if m.is_person() { m.mentions.len().min(KNOWN) } else { m.mentions.len() };
        }
    }
    let dateline = dateline_end(g).unwrap_or(0);
    let towns: BTreeSet<String> = (names.iter())
        .filter(|n| n.named == Named::Place && n.words.start >= dateline)
        .map(|n| g.slice(n.words.clone()).to_lowercase())
        .collect();
    for name in towns {
        let lies_in: BTreeSet<Country> = rapporteur_world::places(&name).filter_map(|p| p.country).collect();
        let mut spoken_of = lies_in.iter().filter(|c| counts.contains_key(c));
        if let (Some(country), None) = (spoken_of.next().copied(), spoken_of.next()) {
            *counts.entry(country).or_default() += 1;
        }
    }
    let all: usize = counts.values().sum();
    let mut ranked: Vec<(Country, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(c, n)| (std::cmp::Reverse(*n), *c));
    let (country, most) = *ranked.first()?;
    let next = ranked.get(1).map_or(0, |(_, n)| *n);
    let stands_out = most as f64 >= AHEAD * next as f64 && most as f64 >= SHARE * all as f64;
    (stands_out && acts(cast, country)).then_some(country)
}

/// Whether it is a body of a country and not the country itself, whose names are counted as they stand.
fn of_group(m: &Member) -> bool {
    !matches!(m.kind, PartyKind::State | PartyKind::Media) && m.noun.is_none() && m.made_by != "party.seat"
}

/// How often the names speak of each country.
fn counts(g: &Ground, names: &[NameMention]) -> BTreeMap<Country, usize> {
    let mut counts: BTreeMap<Country, usize> = BTreeMap::new();
    for n in names {
        // A capital where something takes place says nothing of who acts: "talks in Libreville".
        let venue = matches!(n.named, Named::Seat(_)) && g.located(g.head_of(n.words.clone()));
        if let Named::State(c) | Named::Seat(c) | Named::Demonym(c) = n.named
            && !venue
        {
            *counts.entry(c).or_default() += 1;
        }
    }
    counts
}

/// The country in which a report was written, where it acts in it: "BANGUI, Dec 2 -".
fn dateline(g: &Ground, cast: &Cast) -> Option<Country> {
    let end = dateline_end(g)?;
    let place = g.slice(0..end.max(1)).to_lowercase();
    let largest = rapporteur_world::places(&place).max_by_key(|p| p.population)?;
    largest.country.filter(|c| cast.members.iter().any(|m| m.country == Some(*c)))
}

/// Where the place of a dateline ends.
fn dateline_end(g: &Ground) -> Option<usize> {
    let dash = |w: &usize| matches!(g.form(*w), "-" | "--" | "–" | "—" | "_");
    let mut first = 0..g.analysis.words.len().min(DATELINE);
    first.clone().find(dash).and_then(|_| first.find(|w| !g.capital(*w)))
}

/// The country of a report that speaks of hardly any other.
fn only_country(g: &Ground, names: &[NameMention], cast: &Cast) -> Option<Country> {
    let counts = counts(g, names);
    let all: usize = counts.values().sum();
    let (country, most) = counts.into_iter().max_by_key(|(_, n)| *n)?;
    let stands_out = most == all || (most > 2 && most * 4 >= all * 3);
    (stands_out && acts(cast, country)).then_some(country)
}

/// Whether a country is more in the report than the place where something happens.
fn acts(cast: &Cast, country: Country) -> bool {
    let acts =
        |m: &Member| matches!(m.kind, PartyKind::State | PartyKind::Government) || m.kind == PartyKind::ArmedGroup;
    cast.members.iter().any(|m| m.country == Some(country) && acts(m) && !m.mentions.is_empty())
}
