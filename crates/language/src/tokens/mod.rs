//! Where do words and sentences begin and end? Text into paragraphs, sentences and words, in the way of the English
//! Universal Dependencies treebanks.
//!
//! Every character that is not white space belongs to exactly one word; linear in the length of the text.

mod paragraphs;
mod sentences;
mod words;

use std::ops::Range;

pub use sentences::{BITS, features};

/// A word's place. `joined`: the same orthographic token as the word before ("n't" of "don't").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Whether it goes on from the word before.
    pub joined: bool,
}

/// A sentence's words and its paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceSpan {
    /// Counted from 0.
    pub paragraph: usize,
    /// Never none.
    pub words: Vec<Token>,
}

/// Paragraphs, sentences and words of a text.
pub fn segment(text: &str) -> Vec<SentenceSpan> {
    let mut out = vec![];
    for (paragraph, range) in paragraphs::paragraphs(text).into_iter().enumerate() {
        let words = words::words(text, range);
        for words in sentences::split(text, words) {
            out.push(SentenceSpan { paragraph, words });
        }
    }
    out
}

/// The words of a stretch of text without sentences: what the trainer of sentence ends sees.
pub fn tokenize(text: &str) -> Vec<Vec<Token>> {
    paragraphs::paragraphs(text).into_iter().map(|r| words::words(text, r)).collect()
}
