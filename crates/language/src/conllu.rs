//! An analysis as CoNLL-U, as every tool of that field reads it.

use std::fmt::Write;

use crate::Analysis;

/// Writes the analysis of one document. Names stand in MISC as `NE=`, in BIO.
pub fn conllu(id: &str, text: &str, a: &Analysis) -> String {
    let mut out = format!("# newdoc id = {}\n", id.split_whitespace().collect::<Vec<_>>().join("_"));
    let mut paragraph = None;
    for (n, s) in a.sentences.iter().enumerate() {
        if paragraph != Some(s.paragraph) {
            out.push_str("# newpar\n");
            paragraph = Some(s.paragraph);
        }
        let flat = text[s.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "# sent_id = {}\n# text = {flat}", n + 1);
        for w in s.words.clone() {
            write_word(&mut out, text, a, s.words.start, s.words.end, w);
        }
        out.push('\n');
    }
    out
}

fn write_word(out: &mut String, text: &str, a: &Analysis, start: usize, end: usize, w: usize) {
    let word = &a.words[w];
    let last_of_token = |w: usize| (w + 1..end).take_while(|n| a.words[*n].joined).last().unwrap_or(w);
    let last = last_of_token(w);
    if !word.joined && last > w {
        let form = &text[word.range.start..a.words[last].range.end];
        let _ = writeln!(
            out,
            "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{}",
            w - start + 1,
            last - start + 1,
            space(a, end, last)
        );
    }
    let head = word.head.map_or(0, |h| h - start + 1);
    let mut misc = a.name_at(w).map(|n| format!("NE={}-{:?}", if n.words.start == w { 'B' } else { 'I' }, n.kind));
    if !word.joined && last == w && space(a, end, w) != "_" {
        misc = Some(misc.map_or_else(|| "SpaceAfter=No".into(), |m| m + "|SpaceAfter=No"));
    }
    let _ = writeln!(
        out,
        "{}\t{}\t{}\t{}\t{}\t{}\t{head}\t{}\t_\t{}",
        w - start + 1,
        &text[word.range.clone()],
        word.lemma,
        word.upos.as_str(),
        word.xpos,
        word.feats,
        word.deprel,
        misc.as_deref().unwrap_or("_"),
    );
}

/// Whether white space follows a word of the sentence.
fn space(a: &Analysis, end: usize, w: usize) -> &'static str {
    if w + 1 < end && a.words[w].range.end == a.words[w + 1].range.start { "SpaceAfter=No" } else { "_" }
}
