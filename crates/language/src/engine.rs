//! The model: a small transformer encoder with heads for tags, lemmas, names and trees, run by `rten`.
//!
//! Weights are int8 and live in the binary, packed. Sentences of like length run together; how they are put together depends
//! on the one text only, so the same text gives the same analysis whatever runs beside it.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView, op_registry};
use rten_tensor::Tensor;
use rten_tensor::prelude::*;

use crate::lemma::{self, Script};
use crate::tokens::{self, SentenceSpan};
use crate::weights::{self, Table};
use crate::wordpiece::{CLS, SEP, WordPiece, shape};
use crate::{Analysis, Name, NameKind, Sentence, Upos, Word, tree};

pub const HIDDEN: usize = 384;
/// Pieces (with padding) that run together: more brings no speed, less costs some.
const PIECES_A_BATCH: usize = 768;
/// What a run costs besides its pieces, in pieces.
const BATCH: usize = 16;
/// Longest stretch of pieces that the encoder sees at once; longer sentences run in parts.
const LONGEST: usize = 240;

static LABELS: &str = include_str!("../../../models/labels.json");
static VOCABULARY: &str = include_str!("../../../models/vocab.txt");

thread_local! {
    /// One worker for each thread that reads: a pool that all share would let only one of them compute at a time.
    static POOL: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
}

/// Analyses English text. Make one and share it: reading does not change it.
pub struct Engine {
    encoder: Model,
    relations: Model,
    inputs: [NodeId; 3],
    outputs: [NodeId; 7],
    relation_inputs: [NodeId; 2],
    relation_output: NodeId,
    tables: [Table; 3],
    vocabulary: WordPiece,
    labels: Labels,
}

struct Labels {
    upos: Vec<Upos>,
    xpos: Vec<&'static str>,
    feats: Vec<&'static str>,
    lemma: Vec<Script>,
    ner: Vec<&'static str>,
    rel: Vec<&'static str>,
}

/// The model that ships is broken: a defect of the build, never of the text.
#[derive(Debug)]
pub struct BrokenModel(String);

impl std::fmt::Display for BrokenModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the model in this binary cannot be loaded: {}; build it again with the files of models/", self.0)
    }
}
impl std::error::Error for BrokenModel {}

/// The operators that the models in `models/` are made of, and no others: each takes its room in the binary.
fn options() -> ModelOptions {
    ModelOptions::with_ops(op_registry!(
        Add,
        ArgMax,
        Cast,
        Concat,
        ConstantOfShape,
        Div,
        DynamicQuantizeLinear,
        Equal,
        Erf,
        Expand,
        Gather,
        GatherElements,
        Gemm,
        Identity,
        LayerNormalization,
        MatMul,
        MatMulInteger,
        Mul,
        Pow,
        ReduceMean,
        ReduceSum,
        Reshape,
        Shape,
        Slice,
        Softmax,
        Split,
        Sqrt,
        Squeeze,
        Sub,
        Transpose,
        Unsqueeze,
        Where
    ))
}

/// A part of a sentence that the encoder sees at once.
struct Part {
    words: Range<usize>,
    pieces: Vec<u32>,
    shapes: Vec<u32>,
    first: Vec<usize>,
}

impl Engine {
    /// Loads the weights that ship in the binary.
    pub fn new() -> Result<Self, BrokenModel> {
        let broken = |e: &dyn std::fmt::Display| BrokenModel(e.to_string());
        let load = |bytes: io::Result<Vec<u8>>| {
            options().prepack_weights(true).load(bytes.map_err(|e| broken(&e))?).map_err(|e| broken(&e))
        };
        let (encoder, relations) = (load(weights::encoder())?, load(weights::relations())?);
        let node = |m: &Model, name: &str| m.node_id(name).map_err(|e| broken(&e));
        let names = ["upos", "xpos", "feats", "lemma", "ner", "arcs", "words"];
        let mut outputs = [encoder.input_ids()[0]; 7];
        for (o, name) in outputs.iter_mut().zip(names) {
            *o = node(&encoder, name)?;
        }
        Ok(Self {
            inputs: [node(&encoder, "embedded")?, node(&encoder, "mask")?, node(&encoder, "first")?],
            outputs,
            relation_inputs: [node(&relations, "dependent")?, node(&relations, "head")?],
            relation_output: node(&relations, "relation")?,
            encoder,
            relations,
            tables: weights::embeddings().map_err(|e| broken(&e))?,
            vocabulary: WordPiece::new(VOCABULARY),
            labels: Labels::parse(LABELS).map_err(|e| broken(&e))?,
        })
    }

    /// Sentences, words, tags, trees and names of a text.
    pub fn analyse(&self, text: &str) -> Analysis {
        let spans = tokens::segment(text);
        let mut words = Vec::with_capacity(spans.iter().map(|s| s.words.len()).sum());
        let mut sentences = Vec::with_capacity(spans.len());
        let mut parts = vec![];
        for (i, span) in spans.iter().enumerate() {
            self.lay_out(text, i, span, &mut words, &mut parts);
            let here = words.len() - span.words.len()..words.len();
            let range = span.words[0].range.start..span.words[span.words.len() - 1].range.end;
            sentences.push(Sentence { root: here.start, words: here, range, paragraph: span.paragraph });
        }
        let mut tags = vec![0u16; words.len()];
        for batch in batches(&parts) {
            self.run(text, &batch, &mut words, &mut tags);
        }
        for s in &mut sentences {
            join_parts(&mut words, s);
        }
        let names = self.names(&tags, &sentences);
        Analysis::new(words, sentences, names)
    }

    /// Blank words for a sentence, and the parts that the encoder will see.
    fn lay_out(&self, text: &str, sentence: usize, span: &SentenceSpan, words: &mut Vec<Word>, parts: &mut Vec<Part>) {
        let blank = |start| Part { words: start..start, pieces: vec![CLS], shapes: vec![0], first: vec![0] };
        let mut part = blank(words.len());
        let mut pieces = vec![];
        for (i, w) in span.words.iter().enumerate() {
            let form = &text[w.range.clone()];
            pieces.clear();
            self.vocabulary.pieces(form, &mut pieces);
            if part.pieces.len() + pieces.len() + 1 > LONGEST {
                parts.push(finish(std::mem::replace(&mut part, blank(words.len()))));
            }
            part.first.push(part.pieces.len());
            part.shapes.extend(std::iter::repeat_n(shape(form, i == 0), pieces.len()));
            part.pieces.extend(&pieces);
            words.push(Word {
                range: w.range.clone(),
                lemma: Default::default(),
                upos: Upos::X,
                xpos: "FW",
                feats: "_",
                head: None,
                deprel: "dep",
                sentence,
                joined: w.joined,
            });
            part.words.end = words.len();
            let pause = part.pieces.len() > LONGEST * 3 / 4 && matches!(form, "." | ";" | "," | ":" | "—");
            if pause && i + 1 < span.words.len() {
                parts.push(finish(std::mem::replace(&mut part, blank(words.len()))));
            }
        }
        if !part.words.is_empty() {
            parts.push(finish(part));
        }
    }

    /// Runs the encoder over parts of like length and writes what it finds into the words.
    fn run(&self, text: &str, batch: &[&Part], words: &mut [Word], tags: &mut [u16]) {
        let (b, t) = (batch.len(), batch.iter().map(|p| p.pieces.len()).max().unwrap_or(0));
        let w = batch.iter().map(|p| p.first.len()).max().unwrap_or(0);
        let mut embedded = vec![0f32; b * t * HIDDEN];
        let mut mask = vec![0f32; b * t];
        let mut first = vec![0i32; b * w];
        for (i, p) in batch.iter().enumerate() {
            for (j, (piece, shape)) in p.pieces.iter().zip(&p.shapes).enumerate() {
                let at = (i * t + j) * HIDDEN;
                let row = &mut embedded[at..at + HIDDEN];
                self.tables[0].add(*piece as usize, row);
                self.tables[1].add(j, row);
                self.tables[2].add(*shape as usize, row);
                mask[i * t + j] = 1.0;
            }
            for (j, f) in p.first.iter().enumerate() {
                first[i * w + j] = *f as i32;
            }
        }
        let inputs: Vec<(NodeId, ValueOrView)> = vec![
            (self.inputs[0], Tensor::from_data(&[b, t, HIDDEN], embedded).into()),
            (self.inputs[1], Tensor::from_data(&[b, t], mask).into()),
            (self.inputs[2], Tensor::from_data(&[b, w], first).into()),
        ];
        let out = self.encoder.run(inputs, &self.outputs, Some(self.options())).expect("shapes fit the model");
        let found = Found::new(out, w);
        self.write(text, batch, &found, words, tags);
    }

    fn options(&self) -> RunOptions {
        RunOptions::default().with_thread_pool(Some(POOL.with(Arc::clone)))
    }

    fn write(&self, text: &str, batch: &[&Part], found: &Found, words: &mut [Word], tags: &mut [u16]) {
        let (mut dependents, mut heads, mut whose) = (vec![], vec![], vec![]);
        for (i, p) in batch.iter().enumerate() {
            let n = p.first.len();
            let tree = tree::best_tree(&found.arcs(i, n), n);
            for (j, &head) in tree.iter().enumerate().skip(1) {
                let at = p.words.start + j - 1;
                let word = &mut words[at];
                let k = i * found.width + j;
                word.upos = self.labels.upos[found.tags[0][k] as usize];
                word.xpos = self.labels.xpos[found.tags[1][k] as usize];
                word.feats = self.labels.feats[found.tags[2][k] as usize];
                let form = &text[word.range.clone()];
                let learnt = self.labels.lemma[found.tags[3][k] as usize].apply(form);
                let past = matches!(word.xpos, "VBD" | "VBN");
                word.lemma = match word.upos {
                    Upos::Verb => lemma::of_verb(learnt, form, past, &self.vocabulary),
                    Upos::Noun => lemma::mended(learnt, form, &self.vocabulary),
                    _ => learnt,
                };
                word.head = (head > 0).then(|| p.words.start + head - 1);
                tags[at] = found.name(k);
                dependents.extend_from_slice(found.vector(k));
                heads.extend_from_slice(found.vector(i * found.width + head));
                whose.push(at);
            }
        }
        let n = whose.len();
        let inputs: Vec<(NodeId, ValueOrView)> = vec![
            (self.relation_inputs[0], Tensor::from_data(&[n, HIDDEN], dependents).into()),
            (self.relation_inputs[1], Tensor::from_data(&[n, HIDDEN], heads).into()),
        ];
        let out = self
            .relations
            .run_n::<1>(inputs, [self.relation_output], Some(self.options()))
            .expect("shapes fit the model");
        let [out] = out;
        let relations: Tensor<i32> = out.try_into().expect("relations are numbers");
        for (at, r) in whose.into_iter().zip(relations.iter()) {
            let rel = self.labels.rel[*r as usize];
            words[at].deprel = match (words[at].head.is_none(), rel) {
                (true, _) => "root",
                (false, "root") => "dep",
                _ => rel,
            };
        }
    }

    fn names(&self, tags: &[u16], sentences: &[Sentence]) -> Vec<Name> {
        let mut out: Vec<Name> = vec![];
        for s in sentences {
            let mut open = false;
            for w in s.words.clone() {
                let label = self.labels.ner[tags[w] as usize];
                let kind = match label.get(2..) {
                    Some("PER") => NameKind::Person,
                    Some("ORG") => NameKind::Organisation,
                    Some("LOC") => NameKind::Place,
                    Some("EVT") => NameKind::Event,
                    _ => {
                        open = false;
                        continue;
                    }
                };
                match out.last_mut().filter(|n| open && n.kind == kind && label.starts_with('I')) {
                    Some(name) => name.words.end = w + 1,
                    None => out.push(Name { words: w..w + 1, kind }),
                }
                open = true;
            }
        }
        out
    }
}

/// What a run of the encoder gives, as plain numbers.
struct Found {
    tags: [Vec<i32>; 4],
    ner: Vec<f32>,
    arcs: Vec<f32>,
    vectors: Vec<f32>,
    width: usize,
}

impl Found {
    fn new(out: Vec<Value>, width: usize) -> Self {
        let mut out = out.into_iter();
        let mut ints = || {
            let t: Tensor<i32> = out.next().and_then(|v| v.try_into().ok()).expect("the model gives numbers of labels");
            t.into_data()
        };
        let tags = [ints(), ints(), ints(), ints()];
        let mut floats = || {
            let t: Tensor<f32> = out.next().and_then(|v| v.try_into().ok()).expect("the model gives scores");
            t.into_data()
        };
        let [ner, arcs, vectors] = [floats(), floats(), floats()];
        Self { tags, ner, arcs, vectors, width }
    }

    fn arcs(&self, row: usize, n: usize) -> Vec<f32> {
        let base = row * self.width * self.width;
        (0..n).flat_map(|d| self.arcs[base + d * self.width..][..n].iter().copied()).collect()
    }

    fn vector(&self, k: usize) -> &[f32] {
        &self.vectors[k * HIDDEN..(k + 1) * HIDDEN]
    }

    fn name(&self, k: usize) -> u16 {
        let n = self.ner.len() * HIDDEN / self.vectors.len();
        let row = &self.ner[k * n..(k + 1) * n];
        (1..n).fold(0, |best, i| if row[i] > row[best] { i } else { best }) as u16
    }
}

impl Labels {
    fn parse(json: &'static str) -> Result<Self, serde_json::Error> {
        let raw: std::collections::HashMap<String, Vec<String>> = serde_json::from_str(json)?;
        // Labels live as long as the program, so that words can point at them.
        let list = |k: &str| -> Vec<&'static str> {
            raw.get(k).map(|v| v.iter().map(|s| &*s.clone().leak()).collect()).unwrap_or_default()
        };
        Ok(Self {
            upos: list("upos").into_iter().map(Upos::parse).collect(),
            xpos: list("xpos"),
            feats: list("feats"),
            lemma: list("lemma").into_iter().map(Script::parse).collect(),
            ner: list("ner"),
            rel: list("rel"),
        })
    }
}

fn finish(mut part: Part) -> Part {
    part.pieces.push(SEP);
    part.shapes.push(0);
    part
}

/// Parts of like length together, the longest first, so that a text costs least: every part of a batch costs as many
/// pieces as the longest, and every batch costs `BATCH` pieces besides.
fn batches(parts: &[Part]) -> Vec<Vec<&Part>> {
    let mut order: Vec<&Part> = parts.iter().collect();
    order.sort_by_key(|p| std::cmp::Reverse(p.pieces.len()));
    // The cheapest way to run all parts from the i-th on: what it costs, and where the next batch begins.
    let mut cheapest = vec![(0usize, order.len()); order.len() + 1];
    for i in (0..order.len()).rev() {
        let width = order[i].pieces.len();
        let most = (PIECES_A_BATCH / width).max(1).min(order.len() - i);
        cheapest[i] = (1..=most).map(|n| (n * width + BATCH + cheapest[i + n].0, i + n)).min().expect("one at least");
    }
    let mut out = vec![];
    let mut at = 0;
    while at < order.len() {
        let next = cheapest[at].1;
        out.push(order[at..next].to_vec());
        at = next;
    }
    out
}

/// A sentence that ran in parts has a root in each: the later ones hang on the first.
fn join_parts(words: &mut [Word], sentence: &mut Sentence) {
    let mut roots = sentence.words.clone().filter(|w| words[*w].head.is_none()).collect::<Vec<_>>().into_iter();
    sentence.root = roots.next().unwrap_or(sentence.words.start);
    for r in roots {
        words[r].head = Some(sentence.root);
        words[r].deprel = "parataxis";
    }
}
