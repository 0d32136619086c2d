//! Parties of a user's own: TOML, and the actor and agent dictionaries of PETRARCH and CAMEO as they are.
//!
//! `docs/parties-files.md` shows both. Each complaint names the file, the line and the mend.

mod petrarch;
mod toml;

use std::fmt;
use std::path::{Path, PathBuf};

use rapporteur_record::PartyKind;

use crate::known::Known;

/// A party of a user's own, with all its names.
#[derive(Debug, Clone, PartialEq)]
pub struct UserParty {
    /// What it is.
    pub known: Known,
    /// Its names.
    pub names: Vec<String>,
    /// Whether its names count however their capitals stand, as in dictionaries that are all in capitals.
    pub any_case: bool,
}

/// Nouns of a user's own for people and bodies.
#[derive(Debug, Clone, PartialEq)]
pub struct UserAgent {
    /// The words, in the singular and the plural.
    pub words: Vec<String>,
    /// PLOVER or CAMEO agent codes.
    pub sector: Vec<String>,
    /// What a party so called is.
    pub kind: PartyKind,
}

/// What a user's files add.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Own {
    /// Parties by name.
    pub parties: Vec<UserParty>,
    /// Nouns for agents.
    pub agents: Vec<UserAgent>,
}

/// Something wrong with a file of parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which file.
    pub file: PathBuf,
    /// Which line, from one; none for the whole file.
    pub line: Option<usize>,
    /// What is wrong, and how to mend it.
    pub wrong: String,
    /// Whether the file cannot be used; otherwise only this line is left out.
    pub fatal: bool,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        self.line.iter().try_for_each(|l| write!(f, ":{l}"))?;
        let left_out = if self.fatal { "" } else { " (left out)" };
        write!(f, ": {}{left_out}", self.wrong)
    }
}

impl std::error::Error for Problem {}

/// What the files add, and what is wrong with lines that were left out; or all that is wrong, where a file cannot be
/// used.
pub fn own_parties(files: &[PathBuf]) -> Result<(Own, Vec<Problem>), Vec<Problem>> {
    let mut own = Own::default();
    let mut problems = vec![];
    for file in files {
        let (more, wrong) = check_parties(file);
        own.parties.extend(more.parties);
        own.agents.extend(more.agents);
        problems.extend(wrong);
    }
    if problems.iter().any(|p| p.fatal) { Err(problems) } else { Ok((own, problems)) }
}

/// What one file adds and everything that is wrong with it.
pub fn check_parties(file: &Path) -> (Own, Vec<Problem>) {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(e) => {
            let wrong = format!("cannot be read ({e}); give the path of a file of parties");
            return (Own::default(), vec![Problem { file: file.into(), line: None, wrong, fatal: true }]);
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    if file.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) {
        toml::read(file, &text)
    } else {
        petrarch::read(file, &text)
    }
}

/// What a party of these codes is, where nothing else says it.
fn kind_of(sector: &[String]) -> PartyKind {
    match sector.first().map(String::as_str) {
        Some("MIL") => PartyKind::Military,
        Some("REB" | "INS" | "SEP" | "UAF" | "PRM" | "RAD" | "IMG") => PartyKind::ArmedGroup,
        Some("IGO") => PartyKind::Igo,
        Some("NGO" | "NGM") => PartyKind::Ngo,
        Some("PTY" | "OPP") => PartyKind::Party,
        Some("MED" | "JRN") => PartyKind::Media,
        Some("BUS" | "MNC") => PartyKind::Company,
        Some("JUD") => PartyKind::Court,
        Some("GOV" | "LEG" | "SPY" | "COP" | "PRE") => PartyKind::Government,
        _ => PartyKind::People,
    }
}
