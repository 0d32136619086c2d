//! Mutated reports, pages and lines through intake and reading: no panic, no hang, and every record holds together.
//!
//! A short run by default; `FUZZ_INPUTS=100000 FUZZ_SEED=7 cargo test --release -p rapporteur --test fuzz -- --nocapture`
//! is the long one. An input is a function of its number and the seed: a failure names both.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rapporteur::Reader;
use rapporteur_intake::{Options, reports_of};

/// Inputs of the short run.
const FEW: u64 = 300;
/// Bytes of a seed that a mutation starts from: long enough for several sentences, short enough for many inputs.
const LONGEST_SEED: usize = 420;
/// No input of this size takes longer on the slowest machine that we know of.
const HANG: Duration = Duration::from_secs(60);

/// What is put in: what breaks readers of text, markup, dates, quotations and numbers.
const PIECES: [&str; 40] = [
    "\"",
    "“",
    "”",
    "’",
    "'s",
    "(",
    ")",
    "[",
    "<",
    "</p>",
    "<div><p>",
    "<!--",
    "&amp;",
    "&#0;",
    "{\"text\":",
    "}\n{",
    "\r\n",
    "\n\n",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "👩‍👩‍👧",
    "e\u{301}\u{301}",
    "中文句子。",
    "العربية",
    "—",
    "...",
    "!?!",
    "Feb. 31, 0000",
    "99999999999999999999",
    "since the 1990s",
    "two-thirds of",
    " said ",
    ", who told ",
    " and ",
    "U.S.",
    "---\n",
    "# ",
    "|",
    "\t",
];

static AT: AtomicU64 = AtomicU64::new(0);

/// SplitMix64: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// A report, page or line of our own, by name.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = [root.join("corpus/dev"), root.join("crates/intake/tests/pages")];
    let mut paths: Vec<PathBuf> =
        folders.iter().flat_map(|f| std::fs::read_dir(f).unwrap()).map(|f| f.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e != "json"));
    paths.sort();
    let mut out: Vec<(String, Vec<u8>)> = vec![];
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".txt") {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let line = serde_json::json!({"id": 1, "text": text.chars().take(300).collect::<String>(), "published": "1999-07-07"});
            out.push((format!("{name}.jsonl"), format!("{line}\n{line}\n").into_bytes()));
        }
        out.push((name, bytes));
    }
    out
}

/// A stretch of a seed with some changes, perhaps packed and damaged.
fn input(number: u64, seed: u64, seeds: &[(String, Vec<u8>)]) -> (String, Vec<u8>) {
    let mut r = Random(seed ^ number.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let (name, whole) = &seeds[r.below(seeds.len())];
    // Pages and lines keep their heads; reports begin anywhere.
    let start = if name.ends_with(".txt") { r.below(whole.len()) } else { 0 };
    let length = if name.ends_with(".html") { whole.len() } else { LONGEST_SEED };
    let mut bytes = whole[start..(start + length).min(whole.len())].to_vec();
    for _ in 0..r.below(8) {
        let at = r.below(bytes.len());
        let to = (at + r.below(60)).min(bytes.len());
        match r.below(8) {
            0 => bytes.splice(at..at, PIECES[r.below(PIECES.len())].bytes()).for_each(drop),
            1 => bytes.splice(at..to, PIECES[r.below(PIECES.len())].bytes()).for_each(drop),
            2 => bytes.drain(at..to).for_each(drop),
            3 => {
                let copy = bytes[at..to].repeat(1 + r.below(4));
                bytes.splice(at..at, copy).for_each(drop);
            }
            4 => bytes.truncate(at + 1),
            5 => bytes[at..to].reverse(),
            6 => {
                let (_, other) = &seeds[r.below(seeds.len())];
                let from = r.below(other.len());
                let piece = other[from..(from + 120).min(other.len())].to_vec();
                bytes.splice(at..to, piece).for_each(drop);
            }
            _ => {
                if let Some(b) = bytes.get_mut(at) {
                    *b = r.next() as u8;
                }
            }
        }
    }
    match r.below(20) {
        0 => (format!("{name}.gz"), packed(bytes, &mut r)),
        _ => (name.clone(), bytes),
    }
}

fn packed(bytes: Vec<u8>, r: &mut Random) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
    out.write_all(&bytes).unwrap();
    let mut out = out.finish().unwrap();
    let at = r.below(out.len());
    match r.below(3) {
        0 => out.truncate(at),
        1 => out[at] ^= 1 << r.below(8),
        _ => {}
    }
    out
}

/// Ends the process when an input takes too long: a hang would otherwise only look like a slow run.
fn watch(seed: u64) {
    std::thread::spawn(move || {
        let (mut last, mut since) = (u64::MAX, Instant::now());
        loop {
            std::thread::sleep(Duration::from_millis(500));
            let now = AT.load(Ordering::Relaxed);
            if now != last {
                (last, since) = (now, Instant::now());
            } else if since.elapsed() > HANG {
                eprintln!("input {now} of seed {seed} hangs");
                std::process::abort();
            }
        }
    });
}

/// Names the input that was under way when the test panicked.
struct Named(u64);

impl Drop for Named {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("input {} of seed {}", AT.load(Ordering::Relaxed), self.0);
        }
    }
}

#[test]
fn mutated_inputs_neither_panic_nor_hang() {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    let (inputs, seed) = (number("FUZZ_INPUTS").unwrap_or(FEW), number("FUZZ_SEED").unwrap_or(1));
    let reader = Reader::new().unwrap();
    let seeds = seeds();
    let _named = Named(seed);
    let (mut read, mut refused, mut entries, mut slowest) = (0, 0, 0, Duration::ZERO);
    watch(seed);
    for n in 0..inputs {
        AT.store(n, Ordering::Relaxed);
        let (name, bytes) = input(n, seed, &seeds);
        let began = Instant::now();
        // Every other input is read whatever language it seems to be in.
        let options = Options { any_language: n % 2 == 0, ..Options::default() };
        for report in reports_of(&name, &bytes, &options) {
            match report {
                Ok(report) => {
                    let record = reader.read(report);
                    record.check().unwrap_or_else(|e| panic!("{e}"));
                    entries += record.evidence().len();
                    read += 1;
                }
                Err(e) => {
                    assert!(!e.to_string().is_empty());
                    refused += 1;
                }
            }
        }
        slowest = slowest.max(began.elapsed());
    }
    println!(
        "{inputs} inputs of seed {seed}: {read} reports read, {refused} refused, {entries} stretches of evidence, slowest {slowest:?}"
    );
    assert!(read * 2 > inputs && entries > 0, "the mutations leave too little to read: {read} of {inputs}");
}
