//! Markdown as reports are kept in notes: a front matter, a heading, paragraphs.

use rapporteur_record::{Report, Text};

/// Takes the front matter and the first heading out; the text below stays as it is.
pub fn report(text: &str) -> Report {
    let mut report = Report::default();
    let mut rest = text;
    if let Some(body) = text.strip_prefix("---\n")
        && let Some((head, below)) = body.split_once("\n---\n")
    {
        for line in head.lines() {
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = Some(value.trim().trim_matches(['"', '\'']).to_string()).filter(|v| !v.is_empty());
            match key.trim() {
                "title" => report.title = value,
                "date" | "published" => report.published = value,
                "publisher" | "source" => report.publisher = value,
                "author" => report.author = value,
                "url" => report.url = value,
                _ => {}
            }
        }
        rest = below;
    }
    let trimmed = rest.trim_start();
    if let Some(heading) = trimmed.strip_prefix("# ")
        && let Some((title, below)) = heading.split_once('\n')
    {
        report.title.get_or_insert_with(|| title.trim().to_string());
        rest = below.trim_start();
    }
    report.text = Text::new(rest);
    report
}
