//! The 61 columns of GDELT 2.0's events table: a line for each event and pair of sides, blank where we know nothing.

use rapporteur_record::{Event, Party, Place, Record};

use super::{countries, day, dyads, line, place_of, shown};
use crate::{Code, code};

/// The columns, as GDELT's codebook names them; its files have no line of names.
pub const COLUMNS: &[&str] = &[
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// The events of a report.
pub fn lines(record: &Record) -> String {
    let mut out = String::new();
    for e in &record.events {
        let Some(code) = code(e) else { continue };
        for (i, (first, second)) in dyads(record, e).into_iter().enumerate() {
            out += &line(&fields(record, e, code, i, first, second));
        }
    }
    out
}

fn fields(
    record: &Record,
    e: &Event,
    code: &Code,
    pair: usize,
    first: Option<&Party>,
    second: Option<&Party>,
) -> Vec<String> {
    let date = day(e.when.as_ref());
    let digits = |d: &str| d.replace('-', "");
    let mut out = vec![
        number(&[&record.report.id, shown(record.report.published.as_ref()).as_str(), &format!("{}.{pair}", e.id)]),
        shown(date.as_deref().map(digits)),
        shown(date.as_deref().map(|d| digits(&d[..7]))),
        shown(date.as_deref().map(|d| d[..4].to_string())),
        shown(date.as_deref().and_then(fraction)),
    ];
    out.extend(actor(first));
    out.extend(actor(second));
    out.extend([
        u8::from(leads(record, e)).to_string(),
        code.cameo.clone(),
        code.cameo.chars().take(3).collect(),
        code.cameo[..2].to_string(),
        code.quad.to_string(),
        format!("{:.1}", code.score),
        "1".into(),
        "1".into(),
        "1".into(),
        String::new(),
    ]);
    out.extend(vec![String::new(); 16]);
    out.extend(geography(place_of(record, e)));
    out.extend([
        shown(day(record.report.published.as_ref()).map(|d| digits(&d) + "000000")),
        shown(record.report.url.as_ref()),
    ]);
    out
}

/// Whether it stands in the lead: the first paragraph.
fn leads(record: &Record, e: &Event) -> bool {
    let before: String = record.report.text.chars().take(e.evidence.start()).collect();
    !before.trim_start().contains('\n')
}

fn actor(party: Option<&Party>) -> Vec<String> {
    let Some(p) = party else { return vec![String::new(); 10] };
    let country = shown(p.country);
    let mut out = vec![country.clone() + p.sector.first().map_or("", String::as_str), p.name.to_uppercase(), country];
    out.extend(vec![String::new(); 4]);
    out.extend((0..3).map(|i| shown(p.sector.get(i))));
    out
}

/// Type, name, country (FIPS), first and second division, latitude, longitude, feature.
fn geography(place: Option<&Place>) -> Vec<String> {
    use rapporteur_world::Kind;
    let Some(p) = place else { return vec![String::new(); 8] };
    let known = countries::gazetteer(p);
    let american = p.country.is_some_and(|c| c.as_str() == "USA");
    let kind = known.as_ref().and_then(|k| match k.kind {
        Kind::Country => Some(1),
        Kind::State => Some(2),
        Kind::City => Some(if american { 3 } else { 4 }),
        Kind::Region => None,
    });
    let state = known.filter(|k| american && !k.admin1.is_empty()).map(|k| format!("US{}", k.admin1));
    vec![
        shown(kind),
        p.name.clone(),
        shown(countries::codes(p.country).fips),
        shown(state),
        String::new(),
        shown(p.lat),
        shown(p.lon),
        String::new(),
    ]
}

/// The year and the share of it that has passed, as GDELT counts it: months of 30 and years of 365 days.
fn fraction(day: &str) -> Option<String> {
    let mut parts = day.split('-').map(|p| p.parse::<f64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    Some(format!("{:.4}", year + ((month - 1.0) * 30.0 + day) / 365.0))
}

/// A number that stays the same from run to run (FNV-1a).
fn number(parts: &[&str]) -> String {
    let bytes = parts.iter().flat_map(|p| p.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_columns_as_in_gdelt_and_each_stands_once() {
        assert_eq!(COLUMNS.len(), 61);
        let mut names = COLUMNS.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 61);
    }
}
