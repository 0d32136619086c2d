//! Rapporteur for Python: the same front door, with Arrow tables in and out.
//!
//! Python's own side (`python/rapporteur`) turns records into objects; here is what must be fast: reading, on all cores
//! with the interpreter released, and tables, without copying them. Texts of errors are the command line's.

mod archive;
mod capsule;
mod columns;
mod engine;
mod spread;

use pyo3::create_exception;
use pyo3::prelude::*;

create_exception!(
    rapporteur,
    RapporteurError,
    pyo3::exceptions::PyValueError,
    "Why Rapporteur could not do what it was asked."
);

/// An error with the words that the command line would print.
fn failed(what: impl ToString) -> PyErr {
    RapporteurError::new_err(what.to_string())
}

/// The compiled half of the package `rapporteur`.
#[pymodule]
fn _rapporteur(m: &Bound<'_, PyModule>) -> PyResult<()> {
    let made_of = rapporteur::made_of();
    m.add("__version__", env!("CARGO_PKG_VERSION"))?;
    m.add("MADE_OF", made_of.pairs().map(|(k, v)| (k.to_string(), v.to_string())).to_vec())?;
    m.add("KINDS", rapporteur::export::Kind::ALL.map(|k| k.as_str()).to_vec())?;
    m.add("RapporteurError", m.py().get_type::<RapporteurError>())?;
    m.add("PIECE_BITS", rapporteur_archive::spread::PIECE_BITS)?;
    m.add_class::<engine::Engine>()?;
    m.add_class::<capsule::Table>()?;
    m.add_class::<archive::ArchiveFile>()?;
    m.add_function(wrap_pyfunction!(engine::nested_schema, m)?)?;
    m.add_function(wrap_pyfunction!(engine::likeness, m)?)?;
    m.add_function(wrap_pyfunction!(engine::near_copies, m)?)?;
    spread::register(m)
}
