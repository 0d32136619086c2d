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
    /// Check a folder of rules: that it can be read, and that each rule reads its own example; and files of parties.
    Check {
        /// A folder of TOML files; none: the lexicon that ships.
        dir: Option<PathBuf>,
        /// Files of parties, as `read --parties` takes them: say of each line what is wrong with it.
        #[arg(long, value_name = "FILE")]
        parties: Vec<PathBuf>,
    },
}

/// Answers; false where something is wrong with the lexicon.
pub fn lexicon(what: LexiconCommand) -> io::Result<bool> {
    let LexiconCommand::Check { dir, parties } = what;
    let sound = parties.iter().map(|file| check_parties(file)).collect::<io::Result<Vec<bool>>>()?;
    if dir.is_none() && !parties.is_empty() {
        return Ok(sound.into_iter().all(|x| x));
    }
    let lexicon = load(dir.as_deref())?;
    let reader = Reader::new().map_err(io::Error::other)?;
    let bad = rapporteur::misreadings(&lexicon, &reader);
    let count = lexicon.frames.all().count();
    for line in &bad {
        print(&format!("{line}\n"))?;
    }
    eprintln!("{count} patterns, {} do not read their example", bad.len());
    Ok(bad.is_empty() && sound.into_iter().all(|x| x))
}

/// Prints what is wrong with a file of parties; false where something is.
fn check_parties(file: &std::path::Path) -> io::Result<bool> {
    let (own, problems) = rapporteur::check_parties(file);
    for problem in &problems {
        print(&format!("{problem}\n"))?;
    }
    let (known, wrong) = (own.parties.len() + own.agents.len(), problems.len());
    eprintln!("{}: {known} parties and agents, {wrong} problems", file.display());
    Ok(problems.is_empty())
}
