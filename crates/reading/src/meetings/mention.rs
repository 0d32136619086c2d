//! What does one mention of a meeting tell: who, when, where, which round, in what form, with what result?

use std::ops::Range;

use rapporteur_language::Upos;
use rapporteur_record::{MeetingFormat, PartyId, PartyKind, PlaceId, Status, Step, TimeType};

use super::lexicon::{has, words};
use crate::frames::{Act, arguments};
use crate::predicates;
use crate::scene::Scene;

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
    /// Points back: "the talks", "their meeting".
    pub definite: bool,
}

/// Reads a mention; none where it is about meetings as such.
pub(super) fn read(scene: &Scene, act: &Act) -> Option<Mention> {
    let word = act.predicate.word;
    let noun = scene.a.words[word].upos != Upos::Verb;
    if indefinite(scene, word) || misfit(scene, act) || trip(scene, act) || counts(scene, word) {
        return None;
    }
    let mut heads: Vec<usize> = act.actor_words.iter().chain(&act.predicate.objects).copied().collect();
    let (hosts, mediators) = (helpers(scene, act, &words().roles.hosts), helpers(scene, act, &words().roles.mediators));
    let mut sides: Vec<PartyId> = act.actors.iter().chain(&act.recipients).copied().collect();
    if noun && sides.len() < 2 {
        // "after talks with Annan, Denktash said": who speaks of them took part; "after 21 days of talks the presidents
        // of Serbia and Croatia agreed": so did those who then act together.
        let above = arguments::governor(scene, word);
        let actors = scene.all(&above);
        if act.predicate.with("with").next().is_some() || (sides.is_empty() && several(scene, &actors)) {
            sides.extend(actors);
            heads.extend(above);
        }
    }
    let mut parties: Vec<PartyId> = vec![];
    for p in sides.into_iter().map(|p| scene.principal(p)) {
        if !parties.iter().any(|q| *q == p || scene.same_side(*q, p)) && !mediators.contains(&p) {
            parties.push(p);
        }
    }
    // Someone without an office who comes along comes for those of his country.
    let alone = |p: &PartyId| scene.party(*p).filter(|p| p.kind == PartyKind::Person).and_then(|p| p.country);
    let states: Vec<_> =
        (parties.iter().filter(|p| alone(p).is_none())).filter_map(|p| scene.party(*p)?.country).collect();
    parties.retain(|p| alone(p).is_none_or(|c| !states.contains(&c)));
    let clause = clause(scene, act);
    let when = time(scene, act);
    let mention = Mention {
        place: place(scene, act, &clause),
        round: count(scene, word, &words().rounds),
        day: count(scene, word, &words().days),
        duration: duration(scene, act),
        format: format(scene, act),
        outcome: if noun { outcome(scene, act) } else { None },
        status: status(scene, act, when.as_deref()),
        when,
        clause,
        participants: people(scene, &heads),
        definite: noun && definite(scene, word),
        act: act.clone(),
        parties,
        hosts,
        mediators,
    };
    let loose = noun && has(&words().loose, scene.lemma(word));
    if mention.status == Status::Hypothetical && (mention.when.is_none() || mention.is_bare()) {
        return None;
    }
    if act.step == Some(Step::Signed) && (mention.parties.len() < 2 || mention.place.is_none()) {
        return None;
    }
    let sided = mention.parties.len() > 1 || (!mention.parties.is_empty() && (mention.when.is_some() || !loose));
    (sided || mention.is_certain()).then_some(mention)
}

/// "any talks", "no further meeting".
fn indefinite(scene: &Scene, word: usize) -> bool {
    let modifiers = scene.a.children(word).iter().filter(|c| matches!(scene.a.words[**c].rel(), "det" | "amod"));
    modifiers.into_iter().any(|c| has(&words().indefinite, &scene.lower(*c)))
}

/// "met the deadline": an object that is nobody, where the verb meets somebody.
fn misfit(scene: &Scene, act: &Act) -> bool {
    let p = &act.predicate;
    let verb = scene.a.words[p.word].upos == Upos::Verb;
    verb && !p.objects.is_empty() && scene.all(&p.objects).is_empty()
}

/// Whether these act for two sides or more.
fn several(scene: &Scene, parties: &[PartyId]) -> bool {
    let first = parties.first().map(|p| scene.principal(*p));
    first.is_some_and(|f| parties.iter().any(|p| !scene.same_side(f, scene.principal(*p))))
}

/// "nine rounds of talks": the talks are the meeting.
fn counts(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let counted =
        |c: usize| predicates::preposition(a, scene.text, c) == "of" && a.words[c].feature("Number") == Some("Plur");
    has(&words().rounds, scene.lemma(word)) && a.children_by(word, "nmod").any(counted)
}

/// A journey that is no official's, or to no other party.
fn trip(scene: &Scene, act: &Act) -> bool {
    let official = |p: &PartyId| {
        scene.party(*p).is_some_and(|p| matches!(p.kind, PartyKind::Person | PartyKind::Office | PartyKind::Government))
    };
    let abroad = |p: &PartyId| !act.actors.iter().any(|a| scene.same_side(*a, *p));
    act.mode.as_deref() == Some("visit") && !(act.actors.iter().any(official) && act.recipients.iter().any(abroad))
}

/// The people among those who meet.
fn people(scene: &Scene, heads: &[usize]) -> Vec<PartyId> {
    let mut out = vec![];
    for w in heads {
        let beside = scene.a.children_by(*w, "appos").flat_map(|c| predicates::conjuncts(scene.a, c));
        let all = std::iter::once(*w).chain(beside);
        for p in all.flat_map(|x| scene.parties.mention_at(x)) {
            if scene.party(*p).is_some_and(|p| p.kind == PartyKind::Person) && !out.contains(p) {
                out.push(*p);
            }
        }
    }
    out
}

/// Those whom a word of this list ties to the meeting: "chaired by the UN", "Qatari-mediated", "hosted by Oman".
fn helpers(scene: &Scene, act: &Act, list: &[String]) -> Vec<PartyId> {
    let a = scene.a;
    let mut out = vec![];
    let tops = [act.predicate.word, act.anchor];
    let around = tops.into_iter().flat_map(|t| a.children(t).iter().copied());
    for w in around.filter(|w| has(list, &scene.lemma(*w).to_lowercase())) {
        let p = predicates::predicate(a, scene.text, w);
        let by = p.subjects.iter().chain(p.obliques.iter().map(|(_, o)| o)).filter(|s| !tops.contains(s));
        let by: Vec<usize> = by.copied().collect();
        out.extend(scene.all(&by).into_iter().map(|x| scene.principal(x)));
    }
    if scene.a.words[act.anchor].upos == Upos::Verb
        && has(list, scene.lemma(act.anchor))
        && act.anchor != act.predicate.word
    {
        let p = predicates::predicate(a, scene.text, act.anchor);
        out.extend(scene.all(&p.subjects).into_iter().map(|x| scene.principal(x)));
    }
    out.dedup();
    out
}

fn time(scene: &Scene, act: &Act) -> Option<String> {
    let a = scene.a;
    let described = a.children_by(act.predicate.word, "acl").filter(|c| has(&words().planned, scene.lemma(*c)));
    let relative = a.children_by(act.predicate.word, "acl:relcl").filter(|c| its_own(scene, *c));
    let words: Vec<usize> = [act.predicate.word, act.anchor].into_iter().chain(described).chain(relative).collect();
    scene.when(&words)
}

/// Whether the noun is the subject of its relative clause: "the talks, which began on May 25".
fn its_own(scene: &Scene, clause: usize) -> bool {
    let subject = scene.a.child(clause, &["nsubj"]);
    subject.is_some_and(|s| matches!(scene.a.words[s].xpos, "WDT" | "WP"))
}

/// The place that the tree ties to the meeting, else one that its clause names as a place, else "here".
fn place(scene: &Scene, act: &Act, clause: &Range<usize>) -> Option<PlaceId> {
    let a = scene.a;
    let described = a.children_by(act.predicate.word, "acl").chain(a.children_by(act.predicate.word, "acl:relcl"));
    let words: Vec<usize> = [act.predicate.word, act.anchor].into_iter().chain(described).collect();
    let here = || clause.clone().any(|w| scene.lower(w) == "here").then(|| scene.dateline()).flatten();
    scene.place(&words).or_else(|| clause.clone().find_map(|w| scene.place_at(w))).or_else(here)
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
        let counts =
            head.is_some_and(|h| a.words[act.predicate.word].head == Some(h) && a.is(act.predicate.word, "nmod"));
        counts || above == Some(act.predicate.word) || above == Some(act.anchor)
    };
    let mut durations = scene.times.iter().filter(|t| t.time.kind == TimeType::Duration).filter(tied);
    durations.next().and_then(|t| t.time.timex3.clone())
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
    let said = lists.into_iter().find(|(list, _)| around().any(|w| has(list, &w))).map(|(_, f)| f);
    said.or_else(|| (act.mode.as_deref() == Some("visit")).then_some(MeetingFormat::InPerson))
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

fn status(scene: &Scene, act: &Act, when: Option<&str>) -> Status {
    let a = scene.a;
    let word = act.predicate.word;
    let beside = a.children(word).iter().filter(|c| matches!(a.words[**c].deprel, "acl" | "amod" | "case"));
    if beside.into_iter().any(|c| has(&words().planned, scene.lemma(*c)) || scene.lower(*c) == "before") {
        return Status::Planned;
    }
    let verb = a.words[word].head.filter(|_| matches!(a.words[word].deprel, "obj" | "nsubj:pass"));
    if verb.is_some_and(|v| has(&words().cancelled, scene.lemma(v))) && act.status == Status::Happened {
        return Status::Denied;
    }
    // "a meeting here on Friday", in a report of Tuesday.
    let ahead = when.zip(scene.published).is_some_and(|(w, p)| w.len() >= 10 && p.len() >= 10 && w[..10] > p[..10]);
    if ahead && act.status == Status::Happened { Status::Planned } else { act.status }
}

/// The clause of the verb where the meeting is its subject or object, else the phrase of the meeting itself.
fn clause(scene: &Scene, act: &Act) -> Range<usize> {
    let also: Vec<usize> = act.actor_words.iter().copied().filter(|w| *w != act.predicate.word).collect();
    scene.clause(act.anchor, &also)
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

    /// Whether it is of a certain meeting: points back, or tells its length, number or day.
    pub fn is_certain(&self) -> bool {
        self.definite || self.duration.is_some() || self.day.is_some() || self.round.is_some() || self.when.is_some()
    }
}
