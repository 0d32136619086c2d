//! Records in the hands of other programs: flat tables (Arrow, Parquet, CSV, JSON Lines), and the layouts that existing
//! scripts read (JSON-LD, FollowTheMoney, POLECAT, ICEWS, GDELT, PLOVER, CAMEO, TimeML).
//!
//! Nothing is read anew and nothing is guessed: what a layout asks and the record does not know stays blank. A report at
//! a time, so that memory does not grow with their number. `docs/formats.md` says which column comes from where.
//!
//! ```
//! use rapporteur_export::{Batches, Kind, Strings, Ties};
//! use rapporteur_record::{Record, Report, Text};
//! let report = Report { id: "a".into(), text: Text::new("The talks ended."), ..Report::default() };
//! let mut tables = Batches::new(Strings::Dictionary);
//! tables.add(&Record::new(report), &Ties::default()).unwrap();
//! assert_eq!(tables.take(Kind::Reports).unwrap().num_rows(), 1);
//! ```

mod arrow;
mod cells;
mod codes;
pub mod documents;
mod files;
mod tables;

use std::collections::HashMap;

use rapporteur_archive::Archive;

pub use arrow::{Batches, Outcome, Strings, nested, nested_schema, schema};
pub use cells::{Cell, Sort};
pub use codes::{Code, code, code_of};
pub use files::{Layout, Tables};
pub use tables::{Info, Kind, SCHEMA};

/// Why something could not be exported.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file cannot be written.
    #[error("{path}: {what}; check the path, its permissions and the room on the disk")]
    File {
        /// Which.
        path: String,
        /// Why.
        what: String,
    },
    /// A table cannot be built.
    #[error("the table of {kind} cannot be built: {what}; this is a fault of the program, please report it")]
    Table {
        /// Which.
        kind: Kind,
        /// Why.
        what: String,
    },
}

/// What made the records of an export; written into the files' metadata.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MadeOf {
    /// "rapporteur 0.1.0".
    pub program: String,
    /// What tells the model from every other.
    pub model: String,
    /// What tells the lexicon from every other.
    pub lexicon: String,
}

impl MadeOf {
    /// As names and values.
    pub fn pairs(&self) -> [(&'static str, &str); 4] {
        [
            ("rapporteur.schema", SCHEMA),
            ("rapporteur.program", &self.program),
            ("rapporteur.model", &self.model),
            ("rapporteur.lexicon", &self.lexicon),
        ]
    }
}

/// How a record is tied to others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// The report's number among all that are exported.
    pub report: Option<i64>,
    /// Texts that are copies of each other have the same.
    pub story: Option<i64>,
    /// What it is to its story.
    pub relation: Option<String>,
    /// The talks that it belongs to.
    pub process: Option<String>,
    /// What its ids are in the archive.
    pub links: HashMap<String, i64>,
}

impl Ties {
    /// Of a report that stands alone: only its number.
    pub fn numbered(report: i64) -> Self {
        Ties { report: Some(report), ..Ties::default() }
    }

    /// Of a report of an archive.
    pub fn in_archive(archive: &Archive, report: i64) -> Result<Self, rapporteur_archive::Error> {
        let among = archive.relations(report)?;
        Ok(Ties {
            report: Some(report),
            story: Some(among.story),
            relation: Some(among.relation),
            process: among.process,
            links: archive.linked(report)?.into_iter().collect(),
        })
    }
}
