//! Parties as TOML: `[[party]]` and `[[agent]]`.

use std::path::Path;

use rapporteur_record::{Country, PartyKind};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::{Own, Problem, UserAgent, UserParty, kind_of};
use crate::day::Years;
use crate::known::{Known, Spell};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    party: Vec<Party>,
    #[serde(default)]
    agent: Vec<Agent>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Party {
    name: String,
    #[serde(default)]
    names: Vec<String>,
    kind: Option<PartyKind>,
    country: Option<Country>,
    #[serde(default)]
    sector: Vec<Code>,
    #[serde(default)]
    spells: Vec<TomlSpell>,
    wikidata: Option<Wikidata>,
    #[serde(default)]
    any_case: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlSpell {
    sector: Vec<Code>,
    #[serde(default, deserialize_with = "years")]
    years: Years,
    country: Option<Country>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Agent {
    words: Vec<String>,
    sector: Vec<Code>,
    kind: Option<PartyKind>,
}

/// Three capital letters.
struct Code(String);

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let code = String::deserialize(d)?;
        if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
            return Ok(Code(code));
        }
        Err(D::Error::custom(format!("{code:?} is no agent code; write three capital letters such as \"REB\"")))
    }
}

/// An id such as `Q7747`.
struct Wikidata(String);

impl<'de> Deserialize<'de> for Wikidata {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let id = String::deserialize(d)?;
        let digits = id.strip_prefix('Q').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        if digits {
            Ok(Wikidata(id))
        } else {
            Err(D::Error::custom(format!("{id:?} is no Wikidata id such as \"Q7747\"")))
        }
    }
}

fn years<'de, D: Deserializer<'de>>(d: D) -> Result<Years, D::Error> {
    let words = String::deserialize(d)?;
    Years::parse(&words).ok_or_else(|| {
        D::Error::custom(format!("{words:?} are no years; write \"1996-09..2001\", \"1999..\" or \"..2004-05-01\""))
    })
}

/// What a file of TOML adds; it stops at the first mistake.
pub(super) fn read(path: &Path, text: &str) -> (Own, Vec<Problem>) {
    match toml::from_str::<File>(text) {
        Ok(file) => {
            let own = Own {
                parties: file.party.into_iter().map(party).collect(),
                agents: file.agent.into_iter().map(agent).collect(),
            };
            (own, vec![])
        }
        Err(e) => {
            let line = e.span().map(|s| text[..s.start].matches('\n').count() + 1);
            let wrong = e.message().trim().to_owned();
            (Own::default(), vec![Problem { file: path.into(), line, wrong, fatal: true }])
        }
    }
}

fn codes(codes: Vec<Code>) -> Vec<String> {
    codes.into_iter().map(|c| c.0).collect()
}

fn party(p: Party) -> UserParty {
    let spell = |s: TomlSpell| Spell { sector: codes(s.sector), years: s.years, country: s.country };
    let mut spells: Vec<Spell> = p.spells.into_iter().map(spell).collect();
    if spells.is_empty() {
        spells.push(Spell { sector: codes(p.sector), years: Years::default(), country: None });
    }
    let kind = p.kind.unwrap_or_else(|| kind_of(&spells[spells.len() - 1].sector));
    let mut names = p.names;
    names.insert(0, p.name.clone());
    let wikidata = p.wikidata.map(|w| w.0);
    UserParty { known: Known { name: p.name, kind, country: p.country, spells, wikidata }, names, any_case: p.any_case }
}

fn agent(a: Agent) -> UserAgent {
    let sector = codes(a.sector);
    UserAgent { words: a.words, kind: a.kind.unwrap_or_else(|| kind_of(&sector)), sector }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        let (own, wrong) = read(Path::new("own.toml"), text);
        assert_eq!(own, Own::default());
        wrong.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn mistakes_are_told_with_their_line_and_mend() {
        assert_eq!(
            wrong("[[party]]\nname = \"A\"\ncountry = \"Iraq\"\n"),
            "own.toml:3: \"Iraq\" is not an ISO 3166-1 alpha-3 code such as UKR"
        );
        assert_eq!(
            wrong("[[party]]\nname = \"A\"\n[[party.spells]]\nsector = [\"rebels\"]\n"),
            "own.toml:4: \"rebels\" is no agent code; write three capital letters such as \"REB\""
        );
        assert!(wrong("[[party]]\nname = \"A\"\nyear = 1999\n").starts_with("own.toml:3: unknown field `year`"));
        assert!(wrong("[[party]]\nname = \"A\"\nkind = \"rebels\"\n").contains("armed_group"));
    }
}
