//! Whose idea was it, and who mediated? Reports that give one proposal, demand, concession or success to different sides:
//! told by phrases of `lexicon/archive.toml`, by the names in them, and by the entries that they stand in.

use std::collections::{BTreeSet, HashMap};

use crate::{
    Error,
    acts::Act,
    agreement::{Contradiction, Report, SAME_TIME, Side, by_two},
    ask::Desk,
    lexicon::lexicon,
    naming::Words,
    phrases::Of,
    sentences::{self, Span},
    stems::{Stems, stem},
};

/// Words that two sentences, each with the one before it, must have in common to be of one proposal.
const IN_COMMON: usize = 2;
/// Days within which reports tell of the same proposals.
const SAME_TALKS: i32 = 31;

/// Who is said to have had an idea, or to have mediated.
struct Origin {
    of: Of,
    sides: BTreeSet<i64>,
    /// The government or the rebels, where they have no name.
    camp: Option<&'static str>,
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
) -> Result<Vec<Contradiction>, Error> {
    let gather = |desk: &mut Desk<'_>, r: &Report| origins(desk, r.id, &acts[&r.id]);
    by_two(desk, reports, SAME_TALKS, gather, |desk, (a, x), (b, y)| {
        let side = |r: &Report, o: &Origin| Side { report: r.id, span: o.span, says: o.shown.clone() };
        let mut found = vec![];
        for (o, p) in x.iter().flat_map(|o| y.iter().map(move |p| (o, p))).filter(|(o, p)| o.excludes(p)) {
            // Who mediated changes from stage to stage.
            let same_time = o.of != Of::Mediation || a.apart(b) < SAME_TIME;
            if same_time && o.words.shared(&p.words).count() >= IN_COMMON {
                found.push(Contradiction::of(desk, "origin", vec![], side(a, o), side(b, p))?);
            }
        }
        Ok(found)
    })
}

impl Origin {
    /// Whether both tell of the same role, and each gives it to others: by their names, or by the camps where neither has
    /// names.
    fn excludes(&self, other: &Origin) -> bool {
        let named = |o: &Origin| !o.sides.is_empty();
        let others = match (named(self), named(other)) {
            (true, true) => self.sides.is_disjoint(&other.sides) && self.names.is_disjoint(&other.names),
            (false, false) => self.camp != other.camp,
            _ => false,
        };
        self.of == other.of && others
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
        out.extend(Words::of(&name).lower.last().map(|last| (last.clone(), side)));
    }
    Ok(out)
}

fn origins(desk: &mut Desk<'_>, report: i64, acts: &[Act]) -> Result<Vec<Origin>, Error> {
    let (text, read) = (desk.text(report)?, desk.compared(report)?);
    let cut = |(start, end): Span| text[start..end].iter().collect::<String>();
    let mut out = vec![];
    let mut parties_: Option<HashMap<String, i64>> = None;
    for span in read.of_origins.iter().copied() {
        let sentence = cut(span);
        let before = read.sentences.around(span).0.map_or(String::new(), cut);
        let words = Words::of(&sentence);
        let slot = lexicon().origins.iter().find_map(|o| Some((o.of, o.find(&words)?)));
        if let Some((of, (from, to))) = slot {
            if parties_.is_none() {
                parties_ = Some(parties(desk, report)?);
            }
            let names = words.names(from, to);
            let known = parties_.as_ref().map(|p| names.iter().filter_map(|n| p.get(n)).copied().collect());
            let mut sides: BTreeSet<i64> = known.unwrap_or_default();
            if sides.is_empty() && names.is_empty() && of == Of::Idea {
                sides = askers(desk, acts, span)?;
            }
            let camp = words.lower[from..to].iter().find_map(|w| lexicon().camps.get(w)).map(String::as_str);
            let camp = camp.filter(|_| names.is_empty() && sides.is_empty());
            if !sides.is_empty() || camp.is_some() {
                let things = match of {
                    Of::Idea => things(&format!("{before} {sentence}"), &words, (from, to)),
                    Of::Mediation => brokered(&sentence, &words),
                };
                let shown = words.shown(words.clause_start(from));
                out.push(Origin { of, sides, camp, names, words: things, span, shown });
            }
        }
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

/// What was brokered: the words of a sentence but for names, as the same sides have much brokered between them.
fn brokered(sentence: &str, words: &Words) -> Stems {
    let named: BTreeSet<u16> = words.named().map(stem).collect();
    let told = |w: &u16| !lexicon().sides.contains(w) && !named.contains(w) && !lexicon().brokering.contains(*w);
    sentences::concepts(sentence).iter().filter(told).collect()
}

/// What words speak of, without those who act and without what any proposal can be called.
fn things(context: &str, words: &Words, (from, to): (usize, usize)) -> Stems {
    let lexicon = lexicon();
    let who: BTreeSet<u16> = words.lower[from..to].iter().map(|w| stem(w)).collect();
    sentences::concepts(context).iter().filter(|w| !lexicon.sides.contains(w) && !who.contains(w)).collect()
}
