//! Records of the corpus, and one that is meant to break tables, through every layout and back.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rapporteur_export::documents::Document;
use rapporteur_export::{Batches, Kind, Layout, MadeOf, Outcome, Strings, Tables, Ties, nested};
use rapporteur_record::{Record, Report, Text};
use serde_json::{Value, json};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/dev")
}

/// The gold records of the corpus, and one whose words are commas, quotes, lines, markup and letters beyond ASCII.
fn records() -> Vec<Record> {
    let mut all: Vec<Record> = rapporteur_bench::gold::folder(&corpus()).into_iter().map(|g| g.record).collect();
    let text = "\u{feff}\"A, b;\"\tc\r\nd <TIMEX3> & 'é' 𐐷\u{0}\u{b}]]>";
    let report = Report {
        id: "a/../b\"c,d\n".into(),
        title: Some("=SUM(A1), \"x\"\n".into()),
        published: Some("2015-02".into()),
        url: Some("https://example.org/a?b=c&d=<e>".into()),
        text: Text::new(text),
        ..Report::default()
    };
    all.push(Record::new(report));
    all
}

/// The rows of a kind as JSON, as the program's own columns give them.
fn expected(kind: Kind, records: &[Record]) -> Vec<Value> {
    let mut out = vec![];
    for (i, record) in records.iter().enumerate() {
        kind.rows(record, &Ties::numbered(i as i64 + 1), &mut |row| {
            let names = kind.columns().iter().map(|c| c.name.clone());
            out.push(Value::Object(names.zip(row.iter().map(|c| c.json())).collect()));
        });
    }
    out
}

fn written(layout: Layout, records: &[Record]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made_of = MadeOf { program: "rapporteur test".into(), model: "m".into(), lexicon: "l".into() };
    let mut tables = Tables::create(folder.path(), layout, &made_of).unwrap();
    for (i, record) in records.iter().enumerate() {
        tables.add(record, &Ties::numbered(i as i64 + 1)).unwrap();
    }
    tables.finish().unwrap();
    folder
}

/// A cell of an Arrow array as JSON.
fn cell(array: &dyn Array, row: usize) -> Value {
    if array.is_null(row) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Utf8 => json!(array.as_string::<i32>().value(row)),
        DataType::Int64 => json!(array.as_primitive::<Int64Type>().value(row)),
        DataType::Float64 => json!(array.as_primitive::<Float64Type>().value(row)),
        DataType::Date32 => json!(rapporteur_archive::edtf::text(array.as_primitive::<Date32Type>().value(row))),
        DataType::Dictionary(..) => {
            let names = array.as_any_dictionary();
            cell(names.values(), names.normalized_keys()[row])
        }
        DataType::List(_) => {
            let list = array.as_list::<i32>().value(row);
            (0..list.len()).map(|i| cell(&list, i)).collect()
        }
        other => panic!("no column is {other}"),
    }
}

fn rows(batch: &RecordBatch) -> Vec<Value> {
    let schema = batch.schema();
    (0..batch.num_rows())
        .map(|row| {
            let cells = batch.columns().iter().map(|c| cell(c, row));
            Value::Object(schema.fields().iter().map(|f| f.name().clone()).zip(cells).collect())
        })
        .collect()
}

#[test]
fn parquet_gives_back_what_went_in_and_says_what_made_it() {
    let records = records();
    let folder = written(Layout::Parquet, &records);
    for kind in Kind::ALL {
        let file = File::open(folder.path().join(format!("{kind}.parquet"))).unwrap();
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
        let about: BTreeMap<String, String> = (reader.metadata().file_metadata().key_value_metadata().unwrap().iter())
            .map(|kv| (kv.key.clone(), kv.value.clone().unwrap()))
            .collect();
        assert_eq!(about["rapporteur.program"], "rapporteur test");
        assert_eq!(about["rapporteur.schema"], "rapporteur.tables/1");
        let found: Vec<Value> = reader.build().unwrap().flat_map(|b| rows(&b.unwrap())).collect();
        assert_eq!(found, expected(kind, &records), "{kind}");
    }
}

#[test]
fn csv_and_json_lines_give_back_what_went_in() {
    let records = records();
    let (lines, commas) = (written(Layout::JsonLines, &records), written(Layout::Csv, &records));
    for kind in Kind::ALL {
        let expected = expected(kind, &records);
        let text = std::fs::read_to_string(lines.path().join(format!("{kind}.jsonl"))).unwrap();
        let found: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(found, expected, "{kind}");
        let mut csv = csv::Reader::from_path(commas.path().join(format!("{kind}.csv"))).unwrap();
        let names: Vec<String> = csv.headers().unwrap().iter().map(String::from).collect();
        let mut count = 0;
        for (row, expected) in csv.records().zip(&expected) {
            count += 1;
            for (name, field) in names.iter().zip(row.unwrap().iter()) {
                let shown = match &expected[name] {
                    Value::Null => String::new(),
                    Value::String(s) => s.clone(),
                    other => other.to_string(),
                };
                assert_eq!(field, shown, "{kind}.{name}");
            }
        }
        assert_eq!(count, expected.len(), "{kind}");
    }
}

#[test]
fn a_row_for_each_report_holds_the_same_rows_of_each_kind() {
    let records = records();
    let bad = Outcome { record: None, problem: Some("row 3: no text".into()) };
    let good = |r: &Record| Outcome { record: Some(r.clone()), problem: None };
    let all: Vec<Outcome> = records.iter().flat_map(|r| [good(r), bad.clone()]).collect();
    let batch = nested(&all).unwrap();
    assert_eq!(batch.num_rows(), all.len());
    let mut flat = Batches::new(Strings::Plain);
    records.iter().for_each(|r| flat.add(r, &Ties::default()).unwrap());
    for kind in Kind::ALL {
        let lists = batch.column_by_name(kind.as_str()).unwrap().as_list::<i32>();
        assert_eq!(lists.value_length(1), 0);
        let inner = RecordBatch::from(lists.values().as_struct());
        assert_eq!(rows(&inner), rows(&flat.take(kind).unwrap()), "{kind}");
    }
    assert_eq!(batch.column(0).as_string::<i32>().value(1), "row 3: no text");
}

#[test]
fn timeml_without_its_marks_is_the_text() {
    for record in records() {
        let document = Document::TimeMl.report(&record, &Ties::default());
        let text = document.split_once("<TEXT>").unwrap().1.rsplit_once("</TEXT>").unwrap().0;
        let mut plain = String::new();
        for part in text.split('<') {
            plain += if part.starts_with("TIMEX3 ") || part.starts_with("/TIMEX3>") {
                part.split_once('>').unwrap().1
            } else {
                part
            };
        }
        let plain = (plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#13;", "\r"))
            .replace("&amp;", "&");
        let shown = |c: char| if c < ' ' && !"\t\r\n".contains(c) { '\u{fffd}' } else { c };
        assert_eq!(plain, record.report.text.chars().map(shown).collect::<String>());
        assert_eq!(text.matches("<TIMEX3 ").count(), text.matches("</TIMEX3>").count());
    }
}

#[test]
fn lines_have_as_many_fields_as_their_layout_has_columns() {
    for layout in [Document::Polecat, Document::Icews, Document::Gdelt] {
        let mut events = 0;
        for record in records() {
            for line in layout.report(&record, &Ties::default()).lines() {
                assert_eq!(line.split('\t').count(), layout.columns().len(), "{layout:?}: {line}");
                events += 1;
            }
        }
        assert!(events > 100, "{layout:?}: {events}");
    }
}

#[test]
fn every_name_that_the_graph_points_at_is_a_node_of_it() {
    let records = records();
    let mut whole = Document::JsonLd.head();
    let nodes: Vec<String> = records.iter().map(|r| Document::JsonLd.report(r, &Ties::default())).collect();
    whole += &nodes.join(Document::JsonLd.between());
    whole += Document::JsonLd.tail();
    let graph: Value = serde_json::from_str(&whole).unwrap();
    let graph = graph["@graph"].as_array().unwrap();
    let known: std::collections::HashSet<&str> = graph.iter().map(|n| n["id"].as_str().unwrap()).collect();
    assert_eq!(known.len(), graph.len(), "an id stands twice");
    let points =
        ["author", "attendee", "organizer", "agent", "object", "location", "body", "vouchedBy", "wasDerivedFrom"];
    let mut pointers = 0;
    for node in graph {
        for to in points.iter().filter_map(|p| node.get(p)) {
            for to in to.as_array().cloned().unwrap_or_else(|| vec![to.clone()]) {
                pointers += 1;
                assert!(known.contains(to.as_str().unwrap()), "{to} in {node}");
            }
        }
    }
    assert!(pointers > 1000, "{pointers}");
}

#[test]
fn entities_point_at_entities() {
    for record in records() {
        let lines = Document::FollowTheMoney.report(&record, &Ties::default());
        let all: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        let ids: Vec<&Value> = all.iter().map(|e| &e["id"]).collect();
        for e in &all {
            for property in ["document", "resolved", "involved", "organizer", "proof"] {
                let to = e["properties"].get(property).and_then(Value::as_array);
                assert!(to.into_iter().flatten().all(|id| ids.contains(&id)), "{e}");
            }
        }
    }
}

/// The documentation of the tables is written by this test: `UPDATE_EXPECT=1 cargo test -p rapporteur-export`.
#[test]
fn every_column_is_documented() {
    let mut page = String::from(
        "# Tables\n\nOne table a kind, one row an entry. Names, order and sorts of columns are stable within \
         `rapporteur.tables/1`, which stands in the metadata of each Parquet file (`rapporteur.schema`), beside the \
         versions of program, model and lexicon.\n\n`report_no` joins the tables: the report's number in the run or in \
         the archive. Offsets count Unicode code points of `reports.text`, end exclusive. Countries are ISO 3166-1 \
         alpha-3. A *name* is text that is dictionary-encoded. Anything but `report_no`, `report` and `id` may be \
         missing where the report does not say. In CSV, what is missing is empty and a list is a JSON array.\n",
    );
    for kind in Kind::ALL {
        page += &format!("\n## {kind}\n{}\n\n| column | sort | what it holds |\n|---|---|---|\n", kind.about());
        for c in kind.columns() {
            page += &format!("| `{}` | {} | {} |\n", c.name, c.sort.as_str(), c.about);
        }
    }
    expect_test::expect_file!["../../../docs/tables.md"].assert_eq(&page);
}
