//! Sentences and short reports of our own in `tests/suite/parties`, each with the parties that reading finds in it.
//!
//! A case is `== what it shows`, the text, `--`, and a line a party: kind, name, country, sector, roles, mentions.
//! A line that starts with `#` between the head and the text marks a known misreading and says what would be right.
//! `UPDATE_EXPECT=1 cargo test -p rapporteur-reading --test parties` writes what is found into the files.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use rapporteur_language::Engine;
use rapporteur_record::{Party, Report, Text};

struct Case {
    head: String,
    text: String,
    expected: String,
}

fn cases(file: &str) -> Vec<Case> {
    let blocks = file.split("== ").skip(1);
    blocks
        .map(|block| {
            let (input, expected) = block.split_once("\n--\n").unwrap_or((block, ""));
            let lines: Vec<&str> = input.lines().collect();
            let notes = lines.iter().skip(1).take_while(|l| l.starts_with('#')).count();
            Case {
                head: lines[..=notes].join("\n"),
                text: lines[notes + 1..].join("\n").trim().to_owned(),
                expected: expected.trim().to_owned(),
            }
        })
        .collect()
}

fn line(p: &Party) -> String {
    let mut out = format!("{} {}", p.kind, p.name);
    p.country.iter().for_each(|c| write!(out, " {c}").unwrap());
    if !p.sector.is_empty() {
        write!(out, " {}", p.sector.join(",")).unwrap();
    }
    for r in &p.roles {
        match &r.of_name {
            Some(of) => write!(out, " [{} of {of}]", r.title).unwrap(),
            None => write!(out, " [{}]", r.title).unwrap(),
        }
    }
    let mentions: Vec<&str> = p.mentions.iter().map(|m| m.exact()).collect();
    format!("{out} | {}", mentions.join(" · "))
}

fn found(engine: &Engine, text: &str) -> String {
    let report = Report { text: Text::new(text), ..Report::default() };
    let analysis = engine.analyse(text);
    let record = rapporteur_reading::read(report, &analysis);
    record.check().unwrap();
    record.parties.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/parties");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn the_suite_reads_as_written_down() {
    let engine = Engine::new().unwrap();
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut differing = vec![];
    for path in files() {
        let file = std::fs::read_to_string(&path).unwrap();
        let mut written = String::new();
        for case in cases(&file) {
            let now = found(&engine, &case.text);
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
