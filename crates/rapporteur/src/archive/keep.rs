//! `process`, `check`, `backup`, `reread`, `forget`: looking after an archive.

use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use clap::Subcommand;
use crossbeam_channel::bounded;
use rapporteur::Reader;
use rapporteur_archive::{Archive, Prepared};

use super::{Print, Which, add::jobs, ask::json, failed};

/// The work.
#[derive(Subcommand)]
pub enum Upkeep {
    /// List the processes, or name, merge and split them.
    Process {
        /// What to do; none: list them.
        #[command(subcommand)]
        what: Option<ProcessCommand>,
        #[command(flatten)]
        which: Which,
        /// How to print the list.
        #[arg(long, value_enum, default_value = "markdown")]
        format: Print,
    },
    /// Verify an archive: the file, every record, and that each evidence is still its text.
    Check {
        #[command(flatten)]
        which: Which,
        /// How to print the outcome.
        #[arg(long, value_enum, default_value = "markdown")]
        format: Print,
    },
    /// Copy an archive to a new file, while it is in use.
    Backup {
        /// The new file.
        to: PathBuf,
        #[command(flatten)]
        which: Which,
    },
    /// Read again the reports that another version of program, model or lexicon has read. Can be interrupted and given
    /// again.
    Reread {
        /// Also those that this version has read.
        #[arg(long)]
        all: bool,
        /// Lay the TOML files of this folder over the rules that ship.
        #[arg(long, value_name = "DIR")]
        lexicon: Option<PathBuf>,
        /// Threads [default: one for each core].
        #[arg(long)]
        jobs: Option<NonZeroUsize>,
        #[command(flatten)]
        which: Which,
    },
    /// Remove reports, and all that rests on them alone.
    Forget {
        /// Ids, addresses, or numbers in the archive (#12).
        #[arg(required = true)]
        reports: Vec<String>,
        #[command(flatten)]
        which: Which,
    },
}

/// What can be decided about processes.
#[derive(Subcommand)]
pub enum ProcessCommand {
    /// Give a process a name of your own.
    Rename {
        /// Its number (#3) or name.
        process: String,
        /// The name.
        name: String,
    },
    /// Make one process part of another.
    Merge {
        /// The number (#3) or name of the one that goes.
        from: String,
        /// The number or name of the one that stays.
        into: String,
    },
    /// Make a process of its own of some reports of another.
    Split {
        /// The number (#3) or name of the process to take them from.
        from: String,
        /// The name of the new one.
        name: String,
        /// Ids, addresses or numbers (#12) of the reports.
        #[arg(required = true)]
        reports: Vec<String>,
    },
}

/// Does it; false where something is wrong.
pub fn keep(what: Upkeep) -> io::Result<bool> {
    match what {
        Upkeep::Process { what: None, which, format } => list(&which.ask()?, format),
        Upkeep::Process { what: Some(what), which, .. } => decide(&mut which.decide()?, what),
        Upkeep::Check { which, format } => check(&which.ask()?, format),
        Upkeep::Backup { to, which } => {
            which.ask()?.backup(&to).map_err(failed)?;
            eprintln!("copied to {}", to.display());
            Ok(true)
        }
        Upkeep::Reread { all, lexicon, jobs: wanted, which } => {
            let lexicon = crate::lexicon::load(lexicon.as_deref())?;
            let reader = Reader::with(lexicon).map_err(io::Error::other)?;
            reread(&which, &reader, all, jobs(wanted))
        }
        Upkeep::Forget { reports, which } => forget(&mut which.ask()?, &reports),
    }
}

fn list(archive: &Archive, format: Print) -> io::Result<bool> {
    let all = archive.processes().map_err(failed)?;
    if format == Print::Json {
        crate::print(&json(&all))?;
        return Ok(true);
    }
    for p in &all {
        let span = match (&p.first, &p.last) {
            (Some(first), Some(last)) => format!(", {first} to {last}"),
            _ => String::new(),
        };
        crate::print(&format!("#{:<4} {} ({} reports{span})\n", p.id, p.name, p.reports))?;
    }
    eprintln!("{} processes", all.len());
    Ok(true)
}

fn decide(archive: &mut Archive, what: ProcessCommand) -> io::Result<bool> {
    let id = |archive: &Archive, words: &str| {
        let found = archive.process_named(words).map_err(failed)?;
        found.ok_or_else(|| io::Error::other(format!("there is no process {words:?}; `rapporteur process` lists them")))
    };
    match what {
        ProcessCommand::Rename { process, name } => {
            let process = id(archive, &process)?;
            archive.rename_process(process, &name).map_err(failed)?;
        }
        ProcessCommand::Merge { from, into } => {
            let (from, into) = (id(archive, &from)?, id(archive, &into)?);
            archive.merge_processes(from, into).map_err(failed)?;
        }
        ProcessCommand::Split { from, name, reports } => {
            let from = id(archive, &from)?;
            let reports = named(archive, &reports)?;
            let new = archive.split_process(from, &reports, &name).map_err(failed)?;
            eprintln!("#{new} {name}");
        }
    }
    Ok(true)
}

/// The numbers of reports.
pub fn named(archive: &Archive, reports: &[String]) -> io::Result<Vec<i64>> {
    let mut out = vec![];
    for words in reports {
        let found = archive.reports_named(words).map_err(failed)?;
        if found.is_empty() {
            return Err(io::Error::other(format!(
                "there is no report {words:?} in the archive; `rapporteur find` searches it"
            )));
        }
        out.extend(found);
    }
    Ok(out)
}

fn check(archive: &Archive, format: Print) -> io::Result<bool> {
    let done = archive.check().map_err(failed)?;
    if format == Print::Json {
        crate::print(&json(&done))?;
    } else {
        done.problems.iter().try_for_each(|p| crate::print(&format!("{p}\n")))?;
        eprintln!(
            "{} reports, {} stretches of evidence, {} problems",
            done.reports,
            done.evidence,
            done.problems.len()
        );
    }
    Ok(done.problems.is_empty())
}

fn forget(archive: &mut Archive, reports: &[String]) -> io::Result<bool> {
    for report in named(archive, reports)? {
        archive.forget(report).map_err(failed)?;
        eprintln!("forgot report {report}");
    }
    Ok(true)
}

/// Each report is one transaction: what was read again stays so, whatever comes after.
fn reread(which: &Which, reader: &Reader, all: bool, jobs: usize) -> io::Result<bool> {
    let mut archive = which.ask()?;
    let todo = if all { archive.reports() } else { archive.to_reread(reader.made_with()) }.map_err(failed)?;
    let (job_in, job_out) = bounded::<i64>(jobs);
    let (done_in, done_out) = bounded(jobs * 2);
    let count = todo.len();
    let mut well = true;
    thread::scope(|scope| -> io::Result<()> {
        scope.spawn(move || todo.into_iter().all(|report| job_in.send(report).is_ok()));
        for _ in 0..jobs {
            let (jobs, done, kept) = (job_out.clone(), done_in.clone(), which.ask()?);
            scope.spawn(move || {
                for report in jobs {
                    let new = kept.record(report).and_then(|r| Prepared::new(reader.read(r.report)));
                    if done.send((report, new)).is_err() {
                        return;
                    }
                }
            });
        }
        drop((job_out, done_in));
        for (report, new) in done_out {
            if let Err(e) = new.and_then(|new| archive.reread(report, &new)) {
                eprintln!("rapporteur: report {report}: {e}");
                well = false;
            }
        }
        Ok(())
    })?;
    eprintln!("{count} reports read again");
    Ok(well)
}
