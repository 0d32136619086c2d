//! What is compared when entries of different reports may be the same.

use std::cell::RefCell;
use std::collections::BTreeSet;

use rapporteur_record::*;
use rust_stemmers::{Algorithm, Stemmer};

use crate::{edtf, edtf::Days, lexicon::lexicon, maps::HashMap, parties, places, sketch};

/// Longer stretches of time say when only roughly and are not compared by the day.
const ROUGH: i32 = 31;
/// Words of an entry that are compared at most.
const WORDS: usize = 16;

/// The parts that a party can have; their places here stand in the archive, so new ones come last.
pub const ROLES: [&str; 11] = [
    "speaker",
    "addressee",
    "party",
    "participant",
    "host",
    "mediator",
    "author",
    "holder",
    "toward",
    "actor",
    "recipient",
];

/// The bit of a part.
pub fn bit(role: &str) -> u16 {
    ROLES.iter().position(|r| *r == role).map_or(0, |n| 1 << n)
}

/// What one report says of one thing: an entry of its record, in the archive's terms.
#[derive(Debug, Clone, Default)]
pub struct Features {
    /// The letter of the record's id: s, m, i, o, e, c; h for a step of an instrument's history.
    pub kind: &'static str,
    /// The number of the record's id.
    pub no: u32,
    /// Event type, kind of instrument, issue, step, how, change.
    pub class: String,
    /// Mode, stance, format, name.
    pub detail: String,
    /// Points, round or day.
    pub number: Option<u32>,
    /// How real.
    pub status: Option<Status>,
    /// When.
    pub days: Option<Days>,
    /// When it was published.
    pub published: Option<i32>,
    /// Where.
    pub place: Option<i64>,
    /// Evidence in code points.
    pub span: (usize, usize),
    /// Whether the report vouches for it itself.
    pub own: bool,
    /// Statements that vouch for it.
    pub vouchers: Vec<u32>,
    /// Who, and in which part.
    pub parts: Vec<(&'static str, i64)>,
    /// On whose behalf.
    pub sides: BTreeSet<i64>,
    /// Towards whom.
    pub toward: BTreeSet<i64>,
    /// People taking part.
    pub people: BTreeSet<i64>,
    /// Stems of the words that state it, numbers left out.
    pub words: BTreeSet<u16>,
    /// Stems of its name.
    pub name: BTreeSet<u16>,
}

/// What a record's ids mean in the archive.
struct Ground<'a> {
    published: Option<i32>,
    parties: &'a parties::Ties,
    places: &'a places::Ties,
}

impl Features {
    /// Those of every statement and entry of a record.
    pub fn of_all(
        record: &Record,
        published: Option<i32>,
        parties: &parties::Ties,
        places: &places::Ties,
    ) -> Vec<Features> {
        let g = Ground { published, parties, places };
        let mut out: Vec<Features> = record.statements.iter().map(|s| g.statement(s)).collect();
        out.extend(record.meetings.iter().map(|m| g.meeting(m)));
        for i in &record.instruments {
            out.push(g.instrument(i));
            out.extend(i.history.iter().enumerate().map(|(n, step)| g.step(i, n, step)));
        }
        out.extend(record.positions.iter().map(|o| g.position(o)));
        out.extend(record.events.iter().map(|e| g.event(e)));
        out.extend(record.control.iter().map(|c| g.control(c)));
        out
    }
}

impl Ground<'_> {
    fn base(&self, kind: &'static str, no: u32, evidence: &Evidence, vouched_by: &[Voucher]) -> Features {
        let statements = vouched_by.iter().filter_map(|v| match v {
            Voucher::Statement(s) => Some(s.0),
            Voucher::Report => None,
        });
        Features {
            kind,
            no,
            published: self.published,
            span: (evidence.start(), evidence.end()),
            own: vouched_by.contains(&Voucher::Report),
            vouchers: statements.collect(),
            words: words(evidence.exact()).into_iter().take(WORDS).collect(),
            ..Features::default()
        }
    }

    fn add(&self, f: &mut Features, role: &'static str, parties: &[PartyId]) {
        for tie in parties.iter().filter_map(|p| self.parties.get(p)) {
            if !f.parts.contains(&(role, tie.party)) {
                f.parts.push((role, tie.party));
            }
        }
    }

    fn sides(&self, parties: &[PartyId]) -> BTreeSet<i64> {
        parties.iter().filter_map(|p| self.parties.get(p)).map(|t| t.side).collect()
    }

    fn set(&self, parties: &[PartyId]) -> BTreeSet<i64> {
        parties.iter().filter_map(|p| self.parties.get(p)).map(|t| t.party).collect()
    }

    fn place(&self, place: Option<PlaceId>) -> Option<i64> {
        place.and_then(|p| self.places.get(&p).copied())
    }

    fn statement(&self, s: &Statement) -> Features {
        let first = s.content.iter().min_by_key(|e| e.start());
        let Some(first) = first else { return Features::default() };
        let mut f = self.base("s", s.id.0, first, &s.vouched_by);
        f.span.1 = s.content.iter().map(Evidence::end).max().unwrap_or(f.span.1);
        f.words.clear();
        f.class = s.how.as_str().into();
        f.days = when(&s.said_on);
        self.add(&mut f, "speaker", &s.speakers);
        self.add(&mut f, "addressee", s.addressee_party.as_slice());
        f.sides = self.sides(&s.speakers);
        f
    }

    fn meeting(&self, m: &Meeting) -> Features {
        let mut f = self.base("m", m.id.0, &m.evidence, &m.vouched_by);
        f.class = m.topics.iter().map(|t| t.as_str()).collect::<Vec<_>>().join(" ");
        f.detail = m.format.map_or("", MeetingFormat::as_str).into();
        f.number = m.round.or(m.day);
        (f.status, f.days, f.place) = (Some(m.status), when(&m.when), self.place(m.place));
        self.add(&mut f, "party", &m.parties);
        self.add(&mut f, "participant", &m.participants);
        self.add(&mut f, "host", &m.hosts);
        self.add(&mut f, "mediator", &m.mediators);
        f.sides = self.sides(&m.parties);
        f.sides.extend(self.sides(&m.participants));
        f.people = self.set(&m.participants);
        f
    }

    fn instrument(&self, i: &Instrument) -> Features {
        let mut f = self.base("i", i.id.0, &i.evidence, &i.vouched_by);
        f.class = i.kind.as_str().into();
        f.detail = i.name.clone();
        f.number = i.points;
        f.name = words(&i.name);
        self.add(&mut f, "author", &i.authors);
        self.add(&mut f, "party", &i.parties);
        f.sides = self.sides(&i.authors);
        f.toward = self.sides(&i.parties);
        f
    }

    /// Steps are numbered within the instrument: the third of i2 is 2003.
    fn step(&self, i: &Instrument, n: usize, step: &HistoryStep) -> Features {
        let mut f = self.base("h", i.id.0 * 1000 + n as u32 + 1, &step.evidence, &step.vouched_by);
        f.class = step.step.as_str().into();
        f.detail = i.name.clone();
        f.days = when(&step.when);
        f
    }

    fn position(&self, o: &Position) -> Features {
        let mut f = self.base("o", o.id.0, &o.evidence, &o.vouched_by);
        (f.class, f.detail) = (o.issue.as_str().into(), o.stance.as_str().into());
        f.days = when(&o.when);
        self.add(&mut f, "holder", &[o.party]);
        self.add(&mut f, "toward", &o.toward);
        f.sides = self.sides(&[o.party]);
        f.toward = self.sides(&o.toward);
        f
    }

    fn event(&self, e: &Event) -> Features {
        let mut f = self.base("e", e.id.0, &e.evidence, &e.vouched_by);
        f.class = e.kind.as_str().into();
        f.detail = e.mode.clone().unwrap_or_default();
        (f.status, f.days, f.place) = (Some(e.status), when(&e.when), self.place(e.place));
        self.add(&mut f, "actor", &e.actors);
        self.add(&mut f, "recipient", &e.recipients);
        f.sides = self.sides(&e.actors);
        f.toward = self.sides(&e.recipients);
        f
    }

    fn control(&self, c: &Control) -> Features {
        let mut f = self.base("c", c.id.0, &c.evidence, &c.vouched_by);
        f.class = c.change.as_str().into();
        f.detail = c.territory.clone();
        f.name = words(&c.territory);
        (f.status, f.days, f.place) = (Some(c.status), when(&c.when), self.place(c.place));
        self.add(&mut f, "holder", &[c.holder]);
        f.sides = self.sides(&[c.holder]);
        f
    }
}

fn when(value: &Option<String>) -> Option<Days> {
    value.as_deref().and_then(edtf::days)
}

impl Features {
    /// The day that it is looked for on, and whether the words give it.
    pub fn anchor(&self) -> (i32, bool) {
        match self.days {
            Some(d) if d.last - d.first <= ROUGH => (d.first, true),
            _ => (self.published.unwrap_or(0), false),
        }
    }
}

/// Stems of the words that tell one act from another.
pub fn words(text: &str) -> BTreeSet<u16> {
    let plain = deunicode::deunicode(text).to_lowercase();
    let words = plain.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|w| w.len() > 1 && !w.starts_with(|c: char| c.is_ascii_digit()));
    STEMS.with_borrow_mut(|known| words.filter_map(|w| stem(known, w)).collect())
}

/// Words whose stems a thread knows at most.
const KNOWN: usize = 50_000;

thread_local! {
    /// Texts use the same words again and again, and to stem one takes longer than to look it up.
    static STEMS: RefCell<HashMap<Box<str>, Option<u16>>> = RefCell::default();
}

/// The stem of a word; none where the word tells nothing apart.
fn stem(known: &mut HashMap<Box<str>, Option<u16>>, word: &str) -> Option<u16> {
    if let Some(stem) = known.get(word) {
        return *stem;
    }
    let tells = !lexicon().common.contains(word) && !lexicon().numbers.contains_key(word);
    let stem = tells.then(|| sketch::stable(&[&Stemmer::create(Algorithm::English).stem(word)]) as u16);
    if known.len() == KNOWN {
        known.clear();
    }
    known.insert(word.into(), stem);
    stem
}
