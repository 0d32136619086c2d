//! A report's text cut into pieces, so that the words of every entry can be marked, however they overlap.

use std::collections::BTreeSet;

use super::noted::Noted;

/// A piece of a paragraph that the same entries rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// The words.
    pub words: String,
    /// Ids of the entries that rest on it, a space between.
    pub entries: String,
    /// Whether it is what the address points at.
    pub marked: bool,
    /// Whether it is the first that is.
    pub first: bool,
    /// Ids of entries whose words end here.
    pub ending: Vec<String>,
}

/// A line of the text.
pub type Paragraph = Vec<Piece>;

/// Cuts a text where the words of an entry begin or end.
pub fn paragraphs(text: &str, entries: &[Noted], marked: &[(usize, usize)]) -> Vec<Paragraph> {
    let chars: Vec<char> = text.chars().collect();
    let mut cuts: BTreeSet<usize> = [0, chars.len()].into();
    let spans = entries.iter().flat_map(|n| n.spans.iter()).chain(marked);
    cuts.extend(spans.flat_map(|(start, end)| [*start, *end]).filter(|c| *c <= chars.len()));
    for (i, _) in chars.iter().enumerate().filter(|(_, c)| **c == '\n') {
        cuts.extend([i, i + 1]);
    }
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let (mut out, mut line, mut first) = (vec![], vec![], true);
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        if chars[start] == '\n' {
            if !line.is_empty() {
                out.push(std::mem::take(&mut line));
            }
            continue;
        }
        let over = |spans: &[(usize, usize)]| spans.iter().any(|(s, e)| *s <= start && end <= *e);
        let on: Vec<&Noted> = entries.iter().filter(|n| over(&n.spans)).collect();
        let is_marked = over(marked);
        line.push(Piece {
            words: chars[start..end].iter().collect(),
            entries: on.iter().map(|n| n.id.as_str()).collect::<Vec<_>>().join(" "),
            marked: is_marked,
            first: is_marked && first,
            ending: on.iter().filter(|n| n.spans[0].1 == end).map(|n| n.id.clone()).collect(),
        });
        first &= !is_marked;
    }
    if !line.is_empty() {
        out.push(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(id: &str, spans: &[(usize, usize)]) -> Noted {
        Noted {
            id: id.into(),
            kind: "events",
            entry: None,
            head: String::new(),
            with: vec![],
            status: None,
            when: None,
            place: None,
            facts: vec![],
            vouched: vec![],
            words: String::new(),
            spans: spans.to_vec(),
            wrong: false,
            made_by: String::new(),
        }
    }

    #[test]
    fn overlapping_words_are_cut_once_and_lost_nowhere() {
        let text = "Ünder a pact\nthey left.";
        let entries = [noted("e1", &[(0, 12)]), noted("e2", &[(6, 17)])];
        let found = paragraphs(text, &entries, &[(6, 7)]);
        let shown = |p: &Paragraph| p.iter().map(|x| format!("{}[{}]", x.words, x.entries)).collect::<String>();
        assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), ["Ünder [e1]a[e1 e2] pact[e1 e2]", "they[e2] left.[]"]);
        assert!(found[0][1].marked && found[0][1].first && !found[0][2].marked);
        assert_eq!(found[1][0].ending, ["e2"]);
    }

    #[test]
    fn words_outside_the_text_mark_nothing() {
        assert_eq!(paragraphs("a", &[noted("e1", &[(0, 9)])], &[(5, 3)])[0][0].words, "a");
    }
}
