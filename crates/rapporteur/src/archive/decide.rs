//! `party`, `entry`, `decision`: what the user decides about what was read; kept apart from it, and taken back at will.

use std::collections::BTreeMap;
use std::io;

use clap::Subcommand;
use rapporteur_archive::{Archive, WrongClaim};

use super::ask::{about_what, json, party_named};
use super::keep::named;
use super::{Print, Which, failed};

/// Parties that are listed at most.
const LISTED: usize = 200;

/// The decisions.
#[derive(Subcommand)]
pub enum Decided {
    /// List the parties, or merge and split them.
    Party {
        /// What to do; none: list them.
        #[command(subcommand)]
        what: Option<PartyCommand>,
        /// Only those of which a name begins so.
        #[arg(long, default_value = "")]
        named: String,
        #[command(flatten)]
        which: Which,
        /// How to print the list.
        #[arg(long, value_enum, default_value = "markdown")]
        format: Print,
    },
    /// List meetings, instruments, positions, events and control with their numbers, or mark, merge and split them.
    Entry {
        /// What to do; none: list them.
        #[command(subcommand)]
        what: Option<EntryCommand>,
        /// A process (#3 or its name), party, place, or words to search for; none: everything.
        #[arg(long, default_value = "")]
        about: String,
        #[command(flatten)]
        which: Which,
        /// How to print the list.
        #[arg(long, value_enum, default_value = "markdown")]
        format: Print,
    },
    /// List what was decided, by whom and when, or take it back.
    Decision {
        /// What to do; none: list them.
        #[command(subcommand)]
        what: Option<DecisionCommand>,
        #[command(flatten)]
        which: Which,
        /// How to print the list.
        #[arg(long, value_enum, default_value = "markdown")]
        format: Print,
    },
}

/// What can be decided about parties.
#[derive(Subcommand)]
pub enum PartyCommand {
    /// Two parties are one: whatever is read of the first, now and later, is of the second.
    Merge {
        /// The number (#12) or name of the one that goes.
        from: String,
        /// The number or name of the one that stays.
        into: String,
    },
    /// One party is two: in these reports it is another.
    Split {
        /// The number (#12) or name of the party to take them from.
        from: String,
        /// The name of the new one.
        name: String,
        /// Ids, addresses or numbers (#12) of the reports.
        #[arg(required = true)]
        reports: Vec<String>,
    },
}

/// What can be decided about entries.
#[derive(Subcommand)]
pub enum EntryCommand {
    /// An entry was read wrongly: no answer shows it. Without entries, list those, counted by what made them.
    Wrong {
        /// Numbers of entries (#12), or what one report says (#3/m1: report and id in its record).
        entries: Vec<String>,
    },
    /// Two entries are one: two meetings, say.
    Merge {
        /// The number (#12) of the one that goes.
        from: String,
        /// The number of the one that stays.
        into: String,
    },
    /// One entry is two: what these reports say is another.
    Split {
        /// The number (#12) of the entry.
        from: String,
        /// Ids, addresses or numbers (#12) of the reports.
        #[arg(required = true)]
        reports: Vec<String>,
    },
}

/// What can be done with decisions.
#[derive(Subcommand)]
pub enum DecisionCommand {
    /// Take a decision back.
    Revoke {
        /// Its number.
        decision: i64,
    },
}

/// Lists or decides; false where there is nothing to list.
pub fn decide(what: Decided) -> io::Result<bool> {
    match what {
        Decided::Party { what: None, named, which, format } => parties(&which.ask()?, &named, format),
        Decided::Party { what: Some(what), which, .. } => party(&mut which.decide()?, what),
        Decided::Entry { what: None, about, which, format } => {
            let words: Vec<String> = about.split_whitespace().map(String::from).collect();
            let (archive, scope) = about_what(&which, &words)?;
            let entries = archive.entries(&scope, "mioec").map_err(failed)?;
            crate::print(&if format == Print::Json { json(&entries) } else { entries.markdown() })?;
            Ok(!entries.lines.is_empty())
        }
        Decided::Entry { what: Some(EntryCommand::Wrong { entries }), which, format, .. } if entries.is_empty() => {
            wrong(&which.ask()?, format)
        }
        Decided::Entry { what: Some(what), which, .. } => entry(&mut which.decide()?, what),
        Decided::Decision { what: None, which, format } => decisions(&which.ask()?, format),
        Decided::Decision { what: Some(DecisionCommand::Revoke { decision }), which, .. } => {
            which.decide()?.revoke(decision).map_err(failed)?;
            Ok(true)
        }
    }
}

fn parties(archive: &Archive, words: &str, format: Print) -> io::Result<bool> {
    let all = archive.parties(words, LISTED).map_err(failed)?;
    if format == Print::Json {
        crate::print(&json(&all))?;
        return Ok(!all.is_empty());
    }
    for p in &all {
        let country = p.country.as_ref().map_or(String::new(), |c| format!(", {c}"));
        crate::print(&format!(
            "#{:<5} {} ({}{country}; {} reports)\n",
            p.id,
            p.name,
            p.kind.replace('_', " "),
            p.reports
        ))?;
    }
    if all.len() == LISTED {
        eprintln!("the {LISTED} in most reports; --named lists others");
    }
    Ok(!all.is_empty())
}

fn party(archive: &mut Archive, what: PartyCommand) -> io::Result<bool> {
    match what {
        PartyCommand::Merge { from, into } => {
            let (Some(from), Some(into)) = (party_named(archive, &from)?, party_named(archive, &into)?) else {
                return Ok(false);
            };
            archive.merge_parties(from, into).map_err(failed)?;
        }
        PartyCommand::Split { from, name, reports } => {
            let Some(from) = party_named(archive, &from)? else { return Ok(false) };
            let reports = named(archive, &reports)?;
            let new = archive.split_party(from, &reports, &name).map_err(failed)?;
            eprintln!("#{new} {name}");
        }
    }
    Ok(true)
}

fn entry(archive: &mut Archive, what: EntryCommand) -> io::Result<bool> {
    let number = |words: &str| {
        let number = words.trim_start_matches('#').parse::<i64>();
        number.map_err(|_| {
            io::Error::other(format!("{words:?} is no number of an entry such as #12; `rapporteur entry` lists them"))
        })
    };
    match what {
        EntryCommand::Wrong { entries } => {
            for words in &entries {
                match words.rsplit_once('/') {
                    Some((report, id)) => {
                        for report in named(archive, &[report.to_string()])? {
                            archive.wrong_claim(report, id).map_err(failed)?;
                        }
                    }
                    None => {
                        archive.wrong_entry(number(words)?).map_err(failed)?;
                    }
                }
            }
        }
        EntryCommand::Merge { from, into } => {
            archive.merge_entries(number(&from)?, number(&into)?).map_err(failed)?;
        }
        EntryCommand::Split { from, reports } => {
            let reports = named(archive, &reports)?;
            let new = archive.split_entry(number(&from)?, &reports).map_err(failed)?;
            eprintln!("#{new}");
        }
    }
    Ok(true)
}

fn wrong(archive: &Archive, format: Print) -> io::Result<bool> {
    let all = archive.wrong().map_err(failed)?;
    if format == Print::Json {
        crate::print(&json(&all))?;
        return Ok(!all.is_empty());
    }
    let mut by: BTreeMap<&str, Vec<&WrongClaim>> = BTreeMap::new();
    all.iter().for_each(|w| by.entry(&w.made_by).or_default().push(w));
    for (rule, claims) in by {
        crate::print(&format!("{rule}: {}\n", claims.len()))?;
        for w in claims {
            let words: String = w.words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            crate::print(&format!("  #{}/{} {} (decision {}): {words}\n", w.report, w.id, w.class, w.decision))?;
        }
    }
    eprintln!("{} marked as wrong; `rapporteur decision revoke` takes it back", all.len());
    Ok(!all.is_empty())
}

fn decisions(archive: &Archive, format: Print) -> io::Result<bool> {
    let all = archive.decisions().map_err(failed)?;
    if format == Print::Json {
        crate::print(&json(&all))?;
        return Ok(!all.is_empty());
    }
    for d in &all {
        let who = d.who.as_ref().map_or(String::new(), |w| format!(" {w}"));
        let revoked = d.revoked.as_ref().map_or(String::new(), |at| format!(" (taken back {at})"));
        crate::print(&format!("{:<4} {}{who}: {}{revoked}\n", d.id, d.at, d.told()))?;
    }
    Ok(!all.is_empty())
}
