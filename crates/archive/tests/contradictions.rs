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
        let brief = archive.brief(&Scope::All, BriefOptions::default()).unwrap();
        let found: Vec<String> =
            brief.contradictions.iter().map(|c| format!("{}: {} / {}", c.about, c.one, c.other)).collect();
        if found != expected {
            let shown = |all: &[String]| all.iter().map(|l| format!("-- {l}\n")).collect::<String>();
            wrong += &format!("{}\nexpected:\n{}found:\n{}\n", file.display(), shown(&expected), shown(&found));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
