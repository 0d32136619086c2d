//! Every page on an archive of the corpus, asked as a browser asks, without scripts.

use std::path::Path;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use rapporteur_archive::{Archive, Prepared};
use rapporteur_bench::gold;
use rapporteur_desk::{Config, Desk, router};
use rapporteur_record::{Record, Report, Text};
use tempfile::TempDir;
use tower::ServiceExt;

/// A desk on the corpus and on one report that wants to be more than text.
struct Opened {
    routes: Router,
    _folder: TempDir,
}

const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

fn opened(read_only: bool) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.archive");
    let mut archive = Archive::open(&file).unwrap();
    for g in gold::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/dev")) {
        archive.keep(&Prepared::new(g.record).unwrap()).unwrap();
    }
    let hostile = Report {
        id: HOSTILE.into(),
        title: Some(HOSTILE.into()),
        publisher: Some(HOSTILE.into()),
        url: Some("javascript:alert(3)".into()),
        published: Some("2016-01-01".into()),
        text: Text::new(format!("{HOSTILE} said the talks failed.")),
        ..Report::default()
    };
    archive.keep(&Prepared::new(Record::new(hostile)).unwrap()).unwrap();
    drop(archive);
    let desk = Desk::open(Config::new(&file).read_only(read_only)).unwrap();
    Opened { routes: router(desk), _folder: folder }
}

impl Opened {
    async fn send(&self, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
        let answer = self.routes.clone().oneshot(request).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = to_bytes(answer.into_body(), 1 << 24).await.unwrap();
        (status, headers, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn get(&self, address: &str) -> (StatusCode, HeaderMap, String) {
        self.send(Request::get(address).body(Body::empty()).unwrap()).await
    }

    /// A page that is there.
    async fn page(&self, address: &str) -> String {
        let (status, headers, body) = self.get(address).await;
        assert_eq!(status, StatusCode::OK, "{address}: {body}");
        assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("default-src 'none'"), "{address}");
        body
    }
}

/// The number of a process by a word of its name.
async fn process(desk: &Opened, word: &str) -> i64 {
    let list: serde_json::Value = serde_json::from_str(&desk.page("/processes?format=json").await).unwrap();
    let found = list["processes"].as_array().unwrap().iter().find(|p| p["name"].as_str().unwrap().contains(word));
    found.unwrap_or_else(|| panic!("no process of {word}: {list}"))["id"].as_i64().unwrap()
}

#[tokio::test]
async fn today_tells_what_is_new_and_then_that_nothing_is() {
    let desk = opened(false);
    let (_, headers, body) = desk.get("/").await;
    assert!(body.contains("new reports") && body.contains("Meeting"), "{body}");
    let cookie = headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    // The same visit, an hour later.
    let numbers: Vec<i64> =
        cookie["visit=".len()..].split(';').next().unwrap().split('.').map(|n| n.parse().unwrap()).collect();
    let later = format!("visit={}.{}.{}.{}", numbers[0], numbers[1], numbers[2], numbers[3] - 3600);
    let again = Request::get("/").header(header::COOKIE, later).body(Body::empty()).unwrap();
    let (_, _, body) = desk.send(again).await;
    assert!(body.contains("Nothing new since your last visit on"), "{body}");
}

#[tokio::test]
async fn a_process_shows_where_the_talks_stand() {
    let desk = opened(false);
    let id = process(&desk, "Ukraine").await;
    let page = desk.page(&format!("/process/{id}")).await;
    for wanted in [
        "Angela Merkel",
        "Minsk",
        "id=\"positions-h\"",
        "<th scope=\"row\">",
        "id=\"timeline-h\"",
        "<svg",
        "role=\"img\"",
    ] {
        assert!(page.contains(wanted), "{wanted} is missing: {page}");
    }
    let csv = desk.page(&format!("/process/{id}?kind=meetings&format=csv")).await;
    assert!(csv.lines().next().unwrap().starts_with("entry,kind,what") && csv.contains(",meeting,"), "{csv}");
    let none = desk.page(&format!("/process/{id}?from=1900&to=1901")).await;
    assert!(none.contains("No entry is like that"));
}

#[tokio::test]
async fn a_report_has_its_record_beside_it_and_its_words_marked() {
    let desk = opened(false);
    let page = desk.page("/report/1").await;
    assert!(page.contains("class=\"w\" data-e=\"") && page.contains("vouched by"), "{page}");
    let shown = desk.page("/report/1?entry=s1").await;
    assert!(shown.contains("<mark id=\"words\"") && shown.contains("noted shown"), "{shown}");
    let words = desk.page("/report/1?words=10-20").await;
    let marked = words.split("<mark id=\"words\"").nth(1).unwrap().split('>').nth(1).unwrap().to_string();
    assert!(marked.trim_end_matches("</mark").chars().count() <= 10, "{marked}");
    let only = desk.page("/report/1?kind=meetings&format=json").await;
    let only: serde_json::Value = serde_json::from_str(&only).unwrap();
    assert!(only["entries"].as_array().unwrap().iter().all(|e| e["kind"] == "meetings"));
}

#[tokio::test]
async fn what_reports_say_is_never_markup() {
    let desk = opened(false);
    let last = desk.page("/?format=json").await;
    let newest = serde_json::from_str::<serde_json::Value>(&last).unwrap()["newest"].as_i64().unwrap();
    for address in ["/".to_string(), format!("/report/{newest}"), "/processes?name=%3Cscript%3E".into()] {
        let page = desk.page(&address).await;
        assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{address}: {page}");
        assert!(!page.contains("href=\"javascript:"), "{address}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_so() {
    let desk = opened(false);
    for address in ["/report/999999", "/process/999999", "/nowhere"] {
        let (status, _, body) = desk.get(address).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
        assert!(body.contains("<h1>Not found</h1>"), "{body}");
    }
    for address in
        ["/process/1?kind=nonsense", "/process/1?from=soon", "/?since=x", "/processes?page=x", "/process/1?format=xml"]
    {
        let (status, _, body) = desk.get(address).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{address}: {body}");
    }
}

#[tokio::test]
async fn forms_of_other_sites_are_turned_away() {
    let desk = opened(false);
    let post = |name: &str, value: &str| {
        Request::post("/").header(header::HOST, "127.0.0.1:1").header(name, value).body(Body::empty()).unwrap()
    };
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("origin", "null")] {
        assert_eq!(desk.send(post(name, value)).await.0, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    assert_eq!(desk.send(post("origin", "http://127.0.0.1:1")).await.0, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(opened(true).send(post("sec-fetch-site", "same-origin")).await.0, StatusCode::FORBIDDEN);
}
