//! What is announced: meetings to come, as text and as iCalendar (RFC 5545).

use std::fmt::Write;

use rapporteur_record::Status;
use serde::Serialize;

use super::{Desk, Line, Scope, Source, brief, items, list_sources, write_line};
use crate::{Archive, Error, edtf};

/// An announced meeting.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Day {
    /// First day.
    pub first: String,
    /// Last day.
    pub last: String,
    /// Where.
    pub place: Option<String>,
    /// What, with its words and sources.
    pub line: Line,
}

/// What is announced.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Calendar {
    /// From which day on.
    pub from: Option<String>,
    /// Next first.
    pub days: Vec<Day>,
    /// The reports.
    pub sources: Vec<Source>,
}

impl Archive {
    /// Meetings and events that are announced for a day or later and not said to be off.
    pub fn calendar(&self, scope: &Scope, from: Option<i32>) -> Result<Calendar, Error> {
        let mut desk = Desk::new(&self.db);
        let mut days = vec![];
        for item in items(self.within(scope, "m", None)?) {
            // The newest report tells whether it still stands.
            let announced = item.newest().status == Some(Status::Planned);
            let Some(when) = item.claims.iter().rev().find_map(|c| c.days).filter(|_| announced) else { continue };
            if from.is_none_or(|f| when.last >= f) {
                let what = brief::what(&mut desk, &item)?;
                let place = desk.place(item.most(|c| c.place))?;
                let mut line = desk.line(&item, what, None)?;
                line.when = Some(super::shown_days(when));
                days.push((when, Day { first: edtf::text(when.first), last: edtf::text(when.last), place, line }));
            }
        }
        days.sort_by_key(|(when, d)| (when.first, d.line.entry));
        let days = days.into_iter().map(|(_, d)| d).collect();
        Ok(Calendar { from: from.map(edtf::text), days, sources: desk.sources })
    }
}

impl Calendar {
    /// As Markdown, which reads well on a terminal too.
    pub fn markdown(&self) -> String {
        let from = self.from.as_ref().map_or(String::new(), |f| format!(" from {f}"));
        let mut out = format!("# Announced{from}\n\n");
        if self.days.is_empty() {
            let _ = writeln!(out, "Nothing is announced.");
        }
        self.days.iter().for_each(|d| write_line(&mut out, &d.line));
        list_sources(&mut out, &self.sources);
        out
    }

    /// As iCalendar. Without a clock, an event is stamped with the first day it is for.
    pub fn icalendar(&self) -> String {
        let mut out = String::new();
        let mut put = |line: String| folded(&mut out, &line);
        put("BEGIN:VCALENDAR".into());
        put("VERSION:2.0".into());
        put("PRODID:-//Rapporteur//Archive//EN".into());
        for d in &self.days {
            let plain = |day: &str| day.replace('-', "");
            let after = edtf::days(&d.last).map_or_else(|| d.last.clone(), |x| edtf::text(x.last + 1));
            put("BEGIN:VEVENT".into());
            put(format!("UID:entry-{}@rapporteur", d.line.entry.unwrap_or_default()));
            put(format!("DTSTAMP:{}T000000Z", plain(&d.first)));
            put(format!("DTSTART;VALUE=DATE:{}", plain(&d.first)));
            put(format!("DTEND;VALUE=DATE:{}", plain(&after)));
            put(format!("SUMMARY:{}", value(&d.line.what)));
            if let Some(place) = &d.place {
                put(format!("LOCATION:{}", value(place)));
            }
            let words: Vec<String> = d
                .line
                .words
                .iter()
                .map(|q| {
                    let s = &self.sources[q.source - 1];
                    let by = s.publisher.as_deref().unwrap_or(&s.name);
                    format!("“{}” ({by}, {})", q.words, s.published.as_deref().unwrap_or("?"))
                })
                .collect();
            put(format!("DESCRIPTION:{}", value(&words.join("\n"))));
            put("END:VEVENT".into());
        }
        put("END:VCALENDAR".into());
        out
    }
}

/// A value of iCalendar: what would end it is escaped.
fn value(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Lines of at most 75 octets, as RFC 5545 wants them.
fn folded(out: &mut String, line: &str) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > 74 {
            out.push_str("\r\n ");
            width = 1;
        }
        width += c.len_utf8();
        out.push(c);
    }
    let _ = write!(out, "\r\n");
}
