//! Questions to an archive, answered as on the command line: JSON, and Markdown for people.

use std::path::PathBuf;
use std::sync::Mutex;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use rapporteur::export::{self, Batches, Kind, Strings, Ties};
use rapporteur_archive::Archive;
use rapporteur_archive::ask::{BriefOptions, Find, Scope, Stretch};
use serde::Serialize;

use crate::capsule::Table;
use crate::failed;

/// An answer as JSON and as Markdown.
type Answer = (String, String);

/// An archive that was opened to be asked.
#[pyclass(module = "rapporteur", frozen)]
pub struct ArchiveFile(Mutex<Archive>);

#[pymethods]
impl ArchiveFile {
    /// Opens an archive that must be there.
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        py.detach(|| Archive::ask(&path)).map(|a| ArchiveFile(Mutex::new(a))).map_err(failed)
    }

    /// The numbers of its reports.
    fn reports(&self, py: Python<'_>) -> PyResult<Vec<i64>> {
        self.with(py, |a| a.reports().map_err(failed))
    }

    /// The record of a report, as JSON.
    fn record(&self, py: Python<'_>, report: i64) -> PyResult<String> {
        self.with(py, |a| serde_json::to_string(&a.record(report).map_err(failed)?).map_err(failed))
    }

    /// Where talks stand and what is new.
    #[pyo3(signature = (about=None, since=None, on=None))]
    fn brief(&self, py: Python<'_>, about: Option<&str>, since: Option<&str>, on: Option<&str>) -> PyResult<Answer> {
        self.with(py, |a| {
            let options = BriefOptions { since: day(since, false)?, on: day(on, true)? };
            let answer = a.brief(&scope(a, about)?, options).map_err(failed)?;
            told(&answer, answer.markdown())
        })
    }

    /// Meetings, steps of instruments and events in their order.
    #[pyo3(signature = (about=None, first=None, last=None))]
    fn timeline(
        &self,
        py: Python<'_>,
        about: Option<&str>,
        first: Option<&str>,
        last: Option<&str>,
    ) -> PyResult<Answer> {
        self.with(py, |a| {
            let answer =
                a.timeline(&scope(a, about)?, day(first, false)?, day(last, true)?, Stretch::ALL).map_err(failed)?;
            told(&answer, answer.markdown())
        })
    }

    /// Where a party stands on each issue.
    #[pyo3(signature = (party, issue=None))]
    fn positions(&self, py: Python<'_>, party: &str, issue: Option<&str>) -> PyResult<Answer> {
        self.with(py, |a| {
            let answer = a.positions(named(a, party)?, issue, Stretch::ALL).map_err(failed)?;
            told(&answer, answer.markdown())
        })
    }

    /// Who someone is.
    fn who(&self, py: Python<'_>, name: &str) -> PyResult<Answer> {
        self.with(py, |a| {
            let answer = a.who(named(a, name)?).map_err(failed)?;
            told(&answer, answer.markdown())
        })
    }

    /// Searches the reports.
    #[pyo3(signature = (words="", *, by=None, first=None, last=None, party=None, place=None, kind=None, limit=20))]
    #[allow(clippy::too_many_arguments)]
    fn find(
        &self,
        py: Python<'_>,
        words: &str,
        by: Option<&str>,
        first: Option<&str>,
        last: Option<&str>,
        party: Option<&str>,
        place: Option<&str>,
        kind: Option<&str>,
        limit: usize,
    ) -> PyResult<Answer> {
        self.with(py, |a| {
            let what = Find {
                words: words.into(),
                by: by.map(String::from),
                from: first.map(String::from),
                to: last.map(String::from),
                party: party.map(String::from),
                place: place.map(String::from),
                kind: kind.map(String::from),
                skip: 0,
                limit,
            };
            let answer = a.find(&what).map_err(failed)?;
            told(&answer, answer.markdown())
        })
    }

    /// What is announced.
    #[pyo3(signature = (about=None, first=None))]
    fn calendar(&self, py: Python<'_>, about: Option<&str>, first: Option<&str>) -> PyResult<Answer> {
        self.with(py, |a| {
            let scope = scope(a, about)?;
            let first = match day(first, false)? {
                Some(day) => Some(day),
                None => a.newest(&scope).map_err(failed)?,
            };
            let answer = a.calendar(&scope, first).map_err(failed)?;
            told(&answer, answer.markdown())
        })
    }

    /// All its records as tables, by name.
    fn tables<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let made_of = rapporteur::made_of();
        let mut tables = Batches::made_of(Strings::Dictionary, made_of.clone());
        self.with(py, |a| {
            for report in a.reports().map_err(failed)? {
                let ties = Ties::in_archive(a, report).map_err(failed)?;
                tables.add(&a.believed(report).map_err(failed)?, &ties).map_err(failed)?;
            }
            Ok(())
        })?;
        let out = PyDict::new(py);
        for kind in Kind::ALL {
            let batch = tables.take(kind).map_err(failed)?;
            let schema = export::schema(kind, Strings::Dictionary, &made_of);
            out.set_item(kind.as_str(), Bound::new(py, Table::new(schema, vec![batch]))?)?;
        }
        Ok(out)
    }
}

impl ArchiveFile {
    /// Asks with the interpreter released.
    fn with<T: Send>(&self, py: Python<'_>, ask: impl FnOnce(&Archive) -> PyResult<T> + Send) -> PyResult<T> {
        py.detach(|| {
            let archive = self.0.lock().map_err(failed)?;
            ask(&archive)
        })
    }
}

fn told(answer: &impl Serialize, markdown: String) -> PyResult<Answer> {
    Ok((serde_json::to_string(answer).map_err(failed)?, markdown))
}

fn scope(archive: &Archive, about: Option<&str>) -> PyResult<Scope> {
    about.map_or(Ok(Scope::All), |words| archive.scope(words).map_err(failed))
}

fn named(archive: &Archive, name: &str) -> PyResult<i64> {
    let found = archive.party_named(name).map_err(failed)?;
    found.ok_or_else(|| failed(format!("no report names a party called {name:?}; `rapporteur find` searches the text")))
}

/// An EDTF date as a day: the first or the last that it covers.
fn day(value: Option<&str>, last: bool) -> PyResult<Option<i32>> {
    let Some(value) = value else { return Ok(None) };
    match rapporteur_archive::edtf::days(value) {
        Some(d) => Ok(Some(if last { d.last } else { d.first })),
        None => Err(failed(format!("{value:?} is not a date such as 2025-12-05, 2025-12 or 2025"))),
    }
}
