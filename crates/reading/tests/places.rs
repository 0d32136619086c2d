//! The places of `tests/suite/places`, a line a place: name, country, how the gazetteer calls it, mentions.

mod suite;

use rapporteur_record::Place;

fn line(p: &Place) -> String {
    let country = p.country.map_or("-".into(), |c| c.to_string());
    let mentions: Vec<&str> = p.mentions.iter().map(|m| m.exact()).collect();
    let at = p.lat.zip(p.lon).map(|(lat, lon)| format!(" {lat:.0},{lon:.0}")).unwrap_or_default();
    format!("{} {country}{at} | {}", p.name, mentions.join(" · "))
}

#[test]
fn the_suite_reads_as_written_down() {
    suite::check("places", |record, _| record.places.iter().map(line).collect());
}
