//! `rapporteur lexicon`: a user's own rules, laid over those that ship, and what is wrong with them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use rapporteur::export::MadeOf;
use rapporteur::{Lexicon, Reader};

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

/// The lexicon that ships with the TOML files of a folder laid over it, in the order of their names.
pub fn load(dir: Option<&Path>) -> io::Result<Lexicon> {
    let Some(dir) = dir else { return Ok(Lexicon::shipped().clone()) };
    let files: Vec<(String, String)> = files(dir)?
        .iter()
        .map(|p| Ok((p.display().to_string(), fs::read_to_string(p).map_err(|e| named(e, p))?)))
        .collect::<io::Result<_>>()?;
    let files = files.iter().map(|(name, toml)| (name.as_str(), toml.as_str()));
    Lexicon::with(files).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}

/// Versions of program, model and lexicon, with what a user lays over it.
pub fn made_of(dir: Option<&Path>, parties: &[PathBuf]) -> io::Result<MadeOf> {
    let mut made_of = rapporteur::made_of();
    let own = [dir.map(files).transpose()?.unwrap_or_default(), parties.to_vec()].concat();
    if !own.is_empty() {
        let mut hasher = blake3::Hasher::new();
        for path in &own {
            hasher.update(&fs::read(path).map_err(|e| named(e, path))?);
        }
        made_of.lexicon += &format!("+{}", &hasher.finalize().to_hex()[..16]);
    }
    Ok(made_of)
}

/// The TOML files of a folder, in the order of their names.
fn files(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(dir).map_err(|e| named(e, dir))?.filter_map(|f| Some(f.ok()?.path())).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    Ok(paths)
}

fn named(e: io::Error, path: &Path) -> io::Error {
    io::Error::new(e.kind(), format!("{}: {e}", path.display()))
}
