//! The map: outlines of countries that are part of the program, and what reports name drawn on them.

use std::collections::HashMap;
use std::sync::LazyLock;

use rapporteur_archive::ask::{Ground, Spot};

/// Outlines, see `data/README.md`.
const OUTLINES: &str = include_str!("../data/world.tsv");
/// East and west are drawn closer than north and south, as they are at 40 degrees.
const NARROW: f64 = 0.766;
/// The smallest stretch that is drawn, in degrees times ten.
const SMALLEST: f64 = 90.0;
/// Space around what is drawn.
const AROUND: f64 = 0.16;
/// Share of the mentions of places that a window is to hold.
const SPOKEN_OF: f64 = 0.75;
/// Width of a drawing to its height.
const SHAPE: f64 = 1.75;
/// Names that are written.
const WRITTEN: usize = 28;

/// A country.
struct Outline {
    code: &'static str,
    name: &'static str,
    /// West, north, east, south.
    bounds: [f64; 4],
    path: &'static str,
}

static WORLD: LazyLock<Vec<Outline>> = LazyLock::new(|| OUTLINES.lines().filter_map(outline).collect());

fn outline(line: &'static str) -> Option<Outline> {
    let mut fields = line.split('\t');
    let (code, name, bounds, path) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let numbers: Vec<f64> = bounds.split(' ').filter_map(|n| n.parse().ok()).collect();
    Some(Outline { code, name, bounds: numbers.try_into().ok()?, path })
}

/// What a place is called: a country as it is today, not as the first report of it named what was there then.
pub fn called(spot: &Spot) -> &str {
    let code = spot.country.as_deref().filter(|_| spot.whole);
    let known = code.and_then(|code| WORLD.iter().find(|o| o.code == code));
    known.map_or(spot.name.as_str(), |o| o.name)
}

/// A country that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Land {
    /// Its outline.
    pub path: &'static str,
    /// Its name.
    pub name: &'static str,
    /// How often it is named, in four steps; 0 where it is not.
    pub shade: usize,
    /// Reports that name it.
    pub reports: usize,
}

/// A point that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Where.
    pub x: f64,
    /// The same.
    pub y: f64,
    /// Its radius.
    pub r: f64,
    /// What it is called; empty where there is no room.
    pub label: String,
    /// Where its name stands.
    pub at: (f64, f64),
    /// What a pointer is told.
    pub told: String,
}

/// A mark of control.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// `holds`, `gained`, `lost`, `contested`, `claimed`.
    pub change: String,
    /// Its outline.
    pub path: String,
    /// The entry.
    pub entry: i64,
    /// What a pointer is told.
    pub told: String,
}

/// A drawing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    /// What is seen of the world.
    pub window: String,
    /// Size of letters.
    pub letters: f64,
    /// The countries.
    pub lands: Vec<Land>,
    /// The places.
    pub points: Vec<Point>,
    /// Control.
    pub marks: Vec<Mark>,
}

/// Draws the whole world, or what is named.
pub fn draw(ground: &Ground, world: bool) -> Drawing {
    let mut named: HashMap<&str, usize> = HashMap::new();
    for s in ground.spots.iter().filter(|s| s.whole) {
        *named.entry(s.country.as_deref().unwrap_or("")).or_default() += s.reports;
    }
    let places: Vec<_> = ground.spots.iter().filter(|s| !s.whole).collect();
    let spoken = most_of(&places);
    let points: Vec<(f64, f64)> = spoken
        .iter()
        .map(|s| (s.lat, s.lon))
        .chain(ground.control.iter().filter_map(|(_, at)| *at))
        .map(flat)
        .collect();
    let seen = if world || points.is_empty() { [-1750.0, -840.0, 1900.0, 570.0] } else { around(&points) };
    let unit = (seen[2] - seen[0]) * NARROW / 100.0;
    let most = places.iter().map(|s| s.reports).max().unwrap_or(1).max(1) as f64;
    let top = named.values().copied().max().unwrap_or(1).max(1);
    let within = |b: &[f64; 4]| b[0] <= seen[2] && b[2] >= seen[0] && b[1] <= seen[3] && b[3] >= seen[1];
    let lands = WORLD.iter().filter(|o| within(&o.bounds)).map(|o| {
        let reports = named.get(o.code).copied().unwrap_or(0);
        let shade = if reports == 0 { 0 } else { 1 + (reports * 3).div_ceil(top).min(3) };
        Land { path: o.path, name: o.name, shade: shade.min(4), reports }
    });
    let mut written: Vec<(f64, f64)> = vec![];
    let points = places.iter().map(|s| {
        let (x, y) = flat((s.lat, s.lon));
        let (x, r) = (x * NARROW, unit * (0.35 + 0.75 * (s.reports as f64 / most).sqrt()));
        let free = written.len() < WRITTEN
            && written.iter().all(|(a, b)| (a - x).abs() > unit * 11.0 || (b - y).abs() > unit * 2.1);
        if free {
            written.push((x, y));
        }
        Point {
            x,
            y,
            r,
            label: if free { s.name.clone() } else { String::new() },
            at: (x + r + unit * 0.4, y + unit * 0.55),
            told: format!("{}: {}", s.name, crate::show::count(s.reports, "report")),
        }
    });
    let marks = ground.control.iter().filter_map(|(e, at)| {
        let (x, y) = flat((*at)?);
        let path = shape(&e.class, x * NARROW, y - unit * 2.2, unit * 0.95);
        Some(Mark { change: e.class.clone(), path, entry: e.id, told: e.what.clone() })
    });
    let round = |v: f64| (v * 10.0).round() / 10.0;
    Drawing {
        window: format!(
            "{} {} {} {}",
            round(seen[0] * NARROW),
            round(seen[1]),
            round((seen[2] - seen[0]) * NARROW),
            round(seen[3] - seen[1])
        ),
        letters: round(unit * 1.55),
        lands: lands.collect(),
        points: points.collect(),
        marks: marks.collect(),
    }
}

/// The change of the outlines' own units: they stand at full width.
pub fn narrow() -> f64 {
    NARROW
}

/// The places that most of the talk is of: a capital that is named once does not make the map wide.
fn most_of<'s>(places: &[&'s Spot]) -> Vec<&'s Spot> {
    let whole: usize = places.iter().map(|s| s.reports).sum();
    let mut seen = 0;
    let enough = |s: &&&Spot| {
        let more = (seen as f64) < SPOKEN_OF * whole as f64;
        seen += s.reports;
        more
    };
    places.iter().take_while(enough).copied().collect()
}

fn flat((lat, lon): (f64, f64)) -> (f64, f64) {
    (lon * 10.0, -lat * 10.0)
}

/// West, north, east and south of a window around points, of a fixed shape.
fn around(points: &[(f64, f64)]) -> [f64; 4] {
    let (mut west, mut north, mut east, mut south) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for (x, y) in points {
        (west, east) = (west.min(*x), east.max(*x));
        (north, south) = (north.min(*y), south.max(*y));
    }
    let (mut wide, mut high) =
        ((east - west).max(SMALLEST) * (1.0 + 2.0 * AROUND), (south - north).max(SMALLEST) * (1.0 + 2.0 * AROUND));
    wide = wide.max(high * SHAPE / NARROW);
    high = high.max(wide * NARROW / SHAPE);
    let (x, y) = ((west + east) / 2.0, (north + south) / 2.0);
    [x - wide / 2.0, y - high / 2.0, x + wide / 2.0, y + high / 2.0]
}

/// A shape for each change, so that none is told by its colour alone.
fn shape(change: &str, x: f64, y: f64, r: f64) -> String {
    let at = |points: &[(f64, f64)]| {
        let all: Vec<String> = points.iter().map(|(dx, dy)| format!("{:.1} {:.1}", x + dx * r, y + dy * r)).collect();
        format!("M{}z", all.join("L"))
    };
    match change {
        "gained" => at(&[(0.0, -1.1), (1.1, 0.9), (-1.1, 0.9)]),
        "lost" => at(&[(0.0, 1.1), (1.1, -0.9), (-1.1, -0.9)]),
        "contested" => at(&[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)]),
        "claimed" => at(&[(-0.5, -1.0), (0.5, -1.0), (1.1, 0.0), (0.5, 1.0), (-0.5, 1.0), (-1.1, 0.0)]),
        _ => at(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(name: &str, country: &str, lat: f64, lon: f64, whole: bool) -> Spot {
        Spot { id: 1, name: name.into(), country: Some(country.into()), lat, lon, whole, reports: 3 }
    }

    #[test]
    fn the_world_is_there_and_countries_are_shaded_by_how_often_they_are_named() {
        assert!(WORLD.len() > 200);
        let before = [spot("Soviet Union", "RUS", 60.0, 90.0, true), spot("Soviet Square", "RUS", 60.0, 90.0, false)];
        assert_eq!(before.each_ref().map(called), ["Russia", "Soviet Square"]);
        let spots = vec![spot("Ukraine", "UKR", 49.0, 32.0, true), spot("Minsk", "BLR", 53.9, 27.6, false)];
        let ground = Ground { spots, unplaced: 0, control: vec![], reports: 1, newest_only: false, sources: vec![] };
        let drawing = draw(&ground, false);
        let shade = |name: &str| drawing.lands.iter().find(|l| l.name == name).map(|l| l.shade);
        assert_eq!((shade("Ukraine"), shade("Belarus"), shade("Brazil")), (Some(4), Some(0), None));
        assert_eq!((drawing.points.len(), drawing.points[0].label.as_str()), (1, "Minsk"));
        assert!(draw(&ground, true).lands.iter().any(|l| l.name == "Brazil"));
    }
}
