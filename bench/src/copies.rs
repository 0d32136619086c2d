//! Are near copies told from different reports on the same talks? Pairs are made by the edits of agencies.

use rapporteur_archive::{Archive, Kept, Prepared, Relation};
use rapporteur_bench::generate::mix;
use rapporteur_bench::gold::Gold;
use rapporteur_record::{Record, Report, Text};

use crate::row;

/// Makes near copies of each report, keeps all together with the reports themselves, and counts.
pub fn near_copies(corpus: &[Gold]) -> bool {
    let (mut hit, mut missed, mut wrong, mut worst) = (0, 0, 0, vec![]);
    let mut archive = Archive::in_memory().expect("an archive");
    let mut story_of: Vec<(String, i64)> = vec![];
    // Originals first: each must begin a story of its own, unless the corpus itself calls two one story.
    for g in corpus {
        let (_, relation, story) = keep(&mut archive, &g.record.report);
        let same =
            corpus.iter().any(|o| o.record.report.id < g.record.report.id && o.story.is_some() && o.story == g.story);
        if relation != Relation::First && !same {
            wrong += 1;
            worst.push(format!("{} was taken for a copy", g.record.report.id));
        }
        story_of.push((g.record.report.id.clone(), story));
    }
    for (g, (id, story)) in corpus.iter().zip(&story_of) {
        for (edit, text) in edits(&g.record.report, corpus) {
            let report = Report {
                id: format!("{id}-{edit}"),
                publisher: Some("Another Paper".into()),
                title: Some(format!("Another headline for {id}")),
                text: Text::new(text),
                ..g.record.report.clone()
            };
            match keep(&mut archive, &report) {
                (_, Relation::First, _) => {
                    missed += 1;
                    worst.push(format!("{}: missed", report.id));
                }
                (_, _, found) if found == *story => hit += 1,
                _ => {
                    wrong += 1;
                    worst.push(format!("{}: another story", report.id));
                }
            }
        }
    }
    for w in worst.iter().take(12) {
        println!("{w}");
    }
    let (precision, recall) =
        (f64::from(hit) / f64::from(hit + wrong), f64::from(hit) / f64::from(hit + missed + wrong));
    println!("| what | figure | bound | holds |\n|---|---|---|---|");
    let well = row(
        "near copies, precision",
        format!("{precision:.3} ({hit} found, {wrong} wrong)"),
        "≥ 0.98",
        precision >= 0.98,
    );
    row("near copies, recall", format!("{recall:.3} ({missed} missed)"), "≥ 0.95", recall >= 0.95) && well
}

fn keep(archive: &mut Archive, report: &Report) -> (i64, Relation, i64) {
    let kept = archive.keep(&Prepared::new(Record::new(report.clone())).expect("a record")).expect("it is kept");
    let Kept::New { report, relation, .. } = kept else { panic!("{} is there twice", report.id) };
    (report, relation, archive.story(report).expect("its story"))
}

/// What agencies do to a text.
fn edits(report: &Report, corpus: &[Gold]) -> Vec<(&'static str, String)> {
    let paragraphs: Vec<&str> = report.text.split("\n\n").collect();
    let n = paragraphs.len();
    let other = &corpus[(mix(report.text.len() as u64) % corpus.len() as u64) as usize].record.report.text;
    let lead = other.split("\n\n").next().unwrap_or_default();
    let numbers: String = report
        .text
        .chars()
        .map(|c| if c.is_ascii_digit() { char::from(b'0' + (c as u8 - b'0' + 1) % 10) } else { c })
        .collect();
    let join = |p: &[&str]| p.join("\n\n");
    let mut all = vec![
        ("headline", report.text.to_string()),
        ("new-lead", join(&[&[lead], &paragraphs[1..]].concat())),
        ("added-lead", join(&[&[lead], paragraphs.as_slice()].concat())),
        ("cut-tail", join(&paragraphs[..n.div_ceil(2)])),
        ("brief", join(&paragraphs[..n.div_ceil(3)])),
        ("numbers", numbers),
        ("new-lead-cut-tail", join(&[&[lead], &paragraphs[1..n.div_ceil(3) + n / 3]].concat())),
        (
            "updates",
            format!(
                "{}\n\n{}",
                report.text.as_str(),
                other.split("\n\n").skip(1).take(2).collect::<Vec<_>>().join("\n\n")
            ),
        ),
    ];
    // A cut that leaves nothing new is no edit.
    all.retain(|(edit, text)| *edit == "headline" || *text != *report.text);
    all
}
