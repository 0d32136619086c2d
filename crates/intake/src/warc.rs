//! WARC files (ISO 28500) as crawlers leave them, Common Crawl News for one: each page that was fetched whole.

use std::io::{self, BufRead, Cursor, Read};

use rapporteur_record::{Report, Text};

use crate::{Error, LARGEST, Options, decode, finish, html};

/// The longest line of a header, and the most bytes of one.
const LINE: u64 = 16 << 10;
const HEADER: usize = 128 << 10;

/// The reports of a WARC file, one record at a time.
pub struct Warc {
    name: String,
    reader: Option<Box<dyn BufRead + Send>>,
    record: usize,
    options: Options,
}

/// The headers of a record that matter.
#[derive(Default)]
struct Header {
    kind: String,
    url: Option<String>,
    content: String,
    length: u64,
}

impl Warc {
    /// Reads records from here.
    pub fn new(name: String, reader: Box<dyn BufRead + Send>, options: Options) -> Self {
        Warc { name, reader: Some(reader), record: 0, options }
    }

    fn error(&self, what: impl Into<String>) -> Error {
        Error::Unreadable { name: format!("{}, record {}", self.name, self.record), what: what.into() }
    }

    /// Ends the file with an error.
    fn end(&mut self, what: impl Into<String>) -> Option<Result<Report, Error>> {
        self.reader = None;
        Some(Err(self.error(what)))
    }

    /// One record: none where it holds no report.
    fn record(&mut self, header: &Header, block: Vec<u8>) -> Option<Result<Report, Error>> {
        let url = header.url.clone().filter(|u| u.starts_with("http"))?;
        let options = Options { url: Some(url.clone()), ..self.options.clone() };
        let name = format!("{}, record {}", self.name, self.record);
        match header.kind.as_str() {
            "response" | "resource" => {
                let body = if header.kind == "response" { http_body(&block)? } else { Ok(block) };
                let body = match body {
                    Ok(b) => b,
                    Err(what) => return Some(Err(self.error(what))),
                };
                if decode::looks(&body) != decode::Looks::Html {
                    return None;
                }
                let text = match decode::to_utf8(&body, true) {
                    Ok(t) => t,
                    Err(what) => return Some(Err(self.error(what))),
                };
                let mut report = html::report(&text);
                report.id = url;
                Some(finish(report, &name, &options))
            }
            "conversion" if header.content.starts_with("text/plain") => {
                let text = String::from_utf8_lossy(&block).into_owned();
                Some(finish(Report { id: url, text: Text::new(text), ..Report::default() }, &name, &options))
            }
            _ => None,
        }
    }
}

impl Iterator for Warc {
    type Item = Result<Report, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let reader = self.reader.as_mut()?;
            self.record += 1;
            let header = match header(reader) {
                Ok(Some(h)) => h,
                Ok(None) => {
                    self.reader = None;
                    return None;
                }
                Err(what) => return self.end(what),
            };
            if header.length > LARGEST as u64 {
                match skip(reader, header.length) {
                    Ok(()) => return Some(Err(self.error(format!("it is larger than {} MB", LARGEST >> 20)))),
                    Err(what) => return self.end(what),
                }
            }
            let mut block = vec![];
            if let Err(e) = reader.take(header.length).read_to_end(&mut block) {
                return self.end(format!("the file is damaged or cut off here ({e}); what came before was read"));
            }
            if (block.len() as u64) < header.length {
                if let Some(at) = next_record(&block) {
                    self.reader = Some(Box::new(Cursor::new(block.split_off(at))));
                    return Some(Err(self.error("its length is wrong (it runs into the next record); it is left out")));
                }
                return self.end("the file is cut off here; what came before was read");
            }
            match at_border(reader) {
                Ok(true) => {}
                Ok(false) => {
                    let rest = self.reader.take()?;
                    self.reader = resynchronised(block, rest);
                    return Some(Err(self.error("its length is wrong; it is left out")));
                }
                Err(what) => return self.end(what),
            }
            if let Some(found) = self.record(&header, block) {
                return Some(found);
            }
        }
    }
}

/// Reads a record's header; none at the end of the file.
fn header(reader: &mut Box<dyn BufRead + Send>) -> Result<Option<Header>, String> {
    let mut first = String::new();
    while first.is_empty() {
        match line(reader)? {
            None => return Ok(None),
            Some(l) => first = l,
        }
    }
    if !first.starts_with("WARC/") {
        return Err("this is no WARC record; the file is damaged, or it is of another kind".into());
    }
    let (mut header, mut size, mut length) = (Header::default(), 0, None);
    loop {
        let Some(l) = line(reader)? else { return Err("the file is cut off in a header".into()) };
        size += l.len();
        if size > HEADER {
            return Err("a header has no end".into());
        }
        if l.is_empty() {
            break;
        }
        let Some((name, value)) = l.split_once(':') else { continue };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => header.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => header.url = Some(value.trim_matches(['<', '>']).to_string()),
            "content-type" => header.content = value.to_ascii_lowercase(),
            "content-length" => length = value.parse().ok(),
            _ => {}
        }
    }
    header.length = length.ok_or("a record does not tell its length")?;
    Ok(Some(header))
}

/// A line without its end, at most [`LINE`] bytes.
fn line(reader: &mut Box<dyn BufRead + Send>) -> Result<Option<String>, String> {
    let mut bytes = vec![];
    let n = reader.take(LINE).read_until(b'\n', &mut bytes).map_err(|e| format!("the file is damaged here ({e})"))?;
    if n as u64 == LINE {
        return Err("a line of a header has no end".into());
    }
    Ok((n > 0).then(|| String::from_utf8_lossy(bytes.trim_ascii()).into_owned()))
}

fn skip(reader: &mut Box<dyn BufRead + Send>, length: u64) -> Result<(), String> {
    let skipped =
        io::copy(&mut reader.take(length), &mut io::sink()).map_err(|e| format!("the file is damaged here ({e})"))?;
    if skipped == length { Ok(()) } else { Err("the file is cut off here; what came before was read".into()) }
}

/// Whether a record ends here: blank lines, then the next record or the end of the file.
fn at_border(reader: &mut Box<dyn BufRead + Send>) -> Result<bool, String> {
    loop {
        let ahead = reader.fill_buf().map_err(|e| format!("the file is damaged here ({e})"))?;
        match ahead.first() {
            None => return Ok(true),
            Some(b'\r' | b'\n') => reader.consume(1),
            // The rest may not be in the buffer yet; its header is checked when it is read.
            Some(_) => return Ok(b"WARC/".starts_with(&ahead[..ahead.len().min(5)])),
        }
    }
}

/// Where a record begins within bytes.
fn next_record(bytes: &[u8]) -> Option<usize> {
    let mark = b"\nWARC/1.";
    bytes.windows(mark.len()).position(|w| w == mark).map(|at| at + 1)
}

/// After a record of wrong length: from the next one on, which may stand within what was taken for its block.
fn resynchronised(mut block: Vec<u8>, rest: Box<dyn BufRead + Send>) -> Option<Box<dyn BufRead + Send>> {
    if let Some(at) = next_record(&block) {
        return Some(Box::new(Cursor::new(block.split_off(at)).chain(rest)));
    }
    // Its mark may have been cut in two.
    let tail = block.split_off(block.len().saturating_sub(b"\nWARC/1".len()));
    let mut rest = Cursor::new(tail).chain(rest);
    loop {
        let mut l = vec![];
        match (&mut rest).take(LINE).read_until(b'\n', &mut l) {
            Ok(0) | Err(_) => return None,
            Ok(_) if l.starts_with(b"WARC/1.") => return Some(Box::new(Cursor::new(l).chain(rest))),
            Ok(_) => {}
        }
    }
}

/// The body of an HTTP answer that went well; none of any other.
fn http_body(block: &[u8]) -> Option<Result<Vec<u8>, String>> {
    let end = block.windows(4).take(HEADER).position(|w| w == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&block[..end]).to_ascii_lowercase();
    if head.lines().next()?.split(' ').nth(1) != Some("200") {
        return None;
    }
    let of = |name: &str| head.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(':').map(str::trim));
    if of("content-type").is_some_and(|t| !t.contains("html")) {
        return None;
    }
    let mut body = block[end + 4..].to_vec();
    if of("transfer-encoding").is_some_and(|t| t.contains("chunked")) {
        // Crawlers often keep the header and take the chunks away.
        body = dechunked(&body).unwrap_or(body);
    }
    Some(match of("content-encoding") {
        Some("gzip") if body.starts_with(&[0x1f, 0x8b]) => {
            decode::unpack("page.gz", &body).map(|(_, b)| b.into_owned())
        }
        _ => Ok(body),
    })
}

fn dechunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![];
    loop {
        let end = body.iter().take(32).position(|b| *b == b'\n')?;
        let size = std::str::from_utf8(&body[..end]).ok()?.trim().split(';').next()?;
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(body.get(..size)?);
        body = body.get(size..)?.strip_prefix(b"\r\n")?;
    }
}
