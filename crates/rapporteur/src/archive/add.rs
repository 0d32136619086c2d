//! `rapporteur add`: reports read on all cores and kept by one writer, each in a transaction of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use crossbeam_channel::{Receiver, Sender, bounded};
use indicatif::{ProgressBar, ProgressStyle};
use rapporteur::{Reader, Report};
use rapporteur_archive::{Archive, Kept, Prepared, Relation};
use rapporteur_intake::fetch::{Care, Fetcher};
use rapporteur_intake::{Error, Options, web};
use serde_json::{Value, json};

use super::{Which, failed};

pub const EXAMPLES: &str = "Examples:
  rapporteur add news/ reports.jsonl
  rapporteur add wire.jsonl.gz --fields text=body,published=date
  rapporteur add crawl.warc.gz table.parquet https://example.org/world/rss.xml
  rapporteur add --resume        go on with what was interrupted
  rapporteur add --retry         try again what failed
  rapporteur add --failures      list what failed, and why

What is in the archive already is left alone, so the same command can be given again at any time.";

/// Reports under way for each thread.
const UNDER_WAY: usize = 8;

/// Set by Ctrl-C: nothing new is begun, what is under way is kept.
static STOP: AtomicBool = AtomicBool::new(false);

/// What to take in.
#[derive(Args)]
pub struct AddArgs {
    /// Files (all that `read` takes), folders, patterns, - for standard input, and addresses of pages and feeds.
    #[arg(required_unless_present_any = ["resume", "retry", "failures"])]
    paths: Vec<String>,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    input: Input,
    /// Threads [default: one for each core].
    #[arg(long)]
    jobs: Option<NonZeroUsize>,
    /// Tell how long reading and keeping took, all threads together.
    #[arg(long)]
    times: bool,
    /// Lay the TOML files of this folder over the rules that ship.
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Go on with the commands that were interrupted.
    #[arg(long)]
    resume: bool,
    /// Try again what failed.
    #[arg(long)]
    retry: bool,
    /// List what failed, and why.
    #[arg(long)]
    failures: bool,
}

/// What the user knows about the input.
#[derive(Args, Clone)]
pub struct Input {
    /// EDTF date of publication (2025-12-05), for reports that do not say.
    #[arg(long)]
    published: Option<String>,
    /// The outlet, for reports that do not say.
    #[arg(long)]
    publisher: Option<String>,
    /// Columns of JSON Lines, CSV and Parquet: text=body,published=date,id=uri.
    #[arg(long, value_delimiter = ',', value_parser = crate::field)]
    fields: Vec<(String, String)>,
    /// Take in texts that do not look English all the same.
    #[arg(long)]
    any_language: bool,
    /// Fetch from private and loopback addresses too.
    #[arg(long)]
    allow_private: bool,
    /// Seconds between two requests to one host.
    #[arg(long, default_value_t = 1.0, value_name = "SECONDS")]
    delay: f32,
}

impl Input {
    fn options(&self) -> Options {
        Options {
            published: self.published.clone(),
            publisher: self.publisher.clone(),
            fields: self.fields.clone(),
            any_language: self.any_language,
            ..Options::default()
        }
    }

    /// The same for another publisher.
    pub fn published_by(&self, publisher: Option<String>) -> Self {
        Input { publisher: publisher.or(self.publisher.clone()), ..self.clone() }
    }

    fn care(&self) -> Care {
        let delay = Duration::try_from_secs_f32(self.delay).unwrap_or(Duration::from_secs(1));
        Care { private: self.allow_private, delay, ..Care::default() }
    }

    /// As it is written down for `--resume` and `--retry`.
    fn json(&self) -> Value {
        json!({"published": self.published, "publisher": self.publisher, "fields": self.fields, "any_language": self.any_language,
            "allow_private": self.allow_private, "delay": self.delay})
    }

    fn from_json(v: &Value) -> Self {
        let text = |k: &str| v[k].as_str().map(String::from);
        let pair = |p: &Value| Some((p[0].as_str()?.to_string(), p[1].as_str()?.to_string()));
        Input {
            published: text("published"),
            publisher: text("publisher"),
            fields: v["fields"].as_array().map(|a| a.iter().filter_map(pair).collect()).unwrap_or_default(),
            any_language: v["any_language"].as_bool().unwrap_or_default(),
            allow_private: v["allow_private"].as_bool().unwrap_or_default(),
            delay: v["delay"].as_f64().unwrap_or(1.0) as f32,
        }
    }
}

/// Takes in; false where some input failed.
pub fn add(args: AddArgs) -> io::Result<bool> {
    let archive = args.which.open()?;
    if args.failures {
        return list_failures(&archive);
    }
    let mut batches: Vec<(Vec<String>, Input)> = vec![];
    let mut failed_before: Vec<String> = vec![];
    if !args.paths.is_empty() {
        batches.push((args.paths.clone(), args.input.clone()));
    }
    if args.resume {
        batches.extend(interrupted(&archive)?);
    }
    if args.retry {
        failed_before.extend(archive.failures().map_err(failed)?.into_iter().map(|f| f.source));
        // What was refused for its address may be asked for now.
        let allow = |(paths, input): (Vec<String>, Input)| {
            (paths, Input { allow_private: input.allow_private || args.input.allow_private, ..input })
        };
        batches.extend(to_retry(&archive)?.into_iter().map(allow));
    }
    if batches.is_empty() {
        eprintln!("nothing was interrupted or failed");
        return Ok(true);
    }
    let lexicon = crate::lexicon::load(args.lexicon.as_deref())?;
    let mut taker =
        Taker::new(args.which.clone(), archive, Reader::with(lexicon).map_err(io::Error::other)?, args.jobs)?;
    let mut well = true;
    for (paths, input) in batches {
        well &= taker.take(&paths, &input)?;
        if args.times {
            taker.times.tell();
        }
        if stopped() {
            eprintln!("interrupted: `rapporteur add --resume` goes on");
            return Ok(false);
        }
    }
    for source in failed_before.iter().filter(|s| !taker.failed.contains(*s)) {
        taker.archive.mend(source).map_err(failed)?;
    }
    Ok(well)
}

/// Whether Ctrl-C was pressed.
pub fn stopped() -> bool {
    STOP.load(Ordering::SeqCst)
}

/// Takes batches of inputs into an archive.
pub struct Taker {
    which: Which,
    archive: Archive,
    reader: Reader,
    jobs: usize,
    /// What failed.
    failed: BTreeSet<String>,
    /// What the last batch took.
    times: Times,
}

impl Taker {
    /// A taker that Ctrl-C stops.
    pub fn new(which: Which, archive: Archive, reader: Reader, wanted: Option<NonZeroUsize>) -> io::Result<Self> {
        ctrlc::set_handler(|| {
            // The second time, at once: the archive takes no harm.
            if STOP.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
            eprintln!("stopping; what is under way is kept (once more stops at once)");
        })
        .map_err(io::Error::other)?;
        Ok(Taker { which, archive, reader, jobs: jobs(wanted), failed: BTreeSet::new(), times: Times::default() })
    }

    /// Takes in a batch; false where some input failed.
    pub fn take(&mut self, paths: &[String], input: &Input) -> io::Result<bool> {
        let task = self.archive.begin(&json!({"add": paths, "input": input.json()}).to_string()).map_err(failed)?;
        let (addresses, files): (Vec<String>, Vec<String>) = paths.iter().cloned().partition(|p| web::is_address(p));
        let reports = rapporteur_intake::open(&files, input.options());
        let mut tally = Tally::new(reports.files() + addresses.len());
        let (told_in, told_out) = mpsc::channel();
        let memory = Visits(self.which.ask()?);
        let pages = web::follow(addresses, Fetcher::new(input.care()), memory, input.options(), told_in);
        let (notes, has, archive) = (input.json().to_string(), self.which.ask()?, &mut self.archive);
        take(reports.chain(pages), &self.reader, self.jobs, has, |done| tally.keep(archive, done, &notes))?;
        let well = tally.finish();
        self.times = tally.times;
        for path in paths.iter().filter(|p| !tally.sources.contains(*p)) {
            self.archive.mend(path).map_err(failed)?;
        }
        self.failed.append(&mut tally.sources);
        if !stopped() {
            // Only now: had it been cut off before, the server would say that nothing is new.
            for t in told_out.try_iter() {
                self.archive.remember(&t.url, t.etag.as_deref(), t.modified.as_deref()).map_err(failed)?;
            }
            self.archive.end(task).map_err(failed)?;
        }
        Ok(well)
    }
}

/// What the archive knows of earlier visits to pages.
struct Visits(Archive);

impl web::Memory for Visits {
    fn told(&self, url: &str) -> (Option<String>, Option<String>) {
        self.0.fetched(url).unwrap_or_default()
    }

    fn has(&self, url: &str, changed: Option<i64>) -> bool {
        self.0.has_page(url, changed).unwrap_or(false)
    }
}

fn list_failures(archive: &Archive) -> io::Result<bool> {
    let failures = archive.failures().map_err(failed)?;
    for f in &failures {
        crate::print(&format!("{} (tried {} times)\n", f.reason, f.tries))?;
    }
    eprintln!("{} inputs failed; `rapporteur add --retry` tries them again", failures.len());
    Ok(failures.is_empty())
}

fn interrupted(archive: &Archive) -> io::Result<Vec<(Vec<String>, Input)>> {
    let tasks = archive.tasks().map_err(failed)?;
    let of = |t: &rapporteur_archive::Task| {
        let v: Value = serde_json::from_str(&t.what).ok()?;
        let paths = v["add"].as_array()?.iter().filter_map(|p| Some(p.as_str()?.to_string())).collect();
        Some((paths, Input::from_json(&v["input"])))
    };
    Ok(tasks.iter().filter_map(of).collect())
}

/// The files of what failed, by the options that they were given with.
fn to_retry(archive: &Archive) -> io::Result<Vec<(Vec<String>, Input)>> {
    let mut by: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for f in archive.failures().map_err(failed)? {
        let file = f.source.split(", line ").next().unwrap_or(&f.source).to_string();
        by.entry(f.options).or_default().insert(file);
    }
    let input = |options: &str| Input::from_json(&serde_json::from_str(options).unwrap_or_default());
    Ok(by.into_iter().map(|(options, files)| (files.into_iter().collect(), input(&options))).collect())
}

pub fn jobs(wanted: Option<NonZeroUsize>) -> usize {
    wanted.map_or_else(|| thread::available_parallelism().map_or(1, NonZeroUsize::get), NonZeroUsize::get)
}

/// How long the phases took: those of all threads added up.
#[derive(Debug, Clone, Copy, Default)]
pub struct Times {
    /// From a text to its record.
    reading: Duration,
    /// From a record to what lies in the archive.
    keeping: Duration,
}

impl Times {
    fn add(&mut self, other: Times) {
        self.reading += other.reading;
        self.keeping += other.keeping;
    }

    fn tell(&self) {
        let (reading, keeping) = (self.reading.as_secs_f64(), self.keeping.as_secs_f64());
        let share = 100.0 * keeping / (reading + keeping).max(1e-9);
        eprintln!("reading {reading:.1} s, keeping {keeping:.1} s: {share:.1} % of both");
    }
}

/// What became of one input on its way to the writer.
pub enum Done {
    /// To be kept, and what it has taken so far.
    Ready(Box<Prepared>, Times),
    /// Kept already.
    Known,
    /// It could not be taken in: where, and why.
    Failed(String, String),
}

type Job = (usize, Result<Report, Error>);

/// Reads reports on all threads and hands them on in their order.
fn take(
    reports: impl Iterator<Item = Result<Report, Error>> + Send,
    reader: &Reader,
    jobs: usize,
    has: Archive,
    mut keep: impl FnMut(Done) -> io::Result<()>,
) -> io::Result<()> {
    let (job_in, job_out) = bounded::<Job>(jobs);
    let (done_in, done_out) = bounded::<(usize, Done)>(jobs * UNDER_WAY);
    let (permit_in, permit_out) = bounded::<()>(jobs * UNDER_WAY);
    thread::scope(|scope| {
        let known = done_in.clone();
        scope.spawn(move || feed(reports, &has, job_in, known, permit_in));
        for _ in 0..jobs {
            let (jobs, done) = (job_out.clone(), done_in.clone());
            scope.spawn(move || work(reader, jobs, done));
        }
        drop((job_out, done_in));
        // Dropped with this closure, so that an error of the writer ends the feeder too.
        let permit_out = permit_out;
        let (mut waiting, mut next) = (BTreeMap::new(), 0);
        for (i, done) in done_out {
            waiting.insert(i, done);
            while let Some(done) = waiting.remove(&next) {
                keep(done)?;
                let _ = permit_out.recv();
                next += 1;
            }
        }
        Ok(())
    })
}

/// Sends reports on that are not kept yet, as many as there are permits.
fn feed(
    reports: impl Iterator<Item = Result<Report, Error>>,
    has: &Archive,
    jobs: Sender<Job>,
    known: Sender<(usize, Done)>,
    permits: Sender<()>,
) {
    for (i, report) in reports.enumerate() {
        if STOP.load(Ordering::SeqCst) || permits.send(()).is_err() {
            return;
        }
        let there = report.as_ref().is_ok_and(|r| has.has(r).unwrap_or(false));
        let sent = if there { known.send((i, Done::Known)).is_ok() } else { jobs.send((i, report)).is_ok() };
        if !sent {
            return;
        }
    }
}

fn work(reader: &Reader, jobs: Receiver<Job>, done: Sender<(usize, Done)>) {
    for (i, report) in jobs {
        let outcome = match report {
            Err(e) => Done::Failed(e.source_name(), e.to_string()),
            Ok(report) => {
                let (name, began) = (report.id.clone(), Instant::now());
                let record = reader.read(report);
                let (reading, read) = (began.elapsed(), Instant::now());
                match Prepared::new(record) {
                    Ok(p) => Done::Ready(Box::new(p), Times { reading, keeping: read.elapsed() }),
                    Err(e) => Done::Failed(name.clone(), format!("{name}: {e}")),
                }
            }
        };
        if done.send((i, outcome)).is_err() {
            return;
        }
    }
}

/// What a command has done so far, as it is shown.
#[derive(Default)]
struct Tally {
    kept: usize,
    known: usize,
    failed: usize,
    sources: BTreeSet<String>,
    copies: usize,
    versions: usize,
    times: Times,
    bar: Option<ProgressBar>,
    began: Option<Instant>,
}

impl Tally {
    fn new(files: usize) -> Self {
        let bar = (files > 0 && io::stderr().is_terminal()).then(|| {
            let style = ProgressStyle::with_template("{spinner} {pos} reports, {per_sec} {elapsed} {msg}");
            let bar = ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Tally { bar, began: Some(Instant::now()), ..Tally::default() }
    }

    fn keep(&mut self, archive: &mut Archive, done: Done, options: &str) -> io::Result<()> {
        match done {
            Done::Known => self.known += 1,
            Done::Failed(source, reason) => {
                self.failed += 1;
                let say = || eprintln!("rapporteur: {reason}");
                self.bar.as_ref().map_or_else(say, |b| b.suspend(say));
                archive.fail(&source, &reason, options).map_err(failed)?;
                self.sources.insert(source);
            }
            Done::Ready(prepared, times) => {
                let began = Instant::now();
                match archive.keep(&prepared).map_err(failed)? {
                    Kept::Already { .. } => self.known += 1,
                    Kept::New { relation, version, .. } => {
                        self.kept += 1;
                        self.copies += usize::from(relation != Relation::First);
                        self.versions += usize::from(version > 1);
                    }
                }
                self.times.add(times);
                self.times.keeping += began.elapsed();
            }
        }
        if let Some(bar) = &self.bar {
            bar.inc(1);
            bar.set_message(format!("{} kept, {} failed", self.kept, self.failed));
        }
        Ok(())
    }

    fn finish(&mut self) -> bool {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        let seconds = self.began.map_or(0.0, |b| b.elapsed().as_secs_f64());
        let rate = (self.kept + self.known) as f64 / seconds.max(1e-9);
        eprintln!(
            "{} reports kept ({} copies or updates of a story, {} new versions of a page), {} known already, {} failed: {seconds:.1} s ({rate:.0} a second)",
            self.kept, self.copies, self.versions, self.known, self.failed
        );
        if self.failed > 0 {
            eprintln!("`rapporteur add --failures` lists what failed, `rapporteur add --retry` tries it again");
        }
        self.failed == 0
    }
}
