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
    for address in [
        "/".to_string(),
        format!("/report/{newest}"),
        "/processes?name=%3Cscript%3E".into(),
        "/archive".into(),
        "/find?words=talks+failed".into(),
        format!("/archive?words={0}&party={0}", "%22%3E%3Cscript%3Ealert"),
        "/corrections?who=%22%3E%3Cscript%3Ealert".into(),
    ] {
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

#[tokio::test]
async fn every_page_is_there_and_so_is_its_list_as_csv_and_json() {
    let desk = opened(false);
    let process = process(&desk, "Ukraine").await;
    let entry = csv_cell(&desk, &format!("/process/{process}?kind=meetings"), "entry").await;
    let party = csv_cell(&desk, "/parties?name=Angela", "number").await;
    let pages = [
        ("/", "new reports"),
        ("/processes", "<table class=\"rows\">"),
        (&format!("/process/{process}"), "Positions"),
        ("/report/1", "Record"),
        (&format!("/entry/{entry}"), "What each report says"),
        ("/statements", "class=\"words\""),
        ("/parties", "<th scope=\"row\">"),
        (&format!("/party/{party}"), "With whom"),
        ("/calendar?from=1970&show=held", "Meeting"),
        ("/map", "<svg"),
        ("/find?words=Merkel", "Angela Merkel"),
        ("/archive", "<table class=\"rows\">"),
        ("/corrections", "Nothing was decided"),
    ];
    for (address, wanted) in pages {
        let page = desk.page(address).await;
        assert!(page.contains(wanted), "{address} lacks {wanted}: {page}");
        assert_eq!(page.matches("<h1>").count(), 1, "{address}");
        assert!(page.contains("<main id=\"main\"") && page.contains("lang=\"en\""), "{address}");
        assert!(
            !page.contains(" style=\"") && !page.contains(" onclick"),
            "{address} has what the browser is told to refuse"
        );
        let more = if address.contains('?') { '&' } else { '?' };
        let json = desk.page(&format!("{address}{more}format=json")).await;
        serde_json::from_str::<serde_json::Value>(&json).unwrap_or_else(|e| panic!("{address}: {e}: {json}"));
        let csv = desk.page(&format!("{address}{more}format=csv")).await;
        assert!(csv.lines().next().is_some_and(|head| head.contains(',')), "{address}: {csv}");
    }
}

/// The first cell of a column of a page's CSV.
async fn csv_cell(desk: &Opened, address: &str, column: &str) -> String {
    let more = if address.contains('?') { '&' } else { '?' };
    let text = desk.page(&format!("{address}{more}format=csv")).await;
    let mut read = csv::Reader::from_reader(text.as_bytes());
    let at = read.headers().unwrap().iter().position(|c| c == column).unwrap();
    read.records().next().unwrap_or_else(|| panic!("{address} has no rows: {text}")).unwrap()[at].to_string()
}

#[tokio::test]
async fn statements_are_found_by_speaker_words_issue_and_day_and_come_a_stretch_at_a_time() {
    let desk = opened(false);
    let by = desk.page("/statements?by=Merkel&format=csv").await;
    assert!(by.lines().skip(1).all(|l| l.contains("Merkel")) && by.lines().count() > 1, "{by}");
    let words = desk.page("/statements?words=ceasefires&format=csv").await;
    assert!(words.lines().count() > 1 && words.to_lowercase().contains("ceasefire"), "{words}");
    let issue = desk.page("/statements?issue=prisoners&format=csv").await;
    assert!(issue.lines().count() > 1 && issue.lines().skip(1).all(|l| l.contains("prisoners")), "{issue}");
    let early = desk.page("/statements?to=1979&format=json").await;
    let early: serde_json::Value = serde_json::from_str(&early).unwrap();
    assert!(early["sources"].as_array().unwrap().iter().all(|s| s["published"].as_str().unwrap() < "1980"));
    assert!(desk.page("/statements?by=Nobody+Atall").await.contains("no report names a party called"));
    assert_eq!(desk.get("/statements?issue=weather").await.0, StatusCode::BAD_REQUEST);
    // From stretch to stretch, each statement once.
    let (mut address, mut seen) =
        ("/statements?sort=oldest&format=json".to_string(), std::collections::BTreeSet::new());
    loop {
        let stretch: serde_json::Value = serde_json::from_str(&desk.page(&address).await).unwrap();
        for s in stretch["statements"].as_array().unwrap() {
            assert!(seen.insert((s["report"].as_i64(), s["id"].as_str().map(String::from))), "{s} comes twice");
        }
        match stretch["next"].as_str() {
            Some(next) => address = format!("/statements?sort=oldest&format=json&after={next}"),
            None => break,
        }
    }
    assert!(seen.len() > 200, "{}", seen.len());
}

/// Sends a form as a browser does from a page of the desk.
async fn form(desk: &Opened, address: &str, fields: &str) -> (StatusCode, String) {
    let request = Request::post(address)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(fields.to_string()))
        .unwrap();
    let (status, headers, body) = desk.send(request).await;
    (status, headers.get(header::LOCATION).map_or(body, |l| l.to_str().unwrap().to_string()))
}

#[tokio::test]
async fn decisions_are_made_by_forms_listed_with_who_and_taken_back() {
    let desk = opened(false);
    let process = process(&desk, "Ukraine").await;
    let entry = csv_cell(&desk, &format!("/process/{process}?kind=meetings"), "entry").await;
    let (status, at) = form(&desk, "/corrections", &format!("decide=wrong-entry&entry={entry}&who=Ada+L%C3%B6w")).await;
    assert_eq!((status, at.as_str()), (StatusCode::SEE_OTHER, "/corrections"));
    assert_eq!(desk.get(&format!("/entry/{entry}")).await.0, StatusCode::NOT_FOUND, "what is wrong shows nowhere");
    let list = desk.page("/corrections").await;
    assert!(list.contains("Ada Löw") && list.contains("Take back") && list.contains("made by"), "{list}");
    let (status, _) = form(&desk, "/corrections", "decide=revoke&decision=1&who=Ada").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(desk.page(&format!("/entry/{entry}")).await.contains("What each report says"));
    assert!(desk.page("/corrections?state=revoked").await.contains("taken back"));
    let (_, at) =
        form(&desk, "/corrections", &format!("decide=rename-process&process={process}&name=Minsk+%3Cb%3E")).await;
    assert!(desk.page(&at).await.contains("Minsk &#60;b&#62;"));
    let (_, at) = form(&desk, "/corrections", "decide=wrong-claim&in=1&claim=s1").await;
    assert!(desk.page(&at).await.contains("marked as wrong"));
    for bad in [
        "",
        "decide=everything",
        "decide=split-entry&entry=1",
        "decide=merge-entries&entry=1",
        "decide=wrong-entry&entry=x",
    ] {
        assert_eq!(form(&desk, "/corrections", bad).await.0, StatusCode::BAD_REQUEST, "{bad}");
    }
    assert_eq!(form(&desk, "/corrections", "decide=merge-parties&party=1&into=Nobody").await.0, StatusCode::NOT_FOUND);
    assert_eq!(form(&opened(true), "/corrections", "decide=revoke&decision=1").await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn parties_and_processes_are_made_one_and_two() {
    let desk = opened(false);
    let (ukraine, iran) = (process(&desk, "Ukraine").await, process(&desk, "Iran").await);
    let (_, at) =
        form(&desk, "/corrections", &format!("decide=merge-processes&process={iran}&into=%23{ukraine}")).await;
    assert_eq!(at, format!("/process/{ukraine}"));
    assert!(desk.page(&at).await.contains("Obama"));
    let report = csv_cell(&desk, &format!("/archive?process={ukraine}"), "number").await;
    let split = format!("decide=split-process&process={ukraine}&report={report}&name=Other+talks");
    let (_, at) = form(&desk, "/corrections", &split).await;
    assert!(desk.page(&at).await.contains("<h1>Other talks</h1>"));
    let (merkel, kerry) = (
        csv_cell(&desk, "/parties?name=Angela", "number").await,
        csv_cell(&desk, "/parties?name=John+Kerry", "number").await,
    );
    let (_, at) = form(&desk, "/corrections", &format!("decide=merge-parties&party={kerry}&into=%23{merkel}")).await;
    assert_eq!(at, format!("/party/{merkel}"));
    assert!(desk.page(&format!("/party/{kerry}")).await.contains("<h1>Angela Merkel</h1>"), "its number goes on");
}

#[tokio::test]
async fn a_desk_without_a_reader_takes_nothing_in() {
    let desk = opened(false);
    assert!(!desk.page("/archive").await.contains("Add reports"));
    let request = Request::post("/archive/add")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nThe talks failed.\r\n--x--\r\n"))
        .unwrap();
    assert_eq!(desk.send(request).await.0, StatusCode::FORBIDDEN);
}
