//! The events of a record for programs that count them: as PLOVER in JSON, or as CAMEO codes in columns.

use std::fmt::Write;

use rapporteur_record::{Event, Party, PartyId, Record};
use serde_json::{Value, json};

use super::{party, place_of};
use crate::code;

/// No party, as event data write it.
const NOBODY: &str = "---";

/// PLOVER, a JSON object for each event, one a line.
pub fn plover(record: &Record) -> String {
    let mut out = String::new();
    for e in &record.events {
        let sides = |ids: &[PartyId]| ids.iter().filter_map(|id| party(record, *id)).map(actor).collect::<Vec<_>>();
        let place = place_of(record, e);
        let code = code(e);
        let line = json!({
            "id": format!("{}#{}", record.report.id, e.id),
            "report": record.report.id,
            "published": record.report.published,
            "date": e.when,
            "type": e.kind.as_str(),
            "mode": e.mode,
            "context": e.contexts,
            "status": e.status.as_str(),
            "source": sides(&e.actors),
            "target": sides(&e.recipients),
            "location": place.map(|p| json!({"name": p.name, "country": p.country, "geonames": p.geonames, "lat": p.lat, "lon": p.lon})),
            "eventText": e.trigger.exact(),
            "text": e.evidence.exact(),
            "start": e.evidence.start(),
            "end": e.evidence.end(),
            "cameo": code.map(|c| &c.cameo),
            "quad": code.map(|c| c.quad),
            "score": code.map(|c| c.score),
        });
        let _ = writeln!(out, "{line}");
    }
    out
}

fn actor(p: &Party) -> Value {
    json!({"actorText": p.name, "code": p.country, "sector": p.sector, "kind": p.kind.as_str()})
}

/// CAMEO, a line for each event and pair of sides: date, source, target, code, quad class, score, text; a tab between.
pub fn cameo(record: &Record) -> String {
    let mut out = String::new();
    for e in &record.events {
        let Some(c) = code(e) else { continue };
        let date = e.when.as_deref().unwrap_or_default();
        let text = e.evidence.exact().split_whitespace().collect::<Vec<_>>().join(" ");
        for (source, target) in pairs(record, e) {
            let _ = writeln!(out, "{date}\t{source}\t{target}\t{}\t{}\t{:.1}\t{text}", c.cameo, c.quad, c.score);
        }
    }
    out
}

/// Who did it to whom, in codes; of a mutual act, each to each.
fn pairs(record: &Record, e: &Event) -> Vec<(String, String)> {
    let codes = |ids: &[PartyId]| {
        let mut all: Vec<String> = ids.iter().filter_map(|id| party(record, *id)).map(agent).collect();
        all.dedup();
        if all.is_empty() { vec![NOBODY.to_string()] } else { all }
    };
    let (sources, targets) = (codes(&e.actors), codes(&e.recipients));
    if e.recipients.is_empty() && sources.len() > 1 {
        let each = |s: &String| sources.iter().filter(|t| *t != s).map(|t| (s.clone(), t.clone())).collect::<Vec<_>>();
        return sources.iter().flat_map(each).collect();
    }
    sources.iter().flat_map(|s| targets.iter().map(|t| (s.clone(), t.clone()))).collect()
}

/// "RUSMIL": country and sector, as far as known.
fn agent(p: &Party) -> String {
    let country = p.country.map(|c| c.to_string()).unwrap_or_default();
    let code = country + p.sector.first().map_or("", String::as_str);
    if code.is_empty() { NOBODY.into() } else { code }
}
