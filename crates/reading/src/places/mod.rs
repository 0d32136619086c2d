//! Where? Places that a report names, each resolved to one place of the gazetteer by what the report says around it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use rapporteur_language::{Analysis, NameKind, Upos};
use rapporteur_record::{Alternative, Country, PartyKind, Place, PlaceId, Report};
use rapporteur_world::{self as world, Kind};

use crate::parties::Parties;

/// Words of a name that the gazetteer is asked for at once.
const LONGEST: usize = 4;
/// What a candidate gains, in powers of ten of population; chosen on the development half of LGL and GeoVirus.
const NAMED_BESIDE: f64 = 12.0;
const COUNTRY: f64 = 4.0;
const REGION: f64 = 1.0;
const SAME_COUNTRY: f64 = 1.5;
const SAME_STATE: f64 = 1.5;
/// Fewer people than this, and nothing around that speaks for it: the name is likely another's.
const DOUBTFUL: f64 = 3.0;

/// A mention and what it may be.
struct Toponym {
    words: Range<usize>,
    candidates: Vec<world::Place>,
    /// A country or state that stands right behind it: "Paris, Texas".
    beside: Option<world::Place>,
}

/// The places of a report.
pub fn read(report: &Report, a: &Analysis, parties: &Parties) -> Vec<Place> {
    let text = &report.text;
    let found = toponyms(text, a, parties);
    let context = Context::new(&found);
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
            country: best.as_ref().and_then(|(_, p)| p.country),
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

/// Mentions of places: names that the model calls places, and proper names that the gazetteer knows.
fn toponyms(text: &str, a: &Analysis, parties: &Parties) -> Vec<Toponym> {
    let mut out = vec![];
    for s in &a.sentences {
        let mut i = s.words.start;
        while i < s.words.end {
            match toponym_at(text, a, parties, i, s.words.end) {
                Some(t) => {
                    i = t.words.end;
                    out.push(t);
                }
                None => i += 1,
            }
        }
    }
    out
}

fn toponym_at(text: &str, a: &Analysis, parties: &Parties, start: usize, end: usize) -> Option<Toponym> {
    if a.words[start].upos != Upos::Propn || (start > 0 && inside_name(text, a, start)) {
        return None;
    }
    let longest = (start + 1..=end.min(start + LONGEST + 2)).rev().find_map(|e| {
        let words = start..e;
        let last = &a.words[e - 1];
        let name = text[a.bytes(words.clone())]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace('’', "'")
            .to_lowercase();
        let candidates: Vec<world::Place> =
            if last.upos == Upos::Propn { world::places(&name).collect() } else { Default::default() };
        (!candidates.is_empty()).then_some((words, candidates))
    });
    let model = a.name_at(start).filter(|n| n.kind == NameKind::Place && n.words.start == start);
    let (words, candidates) = match (longest, model) {
        (Some((w, _)), Some(n)) if n.words.end > w.end => (n.words.clone(), vec![]),
        (Some(found), _) => found,
        (None, Some(n)) => (n.words.clone(), vec![]),
        (None, None) => return None,
    };
    let led = a
        .child(words.end - 1, &["case"])
        .or(a.child(words.start, &["case"]))
        .is_some_and(|c| LOCATIVE.contains(&a.form(text, c).to_lowercase().as_str()));
    let least = if led { 0 } else { 100_000 };
    let known = candidates.iter().any(|c| c.kind != Kind::City || c.population > least);
    if is_other(a, parties, &words, known) {
        return None;
    }
    let beside = beside(text, a, words.end, end);
    let model_says = a.name_at(words.start).is_some_and(|n| n.kind == NameKind::Place);
    (model_says || known || beside.is_some()).then_some(Toponym { words, candidates, beside })
}

/// Prepositions of places.
const LOCATIVE: [&str; 13] =
    ["in", "at", "near", "from", "to", "outside", "around", "across", "through", "toward", "towards", "into", "of"];

/// Whether the word goes on a proper name that began before it.
fn inside_name(text: &str, a: &Analysis, word: usize) -> bool {
    let before = &a.words[word - 1];
    let same = before.upos == Upos::Propn && before.sentence == a.words[word].sentence;
    let joined = before.head == Some(word) || a.words[word].head == Some(word - 1);
    let title = matches!(a.form(text, word - 1), "North" | "South" | "East" | "West" | "Northern" | "Southern");
    same && joined && !title && a.name_at(word).is_none_or(|n| n.kind != NameKind::Place || n.words.start != word)
}

/// Names of people, organisations and media that hold a place's name.
fn is_other(a: &Analysis, parties: &Parties, words: &Range<usize>, known: bool) -> bool {
    let last = words.end - 1;
    let person =
        |w: usize| (parties.mention_at(w).iter()).filter_map(|p| parties.get(*p)).any(|p| p.kind == PartyKind::Person);
    if words.clone().any(person) {
        return true;
    }
    let wider = a.name_at(words.start).is_some_and(|n| {
        let covers = n.words.start <= words.start && n.words.end > words.end;
        matches!(n.kind, NameKind::Person | NameKind::Organisation) && (covers || !known || n.kind == NameKind::Person)
    });
    // "Geneva Convention", "New York Times": the name goes on.
    let goes_on = a.words.get(words.end).is_some_and(|w| {
        w.upos == Upos::Propn
            && a.words[last].head.is_some_and(|h| h >= words.end)
            && a.words[last].rel() == "compound"
            && w.sentence == a.words[last].sentence
    });
    wider || goes_on
}

/// The country or state behind a comma, or in brackets: "Paris, Texas", "Springfield, Ill.".
fn beside(text: &str, a: &Analysis, at: usize, end: usize) -> Option<world::Place> {
    if at + 1 >= end || !matches!(a.form(text, at), "," | "(") {
        return None;
    }
    (at + 2..=end.min(at + 4)).rev().find_map(|e| {
        let name = text[a.bytes(at + 1..e)].to_lowercase();
        let full = STATES
            .iter()
            .find(|(short, _)| *short == name.trim_end_matches('.').replace('.', ""))
            .map_or(name.as_str(), |(_, n)| n);
        world::places(full).find(|p| matches!(p.kind, Kind::Country | Kind::State))
    })
}

/// States of the US as newspapers shorten them.
const STATES: [(&str, &str); 42] = [
    ("ala", "alabama"),
    ("ariz", "arizona"),
    ("ark", "arkansas"),
    ("calif", "california"),
    ("colo", "colorado"),
    ("conn", "connecticut"),
    ("del", "delaware"),
    ("fla", "florida"),
    ("ga", "georgia"),
    ("ill", "illinois"),
    ("ind", "indiana"),
    ("kan", "kansas"),
    ("ky", "kentucky"),
    ("la", "louisiana"),
    ("md", "maryland"),
    ("mass", "massachusetts"),
    ("mich", "michigan"),
    ("minn", "minnesota"),
    ("miss", "mississippi"),
    ("mo", "missouri"),
    ("mont", "montana"),
    ("neb", "nebraska"),
    ("nev", "nevada"),
    ("nh", "new hampshire"),
    ("nj", "new jersey"),
    ("nm", "new mexico"),
    ("ny", "new york"),
    ("nc", "north carolina"),
    ("nd", "north dakota"),
    ("okla", "oklahoma"),
    ("ore", "oregon"),
    ("pa", "pennsylvania"),
    ("ri", "rhode island"),
    ("sc", "south carolina"),
    ("sd", "south dakota"),
    ("tenn", "tennessee"),
    ("tex", "texas"),
    ("vt", "vermont"),
    ("va", "virginia"),
    ("wash", "washington"),
    ("wis", "wisconsin"),
    ("wyo", "wyoming"),
];

/// What the report's other places say: where it is at home.
struct Context {
    countries: HashMap<Country, f64>,
    states: HashSet<(Country, &'static str)>,
}

impl Context {
    fn new(found: &[Toponym]) -> Self {
        let mut countries: HashMap<Country, f64> = HashMap::new();
        let mut states = HashSet::new();
        for t in found {
            let sure: Vec<&world::Place> =
                t.candidates.iter().chain(&t.beside).filter(|c| c.kind != Kind::City).collect();
            for c in sure {
                if let Some(code) = c.country {
                    *countries.entry(code).or_default() += 1.0;
                    if c.kind == Kind::State {
                        states.insert((code, c.admin1));
                    }
                }
            }
            if let [only] = t.candidates.as_slice()
                && let Some(code) = only.country
            {
                *countries.entry(code).or_default() += 0.5;
                states.insert((code, only.admin1));
            }
        }
        Self { countries, states }
    }

    fn score(&self, c: &world::Place, t: &Toponym) -> f64 {
        let mut s = (c.population as f64 + 1.0).log10().max(DOUBTFUL);
        s += match c.kind {
            Kind::Country => COUNTRY,
            Kind::Region | Kind::State => REGION,
            Kind::City => 0.0,
        };
        if let Some(b) = &t.beside {
            let fits = c.country == b.country && (b.kind == Kind::Country || c.admin1 == b.admin1);
            s += if fits { NAMED_BESIDE } else { 0.0 };
        }
        if let Some(code) = c.country {
            s += SAME_COUNTRY * self.countries.get(&code).copied().unwrap_or(0.0).min(1.0);
            s += if self.states.contains(&(code, c.admin1)) && !c.admin1.is_empty() { SAME_STATE } else { 0.0 };
        }
        s
    }
}
