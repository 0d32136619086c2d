//! What holds for the record of every report: its shape, its evidence, and the page that a person sees.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use expect_test::expect_file;
use rapporteur::{Reader, Record, Report, Text, view};
use serde_json::Value;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new().unwrap());

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A report of the corpus with the day that its gold record gives.
fn report(path: &Path) -> Report {
    let gold: Value = serde_json::from_slice(&std::fs::read(path.with_extension("gold.json")).unwrap()).unwrap();
    let words = |key: &str| gold.get(key).and_then(Value::as_str).map(str::to_owned);
    Report {
        id: path.file_stem().unwrap().to_string_lossy().into_owned(),
        title: words("title"),
        publisher: words("publisher"),
        published: words("published"),
        text: Text::new(std::fs::read_to_string(path).unwrap()),
        ..Report::default()
    }
}

fn corpus() -> Vec<PathBuf> {
    let files = |part| std::fs::read_dir(root().join("corpus").join(part)).unwrap();
    let mut paths: Vec<PathBuf> =
        ["dev", "single", "several", "test"].into_iter().flat_map(files).map(|f| f.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths
}

#[test]
fn every_entry_of_the_corpus_has_evidence_and_parties_that_are_mentioned() {
    let reports = corpus();
    assert!(reports.len() >= 50, "{} reports", reports.len());
    for path in reports {
        let record = READER.read(report(&path));
        record.check().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for id in ids(&record) {
            let rests = record.evidence().iter().any(|(i, e)| *i == id && !e.exact().trim().is_empty());
            assert!(rests, "{}: {id} rests on no words", path.display());
        }
        let json = serde_json::to_string(&record).unwrap();
        let again: Record = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), json, "{}", path.display());
    }
}

/// The ids of all entries, and of the parties, places and times that they point at.
fn ids(record: &Record) -> Vec<String> {
    let json = serde_json::to_value(record).unwrap();
    let lists = json.as_object().unwrap().values().filter_map(Value::as_array).flatten();
    lists.map(|e| e["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_published_schema_is_the_record_s() {
    expect_file!["../../../docs/record.schema.json"].assert_eq(&rapporteur::schema());
}

/// The page of a gold record: it shows all kinds of entry, and changes only when the page does.
fn check_page(name: &str) {
    let root = root();
    let record = rapporteur_bench::gold::report(&root.join(format!("corpus/dev/{name}.gold.json"))).record;
    let page = view::view(&record, view::Look::default());
    let wide: Vec<&str> = page.lines().filter(|l| l.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{wide:?}");
    let coloured = view::view(&record, view::Look { colours: true });
    assert!(coloured.contains("\u{1b}[") && anstream::adapter::strip_str(&coloured).to_string() == page);
    expect_file![root.join(format!("crates/rapporteur/tests/view/{name}.txt"))].assert_eq(&page);
}

#[test]
fn the_page_of_an_agency_report() {
    check_page("1999-lome-1");
}

#[test]
fn the_page_of_a_newspaper_analysis() {
    check_page("2017-crans-montana-1");
}
