//! `lexicon/instruments.toml`, as the reading of instruments asks it.

use std::collections::HashMap;

use crate::table::Table;
use rapporteur_record::InstrumentKind;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    kinds: Vec<Kind>,
    joined: HashMap<InstrumentKind, Vec<String>>,
    modified: Nouns,
    by_modifier: HashMap<InstrumentKind, Vec<String>>,
    senses: Senses,
    in_force: Modifiers,
    pub versions: Vec<String>,
    pub before: Vec<String>,
    pub pointing: Vec<String>,
    pub known: Vec<String>,
    pub negotiated: Vec<String>,
    introducing: Vec<String>,
    pub makers: Vec<String>,
    pub about: Vec<String>,
    pub with: Vec<String>,
    pub points: Vec<String>,
    numbers: Vec<String>,
    indefinite: Vec<String>,
    definite: Vec<String>,
}

/// Nouns of one kind.
#[derive(Deserialize)]
pub(crate) struct Kind {
    pub kind: InstrumentKind,
    pub family: String,
    nouns: Vec<String>,
}

#[derive(Deserialize)]
struct Nouns {
    nouns: Vec<String>,
}

#[derive(Deserialize)]
struct Modifiers {
    modifiers: Vec<String>,
}

/// What tells a noun's other senses.
#[derive(Deserialize)]
pub(crate) struct Senses {
    pub named: Vec<String>,
    pub resolved: Vec<String>,
    pub intended: Vec<String>,
    pub abstracted: Vec<String>,
    generic: Vec<String>,
    sought: Vec<InstrumentKind>,
    pub papers: Vec<String>,
    made: Vec<String>,
    pub lasting: Vec<String>,
    pub coming: Vec<String>,
    pub plotted: Vec<String>,
    pub framing: Vec<String>,
    pub bodies: Vec<String>,
    alone: Vec<String>,
    never: HashMap<String, Vec<String>>,
    only: HashMap<String, Vec<String>>,
}

/// Modifiers that are never one, whatever the noun.
const ANY: &str = "any";

impl Words {
    /// The kind that a noun names, by itself or by a modifier ("ceasefire agreement", "joint statement").
    pub fn kind(&self, noun: &str, modifiers: &[String]) -> Option<(InstrumentKind, &str)> {
        let own = self.kinds.iter().find(|k| k.nouns.iter().any(|n| n == noun));
        let given = self.by_modifier.iter().filter(|_| own.is_some());
        let given = given.into_iter().find(|(_, list)| modifiers.iter().any(|m| list.contains(m))).map(|(k, _)| *k);
        let joined = || {
            let list = self.joined.iter().find(|(k, _)| k.as_str() == noun);
            list.filter(|(_, list)| modifiers.iter().any(|m| list.contains(m))).map(|(k, _)| *k)
        };
        let kind = given.or(own.map(|k| k.kind)).or_else(joined)?;
        Some((kind, self.family(kind)))
    }

    fn family(&self, kind: InstrumentKind) -> &str {
        self.kinds.iter().find(|k| k.kind == kind).map_or("", |k| k.family.as_str())
    }

    /// Whether the modifiers only say of what sort one should be: "a negotiated settlement".
    pub fn is_sought(&self, kind: InstrumentKind, modifiers: &[String]) -> bool {
        let s = &self.senses;
        // Each modifier stands there as it is written and in its dictionary form.
        let generic = |m: &[String]| m.iter().any(|form| s.generic.contains(form));
        s.sought.contains(&kind) && !modifiers.is_empty() && modifiers.chunks(2).all(generic)
    }

    /// Whether a noun is an instrument only if something has become of it: an appeal, but not a joint statement.
    pub fn must_be_made(&self, noun: &str, kind: InstrumentKind, modifiers: &[String]) -> bool {
        let joined = || self.joined.get(&kind).is_some_and(|list| modifiers.iter().any(|m| list.contains(m)));
        self.senses.made.iter().any(|n| n == noun) && !joined()
    }

    /// Whether a noun is an instrument only with a modifier or complement.
    pub fn needs_modifier(&self, noun: &str) -> bool {
        self.modified.nouns.iter().any(|n| n == noun)
    }

    /// Whether the modifiers make the noun something else.
    pub fn excluded(&self, noun: &str, kind: InstrumentKind, modifiers: &[String]) -> bool {
        let with = |list: &Vec<String>| modifiers.iter().any(|m| list.contains(m));
        let s = &self.senses;
        (kind != InstrumentKind::Sanctions && s.never.get(ANY).is_some_and(with))
            || s.never.get(noun).is_some_and(with)
            || s.only.get(noun).is_some_and(|list| !with(list))
            || (s.alone.iter().any(|n| n == noun) && modifiers.is_empty())
    }

    /// What tells the senses of nouns.
    pub fn senses(&self) -> &Senses {
        &self.senses
    }

    /// 28 of "28", ten of "ten".
    pub fn number(&self, word: &str) -> Option<u32> {
        word.parse().ok().or_else(|| self.numbers.iter().position(|n| n == word).map(|i| i as u32 + 1))
    }

    /// Whether a modifier says that it is in force.
    pub fn in_force(&self, modifiers: &[String]) -> bool {
        modifiers.iter().any(|m| self.in_force.modifiers.contains(m))
    }

    /// "any agreement".
    pub fn is_indefinite(&self, word: &str) -> bool {
        self.indefinite.iter().any(|w| w == word)
    }

    /// "an agreement".
    pub fn introduces(&self, word: &str) -> bool {
        self.introducing.iter().any(|w| w == word)
    }

    /// "the agreement".
    pub fn is_definite(&self, word: &str) -> bool {
        self.definite.iter().any(|w| w == word)
    }
}

pub(crate) static TABLE: Table<Words> = Table::new("instruments", include_str!("../../../../lexicon/instruments.toml"));

/// The words of the lexicon.
pub(super) fn words() -> &'static Words {
    &TABLE
}
