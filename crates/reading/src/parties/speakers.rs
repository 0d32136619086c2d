//! Who are the speakers of the statements, and who is "I" in them?

use rapporteur_language::Analysis;
use rapporteur_record::{How, Report, Statement};

use super::Parties;
use crate::statements::Attribution;

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
        }
        if let Some(head) = attribution.addressee
            && let [one] = parties.mention_at(head)
        {
            statement.addressee_party = Some(*one);
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
