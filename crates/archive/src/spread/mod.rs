//! Linking spread over many machines: the archive's own linkers on pieces of reports that cannot bear on each other.
//!
//! What a report names and says falls into pieces: a party, a place, an entry. Only pieces that share a key can become one
//! thing. Whoever runs this keeps all pieces that hang together by keys on one machine, in the order of their numbers; then
//! each machine does with its pieces what the archive would do with all. First the [`Names`]; with what they became, a
//! report's [`claims`]; then the [`Entries`]. Each answer says which piece came first of its thing: numbered in that order,
//! things have the numbers that an archive gives that takes in the same reports in the same order.

mod entries;
mod names;

use rapporteur_record::Report;

pub use entries::{Claim, Entries, Known, Tied, claims};
pub use names::{Named, Names, Piece, names};

/// The number of a piece is that of its report, and in so many lower bits its own within the report: more than any has.
pub const PIECE_BITS: u32 = 20;

/// The number of a piece, from those of its report (from 1) and its own within the report.
fn number(report: i64, piece: usize) -> i64 {
    (report << PIECE_BITS) + piece as i64
}

/// The report of a piece.
fn report_of(item: i64) -> i64 {
    item >> PIECE_BITS
}

/// What tells a report from every other: one that is given twice is kept once.
pub fn hash(report: &Report) -> String {
    crate::keep::hash(report).map(|b| format!("{b:02x}")).concat()
}
