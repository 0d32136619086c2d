//! The words of `lexicon/parties.toml`, ready to be looked up.

use std::collections::{HashMap, HashSet};

use crate::table::Table;
use rapporteur_record::{Country, PartyKind};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    holders: Vec<Entry>,
    bodies: Vec<Entry>,
    names: Vec<Entry>,
    sides: Sides,
    not_names: Words,
    openers: Words,
    honorifics: Honorifics,
    particles: Words,
    title_modifiers: Words,
    speech: Words,
    meeting: Words,
    leading: Words,
    helping: Words,
    personal: Words,
    weak: Words,
    title_tails: Words,
    trailing: Words,
    gendered: Gendered,
    synonyms: Synonyms,
    domestic: Domestic,
    locating: Locating,
    communities: Communities,
    powers: Powers,
    heads: Heads,
    unattached: Words,
    fighters: Words,
    sent: Sent,
    /// Words that tell an office.
    pub told: Told,
    of_one_state: HashMap<String, Country>,
}

/// Words that tell an office, or for whom somebody acts.
#[derive(Deserialize)]
pub struct Told {
    /// What somebody is who does this to a body: who heads it is its head.
    pub titles: HashMap<String, String>,
    /// Verbs by which somebody gets an office: "appoint".
    pub appointing: HashSet<String>,
    /// Verbs whose subject holds the office that they tell: "serve as".
    pub serving: HashSet<String>,
    /// Nouns for an office that say with "of" which: "the post of".
    pub posts: HashSet<String>,
    /// Verbs by which somebody acts for others: "spoke for Israel".
    pub standing_for: HashSet<String>,
    /// What somebody does who declares what others stand for: "reiterated the UK's commitment".
    pub declaring: HashSet<String>,
    /// What they stand for: "commitment".
    pub declared: HashSet<String>,
}

#[derive(Deserialize)]
struct Synonyms {
    nouns: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Communities {
    minority: HashSet<String>,
    civic: HashSet<String>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    id: String,
    kind: PartyKind,
    sector: Vec<String>,
    #[serde(default)]
    anaphor: bool,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Words {
    words: HashSet<String>,
}

#[derive(Deserialize)]
struct Sides {
    words: HashSet<String>,
    pair: HashSet<String>,
    always: HashSet<String>,
    standing: HashSet<String>,
    several: HashMap<String, usize>,
}

/// What makes states of "powers".
#[derive(Deserialize)]
struct Powers {
    noun: String,
    before: HashSet<String>,
    wholes: HashMap<String, HashSet<String>>,
}

/// Those who are sent to others.
#[derive(Deserialize)]
struct Sent {
    words: HashSet<String>,
    special: HashSet<String>,
}

/// Bodies that each state has.
#[derive(Deserialize)]
struct Domestic {
    words: HashSet<String>,
    names: HashSet<String>,
}

/// Titles of the head of one body.
#[derive(Deserialize)]
struct Heads {
    titles: HashSet<String>,
    own: HashSet<String>,
    of: String,
}

#[derive(Deserialize)]
struct Honorifics {
    reigning: HashSet<String>,
    ranks: HashSet<String>,
    male: HashSet<String>,
    female: HashSet<String>,
    either: HashSet<String>,
}

#[derive(Deserialize)]
struct Gendered {
    male: HashSet<String>,
    female: HashSet<String>,
}

#[derive(Deserialize)]
struct Locating {
    words: HashSet<String>,
    moving: HashSet<String>,
    motion: HashSet<String>,
}

/// What the lexicon says of a word for a person or a group.
#[derive(Debug, Clone)]
pub(crate) struct Sort {
    /// The entry's id, for `made_by`.
    pub id: String,
    /// What a party so called is.
    pub kind: PartyKind,
    /// PLOVER agent codes.
    pub sector: Vec<String>,
    /// Whether one person holds it.
    pub holder: bool,
    /// Whether the word only points back at a party named before ("the group").
    pub anaphor: bool,
}

/// Whom an honorific may stand before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    Male,
    Female,
    Either,
}

/// All of `lexicon/parties.toml`.
#[derive(Deserialize)]
#[serde(from = "File")]
pub(crate) struct Lexicon {
    nouns: HashMap<String, Sort>,
    names: HashMap<String, (PartyKind, Vec<String>)>,
    sides: Sides,
    not_names: HashSet<String>,
    openers: HashSet<String>,
    honorifics: Honorifics,
    particles: HashSet<String>,
    title_modifiers: HashSet<String>,
    speech: HashSet<String>,
    meeting: HashSet<String>,
    leading: HashSet<String>,
    helping: HashSet<String>,
    personal: HashSet<String>,
    weak: HashSet<String>,
    title_tails: HashSet<String>,
    trailing: HashSet<String>,
    synonyms: Vec<Vec<String>>,
    domestic: Domestic,
    gendered: Gendered,
    locating: Locating,
    communities: Communities,
    powers: Powers,
    heads: Heads,
    unattached: HashSet<String>,
    fighters: HashSet<String>,
    sent: Sent,
    /// Words that tell an office, or for whom somebody acts.
    pub told: Told,
    of_one_state: HashMap<String, Country>,
}

pub(crate) static TABLE: Table<Lexicon> = Table::new("parties", include_str!("../../../../lexicon/parties.toml"));

impl From<File> for Lexicon {
    fn from(file: File) -> Self {
        let mut nouns = HashMap::new();
        for (entries, holder) in [(&file.holders, true), (&file.bodies, false)] {
            for e in entries {
                let sort =
                    Sort { id: e.id.clone(), kind: e.kind, sector: e.sector.clone(), holder, anaphor: e.anaphor };
                for w in &e.words {
                    nouns.entry(w.clone()).or_insert_with(|| sort.clone());
                }
            }
        }
        let names =
            (file.names.iter()).flat_map(|e| e.words.iter().map(|w| (w.clone(), (e.kind, e.sector.clone())))).collect();
        Self {
            nouns,
            names,
            sides: file.sides,
            not_names: file.not_names.words,
            openers: file.openers.words,
            honorifics: file.honorifics,
            particles: file.particles.words,
            title_modifiers: file.title_modifiers.words,
            speech: file.speech.words,
            meeting: file.meeting.words,
            leading: file.leading.words,
            helping: file.helping.words,
            personal: file.personal.words,
            weak: file.weak.words,
            title_tails: file.title_tails.words,
            trailing: file.trailing.words,
            synonyms: file.synonyms.nouns,
            domestic: file.domestic,
            gendered: file.gendered,
            locating: file.locating,
            communities: file.communities,
            powers: file.powers,
            heads: file.heads,
            unattached: file.unattached.words,
            fighters: file.fighters.words,
            sent: file.sent,
            told: file.told,
            of_one_state: file.of_one_state,
        }
    }
}

impl Lexicon {
    /// What the lexicon says of words for parties.
    pub fn get() -> &'static Lexicon {
        &TABLE
    }

    /// The id of the body whose head alone goes by this title without a word on what it is of.
    pub fn headed(&self, title: &str) -> Option<&str> {
        let shared = self.heads.titles.contains(&title.to_lowercase());
        self.only_headed(title).or(shared.then_some(self.heads.of.as_str()))
    }

    /// The same of titles that no other body has: "Under-Secretary-General".
    pub fn only_headed(&self, title: &str) -> Option<&str> {
        self.heads.own.contains(&title.to_lowercase()).then_some(self.heads.of.as_str())
    }

    /// The id of the body of all nations.
    pub fn world_body(&self) -> &str {
        &self.heads.of
    }

    /// Whether it is a noun for those who do not act for whom they are of: a rival, a mediator.
    pub fn is_unattached(&self, noun: &str) -> bool {
        self.unattached.contains(noun)
    }

    /// Whether it is a noun for the fighters of whichever group a report is about: "rebels", not "gunmen".
    pub fn is_fighter(&self, noun: &str) -> bool {
        self.fighters.contains(noun)
    }

    /// Whether it is a noun for those who are sent to others: an ambassador to the United Nations.
    pub fn is_sent_to(&self, noun: &str) -> bool {
        self.sent.words.contains(noun)
    }

    /// Whether the word makes the title of one who is sent out of his office: "special".
    pub fn is_mission_word(&self, word: &str) -> bool {
        self.sent.special.contains(word)
    }

    /// Whether a word of a name says that the body is one that each state has: "Ministry".
    pub fn is_own_body(&self, word: &str) -> bool {
        self.domestic.names.contains(word)
    }

    /// Whether the word makes a people's name that of a part of another country's people: "ethnic".
    pub fn is_minority(&self, word: &str) -> bool {
        self.communities.minority.contains(word)
    }

    /// Whether a people's name is one of citizens who are told apart by what stands before it: "Cypriot".
    pub fn is_civic(&self, lemma: &str) -> bool {
        self.communities.civic.contains(&lemma.to_lowercase())
    }

    /// The sort of party that a common noun stands for.
    pub fn noun(&self, lemma: &str) -> Option<&Sort> {
        self.nouns.get(lemma)
    }

    /// Whether this noun is an office or a task that a person holds.
    pub fn is_holder(&self, lemma: &str) -> bool {
        self.noun(lemma).is_some_and(|s| s.holder)
    }

    /// What a word inside a name says about the thing named.
    pub fn name_word(&self, word: &str) -> Option<&(PartyKind, Vec<String>)> {
        self.names.get(word)
    }

    /// Words for the sides of a dispute.
    pub fn is_side(&self, lemma: &str) -> bool {
        self.sides.words.contains(lemma)
    }

    /// How many more than two a number means: "the three presidents".
    pub fn several(&self, number: &str) -> Option<usize> {
        self.sides.several.get(number).copied()
    }

    /// Words that make a noun mean all sides: "both", "two".
    pub fn is_pair(&self, word: &str) -> bool {
        self.sides.pair.contains(word)
    }

    /// Whether a noun is a state only behind certain words: "six world powers".
    pub fn is_power(&self, lemma: &str) -> bool {
        self.powers.noun == lemma
    }

    /// Whether a word before it makes it one.
    pub fn makes_power(&self, word: &str) -> bool {
        self.powers.before.contains(word)
    }

    /// The words that make a noun mean the world at large: "the international community".
    pub fn whole(&self, lemma: &str) -> Option<&HashSet<String>> {
        self.powers.wholes.get(lemma)
    }

    /// Words for those who stand against each other throughout a report.
    pub fn is_standing(&self, lemma: &str) -> bool {
        self.sides.standing.contains(lemma)
    }

    /// Words that mean a side without such a word.
    pub fn always_side(&self, lemma: &str) -> bool {
        self.sides.always.contains(lemma)
    }

    /// Capitalised words that are part of no name of a party.
    pub fn never_name(&self, word: &str) -> bool {
        self.not_names.contains(word)
    }

    /// Common words that are capitalised at the start of a sentence.
    pub fn is_opener(&self, word: &str) -> bool {
        self.openers.contains(word)
    }

    /// Whom an honorific stands before.
    pub fn honorific(&self, word: &str) -> Option<Gender> {
        let h = &self.honorifics;
        [(&h.male, Gender::Male), (&h.female, Gender::Female), (&h.either, Gender::Either)]
            .into_iter()
            .find(|(words, _)| words.contains(word))
            .map(|(_, gender)| gender)
    }

    /// Whether it is the title of one who reigns and goes by a first name: "King Hussein".
    pub fn reigns(&self, word: &str) -> bool {
        self.honorifics.reigning.contains(word)
    }

    /// Whether an honorific is an office or a rank too: "Gen.", "Sen.".
    pub fn is_rank(&self, word: &str) -> bool {
        self.honorifics.ranks.contains(word)
    }

    /// The state that alone has an office of this name.
    pub fn state_of_title(&self, title: &str) -> Option<Country> {
        self.of_one_state.get(&title.to_lowercase()).copied()
    }

    /// Whether two nouns name the same office: "king", "monarch".
    pub fn same_office(&self, one: &str, other: &str) -> bool {
        one == other || self.synonyms.iter().any(|s| s.iter().any(|n| n == one) && s.iter().any(|n| n == other))
    }

    /// Nouns for bodies that are those of the report's own country where it does not say whose they are: "the army".
    pub fn is_domestic(&self, lemma: &str) -> bool {
        self.domestic.words.contains(lemma)
    }

    /// Whom a title or a word for kin can only mean.
    pub fn gender(&self, noun: &str) -> Option<Gender> {
        if self.gendered.male.contains(noun) {
            return Some(Gender::Male);
        }
        self.gendered.female.contains(noun).then_some(Gender::Female)
    }

    /// Verbs whose agent brings others together: "brokered by".
    pub fn helps(&self, lemma: &str) -> bool {
        self.helping.contains(lemma)
    }

    /// Things that only a person has: a death, a speech, a wife.
    pub fn is_personal(&self, lemma: &str) -> bool {
        self.personal.contains(lemma)
    }

    /// Nouns that speak of a person only with an owner beside them: "head", "member".
    pub fn is_weak(&self, lemma: &str) -> bool {
        self.weak.contains(lemma)
    }

    /// Lower-case words inside names of people.
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }

    /// Words that stand between a title's noun and its beginning.
    pub fn is_title_modifier(&self, word: &str) -> bool {
        self.title_modifiers.contains(word)
    }

    /// Words that end a title after "of": "chief of staff".
    pub fn is_title_tail(&self, word: &str) -> bool {
        self.title_tails.contains(word)
    }

    /// Nouns that follow the noun of a title: "secretary general".
    pub fn trails(&self, lemma: &str) -> bool {
        self.trailing.contains(lemma)
    }

    /// Verbs whose subject is someone who speaks.
    pub fn is_speech(&self, lemma: &str) -> bool {
        self.speech.contains(lemma)
    }

    /// Verbs that set a subject and an object against or beside each other.
    pub fn sets_against(&self, lemma: &str) -> bool {
        self.meeting.contains(lemma)
    }

    /// Verbs whose agent heads a group: "rebels led by".
    pub fn leads(&self, lemma: &str) -> bool {
        self.leading.contains(lemma)
    }

    /// Prepositions after which a capital is a place.
    pub fn is_locating(&self, word: &str) -> bool {
        self.locating.words.contains(word)
    }

    /// Prepositions after which a capital is a place if the verb is one of going.
    pub fn is_moving(&self, word: &str) -> bool {
        self.locating.moving.contains(word)
    }

    /// Verbs of going somewhere.
    pub fn is_motion(&self, lemma: &str) -> bool {
        self.locating.motion.contains(lemma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_can_be_read() {
        let lexicon = Lexicon::get();
        assert_eq!(lexicon.noun("rebel").map(|s| s.kind), Some(PartyKind::ArmedGroup));
        assert_eq!(lexicon.honorific("mrs"), Some(Gender::Female));
    }
}
