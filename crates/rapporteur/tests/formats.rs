//! The layouts of other programs, from sentences whose events are plain, and from the command line.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

use rapporteur::export::documents::Document;
use rapporteur::export::{Kind, Ties};
use rapporteur::{Reader, Record, Report, Text};
use serde_json::Value;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new().expect("the model that ships loads"));

fn read(text: &str) -> Record {
    READER.read(Report {
        id: "r1".into(),
        publisher: Some("The Courier".into()),
        url: Some("https://example.org/r1".into()),
        text: Text::new(text),
        published: Some("2024-03-06".into()),
        ..Report::default()
    })
}

fn lines(layout: Document, text: &str) -> String {
    layout.report(&read(text), &Ties::default())
}

/// The fields that hold something, by the names of their columns; the version goes with every change of the lexicon.
fn told(layout: Document, line: &str) -> String {
    let named = layout
        .columns()
        .iter()
        .zip(line.split('\t'))
        .filter(|(name, v)| !v.is_empty() && *v != "None" && **name != "Version");
    named.map(|(name, value)| format!("{name}: {value}\n")).collect()
}

#[test]
fn a_line_of_cameo_for_each_pair_of_sides() {
    let text = "Iraqi soldiers shelled Kuwait on Monday. Thai and Cambodian soldiers clashed on Tuesday.";
    expect_test::expect![[r"
        2024-03-04	IRQMIL	KWTGOV	194	4	-10.0	Iraqi soldiers shelled Kuwait on Monday
        2024-03-05	THAMIL	KHMMIL	190	4	-10.0	Thai and Cambodian soldiers clashed on Tuesday
        2024-03-05	KHMMIL	THAMIL	190	4	-10.0	Thai and Cambodian soldiers clashed on Tuesday
    "]]
    .assert_eq(&lines(Document::Cameo, text));
}

#[test]
fn an_object_of_plover_for_each_event() {
    let line = lines(Document::Plover, "Canada imposed sanctions on Haiti on Monday.");
    let event: Value = serde_json::from_str(line.trim()).expect("one event, one line of JSON");
    assert_eq!(event["type"], "SANCTION");
    assert_eq!(event["source"][0]["code"], "CAN");
    assert_eq!(event["target"][0]["code"], "HTI");
    assert_eq!(event["date"], "2024-03-04");
    assert_eq!(event["quad"], 4);
    assert_eq!(event["eventText"], "imposed");
}

#[test]
fn polecat_icews_and_gdelt_say_the_same_of_an_event() {
    let text = "Canada imposed sanctions on Haiti on Monday.";
    let polecat = lines(Document::Polecat, text);
    let of = |layout, lines: &str| told(layout, lines.lines().next().unwrap_or_default());
    expect_test::expect![[r#"
        Event ID: r1#e1
        Event Date: 2024-03-04
        Event Type: SANCTION
        Intensity: -4.0
        Quad Code: 4
        Actor Name: Canada
        Actor Country: CAN
        Actor COW: 20
        Primary Actor Sector: GOV
        Actor Sectors: GOV
        Actor Name Raw: Canada
        Recipient Name: Haiti
        Recipient Country: HTI
        Recipient COW: 41
        Primary Recipient Sector: GOV
        Recipient Sectors: GOV
        Recipient Name Raw: Haiti
        Source: The Courier
        Publication Date: 2024-03-06
        Story Organizations: Canada; Haiti
        Story Locations: Canada; Haiti
    "#]]
    .assert_eq(&of(Document::Polecat, &polecat));
    expect_test::expect![[r#"
        Event ID: r1#e1.1
        Event Date: 2024-03-04
        Source Name: Canada
        Source Sectors: GOV
        Source Country: Canada
        Event Text: Reduce relations
        CAMEO Code: 160
        Intensity: -4.0
        Target Name: Haiti
        Target Sectors: GOV
        Target Country: Haiti
        Story ID: r1
        Publisher: The Courier
    "#]]
    .assert_eq(&of(Document::Icews, &lines(Document::Icews, text)));
    expect_test::expect![[r#"
        GLOBALEVENTID: 6827575548159296697
        SQLDATE: 20240304
        MonthYear: 202403
        Year: 2024
        FractionDate: 2024.1753
        Actor1Code: CANGOV
        Actor1Name: CANADA
        Actor1CountryCode: CAN
        Actor1Type1Code: GOV
        Actor2Code: HTIGOV
        Actor2Name: HAITI
        Actor2CountryCode: HTI
        Actor2Type1Code: GOV
        IsRootEvent: 1
        EventCode: 160
        EventBaseCode: 160
        EventRootCode: 16
        QuadClass: 4
        GoldsteinScale: -4.0
        NumMentions: 1
        NumSources: 1
        NumArticles: 1
        DATEADDED: 20240306000000
        SOURCEURL: https://example.org/r1
    "#]]
    .assert_eq(&of(Document::Gdelt, &lines(Document::Gdelt, text)));
}

#[test]
fn times_are_marked_where_they_stand() {
    let document = lines(Document::TimeMl, "The talks ended on Monday & will resume in May.");
    expect_test::expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <TimeML>
        <DOCID>r1</DOCID>
        <DCT><TIMEX3 tid="t0" type="DATE" value="2024-03-06" temporalFunction="false" functionInDocument="CREATION_TIME">2024-03-06</TIMEX3></DCT>
        <TEXT>The talks ended on <TIMEX3 tid="t1" type="DATE" value="2024-03-04">Monday</TIMEX3> &amp; will resume in <TIMEX3 tid="t2" type="DATE" value="2024-05">May</TIMEX3>.</TEXT>
        </TimeML>
    "#]].assert_eq(&document);
}

fn run(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rapporteur")).args(args).current_dir(dir).output().unwrap()
}

const NEWS: &str = concat!(
    r#"{"id":"a","published":"2024-03-06","publisher":"X","text":"Canada imposed sanctions on Haiti on Monday. The minister said the talks had failed."}"#,
    "\n",
    r#"{"id":"b","published":"2024-03-07","publisher":"Y","text":"Norway urged Sudan on Wednesday to sign the agreement."}"#,
    "\n",
);

#[test]
fn an_archive_exports_what_reading_writes_and_how_reports_are_tied() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    std::fs::write(dir.join("news.jsonl"), NEWS).unwrap();
    let ok = |args: &[&str]| {
        let o = run(dir, args);
        assert!(o.status.success(), "{args:?}: {}", String::from_utf8_lossy(&o.stderr));
        String::from_utf8(o.stdout).unwrap()
    };
    ok(&["read", "news.jsonl", "--format", "jsonl-tables", "--output", "read"]);
    ok(&["add", "news.jsonl"]);
    ok(&["export", "--format", "jsonl-tables", "--output", "kept"]);
    for kind in Kind::ALL {
        let rows = |folder: &str| -> Vec<Value> {
            let text = std::fs::read_to_string(dir.join(folder).join(format!("{kind}.jsonl"))).unwrap();
            text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
        };
        let (read, kept) = (rows("read"), rows("kept"));
        assert_eq!(read.len(), kept.len(), "{kind}");
        for (read, mut kept) in read.into_iter().zip(kept) {
            for tie in ["archive_id", "story", "relation", "process"].iter().filter(|t| read.get(**t).is_some()) {
                kept[*tie] = Value::Null;
            }
            assert_eq!(read, kept, "{kind}");
        }
    }
    let reports = std::fs::read_to_string(dir.join("kept/reports.jsonl")).unwrap();
    let first: Value = serde_json::from_str(reports.lines().next().unwrap()).unwrap();
    assert_eq!((&first["story"], &first["relation"]), (&1.into(), &"first".into()));
    ok(&["export", "--format", "timeml", "--output", "times"]);
    assert!(dir.join("times/a.tml").exists() && dir.join("times/b.tml").exists());
    for format in ["jsonl", "jsonld", "ftm", "polecat", "icews", "gdelt", "plover", "cameo"] {
        let both = [ok(&["read", "news.jsonl", "--format", format]), ok(&["export", "--format", format])];
        assert!(!both[0].is_empty(), "{format}");
        // Ids of an archive stand in for those of a report, and stories for reports.
        if !matches!(format, "ftm" | "icews") {
            assert_eq!(both[0], both[1], "{format}");
        }
    }
    ok(&["entry", "wrong", "#1/e1"]);
    let left = ok(&["export", "--format", "plover"]);
    assert!(!left.contains("a#e1") && left.contains("b#e1"), "what is marked as wrong is left out: {left}");
}

#[test]
fn several_files_need_a_folder() {
    let dir = tempfile::tempdir().unwrap();
    let o = run(dir.path(), &["read", "-", "--format", "parquet"]);
    assert_eq!(o.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&o.stderr).contains("--output DIR"));
}
