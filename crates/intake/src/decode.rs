//! Packed bytes unpacked, any encoding to UTF-8.

use std::io::Read;

use encoding_rs::{Encoding, UTF_8};

/// The largest report file in bytes, unpacked; more is an error, not a report.
pub const LARGEST: usize = 64 << 20;

/// Unpacks `.gz` and `.zst`, by their first bytes; returns the name without that ending.
pub fn unpack(name: &str, bytes: &[u8]) -> Result<(String, Vec<u8>), String> {
    let bare = |ending: &str| name.strip_suffix(ending).unwrap_or(name).to_string();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let out = bounded(flate2::read::MultiGzDecoder::new(bytes), "gzip")?;
        return Ok((bare(".gz"), out));
    }
    if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let decoder = zstd::stream::read::Decoder::new(bytes).map_err(|e| damaged("zstd", &e))?;
        return Ok((bare(".zst"), bounded(decoder, "zstd")?));
    }
    if bytes.len() > LARGEST {
        return Err(too_large());
    }
    Ok((name.to_string(), bytes.to_vec()))
}

fn bounded(reader: impl Read, kind: &str) -> Result<Vec<u8>, String> {
    let mut out = vec![];
    reader.take(LARGEST as u64 + 1).read_to_end(&mut out).map_err(|e| damaged(kind, &e))?;
    if out.len() > LARGEST { Err(too_large()) } else { Ok(out) }
}

fn too_large() -> String {
    format!("it is larger than {} MB unpacked; split it into files of reports", LARGEST >> 20)
}

fn damaged(kind: &str, e: &std::io::Error) -> String {
    format!("the {kind} data is damaged or cut off ({e}); fetch the file again")
}

/// Text of any encoding: by its byte order mark, as it declares, as UTF-8 if it is that, else as it looks.
pub fn to_utf8(bytes: &[u8], markup: bool) -> Result<String, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned());
    }
    let head = &bytes[..bytes.len().min(4096)];
    let controls = head.iter().filter(|b| **b < 9 || (14..32).contains(*b) && **b != 27).count();
    if controls * 50 > head.len() {
        return Err("it is binary data, not text; give a text, Markdown, HTML or JSON Lines file".into());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_string());
    }
    let declared = markup.then(|| declared(head)).flatten().filter(|e| *e != UTF_8);
    let encoding = declared.unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new();
        detector.feed(bytes, true);
        detector.guess(None, true)
    });
    Ok(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// `charset=` of a page's head.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let label = text.split("charset=").nth(1)?.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

/// Whether bytes of no telling name are a page.
pub fn looks_like_html(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with("<?xml") && head.contains("<html"))
}
