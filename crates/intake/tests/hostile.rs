//! Inputs that mean harm, or look as if they did: a clear error each, in bounded memory and time.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use rapporteur_intake::fetch::{Care, Fetcher};
use rapporteur_intake::web::{self, NoMemory};
use rapporteur_intake::{LARGEST, Options, open};

/// What each report of a file gives: its text, or the error.
fn read(path: &Path) -> Vec<Result<String, String>> {
    let path = path.to_string_lossy().into_owned();
    open(&[path], Options::default()).map(|r| r.map(|r| r.text.to_string()).map_err(|e| e.to_string())).collect()
}

fn file(dir: &tempfile::TempDir, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn gzip(times: usize, piece: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
    (0..times).for_each(|_| out.write_all(piece).unwrap());
    out.finish().unwrap()
}

/// A server on the loopback; `answer` gives the bytes for a path, and the connection is closed after them.
fn serve(answer: impl Fn(&str, &mut TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = vec![];
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n > 0) {
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).into_owned();
            let path = head.split(' ').nth(1).unwrap_or("/").to_string();
            answer(
                &if head.contains("if-none-match") || head.contains("If-None-Match") {
                    format!("{path}?again")
                } else {
                    path
                },
                &mut stream,
            );
        }
    });
    at
}

fn ok(stream: &mut TcpStream, headers: &str, body: &str) {
    let _ =
        write!(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len());
}

fn status(stream: &mut TcpStream, status: &str, headers: &str) {
    let _ = write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n{headers}\r\n");
}

fn care(private: bool) -> Care {
    Care { private, delay: Duration::ZERO, timeout: Duration::from_secs(2) }
}

fn fetch(url: &str, private: bool) -> Result<Vec<u8>, String> {
    Fetcher::new(care(private))
        .get(url, None, None)
        .map(|p| p.map(|p| p.bytes).unwrap_or_default())
        .map_err(|e| e.to_string())
}

const PAGE: &str = "<html><body><article><p>The two governments ended a week of talks on Thursday without a deal, a spokesman said.</p>\
    <p>They will meet again in April, he added, to discuss the border and the return of refugees.</p></article></body></html>";

#[test]
fn packed_bombs_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let bomb = gzip((LARGEST >> 20) + 2, &vec![b'a'; 1 << 20]);
    for name in ["a.txt.gz", "a.jsonl.gz", "a.csv.gz"] {
        let found = read(&file(&dir, name, &bomb));
        assert_eq!(found.len(), 1, "{name}");
        let told = found[0].clone().unwrap_err();
        assert!(told.contains("larger than") || told.contains("longer than"), "{name}: {told}");
    }
}

#[test]
fn a_line_without_end_ends_the_file_and_not_the_run() {
    let dir = tempfile::tempdir().unwrap();
    let mut lines = b"{\"text\": \"The talks ended.\"}\n{\"text\": \"".to_vec();
    lines.resize(lines.len() + LARGEST + 10, b'a');
    let found = read(&file(&dir, "a.jsonl", &lines));
    assert_eq!(found[0], Ok("The talks ended.".into()));
    assert!(found[1].clone().unwrap_err().contains("longer than"), "{:?}", found[1]);
    assert_eq!(found.len(), 2);
}

#[test]
fn a_gigabyte_in_one_line_is_read_no_further_than_the_bound() {
    let dir = tempfile::tempdir().unwrap();
    let mut out = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
    out.write_all(b"{\"text\": \"The talks ended.\"}\n{\"text\": \"").unwrap();
    let piece = vec![b'a'; 1 << 20];
    (0..1024).for_each(|_| out.write_all(&piece).unwrap());
    let began = Instant::now();
    let found = read(&file(&dir, "a.jsonl.gz", &out.finish().unwrap()));
    assert_eq!(found[0], Ok("The talks ended.".into()));
    assert!(found[1].clone().unwrap_err().contains("longer than"), "{:?}", found[1]);
    assert_eq!(found.len(), 2);
    // Not all of it was unpacked, let alone held.
    assert!(began.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_quotation_mark_that_is_never_closed_does_not_swallow_the_memory() {
    let dir = tempfile::tempdir().unwrap();
    let mut table = b"id,text\n1,The talks ended.\n2,\"".to_vec();
    table.resize(table.len() + LARGEST * 2, b'a');
    let found = read(&file(&dir, "a.csv", &table));
    assert_eq!(found[0], Ok("The talks ended.".into()));
    assert!(found[1].clone().unwrap_err().contains("larger than"), "{:?}", found[1]);
}

#[test]
fn tables_say_which_column_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let found = read(&file(&dir, "a.csv", b"id,body\n1,The talks ended.\n"));
    assert!(found[0].clone().unwrap_err().contains("--fields text=COLUMN"));
    let fields = Options { fields: vec![("text".into(), "body".into())], ..Options::default() };
    let path = dir.path().join("a.csv").to_string_lossy().into_owned();
    let report = open(&[path], fields).next().unwrap().unwrap();
    assert_eq!((report.id.as_str(), report.text.as_str()), ("1", "The talks ended."));
    let found = read(&file(&dir, "a.parquet", b"PAR1 but not really PAR1"));
    assert!(found[0].clone().unwrap_err().contains("damaged"), "{found:?}");
}

/// A record of a WARC file; the length can be told wrongly.
fn record(url: &str, body: &str, wrong: i64) -> String {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
    let length = block.len() as i64 + wrong;
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
}

#[test]
fn crawls_give_their_pages() {
    let dir = tempfile::tempdir().unwrap();
    let info = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 9\r\n\r\nrobots: x\r\n\r\n";
    let all: String =
        [info.to_string(), record("https://a.example/1", PAGE, 0), record("https://a.example/2", PAGE, 0)].concat();
    for (name, bytes) in [("a.warc", all.clone().into_bytes()), ("b.warc.gz", gzip(1, all.as_bytes()))] {
        let found: Vec<_> =
            open(&[file(&dir, name, &bytes).to_string_lossy().into_owned()], Options::default()).collect();
        assert_eq!(found.len(), 2, "{name}");
        let first = found[0].as_ref().unwrap();
        assert_eq!(first.url.as_deref(), Some("https://a.example/1"));
        assert!(first.text.starts_with("The two governments ended"));
    }
}

#[test]
fn crawls_of_wrong_lengths_lose_the_record_and_not_the_rest() {
    let dir = tempfile::tempdir().unwrap();
    for wrong in [-20, 7, 300] {
        let all = [record("https://a.example/1", PAGE, wrong), record("https://a.example/2", PAGE, 0)].concat();
        let found = read(&file(&dir, "a.warc", all.as_bytes()));
        let good = found.iter().filter(|r| r.as_ref().is_ok_and(|t| t.contains("in April"))).count();
        assert!(good >= 1, "{wrong}: {found:?}");
        assert!(found.iter().any(|r| r.as_ref().is_err_and(|e| e.contains("length is wrong"))), "{wrong}: {found:?}");
    }
    let huge = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nx";
    for (bytes, told) in [
        (huge, "cut off"),
        ("WARC/1.0\r\nContent-Length: -5\r\n\r\n", "length"),
        ("WARC/1.0\r\nX: y\r\n\r\n", "length"),
        ("no such thing", "no WARC record"),
    ] {
        let found = read(&file(&dir, "a.warc", bytes.as_bytes()));
        assert!(found[0].as_ref().is_err_and(|e| e.contains(told)), "{bytes}: {found:?}");
    }
    let endless = format!("WARC/1.0\r\nX: {}", "y".repeat(1 << 20));
    assert!(read(&file(&dir, "a.warc", endless.as_bytes()))[0].as_ref().is_err_and(|e| e.contains("no end")));
}

#[test]
fn private_addresses_are_not_fetched_neither_at_once_nor_by_a_redirect() {
    let at = serve(|_, s| ok(s, "", PAGE));
    assert!(fetch(&at, false).unwrap_err().contains("--allow-private"));
    for url in ["http://[::1]:1/", "http://169.254.169.254/latest/", "http://0x7f.1/", "http://localhost/"] {
        let told = fetch(url, false).unwrap_err();
        assert!(told.contains("private address"), "{url}: {told}");
    }
    assert!(fetch("file:///etc/passwd", true).unwrap_err().contains("only http"));
    assert_eq!(fetch(&at, true).unwrap(), PAGE.as_bytes());
}

#[test]
fn redirects_are_followed_so_far_and_to_pages_only() {
    let at = serve(|path, s| match path {
        "/robots.txt" => status(s, "404 Not Found", ""),
        "/a" => status(s, "302 Found", "Location: /b\r\n"),
        "/b" => ok(s, "", PAGE),
        "/file" => status(s, "302 Found", "Location: file:///etc/passwd\r\n"),
        _ => status(s, "302 Found", "Location: /round\r\n"),
    });
    assert_eq!(fetch(&format!("{at}/a"), true).unwrap(), PAGE.as_bytes());
    assert!(fetch(&format!("{at}/file"), true).unwrap_err().contains("only http"));
    assert!(fetch(&format!("{at}/round"), true).unwrap_err().contains("redirected more than"));
}

#[test]
fn what_never_ends_is_cut_off() {
    let drip = serve(|path, s| match path {
        "/robots.txt" => status(s, "404 Not Found", ""),
        "/slow" => {
            let _ = s.write_all(b"HTTP/1.1 200 OK\r\n\r\n<rss>");
            while s.write_all(b" ").is_ok() {
                thread::sleep(Duration::from_millis(50));
            }
        }
        _ => {
            let _ = s.write_all(b"HTTP/1.1 200 OK\r\n\r\n<rss>");
            while s.write_all(&[b' '; 1 << 16]).is_ok() {}
        }
    });
    let began = Instant::now();
    assert!(fetch(&format!("{drip}/slow"), true).is_err());
    assert!(began.elapsed() < Duration::from_secs(10));
    let told = fetch(&format!("{drip}/fast"), true).unwrap_err();
    assert!(told.contains("larger than") || told.contains("broke off"), "{told}");
}

#[test]
fn robots_are_obeyed() {
    let at = serve(|path, s| match path {
        "/robots.txt" => ok(s, "", "User-agent: *\nDisallow: /private\n"),
        _ => ok(s, "", PAGE),
    });
    assert!(fetch(&format!("{at}/private/a"), true).unwrap_err().contains("robots.txt"));
    assert!(fetch(&format!("{at}/open"), true).is_ok());
    let broken = serve(|_, s| status(s, "503 Busy", ""));
    assert!(fetch(&format!("{broken}/open"), true).unwrap_err().contains("robots.txt"));
}

#[test]
fn a_feed_is_all_that_it_announces_and_is_asked_only_for_what_is_new() {
    let at = serve(|path, s| match path {
        "/robots.txt" => status(s, "404 Not Found", ""),
        "/feed" => {
            let port = s.local_addr().unwrap();
            let item = |n: u8| {
                format!(
                    "<item><title>Talks &amp; more {n}</title><link>http://{port}/{n}</link><pubDate>Thu, 04 Mar 1999 10:00:00 GMT</pubDate></item>"
                )
            };
            let feed = format!(
                "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Courier</title>{}{}</channel></rss>",
                item(1),
                item(2)
            );
            ok(s, "ETag: \"v1\"\r\n", &feed);
        }
        "/feed?again" => status(s, "304 Not Modified", ""),
        "/1" => ok(s, "", PAGE),
        _ => status(s, "410 Gone", ""),
    });
    let (told, heard) = mpsc::channel();
    let feed = format!("{at}/feed");
    let found: Vec<_> =
        web::follow([feed.clone()], Fetcher::new(care(true)), NoMemory, Options::default(), told).collect();
    assert_eq!(found.len(), 2);
    let first = found[0].as_ref().unwrap();
    assert_eq!(first.publisher.as_deref(), Some("The Courier"));
    assert_eq!(first.published.as_deref(), Some("1999-03-04T10:00:00+00:00"));
    assert_eq!(first.url.as_deref(), Some(format!("{at}/1").as_str()));
    assert!(found[1].as_ref().unwrap_err().to_string().contains("410"));
    let told = heard.try_iter().next().unwrap();
    assert_eq!((told.url.as_str(), told.etag.as_deref()), (feed.as_str(), Some("\"v1\"")));
    let again = Fetcher::new(care(true)).get(&feed, told.etag.as_deref(), None).unwrap();
    assert!(again.is_none());
}

#[test]
fn feeds_that_are_none_say_so() {
    let dir = tempfile::tempdir().unwrap();
    let atom = r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>x</id><title>T</title>
        <content type="html">&lt;p&gt;The talks ended on Monday without a deal, the minister said after the meeting.&lt;/p&gt;</content></entry></feed>"#;
    let found = read(&file(&dir, "a.xml", atom.as_bytes()));
    assert_eq!(
        found,
        [Ok("The talks ended on Monday without a deal, the minister said after the meeting.".to_string())]
    );
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [{"id": "1", "content_text": "The talks ended."}]}"#;
    assert_eq!(read(&file(&dir, "b.xml", json.as_bytes())), [Ok("The talks ended.".to_string())]);
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss><channel><title>&b;</title>";
    let found = read(&file(&dir, "c.xml", laughs.as_bytes()));
    assert!(found.is_empty() || found[0].is_err(), "{found:?}");
}
