//! A session of an assistant.

mod common;

use std::collections::BTreeSet;

use common::Echo;
use serde_json::{Value, json};

/// What a session answers to these lines.
fn session(lines: &[String]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let archive = common::archive(&folder.path().join("mcp.archive"));
    let mut out = vec![];
    rapporteur_desk::mcp(&archive, &Echo, lines.join("\n").as_bytes(), &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn request(id: u32, method: &str, params: Value) -> String {
    json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string()
}

fn call(id: u32, name: &str, arguments: Value) -> String {
    request(id, "tools/call", json!({"name": name, "arguments": arguments}))
}

#[test]
fn a_session_begins_lists_its_tools_and_answers_with_evidence() {
    let told = session(&[
        request(
            1,
            "initialize",
            json!({"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}),
        ),
        json!({"jsonrpc": "2.0", "method": "notifications/initialized"}).to_string(),
        request(2, "tools/list", json!({})),
        call(3, "find", json!({"words": "ceasefire", "limit": 2})),
        call(4, "who", json!({"name": "Angela Merkel"})),
        call(5, "read_text", json!({"text": "The talks failed.", "published": "2016-02-01"})),
        request(6, "ping", json!({})),
    ]);
    let ids: Vec<&Value> = told.iter().map(|t| &t["id"]).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5, 6], "a notification is not answered");
    assert_eq!(told[0]["result"]["protocolVersion"], "2025-06-18");
    assert!(told[0]["result"]["capabilities"]["tools"].is_object());
    let tools = told[1]["result"]["tools"].as_array().unwrap();
    let names: BTreeSet<&str> = tools.iter().map(|t| t["name"].as_str().unwrap()).collect();
    for wanted in ["brief", "timeline", "positions", "who", "find", "calendar", "contradictions", "read_text"] {
        assert!(names.contains(wanted), "{wanted} is missing: {names:?}");
    }
    assert!(tools.iter().all(|t| t["inputSchema"]["type"] == "object"), "{tools:?}");
    let found = &told[2]["result"];
    assert_eq!(found["isError"], false);
    let hit = &found["structuredContent"]["items"][0];
    let source = &found["structuredContent"]["sources"][0];
    assert!(hit["words"][0]["words"].as_str().unwrap().len() > 10 && hit["source"] == source["n"], "{hit}");
    assert!(source["publisher"].is_string() && source["published"].is_string() && source["report"].is_number());
    let text: Value = serde_json::from_str(found["content"][0]["text"].as_str().unwrap()).unwrap();
    assert_eq!(text, found["structuredContent"]);
    assert_eq!(told[3]["result"]["structuredContent"]["name"], "Angela Merkel");
    assert_eq!(told[4]["result"]["structuredContent"]["report"]["text"], "The talks failed.");
}

#[test]
fn every_tool_answers_what_its_schema_lets_through() {
    let calls = [
        ("brief", json!({"about": "Ukraine"})),
        ("timeline", json!({"about": "Ukraine", "limit": 3})),
        ("positions", json!({"party": "Ukraine"})),
        ("calendar", json!({})),
        ("contradictions", json!({"about": "Ukraine"})),
        ("processes", json!({"name": "Ukraine"})),
        ("statements", json!({"by": "Angela Merkel", "order": "oldest", "limit": 1})),
    ];
    let lines: Vec<String> = calls.iter().enumerate().map(|(i, (name, a))| call(i as u32, name, a.clone())).collect();
    for (told, (name, _)) in session(&lines).iter().zip(&calls) {
        assert_eq!(told["result"]["isError"], false, "{name}: {told}");
        assert!(told["result"]["structuredContent"].as_object().is_some_and(|o| !o.is_empty()), "{name}");
    }
}

#[test]
fn what_cannot_be_done_is_told_and_the_session_goes_on() {
    let told = session(&[
        "no json".into(),
        "[]".into(),
        String::new(),
        json!({"jsonrpc": "2.0", "id": 1}).to_string(),
        request(2, "resources/list", json!({})),
        call(3, "forget_all", json!({})),
        call(4, "who", json!({"name": "Nobody At All"})),
        call(5, "find", json!({"words": "ceasefire", "limit": "many"})),
        call(6, "find", json!({"wrods": "ceasefire"})),
        call(7, "read_text", json!({"text": "a", "published": "soon"})),
        request(8, "initialize", json!({"protocolVersion": "1.0"})),
        "x".repeat(5 * 1024 * 1024),
        request(9, "ping", json!({})),
    ]);
    let codes: Vec<Option<i64>> = told.iter().map(|t| t["error"]["code"].as_i64()).collect();
    let expected = [-32700, -32600, -32600, -32601, -32602].map(Some);
    assert_eq!(codes[..5], expected, "{told:?}");
    assert!(told[5..9].iter().all(|t| t["result"]["isError"] == true), "{told:?}");
    assert!(told[5]["result"]["content"][0]["text"].as_str().unwrap().contains("Nobody At All"));
    assert_eq!(told[9]["result"]["protocolVersion"], "2025-11-25");
    assert_eq!((codes[10], &told[11]["result"]), (Some(-32600), &json!({})));
}
