//! `brief`, `timeline`, `positions`, `who`, `find`, `calendar`: questions to an archive.

use std::io;

use clap::{Args, Subcommand, ValueEnum};
use rapporteur_archive::Archive;
use rapporteur_archive::ask::{BriefOptions, Find, Scope, Stretch};
use serde::Serialize;

use super::{Print, Which, day, failed};

/// The questions.
#[derive(Subcommand)]
pub enum Asked {
    /// Where talks stand and what is new, each line with its sources.
    Brief {
        /// A process (#3 or its name), party, place, or words to search for; none: everything.
        about: Vec<String>,
        /// New is what was first reported on this day or later (2025-12-05, 2025-12).
        #[arg(long)]
        since: Option<String>,
        /// As it stood on this day [default: the day of the newest report].
        #[arg(long)]
        on: Option<String>,
        #[command(flatten)]
        answer: Answer,
    },
    /// Meetings, steps of instruments and events in their order.
    Timeline {
        /// A process (#3 or its name), party, place, or words to search for; none: everything.
        about: Vec<String>,
        /// From this day.
        #[arg(long)]
        from: Option<String>,
        /// Until this day.
        #[arg(long)]
        to: Option<String>,
        #[command(flatten)]
        answer: Answer,
    },
    /// Where a party stands on each issue, and how that has changed.
    Positions {
        /// The party's name, or its number (#12).
        #[arg(required = true)]
        party: Vec<String>,
        /// Only on this issue: ceasefire, territory, prisoners, ...
        #[arg(long, value_parser = issue)]
        issue: Option<String>,
        #[command(flatten)]
        answer: Answer,
    },
    /// Who someone is: names, roles over time, what they last said and did.
    Who {
        /// The name, or the number (#12).
        #[arg(required = true)]
        name: Vec<String>,
        #[command(flatten)]
        answer: Answer,
    },
    /// Search the reports.
    Find {
        /// Words, "exact phrases", and -words that must not stand there.
        words: Vec<String>,
        /// Said by this party, or by who acts for it.
        #[arg(long)]
        by: Option<String>,
        /// Published from this day.
        #[arg(long)]
        from: Option<String>,
        /// Published until this day.
        #[arg(long)]
        to: Option<String>,
        /// Mentioning this party.
        #[arg(long)]
        party: Option<String>,
        /// Naming this place.
        #[arg(long)]
        place: Option<String>,
        /// With an entry of this kind: meetings, positions, ASSAULT, ceasefire, rejects, ...
        #[arg(long)]
        kind: Option<String>,
        /// At most so many.
        #[arg(long, default_value_t = 20)]
        limit: usize,
        #[command(flatten)]
        answer: Answer,
    },
    /// What is announced.
    Calendar {
        /// A process (#3 or its name), party, place, or words to search for; none: everything.
        about: Vec<String>,
        /// From this day [default: the day of the newest report].
        #[arg(long)]
        from: Option<String>,
        /// How to print it.
        #[arg(long, value_enum, default_value = "markdown")]
        format: CalendarPrint,
        #[command(flatten)]
        which: Which,
    },
}

/// Which archive answers, and how.
#[derive(Args)]
pub struct Answer {
    #[command(flatten)]
    which: Which,
    /// How to print the answer.
    #[arg(long, value_enum, default_value = "markdown")]
    format: Print,
}

/// How to print a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CalendarPrint {
    /// For people.
    Markdown,
    /// One JSON object.
    Json,
    /// iCalendar, for a calendar program.
    Ics,
}

fn issue(s: &str) -> Result<String, String> {
    s.parse::<rapporteur_record::Issue>().map(|i| i.to_string())
}

/// Answers; false where nothing of that name is known.
pub fn ask(asked: Asked) -> io::Result<bool> {
    match asked {
        Asked::Brief { about, since, on, answer } => {
            let (archive, scope) = about_what(&answer.which, &about)?;
            let options = BriefOptions { since: day(since.as_deref(), false)?, on: day(on.as_deref(), true)? };
            let brief = archive.brief(&scope, options).map_err(failed)?;
            answer.print(&brief, brief.markdown())?;
            Ok(brief.reports > 0)
        }
        Asked::Timeline { about, from, to, answer } => {
            let (archive, scope) = about_what(&answer.which, &about)?;
            let (from, to) = (day(from.as_deref(), false)?, day(to.as_deref(), true)?);
            let timeline = archive.timeline(&scope, from, to, Stretch::ALL).map_err(failed)?;
            answer.print(&timeline, timeline.markdown())?;
            Ok(!timeline.lines.is_empty())
        }
        Asked::Positions { party, issue, answer } => {
            let archive = answer.which.ask()?;
            let Some(id) = party_named(&archive, &party.join(" "))? else { return Ok(false) };
            let positions = archive.positions(id, issue.as_deref(), Stretch::ALL).map_err(failed)?;
            answer.print(&positions, positions.markdown())?;
            Ok(!positions.changes.is_empty())
        }
        Asked::Who { name, answer } => {
            let archive = answer.which.ask()?;
            let Some(id) = party_named(&archive, &name.join(" "))? else { return Ok(false) };
            let who = archive.who(id).map_err(failed)?;
            answer.print(&who, who.markdown())?;
            Ok(true)
        }
        Asked::Find { words, by, from, to, party, place, kind, limit, answer } => {
            // A phrase that the shell has taken out of its quotation marks is still one.
            let phrase = |w: &String| if w.contains(' ') { format!("\"{}\"", w.replace('"', " ")) } else { w.clone() };
            let words = words.iter().map(phrase).collect::<Vec<_>>().join(" ");
            let found = (answer.which.ask()?)
                .find(&Find { words, by, from, to, party, place, kind, skip: 0, limit })
                .map_err(failed)?;
            answer.print(&found, found.markdown())?;
            Ok(!found.hits.is_empty())
        }
        Asked::Calendar { about, from, format, which } => {
            let (archive, scope) = about_what(&which, &about)?;
            let from = match day(from.as_deref(), false)? {
                Some(day) => Some(day),
                None => archive.newest(&scope).map_err(failed)?,
            };
            let calendar = archive.calendar(&scope, from).map_err(failed)?;
            crate::print(&match format {
                CalendarPrint::Markdown => calendar.markdown(),
                CalendarPrint::Json => json(&calendar),
                CalendarPrint::Ics => calendar.icalendar(),
            })?;
            Ok(!calendar.days.is_empty())
        }
    }
}

impl Answer {
    fn print(&self, answer: &impl Serialize, markdown: String) -> io::Result<()> {
        crate::print(&if self.format == Print::Json { json(answer) } else { markdown })
    }
}

pub fn json(answer: &impl Serialize) -> String {
    serde_json::to_string_pretty(answer).unwrap_or_default() + "\n"
}

pub fn about_what(which: &Which, about: &[String]) -> io::Result<(Archive, Scope)> {
    let archive = which.ask()?;
    let scope = if about.is_empty() { Scope::All } else { archive.scope(&about.join(" ")).map_err(failed)? };
    Ok((archive, scope))
}

pub fn party_named(archive: &Archive, name: &str) -> io::Result<Option<i64>> {
    let found = archive.party_named(name).map_err(failed)?;
    if found.is_none() {
        eprintln!("rapporteur: no report names a party called {name:?}; `rapporteur find` searches the text");
    }
    Ok(found)
}
