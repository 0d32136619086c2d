//! Whose idea was it, and who mediated? Reports that give one proposal, demand, concession or success to different sides:
//! told by phrases of `lexicon/archive.toml`, by the names in them, and by the entries that they stand in.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::{
    Error,
    acts::Act,
    agreement::{Contradiction, Report, SAME_TIME, Side, by_two},
    ask::Desk,
    lexicon::lexicon,
    naming::{Words, last_word},
    phrases::Of,
    sentences::{self, Read, Span},
    stems::{Stems, stem},
};

/// Words that two sentences, each with the one before it, must have in common to be of one proposal.
const IN_COMMON: usize = 2;
/// Days within which reports tell of the same proposals.
const SAME_TALKS: i32 = 31;

/// Who a text says has had an idea, or has mediated, as far as its words alone tell.
pub(crate) struct Named {
    of: Of,
    /// The names in the phrase.
    names: BTreeSet<String>,
    /// The government or the rebels, which the phrase may name instead.
    camp: Option<&'static str>,
    /// What the sentence and the one before it speak of, but for names of sides.
    words: Stems,
    span: Span,
    shown: String,
}

/// The same with the sides that are meant.
struct Origin {
    named: Arc<Named>,
    sides: BTreeSet<i64>,
    /// The camp, where the sides have no name.
    camp: Option<&'static str>,
}

/// Contradictions about whose idea something was.
pub(crate) fn contradictions(
    desk: &mut Desk<'_>,
    reports: &[Report],
    acts: &HashMap<i64, Vec<Act>>,
) -> Result<Vec<Contradiction>, Error> {
    let gather = |desk: &mut Desk<'_>, r: &Report| origins(desk, r.id, &acts[&r.id]);
    by_two(desk, reports, SAME_TALKS, gather, |desk, (a, x), (b, y)| {
        let side = |r: &Report, o: &Origin| Side { report: r.id, span: o.named.span, says: o.named.shown.clone() };
        let mut found = vec![];
        for (o, p) in x.iter().flat_map(|o| y.iter().map(move |p| (o, p))).filter(|(o, p)| o.excludes(p)) {
            // Who mediated changes from stage to stage.
            let same_time = o.named.of != Of::Mediation || a.apart(b) < SAME_TIME;
            if same_time && o.named.words.shared(&p.named.words).count() >= IN_COMMON {
                found.push(Contradiction::of(desk, "origin", vec![], side(a, o), side(b, p))?);
            }
        }
        Ok(found)
    })
}

impl Named {
    /// Bytes that it takes.
    pub fn weight(&self) -> usize {
        let names: usize = self.names.iter().map(|n| size_of::<String>() + n.len()).sum();
        size_of::<Named>() + names + self.words.weight() + self.shown.len()
    }
}

impl Origin {
    /// Whether both tell of the same role, and each gives it to others: by their names, or by the camps where neither has
    /// names.
    fn excludes(&self, other: &Origin) -> bool {
        let known = |o: &Origin| !o.sides.is_empty();
        let others = match (known(self), known(other)) {
            (true, true) => self.sides.is_disjoint(&other.sides) && self.named.names.is_disjoint(&other.named.names),
            (false, false) => self.camp != other.camp,
            _ => false,
        };
        self.named.of == other.named.of && others
    }
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
        out.extend(last_word(&name).map(|last| (last, side)));
    }
    Ok(out)
}

fn origins(desk: &mut Desk<'_>, report: i64, acts: &[Act]) -> Result<Vec<Origin>, Error> {
    let read = desk.compared(report)?;
    let mut out = vec![];
    if read.origins.is_empty() {
        return Ok(out);
    }
    let parties = parties(desk, report)?;
    for named in &read.origins {
        let mut sides: BTreeSet<i64> = named.names.iter().filter_map(|n| parties.get(n)).copied().collect();
        if sides.is_empty() && named.names.is_empty() && named.of == Of::Idea {
            sides = askers(desk, acts, named.span)?;
        }
        let camp = named.camp.filter(|_| named.names.is_empty() && sides.is_empty());
        if !sides.is_empty() || camp.is_some() {
            out.push(Origin { named: named.clone(), sides, camp });
        }
    }
    Ok(out)
}

/// Whom a sentence, with the one before it, names as who had an idea or mediated.
pub(crate) fn named(before: &str, sentence: &Read, words: &Words) -> Option<Named> {
    let (of, (from, to)) = lexicon().origins.iter().find_map(|o| Some((o.of, o.find(words)?)))?;
    Some(Named {
        of,
        names: words.names(from, to),
        camp: words.lower[from..to].iter().find_map(|w| lexicon().camps.get(w)).map(String::as_str),
        words: match of {
            Of::Idea => things(&format!("{before} {}", sentence.text), words, (from, to)),
            Of::Mediation => brokered(sentence, words),
        },
        span: sentence.span,
        shown: words.shown(words.clause_start(from)),
    })
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

/// What was brokered: the words of a sentence but for names, as the same sides have much brokered between them.
fn brokered(sentence: &Read, words: &Words) -> Stems {
    let named: BTreeSet<u16> = words.named().map(stem).collect();
    let told = |w: &u16| !lexicon().sides.contains(w) && !named.contains(w) && !lexicon().brokering.contains(*w);
    sentence.concepts.iter().filter(told).collect()
}

/// What words speak of, without those who act and without what any proposal can be called.
fn things(context: &str, words: &Words, (from, to): (usize, usize)) -> Stems {
    let lexicon = lexicon();
    let who: BTreeSet<u16> = words.lower[from..to].iter().map(|w| stem(w)).collect();
    sentences::concepts(context).iter().filter(|w| !lexicon.sides.contains(w) && !who.contains(w)).collect()
}
