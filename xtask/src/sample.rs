//! Entries drawn at random, each with its words in the text around them, for a person to judge.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::release_build;

/// Code points shown on each side of the words.
const AROUND: usize = 200;

/// Reads the reports and prints some entries of a kind.
pub fn run(kind: &str, count: usize, seed: u64, reports: &Path) -> Result<(), String> {
    let mut command = Command::new(release_build()?);
    command.arg("read").arg(reports).args(["--format", "jsonl"]).stderr(Stdio::inherit());
    let out = command.output().map_err(|e| format!("{command:?}: {e}"))?;
    let records: Vec<Value> = String::from_utf8_lossy(&out.stdout)
        .lines()
        .map(|l| serde_json::from_str(l).map_err(|e| format!("a record is no JSON: {e}")))
        .collect::<Result<_, _>>()?;
    let mut all: Vec<(&Value, &Value)> = records
        .iter()
        .flat_map(|r| r.get(kind).and_then(Value::as_array).into_iter().flatten().map(move |e| (r, e)))
        .collect();
    if all.is_empty() {
        return Err(format!("{} records hold no {kind}", records.len()));
    }
    println!("{} {kind} in {} records; seed {seed}\n", all.len(), records.len());
    let mut random = Random(seed);
    for n in 0..count.min(all.len()) {
        let at = n + random.below(all.len() - n);
        all.swap(n, at);
        let (record, entry) = all[n];
        println!("{}\n", show(n + 1, record, entry));
    }
    Ok(())
}

fn show(n: usize, record: &Value, entry: &Value) -> String {
    let report = &record["report"];
    let text: Vec<char> = report["text"].as_str().unwrap_or("").chars().collect();
    let spans = evidence(entry);
    let start = spans.iter().map(|s| s.0).min().unwrap_or(0).min(text.len());
    let end = spans.iter().map(|s| s.1).max().unwrap_or(0).clamp(start, text.len());
    let of =
        |a: usize, b: usize| text[a..b].iter().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let (before, after) = (start.saturating_sub(AROUND), (end + AROUND).min(text.len()));
    let slots: Vec<String> = entry.as_object().into_iter().flatten().filter_map(|(k, v)| slot(record, k, v)).collect();
    format!(
        "{n}. {} ({}) {}\n   … {} [[{}]] {} …\n   {}",
        report["id"].as_str().unwrap_or("?"),
        report["published"].as_str().unwrap_or("undated"),
        entry["id"].as_str().unwrap_or("?"),
        of(before, start),
        of(start, end),
        of(end, after),
        slots.join("\n   ")
    )
}

/// The stretches that an entry rests on: its evidence, or a statement's parts, or the first mention.
fn evidence(entry: &Value) -> Vec<(usize, usize)> {
    let span = |v: &Value| Some((v.get("start")?.as_u64()? as usize, v.get("end")?.as_u64()? as usize));
    let parts = ["source", "cue"].iter().filter_map(|k| span(entry.get(k)?));
    let content = entry.get("content").and_then(Value::as_array).into_iter().flatten().filter_map(span);
    let mention = || entry.get("mentions")?.as_array()?.first().and_then(span);
    match entry.get("evidence").and_then(span) {
        Some(e) => vec![e],
        None => {
            let found: Vec<_> = parts.chain(content).collect();
            if found.is_empty() { mention().into_iter().collect() } else { found }
        }
    }
}

/// A slot that is filled, ids with the names that they stand for.
fn slot(record: &Value, key: &str, value: &Value) -> Option<String> {
    let empty =
        value.is_null() || value.as_array().is_some_and(Vec::is_empty) || matches!(key, "id" | "evidence" | "mentions");
    (!empty).then(|| format!("{key}: {}", words(record, value)))
}

fn words(record: &Value, value: &Value) -> String {
    match value {
        Value::Array(a) => a.iter().map(|v| words(record, v)).collect::<Vec<_>>().join("; "),
        Value::Object(o) => match o.get("exact").and_then(Value::as_str) {
            Some(exact) => exact.split_whitespace().collect::<Vec<_>>().join(" "),
            None => o.iter().filter_map(|(k, v)| slot(record, k, v)).collect::<Vec<_>>().join(", "),
        },
        Value::String(s) => name(record, s).map_or_else(|| s.clone(), |n| format!("{s} ({n})")),
        other => other.to_string(),
    }
}

/// The name of the party or place with this id.
fn name<'r>(record: &'r Value, id: &str) -> Option<&'r str> {
    let lists = ["parties", "places"].iter().filter_map(|k| record.get(k)?.as_array()).flatten();
    lists.into_iter().find(|e| e["id"] == id)?["name"].as_str()
}

/// A small generator (SplitMix64): the same seed draws the same entries on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}
