//! Sets of stems that are compared again and again: sorted and packed, so that thousands of sentences take little room.

use std::cell::RefCell;

use rust_stemmers::{Algorithm, Stemmer};

use crate::{maps::HashMap, sketch};

/// Words whose stems a thread knows at most.
const KNOWN: usize = 50_000;

thread_local! {
    /// Texts use the same words again and again, and to stem one takes longer than to look it up.
    static STEMS: RefCell<HashMap<Box<str>, u16>> = RefCell::default();
}

/// The stem of a word, as sets of words hold it.
pub fn stem(word: &str) -> u16 {
    STEMS.with_borrow_mut(|known| {
        if let Some(stem) = known.get(word) {
            return *stem;
        }
        let stem = sketch::stable(&[&Stemmer::create(Algorithm::English).stem(word)]) as u16;
        if known.len() == KNOWN {
            known.clear();
        }
        known.insert(word.into(), stem);
        stem
    })
}

/// Stems, each once, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stems(Box<[u16]>);

impl Stems {
    /// Whether a stem is among them.
    pub fn contains(&self, stem: u16) -> bool {
        self.0.binary_search(&stem).is_ok()
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = u16> + '_ {
        self.0.iter().copied()
    }

    /// Those that both have.
    pub fn shared<'a>(&'a self, other: &'a Stems) -> impl Iterator<Item = u16> + 'a {
        let (mut a, mut b) = (&*self.0, &*other.0);
        std::iter::from_fn(move || {
            while let ([x, after_x @ ..], [y, after_y @ ..]) = (a, b) {
                if x <= y {
                    a = after_x;
                }
                if y <= x {
                    b = after_y;
                }
                if x == y {
                    return Some(*x);
                }
            }
            None
        })
    }

    /// Whether they have none in common.
    pub fn is_disjoint(&self, other: &Stems) -> bool {
        self.shared(other).next().is_none()
    }

    /// Bytes that they take besides themselves.
    pub fn weight(&self) -> usize {
        size_of_val(&*self.0)
    }
}

impl FromIterator<u16> for Stems {
    fn from_iter<I: IntoIterator<Item = u16>>(all: I) -> Self {
        let mut all: Vec<u16> = all.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        Stems(all.into_boxed_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_compared_as_sets() {
        let of = |all: &[u16]| all.iter().copied().collect::<Stems>();
        let (a, b) = (of(&[7, 3, 3, 9]), of(&[9, 1, 3, 8]));
        assert_eq!((a.len(), a.shared(&b).collect::<Vec<_>>()), (3, vec![3, 9]));
        assert!(a.contains(7) && !a.contains(8) && !a.is_disjoint(&b) && a.is_disjoint(&of(&[1, 8])));
        assert!(of(&[]).is_empty() && of(&[]).is_disjoint(&a));
    }
}
