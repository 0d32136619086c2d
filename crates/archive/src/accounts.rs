//! Do the entries of two reports exclude each other, though nobody linked them? What one denies and the other tells, a day
//! on which something that is done once was done or began, two who have held one town all along.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    rc::Rc,
    sync::Arc,
};

use rapporteur_record::Status;

use crate::{
    Error,
    acts::Act,
    agreement::{Contradiction, Report, SAME_TIME, Side, by_two},
    ask::{Claim, Desk},
    compared::Compared,
    edtf, features, figures,
    lexicon::lexicon,
    naming::Words,
    numbers,
    places::{self, Lie},
    sentences,
    stems::Stems,
};

/// Days within which a denial or what happened once is compared.
const LATER: i32 = 60;
/// Days that reports may lie apart in when something was done once, or began.
const ONE_ACT: i32 = 3;
const ONE_BEGINNING: i32 = 10;
/// Days within which what was denied or announced may have come about.
const STILL: i32 = 1;
/// Words that a denial and what it denies have in common, and two tellings of one agreement or of one plan.
const IN_COMMON: usize = 2;
const PLANNED: usize = 3;
/// Share of the words of a refusal that what was agreed has.
const SAME_THING: f64 = 0.5;

type Span = (usize, usize);

/// A report as its entries tell it.
struct Told<'a> {
    report: &'a Report,
    acts: &'a [Act],
    /// Those that deny or refuse, those that have a day of their own or a first day, and those that hold something.
    denials: Vec<&'a Act>,
    dated: Vec<&'a Act>,
    holdings: Vec<&'a Act>,
    text: Arc<[char]>,
    read: Arc<Compared>,
    /// What the words of acts stand for, those for sides left out; read when they are asked for.
    words: RefCell<HashMap<i64, Rc<Stems>>>,
}

/// Contradictions of entries among reports.
pub(crate) fn contradictions(
    desk: &mut Desk<'_>,
    reports: &[Report],
    acts: &HashMap<i64, Vec<Act>>,
) -> Result<Vec<Contradiction>, Error> {
    let gather = |desk: &mut Desk<'_>, r| Ok(Told::new(r, &acts[&r.id], desk.text(r.id)?, desk.compared(r.id)?));
    by_two(desk, reports, LATER, gather, |desk, (_, a), (_, b)| {
        let side = |told: &Told<'_>, act: &Act, says: String| {
            let span = told.read.sentences.around(act.claim.span).1;
            Side { report: told.report.id, span, says }
        };
        let mut found = vec![];
        for (about, x, y, one, other) in a.against(b, desk)? {
            let entries = [x, y].into_iter().filter_map(|a| a.claim.entry).collect();
            found.push(Contradiction::of(desk, about, entries, side(a, x, one), side(b, y, other))?);
        }
        Ok(found)
    })
}

/// What is contradicted, the two acts, and what each side says.
type Against<'a> = (&'static str, &'a Act, &'a Act, String, String);

impl<'a> Told<'a> {
    fn new(report: &'a Report, acts: &'a [Act], text: Arc<[char]>, read: Arc<Compared>) -> Self {
        let such = |is: &dyn Fn(&Act) -> bool| acts.iter().filter(|a| is(a)).collect::<Vec<_>>();
        let mut told = Told {
            report,
            acts,
            denials: vec![],
            dated: such(&|a| {
                let one = a.claim.days.is_some_and(|d| d.is_one());
                (a.claim.kind == "m" && a.claim.days.is_some()) || (a.claim.kind == "e" && one)
            }),
            holdings: such(&|a| a.claim.kind == "c" && a.claim.class == "holds"),
            text,
            read,
            words: RefCell::default(),
        };
        told.denials = such(&|a| match a.claim.kind {
            "e" => a.claim.status == Some(Status::Denied) || (a.claim.class == "REJECT" && a.is_real()),
            // Who says that the accord gives no such right does not change a position.
            "o" => a.claim.detail == "rejects" && !told.concepts(a).is_disjoint(&lexicon().denials),
            _ => false,
        });
        told
    }

    fn against(&self, other: &Told<'a>, desk: &mut Desk<'_>) -> Result<Vec<Against<'a>>, Error> {
        let mut out: Vec<Against<'a>> = vec![];
        for x in &self.denials {
            for y in other.acts.iter().filter(|y| !same(&x.claim, &y.claim) && self.denies(x, other, y)) {
                out.push(("denied", x, y, self.words(x), other.words(y)));
            }
        }
        for y in &other.denials {
            for x in self.acts.iter().filter(|x| !same(&x.claim, &y.claim) && other.denies(y, self, x)) {
                out.push(("denied", x, y, self.words(x), other.words(y)));
            }
        }
        for x in &self.dated {
            for y in other.dated.iter().filter(|y| x.claim.kind == y.claim.kind && !same(&x.claim, &y.claim)) {
                if let Some((day, another)) = self.other_day(x, other, y, desk)? {
                    out.push(("day", x, y, edtf::text(day), edtf::text(another)));
                }
            }
        }
        for x in &self.holdings {
            for y in other.holdings.iter().filter(|y| !same(&x.claim, &y.claim) && self.holds(x, other, y)) {
                let say = |desk: &mut Desk<'_>, a: &Act| -> Result<String, Error> {
                    let who = desk.names(&a.claim.of(&["holder"]))?.join(", ");
                    Ok(format!("{who} holds {}", a.claim.detail))
                };
                out.push(("control", x, y, say(desk, x)?, say(desk, y)?));
            }
        }
        // One denial, day or town is told once, however many entries tell of it.
        let mut told: BTreeSet<(&str, String)> = BTreeSet::new();
        out.retain(|(about, x, y, one, another)| {
            let denial = |told: &Told<'_>, a: &Act| {
                format!("{}: {:?}", told.report.id, told.read.sentences.around(a.claim.span))
            };
            let what = match *about {
                "denied" if self.denials.iter().any(|d| std::ptr::eq(*d, *x)) => denial(self, x),
                "denied" => denial(other, y),
                _ => format!("{one} / {another}"),
            };
            told.insert((*about, what))
        });
        Ok(out)
    }

    fn cut(&self, (start, end): Span) -> String {
        self.text.get(start..end).unwrap_or_default().iter().collect()
    }

    fn words(&self, act: &Act) -> String {
        self.cut(act.claim.span)
    }

    fn concepts(&self, act: &Act) -> Rc<Stems> {
        let read = || {
            let all = sentences::concepts(&self.words(act));
            Rc::new(all.iter().filter(|w| !lexicon().sides.contains(w)).collect::<Stems>())
        };
        self.words.borrow_mut().entry(act.claim.id).or_insert_with(read).clone()
    }

    fn sentence(&self, act: &Act) -> String {
        self.cut(self.read.sentences.around(act.claim.span).1)
    }

    /// The sentence of an act with the one before it.
    fn context(&self, act: &Act) -> String {
        let (before, at) = self.read.sentences.around(act.claim.span);
        format!("{} {}", before.map_or(String::new(), |b| self.cut(b)), self.cut(at))
    }

    /// Whether an act is denied here that another report tells: the same kind of act of the same side toward the same, in
    /// words that have something in common. What is denied first and then told may be news.
    fn denies(&self, denied: &Act, other: &Told<'_>, told: &Act) -> bool {
        let (d, t) = (&denied.claim, &told.claim);
        let against = match d.kind {
            _ if d.kind != t.kind => false,
            "e" if d.status == Some(Status::Denied) => told.is_real() && d.class == t.class,
            "e" => matches!(t.class.as_str(), "AGREE" | "CONCEDE"),
            _ => matches!(t.detail.as_str(), "accepts" | "offers") && d.class == t.class,
        };
        // Nearly all are told apart here.
        if !against {
            return false;
        }
        let order = d.published.zip(t.published).is_none_or(|(d, t)| t <= d + STILL);
        let toward = || denied.toward == told.toward || !denied.toward.is_disjoint(&told.toward);
        let days = || d.days.zip(t.days).is_none_or(|(x, y)| x.gap(y) == 0);
        if !(order && days() && toward()) {
            return false;
        }
        let side = !denied.sides.is_disjoint(&told.sides);
        match d.kind {
            "e" if d.class == t.class => {
                (side || self.speaks_of(denied, other, told)) && self.in_common(denied, other, told) >= IN_COMMON
            }
            "e" => side && self.refuses(denied, other, told),
            _ => side && self.in_common(denied, other, told) >= IN_COMMON,
        }
    }

    /// Whether a side refuses here what it agrees to there, on the same day and in the same words.
    fn refuses(&self, refused: &Act, other: &Told<'_>, agreed: &Act) -> bool {
        let same_day = self.report.apart(other.report) <= STILL;
        if !(same_day && agreed.claim.status != Some(Status::Denied)) {
            return false;
        }
        let (ours, theirs) = (self.concepts(refused), other.concepts(agreed));
        let telling = |all: &Stems| all.iter().filter(|w| !lexicon().procedural.contains(*w)).count();
        let common = ours.shared(&theirs).filter(|w| !lexicon().procedural.contains(*w)).count();
        common >= IN_COMMON && common as f64 >= SAME_THING * telling(&ours).min(telling(&theirs)) as f64
    }

    /// Whether both sentences name the same one who acts.
    fn speaks_of(&self, x: &Act, other: &Told<'_>, y: &Act) -> bool {
        let names = |told: &Told<'_>, act: &Act| {
            let words = Words::of(&told.sentence(act));
            words.names(0, words.lower.len())
        };
        !x.toward.is_disjoint(&y.toward) && !names(self, x).is_disjoint(&names(other, y))
    }

    /// How many words and sums a denial and its sentences have in common with what it denies; none where the denial's own
    /// words have none.
    fn in_common(&self, denied: &Act, other: &Told<'_>, told: &Act) -> usize {
        let theirs = format!("{} {}", other.sentence(told), other.words(told));
        let sums = numbers::sums(&self.sentence(denied), &theirs);
        let theirs: Stems = sentences::concepts(&theirs).iter().filter(|w| !lexicon().sides.contains(w)).collect();
        let own = sentences::concepts(&self.words(denied)).shared(&theirs).count() + sums;
        let around = sentences::concepts(&self.context(denied)).shared(&theirs).count() + sums;
        if own == 0 && denied.claim.kind == "e" { 0 } else { around }
    }

    /// Another day of what is done once, begins once, or is announced.
    fn other_day(&self, x: &Act, other: &Told<'_>, y: &Act, desk: &mut Desk<'_>) -> Result<Option<(i32, i32)>, Error> {
        let (Some(a), Some(b)) = (x.claim.days, y.claim.days) else { return Ok(None) };
        let apart = (a.first - b.first).abs();
        if apart == 0 || apart > ONE_BEGINNING {
            return Ok(None);
        }
        let planned = [x, y].iter().all(|a| a.claim.status == Some(Status::Planned));
        let (meeting, act) = (x.claim.kind == "m", x.claim.kind == "e");
        let kind = meeting || (act && x.claim.class == y.claim.class);
        if !kind || !(planned || x.is_real() && y.is_real()) {
            return Ok(None);
        }
        let one = a.is_one() && b.is_one();
        let differ = if meeting && !planned {
            let sides = x.sides.intersection(&y.sides).count() > 1;
            sides && a.gap(b) == 0 && !a.is_one() && !b.is_one()
        } else if !one {
            false
        } else if planned {
            self.retells(x, other, y, PLANNED, desk)? || self.comes_next(x, other, y, desk)?
        } else if !act || apart > ONE_ACT {
            false
        } else if matches!(x.claim.class.as_str(), "AGREE" | "SUPPORT") {
            let all = x.sides.intersection(&y.sides).count() > 1;
            all && self.retells(x, other, y, IN_COMMON, desk)?
        } else {
            self.once(x, other, y, apart, desk)?
        };
        // The words must name the days, and whoever tells of both tells of two acts.
        let named = || self.names(x, a.first) && other.names(y, b.first);
        let both = || !meeting && (self.tells(x, b.first) || other.tells(y, a.first));
        Ok((differ && named() && !both()).then_some((a.first, b.first)))
    }

    /// Whether either report of a day announces one meeting of these sides, or one act of the kind, and it is this.
    fn comes_next(&self, x: &Act, other: &Told<'_>, y: &Act, desk: &mut Desk<'_>) -> Result<bool, Error> {
        let meeting = x.claim.kind == "m";
        let both = x.sides.intersection(&y.sides).count() > usize::from(meeting) && x.is_like_but_for_days(y);
        let only = |told: &Told<'_>, act: &Act| {
            let next = |a: &&&Act| a.claim.status == Some(Status::Planned) && a.is_like_but_for_days(act);
            told.dated.iter().filter(next).count() == 1
        };
        let one = both && self.report.apart(other.report) <= STILL && only(self, x) && only(other, y);
        Ok(one && (meeting || self.retells(x, other, y, 1, desk)?))
    }

    /// Whether two tell of one announcement or agreement at about the same time, in so many words in common besides the
    /// names of the sides.
    fn retells(&self, x: &Act, other: &Told<'_>, y: &Act, least: usize, desk: &mut Desk<'_>) -> Result<bool, Error> {
        if self.report.apart(other.report) >= SAME_TIME || !x.is_like_but_for_days(y) {
            return Ok(false);
        }
        let (ours, theirs) = (self.concepts(x), other.concepts(y));
        let common: Vec<u16> = ours.shared(&theirs).collect();
        if common.len() < least {
            return Ok(false);
        }
        let names = desk.names(&x.sides.union(&x.toward).copied().collect())?.join(" ");
        let names = sentences::concepts(&names);
        Ok(common.iter().filter(|w| !names.contains(**w)).count() >= least)
    }

    /// Whether two are one act that is done once, whatever the day: a town left or taken by the same side, an attack on it
    /// that cost the same lives.
    fn once(&self, x: &Act, other: &Told<'_>, y: &Act, apart: i32, desk: &Desk<'_>) -> Result<bool, Error> {
        let mode = |mode: &str| x.claim.detail == mode && y.claim.detail == mode;
        let moved = !x.sides.is_disjoint(&y.sides) && (mode("withdraw") || mode("seize"));
        let attack = x.claim.class == "ASSAULT" && apart < ONE_ACT && !x.toward.is_disjoint(&y.toward);
        let same_lives = || numbers::same_victims(&self.aftermath(x), &other.aftermath(y));
        Ok(x.claim.class == y.claim.class
            && (moved || attack)
            && self.same_place(x, y, desk)?
            && (moved || same_lives()))
    }

    /// Whether an act of the kind is told of another day too.
    fn tells(&self, act: &Act, day: i32) -> bool {
        self.acts.iter().any(|o| {
            let days = o.claim.days.is_some_and(|d| d.is_one() && d.first == day);
            days && o.claim.class == act.claim.class && o.claim.place == act.claim.place
        })
    }

    /// The sentence of an act with the one behind it.
    fn aftermath(&self, act: &Act) -> String {
        let (_, at) = self.read.sentences.around(act.claim.span);
        let (_, next) = self.read.sentences.around((at.1 + 1, at.1 + 2));
        format!("{} {}", self.cut(at), if next == at { String::new() } else { self.cut(next) })
    }

    /// Whether the sentence of an act names a day, by its date or as a day of the week.
    fn names(&self, act: &Act, day: i32) -> bool {
        let Some(of) = edtf::date_of(day) else { return false };
        let pieces = figures::pieces(&self.sentence(act));
        let words: Vec<&str> = pieces.iter().map(String::as_str).collect();
        let is = |(m, d, _): (u32, u32, usize)| (m as i8, d as i8) == (of.month(), of.day());
        let weekday = &lexicon().weekdays[of.weekday().to_monday_zero_offset() as usize];
        (0..words.len()).filter_map(|at| figures::date(&words, at)).any(is) || words.contains(&weekday.as_str())
    }

    fn same_place(&self, x: &Act, y: &Act, desk: &Desk<'_>) -> Result<bool, Error> {
        let (Some(a), Some(b)) = (x.claim.place, y.claim.place) else { return Ok(false) };
        let (a_, b_) = (places::spot(desk.db, a)?, places::spot(desk.db, b)?);
        let town = !a_.is_whole() && !b_.is_whole();
        Ok(town && (a == b || places::compare(&a_, &b_) == Lie::Same))
    }

    /// Whether two are said to hold one place, and the later report says that it has been so since before the earlier one.
    /// What is told within a few days is compared with the entries themselves.
    fn holds(&self, x: &Act, other: &Told<'_>, y: &Act) -> bool {
        let (a, b) = (&x.claim, &y.claim);
        let hold = a.kind == "c" && a.class == "holds" && b.class == "holds" && x.sides.is_disjoint(&y.sides);
        let place = || {
            let (p, q) = (features::words(&a.detail), features::words(&b.detail));
            !p.is_empty() && p == q
        };
        let all_along = |told: &Told<'_>, act: &Act, before: i32| {
            let pieces = figures::pieces(&told.sentence(act));
            let words: Vec<&str> = pieces.iter().map(String::as_str).collect();
            let Some(since) = words.iter().rposition(|w| *w == "since") else { return false };
            let recent = words[since..].iter().any(|w| lexicon().weekdays.iter().any(|d| d == w));
            let date = told.report.day.and_then(|day| figures::when(&words[since..], day));
            !recent && date.is_none_or(|d| d.first <= before)
        };
        if !hold || self.report.apart(other.report) <= SAME_TIME || !place() {
            return false;
        }
        let (Some(first), Some(second)) = (self.report.day, other.report.day) else { return false };
        if first < second { all_along(other, y, first) } else { all_along(self, x, second) }
    }
}

/// Whether two claims are tied to one entry: these are compared there.
fn same(a: &Claim, b: &Claim) -> bool {
    a.entry.is_some() && a.entry == b.entry && !(a.kind == "m" && a.days.is_some_and(|d| !d.is_one()))
}
