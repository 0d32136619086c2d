//! A saved page: what it says of itself, and its article without what stands round it.

use rapporteur_record::{Report, Text};
use scraper::{ElementRef, Html, Node, Selector};
use serde_json::Value;

/// Elements that never hold the words of a report.
const NOT_TEXT: [&str; 19] = [
    "script",
    "style",
    "nav",
    "footer",
    "aside",
    "form",
    "figure",
    "figcaption",
    "noscript",
    "iframe",
    "button",
    "svg",
    "template",
    "header",
    "menu",
    "select",
    "video",
    "audio",
    "dialog",
];
/// Parts of class names and ids of what stands round an article.
const ROUND: [&str; 22] = [
    "cookie",
    "consent",
    "banner",
    "newsletter",
    "subscribe",
    "related",
    "promo",
    "share",
    "social",
    "comment",
    "sidebar",
    "breadcrumb",
    "caption",
    "advert",
    "paywall",
    "recommend",
    "read-more",
    "readmore",
    "most-read",
    "toolbar",
    "menu",
    "footer",
];
/// Paragraphs that begin so lead elsewhere.
const LEADS: [&str; 9] = [
    "read more",
    "read also",
    "also read",
    "see also",
    "related:",
    "click here",
    "sign up",
    "subscribe",
    "advertisement",
];

/// Reads a page.
pub fn report(html: &str) -> Report {
    let page = Html::parse_document(html);
    let mut report = described(&page);
    report.text = Text::new(article(&page).join("\n\n"));
    report
}

/// The text of a piece of HTML, a paragraph a block; plain text comes back as it is.
pub fn fragment(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_string();
    }
    let page = Html::parse_document(html);
    let found = article(&page);
    if !found.is_empty() {
        return found.join("\n\n");
    }
    let words: String = page.root_element().text().collect::<Vec<_>>().join(" ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Title, date, publisher, author and address by JSON-LD, OpenGraph, meta and `<time>`, in this order.
fn described(page: &Html) -> Report {
    let ld = linked_data(page);
    let of_ld = |key: &str| ld.as_ref().and_then(|v| plain(v.get(key)?));
    let meta = |names: &[&str]| {
        names.iter().find_map(|n| {
            let found = format!("meta[property=\"{n}\"], meta[name=\"{n}\"], meta[itemprop=\"{n}\"]");
            let content = first(page, &found)?.value().attr("content")?.trim().to_string();
            (!content.is_empty()).then_some(content)
        })
    };
    let text_of = |s: &str| first(page, s).map(|e| squeeze(&e.text().collect::<String>())).filter(|t| !t.is_empty());
    Report {
        title: of_ld("headline").or_else(|| meta(&["og:title"])).or_else(|| text_of("h1")).or_else(|| text_of("title")),
        publisher: of_ld("publisher").or_else(|| meta(&["og:site_name", "publisher", "application-name"])),
        author: of_ld("author").or_else(|| meta(&["author", "article:author"])),
        url: first(page, "link[rel=canonical]")
            .and_then(|e| e.value().attr("href"))
            .map(str::to_string)
            .or_else(|| meta(&["og:url"])),
        published: (of_ld("datePublished"))
            .or_else(|| {
                meta(&["article:published_time", "datePublished", "date", "dc.date", "DC.date.issued", "pubdate"])
            })
            .or_else(|| first(page, "time[datetime]").and_then(|e| e.value().attr("datetime")).map(str::to_string)),
        ..Report::default()
    }
}

/// The object of JSON-LD that describes an article.
fn linked_data(page: &Html) -> Option<Value> {
    let scripts = Selector::parse("script[type=\"application/ld+json\"]").ok()?;
    page.select(&scripts).find_map(|s| article_object(serde_json::from_str(&s.text().collect::<String>()).ok()?))
}

fn article_object(v: Value) -> Option<Value> {
    match v {
        Value::Array(a) => a.into_iter().find_map(article_object),
        Value::Object(mut o) => match o.remove("@graph") {
            Some(graph) => article_object(graph),
            None => (o.contains_key("headline") || o.contains_key("datePublished")).then_some(Value::Object(o)),
        },
        _ => None,
    }
}

/// A value of JSON-LD as words: the name of an object, the names of a list.
fn plain(v: &Value) -> Option<String> {
    match v {
        Value::String(s) => Some(squeeze(s)).filter(|s| !s.is_empty()),
        Value::Object(o) => plain(o.get("name")?),
        Value::Array(a) => Some(a.iter().filter_map(plain).collect::<Vec<_>>().join(", ")).filter(|s| !s.is_empty()),
        _ => None,
    }
}

fn first<'a>(page: &'a Html, selector: &str) -> Option<ElementRef<'a>> {
    page.select(&Selector::parse(selector).ok()?).next()
}

/// The paragraphs of the element that holds most of the page's text in paragraphs.
fn article(page: &Html) -> Vec<String> {
    for candidate in ["[itemprop=articleBody]", "article", "main", "[role=main]", "body"] {
        let Ok(selector) = Selector::parse(candidate) else { continue };
        let best =
            page.select(&selector).map(|e| paragraphs(e, 0)).max_by_key(|p| p.iter().map(String::len).sum::<usize>());
        if let Some(found) = best.filter(|p| p.iter().map(String::len).sum::<usize>() > 140) {
            return found;
        }
    }
    first(page, "html").map(|e| paragraphs(e, 0)).unwrap_or_default()
}

/// Nested deeper than any page that people read.
const DEEPEST: usize = 200;

fn paragraphs(element: ElementRef<'_>, depth: usize) -> Vec<String> {
    let mut out = vec![];
    let mut loose = String::new();
    for child in element.children().filter(|_| depth < DEEPEST) {
        match child.value() {
            Node::Text(t) => loose.push_str(t),
            Node::Element(e) => {
                let Some(child) = ElementRef::wrap(child) else { continue };
                match e.name() {
                    _ if is_round(child) => {}
                    "p" | "blockquote" | "li" | "h2" | "h3" | "h4" | "pre" | "td" => {
                        flush(&mut loose, &mut out);
                        let mut words = String::new();
                        inline(child, &mut words, 0);
                        flush(&mut words, &mut out);
                    }
                    "br" => flush(&mut loose, &mut out),
                    "h1" | "title" | "head" => {}
                    "a" | "b" | "i" | "em" | "strong" | "span" | "u" | "abbr" | "sup" | "sub" | "q" | "cite" => {
                        inline(child, &mut loose, 0)
                    }
                    _ => {
                        flush(&mut loose, &mut out);
                        out.extend(paragraphs(child, depth + 1));
                    }
                }
            }
            _ => {}
        }
    }
    flush(&mut loose, &mut out);
    out
}

fn flush(words: &mut String, out: &mut Vec<String>) {
    let text = squeeze(words);
    words.clear();
    let lower = text.to_lowercase();
    let leads = LEADS.iter().any(|l| lower.starts_with(l));
    if text.chars().filter(|c| c.is_alphabetic()).count() > 2 && !leads {
        out.push(text);
    }
}

fn inline(element: ElementRef<'_>, out: &mut String, depth: usize) {
    for child in element.children().filter(|_| depth < DEEPEST) {
        match child.value() {
            Node::Text(t) => out.push_str(t),
            Node::Element(e) if e.name() == "br" => out.push(' '),
            Node::Element(_) => {
                if let Some(child) = ElementRef::wrap(child).filter(|c| !is_round(*c)) {
                    inline(child, out, depth + 1);
                }
            }
            _ => {}
        }
    }
}

/// Whether an element stands round the article, by its name, class or id.
fn is_round(e: ElementRef<'_>) -> bool {
    let v = e.value();
    // The header of an article may hold its headline, never its text.
    let named = v.attr("class").into_iter().chain(v.attr("id")).any(|n| {
        let n = n.to_ascii_lowercase();
        ROUND.iter().any(|r| n.contains(r))
    });
    NOT_TEXT.contains(&v.name()) || (named && v.name() != "body" && v.name() != "article") || v.attr("hidden").is_some()
}

fn squeeze(s: &str) -> String {
    s.split_whitespace().collect::<Vec<_>>().join(" ")
}
