//! TimeML: a report's text with its times marked where they stand.

use std::fmt::Write;

use rapporteur_record::{Record, Time};

/// The report as one document.
pub fn document(record: &Record) -> String {
    let r = &record.report;
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n");
    let _ = writeln!(out, "<DOCID>{}</DOCID>", escaped(&r.id));
    if let Some(day) = &r.published {
        let _ = writeln!(
            out,
            "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{0}\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">{0}</TIMEX3></DCT>",
            escaped(day)
        );
    }
    if let Some(title) = &r.title {
        let _ = writeln!(out, "<TITLE>{}</TITLE>", escaped(title));
    }
    out.push_str("<TEXT>");
    let chars: Vec<char> = r.text.chars().collect();
    let cut = |from: usize, to: usize| -> String { chars.get(from..to).unwrap_or_default().iter().collect() };
    let mut times: Vec<&Time> = record.times.iter().collect();
    times.sort_by_key(|t| (t.evidence.start(), std::cmp::Reverse(t.evidence.end())));
    let mut done = 0;
    for t in times {
        let (start, end) = (t.evidence.start(), t.evidence.end());
        // One time within another: the outer one is marked.
        if start < done {
            continue;
        }
        let value =
            t.timex3.as_ref().or(t.value.as_ref()).map_or(String::new(), |v| format!(" value=\"{}\"", escaped(v)));
        let _ = write!(out, "{}<TIMEX3 tid=\"{}\" type=\"{}\"{value}>", escaped(&cut(done, start)), t.id, t.kind);
        let _ = write!(out, "{}</TIMEX3>", escaped(&cut(start, end)));
        done = end;
    }
    let _ = write!(out, "{}</TEXT>\n</TimeML>\n", escaped(&cut(done, chars.len())));
    out
}

/// Text as XML; what XML cannot hold is marked, so that places stay where they are.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() && (c as u32) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
