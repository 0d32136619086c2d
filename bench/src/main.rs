//! `cargo run --release -p rapporteur-bench -- archive`: what the archive does over time, and how well it links.

mod copies;
mod desk;
mod linking;
mod over_time;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rapporteur_bench::gold::{self, Gold};

#[derive(Parser)]
struct Command {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Keep generated reports, then ask: rate, growth, memory, size, time of answers.
    Archive {
        /// How many.
        #[arg(long, default_value_t = 100_000)]
        reports: u64,
        /// Where to keep them.
        #[arg(long)]
        file: Option<PathBuf>,
    },
    /// A brief of one process of so many reports.
    Brief {
        /// How many.
        #[arg(long, default_value_t = 1000)]
        reports: u64,
    },
    /// The desk: how long pages take, and many clients at once while reports are added.
    Desk(desk::DeskArgs),
    /// Keep generated reports and be killed at random moments; then nothing is lost and nothing there twice.
    Kill {
        /// How often.
        #[arg(long, default_value_t = 200)]
        rounds: u64,
    },
    /// What `kill` kills: keeps generated reports until all are kept.
    #[command(hide = true)]
    Child { file: PathBuf, reports: u64 },
    /// Near copies against different reports on the same talks: precision and recall.
    NearCopies,
    /// People, meetings, instruments and contradictions over the corpus's talks.
    Linking {
        /// The part of the corpus.
        #[arg(long, value_enum, default_value_t = On::Dev)]
        on: On,
        /// Only contradictions, and only their figures, on reports that no rule was written by.
        #[arg(long, conflicts_with = "on")]
        unseen: bool,
        /// Only contradictions, of reports in this folder whose records are read by the program.
        #[arg(long, conflicts_with_all = ["on", "unseen"])]
        pairs: Option<PathBuf>,
        /// Of these only the figures, as of reports that nobody who writes rules reads.
        #[arg(long, requires = "pairs")]
        figures: bool,
    },
}

/// Parts of the corpus whose links were annotated.
#[derive(Clone, Copy, clap::ValueEnum)]
enum On {
    /// `corpus/dev`.
    Dev,
    /// `corpus/several`: several reports on each of its talks, with many contradictions and what only looks like them.
    Several,
}

fn main() -> ExitCode {
    let corpus = folder("../corpus/dev");
    let well = match Command::parse().what {
        What::Archive { reports, file } => over_time::archive(&corpus, reports, file),
        What::Brief { reports } => over_time::brief(&corpus, reports),
        What::Desk(args) => desk::desk(&corpus, args),
        What::Kill { rounds } => over_time::kill(&corpus, rounds),
        What::Child { file, reports } => over_time::child(&corpus, &file, reports),
        What::NearCopies => copies::near_copies(&corpus),
        What::Linking { pairs: Some(pairs), figures, .. } => linking::pairs(gold::folder(&pairs), !figures),
        What::Linking { unseen: true, .. } => linking::unseen(&folder("../corpus/test")),
        What::Linking { on: On::Several, .. } => linking::linking(&folder("../corpus/several")),
        What::Linking { on: On::Dev, .. } => linking::linking(&corpus),
    };
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn folder(name: &str) -> Vec<Gold> {
    gold::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name))
}

/// A line of a table: what, the figure, the bound, and whether it holds.
fn row(what: &str, figure: String, bound: &str, holds: bool) -> bool {
    println!("| {what} | {figure} | {bound} | {} |", if holds { "yes" } else { "NO" });
    holds
}
