//! To whom, where the sentence does not say? "Hamas rejected the accord": those whose accord it is; "Israel refused to
//! yield": whoever it deals with in the rest of the report.

use std::collections::BTreeMap;

use rapporteur_record::{EventType, Instrument, PartyId, PartyKind};

use crate::frames::Act;
use crate::meetings;
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
}

impl<'a> Counterparts<'a> {
    /// Reads them off the acts.
    pub fn new(scene: &Scene, acts: &[Act], instruments: &'a [Instrument]) -> Self {
        let mut dealings = BTreeMap::new();
        for act in acts.iter().filter(|x| x.kind.is_some()) {
            let others = if act.recipients.is_empty() { &act.actors } else { &act.recipients };
            for (a, b) in act.actors.iter().flat_map(|a| others.iter().map(move |b| (*a, *b))) {
                let (one, other) = (scene.principal(a), scene.principal(b));
                if !scene.same_side(one, other) && lasting(scene, one) && lasting(scene, other) {
                    *dealings.entry((one, other)).or_default() += 1;
                    *dealings.entry((other, one)).or_default() += 1;
                }
            }
        }
        let negotiators = meetings::negotiators(scene, acts);
        let signatories = positions::signatories(scene, acts, &negotiators);
        Self { dealings, instruments, signatories, negotiators }
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
        let sided = matches!(kind, Agree | Concede | Reject | Request | Threaten) && !to_all && !act.unnamed;
        // "Iran and six powers agreed": those who act together with someone unnamed act with each other.
        let between_two = sided && act.actors.len() == 1 && act.actor_words.len() < 2;
        if between_two { self.partner(scene, act.actors[0]).into_iter().collect() } else { vec![] }
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
        // An agreement is of those who signed it.
        let agreed = act.content.iter().any(|w| positions::is_paper(scene, *w));
        let signed = self.signatories.iter().filter(|_| agreed && act.kind != Some(EventType::Agree));
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

/// Whether a party deals with others on its own account: no person without a body, no unnamed office.
fn lasting(scene: &Scene, party: PartyId) -> bool {
    scene.party(party).is_some_and(|p| !matches!(p.kind, PartyKind::Person | PartyKind::Office))
}
