//! Attributions as entries of the record.

use std::ops::Range;

use rapporteur_language::Analysis;
use rapporteur_record::{How, Statement, StatementId, Text, Voucher};

use super::quotes::{self, Quote};
use super::sources::addressee_words;
use super::{Attribution, within};

/// Attributions as entries. `speakers` tells which parties a word stands for, `said_on` the time of a cue.
pub fn statements(text: &Text, found: &[Attribution], quotes_of: &Analysis) -> Vec<Statement> {
    let quotes = quotes::quotes(text, quotes_of);
    let evidence = |r: &Range<usize>| text.evidence(r.clone());
    let mut out = vec![];
    for (i, x) in found.iter().enumerate() {
        let whole = x.cue.clone().or_else(|| x.source.clone());
        let inside = |o: &Attribution| whole.as_ref().is_some_and(|w| o.content.iter().any(|c| within(w, c)));
        let mut vouched_by: Vec<Voucher> = (0..found.len())
            .filter(|j| *j != i && inside(&found[*j]))
            .map(|j| Voucher::Statement(StatementId(j as u32 + 1)))
            .collect();
        if vouched_by.is_empty() {
            vouched_by.push(Voucher::Report);
        }
        out.push(Statement {
            id: StatementId(i as u32 + 1),
            speakers: vec![],
            source: x.source.as_ref().map(evidence),
            cue: x.cue.as_ref().map(evidence),
            content: x.content.iter().map(evidence).collect(),
            how: how(text, &x.content, &quotes),
            addressee: x.addressee.map(|w| text.evidence(quotes_of.bytes(addressee_words(quotes_of, w)))),
            addressee_party: None,
            said_on: None,
            vouched_by,
            made_by: x.made_by.clone(),
        });
    }
    out
}

/// Direct where every letter stands in quotation marks, mixed where some do.
fn how(text: &str, content: &[Range<usize>], quotes: &[Quote]) -> How {
    let (mut inside, mut outside) = (false, false);
    for r in content {
        for (i, c) in text[r.clone()].char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            let at = r.start + i;
            let quoted = quotes.iter().any(|q| q.range.contains(&at));
            inside |= quoted && c.is_alphanumeric();
            outside |= !quoted;
        }
    }
    match (inside, outside) {
        (true, false) => How::Direct,
        (true, true) => How::Mixed,
        _ => How::Indirect,
    }
}
