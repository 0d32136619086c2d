//! The commands of the archive: take in, ask, keep.

mod add;
mod ask;
mod decide;
mod export;
mod keep;
mod serve;
mod watch;

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use rapporteur_archive::{Archive, Error};

pub use add::AddArgs;
pub use ask::Asked;
pub use decide::Decided;
pub use keep::Upkeep;

/// What can be done with an archive.
#[derive(Subcommand)]
pub enum ArchiveCommand {
    /// Take reports into an archive; what it has already is left alone.
    #[command(after_help = add::EXAMPLES)]
    Add(AddArgs),
    /// Follow the feeds of a TOML file.
    #[command(after_help = watch::EXAMPLE)]
    Watch(watch::WatchArgs),
    /// Open the archive in a browser, on this machine.
    Serve(serve::ServeArgs),
    /// Answer an assistant's questions: the Model Context Protocol on standard input and output; see docs/api.md.
    Mcp {
        #[command(flatten)]
        which: Which,
    },
    /// Who may open the desk.
    #[command(subcommand)]
    Token(serve::TokenCommand),
    /// Write the records of an archive as tables or in the layout of another program; see docs/formats.md.
    Export(export::ExportArgs),
    #[command(flatten)]
    Ask(Asked),
    #[command(flatten)]
    Decide(Decided),
    #[command(flatten)]
    Keep(Upkeep),
}

/// Which archive.
#[derive(Args, Clone)]
pub struct Which {
    /// The archive's file [default: $RAPPORTEUR_ARCHIVE, else rapporteur.archive].
    #[arg(long, short, value_name = "FILE")]
    archive: Option<PathBuf>,
}

/// How to print an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Print {
    /// For people: Markdown, which reads well on a terminal.
    Markdown,
    /// One JSON object.
    Json,
}

impl Which {
    fn path(&self) -> PathBuf {
        let named = || std::env::var_os("RAPPORTEUR_ARCHIVE").filter(|v| !v.is_empty()).map(PathBuf::from);
        self.archive.clone().or_else(named).unwrap_or_else(|| "rapporteur.archive".into())
    }

    /// The archive, which must be there.
    fn ask(&self) -> io::Result<Archive> {
        let path = self.path();
        Archive::ask(&path).map_err(|e| at(&path, e))
    }

    /// The archive, to decide in the name of the system's user.
    fn decide(&self) -> io::Result<Archive> {
        let mut archive = self.ask()?;
        let user = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        archive.acting_as(user.as_deref());
        Ok(archive)
    }

    /// The archive, made where it is not there.
    fn open(&self) -> io::Result<Archive> {
        let path = self.path();
        Archive::open(&path).map_err(|e| at(&path, e))
    }
}

/// Does it; false where some input failed or nothing was found.
pub fn run(command: ArchiveCommand) -> io::Result<bool> {
    match command {
        ArchiveCommand::Add(args) => add::add(args),
        ArchiveCommand::Watch(args) => watch::watch(args),
        ArchiveCommand::Serve(args) => serve::serve(args),
        ArchiveCommand::Mcp { which } => serve::mcp(&which),
        ArchiveCommand::Token(command) => serve::token(command),
        ArchiveCommand::Export(args) => export::export(args),
        ArchiveCommand::Ask(asked) => ask::ask(asked),
        ArchiveCommand::Decide(what) => decide::decide(what),
        ArchiveCommand::Keep(what) => keep::keep(what),
    }
}

fn at(path: &Path, e: Error) -> io::Error {
    match e {
        Error::Missing(_) => io::Error::other(e),
        e => io::Error::other(format!("{}: {e}", path.display())),
    }
}

/// An error of the archive as one of the command.
fn failed(e: Error) -> io::Error {
    io::Error::other(e)
}

/// An EDTF date of the command line as a day: the first or the last that it covers.
fn day(value: Option<&str>, last: bool) -> io::Result<Option<i32>> {
    let Some(value) = value else { return Ok(None) };
    match rapporteur_archive::edtf::days(value) {
        Some(d) => Ok(Some(if last { d.last } else { d.first })),
        None => Err(io::Error::other(format!("{value:?} is not a date such as 2025-12-05, 2025-12 or 2025"))),
    }
}
