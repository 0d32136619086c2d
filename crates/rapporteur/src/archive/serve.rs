//! `rapporteur serve`: the archive in a browser.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, OnceLock};

use clap::Args;
use rapporteur::Reader;
use rapporteur_archive::{Archive, Error, Kept, Prepared};
use rapporteur_desk::{Config, Desk, Take, Taken};
use rapporteur_intake::fetch::{Care, Fetcher};
use rapporteur_intake::{Options, web};

use super::{Which, failed};

/// How to serve.
#[derive(Args)]
pub struct ServeArgs {
    #[command(flatten)]
    which: Which,
    /// The port; 0 takes any that is free.
    #[arg(long, default_value_t = 8765)]
    port: u16,
    /// Only show the archive: nothing can be added or corrected.
    #[arg(long)]
    read_only: bool,
}

/// Serves until Ctrl-C.
pub fn serve(args: ServeArgs) -> io::Result<bool> {
    let path = args.which.path();
    // Made where it is not there: an empty desk says how to fill it.
    drop(args.which.open()?);
    let config = Config::new(&path).read_only(args.read_only).taking(Arc::new(Taker::default()));
    let desk = Desk::open(config).map_err(failed)?;
    let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), args.port);
    let listener = TcpListener::bind(address).map_err(|e| io::Error::other(format!("{address}: {e}; try --port 0")))?;
    eprintln!("{} is open at http://{}/ (Ctrl-C closes it)", path.display(), listener.local_addr()?);
    rapporteur_desk::serve(desk, listener)?;
    Ok(true)
}

/// Takes reports in for the desk; the model is loaded when it is first needed.
#[derive(Default)]
struct Taker {
    reader: OnceLock<Reader>,
}

impl Taker {
    fn reader(&self) -> Result<&Reader, Error> {
        if let Some(reader) = self.reader.get() {
            return Ok(reader);
        }
        let reader = Reader::new().map_err(|e| Error::Damaged(format!("the model: {e}")))?;
        Ok(self.reader.get_or_init(|| reader))
    }

    fn keep(
        &self,
        archive: &mut Archive,
        reports: impl IntoIterator<Item = Result<rapporteur::Report, rapporteur_intake::Error>>,
    ) -> Result<Taken, Error> {
        let mut taken = Taken::default();
        for report in reports {
            match report {
                Err(e) => {
                    archive.fail(&e.source_name(), &e.to_string(), "{}")?;
                    taken.failed.push(e.to_string());
                }
                Ok(report) => match archive.keep(&Prepared::new(self.reader()?.read(report))?)? {
                    Kept::New { report, .. } => taken.kept.push(report),
                    Kept::Already { report } => taken.known.push(report),
                },
            }
        }
        Ok(taken)
    }
}

impl Take for Taker {
    fn file(&self, archive: &mut Archive, name: &str, bytes: &[u8], published: Option<&str>) -> Result<Taken, Error> {
        let options = Options { published: published.map(String::from), ..Options::default() };
        self.keep(archive, rapporteur_intake::reports_of(name, bytes, &options))
    }

    fn address(&self, archive: &mut Archive, url: &str) -> Result<Taken, Error> {
        let (told, _) = std::sync::mpsc::channel();
        let pages =
            web::follow([url.to_string()], Fetcher::new(Care::default()), web::NoMemory, Options::default(), told);
        self.keep(archive, pages)
    }
}
