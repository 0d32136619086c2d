//! Runs the cases of `tests/suite/<kind>/*.txt`: sentences and short reports of our own, each with what is read in it.
//!
//! A case is `== what it shows`, the text, `--`, and what is found, a line an entry. Between the head and the text,
//! a line that starts with `#` marks a known misreading and says what would be right, and `@ 2025-12-06` gives the day
//! of publication. `UPDATE_EXPECT=1 cargo test -p rapporteur-reading` writes what is found into the files.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use rapporteur_language::{Analysis, Engine};
use rapporteur_record::{Record, Report, Text};

struct Case {
    head: String,
    published: Option<String>,
    text: String,
    expected: String,
}

fn cases(file: &str) -> impl Iterator<Item = Case> {
    file.split("== ").skip(1).map(|block| {
        let (input, expected) = block.split_once("\n--\n").unwrap_or((block, ""));
        let lines: Vec<&str> = input.lines().collect();
        let notes = lines.iter().skip(1).take_while(|l| l.starts_with(['#', '@'])).count();
        Case {
            head: lines[..=notes].join("\n"),
            published: lines[..=notes].iter().find_map(|l| l.strip_prefix("@ ")).map(str::to_owned),
            text: lines[notes + 1..].join("\n").trim().to_owned(),
            expected: expected.trim().to_owned(),
        }
    })
}

fn files(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite").join(kind);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    files
}

/// Compares every case of a kind with the lines that `show` writes of its record.
pub fn check(kind: &str, show: impl Fn(&Record, &Analysis) -> Vec<String>) {
    check_found(kind, |engine, report| {
        let analysis = engine.analyse(&report.text);
        let record = rapporteur_reading::read(report, &analysis);
        record.check().unwrap();
        show(&record, &analysis)
    });
}

/// Compares every case of a kind with the lines that `found` writes of its report.
pub fn check_found(kind: &str, found: impl Fn(&Engine, Report) -> Vec<String>) {
    let engine = Engine::new().unwrap();
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut differing = vec![];
    for path in files(kind) {
        let file = std::fs::read_to_string(&path).unwrap();
        let mut written = String::new();
        for case in cases(&file) {
            let report = Report { text: Text::new(&case.text), published: case.published.clone(), ..Report::default() };
            let now = found(&engine, report).join("\n");
            if now != case.expected {
                differing.push(format!(
                    "== {}\n{}\n-- expected\n{}\n-- found\n{now}\n",
                    case.head, case.text, case.expected
                ));
            }
            write!(written, "== {}\n{}\n--\n{now}\n\n", case.head, case.text).unwrap();
        }
        if update {
            std::fs::write(&path, written.trim_end().to_owned() + "\n").unwrap();
        }
    }
    assert!(update || differing.is_empty(), "{}", differing.join("\n"));
}
