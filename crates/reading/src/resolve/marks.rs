//! What the words of a phrase are known as: names, peoples, places, and nouns for agents.

use std::ops::Range;

use rapporteur_language::{Analysis, Upos};
use rapporteur_record::Country;
use rapporteur_world::{Agent, Day, Known, State, Thing, World, fold, places};

/// What a stretch of words is known as.
#[derive(Debug, Clone)]
pub(super) enum What<'w> {
    /// A state by its name.
    State(&'w State),
    /// Its people or the adjective.
    Demonym(Country),
    /// A capital or a house for its government.
    Seat(Country),
    /// A region, or a people without a state.
    Home(Country),
    /// A town.
    Place(Country),
    /// A body, group or territory; the last are others of the same name.
    Body(&'w Known),
    /// A person.
    Person(&'w Known),
    /// A noun for people or bodies.
    Agent(&'w Agent),
    /// A word that says what the noun after it stands for.
    Modifier(&'w Agent),
}

/// A stretch of words and what it is known as.
#[derive(Debug, Clone)]
pub(super) struct Mark<'w> {
    pub words: Range<usize>,
    pub what: What<'w>,
}

/// A word of the phrase, folded: as it stands, and as the tables may list it.
pub(super) struct Token {
    /// Which word of the analysis.
    pub word: usize,
    pub form: String,
    singulars: Vec<String>,
    capital: bool,
}

/// The words of a phrase that are no marks of punctuation.
pub(super) fn tokens(text: &str, a: &Analysis) -> Vec<Token> {
    let word = |w: usize| {
        let form = a.form(text, w);
        let folded = fold(form);
        let wordy = folded.chars().any(char::is_alphanumeric) && !matches!(folded.as_str(), "s") || form == "US";
        wordy.then(|| Token {
            word: w,
            singulars: singulars(&folded, &fold(&a.words[w].lemma)),
            form: folded,
            capital: form.chars().any(char::is_uppercase),
        })
    };
    (0..a.words.len()).filter_map(word).collect()
}

/// The forms in which the tables may list a word: as the analysis has it, and with its plural's endings taken off.
fn singulars(form: &str, lemma: &str) -> Vec<String> {
    let mut all = vec![lemma.to_owned()];
    let without = |ending: &str, instead: &str| form.strip_suffix(ending).map(|stem| format!("{stem}{instead}"));
    let endings = [("men", "man"), ("ies", "y"), ("ves", "f"), ("ves", "fe"), ("es", ""), ("s", "")];
    all.extend(endings.iter().filter_map(|(ending, instead)| without(ending, instead)).filter(|w| w.len() > 2));
    all
}

/// The longest name of the tables.
const LONGEST: usize = 8;

/// All that the words of a phrase are known as, in order and without overlap but for agents inside names.
pub(super) fn marks<'w>(
    text: &str,
    a: &Analysis,
    tokens: &[Token],
    day: Option<Day>,
    world: &'w World,
) -> Vec<Mark<'w>> {
    let mut found = vec![];
    let mut at = 0;
    while at < tokens.len() {
        let most = LONGEST.min(tokens.len() - at);
        let named = (1..=most).rev().find_map(|n| Some((n, named(text, a, &tokens[at..at + n], world)?)));
        let agent = (1..=most.min(5)).rev().find_map(|n| Some((n, agent(&tokens[at..at + n], world)?)));
        let best = match (named, agent) {
            // "National Guard" is more than "National", "Labour Party" more than "labour".
            (Some((n, _)), Some((m, agent))) if m > n => Some((m, agent)),
            (Some(named), _) => Some(named),
            (None, agent) => agent,
        };
        match best {
            Some((n, what)) => {
                found.push(Mark { words: at..at + n, what });
                at += n;
            }
            None => at += 1,
        }
    }
    surnames(tokens, day, world, &mut found);
    towns(a, tokens, world, &mut found);
    found.sort_by_key(|m| m.words.start);
    found
}

/// What the tables know by this name.
fn named<'w>(text: &str, a: &Analysis, words: &[Token], world: &'w World) -> Option<What<'w>> {
    let (first, last) = (words.first()?, words.last()?);
    let exact = &text[a.words[first.word].range.start..a.words[last.word].range.end];
    let folded = join(words, |t| &t.form);
    let capital = words.iter().any(|t| t.capital);
    let things = match world.things(exact) {
        [] => world.things_folded(&folded),
        exact => exact,
    };
    let thing = things.iter().find(|t| capital || words.len() > 1 || !matches!(t, Thing::Known(_)));
    match thing {
        Some(Thing::Country(c)) => return world.state(*c).map(What::State),
        Some(Thing::Demonym(c)) => return Some(What::Demonym(*c)),
        Some(Thing::Seat(c)) => return Some(What::Seat(*c)),
        Some(Thing::Known(id)) => return Some(known(world.known(*id))),
        None => {}
    }
    if !capital {
        return None;
    }
    let person = world.people(&folded).first().map(|id| What::Person(world.known(*id)));
    person.or_else(|| world.home(&folded).map(What::Home))
}

fn known(k: &Known) -> What<'_> {
    if k.kind == rapporteur_record::PartyKind::Person { What::Person(k) } else { What::Body(k) }
}

fn join<'t>(words: &'t [Token], part: impl Fn(&'t Token) -> &'t str) -> String {
    words.iter().map(part).collect::<Vec<_>>().join(" ")
}

/// What the table of agents says of these words: as they stand, or with the last in the singular.
fn agent<'w>(words: &[Token], world: &'w World) -> Option<What<'w>> {
    let forms = join(words, |t| &t.form);
    let (last, before) = words.split_last()?;
    let before: String = before.iter().flat_map(|t| [t.form.as_str(), " "]).collect();
    let one = || last.singulars.iter().find_map(|s| world.agent(&format!("{before}{s}")));
    let all = || world.agent(&join(words, |t| &t.singulars[0]));
    let noun = world.agent(&forms).or_else(one).or_else(all);
    noun.map(What::Agent).or_else(|| world.agent_modifier(&forms).map(What::Modifier))
}

/// "President Museveni", "Trump": a surname that the phrase gives no other sense to.
fn surnames<'w>(tokens: &[Token], day: Option<Day>, world: &'w World, found: &mut Vec<Mark<'w>>) {
    if found.iter().any(|m| matches!(m.what, What::Person(_))) {
        return;
    }
    for (i, t) in tokens.iter().enumerate() {
        if !t.capital || found.iter().any(|m| m.words.contains(&i)) {
            continue;
        }
        // An unknown name before it: "Marvin Putin" is somebody else.
        let first_name =
            i.checked_sub(1).is_some_and(|b| tokens[b].capital && !found.iter().any(|m| m.words.contains(&b)));
        let all = world.surnamed(&t.form);
        let holds = all.iter().map(|id| world.known(*id)).find(|k| k.spell(day).is_some());
        let best = holds.or_else(|| all.first().map(|id| world.known(*id)));
        if let Some(person) = best.filter(|_| !first_name) {
            found.push(Mark { words: i..i + 1, what: What::Person(person) });
        }
    }
}

/// Towns, where nothing else says the country: capitalised words that name one, the largest of the name.
fn towns(a: &Analysis, tokens: &[Token], world: &World, found: &mut Vec<Mark<'_>>) {
    let says_country = |m: &Mark| !matches!(m.what, What::Agent(_) | What::Modifier(_));
    if found.iter().any(says_country) {
        return;
    }
    let free = |i: usize| !found.iter().any(|m| m.words.contains(&i));
    let mut towns: Vec<Mark> = vec![];
    let mut at = 0;
    while at < tokens.len() {
        let town = (1..=4.min(tokens.len() - at)).rev().find_map(|n| {
            let words = &tokens[at..at + n];
            let named = words
                .iter()
                .enumerate()
                .all(|(i, t)| free(at + i) && (t.capital || i > 0 && i + 1 < n) && a.words[t.word].upos == Upos::Propn);
            let given = n == 1 && world.given_name(&capitalised(&words[0].form)).is_some();
            let name = join(words, |t| &t.form);
            (named && !given)
                .then(|| largest(&name, world))
                .flatten()
                .map(|c| Mark { words: at..at + n, what: What::Place(c) })
        });
        at = town.as_ref().map_or(at + 1, |m| m.words.end);
        towns.extend(town);
    }
    found.extend(towns);
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |c| c.to_uppercase().chain(letters).collect())
}

fn largest(name: &str, world: &World) -> Option<Country> {
    places(name).filter(|p| p.country.is_some_and(|c| world.state(c).is_some())).max_by_key(|p| p.population)?.country
}
