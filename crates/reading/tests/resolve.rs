//! Phrases of our own in `tests/suite/resolve`, each with whom it means.
//!
//! A line is a phrase, `@` and a day where it matters, `=`, then country, codes, kind and name.
//! `UPDATE_EXPECT=1 cargo test -p rapporteur-reading --test resolve` writes what is found into the files.

use std::path::Path;

use rapporteur_language::Engine;
use rapporteur_reading::resolve::{Resolved, resolve};
use rapporteur_reading::{Lexicon, read_with};
use rapporteur_record::{Report, Text};
use rapporteur_world::{Day, World, agent_examples, own_parties};

fn suite(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite").join(name)
}

fn line(r: &Resolved) -> String {
    let or = |s: String| if s.is_empty() { "-".to_owned() } else { s };
    let country = or(r.country.map_or(String::new(), |c| c.to_string()));
    let kind = r.kind.map_or("-", |k| k.as_str());
    format!("{country} {} {kind} | {}", or(r.sector.join(",")), r.name)
}

#[test]
fn phrases_mean_whom_they_say() {
    let engine = Engine::new().unwrap();
    let path = suite("resolve/phrases.txt");
    let file = std::fs::read_to_string(&path).unwrap();
    let (mut written, mut differing) = (String::new(), vec![]);
    for l in file.lines() {
        let Some((phrase, expected)) = l.split_once(" = ").filter(|_| !l.starts_with('#')) else {
            written += &format!("{l}\n");
            continue;
        };
        let (words, day) = phrase.split_once(" @ ").map_or((phrase, None), |(w, d)| (w, Day::parse(d)));
        let now = line(&resolve(words, &engine.analyse(words), day, World::shipped()));
        if now != expected {
            differing.push(format!("{phrase}\n  expected {expected}\n  found    {now}"));
        }
        written += &format!("{phrase} = {now}\n");
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, written).unwrap();
    } else {
        assert!(differing.is_empty(), "{}", differing.join("\n"));
    }
}

#[test]
fn each_class_of_agents_reads_its_example() {
    let engine = Engine::new().unwrap();
    let mut wrong = vec![];
    for (id, example) in agent_examples() {
        let made_by = resolve(example, &engine.analyse(example), None, World::shipped()).made_by;
        // A modifier's noun of the same sense may say it first: "rebel" of "a rebel spokesman".
        let noun = id.trim_end_matches("_modifier").to_owned();
        if id != "agent.unsaid" && !made_by.contains(id) && !made_by.contains(&noun) {
            wrong.push(format!("{id}: {example}: {made_by:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_users_own_parties_are_known_in_phrases_and_reports() {
    let engine = Engine::new().unwrap();
    let files = [suite("parties-files/own.toml"), suite("parties-files/actors.txt")];
    let (own, wrong) = own_parties(&files).unwrap();
    assert_eq!(wrong, []);
    let lexicon = Lexicon::shipped().clone().knowing(&own);
    let who = |words: &str, day| line(&resolve(words, &engine.analyse(words), Day::parse(day), lexicon.world()));
    assert_eq!(
        who("fighters of the Marsh Council", "1999-03-01"),
        "IRQ REB armed_group | fighters of the Marsh Council"
    );
    assert_eq!(who("the Marsh Council", "2006-03-01"), "IRQ GOV armed_group | Marsh Council");
    assert_eq!(who("Delta Shield gunmen", "2001"), "NGA UAF armed_group | Delta Shield gunmen");
    assert_eq!(who("two water bailiffs", "2001"), "- GOV office | two water bailiffs");

    let text = "The Delta Shield rejected the plan, and the Marsh Council said it would sign in May.";
    let report = Report { text: Text::new(text), published: Some("1999-03-01".into()), ..Report::default() };
    let record = read_with(report, &engine.analyse(text), &lexicon);
    let found: Vec<String> =
        record.parties.iter().map(|p| format!("{} {:?} {:?}", p.name, p.country, p.sector)).collect();
    assert!(found.contains(&"Delta Shield Some(NGA) [\"REB\"]".to_owned()), "{found:?}");
    assert!(found.contains(&"Marsh Council Some(IRQ) [\"REB\"]".to_owned()), "{found:?}");
}
