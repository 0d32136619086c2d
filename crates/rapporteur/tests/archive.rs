//! The archive from the command line, with reports as they are read: take in, ask, keep, and be interrupted.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

const PROGRAM: &str = env!("CARGO_BIN_EXE_rapporteur");

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/dev")
}

/// Runs the program in a folder of its own.
fn run(dir: &Path, args: &[&str]) -> Output {
    Command::new(PROGRAM).args(args).current_dir(dir).env("RAPPORTEUR_ARCHIVE", "a.archive").output().unwrap()
}

fn out(dir: &Path, args: &[&str]) -> String {
    let done = run(dir, args);
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

fn told(done: &Output) -> String {
    String::from_utf8_lossy(&done.stderr).into_owned()
}

/// Reports as lines of JSON, dated as their golds are.
fn lines(names: &[&str]) -> String {
    let mut out = String::new();
    for name in names {
        let text = fs::read_to_string(corpus().join(format!("{name}.txt"))).unwrap();
        let gold: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(corpus().join(format!("{name}.gold.json"))).unwrap()).unwrap();
        let report = serde_json::json!({"id": name, "text": text, "published": gold["published"], "title": gold["title"], "publisher": gold["publisher"]});
        out += &format!("{report}\n");
    }
    out
}

const MINSK: [&str; 3] = ["2015-minsk-1", "2015-minsk-2", "2015-minsk-3"];

#[test]
fn reports_are_taken_in_and_asked_about() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("news.jsonl"), lines(&MINSK)).unwrap();
    let first = run(dir, &["add", "news.jsonl"]);
    assert!(first.status.success(), "{}", told(&first));
    assert!(told(&first).contains("3 reports kept"), "{}", told(&first));
    let again = run(dir, &["add", "news.jsonl"]);
    assert!(told(&again).contains("0 reports kept") && told(&again).contains("3 known already"), "{}", told(&again));

    let brief = out(dir, &["brief", "Ukraine", "--since", "2015-02-12"]);
    assert!(brief.starts_with("# Ukraine\n\nAs of 2015-02-13: 3 reports, 3 stories, 2 publishers"), "{brief}");
    assert!(brief.contains("## Sources"), "{brief}");
    let json: serde_json::Value = serde_json::from_str(&out(dir, &["brief", "Ukraine", "--format", "json"])).unwrap();
    assert_eq!(json["reports"], 3);

    let who = out(dir, &["who", "Poroshenko"]);
    assert!(who.starts_with("# Petro Poroshenko\n") && who.contains("3 reports"), "{who}");
    let found = out(dir, &["find", "Debaltseve", "--from", "2015-02-13"]);
    assert!(found.starts_with("1 found") && found.contains("Two days to die"), "{found}");
    let said = out(dir, &["find", "--by", "Putin"]);
    assert!(said.contains("2015-02-12"), "{said}");
    for command in
        [vec!["timeline"], vec!["positions", "Ukraine"], vec!["calendar", "--format", "ics", "--from", "2015"]]
    {
        let done = run(dir, &command);
        assert!(done.status.code().is_some_and(|c| c < 2), "{command:?}: {}", told(&done));
    }
    assert!(out(dir, &["process"]).contains("3 reports"), "{}", out(dir, &["process"]));
    let checked = run(dir, &["check"]);
    assert!(checked.status.success() && told(&checked).contains("0 problems"), "{}", told(&checked));
}

#[test]
fn what_is_asked_wrongly_says_how_to_mend_it() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    assert!(told(&run(dir, &["brief"])).contains("`rapporteur add` makes one"));
    fs::write(dir.join("a.archive"), "not a database at all, only some words that are long enough to look at").unwrap();
    assert!(told(&run(dir, &["brief"])).contains("no archive of Rapporteur"));
    fs::remove_file(dir.join("a.archive")).unwrap();
    fs::write(dir.join("a.txt"), "The minister said the talks had failed.").unwrap();
    assert!(run(dir, &["add", "a.txt"]).status.success());
    assert!(told(&run(dir, &["brief", "#77"])).contains("there is no process #77"));
    assert!(told(&run(dir, &["who", "Nobody"])).contains("no report names"));
    assert!(told(&run(dir, &["timeline", "--from", "soon"])).contains("is not a date"));
    assert!(told(&run(dir, &["forget", "b"])).contains("there is no report"));
    assert_eq!(run(dir, &["positions", "minister", "--issue", "weather"]).status.code(), Some(2));
}

#[test]
fn what_failed_is_listed_and_can_be_tried_again() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(
        dir.join("news.jsonl"),
        "{\"id\": \"a\", \"text\": \"The minister said the talks had failed.\"}\nno JSON\n",
    )
    .unwrap();
    let done = run(dir, &["add", "news.jsonl", "gone.txt"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(told(&done).contains("1 reports kept") && told(&done).contains("2 failed"), "{}", told(&done));
    let failures = String::from_utf8(run(dir, &["add", "--failures"]).stdout).unwrap();
    assert!(failures.contains("news.jsonl, line 2") && failures.contains("gone.txt"), "{failures}");
    fs::write(dir.join("news.jsonl"), "{\"id\": \"a\", \"text\": \"The minister said the talks had failed.\"}\n{\"id\": \"b\", \"text\": \"The talks were resumed, he said.\"}\n").unwrap();
    fs::write(dir.join("gone.txt"), "The rebels said they would come.").unwrap();
    let again = run(dir, &["add", "--retry"]);
    assert!(again.status.success() && told(&again).contains("2 reports kept"), "{}", told(&again));
    assert!(told(&run(dir, &["add", "--failures"])).contains("0 inputs failed"));
}

#[test]
fn killed_at_any_moment_nothing_is_lost_and_nothing_there_twice() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let mut all = String::new();
    for n in 0..30 {
        all += &format!(
            "{{\"id\": \"r{n}\", \"published\": \"2015-02-{:02}\", \"text\": \"The minister of town {n} said the talks with party {n} had failed on day {n}.\"}}\n",
            n % 28 + 1
        );
    }
    fs::write(dir.join("news.jsonl"), all).unwrap();
    for round in 0..6 {
        let mut child = Command::new(PROGRAM)
            .args(["add", "news.jsonl"])
            .current_dir(dir)
            .env("RAPPORTEUR_ARCHIVE", "a.archive")
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(150 + round * 170));
        let _ = child.kill();
        child.wait().unwrap();
        if dir.join("a.archive").exists() {
            let checked = run(dir, &["check"]);
            assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
        }
    }
    let resumed = run(dir, &["add", "--resume", "news.jsonl"]);
    assert!(resumed.status.success(), "{}", told(&resumed));
    let checked = run(dir, &["check"]);
    assert!(told(&checked).starts_with("30 reports,") && told(&checked).contains("0 problems"), "{}", told(&checked));
    assert!(told(&run(dir, &["add", "--resume"])).contains("nothing was interrupted"));
}

#[test]
fn words_in_fields_are_words_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let nasty = "Robert'); DROP TABLE report;-- <script>alert(1)</script> \u{1b}[31m [x](javascript:alert(1))";
    let report = serde_json::json!({"id": nasty, "title": nasty, "publisher": nasty, "author": nasty, "url": nasty, "published": "2015-02-11",
        "text": format!("The minister said the talks had failed. {nasty} was not there, he said.")});
    fs::write(dir.join("news.jsonl"), format!("{report}\n")).unwrap();
    assert!(run(dir, &["add", "news.jsonl"]).status.success());
    let shown = out(dir, &["find", "talks"]) + &out(dir, &["brief", "talks"]);
    assert!(!shown.contains("<script>") && !shown.contains('\u{1b}') && !shown.contains("[x](javascript"), "{shown}");
    assert!(run(dir, &["check"]).status.success());
    assert!(run(dir, &["find", nasty]).status.code().is_some_and(|c| c < 2));
}

#[test]
fn an_archive_is_copied_reread_and_made_to_forget() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let mut child = Command::new(PROGRAM)
        .args(["add", "-", "--fields", "text=text"])
        .current_dir(dir)
        .env("RAPPORTEUR_ARCHIVE", "a.archive")
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines(&MINSK).as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    out(dir, &["backup", "b.archive"]);
    assert!(told(&run(dir, &["backup", "b.archive"])).contains("is there already"));
    let before = out(dir, &["brief", "Ukraine"]);
    assert!(told(&run(dir, &["reread"])).contains("0 reports read again"));
    assert!(told(&run(dir, &["reread", "--all"])).contains("3 reports read again"));
    // Another lexicon is another reader: what the shipped one has read is read again, and then it is not.
    fs::create_dir(dir.join("own")).unwrap();
    let frame = "[[frame]]\nid = \"own.scold\"\npos = \"verb\"\ntype = \"ACCUSE\"\nactor = [\"subject\"]\nrecipient = [\"object\"]\n\
                 [frame.words]\n\"scold\" = \"Paris scolded Moscow. = FRA > RUS\"\n";
    fs::write(dir.join("own/scold.toml"), frame).unwrap();
    for (own, count) in [(true, 3), (true, 0), (false, 3), (false, 0)] {
        let args: &[&str] = if own { &["reread", "--lexicon", "own"] } else { &["reread"] };
        let done = run(dir, args);
        assert!(told(&done).contains(&format!("{count} reports read again")), "{}", told(&done));
    }
    assert_eq!(out(dir, &["brief", "Ukraine"]), before);
    assert_eq!(out(dir, &["brief", "Ukraine", "--archive", "b.archive"]), before);
    out(dir, &["forget", "2015-minsk-3"]);
    assert!(out(dir, &["brief", "Ukraine"]).contains("2 reports"));
    let checked = run(dir, &["check"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    assert!(!fs::read(dir.join("a.archive")).unwrap().windows(9).any(|w| w == b"Yatsenyuk"));
}

#[test]
fn parties_and_entries_are_put_right_and_it_can_be_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("news.jsonl"), lines(&MINSK)).unwrap();
    assert!(run(dir, &["add", "news.jsonl"]).status.success());
    let before = out(dir, &["brief", "Ukraine"]);
    let listed = out(dir, &["party", "--named", "Petro"]);
    assert!(listed.starts_with('#') && listed.contains("Petro Poroshenko (person, UKR; 3 reports)"), "{listed}");
    out(dir, &["party", "merge", "Angela Merkel", "Poroshenko"]);
    assert!(out(dir, &["who", "Merkel"]).starts_with("# Petro Poroshenko\n"));
    out(dir, &["party", "split", "Poroshenko", "The other one", "2015-minsk-3"]);
    assert!(out(dir, &["who", "The other one"]).contains("1 reports"));

    let entries: serde_json::Value =
        serde_json::from_str(&out(dir, &["entry", "--about", "Ukraine", "--format", "json"])).unwrap();
    let number = format!("#{}", entries["lines"][0]["entry"]);
    assert!(out(dir, &["entry", "--about", "Ukraine"]).contains(&number));
    out(dir, &["entry", "wrong", &number, "2015-minsk-1/s1"]);
    assert!(!out(dir, &["entry", "--about", "Ukraine"]).contains(&format!("{number} ")));
    assert!(out(dir, &["entry", "wrong"]).contains("/s1 "));
    assert!(told(&run(dir, &["entry", "wrong", "soon"])).contains("`rapporteur entry` lists them"));
    assert!(told(&run(dir, &["entry", "merge", &number, "#99999"])).contains("there is no entry 99999"));

    let decisions = out(dir, &["decision"]);
    assert_eq!(decisions.lines().count(), 4, "{decisions}");
    for n in ["4", "3", "2", "1"] {
        out(dir, &["decision", "revoke", n]);
    }
    assert!(told(&run(dir, &["decision", "revoke", "1"])).contains("no decision 1 that holds"));
    assert_eq!(out(dir, &["brief", "Ukraine"]), before);
    assert!(run(dir, &["check"]).status.success());
}
