//! Whose idea was it? Reports that give one proposal, demand or concession to different sides: told by phrases of
//! `lexicon/archive.toml`, by the names in them, and by the entries that they stand in.

use std::collections::{BTreeSet, HashMap};

use crate::{
    Error,
    acts::Act,
    agreement::{Contradiction, Report},
    ask::Desk,
    lexicon::{lexicon, stem},
    naming::Words,
    sentences,
    stems::Stems,
};

/// Words that two sentences, each with the one before it, must have in common to be of one proposal.
const IN_COMMON: usize = 2;
/// Days within which reports tell of the same proposals.
const SAME_TALKS: i32 = 31;

/// Who is said to have had an idea.
struct Origin {
    sides: BTreeSet<i64>,
    /// The names in the phrase.
    names: BTreeSet<String>,
    /// What the sentence and the one before it speak of, but for names of sides.
    words: Stems,
    span: (usize, usize),
    shown: String,
}

/// Contradictions about whose idea something was.
pub(crate) fn contradictions(
    desk: &mut Desk<'_>,
    reports: &[Report],
    acts: &HashMap<i64, Vec<Act>>,
    found: &mut Vec<Contradiction>,
) -> Result<(), Error> {
    let mut all = vec![];
    for report in reports {
        all.push((report, origins(desk, report.id, &acts[&report.id])?));
    }
    for (i, (a, x)) in all.iter().enumerate() {
        for (b, y) in all[i + 1..].iter().filter(|(b, _)| a.apart(b) <= SAME_TALKS) {
            let pairs = x.iter().flat_map(|o| y.iter().map(move |p| (o, p)));
            let others = |o: &Origin, p: &Origin| o.sides.is_disjoint(&p.sides) && o.names.is_disjoint(&p.names);
            for (o, p) in pairs.filter(|(o, p)| others(o, p)) {
                if o.words.shared(&p.words).count() >= IN_COMMON {
                    let words = vec![sentences::quote(desk, a.id, o.span)?, sentences::quote(desk, b.id, p.span)?];
                    let (one, other) = (o.shown.clone(), p.shown.clone());
                    found.push(Contradiction { about: "origin", entries: vec![], one, other, words });
                }
            }
        }
    }
    Ok(())
}

/// The parties of a report by the last word of their names: whose side each is on.
fn parties(desk: &Desk<'_>, report: i64) -> Result<HashMap<String, i64>, Error> {
    let mut all = desk.db.prepare_cached(
        "SELECT p.name, ifnull(p.side, p.id) FROM appearance a JOIN party p ON p.id = a.party WHERE a.report = ?",
    )?;
    let rows = all.query_map([report], |r| Ok((r.get::<_, String>(0)?, r.get(1)?)))?;
    let mut out = HashMap::new();
    for row in rows {
        let (name, side) = row?;
        out.extend(Words::of(&name).lower.last().map(|last| (last.clone(), side)));
    }
    Ok(out)
}

fn origins(desk: &mut Desk<'_>, report: i64, acts: &[Act]) -> Result<Vec<Origin>, Error> {
    let text = desk.text(report)?;
    let mut out = vec![];
    let mut before = String::new();
    let mut parties_: Option<HashMap<String, i64>> = None;
    for span in sentences::spans(&text) {
        let sentence: String = text[span.0..span.1].iter().collect();
        let words = Words::of(&sentence);
        let slot = lexicon().origins.iter().find_map(|o| o.find(&words));
        if let Some((from, to)) = slot {
            if parties_.is_none() {
                parties_ = Some(parties(desk, report)?);
            }
            let names = words.names(from, to);
            let known = parties_.as_ref().map(|p| names.iter().filter_map(|n| p.get(n)).copied().collect());
            let mut sides: BTreeSet<i64> = known.unwrap_or_default();
            if sides.is_empty() && names.is_empty() {
                sides = askers(desk, acts, span)?;
            }
            if !sides.is_empty() {
                let context = format!("{before} {sentence}");
                let things = things(&context, &words, (from, to));
                out.push(Origin { sides, names, words: things, span, shown: words.shown(words.clause_start(from)) });
            }
        }
        before = sentence;
    }
    Ok(out)
}

/// The sides that a sentence's entries say have asked for or offered something; of these none but those that have a name:
/// "the rebels" may be whom another report names.
fn askers(desk: &mut Desk<'_>, acts: &[Act], span: (usize, usize)) -> Result<BTreeSet<i64>, Error> {
    let asks = |a: &&Act| match a.claim.kind {
        "e" => a.claim.class == "REQUEST",
        "o" => matches!(a.claim.detail.as_str(), "demands" | "offers" | "conditions"),
        _ => false,
    };
    let mut out = BTreeSet::new();
    for side in acts.iter().filter(|a| a.stands_in(span)).filter(asks).flat_map(|a| &a.sides) {
        if desk.name(*side)?.trim_start_matches("The ").starts_with(char::is_uppercase) {
            out.insert(*side);
        }
    }
    Ok(out)
}

/// What words speak of, without those who act and without what any proposal can be called.
fn things(context: &str, words: &Words, (from, to): (usize, usize)) -> Stems {
    let lexicon = lexicon();
    let who: BTreeSet<u16> = words.lower[from..to].iter().map(|w| stem(w)).collect();
    sentences::concepts(context).iter().filter(|w| !lexicon.sides.contains(w) && !who.contains(w)).collect()
}
