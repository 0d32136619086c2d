//! Runs every scorer on the release build's records of the development data and the corpus, then prints one table.
//!
//! A scorer is a Python script of `../shared/eval` or `bench/`; each says at its head what it measures. One that fails is
//! named in the table and does not stop the rest.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{release_build, root};

/// A scorer, the data it takes and the format it reads.
struct Scorer {
    title: &'static str,
    /// Below `shared/eval`, or below the root of the repository where it has a folder.
    script: &'static str,
    /// Below `shared`, or below the root of the repository after "./".
    data: &'static [&'static str],
    /// Arguments of the command between the input and the output.
    read: &'static [&'static str],
    figures: &'static [Figure],
}

/// A number among what a scorer prints: its name, the line that it stands in, where in the line, and what we aim at.
struct Figure(&'static str, &'static str, Pick, Option<f64>);

enum Pick {
    /// The number after this word.
    After(&'static str),
    /// The number in this column, from 0.
    Column(usize),
    /// The line's last number.
    Last,
}
use Pick::{After, Column, Last};

const JSONL: &[&str] = &["read", "--format", "jsonl"];
const CONLLU: &[&str] = &["read", "--format", "conllu"];
const ANY: &[&str] = &["read", "--format", "jsonl", "--any-language"];
const RESOLVE: &[&str] = &["resolve", "--format", "jsonl"];

const fn tree(upos: f64) -> [Figure; 4] {
    [
        Figure("sentences F1", "sentences", After("F1"), None),
        Figure("words F1", "words", After("F1"), Some(99.0)),
        Figure("UPOS F1", "UPOS", After("F1"), Some(upos)),
        Figure("LAS F1", "LAS  ", After("F1"), Some(86.5)),
    ]
}

const fn places(near: f64, country: f64) -> [Figure; 3] {
    [
        Figure("toponyms found", "toponyms", After("found"), Some(0.80)),
        Figure("of those within 161 km", "toponyms", After("km"), Some(near)),
        Figure("of those country right", "toponyms", After("country"), Some(country)),
    ]
}

/// Found and strict F1 of every kind; targets of found F1, and of the record score.
const fn record(found: [Option<f64>; 9], statements: Option<f64>, score: Option<f64>) -> [Figure; 17] {
    let [people, places, times, said, meetings, instruments, positions, events, control] = found;
    [
        Figure("false quotations", "reports", After("record,"), Some(0.0)),
        Figure("people found F1", "people", Column(5), people),
        Figure("places found F1", "places", Column(5), places),
        Figure("times found F1", "times", Column(5), times),
        Figure("statements found F1", "statements", Column(5), said),
        Figure("statements strict F1", "statements", Column(6), statements),
        Figure("meetings found F1", "meetings", Column(5), meetings),
        Figure("meetings strict F1", "meetings", Column(6), None),
        Figure("instruments found F1", "instruments", Column(5), instruments),
        Figure("instruments strict F1", "instruments", Column(6), None),
        Figure("positions found F1", "positions", Column(5), positions),
        Figure("positions strict F1", "positions", Column(6), None),
        Figure("events found F1", "events", Column(5), events),
        Figure("events strict F1", "events", Column(6), None),
        Figure("control found F1", "control", Column(5), control),
        Figure("control strict F1", "control", Column(6), None),
        Figure("record score", "record", After("score"), score),
    ]
}

const NONE: Option<f64> = None;
const SCORERS: &[Scorer] = &[
    Scorer {
        title: "UD EWT dev",
        script: "ud.py",
        data: &["data/ud/en_ewt-ud-dev.conllu"],
        read: CONLLU,
        figures: &tree(95.5),
    },
    Scorer {
        title: "UD GUM dev",
        script: "ud.py",
        data: &["data/ud/en_gum_nonNC-ud-dev.conllu"],
        read: CONLLU,
        figures: &tree(96.5),
    },
    Scorer {
        title: "times: TimeBank, AQUAINT",
        script: "timex.py",
        data: &["data/timex/timebank.jsonl", "data/timex/aquaint.jsonl"],
        read: JSONL,
        figures: &[
            Figure("strict F1", "strict", After("F1"), Some(0.82)),
            Figure("value F1", "value", After("F1"), Some(0.78)),
        ],
    },
    Scorer {
        title: "attributions: PolNeAR dev",
        script: "attribution.py",
        data: &["data/attribution/polnear.dev.jsonl"],
        read: JSONL,
        figures: &[
            Figure("words of content F1", "words of content", After("F1"), Some(0.80)),
            Figure("words of source F1", "words of source", After("F1"), Some(0.72)),
            Figure("attributions with source F1", "with source", After("F1"), Some(0.50)),
        ],
    },
    Scorer {
        title: "places: GeoVirus",
        script: "bench/geo.py",
        data: &["data/geo/geovirus.jsonl"],
        read: ANY,
        figures: &places(0.75, 0.92),
    },
    Scorer {
        title: "places: LGL",
        script: "bench/geo.py",
        data: &["data/geo/lgl.jsonl"],
        read: ANY,
        figures: &places(0.55, 0.75),
    },
    Scorer {
        title: "actors: NGEC dev",
        script: "actors.py",
        data: &["data/events/ngec_actors.dev.jsonl"],
        read: RESOLVE,
        figures: &[Figure("country", "country", After("="), Some(0.93)), Figure("sector", "sector", Last, Some(0.80))],
    },
    Scorer {
        title: "events: PLOVER dev",
        script: "plover.py",
        data: &["data/events/plover_gsr.dev.jsonl"],
        read: JSONL,
        figures: &[
            Figure("type precision", "type", After("P"), Some(0.55)),
            Figure("type recall", "type", After("R"), Some(0.80)),
            Figure("of those actors and recipients", "of those", After("both"), Some(0.65)),
        ],
    },
    Scorer {
        title: "records: news",
        script: "bench/news.py",
        data: &["data/news/diplomacy.jsonl"],
        read: JSONL,
        figures: &[
            Figure("open record score", "open record score", After("score"), None),
            Figure("open events found F1", "open events", After("F1"), None),
            Figure("open positions found F1", "open positions", After("F1"), None),
            Figure("held record score", "held record score", After("score"), None),
            Figure("held events found F1", "held events", After("F1"), None),
            Figure("held positions found F1", "held positions", After("F1"), None),
        ],
    },
    Scorer {
        title: "records: gold/dev",
        script: "score.py",
        data: &["data/gold/dev"],
        read: JSONL,
        figures: &record(
            [Some(0.90), Some(0.85), Some(0.85), NONE, Some(0.75), Some(0.65), Some(0.55), Some(0.60), Some(0.60)],
            Some(0.65),
            Some(0.45),
        ),
    },
    Scorer {
        title: "records: miami-talks",
        script: "score.py",
        data: &["reports"],
        read: JSONL,
        figures: &record([Some(0.95), NONE, NONE, Some(0.95), NONE, NONE, NONE, NONE, NONE], NONE, Some(0.75)),
    },
    Scorer {
        title: "records: corpus/dev",
        script: "score.py",
        data: &["./corpus/dev"],
        read: JSONL,
        figures: &record([NONE; 9], NONE, NONE),
    },
    Scorer {
        title: "records: corpus/single",
        script: "score.py",
        data: &["./corpus/single"],
        read: JSONL,
        figures: &record([NONE; 9], NONE, NONE),
    },
    Scorer {
        title: "records: corpus/several",
        script: "score.py",
        data: &["./corpus/several"],
        read: JSONL,
        figures: &record([NONE; 9], NONE, NONE),
    },
    Scorer {
        title: "records: corpus/test",
        script: "score.py",
        data: &["./corpus/test"],
        read: JSONL,
        figures: &record([NONE; 9], NONE, Some(0.60)),
    },
];

/// Runs the scorers whose title holds `only`.
pub fn run(shared: &Path, only: Option<&str>) -> Result<(), String> {
    if !shared.join("eval").is_dir() {
        return Err(format!("{} holds no eval/: give the folder by --shared", shared.display()));
    }
    let work = root().join("target/score");
    std::fs::create_dir_all(&work).map_err(|e| e.to_string())?;
    let program = release_build()?;
    let mut table = vec![];
    for s in SCORERS.iter().filter(|s| only.is_none_or(|o| s.title.contains(o))) {
        println!("== {}", s.title);
        match score(s, shared, &work, &program) {
            Ok(said) => {
                print!("{said}");
                table.extend(s.figures.iter().map(|f| row(s, f, &said)));
            }
            Err(what) => {
                println!("failed: {what}");
                table.push(format!("{:26} failed: {what}", s.title));
            }
        }
    }
    println!("\n{:26} {:32} {:>7} {:>7}", "data", "figure", "is", "aim");
    table.iter().for_each(|r| println!("{r}"));
    Ok(())
}

/// Copies of PLOVER's records in which a side lists actors only: one record lists a bare word, at which plover.py stops.
fn actors_only(data: &[PathBuf], work: &Path) -> Result<Vec<PathBuf>, String> {
    let copy = |path: &PathBuf| {
        let lines = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let mut out = String::new();
        for line in lines.lines().filter(|l| !l.trim().is_empty()) {
            let mut record: serde_json::Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
            for side in ["source", "target"] {
                if let Some(list) = record[side].as_array_mut() {
                    list.retain(serde_json::Value::is_object);
                }
            }
            out += &format!("{record}\n");
        }
        let to = work.join("actors-only.jsonl");
        std::fs::write(&to, out).map_err(|e| format!("{}: {e}", to.display()))?;
        Ok(to)
    };
    data.iter().map(copy).collect()
}

/// What a scorer says of the records that the program makes of its data.
fn score(s: &Scorer, shared: &Path, work: &Path, program: &Path) -> Result<String, String> {
    let script = if s.script.contains('/') { root().join(s.script) } else { shared.join("eval").join(s.script) };
    let data: Vec<PathBuf> =
        s.data.iter().map(|d| d.strip_prefix("./").map_or_else(|| shared.join(d), |d| root().join(d))).collect();
    let data = if s.script == "plover.py" { actors_only(&data, work)? } else { data };
    let name: String = s.title.chars().filter(|c| c.is_alphanumeric()).collect();
    let (input, output) = (work.join(format!("{name}.in.jsonl")), work.join(format!("{name}.out")));
    let create = |p: &Path| File::create(p).map_err(|e| format!("{}: {e}", p.display()));
    finish(Command::new("python3").arg(&script).arg("input").args(&data).stdout(Stdio::from(create(&input)?)))?;
    let (what, options) = s.read.split_first().ok_or("a scorer without a command")?;
    finish(Command::new(program).arg(what).arg(&input).args(options).stdout(Stdio::from(create(&output)?)))?;
    let mut scorer = Command::new("python3");
    scorer.arg(&script);
    // score.py takes the gold first, the others a word and the output first.
    if s.script == "score.py" {
        scorer.args(&data).arg(&output);
    } else {
        scorer.arg("score").arg(&output).args(&data);
    }
    if s.script == "bench/geo.py" {
        scorer.arg(root().join("crates/world/data/places.tsv"));
    }
    finish(scorer.stdout(Stdio::piped()))
}

/// Runs a command to its end and gives what it printed into a pipe; an error is the last line that it complained with.
fn finish(command: &mut Command) -> Result<String, String> {
    let child = command.stderr(Stdio::piped()).spawn();
    let out = child.and_then(|c| c.wait_with_output()).map_err(|e| format!("{command:?}: {e}"))?;
    let said = String::from_utf8_lossy(&out.stderr);
    if out.status.success() {
        return Ok(String::from_utf8_lossy(&out.stdout).into_owned());
    }
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy();
    Err(format!("{program}: {}", said.lines().last().unwrap_or("no word of why")))
}

fn row(s: &Scorer, Figure(name, line, pick, aim): &Figure, said: &str) -> String {
    let found = said.lines().map(str::trim).filter(|l| l.contains(line)).find_map(|l| number(l, pick));
    let is = found.map_or("-".into(), |n| n.to_string());
    let aim = aim.map_or(String::new(), |a| a.to_string());
    format!("{:26} {name:32} {is:>7} {aim:>7}", s.title)
}

fn number(line: &str, pick: &Pick) -> Option<f64> {
    let word = |w: &str| w.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok();
    match pick {
        Last => line.split_whitespace().filter_map(word).next_back(),
        Column(n) => word(line.split_whitespace().nth(*n)?),
        After(mark) => {
            let at = line.find(&format!("{mark} "))? + mark.len();
            line[at..].split_whitespace().find_map(word)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_in_what_scorers_print() {
        let line = "words of source  P 0.841 R 0.702 F1 0.765";
        assert_eq!(number(line, &After("F1")), Some(0.765));
        assert_eq!(number("meetings        26    31   0.61  0.73  0.67    0.30  when 0.5", &Column(5)), Some(0.67));
        let line = "country 188/206 = 0.913   sector 150/200 = 0.750";
        assert_eq!(number(line, &After("=")), Some(0.913));
        assert_eq!(number(line, &Last), Some(0.75));
        assert_eq!(
            number("toponyms 9, found 0.81; of those within 161 km 0.7, country 0.9", &After("found")),
            Some(0.81)
        );
        assert_eq!(number("8 reports, 0 without a record, 0 quotations that are", &After("record,")), Some(0.0));
    }
}
