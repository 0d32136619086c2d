//! Markdown as reports are kept in notes: a front matter, a heading, paragraphs without their marks.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use rapporteur_record::{Report, Text};

/// Takes the front matter and the first heading out; what is left are paragraphs, as a reader sees them.
pub fn report(text: &str) -> Report {
    let mut report = Report::default();
    let body = front_matter(text, &mut report);
    let (title, paragraphs) = paragraphs(body);
    if let Some(title) = title {
        report.title.get_or_insert(title);
    }
    report.text = Text::new(paragraphs.join("\n\n"));
    report
}

/// Reads `key: value` lines between two lines of dashes; returns what follows them.
fn front_matter<'t>(text: &'t str, report: &mut Report) -> &'t str {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|l| l.trim_end() == "---") else { return text };
    let mut at = first.len();
    let mut found = Report::default();
    for line in lines {
        at += line.len();
        if line.trim_end() == "---" {
            *report = found;
            return &text[at..];
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = Some(value.trim().trim_matches(['"', '\'']).to_string()).filter(|v| !v.is_empty());
        match key.trim().to_lowercase().as_str() {
            "title" | "headline" => found.title = value,
            "date" | "published" => found.published = value,
            "publisher" | "source" => found.publisher = value,
            "author" | "byline" => found.author = value,
            "url" | "link" => found.url = value,
            _ => {}
        }
    }
    text
}

/// The first heading of the first level, and the paragraphs; pictures, code and raw HTML are left out.
fn paragraphs(text: &str) -> (Option<String>, Vec<String>) {
    let (mut title, mut out, mut words) = (None, vec![], String::new());
    // Depth within what is left out.
    let mut skipped = 0;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) => skipped += 1,
            Event::End(TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock) => skipped -= 1,
            Event::Text(t) | Event::Code(t) if skipped == 0 => words.push_str(&t),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) if title.is_none() && out.is_empty() => {
                title = Some(std::mem::take(&mut words)).filter(|t| !t.trim().is_empty());
            }
            Event::Start(Tag::Item | Tag::Paragraph | Tag::TableCell)
            | Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::BlockQuote(_),
            ) => flush(&mut words, &mut out),
            _ => {}
        }
    }
    flush(&mut words, &mut out);
    (title, out)
}

fn flush(words: &mut String, out: &mut Vec<String>) {
    let text = std::mem::take(words);
    if !text.trim().is_empty() {
        out.push(text.trim().to_string());
    }
}
