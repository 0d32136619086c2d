//! The lexicon that ships, and what a user is told of a broken one.

use rapporteur_language::Engine;

use super::check::misreadings;
use super::lexicon::Frames;

#[test]
fn every_pattern_reads_its_example() {
    let engine = Engine::new().expect("the model that ships loads");
    let frames = Frames::shipped().expect("the shipped lexicon is sound");
    let bad = misreadings(&frames, |text| engine.analyse(text));
    assert!(bad.is_empty(), "{} of {}:\n{}", bad.len(), frames.all().count(), bad.join("\n"));
}

#[test]
fn a_broken_lexicon_is_named() {
    let frame = "[[frame]]\nid = \"x\"\npos = \"verb\"\n[frame.words]\n";
    let error = |words: &str| Frames::of([("mine.toml", format!("{frame}{words}").as_str())]).unwrap_err();
    assert_eq!(
        error("\"hold +$talk\" = \"Oslo held talks.\""),
        "mine.toml: frame \"x\", pattern \"hold +$talk\": there is no set \"talk\" in sets.toml"
    );
    assert!(error("\"agree >too\" = \"Oslo agreed.\"").ends_with("\"too\" is none of: >to, >that, >base, >ing"));
    assert!(error("agree = 3").starts_with("mine.toml: TOML parse error at line 5"));
}
