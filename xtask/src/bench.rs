//! How fast is the whole of `read`, how soon does it answer, how much memory does it take? With spaCy on the same words.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{peers, python, release_build, root};

/// Files below `shared` that hold reports a line.
const LINES: [&str; 4] = [
    "data/news/diplomacy.jsonl",
    "data/attribution/polnear.dev.jsonl",
    "data/timex/timebank.jsonl",
    "data/timex/aquaint.jsonl",
];
/// Folders below `shared` that hold reports a file.
const FOLDERS: [&str; 2] = ["data/gold/dev", "reports"];
/// Runs of one report whose median is the start-up.
const STARTS: usize = 7;

/// What a run of the program took.
struct Run {
    wall: Duration,
    /// Greatest resident memory in MB.
    resident: f64,
}

/// Measures, and prints a line a figure.
pub fn run(shared: &Path, alone: bool, reports: usize) -> Result<(), String> {
    let program = release_build()?;
    let work = root().join("target/bench");
    fs::create_dir_all(&work).map_err(|e| e.to_string())?;
    let texts = texts(shared)?;
    let input = work.join("reports.jsonl");
    let words = write(&input, texts.iter())?;
    println!("{} reports, {words} words", texts.len());

    let speed = |label: &str, args: &[&str]| -> Result<f64, String> {
        let run = measure(read(&program, &input, args))?;
        let rate = words as f64 / run.wall.as_secs_f64();
        println!("{label:44} {rate:>8.0} words a second, {:.0} MB", run.resident);
        Ok(rate)
    };
    let ours = speed("read, one core, all kinds", &["--format", "jsonl", "--jobs", "1"])?;
    speed("analysis alone, one core", &["--format", "conllu", "--jobs", "1"])?;
    speed("read, all cores", &["--format", "jsonl"])?;
    if !alone {
        spacy(&work, &input, words, ours)?;
    }
    println!("{:44} {:>8}", "identical bytes with 1 and 2 jobs", identical(&program, &input, &work)?);
    println!("{:44} {:>8.3} s", "start-up to the record of one report", start_up(&program)?);

    let many = work.join("many.jsonl");
    write(&many, texts.iter().cycle().take(reports))?;
    let run = measure(read(&program, &many, &["--format", "jsonl"]))?;
    println!("{:44} {:>8.0} MB resident", format!("{reports} reports in one run"), run.resident);
    Ok(())
}

/// Reads reports from files and keeps them in one run of `rapporteur add`: what keeping takes of the whole.
pub fn keeping(shared: &Path, reports: usize) -> Result<(), String> {
    let program = release_build()?;
    let work = root().join("target/bench");
    let input = work.join("to-keep");
    let archive = work.join("kept.archive");
    let _ = fs::remove_dir_all(&input);
    ["", "-wal", "-shm"].iter().for_each(|end| drop(fs::remove_file(format!("{}{end}", archive.display()))));
    fs::create_dir_all(&input).map_err(|e| e.to_string())?;
    let words = write_mixed(&texts(shared)?, &input, reports)?;
    println!("{reports} reports in files, {words} words");
    let began = Instant::now();
    let mut command = Command::new(&program);
    command.arg("add").arg(&input).args(["--times", "--any-language", "--archive"]).arg(&archive);
    succeed(&mut command)?;
    println!("{:44} {:>8.0} s (the line above: wanted ≤ 15 %)", "reading and keeping", began.elapsed().as_secs_f64());
    Ok(())
}

/// Reports of paragraphs from the texts, mixed so that no two are copies of each other, a hundred a file.
fn write_mixed(texts: &[Value], folder: &Path, reports: usize) -> Result<usize, String> {
    const PARAGRAPHS: usize = 8;
    let text = |t: &Value| t["text"].as_str().unwrap_or("").to_string();
    let paragraphs: Vec<String> = texts
        .iter()
        .flat_map(|t| text(t).split('\n').map(String::from).collect::<Vec<_>>())
        .filter(|p| p.split_whitespace().count() > 20)
        .collect();
    let draw = |seed: usize| {
        let mixed = (seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        paragraphs[((mixed ^ (mixed >> 29)) % paragraphs.len() as u64) as usize].as_str()
    };
    let all: Vec<Value> = (0..reports)
        .map(|i| {
            let text: Vec<&str> = (0..PARAGRAPHS).map(|n| draw(i * PARAGRAPHS + n)).collect();
            let day = format!("2024-{:02}-{:02}", 1 + i * 12 / reports, 1 + i % 28);
            json!({"id": format!("mixed-{i}"), "text": text.join("\n\n"), "published": day})
        })
        .collect();
    let mut words = 0;
    for (n, part) in all.chunks(100).enumerate() {
        words += write(&folder.join(format!("{n:04}.jsonl")), part.iter())?;
    }
    Ok(words)
}

/// Measures tables, the Python package and Spark, and prints a line a figure.
pub fn python(shared: &Path, reports: usize, texts_at_most: usize) -> Result<(), String> {
    let (program, python) = (release_build()?, python::bench_environment()?);
    let work = root().join("target/bench");
    fs::create_dir_all(&work).map_err(|e| e.to_string())?;
    let input = work.join("reports.jsonl");
    write(&input, texts(shared)?.iter().take(texts_at_most))?;
    let mut command = Command::new(python);
    command.arg(root().join("bench/exports.py")).args([&program, &input]);
    command.arg(work.join("exports")).arg(reports.to_string());
    succeed(&mut command)?;
    let cost = work.join("exports/cost.md");
    let cost = fs::read_to_string(&cost).map_err(|e| format!("{}: {e}", cost.display()))?;
    into_page("docs/cost.md", &cost)
}

/// Puts figures into a page of the documentation, between its marks.
pub fn into_page(page: &str, figures: &str) -> Result<(), String> {
    const BEGIN: &str = "<!-- measured: begin -->\n";
    const END: &str = "<!-- measured: end -->\n";
    let path = root().join(page);
    let text = fs::read_to_string(&path).map_err(|e| format!("{page}: {e}"))?;
    let (Some(from), Some(to)) = (text.find(BEGIN), text.find(END)) else {
        return Err(format!("{page} has no marks {BEGIN:?} and {END:?}"));
    };
    let text = format!("{}{figures}{}", &text[..from + BEGIN.len()], &text[to..]);
    fs::write(&path, text).map_err(|e| format!("{page}: {e}"))
}

/// The texts of the development data, with their days.
fn texts(shared: &Path) -> Result<Vec<Value>, String> {
    let mut out = vec![];
    let text = |p: &Path| fs::read_to_string(p).map_err(|e| format!("{}: {e}", p.display()));
    for file in LINES {
        for line in text(&shared.join(file))?.lines() {
            let v: Value = serde_json::from_str(line).map_err(|e| format!("{file}: {e}"))?;
            out.push(json!({"text": v["text"], "published": v.get("published").or(v.get("date"))}));
        }
    }
    for folder in FOLDERS {
        let files = fs::read_dir(shared.join(folder)).map_err(|e| format!("{folder}: {e}"))?;
        let mut files: Vec<PathBuf> = files.filter_map(|f| Some(f.ok()?.path())).collect();
        files.sort();
        for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "txt")) {
            out.push(json!({"text": text(file)?}));
        }
    }
    Ok(out)
}

/// Writes reports a line; returns how many words they have.
fn write<'v>(path: &Path, texts: impl Iterator<Item = &'v Value>) -> Result<usize, String> {
    let error = |e: std::io::Error| format!("{}: {e}", path.display());
    let mut out = BufWriter::new(File::create(path).map_err(error)?);
    let mut words = 0;
    for t in texts {
        words += t["text"].as_str().unwrap_or("").split_whitespace().count();
        writeln!(out, "{t}").map_err(error)?;
    }
    out.flush().map_err(error)?;
    Ok(words)
}

fn read(program: &Path, input: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.arg("read").arg(input).arg("--any-language").args(args).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn measure(mut command: Command) -> Result<Run, String> {
    let began = Instant::now();
    let mut child = command.spawn().map_err(|e| format!("{command:?}: {e}"))?;
    let mut resident = 0.0;
    loop {
        resident = peak(&child).unwrap_or(resident);
        match child.try_wait().map_err(|e| e.to_string())? {
            Some(status) if status.success() => return Ok(Run { wall: began.elapsed(), resident }),
            Some(status) => return Err(format!("{command:?} ended with {status}")),
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// The greatest resident memory of a running process so far, as Linux tells it.
fn peak(child: &Child) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kb| kb / 1024.0)
}

fn identical(program: &Path, input: &Path, work: &Path) -> Result<bool, String> {
    let with = |jobs: &str| {
        let out = work.join(format!("jobs-{jobs}.jsonl"));
        let mut command = read(program, input, &["--format", "jsonl", "--jobs", jobs, "--output"]);
        measure({
            command.arg(&out);
            command
        })?;
        fs::read(&out).map_err(|e| e.to_string())
    };
    Ok(with("1")? == with("2")?)
}

fn start_up(program: &Path) -> Result<f64, String> {
    let report = root().join("corpus/dev/1999-lome-1.txt");
    let mut seconds = (0..STARTS)
        .map(|_| measure(read(program, &report, &["--format", "json"])).map(|r| r.wall.as_secs_f64()))
        .collect::<Result<Vec<f64>, String>>()?;
    seconds.sort_by(f64::total_cmp);
    Ok(seconds[STARTS / 2])
}

/// spaCy's small model, installed beside the build, on the same words on one core.
fn spacy(work: &Path, input: &Path, words: usize, ours: f64) -> Result<(), String> {
    let python = peers::environment(work)?;
    let mut command = Command::new(&python);
    peers::on_one_core(&mut command);
    command.arg(root().join("bench/spacy_speed.py")).arg(input);
    let out = command.stderr(Stdio::inherit()).output().map_err(|e| format!("{command:?}: {e}"))?;
    let said = String::from_utf8_lossy(&out.stdout);
    let (seconds, what) = said.trim().split_once(' ').ok_or("spaCy printed no time")?;
    let rate = words as f64 / seconds.parse::<f64>().map_err(|e| format!("{seconds}: {e}"))?;
    println!("{:44} {rate:>8.0} words a second; {what}", "spaCy, one core");
    println!("{:44} {:>8.2}", "our whole read to its analysis", ours / rate);
    Ok(())
}

pub fn succeed(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|e| format!("{command:?}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed")) }
}
