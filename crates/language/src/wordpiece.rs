//! How does the encoder see a word? As pieces of a fixed vocabulary and as the shape of its letters.
//!
//! Mirrors `training/corpus.py` and BERT's uncased WordPiece (lower case, accents stripped, punctuation apart).

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// Pieces of one word that the encoder looks at.
const LONGEST_WORD: usize = 12;
const UNKNOWN: u32 = 100;
/// Starts a sentence; stands for the root of its tree.
pub const CLS: u32 = 101;
/// Ends a sentence.
pub const SEP: u32 = 102;

/// The vocabulary.
pub struct WordPiece {
    initial: HashMap<&'static str, u32>,
    following: HashMap<&'static str, u32>,
}

impl WordPiece {
    /// Reads `vocab.txt`: a piece a line, `##` before those that go on within a word.
    pub fn new(vocabulary: &'static str) -> Self {
        let mut out = Self { initial: HashMap::with_capacity(25_000), following: HashMap::with_capacity(6_000) };
        for (i, line) in vocabulary.lines().enumerate() {
            match line.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => out.following.insert(rest, i as u32),
                _ => out.initial.insert(line, i as u32),
            };
        }
        out
    }

    /// Whether a word of lower-case letters is one piece: a common word of English.
    pub fn is_common(&self, word: &str) -> bool {
        self.initial.contains_key(word)
    }

    /// The pieces of a word; never none, never more than twelve.
    pub fn pieces(&self, word: &str, out: &mut Vec<u32>) {
        let start = out.len();
        if let Some(id) = self.initial.get(word).filter(|_| word.bytes().all(|b| b.is_ascii_lowercase())) {
            out.push(*id);
            return;
        }
        let mut part = String::with_capacity(word.len());
        for c in plain(word).nfd() {
            if is_accent(c) || (c.is_control() && !c.is_whitespace()) || c == '\u{fffd}' {
                continue;
            }
            if c.is_whitespace() || is_punctuation(c) || is_ideograph(c) {
                self.split(&part, out);
                part.clear();
                if !c.is_whitespace() {
                    self.split(c.encode_utf8(&mut [0; 4]), out);
                }
            } else {
                part.extend(c.to_lowercase());
            }
        }
        self.split(&part, out);
        if out.len() == start {
            out.push(UNKNOWN);
        }
        out.truncate(start + LONGEST_WORD);
    }

    /// Greedy longest match, first piece first.
    fn split(&self, part: &str, out: &mut Vec<u32>) {
        if part.is_empty() {
            return;
        }
        let (begin, mut at) = (out.len(), 0);
        if part.chars().count() > 100 {
            out.push(UNKNOWN);
            return;
        }
        while at < part.len() {
            let table = if at == 0 { &self.initial } else { &self.following };
            let found = (at + 1..=part.len())
                .rev()
                .filter(|e| part.is_char_boundary(*e))
                .find_map(|e| table.get(&part[at..e]).map(|id| (e, *id)));
            let Some((end, id)) = found else {
                out.truncate(begin);
                out.push(UNKNOWN);
                return;
            };
            out.push(id);
            at = end;
        }
    }
}

/// Quotation marks and ellipses in their plain form.
pub fn plain(word: &str) -> String {
    if word == "``" || word == "''" {
        return "\"".into();
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '‘' | '’' | '`' => out.push('\''),
            '…' => out.push_str("..."),
            _ => out.push(c),
        }
    }
    out
}

/// The class of a word's letters, `+9` for the first word of a sentence; 0 is kept for the borders.
pub fn shape(word: &str, first: bool) -> u32 {
    let (mut letters, mut upper, mut lower, mut digits) = (0, 0, 0, false);
    let mut starts_upper = false;
    for c in word.chars() {
        if c.is_alphabetic() {
            starts_upper |= letters == 0 && c.is_uppercase();
            letters += 1;
            upper += usize::from(c.is_uppercase());
            lower += usize::from(c.is_lowercase());
        }
        digits |= c.is_numeric();
    }
    let class = match (letters, digits) {
        (0, true) => 6,
        (0, false) => 8,
        (_, true) => 7,
        _ if lower == letters => 1,
        _ if upper == letters && letters == 1 => 4,
        _ if upper == letters => 3,
        _ if starts_upper && lower == letters - 1 => 2,
        _ if upper > 0 => 5,
        _ => 9,
    };
    class + if first { 9 } else { 0 }
}

fn is_accent(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36f | 0x483..=0x487 | 0x591..=0x5bd | 0x610..=0x61a | 0x64b..=0x65f | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe20..=0xfe2f)
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c as u32, 0xa1 | 0xa7 | 0xab | 0xb6 | 0xb7 | 0xbb | 0xbf | 0x2010..=0x2027 | 0x2030..=0x205e | 0x3001..=0x3003 | 0x3008..=0x3011 | 0xff01..=0xff0f)
}

fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x4e00..=0x9fff | 0x3400..=0x4dbf | 0xf900..=0xfaff | 0x20000..=0x2ceaf)
}
