"""Reads the treebanks and turns each sentence into the numbers that the model learns from.

Nothing here knows of PyTorch. The word shapes, the quotation marks made plain and the lemma scripts are the
contract with `crates/language`, which does the same at run time.
"""
import collections
import json
import re
from dataclasses import dataclass, field

NER_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "EVT"}
# Titles stand before a name and are not part of it.
TITLES = {
    "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "prof", "prof.", "president", "minister", "prime",
    "secretary", "senator", "sen.", "gen.", "general", "king", "queen", "prince", "princess", "sir", "lord",
    "captain", "colonel", "ambassador", "chancellor", "governor", "professor", "representative", "rep.", "judge",
    "justice", "chief", "director", "vice", "foreign", "shaikh", "sheikh", "pope", "saint", "st.",
}
# Verbs whose ARG0 says or holds what their ARG1 tells (PropBank's classes of saying, thinking and expecting).
ATTRIBUTION_LEMMAS = set(
    "say tell announce claim report state add argue believe think expect hope fear suggest warn insist deny admit "
    "confirm acknowledge explain note predict promise ask declare write reply respond complain assert allege accuse "
    "maintain contend concede remark observe mention reveal disclose emphasize stress reiterate recall recommend "
    "propose demand vow pledge threaten urge testify speculate conclude estimate assume doubt wonder worry suspect "
    "feel know understand agree describe call indicate imply inform notify remind assure tweet publish quote cite "
    "comment opine boast joke caution advise state".split()
)
ATTR_LABELS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]


@dataclass
class Sentence:
    words: list
    upos: list = None
    xpos: list = None
    feats: list = None
    lemma: list = None
    head: list = None
    rel: list = None
    ner: list = None
    attr: list = None
    sent_id: str = ""
    pieces: list = field(default_factory=list)


PLAIN = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "``": '"', "''": '"', "‘": "'", "’": "'", "`": "'", "…": "..."}


def plain(word):
    """Quotation marks and ellipses in their plain form, as the encoder sees them."""
    if word in PLAIN:
        return PLAIN[word]
    return "".join(PLAIN.get(c, c) for c in word)


def shape(word, first):
    """The class of a word's letters: 0 is kept for [CLS] and [SEP]; +9 for the first word of a sentence."""
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isdigit() for c in word)
    if not letters:
        k = 6 if digits else 8
    elif digits:
        k = 7
    elif all(c.islower() for c in letters):
        k = 1
    elif all(c.isupper() for c in letters):
        k = 4 if len(letters) == 1 else 3
    elif letters[0].isupper() and all(c.islower() for c in letters[1:]):
        k = 2
    elif any(c.isupper() for c in letters):
        k = 5
    else:
        k = 9
    return k + (9 if first else 0)


N_SHAPES = 19


def lemma_script(form, lemma):
    """`case|strip|append`: set the case, cut `strip` characters from the end, append."""
    form = plain(form)
    lemma = plain(lemma)
    case = "l" if lemma == lemma.lower() else ("k" if form[:1] == lemma[:1] and form[1:2] == lemma[1:2] else "t")
    base = {"l": form.lower(), "k": form, "t": form[:1].upper() + form[1:].lower()}[case]
    n = 0
    while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
        n += 1
    return f"{case}|{len(base) - n}|{lemma[n:]}"


def _mentions(rows):
    """GUM's entity brackets: (first, last, type), both inclusive."""
    open_, out = collections.defaultdict(list), []
    for i, r in enumerate(rows):
        m = re.search(r"Entity=([^|]*)", r[9])
        if not m:
            continue
        for part in re.findall(r"\([^()]*\)?|[^()]*\)", m.group(1)):
            body = part.strip("()")
            key = body.split("-")[0]
            if part.startswith("("):
                kind = body.split("-")[1] if "-" in body else ""
                if part.endswith(")"):
                    out.append((i, i, kind))
                else:
                    open_[key].append((i, kind))
            elif open_[key]:
                start, kind = open_[key].pop()
                out.append((start, i, kind))
    return out


def _names(rows):
    """Names as flat BIO tags: the run of proper nouns round the head of a mention, titles left out."""
    tags = ["O"] * len(rows)
    proper = [r[4] in ("NNP", "NNPS") for r in rows]
    ids = {r[0]: i for i, r in enumerate(rows)}
    for s, e, kind in sorted(_mentions(rows), key=lambda m: m[1] - m[0]):
        if kind not in NER_TYPES:
            continue
        heads = [i for i in range(s, e + 1) if not s <= ids.get(rows[i][6], -1) <= e]
        if not heads or not proper[heads[0]]:
            continue
        a = b = heads[0]
        joins = lambda i: s <= i <= e and tags[i] == "O" and (proper[i] or rows[i][4] == "HYPH")
        while joins(a - 1):
            a -= 1
        while True:
            if joins(b + 1):
                b += 1
            elif b + 2 <= e and rows[b + 1][1].lower() in ("of", "de", "&", "for", "the", "and") and joins(b + 2) and tags[b + 1] == "O":
                b += 2
            elif b + 3 <= e and [r[1].lower() for r in rows[b + 1:b + 3]] in (["of", "the"], ["for", "the"]) and joins(b + 3):
                b += 3
            else:
                break
        while a < b and kind == "person" and rows[a][1].lower() in TITLES:
            a += 1
        if any(tags[i] != "O" for i in range(a, b + 1)):
            continue
        for i in range(a, b + 1):
            tags[i] = ("B-" if i == a else "I-") + NER_TYPES[kind]
    return tags


def read_conllu(path, names=False):
    out, rows, sid = [], [], ""
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("# sent_id"):
            sid = line.split("=", 1)[1].strip()
        elif line and line[0] != "#":
            c = line.split("\t")
            if c[0].isdigit():
                rows.append(c)
        elif not line and rows:
            out.append(Sentence(
                words=[r[1] for r in rows], upos=[r[3] for r in rows], xpos=[r[4] for r in rows],
                feats=[r[5] for r in rows], lemma=[lemma_script(r[1], r[2]) for r in rows],
                head=[int(r[6]) for r in rows], rel=[r[7] for r in rows],
                ner=_names(rows) if names else None, sent_id=sid))
            rows = []
    return out


def add_attributions(sentences, path):
    """Source, cue and content of the first-told attribution at each word, from PropBank's arguments."""
    frames = {}
    for line in open(path, encoding="utf8"):
        d = json.loads(line)
        frames[d["id"]] = d
    for s in sentences:
        d = frames.get(s.sent_id)
        if not d or d["words"] != s.words:
            continue
        tags = ["O"] * len(s.words)

        def put(a, b, kind):
            if all(t == "O" for t in tags[a:b + 1]):
                for i in range(a, b + 1):
                    tags[i] = ("B-" if i == a else "I-") + kind

        for f in d["frames"]:
            if f["lemma"] not in ATTRIBUTION_LEMMAS:
                continue
            args = {k: (a, b) for a, b, k in f["args"]}
            if "ARG1" not in args or args["ARG1"][1] - args["ARG1"][0] < 2 or tags[f["pred"]] != "O":
                continue
            put(f["pred"], f["pred"], "cue")
            if "ARG0" in args:
                put(*args["ARG0"], "source")
            put(*args["ARG1"], "content")
        s.attr = tags


def read_names(path):
    """Universal NER: sentences of space-separated words with BIO tags."""
    out = []
    kinds = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
    for n, line in enumerate(open(path, encoding="utf8")):
        d = json.loads(line)
        for s, e in d["sentences"]:
            words, starts = [], []
            for m in re.finditer(r"\S+?(?=[.,!?;:)'\"]*(?:\s|$))|[.,!?;:)'\"]|\S", d["text"][s:e]):
                words.append(m.group())
                starts.append(s + m.start())
            if not words:
                continue
            tags = ["O"] * len(words)
            for x in d["entities"]:
                inside = [i for i, a in enumerate(starts) if x["start"] <= a < x["end"]]
                for j, i in enumerate(inside):
                    if x["type"] in kinds:
                        tags[i] = ("I-" if j else "B-") + kinds[x["type"]]
            out.append((n, Sentence(words=words, ner=tags, sent_id=d["id"])))
    return out
