//! The events of a record for programs that count them: as PLOVER in JSON, or as CAMEO codes in columns.

use std::fmt::Write;

use rapporteur_reading::events::code;
use rapporteur_record::{Event, Party, PartyId};
use serde_json::{Value, json};

use crate::Record;

/// No party, as event data write it.
const NOBODY: &str = "---";

/// PLOVER, a JSON object for each event, one a line.
pub fn plover(record: &Record) -> String {
    let mut out = String::new();
    for e in &record.events {
        let sides = |ids: &[PartyId]| ids.iter().filter_map(|id| party(record, *id)).map(actor).collect::<Vec<_>>();
        let place = e.place.and_then(|id| record.places.iter().find(|p| p.id == id));
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

fn party(record: &Record, id: PartyId) -> Option<&Party> {
    record.parties.iter().find(|p| p.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Reader, Report, Text};

    fn read(text: &str) -> Record {
        let report = Report { text: Text::new(text), published: Some("2024-03-06".into()), ..Report::default() };
        Reader::new().expect("the model that ships loads").read(report)
    }

    #[test]
    fn a_line_for_each_pair_of_sides() {
        let record = read("Iraqi soldiers shelled Kuwait on Monday. Thai and Cambodian soldiers clashed on Tuesday.");
        expect_test::expect![[r"
            2024-03-04	IRQMIL	KWTGOV	194	4	-10.0	Iraqi soldiers shelled Kuwait on Monday
            2024-03-05	THAMIL	KHMMIL	190	4	-10.0	Thai and Cambodian soldiers clashed on Tuesday
            2024-03-05	KHMMIL	THAMIL	190	4	-10.0	Thai and Cambodian soldiers clashed on Tuesday
        "]]
        .assert_eq(&cameo(&record));
    }

    #[test]
    fn an_object_for_each_event() {
        let line = plover(&read("Canada imposed sanctions on Haiti on Monday."));
        let event: Value = serde_json::from_str(line.trim()).expect("one event, one line of JSON");
        assert_eq!(event["type"], "SANCTION");
        assert_eq!(event["source"][0]["code"], "CAN");
        assert_eq!(event["target"][0]["code"], "HTI");
        assert_eq!(event["date"], "2024-03-04");
        assert_eq!(event["quad"], 4);
        assert_eq!(event["eventText"], "imposed");
    }
}
