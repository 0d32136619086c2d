//! For which group or body does each party act? "its envoy", "the M23 delegation", "Kony's fighters", "the
//! Under-Secretary-General": whoever belongs to a group acts for it, also through somebody else who does.

use std::collections::BTreeMap;

use rapporteur_record::PartyKind;

use super::cast::{Cast, Member};
use super::roles::Office;
use super::{Ground, errands, nominals};

/// How many steps lead from somebody to a group at the most: "an aide to the spokesman of Kony's deputy".
const STEPS: usize = 4;
/// Paragraphs in which a report names whom it is about: its headline and its lead.
const OPENING: usize = 2;

/// The group or body behind each member that has one.
pub(super) fn behind(g: &Ground, cast: &Cast) -> BTreeMap<usize, usize> {
    let all = 0..cast.members.len();
    all.filter_map(|m| Some((m, side(g, cast, m, STEPS)?))).filter(|(m, group)| m != group).collect()
}

/// Groups and bodies that people act for and that are no states.
pub fn represented(kind: PartyKind) -> bool {
    use PartyKind::*;
    matches!(kind, ArmedGroup | Igo | Ngo | Party | Company | Media | People)
}

/// Whether it is a land that states do not recognise and that has authorities of its own.
fn is_unrecognised(m: &Member) -> bool {
    m.kind == PartyKind::Government && m.noun.is_none() && m.sector.iter().any(|s| s == "PRE")
}

fn side(g: &Ground, cast: &Cast, m: usize, steps: usize) -> Option<usize> {
    let steps = steps.checked_sub(1)?;
    let member = &cast.members[m];
    let of = |office: &Office| {
        let owner = owners(g, cast, office).find(|o| *o != m)?;
        let kind = cast.members[owner].kind;
        if is_unrecognised(&cast.members[owner]) {
            return Some(owner);
        }
        // "ethnic Albanian guerrillas" are not their people.
        if kind == PartyKind::People && member.kind == PartyKind::ArmedGroup {
            return None;
        }
        if represented(kind) {
            return Some(side(g, cast, owner, steps).unwrap_or(owner));
        }
        acts_for_owner(g, office).then(|| side(g, cast, owner, steps)).flatten()
    };
    let through = |group: usize| side(g, cast, group, steps).unwrap_or(group);
    match member.kind {
        PartyKind::Person | PartyKind::Office => member
            .roles
            .iter()
            .find_map(of)
            .or_else(|| named_with(g, cast, m).map(through))
            .or_else(|| errands::sender(g, cast, m).map(through))
            .or_else(|| own_group(g, cast, m).map(through))
            .or_else(|| band(g, cast, member).map(through))
            .or_else(|| headed(g, cast, member)),
        PartyKind::Military | PartyKind::Government | PartyKind::ArmedGroup if member.noun.is_some() => {
            let owner = member.roles.first().filter(|o| !o.of.is_empty());
            let groups = || nominals::is_fighters(g, member).then(|| only_group(g, cast, member)).flatten();
            owner.map_or_else(groups, of)
        }
        // "the opposition", "opposition fighters"
        PartyKind::Party if member.noun.is_some() => opposition(cast, m),
        _ => None,
    }
}

/// "Reda of the Tigray People's Liberation Front": the group that follows a name as its owner.
fn named_with(g: &Ground, cast: &Cast, m: usize) -> Option<usize> {
    let group = |q: &usize| {
        let kind = matches!(cast.members[*q].kind, PartyKind::ArmedGroup | PartyKind::Party | PartyKind::Igo);
        kind && cast.members[*q].noun.is_none()
    };
    let heads = cast.members[m].mentions.iter().map(|(_, head)| *head);
    let of = |w: &usize| matches!(g.preposition(*w).as_deref(), Some("of" | "from"));
    let name = |h: &usize| g.analysis.words[*h].upos == rapporteur_language::Upos::Propn;
    let mut owners = heads.filter(name).flat_map(|h| g.analysis.children_by(h, "nmod").filter(of).collect::<Vec<_>>());
    owners.find_map(|w| cast.whom(w).iter().copied().find(group)).filter(|_| cast.members[m].is_person())
}

/// "Bemba, whose Movement for the Liberation of Congo", "his Orange Democratic Movement": the group that a report calls
/// somebody's own, unless he holds an office of a state.
fn own_group(g: &Ground, cast: &Cast, m: usize) -> Option<usize> {
    let member = &cast.members[m];
    let official = member.sector.iter().any(|s| matches!(s.as_str(), "GOV" | "MIL" | "LEG" | "JUD" | "IGO"));
    let his = |q: &usize| {
        let group = &cast.members[*q];
        let heads = group.mentions.iter().map(|(_, head)| *head);
        let mut owners = heads.flat_map(|h| g.analysis.children_by(h, "nmod:poss").collect::<Vec<_>>());
        let kind = matches!(group.kind, PartyKind::ArmedGroup | PartyKind::Party);
        kind && group.noun.is_none() && owners.any(|o| cast.whom(o) == [m])
    };
    (0..cast.members.len()).find(|q| member.is_person() && !official && his(q))
}

/// What opposes, by its name or, where it has none, as "the opposition".
fn opposition(cast: &Cast, m: usize) -> Option<usize> {
    let opposes = |q: &Member| q.sector.iter().any(|s| s == "OPP") && q.noun.as_deref() == Some("opposition");
    let member = &cast.members[m];
    if member.sector != ["OPP"] || member.roles.first().is_some_and(|o| o.title.split_whitespace().count() > 2) {
        return None;
    }
    let by_name = |q: &Member| {
        let group = matches!(q.kind, PartyKind::ArmedGroup | PartyKind::Party) && q.noun.is_none();
        group && q.name.split_whitespace().any(|w| w == "Opposition")
    };
    cast.only(by_name).or_else(|| cast.only(opposes))
}

/// Those whom the words of an office stand for: of an ambassador to a body not the body, of a mediator of talks with a
/// group not the group; "a U.N. mediator" and "his Greek Cypriot counterpart" act for what stands before them.
fn owners<'a>(g: &'a Ground, cast: &'a Cast, office: &'a Office) -> impl Iterator<Item = usize> + 'a {
    let loose = g.lexicon.is_unattached(&office.noun);
    let sent = g.lexicon.is_sent_to(&office.noun);
    let own = move |w: &&usize| {
        let before = **w < office.head && !g.analysis.is(**w, "nmod:poss");
        let body = || cast.whom(**w).iter().any(|o| cast.members[*o].kind == PartyKind::Igo);
        (!loose || before || body()) && !(sent && g.preposition(**w).as_deref() == Some("to"))
    };
    office.of.iter().filter(own).flat_map(|w| cast.whom(through_body(g, cast, *w))).copied()
}

/// "the head of its delegation": the owner of a body that the report speaks of by nothing but its noun.
fn through_body(g: &Ground, cast: &Cast, w: usize) -> usize {
    let a = g.analysis;
    let body = cast.whom(w).is_empty() && g.lexicon.noun(&g.lemma(w)).is_some_and(|s| !s.holder);
    let owner = ["nmod:poss", "compound", "amod"].iter().flat_map(|rel| a.children_by(w, rel));
    owner.filter(|_| body).find(|o| !cast.whom(*o).is_empty()).unwrap_or(w)
}

/// Whether the holder acts for whoever the person that it is of acts for: an aide does, a widow does not.
fn acts_for_owner(g: &Ground, office: &Office) -> bool {
    g.lexicon.noun(&office.noun).is_none_or(|s| s.kind != PartyKind::People)
}

/// The body whose people alone go by this title, where the report speaks of it: "the Secretary-General".
fn headed(g: &Ground, cast: &Cast, member: &Member) -> Option<usize> {
    let open =
        member.roles.iter().filter(|r| member.country.is_none() && r.of.iter().all(|w| cast.whom(*w).is_empty()));
    let id = open.filter_map(|r| g.lexicon.headed(&r.title)).next()?;
    cast.find(|q| q.id.as_deref() == Some(id) && !q.mentions.is_empty())
}

/// The armed group of a rebel, where the report speaks of one in that country: the one that it tells of most, by its
/// name or as "the rebels".
fn band(g: &Ground, cast: &Cast, member: &Member) -> Option<usize> {
    let rebel = member.is_person() && member.sector.iter().any(|s| s == "REB");
    let groups = (0..cast.members.len()).filter(|q| {
        let q = &cast.members[*q];
        let near = q.country == member.country || q.country.is_none() || member.country.is_none();
        let rebels = q.kind == PartyKind::Military && q.sector.iter().any(|s| s == "REB");
        let whole = q.noun.is_none() || nominals::is_fighters(g, q);
        rebel && (rebels || q.kind == PartyKind::ArmedGroup) && near && whole && !q.mentions.is_empty()
    });
    let told = |q: &usize| (cast.members[*q].mentions.len(), std::cmp::Reverse(*q));
    groups.max_by_key(told)
}

/// The armed group that is meant by fighters without a name: the only one that the report names in their country, if it
/// opens with the group.
fn only_group(g: &Ground, cast: &Cast, fighters: &Member) -> Option<usize> {
    let group = cast.only(|q| {
        let near = q.country == fighters.country || q.country.is_none() || fighters.country.is_none();
        q.kind == PartyKind::ArmedGroup && q.noun.is_none() && near && !q.mentions.is_empty()
    })?;
    let first = |m: &Member| m.mentions.iter().map(|(_, head)| *head).min();
    let named = first(&cast.members[group])?;
    let opening = g.analysis.sentences[g.analysis.words[named].sentence].paragraph < OPENING;
    (opening && named < first(fighters)?).then_some(group)
}
