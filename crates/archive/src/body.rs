//! How records and texts lie in the archive: packed, the text by itself, and read back.
//!
//! Answers quote, and to quote takes the text alone. Evidence is its place and length, since its words
//! stand in the text. What all records have in common (names of fields, codes, rules) stands in a dictionary that is part of
//! the program (`data/record_dictionary.py` makes it); records packed without it, by earlier versions, read as before.

use std::io::Read;
use std::sync::LazyLock;

use rapporteur_record::Record;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::Deserialize;
use serde_json::{Value, json};
use zstd::bulk::Compressor;
use zstd::dict::{DecoderDictionary, EncoderDictionary};

use crate::Error;

/// How hard records are packed: beside reading, packing takes no time.
const LEVEL: i32 = 12;
/// The largest record or text in bytes, unpacked: no archive can make a reader run out of memory.
const LARGEST: u64 = 1 << 30;

const DICTIONARY: &[u8] = include_bytes!("../data/record.dict");
static PACKS: LazyLock<EncoderDictionary<'_>> = LazyLock::new(|| EncoderDictionary::copy(DICTIONARY, LEVEL));
static UNPACKS: LazyLock<DecoderDictionary<'_>> = LazyLock::new(|| DecoderDictionary::copy(DICTIONARY));

/// A record and its text, packed.
pub struct Body {
    record: Vec<u8>,
    text: Vec<u8>,
}

impl Body {
    /// Packs a record.
    pub fn of(record: &Record) -> Result<Self, Error> {
        let damaged = |e: &dyn std::fmt::Display| Error::Damaged(e.to_string());
        let mut value = serde_json::to_value(record).map_err(|e| damaged(&e))?;
        if let Some(report) = value["report"].as_object_mut() {
            report.remove("text");
        }
        pack(&mut value);
        let json = serde_json::to_vec(&value).map_err(|e| damaged(&e))?;
        let mut packer = Compressor::with_prepared_dictionary(&PACKS).map_err(|e| damaged(&e))?;
        let record_packed = packer.compress(&json).map_err(|e| damaged(&e))?;
        let text = zstd::bulk::compress(record.report.text.as_bytes(), LEVEL).map_err(|e| damaged(&e))?;
        Ok(Body { record: record_packed, text })
    }

    /// Puts a new report's body into the archive.
    pub fn insert(&self, tx: &Transaction<'_>, report: i64, sample: &[u8]) -> Result<(), Error> {
        tx.prepare_cached("INSERT INTO body(report, sample, record, text) VALUES(?, ?, ?, ?)")?.execute(params![
            report,
            sample,
            self.record,
            self.text
        ])?;
        Ok(())
    }

    /// Puts a newly read record of the same report in the place of the old one.
    pub fn replace(&self, tx: &Transaction<'_>, report: i64) -> Result<(), Error> {
        tx.execute("UPDATE body SET record = ?, text = ? WHERE report = ?", params![self.record, self.text, report])?;
        Ok(())
    }
}

/// Reads a record back.
pub fn record(db: &Connection, report: i64) -> Result<Record, Error> {
    let mut value: Value = serde_json::from_slice(&packed(db, report)?).map_err(damaged(report))?;
    if let Some(text) = text_alone(db, report)? {
        value["report"]["text"] = text.into();
    }
    let text: Vec<char> = value["report"]["text"].as_str().unwrap_or_default().chars().collect();
    unpack(&mut value, &text);
    serde_json::from_value(value).map_err(damaged(report))
}

/// Only the text of a report.
pub fn text(db: &Connection, report: i64) -> Result<String, Error> {
    #[derive(Deserialize)]
    struct Whole {
        report: Words,
    }
    #[derive(Deserialize)]
    struct Words {
        text: String,
    }
    if let Some(text) = text_alone(db, report)? {
        return Ok(text);
    }
    // Archives of earlier versions have it in the record until the report is read again.
    let whole: Whole = serde_json::from_slice(&packed(db, report)?).map_err(damaged(report))?;
    Ok(whole.report.text)
}

fn damaged<E: std::fmt::Display>(report: i64) -> impl Fn(E) -> Error {
    move |e| Error::Damaged(format!("report {report}: {e}"))
}

/// The text where it lies by itself.
fn text_alone(db: &Connection, report: i64) -> Result<Option<String>, Error> {
    let mut find = db.prepare_cached("SELECT text FROM body WHERE report = ?")?;
    let packed: Option<Option<Vec<u8>>> = find.query_row([report], |r| r.get(0)).optional()?;
    packed.flatten().map(|p| String::from_utf8(unzipped(&p, report)?).map_err(damaged(report))).transpose()
}

/// The JSON of a record as it is packed.
fn packed(db: &Connection, report: i64) -> Result<Vec<u8>, Error> {
    let mut find = db.prepare_cached("SELECT record FROM body WHERE report = ?")?;
    let packed: Option<Vec<u8>> = find.query_row([report], |r| r.get(0)).optional()?;
    let packed = packed.ok_or_else(|| Error::Unknown(format!("there is no report {report} in the archive")))?;
    unzipped(&packed, report)
}

fn unzipped(packed: &[u8], report: i64) -> Result<Vec<u8>, Error> {
    let mut out = vec![];
    // A frame says which dictionary it was packed with, or none.
    let decoder = zstd::stream::read::Decoder::with_prepared_dictionary(packed, &UNPACKS).map_err(damaged(report))?;
    decoder.take(LARGEST).read_to_end(&mut out).map_err(damaged(report))?;
    Ok(out)
}

/// Evidence is kept as its place and length: its words stand in the text. What is null is left out.
fn pack(v: &mut Value) {
    if let Value::Object(o) = v {
        o.retain(|_, x| !x.is_null());
    }
    match v {
        Value::Object(o) => match (o.get("start").and_then(Value::as_u64), o.get("end").and_then(Value::as_u64)) {
            (Some(start), Some(end)) if o.len() == 3 && o.contains_key("exact") => {
                *v = json!({"@": [start, end - start]})
            }
            _ => o.values_mut().for_each(pack),
        },
        Value::Array(a) => a.iter_mut().for_each(pack),
        _ => {}
    }
}

/// The other way round; evidence that lies outside the text comes back without words, and the record's check tells.
fn unpack(v: &mut Value, text: &[char]) {
    match v {
        Value::Object(o) => match o.get("@") {
            Some(place) => {
                let (start, length) = (place[0].as_u64().unwrap_or(0), place[1].as_u64().unwrap_or(0));
                let end = start.saturating_add(length);
                let exact: String = text.get(start as usize..end as usize).unwrap_or_default().iter().collect();
                *v = json!({"start": start, "end": end, "exact": exact});
            }
            None => o.values_mut().for_each(|x| unpack(x, text)),
        },
        Value::Array(a) => a.iter_mut().for_each(|x| unpack(x, text)),
        _ => {}
    }
}
