//! Learns the ends of sentences from treebanks: an averaged perceptron over the features of `tokens`.
//!
//!     cargo run --release -p rapporteur-language --example train_sentences -- OUT.bin TRAIN.conllu...
//!
//! Texts are laid out as raw text is: sentences parted by a space, paragraphs by an empty line.

use std::collections::HashSet;

use rapporteur_language::segmentation::{BITS, features, tokenize};

/// Passes over the data.
const EPOCHS: usize = 12;

/// A text and where its sentences end (bytes of text that is not white space).
struct Document {
    text: String,
    ends: HashSet<usize>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("OUT.bin TRAIN.conllu...")?;
    let mut documents = vec![];
    for path in args {
        documents.extend(read(&std::fs::read_to_string(path)?));
    }
    let weights = train(&documents);
    let top = weights.iter().fold(0f64, |m, w| m.max(w.abs()));
    let bytes: Vec<u8> = weights.iter().map(|w| (w / top * 127.0).round() as i8 as u8).collect();
    std::fs::write(out, bytes)?;
    Ok(())
}

fn read(conllu: &str) -> Vec<Document> {
    let mut out: Vec<Document> = vec![];
    let mut paragraph = false;
    for line in conllu.lines() {
        if line.starts_with("# newdoc") {
            out.push(Document { text: String::new(), ends: HashSet::new() });
        } else if line.starts_with("# newpar") {
            paragraph = true;
        } else if let (Some(text), Some(d)) = (line.strip_prefix("# text = "), out.last_mut()) {
            if !d.text.is_empty() {
                d.text.push_str(if paragraph { "\n\n" } else { " " });
            }
            d.text.push_str(text.trim());
            d.ends.insert(d.text.len());
            paragraph = false;
        }
    }
    out
}

fn train(documents: &[Document]) -> Vec<f64> {
    let mut weights = vec![0f64; 1 << BITS];
    let mut sums = vec![0f64; 1 << BITS];
    let mut step = 1f64;
    let mut buffer = vec![];
    for epoch in 0..EPOCHS {
        let (mut wrong, mut seen) = (0, 0);
        for k in 0..documents.len() {
            let d = &documents[(k * 7919 + epoch * 104_729) % documents.len()];
            for words in tokenize(&d.text) {
                let mut start = 0;
                for i in 0..words.len().saturating_sub(1) {
                    let end = d.ends.contains(&words[i].range.end);
                    if features(&d.text, &words, start, i, &mut buffer) {
                        let score: f64 = buffer.iter().map(|f| weights[*f as usize]).sum();
                        let sign = if end { 1.0 } else { -1.0 };
                        seen += 1;
                        if score * sign <= 1.0 {
                            wrong += usize::from(score * sign <= 0.0);
                            for f in &buffer {
                                weights[*f as usize] += sign;
                                sums[*f as usize] += sign * step;
                            }
                        }
                        step += 1.0;
                    }
                    if end {
                        start = i + 1;
                    }
                }
            }
        }
        eprintln!("pass {epoch}: {wrong} of {seen} gaps wrong");
    }
    weights.iter().zip(&sums).map(|(w, s)| w - s / step).collect()
}
