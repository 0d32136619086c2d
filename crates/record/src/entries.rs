//! What does a record hold? Three kinds of thing that entries point at, and six kinds of entry.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::*;

/// Someone who acts or speaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// `p1`, ...
    pub id: PartyId,
    /// As the report gives it at its fullest.
    pub name: String,
    /// Other names and titles that the report uses for it, and the usual name of an organisation that is known.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: PartyKind,
    /// The country that it is or acts for, not where it stands.
    pub country: Option<Country>,
    /// PLOVER agent codes: `GOV`, `MIL`, `REB`, ...
    pub sector: Vec<String>,
    /// Titles, and what they are of.
    pub roles: Vec<Role>,
    /// All its mentions: names, titles, pronouns.
    pub mentions: Vec<Evidence>,
    /// What the world table knows it as, if it does: `wikidata:Q7747`.
    pub known_as: Option<String>,
    /// The lexicon entry or rule that made it.
    pub made_by: String,
}

/// A title, and what it is of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    /// "special envoy".
    pub title: String,
    /// The party that it is a title of.
    pub of: Option<PartyId>,
    /// The words for that party: "US".
    pub of_name: Option<String>,
    /// EDTF, where the report says since when.
    pub since: Option<String>,
    /// The words that state it.
    pub evidence: Evidence,
}

/// A place that the report names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// `g1`, ...
    pub id: PlaceId,
    /// As named.
    pub name: String,
    /// Where it lies.
    pub country: Option<Country>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How sure the choice among places of that name is, 0 to 1.
    pub score: Option<f32>,
    /// Other places of that name that were weighed, best first.
    pub alternatives: Vec<Alternative>,
    /// Where it is named.
    pub mentions: Vec<Evidence>,
    /// The lexicon entry or rule that made it.
    pub made_by: String,
}

/// A place of the same name that was not chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Alternative {
    /// GeoNames id.
    pub geonames: u32,
    /// Its fuller name.
    pub name: String,
    /// Where it lies.
    pub country: Option<Country>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Its share of the choice, 0 to 1.
    pub score: f32,
}

/// A time expression (TimeML).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// `t1`, ...
    pub id: TimeId,
    /// The words.
    pub evidence: Evidence,
    /// The same words, for readers of JSON.
    pub text: String,
    /// TimeML's type.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// EDTF, where the words and the report's date allow one.
    pub value: Option<String>,
    /// TIMEX3 value, `PRESENT_REF` and `PXD` included.
    pub timex3: Option<String>,
    /// The lexicon entry or rule that made it.
    pub made_by: String,
}

/// Who said, wrote, believes or intends what (an attribution, as in PolNeAR).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// `s1`, ...
    pub id: StatementId,
    /// Who says it; several for a joint statement.
    pub speakers: Vec<PartyId>,
    /// The words that name who says it.
    pub source: Option<Evidence>,
    /// "said", "according to".
    pub cue: Option<Evidence>,
    /// What is said: one or more stretches, never none.
    pub content: Vec<Evidence>,
    /// In quotation marks or not.
    pub how: How,
    /// Who or which outlet it was said to.
    pub addressee: Option<Evidence>,
    /// The same, as a party.
    pub addressee_party: Option<PartyId>,
    /// EDTF.
    pub said_on: Option<String>,
    /// Who vouches for it.
    pub vouched_by: Vec<Voucher>,
    /// The lexicon entry or rule that made it.
    pub made_by: String,
}

/// An encounter of representatives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Meeting {
    /// `m1`, ...
    pub id: MeetingId,
    /// The clause that states it best.
    pub evidence: Evidence,
    /// Where the report mentions it again.
    pub mentions: Vec<Evidence>,
    /// On whose behalf.
    pub parties: Vec<PartyId>,
    /// People.
    pub participants: Vec<PartyId>,
    /// Who received the others.
    pub hosts: Vec<PartyId>,
    /// Who went between.
    pub mediators: Vec<PartyId>,
    /// In person, remote, indirect.
    pub format: Option<MeetingFormat>,
    /// "the seventh round".
    pub round: Option<u32>,
    /// "third straight day".
    pub day: Option<u32>,
    /// EDTF.
    pub when: Option<String>,
    /// Where.
    #[serde(rename = "where")]
    pub place: Option<PlaceId>,
    /// ISO 8601 duration.
    pub duration: Option<String>,
    /// What it is about.
    pub topics: Vec<Issue>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// How real.
    pub status: Status,
    /// Who vouches for it.
    pub vouched_by: Vec<Voucher>,
    /// The lexicon entry or rule that made it.
    pub made_by: String,
}

/// What came of a meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Outcome {
    /// The words.
    pub evidence: Evidence,
    /// Who vouches for them.
    pub vouched_by: Vec<Voucher>,
}

/// A text or arrangement that parties negotiate, adopt or break.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Instrument {
    /// `i1`, ...
    pub id: InstrumentId,
    /// "28-point peace plan".
    pub name: String,
    /// What it is.
    pub kind: InstrumentKind,
    /// The clause that states it best.
    pub evidence: Evidence,
    /// Where the report mentions it again.
    pub mentions: Vec<Evidence>,
    /// Who wrote or proposed it.
    pub authors: Vec<PartyId>,
    /// Whom it binds.
    pub parties: Vec<PartyId>,
    /// 28 for "28-point".
    pub points: Option<u32>,
    /// What has become of it.
    pub history: Vec<HistoryStep>,
    /// Who vouches for it.
    pub vouched_by: Vec<Voucher>,
    /// The lexicon entry or rule that made it.
    pub made_by: String,
}

/// A step in an instrument's life.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HistoryStep {
    /// Which.
    pub step: Step,
    /// EDTF.
    pub when: Option<String>,
    /// The words.
    pub evidence: Evidence,
    /// Who vouches for it.
    pub vouched_by: Vec<Voucher>,
}

/// Where a party stands on an issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// `o1`, ...
    pub id: PositionId,
    /// Whose.
    pub party: PartyId,
    /// On what.
    pub issue: Issue,
    /// How it stands.
    pub stance: Stance,
    /// Of whom.
    pub toward: Vec<PartyId>,
    /// EDTF.
    pub when: Option<String>,
    /// The words.
    pub evidence: Evidence,
    /// Who vouches for it.
    pub vouched_by: Vec<Voucher>,
    /// The lexicon entry or rule that made it.
    pub made_by: String,
}

/// Who did what to whom (PLOVER).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// `e1`, ...
    pub id: EventId,
    /// PLOVER's type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER's mode.
    pub mode: Option<String>,
    /// PLOVER's contexts.
    pub contexts: Vec<String>,
    /// The clause.
    pub evidence: Evidence,
    /// The words that name the act.
    pub trigger: Evidence,
    /// Who acts.
    pub actors: Vec<PartyId>,
    /// Whom it is done to; none for mutual acts.
    pub recipients: Vec<PartyId>,
    /// EDTF.
    pub when: Option<String>,
    /// Where.
    #[serde(rename = "where")]
    pub place: Option<PlaceId>,
    /// How real.
    pub status: Status,
    /// Who vouches for it.
    pub vouched_by: Vec<Voucher>,
    /// The lexicon entry or rule that made it.
    pub made_by: String,
}

/// Who holds, gained or lost which territory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Control {
    /// `c1`, ...
    pub id: ControlId,
    /// Who.
    pub holder: PartyId,
    /// The words for the territory.
    pub territory: String,
    /// The place, where it is one.
    pub place: Option<PlaceId>,
    /// "about one-fifth".
    pub extent: Option<String>,
    /// What has become of it.
    pub change: ControlChange,
    /// EDTF.
    pub when: Option<String>,
    /// The clause.
    pub evidence: Evidence,
    /// How real.
    pub status: Status,
    /// Who vouches for it.
    pub vouched_by: Vec<Voucher>,
    /// The lexicon entry or rule that made it.
    pub made_by: String,
}
