//! Which nouns say what somebody is? `data/agents.toml`, and a user's own agents before it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use rapporteur_record::PartyKind;
use serde::Deserialize;

use crate::files::UserAgent;
use crate::fold::fold;

/// How much a word says of whom it is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// What its bearer is, wherever it stands: "soldier".
    Strong,
    /// No more than the words beside it: "officer", "member".
    Weak,
    /// What the weak noun beside it stands for: "naval officers".
    Modifier,
}

/// What a noun or adjective says of whom it is used for.
#[derive(Debug, Clone, PartialEq)]
pub struct Agent {
    /// The class that it belongs to.
    pub id: String,
    /// PLOVER agent codes.
    pub sector: Vec<String>,
    /// What a party so called is.
    pub kind: PartyKind,
    /// How much it says.
    pub strength: Strength,
}

/// A class of the table with the example that shows it.
#[derive(Debug, Clone, Deserialize)]
struct Class {
    id: String,
    sector: Vec<String>,
    kind: PartyKind,
    strength: Strength,
    example: String,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct File {
    agents: Vec<Class>,
    former: Former,
    behind: Words,
    belonging: Belonging,
}

#[derive(Debug, Deserialize)]
struct Former {
    words: HashSet<String>,
    sectors: HashSet<String>,
    r#become: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Words {
    words: HashSet<String>,
}

#[derive(Debug, Deserialize)]
struct Belonging {
    words: HashSet<String>,
    serving: HashSet<String>,
}

/// The agents that ship, or with a user's own before them.
#[derive(Debug, Default)]
pub struct Agents {
    nouns: HashMap<String, Agent>,
    modifiers: HashMap<String, Agent>,
}

struct Shipped {
    agents: Agents,
    examples: Vec<(String, String)>,
    former: Former,
    behind: Words,
    belonging: Belonging,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../data/agents.toml")).expect("data/agents.toml is tested");
    let mut agents = Agents::default();
    for class in &file.agents {
        let agent =
            Agent { id: class.id.clone(), sector: class.sector.clone(), kind: class.kind, strength: class.strength };
        let table = if agent.strength == Strength::Modifier { &mut agents.modifiers } else { &mut agents.nouns };
        for word in &class.words {
            table.entry(fold(word)).or_insert_with(|| agent.clone());
        }
    }
    let examples = file.agents.iter().map(|c| (c.id.clone(), c.example.clone())).collect();
    Shipped { agents, examples, former: file.former, behind: file.behind, belonging: file.belonging }
});

impl Agents {
    /// A user's own agents.
    pub(crate) fn own(agents: &[UserAgent]) -> Agents {
        let mut own = Agents::default();
        for a in agents {
            let agent =
                Agent { id: "agent.own".into(), sector: a.sector.clone(), kind: a.kind, strength: Strength::Strong };
            for word in &a.words {
                own.nouns.insert(fold(word), agent.clone());
            }
        }
        own
    }

    /// What a noun, in the singular and folded, says.
    pub(crate) fn noun<'a>(&'a self, words: &str) -> Option<&'a Agent> {
        self.nouns.get(words).or_else(|| SHIPPED.agents.nouns.get(words))
    }

    /// What a word says of the weak noun that it stands before.
    pub(crate) fn modifier<'a>(&'a self, words: &str) -> Option<&'a Agent> {
        self.modifiers.get(words).or_else(|| SHIPPED.agents.modifiers.get(words))
    }
}

/// Whether a word says that an office is no longer held.
pub fn is_former(word: &str) -> bool {
    SHIPPED.former.words.contains(word)
}

/// What they are who held an office of this sector, where that is another.
pub fn once(sector: &str) -> Option<&'static [String]> {
    SHIPPED.former.sectors.contains(sector).then_some(SHIPPED.former.r#become.as_slice())
}

/// Whether a word after a country's name puts the country behind somebody else: "backed".
pub fn stands_behind(word: &str) -> bool {
    SHIPPED.behind.words.contains(word)
}

/// Whether what follows a preposition may be the country or body that somebody is of.
pub fn is_belonging(preposition: &str) -> bool {
    SHIPPED.belonging.words.contains(preposition)
}

/// Whether somebody acts for the body that follows a preposition.
pub fn is_serving(preposition: &str) -> bool {
    SHIPPED.belonging.serving.contains(preposition)
}

/// Each class of agents with a phrase that shows it.
pub fn agent_examples() -> &'static [(String, String)] {
    &SHIPPED.examples
}
