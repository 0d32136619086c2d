//! A saved page: what it says of itself, and its article without what stands round it.

mod article;

use rapporteur_record::{Report, Text};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

/// Reads a page.
pub fn report(html: &str) -> Report {
    let page = Html::parse_document(html);
    let linked = linked_data(&page);
    let mut report = described(&page, linked.as_ref());
    let mut paragraphs = article::paragraphs(&page);
    // Pages that are drawn by scripts often hold their words in the linked data alone.
    if let Some(body) = linked.as_ref().and_then(|l| l.get("articleBody")?.as_str())
        && letters(&paragraphs) * 2 < body.len()
    {
        paragraphs = body.lines().map(squeeze).filter(|l| !l.is_empty()).collect();
    }
    // Old pages print their headline as they print their text.
    if paragraphs.first().is_some_and(|p| Some(p) == report.title.as_ref()) {
        paragraphs.drain(..1);
    }
    report.text = Text::new(paragraphs.join("\n\n"));
    report
}

/// The text of a piece of HTML, a paragraph a block; plain text comes back as it is.
pub fn fragment(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_string();
    }
    let page = Html::parse_document(html);
    let found = article::paragraphs(&page);
    if !found.is_empty() {
        return found.join("\n\n");
    }
    squeeze(&page.root_element().text().collect::<Vec<_>>().join(" "))
}

fn letters(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(String::len).sum()
}

/// Title, date, publisher, author and address by JSON-LD, OpenGraph, meta and `<time>`, in this order.
fn described(page: &Html, linked: Option<&Value>) -> Report {
    let of_linked = |key: &str| linked.and_then(|v| plain(v.get(key)?));
    let meta = |names: &[&str]| {
        names.iter().find_map(|n| {
            let found = format!("meta[property=\"{n}\"], meta[name=\"{n}\"], meta[itemprop=\"{n}\"]");
            Some(squeeze(first(page, &found)?.value().attr("content")?)).filter(|c| !c.is_empty())
        })
    };
    let attribute = |selector: &str, name: &str| {
        first(page, selector).and_then(|e| e.value().attr(name)).map(squeeze).filter(|v| !v.is_empty())
    };
    let text_of = |s: &str| first(page, s).map(|e| squeeze(&e.text().collect::<String>())).filter(|t| !t.is_empty());
    let time = || {
        let within = ["article time[datetime]", "main time[datetime]", "time[datetime]"];
        within.iter().find_map(|s| attribute(s, "datetime"))
    };
    const PUBLISHED: [&str; 7] =
        ["article:published_time", "datePublished", "date", "dc.date", "DC.date.issued", "pubdate", "parsely-pub-date"];
    let no_address = |s: &String| !s.starts_with("http");
    Report {
        title: of_linked("headline")
            .or_else(|| meta(&["og:title"]))
            .or_else(|| text_of("h1"))
            .or_else(|| text_of("title")),
        publisher: of_linked("publisher").or_else(|| meta(&["og:site_name", "publisher", "application-name"])),
        author: of_linked("author").or_else(|| meta(&["author", "article:author"])).filter(no_address),
        url: attribute("link[rel=canonical]", "href").or_else(|| meta(&["og:url"])).or_else(|| of_linked("url")),
        published: of_linked("datePublished").or_else(|| meta(&PUBLISHED)).or_else(time),
        ..Report::default()
    }
}

/// The object of JSON-LD that describes an article.
fn linked_data(page: &Html) -> Option<Value> {
    let scripts = Selector::parse("script[type=\"application/ld+json\"]").ok()?;
    page.select(&scripts).find_map(|s| {
        // Line breaks inside strings are no JSON, but pages have them.
        let json: String = s.text().flat_map(str::chars).map(|c| if c.is_control() { ' ' } else { c }).collect();
        article_object(serde_json::from_str(&json).ok()?)
    })
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

fn squeeze(s: &str) -> String {
    s.split_whitespace().collect::<Vec<_>>().join(" ")
}
