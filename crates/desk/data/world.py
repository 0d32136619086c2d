"""Makes world.tsv: the outlines of countries for the desk's map, from the npm package world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 world.py package/countries-50m.json ../../world/data/countries.tsv > world.tsv

Borders are simplified arc by arc, so that neighbours still share them; what is smaller than a few pixels is left out,
except the largest piece of a country. A line is a country: code (- where it has none), name, bounds, path; degrees times
ten, x east and y south, steps relative to the point before.
"""

import json
import sys

TOLERANCE = 0.09
SMALLEST = 0.35
OTHER_NAMES = {
    "Bosnia and Herz.": "BIH", "Central African Rep.": "CAF", "Congo": "COG", "Czechia": "CZE", "Côte d'Ivoire": "CIV",
    "Dem. Rep. Congo": "COD", "Dominican Rep.": "DOM", "Eq. Guinea": "GNQ", "Macedonia": "MKD", "S. Sudan": "SSD",
    "Solomon Is.": "SLB", "W. Sahara": "ESH", "eSwatini": "SWZ", "Falkland Is.": "FLK", "Fr. Polynesia": "PYF",
    "Marshall Is.": "MHL", "St. Vin. and Gren.": "VCT", "St. Kitts and Nevis": "KNA", "Antigua and Barb.": "ATG",
    "São Tomé and Principe": "STP", "Cabo Verde": "CPV", "Timor-Leste": "TLS", "Palestine": "PSE", "Kosovo": "XKX",
    "Taiwan": "TWN", "Vietnam": "VNM", "Laos": "LAO", "Syria": "SYR", "Russia": "RUS", "Brunei": "BRN",
}


def arcs_of(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def simplified(points):
    """Douglas and Peucker; a ring keeps a point opposite to its first."""
    if len(points) < 3:
        return points
    keep = {0, len(points) - 1}
    if points[0] == points[-1]:
        far = max(range(len(points)), key=lambda i: abs(points[i][0] - points[0][0]) + abs(points[i][1] - points[0][1]))
        keep.add(far)
    stack = list(zip(sorted(keep), sorted(keep)[1:]))
    while stack:
        a, b = stack.pop()
        (ax, ay), (bx, by) = points[a], points[b]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1e-9
        worst, at = 0, None
        for i in range(a + 1, b):
            x, y = points[i]
            off = abs((by - ay) * (x - ax) - (bx - ax) * (y - ay)) / length
            if off > worst:
                worst, at = off, i
        if at is not None and worst > TOLERANCE:
            keep.add(at)
            stack += [(a, at), (at, b)]
    return [points[i] for i in sorted(keep)]


def unbroken(ring):
    """A ring that crosses the line of date goes on beyond it instead of running back around the world."""
    out, shift, last = [], 0, None
    for x, y in ring:
        if last is not None and abs(x - last) > 180:
            shift += 360 if x < last else -360
        last = x
        out.append((x + shift, y))
    return out


def area(ring):
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:]))) / 2


def main(topology_file, countries_file):
    topology = json.load(open(topology_file))
    arcs = [simplified(a) for a in arcs_of(topology)]
    codes = {}
    for line in open(countries_file):
        if not line.startswith("#"):
            code, _, names = line.split("\t")[:3]
            for name in names.split("|"):
                codes[name] = code
    codes.update(OTHER_NAMES)
    print("# Natural Earth, public domain, by way of the npm package world-atlas 2.0.2 (ISC); made by world.py.")
    for country in sorted(topology["objects"]["countries"]["geometries"], key=lambda c: c["properties"]["name"]):
        name = country["properties"]["name"]
        if name == "Antarctica":
            continue
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        rings = []
        for outline in (ring for polygon in polygons for ring in polygon):
            points = []
            for i in outline:
                arc = arcs[i] if i >= 0 else arcs[~i][::-1]
                points += arc[1:] if points else arc
            ring = unbroken(points)
            # What of Russia lies beyond the line of date stands beside the rest.
            if name == "Russia" and min(x for x, _ in ring) < 0:
                ring = [(x + 360, y) for x, y in ring]
            rings.append(ring)
        rings.sort(key=area, reverse=True)
        rings = rings[:1] + [r for r in rings[1:] if area(r) >= SMALLEST]
        path, xs, ys = "", [], []
        for ring in rings:
            whole = [(round(x * 10), round(-y * 10)) for x, y in ring]
            # An island that is less than a step wide is a step wide.
            if len(set(whole)) < 3:
                (x, y) = whole[0]
                whole = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y)]
            steps, last = [], None
            for x, y in whole[:-1]:
                if last is None:
                    path += f"M{x} {y}l"
                elif (x, y) != last:
                    steps.append(f"{x - last[0]} {y - last[1]}")
                last = (x, y)
                xs.append(x)
                ys.append(y)
            path += " ".join(steps).replace(" -", "-") + "z"
        bounds = f"{min(xs)} {min(ys)} {max(xs)} {max(ys)}"
        print(codes.get(name, "-"), name, bounds, path, sep="\t")


main(*sys.argv[1:])
