//! Which of the places of a name is meant? The one that fits what stands beside it and the report's other places.

use std::collections::{HashMap, HashSet};

use rapporteur_record::Country;
use rapporteur_world::{self as world, Kind};

use super::toponyms::Toponym;

/// What a candidate gains, in powers of ten of population; chosen on the development half of LGL and GeoVirus.
const NAMED_BESIDE: f64 = 12.0;
const COUNTRY: f64 = 4.0;
const REGION: f64 = 1.0;
const SAME_COUNTRY: f64 = 1.5;
const SAME_STATE: f64 = 1.5;
/// More people than this, and the name is that of a town that all the world knows.
const KNOWN: u64 = 150_000;
/// Fewer people than this, and nothing around that speaks for it: the name is likely another's.
const DOUBTFUL: f64 = 3.0;

/// What the report's other places say: where it is at home.
pub struct Context {
    countries: HashMap<Country, f64>,
    states: HashSet<(Country, &'static str)>,
    home: Option<Country>,
}

impl Context {
    pub fn new(found: &[Toponym], home: Option<Country>) -> Self {
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
        Self { countries, states, home }
    }

    pub fn score(&self, c: &world::Place, t: &Toponym) -> f64 {
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
            // A country that is only spoken of, or a state where the report is not at home, makes no Geneva of its own.
            let abroad = self.home != Some(code);
            let greater = |o: &world::Place| o.population > KNOWN.max(c.population) && o.country != c.country;
            let known_for = c.kind == Kind::City && t.candidates.iter().any(greater);
            let near = self.states.contains(&(code, c.admin1)) && !c.admin1.is_empty();
            let there = !abroad && self.states.iter().any(|(country, state)| *country == code && !state.is_empty());
            if !known_for || there {
                s += SAME_COUNTRY * self.countries.get(&code).copied().unwrap_or(0.0).min(1.0);
                s += if near { SAME_STATE } else { 0.0 };
            }
        }
        s
    }
}
