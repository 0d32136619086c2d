//! The tables of `lexicon/*.toml`: what ships, with what a user lays over it, the same for the whole process.

use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use toml::{Table as Toml, Value};

/// A table of the lexicon, read when it is first asked.
pub(crate) struct Table<T> {
    name: &'static str,
    shipped: &'static str,
    read: OnceLock<T>,
}

impl<T: DeserializeOwned> Table<T> {
    /// The table `lexicon/<name>.toml` with the text that ships.
    pub const fn new(name: &'static str, shipped: &'static str) -> Self {
        Self { name, shipped, read: OnceLock::new() }
    }

    fn with<'t>(&self, own: impl Iterator<Item = &'t Toml>) -> Result<T, toml::de::Error> {
        let mut table: Toml = self.shipped.parse()?;
        own.for_each(|toml| lay(&mut table, toml));
        table.try_into()
    }
}

/// What the table holds, with what the user laid over it.
impl<T: DeserializeOwned> Deref for Table<T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.read.get_or_init(|| {
            let own = OWN.get_or_init(Vec::new).iter().filter(|f| f.name == self.name);
            self.with(own.map(|f| &f.toml))
                .expect("what ships is read by tests, what is laid over it before it is laid")
        })
    }
}

/// A table, whatever it holds.
pub(crate) trait Fits: Sync {
    /// The name of its file, without the ending.
    fn name(&self) -> &'static str;
    /// Whether it can still be read with this laid over it.
    fn fits(&self, own: &Toml) -> Result<(), toml::de::Error>;
}

impl<T: DeserializeOwned + Send + Sync> Fits for Table<T> {
    fn name(&self) -> &'static str {
        self.name
    }
    fn fits(&self, own: &Toml) -> Result<(), toml::de::Error> {
        self.with(std::iter::once(own)).map(|_| ())
    }
}

/// All tables; the frames have a place of their own.
static TABLES: [&dyn Fits; 14] = [
    &crate::control::lexicon::TABLE,
    &crate::events::contexts::CONTEXTS,
    &crate::frames::means::WORDS,
    &crate::frames::moods::MOODS,
    &crate::instruments::lexicon::TABLE,
    &crate::meetings::lexicon::TABLE,
    &crate::parties::lexicon::TABLE,
    &crate::places::lexicon::TABLE,
    &crate::positions::issues::TABLE,
    &crate::positions::lexicon::TABLE,
    &crate::predicates::cases::TABLE,
    &crate::predicates::reality::WORDS,
    &crate::statements::cues::TABLE,
    &crate::times::lexicon::TABLE,
];

/// A file of the user's.
#[derive(PartialEq)]
struct Own {
    name: String,
    toml: Toml,
}

/// What is laid over the tables. Nobody may change it once a table was asked, so that all reports are read by the same.
static OWN: OnceLock<Vec<Own>> = OnceLock::new();

/// Lays files (path and text) over the tables that they are called after. Says which file is wrong, and in what; then
/// nothing is laid.
pub(crate) fn lay_over(files: &[(&str, &str)]) -> Result<(), String> {
    let own = files.iter().map(|(path, text)| checked(path, text)).collect::<Result<Vec<Own>, String>>()?;
    if own.is_empty() {
        return Ok(());
    }
    match OWN.set(own) {
        Err(own) if OWN.get() != Some(&own) => {
            Err("another lexicon is in use already: a process reads all its reports by one".into())
        }
        _ => Ok(()),
    }
}

fn checked(path: &str, text: &str) -> Result<Own, String> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).trim_end_matches(".toml");
    let toml: Toml = text.parse().map_err(|e| format!("{path}: {e}"))?;
    let table = TABLES.iter().find(|t| t.name() == name).ok_or_else(|| {
        let known: Vec<&str> = TABLES.iter().map(|t| t.name()).collect();
        format!("{path}: has no frames, and the lexicon has no table of that name: it has {}", known.join(", "))
    })?;
    table.fits(&toml).map_err(|e| format!("{path}: {e}"))?;
    Ok(Own { name: name.to_owned(), toml })
}

/// Lists grow at their head, where words are looked for first: the user's "blog" is before that of what ships. An element with
/// the `id` of another takes its place; tables are laid over tables; all else is replaced.
fn lay(under: &mut Toml, over: &Toml) {
    for (key, value) in over {
        match (under.get_mut(key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => lay(below, above),
            (Some(Value::Array(below)), Value::Array(above)) => above.iter().rev().for_each(|v| add(below, v)),
            _ => drop(under.insert(key.clone(), value.clone())),
        }
    }
}

fn add(list: &mut Vec<Value>, value: &Value) {
    let same = value.get("id").and_then(|id| list.iter().position(|v| v.get("id") == Some(id)));
    match same {
        Some(i) => list[i] = value.clone(),
        None => list.insert(0, value.clone()),
    }
}
