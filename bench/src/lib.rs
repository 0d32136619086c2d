//! Records from gold annotations, reports by the thousand made from them, and measurements of the archive.
//!
//! Measures and makes test data; nothing that ships uses it. Bad input here is a fault of the corpus and ends the run.

pub mod generate;
pub mod gold;
