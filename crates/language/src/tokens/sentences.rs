//! Where do sentences end? A linear classifier over the gaps between words, learnt from the treebanks
//! (`cargo run --release -p rapporteur-language --example train_sentences`).

use super::Token;
use super::words::lists;

/// The classifier has two to this power weights.
pub const BITS: u32 = 16;
/// A sentence longer than this ends at the next gap: the encoder's memory is bounded.
const LONGEST: usize = 1500;

static WEIGHTS: &[u8] = include_bytes!("../../data/sentences.bin");

/// Words before the dash of a dateline at the most.
const LONGEST_DATELINE: usize = 16;

/// Cuts the words of a paragraph into sentences.
pub fn split(text: &str, mut words: Vec<Token>) -> Vec<Vec<Token>> {
    let mut out = vec![];
    if let Some(dash) = dateline(text, &words) {
        let rest = words.split_off(dash + 1);
        out.push(std::mem::replace(&mut words, rest));
    }
    let mut at: Vec<Token> = vec![];
    let mut buffer = Vec::with_capacity(40);
    let mut start = 0;
    for i in 0..words.len() {
        at.push(words[i].clone());
        let last = i + 1 == words.len();
        if last || at.len() >= LONGEST || ends_here(text, &words, start, i, &mut buffer) {
            out.push(std::mem::take(&mut at));
            start = i + 1;
        }
    }
    out
}

/// The dash that ends a dateline: "GENEVA, May 3 (Wire) - Envoys met" is a dateline and a sentence. Before it stand
/// names, numbers and punctuation only, among them a day, a bracket or a name in capitals.
fn dateline(text: &str, words: &[Token]) -> Option<usize> {
    let form = |w: &Token| &text[w.range.clone()];
    let free = |i: usize| !words[i].joined && words[i - 1].range.end < words[i].range.start;
    let dash = (1..words.len().min(LONGEST_DATELINE))
        .find(|i| matches!(form(&words[*i]), "-" | "--" | "–" | "—") && free(*i))?;
    let before = &words[..dash];
    let named = |w: &Token| !form(w).starts_with(char::is_lowercase);
    let capitals = form(&before[0]).len() > 2 && form(&before[0]).chars().all(char::is_uppercase);
    let dated = |w: &Token| form(w).starts_with(|c: char| c.is_ascii_digit() || c == '(');
    let goes_on = words.get(dash + 1).is_some_and(|w| words[dash].range.end < w.range.start);
    let begins = form(&before[0]).starts_with(char::is_uppercase);
    (goes_on && begins && before.iter().all(named) && (capitals || before.iter().any(dated))).then_some(dash)
}

fn ends_here(text: &str, words: &[Token], start: usize, i: usize, buffer: &mut Vec<u32>) -> bool {
    if !features(text, words, start, i, buffer) {
        return false;
    }
    let weight = |f: &u32| WEIGHTS.get(*f as usize).map_or(0, |w| i32::from(*w as i8));
    buffer.iter().map(weight).sum::<i32>() > 0
}

/// The features of the gap after word `i` of a sentence that begins at `start`; false where no sentence can end.
pub fn features(text: &str, words: &[Token], start: usize, i: usize, out: &mut Vec<u32>) -> bool {
    out.clear();
    let Some(next) = words.get(i + 1).filter(|n| !n.joined) else { return false };
    let form = |k: usize| words.get(k).map_or("", |w| &text[w.range.clone()]);
    let (this, following) = (form(i), form(i + 1));
    let ends = this.ends_with(|c: char| !c.is_alphanumeric());
    let begins = following.starts_with(|c: char| !c.is_lowercase());
    if !ends && !begins {
        return false;
    }
    let before = if i > start { form(i - 1) } else { "" };
    let gap = &text[words[i].range.end..next.range.start];
    let space = if gap.contains('\n') {
        "n"
    } else if gap.len() > 1 {
        "s"
    } else if gap.is_empty() {
        "0"
    } else {
        "1"
    };
    let length = match i + 1 - start {
        0..=1 => "1",
        2..=3 => "2",
        4..=8 => "3",
        9..=20 => "4",
        21..=45 => "5",
        _ => "6",
    };
    let open = quotes_open(text, &words[start..=i]);
    let (s0, s1, sb) = (class(this), class(following), class(before));
    let abbreviation = if lists().is_abbreviation(this) {
        "a"
    } else if this.len() > 2 && this.trim_end_matches('.').contains('.') {
        "d"
    } else {
        "-"
    };
    let lower = |s: &str| s.to_lowercase();
    let (l0, l1, lb, l2) = (lower(this), lower(following), lower(before), lower(form(i + 2)));
    for (n, parts) in [
        [&l0, "", ""],
        [&l1, "", ""],
        [&lb, "", ""],
        [&l0, &l1, ""],
        [s0, s1, ""],
        [&l0, s1, ""],
        [s0, &l1, ""],
        [&l0, s1, space],
        [s0, s1, space],
        [space, length, s0],
        [&lb, &l0, s1],
        [sb, &l0, s1],
        [abbreviation, &l1, ""],
        [abbreviation, s1, length],
        [open, &l0, s1],
        [open, s0, s1],
        [length, s0, s1],
        [&l1, &l2, s0],
        [s1, class(form(i + 2)), &l0],
        [&lb, &l0, &l1],
        [open, &l0, &l1],
        [length, &l1, s0],
        ["", "", ""],
    ]
    .into_iter()
    .enumerate()
    {
        out.push(hash(n as u32, parts));
    }
    true
}

/// Whether a quotation or a bracket is open at the end of these words: looks back over the last of them only.
fn quotes_open(text: &str, words: &[Token]) -> &'static str {
    let (mut plain, mut depth, mut curly) = (false, 0i32, 0i32);
    for w in &words[words.len().saturating_sub(60)..] {
        match &text[w.range.clone()] {
            "\"" => plain = !plain,
            "“" => curly += 1,
            "”" => curly -= 1,
            "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            _ => {}
        }
    }
    match (plain || curly > 0, depth > 0) {
        (false, false) => "-",
        (true, false) => "q",
        (false, true) => "b",
        (true, true) => "qb",
    }
}

fn class(word: &str) -> &'static str {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return "none" };
    let second = chars.next();
    match first {
        '.' | '!' | '?' => {
            if second.is_some() {
                "stops"
            } else {
                "stop"
            }
        }
        ',' | ';' => "comma",
        ':' => "colon",
        '"' | '“' | '”' | '\'' | '‘' | '’' => "quote",
        '(' | '[' | '<' => "open",
        ')' | ']' | '>' => "close",
        '-' | '–' | '—' | '*' | '•' | '=' | '_' | '~' | '#' => "dash",
        c if c.is_numeric() => {
            if word.ends_with('.') {
                "ordinal"
            } else {
                "digit"
            }
        }
        c if c.is_lowercase() => {
            if word.ends_with('.') {
                "lower."
            } else {
                "lower"
            }
        }
        c if c.is_uppercase() => match (second, word.ends_with('.')) {
            (None, _) => "U",
            (Some('.'), true) => "U.",
            (_, true) => "Title.",
            (Some(c), _) if c.is_uppercase() => "UPPER",
            _ => "Title",
        },
        _ => "other",
    }
}

/// FNV-1a over the parts, folded.
fn hash(seed: u32, parts: [&str; 3]) -> u32 {
    let mut h = 0xcbf29ce484222325u64 ^ u64::from(seed).wrapping_mul(0x9e3779b97f4a7c15);
    for part in parts {
        for b in part.bytes().chain([0xff]) {
            h = (h ^ u64::from(b)).wrapping_mul(0x100000001b3);
        }
    }
    ((h ^ (h >> 32)) as u32) & ((1 << BITS) - 1)
}

#[cfg(test)]
mod tests {
    use crate::tokens::segment;

    fn sentences(text: &str) -> Vec<&str> {
        let ends = segment(text).into_iter().map(|s| s.words[0].range.start..s.words[s.words.len() - 1].range.end);
        ends.map(|range| &text[range]).collect()
    }

    #[test]
    fn a_dateline_is_no_part_of_the_sentence_behind_it() {
        let text = "GENEVA, May 3, 2014 (Delta Wire) - Envoys of Mali met on Friday.";
        assert_eq!(sentences(text), ["GENEVA, May 3, 2014 (Delta Wire) -", "Envoys of Mali met on Friday."]);
        assert_eq!(sentences("LOME – The rebels left."), ["LOME –", "The rebels left."]);
    }

    #[test]
    fn a_dash_within_a_sentence_ends_none() {
        for text in ["Kofi Annan - the mediator - left on Friday.", "The NATO - Russia Council met in 2004."] {
            assert_eq!(sentences(text), [text]);
        }
    }
}
