//! To whom, where the sentence does not say? "Hamas rejected the accord": those whose accord it is; "Israel refused to
//! yield": whoever it deals with in the rest of the report; "the rebels took the town": the state that they fight.

use std::collections::BTreeMap;

use rapporteur_record::{EventType, Instrument, Party, PartyId, PartyKind};

use crate::dispute::{self, Dispute, is_lasting};
use crate::frames::{Act, means};
use crate::meetings;
use crate::parties::is_fighter;
use crate::positions;
use crate::scene::Scene;

/// Who deals with whom in a report, and whose its instruments are.
pub struct Counterparts<'a> {
    dealings: BTreeMap<(PartyId, PartyId), usize>,
    instruments: &'a [Instrument],
    /// Who signed or agreed.
    signatories: Vec<PartyId>,
    /// Who negotiates.
    negotiators: Vec<PartyId>,
    /// The sides that the report is about: those who agreed, else those of whom it speaks most.
    sides: Vec<PartyId>,
}

impl<'a> Counterparts<'a> {
    /// Reads them off the acts.
    pub fn new(scene: &Scene, acts: &[Act], instruments: &'a [Instrument]) -> Self {
        let mut dealings = BTreeMap::new();
        for act in acts.iter().filter(|x| x.kind.is_some()) {
            let others = if act.recipients.is_empty() { &act.actors } else { &act.recipients };
            for (a, b) in act.actors.iter().flat_map(|a| others.iter().map(move |b| (*a, *b))) {
                let (one, other) = (scene.principal(a), scene.principal(b));
                if !scene.same_side(one, other) && is_lasting(scene, one) && is_lasting(scene, other) {
                    *dealings.entry((one, other)).or_default() += 1;
                    *dealings.entry((other, one)).or_default() += 1;
                }
            }
        }
        let Dispute { signatories, negotiators, sides } = dispute::read(scene, acts);
        Self { dealings, instruments, signatories, negotiators, sides }
    }

    /// Those to whom an act of this type is done that names no one.
    pub fn of(&self, scene: &Scene, act: &Act, kind: EventType) -> Vec<PartyId> {
        let whose = self.owners(scene, act);
        if !whose.is_empty() {
            return whose;
        }
        use EventType::*;
        // Appeals for help go to whoever can give it.
        let to_all = kind == Request && act.mode.as_deref() == Some("assist");
        if kind == Agree && means::is_domestic(scene, act) {
            return vec![];
        }
        let sided = matches!(kind, Agree | Concede | Reject | Request | Threaten) && !to_all && !act.unnamed;
        // "Iran and six powers agreed": those who act together with someone unnamed act with each other.
        let between_two = sided && act.actors.len() == 1 && act.actor_words.len() < 2;
        if !between_two {
            return vec![];
        }
        let other = self.other_side(scene, act.actors[0]);
        // What a state that is none of two sides offers it offers the state that the report is about, as does whoever
        // offers aid.
        let abroad = || scene.party(act.actors[0]).is_some_and(|p| p.country.is_some());
        let aid = || means::content_mode(scene, Request, &act.content).as_deref() == Some("assist");
        let helps = || kind == Agree && (aid() || (abroad() && act.made_by.starts_with("agree.promise")));
        let home = || scene.parties.home_state().filter(|h| helps() && !scene.same_side(*h, act.actors[0]));
        let resists = matches!(kind, Threaten | Reject).then(|| self.fought(scene, act.actors[0])).flatten();
        other.or(resists).or_else(home).or_else(|| self.likely(scene, act.actors[0], kind)).into_iter().collect()
    }

    /// The one whom a party deals with most, where that is one of the sides that are known; what outsiders promise or
    /// threaten is meant for no one in particular.
    fn likely(&self, scene: &Scene, actor: PartyId, kind: EventType) -> Option<PartyId> {
        let among = |p: PartyId| self.sides.is_empty() || self.sides.iter().any(|s| scene.same_side(*s, p));
        let vows = matches!(kind, EventType::Agree | EventType::Threaten);
        let speaks = !vows || among(scene.principal(actor));
        self.partner(scene, actor).filter(|p| speaks && among(*p))
    }

    /// "the rebels", "their fighters": of the group that is a side by its name and of their country, where no other is.
    pub fn by_name(&self, scene: &Scene, party: PartyId) -> PartyId {
        let plain = |p: &Party| {
            let fighters = p.name.split_whitespace().last().is_some_and(|w| is_fighter(&w.to_lowercase()));
            fighters && p.made_by.starts_with("holder") && p.name.split_whitespace().count() < 3
        };
        let Some(fighters) = scene.party(party).filter(|p| plain(p)) else { return party };
        let group = |p: &&PartyId| {
            let p = scene.party(**p);
            let named = |p: &Party| p.kind == PartyKind::ArmedGroup && !p.made_by.starts_with("holder");
            p.is_some_and(|p| named(p) && meetings::stands_out(scene, p))
        };
        let mut groups = self.sides.iter().filter(group);
        let here = |p: &&PartyId| {
            let country = scene.party(**p).and_then(|p| p.country);
            fighters.country.is_none() || country == fighters.country
        };
        match (groups.next().filter(here), groups.next()) {
            (Some(one), None) => *one,
            _ => party,
        }
    }

    /// Of the two sides that the report is about the other.
    pub fn across_from(&self, scene: &Scene, party: PartyId) -> Option<PartyId> {
        self.other_side(scene, party)
    }

    /// Whether a party is one of the two sides that the report is about.
    pub fn is_one_of_two(&self, scene: &Scene, party: PartyId) -> bool {
        self.other_side(scene, party).is_some()
    }

    /// Whom an outsider helps, punishes or moves against where no one is named: the state that the report is about.
    pub fn ground(&self, scene: &Scene, act: &Act) -> Option<PartyId> {
        let [actor] = act.actors.as_slice() else { return None };
        let foreign = scene.party(*actor).filter(|p| matches!(p.kind, PartyKind::State | PartyKind::Igo));
        scene.parties.home_state().filter(|h| foreign.is_some() && !scene.same_side(*h, *actor))
    }

    /// Whom a blow or a step back is meant for, where the sentence names only the ground: the other of two sides; of a
    /// group that is none of them the state in which it fights.
    pub fn foe(&self, scene: &Scene, act: &Act) -> Option<PartyId> {
        let [actor] = act.actors.as_slice() else { return None };
        self.other_side(scene, *actor).or_else(|| self.fought(scene, *actor))
    }

    /// Whom an armed group fights that is none of the sides: the state of its country; of a country without one the side
    /// across from its own.
    pub fn fought(&self, scene: &Scene, group: PartyId) -> Option<PartyId> {
        let country = scene.party(group).filter(|p| p.kind == PartyKind::ArmedGroup)?.country?;
        let here = |p: &PartyId| scene.party(*p).is_some_and(|p| p.country == Some(country));
        let rules = |p: &PartyId| scene.party(*p).is_some_and(|p| p.kind == PartyKind::State);
        match self.sides.as_slice() {
            [one, other] if here(one) && !rules(one) && !here(other) => Some(*other),
            [other, one] if here(one) && !rules(one) && !here(other) => Some(*other),
            _ => scene.parties.state(country),
        }
    }

    /// Those who are at war in the report: the state that it is about and the armed groups of its country, else its sides.
    pub fn at_war(&self, scene: &Scene) -> Vec<PartyId> {
        let Some(home) = scene.parties.home_state() else { return self.sides.clone() };
        let country = scene.party(home).and_then(|p| p.country);
        let fights = |p: &&Party| p.kind == PartyKind::ArmedGroup && p.country == country && p.mentions.len() > 1;
        let groups: Vec<PartyId> = scene.parties.all().iter().filter(fights).map(|p| p.id).collect();
        if groups.is_empty() { self.sides.clone() } else { std::iter::once(home).chain(groups).collect() }
    }

    /// The sides that the report is about, as far as it tells.
    pub fn sides(&self) -> &[PartyId] {
        &self.sides
    }

    /// Of two sides the other.
    fn other_side(&self, scene: &Scene, actor: PartyId) -> Option<PartyId> {
        let side = scene.principal(actor);
        let own = |p: PartyId| p == side || p == actor || scene.same_side(p, actor);
        match self.sides.as_slice() {
            [one, other] if own(*one) != own(*other) => Some(if own(*one) { *other } else { *one }),
            _ => None,
        }
    }

    /// Of two who have agreed or negotiate, and no more, the other.
    pub fn across(&self, scene: &Scene, party: PartyId) -> Option<PartyId> {
        let side = scene.principal(party);
        let own = |p: PartyId| p == side || p == party || scene.same_side(p, party);
        match self.pair(scene)? {
            [one, other] if own(one) != own(other) => Some(if own(one) { other } else { one }),
            _ => None,
        }
    }

    /// The two who have agreed or negotiate, for a party that is none of them.
    pub fn two(&self, scene: &Scene, party: PartyId) -> Vec<PartyId> {
        let outside = |p: &PartyId| *p != scene.principal(party) && !scene.same_side(*p, party);
        self.pair(scene).filter(|two| two.iter().all(outside)).map(Vec::from).unwrap_or_default()
    }

    /// The two whom the report is about: those who have agreed or negotiate, and deal with nobody else more.
    fn pair(&self, scene: &Scene) -> Option<[PartyId; 2]> {
        let [one, other] = *self.all_sides() else { return None };
        let body =
            |p: PartyId| scene.party(p).is_some_and(|p| !matches!(p.kind, PartyKind::Person | PartyKind::Office));
        let only = |p: PartyId, with: PartyId| self.partner(scene, p).is_none_or(|q| q == with);
        let sure = only(one, other) && only(other, one);
        (sure && body(one) && body(other)).then_some([one, other])
    }

    /// Whose the paper is that an act is about: those who signed or wrote it.
    pub fn whose(&self, scene: &Scene, act: &Act) -> Vec<PartyId> {
        self.owners(scene, act)
    }

    /// Who signed or agreed, as far as the report says.
    pub fn signatories(&self) -> &[PartyId] {
        &self.signatories
    }

    /// Who is meant by "both sides": those who signed, else those who negotiate.
    pub fn all_sides(&self) -> &[PartyId] {
        if self.signatories.len() > 1 { &self.signatories } else { &self.negotiators }
    }

    /// The instrument that one of these words names.
    pub fn instrument(&self, scene: &Scene, words: &[usize]) -> Option<&'a Instrument> {
        let names = |i: &&Instrument| {
            words.iter().any(|w| {
                let at = scene.evidence(*w..*w + 1);
                i.mentions.iter().any(|m| m.start() <= at.start() && at.end() <= m.end())
            })
        };
        self.instruments.iter().find(names)
    }

    /// The parties of the instrument that the act is about.
    fn owners(&self, scene: &Scene, act: &Act) -> Vec<PartyId> {
        let instrument = self.instrument(scene, &act.content);
        let known = instrument.iter().flat_map(|i| i.parties.iter().chain(&i.authors));
        // An agreement is of those who signed it; talks and what comes of them are of the sides that the report is about.
        let agreed = act.content.iter().any(|w| positions::is_paper(scene, *w));
        let judged = matches!(act.kind, Some(EventType::Support | EventType::Accuse));
        let talked = judged && act.content.iter().any(|w| positions::is_outcome(scene, *w));
        let signed = self.sides.iter().filter(|_| (agreed || talked) && act.kind != Some(EventType::Agree));
        let mut out: Vec<PartyId> = vec![];
        for p in known.chain(signed) {
            let own = act.actors.iter().chain(&out).any(|a| scene.same_side(*a, *p));
            if !own {
                out.push(*p);
            }
        }
        out
    }

    /// The one whom a party deals with more than with any other.
    fn partner(&self, scene: &Scene, actor: PartyId) -> Option<PartyId> {
        let side = scene.principal(actor);
        let mut all: Vec<(usize, PartyId)> =
            self.dealings.iter().filter(|((a, _), _)| *a == side).map(|((_, b), n)| (*n, *b)).collect();
        all.sort_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
        match all.as_slice() {
            [(_, one)] => Some(*one),
            // Where a party deals with several, one must stand out.
            [(n, one), (m, _), ..] if *n >= 2 * m => Some(*one),
            _ => None,
        }
    }
}
