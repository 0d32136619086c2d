//! The times of `tests/suite/times`, a line a time: its words, type, EDTF value and TIMEX3 value; and those of
//! `tests/suite/tied`, each with the time that the tree ties to the words in brackets.

mod suite;

use rapporteur_language::Engine;
use rapporteur_reading::times;
use rapporteur_record::{Report, Text, Time};

fn line(t: &Time) -> String {
    let value = t.value.as_deref().unwrap_or("-");
    let timex3 = t.timex3.as_deref().filter(|x| *x != value).map(|x| format!(" ({x})")).unwrap_or_default();
    format!("{} | {} {value}{timex3}", t.text, t.kind)
}

/// The times tied to the words in brackets.
fn tied(engine: &Engine, mut report: Report) -> Vec<String> {
    let marked = report.text.to_string();
    let mut words = vec![];
    let mut text = String::new();
    for (i, part) in marked.split(['[', ']']).enumerate() {
        if i % 2 == 1 {
            words.push(text.len());
        }
        text.push_str(part);
    }
    report.text = Text::new(&text);
    let analysis = engine.analyse(&text);
    let found = times::read(&report, &analysis);
    let line = |byte: usize| {
        let word = analysis.word_at(byte).unwrap();
        let time = times::time_of(&analysis, &found, word);
        format!("{} | {}", analysis.form(&text, word), time.map_or("-", |t| t.value.as_deref().unwrap()))
    };
    words.into_iter().map(line).collect()
}

#[test]
fn the_suite_reads_as_written_down() {
    suite::check("times", |record, _| record.times.iter().map(line).collect());
}

#[test]
fn predicates_have_their_times() {
    suite::check_found("tied", tied);
}
