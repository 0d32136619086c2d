//! Mutated feeds, crawls, tables and lines: no panic, no hang, and whatever fails says why.
//!
//! A short run by default; `FUZZ_INPUTS=100000 FUZZ_SEED=7 cargo test --release -p rapporteur-intake --test fuzz` is the
//! long one. An input is a function of its number and the seed: a failure names both.

#[path = "../../../tests/fuzz/mod.rs"]
mod fuzz;

use std::fs;

use fuzz::{Fuzz, Random};
use rapporteur_intake::{Options, open};

/// Inputs of the short run.
const FEW: u64 = 1500;
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
fn input(r: &mut Random, seeds: &[(&'static str, Vec<u8>)]) -> (&'static str, Vec<u8>) {
    let (name, whole) = &seeds[r.below(seeds.len())];
    let mut bytes = whole.clone();
    fuzz::mutate(&mut bytes, r.below(6), &PIECES, seeds, r);
    (name, bytes)
}

#[test]
fn mutated_feeds_crawls_and_tables_neither_panic_nor_hang() {
    let run = Fuzz::begin(FEW);
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
    let (mut read, mut refused) = (0, 0);
    for n in 0..run.inputs {
        let (name, bytes) = input(&mut run.at(n), &seeds);
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
    println!("{} inputs of seed {}: {read} reports read, {refused} refused", run.inputs, run.seed);
    let inputs = run.inputs;
    assert!(read as u64 > inputs / 2 && refused as u64 > inputs / 20, "{read} read, {refused} refused of {inputs}");
}
