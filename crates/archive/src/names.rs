//! When are two names the same? Names folded, and compared word by word.

use deunicode::deunicode;

use crate::lexicon::lexicon;

/// The words of a name in lower case ASCII, without particles: "Ahmed al-Sharaa" gives "ahmed sharaa".
pub fn folded(name: &str) -> Vec<String> {
    let plain = deunicode(name).to_lowercase().replace(['\'', '’', '`', '.'], "");
    let all: Vec<String> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(String::from).collect();
    let bare: Vec<String> = all.iter().filter(|w| !lexicon().particles.contains(*w)).cloned().collect();
    if bare.is_empty() { all } else { bare }
}

/// The same as one string.
pub fn key(name: &str) -> String {
    folded(name).join(" ")
}

/// What transliterations of a word have in common: "zelenskyy" and "zelensky" give "zelenski".
pub fn skeleton(word: &str) -> String {
    let mut word = word.to_string();
    for (from, to) in &lexicon().letters {
        if word.contains(from.as_str()) {
            word = word.replace(from.as_str(), to);
        }
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// The skeletons of a name's words.
pub fn skeletons(name: &str) -> Vec<String> {
    folded(name).iter().map(|w| skeleton(w)).collect()
}

/// The first letters of a name of three words or more: "Palestine Liberation Organization" gives "plo".
pub fn initials(name: &str) -> Option<String> {
    let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(capital).collect();
    (words.len() >= 3).then(|| words.iter().filter_map(|w| w.chars().next()).flat_map(char::to_lowercase).collect())
}

/// Whether a name is an acronym such as "PLO".
pub fn is_acronym(name: &str) -> bool {
    (2..=7).contains(&name.len()) && name.chars().all(|c| c.is_ascii_uppercase() || c == '-')
}

/// Whether a name is only a description ("rebels", "the army"): no word but the first has a capital, and that one
/// neither.
pub fn is_description(name: &str) -> bool {
    !name.chars().any(char::is_uppercase)
}

/// How well two names of people agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// They are names of different people.
    None,
    /// One gives a family name only.
    Family,
    /// One leaves out or shortens what the other gives.
    Part,
    /// They are the same.
    Full,
}

/// Compares two names of people, given as skeletons.
pub fn people(a: &[String], b: &[String]) -> Agreement {
    if a == b && !a.is_empty() {
        return if a.len() == 1 { Agreement::Family } else { Agreement::Full };
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match short {
        [] => Agreement::None,
        [one] if long.last() == Some(one) => Agreement::Family,
        [_] => Agreement::None,
        [given @ .., family] => {
            let kept = long.last() == Some(family) && in_order(given, &long[..long.len() - 1]);
            if kept { Agreement::Part } else { Agreement::None }
        }
    }
}

/// Whether the given names stand in this order among others, as words or as initials.
fn in_order(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|s| {
        rest.any(|l| {
            l == s || (s.len() == 1 && l.starts_with(s.as_str())) || (l.len() == 1 && s.starts_with(l.as_str()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_agree_as_far_as_they_go() {
        let compare = |a, b| people(&skeletons(a), &skeletons(b));
        for (a, b, expected) in [
            ("Volodymyr Zelenskyy", "Volodymyr Zelensky", Agreement::Full),
            ("Sergey Lavrov", "Sergei Lavrov", Agreement::Full),
            ("Ahmed al-Sharaa", "Ahmed Sharaa", Agreement::Full),
            ("Mohamed Ibrahim Kamel", "Mohamed Kamel", Agreement::Part),
            ("V. Putin", "Vladimir Putin", Agreement::Part),
            ("Putin", "Vladimir Putin", Agreement::Family),
            ("George Bush", "Jeb Bush", Agreement::None),
            ("Kim Jong Un", "Kim Jong Il", Agreement::None),
            ("Radosław Sikorski", "Radoslaw Sikorski", Agreement::Full),
        ] {
            assert_eq!(compare(a, b), expected, "{a} / {b}");
            assert_eq!(compare(b, a), expected, "{b} / {a}");
        }
    }

    #[test]
    fn acronyms_come_from_the_words_with_capitals() {
        assert_eq!(initials("Palestine Liberation Organization").as_deref(), Some("plo"));
        assert_eq!(initials("Rapid Support Forces").as_deref(), Some("rsf"));
        assert_eq!(initials("United Nations"), None);
        assert!(is_acronym("PLO") && !is_acronym("Plo"));
        assert!(is_description("the rebels") && !is_description("the Rebels"));
    }
}
