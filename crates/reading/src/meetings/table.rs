//! Who sits at the table? The sides that negotiate in a report, meant where it says no more than "the talks" or "the
//! delegations".

use rapporteur_record::{EventType, Party, PartyId, PartyKind, Status, Step};

use super::sides;
use crate::frames::Act;
use crate::scene::Scene;

/// Sentences within which those who met last are meant rather than those who negotiate in the report.
const REACH: usize = 3;

/// The sides that act together in a report, in the order of its words.
#[derive(Default)]
pub(super) struct Table {
    joint: Vec<Joint>,
}

/// An act that two sides or more do together.
struct Joint {
    sentence: usize,
    sides: Vec<PartyId>,
    /// Whether it shows who negotiates: no journey or call, and nothing that is only planned.
    negotiates: bool,
}

impl Table {
    /// Reads who acts together: by meeting, signing, agreeing.
    pub fn read(scene: &Scene, acts: &[Act]) -> Table {
        let mut table = Table::default();
        for act in acts.iter().filter(|x| x.status != Status::Hypothetical && acts_together(x)) {
            let sides = if act.meeting {
                sides::read(scene, act, &table, false).parties
            } else {
                distinct(scene, act.actors.iter().copied())
            };
            let negotiates = act.mode.is_none() && act.status != Status::Planned;
            if sides.len() > 1 {
                table.joint.push(Joint { sentence: scene.a.words[act.anchor].sentence, sides, negotiates });
            }
        }
        table
    }

    /// Those who are meant in a sentence: who acted together in it or shortly before, else who negotiates.
    pub fn at(&self, sentence: usize) -> &[PartyId] {
        let near = self.joint.iter().rev().find(|j| j.sentence <= sentence && j.sentence + REACH >= sentence);
        near.map_or(self.main(), |j| &j.sides)
    }

    /// Those who first negotiate in the report.
    pub fn main(&self) -> &[PartyId] {
        self.joint.iter().find(|j| j.negotiates).map_or(&[], |j| &j.sides)
    }
}

fn acts_together(act: &Act) -> bool {
    act.meeting
        || act.mutual
        || act.kind == Some(EventType::Agree)
        || matches!(act.step, Some(Step::Signed | Step::Adopted))
}

/// For whom these act, each side once.
pub(super) fn distinct(scene: &Scene, parties: impl Iterator<Item = PartyId>) -> Vec<PartyId> {
    let mut out: Vec<PartyId> = vec![];
    for p in parties.map(|p| named_group(scene, scene.principal(p))) {
        if !out.iter().any(|q| scene.same_side(*q, p)) {
            out.push(p);
        }
    }
    out
}

/// "the rebels", "Muslim guerrillas": the group of that country that the report names most, where it names one.
fn named_group(scene: &Scene, party: PartyId) -> PartyId {
    let group = |p: &&Party| p.kind == PartyKind::ArmedGroup;
    let Some(unnamed) = scene.party(party).filter(group).filter(|p| p.made_by.starts_with("holder")) else {
        return party;
    };
    let here = |p: &&Party| p.country == unnamed.country || unnamed.country.is_none();
    let named = scene.parties.all().iter().filter(group).filter(|p| p.made_by == "party.known").filter(here);
    named.max_by_key(|p| (p.mentions.len(), std::cmp::Reverse(p.id))).map_or(party, |p| p.id)
}

/// A state and those who fight its government: the armed group of that country that the report names most.
pub(super) fn adversaries(scene: &Scene, state: PartyId) -> Option<Vec<PartyId>> {
    let country = scene.party(state)?.country?;
    let groups = scene.parties.all().iter().filter(|p| p.kind == PartyKind::ArmedGroup);
    let here = groups.filter(|p| p.country.is_none_or(|c| c == country));
    let group = here.max_by_key(|p| (p.country.is_some(), p.mentions.len(), std::cmp::Reverse(p.id)))?;
    Some(distinct(scene, [state, group.id].into_iter()))
}
