//! The closed lists of names that a record uses: kinds of party, statuses, PLOVER types, issues, steps.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[allow(missing_docs)]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($variant),* }

        impl $name {
            /// All of them, in the order of the documentation.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The name as it stands in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl FromStr for $name {
            type Err = String;
            fn from_str(s: &str) -> Result<Self, String> {
                match s {
                    $($text => Ok($name::$variant),)*
                    _ => Err(format!("{s:?} is none of: {}", [$($text),*].join(", "))),
                }
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                Cow::<str>::deserialize(d)?.parse().map_err(D::Error::custom)
            }
        }
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "enum": [$($text),*]})
            }
        }
    )*};
}

names! {
    /// What a party is. `People` is a population, `Office` an unnamed holder ("a senior official").
    PartyKind {
        Person = "person", State = "state", Government = "government", Military = "military",
        ArmedGroup = "armed_group", Igo = "igo", Ngo = "ngo", Party = "party", Media = "media",
        Company = "company", Court = "court", People = "people", Office = "office",
    }
    /// How real an entry is, by the words that state it.
    Status {
        Happened = "happened", Ongoing = "ongoing", Planned = "planned",
        Hypothetical = "hypothetical", Denied = "denied",
    }
    /// Whether a statement's content stands in quotation marks.
    How { Direct = "direct", Indirect = "indirect", Mixed = "mixed" }
    /// TimeML's types.
    TimeType { Date = "DATE", Time = "TIME", Duration = "DURATION", Set = "SET" }
    /// How the sides of a meeting met.
    MeetingFormat { InPerson = "in_person", Remote = "remote", Indirect = "indirect" }
    /// What an instrument is.
    InstrumentKind {
        Plan = "plan", Proposal = "proposal", Draft = "draft", Agreement = "agreement", Ceasefire = "ceasefire",
        Treaty = "treaty", Resolution = "resolution", Statement = "statement", Sanctions = "sanctions",
        Law = "law", Mandate = "mandate",
    }
    /// A step in an instrument's life.
    Step {
        Drafted = "drafted", Proposed = "proposed", Leaked = "leaked", Revised = "revised", Endorsed = "endorsed",
        Rejected = "rejected", Signed = "signed", Adopted = "adopted", Ratified = "ratified", InForce = "in_force",
        Extended = "extended", Violated = "violated", Suspended = "suspended", Ended = "ended",
        Undisclosed = "undisclosed",
    }
    /// What talks are about.
    Issue {
        Ceasefire = "ceasefire", Territory = "territory", Withdrawal = "withdrawal",
        SecurityGuarantees = "security_guarantees", Alliances = "alliances", Arms = "arms", Prisoners = "prisoners",
        Humanitarian = "humanitarian", Displaced = "displaced", Recognition = "recognition",
        Government = "government", Rights = "rights", Justice = "justice", Sanctions = "sanctions",
        Economy = "economy", Monitoring = "monitoring", Transit = "transit", Talks = "talks",
    }
    /// Where a party stands on an issue.
    Stance {
        Demands = "demands", Offers = "offers", Accepts = "accepts", Rejects = "rejects", Conditions = "conditions",
    }
    /// PLOVER's event types.
    EventType {
        Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE", Cooperate = "COOPERATE",
        Aid = "AID", Retreat = "RETREAT", Request = "REQUEST", Accuse = "ACCUSE", Reject = "REJECT",
        Threaten = "THREATEN", Protest = "PROTEST", Sanction = "SANCTION", Mobilize = "MOBILIZE",
        Coerce = "COERCE", Assault = "ASSAULT",
    }
    /// What has become of a territory.
    ControlChange {
        Holds = "holds", Gained = "gained", Lost = "lost", Contested = "contested", Claimed = "claimed",
    }
}

/// ISO 3166-1 alpha-3, and XKX for Kosovo.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 3]);

impl Country {
    /// The code's letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl FromStr for Country {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        match s.as_bytes() {
            [a, b, c] if [a, b, c].iter().all(|x| x.is_ascii_uppercase()) => Ok(Country([*a, *b, *c])),
            _ => Err(format!("{s:?} is not an ISO 3166-1 alpha-3 code such as UKR")),
        }
    }
}
impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl Serialize for Country {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}
impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}
impl JsonSchema for Country {
    fn schema_name() -> Cow<'static, str> {
        "Country".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^[A-Z]{3}$"})
    }
}
