//! `rapporteur read`: many reports through one reader, in order, on as many threads as there are cores.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};
use indicatif::{ProgressBar, ProgressStyle};
use rapporteur::export::Ties;
use rapporteur::{Reader, Report, view};
use rapporteur_intake::{Error, Options};

use crate::output::{Format, Output, Written};
use crate::{ReadArgs, lexicon, look, resolve};

/// Reports under way for each thread: enough to keep it busy, few enough to bound memory.
const UNDER_WAY: usize = 8;

/// A report's place among all, and the report.
type Job = (usize, Result<Report, Error>);
/// The same with what is to be printed.
type Done = (usize, Result<Printed, Error>);

struct Printed {
    written: Written,
    statements: usize,
    length: usize,
}

/// Reads all; false where some input failed.
pub fn read(args: ReadArgs) -> io::Result<bool> {
    let jobs = args.jobs.map_or_else(|| thread::available_parallelism().map_or(1, |n| n.get()), |n| n.get());
    let lexicon = lexicon::load(args.lexicon.as_deref())?;
    let made_of = lexicon::made_of(args.lexicon.as_deref(), &args.parties)?;
    let Some(lexicon) = resolve::knowing(lexicon, &args.parties) else { return Ok(false) };
    let reader = Reader::with(lexicon).map_err(io::Error::other)?;
    let options = Options {
        published: args.published,
        publisher: args.publisher,
        url: args.url,
        title: args.title,
        fields: args.fields,
        any_language: args.any_language,
    };
    let reports = rapporteur_intake::open(&args.paths, options);
    let (files, many) = (reports.files(), reports.may_be_many());
    let look = look(args.output.is_none());
    let output = Output::open(args.format, many, args.output.as_deref(), &made_of)?;
    let mut writer = Writer::new(output, files);
    let (job_in, job_out) = bounded::<Job>(jobs);
    let (done_in, done_out) = bounded::<Done>(jobs * UNDER_WAY);
    let (permit_in, permit_out) = bounded::<()>(jobs * UNDER_WAY);
    thread::scope(|scope| {
        scope.spawn(move || feed(reports, job_in, permit_in));
        for _ in 0..jobs {
            let (jobs, done, reader) = (job_out.clone(), done_in.clone(), &reader);
            scope.spawn(move || work(reader, args.format, look, jobs, done));
        }
        drop((job_out, done_in));
        let outcome = collect(done_out, permit_out, &mut writer);
        outcome.and_then(|()| writer.finish())
    })
}

/// Sends reports on, as many as there are permits: a permit comes back when a report is written.
fn feed(reports: rapporteur_intake::Reports, jobs: Sender<Job>, permits: Sender<()>) {
    for job in reports.enumerate() {
        if permits.send(()).is_err() || jobs.send(job).is_err() {
            return;
        }
    }
}

fn work(reader: &Reader, format: Format, look: view::Look, jobs: Receiver<Job>, done: Sender<Done>) {
    for (i, report) in jobs {
        let printed = report.map(|r| print(reader, r, format, look));
        if done.send((i, printed)).is_err() {
            return;
        }
    }
}

fn print(reader: &Reader, report: Report, format: Format, look: view::Look) -> Printed {
    let length = report.text.split_whitespace().count();
    if format == Format::Conllu {
        let analysis = reader.analyse(&report.text);
        let words = rapporteur_language::conllu(&report.id, &report.text, &analysis);
        return Printed { written: Written::Words { id: report.id, words }, statements: 0, length };
    }
    let record = reader.read(report);
    let statements = record.statements.len();
    Printed { written: format.written(record, &Ties::default(), look), statements, length }
}

/// Writes what is done in the order of the input.
fn collect(done: Receiver<Done>, permits: Receiver<()>, writer: &mut Writer) -> io::Result<()> {
    let (mut waiting, mut next) = (BTreeMap::new(), 0);
    for (i, printed) in done {
        waiting.insert(i, printed);
        while let Some(printed) = waiting.remove(&next) {
            writer.write(printed)?;
            let _ = permits.recv();
            next += 1;
        }
    }
    Ok(())
}

struct Writer {
    output: Output,
    /// Which report of the input it is, from 1; what could not be read counts too.
    number: i64,
    read: usize,
    failed: usize,
    statements: usize,
    length: usize,
    began: Instant,
    bar: Option<ProgressBar>,
}

impl Writer {
    fn new(output: Output, files: usize) -> Self {
        let bar = (files > 4 && io::stderr().is_terminal()).then(|| {
            let style = ProgressStyle::with_template("{spinner} {pos} reports, {per_sec} {elapsed}");
            let bar = ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self { output, number: 0, read: 0, failed: 0, statements: 0, length: 0, began: Instant::now(), bar }
    }

    fn write(&mut self, printed: Result<Printed, Error>) -> io::Result<()> {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
        // That a report was taken in part follows the report itself.
        self.number += i64::from(!matches!(printed, Err(Error::Partial { .. })));
        let p = match printed {
            Ok(p) => p,
            Err(e) => {
                self.failed += 1;
                let say = || eprintln!("rapporteur: {e}");
                self.bar.as_ref().map_or_else(say, |b| b.suspend(say));
                return Ok(());
            }
        };
        self.output.write(&p.written, &Ties::numbered(self.number))?;
        self.read += 1;
        self.statements += p.statements;
        self.length += p.length;
        Ok(())
    }

    fn finish(mut self) -> io::Result<bool> {
        self.output.finish()?;
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        if self.read + self.failed > 1 || self.failed > 0 {
            let seconds = self.began.elapsed().as_secs_f64();
            let (read, failed, statements, length) = (self.read, self.failed, self.statements, self.length);
            let rate = length as f64 / seconds.max(1e-9);
            eprintln!(
                "{read} reports read, {failed} failed: {length} words, {statements} statements, {seconds:.1} s ({rate:.0} words a second)"
            );
        }
        Ok(self.failed == 0)
    }
}
