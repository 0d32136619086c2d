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
/// For how long the writer is alone, to compare.
const ALONE: Duration = Duration::from_secs(10);
/// Bytes that a client takes at once.
const ANSWER: usize = 1 << 16;
/// Seconds and bytes of a page.
const LIMITS: (f64, usize) = (0.1, 300_000);

/// Pages and answers that are asked for: `{p}`, `{r}`, `{a}` and `{e}` are numbers of processes, reports, parties and
/// entries. Those of the first list are asked for under load too.
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
const FURTHER: [&str; 30] = [
    "/?since=1000",
    "/process/{p}?kind=events&page=3",
    "/process/{p}?contradictions=all",
    "/entry/{e}",
    "/parties?name=a",
    "/statements?words=ceasefire",
    "/statements?by=%23{a}",
    "/statements?issue=ceasefire&process={p}",
    "/calendar?show=held&from=2020-06",
    "/map?process={p}",
    "/map?view=world",
    "/find?words=ceasefire",
    "/archive?words=talks",
    "/archive?process={p}",
    "/archive?party=%23{a}",
    "/archive?page=40",
    "/corrections",
    "/process/{p}/feed.atom",
    "/process/{p}/calendar.ics",
    "/api/v1/processes",
    "/api/v1/processes/{p}",
    "/api/v1/parties",
    "/api/v1/entries/{e}",
    "/api/v1/brief?about=%23{p}",
    "/api/v1/contradictions?about=%23{p}",
    "/api/v1/timeline?about=%23{p}",
    "/api/v1/positions?party=%23{a}",
    "/api/v1/who?name=%23{a}",
    "/api/v1/calendar",
    "/api/v1/brief",
];

/// How heavy the load is.
#[derive(Args)]
pub struct DeskArgs {
    /// The program that serves.
    program: PathBuf,
    /// Reports of the archive, which is generated.
    #[arg(long, default_value_t = 100_000)]
    reports: u64,
    /// Keep the archive there, and take it from there the next time.
    #[arg(long)]
    archive: Option<PathBuf>,
    /// Clients at once.
    #[arg(long, default_value_t = 200)]
    clients: u64,
    /// For so many seconds.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Milliseconds for which a client looks at a page before it asks for the next; 0: clients that never pause.
    #[arg(long, default_value_t = 1000)]
    pause: u64,
}

/// Measures; true where every figure is within its bound.
pub fn desk(corpus: &[Gold], args: DeskArgs) -> bool {
    let scratch = std::env::temp_dir().join(format!("rapporteur-desk-{}.archive", std::process::id()));
    let file = args.archive.clone().unwrap_or(scratch);
    let generator = Generator::new(corpus, args.reports + ADDED);
    let mut archive = Archive::open(&file).expect("an archive");
    let kept = archive.newest_report().expect("a count").0 as u64;
    (kept..args.reports).for_each(|i| keep(&mut archive, &generator, i));
    let numbers = Numbers::of(&archive, args.reports);
    let mut server = Server::start(&args.program, &file).expect("the desk opens");
    println!("| what | figure | bound | holds |\n|---|---|---|---|");
    let mut over = pages(&server.address, &numbers);
    let mut writer = Writer { archive: &mut archive, generator: &generator, next: kept.max(args.reports) };
    over.extend(load(&server.address, &numbers, &args, &mut writer));
    server.stop();
    drop(archive);
    if args.archive.is_none() {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", file.display()));
        }
    }
    match over.as_slice() {
        [] => println!("\nEvery figure is within its bound."),
        _ => println!("\nOVER THE BOUND: {}", over.join("; ")),
    }
    over.is_empty()
}

fn keep(archive: &mut Archive, generator: &Generator, i: u64) {
    let record = Prepared::new(generator.record(i)).expect("a generated record holds together");
    archive.keep(&record).expect("it is kept");
}

/// Each page asked alone, found anew each time; those that are over a bound.
fn pages(address: &str, numbers: &Numbers) -> Vec<String> {
    let mut client = Client::new(address);
    let mut over = vec![];
    for page in PAGES.iter().chain(&FURTHER) {
        let (mut times, mut largest) = (vec![], 0);
        for round in 0..ROUNDS {
            let path = anew(&numbers.filled(page, mix(round)), round);
            let began = Instant::now();
            let (status, size) = client.get(&path).expect("the desk answers");
            assert_eq!(status, 200, "{path}");
            times.push(began.elapsed());
            largest = largest.max(size);
        }
        let late = percentile(&mut times, 95);
        let told = format!("{:.1} ms, {} kB at most", late * 1e3, largest.div_ceil(1000));
        let within = late <= LIMITS.0 && largest <= LIMITS.1;
        if !row(&format!("`{page}` alone, 95th percentile"), told, "≤ 100 ms, ≤ 300 kB", within) {
            over.push(page.to_string());
        }
    }
    over
}

/// An address that the desk has not answered before: it keeps answers by all that an address holds. Operations of the API
/// know what they can be asked; their numbers differ, or their limits do.
fn anew(path: &str, round: u64) -> String {
    let and = if path.contains('?') { '&' } else { '?' };
    let is_list = ["/api/v1/reports", "/api/v1/parties", "/api/v1/processes"].contains(&path);
    match path.strip_suffix("limit=20") {
        Some(rest) => format!("{rest}limit={}", 20 + round),
        None if path.starts_with("/api/v1/brief") || path.starts_with("/api/v1/contradictions") => {
            format!("{path}{and}since={}", 1900 + round)
        }
        None if path == "/api/v1/calendar" => format!("{path}?from=2021-12-{:02}", 1 + round % 28),
        None if is_list => format!("{path}?limit={}", 50 + round),
        None if path.starts_with("/api/") || path.contains("/feed") || path.contains("/calendar.ics") => path.into(),
        None => format!("{path}{and}anew={round}"),
    }
}

/// Adds reports, one after another.
struct Writer<'a> {
    archive: &'a mut Archive,
    generator: &'a Generator,
    next: u64,
}

impl Writer<'_> {
    /// Adds for some time; how long each report took.
    fn add(&mut self, time: Duration) -> Vec<Duration> {
        let (until, mut took) = (Instant::now() + time, vec![]);
        while Instant::now() < until {
            let began = Instant::now();
            keep(self.archive, self.generator, self.next);
            took.push(began.elapsed());
            self.next += 1;
            thread::sleep(PAUSE);
        }
        took
    }
}

/// Many clients at once while reports are added; what is over a bound.
fn load(address: &str, numbers: &Numbers, args: &DeskArgs, writer: &mut Writer<'_>) -> Vec<String> {
    let mut alone = writer.add(ALONE);
    let stop = AtomicBool::new(false);
    let time = Duration::from_secs(args.seconds);
    let (mut times, mut errors, mut kept) = (vec![], vec![], vec![]);
    thread::scope(|scope| {
        let stop = &stop;
        let clients: Vec<_> =
            (0..args.clients).map(|c| scope.spawn(move || asked(address, numbers, (c, args.pause), stop))).collect();
        kept = writer.add(time);
        stop.store(true, Ordering::Relaxed);
        for client in clients {
            let (took, failed) = client.join().expect("a client does not panic");
            times.extend(took);
            errors.extend(failed);
        }
    });
    let mut over = vec![];
    let mut tell = |what: String, figure: String, bound: &str, holds: bool| {
        if !row(&what, figure, bound, holds) {
            over.push(what);
        }
    };
    let slowest = slowest(&times);
    let mut times: Vec<Duration> = times.into_iter().map(|(_, took)| took).collect();
    let (asked, middle, late) = (times.len(), percentile(&mut times, 50), percentile(&mut times, 95));
    let rate = asked as f64 / time.as_secs_f64();
    let told = format!("{:.0} ms, median {:.0} ms; {asked} requests, {rate:.0} a second", late * 1e3, middle * 1e3);
    let what = format!("{} clients for {} s, 95th percentile", args.clients, args.seconds);
    let what = if args.pause == 0 { format!("{what}, without a pause") } else { what };
    tell(what, told, "≤ 250 ms", late <= 0.25);
    tell(format!("the slowest of these pages, `{}`, 95th percentile", slowest.0), slowest.1, "", true);
    tell("errors".into(), errors.len().to_string(), "0", errors.is_empty());
    errors.iter().take(5).for_each(|e| eprintln!("{e}"));
    let a_second = |n: usize, time: Duration| n as f64 / time.as_secs_f64();
    let (before, meanwhile) = (a_second(alone.len(), ALONE), a_second(kept.len(), time));
    let told = format!(
        "{meanwhile:.1} a second, 95 of 100 in {:.0} ms; without clients {before:.1} a second, {:.0} ms",
        percentile(&mut kept, 95) * 1e3,
        percentile(&mut alone, 95) * 1e3
    );
    tell("reports added meanwhile".into(), told, "≥ half of the rate without clients", meanwhile >= before / 2.0);
    over
}

/// The page that took longest, and how long.
fn slowest(times: &[(usize, Duration)]) -> (&'static str, String) {
    let of = |(n, page): (usize, &&'static str)| {
        let mut took: Vec<Duration> = times.iter().filter(|(of, _)| *of == n).map(|(_, took)| *took).collect();
        (percentile(&mut took, 95), percentile(&mut took, 50), *page)
    };
    let all = PAGES.iter().enumerate().map(of);
    let (late, middle, page) = all.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((0.0, 0.0, "/"));
    (page, format!("{:.0} ms, median {:.0} ms", late * 1e3, middle * 1e3))
}

/// What one client measures until it is told to stop: how long which page took, and what failed.
fn asked(
    address: &str,
    numbers: &Numbers,
    (client, pause): (u64, u64),
    stop: &AtomicBool,
) -> (Vec<(usize, Duration)>, Vec<String>) {
    // They do not all begin at once.
    thread::sleep(Duration::from_millis(mix(client) % (pause + 1)));
    let (mut times, mut errors, mut connection) = (vec![], vec![], Client::new(address));
    for n in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let chosen = mix(client << 32 | n);
        let page = (chosen % PAGES.len() as u64) as usize;
        let path = numbers.filled(PAGES[page], chosen >> 8);
        let began = Instant::now();
        match connection.get(&path) {
            Ok((200, _)) => times.push((page, began.elapsed())),
            Ok((status, _)) => errors.push(format!("{path}: {status}")),
            Err(e) => errors.push(format!("{path}: {e}")),
        }
        thread::sleep(Duration::from_millis(pause));
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
    entries: Vec<i64>,
    reports: u64,
}

impl Numbers {
    fn of(archive: &Archive, reports: u64) -> Self {
        let processes: Vec<i64> = archive.processes().expect("processes").iter().map(|p| p.id).collect();
        let standing = processes.iter().take(20).map(|p| archive.standing(*p, 20).expect("a standing"));
        let entries = standing.flat_map(|s| s.last.into_iter().chain(s.instruments)).map(|e| e.id).collect();
        let parties =
            archive.parties_listed("", None, None, (0, 500)).expect("parties").1.iter().map(|p| p.id).collect();
        Numbers { processes, parties, entries, reports }
    }

    fn filled(&self, page: &str, chosen: u64) -> String {
        let of = |all: &[i64]| all[(chosen % all.len() as u64) as usize].to_string();
        page.replace("{p}", &of(&self.processes))
            .replace("{a}", &of(&self.parties))
            .replace("{e}", &of(&self.entries))
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
            // Answers come in few pieces: the clients share the machine with the desk.
            None => BufReader::with_capacity(ANSWER, TcpStream::connect(&self.address)?),
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
