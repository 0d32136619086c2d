//! What a text tells, ready to be compared with what others tell: read once, and compared many times.

use crate::{
    acts::Sentences,
    lexicon::lexicon,
    naming::Words,
    numbers, outcomes,
    sentences::{self, Span},
    terms,
};

/// What a text tells.
pub(crate) struct Compared {
    pub numbers: Box<[numbers::Sentence]>,
    pub outcomes: Box<[outcomes::Told]>,
    pub terms: Box<[terms::Term]>,
    pub sentences: Sentences,
    /// Sentences that may hold a phrase of those that tell of persons, and of those that tell whose idea something was.
    pub of_persons: Box<[Span]>,
    pub of_origins: Box<[Span]>,
}

impl Compared {
    /// Reads a text.
    pub fn of(text: &[char]) -> Self {
        let all = sentences::read(text);
        let (mut of_persons, mut of_origins, mut terms) = (vec![], vec![], vec![]);
        for sentence in &all {
            let words = Words::of(&sentence.text);
            of_persons.extend(words.any(|w| lexicon().conduct_by_word.contains_key(&w)).then_some(sentence.span));
            of_origins.extend(words.any(|w| lexicon().origin_words.contains(&w)).then_some(sentence.span));
            terms.extend(terms::told(sentence, &words));
        }
        Compared {
            numbers: numbers::told(&all).into(),
            outcomes: outcomes::told(&all).into(),
            terms: terms.into(),
            sentences: Sentences::of(all.iter().map(|s| s.span).collect()),
            of_persons: of_persons.into(),
            of_origins: of_origins.into(),
        }
    }

    /// Bytes that it takes.
    pub fn weight(&self) -> usize {
        let numbers: usize = self.numbers.iter().map(numbers::Sentence::weight).sum();
        let outcomes: usize = self.outcomes.iter().map(outcomes::Told::weight).sum();
        let terms: usize = self.terms.iter().map(terms::Term::weight).sum();
        let spans = self.of_persons.len() + self.of_origins.len();
        numbers + outcomes + terms + self.sentences.weight() + spans * size_of::<Span>()
    }
}
