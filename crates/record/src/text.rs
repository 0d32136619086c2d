//! How are words of a report pointed at?

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Bytes between two remembered counts of code points.
const STEP: usize = 128;

/// A report's text, and where its code points lie.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    text: String,
    /// Code points before each multiple of [`STEP`] bytes; empty when all is ASCII.
    counts: Vec<u32>,
}

impl Text {
    /// Takes the text as it is: nothing is normalised.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut seen = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                counts.push(seen);
                seen += chunk.iter().filter(|b| !is_continuation(**b)).count() as u32;
            }
        }
        Self { text, counts }
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many code points stand before this byte.
    pub fn code_points_before(&self, byte: usize) -> usize {
        if self.counts.is_empty() {
            return byte;
        }
        let block = (byte / STEP).min(self.counts.len() - 1);
        let rest = &self.text.as_bytes()[block * STEP..byte];
        self.counts[block] as usize + rest.iter().filter(|b| !is_continuation(**b)).count()
    }

    /// Cuts evidence out of the text; `bytes` must lie on the borders of characters.
    pub fn evidence(&self, bytes: Range<usize>) -> Evidence {
        let exact = &self.text[bytes.clone()];
        let start = self.code_points_before(bytes.start);
        Evidence {
            start: start as u32,
            end: (start + exact.chars().count()) as u32,
            exact: exact.to_owned(),
            byte: bytes.start as u32,
        }
    }
}

impl std::ops::Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.text
    }
}

impl Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d).map(Text::new)
    }
}

impl JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(g: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(g)
    }
}

/// An exact stretch of a report: W3C TextPositionSelector and TextQuoteSelector in one.
///
/// There is no way to make one but to cut it from a [`Text`] (or to read back what was cut).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    start: u32,
    end: u32,
    exact: String,
    #[serde(skip)]
    #[schemars(skip)]
    byte: u32,
}

impl Evidence {
    /// First code point.
    pub fn start(&self) -> usize {
        self.start as usize
    }
    /// Code point after the last.
    pub fn end(&self) -> usize {
        self.end as usize
    }
    /// The words.
    pub fn exact(&self) -> &str {
        &self.exact
    }
    /// Where the words lie in bytes; right for evidence cut in this process, not for evidence read from JSON.
    pub fn bytes(&self) -> Range<usize> {
        self.byte as usize..self.byte as usize + self.exact.len()
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points() {
        let text = Text::new("é“ß”-x ".repeat(200));
        let chars: Vec<char> = text.chars().collect();
        for (byte, _) in text.char_indices().filter(|(_, c)| *c == 'x') {
            let words = text.evidence(byte..byte + 1);
            assert_eq!(chars[words.start()], 'x');
            assert_eq!(words.end(), words.start() + 1);
            assert_eq!(&text[words.bytes()], words.exact());
        }
    }
}
