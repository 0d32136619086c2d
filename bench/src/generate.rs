//! Reports by the hundred thousand, with their records: the corpus with other names, dates, places, words and leads.
//!
//! Report `i` is always the same. Each belongs to one of many talks, and talks have names, places and a time of their
//! own; within talks every report words things differently, and one in eight is a near copy of the one before it.

use std::collections::HashSet;

use jiff::civil::{Date, date};
use rapporteur_record::Record;
use serde_json::Value;

use crate::gold::Gold;

/// Days over which all talks are spread.
const SPAN: u64 = 730;
/// Reports of one talk, about.
const TALK: u64 = 350;
/// Of a hundred words that are no names, so many are other words in another report.
const OTHER_WORDS: u64 = 60;
/// One report in so many is a near copy.
const COPIES: u64 = 8;
const PUBLISHERS: [&str; 12] = [
    "The Harbour Post",
    "Inland Wire",
    "Meridian Press",
    "The Lakeside Courier",
    "Northern Agency",
    "The Evening Ledger",
    "Coastal News",
    "The Daily Almanac",
    "Valley Dispatch",
    "Capital Service",
    "The Observer of the South",
    "Union Telegraph",
];
const SYLLABLES: [&str; 24] = [
    "ba", "ko", "ri", "ne", "ta", "lu", "mo", "ve", "sha", "di", "gor", "pel", "an", "os", "tir", "zem", "kal", "bru",
    "fen", "har", "il", "jar", "wen", "yos",
];

/// Makes reports of these.
pub struct Generator {
    bases: Vec<Base>,
    words: Vec<String>,
    total: u64,
    talks: u64,
}

struct Base {
    record: Value,
    text: String,
    /// Words that are part of a name.
    names: HashSet<String>,
    published: Date,
}

impl Generator {
    /// A generator of `total` reports.
    pub fn new(corpus: &[Gold], total: u64) -> Self {
        Self::of_talks(corpus, total, total / TALK)
    }

    /// A generator of `total` reports on so many talks.
    pub fn of_talks(corpus: &[Gold], total: u64, talks: u64) -> Self {
        let bases: Vec<Base> = corpus.iter().map(|g| base(&g.record)).collect();
        let mut words: Vec<String> =
            bases.iter().flat_map(|b| b.text.split(|c: char| !c.is_alphabetic())).map(String::from).collect();
        words.retain(|w| w.len() > 3 && w.chars().all(|c| c.is_ascii_lowercase()));
        words.sort();
        words.dedup();
        Generator { bases, words, total, talks: talks.max(1) }
    }

    /// Report `i` of all, in the order of their dates.
    pub fn record(&self, i: u64) -> Record {
        let copy = i > 0 && i.is_multiple_of(COPIES);
        let told = if copy { i - 1 } else { i };
        let talk = mix(told) % self.talks;
        let base = &self.bases[(talk % self.bases.len() as u64) as usize];
        let day =
            date(2020, 1, 1).checked_add(jiff::Span::new().days((told * SPAN / self.total) as i64)).unwrap_or_default();
        let lead = if copy { format!("{} This is a developing story.\n\n", self.sentence(i)) } else { String::new() };
        let (text, edits) = self.text(base, talk, told, &lead);
        let mut value = base.record.clone();
        let shift = (day - base.published).get_days();
        self.rewrite(&mut value, "", base, talk, shift, &text, &edits);
        let report = &mut value["report"];
        report["id"] = format!("generated-{i}").into();
        report["publisher"] = PUBLISHERS[(mix(i ^ 77) % PUBLISHERS.len() as u64) as usize].into();
        report["title"] = self.sentence(i ^ 0xabcd).into();
        report["published"] = day.to_string().into();
        report["text"] = text.into_iter().collect::<String>().into();
        serde_json::from_value(value).unwrap_or_else(|e| panic!("report {i}: {e}"))
    }

    fn sentence(&self, seed: u64) -> String {
        let words: Vec<&str> =
            (0..8).map(|n| self.words[(mix(seed * 31 + n) % self.words.len() as u64) as usize].as_str()).collect();
        format!("{}.", words.join(" "))
    }

    /// The text with other words, and where each old code point has gone.
    fn text(&self, base: &Base, talk: u64, report: u64, lead: &str) -> (Vec<char>, Vec<usize>) {
        let mut out: Vec<char> = lead.chars().collect();
        let chars: Vec<char> = base.text.chars().collect();
        let mut edits = Vec::with_capacity(chars.len() + 1);
        let mut i = 0;
        while i < chars.len() {
            let mut end = i;
            while end < chars.len() && chars[end].is_alphabetic() {
                end += 1;
            }
            if end == i {
                edits.push(out.len());
                out.push(chars[i]);
                i += 1;
                continue;
            }
            let word: String = chars[i..end].iter().collect();
            let new = self.word(base, talk, report, i as u64, &word);
            // Within a word, evidence may begin or end: it goes to the word's start.
            edits.extend(std::iter::repeat_n(out.len(), end - i));
            out.extend(new.chars());
            i = end;
        }
        edits.push(out.len());
        (out, edits)
    }

    fn word(&self, base: &Base, talk: u64, report: u64, at: u64, word: &str) -> String {
        if base.names.contains(word) {
            return name(talk, word);
        }
        let plain = word.len() > 3 && word.chars().all(|c| c.is_ascii_lowercase());
        let seed = mix(mix(report) ^ at);
        if plain && seed % 100 < OTHER_WORDS {
            return self.words[(mix(seed) % self.words.len() as u64) as usize].clone();
        }
        word.to_string()
    }

    /// Names, dates, countries and evidence of a record in their new form.
    #[allow(clippy::too_many_arguments)]
    fn rewrite(&self, v: &mut Value, key: &str, base: &Base, talk: u64, shift: i32, text: &[char], edits: &[usize]) {
        match v {
            Value::Object(o) if o.contains_key("exact") => {
                let at = |k: &str| o[k].as_u64().and_then(|n| edits.get(n as usize)).copied().unwrap_or(0);
                let (start, end) = (at("start"), at("end").max(at("start")));
                let exact: String = text[start..end].iter().collect();
                *v = serde_json::json!({"start": start, "end": end, "exact": exact});
            }
            Value::Object(o) => o.iter_mut().for_each(|(k, x)| self.rewrite(x, k, base, talk, shift, text, edits)),
            Value::Array(a) => a.iter_mut().for_each(|x| self.rewrite(x, key, base, talk, shift, text, edits)),
            Value::String(s) => match key {
                "country" => *s = code(talk, s),
                "when" | "said_on" | "value" => {
                    *s = s.split('/').map(|d| shifted(d, shift)).collect::<Vec<_>>().join("/")
                }
                "name" | "aliases" | "territory" => {
                    let words =
                        s.split(' ').map(|w| if base.names.contains(w) { name(talk, w) } else { w.to_string() });
                    *s = words.collect::<Vec<_>>().join(" ");
                }
                _ => {}
            },
            Value::Number(_) if matches!(key, "geonames" | "lat" | "lon") => *v = Value::Null,
            _ => {}
        }
    }
}

fn base(record: &Record) -> Base {
    let mut names: HashSet<String> = HashSet::new();
    let all = record.parties.iter().map(|p| &p.name).chain(record.places.iter().map(|p| &p.name));
    for word in all.flat_map(|n| n.split(|c: char| !c.is_alphabetic())) {
        if word.chars().next().is_some_and(char::is_uppercase) {
            names.insert(word.to_string());
        }
    }
    let published =
        record.report.published.as_deref().and_then(|p| p.get(..10)?.parse().ok()).unwrap_or(date(2000, 1, 1));
    let value = serde_json::to_value(record).unwrap_or_default();
    Base { record: value, text: record.report.text.to_string(), names, published }
}

/// The same word is the same other name in all reports of a talk.
fn name(talk: u64, word: &str) -> String {
    let seed = mix(word.bytes().fold(talk + 1, |h, b| mix(h ^ u64::from(b))));
    let syllables: String =
        (0..2 + seed % 2).map(|n| SYLLABLES[(mix(seed + n) % SYLLABLES.len() as u64) as usize]).collect();
    let mut chars = syllables.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn code(talk: u64, country: &str) -> String {
    let seed = mix(country.bytes().fold(talk + 1, |h, b| mix(h ^ u64::from(b))));
    (0..3).map(|n| char::from(b'A' + (mix(seed + n) % 26) as u8)).collect()
}

fn shifted(value: &str, days: i32) -> String {
    match value.get(..10).and_then(|d| d.parse::<Date>().ok()) {
        Some(d) => {
            d.checked_add(jiff::Span::new().days(days)).map_or_else(|_| value.into(), |d| d.to_string() + &value[10..])
        }
        None => value.to_string(),
    }
}

/// The finaliser of SplitMix64: the same numbers on every machine.
pub fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
