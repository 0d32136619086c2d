"""textacy's direct quotations, on spaCy's analysis."""

import time

import textacy
from spacy_side import NLP
from textacy.extract import direct_quotations


def version():
    return f"textacy {textacy.__version__}"


def of(doc):
    """Its quotations, or none where it gives up on a text."""
    try:
        return list(direct_quotations(doc))
    except ValueError:
        return None


def seconds(texts):
    took = []
    for _ in range(3):
        began = time.perf_counter()
        for doc in NLP.pipe(texts, batch_size=64):
            of(doc)
        took.append(time.perf_counter() - began)
    return min(took)


def records(docs):
    """Records with nothing but statements, and how many texts it gives up on."""
    out, bailed = [], 0
    for d, doc in zip(docs, NLP.pipe([d["text"] for d in docs])):
        found = of(doc)
        bailed += found is None
        said = [{"content": [span(q.content)], "source": span(q.speaker), "cue": span(q.cue)} for q in found or []]
        out.append({"report": {"id": d["id"], "text": d["text"]}, "statements": said})
    return out, bailed


def span(words):
    return {"start": words[0].idx, "end": words[-1].idx + len(words[-1])}
