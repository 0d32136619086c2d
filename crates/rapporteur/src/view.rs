//! A record for a person: 80 columns, each line with the words behind it.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use rapporteur_record::{Evidence, Party, PartyKind, Record, Statement, Voucher};

const WIDTH: usize = 80;

/// How to draw.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// ANSI colours: for terminals only.
    pub colours: bool,
}

/// Draws a record.
pub fn view(record: &Record, look: Look) -> String {
    let mut page = Page { out: String::new(), look, lines: Lines::new(&record.report.text) };
    page.head(record);
    page.who(record);
    page.said(record);
    page.where_and_when(record);
    page.out
}

/// Where lines of the text begin, in code points.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        Lines(
            std::iter::once(0)
                .chain(text.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(i, _)| i + 1))
                .collect(),
        )
    }
    fn of(&self, e: &Evidence) -> usize {
        self.0.partition_point(|start| *start <= e.start())
    }
}

struct Page {
    out: String,
    look: Look,
    lines: Lines,
}

impl Page {
    fn paint(&self, style: Style, words: &str) -> String {
        if self.look.colours { format!("{style}{words}{style:#}") } else { words.to_string() }
    }

    fn section(&mut self, title: &str) {
        let title = self.paint(Style::new().bold(), title);
        let _ = write!(self.out, "\n{title}\n");
    }

    fn wrapped(&mut self, first: &str, rest: &str, words: &str, style: Style) {
        let options = textwrap::Options::new(WIDTH).initial_indent(first).subsequent_indent(rest);
        for line in textwrap::wrap(words, options) {
            let line = self.paint(style, &line);
            let _ = writeln!(self.out, "{line}");
        }
    }

    fn head(&mut self, record: &Record) {
        let r = &record.report;
        let title = r.title.clone().unwrap_or_else(|| r.id.clone());
        self.wrapped("", "", &title, Style::new().bold());
        let parts: Vec<&str> = [&r.publisher, &r.published, &r.url].into_iter().flatten().map(String::as_str).collect();
        if !parts.is_empty() {
            self.wrapped("", "", &parts.join(" · "), Style::new().dimmed());
        }
        if r.published.is_none() {
            self.wrapped(
                "",
                "",
                "no publication date: give --published DATE to place its times",
                Style::new().dimmed(),
            );
        }
    }

    fn who(&mut self, record: &Record) {
        let people: Vec<&Party> = record.parties.iter().filter(|p| p.kind == PartyKind::Person).collect();
        if !people.is_empty() {
            self.section("PEOPLE");
        }
        for p in people {
            let roles: Vec<String> = p
                .roles
                .iter()
                .map(|r| {
                    let of = r
                        .of_name
                        .as_deref()
                        .filter(|o| !r.title.contains(o))
                        .map_or(String::new(), |o| format!(" ({o})"));
                    r.title.clone() + &of
                })
                .collect();
            self.party(p, &roles.join("; "));
        }
        let groups: Vec<&Party> =
            record.parties.iter().filter(|p| !matches!(p.kind, PartyKind::Person | PartyKind::Office)).collect();
        if !groups.is_empty() {
            self.section("STATES AND GROUPS");
        }
        for p in groups {
            self.party(p, &p.kind.to_string().replace('_', " "));
        }
    }

    fn party(&mut self, p: &Party, what: &str) {
        let country = p.country.map_or(String::new(), |c| format!(" [{c}]"));
        let what = if what.is_empty() { String::new() } else { format!(": {what}") };
        let line = p.mentions.first().map_or(0, |m| self.lines.of(m));
        let times = p.mentions.len();
        self.wrapped("  ", "      ", &format!("{}{country}{what} — line {line}, {times}×", p.name), Style::new());
    }

    fn said(&mut self, record: &Record) {
        if record.statements.is_empty() {
            return;
        }
        self.section("WHO SAID WHAT");
        for s in &record.statements {
            self.statement(record, s);
        }
    }

    fn statement(&mut self, record: &Record, s: &Statement) {
        let named: Vec<&str> = s
            .speakers
            .iter()
            .filter_map(|id| record.parties.iter().find(|p| p.id == *id))
            .map(|p| p.name.as_str())
            .collect();
        let source = s.source.as_ref().map_or("(unnamed)", Evidence::exact);
        let who = if named.is_empty() || named == [source] {
            source.to_string()
        } else {
            format!("{} ({source})", named.join(", "))
        };
        let cue = s.cue.as_ref().map_or("", Evidence::exact);
        let line = s.content.first().map_or(0, |c| self.lines.of(c));
        let on = s.said_on.as_ref().map_or(String::new(), |d| format!(", {d}"));
        let via = match s.vouched_by.as_slice() {
            [Voucher::Statement(id), ..] => format!(", as told in {id}"),
            _ => String::new(),
        };
        let head = format!("{} {} — {cue}{on}{via} — line {line}", s.id, squeeze(&who));
        self.wrapped("  ", "      ", &head, AnsiColor::Cyan.on_default());
        let content: Vec<String> = s.content.iter().map(|c| squeeze(c.exact())).collect();
        self.wrapped("      ", "      ", &content.join(" […] "), Style::new());
    }

    fn where_and_when(&mut self, record: &Record) {
        if !record.places.is_empty() {
            self.section("PLACES");
            let places: Vec<String> = record
                .places
                .iter()
                .map(|p| p.country.map_or(p.name.clone(), |c| format!("{} [{c}]", p.name)))
                .collect();
            self.wrapped("  ", "  ", &places.join(", "), Style::new());
        }
        if !record.times.is_empty() {
            self.section("TIMES");
            let times: Vec<String> = (record.times.iter())
                .map(|t| {
                    format!("{} = {}", squeeze(&t.text), t.value.as_deref().or(t.timex3.as_deref()).unwrap_or("?"))
                })
                .collect();
            self.wrapped("  ", "  ", &times.join("; "), Style::new());
        }
    }
}

fn squeeze(s: &str) -> String {
    s.split_whitespace().collect::<Vec<_>>().join(" ")
}
