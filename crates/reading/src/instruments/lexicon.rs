//! `lexicon/instruments.toml`, as the reading of instruments asks it.

use std::collections::HashMap;
use std::sync::LazyLock;

use rapporteur_record::InstrumentKind;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    kinds: Vec<Kind>,
    joined: HashMap<InstrumentKind, Vec<String>>,
    modified: Nouns,
    by_modifier: HashMap<InstrumentKind, Vec<String>>,
    never: Never,
    in_force: Modifiers,
    pub versions: Vec<String>,
    pub before: Vec<String>,
    pub pointing: Vec<String>,
    indefinite: Vec<String>,
    definite: Vec<String>,
}

/// Nouns of one kind.
#[derive(Deserialize)]
pub(super) struct Kind {
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

#[derive(Deserialize)]
struct Never {
    modifiers: Vec<String>,
    of: Vec<String>,
    resolved: Vec<String>,
}

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

    /// Whether a noun is an instrument only with a modifier or complement.
    pub fn needs_modifier(&self, noun: &str) -> bool {
        self.modified.nouns.iter().any(|n| n == noun)
    }

    /// Whether a modifier makes the noun something else.
    pub fn excluded(&self, noun: &str, modifiers: &[String]) -> bool {
        modifiers.iter().any(|m| self.never.modifiers.contains(m))
            || (self.never.of.iter().any(|n| n == noun) && modifiers.is_empty())
    }

    /// Whether the noun names what becomes of the thing that it is of ("the resolution of the conflict").
    pub fn resolves(&self, noun: &str) -> bool {
        self.never.resolved.iter().any(|n| n == noun)
    }

    /// Whether a modifier says that it is in force.
    pub fn in_force(&self, modifiers: &[String]) -> bool {
        modifiers.iter().any(|m| self.in_force.modifiers.contains(m))
    }

    /// "any agreement".
    pub fn is_indefinite(&self, word: &str) -> bool {
        self.indefinite.iter().any(|w| w == word)
    }

    /// "the agreement".
    pub fn is_definite(&self, word: &str) -> bool {
        self.definite.iter().any(|w| w == word)
    }
}

/// The words that ship.
pub(super) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        toml::from_str(include_str!("../../../../lexicon/instruments.toml"))
            .expect("the shipped lexicon/instruments.toml is read by a test")
    });
    &WORDS
}
