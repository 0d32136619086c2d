//! The paragraphs of a page's article, without menus, captions, banners and what leads elsewhere.

use scraper::{ElementRef, Html, Node, Selector};

use super::squeeze;

/// Elements that never hold the words of a report.
const NOT_TEXT: [&str; 24] = [
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
    "head",
    "title",
    "h1",
    "object",
    "input",
];
/// Elements whose words belong to the line they stand in.
const INLINE: [&str; 29] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "del", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "wbr",
];
/// Parts of class names and ids of what stands round an article, as whole parts ("share-tools", "siteMenu").
const ROUND: [&str; 28] = [
    "ad",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "byline",
    "caption",
    "comment",
    "consent",
    "cookie",
    "credit",
    "dateline",
    "footer",
    "gdpr",
    "menu",
    "nav",
    "navigation",
    "newsletter",
    "paywall",
    "popup",
    "promo",
    "recommended",
    "related",
    "share",
    "sidebar",
    "social",
    "subscribe",
    "toolbar",
];
/// The same for parts that are written together with others.
const ROUND_ANYWHERE: [&str; 10] = [
    "breadcrumb",
    "cookie",
    "consent",
    "newsletter",
    "readmore",
    "read-more",
    "most-read",
    "mostread",
    "sidebar",
    "paywall",
];
/// Short paragraphs that begin so are the page's, not the report's.
const FURNITURE: [&str; 25] = [
    "accept all",
    "advertisement",
    "all rights reserved",
    "also read",
    "by clicking",
    "click here",
    "copyright",
    "©",
    "follow us",
    "image caption",
    "listen to this",
    "more on this",
    "photo:",
    "read also",
    "read more",
    "related:",
    "see also",
    "share this",
    "sign up",
    "skip to",
    "subscribe",
    "this site uses cookies",
    "watch:",
    "we use cookies",
    "your privacy",
];
/// No more words than this are in a paragraph that is only furniture or a link.
const SHORT: usize = 30;
/// Nested deeper than any page that people read.
const DEEPEST: usize = 200;
/// Bytes of paragraphs that are enough for an article.
const ENOUGH: usize = 140;

/// The paragraphs of the element that holds most of the page's text in paragraphs.
pub fn paragraphs(page: &Html) -> Vec<String> {
    let size = |p: &[String]| p.iter().map(String::len).sum::<usize>();
    let all = paragraph_letters(page.root_element());
    for candidate in ["[itemprop=articleBody]", "article", "main", "[role=main]", "body"] {
        let Ok(selector) = Selector::parse(candidate) else { continue };
        let best = page.select(&selector).map(|e| read(e, all)).max_by_key(|p| size(p));
        if let Some(found) = best.filter(|p| size(p) > ENOUGH) {
            return found;
        }
    }
    read(page.root_element(), all)
}

fn read(element: ElementRef<'_>, all: usize) -> Vec<String> {
    let mut walk = Walk { all, words: String::new(), linked: 0, out: vec![] };
    walk.children(element, false, 0);
    walk.flush();
    walk.out
}

struct Walk {
    /// Letters of the whole page's paragraphs.
    all: usize,
    /// The paragraph under way, and how many of its letters are a link's or a time stamp's.
    words: String,
    linked: usize,
    out: Vec<String>,
}

impl Walk {
    fn children(&mut self, element: ElementRef<'_>, in_link: bool, depth: usize) {
        for child in element.children().filter(|_| depth < DEEPEST) {
            match child.value() {
                Node::Text(t) => {
                    self.words.push_str(t);
                    self.linked += if in_link { t.chars().filter(|c| c.is_alphabetic()).count() } else { 0 };
                }
                Node::Element(e) => {
                    let Some(child) = ElementRef::wrap(child).filter(|c| !self.is_round(*c)) else { continue };
                    let linked = in_link || matches!(e.name(), "a" | "time");
                    if e.name() == "br" {
                        self.line_break(child);
                    } else if INLINE.contains(&e.name()) {
                        self.children(child, linked, depth + 1);
                    } else {
                        self.flush();
                        self.children(child, linked, depth + 1);
                        self.flush();
                    }
                }
                _ => {}
            }
        }
    }

    /// One break is a space; two make a paragraph.
    fn line_break(&mut self, element: ElementRef<'_>) {
        let next = element.next_siblings().find(|n| !n.value().as_text().is_some_and(|t| t.trim().is_empty()));
        if next.is_some_and(|n| n.value().as_element().is_some_and(|e| e.name() == "br")) {
            self.flush();
        } else {
            self.words.push(' ');
        }
    }

    fn flush(&mut self) {
        let text = squeeze(&self.words);
        let linked = std::mem::take(&mut self.linked);
        self.words.clear();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let short = text.split(' ').count() <= SHORT;
        let lower = text.to_lowercase();
        let furniture = FURNITURE.iter().any(|l| lower.starts_with(l)) || linked * 10 > letters * 8;
        if letters > 2 && !(short && furniture) {
            self.out.push(text);
        }
    }

    /// Whether an element stands round the article: by what it is, or by its name, unless it holds most of the text.
    fn is_round(&self, e: ElementRef<'_>) -> bool {
        let v = e.value();
        let hidden = v.attr("hidden").is_some()
            || v.attr("aria-hidden") == Some("true")
            || v.attr("style").is_some_and(|s| s.replace(' ', "").contains("display:none"));
        if NOT_TEXT.contains(&v.name()) || hidden {
            return true;
        }
        let names = v.attr("class").into_iter().chain(v.attr("id")).flat_map(str::split_whitespace);
        names.into_iter().any(stands_round)
            && !matches!(v.name(), "body" | "article" | "main")
            && paragraph_letters(e) * 2 < self.all.max(1)
    }
}

/// Whether a class or an id is one of what stands round an article.
fn stands_round(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let mut parts = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && was_lower) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| c.is_alphanumeric()) {
            part.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    let singular = |p: &str| ROUND.contains(&p) || p.strip_suffix('s').is_some_and(|p| ROUND.contains(&p));
    ROUND_ANYWHERE.iter().any(|r| lower.contains(r)) || parts.iter().any(|p| singular(p))
}

fn paragraph_letters(e: ElementRef<'_>) -> usize {
    let Ok(p) = Selector::parse("p") else { return 0 };
    e.select(&p).flat_map(|p| p.text()).map(|t| t.chars().filter(|c| c.is_alphabetic()).count()).sum()
}
