//! Which words, which tree and which lexicon entry made an entry?

use std::collections::BTreeSet;
use std::fmt::Write;

use rapporteur_language::Analysis;
use rapporteur_reading::Lexicon;
use rapporteur_record::Record;
use serde_json::Value;

/// Files of the lexicon whose tables have ids of their own. Frames are asked of the [`Lexicon`], which a user may change.
const TABLES: [(&str, &str); 2] = [
    ("lexicon/cues.toml", include_str!("../../../lexicon/cues.toml")),
    ("lexicon/parties.toml", include_str!("../../../lexicon/parties.toml")),
];

/// The entry with this id, its words, and the trees of the sentences that it rests on; none where there is no such id.
pub fn explain(record: &Record, analysis: &Analysis, lexicon: &Lexicon, id: &str) -> Option<String> {
    let json = serde_json::to_value(record).ok()?;
    let entry = (json.as_object()?.values())
        .filter_map(Value::as_array)
        .flatten()
        .find(|e| e.get("id").and_then(Value::as_str) == Some(id))?;
    let mut out = format!("{}\n", serde_json::to_string_pretty(entry).ok()?);
    let made_by = entry.get("made_by").and_then(Value::as_str).unwrap_or("?");
    let _ = write!(out, "\nmade by {made_by}\n");
    out.push_str(&frame(lexicon, made_by).or_else(|| table(made_by)).unwrap_or_default());
    for s in sentences(record, analysis, id) {
        let _ = write!(out, "\n{}\n", &record.report.text[analysis.sentences[s].range.clone()]);
        draw(&mut out, &record.report.text, analysis, analysis.sentences[s].root, 1);
    }
    Some(out)
}

/// The frame and the pattern that read an act, with the pattern's example.
fn frame(lexicon: &Lexicon, made_by: &str) -> Option<String> {
    let (frame, pattern) = lexicon.frames.all().find(|(f, p)| made_by == format!("{}: {}", f.id, p.key))?;
    let what = [
        frame.kind.map(|k| format!("the event {k}")),
        frame.mode.as_ref().map(|m| format!("mode {m}")),
        frame.meeting.then(|| "a meeting".into()),
        frame.stance.map(|s| format!("the stance {s}")),
        frame.step.map(|s| format!("the step {s}")),
        frame.change.map(|c| format!("the change {c}")),
    ];
    let what: Vec<String> = what.into_iter().flatten().collect();
    let (example, outcome) = pattern.example.split_once(" = ").unwrap_or((&pattern.example, ""));
    let mut out = format!("  pattern {:?} of the frame {:?} (lexicon/frames)\n", pattern.key, frame.id);
    let _ = writeln!(out, "  is read as: {}", what.join(", "));
    let _ = writeln!(out, "  as in: {example}");
    if !outcome.is_empty() {
        let _ = writeln!(out, "  actors > recipients there: {outcome}");
    }
    Some(out)
}

/// The table of the lexicon that has this id.
fn table(made_by: &str) -> Option<String> {
    let id = made_by.split(": ").next()?;
    TABLES.iter().find_map(|(file, toml)| {
        let found = find(&toml::from_str(toml).ok()?, id)?;
        let mut out = format!("  {file}\n");
        for (key, value) in found.iter().filter(|(k, _)| *k != "id") {
            let value = match value {
                toml::Value::Array(a) if a.len() > 12 => format!("{} words", a.len()),
                toml::Value::String(s) => s.clone(),
                other => other.to_string(),
            };
            let _ = writeln!(out, "  {key}: {value}");
        }
        Some(out)
    })
}

fn find(value: &toml::Value, id: &str) -> Option<toml::Table> {
    match value {
        toml::Value::Table(t) if t.get("id").and_then(toml::Value::as_str) == Some(id) => Some(t.clone()),
        toml::Value::Table(t) => t.values().find_map(|v| find(v, id)),
        toml::Value::Array(a) => a.iter().find_map(|v| find(v, id)),
        _ => None,
    }
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
