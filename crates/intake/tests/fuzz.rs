//! Mutated feeds, crawls, tables and lines: no panic, no hang, and whatever fails says why.
//!
//! A short run by default; `FUZZ_INPUTS=100000 FUZZ_SEED=7 cargo test --release -p rapporteur-intake --test fuzz` is the
//! long one. An input is a function of its number and the seed: a failure names both.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rapporteur_intake::{Options, open};

/// Inputs of the short run.
const FEW: u64 = 1500;
/// No input of this size takes longer on the slowest machine that we know of.
const HANG: Duration = Duration::from_secs(60);
/// More reports than any mutation of a seed can hold.
const MOST: usize = 400;

/// What is put in: what breaks readers of markup, tables, lengths and encodings.
const PIECES: [&str; 24] = [
    "\"",
    "\"\"",
    ",",
    "\t",
    "\r\n",
    "\r\n\r\n",
    "\u{0}",
    "\u{feff}",
    "<![CDATA[",
    "]]>",
    "<!--",
    "&lt;",
    "&#xD800;",
    "</item>",
    "<entry>",
    "Content-Length: 99999999999",
    "Content-Length: -1",
    "WARC/1.0\r\n",
    "HTTP/1.1 200 OK\r\n",
    "{",
    "}\n{",
    "[",
    "\\ud800",
    "é",
];

const RSS: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Courier</title><item><title>Talks &amp; more</title>\
    <link>https://a.example/1</link><pubDate>Thu, 04 Mar 1999 10:00:00 GMT</pubDate><description>&lt;p&gt;The talks ended on Monday without a \
    deal, the minister said after the meeting.&lt;/p&gt;</description></item></channel></rss>";
const ATOM: &str = "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A</title><entry><id>x</id><title>T</title>\
    <updated>1999-03-04T10:00:00Z</updated><content type=\"html\">&lt;p&gt;The envoys will meet again in April, he added.&lt;/p&gt;</content></entry></feed>";
const JSON: &str = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"A\", \"items\": [{\"id\": \"1\", \"content_text\": \
    \"The talks ended.\", \"date_published\": \"1999-03-04T10:00:00Z\"}, {\"id\": 2, \"content_html\": \"<p>They failed.</p>\"}]}";
const CSV: &str = "id,text,published\n1,\"The talks, she said, ended.\",1999-03-04\n2,\"A second\nline\",1999-03-05\n";
const LINES: &str = "{\"id\": 1, \"text\": \"The talks ended.\"}\n{\"id\": 2, \"text\": \"They failed.\", \"published\": \"1999-03-04\"}\n";

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

/// A crawl of two pages.
fn crawl() -> String {
    let record = |n: u8| {
        let page = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><article><p>Page {n}: the two governments ended a week of talks \
             on Thursday without a deal, a spokesman said.</p></article></body></html>"
        );
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{n}\r\nContent-Type: application/http\r\n\
             Content-Length: {}\r\n\r\n{page}\r\n\r\n",
            page.len()
        )
    };
    record(1) + &record(2)
}

/// A seed with some changes.
fn input(number: u64, seed: u64, seeds: &[(&'static str, Vec<u8>)]) -> (&'static str, Vec<u8>) {
    let mut r = Random(seed ^ number.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let (name, whole) = &seeds[r.below(seeds.len())];
    let mut bytes = whole.clone();
    for _ in 0..r.below(6) {
        let at = r.below(bytes.len());
        let to = (at + r.below(60)).min(bytes.len());
        match r.below(7) {
            0 => bytes.splice(at..at, PIECES[r.below(PIECES.len())].bytes()).for_each(drop),
            1 => bytes.splice(at..to, PIECES[r.below(PIECES.len())].bytes()).for_each(drop),
            2 => bytes.drain(at..to).for_each(drop),
            3 => {
                let copy = bytes[at..to].repeat(1 + r.below(6));
                bytes.splice(at..at, copy).for_each(drop);
            }
            4 => bytes.truncate(at + 1),
            5 => {
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
    (name, bytes)
}

static AT: AtomicU64 = AtomicU64::new(0);

/// Ends the process when an input takes too long, and names it.
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
fn mutated_feeds_crawls_and_tables_neither_panic_nor_hang() {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    let (inputs, seed) = (number("FUZZ_INPUTS").unwrap_or(FEW), number("FUZZ_SEED").unwrap_or(1));
    let text = |t: &str| t.as_bytes().to_vec();
    let seeds = [
        ("a.rss", text(RSS)),
        ("a.atom", text(ATOM)),
        ("a.xml", text(JSON)),
        ("a.warc", crawl().into_bytes()),
        ("a.csv", text(CSV)),
        ("a.tsv", text(&CSV.replace(',', "\t"))),
        ("a.jsonl", text(LINES)),
    ];
    let dir = tempfile::tempdir().unwrap();
    let _named = Named(seed);
    let (mut read, mut refused) = (0, 0);
    watch(seed);
    for n in 0..inputs {
        AT.store(n, Ordering::Relaxed);
        let (name, bytes) = input(n, seed, &seeds);
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        let options = Options { any_language: true, ..Options::default() };
        let reports = open(&[path.to_string_lossy().into_owned()], options);
        for (count, report) in reports.enumerate() {
            assert!(count < MOST, "{name} gives reports without end");
            match report {
                Ok(report) => read += usize::from(!report.text.is_empty()),
                Err(e) => {
                    assert!(e.to_string().contains(name), "{e}");
                    refused += 1;
                }
            }
        }
    }
    println!("{inputs} inputs of seed {seed}: {read} reports read, {refused} refused");
    assert!(read as u64 > inputs / 2 && refused as u64 > inputs / 20, "{read} read, {refused} refused of {inputs}");
}
