//! `rapporteur export`: all records of an archive, as tables or in the layout of another program.

use std::io;
use std::path::PathBuf;

use clap::Args;
use rapporteur::export::Ties;
use rapporteur::view;

use super::{Which, failed};
use crate::output::{Format, Output, refuse};

/// What to export, and where to.
#[derive(Args)]
pub struct ExportArgs {
    #[command(flatten)]
    which: Which,
    /// How.
    #[arg(long, value_enum)]
    format: Format,
    /// The folder for its files [default: standard output, for formats of one file].
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Exports; false where a report could not be read back.
pub fn export(args: ExportArgs) -> io::Result<bool> {
    if args.format == Format::Conllu {
        refuse("an archive keeps no trees; `rapporteur read --format conllu` reads them from the texts");
    }
    let archive = args.which.ask()?;
    let made_of = rapporteur::made_of();
    let mut out = match &args.output {
        Some(folder) => Output::in_folder(args.format, folder, &made_of)?,
        None => Output::open(args.format, true, None, &made_of)?,
    };
    let (mut done, mut damaged) = (0, 0);
    for report in archive.reports().map_err(failed)? {
        let found = archive.believed(report).and_then(|r| Ok((r, Ties::in_archive(&archive, report)?)));
        match found {
            Ok((record, ties)) => {
                out.write(&args.format.written(record, &ties, view::Look::default()), &ties)?;
                done += 1;
            }
            Err(e) => {
                damaged += 1;
                eprintln!("rapporteur: {e}");
            }
        }
    }
    out.finish()?;
    eprintln!("{done} reports exported, {damaged} damaged");
    Ok(damaged == 0)
}
