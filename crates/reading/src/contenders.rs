//! Whom is a report about, where it says of nobody that they agreed? Each party gathers points for how much
//! the report speaks of it and for what it does; those with enough are the sides.
//!
//! A scorecard in the manner of a logistic regression: the points were fitted by one to the sides of 77 reports (the open
//! half of `corpus/` and news), read off their texts by hand, and rounded to a tenth; half the chance of being a side is 0.

use std::collections::BTreeSet;

use rapporteur_record::{EventType, Party, PartyId, PartyKind, Status};

use crate::dispute::{Helpers, is_described, is_lasting, is_third, side};
use crate::frames::Act;
use crate::scene::Scene;

/// Points of every party, and of the weakest that may be one of only two: one chance in four.
const START: f64 = -3.1;
const WEAKEST: f64 = -1.1;
/// Sentences of a report at the least, as the points were fitted to whole ones.
const WHOLE: usize = 5;
/// Sentences in which a report says what it is about, and how many of them count.
const LEAD: usize = 3;
const OPENED: usize = 2;
/// Rounds of talks that count.
const ROUNDS: usize = 3;

/// A party with what the report tells of it.
struct Contender {
    party: PartyId,
    sentences: BTreeSet<usize>,
}

/// The sides by points; none where fewer than two have enough.
pub(crate) fn sides(scene: &Scene, acts: &[Act], helpers: &Helpers) -> Vec<PartyId> {
    if scene.a.sentences.len() < WHOLE {
        return vec![];
    }
    let field = Field::read(scene, acts, helpers);
    let mut all: Vec<(f64, PartyId)> = (0..field.all.len()).map(|c| (field.points(c), field.all[c].party)).collect();
    all.retain(|(points, _)| *points >= WEAKEST);
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    // "Moslem guerrillas" are those of the group that the report names.
    let groups = all.iter().filter_map(|(_, p)| scene.party(*p)).filter(|p| p.kind == PartyKind::ArmedGroup);
    let (nameless, named): (Vec<&Party>, Vec<&Party>) = groups.partition(|p| is_described(p));
    let meant = |p: &&&Party| named.iter().any(|q| p.country.is_none() || p.country == q.country);
    let again: Vec<PartyId> = nameless.iter().filter(meant).map(|p| p.id).collect();
    all.retain(|(_, p)| !again.contains(p));
    let sure = all.iter().filter(|(points, _)| *points >= 0.0).count();
    all.truncate(sure.max(2));
    if all.len() > 1 { all.into_iter().map(|(_, p)| p).collect() } else { vec![] }
}

/// All who may be sides, and the acts between them.
struct Field<'a> {
    scene: &'a Scene<'a>,
    acts: Vec<Told<'a>>,
    helpers: &'a Helpers,
    all: Vec<Contender>,
    thirds: Vec<bool>,
}

/// An act that a report tells as real, by those who may be sides.
struct Told<'a> {
    act: &'a Act,
    actors: BTreeSet<usize>,
    recipients: BTreeSet<usize>,
}

impl<'a> Field<'a> {
    fn read(scene: &'a Scene<'a>, acts: &'a [Act], helpers: &'a Helpers) -> Self {
        let mut all: Vec<Contender> = vec![];
        for party in scene.parties.all() {
            let own = side(scene, party.id);
            if !is_lasting(scene, own) {
                continue;
            }
            let first = party.mentions.iter().filter_map(|m| scene.words_of(m).next());
            let sentences = first.map(|w| scene.a.words[w].sentence);
            match all.iter_mut().find(|c| c.party == own || scene.same_side(c.party, own)) {
                Some(known) => known.sentences.extend(sentences),
                None => all.push(Contender { party: own, sentences: sentences.collect() }),
            }
        }
        let find = |p: &PartyId| {
            let own = side(scene, *p);
            all.iter().position(|c| c.party == own || scene.same_side(c.party, own))
        };
        let real = acts.iter().filter(|x| !matches!(x.status, Status::Hypothetical | Status::Denied));
        let told = real.map(|act| Told {
            act,
            actors: act.actors.iter().filter_map(find).collect(),
            recipients: act.recipients.iter().filter_map(find).collect(),
        });
        let acts_told = told.collect();
        let thirds = all.iter().map(|c| is_third(scene, acts, c.party)).collect();
        Field { scene, acts: acts_told, helpers, all, thirds }
    }

    fn points(&self, c: usize) -> f64 {
        let contender = &self.all[c];
        let told = contender.sentences.len();
        let most = self.all.iter().map(|o| o.sentences.len()).max().unwrap_or(1).max(1);
        let lead = contender.sentences.iter().filter(|s| **s < LEAD).count().min(OPENED);
        let mediates = |o: usize| self.helpers.mediates(self.scene, self.all[o].party);
        let hosts = self.helpers.receives(self.scene, contender.party);
        let described = self.scene.party(contender.party).is_some_and(is_described);
        let if_so = |so: bool, points: f64| if so { points } else { 0.0 };
        START
            + 2.0 * share(told, most)
            + 1.7 * share(lead, OPENED)
            + if_so(told < 2, -1.4)
            + 0.9 * share(self.talks(c, &mediates).min(ROUNDS), ROUNDS)
            + 0.8 * self.share_of_talks(c, &mediates)
            + 1.2 * self.share_of_strife(c)
            + if_so(self.is_civil(c), 1.4)
            + if_so(self.fights(c), 0.5)
            + if_so(described, 0.5)
            + if_so(mediates(c), -0.9)
            + if_so(hosts, -0.6)
            + if_so(self.thirds[c], -0.3)
    }

    /// How often it meets or agrees with others who do not only help, calls and what is only planned aside.
    fn talks(&self, c: usize, mediates: &impl Fn(usize) -> bool) -> usize {
        let negotiates = |t: &&Told| t.act.mode.is_none() && t.act.status != Status::Planned;
        self.together(c, mediates).filter(negotiates).count()
    }

    fn share_of_talks(&self, c: usize, mediates: &impl Fn(usize) -> bool) -> f64 {
        let all = self.acts.iter().filter(|t| joins(t.act) && t.actors.union(&t.recipients).count() > 1).count();
        share(self.together(c, mediates).count(), all.max(1))
    }

    fn together<'f>(&'f self, c: usize, mediates: &'f impl Fn(usize) -> bool) -> impl Iterator<Item = &'f Told<'a>> {
        self.acts.iter().filter(move |t| {
            let mut others = t.actors.union(&t.recipients).filter(|o| **o != c && !mediates(**o));
            joins(t.act) && (t.actors.contains(&c) || t.recipients.contains(&c)) && others.next().is_some()
        })
    }

    /// Its part in what the sides do against each other or ask of each other.
    fn share_of_strife(&self, c: usize) -> f64 {
        let strife = || self.acts.iter().filter(|t| contends(t.act));
        let within = |o: usize| strife().filter(|t| t.actors.contains(&o) || t.recipients.contains(&o)).count();
        let most = (0..self.all.len()).map(within).max().unwrap_or(1).max(1);
        let acts = strife().filter(|t| t.actors.contains(&c)).count();
        share(acts + strife().filter(|t| t.recipients.contains(&c)).count(), most)
    }

    fn fights(&self, c: usize) -> bool {
        use PartyKind::{ArmedGroup, Party, People};
        self.scene.party(self.all[c].party).is_some_and(|p| matches!(p.kind, ArmedGroup | Party | People))
    }

    /// Whether it is a state and a group of its country is told of too, or the other way round.
    fn is_civil(&self, c: usize) -> bool {
        let country = |o: usize| self.scene.party(self.all[o].party).and_then(|p| p.country);
        let own = country(c);
        own.is_some() && (0..self.all.len()).any(|o| country(o) == own && self.fights(o) != self.fights(c))
    }
}

fn share(part: usize, of: usize) -> f64 {
    part as f64 / of as f64
}

fn joins(act: &Act) -> bool {
    act.meeting || act.mutual || act.kind == Some(EventType::Agree)
}

fn contends(act: &Act) -> bool {
    use EventType::{Accuse, Assault, Coerce, Concede, Reject, Request, Threaten};
    matches!(act.kind, Some(Assault | Coerce | Reject | Accuse | Threaten | Concede | Request))
}
