//! Text into an [`Analysis`]: sentences, words, tags, lemmas, Universal Dependencies trees and names.
//!
//! Knows English and nothing of diplomacy. Never reads a clock, a file or the network at run time; the same text gives
//! the same analysis on one thread or on many.

mod analysis;
mod conllu;
mod engine;
mod lemma;
mod tokens;
mod tree;
mod weights;
mod wordpiece;

pub use analysis::{Analysis, Name, NameKind, Sentence, Upos, Word};
pub use conllu::conllu;
/// What the trainer of sentence ends shares with the segmenter.
pub mod segmentation {
    pub use crate::tokens::{BITS, SentenceSpan, Token, features, segment, tokenize};
}
pub use engine::{BrokenModel, Engine};
