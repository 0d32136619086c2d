//! Which stretches of the text stand in quotation marks?

use std::ops::Range;

use rapporteur_language::Analysis;

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Bytes, marks included.
    pub range: Range<usize>,
}

/// The quotations of a text, in order. A mark without its partner quotes nothing, unless the next paragraph opens again.
pub fn quotes(text: &str, a: &Analysis) -> Vec<Quote> {
    let mut out = vec![];
    for (i, range) in paragraphs(a).into_iter().enumerate() {
        let marks = marks(text, range.clone());
        let mut open: Option<usize> = None;
        for m in &marks {
            match (open, m.opens(text)) {
                (None, Some(false)) => {}
                (None, _) => open = Some(m.range.start),
                // A second opening mark inside an open quotation: the first was never closed.
                (Some(_), Some(true)) => open = Some(m.range.start),
                (Some(start), _) => {
                    out.push(Quote { range: start..m.range.end });
                    open = None;
                }
            }
        }
        if let Some(start) = open
            && reopens(text, a, i + 1)
        {
            out.push(Quote { range: start..range.end });
        }
    }
    out
}

fn paragraphs(a: &Analysis) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = vec![];
    let mut last = None;
    for s in &a.sentences {
        match out.last_mut() {
            Some(p) if last == Some(s.paragraph) => p.end = s.range.end,
            _ => out.push(s.range.clone()),
        }
        last = Some(s.paragraph);
    }
    out
}

/// Whether the next paragraph opens with a quotation mark, as a quotation that goes on does.
fn reopens(text: &str, a: &Analysis, paragraph: usize) -> bool {
    paragraphs(a)
        .get(paragraph)
        .is_some_and(|r| text[r.clone()].starts_with(['"', '“', '„', '«']) || text[r.clone()].starts_with("''"))
}

struct Mark {
    range: Range<usize>,
}

impl Mark {
    /// True for a mark that can only open, false for one that can only close, none where its place does not tell.
    fn opens(&self, text: &str) -> Option<bool> {
        match &text[self.range.clone()] {
            "“" | "„" | "«" | "``" => return Some(true),
            "”" | "»" => return Some(false),
            _ => {}
        }
        let before = text[..self.range.start].chars().next_back();
        let after = text[self.range.end..].chars().next();
        let outside = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-'));
        let closes = |c: Option<char>| {
            c.is_none_or(|c| {
                c.is_whitespace() || matches!(c, ')' | ']' | ',' | '.' | ';' | ':' | '?' | '!' | '—' | '–' | '-')
            })
        };
        match (outside(before), closes(after)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }
}

fn marks(text: &str, range: Range<usize>) -> Vec<Mark> {
    let mut out = vec![];
    let mut skip = 0;
    for (i, c) in text[range.clone()].char_indices() {
        let at = range.start + i;
        if at < skip {
            continue;
        }
        let n = match c {
            '"' | '“' | '”' | '„' | '«' | '»' => c.len_utf8(),
            '\'' if text[at..].starts_with("''") => 2,
            '`' if text[at..].starts_with("``") => 2,
            _ => continue,
        };
        out.push(Mark { range: at..at + n });
        skip = at + n;
    }
    out
}
