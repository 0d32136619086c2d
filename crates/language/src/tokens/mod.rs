//! Stand-in
use std::ops::Range;
pub(crate) struct Token { pub range: Range<usize>, pub joined: bool }
pub(crate) struct SentenceSpan { pub paragraph: usize, pub words: Vec<Token> }
pub(crate) fn segment(text: &str) -> Vec<SentenceSpan> {
    let mut out = vec![];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mut words = vec![];
        let mut start = None;
        for (i, c) in line.char_indices().chain([(line.len(), ' ')]) {
            if c.is_alphanumeric() { start.get_or_insert(i); continue; }
            if let Some(s) = start.take() { words.push(Token { range: at + s..at + i, joined: false }); }
            if !c.is_whitespace() { words.push(Token { range: at + i..at + i + c.len_utf8(), joined: false }); }
        }
        if !words.is_empty() { out.push(SentenceSpan { paragraph: out.len(), words }); }
        at += line.len();
    }
    out
}
