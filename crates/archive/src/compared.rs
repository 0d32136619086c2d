//! What a text tells, ready to be compared with what others tell: read once, and compared many times.

use std::sync::Arc;

use crate::{acts::Sentences, lexicon::lexicon, naming::Words, numbers, origins, outcomes, presence, sentences, terms};

/// What a text tells.
pub(crate) struct Compared {
    pub numbers: Box<[numbers::Sentence]>,
    pub outcomes: Box<[outcomes::Told]>,
    pub terms: Box<[terms::Term]>,
    pub sentences: Sentences,
    /// What is said of persons, and who is said to have had an idea or to have mediated.
    pub persons: Box<[Arc<presence::Said>]>,
    pub origins: Box<[Arc<origins::Named>]>,
}

impl Compared {
    /// Reads a text.
    pub fn of(text: &[char]) -> Self {
        let all = sentences::read(text);
        let (mut persons, mut origins, mut terms) = (vec![], vec![], vec![]);
        for (at, sentence) in all.iter().enumerate() {
            let words = Words::of(&sentence.text);
            let before = at.checked_sub(1).map_or("", |b| &all[b].text);
            if words.any(|w| lexicon().conduct_by_word.contains_key(&w)) {
                persons.extend(presence::said(before, sentence, &words).into_iter().map(Arc::new));
            }
            if words.any(|w| lexicon().origin_words.contains(&w)) {
                origins.extend(origins::named(before, sentence, &words).map(Arc::new));
            }
            terms.extend(terms::told(sentence, &words));
        }
        Compared {
            numbers: numbers::told(&all).into(),
            outcomes: outcomes::told(&all).into(),
            terms: terms.into(),
            sentences: Sentences::of(all.iter().map(|s| s.span).collect()),
            persons: persons.into(),
            origins: origins.into(),
        }
    }

    /// Bytes that it takes.
    pub fn weight(&self) -> usize {
        let numbers: usize = self.numbers.iter().map(numbers::Sentence::weight).sum();
        let outcomes: usize = self.outcomes.iter().map(outcomes::Told::weight).sum();
        let terms: usize = self.terms.iter().map(terms::Term::weight).sum();
        let persons: usize = self.persons.iter().map(|s| s.weight()).sum();
        let origins: usize = self.origins.iter().map(|o| o.weight()).sum();
        numbers + outcomes + terms + self.sentences.weight() + persons + origins
    }
}
