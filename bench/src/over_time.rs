//! The archive over time: many reports kept, questions asked, and a kill at any moment.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

use rapporteur_archive::ask::{BriefOptions, Find, Scope};
use rapporteur_archive::{Archive, Kept, Prepared, Process};
use rapporteur_bench::generate::{Generator, mix};
use rapporteur_bench::gold::Gold;

use crate::row;

/// Reports that are ready before they are kept.
const AHEAD: usize = 256;
/// Reports that the child of `kill` keeps; then another archive is begun.
const KILLED: u64 = 1000;
/// Reports before those that are missing that the child gives once more.
const AGAIN: u64 = 40;
/// Reports that are made again and again, which takes the same time for as long as the machine keeps its speed; and how often
/// in a tenth of the run.
const YARDSTICK: u64 = 20;
const MEASURED: usize = 50;

/// Keeps generated reports and asks; true where every figure is within its bound.
pub fn archive(corpus: &[Gold], reports: u64, file: Option<PathBuf>) -> bool {
    // A file that is named is left there to be looked at.
    let named = file.is_some();
    let file = file.unwrap_or_else(|| scratch("over-time"));
    remove(&file);
    let generator = Generator::new(corpus, reports);
    let mut archive = Archive::open(&file).expect("a new archive");
    let tenth = (reports as usize / 10).max(1);
    let (mut times, mut yardsticks, mut texts, mut keeping) = (vec![], vec![], 0, Duration::ZERO);
    let yardstick = Generator::new(corpus, YARDSTICK);
    let began = Instant::now();
    thread::scope(|scope| {
        let (ready, made) = sync_channel(AHEAD);
        scope.spawn(move || {
            for i in 0..reports {
                let p = Prepared::new(generator.record(i)).expect("a generated record holds together");
                if ready.send(p).is_err() {
                    return;
                }
            }
        });
        for p in made {
            let before = on_processor();
            archive.keep(&p).expect("it is kept");
            let took = on_processor() - before;
            keeping += took;
            times.push(took);
            texts += p.text_len();
            if times.len().is_multiple_of(tenth.div_ceil(MEASURED)) {
                let before = on_processor();
                (0..YARDSTICK).for_each(|i| drop(std::hint::black_box(Prepared::new(yardstick.record(i)))));
                yardsticks.push(on_processor() - before);
            }
            if times.len().is_multiple_of(tenth) {
                let each = mean(&times[times.len() - tenth..]) * 1e3;
                let yardstick = mean(&yardsticks[yardsticks.len().saturating_sub(MEASURED)..]) * 1e3;
                let took = began.elapsed().as_secs_f64();
                eprintln!(
                    "{} of {reports} kept, {each:.2} ms each (yardstick {yardstick:.0} ms), {took:.0} s",
                    times.len()
                );
            }
        }
    });
    // The first reports find nothing to link to: growth is measured from the second tenth on as well.
    let (first, second, last) =
        (mean(&times[..tenth]), mean(&times[tenth..tenth * 2]), mean(&times[times.len() - tenth..]));
    println!(
        "{reports} reports in {:.1} s, of which keeping had the processor for {:.1} s\n",
        began.elapsed().as_secs_f64(),
        keeping.as_secs_f64()
    );
    println!("| what | figure | bound | holds |\n|---|---|---|---|");
    let rate = reports as f64 / keeping.as_secs_f64();
    let mut well = row("reports kept a second", format!("{rate:.0}"), "≥ 300", rate >= 300.0);
    let growth = last / first - 1.0;
    let told = format!("{:+.0} % ({:.2}, {:.2}, {:.2} ms)", growth * 100.0, first * 1e3, second * 1e3, last * 1e3);
    well &= row("time a report, last tenth against first (first, second, last)", told, "≤ +20 %", growth <= 0.2);
    let some = yardsticks.len().min(MEASURED);
    let slower = mean(&yardsticks[yardsticks.len() - some..]) / mean(&yardsticks[..some]) - 1.0;
    well &= row(
        "the same work, untouched by the archive",
        format!("{:+.0} %", slower * 100.0),
        "steady",
        slower.abs() <= 0.1,
    );
    let memory = resident();
    well &= row("resident memory", format!("{} MB", memory >> 20), "≤ 1536 MB", memory <= 1536 << 20);
    drop(archive);
    let archive = Archive::ask(&file).expect("it opens");
    let size = std::fs::metadata(&file).map_or(0, |m| m.len());
    let beyond = (size as f64 - texts as f64) / reports as f64 / 1000.0;
    well &= row(
        "archive beyond its text",
        format!("{beyond:.1} kB a report ({} MB)", size >> 20),
        "≤ 12 kB",
        beyond <= 12.0,
    );
    well &= ask(&archive);
    if !named {
        remove(&file);
    }
    well
}

fn mean(t: &[Duration]) -> f64 {
    t.iter().sum::<Duration>().as_secs_f64() / t.len() as f64
}

fn ask(archive: &Archive) -> bool {
    let processes = archive.processes().expect("processes");
    let stop: Vec<String> =
        ["talks", "agreement", "government ceasefire", "\"peace agreement\"", "war", "troops -peace"]
            .map(String::from)
            .into();
    let party = processes[0].name.split('–').next().unwrap_or_default().to_string();
    let mut asked = vec![];
    for i in 0..120_u64 {
        let mut f = Find { words: stop[(mix(i) % stop.len() as u64) as usize].clone(), limit: 20, ..Find::default() };
        match i % 5 {
            0 => f.party = Some(party.clone()),
            1 => f.kind = Some("rejects".into()),
            2 => (f.from, f.to) = (Some("2020-06-01".into()), Some("2020-06-30".into())),
            3 => f.words = format!("developing {}", f.words),
            _ => {}
        }
        asked.push(f);
    }
    let mut times: Vec<Duration> = asked.iter().map(|f| timed(|| archive.find(f).expect("an answer"))).collect();
    times.sort();
    let p95 = times[times.len() * 95 / 100];
    let mut well = row(
        "queries, 95th percentile",
        format!("{:.0} ms", p95.as_secs_f64() * 1e3),
        "≤ 50 ms",
        p95 <= Duration::from_millis(50),
    );
    well &= largest(archive, &processes);
    well
}

/// The brief of the largest process.
fn largest(archive: &Archive, processes: &[Process]) -> bool {
    let largest = processes.iter().max_by_key(|p| p.reports).expect("a process");
    let took = timed(|| archive.brief(&Scope::Process(largest.id), BriefOptions::default()).expect("a brief"));
    let told = format!("{:.2} s ({} reports; {} processes)", took.as_secs_f64(), largest.reports, processes.len());
    let allowed = f64::from(largest.reports.max(1000)) / 1000.0;
    row("brief of the largest process", told, "≤ 1 s for 1,000 reports", took.as_secs_f64() <= allowed)
}

/// Keeps reports that are all on the same talks, and asks for the brief of these.
pub fn brief(corpus: &[Gold], reports: u64) -> bool {
    let file = scratch("brief");
    remove(&file);
    let generator = Generator::of_talks(corpus, reports, 1);
    let mut archive = Archive::open(&file).expect("a new archive");
    for i in 0..reports {
        let p = Prepared::new(generator.record(i)).expect("a generated record holds together");
        archive.keep(&p).expect("it is kept");
    }
    println!("| what | figure | bound | holds |\n|---|---|---|---|");
    let well = largest(&archive, &archive.processes().expect("processes"));
    drop(archive);
    remove(&file);
    well
}

fn timed<T>(f: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    std::hint::black_box(f());
    began.elapsed()
}

/// Kills the child at random moments; after each, nothing is lost and nothing there twice.
pub fn kill(corpus: &[Gold], rounds: u64) -> bool {
    let file = scratch("killed");
    remove(&file);
    let me = std::env::current_exe().expect("this program");
    let (mut kills, mut archives, mut kept) = (0, 1, 0);
    for round in 0..rounds {
        let mut child = Command::new(&me)
            .args(["child", &file.to_string_lossy(), &KILLED.to_string()])
            .stdout(Stdio::null())
            .spawn()
            .expect("the child runs");
        thread::sleep(Duration::from_millis(60 + mix(round) % 400));
        if child.try_wait().expect("its state").is_none() {
            child.kill().expect("kill -9");
            kills += 1;
        }
        child.wait().expect("its end");
        let checked = Archive::open(&file).and_then(|a| a.check()).expect("a check");
        if !checked.problems.is_empty() || checked.reports < kept {
            println!("after kill {kills}, {} of {kept} reports: {:?}", checked.reports, checked.problems);
            return false;
        }
        kept = checked.reports;
        if kept as u64 == KILLED {
            remove(&file);
            (kept, archives) = (0, archives + 1);
        }
        if (round + 1).is_multiple_of(20) {
            eprintln!("{} of {rounds} rounds, {kills} kills, {kept} reports in archive {archives}", round + 1);
        }
    }
    child(corpus, &file, KILLED);
    let archive = Archive::ask(&file).expect("it opens");
    let checked = archive.check().expect("a check");
    let twice = (0..KILLED).any(|i| archive.reports_named(&format!("generated-{i}")).expect("an answer").len() != 1);
    drop(archive);
    remove(&file);
    println!("| what | figure | bound | holds |\n|---|---|---|---|");
    let well = checked.reports as u64 == KILLED && checked.problems.is_empty() && !twice;
    let told = format!("{kills} kills, {archives} archives of {KILLED} reports, {} problems", checked.problems.len());
    row("kill -9 at random moments", told, "all kept, once", well)
}

/// Keeps what is not kept yet; the last ones that are kept are given again, as a command that is taken up again does.
pub fn child(corpus: &[Gold], file: &Path, reports: u64) -> bool {
    let generator = Generator::new(corpus, reports);
    let mut archive = Archive::open(file).expect("the archive");
    let there = archive.reports().expect("an answer").len() as u64;
    for i in there.saturating_sub(AGAIN)..reports {
        let record = generator.record(i);
        if !archive.has(&record.report).expect("an answer") {
            let kept = archive.keep(&Prepared::new(record).expect("a record")).expect("it is kept");
            assert!(matches!(kept, Kept::New { .. }));
        }
    }
    true
}

fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("rapporteur-bench-{name}-{}.archive", std::process::id()))
}

fn remove(file: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
    }
}

/// How long this thread has been on a processor: other programs of the machine do not count.
fn on_processor() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0))
}

/// Resident memory in bytes, at its highest; 0 where the system does not tell.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) << 10
}
