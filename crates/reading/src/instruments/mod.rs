//! Which plan, proposal, agreement, truce or resolution is on the table, and what has become of it?
//!
//! Noun phrases that name an instrument (`mention`) are joined over the report: "a 28-point peace plan", "the original
//! proposal", "its latest version". Acts with a step ("was leaked", "signed") among whose arguments it stands are its
//! history.

pub(crate) mod lexicon;
mod mention;

use rapporteur_record::{HistoryStep, Instrument, InstrumentId, InstrumentKind, PartyId, Status, Step};

use crate::frames::Act;
use crate::predicates;
use crate::scene::Scene;
use mention::Mention;

/// The instruments of a report.
pub fn read(scene: &Scene, acts: &[Act]) -> Vec<Instrument> {
    let mut groups: Vec<Vec<Mention>> = vec![];
    let told = |m: &Mention| !m.unsure || is_made(scene, acts, m);
    for m in mention::read(scene).into_iter().filter(told) {
        match joins(&groups, &m) {
            Some(i) => groups[i].push(m),
            // "the text": which one, nobody has said.
            None if m.bare && m.definite && !m.known && !names_itself(&m) && !has_step(scene, acts, &m) => {}
            // "a negotiated settlement", of which nothing has become.
            None if m.open && !is_made(scene, acts, &m) => {}
            None => groups.push(vec![m]),
        }
    }
    groups.iter().enumerate().map(|(i, g)| entry(scene, acts, g, i)).collect()
}

/// The instrument among those known that a mention is of.
fn joins(groups: &[Vec<Mention>], m: &Mention) -> Option<usize> {
    let last = |is: &dyn Fn(&[Mention]) -> bool| groups.iter().rposition(|g| is(g));
    let known = |g: &[Mention]| g.iter().any(|o| same(o, m)) && g.iter().all(|o| fits(o, m)) && alike(g, m);
    let back = |g: &[Mention]| m.definite && m.bare && g.iter().any(|o| o.family == m.family);
    let ahead = |g: &[Mention]| awaits(g, m);
    // "signed a plan ... welcomed the agreement", "under the 159-page text"
    let called = |g: &[Mention]| {
        m.definite && (m.bare && m.known || m.version) && g.iter().all(|o| o.negotiated && m.negotiated)
    };
    last(&known).or_else(|| last(&back)).or_else(|| last(&ahead)).or_else(|| last(&called))
}

/// Whether an act tells what became of it: "the document that they signed".
fn has_step(scene: &Scene, acts: &[Act], m: &Mention) -> bool {
    acts.iter().any(|x| concerns(scene, x, m))
}

/// Whether an act tells that it was made: not that it was leaked, nor that one wants it.
fn is_made(scene: &Scene, acts: &[Act], m: &Mention) -> bool {
    let real = |x: &Act| matches!(x.status, Status::Happened | Status::Ongoing | Status::Planned);
    let made = |x: &Act| x.step.is_some_and(|s| !matches!(s, Step::Leaked | Step::Undisclosed | Step::Violated));
    acts.iter().any(|x| made(x) && real(x) && concerns(scene, x, m))
}

/// Nothing that a report says of one and not of the other: "a definitive ceasefire", "a unilateral ceasefire"; what it
/// introduces with words of its own is new.
fn alike(group: &[Mention], m: &Mention) -> bool {
    let shared = |o: &Mention| o.modifiers.iter().any(|x| m.modifiers.contains(x));
    let plain = !mention::tells(&m.modifiers) || !group.iter().any(|o| mention::tells(&o.modifiers));
    group.iter().any(shared) || (plain && !m.introduced)
}

/// Spoken of as known before it is told what it is: "discussions on the proposal ... a proposal to begin talks".
fn awaits(group: &[Mention], m: &Mention) -> bool {
    group.iter().all(|o| o.bare && o.definite && o.known && o.kind == m.kind) && !m.bare && m.modifiers.is_empty()
}

/// Truces and sanctions are known by their noun alone.
fn names_itself(m: &Mention) -> bool {
    matches!(m.kind, InstrumentKind::Ceasefire | InstrumentKind::Sanctions)
}

/// Whether two mentions are of one instrument: called alike, or one of them by its noun only.
fn same(one: &Mention, other: &Mention) -> bool {
    let shared = one.modifiers.iter().any(|m| other.modifiers.contains(m));
    let by_noun = (one.bare && other.bare) || (names_itself(one) && (one.bare || other.bare));
    one.family == other.family && (shared || (by_noun && one.kind == other.kind))
}

/// Nothing that both tell differs: points, numbers.
fn fits(one: &Mention, other: &Mention) -> bool {
    let numbers = |m: &Mention| -> Vec<String> {
        m.modifiers.iter().filter(|x| x.bytes().any(|b| b.is_ascii_digit())).cloned().collect()
    };
    let (a, b) = (numbers(one), numbers(other));
    let points = one.points.zip(other.points).is_none_or(|(p, q)| p == q);
    points && (a.is_empty() || b.is_empty() || a == b)
}

fn entry(scene: &Scene, acts: &[Act], mentions: &[Mention], before: usize) -> Instrument {
    let history = history(scene, acts, mentions);
    // Stated where it is said what it is.
    let at = mentions.iter().position(|m| !m.bare).unwrap_or(0);
    let named = &mentions[at];
    let others = mentions.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, m)| m);
    let authors = authors(scene, acts, mentions);
    let binding = matches!(
        named.kind,
        InstrumentKind::Agreement | InstrumentKind::Treaty | InstrumentKind::Ceasefire | InstrumentKind::Statement
    );
    Instrument {
        id: InstrumentId(before as u32 + 1),
        name: scene.text[scene.a.bytes(named.name.clone())].split_whitespace().collect::<Vec<_>>().join(" "),
        kind: named.kind,
        evidence: scene.evidence(clause(scene, named)),
        mentions: others.map(|m| scene.evidence(clause(scene, m))).collect(),
        parties: if binding { authors.clone() } else { vec![] },
        authors,
        points: mentions.iter().find_map(|m| m.points),
        history,
        vouched_by: scene.vouchers(named.head),
        made_by: format!("instruments: {}", scene.lemma(named.head).to_lowercase()),
    }
}

/// Own authors of its mentions, and those who drafted, proposed, signed or adopted it.
fn authors(scene: &Scene, acts: &[Act], mentions: &[Mention]) -> Vec<PartyId> {
    let signed = |a: &&Act| matches!(a.step, Some(Step::Drafted | Step::Proposed | Step::Signed | Step::Adopted));
    // "an accord that voters must approve" is not theirs yet.
    let made = |a: &&Act| matches!(a.status, Status::Happened | Status::Ongoing | Status::Planned);
    let makers = acts.iter().filter(signed).filter(made).filter(|a| mentions.iter().any(|m| concerns(scene, a, m)));
    let made = makers.flat_map(|a| a.actors.iter().copied());
    let mut out: Vec<PartyId> = vec![];
    for p in mentions.iter().flat_map(|m| m.authors.iter().copied()).chain(made).map(|p| scene.principal(p)) {
        if !out.iter().any(|q| scene.same_side(*q, p)) {
            out.push(p);
        }
    }
    out
}

fn history(scene: &Scene, acts: &[Act], mentions: &[Mention]) -> Vec<HistoryStep> {
    let mut out: Vec<HistoryStep> = vec![];
    let mut add = |step: HistoryStep| {
        if !out.iter().any(|o| o.step == step.step && (o.when == step.when || step.when.is_none())) {
            out.push(step);
        }
    };
    for m in mentions {
        for act in acts.iter().filter(|a| concerns(scene, a, m)) {
            let Some(step) = act.step else { continue };
            if matches!(act.status, Status::Happened | Status::Ongoing) {
                add(HistoryStep {
                    step,
                    when: scene.when(&[act.predicate.word, act.anchor]),
                    evidence: scene.evidence(scene.clause(act.anchor, &act.actor_words)),
                    vouched_by: scene.vouchers(act.anchor),
                });
            }
            // "has not been published"
            if step == Step::Leaked && act.status == Status::Denied {
                add(HistoryStep {
                    step: Step::Undisclosed,
                    when: None,
                    evidence: scene.evidence(scene.clause(act.anchor, &[])),
                    vouched_by: scene.vouchers(act.anchor),
                });
            }
        }
        // Of sanctions that were lifted one does not say that they are in force.
        let over = acts.iter().filter(|a| a.status == Status::Happened && concerns(scene, a, m));
        let over = over.into_iter().any(|a| matches!(a.step, Some(Step::Ended | Step::Suspended)));
        if m.in_force && !over {
            add(HistoryStep {
                step: Step::InForce,
                when: None,
                evidence: scene.evidence(clause(scene, m)),
                vouched_by: scene.vouchers(m.head),
            });
        }
    }
    out
}

/// Whether the instrument is what an act is about: among the content that its frame names, or what it is compounded with.
fn concerns(scene: &Scene, act: &Act, m: &Mention) -> bool {
    act.step.is_some()
        && (act.content.iter().any(|w| *w == m.head || *w == m.stands || conjoined(scene, *w, m))
            || act.predicate.word == m.stands && m.stands != m.head)
}

fn conjoined(scene: &Scene, word: usize, m: &Mention) -> bool {
    predicates::conjuncts(scene.a, word).contains(&m.head)
}

/// The clause that a mention stands in, or where that is long the phrase with its verb.
fn clause(scene: &Scene, m: &Mention) -> std::ops::Range<usize> {
    let a = scene.a;
    let verb = a.ancestors(m.head).skip(1).find(|w| a.words[*w].upos == rapporteur_language::Upos::Verb);
    match verb.map(|v| scene.clause(v, &[])) {
        Some(c) if c.contains(&m.head) && c.len() <= 40 => c,
        _ => scene.clause(m.head, &[]),
    }
}
