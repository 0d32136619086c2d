//! A desk on the corpus, asked as programs ask.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use rapporteur_archive::{Archive, Error, Prepared};
use rapporteur_bench::gold;
use rapporteur_desk::{Config, Desk, Read, Safety, router};
use rapporteur_record::{Record, Report, Text};
use tempfile::TempDir;
use tower::ServiceExt;

/// An archive of the corpus, and what asks it.
#[allow(dead_code)] // Not every test needs all of it.
pub struct Opened {
    pub routes: Router,
    pub file: PathBuf,
    _folder: TempDir,
}

/// Markup as a report may hold it.
pub const HOSTILE: &str = "<script>alert(1)</script>\u{8}]]>&\"'";

/// Gives back what it was given; fails where the text says so.
pub struct Echo;

impl Read for Echo {
    fn read(&self, report: Report) -> Result<Record, Error> {
        assert!(!report.text.contains("panic"), "told to");
        Ok(Record::new(report))
    }
}

/// An archive of the corpus and of one report that wants to be more than text.
pub fn archive(file: &Path) -> Archive {
    let mut archive = Archive::open(file).unwrap();
    for g in gold::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/dev")) {
        archive.keep(&Prepared::new(g.record).unwrap()).unwrap();
    }
    archive.keep(&Prepared::new(Record::new(report(HOSTILE))).unwrap()).unwrap();
    archive
}

/// A report all of whose fields are this.
pub fn report(text: &str) -> Report {
    let given = || Some(text.to_string());
    let published = Some("2016-01-01".into());
    Report {
        id: text.into(),
        title: given(),
        publisher: given(),
        published,
        text: Text::new(text),
        ..Report::default()
    }
}

/// A desk that is guarded so.
#[allow(dead_code)] // The session of an assistant needs none.
pub fn opened(read_only: bool, safety: Safety) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.archive");
    drop(archive(&file));
    let config = Config::new(&file).read_only(read_only).reading(Arc::new(Echo)).guarded(safety);
    Opened { routes: router(Desk::open(config).unwrap()), file, _folder: folder }
}

#[allow(dead_code)] // Not every test needs all of them.
impl Opened {
    pub async fn send(&self, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
        let answer = self.routes.clone().oneshot(request).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = to_bytes(answer.into_body(), 1 << 24).await.unwrap();
        (status, headers, String::from_utf8(body.to_vec()).unwrap())
    }

    pub async fn get(&self, address: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
        let request = headers.iter().fold(Request::get(address), |r, (name, value)| r.header(*name, *value));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// What an operation answers, which is there.
    pub async fn json(&self, address: &str) -> serde_json::Value {
        let (status, _, body) = self.get(address, &[]).await;
        assert_eq!(status, StatusCode::OK, "{address}: {body}");
        serde_json::from_str(&body).unwrap()
    }

    pub async fn post(&self, address: &str, headers: &[(&str, &str)], body: &str) -> (StatusCode, HeaderMap, String) {
        let request = headers.iter().fold(Request::post(address), |r, (name, value)| r.header(*name, *value));
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }
}
