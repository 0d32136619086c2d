"""Names against their golds."""

import json

KEEP = 0.67


def f1(hits, gold, given):
    return f"{2 * hits / (gold + given):.3f}" if gold + given else "-"


def score(docs, given):
    """F1: the same words, words in common, and of the latter by sort. `given` has start, end, sort by document."""
    exact = hits = n_gold = n_given = 0
    sorts = {s: [0, 0, 0] for s in ("PER", "LOC", "ORG")}
    for d in docs:
        gold = [(e["start"], e["end"], e["type"]) for e in d["entities"]]
        ours = given.get(d["id"], [])
        n_gold += len(gold)
        n_given += len(ours)
        exact += len(set(gold) & set(ours))
        for s, tally in sorts.items():
            wanted, got = [g for g in gold if g[2] == s], [o for o in ours if o[2] == s]
            used = set()
            for start, end, _ in wanted:
                i = next((i for i, o in enumerate(got) if i not in used and o[0] < end and o[1] > start), None)
                if i is not None:
                    used.add(i)
            hits += len(used)
            tally[0] += len(used)
            tally[1] += len(wanted)
            tally[2] += len(got)
    return [f1(exact, n_gold, n_given), f1(hits, n_gold, n_given), *(f1(*sorts[s]) for s in ("PER", "LOC", "ORG"))]


def agency(folder):
    """Agency reports with the people and places that they name."""
    out = []
    for file in sorted(folder.glob("*.gold.json")):
        gold = json.loads(file.read_text())
        text = file.with_name(file.name.replace(".gold.json", ".txt")).read_text()
        known = {k: [n["name"] for n in gold[k]] for k in ("people", "places")}
        out.append({"id": gold["id"], "published": gold["published"], "text": text, **known})
    return out


def of_record(record):
    people = [p["name"] for p in record["parties"] if p["kind"] == "person"]
    return {"people": people, "places": [p["name"] for p in record["places"]]}


def of_entities(text, entities):
    named = {"people": "PER", "places": "LOC"}
    return {k: list(dict.fromkeys(text[s:e] for s, e, sort in entities if sort == want)) for k, want in named.items()}


def listed(gold, given):
    """Precision and recall of distinct names: a short name of one that is given in full too counts once."""
    out = []
    for kind in ("people", "places"):
        right = n_given = found = n_gold = 0
        for g, ours in zip(gold, given):
            names = [n for n in ours[kind] if not any(n != o and words(n) < words(o) for o in ours[kind])]
            right += sum(any(same(n, w) for w in g[kind]) for n in names)
            n_given += len(names)
            found += sum(any(same(n, w) for n in ours[kind]) for w in g[kind])
            n_gold += len(g[kind])
        out.append(f"{right / max(n_given, 1):.2f} / {found / max(n_gold, 1):.2f}")
    return out


def words(name):
    return {w for w in name.lower().replace("-", " ").replace(".", "").split() if w not in ("the", "of", "'s")}


def same(a, b):
    a, b = words(a), words(b)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= KEEP
