//! Who met, will meet or refused to meet whom? Mentions of encounters, joined over the report.
//!
//! Each act that is an encounter is a mention (`mention`); mentions of the same encounter are one meeting (`join`):
//! "a third day of talks in Miami", "the talks", "they met". What is only talked of as such ("any talks") is none.

mod apart;
mod attendance;
mod ellipsis;
mod join;
mod journeys;
pub(crate) mod lexicon;
mod mention;
mod sides;
mod status;
mod table;
mod topics;
mod when;

use rapporteur_record::{Event, EventId, EventType, Meeting, Outcome, Party, PartyId, Status, Step};

use crate::frames::Act;
use crate::predicates;
use crate::scene::Scene;
use join::Joined;
use lexicon::{has, words};
use table::Table;
pub(crate) use when::is_after;

/// A meeting, and the mention that states it best.
#[derive(Debug, Clone)]
pub struct Read {
    /// The entry.
    pub meeting: Meeting,
    /// The act that states it best.
    act: Act,
}

/// The meetings of a report.
pub fn read(scene: &Scene, acts: &[Act]) -> Vec<Read> {
    let table = Table::read(scene, acts);
    let told = acts.iter().filter(|x| brings_together(scene, x, acts)).filter_map(|x| mention::read(scene, x, &table));
    let mut mentions: Vec<mention::Mention> = told.flat_map(|m| apart::each(scene, m)).collect();
    mentions.extend(ellipsis::mentions(scene, acts, &table));
    mentions.sort_by_key(|m| m.act.predicate.word);
    journeys::drop(scene, &mut mentions);
    let mut joined = join::join(scene, mentions, &table);
    attendance::add(scene, &mut joined);
    joined.into_iter().enumerate().map(|(i, j)| entry(scene, j, i)).collect()
}

/// Those who negotiate in a report, as far as it says.
pub fn negotiators(scene: &Scene, acts: &[Act]) -> Vec<PartyId> {
    Table::read(scene, acts).main(scene.a.sentences.len()).to_vec()
}

/// Those who mediate and those who receive others in a report, as far as it calls them so.
pub fn helpers(scene: &Scene, acts: &[Act]) -> (Vec<PartyId>, Vec<PartyId>) {
    table::all_helpers(scene, acts)
}

/// Whether a report speaks of an armed group far more than of any other that it names in that country.
pub fn stands_out(scene: &Scene, group: &Party) -> bool {
    table::stands_out(scene, group)
}

/// The number that a word names.
pub fn number(scene: &Scene, word: usize) -> Option<usize> {
    sides::count_of(scene, word)
}

/// The sides of those whom a plural noun for an office means: "the presidents".
pub fn office_holders(scene: &Scene, word: usize) -> Vec<PartyId> {
    table::office_holders(scene, word)
}

/// Whether a noun means all who negotiate, and says nothing of whose they are: "both camps", "each side".
pub fn is_all_sides(scene: &Scene, word: usize) -> bool {
    means_all(scene, word, &words().all_sides)
}

/// Whether a plural noun means those who negotiate, and says nothing of whose they are: "the delegates".
pub fn is_collective(scene: &Scene, word: usize) -> bool {
    means_all(scene, word, &words().collective)
}

/// "the other side": whoever sits across from the one who speaks.
pub fn is_other_side(scene: &Scene, word: usize) -> bool {
    let single = scene.a.words[word].feature("Number") == Some("Sing");
    let other = || scene.a.children_by(word, "amod").any(|c| has(&words().across, &scene.lower(c)));
    single && has(&words().all_sides, scene.lemma(word)) && other()
}

fn means_all(scene: &Scene, word: usize, nouns: &[String]) -> bool {
    let a = scene.a;
    let plural = a.words[word].feature("Number") == Some("Plur");
    let each = || a.children_by(word, "det").any(|d| has(&words().each, &scene.lower(d)));
    let against = |c: usize| has(&words().warring, &scene.lower(c)) || has(&words().two, &scene.lower(c));
    let plain = a.children(word).iter().all(|c| match a.words[*c].rel() {
        "amod" | "compound" | "nummod" => against(*c),
        "nmod" | "nmod:poss" | "acl:relcl" | "acl" | "appos" => false,
        _ => true,
    });
    (plural || each()) && plain && has(nouns, scene.lemma(word))
}

/// Encounters, and signings: who signs or comes to terms at one place meets there.
fn brings_together(scene: &Scene, act: &Act, acts: &[Act]) -> bool {
    let concluded = act.step == Some(Step::Adopted) && has(&words().concluding, scene.lemma(act.anchor));
    // "concluded the accord with the American negotiators"
    let together = act.kind == Some(EventType::Agree) && act.mutual && act.actors.len() > 1;
    let concluded = concluded || together && has(&words().concluding, scene.lemma(act.anchor));
    let several = act.kind == Some(EventType::Agree) && act.actors.len() > 1 && act.status == Status::Happened;
    // "agreed in Oslo to meet again": the meeting to come is told.
    let again = || acts.iter().any(|x| x.meeting && x.absorbed && scene.a.is_under(x.anchor, act.anchor));
    let settled = several && settles(scene, act.anchor) && !again();
    act.meeting || act.step == Some(Step::Signed) || settled || (concluded && act.status != Status::Denied)
}

/// "agreed in Oslo to reopen the border": whoever agrees at a place meets there, where the place stands before the terms.
fn settles(scene: &Scene, verb: usize) -> bool {
    let a = scene.a;
    let terms =
        a.children(verb).iter().copied().find(|c| matches!(a.words[*c].rel(), "xcomp" | "ccomp" | "advcl" | "obj"));
    let here = |c: &usize| {
        let venue = has(&words().venues, &predicates::preposition(a, scene.text, *c));
        venue && terms.is_none_or(|t| *c < a.subtree(t).start) && scene.ground(&[*c]).is_some()
    };
    has(&words().settling, scene.lemma(verb)) && a.children_by(verb, "obl").any(|c| here(&c))
}

fn entry(scene: &Scene, joined: Joined, before: usize) -> Read {
    let best = joined.best();
    let first = |of: &dyn Fn(&mention::Mention) -> Option<u32>| joined.mentions.iter().find_map(of);
    let within = |c: &std::ops::Range<usize>| best.clause.start <= c.start && c.end <= best.clause.end;
    let again = joined.mentions.iter().map(|m| &m.clause).chain(joined.also.iter().map(|x| &x.clause));
    let mut mentions: Vec<_> = again.filter(|c| !within(c)).map(|c| scene.evidence(c.clone())).collect();
    mentions.dedup();
    let meeting = Meeting {
        id: rapporteur_record::MeetingId(before as u32 + 1),
        evidence: scene.evidence(best.clause.clone()),
        mentions,
        parties: joined.parties(scene),
        participants: joined.participants(),
        hosts: joined.all(|m| &m.hosts),
        mediators: joined.all(|m| &m.mediators),
        format: joined.mentions.iter().find_map(|m| m.format),
        round: first(&|m| m.round),
        day: first(&|m| m.day),
        when: joined.when(),
        place: joined.place(),
        duration: joined.mentions.iter().find_map(|m| m.duration.clone()),
        topics: topics::topics(scene, &joined.mentions),
        outcome: joined
            .mentions
            .iter()
            .find_map(|m| m.outcome.clone())
            .map(|clause| Outcome { vouched_by: scene.vouchers(clause.start), evidence: scene.evidence(clause) }),
        status: joined.status(),
        vouched_by: scene.vouchers(best.act.anchor),
        made_by: best.act.made_by.clone(),
    };
    Read { act: best.act.clone(), meeting }
}

/// The events that meetings are: CONSULT where they took place, AGREE where they are to come.
pub fn events(scene: &Scene, meetings: &[Read]) -> Vec<Event> {
    meetings.iter().filter_map(|m| event(scene, m)).collect()
}

fn event(scene: &Scene, read: &Read) -> Option<Event> {
    let m = &read.meeting;
    let kind = match m.status {
        Status::Happened | Status::Ongoing => EventType::Consult,
        Status::Planned => EventType::Agree,
        Status::Hypothetical | Status::Denied => return None,
    };
    // A signing is its own event, and so is the asking of an invitation.
    if !read.act.meeting || read.act.kind.is_none() {
        return None;
    }
    // A planned meeting that another act is about ("agreed to meet") is that act's event.
    if kind == EventType::Agree && read.act.absorbed {
        return None;
    }
    // With a host and a visitor the visitor acts, also where the journey is yet to come.
    let directed = !read.act.recipients.is_empty();
    let (actors, recipients): (Vec<PartyId>, Vec<PartyId>) = if directed && !read.act.actors.is_empty() {
        (read.act.actors.clone(), read.act.recipients.clone())
    } else if read.act.actors.is_empty() && directed {
        // "was briefed on the talks": nobody is told to have done it.
        (read.act.recipients.clone(), vec![])
    } else if sides::is_shuttle(&read.act) {
        // Who goes to and fro acts, on those between whom.
        let goes = scene.all(&read.act.predicate.subjects);
        m.parties.iter().partition(|p| goes.iter().any(|g| scene.same_side(scene.principal(*g), **p)))
    } else {
        (m.parties.clone(), vec![])
    };
    Some(Event {
        id: EventId(0),
        kind,
        mode: mode(read, directed).filter(|_| kind == EventType::Consult),
        contexts: vec![],
        evidence: m.evidence.clone(),
        trigger: scene.evidence(read.act.trigger.clone()),
        actors,
        recipients,
        when: m.when.clone(),
        place: m.place,
        status: m.status,
        vouched_by: m.vouched_by.clone(),
        made_by: m.made_by.clone(),
    })
}

fn mode(read: &Read, directed: bool) -> Option<String> {
    use rapporteur_record::MeetingFormat::Remote;
    let m = &read.meeting;
    let mode = match () {
        _ if directed => return read.act.mode.clone(),
        _ if !m.mediators.is_empty() => "third-party",
        _ if m.format == Some(Remote) && m.parties.len() == 2 => "phone",
        _ => return read.act.mode.clone(),
    };
    Some(mode.into())
}
