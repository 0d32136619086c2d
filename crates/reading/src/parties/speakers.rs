//! Who are the speakers of the statements, and who is "I" in them?

use rapporteur_language::Analysis;
use rapporteur_record::{How, PartyId, Report, Statement};

use super::Parties;
use crate::predicates;
use crate::statements::Attribution;
use crate::statements::cues::cues;

/// Whose a text that speaks is: "a US summary", "the ministry's statement", "a letter from the rebels".
fn makers(parties: &Parties, report: &Report, analysis: &Analysis, noun: usize) -> Vec<PartyId> {
    if !cues().is_document(&analysis.words[noun].lemma) {
        return vec![];
    }
    let maker = |w: &usize| match analysis.words[*w].deprel {
        "nmod:poss" | "compound" | "amod" => true,
        "nmod" => matches!(predicates::preposition(analysis, &report.text, *w).as_str(), "by" | "from"),
        _ => false,
    };
    let owners = analysis.children(noun).iter().copied().filter(maker);
    owners.map(|w| parties.all_at(analysis, w)).find(|p| !p.is_empty()).unwrap_or_default()
}

/// Gives statements their speakers and addressees, and learns from direct speech who "I" and "we" are.
///
/// `found` are the attributions that the statements were written from, in the same order.
pub fn give_speakers(
    parties: &mut Parties,
    report: &Report,
    analysis: &Analysis,
    found: &[Attribution],
    statements: &mut [Statement],
) {
    for (statement, attribution) in statements.iter_mut().zip(found) {
        if let Some(head) = attribution.source_head {
            statement.speakers = parties.all_at(analysis, head);
            if statement.speakers.is_empty() {
                statement.speakers = makers(parties, report, analysis, head);
            }
        }
        if let Some(head) = attribution.addressee {
            let named = parties.named_at(head);
            if let Some((words, _)) = &named {
                statement.addressee = Some(report.text.evidence(analysis.bytes(words.clone())));
            }
            statement.addressee_party = match (named, parties.mention_at(head)) {
                (Some((_, party)), _) => Some(party),
                (None, [one]) => Some(*one),
                _ => None,
            };
        }
        if statement.how == How::Indirect || statement.speakers.is_empty() {
            continue;
        }
        for content in &attribution.content {
            let first = analysis.words.partition_point(|w| w.range.end <= content.start);
            let last = analysis.words.partition_point(|w| w.range.start < content.end);
            parties.hear(report, analysis, first..last, &statement.speakers);
        }
    }
}
