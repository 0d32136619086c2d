//! Mutated reports, pages and lines through intake and reading: no panic, no hang, and every record holds together.
//!
//! A short run by default; `FUZZ_INPUTS=100000 FUZZ_SEED=7 cargo test --release -p rapporteur --test fuzz -- --nocapture`
//! is the long one. An input is a function of its number and the seed: a failure names both.

#[path = "../../../tests/fuzz/mod.rs"]
mod fuzz;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fuzz::{Fuzz, Random};
use rapporteur::Reader;
use rapporteur_intake::{Options, reports_of};

/// Inputs of the short run.
const FEW: u64 = 300;
/// Bytes of a seed that a mutation starts from: long enough for several sentences, short enough for many inputs.
const LONGEST_SEED: usize = 420;

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
fn input(r: &mut Random, seeds: &[(String, Vec<u8>)]) -> (String, Vec<u8>) {
    let (name, whole) = &seeds[r.below(seeds.len())];
    // Pages and lines keep their heads; reports begin anywhere.
    let start = if name.ends_with(".txt") { r.below(whole.len()) } else { 0 };
    let length = if name.ends_with(".html") { whole.len() } else { LONGEST_SEED };
    let mut bytes = whole[start..(start + length).min(whole.len())].to_vec();
    fuzz::mutate(&mut bytes, r.below(8), &PIECES, seeds, r);
    match r.below(20) {
        0 => (format!("{name}.gz"), packed(bytes, r)),
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

#[test]
fn mutated_inputs_neither_panic_nor_hang() {
    let run = Fuzz::begin(FEW);
    let reader = Reader::new().unwrap();
    let seeds = seeds();
    let (mut read, mut refused, mut entries, mut slowest) = (0, 0, 0, Duration::ZERO);
    for n in 0..run.inputs {
        let (name, bytes) = input(&mut run.at(n), &seeds);
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
    let Fuzz { inputs, seed } = &run;
    println!(
        "{inputs} inputs of seed {seed}: {read} reports read, {refused} refused, {entries} stretches of evidence, slowest {slowest:?}"
    );
    assert!(read * 2 > *inputs && entries > 0, "the mutations leave too little to read: {read} of {inputs}");
}
