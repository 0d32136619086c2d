//! Does a lexicon read its own examples?

use rapporteur_language::Analysis;
use rapporteur_record::{Party, PartyId, Report, Text};

use super::acts;
use super::lexicon::{Frame, Frames, Pattern};
use crate::parties::represented;
use crate::scene::Scene;

/// What is wrong with the examples of a lexicon, one line each, in order; empty where all is well.
pub fn misreadings(frames: &Frames, analyse: impl Fn(&str) -> Analysis) -> Vec<String> {
    let mut bad: Vec<String> = frames.all().filter_map(|(f, p)| misread(frames, f, p, &analyse)).collect();
    bad.sort();
    bad
}

/// Why a pattern does not read its example; nothing where it does.
fn misread(frames: &Frames, frame: &Frame, pattern: &Pattern, analyse: impl Fn(&str) -> Analysis) -> Option<String> {
    let (text, expected) = pattern.example.split_once(" = ").unwrap_or((&pattern.example, ""));
    let report = Report { text: Text::new(text), ..Report::default() };
    crate::with_scene(report, &analyse(text), |scene| {
        let made_by = format!("{}: {}", frame.id, pattern.key);
        let found = acts(scene, frames);
        if frame.is_idiom() {
            let word = pattern.key.split(' ').next().unwrap_or_default();
            let own = found.iter().filter(|x| scene.lemma(x.predicate.word).eq_ignore_ascii_case(word));
            let read: Vec<&str> = own.map(|x| x.made_by.as_str()).collect();
            return (!read.is_empty()).then(|| format!("{made_by}: reads {read:?} in {text:?}, which tells of no act"));
        }
        let Some(act) = found.iter().find(|x| x.made_by == made_by) else {
            let others: Vec<&str> = found.iter().map(|x| x.made_by.as_str()).collect();
            return Some(format!("{made_by}: is not read in {text:?}, which reads {others:?}"));
        };
        let got = [named(scene, &act.actors), named(scene, &act.recipients)];
        let wanted = sides(expected);
        (!expected.is_empty() && got != wanted).then(|| format!("{made_by}: {got:?}, not {wanted:?}, in {text:?}"))
    })
}

/// The sides of an example, "USA + FRA > RUS", each in the order of the alphabet.
fn sides(expected: &str) -> [Vec<String>; 2] {
    let (actors, recipients) = expected.split_once('>').unwrap_or((expected, ""));
    [actors, recipients].map(|s| {
        let mut all: Vec<String> = s.split('+').map(|x| x.trim().to_string()).filter(|x| !x.is_empty()).collect();
        all.sort();
        all
    })
}

/// Parties as an example names them: those that act for a state by its country, others by name.
fn named(scene: &Scene, ids: &[PartyId]) -> Vec<String> {
    let parties = ids.iter().filter_map(|id| scene.party(*id));
    let code = |p: &Party| p.country.filter(|_| !represented(p.kind)).map(|c| c.to_string());
    let mut all: Vec<String> = parties.map(|p| code(p).unwrap_or_else(|| p.name.clone())).collect();
    all.sort();
    all
}
