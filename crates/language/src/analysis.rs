//! The one object that all of reading looks at: words with their place in the text and in the tree.

use std::ops::Range;

use smol_str::SmolStr;

/// Universal part-of-speech tags.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

impl Upos {
    /// The tag as CoNLL-U writes it.
    pub fn as_str(self) -> &'static str {
        use Upos::*;
        match self {
            Adj => "ADJ",
            Adp => "ADP",
            Adv => "ADV",
            Aux => "AUX",
            Cconj => "CCONJ",
            Det => "DET",
            Intj => "INTJ",
            Noun => "NOUN",
            Num => "NUM",
            Part => "PART",
            Pron => "PRON",
            Propn => "PROPN",
            Punct => "PUNCT",
            Sconj => "SCONJ",
            Sym => "SYM",
            Verb => "VERB",
            X => "X",
        }
    }

    /// Reads a tag; what is no tag is `X`.
    pub fn parse(tag: &str) -> Upos {
        use Upos::*;
        match tag {
            "ADJ" => Adj,
            "ADP" => Adp,
            "ADV" => Adv,
            "AUX" => Aux,
            "CCONJ" => Cconj,
            "DET" => Det,
            "INTJ" => Intj,
            "NOUN" => Noun,
            "NUM" => Num,
            "PART" => Part,
            "PRON" => Pron,
            "PROPN" => Propn,
            "PUNCT" => Punct,
            "SCONJ" => Sconj,
            "SYM" => Sym,
            "VERB" => Verb,
            _ => X,
        }
    }
}

/// A syntactic word. `don't` is two of them; each is a stretch of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// Dictionary form.
    pub lemma: SmolStr,
    /// Universal tag.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: &'static str,
    /// Universal features, `Number=Sing|Person=3`, or `_`.
    pub feats: &'static str,
    /// The word it depends on, counted from the start of the document; `None` for the root of a sentence.
    pub head: Option<usize>,
    /// Universal relation with subtype: `nsubj:pass`.
    pub deprel: &'static str,
    /// The sentence it stands in.
    pub sentence: usize,
    /// Whether it belongs to the same orthographic token as the word before ("n't" of "don't").
    pub joined: bool,
}

impl Word {
    /// The relation without its subtype.
    pub fn rel(&self) -> &'static str {
        self.deprel.split(':').next().unwrap_or(self.deprel)
    }

    /// The value of a feature: `feature("Tense") == Some("Past")`.
    pub fn feature(&self, name: &str) -> Option<&'static str> {
        self.feats.split('|').find_map(|f| f.strip_prefix(name)?.strip_prefix('='))
    }
}

/// A sentence: which words, where in the text, in which paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Its words, counted from the start of the document.
    pub words: Range<usize>,
    /// Bytes of the text from its first word to its last.
    pub range: Range<usize>,
    /// The word without a head.
    pub root: usize,
    /// Paragraphs are parted by empty lines, or by line breaks where lines are whole paragraphs.
    pub paragraph: usize,
}

/// What a name is a name of.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    Person,
    Organisation,
    Place,
    Event,
}

/// A stretch of words that is a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Its words.
    pub words: Range<usize>,
    /// What it names.
    pub kind: NameKind,
}

/// Everything the language engine finds in a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// All words of the document.
    pub words: Vec<Word>,
    /// Its sentences, in order; every word is in one.
    pub sentences: Vec<Sentence>,
    /// Names, in order, without overlap.
    pub names: Vec<Name>,
    children: Vec<usize>,
    first_child: Vec<usize>,
    spans: Vec<Range<usize>>,
}

impl Analysis {
    /// Puts the parts together. Heads must form one tree in each sentence.
    pub fn new(words: Vec<Word>, sentences: Vec<Sentence>, names: Vec<Name>) -> Self {
        let mut count = vec![0; words.len() + 1];
        for w in &words {
            if let Some(h) = w.head {
                count[h + 1] += 1;
            }
        }
        for i in 1..count.len() {
            count[i] += count[i - 1];
        }
        let first_child = count.clone();
        let mut children = vec![0; first_child[words.len()]];
        for (i, w) in words.iter().enumerate() {
            if let Some(h) = w.head {
                children[count[h]] = i;
                count[h] += 1;
            }
        }
        let mut spans: Vec<Range<usize>> = (0..words.len()).map(|i| i..i + 1).collect();
        for i in 0..words.len() {
            let (mut at, mut steps) = (words[i].head, 0);
            while let Some(h) = at
                && steps <= words.len()
            {
                spans[h] = spans[h].start.min(i)..spans[h].end.max(i + 1);
                at = words[h].head;
                steps += 1;
            }
        }
        Self { words, sentences, names, children, first_child, spans }
    }

    /// The words that depend on this one, in order.
    pub fn children(&self, word: usize) -> &[usize] {
        &self.children[self.first_child[word]..self.first_child[word + 1]]
    }

    /// The children with this relation: `nsubj` also finds `nsubj:pass`, `nsubj:pass` only itself.
    pub fn children_by<'a>(&'a self, word: usize, rel: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.children(word).iter().copied().filter(move |c| self.is(*c, rel))
    }

    /// The first child with one of these relations, in the order of the relations.
    pub fn child(&self, word: usize, rels: &[&str]) -> Option<usize> {
        rels.iter().find_map(|r| self.children_by(word, r).next())
    }

    /// Whether a word stands in this relation to its head.
    pub fn is(&self, word: usize, rel: &str) -> bool {
        let w = &self.words[word];
        w.deprel == rel || w.rel() == rel
    }

    /// First to last word of all that depends on this one, itself included.
    pub fn subtree(&self, word: usize) -> Range<usize> {
        self.spans[word].clone()
    }

    /// Whether `word` depends on `above`, near or far, or is it.
    pub fn is_under(&self, word: usize, above: usize) -> bool {
        self.ancestors(word).any(|a| a == above)
    }

    /// The word itself, its head, its head's head, ...
    pub fn ancestors(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(word), |w| self.words[*w].head)
    }

    /// The word as it stands in the text.
    pub fn form<'t>(&self, text: &'t str, word: usize) -> &'t str {
        &text[self.words[word].range.clone()]
    }

    /// The bytes from the first to the last of these words.
    pub fn bytes(&self, words: Range<usize>) -> Range<usize> {
        self.words[words.start].range.start..self.words[words.end - 1].range.end
    }

    /// The name that a word belongs to.
    pub fn name_at(&self, word: usize) -> Option<&Name> {
        let i = self.names.partition_point(|n| n.words.end <= word);
        self.names.get(i).filter(|n| n.words.contains(&word))
    }

    /// The word at or after this byte.
    pub fn word_at(&self, byte: usize) -> Option<usize> {
        let i = self.words.partition_point(|w| w.range.end <= byte);
        (i < self.words.len()).then_some(i)
    }
}
