//! The desk under load: how long each page takes, and many clients at once while reports are added.
//!
//! The desk runs as users run it, in a process of its own; clients speak HTTP over loopback and keep their connections;
//! the writer is a third party to both, as `rapporteur add` is.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use rapporteur_archive::{Archive, Prepared};
use rapporteur_bench::generate::{Generator, mix};
use rapporteur_bench::gold::Gold;

use crate::row;

/// How often each page is asked when nobody else asks.
const ROUNDS: u64 = 40;
/// Reports that can be added while clients ask.
const ADDED: u64 = 20_000;
/// The writer's pause between reports.
const PAUSE: Duration = Duration::from_millis(50);
/// What is asked; `{p}`, `{r}` and `{a}` are numbers of processes, reports and parties.
const PAGES: [&str; 14] = [
    "/",
    "/processes",
    "/process/{p}",
    "/report/{r}",
    "/parties",
    "/party/{a}",
    "/statements",
    "/calendar",
    "/map",
    "/archive",
    "/api/v1/reports",
    "/api/v1/reports/{r}",
    "/api/v1/statements?limit=20",
    "/api/v1/find?words=ceasefire&limit=20",
];

/// How heavy the load is.
#[derive(Args)]
pub struct DeskArgs {
    /// The program that serves.
    program: PathBuf,
    /// Reports of the archive, which is generated.
    #[arg(long, default_value_t = 100_000)]
    reports: u64,
    /// Clients at once.
    #[arg(long, default_value_t = 200)]
    clients: u64,
    /// For so many seconds.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

/// Measures; true where every figure is within its bound.
pub fn desk(corpus: &[Gold], args: DeskArgs) -> bool {
    let file = std::env::temp_dir().join(format!("rapporteur-desk-{}.archive", std::process::id()));
    let generator = Generator::new(corpus, args.reports + ADDED);
    let mut archive = Archive::open(&file).expect("a new archive");
    for i in 0..args.reports {
        keep(&mut archive, &generator, i);
    }
    let numbers = Numbers::of(&archive, args.reports);
    let mut server = Server::start(&args.program, &file).expect("the desk opens");
    println!("| what | figure | bound | holds |\n|---|---|---|---|");
    let mut well = pages(&server.address, &numbers);
    well &= load(&server.address, &numbers, &args, &mut archive, &generator);
    server.stop();
    drop(archive);
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
    well
}

fn keep(archive: &mut Archive, generator: &Generator, i: u64) {
    let record = Prepared::new(generator.record(i)).expect("a generated record holds together");
    archive.keep(&record).expect("it is kept");
}

/// Each page asked alone.
fn pages(address: &str, numbers: &Numbers) -> bool {
    let mut client = Client::new(address);
    let mut well = true;
    for page in PAGES {
        let (mut times, mut largest) = (vec![], 0);
        for round in 0..ROUNDS {
            let path = numbers.filled(page, mix(round));
            let began = Instant::now();
            let (status, size) = client.get(&path).expect("the desk answers");
            assert_eq!(status, 200, "{path}");
            times.push(began.elapsed());
            largest = largest.max(size);
        }
        let late = percentile(&mut times, 95);
        let told = format!("{:.1} ms, {} kB at most", late * 1e3, largest / 1000);
        well &= row(
            &format!("`{page}` alone, 95th percentile"),
            told,
            "≤ 100 ms, ≤ 300 kB",
            late <= 0.1 && largest <= 300_000,
        );
    }
    well
}

/// Many clients at once while reports are added.
fn load(address: &str, numbers: &Numbers, args: &DeskArgs, archive: &mut Archive, generator: &Generator) -> bool {
    let stop = AtomicBool::new(false);
    let (mut times, mut errors, mut kept) = (vec![], vec![], vec![]);
    thread::scope(|scope| {
        let stop = &stop;
        let clients: Vec<_> =
            (0..args.clients).map(|c| scope.spawn(move || asked(address, numbers, c, stop))).collect();
        let until = Instant::now() + Duration::from_secs(args.seconds);
        let mut i = args.reports;
        while Instant::now() < until && i < args.reports + ADDED {
            let began = Instant::now();
            keep(archive, generator, i);
            kept.push(began.elapsed());
            i += 1;
            thread::sleep(PAUSE);
        }
        stop.store(true, Ordering::Relaxed);
        for client in clients {
            let (took, failed) = client.join().expect("a client does not panic");
            times.extend(took);
            errors.extend(failed);
        }
    });
    let asked = times.len();
    let late = percentile(&mut times, 95);
    let told = format!("{:.0} ms over {asked} requests", late * 1e3);
    let mut well = row(
        &format!("{} clients for {} s, 95th percentile", args.clients, args.seconds),
        told,
        "≤ 250 ms",
        late <= 0.25,
    );
    well &= row("errors", errors.len().to_string(), "0", errors.is_empty());
    errors.iter().take(5).for_each(|e| eprintln!("{e}"));
    let (added, slow) = (kept.len(), percentile(&mut kept, 95));
    let told = format!("{added}, 95 of 100 in {:.0} ms", slow * 1e3);
    well & row("reports added meanwhile", told, "95 of 100 in ≤ 1 s", slow <= 1.0)
}

/// What one client measures until it is told to stop.
fn asked(address: &str, numbers: &Numbers, client: u64, stop: &AtomicBool) -> (Vec<Duration>, Vec<String>) {
    let (mut times, mut errors, mut connection) = (vec![], vec![], Client::new(address));
    for n in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let chosen = mix(client << 32 | n);
        let path = numbers.filled(PAGES[(chosen % PAGES.len() as u64) as usize], chosen >> 8);
        let began = Instant::now();
        match connection.get(&path) {
            Ok((200, _)) => times.push(began.elapsed()),
            Ok((status, _)) => errors.push(format!("{path}: {status}")),
            Err(e) => errors.push(format!("{path}: {e}")),
        }
    }
    (times, errors)
}

fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort();
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).map_or(0.0, Duration::as_secs_f64)
}

/// Numbers that are in the archive.
struct Numbers {
    processes: Vec<i64>,
    parties: Vec<i64>,
    reports: u64,
}

impl Numbers {
    fn of(archive: &Archive, reports: u64) -> Self {
        let processes = archive.processes().expect("processes").iter().map(|p| p.id).collect();
        let parties =
            archive.parties_listed("", None, None, (0, 500)).expect("parties").1.iter().map(|p| p.id).collect();
        Numbers { processes, parties, reports }
    }

    fn filled(&self, page: &str, chosen: u64) -> String {
        let of = |all: &[i64]| all[(chosen % all.len() as u64) as usize].to_string();
        page.replace("{p}", &of(&self.processes))
            .replace("{a}", &of(&self.parties))
            .replace("{r}", &(chosen % self.reports + 1).to_string())
    }
}

/// The desk in a process of its own.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(program: &Path, archive: &Path) -> io::Result<Server> {
        let mut process = Command::new(program)
            .args(["serve", "--port", "0", "--rate", "0", "--archive"])
            .arg(archive)
            .stderr(Stdio::piped())
            .spawn()?;
        let mut told = String::new();
        if let Some(said) = process.stderr.take() {
            BufReader::new(said).read_line(&mut told)?;
        }
        let address = told.split("http://").nth(1).and_then(|a| a.split('/').next());
        let address = address.ok_or_else(|| io::Error::other(format!("it says {told:?}")))?.to_string();
        Ok(Server { process, address })
    }

    fn stop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A client that keeps its connection.
struct Client {
    address: String,
    connection: Option<BufReader<TcpStream>>,
}

impl Client {
    fn new(address: &str) -> Self {
        Client { address: address.into(), connection: None }
    }

    /// The status and the size of a page.
    fn get(&mut self, path: &str) -> io::Result<(u16, usize)> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => BufReader::new(TcpStream::connect(&self.address)?),
        };
        // In one piece: a request in several would wait for the answer to its first.
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        connection.get_mut().write_all(request.as_bytes())?;
        let (mut line, mut status, mut size) = (String::new(), 0, 0);
        loop {
            line.clear();
            if connection.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if status == 0 {
                status = line.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(1);
            } else if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                size = value.trim().parse().map_err(io::Error::other)?;
            } else if line.trim().is_empty() {
                break;
            }
        }
        io::copy(&mut connection.by_ref().take(size as u64), &mut io::sink())?;
        self.connection = Some(connection);
        Ok((status, size))
    }
}
