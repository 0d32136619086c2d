//! Which acts does a report tell of? Predicates matched with the frames of the lexicon, their roles filled with parties.
//!
//! Acts are what events, meetings, positions, steps of instruments and changes of control are read from. An act knows
//! the lexicon entry that made it, how real it is, and whether it is only what another act is about ("agreed to
//! withdraw": the withdrawal is what was agreed).

pub mod arguments;
pub mod check;
mod contents;
pub mod lexicon;
mod matching;
pub mod means;
pub(crate) mod moods;
pub(crate) mod unframed;

use std::ops::Range;

use rapporteur_record::{ControlChange, EventType, PartyId, Stance, Status, Step};

use crate::predicates::{self, Predicate};
use crate::scene::Scene;
use lexicon::{Frames, Pattern, Pos};

/// An act that a report tells of.
#[derive(Debug, Clone)]
pub struct Act {
    /// The lexicon entry: frame and pattern.
    pub made_by: String,
    /// The word that names it, and its arguments.
    pub predicate: Predicate,
    /// The verb that tells whether and when: of "held talks" it is "held".
    pub anchor: usize,
    /// Words that name it.
    pub trigger: Range<usize>,
    /// PLOVER's type, where it is an event.
    pub kind: Option<EventType>,
    /// PLOVER's mode.
    pub mode: Option<String>,
    /// Where the actors stand.
    pub stance: Option<Stance>,
    /// What becomes of an instrument.
    pub step: Option<Step>,
    /// What becomes of a territory.
    pub change: Option<ControlChange>,
    /// Whether it is an encounter.
    pub meeting: bool,
    /// Whether both sides act.
    pub mutual: bool,
    /// Who acts.
    pub actors: Vec<PartyId>,
    /// Whom it is done to.
    pub recipients: Vec<PartyId>,
    /// The heads of the actors' words.
    pub actor_words: Vec<usize>,
    /// Other words that its pattern asks for: of "took hostages" the hostages.
    pub named: Vec<usize>,
    /// The heads of what is demanded, refused, agreed to.
    pub content: Vec<usize>,
    /// How real it is.
    pub status: Status,
    /// Whether it is done to someone whom the report gives no name: "urged lawmakers".
    pub unnamed: bool,
    /// Whether another act is about it: it is then no event of its own.
    pub absorbed: bool,
}

/// The acts of a report, in the order of their words.
pub fn acts(scene: &Scene, frames: &Frames) -> Vec<Act> {
    let mut out: Vec<Act> = vec![];
    let mut about: Vec<usize> = vec![];
    for word in 0..scene.a.words.len() {
        let Some((patterns, anchor)) = matching::evoked(scene, frames, word) else { continue };
        let mut named = false;
        for pattern in patterns {
            let event = frames.frame(pattern).kind.is_some();
            if named && event {
                continue;
            }
            let act = act(scene, frames, pattern, word, anchor);
            if (frames.frame(pattern).directed && act.recipients.is_empty()) || moods::to_the_press(scene, &act) {
                continue;
            }
            // Where nobody is said to speak the words may mean another act.
            let unspoken = act.actors.is_empty() && frames.frame(pattern).is_spoken();
            named |= event && !unspoken;
            if governs(&act) && !frames.frame(pattern).factive && !moods::schedules(scene, word) {
                about.push(out.len());
            }
            out.push(act);
        }
    }
    moods::turn_by_content(scene, &mut out);
    out.extend(unframed::acts(scene, &out));
    contents::complete(scene, &mut out);
    carry_out(scene, &mut out);
    absorb(scene, &mut out, &about);
    consume(&mut out);
    victims(scene, &mut out);
    out.sort_by_key(|x| x.predicate.word);
    out
}

fn act(scene: &Scene, frames: &Frames, pattern: &Pattern, word: usize, anchor: usize) -> Act {
    let frame = frames.frame(pattern);
    let mut predicate = matching::arguments(scene, frames, word, anchor);
    if frame.pos == Pos::Adjective && predicates::is_passive(scene.a, word) {
        // "is prepared to sign": a participle that describes its subject.
        predicate.subjects = std::mem::take(&mut predicate.objects);
    }
    if frame.pos == Pos::Noun && frame.kind == Some(EventType::Assault) {
        arguments::set_place_apart(scene, &mut predicate);
    }
    let (mut actors, actor_words) = arguments::parties(scene, &predicate, &frame.actor, &[]);
    if governs_as(frame.kind) && moods::is_of_things(scene, &predicate, &actor_words) {
        actors.clear();
    }
    let (mut recipients, words) = arguments::parties(scene, &predicate, &frame.recipient, &actors);
    if frame.kind == Some(EventType::Request) {
        // "called for a war against Chad" asks nothing of Chad, and who is to be freed is asked nothing either.
        if words.iter().all(|w| against(scene, *w) || arguments::suffers(scene, &predicate, *w)) {
            recipients.clear();
        }
        recipients.retain(|p| {
            let told = !predicate.complements.is_empty() && arguments::is_told(scene, &predicate, *p);
            told || !arguments::is_wanted(scene, *p)
        });
    }
    if recipients.is_empty() && matches!(frame.kind, Some(EventType::Request | EventType::Accuse)) {
        recipients = arguments::own_people(scene, &predicate, &frame.recipient, &actors);
    }
    use EventType::{Agree, Concede, Reject, Request};
    let at_large =
        matches!(frame.kind, Some(Agree | Reject)) && arguments::leave_out(scene, &predicate, &mut recipients);
    if matches!(frame.kind, Some(Agree | Concede | Reject | Request)) {
        arguments::hearers(scene, &predicate, &mut recipients);
    }
    if frame.mutual {
        actors.append(&mut recipients);
    }
    let (mut kind, mut mode, mut stance, mut step) = (frame.kind, frame.mode.clone(), frame.stance, frame.step);
    let mut status = status(scene, anchor, kind);
    let named = matching::named(scene, frames, &predicate, pattern);
    // "will have none of it": what the pattern asks for denies nothing.
    if status == Status::Denied && named.iter().any(|w| predicates::names_nobody(&scene.lower(*w))) {
        status = Status::Happened;
    }
    // "invited him to Oslo": the meeting is to come.
    if frame.meeting && kind.is_none() && frame.pos == Pos::Verb && status == Status::Happened {
        status = Status::Planned;
    }
    // "denied that it supports them" is no refusal to support them.
    // "would not hear of": what says something only where it is negated says it in every mood.
    let only_negated = kind.is_none() && stance.is_none() && step.is_none();
    let negated = (status == Status::Denied || only_negated)
        && predicates::negated(scene.a, scene.text, anchor)
        && !predicates::in_part(scene.a, scene.text, anchor);
    if let Some(turned) = frame.negated.as_ref().filter(|_| negated) {
        (kind, mode, stance) = (turned.kind, turned.mode.clone(), turned.stance);
        // "did not sign the treaty": nothing has become of the treaty.
        (status, step) = (Status::Happened, None);
    }
    let unnamed = at_large || recipients.is_empty() && arguments::addresses_others(scene, &predicate, &frame.recipient);
    let mut content = arguments::words(scene, &predicate, &frame.content);
    content.retain(|w| !actor_words.contains(w));
    let trigger = matching::trigger(scene, word, anchor, pattern);
    if mode.is_none()
        && let Some(kind) = kind
    {
        mode = means::mode(scene, kind, &predicate);
    }
    let mut act = Act {
        made_by: format!("{}: {}", frame.id, pattern.key),
        predicate,
        anchor,
        trigger,
        kind,
        mode,
        stance,
        step,
        change: frame.change,
        meeting: frame.meeting,
        mutual: frame.mutual,
        actors,
        recipients,
        actor_words: actor_words.into_iter().chain(words.into_iter().filter(|_| frame.mutual)).collect(),
        named,
        content,
        status,
        unnamed,
        absorbed: false,
    };
    moods::turn(scene, &mut act);
    act
}

/// Whether a word is led by "against".
fn against(scene: &Scene, word: usize) -> bool {
    predicates::preposition(scene.a, scene.text, word) == "against"
}

/// How real an act is. A blow that was only attempted was struck; a verb in the present that no one says of themselves
/// tells of what goes on: "Oman supports the plan".
fn status(scene: &Scene, anchor: usize, kind: Option<EventType>) -> Status {
    let status = predicates::status(scene.a, scene.text, anchor);
    let blow = matches!(kind, Some(EventType::Assault | EventType::Coerce));
    if blow && status == Status::Hypothetical && predicates::is_attempted(scene.a, scene.text, anchor) {
        return Status::Happened;
    }
    use EventType::{Agree, Concede, Consult, Threaten};
    let lasts = !matches!(kind, None | Some(Agree | Concede | Consult | Threaten));
    let goes_on = status == Status::Happened && lasts && predicates::is_present(scene.a, scene.text, anchor);
    if goes_on { Status::Ongoing } else { status }
}

/// "flew to Cairo to plead for a truce", "telephoned the king to ask for aid": who made the journey or the call asked.
fn carry_out(scene: &Scene, acts: &mut [Act]) {
    let met = |x: &&Act| x.meeting && x.status == Status::Happened;
    let made: Vec<usize> = acts.iter().filter(met).map(|x| x.anchor).collect();
    let called = |x: &&Act| met(x) && x.mutual;
    let calls: Vec<(usize, Vec<PartyId>)> = acts.iter().filter(called).map(|x| (x.anchor, x.actors.clone())).collect();
    for act in acts.iter_mut().filter(|x| x.kind == Some(EventType::Request) && x.status == Status::Hypothetical) {
        let aim = scene.a.is(act.anchor, "advcl") && predicates::infinitive(scene.a, scene.text, act.anchor);
        if aim && scene.a.words[act.anchor].head.is_some_and(|v| made.contains(&v)) {
            act.status = Status::Happened;
            let call = calls.iter().find(|(anchor, _)| scene.a.words[act.anchor].head == Some(*anchor));
            let other = |p: &&PartyId| !act.actors.iter().any(|a| scene.same_side(*a, **p));
            if act.recipients.is_empty()
                && let Some((_, all)) = call
            {
                act.recipients = all.iter().filter(other).copied().collect();
            }
        }
    }
}

/// Acts of words and will: what depends on them is what they are about.
fn governs(act: &Act) -> bool {
    governs_as(act.kind)
}

fn governs_as(kind: Option<EventType>) -> bool {
    use EventType::*;
    matches!(kind, Some(Agree | Request | Reject | Threaten | Accuse | Concede | Support))
}

/// Marks acts that stand in what another act is about.
fn absorb(scene: &Scene, acts: &mut [Act], about: &[usize]) {
    // "rejected an offer", "lodged a protest": the verb names the act, its noun only what it is about.
    let verbs: Vec<usize> =
        acts.iter().filter(|x| x.kind.is_some() && x.predicate.word == x.anchor).map(|x| x.anchor).collect();
    let heads: Vec<(usize, usize)> = about.iter().map(|i| (acts[*i].predicate.word, acts[*i].anchor)).collect();
    for act in acts.iter_mut() {
        let own = (act.predicate.word, act.anchor);
        let named_by_verb = own.0 != own.1 && !act.meeting && verbs.contains(&own.1);
        act.absorbed = named_by_verb
            || heads.iter().filter(|h| **h != own).any(|(word, anchor)| {
                [word, anchor]
                    .into_iter()
                    .any(|top| *top != own.0 && *top != own.1 && depends_as_content(scene, own.1, *top))
            });
    }
}

/// Marks nouns that are part of how another act is told, or that it undoes: "staged a strike", "lifted the blockade".
fn consume(acts: &mut [Act]) {
    let told: Vec<(usize, Vec<usize>)> = acts
        .iter()
        .filter(|x| x.kind.is_some() && !x.meeting)
        .map(|x| {
            let undone = if governs(x) { &[][..] } else { &x.content };
            (x.predicate.word, x.named.iter().chain(undone).copied().collect())
        })
        .collect();
    for act in acts.iter_mut().filter(|x| x.kind.is_some() && !x.meeting) {
        let word = act.predicate.word;
        act.absorbed |= told.iter().any(|(by, words)| *by != word && words.contains(&word));
    }
    means(acts);
}

/// "killed in a bombing by rebels": the bombing is how they were killed, and says by whom.
fn means(acts: &mut [Act]) {
    let harm = |x: &Act| x.kind == Some(EventType::Assault);
    for i in 0..acts.len() {
        let of = |x: &Act| {
            x.predicate.word != acts[i].predicate.word && harm(x) && means::is_by(&x.predicate, acts[i].predicate.word)
        };
        let Some(by) = acts.iter().position(of).filter(|_| harm(&acts[i])) else { continue };
        acts[i].absorbed = true;
        if acts[by].actors.is_empty() {
            acts[by].actors = acts[i].actors.clone();
        }
    }
}

/// "shelled a bakery, wounding five people": the blow fell on those whom it harmed.
fn victims(scene: &Scene, acts: &mut [Act]) {
    let blow = |x: &Act| x.kind == Some(EventType::Assault) && !x.absorbed;
    for i in 0..acts.len() {
        let word = acts[i].predicate.word;
        let w = &scene.a.words[word];
        let result = w.rel() == "advcl" && w.xpos == "VBG" && scene.a.children_by(word, "mark").next().is_none();
        let harms = blow(&acts[i]) && result && !acts[i].recipients.is_empty();
        let Some(by) = acts.iter().position(|x| harms && blow(x) && w.head == Some(x.anchor)) else { continue };
        acts[i].absorbed = true;
        let placed = acts[i].recipients.iter().all(|p| scene.party(*p).is_some_and(|p| p.country.is_some()));
        if placed || acts[by].recipients.is_empty() {
            acts[by].recipients = acts[i].recipients.clone();
        }
    }
}

/// Whether a word hangs on `top` as complement, object or what belongs to these, not as a remark or reason.
fn depends_as_content(scene: &Scene, word: usize, top: usize) -> bool {
    let a = scene.a;
    if !a.is_under(word, top) {
        return false;
    }
    // "urged calm after the raid"
    let circumstance = |w: usize| {
        let case = predicates::preposition(a, scene.text, w);
        matches!(a.words[w].rel(), "obl" | "nmod") && predicates::marks(&predicates::cases().circumstance, &case)
    };
    a.ancestors(word).take_while(|w| *w != top).all(|w| {
        !predicates::is_aside(a, scene.text, w, top)
            && !circumstance(w)
            && !matches!(a.words[w].deprel, "nsubj" | "nsubj:pass" | "nmod:poss")
    })
}

#[cfg(test)]
mod tests;
