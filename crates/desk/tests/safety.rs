//! Who may ask, how often and under which name; hostile requests.

mod common;

use std::net::SocketAddr;
use std::num::NonZeroU32;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use common::{Opened, opened};
use rapporteur_desk::{Safety, Tokens};

/// A desk that wants a token, the token, and where tokens are kept.
fn closed() -> (Opened, String, Tokens, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tokens");
    let tokens = Tokens::open(&file).unwrap();
    let token = tokens.add("desk officer").unwrap();
    let desk = opened(false, Safety::new().with_tokens(Tokens::open(&file).unwrap()));
    (desk, token, tokens, folder)
}

const ROUTES: [&str; 12] = [
    "/",
    "/processes",
    "/process/1",
    "/report/1",
    "/static/desk.css",
    "/process/1/feed.atom",
    "/process/1/calendar.ics",
    "/api/v1/brief",
    "/api/v1/events",
    "/api/openapi.json",
    "/nowhere",
    "/api/nowhere",
];

#[tokio::test]
async fn without_a_token_all_but_health_is_closed() {
    let (desk, token, _tokens, _folder) = closed();
    assert_eq!(desk.get("/health", &[]).await.0, StatusCode::OK);
    for route in ROUTES {
        let (status, headers, body) = desk.get(route, &[]).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{route}: {body}");
        assert_eq!(headers[header::WWW_AUTHENTICATE], "Bearer");
        assert!(!body.contains("Merkel"));
    }
    for wrong in ["Bearer", "Bearer ", "Bearer x", "Basic eDp5", &token, &format!("Bearer {}", &token[..70])] {
        assert_eq!(desk.get("/api/v1/brief", &[("authorization", wrong)]).await.0, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    let right = format!("bearer {token}");
    assert_eq!(desk.get("/api/v1/brief", &[("authorization", &right)]).await.0, StatusCode::OK);
    assert_eq!(desk.get("/", &[("authorization", &right)]).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_token_that_is_taken_back_opens_nothing() {
    let (desk, token, tokens, _folder) = closed();
    let right = format!("Bearer {token}");
    assert_eq!(desk.get("/", &[("authorization", &right)]).await.0, StatusCode::OK);
    let (_, headers, _) = desk.post("/sign-in", &FORM, &format!("token={token}")).await;
    let cookie = headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_string();
    assert_eq!(desk.get("/", &[("cookie", &cookie)]).await.0, StatusCode::OK);
    assert!(tokens.remove("desk officer").unwrap());
    assert_eq!(desk.get("/", &[("authorization", &right)]).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(desk.get("/", &[("cookie", &cookie)]).await.0, StatusCode::UNAUTHORIZED);
}

const FORM: [(&str, &str); 2] =
    [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];

#[tokio::test]
async fn a_browser_signs_in_and_out() {
    let (desk, token, _tokens, _folder) = closed();
    let (status, headers, _) = desk.get("/process/1?kind=meetings", &[("accept", "text/html,*/*")]).await;
    let to = headers[header::LOCATION].to_str().unwrap();
    assert_eq!((status, to), (StatusCode::SEE_OTHER, "/sign-in?to=%2Fprocess%2F1%3Fkind%3Dmeetings"));
    let (status, _, form) = desk.get(to, &[]).await;
    assert!(status == StatusCode::OK && form.contains("value=\"/process/1?kind=meetings\""), "{form}");
    let (status, headers, wrong) = desk.post("/sign-in", &FORM, "token=wrong&to=/").await;
    assert!(status == StatusCode::UNAUTHORIZED && wrong.contains("role=\"alert\""), "{wrong}");
    assert!(!headers.contains_key(header::SET_COOKIE));
    let body = format!("token={token}&to=%2Fprocess%2F1");
    let (status, headers, _) = desk.post("/sign-in", &FORM, &body).await;
    assert_eq!((status, headers[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, "/process/1"));
    let cookie = headers[header::SET_COOKIE].to_str().unwrap().to_string();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && !cookie.contains(&token), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    assert_eq!(desk.get("/process/1", &[("cookie", cookie)]).await.0, StatusCode::OK);
    let signed = [FORM[0], FORM[1], ("cookie", cookie)];
    assert_eq!(desk.post("/sign-out", &signed, "").await.0, StatusCode::SEE_OTHER);
    assert_eq!(desk.get("/process/1", &[("cookie", cookie)]).await.0, StatusCode::UNAUTHORIZED);
    // Another site can neither sign a browser in nor lead it away.
    let foreign = [FORM[0], ("sec-fetch-site", "cross-site")];
    assert_eq!(desk.post("/sign-in", &foreign, &body).await.0, StatusCode::FORBIDDEN);
    let (_, headers, _) = desk.post("/sign-in", &FORM, &format!("token={token}&to=//evil.example")).await;
    assert_eq!(headers[header::LOCATION], "/");
}

#[tokio::test]
async fn tokens_cannot_be_tried_for_long() {
    let (desk, _token, _tokens, _folder) = closed();
    let mut statuses = vec![];
    for i in 0..12 {
        statuses.push(desk.get("/", &[("authorization", &format!("Bearer {i}"))]).await.0.as_u16());
    }
    assert_eq!((statuses[0], statuses[9], statuses[11]), (401, 401, 429), "{statuses:?}");
}

#[tokio::test]
async fn only_names_that_the_desk_goes_by() {
    let desk = opened(false, Safety::new().with_hosts(["desk.example".to_string()]));
    for known in ["localhost", "localhost:8765", "127.0.0.1:8765", "[::1]:8765", "192.0.2.7", "DESK.example:80"] {
        assert_eq!(desk.get("/api/v1/processes", &[("host", known)]).await.0, StatusCode::OK, "{known}");
    }
    for other in
        ["evil.example", "evil.example:8765", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::1", "a b"]
    {
        let (status, _, body) = desk.get("/api/v1/processes", &[("host", other)]).await;
        assert_eq!(status, StatusCode::MISDIRECTED_REQUEST, "{other}: {body}");
    }
    let whole = Request::get("http://evil.example/api/v1/processes").header("host", "localhost");
    assert_eq!(desk.send(whole.body(Body::empty()).unwrap()).await.0, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn a_client_that_asks_too_often_waits_and_others_do_not() {
    let desk = opened(false, Safety::new().with_rate(NonZeroU32::new(1).unwrap()));
    let from = |address: &str| {
        let client: SocketAddr = format!("{address}:1").parse().unwrap();
        Request::get("/api/v1/processes").extension(ConnectInfo(client)).body(Body::empty()).unwrap()
    };
    let mut last = (StatusCode::OK, Default::default(), String::new());
    for _ in 0..8 {
        last = desk.send(from("[2001:db8::1]")).await;
    }
    assert_eq!((last.0, last.1[header::RETRY_AFTER].as_bytes()), (StatusCode::TOO_MANY_REQUESTS, &b"1"[..]));
    // Another address of the same network is the same client.
    assert_eq!(desk.send(from("[2001:db8::2]")).await.0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(desk.send(from("[2001:db8:0:1::1]")).await.0, StatusCode::OK);
    assert_eq!(desk.send(from("192.0.2.1")).await.0, StatusCode::OK);
}

#[tokio::test]
async fn read_only_reads_and_changes_nothing() {
    let desk = opened(true, Safety::new());
    for route in ["/", "/corrections", "/archive/add", "/api/v1/brief"] {
        assert_eq!(desk.post(route, &FORM, "").await.0, StatusCode::FORBIDDEN, "{route}");
    }
    let plain = [("content-type", "text/plain")];
    assert_eq!(desk.post("/api/v1/read", &plain, "The talks failed.").await.0, StatusCode::OK);
    let foreign = [plain[0], ("origin", "https://evil.example"), ("host", "localhost")];
    assert_eq!(desk.post("/api/v1/read", &foreign, "The talks failed.").await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn no_path_reaches_the_file_system() {
    let desk = opened(false, Safety::new());
    let name = desk.file.file_name().unwrap().to_str().unwrap().to_string();
    let up = "..%2f".repeat(12);
    for path in [
        "/static/../Cargo.toml".to_string(),
        "/static/..%2fCargo.toml".into(),
        format!("/static/{up}etc/passwd"),
        format!("/{up}etc/passwd"),
        format!("/static/{name}"),
        format!("/{name}"),
        format!("/{name}.tokens"),
        "/report/..%2f..%2fetc%2fpasswd".into(),
        "/report/1%00.html".into(),
        "/process/%2e%2e".into(),
        "/api/v1/reports/..%5c..%5c".into(),
        "//etc/passwd".into(),
    ] {
        let (status, _, body) = desk.get(&path, &[]).await;
        assert!(status == StatusCode::NOT_FOUND || status == StatusCode::BAD_REQUEST, "{path}: {status} {body}");
        assert!(!body.contains("root:") && !body.contains("[package]") && !body.contains("SQLite format"), "{path}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_policy() {
    let (desk, _token, _tokens, _folder) = closed();
    for route in ["/health", "/sign-in", "/", "/api/v1/brief", "/nowhere"] {
        let (_, headers, _) = desk.get(route, &[]).await;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{route}");
        assert!(!policy.contains("unsafe") && headers[header::X_CONTENT_TYPE_OPTIONS] == "nosniff", "{route}");
    }
    let (_, _, form) = desk.get("/sign-in?to=/%22%3E%3Cscript%3Ealert(1)%3C/script%3E", &[]).await;
    assert!(!form.contains("<script>"), "{form}");
}
