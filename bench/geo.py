#!/usr/bin/env python3
"""Places: toponyms found, country, and distance, on GeoVirus and LGL.

    geo.py input GOLD.jsonl > in.jsonl
    rapporteur read in.jsonl --format jsonl --any-language > out.jsonl
    geo.py score out.jsonl GOLD.jsonl COUNTRIES.tsv

A gold toponym is found when a mention of a place overlaps it; of those found, the share within 161 km (100 miles) of the
gold point, and with the right country. The gold country of LGL is its name, looked up in the gazetteer
(`crates/world/data/places.tsv`); that of GeoVirus is the country of the gazetteer's nearest city. Continents, seas and other
regions of several countries have none: they are left out of the countries. Standard library only.
"""
import bisect, collections, json, math, sys


def km(a, b):
    la, lb = math.radians(a[0]), math.radians(b[0])
    d = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(d)))


class Gazetteer:
    def __init__(self, path):
        self.names, self.cells, self.beyond = {}, collections.defaultdict(list), set()
        for line in open(path, encoding="utf8"):
            f = line.rstrip("\n").split("\t")
            if line[0] == "#" or len(f) < 9:
                continue
            if f[2] == "C":
                self.names[f[0]] = f[3]
            if f[2] == "R" and f[3] == "-":
                self.beyond.add(f[0])
            if f[2] == "P":
                at = float(f[5]), float(f[6])
                self.cells[round(at[0]), round(at[1])].append((at, f[3]))

    def country(self, t):
        if t.get("country"):
            return self.names.get(t["country"].lower())
        at = t["lat"], t["lon"]
        near = [c for i in (-1, 0, 1) for j in (-1, 0, 1) for c in self.cells.get((round(at[0]) + i, round(at[1]) + j), [])]
        return min(near, key=lambda c: km(c[0], at))[1] if near else None


def main():
    mode, *args = sys.argv[1:]
    gold = [json.loads(l) for l in open(args[-1] if mode == "input" else args[1], encoding="utf8")]
    if mode == "input":
        for d in gold:
            print(json.dumps({"id": d["id"], "text": d["text"], "published": d.get("date")}, ensure_ascii=False))
        return
    world = Gazetteer(args[2])
    out = {r["report"]["id"]: r for r in map(json.loads, open(args[0], encoding="utf8"))}
    n = found = near = right = known = 0
    for d in gold:
        mentions = [(m["start"], m["end"], p) for p in out.get(d["id"], {}).get("places", []) for m in p["mentions"]]
        for t in d["toponyms"]:
            if t.get("lat") is None:
                continue
            n += 1
            hit = [p for s, e, p in mentions if s < t["end"] and e > t["start"]]
            if not hit:
                continue
            found += 1
            p = hit[0]
            near += p["lat"] is not None and km((p["lat"], p["lon"]), (t["lat"], t["lon"])) <= 161
            name = d["text"][t["start"]:t["end"]].lower()
            c = None if name in world.beyond else world.country(t)
            known += c is not None
            right += c is not None and p["country"] == c
    print(f"toponyms {n}, found {found / n:.3f}; of those within 161 km {near / max(1, found):.3f}, country {right / max(1, known):.3f}")


main()
