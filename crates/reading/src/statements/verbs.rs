//! What does a verb say? The content of a cue that is a verb: clause, quotation, infinitive, object or phrase.

use rapporteur_language::Upos;

use super::Attribution;
use super::content::words_under;
use super::cues::{Class, cues};
use super::finder::Finder;
use crate::predicates;

impl Finder<'_> {
    /// The attribution of a verb.
    pub(super) fn verb(&self, w: usize) -> Option<Attribution> {
        let lemma = self.a.words[w].lemma.as_str();
        if !cues().is_verb(lemma) || self.is_nobodys(w) {
            return None;
        }
        if self.is_asked(w) || (self.a.is(w, "xcomp") && self.a.words[w].xpos == "VBN") {
            return None;
        }
        let (content, class) = self.fixed(w, lemma).or_else(|| self.content_of_verb(w, lemma))?;
        // "objected to it" says nothing by itself.
        let pronoun = content.iter().all(|x| matches!(self.a.words[*x].upos, Upos::Pron | Upos::Det));
        if self.is_untold(w, &content) || (pronoun && !cues().quotes(&class.id)) {
            return None;
        }
        let content = if cues().quotes(&class.id) { content } else { self.without_reporting(content) };
        let source_head = self.source_of_verb(w);
        let passive = predicates::is_passive(self.a, w);
        let impersonal = self.a.child(w, &["expl"]).is_some();
        if source_head.is_none() && passive && !impersonal && !self.starts_with_quote(&content) {
            return None;
        }
        self.build(source_head, w, content, class.id.clone())
    }

    /// "Asked whether he would go, the spokesman said": who asked is not told.
    fn is_asked(&self, w: usize) -> bool {
        let a = self.a;
        let aside = a.is(w, "advcl") && matches!(a.words[w].xpos, "VBN" | "VBD");
        aside && a.child(w, &["nsubj", "aux", "mark", "obl:agent"]).is_none()
    }

    /// "would not say whether": what somebody does not tell is not said.
    fn is_untold(&self, w: usize, content: &[usize]) -> bool {
        let a = self.a;
        let Some(first) = content.first().copied().filter(|f| *f > w) else { return false };
        if content.len() == 1 && matches!(self.lower(first).as_str(), "yes" | "no") {
            return true;
        }
        let asks = matches!(a.words[first].xpos, "WP" | "WRB" | "WDT")
            || matches!(self.lower(first).as_str(), "whether" | "if" | "how");
        let negated = a
            .children(w)
            .iter()
            .any(|c| matches!(self.lower(*c).as_str(), "not" | "n't" | "never" | "neither" | "nobody"));
        let yet = |h: usize| a.children_by(h, "advmod").any(|c| self.lower(c) == "yet");
        let refuses = a.words[w]
            .head
            .is_some_and(|h| a.is(w, "xcomp") && (matches!(a.words[h].lemma.as_str(), "refuse" | "decline") || yet(h)));
        asks && (negated || refuses)
    }

    /// A content without what the report itself goes on about at its end: ", which Israel conquered in 1967".
    fn without_reporting(&self, content: Vec<usize>) -> Vec<usize> {
        let a = self.a;
        let quoted = |x: usize| self.quotes.iter().any(|q| q.range.contains(&a.words[x].range.start));
        let cut = content.windows(3).position(|x| {
            let relative = |y: usize| cues().goes_on_about(&self.lower(y));
            let about =
                self.lower(x[0]) == "," && (relative(x[1]) || a.words[x[1]].upos == Upos::Adp && relative(x[2]));
            let verb = a.words[x[0]].head.filter(|v| a.words[*v].xpos == "VBD" && a.is(x[0], "mark"));
            let when = cues().tells_when(&self.lower(x[0])) && verb.is_some();
            let remark = self.lower(x[0]) == "," && self.is_remark(x[1]);
            (about || when || remark) && !quoted(x[0])
        });
        match cut {
            Some(at) if at > 0 => content[..at].to_vec(),
            _ => content,
        }
    }

    /// ", averting an attack", ", a point that both had resisted": what opens with this word is the report's own.
    fn is_remark(&self, first: usize) -> bool {
        let a = self.a;
        let participle = a.is(first, "advcl") && a.words[first].xpos == "VBG" && a.child(first, &["mark"]).is_none();
        let explained = |n: &usize| {
            a.subtree(*n).start + 1 >= first && *n >= first && a.children_by(*n, "acl:relcl").next().is_some()
        };
        participle || a.ancestors(first).find(|n| a.is(*n, "appos")).filter(explained).is_some()
    }

    /// "called into question", "cast doubt on": what follows the fixed words.
    fn fixed(&self, w: usize, lemma: &str) -> Option<(Vec<usize>, &'static Class)> {
        let a = self.a;
        let (class, n) = cues().fixed(lemma, |n| a.words.get(w + n).map(|_| self.lower(w + n)))?;
        let next = w + n + 1;
        // "let it be known on Friday that ..."
        let told = |c: &usize| *c > next && self.opened_by(*c) == "that" && a.subtree(*c).start > next;
        if let Some(clause) = (w..next).flat_map(|x| a.children_by(x, "ccomp")).find(told) {
            return Some((words_under(a, clause, &self.misjoined_under(clause)), class));
        }
        if let Some(round) = self.inserted(w).filter(|_| self.lower(next.min(a.words.len() - 1)) == ",") {
            return Some((round, class));
        }
        let head = a.words.get(next).and_then(|_| {
            a.ancestors(next).take_while(|x| *x >= next).last().filter(|h| a.words[*h].upos != Upos::Punct)
        })?;
        (a.words[head].sentence == a.words[w].sentence)
            .then(|| (words_under(a, head, &self.misjoined_under(head)), class))
    }

    /// The words of what is said, and the lexicon entry that tells.
    fn content_of_verb(&self, w: usize, lemma: &str) -> Option<(Vec<usize>, &'static Class)> {
        let made = |takes: &str| cues().verb(lemma, takes);
        if let (Some(class), Some(words)) = (made("clause"), self.clause(w)) {
            return Some((self.with_quotes(w, words), class));
        }
        let with_that = |c: &Vec<usize>| c.first().is_some_and(|f| *f > w && self.lower(*f) == "that");
        if let (Some(class), Some(words)) = (made("that"), self.clause(w).filter(with_that)) {
            return Some((self.with_quotes(w, words), class));
        }
        if let (Some(class), Some(words)) = (made("infinitive"), self.infinitive(w)) {
            return Some((words, class));
        }
        if let (Some(class), Some(words)) = (made("naming"), self.naming(w)) {
            return Some((words, class));
        }
        if let (Some(class), Some(q)) =
            (made("quote"), self.quote_of(w).or_else(|| self.quote_before(w)).or_else(|| self.announced(w)))
        {
            return Some((q, class));
        }
        if let (Some(class), Some(words)) = (made("gerund"), self.gerund(w)) {
            return Some((words, class));
        }
        for (takes, on) in [("on to", "on"), ("to to", "to")] {
            if let (Some(class), Some(words)) = (made(takes), self.asked_of(w, on)) {
                return Some((words, class));
            }
        }
        if let (Some(class), Some(words)) = (made("shown"), self.shown(w)) {
            return Some((words, class));
        }
        self.phrase_of_verb(w, lemma).or_else(|| Some((self.object(w)?, made("object")?)))
    }

    /// A complement clause, or the clause that "X said" is inserted in.
    fn clause(&self, w: usize) -> Option<Vec<usize>> {
        let a = self.a;
        // "It was announced that ..." has its clause for a subject.
        let complements = a.children_by(w, "ccomp").chain(a.children_by(w, "csubj").filter(|c| *c > w));
        if let Some(c) = complements.into_iter().find(|c| a.words[*c].upos != Upos::Pron) {
            let mut words = words_under(a, c, &self.said_by_others(w, c));
            self.with_strayed(w, c, &mut words);
            return Some(words);
        }
        self.strayed_clause(w).or_else(|| self.inserted(w))
    }

    /// "warned the general in a letter that ...": trees at times hang what is said on where or how it is said.
    fn strayed_clause(&self, w: usize) -> Option<Vec<usize>> {
        let a = self.a;
        let said = |c: &usize| *c > w && a.child(*c, &["nsubj", "expl"]).is_some() && self.opened_by(*c) == "that";
        let paper = |n: &usize| cues().is_document(&a.words[*n].lemma);
        let whom = a.children_by(w, "obj").chain(a.children_by(w, "iobj"));
        let through = whom.flat_map(|o| a.children_by(o, "nmod")).filter(paper);
        let around = a.children_by(w, "obl").chain(through).filter(|o| *o > w);
        let clause = around.flat_map(|o| a.children_by(o, "acl").chain(a.children_by(o, "ccomp"))).find(said)?;
        (a.words[clause].deprel != "acl:relcl").then(|| words_under(a, clause, &self.said_by_others(w, clause)))
    }

    /// What the tree hung on the cue and belongs to its clause: a subject taken for an object ("says the flurry of
    /// tweets was ..."), and a clause that follows without a comma ("said he left because ...").
    fn with_strayed(&self, w: usize, clause: usize, words: &mut Vec<usize>) {
        let a = self.a;
        if clause < w {
            return;
        }
        let first = words.first().copied().unwrap_or(clause);
        let own = a.child(clause, &["nsubj", "mark", "expl", "csubj"]).is_some();
        let between = |o: &usize| *o > w && *o < first && matches!(a.words[*o].upos, Upos::Noun | Upos::Propn);
        if let Some(o) = a.child(w, &["obj"]).filter(between).filter(|_| !own) {
            words.extend(words_under(a, o, &[]));
        }
        let mut last = words.iter().max().copied().unwrap_or(clause);
        for c in a.children_by(w, "advcl").filter(|c| *c > clause) {
            let strayed = words_under(a, c, &[]);
            if strayed.first() == Some(&(last + 1)) && a.words[last + 1].upos != Upos::Punct {
                last = strayed.last().copied().unwrap_or(last);
                words.extend(strayed);
            }
        }
        words.sort_unstable();
    }

    /// "to ..." with whoever shall do it.
    fn infinitive(&self, w: usize) -> Option<Vec<usize>> {
        let a = self.a;
        let inf = |x: &usize| self.is_infinitive(*x) && !self.stays_unnamed(*x);
        // "wants each of the regions to have a seat": what the object shall do, behind it and without a comma.
        let shall = || {
            let object = a.child(w, &["obj"]).filter(|o| *o > w)?;
            let behind = |x: &usize| a.subtree(*x).start == a.subtree(object).end;
            a.children_by(w, "advcl").chain(a.children_by(object, "acl")).filter(inf).find(behind)
        };
        let x = a.child(w, &["xcomp"]).filter(inf).or_else(shall)?;
        // "pledged nine million euros to repair the road": what the money is for.
        let money = a.child(w, &["obj"]).filter(|o| *o > w && *o < x && !a.is(x, "xcomp"));
        if money.is_some_and(|o| self.is_gift(o)) {
            return None;
        }
        let relative = a.children_by(w, "obj").any(|o| matches!(a.words[o].xpos, "WDT" | "WP"));
        // "The envoys, hoping to save the talks, met" tells of a meeting.
        let aside = a.words[w].xpos == "VBG" && a.child(w, &["aux"]).is_none() && a.child(w, &["obj"]).is_none();
        if relative || aside {
            return None;
        }
        let mut words: Vec<usize> = a
            .children_by(w, "obj")
            .chain(a.children_by(w, "iobj"))
            .filter(|o| *o < x)
            .flat_map(|o| words_under(a, o, &[]))
            .collect();
        words.extend(words_under(a, x, &self.misjoined_under(x)));
        words.sort_unstable();
        Some(words)
    }

    /// "asked not to be named": a condition of the source, and nothing that it says.
    fn stays_unnamed(&self, verb: usize) -> bool {
        let a = self.a;
        let not = a.children_by(verb, "advmod").any(|n| self.lower(n) == "not");
        not && predicates::is_passive(a, verb) && cues().identifies(&a.words[verb].lemma)
    }

    /// "denied firing", "proposed sending observers".
    fn gerund(&self, w: usize) -> Option<Vec<usize>> {
        let a = self.a;
        let x = a.child(w, &["xcomp"]).filter(|x| *x > w && a.words[*x].xpos == "VBG")?;
        Some(words_under(a, x, &self.misjoined_under(x)))
    }

    /// "called on Russia to join", "appealed to both sides to stop".
    fn asked_of(&self, w: usize, preposition: &str) -> Option<Vec<usize>> {
        let a = self.a;
        let asked = a.children_by(w, "obl").find(|o| predicates::preposition(a, self.text, *o) == preposition)?;
        let case = a.child(asked, &["case"])?;
        let mut words = words_under(a, asked, &[case]);
        let own = a.children_by(asked, "acl").any(|c| self.is_infinitive(c));
        let act = a
            .children(w)
            .iter()
            .copied()
            .find(|c| matches!(a.words[*c].rel(), "xcomp" | "advcl") && *c > asked && self.is_infinitive(*c));
        words.extend(act.map(|x| words_under(a, x, &self.misjoined_under(x))).unwrap_or_default());
        words.sort_unstable();
        (own || act.is_some()).then_some(words)
    }

    fn is_infinitive(&self, verb: usize) -> bool {
        self.a.children_by(verb, "mark").any(|m| self.lower(m) == "to")
    }

    /// "called the vote a farce", "described him as a friend", "what he called progress".
    fn naming(&self, w: usize) -> Option<Vec<usize>> {
        let a = self.a;
        let object = self.noun_object(w).or_else(|| a.child(w, &["obj"]).filter(|o| *o > w));
        // "a group calling itself the Brigade" says who it is, and nothing of anybody.
        if object.is_some_and(|o| a.words[o].feature("Reflex") == Some("Yes")) {
            return None;
        }
        let what = |o: &usize| self.opened_by(*o) == "as" && a.child(*o, &["nsubj"]).is_none();
        let as_what = || a.children_by(w, "obl").chain(a.children_by(w, "advcl")).find(what);
        let name = a.child(w, &["xcomp"]).filter(|x| *x > w && !self.is_infinitive(*x));
        let name = name.or_else(as_what).or_else(|| self.named_inside(object?));
        let mut words = words_under(a, name?, &self.misjoined_under(name?));
        words.extend(object.map(|o| words_under(a, o, &[])).unwrap_or_default());
        words.sort_unstable();
        words.dedup();
        // The name of a name may be a quotation, or begin one: "a stab “in the back of the country”".
        let last = *words.last()?;
        let next = self.quotes.iter().filter_map(|q| a.word_at(q.range.start).map(|first| (first, q)));
        let quoted = next.into_iter().find(|(first, _)| (last..=last + 2).contains(first));
        if let Some((first, q)) = quoted {
            let end = a.words.partition_point(|x| x.range.start < q.range.end);
            words.extend((first..end).filter(|x| *x > last && a.words[*x].sentence == a.words[w].sentence));
        }
        let in_quote = self.quotes.iter().any(|q| words.iter().any(|x| q.range.contains(&a.words[*x].range.start)));
        // "called a strike", "denounced it as a candidate": without what is named there is no name.
        let named = object.is_some_and(|o| a.words[o].upos != Upos::Pron || a.child(w, &["xcomp"]).is_some());
        let relative = a.is(w, "acl:relcl") && a.child(w, &["xcomp"]).is_some();
        (named || in_quote || relative).then_some(words)
    }

    /// "the deputies traitors", "the accord null and void": a name that the tree took for a part of what is named.
    fn named_inside(&self, object: usize) -> Option<usize> {
        let a = self.a;
        let own_article = |c: &usize| a.words[*c].xpos == "NNS" && a.subtree(*c).start < *c;
        let plural = a.children_by(object, "compound").any(|c| {
            own_article(&c)
                || a.words[c].xpos == "NNS" && {
                    a.words[object].xpos == "NNS" && c.checked_sub(1).is_some_and(|d| a.words[d].upos == Upos::Det)
                }
        });
        let behind = a.children_by(object, "amod").find(|c| *c == object + 1);
        behind.or(plural.then_some(object))
    }

    /// "called for a truce", "accused Paris of spying": a phrase of the preposition that the verb takes.
    fn phrase_of_verb(&self, w: usize, lemma: &str) -> Option<(Vec<usize>, &'static Class)> {
        let a = self.a;
        let phrase = |c: &usize| matches!(a.words[*c].rel(), "obl" | "advcl" | "xcomp") && !self.is_infinitive(*c);
        let own = a.children(w).iter().copied().filter(phrase);
        // "was accused by investigators of breaking the embargo": the tree may hang the phrase on what stands before it.
        let beside = a.child(w, &["obj"]).into_iter().chain(a.children_by(w, "obl:agent"));
        let strayed = beside.flat_map(|o| a.children_by(o, "acl"));
        let phrases = own.chain(strayed.filter(|c| self.opened_by(*c) == "of")).filter(|p| *p > w);
        let object = |p: usize| a.child(w, &["obj"]).or_else(|| self.noun_object(w)).filter(|o| *o < p);
        let takes = |p: usize| match object(p) {
            Some(_) => format!("X {}", self.opened_by(p)),
            None => self.opened_by(p),
        };
        let (phrase, class) = phrases.filter_map(|p| Some((p, cues().verb(lemma, &takes(p))?))).next()?;
        let object = object(phrase);
        let opening = a.child(phrase, &["case", "mark"]).filter(|_| object.is_none());
        let without: Vec<usize> = self.misjoined_under(phrase).into_iter().chain(opening).collect();
        let mut words = object.map(|o| words_under(a, o, &[])).unwrap_or_default();
        words.extend(words_under(a, phrase, &without));
        let terms =
            a.children_by(w, "obl").chain(a.children_by(w, "advcl")).filter(|p| *p > phrase && self.is_term(w, *p));
        words.extend(terms.flat_map(|p| words_under(a, p, &[])));
        words.sort_unstable();
        words.dedup();
        Some((words, class))
    }

    /// "rejected the proposal", with what is said about it: "blamed Paris for the delay".
    fn object(&self, w: usize) -> Option<Vec<usize>> {
        let a = self.a;
        let object = self.noun_object(w).or_else(|| self.relative_object(w))?;
        let own = a.subtree(w);
        if self.is_gift(object) && cues().verb(&a.words[w].lemma, "infinitive").is_some() {
            return None;
        }
        let relative = object < w && a.is_under(w, object);
        let mut words = words_under(a, object, &self.misjoined_under(object));
        words.retain(|x| !relative || !own.contains(x));
        let about = a.children_by(w, "obl").chain(a.children_by(w, "advcl")).filter(|p| *p > object && *p > w);
        for p in about.filter(|p| cues().says_about(&self.opened_by(*p)) || (!relative && self.is_term(w, *p))) {
            words.extend(words_under(a, p, &self.misjoined_under(p)));
        }
        words.sort_unstable();
        words.dedup();
        Some(words)
    }

    /// Whether a phrase says on what terms a verb asks or offers: "promised an amnesty before the autumn".
    fn is_term(&self, w: usize, phrase: usize) -> bool {
        let a = self.a;
        let takes = cues().verb(&a.words[w].lemma, "terms").is_some() && !predicates::is_passive(a, w);
        let close = a.words[a.subtree(phrase).start].upos != Upos::Punct;
        takes && close && cues().is_term(&self.opened_by(phrase), &self.lower(phrase))
    }

    fn is_gift(&self, object: usize) -> bool {
        cues().is_gift(&self.a.words[object].lemma) || matches!(self.a.words[object].xpos, "CD" | "$")
    }

    /// The object of the verb; of a passive with its agent ("was rejected by the rebels"), the subject.
    fn noun_object(&self, w: usize) -> Option<usize> {
        let a = self.a;
        let object = match predicates::is_passive(a, w) {
            true => a.child(w, &["nsubj:pass"]).filter(|_| self.source_of_verb(w).is_some()),
            false => a.child(w, &["obj"]),
        };
        object.filter(|o| a.words[*o].upos != Upos::Pron)
    }

    /// "the federal system that Moscow had demanded": the noun that a clause with its own subject describes.
    fn relative_object(&self, w: usize) -> Option<usize> {
        let a = self.a;
        let subject = a.child(w, &["nsubj"]).filter(|s| a.is(w, "acl:relcl") && *s < w)?;
        let thing = |h: &usize| a.words[*h].upos == Upos::Noun && !crate::parties::names_an_actor(&a.words[*h].lemma);
        let noun = a.words[w].head.filter(|h| *h < subject && thing(h))?;
        let object = a.child(w, &["obj"]);
        let pronoun = object.is_none_or(|o| o < w && matches!(a.words[o].xpos, "WDT" | "WP"));
        let own = a.words[subject].upos != Upos::Pron || a.words[subject].feature("Person").is_some();
        (pronoun && own && !predicates::is_passive(a, w)).then_some(noun)
    }

    /// "A poll showed a close race": a text tells of its object.
    fn shown(&self, w: usize) -> Option<Vec<usize>> {
        let source = self.source_of_verb(w).filter(|s| cues().is_document(&self.a.words[*s].lemma))?;
        (source < w).then(|| self.object(w)).flatten()
    }

    /// The preposition or conjunction that opens a phrase.
    fn opened_by(&self, phrase: usize) -> String {
        match self.a.child(phrase, &["mark"]) {
            Some(m) => self.lower(m),
            None => predicates::preposition(self.a, self.text, phrase),
        }
    }

    pub(super) fn lower(&self, w: usize) -> String {
        self.a.form(self.text, w).to_lowercase()
    }

    /// Clauses coordinated with the cue's clause that are not part of it: they have a speaker of their own ("..., but
    /// the rebels warned that"), or go on with the cue's ("insisted that ... and said ...").
    fn said_by_others(&self, cue: usize, clause: usize) -> Vec<usize> {
        let a = self.a;
        let marked = |c: usize| a.children_by(c, "mark").any(|_| true);
        let other = |c: &usize| !marked(*c) && (self.speaks_itself(*c) || self.goes_on(cue, *c));
        let under = a.subtree(clause).filter(|x| self.speaks_on(*x) && a.is_under(*x, clause) && *x != clause);
        a.children_by(clause, "conj").filter(other).chain(self.misjoined_under(clause)).chain(under).collect()
    }

    /// ", adding that ...": a participle of saying behind a comma is of whoever speaks in the sentence.
    pub(super) fn speaks_on(&self, w: usize) -> bool {
        let a = self.a;
        let comma = a.subtree(w).start;
        let behind =
            a.words[comma].upos == Upos::Punct || comma.checked_sub(1).is_some_and(|c| a.words[c].upos == Upos::Punct);
        let lemma = a.words[w].lemma.as_str();
        a.is(w, "advcl")
            && a.words[w].xpos == "VBG"
            && behind
            && a.child(w, &["mark", "nsubj"]).is_none()
            && (cues().verb(lemma, "clause").is_some() || cues().verb(lemma, "object").is_some())
    }

    /// Whether a verb without a subject, joined to what a cue says, is a second cue of the same speaker.
    pub(super) fn goes_on(&self, cue: usize, w: usize) -> bool {
        let a = self.a;
        let finite = matches!(a.words[w].xpos, "VBD" | "VBZ" | "VBP") && a.words[w].xpos == a.words[cue].xpos;
        let own = a.child(w, &["nsubj", "aux"]).is_some();
        let lemma = a.words[w].lemma.as_str();
        let says = a.child(w, &["ccomp"]).is_some() && cues().verb(lemma, "quote").is_some();
        let told = a.words[w].head.filter(|_| a.is(w, "conj"));
        finite && !own && (says || (cues().is_verb(lemma) && told.is_some_and(|c| self.cannot_go_on(c, w))))
    }

    /// "said that Iraq opposes a strike and pledged", "said the accord was a door and called": by its tense or its
    /// subject a clause does not go on with this verb.
    fn cannot_go_on(&self, clause: usize, w: usize) -> bool {
        let a = self.a;
        let aux = a.child(clause, &["aux", "cop"]);
        let tense = aux.map_or(a.words[clause].xpos, |x| a.words[x].xpos);
        let thing = |s: usize| a.words[s].upos == Upos::Noun && !crate::parties::names_an_actor(&a.words[s].lemma);
        let other = match tense {
            "MD" => true,
            "VBZ" | "VBP" => a.words[w].xpos == "VBD",
            _ => false,
        };
        other || (a.words[w].xpos == "VBD" && a.child(clause, &["nsubj"]).is_some_and(thing))
    }

    /// Finite verbs that the tree joined to a noun or an infinitive: "opposes the bid to join and accuses" joins
    /// "accuses" to "opposes", whatever the tree says.
    pub(super) fn misjoined_under(&self, top: usize) -> Vec<usize> {
        self.a.subtree(top).filter(|w| self.is_misjoined(*w) && self.a.is_under(*w, top) && *w != top).collect()
    }

    pub(super) fn is_misjoined(&self, w: usize) -> bool {
        let a = self.a;
        let Some(head) = a.words[w].head.filter(|_| a.is(w, "conj") && matches!(a.words[w].xpos, "VBD" | "VBZ")) else {
            return false;
        };
        let bare = matches!(a.words[head].xpos, "VB" | "VBG" | "NN" | "NNS" | "NNP" | "NNPS");
        let clause = a.child(head, &["nsubj", "cop", "aux"]).is_some();
        bare && !clause && a.child(w, &["nsubj", "nsubj:pass", "aux"]).is_none()
    }

    pub(super) fn speaks_itself(&self, w: usize) -> bool {
        cues().is_verb(self.a.words[w].lemma.as_str()) && self.a.child(w, &["nsubj"]).is_some()
    }
}
