//! The phrases by which texts are compared, as words in their order.

use crate::{
    lexicon::{Known, Outcome, Thing},
    naming::Words,
    stems::Stems,
};

/// A phrase that tells what has become of a thing.
pub struct Phrase {
    /// Its words.
    pub pattern: Pattern,
    /// What it tells.
    pub outcome: Outcome,
    /// Where the thing stands.
    pub thing: Thing,
    /// A sentence and its thing, for the test.
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: String,
}

/// A part of a phrase.
pub enum Part {
    /// One of these words.
    Words(Vec<Known>),
    /// Up to four words.
    Gap,
}

/// Words in their order.
pub struct Pattern(pub Vec<Part>);

impl Pattern {
    /// From which word to which it stands in a clause.
    pub fn find(&self, clause: &[Known]) -> Option<(usize, usize)> {
        (0..clause.len()).find_map(|start| Some((start, self.at(clause, start)?)))
    }

    /// The words that it can begin with.
    pub fn first(&self) -> impl Iterator<Item = &Known> {
        self.0
            .iter()
            .take(1)
            .filter_map(|part| if let Part::Words(words) = part { Some(words) } else { None })
            .flatten()
    }

    /// Where it ends that begins at a word.
    pub fn at(&self, clause: &[Known], start: usize) -> Option<usize> {
        const GAP: usize = 4;
        let mut at = start;
        let mut gap = 0;
        for part in &self.0 {
            let Part::Words(words) = part else {
                gap = GAP;
                continue;
            };
            at += clause.get(at..)?.iter().take(gap + 1).position(|w| words.contains(w))? + 1;
            gap = 0;
        }
        Some(at)
    }
}

impl Phrase {
    /// From which word to which it stands in a clause.
    pub fn find(&self, clause: &[Known]) -> Option<(usize, usize)> {
        self.pattern.find(clause)
    }
}

/// What cannot be said of one person on one occasion.
pub struct Conduct {
    /// Whether it is said of an occasion, as those who take part in a meeting do it.
    pub occasion: bool,
    /// The phrases, and what each tells.
    pub phrases: Vec<(Pattern, Does)>,
    /// A sentence with each.
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: [String; 2],
}

/// What a phrase tells of someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// They do it.
    It,
    /// They do the opposite.
    Not,
    /// They do the opposite where it is negated, and else nothing is told.
    NotWhereNegated,
}

/// What someone is named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// It was their idea.
    Idea,
    /// They brought the sides together.
    Mediation,
}

/// A phrase that tells whose idea something was or who mediated it: what stands before the name, and what behind it.
pub struct Origin {
    /// Which of these.
    pub of: Of,
    /// Before the name.
    pub before: Pattern,
    /// Behind it; nothing where the name comes last.
    pub after: Pattern,
    /// A sentence and whose idea it tells, for the test.
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: String,
}

impl Origin {
    /// From which word to which the one stands whose idea it was.
    pub fn find(&self, words: &Words) -> Option<(usize, usize)> {
        const LONG: usize = 8;
        (0..words.known.len()).find_map(|start| {
            let from = self.before.at(&words.known, start)?;
            if self.after.0.is_empty() {
                let to = words.clause_end(from.checked_sub(1)?).min(from + LONG);
                return (from < to).then_some((from, to));
            }
            let last = words.known.len().min(from + LONG);
            let to = (from + 1..last).find(|to| self.after.at(&words.known, *to).is_some())?;
            Some((from, to))
        })
    }
}

/// Terms that exclude each other: a vote is by a simple majority or by two thirds.
pub struct Terms {
    /// Words of which the sentence must have one, as stems; any where there are none.
    pub of: Stems,
    /// The phrases, and which of the sides each tells.
    pub phrases: Vec<(Pattern, usize)>,
    /// A sentence with each side.
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: Vec<String>,
}

impl Terms {
    /// The one side that phrases tell that stand from one word to another; none where they tell of several. "Not legally
    /// binding" is not "legally binding".
    pub fn side(&self, all: &[((usize, usize), usize)]) -> Option<usize> {
        let within =
            |(a, b): (usize, usize)| all.iter().any(|((from, to), _)| *from <= a && b <= *to && to - from > b - a);
        let mut told = all.iter().filter(|(at, _)| !within(*at)).map(|(_, side)| *side);
        let first = told.next()?;
        told.all(|side| side == first).then_some(first)
    }
}
