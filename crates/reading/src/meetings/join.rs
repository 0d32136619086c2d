//! Which mentions are of the same meeting?

use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use rapporteur_language::Upos;
use rapporteur_record::{PartyId, PartyKind, PlaceId, Status};

use super::attendance::Attendance;
use super::lexicon::{has, words};
use super::mention::{Mention, is_group};
use super::table::{Table, distinct};
use crate::frames::arguments;
use crate::predicates;
use crate::scene::Scene;

/// Mentions of one meeting, in the order of the text.
pub(super) struct Joined {
    pub mentions: Vec<Mention>,
    /// Who was there besides.
    pub also: Vec<Attendance>,
}

impl From<Mention> for Joined {
    fn from(first: Mention) -> Self {
        Joined { mentions: vec![first], also: vec![] }
    }
}

/// Puts the mentions of each meeting together; a mention that points back to none of them is left out.
pub(super) fn join(scene: &Scene, mentions: Vec<Mention>, table: &Table) -> Vec<Joined> {
    let (mut out, mut open): (Vec<Joined>, Vec<Mention>) = (vec![], vec![]);
    for m in mentions {
        let fits: Vec<usize> = (0..out.len()).filter(|i| out[*i].takes(scene, &m)).collect();
        match fits.last() {
            Some(i) => out[*i].mentions.push(m),
            None if m.is_bare() && (m.tells || (m.place.is_some() && !m.definite)) => {
                out.extend(among_the_same(scene, &out, m, table))
            }
            None if m.is_bare() || (m.parties.len() < 2 && m.definite && !m.tells) => open.push(m),
            None => out.push(m.into()),
        }
    }
    // Spoken of before the report says who meets: "the talks".
    for m in open {
        if let Some(joined) = out.iter_mut().find(|j| j.takes(scene, &m)) {
            joined.mentions.push(m);
        }
    }
    out.retain(|j| j.is_encounter(scene) && !j.is_readiness());
    out
}

/// Talks without a word on who meets ("talks scheduled for May 12", "after 21 days of talks") are between those who met
/// last, else those who negotiate in the report.
fn among_the_same(scene: &Scene, before: &[Joined], m: Mention, table: &Table) -> Option<Joined> {
    let sentence = scene.a.words[m.act.anchor].sentence;
    let near = table.talking(sentence);
    let last = || before.last().map(|j| j.parties(scene)).filter(|p| p.len() > 1);
    let parties = if near.is_empty() { last()? } else { near.to_vec() };
    let theirs = table.here(sentence) || (!of_others(scene, &m, &parties) && !of_long_ago(scene, &m));
    (m.status != Status::Hypothetical && theirs).then(|| Mention { parties, ..m }.into())
}

/// "the treaty that Iraq had rejected in peace talks": a state or group that is said to act there, and is none of these.
fn of_others(scene: &Scene, m: &Mention, sides: &[PartyId]) -> bool {
    let word = m.act.predicate.word;
    let top = scene.a.ancestors(word).find(|w| !scene.a.is(*w, "nmod"));
    let inside = top.is_some_and(|t| has(&words().within, &predicates::preposition(scene.a, scene.text, t)));
    let above = if inside { scene.all(&arguments::governor(scene, word)) } else { vec![] };
    let negotiates = |p: &PartyId| {
        let party = scene.party(*p);
        party.is_some_and(|p| matches!(p.kind, PartyKind::State | PartyKind::ArmedGroup | PartyKind::Party))
    };
    let helps = |p: &PartyId| m.hosts.iter().chain(&m.mediators).any(|h| scene.same_side(*h, *p));
    let act: Vec<PartyId> = above.into_iter().map(|p| scene.principal(p)).filter(|p| !helps(p)).collect();
    let act = distinct(scene, act.into_iter());
    act.iter().any(negotiates) && !act.iter().any(|p| sides.iter().any(|q| scene.same_side(*p, *q)))
}

/// Talks of years ago that the report does not point back at: "peace talks in 1988".
fn of_long_ago(scene: &Scene, m: &Mention) -> bool {
    let year = |day: &str| day.get(..4).and_then(|y| y.parse::<i32>().ok());
    let told = m.when.as_deref().and_then(year).zip(scene.published.and_then(year));
    !m.definite && told.is_some_and(|(then, now)| then + 1 < now)
}

impl Joined {
    /// Whether a mention may be of this meeting: nothing that both tell differs.
    fn takes(&self, scene: &Scene, m: &Mention) -> bool {
        let (when, place) = (self.when(), self.place());
        let both_dated = when.is_some() && m.when.is_some();
        let times = !both_dated || agree(when.as_deref(), m.when.as_deref());
        let places = match (place, m.place) {
            (Some(p), Some(q)) => scene.same_place(p, q) || both_dated && when == m.when && scene.same_land(p, q),
            _ => true,
        };
        let ours = self.parties(scene);
        let contained = m.parties.iter().all(|p| ours.iter().any(|q| scene.same_side(*p, *q)));
        let contains = ours.iter().all(|p| m.parties.iter().any(|q| scene.same_side(*p, *q)));
        // Where both say who met, they say the same, unless the later one points back.
        let told = ours.len() > 1 && m.parties.len() > 1 && !m.definite && !(both_dated && times);
        let sides = match () {
            _ if m.is_bare() => m.is_certain(),
            _ if told => contained && contains,
            _ => contained || contains,
        };
        let counted = |x: Option<u32>, y: Option<u32>| x.is_none() || y.is_none() || x == y;
        let numbers = self.mentions.iter().all(|o| counted(o.round, m.round) && counted(o.day, m.day));
        // A visit lasts longer than the talks held on it.
        let visit = |m: &Mention| m.act.mode.as_deref() == Some("visit");
        let longer = both_dated && when != m.when && self.mentions.iter().all(|o| visit(o) != visit(m));
        let alike = |o: &Mention| o.is_signing() == m.is_signing() && o.is_shuttle() == m.is_shuttle();
        let alike = self.mentions.iter().all(alike);
        // "A meeting on Friday" is none of which the day was not told.
        let another = m.introduced && m.when.is_some() && when.is_none() && !self.is_readiness();
        let apart = m.apart.is_none() || self.mentions.iter().any(|o| o.apart == m.apart);
        let same = times
            && places
            && sides
            && numbers
            && alike
            && !longer
            && !another
            && (apart || (both_dated && when == m.when));
        // "this week's talks" may be those of Tuesday; "a session later this month" is another.
        let same_day = both_dated && (when == m.when || !m.introduced);
        same && self.same_reality(m, same_day) && self.people(scene, m)
    }

    /// Whether two sides meet, or the members of one body.
    fn is_encounter(&self, scene: &Scene) -> bool {
        let parties = self.parties(scene);
        // A body that only hosts or mediates meets nobody.
        let helps = |p: &PartyId| self.mentions.iter().any(|m| m.hosts.contains(p) || m.mediators.contains(p));
        let body = |p: &PartyId| scene.party(*p).is_some_and(|x| x.kind == PartyKind::Igo) && !helps(p);
        // "was briefed on Monday": by somebody.
        let by_somebody = || self.mentions.iter().any(|m| predicates::is_passive(scene.a, m.act.predicate.word));
        let placed = self.when().is_some() || self.place().is_some();
        let gathers = || self.mentions.iter().any(|m| gathers(scene, m));
        parties.len() > 1
            || (placed && parties.iter().any(body))
            || (placed && parties.len() == 1 && gathers())
            || (self.when().is_some() && by_somebody())
    }

    /// Two meetings of different people of the same state are two: "met Rice", "talks with Cheney".
    fn people(&self, scene: &Scene, m: &Mention) -> bool {
        let ours = self.all(|o| &o.participants);
        let shared = |side: &PartyId| {
            let of =
                |list: &[PartyId]| list.iter().filter(|p| scene.same_side(**p, *side)).copied().collect::<Vec<_>>();
            let (one, other) = (of(&ours), of(&m.participants));
            one.is_empty() || other.is_empty() || one.iter().any(|p| other.contains(p))
        };
        m.definite || m.participants.iter().all(shared)
    }

    /// What took place and what is to come are two meetings, unless both have the same day, or the mention only points back:
    /// one with a day or a place of its own does not.
    fn same_reality(&self, m: &Mention, same_day: bool) -> bool {
        let over = |s: Status| matches!(s, Status::Happened | Status::Ongoing);
        over(self.status()) == over(m.status)
            || same_day
            || (m.is_bare() && m.definite && m.when.is_none() && m.place.is_none() && !self.is_readiness())
    }

    /// "ready to meet", "agreed to hold talks", without a day or a place: a stance, until more is told.
    fn is_readiness(&self) -> bool {
        let agreed = |m: &Mention| m.act.absorbed || m.act.kind.is_none();
        let vague = self.when().is_none() && self.place().is_none();
        self.status() == Status::Planned && vague && self.mentions.iter().all(agreed)
    }

    /// The mention that tells most.
    pub fn best(&self) -> &Mention {
        let tells = |m: &Mention| {
            m.parties.len().min(2) * 4 + usize::from(m.when.is_some()) * 2 + usize::from(m.place.is_some())
        };
        // The first of the best.
        self.mentions.iter().rev().max_by_key(|m| tells(m)).unwrap_or(&self.mentions[0])
    }

    /// On whose behalf, each side once.
    pub fn parties(&self, scene: &Scene) -> Vec<PartyId> {
        let mut out: Vec<PartyId> = vec![];
        for p in self.mentions.iter().flat_map(|m| &m.parties) {
            if !out.iter().any(|q| scene.same_side(*p, *q)) {
                out.push(*p);
            }
        }
        // Whoever hosts or mediates attends for no side.
        let helps = |p: &PartyId| {
            let mut helpers = self.mentions.iter().flat_map(|m| m.hosts.iter().chain(&m.mediators));
            helpers.any(|h| scene.same_side(*h, *p))
        };
        for p in self.also.iter().flat_map(|x| &x.parties) {
            if !helps(p) && !out.iter().any(|q| scene.same_side(*p, *q)) {
                out.push(*p);
            }
        }
        out
    }

    /// People, those who attended after those who met.
    pub fn participants(&self) -> Vec<PartyId> {
        let mut out = self.all(|m| &m.participants);
        for p in self.also.iter().flat_map(|x| &x.participants) {
            if !out.contains(p) {
                out.push(*p);
            }
        }
        out
    }

    /// All that its mentions have of a list, each once.
    pub fn all(&self, list: impl Fn(&Mention) -> &Vec<PartyId>) -> Vec<PartyId> {
        let mut out: Vec<PartyId> = vec![];
        for p in self.mentions.iter().flat_map(list) {
            if !out.contains(p) {
                out.push(*p);
            }
        }
        out
    }

    /// The most precise time.
    pub fn when(&self) -> Option<String> {
        let times = self.mentions.iter().filter_map(|m| m.when.as_deref());
        times.rev().max_by_key(|t| t.len().min(10)).map(Into::into)
    }

    /// The first place.
    pub fn place(&self) -> Option<PlaceId> {
        self.mentions.iter().find_map(|m| m.place)
    }

    /// As the best mention has it.
    pub fn status(&self) -> Status {
        self.best().status
    }
}

/// "The foreign ministers will meet in May": several people of no one country, or a council, who meet each other.
fn gathers(scene: &Scene, m: &Mention) -> bool {
    let a = scene.a;
    let verb = a.words[m.act.predicate.word].upos == Upos::Verb && m.act.mode.is_none();
    // "A donors' conference opens in Oslo"
    let joint = has(&words().joint, scene.lemma(m.act.predicate.word));
    let alone = m.act.predicate.objects.is_empty() && m.act.predicate.with("with").next().is_none();
    (m.is_signing() || (verb || joint) && alone) && is_group(scene, m)
}

/// Whether two EDTF times may be the same: one lies in the other.
fn agree(one: Option<&str>, other: Option<&str>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    let Some(((a, b), (c, d))) = bounds(one).zip(bounds(other)) else {
        return one == other || one.starts_with(other) || other.starts_with(one);
    };
    (a <= c && d <= b) || (c <= a && b <= d)
}

/// The first and the last day of a year, month, ISO week, day or interval.
fn bounds(edtf: &str) -> Option<(Date, Date)> {
    let edtf = edtf.trim_end_matches('~');
    if let Some((from, to)) = edtf.split_once('/') {
        return Some((bounds(from)?.0, bounds(to)?.1));
    }
    if let Ok(day) = edtf.parse::<Date>() {
        return Some((day, day));
    }
    let year = edtf.get(..4)?.parse().ok()?;
    match edtf.get(5..) {
        None if edtf.len() == 4 => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        Some(week) if week.starts_with('W') => {
            let monday = ISOWeekDate::new(year, week[1..].parse().ok()?, Weekday::Monday).ok()?.date();
            Some((monday, monday.checked_add(Span::new().days(6)).ok()?))
        }
        Some(month) => {
            let first = Date::new(year, month.parse().ok()?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        None => None,
    }
}
