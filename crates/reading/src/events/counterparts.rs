//! To whom, where the sentence does not say? "Hamas rejected the accord": those whose accord it is; "Israel refused to
//! yield": whoever it deals with in the rest of the report.

use std::collections::BTreeMap;

use rapporteur_record::{EventType, Instrument, PartyId};

use crate::frames::Act;
use crate::scene::Scene;

/// Who deals with whom in a report, and whose its instruments are.
pub struct Counterparts<'a> {
    dealings: BTreeMap<(PartyId, PartyId), usize>,
    instruments: &'a [Instrument],
}

impl<'a> Counterparts<'a> {
    /// Reads them off the acts.
    pub fn new(scene: &Scene, acts: &[Act], instruments: &'a [Instrument]) -> Self {
        let mut dealings = BTreeMap::new();
        for act in acts.iter().filter(|x| x.kind.is_some()) {
            let others = if act.recipients.is_empty() { &act.actors } else { &act.recipients };
            for (a, b) in act.actors.iter().flat_map(|a| others.iter().map(move |b| (*a, *b))) {
                let (one, other) = (scene.principal(a), scene.principal(b));
                if !scene.same_side(one, other) {
                    *dealings.entry((one, other)).or_default() += 1;
                    *dealings.entry((other, one)).or_default() += 1;
                }
            }
        }
        Self { dealings, instruments }
    }

    /// Those to whom an act is done that names no one.
    pub fn of(&self, scene: &Scene, act: &Act, kind: EventType) -> Vec<PartyId> {
        let whose = self.owners(scene, act);
        if !whose.is_empty() {
            return whose;
        }
        use EventType::*;
        let between_two = matches!(kind, Agree | Concede | Reject | Request | Threaten) && act.actors.len() == 1;
        if between_two { self.partner(scene, act.actors[0]).into_iter().collect() } else { vec![] }
    }

    /// The parties of the instrument that the act is about.
    fn owners(&self, scene: &Scene, act: &Act) -> Vec<PartyId> {
        let about = |i: &&Instrument| {
            act.content.iter().any(|w| {
                let at = scene.evidence(*w..*w + 1);
                i.mentions.iter().any(|m| m.start() <= at.start() && at.end() <= m.end())
            })
        };
        let instrument = self.instruments.iter().find(about);
        let mut out: Vec<PartyId> = vec![];
        for p in instrument.iter().flat_map(|i| i.parties.iter().chain(&i.authors)) {
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
            [(n, one), (m, _), ..] if n > m => Some(*one),
            _ => None,
        }
    }
}
