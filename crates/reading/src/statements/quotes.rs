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
        let (mut open, mut open_single): (Option<usize>, bool) = (None, false);
        for m in &marks {
            // Single marks inside a quotation are another's words in it.
            if m.single && open.is_some() && !open_single {
                continue;
            }
            match (open, m.opens(text)) {
                (None, Some(false)) => {}
                (None, _) => (open, open_single) = (Some(m.range.start), m.single),
                // A second opening mark inside an open quotation: the first was never closed.
                (Some(_), Some(true)) => (open, open_single) = (Some(m.range.start), m.single),
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
    let Some(range) = paragraphs(a).get(paragraph).cloned() else { return false };
    marks(text, range.clone()).first().is_some_and(|m| m.range.start == range.start && m.opens(text) != Some(false))
}

struct Mark {
    range: Range<usize>,
    single: bool,
}

impl Mark {
    /// True for a mark that can only open, false for one that can only close, none where neither its shape nor its place
    /// tells. The place goes before the shape: typists use the wrong one.
    fn opens(&self, text: &str) -> Option<bool> {
        let before = text[..self.range.start].chars().next_back();
        let after = text[self.range.end..].chars().next();
        let outside = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '/'));
        let closes = after.is_none_or(|c| {
            c.is_whitespace() || matches!(c, ')' | ']' | ',' | '.' | ';' | ':' | '?' | '!' | '—' | '–' | '-' | '/')
        });
        match (outside, closes, &text[self.range.clone()]) {
            (true, false, _) => Some(true),
            (false, true, _) => Some(false),
            (_, _, "“" | "„" | "«" | "``" | "‟" | "「" | "『" | "‹" | "‘") => Some(true),
            (_, _, "”" | "»" | "」" | "』" | "›" | "’") => Some(false),
            _ => None,
        }
    }
}

/// The marks of a stretch, in order. Single marks count only where no double mark is open round them and where they
/// cannot be apostrophes.
fn marks(text: &str, range: Range<usize>) -> Vec<Mark> {
    let mut out = vec![];
    let mut skip = range.start;
    for (i, c) in text[range.clone()].char_indices() {
        let at = range.start + i;
        if at < skip {
            continue;
        }
        let end = match c {
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '‹' | '›' | '＂' => {
                at + c.len_utf8()
            }
            '\'' if text[at..].starts_with("''") => at + 2,
            '`' if text[at..].starts_with("``") => at + 2,
            '‘' | '\'' => {
                let Some(close) = single(text, at, c, range.end) else { continue };
                out.push(Mark { range: at..at + c.len_utf8(), single: true });
                let inside = at + c.len_utf8()..close.start;
                skip = close.end;
                if text[inside].contains(['"', '“', '”']) {
                    out.pop();
                    skip = at + c.len_utf8();
                    continue;
                }
                out.push(Mark { range: close, single: true });
                continue;
            }
            _ => continue,
        };
        out.push(Mark { range: at..end, single: false });
        skip = end;
    }
    out
}

/// The mark that closes a single one at `at`, where that one opens a quotation: it stands before a letter and after no
/// letter, and its partner after a stop or a letter and before no letter. A straight mark may be the apostrophe of a
/// plural ("the rebels' map"), so its partner must follow a stop, or be the only candidate.
fn single(text: &str, at: usize, mark: char, end: usize) -> Option<Range<usize>> {
    let before = text[..at].chars().next_back();
    let start = at + mark.len_utf8();
    let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'))
        && text[start..end].starts_with(|c: char| c.is_alphabetic());
    let partner = if mark == '‘' { '’' } else { '\'' };
    let candidates = || {
        text[start..end].match_indices(partner).filter_map(move |(i, m)| {
            let there = start + i..start + i + m.len();
            let outside = text[there.end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
            outside.then_some(there)
        })
    };
    let stopped = |r: &Range<usize>| text[..r.start].ends_with([',', '.', '?', '!', ';']);
    let plural = |r: &Range<usize>| text[..r.start].ends_with('s') && text[r.end..].starts_with(' ');
    let first = candidates().find(|r| stopped(r) || !plural(r)).or_else(|| candidates().next_back());
    first.filter(|r| opens && (mark == '‘' || stopped(r) || !plural(r)))
}
