//! `rapporteur resolve`: phrases for actors into country, sector, kind, name and ids.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use rapporteur::{Day, Lexicon, Reader, Resolved};
use serde::{Deserialize, Serialize};

/// What the command takes.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct ResolveArgs {
    /// A file of phrases, or - for standard input: a phrase a line, or JSON Lines with `phrase` and, if there are,
    /// `id` and `date`.
    #[arg(default_value = "-", conflicts_with = "phrase")]
    file: String,
    /// A phrase, instead of a file; may be given several times.
    #[arg(long, short)]
    phrase: Vec<String>,
    /// How to print; text for people, the default.
    #[arg(long, value_enum, default_value = "text")]
    format: ResolveFormat,
    /// The day as of which to resolve, for phrases that bring none: 2003-05-01, 2003-05, 2003 or "1 May 2003".
    #[arg(long, value_parser = day)]
    date: Option<Day>,
    /// Your own parties: TOML, or PETRARCH's and CAMEO's actor and agent dictionaries; see docs/parties-files.md. May be
    /// given several times.
    #[arg(long, value_name = "FILE")]
    parties: Vec<PathBuf>,
    /// Write here instead of standard output.
    #[arg(long, short)]
    output: Option<PathBuf>,
}

const EXAMPLES: &str = "Examples:
  rapporteur resolve --phrase \"Britain's Defence Ministry\"
  rapporteur resolve --phrase 'a Taliban spokesman' --date 1999-05-01
  rapporteur resolve actors.txt --format csv --output actors.csv
  cut -f3 events.tsv | rapporteur resolve - --format jsonl
  rapporteur resolve actors.jsonl --parties my-actors.txt --format json

A line of JSON Lines: {\"id\": \"e12\", \"phrase\": \"the interior minister\", \"date\": \"2011-03-02\"}
The sectors are PLOVER's agent codes: GOV MIL REB PRM UAF COP SPY JUD LEG OPP PTY ELI PRE CVL REF REL EDU MED JRN LAB
AGR BUS CRM NGO IGO, the most telling first. What a phrase does not tell stays empty: countries as a whole have no sector.
Leaders and groups are what they were on the date; without a date, what they last were.

Exit codes: 0 all was resolved; 1 some line could not be read (each is named); 2 the command was wrong.";

/// What `resolve` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ResolveFormat {
    /// For a person: a phrase, what it means, a line each.
    Text,
    /// One JSON array.
    Json,
    /// A JSON object a line.
    Jsonl,
    /// A table with a head line; several codes or ids are joined by a space.
    Csv,
}

/// A phrase to resolve.
#[derive(Debug, Deserialize)]
struct Query {
    #[serde(default)]
    id: Option<serde_json::Value>,
    phrase: String,
    #[serde(default)]
    date: Option<String>,
}

/// What is printed of it.
#[derive(Debug, Serialize)]
struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<serde_json::Value>,
    phrase: String,
    #[serde(flatten)]
    resolved: Resolved,
}

fn day(words: &str) -> Result<Day, String> {
    Day::parse(words).ok_or_else(|| format!("{words:?} is no day such as 2003-05-01, 2003-05, 2003 or \"1 May 2003\""))
}

/// Resolves all; false where a line could not be read.
pub fn resolve(args: ResolveArgs) -> io::Result<bool> {
    let Some(lexicon) = knowing(Lexicon::shipped().clone(), &args.parties) else { return Ok(false) };
    let reader = Reader::with(lexicon).map_err(io::Error::other)?;
    let out: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(File::create(path).map_err(|e| named(&path.display().to_string(), e))?),
        None => Box::new(io::stdout().lock()),
    };
    let mut printer = Printer::new(out, args.format)?;
    let mut all_read = true;
    let queries: Box<dyn Iterator<Item = io::Result<(usize, String)>>> = if args.phrase.is_empty() {
        Box::new(open(&args.file)?.lines().enumerate().map(|(i, line)| Ok((i + 1, line?))))
    } else {
        Box::new(args.phrase.clone().into_iter().map(|p| Ok((0, p))))
    };
    for query in queries {
        let (line, words) = query.map_err(|e| named(&args.file, e))?;
        if words.trim().is_empty() {
            continue;
        }
        match read(&words).and_then(|q| answer(&reader, q, args.date)) {
            Ok(answer) => printer.print(answer)?,
            Err(wrong) => {
                all_read = false;
                eprintln!("rapporteur: {}:{line}: {wrong}", args.file);
            }
        }
    }
    printer.finish()?;
    Ok(all_read)
}

/// A lexicon that also knows a user's own parties; none where a file of them cannot be used. What is wrong is told.
pub fn knowing(lexicon: Lexicon, parties: &[PathBuf]) -> Option<Lexicon> {
    if parties.is_empty() {
        return Some(lexicon);
    }
    let (own, wrong) = match rapporteur::own_parties(parties) {
        Ok((own, left_out)) => (Some(own), left_out),
        Err(wrong) => (None, wrong),
    };
    wrong.iter().for_each(|w| eprintln!("rapporteur: {w}"));
    own.map(|own| lexicon.knowing(&own))
}

fn named(file: &str, e: io::Error) -> io::Error {
    io::Error::new(e.kind(), format!("{file}: {e}"))
}

fn open(file: &str) -> io::Result<Box<dyn BufRead>> {
    if file == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(BufReader::new(File::open(file).map_err(|e| named(file, e))?)))
}

/// A line: a JSON object, or the phrase itself.
fn read(line: &str) -> Result<Query, String> {
    let line = line.trim().trim_start_matches('\u{feff}');
    if !line.starts_with('{') {
        return Ok(Query { id: None, phrase: line.to_owned(), date: None });
    }
    serde_json::from_str(line).map_err(|e| {
        format!("is no JSON object with a \"phrase\" ({e}); write {{\"id\": 1, \"phrase\": \"...\", \"date\": \"2003-05-01\"}}")
    })
}

fn answer(reader: &Reader, query: Query, usual: Option<Day>) -> Result<Answer, String> {
    let date = query.date.as_deref().filter(|d| !d.trim().is_empty());
    let day = date.map(day).transpose()?.or(usual);
    let resolved = reader.resolve(&query.phrase, day);
    Ok(Answer { id: query.id, phrase: query.phrase, resolved })
}

struct Printer {
    out: Box<dyn Write>,
    format: ResolveFormat,
    printed: usize,
}

impl Printer {
    fn new(mut out: Box<dyn Write>, format: ResolveFormat) -> io::Result<Self> {
        if format == ResolveFormat::Csv {
            row(&mut out, &["id", "phrase", "country", "sector", "kind", "name", "ids"].map(str::to_owned))?;
        }
        Ok(Printer { out, format, printed: 0 })
    }

    fn print(&mut self, a: Answer) -> io::Result<()> {
        let r = &a.resolved;
        let country = r.country.map_or(String::new(), |c| c.to_string());
        let kind = r.kind.map_or("", |k| k.as_str());
        match self.format {
            ResolveFormat::Text => {
                let or = |s: &str| if s.is_empty() { "-".to_owned() } else { s.to_owned() };
                let ids = if r.ids.is_empty() { String::new() } else { format!(" ({})", r.ids.join(", ")) };
                let sector = or(&r.sector.join(","));
                writeln!(
                    self.out,
                    "{}\n    {} {sector} {} · {}{ids}",
                    a.phrase,
                    or(&country),
                    or(&kind.replace('_', " ")),
                    r.name
                )?;
            }
            ResolveFormat::Json | ResolveFormat::Jsonl => {
                let before = match (self.format, self.printed) {
                    (ResolveFormat::Jsonl, _) => "",
                    (_, 0) => "[\n",
                    _ => ",\n",
                };
                write!(self.out, "{before}{}", serde_json::to_string(&a)?)?;
                if self.format == ResolveFormat::Jsonl {
                    writeln!(self.out)?;
                }
            }
            ResolveFormat::Csv => {
                let id = match &a.id {
                    Some(serde_json::Value::String(s)) => s.clone(),
                    Some(other) => other.to_string(),
                    None => String::new(),
                };
                let fields =
                    [id, a.phrase.clone(), country, r.sector.join(" "), kind.into(), r.name.clone(), r.ids.join(" ")];
                row(&mut self.out, &fields)?;
            }
        }
        self.printed += 1;
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        match (self.format, self.printed) {
            (ResolveFormat::Json, 0) => writeln!(self.out, "[]")?,
            (ResolveFormat::Json, _) => writeln!(self.out, "\n]")?,
            _ => {}
        }
        self.out.flush()
    }
}

fn row(out: &mut impl Write, fields: &[String]) -> io::Result<()> {
    let mut line = csv::Writer::from_writer(out);
    line.write_record(fields)?;
    line.flush()
}
