//! `rapporteur read`: many reports through one reader, in order, on as many threads as there are cores.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use rapporteur::export::Ties;
use rapporteur::{Reader, Report, pipeline, view};
use rapporteur_intake::{Error, Options};

use crate::output::{Format, Output, Written};
use crate::{ReadArgs, lexicon, look, resolve};

struct Printed {
    written: Written,
    statements: usize,
    length: usize,
}

/// Reads all; false where some input failed.
pub fn read(args: ReadArgs) -> io::Result<bool> {
    let jobs = args.jobs.map_or_else(pipeline::cores, |n| n.get());
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
    let read = |report: Result<Report, Error>| report.map(|r| print(&reader, r, args.format, look));
    pipeline::in_order(reports, jobs, read, |printed| writer.write(printed))?;
    writer.finish()
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
