//! The chores: `cargo xtask test`, `python`, `spark`, `score`, `bench`, `sample`, `screenshots`, `licences`.

mod api;
mod bench;
mod browser;
mod licences;
mod peers;
mod python;
mod sample;
mod score;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::{Parser, Subcommand};

/// The chores of the project.
#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Formatting, licences, lints, documentation and all tests.
    Test {
        /// Write what the tests find into their expected files instead of comparing.
        #[arg(long)]
        update: bool,
        /// Leave out the tests that need Python.
        #[arg(long)]
        without_python: bool,
    },
    /// The Python package as it ships: its wheel in a clean environment, and every format in the libraries that read it.
    Python {
        /// In the build that the other tests use, which is sooner done.
        #[arg(long)]
        dev: bool,
    },
    /// The package on a real local Spark; needs Java.
    Spark,
    /// Every scorer on the development data and the corpus, and one table of their figures.
    Score {
        /// Where data, eval and reports lie.
        #[arg(long, default_value = "../shared")]
        shared: PathBuf,
        /// Only the scorers whose title holds this.
        #[arg(long)]
        only: Option<String>,
    },
    /// Speed, start-up and memory, and the same words read by spaCy; or a part, as `bench archive`.
    #[command(args_conflicts_with_subcommands = true)]
    Bench {
        #[command(subcommand)]
        part: Option<BenchPart>,
        /// Where data and reports lie.
        #[arg(long, default_value = "../shared")]
        shared: PathBuf,
        /// Leave spaCy out.
        #[arg(long)]
        alone: bool,
        /// Reports in the run that memory is measured in.
        #[arg(long, default_value_t = 10_000)]
        reports: usize,
    },
    /// The desk: how long pages take, and many clients at once while reports are added.
    BenchDesk {
        /// Reports of the archive, which is generated.
        #[arg(long, default_value = "100000")]
        reports: String,
        /// Clients at once.
        #[arg(long, default_value = "200")]
        clients: String,
        /// For so many seconds.
        #[arg(long, default_value = "60")]
        seconds: String,
        /// Keep the archive there, and take it from there the next time.
        #[arg(long)]
        archive: Option<String>,
    },
    /// Tables, the Python package and Spark, against the command; what it costs, into docs/cost.md.
    BenchPython {
        /// Where data and reports lie.
        #[arg(long, default_value = "../shared")]
        shared: PathBuf,
        /// Short reports whose Parquet is read back by pandas, polars and DuckDB.
        #[arg(long, default_value_t = 100_000)]
        reports: usize,
        /// Real reports at most that speed is measured on.
        #[arg(long, default_value_t = usize::MAX, hide_default_value = true)]
        texts: usize,
    },
    /// Entries of a kind drawn at random from records of news, for judging by eye.
    Sample {
        /// statements, meetings, instruments, positions, events, control, parties, places or times.
        kind: String,
        /// How many.
        #[arg(default_value_t = 20)]
        count: usize,
        /// Another seed draws others.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// JSON Lines of reports [default: the news of ../shared].
        #[arg(long, default_value = "../shared/data/news/diplomacy.jsonl")]
        reports: PathBuf,
    },
    /// The archive over time (`archive archive`, `archive kill`), its near copies and its linking.
    Archive {
        /// What, and its options, as `rapporteur-bench` takes them.
        #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
        what: Vec<String>,
    },
    /// The pictures of the desk in docs/desk, made from corpus/.
    Screenshots,
    /// The desk's API against its own description, by Schemathesis from PyPI.
    Api,
    /// Licences and sources of all dependencies, against deny.toml.
    Licences,
}

/// What else `bench` measures.
#[derive(Subcommand)]
enum BenchPart {
    /// Speed and quality beside spaCy, textacy and HeidelTime, into docs/compare.md.
    Peers {
        /// Reports that are read.
        #[arg(long, default_value_t = 60)]
        reports: usize,
        /// Where data and reports lie.
        #[arg(long, default_value = "../shared")]
        shared: PathBuf,
    },
    /// The archive: rate, growth, memory, size and answers over many generated reports; or one part of it alone.
    #[command(args_conflicts_with_subcommands = true)]
    Archive {
        #[command(subcommand)]
        part: Option<ArchivePart>,
        /// Reports that are generated and kept.
        #[arg(long, default_value_t = 100_000)]
        reports: usize,
    },
}

#[derive(Subcommand)]
enum ArchivePart {
    /// The brief of one process.
    Brief {
        /// Its reports.
        #[arg(long, default_value_t = 1000)]
        reports: usize,
    },
    /// kill -9 at random moments while reports are added.
    Kills {
        /// How often.
        #[arg(long, default_value_t = 200)]
        rounds: usize,
    },
    /// What keeping costs beside reading, from files.
    Keeping {
        /// Reports that are read and kept.
        #[arg(long, default_value_t = 5000)]
        reports: usize,
        /// Where data and reports lie.
        #[arg(long, default_value = "../shared")]
        shared: PathBuf,
    },
    /// All of these one after another.
    All,
}

fn main() -> ExitCode {
    let done = match Args::parse().chore {
        Chore::Test { update, without_python } => test(update, !without_python),
        Chore::Python { dev: true } => python::test(python::Build::Dev),
        Chore::Python { dev: false } => python::test(python::Build::Release),
        Chore::Spark => python::spark(),
        Chore::Score { shared, only } => score::run(&root().join(shared), only.as_deref())
            .and_then(|()| if only.is_none() { archive_scores() } else { Ok(()) }),
        Chore::Bench { part: Some(BenchPart::Peers { reports, shared }), .. } => {
            peers::run(&root().join(shared), reports)
        }
        Chore::Bench { part: Some(BenchPart::Archive { part, reports }), .. } => bench_archive(part, reports),
        Chore::Bench { part: None, shared, alone, reports } => bench::run(&root().join(shared), alone, reports),
        Chore::BenchDesk { reports, clients, seconds, archive } => {
            bench_desk(&reports, &clients, &seconds, archive.as_deref())
        }
        Chore::BenchPython { shared, reports, texts } => bench::python(&root().join(shared), reports, texts),
        Chore::Sample { kind, count, seed, reports } => sample::run(&kind, count, seed, &root().join(reports)),
        Chore::Archive { what } => archive(&what.iter().map(String::as_str).collect::<Vec<_>>()),
        Chore::Screenshots => browser::screenshots(),
        Chore::Api => api::check(),
        Chore::Licences => licences::check(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("xtask: {what}");
            ExitCode::FAILURE
        }
    }
}

/// The cheap checks first; the tests last, so that their summary closes the output.
fn test(update: bool, python: bool) -> Result<(), String> {
    cargo(&["fmt", "--all", "--check"], &[])?;
    licences::check()?;
    cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"], &[])?;
    cargo(&["doc", "--workspace", "--no-deps", "--quiet"], &[("RUSTDOCFLAGS", "-D warnings")])?;
    if python {
        python::test(python::Build::Dev)?;
    }
    browser::test()?;
    if python {
        api::test()?;
    }
    cargo(&["test", "--workspace"], if update { &[("UPDATE_EXPECT", "1")] } else { &[] })
}

/// How well the archive links reports, on the corpus.
fn archive_scores() -> Result<(), String> {
    println!("== archive: near copies");
    archive(&["near-copies"])?;
    println!("== archive: linking and contradictions");
    archive(&["linking"])?;
    println!("== archive: linking and contradictions, corpus/several");
    archive(&["linking", "--on", "several"])?;
    println!("== archive: contradictions in unseen reports");
    archive(&["linking", "--unseen"])
}

fn archive(what: &[&str]) -> Result<(), String> {
    cargo(&[&["run", "--release", "--quiet", "-p", "rapporteur-bench", "--"], what].concat(), &[])
}

fn bench_archive(part: Option<ArchivePart>, reports: usize) -> Result<(), String> {
    let told = |what: &str, option: &str, n: usize| archive(&[what, option, &n.to_string()]);
    match part {
        None => told("archive", "--reports", reports).and(told("brief", "--reports", 1000)),
        Some(ArchivePart::Brief { reports }) => told("brief", "--reports", reports),
        Some(ArchivePart::Kills { rounds }) => told("kill", "--rounds", rounds),
        Some(ArchivePart::Keeping { reports, shared }) => bench::keeping(&root().join(shared), reports),
        Some(ArchivePart::All) => {
            let keeping = bench::keeping(&root().join("../shared"), 5000);
            let all = [bench_archive(None, reports), told("kill", "--rounds", 200), keeping];
            all.into_iter().collect()
        }
    }
}

fn cargo(args: &[&str], env: &[(&str, &str)]) -> Result<(), String> {
    eprintln!("cargo {}", args.join(" "));
    let mut command = Command::new("cargo");
    command.args(args).envs(env.iter().copied()).current_dir(root());
    let status = command.status().map_err(|e| format!("cargo cannot be run: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("cargo {} failed", args.join(" "))) }
}

fn bench_desk(reports: &str, clients: &str, seconds: &str, archive: Option<&str>) -> Result<(), String> {
    let program = release_build()?.display().to_string();
    let what = ["run", "--release", "--quiet", "-p", "rapporteur-bench", "--", "desk", &program];
    let kept = archive.map_or(vec![], |file| vec!["--archive", file]);
    cargo(&[&what[..], &["--reports", reports, "--clients", clients, "--seconds", seconds], &kept].concat(), &[])
}

/// The command and the desk's example as all tests use them: with the features that the tests build with, as another choice
/// of packages has others, and Arrow and Parquet would be built again for each.
fn test_build() -> Result<(), String> {
    cargo(&["build", "--quiet", "--workspace", "--exclude", "xtask", "--bins", "--examples"], &[])
}

/// Builds the command that is measured, and gives its path.
fn release_build() -> Result<PathBuf, String> {
    cargo(&["build", "--release", "--quiet", "-p", "rapporteur"], &[])?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    Ok(target.join("release/rapporteur"))
}

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}
