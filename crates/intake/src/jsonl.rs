//! A report a line: `{"id", "text", "published", "title", "publisher", "url"}`.

use rapporteur_record::{Report, Text};
use serde_json::Value;

use crate::{Error, Options, Taken, decode, taken};

/// The reports of a file of JSON Lines; each line stands or falls alone.
pub fn reports(name: &str, bytes: &[u8], options: &Options) -> Taken {
    let lines = bytes.split(|b| *b == b'\n').enumerate();
    lines.filter(|(_, l)| !l.trim_ascii().is_empty()).flat_map(|(i, l)| line(name, i + 1, l, options)).collect()
}

/// One line.
pub fn line(name: &str, number: usize, bytes: &[u8], options: &Options) -> Taken {
    match parse(name, number, bytes, options) {
        Ok(report) => taken(report, &format!("{name}, line {number}"), options),
        Err(what) => vec![Err(Error::Line { name: name.into(), line: number, what })],
    }
}

fn parse(name: &str, number: usize, bytes: &[u8], options: &Options) -> Result<Report, String> {
    let text = decode::to_utf8(bytes, false)?;
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|e| format!("this is not JSON ({e}); each line must be one whole object"))?;
    let field = |key: &str| -> Option<String> {
        let column = options.fields.iter().find(|(k, _)| k == key).map_or(key, |(_, c)| c.as_str());
        match value.get(column)? {
            Value::String(s) => Some(s.clone()),
            Value::Number(n) => Some(n.to_string()),
            _ => None,
        }
    };
    let Some(text) = field("text") else {
        let have: Vec<&String> = value.as_object().map(|o| o.keys().take(20).collect()).unwrap_or_default();
        return Err(format!("there is no \"text\" among {have:?}; name its column with --fields text=COLUMN"));
    };
    Ok(Report {
        id: field("id").unwrap_or_else(|| format!("{}-{number}", crate::stem(name))),
        title: field("title"),
        publisher: field("publisher"),
        author: field("author"),
        url: field("url"),
        published: field("published"),
        language: None,
        text: Text::new(text),
    })
}
