//! Where? Places that a report names, each resolved to one place of the gazetteer by what the report says around it.

mod context;
pub(crate) mod lexicon;
mod toponyms;

use std::collections::HashMap;

use rapporteur_language::Analysis;
use rapporteur_record::{Alternative, Place, PlaceId, Report};
use rapporteur_world as world;

use crate::parties::Parties;
use context::Context;
use toponyms::toponyms;

/// The places of a report.
pub fn read(report: &Report, a: &Analysis, parties: &Parties) -> Vec<Place> {
    let text = &report.text;
    let day = report.published.as_deref().and_then(world::Day::parse);
    let found = toponyms(text, a, parties);
    let context = Context::new(&found, parties.home());
    let mut out: Vec<Place> = vec![];
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for t in &found {
        let name = &text[a.bytes(t.words.clone())];
        let evidence = text.evidence(a.bytes(t.words.clone()));
        let key = name.to_lowercase();
        if let Some(i) = by_name.get(&key) {
            out[*i].mentions.push(evidence);
            continue;
        }
        let mut ranked: Vec<(f64, &world::Place)> = t.candidates.iter().map(|c| (context.score(c, t), c)).collect();
        ranked.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.geonames.cmp(&y.1.geonames)));
        let total: f64 = ranked.iter().map(|(s, _)| s.exp()).sum();
        let share = |s: f64| (s.exp() / total.max(f64::MIN_POSITIVE)) as f32;
        let best = ranked.first().map(|(s, p)| (share(*s), (*p).clone()));
        by_name.insert(key, out.len());
        out.push(Place {
            id: PlaceId(out.len() as u32 + 1),
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
            country: (best.as_ref())
                .and_then(|(_, p)| p.country)
                .map(|c| world::World::shipped().state_on(c, day))
                .or_else(|| parties.home().filter(|_| best.is_none() && t.is_town(text, a))),
            geonames: best.as_ref().and_then(|(_, p)| p.geonames),
            lat: best.as_ref().map(|(_, p)| p.lat),
            lon: best.as_ref().map(|(_, p)| p.lon),
            score: best.as_ref().map(|(s, _)| *s),
            alternatives: ranked.iter().skip(1).take(4).filter_map(|(s, p)| alternative(share(*s), p)).collect(),
            mentions: vec![evidence],
            made_by: if best.is_some() { "places.gazetteer".into() } else { "places.name".into() },
        });
    }
    out
}

fn alternative(score: f32, p: &world::Place) -> Option<Alternative> {
    Some(Alternative { geonames: p.geonames?, name: p.name.into(), country: p.country, lat: p.lat, lon: p.lon, score })
}
