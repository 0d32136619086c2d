//! ICEWS's tab-separated columns: a line for each event and pair of sides.

use rapporteur_record::{Party, Record};

use super::{countries, day, dyads, line, place_of, shown};
use crate::{Ties, code};

/// The columns, as the coded event data name them.
pub const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

/// The events of a report.
pub fn lines(record: &Record, ties: &Ties) -> String {
    let mut out = String::new();
    for e in &record.events {
        let Some(code) = code(e) else { continue };
        let place = place_of(record, e);
        let known = place.and_then(countries::gazetteer);
        let named = |kind| known.as_ref().filter(|k| k.kind == kind).map(|k| k.name.to_string());
        for (i, (source, target)) in dyads(record, e).into_iter().enumerate() {
            let [source_name, source_sectors, source_country] = side(source);
            let [target_name, target_sectors, target_country] = side(target);
            out += &line(&[
                format!("{}#{}.{}", record.report.id, e.id, i + 1),
                shown(day(e.when.as_ref())),
                source_name,
                source_sectors,
                source_country,
                code.name().to_string(),
                code.cameo.clone(),
                format!("{:.1}", code.score),
                target_name,
                target_sectors,
                target_country,
                ties.story.map_or_else(|| record.report.id.clone(), |s| s.to_string()),
                String::new(),
                shown(record.report.publisher.as_ref()),
                shown(named(rapporteur_world::Kind::City)),
                String::new(),
                shown(named(rapporteur_world::Kind::State)),
                countries::codes(place.and_then(|p| p.country)).name.to_string(),
                shown(place.and_then(|p| p.lat)),
                shown(place.and_then(|p| p.lon)),
            ]);
        }
    }
    out
}

fn side(party: Option<&Party>) -> [String; 3] {
    let Some(p) = party else { return Default::default() };
    [p.name.clone(), p.sector.join(","), countries::codes(p.country).name.to_string()]
}
