//! `lexicon/meetings.toml`, as the reading of meetings asks it.

use crate::table::Table;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    ordinals: Vec<Vec<String>>,
    pub rounds: Vec<String>,
    pub numbers: Vec<String>,
    pub days: Vec<String>,
    pub planned: Vec<String>,
    pub foretold: Vec<String>,
    pub cancelled: Vec<String>,
    pub adjourned: Vec<String>,
    pub until: Vec<String>,
    pub since: Vec<String>,
    pub lapsed: Vec<String>,
    pub off: Vec<String>,
    pub gestures: Vec<String>,
    pub manners: Vec<String>,
    pub settling: Vec<String>,
    pub counted: Vec<String>,
    pub among: Vec<String>,
    pub between: Vec<String>,
    pub own_sessions: Vec<String>,
    pub gatherings: Vec<String>,
    pub involving: Vec<String>,
    pub uncertain: Vec<String>,
    pub lead: Vec<String>,
    pub weekdays: Vec<String>,
    pub lasting: Vec<String>,
    pub meals: Vec<String>,
    pub taking_place: Vec<String>,
    pub bodies: Vec<String>,
    pub working: Vec<String>,
    pub journeys: Vec<String>,
    pub concluding: Vec<String>,
    pub negotiating: Vec<String>,
    pub seeing: Vec<String>,
    pub facing: Vec<String>,
    pub before: Vec<String>,
    pub presence: Vec<String>,
    pub loose: Vec<String>,
    pub joint: Vec<String>,
    pub delegations: Vec<String>,
    pub represented: Vec<String>,
    pub behests: Vec<String>,
    pub occasioned: Vec<String>,
    pub within: Vec<String>,
    pub indefinite: Vec<String>,
    pub definite: Vec<String>,
    pub introducing: Vec<String>,
    pub apart: Vec<String>,
    pub collective: Vec<String>,
    pub offices: Vec<Vec<String>>,
    pub portfolios: Vec<String>,
    pub nations: Vec<String>,
    pub all_sides: Vec<String>,
    pub each: Vec<String>,
    pub across: Vec<String>,
    pub two: Vec<String>,
    pub warring: Vec<String>,
    pub adversaries: Vec<String>,
    pub led: Vec<String>,
    pub press: Vec<String>,
    pub meanwhile: Vec<String>,
    pub occasions: Vec<String>,
    pub past: Vec<String>,
    pub destinations: Vec<String>,
    pub venues: Vec<String>,
    pub about: Vec<String>,
    pub discuss: Vec<String>,
    pub ahead: Vec<String>,
    pub ends: Vec<String>,
    pub begins: Vec<String>,
    pub formats: Formats,
    pub roles: Roles,
    pub outcomes: Outcomes,
    pub attendance: Attendance,
}

#[derive(Deserialize)]
pub(crate) struct Formats {
    pub remote: Vec<String>,
    pub indirect: Vec<String>,
    pub in_person: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Roles {
    pub mediators: Vec<String>,
    pub nouns: Vec<String>,
    pub titles: Vec<String>,
    pub hosts: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Outcomes {
    pub verbs: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Attendance {
    pub verbs: Vec<String>,
    pub joining: Vec<String>,
    pub adjectives: Vec<String>,
    pub onlookers: Vec<String>,
    pub occasions: Vec<String>,
    pub ceremonies: Vec<String>,
}

impl Words {
    /// Three for "third".
    pub fn ordinal(&self, word: &str) -> Option<u32> {
        self.ordinals.iter().position(|names| names.iter().any(|n| n == word)).map(|i| i as u32 + 1)
    }
}

pub(crate) static TABLE: Table<Words> = Table::new("meetings", include_str!("../../../../lexicon/meetings.toml"));

/// The words of the lexicon.
pub(super) fn words() -> &'static Words {
    &TABLE
}

/// Whether a list holds a word.
pub(super) fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|x| x == word)
}
