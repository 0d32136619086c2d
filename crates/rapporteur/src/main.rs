//! The command line.

use std::io::{BufRead, Write};

use rapporteur_record::{Report, Text};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    let conllu = args.iter().any(|a| a == "conllu");
    let engine = rapporteur_language::Engine::new()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::BufReader::new(std::fs::File::open(&args[2])?).lines() {
        let v: serde_json::Value = serde_json::from_str(&line?)?;
        let s = |k: &str| v[k].as_str().map(str::to_owned);
        let report = Report {
            id: s("id").unwrap_or_default(),
            published: s("published"),
            text: Text::new(s("text").unwrap_or_default()),
            ..Report::default()
        };
        let analysis = engine.analyse(&report.text);
        if conllu {
            out.write_all(rapporteur_language::conllu(&report.id, &report.text, &analysis).as_bytes())?;
        } else {
            serde_json::to_writer(&mut out, &rapporteur_reading::read(report, &analysis))?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}
