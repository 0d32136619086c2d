//! Which words, which tree and which lexicon entry made an entry?

use std::collections::BTreeSet;
use std::fmt::Write;

use rapporteur_language::Analysis;
use rapporteur_record::Record;
use serde_json::Value;

/// The entry with this id, its words, and the trees of the sentences that it rests on; none where there is no such id.
pub fn explain(record: &Record, analysis: &Analysis, id: &str) -> Option<String> {
    let json = serde_json::to_value(record).ok()?;
    let entry = (json.as_object()?.values())
        .filter_map(Value::as_array)
        .flatten()
        .find(|e| e.get("id").and_then(Value::as_str) == Some(id))?;
    let mut out = format!("{}\n", serde_json::to_string_pretty(entry).ok()?);
    let made_by = entry.get("made_by").and_then(Value::as_str).unwrap_or("?");
    let _ = write!(out, "\nmade by {made_by}\n");
    if let Some(class) = rapporteur_reading::statements::cues::cues().classes().iter().find(|c| c.id == made_by) {
        let _ = writeln!(out, "  lexicon/cues.toml: takes {:?}, as in: {}", class.takes, class.example);
    }
    for s in sentences(record, analysis, id) {
        let _ = write!(out, "\n{}\n", &record.report.text[analysis.sentences[s].range.clone()]);
        draw(&mut out, &record.report.text, analysis, analysis.sentences[s].root, 1);
    }
    Some(out)
}

fn sentences(record: &Record, a: &Analysis, id: &str) -> BTreeSet<usize> {
    (record.evidence().into_iter().filter(|(i, _)| i == id))
        .filter_map(|(_, e)| a.word_at(e.bytes().start))
        .map(|w| a.words[w].sentence)
        .collect()
}

/// A tree, heads above what depends on them.
fn draw(out: &mut String, text: &str, a: &Analysis, word: usize, depth: usize) {
    let w = &a.words[word];
    let _ = writeln!(
        out,
        "{:indent$}{} {} [{} {}]",
        "",
        w.deprel,
        a.form(text, word),
        w.upos.as_str(),
        w.lemma,
        indent = depth * 2
    );
    for child in a.children(word) {
        draw(out, text, a, *child, depth + 1);
    }
}
