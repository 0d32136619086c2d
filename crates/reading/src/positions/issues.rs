//! Which issue in dispute do words name? `lexicon/issues.toml`, looked up among the words of a phrase or clause.
//!
//! What is strong names the issue whatever stands around it; among equals the word nearest to the head decides.

use std::collections::HashMap;

use rapporteur_language::Upos;
use rapporteur_record::Issue;
use serde::Deserialize;

use crate::scene::Scene;
use crate::table::Table;

/// Words between two slots of an entry, at the most.
const GAP: usize = 4;

/// The strengths of entries: further apart than nearness to the head can make up for.
const STRONG: f32 = 5.0;
const FAIR: f32 = 3.0;
const WEAK: f32 = 1.0;
/// What names an issue clearly: strong words, or fair ones next to the head.
const CLEAR: f32 = FAIR + 0.6;
/// What weak words must come to: a few steps from the head at the most.
const LEAST: f32 = 1.29;

/// Slots of the name of any place: that no preposition leads, and with any.
const PLACE: &str = "@place";
const AT_PLACE: &str = "@at";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Words that name no issue where they stand together.
    never: Vec<String>,
    issue: Vec<Section>,
}

/// An issue with its words and examples.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    issue: Issue,
    #[serde(default)]
    strong: Vec<String>,
    #[serde(default)]
    fair: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    /// Sentences of the issue.
    #[cfg_attr(not(test), allow(dead_code))]
    examples: Vec<String>,
}

/// A slot of an entry: one of these lemmas, of this part of speech.
struct Slot {
    words: Vec<String>,
    verb: Option<bool>,
}

/// What follows a first word, and what the whole names.
struct Entry {
    verb: Option<bool>,
    rest: Vec<Slot>,
    issue: Issue,
    strength: f32,
}

/// Entries by their first word.
#[derive(Deserialize)]
#[serde(from = "File")]
pub(crate) struct Issues {
    never: Vec<String>,
    entries: HashMap<String, Vec<Entry>>,
}

pub(crate) static TABLE: Table<Issues> = Table::new("issues", SHIPPED);
const SHIPPED: &str = include_str!("../../../../lexicon/issues.toml");

/// The issues of the lexicon.
pub(super) fn issues() -> &'static Issues {
    &TABLE
}

impl From<File> for Issues {
    fn from(file: File) -> Self {
        let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
        for section in file.issue {
            let lists = [(section.strong, STRONG), (section.fair, FAIR), (section.weak, WEAK)];
            for (key, strength) in lists.into_iter().flat_map(|(list, s)| list.into_iter().map(move |k| (k, s))) {
                let mut slots = key.split_whitespace().map(slot);
                let Some(first) = slots.next() else { continue };
                let rest: Vec<Slot> = slots.collect();
                for word in first.words {
                    let rest = rest.iter().map(|s| Slot { words: s.words.clone(), verb: s.verb }).collect();
                    let entry = Entry { verb: first.verb, rest, issue: section.issue, strength };
                    entries.entry(word).or_default().push(entry);
                }
            }
        }
        Self { never: file.never, entries }
    }
}

impl Issues {
    /// The issue that these words name, seen from their head.
    pub fn among(&self, scene: &Scene, words: &[usize], head: usize) -> Option<Issue> {
        self.best(scene, words, head, None).map(|(_, issue)| issue)
    }

    /// The same, by more than this word alone.
    pub fn besides(&self, scene: &Scene, words: &[usize], head: usize, alone: usize) -> Option<Issue> {
        self.best(scene, words, head, Some(alone)).map(|(_, issue)| issue)
    }

    /// The same, where the words name it by more than a hint and it is no talk of talks.
    pub fn clearly(&self, scene: &Scene, words: &[usize], head: usize, alone: Option<usize>) -> Option<Issue> {
        let best = self.best(scene, words, head, alone).filter(|(score, _)| *score > CLEAR);
        best.map(|(_, issue)| issue).filter(|issue| *issue != Issue::Talks)
    }

    /// The same of what an agreement provides for, where a fair word is enough wherever it stands.
    pub fn provided(&self, scene: &Scene, words: &[usize], head: usize, alone: Option<usize>) -> Option<Issue> {
        let best = self.best(scene, words, head, alone).filter(|(score, _)| *score > FAIR);
        best.map(|(_, issue)| issue).filter(|issue| *issue != Issue::Talks)
    }

    fn best(&self, scene: &Scene, words: &[usize], head: usize, alone: Option<usize>) -> Option<(f32, Issue)> {
        let mut best: Option<(f32, Issue)> = None;
        for i in 0..words.len() {
            for (entry, last) in self.hits(scene, words, i) {
                if (last == i && alone == Some(words[i])) || within_name(scene, words[i], words[last]) {
                    continue;
                }
                // Several words say more than one; the nearer to the head, the more.
                let near = 1.5 / (1.0 + distance(scene, words[i], head).min(distance(scene, words[last], head)));
                let score = entry.strength + 0.4 * entry.rest.len() as f32 + near;
                if score >= LEAST && best.is_none_or(|(s, _)| score > s) {
                    best = Some((score, entry.issue));
                }
            }
        }
        best
    }

    /// The entries that begin at a word of these, each with its last.
    fn hits<'a>(
        &'a self,
        scene: &'a Scene,
        words: &'a [usize],
        i: usize,
    ) -> impl Iterator<Item = (&'a Entry, usize)> + 'a {
        let w = words[i];
        let (lemma, form) = (scene.lemma(w).to_lowercase(), scene.lower(w));
        let before = i.checked_sub(1).map(|k| format!("{} {lemma}", scene.lower(words[k])));
        let none = before.is_some_and(|b| self.never.contains(&b));
        let by_lemma = self.entries.get(&lemma).filter(|_| !none);
        let by_form = self.entries.get(&form).filter(|_| form != lemma);
        let all = by_lemma.into_iter().chain(by_form).flatten();
        all.filter(move |e| of_speech(scene, w, e.verb)).filter_map(move |e| {
            let last = e.rest.iter().try_fold(i, |at, slot| {
                let ahead = at + 1..(at + 2 + GAP).min(words.len());
                ahead.into_iter().find(|k| fits(scene, words[*k], slot))
            })?;
            Some((e, last))
        })
    }
}

/// Whether all of this is part of a name: "the Security Council" is no matter of security.
fn within_name(scene: &Scene, first: usize, last: usize) -> bool {
    scene.name_at(first).is_some_and(|name| name.len() > 1 && name.contains(&last))
}

/// Steps up from a word to the head; far where it does not hang on it.
fn distance(scene: &Scene, word: usize, head: usize) -> f32 {
    scene.a.ancestors(word).position(|w| w == head).unwrap_or(8) as f32
}

fn slot(text: &str) -> Slot {
    let (words, verb) = match text.rsplit_once('/') {
        Some((w, "v")) => (w, Some(true)),
        Some((w, "n")) => (w, Some(false)),
        _ => (text, None),
    };
    Slot { words: words.split('|').map(Into::into).collect(), verb }
}

fn fits(scene: &Scene, word: usize, slot: &Slot) -> bool {
    let has = |w: &str| slot.words.iter().any(|s| s == w);
    let bare = || scene.a.child(word, &["case"]).is_none();
    if (has(PLACE) && scene.is_place(word) && bare()) || (has(AT_PLACE) && scene.is_place(word)) {
        return true;
    }
    of_speech(scene, word, slot.verb) && (has(&scene.lemma(word).to_lowercase()) || has(&scene.lower(word)))
}

fn of_speech(scene: &Scene, word: usize, verb: Option<bool>) -> bool {
    let upos = scene.a.words[word].upos;
    match verb {
        None => true,
        Some(true) => upos == Upos::Verb,
        Some(false) => matches!(upos, Upos::Noun | Upos::Propn),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapporteur_language::Engine;
    use rapporteur_record::{Report, Text};

    #[test]
    fn every_issue_has_its_examples() {
        let engine = Engine::new().expect("the model that ships loads");
        let mut bad = vec![];
        for section in toml::from_str::<File>(SHIPPED).unwrap().issue {
            for text in section.examples {
                let report = Report { text: Text::new(&text), ..Report::default() };
                let analysis = engine.analyse(&text);
                let found = crate::with_scene(report, &analysis, |scene| {
                    let words: Vec<usize> = (0..analysis.words.len()).collect();
                    issues().among(scene, &words, analysis.sentences[0].root)
                });
                if found != Some(section.issue) {
                    bad.push(format!("{text:?}: {found:?}, not {}", section.issue));
                }
            }
        }
        assert!(bad.is_empty(), "{}", bad.join("\n"));
    }
}
