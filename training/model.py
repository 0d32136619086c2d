"""The model: a six-layer MiniLM encoder with heads for tags, lemmas, names, attributions and trees."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from corpus import N_SHAPES

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
TAGS = ["upos", "xpos", "feats", "lemma", "ner", "attr"]


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=0.1 if self.training else 0.0)
        a = a.transpose(1, 2).reshape(b, t, HIDDEN)
        x = self.norm1(x + self.drop(self.out(a)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, vocab):
        super().__init__()
        self.word = nn.Embedding(vocab, HIDDEN)
        self.position = nn.Embedding(512, HIDDEN)
        self.shape = nn.Embedding(N_SHAPES, HIDDEN)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)

    def forward(self, pieces, shapes, mask):
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.drop(self.norm(self.word(pieces) + self.position(at) + self.shape(shapes)))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_minilm(self, w):
        """Weights of all-MiniLM-L6-v2; its token-type embedding is a constant and goes into the positions."""
        self.word.weight.data.copy_(w["embeddings.word_embeddings.weight"])
        self.position.weight.data.copy_(w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0])
        self.norm.weight.data.copy_(w["embeddings.LayerNorm.weight"])
        self.norm.bias.data.copy_(w["embeddings.LayerNorm.bias"])
        for i, l in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                getattr(l.qkv, kind).data.copy_(torch.cat([w[p + f"attention.self.{n}.{kind}"] for n in ("query", "key", "value")]))
                for ours, theirs in ((l.out, "attention.output.dense"), (l.norm1, "attention.output.LayerNorm"),
                                     (l.up, "intermediate.dense"), (l.down, "output.dense"), (l.norm2, "output.LayerNorm")):
                    getattr(ours, kind).data.copy_(w[p + theirs + "." + kind])


class Model(nn.Module):
    """Heads read the first piece of each word; index 0 of the word axis is [CLS], which stands for the root."""

    ARC, REL = 256, 128

    def __init__(self, vocab, labels):
        super().__init__()
        self.labels = labels
        self.encoder = Encoder(vocab)
        self.tags = nn.ModuleDict({k: nn.Linear(HIDDEN, len(labels[k])) for k in TAGS})
        n = len(labels["rel"])
        self.arc_dep, self.arc_head = nn.Linear(HIDDEN, self.ARC), nn.Linear(HIDDEN, self.ARC)
        self.rel_dep, self.rel_head = nn.Linear(HIDDEN, self.REL), nn.Linear(HIDDEN, self.REL)
        self.arc = nn.Parameter(torch.zeros(self.ARC + 1, self.ARC))
        self.rel = nn.Parameter(torch.zeros(n, self.REL + 1, self.REL + 1))
        self.drop = nn.Dropout(0.25)
        nn.init.normal_(self.arc, std=1 / self.ARC)
        nn.init.normal_(self.rel, std=1 / self.REL)

    def words(self, pieces, shapes, first, mask):
        x = self.encoder(pieces, shapes, mask)
        return torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, HIDDEN))

    def arcs(self, h):
        """Scores [batch, dependent, head]; row 0 is the root and has no head."""
        dep = self.drop(F.gelu(self.arc_dep(h)))
        head = self.drop(F.gelu(self.arc_head(h)))
        dep = torch.cat([dep, torch.ones_like(dep[..., :1])], -1)
        return (dep @ self.arc) @ head.transpose(1, 2) / math.sqrt(self.ARC) * 4

    def rels(self, h, heads):
        """Scores [batch, dependent, relation] for the given heads."""
        dep = self.drop(F.gelu(self.rel_dep(h)))
        head = self.drop(F.gelu(self.rel_head(h)))
        head = torch.gather(head, 1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        one = torch.ones_like(dep[..., :1])
        dep, head = torch.cat([dep, one], -1), torch.cat([head, one], -1)
        return torch.einsum("bwi,rij,bwj->bwr", dep, self.rel, head)
