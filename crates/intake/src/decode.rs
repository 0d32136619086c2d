//! Packed bytes unpacked, any encoding to UTF-8, and what is no text at all called by its name.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The largest report file in bytes, unpacked; more is an error, not a report.
pub const LARGEST: usize = 64 << 20;

/// Unpacks `.gz` and `.zst`, by their first bytes; returns the name without that ending.
pub fn unpack<'b>(name: &str, bytes: &'b [u8]) -> Result<(String, Cow<'b, [u8]>), String> {
    let bare = |ending: &str| name.strip_suffix(ending).unwrap_or(name).to_string();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let out = bounded(flate2::read::MultiGzDecoder::new(bytes), "gzip")?;
        return Ok((bare(".gz"), out.into()));
    }
    if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let decoder = zstd::stream::read::Decoder::new(bytes).map_err(|e| damaged("zstd", &e))?;
        return Ok((bare(".zst"), bounded(decoder, "zstd")?.into()));
    }
    if bytes.len() > LARGEST {
        return Err(too_large());
    }
    Ok((name.to_string(), bytes.into()))
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

/// First bytes of files that hold words but are no text, and what to do about each.
const NO_TEXT: [(&[u8], &str); 7] = [
    (b"%PDF-", "it is a PDF; save its text (pdftotext FILE) and give that"),
    (b"PK\x03\x04", "it is a zip archive or an office document; unpack it or save it as text"),
    (b"\xd0\xcf\x11\xe0", "it is an old office document; save it as text"),
    (b"{\\rtf", "it is rich text (RTF); save it as plain text"),
    (b"\x89PNG", "it is a picture; give text"),
    (b"\xff\xd8\xff", "it is a picture; give text"),
    (b"WARC/", "it is a web archive (WARC); give the pages in it"),
];

/// Text of any encoding: by its byte order mark, as UTF-8 if it is that, as it declares, else as it looks.
pub fn to_utf8(bytes: &[u8], markup: bool) -> Result<String, String> {
    if let Some((_, what)) = NO_TEXT.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err((*what).into());
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned());
    }
    let head = &bytes[..bytes.len().min(4096)];
    if let Some(encoding) = unmarked_utf16(head) {
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    let controls = head.iter().filter(|b| **b < 9 || (14..32).contains(*b) && **b != 27).count();
    if controls * 50 > head.len() {
        return Err("it is binary data, not text; give a text, Markdown, HTML or JSON Lines file".into());
    }
    let broken = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_string()),
        Err(e) => e,
    };
    let declared = markup.then(|| declared(head)).flatten();
    if declared == Some(UTF_8) || mostly_utf8(bytes, broken) {
        return Ok(String::from_utf8_lossy(bytes).into_owned());
    }
    let encoding = declared.unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new();
        detector.feed(bytes, true);
        detector.guess(None, true)
    });
    Ok(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// UTF-16 without a byte order mark: every other byte of what is mostly Latin script is zero.
fn unmarked_utf16(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if pairs < 8 {
        None
    } else if even * 50 < pairs && odd * 10 > pairs * 8 {
        Some(UTF_16LE)
    } else if odd * 50 < pairs && even * 10 > pairs * 8 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-8 that was cut within a character, or holds a few bytes of something else among many of its own.
fn mostly_utf8(bytes: &[u8], broken: std::str::Utf8Error) -> bool {
    if broken.error_len().is_none() {
        return true;
    }
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 10
}

/// `charset=` of a page's head, or the encoding of an XML declaration.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let xml = text.strip_prefix("<?xml").and_then(|t| t.split("?>").next()?.split("encoding=").nth(1));
    let label = text.split("charset=").nth(1).or(xml)?.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

/// What bytes hold, whatever their name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// A page, or a piece of one.
    Html,
    /// XML that is no page: a feed, data.
    Xml,
    /// Neither.
    Other,
}

/// Looks at the first bytes.
pub fn looks(bytes: &[u8]) -> Looks {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase().replace('\0', "");
    let head = head.trim_start_matches(|c: char| c == '\u{feff}' || c == '\u{fffd}' || c.is_whitespace());
    const TAGS: [&str; 8] = ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<main"];
    if TAGS.iter().any(|t| head.starts_with(t)) || (head.starts_with("<?xml") && head.contains("<html")) {
        Looks::Html
    } else if head.starts_with("<?xml") || head.starts_with("<rss") || head.starts_with("<feed") {
        Looks::Xml
    } else if head.starts_with("<!--") && head.contains("<html") {
        Looks::Html
    } else {
        Looks::Other
    }
}
