//! What is a report?

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Text;

/// One text by one publisher at one time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// The user's id, or one made from where the report came from.
    pub id: String,
    /// The headline, where it is not part of the text.
    pub title: Option<String>,
    /// The outlet or institution that published it.
    pub publisher: Option<String>,
    /// The byline.
    #[serde(default)]
    pub author: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// EDTF: a date, or a date with a time.
    pub published: Option<String>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// What was given, character for character; of a page, its main text.
    pub text: Text,
}
