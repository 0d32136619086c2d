//! `rapporteur serve`, `mcp` and `token`: the archive in a browser, for programs and for assistants.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use clap::{Args, Subcommand};
use rapporteur::Reader;
use rapporteur_archive::{Archive, Error, Kept, Prepared};
use rapporteur_desk::{Config, Desk, Read, Safety, Take, Taken, Tokens};
use rapporteur_intake::fetch::{Care, Fetcher};
use rapporteur_intake::{Options, web};

use super::{Which, failed};

/// How to serve.
#[derive(Args)]
pub struct ServeArgs {
    #[command(flatten)]
    which: Which,
    /// The address to listen on; any other than this machine's own needs a token (`rapporteur token add`).
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,
    /// A name that the desk goes by besides `localhost` and addresses; may be given several times.
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// Requests a second that one client may send over time; 0 sets no bound.
    #[arg(long, default_value_t = 100)]
    rate: u32,
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
    let taker = Arc::new(Taker::default());
    let config = Config::new(&path).read_only(args.read_only).taking(taker.clone()).reading(taker);
    let desk = Desk::open(config.guarded(safety(&args, &path)?)).map_err(failed)?;
    let address = SocketAddr::new(args.bind, args.port);
    let listener = TcpListener::bind(address).map_err(|e| io::Error::other(format!("{address}: {e}; try --port 0")))?;
    eprintln!("{} is open at http://{}/ (Ctrl-C closes it)", path.display(), listener.local_addr()?);
    rapporteur_desk::serve(desk, listener)?;
    Ok(true)
}

/// Where there are tokens, the desk is closed to all others, on this machine too.
fn safety(args: &ServeArgs, archive: &Path) -> io::Result<Safety> {
    let mut safety = Safety::new().with_hosts(args.host.clone());
    if let Some(rate) = NonZeroU32::new(args.rate) {
        safety = safety.with_rate(rate);
    }
    let tokens = Tokens::open(Tokens::beside(archive))?;
    match (tokens.list().is_empty(), args.bind.is_loopback()) {
        (false, _) => Ok(safety.with_tokens(tokens)),
        (true, true) => Ok(safety),
        (true, false) => Err(io::Error::other(format!(
            "{} can be reached by others: make a token first with `rapporteur token add NAME`, or leave --bind out",
            args.bind
        ))),
    }
}

/// Answers an assistant until its input ends.
pub fn mcp(which: &Which) -> io::Result<bool> {
    let archive = which.ask()?;
    rapporteur_desk::mcp(&archive, &Taker::default(), io::stdin().lock(), io::stdout().lock())?;
    Ok(true)
}

/// Who may open the desk.
#[derive(Subcommand)]
pub enum TokenCommand {
    /// Make a token and print it, once.
    Add {
        /// Whose it is.
        name: String,
        #[command(flatten)]
        which: Which,
    },
    /// The names of the tokens.
    List {
        #[command(flatten)]
        which: Which,
    },
    /// Take a token back; a desk that is open knows at once.
    Remove {
        /// Whose it is.
        name: String,
        #[command(flatten)]
        which: Which,
    },
}

/// Makes, lists or takes back; false where there is none of that name.
pub fn token(command: TokenCommand) -> io::Result<bool> {
    let of = |which: &Which| Tokens::open(Tokens::beside(&which.path()));
    match command {
        TokenCommand::Add { name, which } => {
            crate::print(&format!("{}\n", of(&which)?.add(&name)?))?;
            eprintln!("rapporteur: this is shown once; whoever has it can open the desk");
            Ok(true)
        }
        TokenCommand::List { which } => {
            let line = |t: rapporteur_desk::Token| format!("{}  {}\n", t.made, t.name);
            crate::print(&of(&which)?.list().into_iter().map(line).collect::<String>())?;
            Ok(true)
        }
        TokenCommand::Remove { name, which } => {
            let removed = of(&which)?.remove(&name)?;
            if !removed {
                eprintln!("rapporteur: there is no token {name:?}; `rapporteur token list` shows them");
            }
            Ok(removed)
        }
    }
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

impl Read for Taker {
    fn read(&self, report: rapporteur::Report) -> Result<rapporteur::Record, Error> {
        Ok(self.reader()?.read(report))
    }
}
