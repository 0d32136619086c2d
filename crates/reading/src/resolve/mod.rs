//! Who is meant by a phrase on its own? "Ruritania's former defence minister" into country, sector, kind, name and ids.
//!
//! The phrase is analysed as a report is; its head says what somebody is, and where the head is silent ("a member of
//! ...") the words before it say it, then those after it. Researchers code their own tables with it.

mod marks;

use std::ops::Range;

use rapporteur_language::{Analysis, Upos};
use rapporteur_record::{Country, PartyKind};
use rapporteur_world::{Agent, Day, Known, Strength, World};
use serde::Serialize;

use self::marks::{Mark, Token, What};

/// Who a phrase means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resolved {
    /// ISO 3166-1 alpha-3; none for those who act for no state and where the phrase does not tell.
    pub country: Option<Country>,
    /// PLOVER agent codes, the most telling first; none where the phrase does not tell.
    pub sector: Vec<String>,
    /// What sort of party it is.
    pub kind: Option<PartyKind>,
    /// The name that the tables list it by, else the phrase without its article.
    pub name: String,
    /// Ids of what the tables know it as: `wikidata:Q7747`.
    pub ids: Vec<String>,
    /// The entries of the tables that said so.
    pub made_by: Vec<String>,
}

/// Who a phrase means as of a day; without a day, as of the tables' own time.
pub fn resolve(phrase: &str, analysis: &Analysis, day: Option<Day>, world: &World) -> Resolved {
    let tokens = marks::tokens(phrase, analysis);
    let marks = marks::marks(phrase, analysis, &tokens, day, world);
    let reader = Phrase { text: phrase, analysis, tokens: &tokens, marks: &marks, day };
    reader.resolve()
}

struct Phrase<'a> {
    text: &'a str,
    analysis: &'a Analysis,
    tokens: &'a [Token],
    marks: &'a [Mark<'a>],
    day: Option<Day>,
}

/// How a mark stands to the head of the phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stand {
    /// It holds the head.
    Head,
    /// It stands before it.
    Before,
    /// It follows a preposition.
    After(String),
    /// It stands beside it: "the spokesman, Ruritania's Black".
    Beside,
}

/// What somebody is, and which mark says so.
#[derive(Debug, Clone)]
struct Sector {
    codes: Vec<String>,
    kind: PartyKind,
    by: String,
}

impl<'a> Phrase<'a> {
    fn resolve(&self) -> Resolved {
        let head = self.head();
        let stands: Vec<Stand> = self.marks.iter().map(|m| self.stand(&m.words, head)).collect();
        let person = self.person(&stands);
        let mut sector = match person {
            Some(k) => Some(self.of_person(k, &stands)),
            None => self.sector(&stands),
        };
        if let Some(s) = &mut sector {
            self.once(s, head);
            self.serving(s, &stands);
        }
        let entity = person.or_else(|| self.body(&stands, &sector));
        let country = self.country(&stands, person);
        let mut ids: Vec<String> = entity.iter().map(|k| k.id()).collect();
        let state = self.bare_state();
        ids.extend(state.and_then(|s| s.wikidata.as_ref()).map(|q| format!("wikidata:{q}")));
        let name = entity.map(|k| k.name.clone()).or_else(|| state.map(|s| s.name.clone()));
        Resolved {
            country,
            kind: self.kind(person, &sector, &stands),
            made_by: sector.iter().map(|s| s.by.clone()).collect(),
            sector: sector.map(|s| s.codes).unwrap_or_default(),
            name: name.unwrap_or_else(|| self.without_article()),
            ids,
        }
    }

    /// Which token the phrase hangs on: the root of its tree, or the last noun before a preposition or comma.
    fn head(&self) -> usize {
        let noun = |i: &usize| matches!(self.upos(*i), Upos::Noun | Upos::Propn | Upos::Pron);
        let root = self.analysis.sentences.first().map(|s| s.root);
        let rooted = self.tokens.iter().position(|t| Some(t.word) == root).filter(noun);
        let stop = (1..self.tokens.len()).find(|i| self.breaks_before(*i)).unwrap_or(self.tokens.len());
        let last = (0..stop).rev().find(noun).unwrap_or(stop.saturating_sub(1));
        match rooted {
            // "Deputy Secretary Hicks", "Kyiv police": names hang on their first word, the noun is what tells.
            Some(r) if r < stop => last.max(r),
            _ => last,
        }
    }

    fn upos(&self, token: usize) -> Upos {
        self.analysis.words[self.tokens[token].word].upos
    }

    /// Whether something new begins at a token: a preposition, or a comma or bracket before it.
    fn breaks_before(&self, i: usize) -> bool {
        let (before, here) = (self.tokens[i - 1].word, self.tokens[i].word);
        let between =
            (before + 1..here).any(|w| matches!(self.analysis.form(self.text, w), "," | "(" | ";" | ":" | "–" | "—"));
        let word = &self.analysis.words[here];
        let who = matches!(self.tokens[i].form.as_str(), "who" | "which" | "that" | "whose");
        between || who || (word.upos == Upos::Adp && self.marks.iter().all(|m| !m.words.contains(&i)))
    }

    fn stand(&self, words: &Range<usize>, head: usize) -> Stand {
        if words.contains(&head) {
            return Stand::Head;
        }
        if words.end <= head {
            return Stand::Before;
        }
        let after = (head + 1..=words.start).rev().find(|i| self.breaks_before(*i));
        match after {
            Some(i) if self.upos(i) == Upos::Adp => Stand::After(self.tokens[i].form.clone()),
            Some(_) => Stand::Beside,
            None => Stand::Before,
        }
    }

    /// The person whom the phrase names: at its head, or beside an office.
    fn person(&self, stands: &[Stand]) -> Option<&'a Known> {
        let near = |(m, s): (&Mark<'a>, &Stand)| match m.what {
            What::Person(k) if !matches!(s, Stand::After(_)) => Some((k, m.words.end)),
            _ => None,
        };
        let (person, end) = self.marks.iter().zip(stands).find_map(near)?;
        // "the Putin government", "a Trump supporter": somebody else.
        let owned = self
            .marks
            .iter()
            .zip(stands)
            .any(|(m, s)| *s == Stand::Head && m.words.start >= end && matches!(m.what, What::Agent(_)));
        (!owned).then_some(person)
    }

    /// A title in the phrase says more than the tables.
    fn of_person(&self, person: &Known, stands: &[Stand]) -> Sector {
        let title = self.marks.iter().zip(stands).find_map(|(m, s)| match m.what {
            What::Agent(a) if a.strength == Strength::Strong && !matches!(s, Stand::After(_)) => Some(a),
            _ => None,
        });
        let former = self.day.is_some_and(|d| person.is_former(d));
        let codes = match title {
            Some(a) => a.sector.clone(),
            None => person.sector(self.day).to_vec(),
        };
        let once = codes.first().and_then(|c| rapporteur_world::once(c));
        match (title, once) {
            (None, Some(now)) if former => Sector { codes: now.to_vec(), kind: PartyKind::Person, by: person.id() },
            (Some(a), _) => Sector { codes, kind: PartyKind::Person, by: a.id.clone() },
            _ => Sector { codes, kind: PartyKind::Person, by: person.id() },
        }
    }

    /// What the head says; where it is silent, the words before it, the nearest first, then those after it.
    fn sector(&self, stands: &[Stand]) -> Option<Sector> {
        let at = |wanted: fn(&Stand) -> bool| {
            let marks: Vec<&Mark> = self.marks.iter().zip(stands).filter(|(_, s)| wanted(s)).map(|(m, _)| m).collect();
            marks
        };
        let head = at(|s| *s == Stand::Head);
        if let Some(s) = head.iter().find_map(|m| self.said_by(m, true)) {
            return Some(s);
        }
        let weak = head.iter().find_map(|m| match m.what {
            What::Agent(a) => Some(a),
            _ => None,
        });
        let of_place = head.iter().any(|m| matches!(m.what, What::Place(_) | What::Home(_)));
        let before = at(|s| *s == Stand::Before);
        if let Some(s) = before.iter().rev().find_map(|m| self.said_by(m, false)) {
            return Some(s);
        }
        let beside = at(|s| *s == Stand::Beside);
        if let Some(s) = beside.iter().find_map(|m| self.said_by(m, true)) {
            return Some(s);
        }
        let after = at(|s| matches!(s, Stand::After(p) if rapporteur_world::is_serving(p)));
        let opens = weak.is_some() || head.is_empty();
        if opens && let Some(s) = after.iter().find_map(|m| self.said_by(m, true)) {
            return Some(s);
        }
        let own = |a: &Agent| Sector { codes: a.sector.clone(), kind: a.kind, by: a.id.clone() };
        let weakly = self.marks.iter().zip(stands).filter(|(_, s)| !matches!(s, Stand::After(_))).find_map(|(m, _)| {
            match m.what {
                What::Agent(a) => Some(own(a)),
                _ => None,
            }
        });
        let town = || Sector { codes: vec!["CVL".into()], kind: PartyKind::People, by: "places".into() };
        weak.map(own).or(weakly).filter(|s| !s.codes.is_empty()).or_else(|| of_place.then(town))
    }

    /// What a mark says of whom it stands for: nothing for weak nouns and countries.
    fn said_by(&self, m: &Mark, whole: bool) -> Option<Sector> {
        match m.what {
            What::Agent(a) if a.strength == Strength::Strong => {
                Some(Sector { codes: a.sector.clone(), kind: a.kind, by: a.id.clone() })
            }
            What::Modifier(a) => Some(Sector { codes: a.sector.clone(), kind: a.kind, by: a.id.clone() }),
            What::Body(k) => Some(Sector { codes: k.sector(self.day).to_vec(), kind: k.kind, by: k.id() }),
            What::Person(k) => Some(Sector { codes: k.sector(self.day).to_vec(), kind: PartyKind::Office, by: k.id() }),
            What::Seat(_) if whole => {
                Some(Sector { codes: vec!["GOV".into()], kind: PartyKind::Government, by: "seat".into() })
            }
            _ => None,
        }
    }

    /// "former", "retired": what they are who were that once.
    fn once(&self, sector: &mut Sector, head: usize) {
        let former = self.tokens[..=head.min(self.tokens.len().saturating_sub(1))]
            .iter()
            .any(|t| rapporteur_world::is_former(&t.form));
        if former && let Some(now) = sector.codes.first().and_then(|c| rapporteur_world::once(c)) {
            sector.codes = now.to_vec();
        }
    }

    /// Whoever serves an international organisation is also one of it.
    fn serving(&self, sector: &mut Sector, stands: &[Stand]) {
        let serves = self.marks.iter().zip(stands).any(|(m, s)| is_igo(m) && may_own(s));
        if serves && !sector.codes.iter().any(|c| c == "IGO") && sector.codes.first().is_none_or(|c| c != "ELI") {
            sector.codes.push("IGO".into());
        }
    }

    /// The body that the phrase is or whose people it means.
    fn body(&self, stands: &[Stand], sector: &Option<Sector>) -> Option<&'a Known> {
        let by = sector.as_ref().map(|s| s.by.as_str());
        let all = self.marks.iter().zip(stands).filter_map(|(m, s)| match m.what {
            What::Body(k) => Some((k, s)),
            _ => None,
        });
        all.clone().find(|(k, s)| **s == Stand::Head || Some(k.id().as_str()) == by).map(|(k, _)| k)
    }

    /// The state, where the phrase is nothing but its name.
    fn bare_state(&self) -> Option<&'a rapporteur_world::State> {
        match self.marks {
            [Mark { what: What::State(s), words }] if words.len() + 1 >= self.tokens.len() => Some(s),
            _ => None,
        }
    }

    fn kind(&self, person: Option<&Known>, sector: &Option<Sector>, stands: &[Stand]) -> Option<PartyKind> {
        if person.is_some() {
            return Some(PartyKind::Person);
        }
        let head = self.marks.iter().zip(stands).find(|(_, s)| **s == Stand::Head).map(|(m, _)| &m.what);
        match (sector, head) {
            (Some(s), _) => Some(s.kind),
            (None, Some(What::State(_))) => Some(PartyKind::State),
            (None, Some(What::Demonym(_) | What::Home(_) | What::Place(_))) => Some(PartyKind::People),
            (None, Some(What::Agent(a))) => Some(a.kind),
            _ => None,
        }
    }

    /// The country that the words before the head name, nearest first; that of who is named; that of what follows.
    fn country(&self, stands: &[Stand], person: Option<&Known>) -> Option<Country> {
        let all = || self.marks.iter().zip(stands);
        let head = all().filter(|(_, s)| matches!(s, Stand::Before | Stand::Head | Stand::Beside));
        let near: Vec<&Mark> = head.map(|(m, _)| m).filter(|m| !self.stands_behind(m)).collect();
        let named = near.iter().rev().find_map(|m| named_country(m));
        if named.is_some() {
            return named;
        }
        if let Some(person) = person {
            return person.acts_for(self.day);
        }
        if let Some(body) = near.iter().rev().find_map(|m| self.body_country(m)) {
            return body;
        }
        let after = all().filter(|(_, s)| matches!(s, Stand::After(p) if rapporteur_world::is_belonging(p)));
        let after: Vec<&Mark> = after.map(|(m, _)| m).collect();
        let named = after.iter().find_map(|m| named_country(m).map(Some));
        let known = || after.iter().find_map(|m| self.body_country(m));
        known().filter(Option::is_some).or(named).or_else(known).flatten()
    }

    /// Whether a country only stands behind whom the phrase means: "Ruritanian-backed".
    fn stands_behind(&self, m: &Mark) -> bool {
        self.tokens.get(m.words.end).is_some_and(|t| rapporteur_world::stands_behind(&t.form))
    }

    /// The country of a known body or person; some none for those of no country.
    fn body_country(&self, m: &Mark) -> Option<Option<Country>> {
        match m.what {
            What::Body(k) => Some(k.country),
            What::Person(k) => Some(k.acts_for(self.day)),
            _ => None,
        }
    }

    fn without_article(&self) -> String {
        let first = self.analysis.words.iter().position(|w| w.upos != Upos::Det).unwrap_or(0);
        let start = self.analysis.words.get(first).map_or(0, |w| w.range.start);
        self.text[start..].trim().to_owned()
    }
}

fn named_country(m: &Mark) -> Option<Country> {
    match m.what {
        What::State(s) => Some(s.code),
        What::Demonym(c) | What::Seat(c) | What::Home(c) | What::Place(c) => Some(c),
        _ => None,
    }
}

fn is_igo(m: &Mark) -> bool {
    matches!(m.what, What::Body(k) if k.kind == PartyKind::Igo)
}

fn may_own(s: &Stand) -> bool {
    !matches!(s, Stand::After(p) if !rapporteur_world::is_serving(p))
}
