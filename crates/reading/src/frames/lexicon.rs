//! `lexicon/frames/*.toml`: which predicates with which arguments name which act.
//!
//! A `[[frame]]` says what its words have in common: the part of speech, what they feed (an event's type and mode, a
//! meeting, a stance, a step of an instrument, a change of control) and which arguments act and receive. Each of its
//! words is a pattern with an example:
//!
//! ```toml
//! "call for"              = "Norway called for an end to the fighting. = NOR"   # particle or preposition
//! "break off +talk|$ties" = "Iran broke off the talks."                         # object
//! "telephone +@person"    = "Nigeria telephoned the rebel leader."              # an object that is somebody
//! "seize +$land|@place"    = "Mali seized Kidal. = MLI"                         # @place: the name of any place
//! "arrive <$forces"         = "Cuban troops arrived in Angola. = CUB"           # subject
//! "call =$slurs"         = "Mali called the accord a sham."                    # what the object is called
//! "call into:question"    = "Oslo called into question Rome's motives."         # preposition and noun
//! "agree >to"             = "Chad agreed to withdraw. = TCD"                    # complement: >to >that >base >ing
//! "fail >to:agree|keep"   = "Chad failed to keep its word. = TCD"               # a complement with one of these verbs
//! "release +@party"       = "Iran released fifteen Britons. = IRN > GBR"          # an object that is a party
//! "stall +@any"           = "Mali stalled the plan. = MLI"                      # any object
//! "demonstrate -object"   = "Greek students demonstrated. = Greek students"     # no object
//! "@place"                = "Peru's envoy was in Chile on Monday. = PER > CHL"   # somebody who is at a place
//! "call on:@person -to"   = "Oslo's envoy called on Alassane Ouattara."        # someone; no infinitive behind it
//! ```
//!
//! After ` = ` stand the actors and, after ` > `, the recipients of the example, by country code or name.

use std::collections::HashMap;
use std::str::FromStr;

use rapporteur_record::{ControlChange, EventType, Stance, Step};
use serde::Deserialize;

use super::arguments::Source;

/// The files that ship, by name.
macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../lexicon/frames/", $name)))),*]
    };
}
const SHIPPED: &[(&str, &str)] = shipped![
    "sets.toml",
    "accuse.toml",
    "agree.toml",
    "aid.toml",
    "assault.toml",
    "coerce.toml",
    "concede.toml",
    "consult.toml",
    "control.toml",
    "cooperate.toml",
    "instruments.toml",
    "mobilize.toml",
    "positions.toml",
    "protest.toml",
    "reject.toml",
    "request.toml",
    "retreat.toml",
    "sanction.toml",
    "support.toml",
    "threaten.toml",
    "visits.toml",
    "idioms.toml",
];

/// What a frame's words have in common.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Name, unique in the lexicon.
    pub id: String,
    /// Part of speech of the pattern's first word.
    pub pos: Pos,
    /// PLOVER's type, where it is an event.
    #[serde(rename = "type")]
    pub kind: Option<EventType>,
    /// PLOVER's mode.
    pub mode: Option<String>,
    /// Where the actor stands on what the content is about.
    pub stance: Option<Stance>,
    /// What becomes of the instrument among its arguments.
    pub step: Option<Step>,
    /// What becomes of the territory among its arguments.
    pub change: Option<ControlChange>,
    /// Whether it is an encounter.
    #[serde(default)]
    pub meeting: bool,
    /// Whether what its content tells is a fact all the same ("condemned the attack").
    #[serde(default)]
    pub factive: bool,
    /// Whether both sides act.
    #[serde(default)]
    pub mutual: bool,
    /// Whether the noun names the act only with a verb that lends it its subject: "gave assurances", not "despite its
    /// assurances".
    #[serde(default)]
    pub light: bool,
    /// Whether it is an act only towards someone ("warned Japan").
    #[serde(default)]
    pub directed: bool,
    /// Who acts: the first of these that is a party.
    #[serde(default)]
    pub actor: Vec<Source>,
    /// Whom it is done to.
    #[serde(default)]
    pub recipient: Vec<Source>,
    /// What is demanded, refused, agreed to.
    #[serde(default)]
    pub content: Vec<Source>,
    /// What it is instead when it is negated ("did not accept").
    pub negated: Option<Turned>,
    /// Patterns, each with its example.
    pub words: HashMap<String, String>,
}

impl Frame {
    /// Whether nobody acts but whoever says it.
    pub fn is_spoken(&self) -> bool {
        !self.actor.is_empty() && self.actor.iter().all(Source::is_speaker)
    }

    /// Whether its words only look like an act: "a demonstration of unity" tells of none.
    pub fn is_idiom(&self) -> bool {
        let told = self.kind.is_some() || self.stance.is_some() || self.step.is_some() || self.change.is_some();
        !told && !self.meeting && self.negated.is_none()
    }
}

/// What a negated frame comes to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turned {
    /// PLOVER's type.
    #[serde(rename = "type")]
    pub kind: Option<EventType>,
    /// PLOVER's mode.
    pub mode: Option<String>,
    /// Where the actor stands.
    pub stance: Option<Stance>,
}

/// Part of speech of a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pos {
    /// "accuse"
    Verb,
    /// "accusation"
    Noun,
    /// "ready"
    Adjective,
    /// Where somebody is: "was in Cairo on Sunday", "are at the table".
    Place,
}

/// A part of a pattern after its first word.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// A particle, or an oblique with this preposition.
    Particle(String),
    /// An object (of a noun: what it is of, or is compounded with) with one of these lemmas.
    Object(Vec<String>),
    /// An object that stands for a person or office.
    Someone,
    /// A noun or adjective that the object is called.
    Called(Vec<String>),
    /// A subject with one of these lemmas.
    Subject(Vec<String>),
    /// An oblique with this preposition and one of these lemmas.
    Oblique(String, Vec<String>),
    /// A complement clause.
    Complement(Complement),
    /// A complement clause with one of these verbs.
    Doing(Complement, Vec<String>),
    /// An object that is a party.
    Party,
    /// Some object.
    Transitive,
    /// No object.
    Intransitive,
    /// No infinitive behind it.
    Aimless,
}

/// How a complement clause is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Complement {
    /// "to withdraw"
    To,
    /// "that it will withdraw"
    That,
    /// "that it withdraw", "that it should withdraw"
    Base,
    /// "withdrawing"
    Ing,
}

/// A pattern of the lexicon.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Which frame.
    pub frame: usize,
    /// As written.
    pub key: String,
    /// What must stand around the first word.
    pub conditions: Vec<Condition>,
    /// The example, and what it must come to.
    pub example: String,
}

impl Pattern {
    /// How much it asks of a word's surroundings: named nouns more than a preposition alone.
    fn demands(&self) -> usize {
        let of = |c: &Condition| match c {
            Condition::Transitive | Condition::Intransitive | Condition::Aimless => 0,
            Condition::Particle(_) | Condition::Complement(_) => 2,
            Condition::Object(_)
            | Condition::Subject(_)
            | Condition::Called(_)
            | Condition::Someone
            | Condition::Party
            | Condition::Oblique(..) => 3,
            Condition::Doing(..) => 4,
        };
        self.conditions.iter().map(of).sum()
    }
}

/// The frames and their patterns by first lemma.
#[derive(Debug, Clone, Default)]
pub struct Frames {
    frames: Vec<Frame>,
    patterns: HashMap<String, Vec<Pattern>>,
    /// Verbs that lend their subject to the noun they go with ("launched an attack").
    light: Vec<String>,
    /// Nouns that count another ("a third day of talks").
    transparent: Vec<String>,
    /// Irregular forms of verbs that the tagger's lemmas miss: "overran".
    irregular: HashMap<String, String>,
    /// Nouns that say of the noun before them only in what shape it comes ("an aid programme").
    carriers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    light_verbs: Vec<String>,
    #[serde(default)]
    irregular: HashMap<String, String>,
    #[serde(default)]
    transparent: Vec<String>,
    #[serde(default)]
    carriers: Vec<String>,
    #[serde(default)]
    sets: HashMap<String, Vec<String>>,
    #[serde(default)]
    frame: Vec<Frame>,
}

impl Frames {
    /// The lexicon that ships.
    pub fn shipped() -> Result<Self, String> {
        Self::of(SHIPPED.iter().copied())
    }

    /// The lexicon that ships with these files laid over it.
    pub fn with<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, String> {
        Self::of(SHIPPED.iter().copied().chain(files))
    }

    /// Whether a file holds frames, or what frames are made of. One that cannot be read is taken for such a file.
    pub fn are_in(toml: &str) -> bool {
        let own = ["frame", "sets", "light_verbs", "irregular", "transparent", "carriers"];
        toml.parse::<toml::Table>().map_or(true, |file| file.keys().any(|key| own.contains(&key.as_str())))
    }

    /// Frames of these files (name and TOML), later ones over earlier ones: a frame with a known id takes its place.
    pub fn of<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, String> {
        let (mut out, mut sets) = (Self::default(), HashMap::new());
        let mut from: Vec<&str> = vec![];
        for (name, toml) in files {
            let file: File = toml::from_str(toml).map_err(|e| format!("{name}: {e}"))?;
            sets.extend(file.sets);
            out.light.extend(file.light_verbs);
            out.irregular.extend(file.irregular);
            out.transparent.extend(file.transparent);
            out.carriers.extend(file.carriers);
            for frame in file.frame {
                match out.frames.iter().position(|f| f.id == frame.id) {
                    Some(i) => (out.frames[i], from[i]) = (frame, name),
                    None => {
                        out.frames.push(frame);
                        from.push(name);
                    }
                }
            }
        }
        for (i, frame) in out.frames.iter().enumerate() {
            for (key, example) in &frame.words {
                let (lemma, conditions) = conditions(key, &sets)
                    .map_err(|e| format!("{}: frame {:?}, pattern {key:?}: {e}", from[i], frame.id))?;
                let pattern = Pattern { frame: i, key: key.clone(), conditions, example: example.clone() };
                out.patterns.entry(lemma).or_default().push(pattern);
            }
        }
        for list in out.patterns.values_mut() {
            list.sort_by(|x, y| y.demands().cmp(&x.demands()).then(x.key.cmp(&y.key)));
        }
        Ok(out)
    }

    /// The patterns that begin with this lemma, the most demanding first.
    pub fn patterns(&self, lemma: &str) -> &[Pattern] {
        self.patterns.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The frame of a pattern.
    pub fn frame(&self, pattern: &Pattern) -> &Frame {
        &self.frames[pattern.frame]
    }

    /// All patterns, by frame.
    pub fn all(&self) -> impl Iterator<Item = (&Frame, &Pattern)> {
        self.patterns.values().flatten().map(|p| (&self.frames[p.frame], p))
    }

    /// Whether a verb lends its subject to the noun it goes with.
    pub fn is_light(&self, lemma: &str) -> bool {
        self.light.iter().any(|l| l == lemma)
    }

    /// The verb of which this is an irregular form.
    pub fn irregular(&self, form: &str) -> Option<&str> {
        self.irregular.get(form).map(String::as_str)
    }

    /// Whether a noun only counts another.
    pub fn is_transparent(&self, lemma: &str) -> bool {
        self.transparent.iter().any(|l| l == lemma)
    }

    /// Whether a noun only says in what shape the noun before it comes.
    pub fn carries(&self, lemma: &str) -> bool {
        self.carriers.iter().any(|l| l == lemma)
    }
}

fn conditions(key: &str, sets: &HashMap<String, Vec<String>>) -> Result<(String, Vec<Condition>), String> {
    let mut parts = key.split_whitespace();
    let lemma = parts.next().ok_or("it is empty")?.to_string();
    let mut out = vec![];
    for part in parts {
        out.push(match part.split_at(1) {
            ("+", "@person") => Condition::Someone,
            ("+", "@any") => Condition::Transitive,
            ("+", "@party") => Condition::Party,
            ("+", nouns) => Condition::Object(members(nouns, sets)?),
            ("=", names) => Condition::Called(members(names, sets)?),
            ("<", nouns) => Condition::Subject(members(nouns, sets)?),
            (">", form) => match form.split_once(':') {
                Some((form, verbs)) => Condition::Doing(form.parse()?, members(verbs, sets)?),
                None => Condition::Complement(form.parse()?),
            },
            ("-", "object") => Condition::Intransitive,
            ("-", "to") => Condition::Aimless,
            _ => match part.split_once(':') {
                Some((case, nouns)) => Condition::Oblique(case.replace('_', " "), members(nouns, sets)?),
                None => Condition::Particle(part.replace('_', " ")),
            },
        });
    }
    Ok((lemma, out))
}

fn members(nouns: &str, sets: &HashMap<String, Vec<String>>) -> Result<Vec<String>, String> {
    let mut out = vec![];
    for noun in nouns.split('|') {
        match noun.strip_prefix('$') {
            Some(set) => out.extend(sets.get(set).ok_or(format!("there is no set {set:?} in sets.toml"))?.clone()),
            None => out.push(noun.replace('_', " ")),
        }
    }
    Ok(out)
}

impl FromStr for Complement {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        match s {
            "to" => Ok(Self::To),
            "that" => Ok(Self::That),
            "base" => Ok(Self::Base),
            "ing" => Ok(Self::Ing),
            _ => Err(format!("{s:?} is none of: >to, >that, >base, >ing")),
        }
    }
}
