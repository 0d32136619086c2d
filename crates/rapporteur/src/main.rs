//! The command line.

mod archive;
mod lexicon;
mod output;
mod read;
mod resolve;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use output::Format;
use rapporteur::{Lexicon, Reader, explain, view};
use rapporteur_intake::Options;

/// Reads news reports of negotiations and keeps the record: who said what, when and where, each entry tied to the exact
/// words that state it.
#[derive(Parser)]
#[command(name = "rapporteur", version, after_help = EXAMPLES)]
struct Command {
    #[command(subcommand)]
    what: What,
}

const EXAMPLES: &str = "Examples:
  rapporteur read corpus/dev/1999-lome-1.txt --published 1999-07-07
  rapporteur read saved-page.html
  rapporteur read news/ --format jsonl --output records.jsonl
  rapporteur read news/ --format parquet --output tables/
  rapporteur read reports.jsonl --fields text=body,published=date --format jsonl
  rapporteur explain corpus/dev/1999-lome-1.txt s1

Exit codes: 0 all was read; 1 some input failed (each is named); 2 the command was wrong; 3 nothing could be written.";

#[derive(Subcommand)]
enum What {
    /// Read reports and print their records.
    #[command(after_help = EXAMPLES)]
    Read(ReadArgs),
    /// Show which words, tree and lexicon entry made an entry of a report's record.
    Explain {
        /// A file with one report.
        file: String,
        /// The entry's id: s1, p3, t2, ...
        id: String,
        /// EDTF date of publication, where the file does not say.
        #[arg(long, value_parser = day)]
        published: Option<String>,
        /// Lay the TOML files of this folder over the rules that ship.
        #[arg(long, value_name = "DIR")]
        lexicon: Option<std::path::PathBuf>,
    },
    /// Look after rules of your own.
    #[command(subcommand)]
    Lexicon(lexicon::LexiconCommand),
    /// Say who is meant by phrases: country, sector, kind, name and ids, as of a date.
    Resolve(resolve::ResolveArgs),
    /// Print the JSON schema of a record.
    Schema,
    #[command(flatten)]
    Archive(archive::ArchiveCommand),
}

#[derive(Args)]
struct ReadArgs {
    /// Files (text, Markdown, HTML, JSON Lines; .gz and .zst of these), folders, patterns, or - for standard input.
    #[arg(required = true)]
    paths: Vec<String>,
    /// How to print records; text for people, the default.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Threads [default: one for each core].
    #[arg(long)]
    jobs: Option<std::num::NonZeroUsize>,
    /// Write here instead of standard output; for tables (parquet, csv, jsonl-tables) and timeml a folder.
    #[arg(long, short)]
    output: Option<std::path::PathBuf>,
    /// EDTF date of publication (2025-12-05), for reports that do not say.
    #[arg(long, value_parser = day)]
    published: Option<String>,
    /// The outlet, for reports that do not say.
    #[arg(long)]
    publisher: Option<String>,
    /// The address, for reports that do not say.
    #[arg(long)]
    url: Option<String>,
    /// The headline, for reports that do not say.
    #[arg(long)]
    title: Option<String>,
    /// Columns of JSON Lines: text=body,published=date,id=uri.
    #[arg(long, value_delimiter = ',', value_parser = field)]
    fields: Vec<(String, String)>,
    /// Lay the TOML files of this folder over the rules that ship (see `rapporteur lexicon check`).
    #[arg(long, value_name = "DIR")]
    lexicon: Option<std::path::PathBuf>,
    /// Your own parties: TOML, or PETRARCH's and CAMEO's actor and agent dictionaries; see docs/parties-files.md. May be
    /// given several times.
    #[arg(long, value_name = "FILE")]
    parties: Vec<std::path::PathBuf>,
    /// Read texts that do not look English all the same.
    #[arg(long)]
    any_language: bool,
}

fn field(s: &str) -> Result<(String, String), String> {
    const KNOWN: [&str; 7] = ["id", "text", "title", "publisher", "author", "url", "published"];
    match s.split_once('=') {
        Some((k, c)) if KNOWN.contains(&k) && !c.is_empty() => Ok((k.into(), c.into())),
        _ => Err(format!("{s:?} is not NAME=COLUMN with a name of: {}", KNOWN.join(", "))),
    }
}

fn day(s: &str) -> Result<String, String> {
    rapporteur_intake::edtf(s).ok_or_else(|| format!("{s:?} is no date such as 2025-12-05, 2025-12 or 2025"))
}

fn main() -> ExitCode {
    let outcome = match Command::parse().what {
        What::Read(args) => read::read(args),
        What::Explain { file, id, published, lexicon } => {
            lexicon::load(lexicon.as_deref()).and_then(|lexicon| explain_entry(&file, &id, published, lexicon))
        }
        What::Lexicon(what) => lexicon::lexicon(what),
        What::Resolve(args) => resolve::resolve(args),
        What::Schema => print(&rapporteur::schema()).map(|()| true),
        What::Archive(command) => archive::run(command),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // Whoever reads our output has had enough: that is no error.
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("rapporteur: {e}");
            ExitCode::from(3)
        }
    }
}

fn print(words: &str) -> std::io::Result<()> {
    std::io::stdout().lock().write_all(words.as_bytes())
}

fn explain_entry(file: &str, id: &str, published: Option<String>, lexicon: Lexicon) -> std::io::Result<bool> {
    let options = Options { published, ..Options::default() };
    let Some(report) = rapporteur_intake::open(&[file.to_string()], options).next() else { return Ok(false) };
    let report = match report {
        Ok(r) => r,
        Err(e) => {
            eprintln!("rapporteur: {e}");
            return Ok(false);
        }
    };
    let reader = Reader::with(lexicon.clone()).map_err(std::io::Error::other)?;
    let analysis = reader.analyse(&report.text);
    match explain::explain(&reader.read(report), &analysis, &lexicon, id) {
        Some(words) => print(&words).map(|()| true),
        None => {
            eprintln!("rapporteur: the record of {file} has no entry {id}; see `rapporteur read {file} --format json`");
            Ok(false)
        }
    }
}

/// Colours where a person looks, unless they asked for none (no-color.org).
fn look(to_terminal: bool) -> view::Look {
    let wanted = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    view::Look { colours: to_terminal && wanted && std::io::stdout().is_terminal() }
}
