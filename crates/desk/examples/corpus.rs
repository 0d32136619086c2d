//! A desk on the reports of corpus/dev with their gold records: for the tests in a browser, and to look at.
//!
//! `cargo run -p rapporteur-desk --example corpus [PORT]` prints the address and serves until it is told to stop. What
//! is added is kept unread, as no model is at hand here.

use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use rapporteur_archive::{Archive, Error, Kept, Prepared};
use rapporteur_bench::gold;
use rapporteur_desk::{Config, Desk, Read, Take, Taken, serve};
use rapporteur_record::{Record, Report, Text};

/// Keeps texts without reading them.
struct Unread;

impl Take for Unread {
    fn file(&self, archive: &mut Archive, name: &str, bytes: &[u8], published: Option<&str>) -> Result<Taken, Error> {
        let Ok(text) = std::str::from_utf8(bytes) else {
            let failed = format!("{name}: this is no text");
            archive.fail(name, &failed, "{}")?;
            return Ok(Taken { failed: vec![failed], ..Taken::default() });
        };
        let published = published.map(String::from);
        let report = Report { id: name.into(), published, text: Text::new(text), ..Report::default() };
        Ok(match archive.keep(&Prepared::new(Record::new(report))?)? {
            Kept::New { report, .. } => Taken { kept: vec![report], ..Taken::default() },
            Kept::Already { report } => Taken { known: vec![report], ..Taken::default() },
        })
    }

    fn address(&self, archive: &mut Archive, url: &str) -> Result<Taken, Error> {
        let failed = format!("{url}: nothing is fetched here");
        archive.fail(url, &failed, "{}")?;
        Ok(Taken { failed: vec![failed], ..Taken::default() })
    }
}

impl Read for Unread {
    fn read(&self, report: Report) -> Result<Record, Error> {
        Ok(Record::new(report))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port = std::env::args().nth(1).map_or(Ok(0), |p| p.parse())?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("corpus.archive");
    let mut archive = Archive::open(&file)?;
    for g in gold::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/dev")) {
        archive.keep(&Prepared::new(g.record)?)?;
    }
    archive.fail(
        "reports/1994-07.txt",
        "reports/1994-07.txt: the text is in French; use --any-language to read it",
        "{}",
    )?;
    drop(archive);
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    println!("http://{}", listener.local_addr()?);
    std::io::stdout().flush()?;
    serve(Desk::open(Config::new(&file).taking(Arc::new(Unread)).reading(Arc::new(Unread)))?, listener)?;
    Ok(())
}
