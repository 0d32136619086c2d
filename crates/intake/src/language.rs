//! Is a text English?

use whatlang::{Lang, Script};

/// Words that stand in every English report, and hardly in others all together.
const COMMON: [&str; 24] = [
    "the", "of", "and", "to", "in", "a", "that", "for", "on", "was", "with", "by", "at", "from", "said", "is", "his",
    "their", "had", "were", "an", "as", "has", "have",
];
/// The part of the words of English prose that are among [`COMMON`] is about 40 in 100; of other languages it is below 10.
const ENGLISH_PERCENT: usize = 22;
/// Letters of a text that are enough to tell.
const ENOUGH: usize = 60;
/// The same for scripts that English is never written in.
const ENOUGH_OF_OTHER_SCRIPT: usize = 12;
/// Bytes looked at.
const LOOKED_AT: usize = 6000;

/// The language of a text that is surely not English. Short texts and doubtful ones pass.
pub fn foreign(text: &str) -> Option<String> {
    let head = cut(text, LOOKED_AT);
    let info = whatlang::detect(head)?;
    let latin = info.script() == Script::Latin;
    let enough = if latin { ENOUGH } else { ENOUGH_OF_OTHER_SCRIPT };
    if info.lang() == Lang::Eng || head.chars().filter(|c| c.is_alphabetic()).take(enough).count() < enough {
        return None;
    }
    match info.is_reliable() {
        true => (!reads_english(head)).then(|| info.lang().eng_name().to_string()),
        false => (!latin).then(|| format!("in {} script", info.script())),
    }
}

fn reads_english(text: &str) -> bool {
    let (mut all, mut common) = (0, 0);
    for w in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        all += 1;
        common += usize::from(COMMON.iter().any(|c| c.eq_ignore_ascii_case(w)));
    }
    common * 100 >= all * ENGLISH_PERCENT
}

/// The beginning of a text, at most so many bytes.
pub fn cut(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    let end = (0..=bytes).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    &text[..end]
}
