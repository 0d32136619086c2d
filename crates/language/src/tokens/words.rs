//! Where do words begin and end? White space first, then what stands round and inside each chunk.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use super::Token;

/// `data/tokens.toml`.
#[derive(Deserialize)]
pub struct Lists {
    prefixes: HashSet<String>,
    whole: HashSet<String>,
    abbreviations: HashSet<String>,
    before_digits: HashSet<String>,
    emoticons: HashSet<String>,
    contractions: HashMap<String, String>,
}

/// The lists that ship.
pub fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        toml::from_str(include_str!("../../data/tokens.toml")).expect("the shipped data/tokens.toml is read by a test")
    })
}

impl Lists {
    /// Whether a word with its full stop is a known abbreviation.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        word.strip_suffix('.').is_some_and(|w| self.abbreviations.contains(&w.to_lowercase()))
    }
}

const CLITICS: [&str; 7] = ["s", "m", "d", "ll", "re", "ve", "n't"];

/// The words of a stretch of the text.
pub fn words(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut out = vec![];
    let mut at = range.start;
    let chunk_ends = text[range.clone()].char_indices().filter(|(_, c)| c.is_whitespace());
    for (end, space) in chunk_ends.map(|(i, c)| (range.start + i, c.len_utf8())).chain([(range.end, 0)]) {
        if end > at {
            let digit_follows = text[end..].trim_start().starts_with(|c: char| c.is_ascii_digit());
            for part in bounded(text, at..end) {
                Chunk { text, out: &mut out, digit_follows }.split(part);
            }
        }
        at = end + space;
    }
    out
}

/// No word is longer than this, so that ten megabytes without a space pass in linear time.
const LONGEST: usize = 1000;

fn bounded(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = vec![];
    let mut at = range.start;
    while range.end - at > LONGEST {
        let end = (at + LONGEST - 4..=at + LONGEST).rev().find(|e| text.is_char_boundary(*e)).unwrap_or(range.end);
        out.push(at..end);
        at = end;
    }
    out.push(at..range.end);
    out
}

/// A stretch without white space.
struct Chunk<'a> {
    text: &'a str,
    out: &'a mut Vec<Token>,
    digit_follows: bool,
}

impl Chunk<'_> {
    fn push(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.out.push(Token { range, joined: false });
        }
    }

    fn split(&mut self, range: Range<usize>) {
        let mut range = range;
        let mut closing: Vec<Range<usize>> = vec![];
        while !range.is_empty() {
            let s = &self.text[range.clone()];
            if self.stays_whole(s) {
                break;
            }
            if let Some(n) = opening(s) {
                self.push(range.start..range.start + n);
                range.start += n;
            } else if let Some(n) = self.ending(s) {
                closing.push(range.end - n..range.end);
                range.end -= n;
            } else if let Some((at, n)) = self.cut(s) {
                let (a, b) = (range.start + at, range.start + at + n);
                self.split(range.start..a);
                self.push(a..b);
                range.start = b;
            } else {
                self.clitics(range.clone());
                range.start = range.end;
            }
        }
        self.push(range);
        closing.into_iter().rev().for_each(|r| self.push(r));
    }

    fn stays_whole(&self, s: &str) -> bool {
        let l = lists();
        if l.emoticons.contains(s) || is_address(s) {
            return true;
        }
        s.len() < 24 && s.is_ascii() && l.whole.contains(&s.to_ascii_lowercase())
    }

    /// Bytes of the punctuation that ends a chunk and is a word of its own.
    fn ending(&self, s: &str) -> Option<usize> {
        let last = s.chars().next_back()?;
        match last {
            '.' if s.ends_with("..") => Some(run(s, '.')),
            '.' => (!self.keeps_stop(s)).then_some(1),
            '!' | '?' => Some(s.len() - s.trim_end_matches(['!', '?']).len()),
            '-' | '=' | '*' | '_' | '~' | '<' | '>' => Some(run(s, last)),
            '\'' if s.ends_with("''") => Some(2),
            '\'' | '’' if possessive(s) => None,
            ')' if s.starts_with(|c: char| c.is_alphanumeric()) && balanced(s) => None,
            '$' if s.starts_with(|c: char| c.is_alphabetic()) => None,
            c if c.is_alphanumeric() || is_mark(c) => None,
            c => Some(c.len_utf8()),
        }
    }

    fn keeps_stop(&self, s: &str) -> bool {
        let word = &s[..s.len() - 1];
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if letters == 1 && word.chars().count() == 1 {
            return word.chars().all(char::is_uppercase) && word != "I";
        }
        let dotted =
            word.contains('.') && word.split('.').all(|p| p.chars().count() <= 2 && p.chars().all(char::is_alphabetic));
        let l = lists();
        let lower = word.to_lowercase();
        dotted
            || (l.abbreviations.contains(&lower)
                && (!l.before_digits.contains(&lower) || self.digit_follows || starts_title(word, &lower)))
    }

    /// The first mark inside a chunk that parts it, and its length.
    fn cut(&self, s: &str) -> Option<(usize, usize)> {
        for (i, c) in s.char_indices().skip(1) {
            let n = c.len_utf8();
            let (before, after) = (&s[..i], &s[i + n..]);
            let run_end = after.len() - after.trim_start_matches(c).len();
            let cut = match c {
                '-' if run_end > 0 => return Some((i, n + run_end)),
                '.' if run_end > 0 => return Some((i, n + run_end)),
                '-' => parts_at_hyphen(before, after),
                '/' => !(before.is_empty() || digits(before) && digits(after)),
                '—' | '–' | '"' | '“' | '”' | '(' | '[' | ']' | ';' | '!' | '?' | '…' | '<' | '>' | '=' | '~' | '*'
                | '|' | '•' => true,
                ')' => !balanced(s),
                ',' | ':' => !(digits(last_part(before)) && starts_digit(after)),
                '&' => before.chars().count() > 2 || after.chars().count() > 2,
                '.' => glued_sentences(before, after),
                '%' | '$' | '€' | '£' => starts_digit(after) || before.ends_with(|c: char| c.is_ascii_digit()),
                _ => false,
            };
            if cut && !after.is_empty() {
                return Some((i, n));
            }
        }
        None
    }

    /// "don't" into "do" and "n't", "Kyiv's" into "Kyiv" and "'s": words of one token.
    fn clitics(&mut self, range: Range<usize>) {
        let s = &self.text[range.clone()];
        let lower = s.to_lowercase();
        let mut ends: Vec<usize> = vec![];
        if lower.len() == s.len() {
            if let Some(cuts) = lists().contractions.get(&lower) {
                let mut at = 0;
                for part in cuts.split('|') {
                    at += part.len();
                    ends.push(at);
                }
            } else {
                ends = clitic_ends(&lower);
            }
        }
        let mut at = 0;
        for end in ends.into_iter().chain([s.len()]) {
            if end > at {
                self.out.push(Token { range: range.start + at..range.start + end, joined: at > 0 });
                at = end;
            }
        }
    }
}

/// Where the words before a token's clitics end.
fn clitic_ends(lower: &str) -> Vec<usize> {
    for quote in ['\'', '’', '`'] {
        let Some((stem, clitic)) = lower.rsplit_once(quote) else { continue };
        if stem.is_empty() {
            continue;
        }
        if clitic == "t" && stem.len() > 1 && stem.ends_with('n') {
            return vec![stem.len() - 1];
        }
        if clitic.is_empty() && stem.ends_with(['s', 'z', 'x']) {
            return vec![stem.len()];
        }
        if CLITICS.contains(&clitic) {
            let mut ends = clitic_ends(stem);
            ends.push(stem.len());
            return ends;
        }
    }
    vec![]
}

/// Bytes of the punctuation that a chunk starts with.
fn opening(s: &str) -> Option<usize> {
    let first = s.chars().next()?;
    let rest = &s[first.len_utf8()..];
    if rest.is_empty() {
        return None;
    }
    let n = s.len() - s.trim_start_matches(first).len();
    match first {
        '.' | '-' | '*' | '=' | '!' | '?' | '~' | '_' | '<' | '>' | '#' | '`' | '$' if n > 1 => {
            (n < s.len()).then_some(n)
        }
        '\'' | '’' if starts_digit(rest) && rest.len() <= 3 => None,
        '\'' | '’' if CLITICS.contains(&rest.to_lowercase().as_str()) => None,
        '\'' if rest.starts_with('\'') => Some(2),
        '-' if starts_digit(rest) => None,
        '.' if starts_digit(rest) => None,
        '@' if rest.starts_with(|c: char| c.is_alphanumeric()) => None,
        c if c.is_alphanumeric() || is_mark(c) => None,
        c => Some(c.len_utf8()),
    }
}

fn parts_at_hyphen(before: &str, after: &str) -> bool {
    if after.is_empty() || before.is_empty() {
        return false;
    }
    let l = lists();
    let prefix = before.rsplit(['-', '/']).next().unwrap_or(before).to_lowercase();
    if l.prefixes.contains(&prefix) {
        return false;
    }
    // Numbers of telephones and of documents stay whole, ranges and scores do not.
    let groups = |s: &str| s.chars().take_while(|c| c.is_ascii_digit()).count();
    let tail = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    !(tail >= 3 && groups(after) >= 3 && !(tail == 4 && groups(after) == 4))
}

/// "ended.The" is two sentences; "example.com" and "3.5" are not.
fn glued_sentences(before: &str, after: &str) -> bool {
    let lower = before.chars().filter(|c| c.is_lowercase()).count();
    lower >= 3
        && after.starts_with(|c: char| c.is_uppercase())
        && after.chars().nth(1).is_some_and(|c| c.is_lowercase() || c == ' ')
}

fn starts_title(word: &str, lower: &str) -> bool {
    word != lower && matches!(lower, "rep" | "col" | "gen" | "fr")
}

fn is_address(s: &str) -> bool {
    let lower = || s.to_ascii_lowercase();
    let tail_clean = !s.ends_with(['.', ',', ')', '"', '\'', '!', '?', ';', ':', '>', ']', '”', '’']);
    tail_clean
        && (s.contains("://")
            || s.starts_with("www.")
            || (s.contains('@') && s.contains('.') && !s.contains(['<', '(', '[', '"']) && !s.starts_with('@'))
            || (s.contains('.')
                && [".com", ".org", ".net", ".gov", ".edu", ".co.uk", ".html", ".doc", ".xls", ".pdf"]
                    .iter()
                    .any(|e| lower().ends_with(e))))
}

fn possessive(s: &str) -> bool {
    let stem = &s[..s.len() - s.chars().next_back().map_or(0, char::len_utf8)];
    stem.ends_with(['s', 'S']) && stem.len() > 2 && !s.starts_with(['\'', '‘'])
}

fn balanced(s: &str) -> bool {
    s.matches('(').count() == s.matches(')').count() && s.contains('(')
}

fn run(s: &str, c: char) -> usize {
    s.len() - s.trim_end_matches(c).len()
}

fn digits(s: &str) -> bool {
    !s.is_empty() && s.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | ',' | ':' | '-'))
}

fn last_part(s: &str) -> &str {
    &s[s.len() - s.chars().next_back().map_or(0, char::len_utf8)..]
}

fn starts_digit(s: &str) -> bool {
    s.starts_with(|c: char| c.is_ascii_digit())
}

/// Combining marks and joiners belong to the word they stand in.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36f | 0x200c | 0x200d | 0xfe00..=0xfe0f | 0x1f3fb..=0x1f3ff)
        || (!c.is_ascii() && c.is_alphanumeric())
}
