//! Archives that earlier versions of the program made are brought forward with all that is in them.

use std::fs;
use std::path::Path;

use rapporteur_archive::ask::{BriefOptions, Find, Scope};
use rapporteur_archive::{Archive, Kept, Prepared, Relation, Verdict};
use rapporteur_record::Text;
use rusqlite::Connection;

/// Opens an archive of an earlier version with this program.
fn opened(dir: &Path, versions: &[&str]) -> Archive {
    let file = dir.join("earlier.archive");
    let db = Connection::open(&file).unwrap();
    for version in versions {
        let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/earlier").join(version);
        db.execute_batch(&fs::read_to_string(sql).unwrap()).unwrap();
    }
    drop(db);
    Archive::open(&file).unwrap()
}

#[test]
fn an_archive_of_version_1_answers_and_grows() {
    answers_and_grows(&["v1.sql"]);
}

#[test]
fn an_archive_of_version_3_answers_and_grows() {
    answers_and_grows(&["v3.sql"]);
}

#[test]
fn an_archive_of_version_4_answers_and_grows() {
    answers_and_grows(&["v3.sql", "v4.sql"]);
}

fn answers_and_grows(versions: &[&str]) {
    let dir = tempfile::tempdir().unwrap();
    let mut archive = opened(dir.path(), versions);
    let checked = archive.check().unwrap();
    assert_eq!((checked.reports, checked.evidence, checked.problems), (2, 88, vec![]));

    // The decisions of then are what they were, and can be taken back.
    let decisions = archive.decisions().unwrap();
    let told: Vec<String> = decisions.iter().map(|d| d.told()).collect();
    assert_eq!(
        told,
        ["process #1 is called \"The border talks\"", "reports #2 of process #1 are process #2 \"The second day\""]
    );
    assert!(matches!(&decisions[1].what, Verdict::SplitProcess { reports, .. } if *reports == [2]));
    assert_eq!(archive.process_named("the border talks").unwrap(), Some(1));

    // Everything is told as by an archive that takes in the same records today.
    let mut new = Archive::in_memory().unwrap();
    for report in archive.reports().unwrap() {
        new.keep(&Prepared::new(archive.record(report).unwrap()).unwrap()).unwrap();
    }
    let told = |a: &Archive| {
        let brief = a.brief(&Scope::All, BriefOptions::default()).unwrap();
        let who = a.who(a.party_named("Mirzoyan").unwrap().unwrap()).unwrap();
        let by = Find { by: Some("Armenia".into()), limit: 9, ..Find::default() };
        (brief.markdown(), who.markdown(), a.find(&by).unwrap().markdown())
    };
    assert_eq!(told(&archive), told(&new));

    // Copies are known as such, and what later reports say is tied to the entries that are there.
    let mut later = archive.record(1).unwrap();
    later.report.publisher = Some("Union Telegraph".into());
    let text = later.report.text.to_string();
    later.report.text = Text::new(format!("{text} The ministers left on Friday."));
    let kept = archive.keep(&Prepared::new(later).unwrap()).unwrap();
    assert!(matches!(kept, Kept::New { relation: Relation::Near, .. }), "{kept:?}");
    let (one, two) = (archive.linked(1).unwrap(), archive.linked(3).unwrap());
    assert_eq!(one, two);
    // A report that is read again is packed as today, and reads the same.
    let before = archive.record(1).unwrap();
    archive.reread(1, &Prepared::new(before.clone()).unwrap()).unwrap();
    assert_eq!(archive.record(1).unwrap(), before);
    archive.revoke(2).unwrap();
    assert_eq!(archive.processes().unwrap().len(), 1);
    assert_eq!(archive.check().unwrap().problems, Vec::<String>::new());
}
