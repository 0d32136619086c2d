//! Ids that are stable within a record: `p3`, `s1`, `e7`.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $letter:literal),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $letter, self.0)
            }
        }
        impl FromStr for $name {
            type Err = String;
            fn from_str(s: &str) -> Result<Self, String> {
                s.strip_prefix($letter)
                    .and_then(|n| n.parse().ok())
                    .map(Self)
                    .ok_or_else(|| format!("{s:?} is not an id such as {}1", $letter))
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(D::Error::custom)
            }
        }
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "pattern": concat!("^", $letter, "[0-9]+$")})
            }
        }
    )*};
}

ids! {
    /// A party.
    PartyId = "p",
    /// A place.
    PlaceId = "g",
    /// A time.
    TimeId = "t",
    /// A statement.
    StatementId = "s",
    /// A meeting.
    MeetingId = "m",
    /// An instrument.
    InstrumentId = "i",
    /// A position.
    PositionId = "o",
    /// An event.
    EventId = "e",
    /// A stretch of control.
    ControlId = "c",
}

/// Who vouches for an entry: the report in its own voice, or a statement that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voucher {
    /// The report's own voice.
    Report,
    /// The content of this statement.
    Statement(StatementId),
}

impl Serialize for Voucher {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Voucher::Report => s.serialize_str("report"),
            Voucher::Statement(id) => s.collect_str(id),
        }
    }
}

impl<'de> Deserialize<'de> for Voucher {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let s = String::deserialize(d)?;
        if s == "report" { Ok(Voucher::Report) } else { s.parse().map(Voucher::Statement).map_err(D::Error::custom) }
    }
}

impl JsonSchema for Voucher {
    fn schema_name() -> Cow<'static, str> {
        "Voucher".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^(report|s[0-9]+)$"})
    }
}
