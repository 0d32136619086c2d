//! Where do paragraphs begin? At empty lines; at line breaks too, unless the text is wrapped by hand.

use std::ops::Range;

/// The paragraphs of a text that hold more than white space.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let wrapped = is_wrapped(text);
    let mut out: Vec<Range<usize>> = vec![];
    let (mut at, mut gap) = (0, true);
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        if line.trim().is_empty() {
            gap = true;
            continue;
        }
        match out.last_mut() {
            Some(last) if wrapped && !gap => last.end = range.end,
            _ => out.push(range),
        }
        gap = false;
    }
    out
}

/// Wrapped by hand: most lines that another line follows are nearly as long as the longest and end within a sentence.
fn is_wrapped(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let longest = lines.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    if !(40..=120).contains(&longest) {
        return false;
    }
    let followed: Vec<&str> =
        lines.windows(2).filter(|w| !w[0].trim().is_empty() && !w[1].trim().is_empty()).map(|w| w[0]).collect();
    let runs_on = |l: &&&str| l.chars().count() * 10 >= longest * 7 && !l.ends_with(['.', '!', '?', '"', '”', ':']);
    followed.len() >= 3 && followed.iter().filter(runs_on).count() * 10 >= followed.len() * 6
}
