//! Journeys that only lead to a meeting of others.

use rapporteur_record::PartyId;

use super::mention::Mention;
use super::when::journey;
use crate::scene::Scene;

/// "flew to Doha for talks with the rebels": the talks are the meeting, and none is with Qatar; nor is one with the state in
/// which others of the report meet, whoever arrives there.
pub(super) fn drop(scene: &Scene, mentions: &mut Vec<Mention>) {
    let visit = |m: &Mention| m.act.mode.as_deref() == Some("visit") && !m.act.made_by.contains("visit: visit");
    let has = |m: &Mention, p: &PartyId| m.parties.iter().any(|q| scene.same_side(*p, *q));
    let leads_to = |v: &Mention, m: &Mention| journey(scene, &m.act) == Some(v.act.anchor);
    let held_there = |v: &Mention, m: &Mention| v.place.zip(m.place).is_some_and(|(p, q)| scene.same_place(p, q));
    let only_there = |v: &Mention| {
        let others =
            mentions.iter().filter(|m| !visit(m) && m.act.mode.as_deref() != Some("visit") && m.parties.len() > 1);
        let mut others = others.filter(|m| leads_to(v, m) || held_there(v, m));
        let received = |m: &Mention| v.act.recipients.iter().all(|p| has(m, p));
        others.any(|m| !received(m)) && !mentions.iter().any(|m| !visit(m) && received(m) && m.parties.len() > 1)
    };
    let gone: Vec<bool> = mentions.iter().map(|m| visit(m) && !m.act.recipients.is_empty() && only_there(m)).collect();
    let mut gone = gone.into_iter();
    mentions.retain(|_| !gone.next().unwrap_or(false));
}
