//! POLECAT's tab-separated columns: an event a line, several parties with "; " between, "None" where nothing is known.

use rapporteur_record::{Event, Party, PartyKind, Record};

use super::{countries, day, line, parties, place_of};
use crate::code;

/// The columns, as POLECAT's weekly files name them.
pub const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

const NOTHING: &str = "None";
const AND: &str = "; ";

/// The events of a report.
pub fn lines(record: &Record) -> String {
    let story = Story::of(record);
    record.events.iter().map(|e| line(&fields(record, e, &story))).collect()
}

/// What all events of a report have in common.
struct Story {
    people: String,
    organisations: String,
    locations: String,
}

impl Story {
    fn of(record: &Record) -> Self {
        let named = |person: bool| {
            joined(record.parties.iter().filter(|p| (p.kind == PartyKind::Person) == person).map(|p| p.name.clone()))
        };
        Story {
            people: named(true),
            organisations: named(false),
            locations: joined(record.places.iter().map(|p| p.name.clone())),
        }
    }
}

fn fields(record: &Record, e: &Event, story: &Story) -> Vec<String> {
    let code = code(e);
    let mut out = vec![
        format!("{}#{}", record.report.id, e.id),
        or_nothing(day(e.when.as_ref())),
        e.kind.to_string(),
        or_nothing(e.mode.clone()),
        or_nothing(code.map(|c| format!("{:.1}", c.score))),
        or_nothing(code.map(|c| c.quad)),
        joined(e.contexts.iter().cloned()),
    ];
    out.extend(side(&parties(record, &e.actors)));
    out.extend(side(&parties(record, &e.recipients)));
    let place = place_of(record, e);
    let known = place.and_then(countries::gazetteer);
    let is = |kind| known.as_ref().is_some_and(|k| k.kind == kind);
    let name = place.map(|p| p.name.clone());
    out.extend([
        or_nothing(known.as_ref().map(|k| k.name.to_string()).or(name.clone())),
        or_nothing(name.clone().filter(|_| is(rapporteur_world::Kind::City))),
        NOTHING.into(),
        or_nothing(name.clone().filter(|_| is(rapporteur_world::Kind::State))),
        or_nothing(place.and_then(|p| p.country)),
        or_nothing(place.and_then(|p| p.lat)),
        or_nothing(place.and_then(|p| p.lon)),
        or_nothing(place.and_then(|p| p.geonames)),
        or_nothing(name),
        NOTHING.into(),
        or_nothing(record.report.publisher.clone()),
        or_nothing(day(record.report.published.as_ref())),
        story.people.clone(),
        story.organisations.clone(),
        story.locations.clone(),
        or_nothing(record.report.language.clone()),
        record.made_with.clone(),
    ]);
    out
}

/// The eight columns of a side.
fn side(all: &[&Party]) -> [String; 8] {
    let each = |of: fn(&Party) -> Option<String>| {
        let told: Vec<Option<String>> = all.iter().map(|p| of(p)).collect();
        if told.iter().all(Option::is_none) { NOTHING.to_string() } else { joined(told.into_iter().map(or_nothing)) }
    };
    [
        each(|p| Some(p.name.clone())),
        each(|p| p.country.map(|c| c.to_string())),
        each(|p| countries::codes(p.country).cow.map(String::from)),
        each(|p| p.sector.first().cloned()),
        each(|p| (!p.sector.is_empty()).then(|| p.sector.join(","))),
        each(|p| p.roles.first().map(|r| r.title.clone())),
        each(|p| p.mentions.first().map(|m| m.exact().to_string())),
        NOTHING.into(),
    ]
}

fn joined(all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    if all.is_empty() { NOTHING.into() } else { all.join(AND) }
}

fn or_nothing<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| NOTHING.into(), |v| v.to_string())
}
