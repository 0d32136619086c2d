//! The vocabulary: what a [`Report`] is and what a [`Record`] of it holds.
//!
//! Types and invariants only, no reading. Every entry is built on [`Evidence`], and evidence can only be cut from a
//! report's [`Text`], so a quotation that is not in the text cannot be expressed. Offsets in JSON count Unicode code
//! points, end exclusive (W3C TextPositionSelector); inside the program, text is addressed in bytes.
//!
//! ```
//! use rapporteur_record::Text;
//! let text = Text::new("Zürich: talks failed");
//! let words = text.evidence(9..14);
//! assert_eq!((words.start(), words.end(), words.exact()), (8, 13, "talks"));
//! ```

mod entries;
mod ids;
mod names;
mod record;
mod report;
mod text;

pub use entries::*;
pub use ids::*;
pub use names::*;
pub use record::{Misfit, Record, SCHEMA};
pub use report::Report;
pub use text::{Evidence, Text};
