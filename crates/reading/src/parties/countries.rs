//! For which country does a person act, and in which sector?

use std::collections::BTreeMap;

use rapporteur_record::{Country, PartyKind};

use super::Ground;
use super::cast::Cast;
use super::names::{NameMention, Named};
use super::roles::{self, Office};

/// Words of a dateline at the most.
const DATELINE: usize = 12;

/// Settles the country and sector of people and unnamed holders.
pub(super) fn assign(g: &Ground, names: &[NameMention], cast: &mut Cast) {
    let all = 0..cast.members.len();
    let home = home(g, names, cast);
    for m in all.clone() {
        // "The rebels" of a report on one country are that country's.
        let member = &mut cast.members[m];
        if !member.settled && member.kind == PartyKind::ArmedGroup && member.id.is_none() {
            member.country = home;
        }
    }
    all.clone().for_each(|m| by_office(g, cast, m));
    all.clone().for_each(|m| by_pronoun(g, cast, m));
    all.clone().for_each(|m| by_phrase(g, cast, m));
    all.clone().for_each(|m| by_fame(g, cast, m));
    let scene = dateline(g, cast).or_else(|| only_country(g, names, cast));
    for m in all.clone() {
        // "the army", "lawmakers": those of the country from which it is reported.
        let member = &mut cast.members[m];
        let of_body = member.noun.as_deref().is_some_and(|n| g.lexicon.is_domestic(n));
        if !member.settled && member.country.is_none() && of_body && member.sector != ["IGO"] {
            member.country = scene;
        }
    }
    // "officers of the army"
    all.clone().for_each(|m| by_office(g, cast, m));
    for m in all {
        let member = &cast.members[m];
        let of_state =
            member.sector.iter().any(|s| matches!(s.as_str(), "GOV" | "MIL" | "LEG" | "REB" | "OPP" | "COP"));
        if !member.settled && member.is_person() && of_state && member.roles.iter().any(|r| open(cast, r)) {
            let country = around(g, names, cast, m).filter(|c| Some(*c) == home || home.is_none());
            cast.members[m].country = country.or(home).filter(|c| !held_by_another(cast, m, *c));
        }
    }
}

/// Whether the report does not say what an office is of, or says it with words that name no one.
fn open(cast: &Cast, office: &Office) -> bool {
    office.of.iter().all(|w| cast.whom(*w).is_empty())
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
fn by_office(g: &Ground, cast: &mut Cast, m: usize) {
    let offices: Vec<Office> = cast.members[m].roles.clone();
    for office in &offices {
        let sector = sector(g, office);
        let owner = office.of.iter().flat_map(|w| cast.whom(*w)).copied().find(|o| *o != m);
        let igo = owner.is_some_and(|o| cast.members[o].kind == PartyKind::Igo);
        let country = if igo { None } else { roles::country(cast, office) };
        let member = &mut cast.members[m];
        if !member.settled && (igo || country.is_some()) {
            (member.country, member.settled) = (country, true);
        }
        if member.is_person() && member.sector.is_empty() {
            member.sector = if igo { vec!["IGO".into()] } else { sector };
        }
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

/// The country that the report is mostly about, where one stands out.
fn home(g: &Ground, names: &[NameMention], cast: &Cast) -> Option<Country> {
    let counts = counts(g, names);
    let all: usize = counts.values().sum();
    let (country, most) = counts.into_iter().max_by_key(|(_, n)| *n)?;
    (most * 2 >= all && acts(cast, country)).then_some(country)
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
    let dash = |w: &usize| matches!(g.form(*w), "-" | "--" | "–" | "—" | "_");
    let first = 0..g.analysis.words.len().min(DATELINE);
    let end = first.clone().find(dash).and_then(|_| first.clone().find(|w| !g.capital(*w)))?;
    let place = g.slice(0..end.max(1)).to_lowercase();
    let largest = rapporteur_world::places(&place).max_by_key(|p| p.population)?;
    largest.country.filter(|c| cast.members.iter().any(|m| m.country == Some(*c)))
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
    let state = |kind: PartyKind| matches!(kind, PartyKind::State | PartyKind::Government);
    cast.members.iter().any(|m| m.country == Some(country) && state(m.kind) && !m.mentions.is_empty())
}
