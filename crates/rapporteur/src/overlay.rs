//! A user's own rules, laid over those that ship.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::Lexicon;
use crate::export::MadeOf;

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
    let mut made_of = crate::made_of();
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

/// The TOML files of a folder and of its `frames/`, as `lexicon/` has them, in the order of their names.
fn files(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(dir).map_err(|e| named(e, dir))?.filter_map(|f| Some(f.ok()?.path())).collect();
    if let Ok(frames) = fs::read_dir(dir.join("frames")) {
        paths.extend(frames.filter_map(|f| Some(f.ok()?.path())));
    }
    paths.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    Ok(paths)
}

fn named(e: io::Error, path: &Path) -> io::Error {
    io::Error::new(e.kind(), format!("{}: {e}", path.display()))
}
