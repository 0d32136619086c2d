//! What copies of a text are found by, for engines that look for them over many machines: the archive's own numbers.

use rapporteur_record::Report;

use crate::{edtf, keep, sketch, stories};

pub use crate::stories::{COMPARED, CONTAINED, CROWDED, SHARED};

/// What a report is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// The same for the same text only.
    pub text_hash: [u8; 16],
    /// Reports are compared within their stretch of days and the two beside it; those without a day among themselves.
    pub stretch: Option<i64>,
    /// Texts that share a band may be alike.
    pub bands: Vec<i64>,
    /// Texts are alike where [`CONTAINED`] of the shorter one's sample, and at least [`SHARED`], stand in the other's.
    pub sample: Vec<u32>,
}

/// The likeness of a report.
pub fn likeness(report: &Report) -> Likeness {
    let sketch = sketch::sketch(&report.text);
    let day = report.published.as_deref().and_then(edtf::day);
    Likeness {
        text_hash: keep::text_hash(report),
        stretch: day.map(|d| stories::stretch(Some(d))),
        bands: sketch.bands,
        sample: sketch.sample,
    }
}
