//! Who are the speakers of the statements, and who is "I" in them?

use rapporteur_language::{Analysis, Upos};
use rapporteur_record::{How, PartyId, PartyKind, Report, Statement};
use rapporteur_world::World;

use super::Parties;
use crate::predicates;
use crate::statements::Attribution;
use crate::statements::cues::cues;
use crate::statements::quotes;

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

/// "residents", "a military source", "hospital staff": people of whom the report tells no more than what they say.
fn unnamed(
    parties: &mut Parties,
    report: &Report,
    analysis: &Analysis,
    (head, made_by): (usize, &str),
    world: &World,
) -> Vec<PartyId> {
    let word = &analysis.words[head];
    let lemma = word.lemma.to_lowercase();
    let agent = world.agent(&lemma);
    let plural = word.feature("Number") == Some("Plur");
    let side = super::lexicon::Lexicon::get().is_side(&lemma);
    let both = |c: usize| analysis.form(&report.text, c).eq_ignore_ascii_case("both");
    let sides = side || analysis.children_by(head, "det").any(both);
    if word.upos != Upos::Noun
        || sides
        || cues().is_document(&lemma)
        || agent.is_none() && !(plural && cues().speaks(made_by))
    {
        return vec![];
    }
    // The words that name them, without article, number and what is told of them behind.
    let first = analysis.subtree(head).start.min(head);
    let loose = |w: &usize| matches!(analysis.words[*w].upos, Upos::Det | Upos::Num | Upos::Punct | Upos::Adp);
    let start = (first..head).find(|w| !loose(w)).unwrap_or(head);
    let words = analysis.bytes(start..head + 1);
    let owner =
        analysis.children(head).iter().filter(|c| **c < head).find_map(|c| parties.mention_at(*c).first().copied());
    let country = owner.and_then(|o| parties.get(o)).and_then(|p| p.country);
    let kind = agent.map_or(PartyKind::People, |a| a.kind);
    let sector = agent.map_or_else(|| vec!["CVL".into()], |a| a.sector.clone());
    vec![parties.hear_of(report.text.evidence(words), head, kind, country, sector)]
}

/// The noun that "who" stands for: "a diplomat, who predicted".
fn antecedent(analysis: &Analysis, who: usize) -> Option<usize> {
    let verb = analysis.words[who].head.filter(|_| matches!(analysis.words[who].xpos, "WP" | "WDT"))?;
    analysis.words[verb].head.filter(|_| analysis.is(verb, "acl:relcl"))
}

/// Whether a statement has the words of whoever speaks: in marks, or in paragraphs of their own behind "said:".
fn in_own_words(analysis: &Analysis, statement: &Statement, attribution: &Attribution) -> bool {
    let paragraph =
        |byte: usize| analysis.word_at(byte).map(|w| analysis.sentences[analysis.words[w].sentence].paragraph);
    let cue = attribution.cue.as_ref().and_then(|c| paragraph(c.start));
    let apart = || attribution.content.first().and_then(|c| paragraph(c.start)) > cue;
    statement.how != How::Indirect || (cue.is_some() && apart())
}

/// Words of the first person plural at the least that make a text one of its author's own.
const OWN_WORDS: usize = 2;

/// "The United States condemns the attack. We call on": in a text of the first person "we" are those who speak in it in the
/// present.
fn hear_author(
    parties: &mut Parties,
    report: &Report,
    analysis: &Analysis,
    found: &[Attribution],
    statements: &mut [Statement],
) {
    let own_words = |(s, x): &(&mut Statement, &Attribution)| in_own_words(analysis, s, x);
    let direct = statements.iter_mut().zip(found).filter(own_words).flat_map(|(_, x)| &x.content);
    // Whoever says what stands in marks without a name is not the author.
    let quoted = quotes::quotes(&report.text, analysis).into_iter().map(|q| q.range);
    let spoken: Vec<_> = direct.cloned().chain(quoted).collect();
    let ours = |w: &usize| {
        let word = &analysis.words[*w];
        let own = matches!(&*analysis.form(&report.text, *w).to_lowercase(), "we" | "our" | "us" | "ours");
        own && word.upos == Upos::Pron && !spoken.iter().any(|s| s.contains(&word.range.start))
    };
    let words: Vec<usize> = (0..analysis.words.len()).filter(ours).collect();
    let declares = |(s, x): &(&mut Statement, &Attribution)| {
        let present = x.cue_word.is_some_and(|w| matches!(analysis.words[w].xpos, "VBZ" | "VBP"));
        let media = |p: &PartyId| parties.get(*p).is_some_and(|p| p.kind == PartyKind::Media);
        present && s.how == How::Indirect && !s.speakers.is_empty() && !s.speakers.iter().any(media)
    };
    let author = statements.iter_mut().zip(found).find(declares).map(|(s, _)| s.speakers.clone());
    let Some(author) = author.filter(|_| words.len() >= OWN_WORDS) else { return };
    for w in &words {
        parties.hear(report, analysis, *w..*w + 1, &author);
    }
    let silent = statements.iter_mut().zip(found).filter(|(s, _)| s.speakers.is_empty());
    for (statement, _) in silent.filter(|(_, x)| x.source_head.is_some_and(|w| words.contains(&w))) {
        statement.speakers.clone_from(&author);
    }
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
    world: &World,
) {
    for (statement, attribution) in statements.iter_mut().zip(found) {
        if let Some(head) = attribution.source_head {
            statement.speakers = parties.all_at(analysis, head);
            if statement.speakers.is_empty() {
                statement.speakers = makers(parties, report, analysis, head);
            }
            if statement.speakers.is_empty() {
                let noun = antecedent(analysis, head).unwrap_or(head);
                statement.speakers = parties.all_at(analysis, noun);
                if statement.speakers.is_empty() {
                    statement.speakers = unnamed(parties, report, analysis, (noun, &attribution.made_by), world);
                }
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
        if statement.speakers.is_empty() || !in_own_words(analysis, statement, attribution) {
            continue;
        }
        for content in &attribution.content {
            let first = analysis.words.partition_point(|w| w.range.end <= content.start);
            let last = analysis.words.partition_point(|w| w.range.start < content.end);
            parties.hear(report, analysis, first..last, &statement.speakers);
        }
    }
    hear_author(parties, report, analysis, found, statements);
}
