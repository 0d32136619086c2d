//! The parties found so far, while they are being put together.

use std::collections::BTreeMap;
use std::ops::Range;

use rapporteur_record::{Country, PartyKind};

use super::lexicon::Gender;
use super::roles::Office;

/// A party in the making.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub name: String,
    /// How many words its best name has; unnamed parties have none.
    pub weight: usize,
    pub aliases: Vec<String>,
    pub kind: PartyKind,
    pub country: Option<Country>,
    /// Whether the country is settled, also when there is none (a person of the United Nations).
    pub settled: bool,
    pub sector: Vec<String>,
    pub roles: Vec<Office>,
    /// Words of its mentions, each with the word that stands for it in the tree.
    pub mentions: Vec<(Range<usize>, usize)>,
    pub gender: Option<Gender>,
    pub plural: bool,
    pub id: Option<String>,
    /// Lemma of the noun that an unnamed party is called by.
    pub noun: Option<String>,
    pub made_by: String,
}

impl Member {
    pub fn new(name: &str, kind: PartyKind, made_by: &str) -> Self {
        Member {
            name: name.to_owned(),
            weight: 0,
            aliases: vec![],
            kind,
            country: None,
            settled: false,
            sector: vec![],
            roles: vec![],
            mentions: vec![],
            gender: None,
            plural: false,
            id: None,
            noun: None,
            made_by: made_by.to_owned(),
        }
    }

    /// Whether it is one named person.
    pub fn is_person(&self) -> bool {
        self.kind == PartyKind::Person
    }

    /// Whether it could be called "they": a group or body.
    pub fn is_group(&self) -> bool {
        let one_holder = self.noun.is_some() && self.made_by.starts_with("holder");
        self.plural || !(one_holder || matches!(self.kind, PartyKind::Person | PartyKind::Office))
    }
}

/// All of them, and which words stand for which.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub members: Vec<Member>,
    pub at: BTreeMap<usize, Vec<usize>>,
    /// Countries named as places: words, and the word that stands for them in the tree.
    pub places: Vec<(Country, Range<usize>, usize)>,
}

impl Cast {
    /// Takes a new member in.
    pub fn add(&mut self, member: Member) -> usize {
        self.members.push(member);
        self.members.len() - 1
    }

    /// Notes that these words, hanging on `head`, stand for a member.
    pub fn mention(&mut self, member: usize, words: Range<usize>, head: usize) {
        let there = self.at.entry(head).or_default();
        if !there.contains(&member) {
            there.push(member);
            self.members[member].mentions.push((words, head));
        }
    }

    /// Notes a further word that leads to a member, without a mention of its own.
    pub fn point(&mut self, member: usize, word: usize) {
        let there = self.at.entry(word).or_default();
        if !there.contains(&member) {
            there.push(member);
        }
    }

    /// Whom a word stands for.
    pub fn whom(&self, word: usize) -> &[usize] {
        self.at.get(&word).map_or(&[], Vec::as_slice)
    }

    /// Notes another name; the fullest is the name.
    pub fn name(&mut self, member: usize, name: &str, weight: usize) {
        let m = &mut self.members[member];
        if m.name == name {
            m.weight = m.weight.max(weight);
        } else if weight > m.weight {
            let old = std::mem::replace(&mut m.name, name.to_owned());
            m.weight = weight;
            m.aliases.retain(|a| a != name);
            m.aliases.push(old);
        } else if !m.aliases.iter().any(|a| a == name) {
            m.aliases.push(name.to_owned());
        }
    }

    /// The first member for which this holds.
    pub fn find(&self, holds: impl Fn(&Member) -> bool) -> Option<usize> {
        self.members.iter().position(holds)
    }

    /// The only member for which this holds.
    pub fn only(&self, holds: impl Fn(&Member) -> bool) -> Option<usize> {
        let mut all = (0..self.members.len()).filter(|m| holds(&self.members[*m]));
        let first = all.next()?;
        all.next().is_none().then_some(first)
    }

    /// Members mentioned before a word, the latest mention first; each with the word.
    pub fn before(&self, word: usize) -> impl Iterator<Item = (usize, &[usize])> {
        self.at.range(..word).rev().map(|(w, m)| (*w, m.as_slice()))
    }
}
