//! Contradictions between the texts of reports: the files of `tests/suite/contradictions`, each two reports on one event
//! with what is found against each other by their words alone.

use std::fs;
use std::path::Path;

use rapporteur_archive::ask::{BriefOptions, Scope};
use rapporteur_archive::{Archive, Prepared};
use rapporteur_record::{Record, Report, Text};

/// The reports of a file: "== day, publisher" and the text; the rest after "-- " is what is expected, a line each. Lines
/// that begin with "# " are remarks.
fn parts(file: &str) -> (Vec<Report>, Vec<String>) {
    let file: String = file.lines().filter(|l| !l.starts_with("# ")).map(|l| format!("{l}\n")).collect();
    let (mut reports, mut expected) = (vec![], vec![]);
    let (texts, found) = file.split_once("\n-- ").map_or((file.as_str(), ""), |(texts, found)| (texts, found));
    expected.extend(found.split("\n-- ").map(|l| l.trim().to_string()).filter(|l| !l.is_empty()));
    for part in texts.split("== ").filter(|p| !p.trim().is_empty()) {
        let (head, text) = part.split_once('\n').unwrap();
        let (day, publisher) = head.split_once(", ").unwrap();
        reports.push(Report {
            id: format!("{day} {publisher}"),
            published: Some(day.into()),
            publisher: Some(publisher.into()),
            text: Text::new(text.trim()),
            ..Report::default()
        });
    }
    (reports, expected)
}

#[test]
fn reports_contradict_each_other_as_written_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/contradictions");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let mut wrong = String::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let (reports, expected) = parts(&text);
        let mut archive = Archive::in_memory().unwrap();
        for report in reports {
            archive.keep(&Prepared::new(Record::new(report)).unwrap()).unwrap();
        }
        let (found, _) = archive.contradictions(&Scope::All, BriefOptions::default()).unwrap();
        let found: Vec<String> = found.iter().map(|c| format!("{}: {} / {}", c.about, c.one, c.other)).collect();
        if found != expected {
            let shown = |all: &[String]| all.iter().map(|l| format!("-- {l}\n")).collect::<String>();
            wrong += &format!("{}\nexpected:\n{}found:\n{}\n", file.display(), shown(&expected), shown(&found));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What about, what each side says, and the words of both with the names of their reports.
type Found = (&'static str, String, String, Vec<(String, String)>);

/// What the archive finds among the gold records of a folder of the corpus.
fn of_records(folder: &str) -> Vec<Found> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus").join(folder);
    let mut archive = Archive::in_memory().unwrap();
    for g in rapporteur_bench::gold::folder(&folder) {
        archive.keep(&Prepared::new(g.record).unwrap()).unwrap();
    }
    let mut out = vec![];
    for process in archive.processes().unwrap() {
        let (found, sources) = archive.contradictions(&Scope::Process(process.id), BriefOptions::default()).unwrap();
        for c in found {
            let words = c.words.iter().map(|q| (sources[q.source - 1].name.clone(), q.words.clone())).collect();
            out.push((c.about, c.one, c.other, words));
        }
    }
    out
}

#[test]
fn entries_that_nobody_linked_contradict_each_other() {
    let found = of_records("several");
    for (about, one, other) in [
        // A commitment, a demand and a concession that the same side denies.
        ("denied", "would ask the court to lift the warrants", "undertaken anything about the arrest warrants"),
        ("denied", "its demand for a lump payment of $1 billion", "had at no time demanded a billion dollars"),
        ("denied", "gave up his call", "he had withdrawn nothing"),
        // A right that an accord gives, and that a party to it says it does not give.
        ("denied", "allows Washington to send troops back", "denied that it gave the United States any right"),
        // A town left, talks begun, an attack that cost the same lives.
        ("day", "2012-12-01", "2012-12-02"),
        ("day", "2006-07-14", "2006-07-16"),
        ("day", "1997-06-24", "1997-06-25"),
        // A town that either has held since before.
        ("control", "Tajikistan holds Tavildara", "opposition holds Tavildara"),
        // Two names of places for one day's meeting.
        ("place", "Munyonyo", "State House"),
        // Whose idea it was: a person's against another's, and against the side that a record gives the demand.
        ("origin", "Linowitz put forward", "Aristides Royo"),
        ("origin", "Machar", "they who had asked"),
        // Absent in one report's words, among those who met in another's record.
        ("participants", "Torrijos the Panamanian leader stayed away", "Omar Torrijos:"),
        ("participants", "Vincent Otti came out of the forest", "Vincent Otti:"),
    ] {
        let told = |(a, x, y, _): &Found| {
            let said = |p: &str, q: &str| x.contains(p) && y.contains(q);
            *a == about && (said(one, other) || said(other, one))
        };
        assert!(found.iter().any(told), "{about}: {one} / {other}: {found:#?}");
    }
}

#[test]
fn what_only_looks_like_a_contradiction_is_none() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/several");
    let look_alikes = fs::read_to_string(folder.join("look-alikes.tsv")).unwrap();
    let found = of_records("several");
    for line in look_alikes.lines().skip(1) {
        let [report, words, other, theirs, why] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        for (_, one, another, quotes) in &found {
            let stands = |name: &str, words: &str| quotes.iter().any(|(n, q)| n == name && q.contains(words));
            // What is contrasted begins with its number or its name.
            let plain = words.to_lowercase().replace(',', "") + &theirs.to_lowercase().replace(',', "");
            let begins = |side: &str| side.split(' ').next().is_some_and(|w| plain.contains(&w.to_lowercase()));
            let told = stands(report, words) && stands(other, theirs) && begins(one) && begins(another);
            assert!(!told, "{why}: {one} / {another}");
        }
    }
}
