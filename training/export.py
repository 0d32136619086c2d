"""Turns a checkpoint into the files of `models/` that `crates/language` embeds.

    python export.py run/final.pt ../models

Written: `encoder.rten` (encoder, tags and arcs, int8 weights), `relations.rten`, `embeddings.bin` (int8 rows with a
scale each), `labels.json` and `vocab.txt`. The lookup of embeddings is left to the program, so that they stay int8.
"""
import argparse
import json
import pathlib
import subprocess
import sys

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnxruntime.quantization import QuantType, quantize_dynamic

from model import HEADS, HIDDEN, TAGS, Model


class Encode(torch.nn.Module):
    """Sums of embeddings and a mask in; tags, scores of arcs and the words' vectors out."""

    def __init__(self, m):
        super().__init__()
        self.m = m

    def forward(self, embedded, mask, first):
        m = self.m
        b, t, _ = embedded.shape
        x = m.encoder.norm(embedded)
        bias = (1.0 - mask)[:, None, None, :] * -1e4
        for l in m.encoder.layers:
            q, k, v = l.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
            a = torch.softmax(q @ k.transpose(2, 3) * (HIDDEN // HEADS) ** -0.5 + bias, -1) @ v
            x = l.norm1(x + l.out(a.transpose(1, 2).reshape(b, t, HIDDEN)))
            x = l.norm2(x + l.down(F.gelu(l.up(x))))
        h = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, HIDDEN))
        tags = [m.tags[k](h).argmax(-1).to(torch.int32) for k in TAGS if k not in ("ner", "attr")]
        return (*tags, m.tags["ner"](h), m.tags["attr"](h), m.arcs(h), h)


class Relate(torch.nn.Module):
    """Vectors of dependents and of their heads in; the best relation out."""

    def __init__(self, m):
        super().__init__()
        self.m = m
        n, i, j = m.rel.shape
        self.weight = torch.nn.Parameter(m.rel.permute(1, 0, 2).reshape(i, n * j).contiguous())
        self.n, self.j = n, j

    def forward(self, dependent, head):
        m = self.m
        one = torch.ones_like(dependent[:, :1])
        d = torch.cat([F.gelu(m.rel_dep(dependent)), one], -1)
        h = torch.cat([F.gelu(m.rel_head(head)), one], -1)
        scores = ((d @ self.weight).view(-1, self.n, self.j) * h[:, None, :]).sum(-1)
        return scores.argmax(-1).to(torch.int32)


def convert(module, inputs, names, outputs, axes, out, work):
    plain, quantised = work / f"{out.stem}.onnx", work / f"{out.stem}.int8.onnx"
    torch.onnx.export(module, inputs, str(plain), input_names=names, output_names=outputs, dynamic_axes=axes,
                      opset_version=17, dynamo=False, do_constant_folding=True)
    quantize_dynamic(str(plain), str(quantised), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
                     op_types_to_quantize=["MatMul", "Gemm"])
    subprocess.run([str(pathlib.Path(sys.executable).parent / "rten-convert"), str(quantised), str(out)], check=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    a = ap.parse_args()
    c = torch.load(a.checkpoint, map_location="cpu")
    labels = c.get("labels") or json.loads((a.checkpoint.parent / "labels.json").read_text())
    m = Model(c["model"]["encoder.word.weight"].shape[0], labels)
    m.load_state_dict(c["model"])
    m.eval()
    a.out.mkdir(parents=True, exist_ok=True)
    work = a.checkpoint.parent / "onnx"
    work.mkdir(exist_ok=True)
    outputs = ["upos", "xpos", "feats", "lemma", "ner", "attr", "arcs", "words"]
    axes = {"embedded": {0: "b", 1: "t"}, "mask": {0: "b", 1: "t"}, "first": {0: "b", 1: "w"},
            **{k: {0: "b", 1: "w"} for k in outputs}, "arcs": {0: "b", 1: "w", 2: "w"}}
    convert(Encode(m), (torch.randn(2, 9, HIDDEN), torch.ones(2, 9), torch.zeros(2, 5, dtype=torch.int32).long()),
            ["embedded", "mask", "first"], outputs, axes, a.out / "encoder.rten", work)
    axes = {k: {0: "n"} for k in ("dependent", "head", "relation")}
    convert(Relate(m), (torch.randn(7, HIDDEN), torch.randn(7, HIDDEN)), ["dependent", "head"], ["relation"], axes,
            a.out / "relations.rten", work)
    e = m.encoder
    with open(a.out / "embeddings.bin", "wb") as f:
        for table in (e.word.weight, e.position.weight, e.shape.weight):
            w = table.detach().numpy()
            scale = np.maximum(np.abs(w).max(1), 1e-9).astype("<f4") / 127
            np.array(w.shape, dtype="<u4").tofile(f)
            scale.tofile(f)
            np.round(w / scale[:, None]).astype("i1").tofile(f)
    (a.out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, separators=(",", ":")), encoding="utf8")
    import train
    (a.out / "vocab.txt").write_text((train.minilm() / "vocab.txt").read_text(encoding="utf8"), encoding="utf8")
    print({f.name: f.stat().st_size for f in sorted(a.out.iterdir())})


if __name__ == "__main__":
    main()
