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

/// A folder of rules for one test, gone afterwards.
struct Rules(PathBuf);

impl Rules {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let dir = std::env::temp_dir().join(format!("rapporteur-rules-{name}-{}", std::process::id()));
        for (file, toml) in files {
            let path = dir.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, toml).unwrap();
        }
        Rules(dir)
    }

    fn read(&self, text: &str) -> Output {
        run(&["read", "-", "--format", "json", "--lexicon", self.0.to_str().unwrap()], text)
    }
}

impl Drop for Rules {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn words_of_the_users_own_are_laid_over_the_tables_that_they_are_called_after() {
    let cue = "[[verbs]]\nid = \"own.blog\"\ntakes = [\"clause\", \"quote\"]\nlemmas = [\"blog\"]\nexample = \"He *blogged* that it was over.\"\n";
    let issue = "[[issue]]\nissue = \"sanctions\"\nstrong = [\"chipban\"]\nexamples = [\"They asked for an end of the chipban.\"]\n";
    let frame = "[[frame]]\nid = \"own.shun\"\npos = \"verb\"\ntype = \"SANCTION\"\nactor = [\"subject\"]\nrecipient = [\"object\"]\n[frame.words]\n\"glower\" = \"Norway glowered Belarus. = NOR > BLR\"\n";
    let rules = Rules::new("own", &[("cues.toml", cue), ("issues.toml", issue), ("frames/own.toml", frame)]);
    let text = "The envoy blogged that Norway demanded an end to the chipban.";
    let (own, shipped) = (out(&rules.read(text)), out(&run(&["read", "-", "--format", "json"], text)));
    assert!(own.contains("\"own.blog\"") && own.contains("\"sanctions\""), "{own}");
    assert!(!shipped.contains("own.blog") && !shipped.contains("\"sanctions\""), "{shipped}");
    assert!(own.contains("and own "), "the record says that it was made with words of the user's: {own}");
}

#[test]
fn rules_that_cannot_be_laid_over_are_refused_by_name() {
    for (file, toml, reason) in [
        ("weather.toml", "rain = [\"rain\"]\n", "the lexicon has no table of that name"),
        ("issues.toml", "[[issue]]\nissue = \"weather\"\nexamples = []\n", "weather"),
        ("meetings.toml", "no_such_list = [\"a\"]\n", "no_such_list"),
        ("reality.toml", "[governors]\nperhaps = [\"dream\"]\n", "perhaps"),
        ("cues.toml", "[[verbs]\n", "1"),
    ] {
        let o = Rules::new(file, &[(file, toml)]).read("The talks failed.");
        assert!(!o.status.success() && err(&o).contains(file) && err(&o).contains(reason), "{file}: {}", err(&o));
    }
}
