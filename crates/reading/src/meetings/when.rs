//! When was a meeting, by one mention? The time that the tree ties to it, to the verb that begins or ends it, or to the
//! journey made for it.

use jiff::Span;
use jiff::civil::Date;
use rapporteur_language::Upos;
use rapporteur_record::{Status, TimeType};

use super::lexicon::{has, words};
use super::mention::{counted_by, raised};
use super::sides;
use super::status::{done_to, is_called_off, is_verb};
use crate::frames::Act;
use crate::predicates;
use crate::scene::Scene;

/// When it was: the time that the tree ties to it, else that of the clause in which it stands; of "three days of talks"
/// that end or begin on a day, all of them.
pub(super) fn time(scene: &Scene, act: &Act, duration: Option<&str>) -> Option<String> {
    let a = scene.a;
    let word = act.predicate.word;
    if let Some(day) = put_off(scene, word) {
        return Some(day);
    }
    let before = |v| predicates::status(a, scene.text, v) == Status::Planned;
    if duration.is_none() && after(scene, word).is_some_and(before) {
        // "after the meeting he will return on Monday" tells when he returns.
        return None;
    }
    let described = a.children_by(word, "acl").filter(|c| has(&words().planned, scene.lemma(*c)));
    let relative = a.children_by(word, "acl:relcl").filter(|c| its_own(scene, *c));
    // "called off on Monday" tells when it was called off.
    let anchor = Some(act.anchor).filter(|_| !is_called_off(scene, word));
    let journey = journey(scene, act);
    // "wound up three days of talks on Wednesday"
    let counted = counted_by(scene, word).filter(|h| a.words[*h].upos == Upos::Noun);
    let brought = [Some(word), counted].into_iter().flatten().find_map(|w| done_to(scene, w));
    // "A second round is pencilled in for January"
    let fixed = |v: usize| done_to(scene, word) == Some(v) && has(&words().planned, scene.lemma(v));
    let brought = brought.filter(|v| (sides::turns(scene, *v) || fixed(*v)) && !is_called_off(scene, word));
    let brought = brought.or_else(|| misread(scene, word));
    let told = anchor.into_iter().chain(brought).chain(raised(scene, word));
    let tops: Vec<usize> = [word].into_iter().chain(told).chain(described).chain(relative).chain(journey).collect();
    let occasions = a.children_by(act.anchor, "obl").filter(|c| has(&words().occasions, scene.lemma(*c)));
    let own = scene.when(&tops).or_else(|| scene.when(&occasions.collect::<Vec<_>>()));
    let above = || a.words[act.anchor].head.filter(|h| a.words[*h].upos == Upos::Verb);
    let marked = |list: &[String]| a.children_by(act.anchor, "mark").any(|m| has(list, &scene.lower(m)));
    if let (None, Some(_), Some(verb)) = (&own, duration, after(scene, word)) {
        // "agreed on Tuesday to end the war, after 21 days of talks"
        let mut verbs = a.ancestors(verb).filter(|w| a.words[*w].upos == Upos::Verb);
        return verbs.find_map(|v| scene.when(&[v])).map(|day| stretch(&day, duration, true));
    }
    let during = a.is(act.anchor, "advcl") && (marked(&words().meanwhile) || a.words[act.anchor].xpos == "VBG");
    let when =
        own.or_else(|| scene.when(&[above().filter(|_| during)?])).or_else(|| scene.when(&[held_in(scene, act)?]))?;
    let tells = |list: &[String]| tops.iter().any(|t| has(list, scene.lemma(*t)) || has(list, &scene.lower(*t)));
    match () {
        _ if tells(&words().ends) => Some(stretch(&when, duration, true)),
        _ if tells(&words().begins) => Some(stretch(&when, duration, false)),
        _ => Some(when),
    }
}

/// The verb of "gave up the claim at a summit in Oslo on May 3", "reminded him in a call on Friday". What is
/// said during a trip tells nothing of the trip.
fn held_in(scene: &Scene, act: &Act) -> Option<usize> {
    let (a, word) = (scene.a, act.predicate.word);
    let inside = has(&words().within, &predicates::preposition(a, scene.text, word));
    // Trees often hang it on what was given up there.
    let thing = a.words[word].head.filter(|h| a.is(word, "nmod") && a.is(*h, "obj"));
    let top = if a.is(word, "obl") { Some(word) } else { thing };
    let verb = top.and_then(|t| a.words[t].head).filter(|h| a.words[*h].upos == Upos::Verb);
    verb.filter(|_| inside && act.mode.as_deref() != Some("visit"))
}

/// The new day of what is put off: "adjourned the talks until Monday", "the talks were postponed to May".
pub(super) fn put_off(scene: &Scene, word: usize) -> Option<String> {
    let verb = done_to(scene, word).filter(|v| words().adjourned.iter().any(|entry| is_verb(scene, *v, entry)))?;
    dated(scene, &[verb], &words().until)
}

/// The day that one of these prepositions ties to one of these words: "until Monday", "since March".
pub(super) fn dated(scene: &Scene, tops: &[usize], cases: &[String]) -> Option<String> {
    let a = scene.a;
    let tied = |t: &&crate::times::Timed| {
        let head = t.words.clone().find(|w| a.words[*w].head.is_none_or(|h| !t.words.contains(&h)));
        let led = head.is_some_and(|h| has(cases, &predicates::preposition(a, scene.text, h)));
        led && head.and_then(|h| a.words[h].head).is_some_and(|h| tops.contains(&h))
    };
    let day = scene.times.iter().filter(|t| t.time.kind == TimeType::Date).find(tied)?.time.value.as_deref()?;
    Some(day.split('T').next().unwrap_or(day).to_string())
}

/// When what is planned is to be, where the day that was read has passed ("proposed a meeting on Friday"), or none was:
/// "will meet again in two weeks", "within a month".
pub(super) fn to_come(scene: &Scene, act: &Act, status: Status, when: Option<String>) -> Option<String> {
    let published: Option<Date> = scene.published.and_then(|p| p.get(..10)?.parse().ok());
    let Some(today) = published.filter(|_| status == Status::Planned) else { return when };
    let Some(day) = when else { return lead_time(scene, act, today) };
    let read: Option<Date> = day.parse().ok();
    let weekday = |t: &&crate::times::Timed| {
        let one = t.time.value.as_deref() == Some(day.as_str()) && t.words.len() == 1;
        one && has(&words().weekdays, &scene.lower(t.words.start))
    };
    // "flew to Cairo on Monday to see the king": the day of the journey.
    let near =
        |d: &Date| journey(scene, act).is_none() && *d < today && today.since(*d).is_ok_and(|s| s.get_days() < 7);
    let passed = read.filter(near).filter(|_| scene.times.iter().any(|t| weekday(&t)));
    passed.and_then(|d| d.checked_add(Span::new().days(7)).ok()).map_or(Some(day), |d| Some(d.to_string()))
}

/// The day to which "in ten days", "within a month" leads.
fn lead_time(scene: &Scene, act: &Act, today: Date) -> Option<String> {
    let a = scene.a;
    let case = |t: &crate::times::Timed| {
        let head = t.words.clone().find(|w| a.words[*w].head.is_none_or(|h| !t.words.contains(&h)))?;
        let tied = a.words[head].head.is_some_and(|h| h == act.anchor || h == act.predicate.word);
        tied.then(|| predicates::preposition(a, scene.text, head))
    };
    let durations = scene.times.iter().filter(|t| t.time.kind == TimeType::Duration);
    let led = durations.filter_map(|t| Some((case(t)?, t.time.timex3.as_deref()?)));
    let (case, length) = led.into_iter().find(|(case, _)| has(&words().lead, case))?;
    let (count, unit) = length.strip_prefix('P')?.split_at_checked(length.len() - 2)?;
    let n: i64 = count.parse().ok().filter(|n| (1..=60).contains(n))?;
    let (span, precise) = match unit {
        "D" => (Span::new().days(n), 10),
        "W" => (Span::new().weeks(n), 10),
        "M" => (Span::new().months(n), 7),
        _ => return None,
    };
    let then = today.checked_add(span).ok()?.to_string();
    match case.as_str() {
        "within" => Some(format!("{today}/{then}")),
        _ if unit == "W" => Some(format!("{then}~")),
        _ => Some(then[..precise].to_string()),
    }
}

/// The verb of "The talks resume on Thursday", which the tagger takes for a noun.
pub(super) fn misread(scene: &Scene, word: usize) -> Option<usize> {
    let a = scene.a;
    let last = |h: &usize| *h == word + 1 && a.words[*h].upos == Upos::Noun && a.words[*h].head.is_none();
    a.words[word].head.filter(|h| a.is(word, "compound") && last(h) && sides::turns(scene, *h))
}

/// The verb of "flew to Cairo to confer with", "sent its minister to Cairo for talks": the journey made for it.
pub(super) fn journey(scene: &Scene, act: &Act) -> Option<usize> {
    let a = scene.a;
    let top = a.ancestors(act.anchor).find(|w| !a.is(*w, "nmod"))?;
    let aim = a.is(top, "advcl") && predicates::infinitive(a, scene.text, top)
        || a.is(top, "obl") && predicates::preposition(a, scene.text, top) == "for";
    a.words[top].head.filter(|h| aim && has(&words().journeys, scene.lemma(*h)))
}

/// The verb of "signed after talks".
pub(super) fn after(scene: &Scene, word: usize) -> Option<usize> {
    let a = scene.a;
    let top = a.ancestors(word).find(|w| !a.is(*w, "nmod"))?;
    let led = has(&words().past, &predicates::preposition(a, scene.text, top));
    a.words[top].head.filter(|h| led && a.words[*h].upos == Upos::Verb)
}

/// The days of "three days of talks" of which the last or the first is known.
fn stretch(day: &str, duration: Option<&str>, last: bool) -> String {
    let days = duration.and_then(|d| d.strip_prefix('P')?.strip_suffix('D')?.parse::<i64>().ok());
    let known: Option<Date> = day.parse().ok();
    let Some((days, known)) = days.filter(|d| (2..=366).contains(d)).zip(known) else { return day.to_string() };
    let span = Span::new().days(days - 1);
    let other = if last { known.checked_sub(span) } else { known.checked_add(span) };
    let Ok(other) = other else { return day.to_string() };
    if last { format!("{other}/{known}") } else { format!("{known}/{other}") }
}

/// Whether the noun is the subject of its relative clause: "the talks, which began on May 25".
fn its_own(scene: &Scene, clause: usize) -> bool {
    let subject = scene.a.child(clause, &["nsubj"]);
    subject.is_some_and(|s| matches!(scene.a.words[s].xpos, "WDT" | "WP"))
}

/// Whether a day, week or month lies wholly after the day of publication.
pub(crate) fn is_after(when: &str, published: &str) -> bool {
    let (Some(from), Some(day)) = (when.get(..7), published.get(..10)) else { return false };
    let week = || day.parse().ok().map(|d: Date| d.iso_week_date());
    match when.get(..10) {
        Some(first) => first > day,
        None if from.contains('W') => {
            week().is_some_and(|w| when > format!("{:04}-W{:02}", w.year(), w.week()).as_str())
        }
        // A season: "this summer" tells of what is over and of what is to come.
        None if from.get(5..).is_some_and(|m| m > "12") => from[..4] > day[..4],
        None => from > &day[..7],
    }
}
