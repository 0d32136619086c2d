//! Which words fill a role? The sources that a frame names, looked up among a predicate's arguments.

use std::str::FromStr;

use rapporteur_language::Upos;
use rapporteur_record::{PartyId, PartyKind};
use serde::{Deserialize, Deserializer, de::Error};

use super::means;
use crate::parties::{helps_others, names_an_actor};
use crate::predicates::{self, Predicate};
use crate::scene::Scene;

/// What makes a party of people whom a report calls by a noun alone.
pub const PEOPLE: &str = "holder.people";

/// Where a role is looked for: steps along arguments ("clause.subject", "object.on"); several with "+" act together.
#[derive(Debug, Clone, PartialEq)]
pub struct Source(Vec<Vec<Step>>);

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Subject,
    Object,
    Indirect,
    /// The complement clause.
    Clause,
    /// The subject of the clause above: "after talks with Annan, Denktash said".
    Governor,
    /// Who says what the predicate stands in.
    Speaker,
    /// The state whose place it is done to or in: "shelled Sarajevo".
    Land,
    /// The state whose place is named with whoever acts: "students throughout Indonesia".
    Home,
    /// The state in which it is done, be it the actor's own: "Greek workers went on strike".
    State,
    /// The state whose place the predicate names: "was in Cairo".
    Itself,
    /// The state from which the report is written, of what is said to be "here".
    Here,
    /// The first other party behind the predicate.
    Rest,
    /// A phrase with this preposition.
    Case(String),
}

impl Source {
    /// Whether it looks for nobody but whoever speaks.
    pub fn is_speaker(&self) -> bool {
        self.0.iter().all(|path| path.as_slice() == [Step::Speaker])
    }
}

impl FromStr for Source {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        let step = |s: &str| match s {
            "subject" => Ok(Step::Subject),
            "object" => Ok(Step::Object),
            "indirect" => Ok(Step::Indirect),
            "clause" => Ok(Step::Clause),
            "governor" => Ok(Step::Governor),
            "speaker" => Ok(Step::Speaker),
            "rest" => Ok(Step::Rest),
            "land" => Ok(Step::Land),
            "home" => Ok(Step::Home),
            "state" => Ok(Step::State),
            "itself" => Ok(Step::Itself),
            "here" => Ok(Step::Here),
            case if case.chars().all(|c| c.is_ascii_lowercase() || c == '_') && !case.is_empty() => {
                Ok(Step::Case(case.replace('_', " ")))
            }
            other => Err(format!(
                "{other:?} is no argument: subject, object, indirect, clause, governor, speaker, land, home, state, itself, here, rest or a preposition"
            )),
        };
        let path = |s: &str| s.split('.').map(step).collect::<Result<Vec<_>, _>>();
        s.split('+').map(path).collect::<Result<Vec<_>, _>>().map(Source)
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}

/// The parties of a role: of the first source that has any, without those of `taken`.
pub fn parties(scene: &Scene, p: &Predicate, sources: &[Source], taken: &[PartyId]) -> (Vec<PartyId>, Vec<usize>) {
    let mut named = false;
    let others = addresses_others(scene, p, sources);
    for source in sources {
        let (mut found, mut words) = (vec![], vec![]);
        for path in source.0.iter().filter(|path| !others || path.as_slice() != [Step::Rest]) {
            let mut heads = heads(scene, p, path, taken);
            heads.retain(|w| !own(scene, *w, taken));
            let speaker = path.as_slice() == [Step::Speaker];
            if speaker && (named || (sources.len() > 1 && predicates::is_passive(scene.a, p.word))) {
                // Someone else acts, or nobody is said to: the speaker does not stand in for them.
                continue;
            }
            named |= heads.iter().any(|w| scene.a.words[*w].upos != Upos::Pron);
            let heads = if path.as_slice() == [Step::Subject] { speaking(scene, heads) } else { heads };
            let there = match path.as_slice() {
                [Step::Speaker] => speakers(scene, p.word),
                [Step::Land] => scene.lands(&grounds(p)),
                [Step::Home] => scene.lands(&people(scene, &p.subjects)),
                [Step::State] => state(scene, p, taken),
                [Step::Here] => here(scene, p),
                [Step::Itself] if scene.all(&heads).is_empty() => scene.lands(&heads),
                _ => scene.all(&heads),
            };
            // "The president urged parliament to vote": a legislature is asked by its own government.
            let own_state = path.as_slice() == [Step::State]
                || (matches!(path[0], Step::Object | Step::Indirect | Step::Clause)
                    && there.iter().all(|x| legislates(scene, *x)));
            found.extend(there.into_iter().filter(|x| own_state || !taken.iter().any(|t| scene.same_side(*t, *x))));
            words.extend(heads);
        }
        found.dedup();
        if !found.is_empty() {
            return (found, words);
        }
    }
    (vec![], vec![])
}

/// Those on one's own side whom a role names by a noun: "urged his followers", "accused the government", where nobody of
/// another side is named.
pub fn own_people(scene: &Scene, p: &Predicate, sources: &[Source], actors: &[PartyId]) -> Vec<PartyId> {
    let hears = |path: &&Vec<Step>| match path.as_slice() {
        [Step::Object | Step::Indirect] => true,
        [Step::Case(case)] => matches!(case.as_str(), "on" | "upon" | "to"),
        _ => false,
    };
    let noun = |w: &usize| scene.a.words[*w].upos == Upos::Noun && names_an_actor(scene.lemma(*w));
    let other = |x: &PartyId| {
        let state = scene.party(*x).is_some_and(|p| p.kind == PartyKind::State);
        !state && !actors.iter().any(|a| a == x || scene.side(*a) == *x)
    };
    let paths = sources.iter().flat_map(|s| s.0.iter()).filter(hears);
    let told = paths.map(|path| heads(scene, p, path, actors)).find(|heads| heads.iter().any(&noun));
    let named = told.into_iter().flatten().filter(noun).flat_map(|w| scene.parties.mention_at(w).to_vec());
    named.filter(other).collect()
}

/// "demanded that the observers be withdrawn": what is to be done to someone.
pub fn suffers(scene: &Scene, p: &Predicate, word: usize) -> bool {
    let verb = scene.a.words[word].head;
    scene.a.words[word].deprel == "nsubj:pass" && verb.is_some_and(|v| p.complements.contains(&v))
}

/// "demands a premier who runs the cabinet", "insists on the departure of soldiers": people whom a demand is about, and whom
/// the report names by a noun alone.
pub fn is_wanted(scene: &Scene, party: PartyId) -> bool {
    use PartyKind::{Government, Military, Office, People};
    let noun = |m: &str| m.starts_with("holder") || m.starts_with("body");
    let kinds = |k: PartyKind| matches!(k, Office | Government | Military | People);
    let own = |m: &rapporteur_record::Evidence| {
        // "the authorities", "its neighbours" exist already.
        let first = scene.words_of(m).next().map(|w| scene.lower(w));
        !first.is_some_and(|w| matches!(w.as_str(), "the" | "its" | "his" | "their" | "her"))
    };
    scene.party(party).is_some_and(|p| noun(&p.made_by) && kinds(p.kind) && p.mentions.first().is_none_or(own))
}

/// Whether a party is an argument of the verb itself or does what is asked: no one of whom it only speaks.
pub fn is_told(scene: &Scene, p: &Predicate, party: PartyId) -> bool {
    let to = |c: &str| matches!(c, "to" | "with" | "from" | "on" | "upon");
    let phrases = p.obliques.iter().filter(|(case, _)| to(case)).map(|(_, w)| *w);
    let own = p.objects.iter().chain(&p.indirect).copied().chain(phrases);
    let does = p.complements.iter().flat_map(|c| predicates::predicate(scene.a, scene.text, *c).subjects);
    own.chain(does).any(|w| scene.parties.mention_at(w).contains(&party))
}

/// "offered to host donors": leaves out those of no country whom an act of words is only about; whether it is then for
/// nobody in particular.
pub fn leave_out(scene: &Scene, p: &Predicate, role: &mut Vec<PartyId>) -> bool {
    let about = |x: &PartyId| {
        let placed = scene.party(*x).is_none_or(|p| p.country.is_some());
        !placed && is_wanted(scene, *x) && !is_told(scene, p, *x)
    };
    let people = |x: &PartyId| scene.party(*x).is_some_and(|p| p.made_by == PEOPLE);
    let at_large = !role.is_empty() && role.iter().all(|x| about(x) && !people(x));
    role.retain(|x| !about(x));
    at_large
}

fn legislates(scene: &Scene, party: PartyId) -> bool {
    scene.party(party).is_some_and(|p| p.sector == ["LEG"] && p.kind != PartyKind::Person)
}

/// Those of a role who hear what is said to them, without the people whom it is only about: "refused to free the
/// prisoners".
pub fn hearers(scene: &Scene, p: &Predicate, role: &mut Vec<PartyId>) {
    let addressed = p.objects.iter().chain(&p.indirect).copied().chain(p.obliques.iter().map(|(_, w)| *w));
    let addressed: Vec<PartyId> = addressed.flat_map(|w| scene.parties.mention_at(w).to_vec()).collect();
    role.retain(|x| addressed.contains(x) || scene.party(*x).is_none_or(|p| p.made_by != PEOPLE));
}

/// The heads of what fills a role, parties or not: of the first source that has any.
pub fn words(scene: &Scene, p: &Predicate, sources: &[Source]) -> Vec<usize> {
    let of = |s: &Source| s.0.iter().flat_map(|path| heads(scene, p, path, &[])).collect::<Vec<_>>();
    sources.iter().map(of).find(|w| !w.is_empty()).unwrap_or_default()
}

/// "issued a statement demanding": whoever issued it demands, where it is nobody that it describes.
fn speaking(scene: &Scene, heads: Vec<usize>) -> Vec<usize> {
    let issued = |w: &usize| {
        let issues = |h: &usize| predicates::marks(&predicates::cases().issuing, scene.lemma(*h));
        let verb = scene.a.words[*w].head.filter(|h| scene.a.is(*w, "obj") && issues(h))?;
        Some(predicates::predicate(scene.a, scene.text, verb).subjects).filter(|_| scene.whom(*w).is_empty())
    };
    match heads.as_slice() {
        [one] => issued(one).or_else(|| issued_before(scene, *one, issued)).unwrap_or(heads),
        _ => heads,
    }
}

/// "The council adopted a resolution. The resolution demands": whoever the same paper was said before to be of.
fn issued_before(scene: &Scene, paper: usize, issued: impl Fn(&usize) -> Option<Vec<usize>>) -> Option<Vec<usize>> {
    let definite = || scene.a.children_by(paper, "det").any(|d| scene.lower(d) == "the");
    let speaks = predicates::marks(&predicates::cases().papers, &scene.lemma(paper).to_lowercase());
    if !speaks || !scene.whom(paper).is_empty() || !definite() {
        return None;
    }
    let same = |w: &usize| scene.lemma(*w).eq_ignore_ascii_case(scene.lemma(paper));
    let whose = |w: usize| issued(&w).or_else(|| Some(vec![w]).filter(|w| !scene.all(w).is_empty()));
    (0..paper).rev().filter(same).find_map(whose)
}

/// Those of these words that can act: of "students throughout Chad" one knows the state, not of "bombs in Chad".
fn people(scene: &Scene, words: &[usize]) -> Vec<usize> {
    let person = |w: &usize| names_an_actor(scene.lemma(*w)) || means::is_force(scene, *w);
    words.iter().copied().filter(person).collect()
}

/// "the Nairobi bombing", "the Tanzania blast": a place before a noun of violence is where it was done. (What has no
/// adjective of its own stands there for who did it: "US strikes".)
pub fn set_place_apart(scene: &Scene, p: &mut Predicate) {
    let a = scene.a;
    let initials = |w: usize| a.form(scene.text, w).bytes().all(|b| b.is_ascii_uppercase() || b == b'.');
    let place = |w: &usize| a.is(*w, "compound") && !initials(*w) && scene.place_in(*w..*w + 1).is_some();
    let (places, subjects) = p.subjects.iter().copied().partition(place);
    p.subjects = subjects;
    p.obliques.extend(Vec::into_iter(places).map(|w| (predicates::cases().place[0].clone(), w)));
}

/// The state in which something is done: of the place of the act, of whoever acts, or theirs.
fn state(scene: &Scene, p: &Predicate, actors: &[PartyId]) -> Vec<PartyId> {
    let there = scene.lands(&grounds(p));
    if !there.is_empty() {
        return there;
    }
    let countries = actors.iter().filter_map(|x| scene.party(*x)?.country);
    let theirs: Vec<PartyId> = countries.filter_map(|c| scene.parties.state(c)).take(1).collect();
    if theirs.is_empty() { scene.lands(&p.subjects) } else { theirs }
}

/// "is expected here on Tuesday": the state of the place that the report is written from.
fn here(scene: &Scene, p: &Predicate) -> Vec<PartyId> {
    let said = scene.a.children_by(p.word, "advmod").any(|c| scene.lower(c) == "here");
    scene.dateline_state().filter(|_| said).into_iter().collect()
}

/// Whether it is done to people or bodies that the report gives no name: "urged lawmakers", "told reporters".
pub fn addresses_others(scene: &Scene, p: &Predicate, sources: &[Source]) -> bool {
    let asked = |s: &Source| s.0.iter().any(|path| matches!(path.as_slice(), [Step::Object | Step::Indirect]));
    if !sources.iter().any(asked) {
        return false;
    }
    let someone = |o: usize| scene.a.words[o].upos == Upos::Noun && names_an_actor(scene.lemma(o));
    // "called on the council to act"
    let called = sources.iter().flat_map(|s| s.0.iter()).find_map(|path| match path.as_slice() {
        [Step::Case(case)] if case == "on" || case == "upon" => p.with(case).find(|w| someone(*w)),
        _ => None,
    });
    if called.is_some_and(|w| scene.whom(w).is_empty()) {
        return true;
    }
    let object = p.indirect.first().or(p.objects.first());
    object.is_some_and(|o| {
        let w = &scene.a.words[*o];
        let someone = someone(*o);
        let told = !p.complements.is_empty() && scene.a.words[p.word].upos == Upos::Verb && w.upos != Upos::Verb;
        (someone || told) && scene.whom(*o).is_empty()
    })
}

/// Who says what this word stands in.
pub fn speakers(scene: &Scene, word: usize) -> Vec<PartyId> {
    let said = scene.statement_at(word).map_or(&[][..], |s| s.speakers.as_slice());
    let mut out: Vec<PartyId> = said.iter().map(|p| scene.side(*p)).collect();
    out.dedup();
    out
}

/// The phrases with a preposition: the predicate's own, or those of its object: "raised tariffs on wine".
fn with(scene: &Scene, p: &Predicate, case: &str) -> Vec<usize> {
    let own: Vec<usize> = p.with(case).collect();
    if !own.is_empty() || case == "of" {
        return own;
    }
    let of_object = |o: &usize| predicates::predicate(scene.a, scene.text, *o).with(case).collect::<Vec<_>>();
    // "medicine, relief and fuel to Libya": of the last of those that are joined.
    let joined =
        p.objects.iter().flat_map(|o| predicates::conjuncts(scene.a, *o)).collect::<std::collections::BTreeSet<_>>();
    joined.iter().flat_map(of_object).collect()
}

/// What may name the place of an act: what it is done to, then the phrases around it.
pub fn grounds(p: &Predicate) -> Vec<usize> {
    let around = p.obliques.iter().filter(|(case, _)| predicates::marks(&predicates::cases().ground, case));
    p.objects.iter().copied().chain(around.map(|(_, w)| *w)).collect()
}

fn heads(scene: &Scene, p: &Predicate, path: &[Step], taken: &[PartyId]) -> Vec<usize> {
    let Some((step, on)) = path.split_first() else { return vec![] };
    let here = match step {
        Step::Subject => p.subjects.clone(),
        Step::Object => p.objects.clone(),
        Step::Indirect => p.indirect.clone(),
        Step::Clause => p.complements.clone(),
        Step::Case(case) => with(scene, p, case),
        Step::Governor => governor(scene, p.word),
        Step::Rest => rest(scene, p, taken),
        Step::Itself => vec![p.word],
        Step::Here | Step::Speaker | Step::Land | Step::Home | Step::State => vec![],
    };
    if on.is_empty() {
        return here;
    }
    here.into_iter().flat_map(|w| heads(scene, &predicates::predicate(scene.a, scene.text, w), on, taken)).collect()
}

/// The subject of the nearest verb above that has one.
pub fn governor(scene: &Scene, word: usize) -> Vec<usize> {
    let verbs = scene.a.ancestors(word).skip(1).filter(|w| scene.a.words[*w].upos == Upos::Verb);
    verbs.map(|v| predicates::predicate(scene.a, scene.text, v).subjects).find(|s| !s.is_empty()).unwrap_or_default()
}

/// Whether it belongs to one of these: "our troops".
fn own(scene: &Scene, word: usize, of: &[PartyId]) -> bool {
    let owners = scene.a.children_by(word, "nmod:poss").flat_map(|o| scene.parties.mention_at(o));
    owners.into_iter().any(|o| of.iter().any(|t| scene.same_side(*t, *o)))
}

/// The first word behind the predicate, in what depends on it, that stands for a party of another side.
fn rest(scene: &Scene, p: &Predicate, taken: &[PartyId]) -> Vec<usize> {
    let a = scene.a;
    let behind = (p.word + 1..a.subtree(p.word).end).filter(|w| a.is_under(*w, p.word));
    let other = |w: &usize| {
        let there = scene.parties.mention_at(*w);
        // "demanded the release of prisoners": people whom it is about hear no demand.
        let people = |x: &PartyId| scene.party(*x).is_some_and(|p| p.made_by == PEOPLE);
        let only_about = there.iter().all(people) && !matches!(a.words[*w].deprel, "nsubj" | "nsubj:outer");
        let aside = |x: usize| predicates::is_aside(a, scene.text, x, p.word);
        // "a truce brokered by Oman": who helped it about.
        let helps = |x: usize| {
            let by = predicates::preposition(a, scene.text, x) == "by";
            by && a.words[x].head.is_some_and(|h| helps_others(scene.lemma(h)))
        };
        let circumstance = |x: usize| {
            let case = predicates::preposition(a, scene.text, x);
            // "elections in Kosovo" is where; of "the envoy to Oman" Oman is only part of what he is called.
            let of_office = || a.is(x, "nmod") && a.words[x].head.is_some_and(|h| names_an_actor(scene.lemma(h)));
            let elsewhere = (x == *w && case == predicates::cases().place[0]) || (case == "to" && of_office());
            matches!(a.words[x].rel(), "obl" | "nmod")
                && (elsewhere || predicates::marks(&predicates::cases().circumstance, &case))
        };
        !own(scene, *w, taken)
            && !there.is_empty()
            && !only_about
            && !there.iter().any(|x| taken.iter().any(|t| scene.same_side(*t, *x)))
            && !predicates::is_left(a, scene.text, *w)
            && !a.ancestors(*w).take_while(|x| *x != p.word).any(|x| aside(x) || circumstance(x) || helps(x))
    };
    let mut behind = behind.filter(other);
    behind.next().map(|w| predicates::conjuncts(a, w)).unwrap_or_default()
}
