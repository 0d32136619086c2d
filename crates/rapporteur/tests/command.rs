//! The command line, as a person or a script meets it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const REPORT: &str =
    "MINSK, Feb. 11 - Envoys of the two sides met in Minsk on Wednesday. \"We are ready,\" the mediator said.\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn run(args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.args(args).current_dir(root()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that is refused reads no input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn out(o: &Output) -> String {
    String::from_utf8(o.stdout.clone()).unwrap()
}

fn err(o: &Output) -> String {
    String::from_utf8(o.stderr.clone()).unwrap()
}

#[test]
fn a_text_on_standard_input_gives_one_record() {
    let o = run(&["read", "-", "--format", "json", "--published", "2015-02-11", "--title", "Minsk"], REPORT);
    let record: Value = serde_json::from_str(&out(&o)).unwrap();
    assert!(o.status.success(), "{}", err(&o));
    assert_eq!(record["report"]["text"], REPORT);
    assert_eq!(record["report"]["title"], "Minsk");
    assert_eq!(record["statements"][0]["source"]["exact"], "the mediator");
}

#[test]
fn lines_on_standard_input_give_an_array_or_lines() {
    let line = serde_json::json!({"id": "a", "body": REPORT}).to_string();
    let lines = format!("{line}\n{}\n", line.replace("\"a\"", "\"b\""));
    let args = ["read", "-", "--fields", "text=body", "--format"];
    let array: Value = serde_json::from_str(&out(&run(&[&args[..], &["json"]].concat(), &lines))).unwrap();
    let ids: Vec<&Value> = array.as_array().unwrap().iter().map(|r| &r["report"]["id"]).collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(out(&run(&[&args[..], &["jsonl"]].concat(), &lines)).lines().count(), 2);
}

#[test]
fn one_bad_file_is_named_and_does_not_stop_the_rest() {
    let folder = std::env::temp_dir().join(format!("rapporteur-command-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("a.txt"), [0, 1, 2, 3, 0, 0, 0, 9]).unwrap();
    std::fs::write(folder.join("b.txt"), REPORT).unwrap();
    let o = run(&["read", folder.to_str().unwrap(), "--format", "jsonl"], "");
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(o.status.code(), Some(1));
    assert_eq!(out(&o).lines().count(), 1);
    assert!(err(&o).contains("a.txt: it is binary") && err(&o).contains("1 reports read, 1 failed"), "{}", err(&o));
}

#[test]
fn a_report_that_is_not_english_has_no_record() {
    let french =
        "Les négociateurs des deux parties se sont retrouvés mercredi et le médiateur a déclaré qu'ils étaient prêts.";
    let o = run(&["read", "-"], french);
    assert_eq!((o.status.code(), out(&o).as_str()), (Some(1), ""));
    assert!(err(&o).contains("French, not English"), "{}", err(&o));
}

#[test]
fn wrong_commands_say_what_would_be_right() {
    for (args, word) in [
        (&["read"][..], "Usage"),
        (&["read", "-", "--published", "last week"], "2025-12-05"),
        (&["read", "-", "--fields", "colour=x"], "publisher"),
    ] {
        let o = run(args, "");
        assert_eq!(o.status.code(), Some(2), "{args:?}");
        assert!(err(&o).contains(word), "{}", err(&o));
    }
    let o = run(&["read", "no-such-file.txt"], "");
    assert!(o.status.code() == Some(1) && err(&o).contains("no such file"), "{}", err(&o));
}

#[test]
fn records_are_the_same_bytes_with_one_and_with_two_jobs() {
    let with = |jobs: &str| run(&["read", "corpus/dev/1995-*.txt", "--format", "jsonl", "--jobs", jobs], "").stdout;
    let one = with("1");
    assert_eq!(one.split(|b| *b == b'\n').count(), 4);
    assert!(one == with("2"), "the records differ");
}

#[test]
fn the_analysis_is_printed_as_conllu() {
    let o = out(&run(&["read", "-", "--format", "conllu"], "The talks failed. Nobody spoke.\n"));
    let rows: Vec<&str> = o.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_digit())).collect();
    assert!(o.starts_with("# newdoc id = stdin\n"), "{o}");
    assert!(rows.len() == 7 && rows.iter().all(|r| r.split('\t').count() == 10), "{o}");
}

#[test]
fn an_entry_is_explained_by_its_lexicon_entry_and_its_tree() {
    let file = std::env::temp_dir().join(format!("rapporteur-explain-{}.txt", std::process::id()));
    std::fs::write(&file, "The minister said the talks had failed. Norway urged Sudan to sign the agreement.").unwrap();
    let explained = |id: &str| out(&run(&["explain", file.to_str().unwrap(), id], ""));
    let (statement, event, party) = (explained("s1"), explained("e1"), explained("p1"));
    let missing = run(&["explain", file.to_str().unwrap(), "e99"], "");
    std::fs::remove_file(&file).unwrap();
    assert!(statement.contains("made by cue.say") && statement.contains("example:"), "{statement}");
    assert!(statement.contains("nsubj The minister") || statement.contains("nsubj minister"), "{statement}");
    assert!(event.contains("of the frame \"request.") && event.contains("as in: "), "{event}");
    assert!(party.contains("made by "), "{party}");
    assert!(missing.status.code() == Some(1) && err(&missing).contains("no entry e99"));
}

#[test]
fn a_file_of_parties_is_checked_line_by_line() {
    let sound = run(&["lexicon", "check", "--parties", "tests/suite/parties-files/own.toml"], "");
    assert!(sound.status.success(), "{}", out(&sound));
    let lost = run(&["lexicon", "check", "--parties", "no-such-file.toml"], "");
    assert_eq!(lost.status.code(), Some(1));
    assert!(out(&lost).starts_with("no-such-file.toml: cannot be read"), "{}", out(&lost));
}
