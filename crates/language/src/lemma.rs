//! Dictionary forms by edit scripts: `case|strip|append`.

use std::collections::HashMap;
use std::sync::LazyLock;

use smol_str::SmolStr;

use crate::wordpiece::{WordPiece, plain};

/// A script learnt from the treebanks.
#[derive(Debug, Clone)]
pub struct Script {
    case: u8,
    strip: usize,
    append: &'static str,
}

impl Script {
    /// Reads a script; what is none leaves the word as it is.
    pub fn parse(script: &'static str) -> Self {
        let mut parts = script.splitn(3, '|');
        let case = parts.next().and_then(|c| c.bytes().next()).unwrap_or(b'k');
        let strip = parts.next().and_then(|n| n.parse().ok()).unwrap_or(0);
        Self { case, strip, append: parts.next().unwrap_or("") }
    }

    /// The lemma of a word. A script that cuts more than there is leaves the word in lower case.
    pub fn apply(&self, form: &str) -> SmolStr {
        let form = plain(form);
        let base = match self.case {
            b'l' => form.to_lowercase(),
            b't' => {
                let mut rest = form.chars();
                let first = rest.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
                first + &rest.as_str().to_lowercase()
            }
            _ => form,
        };
        if self.strip == 0 && self.append.is_empty() {
            return base.into();
        }
        let kept = base.chars().count().checked_sub(self.strip);
        match kept {
            Some(k) if k + self.append.chars().count() > 0 => base.chars().take(k).chain(self.append.chars()).collect(),
            _ => base.to_lowercase().into(),
        }
    }
}

/// Past forms and participles that no script of endings reaches, by form.
static IRREGULAR: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../data/irregular.txt").lines().filter(|l| !l.starts_with('#'));
    lines
        .flat_map(|l| {
            let mut columns = l.split(' ');
            let lemma = columns.next().unwrap_or_default();
            columns.flat_map(|c| c.split('/')).map(move |form| (form, lemma))
        })
        .collect()
});

/// The lemma of an irregular verb's past form or participle ("struck").
pub fn irregular(form: &str) -> Option<SmolStr> {
    IRREGULAR.get(form.to_lowercase().as_str()).map(|l| SmolStr::new_static(l))
}

/// A verb's lemma: of an irregular form by the table, else the model's; where that is no common word, what English
/// spelling makes of the form: "nudg" of "nudged", "exhorte" of "exhorted".
pub fn of_verb(lemma: SmolStr, form: &str, past: bool, words: &WordPiece) -> SmolStr {
    if let Some(known) = past.then(|| irregular(form)).flatten() {
        return known;
    }
    // "deplored" is not of "deploy".
    let ends_in_y =
        lemma.ends_with('y') && !form.starts_with(&*lemma) && !form.ends_with("ied") && !form.ends_with("ies");
    if (words.is_common(&lemma) && !ends_in_y) || !lemma.bytes().all(|b| b.is_ascii_lowercase()) {
        return lemma;
    }
    let form = plain(form).to_lowercase();
    let ending = ["ed", "ing"].into_iter().find_map(|e| form.strip_suffix(e));
    match ending.filter(|stem| stem.len() > 1) {
        Some(stem) => regular(stem, words),
        None => mended(lemma, &form, words),
    }
}

/// The verb of which this is left without "-ed" or "-ing": a common word if one fits, else as English spells.
fn regular(stem: &str, words: &WordPiece) -> SmolStr {
    let without_last = &stem[..stem.len() - stem.chars().next_back().map_or(0, char::len_utf8)];
    let last = stem.bytes().last().unwrap_or(b' ');
    if last == b'i' {
        return format!("{without_last}y").into();
    }
    let doubled = without_last.bytes().last() == Some(last) && !b"aeiou".contains(&last);
    let with_e = format!("{stem}e");
    let candidates = [stem, &with_e, without_last];
    if let Some(word) = candidates[..if doubled { 3 } else { 2 }].iter().find(|w| words.is_common(w)) {
        return SmolStr::new(word);
    }
    if doubled && !b"lsfz".contains(&last) {
        return SmolStr::new(without_last);
    }
    if lost_e(stem) { with_e.into() } else { SmolStr::new(stem) }
}

/// Whether a stem that is no common word lost an "e": "repudiat", "nudg".
fn lost_e(stem: &str) -> bool {
    const SILENT: &[&str] = &[
        "c", "g", "v", "z", "u", "at", "is", "us", "as", "os", "ns", "rs", "ok", "ot", "id", "ud", "ib", "ut", "bl",
        "tl", "dl", "gl", "pl", "kl", "fl", "uir", "ur", "min", "ven",
    ];
    SILENT.iter().any(|e| stem.ends_with(e)) && !stem.ends_with("ng")
}

/// A lemma that is no common word, where one letter more or less makes it one: "urg" of "urged", "taxe" of "taxes".
pub fn mended(lemma: SmolStr, form: &str, words: &WordPiece) -> SmolStr {
    if let Some(many) = form.strip_suffix("men").filter(|s| s.len() > 1) {
        return format!("{}man", many.to_lowercase()).into();
    }
    let plain = lemma.len() > 2 && lemma.len() < form.len() && lemma.bytes().all(|b| b.is_ascii_lowercase());
    if !plain || words.is_common(&lemma) {
        return lemma;
    }
    if let Some(stem) = lemma.strip_suffix("ie").filter(|_| form.ends_with("ies")) {
        return format!("{stem}y").into();
    }
    let with_e = format!("{lemma}e");
    let shorter = &lemma[..lemma.len() - 1];
    if words.is_common(&with_e) {
        with_e.into()
    } else if words.is_common(shorter) && (lemma.ends_with('e') || lemma.ends_with(&shorter[shorter.len() - 1..])) {
        shorter.into()
    } else {
        lemma
    }
}
