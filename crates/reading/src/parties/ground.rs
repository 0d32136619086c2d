//! What a word looks like and how it stands: the small questions that naming and linking ask of a report.

use std::ops::Range;

use rapporteur_language::{Analysis, NameKind, Upos};

use super::known::Table;
use super::lexicon::{Gender, Lexicon};

/// A report's text and analysis, with the tables that help to read them.
pub(super) struct Ground<'a> {
    pub text: &'a str,
    pub analysis: &'a Analysis,
    pub lexicon: &'static Lexicon,
    pub known: Table<'a>,
    quoted: Vec<bool>,
}

impl<'a> Ground<'a> {
    /// A report's text and analysis with what is known before.
    pub fn new(text: &'a str, analysis: &'a Analysis, known: Table<'a>) -> Self {
        let mut quoted = Vec::with_capacity(analysis.words.len());
        let (mut inside, mut paragraph) = (false, 0);
        for (w, word) in analysis.words.iter().enumerate() {
            let here = analysis.sentences[word.sentence].paragraph;
            inside &= here == paragraph;
            paragraph = here;
            quoted.push(inside);
            inside ^= matches!(analysis.form(text, w), "\"" | "“" | "”" | "``" | "''");
        }
        Ground { text, analysis, lexicon: Lexicon::get(), known, quoted }
    }

    /// The word as it stands.
    pub fn form(&self, w: usize) -> &'a str {
        self.analysis.form(self.text, w)
    }

    /// The word in lower case.
    pub fn lower(&self, w: usize) -> String {
        self.form(w).to_lowercase()
    }

    /// The dictionary form in lower case.
    pub fn lemma(&self, w: usize) -> String {
        let lemma = self.analysis.words[w].lemma.to_lowercase();
        let noun = self.analysis.words[w].upos == Upos::Noun && self.lexicon.noun(&lemma).is_none();
        // Of "Police" at the head of a sentence the model's guess is no word.
        Some(self.lower(w)).filter(|form| noun && self.lexicon.noun(form).is_some()).unwrap_or(lemma)
    }

    /// The text of these words.
    pub fn slice(&self, words: Range<usize>) -> &'a str {
        &self.text[self.analysis.bytes(words)]
    }

    fn sentence(&self, w: usize) -> Range<usize> {
        self.analysis.sentences[self.analysis.words[w].sentence].words.clone()
    }

    /// The word before, in the same sentence.
    pub fn before(&self, w: usize) -> Option<usize> {
        (w > self.sentence(w).start).then(|| w - 1)
    }

    /// The word after, in the same sentence.
    pub fn after(&self, w: usize) -> Option<usize> {
        (w + 1 < self.sentence(w).end).then_some(w + 1)
    }

    /// Whether it starts with a capital letter.
    pub fn capital(&self, w: usize) -> bool {
        self.form(w).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is a person's initials: "S.M."
    pub fn initials(&self, w: usize) -> bool {
        self.form(w).split('.').all(|part| part.chars().count() <= 1)
    }

    /// Whether it is written in capitals, as "MILF" is.
    pub fn acronym(&self, w: usize) -> bool {
        let form = self.form(w);
        (2..=7).contains(&form.len()) && form.chars().filter(|c| *c != '.').all(char::is_uppercase)
    }

    /// Whether it could be a part of a name by its shape and tag.
    pub fn name_like(&self, w: usize) -> bool {
        if !self.capital(w) {
            return false;
        }
        let lower = self.lower(w);
        if self.lexicon.never_name(&lower) || self.lexicon.is_opener(&lower) || lower.len() < 2 {
            return false;
        }
        let word = &self.analysis.words[w];
        if matches!(word.upos, Upos::Propn | Upos::X) {
            return true;
        }
        let named = self.analysis.name_at(w).is_some();
        let first = self.sentence(w).start == w || self.before(w).is_some_and(|b| "\"“‘'".contains(self.form(b)));
        let contentful = matches!(word.upos, Upos::Noun | Upos::Adj | Upos::Verb);
        contentful && (named || !first) && self.known.thing(self.form(w)).is_none()
    }

    /// Whether it belongs to a title: "Deputy", "Foreign", "Minister".
    pub fn is_title_word(&self, w: usize) -> bool {
        let given_before = self.before(w).is_some_and(|b| {
            self.capital(b) && self.known.given_name(self.form(b)).is_some() && !self.lexicon.is_holder(&self.lower(b))
        });
        if given_before {
            return false;
        }
        let lower = self.lower(w);
        if self.lexicon.honorific(&lower).is_some() || self.is_holder_noun(w) {
            return true;
        }
        if !self.lexicon.is_title_modifier(&lower) {
            return false;
        }
        // "Secretary of State", "Chief of Staff"
        let mut of = self.before(w);
        while let Some(b) = of.filter(|b| self.lexicon.is_title_modifier(&self.lower(*b))) {
            of = self.before(b);
        }
        let of = of.filter(|b| matches!(self.form(*b), "of" | "for")).and_then(|b| self.before(b));
        of.is_some_and(|t| self.is_holder_noun(t)) || self.after(w).is_some_and(|n| self.is_title_word(n))
    }

    /// Whether it is a noun for the holder of an office or task.
    pub fn is_holder_noun(&self, w: usize) -> bool {
        let noun = matches!(self.analysis.words[w].upos, Upos::Noun | Upos::Propn | Upos::Adj);
        noun && (self.lexicon.is_holder(&self.lemma(w)) || self.ends_holder(w))
    }

    /// Whether words that hyphens join to a holder end here: "second-in-command".
    fn ends_holder(&self, w: usize) -> bool {
        let mut start = w;
        while let Some(b) = self.before(start).and_then(|mark| self.before(mark)).filter(|b| self.joins_next(*b)) {
            start = b;
        }
        start < w && self.lexicon.is_holder(&self.slice(start..w + 1).to_lowercase())
    }

    /// Whether a hyphen joins it to the next word: "Under-Secretary".
    pub fn joins_next(&self, w: usize) -> bool {
        w + 2 < self.analysis.words.len() && self.form(w + 1) == "-" && self.touches(w) && self.touches(w + 1)
    }

    /// Whether a title stands right before this word.
    pub fn title_before(&self, w: usize) -> bool {
        self.before(w).is_some_and(|b| {
            let one = self.analysis.words[b].feature("Number") != Some("Plur");
            one && (self.is_holder_noun(b) || (self.capital(b) && self.is_title_word(b)))
        })
    }

    /// The honorific right before this word.
    pub fn honorific_before(&self, w: usize) -> Option<Gender> {
        let mut b = self.before(w)?;
        if self.form(b) == "." {
            b = self.before(b)?;
        }
        self.capital(b).then(|| self.lexicon.honorific(&self.lower(b)))?
    }

    /// Whether it is a capitalised word that says that the name is one of a body: "Front", "Ministry".
    pub fn names_a_body(&self, w: usize) -> bool {
        self.capital(w) && self.lexicon.name_word(&self.lower(w)).is_some()
    }

    /// Whether the capitalised words from here on end in such a word.
    pub fn body_ahead(&self, at: usize, end: usize) -> bool {
        (at..end).take_while(|w| self.name_like(*w)).any(|w| self.names_a_body(w))
    }

    /// Words inside the names of bodies.
    pub fn joins_body(&self, w: usize) -> bool {
        matches!(self.form(w), "of" | "and" | "for" | "&")
    }

    /// Whether a name goes on over "of" or "and": "Organisation of African Unity", "Justice and Equality Movement".
    pub fn names_a_body_in(&self, so_far: Range<usize>, next: usize, end: usize) -> bool {
        let has = so_far.clone().any(|w| self.names_a_body(w));
        match self.form(so_far.end) {
            "of" | "for" => has,
            _ => !has && so_far.len() == 1 && self.body_ahead(next, end),
        }
    }

    /// Whether these are small words inside a person's name, up to its next capital: "wa", "al-".
    pub fn particles_from(&self, at: usize, end: usize) -> Option<usize> {
        let mut w = at;
        while w < end && w < at + 3 && self.lexicon.is_particle(&self.lower(w)) && !self.capital(w) {
            if self.form(w) == "-" && !(self.touches(w - 1) && self.touches(w)) {
                return None;
            }
            w += 1;
        }
        (w > at && w < end && self.name_like(w)).then_some(w)
    }

    /// Whether it is a later part of a name with an article run into it: "d'Escoto".
    pub fn elided(&self, w: usize) -> bool {
        let mut letters = self.form(w).chars();
        let (first, mark, next) = (letters.next(), letters.next(), letters.next());
        first == Some('d') && matches!(mark, Some('\'' | '’')) && next.is_some_and(char::is_uppercase)
    }

    /// Whether a hyphen and the lower-case end of a name stand here: "Ban Ki-moon".
    pub fn hyphened(&self, at: usize, end: usize) -> bool {
        let tail = at + 1;
        tail < end
            && self.form(at) == "-"
            && self.touches(at - 1)
            && self.touches(at)
            && !self.capital(tail)
            && (self.analysis.words[tail].upos == Upos::Propn
                || self
                    .analysis
                    .name_at(tail)
                    .is_some_and(|n| n.kind == NameKind::Person && n.words.contains(&(at - 1))))
    }

    /// Whether no space stands between this word and the next.
    pub fn touches(&self, w: usize) -> bool {
        let words = &self.analysis.words;
        w + 1 < words.len() && words[w].range.end == words[w + 1].range.start
    }

    /// The words of a name that are no particles.
    pub fn name_parts(&self, run: Range<usize>) -> impl Iterator<Item = &'a str> + '_ {
        let part = |f: &&str| f.chars().next().is_some_and(char::is_uppercase);
        run.map(|w| self.form(w)).filter(part)
    }

    /// What the model takes most of these words for.
    pub fn model_says(&self, run: &Range<usize>) -> Option<NameKind> {
        let kinds: Vec<NameKind> = run.clone().filter_map(|w| self.analysis.name_at(w)).map(|n| n.kind).collect();
        kinds.iter().copied().max_by_key(|k| kinds.iter().filter(|o| *o == k).count())
    }

    /// Whether the model takes this word for the later part of a person's name.
    pub fn in_person_name(&self, w: usize) -> bool {
        self.analysis.name_at(w).is_some_and(|n| {
            n.kind == NameKind::Person
                && n.words.start < w
                && self.before(w).is_some_and(|b| self.name_like(b) && !self.is_title_word(b))
                && self.known.given_name(self.form(n.words.start)).is_some()
        })
    }

    /// The word of a stretch that the others hang on.
    pub fn head_of(&self, run: Range<usize>) -> usize {
        let outside = |w: &usize| self.analysis.words[*w].head.is_none_or(|h| !run.contains(&h));
        run.clone().find(outside).unwrap_or(run.start)
    }

    /// Whether a noun for an office is in apposition to this name, or it to that.
    pub fn has_role_beside(&self, head: usize) -> bool {
        let below = self.analysis.children_by(head, "appos").any(|c| self.is_holder_noun(c));
        let word = &self.analysis.words[head];
        let above = word.rel() == "appos" && word.head.is_some_and(|h| self.is_holder_noun(h));
        below || above
    }

    /// Whether it is the subject of a verb of speaking.
    pub fn is_speaker(&self, head: usize) -> bool {
        let word = &self.analysis.words[head];
        word.rel() == "nsubj" && word.head.is_some_and(|h| self.lexicon.is_speech(&self.lemma(h)))
    }

    /// Whether it is the subject of a verb in the active voice.
    pub fn does_something(&self, head: usize) -> bool {
        let word = &self.analysis.words[head];
        word.deprel == "nsubj" && word.head.is_some_and(|h| self.analysis.words[h].upos == Upos::Verb)
    }

    /// Whether it does what people do: speaks, is followed by "who", owns what a person owns.
    pub fn acts_as_person(&self, head: usize) -> bool {
        let word = &self.analysis.words[head];
        let owns = word.deprel == "nmod:poss" && word.head.is_some_and(|h| self.lexicon.is_personal(&self.lemma(h)));
        self.is_speaker(head) || self.who_follows(head) || self.has_role_beside(head) || owns
    }

    /// Whether "who" or "whose" follows.
    pub fn who_follows(&self, head: usize) -> bool {
        let relatives = self.analysis.children_by(head, "acl:relcl");
        relatives.into_iter().any(|r| {
            self.analysis.subtree(r).take(3).any(|w| matches!(self.lower(w).as_str(), "who" | "whose" | "whom"))
        })
    }

    /// The preposition before a noun.
    pub fn preposition(&self, head: usize) -> Option<String> {
        let word = &self.analysis.words[head];
        if !matches!(word.rel(), "obl" | "nmod" | "root" | "conj" | "advcl" | "acl" | "appos") {
            return None;
        }
        let case = self.analysis.children_by(head, "case").find(|c| *c < head);
        case.map(|c| self.lower(c)).or_else(|| match (word.rel(), word.head) {
            ("conj", Some(h)) => self.preposition(h),
            _ => None,
        })
    }

    /// Whether it stands after a preposition of place.
    pub fn located(&self, head: usize) -> bool {
        self.preposition(head).is_some_and(|p| self.lexicon.is_locating(&p))
    }

    /// Whether a word stands inside quotation marks, counted from the start of its paragraph.
    pub fn quoted(&self, w: usize) -> bool {
        self.quoted[w]
    }

    /// Whether its sentence is a line of capitalised words: a headline or a heading.
    pub fn heads_line(&self, w: usize) -> bool {
        let a = self.analysis;
        let words =
            self.sentence(w).filter(|w| matches!(a.words[*w].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb));
        let mut words = words.peekable();
        words.peek().is_some() && words.all(|w| self.capital(w))
    }

    /// Whether it only describes another noun.
    pub fn is_modifier(&self, head: usize) -> bool {
        matches!(self.analysis.words[head].rel(), "compound" | "amod" | "nmod:desc")
    }

    /// The letters in brackets that follow a name.
    pub fn bracketed_acronym(&self, at: usize) -> Option<usize> {
        let last = self.analysis.words.len();
        (at + 2 < last && self.form(at) == "(" && self.form(at + 2) == ")" && self.acronym(at + 1)).then_some(at + 1)
    }
}

/// Noun phrases.
impl Ground<'_> {
    /// The first word of a noun's own modifiers: not its article, possessor or what follows it.
    pub fn phrase_start(&self, noun: usize) -> usize {
        let mut start = noun;
        while let Some(b) = self.before(start) {
            let word = &self.analysis.words[b];
            let inner = match word.upos {
                // "stop bombing civilians": what is done to them is no part of their name.
                Upos::Verb
                    if word.xpos == "VBG"
                        && self.before(b).is_some_and(|v| self.analysis.words[v].upos == Upos::Verb) =>
                {
                    false
                }
                // "at least three people", "about 3,500 soldiers": how sure the number is names nobody.
                Upos::Adj | Upos::Adv if word.head.is_some_and(|h| self.analysis.words[h].upos == Upos::Num) => false,
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb | Upos::Adv => {
                    self.analysis.is_under(b, noun) && b != noun && word.rel() != "nmod:poss" && !self.owns(b, noun)
                }
                Upos::Punct => self.form(b) == "-" && self.touches(b),
                Upos::Cconj => {
                    start != noun && self.analysis.is_under(b, noun) && self.analysis.words[start].rel() == "conj"
                }
                Upos::Adp => self.joins_next(b),
                _ => false,
            };
            if !inner {
                break;
            }
            start = b;
        }
        start
    }

    /// Whether a word stands in the possessor of a noun.
    fn owns(&self, w: usize, noun: usize) -> bool {
        self.analysis.ancestors(w).take_while(|a| *a != noun).any(|a| self.analysis.is(a, "nmod:poss"))
    }

    /// The head of the noun phrase that starts here.
    pub fn noun_phrase_from(&self, first: usize) -> Option<usize> {
        let a = self.analysis;
        let heads = a.ancestors(first).take(5);
        let noun = |w: &usize| {
            matches!(a.words[*w].upos, Upos::Noun | Upos::Propn) && *w >= first && a.subtree(*w).start + 1 >= first
        };
        let mut best = None;
        for h in heads {
            if h >= first && noun(&h) {
                best = Some(h);
                break;
            }
        }
        // A modifier or possessor leads on to the noun that it describes.
        while let Some(b) = best
            && matches!(a.words[b].rel(), "compound" | "nmod" | "amod" | "conj")
            && let Some(h) = a.words[b].head
            && h > b
            && noun(&h)
        {
            best = Some(h);
        }
        best
    }

    /// Where the possessive mark of an owner stands.
    pub fn possessive_mark(&self, owner: usize) -> Option<usize> {
        self.analysis.children_by(owner, "case").find(|c| *c > owner)
    }

    /// Where a phrase stops being short: at its first comma, relative or conjunction with a verb.
    pub fn clause_break(&self, words: Range<usize>) -> usize {
        let breaks = |w: &usize| {
            let word = &self.analysis.words[*w];
            word.upos == Upos::Punct && !matches!(self.form(*w), "-" | "." | "'" | "’")
                || matches!(word.rel(), "acl" | "mark" | "cop" | "aux")
                || word.upos == Upos::Cconj && self.after(*w).is_some_and(|n| !self.capital(n))
        };
        let first = words.start;
        words.clone().find(|w| *w > first && breaks(w)).unwrap_or(words.end)
    }
}
