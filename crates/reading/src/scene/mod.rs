//! What every kind of entry asks while it is read: whom does a word stand for, who vouches, when, where, in which words?

mod setting;

use std::ops::Range;

use rapporteur_language::{Analysis, Upos};
use rapporteur_record::{Evidence, Party, PartyId, PartyKind, Place, PlaceId, Report, Statement, Text, Voucher};

use crate::parties::{Parties, names_an_actor, represented};
use crate::predicates;
use crate::statements::Attribution;
use crate::times::Timed;

/// A report as far as it is read: times, places, parties and statements.
pub struct Scene<'a> {
    /// The report's text.
    pub text: &'a Text,
    /// Its words and trees.
    pub a: &'a Analysis,
    /// Who.
    pub parties: &'a Parties,
    /// When.
    pub times: &'a [Timed],
    /// Who said what.
    pub statements: &'a [Statement],
    /// The same before they were entries, in the same order.
    pub attributions: &'a [Attribution],
    /// Where: words of mentions, in order, with the place.
    mentions: Vec<(Range<usize>, PlaceId)>,
    places: &'a [Place],
    /// The day of publication, as far as it is known.
    pub published: Option<&'a str>,
    /// For each word the innermost statement in whose content it stands.
    inside: Vec<Option<usize>>,
}

/// Relations that start a clause or remark of its own within a clause.
const OWN_CLAUSE: &[&str] = &["parataxis", "acl:relcl", "advcl", "discourse", "list", "punct"];

impl<'a> Scene<'a> {
    /// Puts the parts together.
    pub fn new(
        report: &'a Report,
        a: &'a Analysis,
        parties: &'a Parties,
        times: &'a [Timed],
        places: &'a [Place],
        statements: &'a [Statement],
        attributions: &'a [Attribution],
    ) -> Self {
        let words_of = |e: &Evidence| words_of(a, e);
        let mut mentions: Vec<(Range<usize>, PlaceId)> =
            places.iter().flat_map(|p| p.mentions.iter().map(move |m| (words_of(m), p.id))).collect();
        mentions.sort_by_key(|(w, _)| w.start);
        let mut inside: Vec<Option<(usize, usize)>> = vec![None; a.words.len()];
        for (i, s) in statements.iter().enumerate() {
            let size = s.content.iter().map(|c| c.exact().len()).sum();
            for w in s.content.iter().flat_map(words_of) {
                if inside[w].is_none_or(|(least, _)| size < least) {
                    inside[w] = Some((size, i));
                }
            }
        }
        let inside = inside.into_iter().map(|i| i.map(|(_, s)| s)).collect();
        let published = report.published.as_deref();
        Self { text: &report.text, a, parties, times, statements, attributions, mentions, places, published, inside }
    }

    /// Whether a word belongs to a time expression.
    pub fn is_time(&self, word: usize) -> bool {
        let i = self.times.partition_point(|t| t.words.end <= word);
        self.times.get(i).is_some_and(|t| t.words.contains(&word))
    }

    /// Whom a word stands for, itself or by its owner: "Moscow's commitment" and "Russian troops" stand for Russia.
    pub fn whom(&self, word: usize) -> Vec<PartyId> {
        let own = self.parties.mention_at(word);
        let named = self.named_behind(word);
        if named.len() > 1 {
            return self.sides(&named);
        }
        let joined = self.joint_owners(word);
        if joined.len() > 1 {
            return self.sides(&joined);
        }
        let said = self.first_said(own);
        if said.len() > 1 {
            return self.sides(&said);
        }
        if !own.is_empty() || matches!(self.a.words[word].upos, Upos::Verb | Upos::Pron | Upos::Num) {
            let behind = self.groups_behind(word, own);
            return self.sides(if behind.is_empty() { own } else { &behind });
        }
        let owners = ["nmod:poss", "amod", "compound", "nmod", "nmod:desc", "appos"];
        if let Some(state) = self.state_of_place(word) {
            return vec![state];
        }
        let owned = owners.iter().find_map(|rel| {
            let mut all = self.a.children_by(word, rel).filter(|c| rel != &"nmod" || self.owns(*c));
            all.find_map(|c| {
                // "Israeli army bulldozers", "thousands of Iraqi Kurds": owners own through other nouns.
                let through = || if c == word { vec![] } else { self.whom(c) };
                Some(self.parties.all_at(self.a, c))
                    .filter(|p| !p.is_empty())
                    .or_else(|| Some(through()))
                    .filter(|p| !p.is_empty())
            })
        });
        self.sides(&owned.unwrap_or_default())
    }

    /// "commanders of the FNL", "the FNL rebels", "European Union ministers", "its negotiators": the groups and bodies
    /// behind those who are called by a noun alone.
    fn groups_behind(&self, word: usize, own: &[PartyId]) -> Vec<PartyId> {
        let noun = |p: &Party| p.made_by.starts_with("holder") || p.made_by == "body.delegation";
        if own.is_empty() || !own.iter().all(|p| self.party(*p).is_some_and(noun)) {
            return vec![];
        }
        let group = |p: &PartyId| {
            let of = self.party(*p).filter(|_| !own.contains(p));
            of.is_some_and(|p| matches!(p.kind, PartyKind::ArmedGroup | PartyKind::Igo | PartyKind::Party))
        };
        let owners = ["nmod:poss", "compound", "amod", "nmod"].into_iter().find_map(|rel| {
            let tied = self.a.children_by(word, rel).filter(|c| rel != "nmod" || self.owns(*c));
            let there: Vec<PartyId> = tied.flat_map(|c| self.parties.all_at(self.a, c)).collect();
            (!there.is_empty()).then_some(there)
        });
        owners.filter(|all| all.iter().all(group)).unwrap_or_default()
    }

    /// "the ministers, Singh and Sattar": those named in apposition.
    fn named_behind(&self, word: usize) -> Vec<PartyId> {
        let names = self.a.children_by(word, "appos").flat_map(|c| self.parties.all_at(self.a, c));
        names.filter(|p| self.party(*p).is_some_and(|p| p.kind == PartyKind::Person)).collect()
    }

    /// The state in which a named place lies, where the report names that country: "flew to Damascus".
    fn state_of_place(&self, word: usize) -> Option<PartyId> {
        if let Some(state) = self.parties.state_of_place(word) {
            return Some(state);
        }
        let i = self.mentions.partition_point(|(m, _)| m.end <= word);
        let (_, id) = self.mentions.get(i).filter(|(m, _)| m.contains(&word))?;
        let country = self.places.get(id.0 as usize - 1)?.country?;
        self.parties.named_state(country)
    }

    /// "they", "the negotiators", where the report first said "negotiators from Mali and Niger": those of both.
    fn first_said(&self, own: &[PartyId]) -> Vec<PartyId> {
        let noun = |p: &&Party| p.made_by.starts_with("holder") && p.country.is_none();
        let first = |p: &Party| {
            let words = self.words_of(p.mentions.first()?);
            words.clone().find(|w| self.a.words[*w].head.is_none_or(|h| !words.contains(&h)))
        };
        match own {
            [one] => self.party(*one).filter(noun).and_then(first).map(|w| self.joint_owners(w)).unwrap_or_default(),
            _ => vec![],
        }
    }

    /// "delegates of Mali and Niger", "negotiators for Mali and Niger": those of several owners.
    fn joint_owners(&self, word: usize) -> Vec<PartyId> {
        let holder = names_an_actor(self.lemma(word));
        let ties = |case: &str| case == "of" || holder && matches!(case, "from" | "for" | "including");
        let of = |c: &usize| ties(&predicates::preposition(self.a, self.text, *c));
        let theirs = self.theirs(word);
        if theirs.len() > 1 {
            return theirs;
        }
        // "Israeli and Hamas negotiators"
        let one = holder && self.parties.mention_at(word).len() < 2;
        let before = self.a.children_by(word, "amod").chain(self.a.children_by(word, "compound")).filter(|_| one);
        let mut owners = self.a.children_by(word, "nmod").filter(of).chain(before);
        let several = owners.find(|o| self.a.children_by(*o, "conj").next().is_some());
        let whose = |w: usize| match self.parties.mention_at(w) {
            [] => self.parties.state_of_place(w).into_iter().collect(),
            all => all.to_vec(),
        };
        let all = several.into_iter().flat_map(|o| predicates::conjuncts(self.a, o));
        all.flat_map(whose).collect()
    }

    /// "their governments" after "Carter and Torrijos": the states of both.
    fn theirs(&self, word: usize) -> Vec<PartyId> {
        let people = |p: &PartyId| self.party(*p).is_some_and(|p| p.kind == PartyKind::People);
        let acts = names_an_actor(self.lemma(word)) && !self.parties.mention_at(word).iter().any(people);
        let plural = self.a.words[word].feature("Number") == Some("Plur");
        let pronoun = self.a.children_by(word, "nmod:poss").find(|c| self.a.words[*c].upos == Upos::Pron);
        let owners = pronoun.filter(|_| acts && plural).map_or(&[][..], |c| self.parties.mention_at(c));
        owners.iter().map(|p| self.principal(*p)).collect()
    }

    /// "of", "from" and "by" tie an owner to a noun.
    fn owns(&self, phrase: usize) -> bool {
        if predicates::is_left(self.a, self.text, phrase) {
            return false;
        }
        matches!(predicates::preposition(self.a, self.text, phrase).as_str(), "of" | "from" | "by" | "for")
    }

    /// All whom these words stand for, each once.
    pub fn all(&self, words: &[usize]) -> Vec<PartyId> {
        let mut out: Vec<PartyId> = vec![];
        for p in words.iter().flat_map(|w| self.whom(*w)) {
            if !out.contains(&p) {
                out.push(p);
            }
        }
        out
    }

    fn sides(&self, parties: &[PartyId]) -> Vec<PartyId> {
        let mut out: Vec<PartyId> = vec![];
        for p in parties.iter().map(|p| self.side(*p)) {
            if !out.contains(&p) {
                out.push(p);
            }
        }
        out
    }

    /// For whom a person, office or force acts, where that is a group or body and no state; the party itself elsewhere.
    pub fn side(&self, party: PartyId) -> PartyId {
        self.parties.behind(party).unwrap_or(party)
    }

    /// For whom a party acts: the state, group or body behind a person, office or government; itself elsewhere.
    pub fn principal(&self, party: PartyId) -> PartyId {
        let side = self.side(party);
        let Some(p) = self.party(side) else { return side };
        if side != party || represented(p.kind) || p.kind == PartyKind::State {
            return side;
        }
        let of_country = |q: &&Party| q.country.is_some() && q.country == p.country;
        let all = || self.parties.all().iter().filter(of_country);
        if !acts_for_state(p) {
            let fights = p.sector.iter().any(|s| s == "REB");
            let groups = all().filter(|q| fights && q.kind == PartyKind::ArmedGroup);
            return groups.rev().max_by_key(|q| q.mentions.len()).map_or(side, |q| q.id);
        }
        all().find(|q| q.kind == PartyKind::State).map_or(side, |q| q.id)
    }

    /// The party with this id.
    pub fn party(&self, id: PartyId) -> Option<&Party> {
        self.parties.get(id)
    }

    /// Whether two parties act for the same state or are the same.
    pub fn same_side(&self, one: PartyId, other: PartyId) -> bool {
        let (one, other) = (self.side(one), self.side(other));
        if one == other {
            return true;
        }
        let (Some(p), Some(q)) = (self.party(one), self.party(other)) else { return false };
        let official = |p: &Party| {
            !represented(p.kind) && !p.sector.iter().any(|s| matches!(s.as_str(), "OPP" | "REB" | "CVL" | "PTY"))
        };
        p.country.is_some() && p.country == q.country && official(p) && official(q)
    }

    /// The innermost statement in whose content a word stands.
    pub fn statement_at(&self, word: usize) -> Option<&'a Statement> {
        self.inside[word].map(|i| &self.statements[i])
    }

    /// The cue of the innermost statement in whose content a word stands.
    pub fn cue_at(&self, word: usize) -> Option<usize> {
        self.attributions.get(self.inside[word]?)?.cue_word
    }

    /// The statement whose cue is this word.
    pub fn statement_of_cue(&self, word: usize) -> Option<&'a Statement> {
        let i = self.attributions.iter().position(|x| x.cue_word == Some(word))?;
        self.statements.get(i)
    }

    /// Who vouches for what a word states.
    pub fn vouchers(&self, word: usize) -> Vec<Voucher> {
        vec![self.statement_at(word).map_or(Voucher::Report, |s| Voucher::Statement(s.id))]
    }

    /// The clause of a predicate: what depends on it, without remarks and clauses of their own at its ends, and at
    /// least from `also` on, so that whoever acts is in it.
    pub fn clause(&self, word: usize, also: &[usize]) -> Range<usize> {
        let a = self.a;
        let mut span = word..word + 1;
        for c in a.children(word) {
            let remark = OWN_CLAUSE.iter().any(|r| a.words[*c].deprel == *r)
                || (a.is(*c, "conj") && a.words[*c].upos == Upos::Verb)
                || (a.is(*c, "conj") && a.child(*c, &["nsubj", "cop"]).is_some());
            if !remark {
                let below = a.subtree(*c);
                span = span.start.min(below.start)..span.end.max(below.end);
            }
        }
        let sentence = a.words[word].sentence;
        for w in also.iter().filter(|w| a.words[**w].sentence == sentence) {
            let below = a.subtree(*w);
            let near = if below.contains(&word) { *w..*w + 1 } else { below };
            span = span.start.min(near.start)..span.end.max(near.end);
        }
        // Trees hang the dateline on the first verb; it is no part of what is told.
        if let Some(dash) = self.dash().filter(|d| span.contains(d) && *d < word) {
            span.start = dash + 1;
        }
        self.trimmed(span)
    }

    /// Without conjunctions and punctuation at the ends, and without the preposition that leads the whole in.
    fn trimmed(&self, span: Range<usize>) -> Range<usize> {
        let loose = |w: usize| matches!(self.a.words[w].upos, Upos::Punct | Upos::Cconj);
        // "Under the accord the army will leave" keeps its "under": what governs the accord is within.
        let within =
            |w: usize| self.a.words[w].head.and_then(|noun| self.a.words[noun].head).is_some_and(|h| span.contains(&h));
        let leads = |w: usize| self.a.words[w].upos == Upos::Adp && self.a.is(w, "case") && !within(w);
        let start = span.clone().find(|w| !loose(*w) && !leads(*w)).unwrap_or(span.start);
        let end = span.clone().rev().find(|w| !loose(*w)).map_or(span.end, |w| w + 1);
        start..end.max(start + 1)
    }

    /// The name of a party or place that a word is part of.
    pub fn name_at(&self, word: usize) -> Option<Range<usize>> {
        let i = self.mentions.partition_point(|(m, _)| m.end <= word);
        let place = || self.mentions.get(i).map(|(m, _)| m.clone()).filter(|m| m.contains(&word));
        self.parties.named_at(word).map(|(words, _)| words).or_else(place)
    }

    /// The words of a stretch of the report.
    pub fn words_of(&self, e: &Evidence) -> Range<usize> {
        words_of(self.a, e)
    }

    /// Words as evidence.
    pub fn evidence(&self, words: Range<usize>) -> Evidence {
        self.text.evidence(self.a.bytes(words))
    }

    /// Lemma in lower case.
    pub fn lemma(&self, word: usize) -> &'a str {
        self.a.words[word].lemma.as_str()
    }

    /// A noun with what is joined to it by a hyphen: "cease-fire", where there is a hyphen before it.
    pub fn hyphened(&self, word: usize) -> Option<String> {
        let words = &self.a.words;
        let first = word.checked_sub(2).filter(|_| self.a.form(self.text, word - 1) == "-")?;
        let joined = words[first].range.end == words[word - 1].range.start
            && words[word - 1].range.end == words[word].range.start;
        joined.then(|| format!("{}-{}", self.lower(first), words[word].lemma.to_lowercase()))
    }

    /// The word as it stands, in lower case.
    pub fn lower(&self, word: usize) -> String {
        self.a.form(self.text, word).to_lowercase()
    }
}

fn words_of(a: &Analysis, e: &Evidence) -> Range<usize> {
    let bytes = e.bytes();
    let first = a.words.partition_point(|w| w.range.end <= bytes.start);
    first..a.words.partition_point(|w| w.range.start < bytes.end)
}

/// Whether a person or office acts for a state, as far as its sector says.
fn acts_for_state(p: &Party) -> bool {
    let official = |s: &String| matches!(s.as_str(), "GOV" | "MIL" | "LEG" | "JUD" | "COP" | "SPY");
    let unrecognised = p.sector.iter().any(|s| s == "PRE");
    p.sector.is_empty() || (p.sector.iter().any(official) && !unrecognised)
}
