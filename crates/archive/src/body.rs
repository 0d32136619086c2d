//! How records and texts lie in the archive: packed, the text by itself, and read back.
//!
//! Answers quote, and to quote takes the text alone. Both lie in pieces of a few hundred bytes, which fill the file's pages.
//! Evidence is its place and length, since its words stand in the text. What all records have in common (names of fields,
//! codes, rules) stands in a dictionary that is part of the program (`data/record_dictionary.py` makes it); records packed
//! without it, by earlier versions, read as before.

use std::io::Read;
use std::sync::LazyLock;

use rapporteur_record::Record;
use rusqlite::{Connection, Transaction, params};
use serde_json::{Value, json};
use zstd::bulk::Compressor;
use zstd::dict::{DecoderDictionary, EncoderDictionary};

use crate::Error;

/// How hard records are packed: beside reading, packing takes no time.
const LEVEL: i32 = 12;
/// The largest record or text in bytes, unpacked: no archive can make a reader run out of memory.
const LARGEST: u64 = 1 << 30;
/// Bytes of a piece at most, as long as there are few: pages hold several and little of them stays empty.
const PIECE: usize = 600;
/// The number of the first piece of a record; those of its text are numbered from 0.
const RECORD: i64 = 1 << 15;

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
    pub fn insert(&self, tx: &Transaction<'_>, report: i64) -> Result<(), Error> {
        let mut piece = tx.prepare_cached("INSERT INTO piece(id, bytes) VALUES(?, ?)")?;
        for (first, bytes) in [(report << 16, &self.text), ((report << 16) + RECORD, &self.record)] {
            let count = bytes.len().div_ceil(PIECE).clamp(1, RECORD as usize);
            for (id, bytes) in (first..).zip(bytes.chunks(bytes.len().div_ceil(count).max(1))) {
                piece.execute(params![id, bytes])?;
            }
        }
        Ok(())
    }

    /// Puts a newly read record of the same report in the place of the old one.
    pub fn replace(&self, tx: &Transaction<'_>, report: i64) -> Result<(), Error> {
        remove(tx, report)?;
        self.insert(tx, report)
    }
}

/// Takes a report's body out of the archive.
pub fn remove(tx: &Transaction<'_>, report: i64) -> Result<(), Error> {
    tx.execute("DELETE FROM piece WHERE id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535", [report])?;
    Ok(())
}

/// Puts a body of an earlier version, which lay in one row, into pieces; the oldest had their text in the record.
pub fn lay_anew(tx: &Transaction<'_>, report: i64) -> Result<Record, Error> {
    let mut old = tx.prepare_cached("SELECT record, text FROM body WHERE report = ?")?;
    let (record, text): (Vec<u8>, Option<Vec<u8>>) = old.query_row([report], |r| Ok((r.get(0)?, r.get(1)?)))?;
    if let Some(text) = text {
        Body { record, text }.insert(tx, report)?;
        return self::record(tx, report);
    }
    let value: Value = serde_json::from_slice(&unzipped(&record, report)?).map_err(damaged(report))?;
    let text = value["report"]["text"].as_str().unwrap_or_default().to_string();
    let record = whole(value, text, report)?;
    Body::of(&record)?.insert(tx, report)?;
    Ok(record)
}

/// Reads a record back.
pub fn record(db: &Connection, report: i64) -> Result<Record, Error> {
    let packed = pieces(db, report, RECORD)?;
    let value = serde_json::from_slice(&unzipped(&packed, report)?).map_err(damaged(report))?;
    whole(value, text(db, report)?, report)
}

/// A record out of its JSON, as it is packed, and its text.
fn whole(mut value: Value, text: String, report: i64) -> Result<Record, Error> {
    let chars: Vec<char> = text.chars().collect();
    value["report"]["text"] = text.into();
    unpack(&mut value, &chars);
    serde_json::from_value(value).map_err(damaged(report))
}

/// Only the text of a report.
pub fn text(db: &Connection, report: i64) -> Result<String, Error> {
    String::from_utf8(unzipped(&pieces(db, report, 0)?, report)?).map_err(damaged(report))
}

fn damaged<E: std::fmt::Display>(report: i64) -> impl Fn(E) -> Error {
    move |e| Error::Damaged(format!("report {report}: {e}"))
}

/// What was laid down in pieces from this one on.
fn pieces(db: &Connection, report: i64, first: i64) -> Result<Vec<u8>, Error> {
    let mut all = db.prepare_cached("SELECT bytes FROM piece WHERE id BETWEEN ?1 AND ?1 + 32767 ORDER BY id")?;
    let mut rows = all.query([(report << 16) + first])?;
    let mut out = vec![];
    while let Some(row) = rows.next()? {
        out.extend_from_slice(row.get_ref(0)?.as_blob().unwrap_or_default());
    }
    let none = || Error::Unknown(format!("there is no report {report} in the archive"));
    if out.is_empty() { Err(none()) } else { Ok(out) }
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
