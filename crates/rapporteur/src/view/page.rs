//! The sheet that is written on: sections, wrapped lines, and how parties, places, days and vouchers are put.

use std::collections::HashMap;
use std::fmt::{Display, Write};

use anstyle::{AnsiColor, Style};
use rapporteur_record::{Evidence, Party, PartyId, PlaceId, Record, Statement, Status, Voucher};

use super::Look;

const WIDTH: usize = 80;
/// Parties that a line names before it counts the rest.
const NAMED: usize = 6;

pub struct Page<'r> {
    pub record: &'r Record,
    look: Look,
    out: String,
    /// Where the lines of the text begin, in code points.
    lines: Vec<usize>,
    parties: HashMap<PartyId, &'r Party>,
}

impl<'r> Page<'r> {
    pub fn new(record: &'r Record, look: Look) -> Self {
        let ends = record.report.text.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(i, _)| i + 1);
        Page {
            record,
            look,
            out: String::new(),
            lines: std::iter::once(0).chain(ends).collect(),
            parties: record.parties.iter().map(|p| (p.id, p)).collect(),
        }
    }

    pub fn finish(self) -> String {
        self.out
    }

    fn paint(&self, style: Style, words: &str) -> String {
        if self.look.colours { format!("{style}{words}{style:#}") } else { words.to_string() }
    }

    pub fn section(&mut self, title: &str) {
        let title = self.paint(Style::new().bold(), title);
        let _ = write!(self.out, "\n{title}\n");
    }

    fn wrapped(&mut self, first: &str, rest: &str, words: &str, style: Style) {
        let options = textwrap::Options::new(WIDTH)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(words, options) {
            let line = self.paint(style, line.trim_end());
            let _ = writeln!(self.out, "{line}");
        }
    }

    /// The first line of a page.
    pub fn title(&mut self, words: &str) {
        self.wrapped("", "", words, Style::new().bold());
    }

    /// A remark under the title.
    pub fn remark(&mut self, words: &str) {
        self.wrapped("", "", words, Style::new().dimmed());
    }

    /// A heading within a section.
    pub fn heading(&mut self, words: &str) {
        self.wrapped("  ", "  ", words, Style::new().bold());
    }

    /// A line of its own, without words of the text behind it.
    pub fn line(&mut self, words: &str) {
        self.wrapped("  ", "      ", words, Style::new());
    }

    /// What an entry says.
    pub fn entry(&mut self, id: impl Display, words: &str) {
        self.wrapped(&format!("  {:<4}", id.to_string() + " "), "      ", words, AnsiColor::Cyan.on_default());
    }

    /// More of what it says.
    pub fn more(&mut self, words: &str) {
        self.wrapped("      ", "        ", words, Style::new());
    }

    /// The line of the text and its words.
    pub fn words(&mut self, evidence: &Evidence) {
        let words = squeeze(evidence.exact());
        self.wrapped("      ", "        ", &format!("line {}: {words}", self.line_of(evidence)), Style::new().dimmed());
    }

    /// The words of several stretches.
    pub fn stretches(&mut self, evidence: &[Evidence]) {
        let Some(first) = evidence.first() else { return };
        let words: Vec<String> = evidence.iter().map(|e| squeeze(e.exact())).collect();
        let words = format!("line {}: {}", self.line_of(first), words.join(" […] "));
        self.wrapped("      ", "        ", &words, Style::new());
    }

    pub fn line_of(&self, e: &Evidence) -> usize {
        self.lines.partition_point(|start| *start <= e.start())
    }

    pub fn party(&self, id: PartyId) -> Option<&'r Party> {
        self.parties.get(&id).copied()
    }

    /// A party's name, as it stands in a list.
    pub fn name(&self, id: PartyId) -> String {
        self.party(id).map_or_else(|| id.to_string(), |p| squeeze(&p.name))
    }

    /// "Peru, Chile and Bolivia".
    pub fn names(&self, ids: &[PartyId]) -> String {
        let mut names: Vec<String> = ids.iter().take(NAMED).map(|id| self.name(*id)).collect();
        if ids.len() > NAMED {
            names.push(format!("{} others", ids.len() - NAMED));
        }
        joined(&names)
    }

    pub fn place(&self, id: PlaceId) -> String {
        self.record.places.iter().find(|p| p.id == id).map_or_else(|| id.to_string(), |p| squeeze(&p.name))
    }

    /// "as told by Lena Fors (s4)"; nothing where the report says it itself.
    pub fn vouched(&self, by: &[Voucher]) -> Option<String> {
        let told: Vec<String> = by
            .iter()
            .filter_map(|v| match v {
                Voucher::Statement(id) => Some(
                    self.record
                        .statements
                        .iter()
                        .find(|s| s.id == *id)
                        .map_or_else(|| id.to_string(), |s| format!("{} ({id})", self.speaker(s))),
                ),
                Voucher::Report => None,
            })
            .collect();
        (!told.is_empty() && !by.contains(&Voucher::Report)).then(|| format!("as told by {}", joined(&told)))
    }

    /// Who makes a statement: the parties, or the words for them.
    pub fn speaker(&self, s: &Statement) -> String {
        match (&s.speakers[..], &s.source) {
            ([], Some(source)) => squeeze(source.exact()),
            ([], None) => "someone unnamed".into(),
            (speakers, _) => self.names(speakers),
        }
    }
}

/// "planned", "called for or conditional", "denied"; nothing for what happened.
pub fn reality(status: Status) -> Option<String> {
    match status {
        Status::Happened => None,
        Status::Hypothetical => Some("not real yet: possible, conditional or called for".into()),
        Status::Denied => Some("denied or called off".into()),
        other => Some(other.to_string()),
    }
}

/// The parts that there are, with commas between.
pub fn listed(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}

pub fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

pub fn squeeze(s: &str) -> String {
    s.split_whitespace().collect::<Vec<_>>().join(" ")
}
