//! Every operation of the API against its description, paging, tags, problems, feeds, events.

mod common;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use common::{HOSTILE, Opened, opened, report};
use rapporteur_archive::{Archive, Prepared};
use rapporteur_desk::{Safety, description};
use rapporteur_record::Record;
use serde_json::{Value, json};
use tower::ServiceExt;

fn desk() -> Opened {
    opened(true, Safety::new())
}

/// Whether a value fits a schema of the description.
fn fits(schema: &Value, value: &Value) -> Result<(), String> {
    let mut whole = json!({"allOf": [schema]});
    whole["components"] = description()["components"].clone();
    let validator = jsonschema::options().with_draft(jsonschema::Draft::Draft202012).build(&whole).unwrap();
    validator.validate(value).map_err(|e| format!("{e} at {}", e.instance_path))
}

fn answer_of<'d>(description: &'d Value, path: &str, method: &str, status: &str, kind: &str) -> &'d Value {
    let mut response = &description["paths"][path][method]["responses"][status];
    if let Some(named) = response["$ref"].as_str() {
        response = description.pointer(&named[1..]).unwrap();
    }
    let schema = &response["content"][kind]["schema"];
    assert!(schema.is_object() && schema != &json!({}), "{method} {path} describes no {status} as {kind}: {response}");
    schema
}

/// Addresses that show something, for each operation that is a question.
const QUESTIONS: [(&str, &[&str]); 15] = [
    ("/api/v1/brief", &["", "?about=Ukraine", "?since=2015-02&on=2015-03-01"]),
    ("/api/v1/timeline", &["?limit=200", "?about=Ukraine&from=2015"]),
    ("/api/v1/positions", &["?party=Ukraine", "?party=FARC"]),
    ("/api/v1/who", &["?name=Angela%20Merkel"]),
    ("/api/v1/find", &["?words=ceasefire", "?by=Petro%20Poroshenko", "?kind=meetings&limit=3"]),
    ("/api/v1/calendar", &["?from=1990"]),
    ("/api/v1/contradictions", &["", "?about=Ukraine"]),
    ("/api/v1/processes", &["", "?name=ukraine"]),
    ("/api/v1/processes/{id}", &["1", "2"]),
    ("/api/v1/reports", &["?limit=200", "?words=ceasefire&from=2015&to=2016"]),
    ("/api/v1/reports/{id}", &["1", "2", "3", "4", "5"]),
    ("/api/v1/reports/{id}/kin", &["1", "7"]),
    ("/api/v1/parties", &["?limit=200", "?kind=person&name=ang"]),
    ("/api/v1/statements", &["?limit=200", "?by=Ukraine&order=oldest"]),
    ("/api/v1/entries/{id}", &["1", "2", "3"]),
];

#[tokio::test]
async fn every_operation_is_described_and_answers_as_described() {
    let (desk, description) = (desk(), description());
    assert_eq!(desk.json("/api/openapi.json").await, description);
    let mut described: Vec<&String> = description["paths"].as_object().unwrap().keys().collect();
    let mut asked: Vec<&str> = QUESTIONS.iter().map(|(path, _)| *path).collect();
    asked.extend(["/api/v1/events", "/api/v1/read"]);
    described.sort();
    asked.sort();
    assert_eq!(described, asked, "the test asks every operation that is described");
    for (path, addresses) in QUESTIONS {
        let schema = answer_of(&description, path, "get", "200", "application/json");
        for address in addresses {
            let address =
                if path.contains("{id}") { path.replace("{id}", address) } else { format!("{path}{address}") };
            let answer = desk.json(&address).await;
            fits(schema, &answer).unwrap_or_else(|e| panic!("{address}: {e}"));
            let items = answer.get("items").or(answer.get("lines")).and_then(Value::as_array);
            assert!(items.is_none_or(|i| !i.is_empty()), "{address} shows nothing: {answer}");
        }
    }
    // A schema that anything fits would prove nothing.
    let schema = answer_of(&description, "/api/v1/reports", "get", "200", "application/json");
    assert!(fits(schema, &json!({"items": [{"id": "x"}], "next": null, "total": 1, "sources": []})).is_err());
}

#[tokio::test]
async fn pages_of_a_list_hold_each_item_once() {
    let desk = desk();
    for list in ["reports?", "processes?", "parties?kind=person&", "find?words=ceasefire&", "timeline?about=Ukraine&"] {
        let whole = desk.json(&format!("/api/v1/{list}limit=200")).await;
        let (mut items, mut cursor) = (vec![], String::new());
        loop {
            let page = desk.json(&format!("/api/v1/{list}limit=3{cursor}")).await;
            assert_eq!(page["total"], whole["total"], "{list}");
            items.extend(named(&page));
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        let wanted = named(&whole);
        assert!(wanted.len() > 3 && whole["total"] == items.len(), "{list}: {} of {}", items.len(), whole["total"]);
        assert_eq!(items[..wanted.len()], wanted, "{list}");
    }
}

#[tokio::test]
async fn positions_go_on_where_a_page_ended() {
    let desk = desk();
    let whole = desk.json("/api/v1/positions?party=Ukraine&limit=200").await;
    let stands = |page: &Value| -> Vec<String> {
        let of = |c: &Value| {
            let stands = c["stands"].as_array().unwrap().iter();
            stands.map(|s| format!("{} {} {}", c["party"], c["issue"], s["line"]["entry"])).collect::<Vec<_>>()
        };
        page["changes"].as_array().unwrap().iter().flat_map(of).collect()
    };
    let (mut all, mut cursor) = (vec![], String::new());
    loop {
        let page = desk.json(&format!("/api/v1/positions?party=Ukraine&limit=2{cursor}")).await;
        assert_eq!(page["total"], whole["total"]);
        all.extend(stands(&page));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert!(all.len() > 3 && whole["total"] == all.len() && whole["next"].is_null());
    assert_eq!(all, stands(&whole));
}

/// The items of a page; hits by their reports and lines by what they tell: sources have other numbers on other pages.
fn named(page: &Value) -> Vec<Value> {
    let report =
        |n: &Value| page["sources"].as_array().unwrap().iter().find(|s| s["n"] == *n).unwrap()["report"].clone();
    let named = |i: &Value| match (i.get("source"), i.get("entry")) {
        (Some(source), _) => report(source),
        (None, Some(entry)) => json!([i["when"], i["what"], entry]),
        (None, None) => i.clone(),
    };
    page["items"].as_array().unwrap().iter().map(named).collect()
}

#[tokio::test]
async fn statements_go_on_where_a_page_ended() {
    let desk = desk();
    let (mut ids, mut cursor) = (vec![], String::new());
    loop {
        let page = desk.json(&format!("/api/v1/statements?limit=20{cursor}")).await;
        let id = |s: &Value| format!("{} {}", s["report"], s["id"]);
        ids.extend(page["items"].as_array().unwrap().iter().map(id));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert!(count == ids.len() && count > 40, "{count}");
}

#[tokio::test]
async fn reports_are_paged_the_same_while_others_are_added() {
    let desk = desk();
    let first = desk.json("/api/v1/reports?limit=2").await;
    let mut archive = Archive::ask(&desk.file).unwrap();
    archive
        .keep(&Prepared::new(Record::new(report("The talks went on without a result on Monday."))).unwrap())
        .unwrap();
    let cursor = first["next"].as_str().unwrap();
    let second = desk.json(&format!("/api/v1/reports?limit=2&cursor={cursor}")).await;
    assert_eq!(first["items"][1]["id"].as_i64().unwrap() - 1, second["items"][0]["id"].as_i64().unwrap());
}

#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    let desk = desk();
    let address = "/api/v1/processes";
    let (_, headers, body) = desk.get(address, &[]).await;
    let tag = headers[header::ETAG].to_str().unwrap();
    for had in [tag.to_string(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".into()] {
        let (status, headers, body) = desk.get(address, &[("if-none-match", &had)]).await;
        assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{had}");
        assert_eq!(headers[header::ETAG], tag);
    }
    let (status, _, again) = desk.get(address, &[("if-none-match", "\"other\"")]).await;
    assert_eq!((status, again), (StatusCode::OK, body));
    let mut archive = Archive::ask(&desk.file).unwrap();
    let id = archive.processes().unwrap()[0].id;
    archive.rename_process(id, "Other talks").unwrap();
    assert_eq!(desk.get(address, &[("if-none-match", tag)]).await.0, StatusCode::OK);
}

#[tokio::test]
async fn every_error_is_a_problem_of_its_description() {
    let (desk, description) = (desk(), description());
    let cases = [
        ("/api/v1/processes/999999", "/api/v1/processes/{id}", 404),
        ("/api/v1/reports/999999", "/api/v1/reports/{id}", 404),
        ("/api/v1/reports/999999/kin", "/api/v1/reports/{id}/kin", 404),
        ("/api/v1/entries/999999", "/api/v1/entries/{id}", 404),
        ("/api/v1/who?name=Nobody%20At%20All", "/api/v1/who", 404),
        ("/api/v1/timeline?about=%23999999", "/api/v1/timeline", 404),
        ("/api/v1/who", "/api/v1/who", 400),
        ("/api/v1/who?name=", "/api/v1/who", 400),
        ("/api/v1/reports/x", "/api/v1/reports/{id}", 404),
        ("/api/v1/reports/99999999999999999999", "/api/v1/reports/{id}", 404),
        ("/api/v1/reports/0", "/api/v1/reports/{id}", 400),
        ("/api/v1/brief?since=", "/api/v1/brief", 400),
        ("/api/v1/brief?since=2025-02-30", "/api/v1/brief", 400),
        ("/api/v1/brief?since=2025-01-01/2025-01-02", "/api/v1/brief", 400),
        ("/api/v1/brief?since=soon", "/api/v1/brief", 400),
        ("/api/v1/brief?sincee=2015", "/api/v1/brief", 400),
        ("/api/v1/brief?about=a&about=b", "/api/v1/brief", 400),
        ("/api/v1/find?limit=0", "/api/v1/find", 400),
        ("/api/v1/find?limit=100000", "/api/v1/find", 400),
        ("/api/v1/find?cursor=x", "/api/v1/find", 400),
        ("/api/v1/reports?cursor=o3", "/api/v1/reports", 400),
        ("/api/v1/statements?cursor=1", "/api/v1/statements", 400),
        ("/api/v1/positions?party=Ukraine&issue=tea", "/api/v1/positions", 400),
        ("/api/v1/events?after=-1", "/api/v1/events", 400),
    ];
    for (address, path, expected) in cases {
        let (status, headers, body) = desk.get(address, &[]).await;
        assert_eq!(status.as_u16(), expected, "{address}: {body}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json", "{address}");
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body["status"], expected);
        let schema = answer_of(&description, path, "get", &expected.to_string(), "application/problem+json");
        fits(schema, &body).unwrap_or_else(|e| panic!("{address}: {e}"));
    }
    for (address, expected) in [("/api", 404), ("/api/v1/nothing", 404), ("/api/v2/brief", 404)] {
        let (status, headers, _) = desk.get(address, &[]).await;
        assert_eq!(
            (status.as_u16(), headers[header::CONTENT_TYPE].as_bytes()),
            (expected, &b"application/problem+json"[..])
        );
    }
    let (status, headers, body) = opened(false, Safety::new()).post("/api/v1/brief", &[], "").await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{body}");
    assert_eq!(
        (headers[header::ALLOW].as_bytes(), headers[header::CONTENT_TYPE].as_bytes()),
        (&b"GET,HEAD"[..], &b"application/problem+json"[..])
    );
}

#[tokio::test]
async fn a_text_is_read_and_not_kept() {
    let (desk, description) = (desk(), description());
    let before = desk.json("/api/v1/reports").await["total"].clone();
    let plain = [("content-type", "text/plain; charset=utf-8")];
    let json = [("content-type", "application/json")];
    let (status, _, body) = desk.post("/api/v1/read?published=2016-02-01", &plain, "The talks failed.").await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let record: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (&record["report"]["text"], &record["report"]["published"]),
        (&json!("The talks failed."), &json!("2016-02-01"))
    );
    fits(answer_of(&description, "/api/v1/read", "post", "200", "application/json"), &record).unwrap();
    let given = json!({"text": "The talks failed.", "title": "No deal", "published": "2016-02-01"}).to_string();
    let (status, _, body) = desk.post("/api/v1/read", &json, &given).await;
    assert!(status == StatusCode::OK && body.contains("No deal"), "{body}");
    assert_eq!(desk.json("/api/v1/reports").await["total"], before);
    let large = "word ".repeat(200_000);
    for (headers, body, expected) in [
        (&plain[..], large.as_str(), 413),
        (&json[..], "{\"text\": 1}", 400),
        (&json[..], "{\"text\": \"a\", \"extra\": 1}", 400),
        (&json[..], "{\"text\": \"a\", \"published\": \"soon\"}", 400),
        (&json[..], "{", 400),
        (&[("content-type", "text/html")][..], "<p>a</p>", 415),
        (&[][..], "a", 415),
        (&plain[..], "panic", 500),
    ] {
        let (status, headers, body) = desk.post("/api/v1/read", headers, body).await;
        assert_eq!(status.as_u16(), expected, "{body}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
    }
    // One that failed does not stop the next.
    assert_eq!(desk.post("/api/v1/read", &plain, "The talks failed.").await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_process_has_a_feed_and_a_calendar() {
    let desk = desk();
    let processes = desk.json("/api/v1/processes?name=Ukraine").await;
    let id = processes["items"][0]["id"].as_i64().unwrap();
    let (status, headers, feed) = desk.get(&format!("/process/{id}/feed.atom"), &[("host", "localhost:8765")]).await;
    assert_eq!(status, StatusCode::OK, "{feed}");
    assert_eq!(headers[header::CONTENT_TYPE], "application/atom+xml; charset=utf-8");
    assert!(feed.contains("<link href=\"http://localhost:8765/entry/"), "{feed}");
    assert!(feed.matches("<entry>").count() > 3 && feed.matches("<updated>").count() > 4, "{feed}");
    let (status, headers, calendar) = desk.get(&format!("/process/{id}/calendar.ics"), &[]).await;
    assert_eq!(
        (status, headers[header::CONTENT_TYPE].as_bytes()),
        (StatusCode::OK, &b"text/calendar; charset=utf-8"[..])
    );
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
    assert_eq!(desk.get("/process/999999/feed.atom", &[]).await.0, StatusCode::NOT_FOUND);
    assert_eq!(desk.get("/process/999999/calendar.ics", &[]).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_listens_hears_what_comes_in() {
    let desk = desk();
    let newest = desk.json("/api/v1/reports?limit=1").await["items"][0]["id"].as_i64().unwrap();
    let request = Request::get(format!("/api/v1/events?after={}", newest - 1)).body(Body::empty()).unwrap();
    let answer = desk.routes.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut heard = answer.into_body().into_data_stream();
    let mut next = async || {
        let bytes = futures_util::StreamExt::next(&mut heard).await.unwrap().unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    };
    let first = next().await;
    assert!(first.contains("event: report\n") && first.contains(&format!("id: {newest}\n")), "{first}");
    assert!(first.lines().filter(|l| l.starts_with("data: ")).count() == 1, "{first}");
    let mut archive = Archive::ask(&desk.file).unwrap();
    let text = format!("Two lines\nof a {HOSTILE} text that no report had before.");
    archive.keep(&Prepared::new(Record::new(report(&text))).unwrap()).unwrap();
    let second = next().await;
    assert!(second.contains(&format!("id: {}\n", newest + 1)), "{second}");
    let data = second.lines().find_map(|l| l.strip_prefix("data: ")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(data).unwrap()["title"], text);
}
