//! Are people, meetings and instruments of several reports linked as they should be, and are contradictions found?

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rapporteur_archive::ask::{BriefOptions, Scope};
use rapporteur_archive::{Archive, Prepared};
use rapporteur_bench::gold::Gold;
use rapporteur_language::Engine;
use rapporteur_record::PartyKind;

use crate::row;

/// Which entries of the corpus's reports are one: annotated by hand.
const LINKS: &str = include_str!("../links.txt");

/// Keeps the corpus with its gold records and scores; true where every figure is within its bound.
pub fn linking(corpus: &[Gold]) -> bool {
    let mut archive = Archive::in_memory().expect("an archive");
    for g in corpus {
        archive.keep(&Prepared::new(g.record.clone()).expect("a record")).expect("it is kept");
    }
    let talks: HashMap<&str, usize> =
        corpus.iter().filter_map(|g| g.process.as_deref()).fold(HashMap::new(), |mut m, p| {
            *m.entry(p).or_default() += 1;
            m
        });
    let several: Vec<&Gold> = corpus.iter().filter(|g| g.process.as_deref().is_some_and(|p| talks[p] > 1)).collect();
    println!("| what | figure | bound | holds |\n|---|---|---|---|");
    let mut well = true;
    for (what, kind) in [("people", 'p'), ("meetings", 'm'), ("instruments", 'i')] {
        let (gold, found) = clusters(&archive, &several, kind);
        let (precision, recall) = b_cubed(&gold, &found);
        let f1 = 2.0 * precision * recall / (precision + recall);
        let told = format!("{f1:.3} (precision {precision:.3}, recall {recall:.3}, {} mentions)", gold.len());
        well &= row(&format!("linking of {what}, B³ F1"), told, "≥ 0.85", f1 >= 0.85);
        for (id, entry) in &found {
            let others: Vec<&String> = found.iter().filter(|(o, e)| *e == entry && *o != id).map(|(o, _)| o).collect();
            let wrong: Vec<&&String> = others.iter().filter(|o| gold[**o] != gold[id]).collect();
            let lost: Vec<&String> = gold
                .iter()
                .filter(|(o, g)| **g == gold[id] && *o > id && found[*o] != *entry)
                .map(|(o, _)| o)
                .collect();
            if !wrong.is_empty() || !lost.is_empty() {
                eprintln!("{id}: with {wrong:?}, without {lost:?}");
            }
        }
    }
    well & contradictions(&archive, &several, true)
}

/// Only the contradictions of reports that no rule was written by, and of these only the figures.
pub fn unseen(corpus: &[Gold]) -> bool {
    let mut archive = Archive::in_memory().expect("an archive");
    for g in corpus {
        archive.keep(&Prepared::new(g.record.clone()).expect("a record")).expect("it is kept");
    }
    println!("| what | figure | bound | holds |\n|---|---|---|---|");
    contradictions(&archive, &corpus.iter().collect::<Vec<_>>(), false)
}

/// Only the contradictions of reports whose records are read by the program, as a user's are.
pub fn pairs(reports: Vec<Gold>, shown: bool) -> bool {
    let engine = Engine::new().expect("the model");
    let read = |g: Gold| {
        let report = g.record.report.clone();
        let analysis = engine.analyse(&report.text);
        Gold { record: rapporteur_reading::read(report, &analysis), ..g }
    };
    let reports: Vec<Gold> = reports.into_iter().map(read).collect();
    let mut archive = Archive::in_memory().expect("an archive");
    for g in &reports {
        archive.keep(&Prepared::new(g.record.clone()).expect("a record")).expect("it is kept");
    }
    println!("| what | figure | bound | holds |\n|---|---|---|---|");
    contradictions(&archive, &reports.iter().collect::<Vec<_>>(), shown)
}

type Clusters = BTreeMap<String, String>;

/// The gold cluster and the archive's of every person, meeting or instrument.
fn clusters(archive: &Archive, reports: &[&Gold], kind: char) -> (Clusters, Clusters) {
    let mut linked: HashMap<String, String> = HashMap::new();
    for line in LINKS.lines().filter(|l| !l.starts_with('#')) {
        let ids: Vec<&str> = line.split_whitespace().collect();
        linked.extend(ids.iter().map(|id| (id.to_string(), ids[0].to_string())));
    }
    let (mut gold, mut found) = (Clusters::new(), Clusters::new());
    for g in reports {
        let name = &g.record.report.id;
        let report = archive.reports_named(name).expect("an answer")[0];
        let ids: Vec<(String, String)> = match kind {
            'p' => (g.record.parties.iter().filter(|p| p.kind == PartyKind::Person))
                .map(|p| (format!("p{}", p.id.0), full_name(&p.name, g, reports)))
                .collect(),
            'm' => g.record.meetings.iter().map(|m| (m.id.to_string(), format!("{name}/{}", m.id))).collect(),
            _ => g.record.instruments.iter().map(|i| (i.id.to_string(), format!("{name}/{}", i.id))).collect(),
        };
        let entries: HashMap<String, i64> = archive.linked(report).expect("an answer").into_iter().collect();
        for (id, cluster) in ids {
            let at = format!("{name}/{id}");
            gold.insert(at.clone(), linked.get(&at).or(linked.get(&cluster)).cloned().unwrap_or(cluster));
            found.insert(at, entries[&id].to_string());
        }
    }
    (gold, found)
}

/// A person's name, or the full name that other reports on the same talks give to that family name.
fn full_name(name: &str, g: &Gold, reports: &[&Gold]) -> String {
    let same_talks = reports.iter().filter(|o| o.process == g.process).flat_map(|o| &o.record.parties);
    let full = same_talks.filter(|p| p.kind == PartyKind::Person).find(|p| p.name.ends_with(&format!(" {name}")));
    full.map_or(name, |p| &p.name).to_string()
}

/// Precision and recall of each mention's cluster, on average.
fn b_cubed(gold: &Clusters, found: &Clusters) -> (f64, f64) {
    let (mut precision, mut recall) = (0.0, 0.0);
    for id in gold.keys() {
        let ours: BTreeSet<&String> = found.iter().filter(|(_, c)| **c == found[id]).map(|(k, _)| k).collect();
        let theirs: BTreeSet<&String> = gold.iter().filter(|(_, c)| **c == gold[id]).map(|(k, _)| k).collect();
        let both = ours.intersection(&theirs).count() as f64;
        precision += both / ours.len() as f64;
        recall += both / theirs.len() as f64;
    }
    (precision / gold.len() as f64, recall / gold.len() as f64)
}

/// Contradictions planted in the corpus: those of the same two stories that have a number or two words in common with
/// what was planted are found; all others are false, until a person has looked at them. A recast is the same story: what
/// it says against another report is planted once, as the archive tells it once.
fn contradictions(archive: &Archive, reports: &[&Gold], shown: bool) -> bool {
    let mut planted: BTreeSet<(i64, i64, String)> = BTreeSet::new();
    let story = |name: &str| {
        let report = archive.reports_named(name).expect("an answer")[0];
        archive.story(report).expect("a story")
    };
    for g in reports {
        for (with, what) in &g.contradicts {
            let mut pair = [story(&g.record.report.id), story(with)];
            pair.sort();
            let subject = what.split(':').next().unwrap_or(what).to_string();
            let [a, b] = pair;
            if !planted.iter().any(|(x, y, w)| *x == a && *y == b && w.split(':').next() == Some(&subject)) {
                planted.insert((a, b, what.clone()));
            }
        }
    }
    let (mut hit, mut wrong) = (BTreeSet::new(), 0);
    for p in archive.processes().expect("processes") {
        if shown {
            eprintln!("#{} {}: {} reports from {:?} to {:?}", p.id, p.name, p.reports, p.first, p.last);
        }
        let (found, sources) =
            archive.contradictions(&Scope::Process(p.id), BriefOptions::default()).expect("an answer");
        for c in &found {
            let mut pair: Vec<i64> = c.words.iter().map(|q| sources[q.source - 1].story).collect();
            pair.sort();
            let said =
                c.words.iter().map(|q| q.words.as_str()).collect::<Vec<_>>().join(" ") + " " + &c.one + " " + &c.other;
            // Two can stand in the same sentences: what is contrasted counts first.
            let contrast = format!("{} {}", c.one, c.other);
            let share = |what: &str, of: &str| in_common(what, of) * 1000 / in_common(what, what).max(1);
            let likeness = |what: &str| (share(what, &contrast), share(what, &said));
            let fits = planted.iter().filter(|(a, b, _)| pair == [*a, *b]).max_by_key(|(_, _, what)| likeness(what));
            match fits.filter(|(_, _, what)| in_common(what, &said) >= 2) {
                Some(planted) => {
                    hit.insert(planted.clone());
                }
                None if !shown => wrong += 1,
                None => {
                    wrong += 1;
                    eprintln!(
                        "not planted: {pair:?} {} {} / {}: {:?}",
                        c.about,
                        c.one,
                        c.other,
                        c.words.iter().map(|q| &q.words).collect::<Vec<_>>()
                    );
                }
            }
        }
    }
    for p in planted.difference(&hit).filter(|_| shown) {
        eprintln!("not found: {p:?}");
    }
    let found = hit.len() as f64 / planted.len() as f64;
    let share = f64::from(wrong) / (hit.len() as f64 + f64::from(wrong)).max(1.0);
    let well = row("contradictions found", format!("{found:.2} of {}", planted.len()), "≥ 0.8", found >= 0.8);
    row("contradictions that are not planted", format!("{share:.2} ({wrong})"), "≤ 0.1", share <= 0.1) && well
}

fn in_common(a: &str, b: &str) -> usize {
    let words = |t: &str| -> BTreeSet<String> {
        let lower = t.to_lowercase().replace(',', "");
        lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 2 || w.parse::<u32>().is_ok())
            .map(|w| w.trim_end_matches('s').to_string())
            .collect()
    };
    words(a)
        .intersection(&words(b))
        .filter(|w| !matches!(w.as_str(), "the" | "and" | "for" | "one" | "other" | "here" | "there"))
        .count()
}
