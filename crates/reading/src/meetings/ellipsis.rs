//! Meetings without their noun: "held a first round in Oslo in March. The second, in Rome in April, failed."

use rapporteur_language::Upos;
use rapporteur_record::{EventType, PlaceId, TimeType};

use super::lexicon::{has, words};
use super::mention::{self, Mention};
use super::table::Table;
use crate::frames::Act;
use crate::predicates::{self, Predicate};
use crate::scene::Scene;

/// Sentences from the meetings that are counted to the one that goes without their noun.
const NEAR: usize = 2;
/// Words from it to its day and place.
const REACH: usize = 9;
/// The rule's name.
const MADE_BY: &str = "meeting.ellipsis";

/// The meetings that an ordinal stands for, where the report has spoken of a meeting shortly before.
pub(super) fn mentions(scene: &Scene, acts: &[Act], table: &Table) -> Vec<Mention> {
    let ordinals = (0..scene.a.words.len()).filter(|w| stands_alone(scene, *w));
    ordinals.filter_map(|w| mention(scene, w, acts, table)).collect()
}

fn mention(scene: &Scene, word: usize, acts: &[Act], table: &Table) -> Option<Mention> {
    let a = scene.a;
    let sentence = a.words[word].sentence;
    let before = |x: &&Act| x.predicate.word < word && a.words[x.predicate.word].sentence + NEAR >= sentence;
    let mut counted = acts.iter().filter(|x| x.meeting && has(&words().counted, scene.lemma(x.predicate.word)));
    let counted = counted.rfind(before)?;
    let verb = a.words[word]
        .head
        .filter(|h| matches!(a.words[word].deprel, "nsubj" | "nsubj:pass" | "obj") && tells(scene, *h));
    if verb.is_none() && a.words[word].deprel != "appos" {
        return None;
    }
    let (day, place) = around(scene, word);
    let act = Act {
        made_by: MADE_BY.into(),
        predicate: Predicate { word, ..Predicate::default() },
        anchor: verb.unwrap_or(word),
        trigger: word..word + 1,
        kind: Some(EventType::Consult),
        mode: None,
        stance: None,
        step: None,
        change: None,
        meeting: true,
        mutual: true,
        actors: vec![],
        recipients: vec![],
        actor_words: vec![],
        named: vec![],
        content: vec![],
        status: predicates::status(a, scene.text, verb.unwrap_or(word)),
        unnamed: false,
        absorbed: false,
    };
    let read = mention::read(scene, &act, table)?;
    let when = day.or(read.when.clone());
    let lower = scene.lower(word);
    let round = has(&words().rounds, scene.lemma(counted.predicate.word)).then(|| words().ordinal(&lower)).flatten();
    let dated = when.is_some() && (place.is_some() || verb.is_some());
    dated.then(|| Mention {
        place: place.or(read.place),
        when,
        round,
        apart: Some(lower),
        definite: false,
        tells: true,
        ..read
    })
}

/// Whether a word is an ordinal with an article and without a noun: "the second", "a third", "the last".
fn stands_alone(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let lower = scene.lower(word);
    let ordinal = words().ordinal(&lower).is_some() || matches!(lower.as_str(), "last" | "next" | "latest");
    let article = || a.children_by(word, "det").any(|d| matches!(scene.lower(d).as_str(), "the" | "a"));
    let of = || a.children_by(word, "nmod").any(|c| predicates::preposition(a, scene.text, c) == "of");
    ordinal
        && matches!(a.words[word].upos, Upos::Adj | Upos::Noun | Upos::Num)
        && article()
        && !of()
        && !scene.is_time(word)
        && a.child(word, &["acl", "acl:relcl"]).is_none()
}

/// Whether a verb tells of a meeting that it takes place, ends or is to come.
fn tells(scene: &Scene, verb: usize) -> bool {
    let lists = [&words().ends, &words().begins, &words().planned, &words().outcomes.verbs, &words().taking_place];
    lists.iter().any(|list| has(list, scene.lemma(verb)) || has(list, &scene.lower(verb)))
        || matches!(scene.lemma(verb), "follow" | "last" | "see")
}

/// The day and the place that stand behind it, before the next verb.
fn around(scene: &Scene, word: usize) -> (Option<String>, Option<PlaceId>) {
    let a = scene.a;
    let end = a.sentences[a.words[word].sentence].words.end.min(word + REACH);
    let stop = (word + 1..end).find(|w| a.words[*w].upos == Upos::Verb).unwrap_or(end);
    let here = |t: &&crate::times::Timed| word < t.words.start && t.words.end <= stop && t.time.kind == TimeType::Date;
    let day = scene.times.iter().find(here).and_then(|t| t.time.value.as_deref());
    let place = scene.place_in(word + 1..stop);
    (day.map(|v| v.split('T').next().unwrap_or(v).to_string()), place)
}
