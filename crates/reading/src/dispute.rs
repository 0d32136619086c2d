//! Between whom is what a report is about? Those who signed, else those of whom it speaks most and who deal with each
//! other (`contenders`); without whoever only helps them to come to terms.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_record::{EventType, Party, PartyId, PartyKind, Status};

use crate::contenders;
use crate::frames::Act;
use crate::frames::arguments::PEOPLE;
use crate::meetings;
use crate::positions;
use crate::scene::Scene;

/// By how much the two of whom a report speaks most must lead, and in how many sentences it must speak of each.
const CLEAR: usize = 2;
const ENOUGH: usize = 3;
/// How much more than the lesser of two sides an outsider may be spoken of.
const OUTWEIGHED: usize = 2;

/// The sides of a report.
pub struct Dispute {
    /// Who signed or agreed.
    pub signatories: Vec<PartyId>,
    /// Who negotiates.
    pub negotiators: Vec<PartyId>,
    /// Those who agreed, else those whom the report is about.
    pub sides: Vec<PartyId>,
}

/// Reads off the acts who deals with whom.
pub fn read(scene: &Scene, acts: &[Act]) -> Dispute {
    let helpers = Helpers::read(scene, acts);
    let negotiators = meetings::negotiators(scene, acts);
    let signed = helpers.without(scene, acts, positions::signatories(scene, acts, &negotiators));
    let signatories = with_state(scene, groups_named(scene, signed));
    let mut negotiators = helpers.without(scene, acts, negotiators);
    if negotiators.len() < 2 {
        // No one negotiates alone.
        negotiators.clear();
    }
    let sure = |s: &Vec<PartyId>| s.len() > 1 && !is_outweighed(scene, s, &helpers);
    let agreed = Some(signatories.clone()).filter(sure);
    let about = || Some(contenders::sides(scene, acts, &helpers)).filter(|s| s.len() > 1);
    let sides = agreed.or_else(about).or(Some(negotiators.clone()).filter(sure)).unwrap_or_default();
    let mut sides = with_state(scene, groups_named(scene, sides));
    // "The accord was signed in Oslo": by whom but those whom the report is about?
    let theirs = signatories.len() < 2 && sides.len() > 1 && positions::is_of(scene, acts, &sides);
    let signatories = if theirs { sides.clone() } else { signatories };
    let foremost = foremost(scene, acts, &helpers);
    if foremost.len() == 2 && (sides.len() < 2 || is_passed_over(scene, &sides, &foremost)) {
        sides = foremost;
    }
    Dispute { signatories, negotiators, sides }
}

/// The two of whom far more sentences speak than of anyone else who helps nobody.
fn foremost(scene: &Scene, acts: &[Act], helpers: &Helpers) -> Vec<PartyId> {
    let acts_itself = |p: PartyId| {
        use PartyKind::{ArmedGroup, Government, Party, People, State};
        let body = scene.party(p).is_some_and(|p| matches!(p.kind, State | Government | ArmedGroup | Party | People));
        body && is_lasting(scene, p) && !helpers.mediates(scene, p) && !is_between(scene, acts, p)
    };
    let mut told: Vec<(usize, PartyId)> = vec![];
    for (p, n) in sentences_of(scene) {
        if acts_itself(p) {
            told.push((n, p));
        }
    }
    told.sort_by_key(|(n, p)| (std::cmp::Reverse(*n), *p));
    // A host is one of the two only where the report speaks of it more than of anybody else.
    let host = |p: PartyId| helpers.hosts.iter().any(|h| scene.same_side(*h, p));
    let stands = |at: usize| at == 0 || !host(told[at].1);
    let mut two = (0..told.len()).filter(|at| stands(*at));
    let (Some(one), Some(other)) = (two.next(), two.next()) else { return vec![] };
    let next = (0..told.len()).find(|at| *at != one && *at != other).map_or(0, |at| told[at].0);
    let clear = told[other].0 >= ENOUGH && told[other].0 >= CLEAR * next;
    if clear { vec![told[one].1, told[other].1] } else { vec![] }
}

/// In how many sentences a report speaks of each side, its people and its officials.
fn sentences_of(scene: &Scene) -> Vec<(PartyId, usize)> {
    let mut all: BTreeMap<PartyId, BTreeSet<usize>> = BTreeMap::new();
    for party in scene.parties.all() {
        let first = party.mentions.iter().filter_map(|m| scene.words_of(m).next());
        all.entry(side(scene, party.id)).or_default().extend(first.map(|w| scene.a.words[w].sentence));
    }
    all.into_iter().map(|(p, sentences)| (p, sentences.len())).collect()
}

/// Whether a party meets two others, each apart, who deal with each other only through it.
fn is_between(scene: &Scene, acts: &[Act], party: PartyId) -> bool {
    let of = |p: &PartyId| side(scene, *p);
    let own = |p: &PartyId| scene.same_side(*p, party);
    let met = |x: &&Act| x.meeting && matches!(x.status, Status::Happened | Status::Ongoing);
    let sides = |x: &Act| distinct(scene, &[x.actors.as_slice(), x.recipients.as_slice()].concat());
    let tables: Vec<Vec<PartyId>> = acts.iter().filter(met).map(sides).filter(|s| s.len() == 2).collect();
    let mut others: Vec<PartyId> = vec![];
    for pair in tables.iter().filter(|s| s.iter().any(own)) {
        others.extend(pair.iter().filter(|p| !own(p) && is_lasting(scene, **p)));
    }
    let together = |a: PartyId, b: PartyId| tables.iter().any(|s| s.contains(&a) && s.contains(&b));
    let deal = |a: PartyId, b: PartyId| {
        let toward = |x: &Act| x.actors.iter().any(|p| of(p) == a) && x.recipients.iter().any(|p| of(p) == b);
        acts.iter().any(|x| !x.meeting && (toward(x) || x.mutual && sides(x).contains(&a) && sides(x).contains(&b)))
    };
    others.iter().any(|a| others.iter().any(|b| a < b && !together(*a, *b) && (deal(*a, *b) || deal(*b, *a))))
}

/// Whether sides were found that leave out one of the two whom the report speaks of most, and name somebody of whom it
/// speaks far less.
fn is_passed_over(scene: &Scene, sides: &[PartyId], foremost: &[PartyId]) -> bool {
    let told: BTreeMap<PartyId, usize> = sentences_of(scene).into_iter().collect();
    let count = |p: &PartyId| told.get(p).copied().unwrap_or(0);
    let least = sides.iter().map(count).min().unwrap_or(0);
    // By what many names six powers or a leader go one cannot count.
    let one_man = |p: &Party| p.kind == PartyKind::Person && p.country.is_some();
    let described = sides.iter().any(|p| scene.party(*p).is_none_or(|p| is_described(p) || one_man(p)));
    let left_out = |p: &&PartyId| !sides.iter().any(|s| scene.same_side(*s, **p));
    !described && foremost.iter().filter(left_out).any(|p| count(p) >= CLEAR * least.max(1))
}

/// Those who help others to come to terms.
pub(crate) struct Helpers {
    /// Who mediates, vouches, goes to and fro: no side.
    mediators: Vec<PartyId>,
    /// Who receives the sides: none of several.
    hosts: Vec<PartyId>,
}

impl Helpers {
    pub(crate) fn read(scene: &Scene, acts: &[Act]) -> Self {
        let (mut mediators, mut hosts) = meetings::helpers(scene, acts);
        hosts.extend(scene.dateline_state());
        mediators.extend(acts.iter().filter(|x| positions::attests(scene, x)).flat_map(|x| x.actors.clone()));
        for all in [&mut mediators, &mut hosts] {
            let of = std::mem::take(all);
            *all = of.into_iter().map(|p| side(scene, p)).filter(|p| can_help(scene, *p)).collect();
        }
        Self { mediators, hosts }
    }

    pub(crate) fn mediates(&self, scene: &Scene, party: PartyId) -> bool {
        self.mediators.iter().any(|h| scene.same_side(*h, party))
    }

    /// Whether it receives the sides.
    pub(crate) fn receives(&self, scene: &Scene, party: PartyId) -> bool {
        self.hosts.iter().any(|h| scene.same_side(*h, party))
    }

    fn helps(&self, scene: &Scene, party: PartyId) -> bool {
        self.mediates(scene, party) || self.receives(scene, party)
    }

    /// A set of sides without those who help.
    fn without(&self, scene: &Scene, acts: &[Act], all: Vec<PartyId>) -> Vec<PartyId> {
        if all.len() < 2 {
            return all;
        }
        let mut kept: Vec<PartyId> = all.into_iter().filter(|p| !self.mediates(scene, *p)).collect();
        let host = |p: &PartyId| self.hosts.iter().any(|h| scene.same_side(*h, *p));
        let body = |p: &PartyId| scene.party(*p).is_some_and(|p| p.kind == PartyKind::Igo);
        let third = |p: &PartyId| is_third(scene, acts, *p);
        // Two, and one who brought them together; of many one cannot tell.
        let few = kept.len() == 3;
        let helps: [&dyn Fn(&PartyId) -> bool; 3] = [&body, &third, &host];
        for helps in helps.into_iter().filter(|_| few) {
            let others = kept.iter().copied().filter(|p| !helps(p)).collect::<Vec<_>>();
            if others.len() > 1 {
                kept = others;
            }
        }
        kept
    }
}

/// Whether a party may be somebody else's helper: no armed group is, nor the state that the report is about.
fn can_help(scene: &Scene, party: PartyId) -> bool {
    let home = scene.parties.home_state().is_some_and(|h| scene.same_side(h, party));
    !home && scene.party(party).is_some_and(|p| p.kind != PartyKind::ArmedGroup)
}

/// Whether a party turns to several others at once, and none of them to it and another: "talked both out of leaving".
pub(crate) fn is_third(scene: &Scene, acts: &[Act], party: PartyId) -> bool {
    use EventType::{Consult, Request, Support};
    let own = |p: &PartyId| scene.same_side(side(scene, *p), party);
    let turns = |x: &&Act| {
        let others = distinct(scene, &x.recipients);
        matches!(x.kind, Some(Consult | Request | Support)) && !x.mutual && others.len() > 1 && !others.iter().any(own)
    };
    acts.iter().filter(turns).any(|x| !x.actors.is_empty() && x.actors.iter().all(own))
}

/// Whether the report speaks far more of somebody else who helps nobody: then these are not whom it is about.
fn is_outweighed(scene: &Scene, sides: &[PartyId], helpers: &Helpers) -> bool {
    let [one, other] = sides else { return false };
    // "six powers" are called by many names.
    if [one, other].iter().any(|p| scene.party(**p).is_none_or(is_described)) {
        return false;
    }
    let countries: Vec<_> = sides.iter().filter_map(|s| scene.party(*s)?.country).collect();
    let abroad = countries.len() == 2 && countries[0] != countries[1];
    let least = mentions(scene, *one, abroad).min(mentions(scene, *other, abroad));
    let other = |p: &Party| p.kind == PartyKind::ArmedGroup || p.country.is_none_or(|c| !countries.contains(&c));
    let outside = |p: &&Party| {
        let rules = matches!(p.kind, PartyKind::State | PartyKind::ArmedGroup) && p.made_by != PEOPLE;
        let side = sides.iter().any(|s| scene.same_side(*s, p.id));
        rules && !side && other(p) && !helpers.helps(scene, p.id)
    };
    scene.parties.all().iter().filter(outside).any(|p| mentions(scene, p.id, false) > OUTWEIGHED * least.max(1))
}

/// Whether a party is called by a common noun: "its two main rebel movements".
pub(crate) fn is_described(party: &Party) -> bool {
    party.made_by.starts_with("holder") || party.made_by.starts_with("body")
}

/// How often a report speaks of a side: by its name, its people, its office holders; where the two are of different countries,
/// by all of its country.
fn mentions(scene: &Scene, party: PartyId, by_country: bool) -> usize {
    let country = scene.party(party).and_then(|p| p.country).filter(|_| by_country);
    let theirs = |p: &&Party| scene.same_side(side(scene, p.id), party) || (country.is_some() && p.country == country);
    scene.parties.all().iter().filter(theirs).map(|p| p.mentions.len()).sum()
}

/// "its two main rebel movements": the two of that country that the report names, and no third as often.
fn groups_named(scene: &Scene, sides: Vec<PartyId>) -> Vec<PartyId> {
    let mut out: Vec<PartyId> = vec![];
    for p in sides {
        let named = numbered(scene, p).unwrap_or_else(|| vec![p]);
        out.extend(named.into_iter().filter(|q| !out.contains(q)).collect::<Vec<_>>());
    }
    out
}

/// Several groups of the country that the report is about deal with its government too.
fn with_state(scene: &Scene, mut sides: Vec<PartyId>) -> Vec<PartyId> {
    let home = scene.parties.home_state();
    let country = home.and_then(|h| scene.party(h)).and_then(|p| p.country);
    let group = |p: &PartyId| {
        let p = scene.party(*p);
        p.is_some_and(|p| p.country == country && matches!(p.kind, PartyKind::ArmedGroup | PartyKind::Party))
    };
    if sides.len() > 2 && sides.iter().all(group) {
        sides.splice(0..0, home);
    }
    sides
}

fn numbered(scene: &Scene, party: PartyId) -> Option<Vec<PartyId>> {
    let p = scene.party(party).filter(|p| p.kind == PartyKind::ArmedGroup && is_described(p))?;
    let words = p.mentions.first().map(|m| scene.words_of(m))?;
    let n = words.into_iter().find_map(|w| meetings::number(scene, w)).filter(|n| *n > 1)?;
    let named = |q: &&Party| q.kind == PartyKind::ArmedGroup && !is_described(q) && q.country == p.country;
    let mut groups: Vec<&Party> = scene.parties.all().iter().filter(named).collect();
    groups.sort_by_key(|q| (std::cmp::Reverse(q.mentions.len()), q.id));
    let least = groups.get(n - 1)?.mentions.len();
    let more = groups.get(n).map_or(0, |q| q.mentions.len());
    (least > more).then(|| groups[..n].iter().map(|q| q.id).collect())
}

/// For whom these act, each side once.
fn distinct(scene: &Scene, parties: &[PartyId]) -> Vec<PartyId> {
    let mut out: Vec<PartyId> = vec![];
    for p in parties.iter().map(|p| side(scene, *p)) {
        if !out.iter().any(|q| scene.same_side(*q, p)) {
            out.push(p);
        }
    }
    out
}

/// For whom a party acts: of an official whose state has no name but its capital's, that.
pub(crate) fn side(scene: &Scene, party: PartyId) -> PartyId {
    let own = scene.principal(party);
    let official = scene.party(own).filter(|p| p.kind == PartyKind::Person && own == party);
    let state = official.and_then(|p| scene.parties.state(p.country?)).filter(|s| scene.same_side(*s, own));
    state.unwrap_or(own)
}

/// Whether a party deals with others on its own account: no person without a body, no unnamed office.
pub fn is_lasting(scene: &Scene, party: PartyId) -> bool {
    use PartyKind::{Company, Media, Ngo, Office, Person};
    let own = |p: &Party| !matches!(p.kind, Person | Office | Ngo | Media | Company) && p.made_by != PEOPLE;
    scene.party(party).is_some_and(own)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rapporteur_language::Engine;
    use rapporteur_record::{Report, Text};
    use serde::Deserialize;

    use super::*;
    use crate::frames::{self, lexicon::Frames};

    /// Shares of the sides that are right and found, in the reports of which no rule was written by their texts.
    const RIGHT: f64 = 0.85;
    const FOUND: f64 = 0.75;

    #[derive(Deserialize)]
    struct File {
        report: Vec<Labelled>,
    }

    #[derive(Deserialize)]
    struct Labelled {
        file: String,
        published: String,
        sure: bool,
        sides: Vec<Named>,
    }

    #[derive(Deserialize)]
    struct Named {
        name: String,
        #[serde(default)]
        aliases: Vec<String>,
        iso3: Option<String>,
    }

    impl Named {
        /// Whether this is meant: a state by its country, anybody else by a name that the report uses.
        fn is(&self, party: &Party) -> bool {
            if let Some(code) = &self.iso3 {
                let state = crate::parties::represented(party.kind);
                return !state && party.country.is_some_and(|c| c.to_string() == *code);
            }
            let plain = |name: &str| name.to_lowercase().trim_start_matches("the ").to_owned();
            let theirs = party.mentions.iter().map(|m| plain(m.exact())).chain([plain(&party.name)]);
            let ours: Vec<String> = self.aliases.iter().chain([&self.name]).map(|n| plain(n)).collect();
            theirs.into_iter().any(|n| ours.contains(&n))
        }
    }

    #[test]
    fn the_sides_of_reports_that_nobody_wrote_rules_by_are_found() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
        let file: File = toml::from_str(&std::fs::read_to_string(corpus.join("sides-held.toml")).unwrap()).unwrap();
        let (engine, frames) = (Engine::new().unwrap(), Frames::shipped().unwrap());
        let (mut right, mut given, mut wanted) = (0, 0, 0);
        for l in file.report.iter().filter(|l| l.sure) {
            let text = Text::new(std::fs::read_to_string(corpus.join(&l.file)).unwrap());
            let report = Report { text, published: Some(l.published.clone()), ..Report::default() };
            let analysis = engine.analyse(&report.text);
            crate::with_scene(report, &analysis, |scene| {
                let sides = read(scene, &frames::acts(scene, &frames)).sides;
                let found: Vec<&Party> = sides.iter().filter_map(|p| scene.party(*p)).collect();
                right += l.sides.iter().filter(|s| found.iter().any(|p| s.is(p))).count();
                (given, wanted) = (given + found.len(), wanted + l.sides.len());
            });
        }
        let (precision, recall) = (right as f64 / given as f64, right as f64 / wanted as f64);
        assert!(precision >= RIGHT && recall >= FOUND, "{right} right of {given}, {wanted} to be found");
    }
}
