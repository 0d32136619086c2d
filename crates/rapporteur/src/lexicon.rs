//! `rapporteur lexicon`: a user's own rules, laid over those that ship, and what is wrong with them.

use std::io;
use std::path::PathBuf;

use clap::Subcommand;
use rapporteur::Reader;
pub use rapporteur::overlay::{load, made_of};

use crate::print;

/// What can be asked of a lexicon.
#[derive(Subcommand)]
pub enum LexiconCommand {
    /// Check a folder of rules: that it can be read, and that each rule reads its own example.
    Check {
        /// A folder of TOML files; none: the lexicon that ships.
        dir: Option<PathBuf>,
    },
}

/// Answers; false where something is wrong with the lexicon.
pub fn lexicon(what: LexiconCommand) -> io::Result<bool> {
    let LexiconCommand::Check { dir } = what;
    let lexicon = load(dir.as_deref())?;
    let reader = Reader::new().map_err(io::Error::other)?;
    let bad = rapporteur::misreadings(&lexicon, &reader);
    let count = lexicon.frames.all().count();
    for line in &bad {
        print(&format!("{line}\n"))?;
    }
    eprintln!("{count} patterns, {} do not read their example", bad.len());
    Ok(bad.is_empty())
}
