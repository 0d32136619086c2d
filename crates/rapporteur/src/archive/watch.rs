//! `rapporteur watch`: the feeds of a TOML file, each in its own rhythm.

use std::io;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use rapporteur::Reader;
use serde::Deserialize;

use super::{
    Which,
    add::{Input, Taker, stopped},
};

pub const EXAMPLE: &str = "Example of a file:

  every = 900                # seconds between two visits to a feed; 900 where it says nothing

  [[feed]]
  url = \"https://example.org/world/rss.xml\"
  publisher = \"The Example\"  # in place of the feed's title
  every = 300";

/// A feed is not visited more often than this.
const LEAST: u64 = 60;

/// What to follow.
#[derive(Args)]
pub struct WatchArgs {
    /// The feeds.
    file: PathBuf,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    input: Input,
    /// Lay the TOML files of this folder over the rules that ship.
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Visit each feed once, and end.
    #[arg(long)]
    once: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Feeds {
    #[serde(default = "quarter")]
    every: u64,
    feed: Vec<Feed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Feed {
    url: String,
    publisher: Option<String>,
    every: Option<u64>,
}

fn quarter() -> u64 {
    900
}

/// Follows the feeds until Ctrl-C, or visits each once; false where one of them failed.
pub fn watch(args: WatchArgs) -> io::Result<bool> {
    let named = |what: String| io::Error::other(format!("{}: {what}", args.file.display()));
    let words = std::fs::read_to_string(&args.file).map_err(|e| named(e.to_string()))?;
    let feeds: Feeds = toml::from_str(&words).map_err(|e| named(e.to_string()))?;
    let archive = args.which.open()?;
    let reader = Reader::with(crate::lexicon::load(args.lexicon.as_deref())?).map_err(io::Error::other)?;
    let mut taker = Taker::new(args.which.clone(), archive, reader, None)?;
    let mut due: Vec<Instant> = vec![Instant::now(); feeds.feed.len()];
    let mut well = true;
    while !stopped() {
        for (feed, due) in feeds.feed.iter().zip(&mut due).filter(|(_, due)| **due <= Instant::now()) {
            if stopped() {
                break;
            }
            let input = args.input.published_by(feed.publisher.clone());
            well &= taker.take(std::slice::from_ref(&feed.url), &input)?;
            *due = Instant::now() + Duration::from_secs(feed.every.unwrap_or(feeds.every).max(LEAST));
        }
        if args.once {
            return Ok(well);
        }
        thread::sleep(Duration::from_millis(500));
    }
    Ok(well)
}
