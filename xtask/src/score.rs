//! Runs the scorers of `../shared/eval` on the release build's records of the development data.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::root;

/// A scorer, the data it takes and the format it reads.
struct Scorer {
    title: &'static str,
    script: &'static str,
    /// Below `shared`.
    data: &'static [&'static str],
    format: &'static str,
}

const SCORERS: &[Scorer] = &[
    Scorer { title: "UD EWT dev", script: "ud.py", data: &["data/ud/en_ewt-ud-dev.conllu"], format: "conllu" },
    Scorer { title: "UD GUM dev", script: "ud.py", data: &["data/ud/en_gum_nonNC-ud-dev.conllu"], format: "conllu" },
    Scorer {
        title: "times: TimeBank and AQUAINT",
        script: "timex.py",
        data: &["data/timex/timebank.jsonl", "data/timex/aquaint.jsonl"],
        format: "jsonl",
    },
    Scorer {
        title: "attributions: PolNeAR dev",
        script: "attribution.py",
        data: &["data/attribution/polnear.dev.jsonl"],
        format: "jsonl",
    },
    Scorer { title: "places: GeoVirus", script: "bench/geo.py", data: &["data/geo/geovirus.jsonl"], format: "jsonl" },
    Scorer { title: "places: LGL", script: "bench/geo.py", data: &["data/geo/lgl.jsonl"], format: "jsonl" },
    Scorer { title: "gold reports", script: "score.py", data: &["data/gold/dev"], format: "jsonl" },
    Scorer { title: "miami talks", script: "score.py", data: &["reports"], format: "jsonl" },
];

/// Prints what each scorer says.
pub fn run(shared: &Path) -> Result<(), String> {
    let shared = root().join(shared);
    if !shared.join("eval").is_dir() {
        return Err(format!("{} holds no eval/: give the folder by --shared", shared.display()));
    }
    let work = root().join("target/score");
    std::fs::create_dir_all(&work).map_err(|e| e.to_string())?;
    finish(Command::new("cargo").args(["build", "--release", "--quiet", "-p", "rapporteur"]).current_dir(root()))?;
    for s in SCORERS {
        println!("== {}", s.title);
        score(s, &shared, &work)?;
    }
    Ok(())
}

fn score(s: &Scorer, shared: &Path, work: &Path) -> Result<(), String> {
    let ours = s.script.starts_with("bench/");
    let script = if ours { root().join(s.script) } else { shared.join("eval").join(s.script) };
    let data: Vec<_> = s.data.iter().map(|d| shared.join(d)).collect();
    let (input, output) = (work.join("in.jsonl"), work.join("out.jsonl"));
    let create = |p: &Path| File::create(p).map_err(|e| format!("{}: {e}", p.display()));
    finish(Command::new("python3").arg(&script).arg("input").args(&data).stdout(Stdio::from(create(&input)?)))?;
    let mut read = Command::new(root().join("target/release/rapporteur"));
    finish(
        read.arg("read")
            .arg(&input)
            .args(["--format", s.format, "--any-language"])
            .stdout(Stdio::from(create(&output)?)),
    )?;
    let mut scorer = Command::new("python3");
    scorer.arg(&script);
    // score.py takes the gold first, the others a word and the output first.
    if s.script == "score.py" {
        scorer.args(&data).arg(&output);
    } else {
        scorer.arg("score").arg(&output).args(&data);
    }
    if ours {
        scorer.arg(root().join("crates/world/data/places.tsv"));
    }
    finish(&mut scorer)
}

fn finish(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|e| format!("{command:?}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed")) }
}
