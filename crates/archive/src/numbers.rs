//! Do two reports give different numbers of the same things? Sentences that have words in common are compared.

use std::collections::HashMap;

use crate::{
    Error,
    acts::{self, Act, akin},
    agreement::{Contradiction, Report, Weak},
    ask::Desk,
    counting::{Counted, Kind, counted},
    lexicon::{Bound, lexicon},
    sentences::{self, Read, Span, Weekdays},
    stems::Stems,
};

/// Words that two sentences must have in common besides what is counted.
const IN_COMMON: usize = 2;
/// The same where a measure says less of what it is of, and of these so many near the numbers.
const MEASURED: usize = 3;
const NEAR: usize = 2;
/// Share of the words of the shorter sentence that must be in the other: where the number says what it is of, and where not.
const OF_ALL: f64 = 0.15;
const OF_MOST: f64 = 0.4;
/// Numbers closer than this share of them are the same: a month has 30 days or 31.
const SAME: f64 = 0.02;
/// From this number on one may be the other made round, by this share at most: 9,000 is 9,300.
const LARGE: f64 = 100.0;
const ROUND: f64 = 0.1;

/// A sentence with its numbers.
pub(crate) struct Sentence {
    span: Span,
    /// What its words stand for.
    pub words: Stems,
    days: Weekdays,
    months: u16,
    numbers: Box<[Counted]>,
}

impl Sentence {
    /// Bytes that it takes.
    pub fn weight(&self) -> usize {
        let of = |c: &Counted| size_of::<Counted>() + c.near.weight() + c.shown.len();
        size_of::<Sentence>() + self.words.weight() + self.numbers.iter().map(of).sum::<usize>()
    }
}

/// A report with its sentences.
type Of<'a> = (&'a Report, &'a [Sentence]);

/// Contradictions of number between two reports.
pub(crate) fn compare(
    desk: &mut Desk<'_>,
    weak: &Weak,
    acts: &HashMap<i64, Vec<Act>>,
    (a, x): Of<'_>,
    (b, y): Of<'_>,
    found: &mut Vec<Contradiction>,
) -> Result<(), Error> {
    let (of_a, of_b) = (&acts[&a.id], &acts[&b.id]);
    let within: Vec<Vec<&Act>> = y.iter().map(|t| acts::within(of_b, t.span)).collect();
    for s in x {
        let told = acts::within(of_a, s.span);
        for (t, there) in y.iter().zip(&within) {
            for (n, m) in differing(weak, s, t, akin(&told, there)) {
                // Whoever gives both numbers knows of both.
                let told = |c: &Counted, like: &Counted| {
                    let near = c.kind == Kind::Things || c.near.shared(&like.near).count() >= NEAR;
                    equal(c.value, like.value) && near && same_things(c, like, Called::ByOneName, false)
                };
                let both =
                    |all: &[Sentence], like: &Counted| all.iter().flat_map(|s| &*s.numbers).any(|c| told(c, like));
                if !both(x, m) && !both(y, n) {
                    let words = vec![sentences::quote(desk, a.id, s.span)?, sentences::quote(desk, b.id, t.span)?];
                    found.push(Contradiction {
                        about: "number",
                        entries: vec![],
                        one: n.shown.to_string(),
                        other: m.shown.to_string(),
                        words,
                    });
                }
            }
        }
    }
    Ok(())
}

/// Numbers of the same things that differ; only where each sentence has one of them, and not where each tells of a day of
/// its own.
fn differing<'a>(weak: &Weak, s: &'a Sentence, t: &'a Sentence, akin: bool) -> Vec<(&'a Counted, &'a Counted)> {
    let mut out = vec![];
    if s.days.are_others(t.days) {
        return out;
    }
    for n in &*s.numbers {
        let like = |all: &'a [Counted], called| -> Vec<&'a Counted> {
            all.iter().filter(|m| same_things(n, m, called, akin)).collect()
        };
        let names = [Called::AsWritten, Called::ByOneName];
        let Some(called) = names.into_iter().find(|c| !like(&t.numbers, *c).is_empty()) else { continue };
        if let ([m], [_]) = (like(&t.numbers, called).as_slice(), like(&s.numbers, called).as_slice())
            && excluded(n, m)
            && (about_one(weak, s, t, n, m) || (akin && n.shares(m, weak)))
        {
            out.push((n, *m));
        }
    }
    out
}

fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME * a.max(b)
}

/// Whether one is the other made round.
fn rounded(a: f64, b: f64) -> bool {
    let (small, large) = (a.min(b), a.max(b));
    let to = |value: f64, by: f64| {
        let tens = (1..10).map(|n| 10f64.powi(n)).take_while(|t| by % t == 0.0).last();
        tens.is_some_and(|t| (value / t).round() * t == by)
    };
    small >= LARGE && large - small <= ROUND * large && (to(a, b) || to(b, a))
}

/// Whether the numbers cannot both be right.
fn excluded(n: &Counted, m: &Counted) -> bool {
    let dates = n.kind == Kind::Date || n.kind == Kind::Year;
    let differ = if dates { n.value != m.value } else { !equal(n.value, m.value) && !rounded(n.value, m.value) };
    // Whoever keeps four of 14 gives up ten.
    let rest = matches!(n.kind, Kind::Part(whole) if equal(n.value, f64::from(whole) - m.value));
    // A part is less than the whole.
    let bound = |c: &Counted, other: &Counted| match c.bound {
        Bound::Exact if c.partial && !other.partial && c.kind == Kind::Things => Bound::AtLeast,
        bound => bound,
    };
    differ
        && !rest
        && match (bound(n, m), bound(m, n)) {
            (Bound::Exact, Bound::Exact) => true,
            (Bound::AtLeast, Bound::Exact | Bound::AtMost) | (Bound::Exact, Bound::AtMost) => n.value > m.value,
            (Bound::AtMost, Bound::Exact | Bound::AtLeast) | (Bound::Exact, Bound::AtLeast) => n.value < m.value,
            _ => false,
        }
}

/// How what is counted is compared.
#[derive(Debug, Clone, Copy)]
enum Called {
    /// "Troops" and "soldiers" are two things.
    AsWritten,
    /// They are one.
    ByOneName,
}

/// Whether two numbers can be of one thing. In acts that are akin "over ten days" is "within ten days".
fn same_things(a: &Counted, b: &Counted, called: Called, akin: bool) -> bool {
    let name = |w: u16| match called {
        Called::AsWritten => w,
        Called::ByOneName => sentences::concept(w),
    };
    let anyone = |c: &Counted| c.of.is_none_or(|w| lexicon().anyone.contains(&w));
    let others = |x: Option<&str>, y: Option<&str>| x.is_some() && y.is_some() && x != y;
    let of = a.of.is_some() && a.of.map(name) == b.of.map(name);
    a.kind == b.kind
        && (akin || !others(a.used, b.used))
        && !others(a.fate, b.fate)
        && match a.kind {
            Kind::Part(_) => true,
            Kind::Things => of || (a.fate.is_some() && a.fate == b.fate && (anyone(a) || anyone(b))),
            Kind::Measure(_) => match (a.of, b.of) {
                (Some(x), Some(y)) => name(x) == name(y),
                // Sums and distances are told with and without what they are of.
                (Some(_), None) | (None, Some(_)) if a.kind != Kind::Measure("days") => true,
                (Some(x), None) => b.near.contains(sentences::concept(x)),
                (None, Some(y)) => a.near.contains(sentences::concept(y)),
                (None, None) => true,
            },
            Kind::Date | Kind::Year => true,
        }
}

/// Whether the sentences tell of the same matter where the numbers stand.
fn about_one(weak: &Weak, s: &Sentence, t: &Sentence, n: &Counted, m: &Counted) -> bool {
    // That both count rebels says nothing; that one counts them and the other speaks of them does.
    let counted = n.of.and(m.of).and(n.of).map(sentences::concept).filter(|_| n.kind == Kind::Things);
    let strong = |w: &u16| !weak.contains(*w) && counted != Some(*w);
    let shared = |a: &Stems, b: &Stems| a.shared(b).filter(strong).count();
    let months = usize::from(s.months & t.months != 0);
    let (common, near) = (shared(&s.words, &t.words) + months, shared(&n.near, &m.near));
    let least = s.words.iter().filter(strong).count().min(t.words.iter().filter(strong).count());
    // A sum is told with and without what it is of; how long something lasts is the same where either says so.
    let measured = if n.kind == Kind::Measure("days") { n.of } else { n.of.and(m.of) };
    let enough = match n.kind {
        // Soldiers and people killed are the same only where more is.
        Kind::Things if n.of.map(sentences::concept) != m.of.map(sentences::concept) => common >= MEASURED,
        Kind::Things => common >= IN_COMMON,
        // That there are as many of them says a good deal.
        Kind::Part(_) => common >= IN_COMMON || (common > 0 && n.of.is_some() && n.of == m.of),
        // What it is of says as much as a word nearby.
        _ if measured.is_some() => common >= IN_COMMON && near > 0,
        _ if n.used.is_some() && n.used == m.used => {
            (common >= IN_COMMON && near >= NEAR) || (common >= MEASURED && near > 0)
        }
        _ => common >= MEASURED && near >= NEAR,
    };
    let telling = n.kind == Kind::Things || n.of.is_some() || (n.used.is_some() && n.used == m.used);
    enough && common as f64 >= if telling { OF_ALL } else { OF_MOST } * least as f64
}

impl Counted {
    /// Whether two numbers that stand in the same act have so much in common that they are of one thing: what is counted,
    /// or a word nearby that names none of the sides.
    fn shares(&self, other: &Counted, weak: &Weak) -> bool {
        let strong = |w: &u16| !weak.contains(*w) && !lexicon().sides.contains(w);
        let near = self.near.shared(&other.near).filter(strong).count();
        let told = (self.used.is_some() && self.used == other.used) || (self.of.is_some() && self.of == other.of);
        match self.kind {
            Kind::Things | Kind::Part(_) => true,
            Kind::Measure(_) => near >= if told { 1 } else { NEAR },
            Kind::Date | Kind::Year => false,
        }
    }
}

/// How many sums two sentences have in common: the same number of the same unit.
pub(crate) fn sums(one: &str, other: &str) -> usize {
    let (one, other) = (counted(one), counted(other));
    let same = |n: &Counted, m: &Counted| n.kind == m.kind && equal(n.value, m.value);
    one.iter().filter(|n| matches!(n.kind, Kind::Measure(_)) && other.iter().any(|m| same(n, m))).count()
}

/// Whether two stretches tell of the same number of the same dead, wounded or captured, and of no other.
pub(crate) fn same_victims(one: &str, other: &str) -> bool {
    let victims = |text: &str| -> Vec<Counted> {
        counted(text).into_iter().filter(|n| n.kind == Kind::Things && n.fate.is_some()).collect()
    };
    match (victims(one).as_slice(), victims(other).as_slice()) {
        ([n], [m]) => equal(n.value, m.value) && same_things(n, m, Called::ByOneName, false),
        _ => false,
    }
}

/// The sentences of a text that hold numbers.
pub(crate) fn told(all: &[Read]) -> Vec<Sentence> {
    let told = |s: &Read| {
        let numbers = counted(&s.text).into_boxed_slice();
        let of = || (sentences::months(&s.text), Weekdays::of(&s.text));
        (!numbers.is_empty()).then(of).map(|(months, days)| {
            let (span, words) = (s.span, s.concepts.clone());
            Sentence { span, numbers, words, days, months }
        })
    };
    all.iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(a: &str, b: &str) -> Vec<String> {
        let read = |t: &str| told(&sentences::read(&t.chars().collect::<Vec<_>>()));
        let (x, y) = (read(a), read(b));
        let pairs = x.iter().flat_map(|s| y.iter().flat_map(move |t| differing(&Weak::default(), s, t, false)));
        pairs.map(|(n, m)| format!("{} / {}", n.shown, m.shown)).collect()
    }

    #[test]
    fn numbers_contradict_where_they_count_the_same_in_the_same_words() {
        for (a, b, expected) in [
            (
                "The rebels freed 12 soldiers near Tallin.",
                "Rebels freed fifteen soldiers in Tallin.",
                "12 soldiers / fifteen soldiers",
            ),
            (
                "The alliance will send a force of 9,000 to the island.",
                "An alliance force of 7,000 will go to the island.",
                "9000 force / 7000 force",
            ),
            (
                "Heavy guns leave the front within two weeks.",
                "Heavy guns are to leave the front within 21 days.",
                "two weeks / 21 days",
            ),
            (
                "The duty on cars falls to 40 percent from 110 percent.",
                "The pact cuts the duty on cars to 35 per cent.",
                "40 percent / 35 per cent",
            ),
            (
                "The bank will lend Peru $1.5 billion for schools.",
                "Peru gets a loan of 2 billion dollars from the bank for its schools.",
                "$ 1.5 billion / 2 billion dollars",
            ),
            (
                "Chad pulls its soldiers back 20 kilometres from the border.",
                "Chad withdraws its troops to a distance of 30 km from the border.",
                "20 kilometres / 30 km",
            ),
            (
                "Chad hands two villages back by December 1.",
                "Niger gets two villages back from Chad by 15 December.",
                "december 1 / 15 december",
            ),
            (
                "Shells hit the hospital in Vassa and killed 22 people.",
                "Thirty-one civilians died when shells struck the hospital in Vassa.",
                "22 people / thirty one civilians",
            ),
            ("At least 40 zones are cleared of mines.", "The mines of 31 zones are cleared.", "40 zones / 31 zones"),
            (
                "It obliges both sides to pull back heavy weapons within 10 days.",
                "Both armies shall then draw back their artillery within four weeks.",
                "10 days / four weeks",
            ),
        ] {
            assert_eq!(differ(a, b), [expected], "{a} / {b}");
        }
    }

    #[test]
    fn bounds_equal_values_and_other_things_contradict_nothing() {
        for (a, b) in [
            ("The rebels freed at least 12 soldiers near Tallin.", "The rebels freed 15 soldiers near Tallin."),
            ("The rebels freed twelve soldiers near Tallin.", "The rebels freed 12 soldiers near Tallin."),
            ("The rebels freed 12 soldiers near Tallin.", "The rebels freed 3 officers near Tallin."),
            ("Talks failed in 1978 near Tallin.", "Talks failed in 1979 near Tallin."),
            ("The pact gives 2 thousand tons of grain to Tallin.", "The pact gives 2,000 tons of grain to Tallin."),
            ("A blast killed 12 people.", "A raid killed 3 people."),
            ("The rebels freed 12 soldiers in Tallin on Sunday.", "The rebels freed 30 soldiers in Tallin on Monday."),
            ("The raid on Vassa killed 22 people.", "The raid on Vassa wounded 40 people."),
            ("The raid on Vassa killed 74, including eight Chadians.", "The raid on Vassa killed 74 people."),
            ("After nine days of talks the army left Vassa.", "The army leaves Vassa within five days of the talks."),
            ("The force stays in Vassa for twelve months.", "The force stays in Vassa for one year."),
            ("The envoys met in Vassa on March 3.", "The envoys met in Vassa on March 20."),
            ("Chad released 40 captives of the raid in a first stage.", "Chad will release 90 captives of the raid."),
            ("Guns leave the front within 14 days.", "Guns leave the front within two weeks."),
        ] {
            assert_eq!(differ(a, b), Vec::<String>::new(), "{a} / {b}");
        }
    }
}
