//! What does one mention of a meeting tell: who, when, where, which round, in what form, with what result?

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::{MeetingFormat, Party, PartyId, PartyKind, PlaceId, Status, Step, TimeType};

use super::lexicon::{has, words};
use super::sides::{self, Sides};
use super::status::status;
use super::table::Table;
use super::when::{dated, is_after, journey, time, to_come};
use crate::frames::Act;
use crate::parties;
use crate::predicates;
use crate::scene::Scene;

/// The frame of an envoy's being somewhere, which is a visit only where the report says when or what for.
const PRESENCE: &str = "consult.presence";

/// The frame of hosts.
const HOSTING: &str = "consult.host";
/// The frame of an invitation.
const INVITATION: &str = "consult.invite";
/// The frame of the noun for a signing.
const SIGNING: &str = "consult.signing";

/// A mention of a meeting.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub act: Act,
    /// On whose behalf, as far as this mention says.
    pub parties: Vec<PartyId>,
    pub participants: Vec<PartyId>,
    pub hosts: Vec<PartyId>,
    pub mediators: Vec<PartyId>,
    pub when: Option<String>,
    pub place: Option<PlaceId>,
    pub round: Option<u32>,
    pub day: Option<u32>,
    pub duration: Option<String>,
    pub format: Option<MeetingFormat>,
    pub outcome: Option<Range<usize>>,
    pub status: Status,
    pub clause: Range<usize>,
    /// Tells of a certain meeting: when, how long, which round, how many rounds.
    pub tells: bool,
    /// Points back: "the talks", "their meeting".
    pub definite: bool,
    /// Is new to the report: "a meeting".
    pub introduced: bool,
    /// What sets it apart from the one before: "the next round".
    pub apart: Option<String>,
}

/// Reads a mention; none where it is about meetings as such.
pub(super) fn read(scene: &Scene, act: &Act, table: &Table) -> Option<Mention> {
    let word = act.predicate.word;
    let noun = is_noun(scene, word);
    if indefinite(scene, word) || misfit(scene, act) || trip(scene, act) || counts(scene, word) || hosts(scene, act) {
        return None;
    }
    let clause = clause(scene, act);
    let duration = duration(scene, act);
    // "telephoned the king and invited him for May": what is told in the past is not to come.
    let told = |w: &String| scene.a.words[word].xpos == "VBD" && scene.published.is_some_and(|p| is_after(w, p));
    let when = time(scene, act, duration.as_deref()).filter(|w| !told(w));
    let (round, day) = (count(scene, word, &words().rounds), count(scene, word, &words().days));
    let several = noun && counted(scene, word);
    let lasting = || dated(scene, &[word, act.anchor], &words().since).is_some();
    let tells = when.is_some() || lasting() || duration.is_some() || round.is_some() || day.is_some() || several;
    let Sides { parties, participants, hosts, mediators } = sides::read(scene, act, table, tells);
    let status = status(scene, act, when.as_deref());
    let when = to_come(scene, act, status, when);
    let mention = Mention {
        place: place(scene, act, &clause),
        tells,
        round,
        day,
        format: format(scene, act),
        outcome: if noun { outcome(scene, act) } else { None },
        status,
        apart: if noun { apart(scene, word) } else { None },
        definite: noun && definite(scene, word),
        introduced: noun && scene.a.children_by(word, "det").any(|d| has(&words().introducing, &scene.lower(d))),
        act: act.clone(),
        duration,
        when,
        clause,
        participants,
        parties,
        hosts,
        mediators,
    };
    if mention.is_bare() && names_others(scene, act) {
        return None;
    }
    let presence = act.made_by.starts_with(PRESENCE);
    if presence && !tells && !has_aim(scene, word) {
        return None;
    }
    let loose = noun && has(&words().loose, scene.lemma(word));
    if noun && !presence && act.mode.as_deref() == Some("visit") && !tells && act.anchor == word {
        // "said during a trip to Oman": only where the report tells of the trip itself.
        return Some(mention).filter(|m| m.status == Status::Denied);
    }
    // "saw the king": only where the report tells when or where; else it may be that he was seen to do something.
    if has(&words().seeing, scene.lemma(word)) && mention.when.is_none() && mention.place.is_none() {
        return None;
    }
    if !noun && has(&words().lasting, scene.lemma(word)) && is_bare_verb(act) && (!tells || mention.parties.len() < 2) {
        return None;
    }
    if has(&words().facing, scene.lemma(word))
        && mention.duration.is_none()
        && act.predicate.with("across").next().is_none()
    {
        return None;
    }
    if mention.status == Status::Hypothetical && (mention.when.is_none() || mention.is_bare()) {
        return None;
    }
    if mention.is_signing() {
        return if concludes(act) && mention.place.is_none() { None } else { signing(scene, mention, table) };
    }
    // "Britain's talks": with whom and when is told elsewhere.
    let sided = mention.parties.len() > 1 || (!mention.parties.is_empty() && (tells || (!loose && !mention.definite)));
    (sided || mention.is_certain()).then_some(mention)
}

/// Whether its frame asks for the verb alone: "talked", "have spoken".
fn is_bare_verb(act: &Act) -> bool {
    act.made_by.rsplit(": ").next().is_some_and(|pattern| !pattern.contains(' '))
}

/// "a meeting with commercial banks", "the guests sat down": those who meet are told, but are no party of the report.
fn names_others(scene: &Scene, act: &Act) -> bool {
    let p = &act.predicate;
    let verb = !is_noun(scene, p.word);
    let among = ["with", "between", "among"].into_iter().flat_map(|case| p.with(case).collect::<Vec<_>>());
    let people = |w: &usize| parties::names_an_actor(scene.lemma(*w));
    let name = |w: &usize| scene.a.words[*w].upos == Upos::Propn;
    let of = p.with("of").filter(|w| !verb && (people(w) || name(w)));
    let told: Vec<usize> = among.chain(of).chain(p.subjects.iter().copied().filter(|_| verb)).collect();
    // "they", "the two leaders": who they are the report has said before.
    let said = |w: usize| {
        let no_name = matches!(scene.a.words[w].upos, Upos::Pron | Upos::Num | Upos::Det);
        no_name || has(&words().collective, scene.lemma(w)) || is_joint_body(scene, w)
    };
    act.meeting && told.first().is_some_and(|w| !scene.is_time(*w) && !said(*w))
}

/// "A working group met": a body of those who negotiate, where the report says nothing else of whose it is.
fn is_joint_body(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let works = || a.children(word).iter().any(|c| has(&words().working, &scene.lower(*c)));
    works() || (scene.whom(word).is_empty() && has(&words().bodies, scene.lemma(word)))
}

/// An accord that was reached, struck or concluded: those who did so met where it is told where.
fn concludes(act: &Act) -> bool {
    !act.meeting && act.step != Some(Step::Signed)
}

/// "The members of the contact group", "three presidents": several people of no one country.
pub(super) fn is_group(scene: &Scene, m: &Mention) -> bool {
    let of_no_country = |p: &PartyId| {
        let party = scene.party(*p);
        party.is_some_and(|p| p.country.is_none() && matches!(p.kind, PartyKind::Office | PartyKind::Government))
    };
    let many = |w: &usize| scene.a.words[*w].feature("Number") == Some("Plur") || scene.a.words[*w].upos == Upos::Propn;
    !m.parties.is_empty() && m.act.actor_words.iter().any(many) && m.parties.iter().all(of_no_country)
}

/// Who signs meets, where it is told where, on which day or by whom in person. A signing to come is of those at the table
/// ("will be signed in Paris"), as is one of which the report tells when and where, but not who signed.
fn signing(scene: &Scene, mut mention: Mention, table: &Table) -> Option<Mention> {
    if mention.parties.is_empty() && mention.status == Status::Planned && mention.place.is_some() {
        mention.parties = table.at(scene.a.words[mention.act.anchor].sentence).to_vec();
    }
    let day = mention.when.as_deref().is_some_and(|w| w.len() >= 10);
    let several = mention.parties.len() > 1 || is_group(scene, &mention);
    let placed = mention.place.is_some();
    let in_person = mention.status == Status::Happened && mention.participants.len() > 1;
    let of_the_table = mention.is_bare() && placed && mention.when.is_some();
    (several && (day || placed || in_person) || of_the_table).then_some(mention)
}

/// "was in Cairo to see the king", "is in Cairo for talks".
fn has_aim(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let aim = |c: &usize| predicates::infinitive(a, scene.text, *c) || has(&words().joint, scene.lemma(*c));
    a.children_by(word, "advcl").chain(a.children_by(word, "obl")).any(|c| aim(&c))
}

/// "any talks", "no further meeting".
fn indefinite(scene: &Scene, word: usize) -> bool {
    let modifiers = scene.a.children(word).iter().filter(|c| matches!(scene.a.words[**c].rel(), "det" | "amod"));
    modifiers.into_iter().any(|c| has(&words().indefinite, &scene.lower(*c)))
}

/// "met the deadline", "calls himself a mediator": an object that is nobody, or the one who acts.
fn misfit(scene: &Scene, act: &Act) -> bool {
    let p = &act.predicate;
    let verb = !is_noun(scene, p.word) && act.meeting;
    let himself = |w: &usize| scene.a.words[*w].feature("Reflex") == Some("Yes");
    let somebody = |w: &usize| sides::is_somebody(scene, *w);
    let nobody = |list: &[usize]| !list.is_empty() && !list.iter().any(somebody);
    // "spent an hour with", but not "shook hands", which who meets does besides
    let manner = |o: &usize| has(&words().manners, scene.lemma(*o));
    let way = |o: &usize| manner(o) || act.named.contains(o) && !has(&words().gestures, scene.lemma(*o));
    // "met each side alone"
    let all_there = |list: &[usize]| list.iter().any(|w| sides::means_all(scene, *w));
    let objects: Vec<usize> = p.objects.iter().copied().filter(|o| !way(o)).collect();
    let with: Vec<usize> = p.with("with").collect();
    // "negotiated a treaty" they did together.
    // "told this newspaper by telephone"
    let press = |w: &usize| {
        let named = |p: &PartyId| scene.party(*p).is_some_and(|p| p.kind == PartyKind::Media);
        has(&words().press, scene.lemma(*w)) || scene.whom(*w).iter().any(named)
    };
    let told = p.objects.iter().chain(&p.indirect).any(press);
    let made = has(&words().negotiating, scene.lemma(p.word));
    // "met with disgust"
    let with = act.made_by.ends_with(" with") && nobody(&with);
    verb && (with
        || told
        || !made && !objects.is_empty() && (scene.all(&objects).is_empty() && !all_there(&objects) || nobody(&objects))
        || p.objects.iter().any(himself))
}

/// Whether a word names its meeting as a noun does: "two days of haggling" counts a gerund.
pub(super) fn is_noun(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let counted = || a.children(word).iter().any(|c| *c < word && scene.lower(*c) == "of");
    a.words[word].upos != Upos::Verb || (a.words[word].xpos == "VBG" && counted())
}

/// "nine rounds of talks": the talks are the meeting.
fn counts(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let counted =
        |c: usize| predicates::preposition(a, scene.text, c) == "of" && a.words[c].feature("Number") == Some("Plur");
    has(&words().rounds, scene.lemma(word)) && a.children_by(word, "nmod").any(counted)
}

/// "five hours of talks, hosted by Finland": the talks are the meeting.
fn hosts(scene: &Scene, act: &Act) -> bool {
    let objects = &act.predicate.objects;
    let talks = |w: &usize| {
        let of = || scene.a.children_by(*w, "nmod").any(|c| has(&words().joint, scene.lemma(c)));
        // "hosted the Vienna Energy Forum": the name is that of a meeting.
        let lemma = scene.lemma(*w).to_lowercase();
        has(&words().joint, &lemma) || has(&words().gatherings, &lemma) || scene.is_time(*w) && of()
    };
    act.made_by.starts_with(HOSTING) && !objects.is_empty() && objects.iter().all(talks)
}

/// A journey that is no official's, or to no other party.
fn trip(scene: &Scene, act: &Act) -> bool {
    // Anyone may have been somewhere.
    let titled = |p: &Party| p.kind != PartyKind::Person || !p.roles.is_empty() || !p.sector.is_empty();
    let in_office = |p: &Party| !act.made_by.starts_with(PRESENCE) || titled(p);
    let leads = |w: &usize| has(&words().collective, scene.lemma(*w)) && !scene.whom(*w).is_empty();
    let led = act.actor_words.iter().any(leads);
    let official = |p: &PartyId| {
        let kind = |k| matches!(k, PartyKind::Person | PartyKind::Office | PartyKind::Government);
        scene.party(*p).is_some_and(|p| kind(p.kind) && in_office(p))
    };
    // The envoy of a body acts for the body; it is he who travels.
    let mut travellers = act.actor_words.iter().flat_map(|w| scene.parties.mention_at(*w)).chain(&act.actors);
    let abroad = |p: &PartyId| !act.actors.iter().any(|a| scene.same_side(*a, *p));
    let together = sides::back_to_the_table(scene, act);
    act.mode.as_deref() == Some("visit")
        && !together
        && !((led || travellers.any(official)) && act.recipients.iter().any(abroad))
}

/// The place that the tree ties to the meeting, else one that its clause names as a place, else "here" or "there".
fn place(scene: &Scene, act: &Act, clause: &Range<usize>) -> Option<PlaceId> {
    let a = scene.a;
    let described = a.children_by(act.predicate.word, "acl").chain(a.children_by(act.predicate.word, "acl:relcl"));
    let tops: Vec<usize> = [act.predicate.word, act.anchor].into_iter().chain(described).collect();
    let tops = [tops, raised(scene, act.predicate.word).into_iter().collect()].concat();
    let there = || clause.clone().any(|w| scene.lower(w) == "there").then(|| scene.last_place(act.anchor)).flatten();
    let here = || clause.clone().any(|w| scene.lower(w) == "here").then(|| scene.dateline()).flatten();
    // "an agreement to end the war in Chad": the place of the war.
    let elsewhere = |w: usize| {
        let noun = a.ancestors(w).skip(1).find(|x| a.words[*x].upos != Upos::Propn && !scene.is_time(*x));
        noun.is_some_and(|n| !tops.contains(&n) && a.words[n].upos == Upos::Noun && !a.is_under(act.predicate.word, n))
    };
    let within = || clause.clone().filter(|w| !elsewhere(*w)).find_map(|w| scene.place_at(w));
    // "flew to Oslo"
    let visited = act.predicate.obliques.iter().filter(|(case, _)| has(&words().destinations, case)).map(|(_, w)| *w);
    let leads = act.mode.as_deref() == Some("visit") || act.made_by.starts_with(INVITATION);
    let land = act.predicate.objects.iter().copied().filter(|_| act.mode.is_some());
    let visited = land.chain(visited).filter(|_| leads);
    let gone = journey(scene, act).map(|v| predicates::predicate(a, scene.text, v).obliques).unwrap_or_default();
    let gone = gone.into_iter().filter(|(case, _)| has(&words().destinations, case)).map(|(_, w)| w);
    let visited = visited.chain(gone);
    if let Some(there) = visited.into_iter().find_map(|w| scene.place_in(w..w + 1)) {
        return Some(there);
    }
    // "signed a treaty in Riga"
    // ... "met Hamas leaders in Cairo"
    let objects = act.predicate.objects.iter().filter(|o| !act.meeting || act.mutual && !scene.whom(**o).is_empty());
    let beside = objects.flat_map(|o| a.children_by(*o, "nmod")).find_map(|c| scene.place_at(c));
    tied(scene, act, &tops).or(beside).or_else(within).or_else(here).or_else(there)
}

/// "Talks are set to take place in Oslo", "are expected to begin there": the verb that the other leads on to.
pub(super) fn raised(scene: &Scene, word: usize) -> Option<usize> {
    let above = scene.a.words[word].head.filter(|_| scene.a.words[word].rel() == "nsubj")?;
    scene.a.child(above, &["xcomp"])
}

/// The place that the tree ties to it: "talks on Aceh in Tokyo" are in Tokyo.
fn tied(scene: &Scene, act: &Act, tops: &[usize]) -> Option<PlaceId> {
    let a = scene.a;
    let below = || tops.iter().flat_map(|t| a.children(*t).iter().copied());
    let phrases = below().filter(|c| matches!(a.words[*c].rel(), "nmod" | "obl"));
    let venues = phrases.filter(|c| has(&words().venues, &predicates::preposition(a, scene.text, *c)));
    // "at Oslo's request" tells whose wish it was.
    let wished = |c: &usize| has(&words().behests, scene.lemma(*c));
    if let Some(venue) = venues.filter(|c| !wished(c)).find_map(|c| scene.place_in(a.subtree(c))) {
        return Some(venue);
    }
    if a.words[act.predicate.word].upos == Upos::Verb {
        return scene.place(tops);
    }
    below().filter(|c| a.is(*c, "compound")).find_map(|c| scene.place_in(c..c + 1))
}

/// The number in "the third round of talks", "a third straight day of talks", "round three".
fn count(scene: &Scene, word: usize, nouns: &[String]) -> Option<u32> {
    let a = scene.a;
    let above = a.words[word].head.filter(|_| a.is(word, "nmod"));
    let counted = std::iter::once(word).chain(above).find(|w| has(nouns, scene.lemma(*w)))?;
    a.children(counted).iter().find_map(|c| words().ordinal(&scene.lower(*c)))
}

/// ISO 8601, of "five hours of talks", "two-day talks", "met for three hours".
fn duration(scene: &Scene, act: &Act) -> Option<String> {
    let a = scene.a;
    let tied = |t: &&crate::times::Timed| {
        let head = t.words.clone().find(|w| a.words[*w].head.is_none_or(|h| !t.words.contains(&h)));
        let above = head.and_then(|h| a.words[h].head);
        // "six months and nine rounds of talks"
        let of = counted_by(scene, act.predicate.word);
        let counts = head.is_some_and(|h| of.is_some_and(|o| o == h || a.is(o, "conj") && a.words[o].head == Some(h)));
        counts || above == Some(act.predicate.word) || above == Some(act.anchor)
    };
    // "will meet in two weeks"
    let until = |t: &&crate::times::Timed| {
        let head = t.words.clone().find(|w| a.words[*w].head.is_none_or(|h| !t.words.contains(&h)));
        head.is_some_and(|h| has(&words().lead, &predicates::preposition(a, scene.text, h)))
    };
    let lengths = scene.times.iter().filter(|t| t.time.kind == TimeType::Duration);
    let mut durations = lengths.filter(tied).filter(|t| !until(t));
    durations.next().and_then(|t| t.time.timex3.clone())
}

/// What counts it: of "three days of talks", "a week of haggling" the days.
pub(super) fn counted_by(scene: &Scene, word: usize) -> Option<usize> {
    let a = scene.a;
    a.words[word].head.filter(|_| a.is(word, "nmod") || (a.is(word, "acl") && is_noun(scene, word)))
}

/// "nine rounds of talks".
fn counted(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let above = a.words[word].head.filter(|h| a.is(word, "nmod") && has(&words().rounds, scene.lemma(*h)));
    above.is_some_and(|h| a.child(h, &["nummod"]).is_some())
}

fn format(scene: &Scene, act: &Act) -> Option<MeetingFormat> {
    let f = &words().formats;
    let lists = [
        (&f.remote, MeetingFormat::Remote),
        (&f.indirect, MeetingFormat::Indirect),
        (&f.in_person, MeetingFormat::InPerson),
    ];
    let tops = [act.predicate.word, act.anchor];
    let around = || {
        let own = tops.into_iter();
        own.chain(tops.into_iter().flat_map(|t| scene.a.children(t).iter().copied())).map(|w| scene.lower(w))
    };
    if act.mode.as_deref() == Some("visit") {
        // "paid a call on the king"
        return Some(MeetingFormat::InPerson);
    }
    lists.into_iter().find(|(list, _)| around().any(|w| has(list, &w))).map(|(_, f)| f)
}

/// What is told of the result: the clause of which the meeting is the subject, or in which "in the talks" stands.
fn outcome(scene: &Scene, act: &Act) -> Option<Range<usize>> {
    let a = scene.a;
    let word = act.predicate.word;
    let head = a.words[word].head.filter(|h| a.words[*h].upos == Upos::Verb)?;
    let subject = a.words[word].rel() == "nsubj";
    let within = a.is(word, "obl") && predicates::preposition(a, scene.text, word) == "in";
    let tells = has(&words().outcomes.verbs, scene.lemma(head)) && (subject || within);
    let bare = subject && a.children(head).len() <= 2;
    (tells && !bare).then(|| scene.clause(head, &[]))
}

/// The clause of the verb where the meeting is its subject or object, else the phrase of the meeting itself.
fn clause(scene: &Scene, act: &Act) -> Range<usize> {
    let also: Vec<usize> = act.actor_words.iter().copied().filter(|w| *w != act.predicate.word).collect();
    // "two days of haggling"
    let counted = Some(act.anchor).filter(|w| scene.a.words[*w].upos == Upos::Verb && is_noun(scene, *w));
    let top = counted.and_then(|w| counted_by(scene, w)).filter(|h| scene.a.words[*h].upos == Upos::Noun);
    scene.clause(top.unwrap_or(act.anchor), &also)
}

/// The modifier that sets it apart from what was spoken of before: "the next round".
fn apart(scene: &Scene, word: usize) -> Option<String> {
    let a = scene.a;
    let above = a.words[word].head.filter(|_| a.is(word, "nmod"));
    let counted = above.filter(|h| has(&words().rounds, scene.lemma(*h)));
    let modifiers = std::iter::once(word).chain(counted).flat_map(|w| a.children(w).iter().map(|c| scene.lower(*c)));
    modifiers.into_iter().find(|m| has(&words().apart, m))
}

/// "the talks", "their meeting", "this week's talks".
fn definite(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let timed = a.children_by(word, "nmod:poss").any(|c| scene.is_time(c));
    timed || a.children(word).iter().any(|c| has(&words().definite, &scene.lower(*c)))
}

impl Mention {
    /// Whether it says nothing of who meets.
    pub fn is_bare(&self) -> bool {
        self.parties.is_empty()
    }

    /// Whether it is the signing of something, which is no part of the talks before it.
    pub fn is_signing(&self) -> bool {
        !self.act.meeting || self.act.made_by.starts_with(SIGNING)
    }

    /// Whether one goes to and fro between those who meet.
    pub fn is_shuttle(&self) -> bool {
        sides::is_shuttle(&self.act)
    }

    /// Whether it is of a certain meeting: points back, or tells its length, number or day.
    pub fn is_certain(&self) -> bool {
        self.definite || self.tells
    }
}
