//! The archive: records of many reports in one SQLite file, de-duplicated, linked and searchable.
//!
//! One file, no server; readers and one writer at the same time. Each report is one transaction: an interruption at
//! any moment loses nothing that was kept and keeps nothing twice. What reports say is never merged away: an entry is
//! all that was said of it, with the words. The archive reads no clock to answer a question, and fetches nothing.
//!
//! ```
//! use rapporteur_archive::{Archive, Kept, Prepared};
//! use rapporteur_record::{Record, Report, Text};
//! let mut archive = Archive::in_memory().unwrap();
//! let report = Report { id: "a".into(), text: Text::new("The talks ended without a deal."), ..Report::default() };
//! let record = Prepared::new(Record::new(report)).unwrap();
//! assert!(matches!(archive.keep(&record).unwrap(), Kept::New { .. }));
//! assert!(matches!(archive.keep(&record).unwrap(), Kept::Already { .. }));
//! ```

mod accounts;
mod acts;
pub mod agreement;
pub mod ask;
mod body;
mod compared;
mod counting;
mod decisions;
pub mod edtf;
mod entries;
mod features;
mod figures;
mod keep;
mod known_by;
mod lexicon;
pub mod likeness;
mod maps;
mod names;
mod naming;
mod numbers;
mod origins;
mod outcomes;
mod parties;
mod phrases;
mod places;
mod presence;
mod processes;
mod profiles;
mod schema;
mod sentences;
mod sketch;
pub mod spread;
mod stems;
mod stories;
mod terms;
mod upkeep;

use std::cell::Cell;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

pub use decisions::{Decision, PartyListed, Verdict, WrongClaim};
pub use keep::{Kept, Prepared, Relations};
pub use processes::Process;
pub use stories::Relation;
pub use upkeep::{Checked, Failure, Task};

/// Why the archive could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another kind of file.
    #[error("the file is no archive of Rapporteur; give another name, and `rapporteur add` makes one")]
    NotAnArchive,
    /// There is no such file.
    #[error("{0}: there is no archive; `rapporteur add` makes one")]
    Missing(String),
    /// Made by a later program.
    #[error(
        "the archive is of version {version}, and this program knows versions up to {known}: use a newer Rapporteur"
    )]
    Newer {
        /// The archive's version.
        version: usize,
        /// The newest that is known.
        known: usize,
    },
    /// A record that does not hold together.
    #[error("the record does not hold together: {0}; this is a fault of the program, please report it")]
    Misfit(#[from] rapporteur_record::Misfit),
    /// Nothing of that name.
    #[error("{0}")]
    Unknown(String),
    /// The database.
    #[error("{}", database(.0))]
    Database(#[from] rusqlite::Error),
    /// A record in the archive cannot be read back.
    #[error("a record in the archive is damaged ({0}); `rapporteur check` says which")]
    Damaged(String),
}

/// What SQLite says, with the mend.
fn database(e: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode::*;
    match e.sqlite_error_code() {
        Some(DatabaseBusy | DatabaseLocked) => {
            "another program is writing to the archive; try again when it is done".to_string()
        }
        Some(DiskFull) => {
            "the disk is full; what was kept is safe, and the same command goes on once there is room".to_string()
        }
        Some(ReadOnly) => {
            "the archive may not be written to; check its permissions and those of its folder".to_string()
        }
        Some(CannotOpen) => "the archive cannot be opened; check the path and its permissions".to_string(),
        Some(NotADatabase) => "the file is no archive of Rapporteur".to_string(),
        Some(DatabaseCorrupt) => format!("the archive is damaged ({e}); restore it from a backup"),
        _ => format!("the archive failed: {e}"),
    }
}

/// Bytes of the file that a reader in a hurry has mapped; no memory is set aside for them.
const MAPPED: i64 = 1 << 40;

/// An open archive.
pub struct Archive {
    db: Connection,
    /// Who decides.
    who: Option<String>,
    /// How many of a scope's newest reports answers are made from; none: all.
    most: Option<usize>,
    /// How many publishers there are, and how many reports and which was the newest when they were counted.
    publishers: Cell<Option<(Counted, usize)>>,
}

/// How many reports there are, and which is the newest: other reports, other numbers.
type Counted = (i64, Option<i64>);

impl Archive {
    /// Opens an archive to write to it, or makes it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::with(Connection::open(path)?)
    }

    /// Opens an archive that must be there, to ask it.
    pub fn ask(path: &Path) -> Result<Self, Error> {
        if !path.is_file() {
            return Err(Error::Missing(path.display().to_string()));
        }
        Self::with(Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?)
    }

    /// An archive that is gone when it is dropped.
    pub fn in_memory() -> Result<Self, Error> {
        Self::with(Connection::open_in_memory()?)
    }

    /// Makes answers about a process, a party, a place or everything from the newest reports alone: for those who cannot
    /// wait. Counts of reports stay those of all.
    pub fn looking_through(&mut self, newest: usize) -> Result<(), Error> {
        self.most = Some(newest);
        // Whenever a writer has kept a report, all pages are read again: out of the file as it lies in memory.
        Ok(self.db.pragma_update(None, "mmap_size", MAPPED)?)
    }

    /// Answers several questions from one state of the archive, whatever a writer does meanwhile.
    pub fn at_once<T>(&self, ask: impl FnOnce(&Archive) -> Result<T, Error>) -> Result<T, Error> {
        let state = self.db.unchecked_transaction()?;
        let answer = ask(self)?;
        state.commit()?;
        Ok(answer)
    }

    fn with(mut db: Connection) -> Result<Self, Error> {
        schema::prepare(&mut db, schema::MIGRATIONS.len())?;
        Ok(Self { db, who: None, most: None, publishers: Cell::new(None) })
    }
}
