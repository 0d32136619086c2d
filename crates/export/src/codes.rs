//! Which CAMEO code, quad class and score has an event? The table that takes PLOVER's types and modes to the older
//! codes: `lexicon/codes.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use rapporteur_record::{Event, Status};
use serde::Deserialize;

/// What the older schemes say of a PLOVER type and mode.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// CAMEO event code: "042".
    pub cameo: String,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// From -10, most conflict, to 10, most cooperation, in the manner of Goldstein's scale.
    pub score: f32,
}

/// By type, then by mode; "" is the type without a mode.
static CODES: LazyLock<HashMap<String, HashMap<String, Code>>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../lexicon/codes.toml"))
        .expect("the shipped lexicon/codes.toml is read by a test")
});

/// What CAMEO calls its codes.
static NAMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../lexicon/cameo.toml"))
        .expect("the shipped lexicon/cameo.toml is read by a test")
});

impl Code {
    /// What CAMEO calls it.
    pub fn name(&self) -> &'static str {
        NAMES.get(&self.cameo).map_or("", String::as_str)
    }
}

/// The code of an event: of its type and mode, or of its type alone.
pub fn code(event: &Event) -> Option<&'static Code> {
    code_of(event.kind.as_str(), event.mode.as_deref().unwrap_or_default(), event.status == Status::Planned)
}

/// The code of a type and a mode (none: ""), of what is only planned or not.
pub fn code_of(kind: &str, mode: &str, planned: bool) -> Option<&'static Code> {
    let modes = CODES.get(kind)?;
    let mode = if planned && modes.contains_key("planned") { "planned" } else { mode };
    modes.get(mode).or_else(|| modes.get(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_one_of_cameo() {
        assert_eq!(CODES.len(), 16);
        for (kind, modes) in CODES.iter() {
            assert!(modes.contains_key(""), "{kind} has no code of its own");
            for (mode, c) in modes {
                assert!(!c.name().is_empty(), "{} has no name in lexicon/cameo.toml", c.cameo);
                let root: u8 = c.cameo[..2].parse().unwrap();
                let quad = match root {
                    1..=5 => 1,
                    6..=8 => 2,
                    9..=13 => 3,
                    _ => 4,
                };
                assert!((1..=20).contains(&root) && c.cameo.len() <= 4, "{kind} {mode}: {}", c.cameo);
                assert_eq!(c.quad, quad, "{kind} {mode}: {} is of another quad class", c.cameo);
                assert!(c.score.abs() <= 10.0 && (c.score < 0.0) == (quad > 2), "{kind} {mode}: {}", c.score);
            }
        }
    }
}
