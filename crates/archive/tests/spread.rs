//! Linking spread over machines gives the numbers of an archive that takes in the same reports in the same order.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rapporteur_archive::spread::{self, Entries, Known, Named, Names};
use rapporteur_archive::{Archive, Prepared};
use rapporteur_bench::{generate::Generator, gold};
use rapporteur_record::Record;

const MACHINES: i64 = 5;

/// Joins what hangs together.
#[derive(Default)]
struct Together(HashMap<i64, i64>);

impl Together {
    fn root(&self, mut item: i64) -> i64 {
        while let Some(up) = self.0.get(&item).filter(|up| **up != item) {
            item = *up;
        }
        item
    }

    fn join(&mut self, a: i64, b: i64) {
        let (a, b) = (self.root(a), self.root(b));
        self.0.insert(a.max(b), a.min(b));
    }
}

/// The place of each in their order, from 1.
fn numbered<K: Ord + Clone + std::hash::Hash>(made: BTreeMap<K, i64>) -> HashMap<K, i64> {
    let order: BTreeSet<(i64, K)> = made.into_iter().map(|(k, at)| (at, k)).collect();
    order.into_iter().zip(1..).map(|((_, k), n)| (k, n)).collect()
}

/// Parties, places and entries by report and id, linked on several machines.
fn spread_out(records: &[Record]) -> BTreeMap<(usize, String), i64> {
    let named = names(records);
    let mut made: BTreeMap<String, i64> = BTreeMap::new();
    let mut first = |key: &str, at: i64| {
        let known = made.entry(key.to_string()).or_insert(at);
        *known = at.min(*known);
    };
    let sides: HashMap<i64, &str> = named.iter().filter_map(|n| Some((n.item, n.side.as_deref()?))).collect();
    let side = |n: &Named| {
        let mut side = n.side.as_deref()?;
        while let Some(other) = side.strip_prefix('@') {
            side = sides[&other.parse::<i64>().unwrap()];
        }
        Some(side.to_string())
    };
    let mut whole: HashMap<&str, i64> = HashMap::new();
    for n in &named {
        first(&n.key, n.item);
        if let Some(state) = n.side.as_deref().filter(|s| s.starts_with("s:")) {
            first(state, n.item + 1);
        }
        if n.whole {
            let report = n.item >> spread::PIECE_BITS;
            let since = whole.entry(&n.key).or_insert(report);
            *since = report.min(*since);
        }
    }
    let (places, parties): (BTreeMap<String, i64>, BTreeMap<String, i64>) =
        made.into_iter().partition(|(key, _)| key.starts_with("g:"));
    let (places, parties) = (numbered(places), numbered(parties));
    let mut out = BTreeMap::new();
    let mut known: HashMap<i64, Vec<Known>> = HashMap::new();
    for n in &named {
        let number = parties.get(&n.key).or_else(|| places.get(&n.key)).copied().unwrap();
        let side = side(n).map(|s| parties[&s]);
        let (report, whole_since) = (n.item >> spread::PIECE_BITS, whole.get(n.key.as_str()).copied());
        out.insert((report as usize, n.id.clone()), number);
        known.entry(report).or_default().push(Known {
            id: n.id.clone(),
            number,
            side,
            spot: n.spot.clone(),
            whole_since,
        });
    }
    out.extend(entries(records, &known));
    out
}

fn names(records: &[Record]) -> Vec<Named> {
    let pieces: Vec<_> = records.iter().zip(1..).flat_map(|(record, n)| spread::names(n, record).unwrap()).collect();
    let (mut together, mut by_key) = (Together::default(), HashMap::new());
    for p in &pieces {
        p.keys.iter().for_each(|k| together.join(p.item, *by_key.entry(k).or_insert(p.item)));
    }
    let mut out = vec![];
    for machine in 0..MACHINES {
        let mut linker = Names::new().unwrap();
        for p in pieces.iter().filter(|p| together.root(p.item) % MACHINES == machine) {
            out.extend(linker.take(p.item, &p.body).unwrap());
        }
        out.extend(linker.finish().unwrap());
    }
    assert_eq!(out.len(), pieces.len());
    out
}

fn entries(records: &[Record], known: &HashMap<i64, Vec<Known>>) -> Vec<((usize, String), i64)> {
    let none = vec![];
    let claims: Vec<_> = (records.iter().zip(1..))
        .flat_map(|(record, n)| spread::claims(n, record, known.get(&n).unwrap_or(&none)).unwrap())
        .collect();
    let mut by_key: BTreeMap<i64, Vec<(i32, i32, i64)>> = BTreeMap::new();
    for c in &claims {
        c.keys.iter().for_each(|k| by_key.entry(*k).or_default().push((c.days.0, c.days.1, c.item)));
    }
    let mut together = Together::default();
    for mut days in by_key.into_values() {
        days.sort();
        let mut until = (i32::MIN, 0);
        for (from, to, item) in days {
            if from <= until.0 {
                together.join(item, until.1);
            }
            until = (until.0.max(to), item);
        }
    }
    let mut tied = vec![];
    let mut machines = BTreeSet::new();
    for machine in 0..MACHINES {
        let mut linker = Entries::new().unwrap();
        for c in claims.iter().filter(|c| together.root(c.item) % MACHINES == machine) {
            machines.insert(machine);
            tied.extend(linker.take(c.item, &c.body).unwrap());
        }
        tied.extend(linker.finish().unwrap());
    }
    assert_eq!((tied.len(), machines.len() as i64), (claims.len(), MACHINES));
    let numbers = numbered(tied.iter().map(|t| (t.first, t.first)).collect());
    let ids: HashMap<i64, &String> = claims.iter().map(|c| (c.item, &c.id)).collect();
    tied.iter().map(|t| (((t.item >> spread::PIECE_BITS) as usize, ids[&t.item].clone()), numbers[&t.first])).collect()
}

/// Those of an archive that takes them in one after the other.
fn archived(records: &[Record]) -> BTreeMap<(usize, String), i64> {
    let mut archive = Archive::in_memory().unwrap();
    let mut out = BTreeMap::new();
    for (record, n) in records.iter().zip(1..) {
        archive.keep(&Prepared::new(record.clone()).unwrap()).unwrap();
        out.extend(archive.linked(n as i64).unwrap().into_iter().map(|(id, number)| ((n, id), number)));
    }
    out
}

fn same(records: &[Record]) {
    let (ours, theirs) = (spread_out(records), archived(records));
    let differ: Vec<_> = theirs.iter().filter(|(id, n)| ours.get(id) != Some(n)).take(12).collect();
    assert!(
        differ.is_empty(),
        "{differ:?} are elsewhere {:?}",
        differ.iter().map(|(id, _)| ours.get(id)).collect::<Vec<_>>()
    );
    assert_eq!(ours.len(), theirs.len());
    // There is something to link, and something that is not.
    let things: BTreeSet<(char, i64)> = theirs.iter().map(|((_, id), n)| (id.chars().next().unwrap(), *n)).collect();
    assert!(things.len() > 100 && things.len() < theirs.len() * 9 / 10, "{} of {}", things.len(), theirs.len());
}

#[test]
fn reports_of_the_corpus_are_linked_as_in_an_archive() {
    let corpus = gold::folder(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/dev"));
    let mut records: Vec<Record> = corpus.into_iter().map(|g| g.record).collect();
    same(&records);
    records.sort_by(|a, b| a.report.published.cmp(&b.report.published));
    same(&records);
}

#[test]
fn generated_reports_are_linked_as_in_an_archive() {
    let corpus = gold::folder(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/dev"));
    let generator = Generator::new(&corpus, 1_000);
    let records: Vec<Record> = (0..1_000).map(|i| generator.record(i)).collect();
    same(&records);
}
