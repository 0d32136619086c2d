"""Rapporteur and programs that do a part of what it does, on the same reports and machine, in one run; Markdown on standard output.

Run by `cargo xtask bench peers`: run.py COMMAND SHARED WORK REPORTS. A peer that could not be installed is said so in the tables.
"""

import importlib
import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import names
import rapporteur_side as ours

SPACY = "spaCy `en_core_web_sm`"


def peer(module):
    """A peer's side, or why it is not here."""
    try:
        return importlib.import_module(module), None
    except Exception as e:  # noqa: BLE001: whatever hinders a peer is told in its row
        return None, f"could not be had: {type(e).__name__}: {e}"


def tell(what):
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def lines(path):
    with open(path, encoding="utf8") as f:
        return [json.loads(line) for line in f if line.strip()]


def write(path, rows):
    with open(path, "w", encoding="utf8") as out:
        out.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    return path


def table(head, rows):
    print("\n| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(str(c) for c in row) + " |")


class Bench:
    """Where things lie, and the scorers."""

    def __init__(self, command, shared, work, reports):
        self.command, self.shared, self.work, self.count = command, shared, work, reports
        self.read = ours.Command(command, work)

    def score(self, script, *args):
        """The figures that a scorer of shared/eval prints: a line's name to its numbers."""
        done = subprocess.run(
            [sys.executable, self.shared / "eval" / script, *args], capture_output=True, text=True, check=True
        )
        out = {}
        for line in done.stdout.splitlines():
            words = line.split()
            at = next((i for i, w in enumerate(words) if w in ("P", "F1")), None)
            if at is not None:
                out[" ".join(words[:at])] = {words[i]: float(words[i + 1]) for i in range(at, len(words) - 1, 2)}
        return out

    def timed_reports(self):
        """Every so many of the agency reports of TimeBank and AQUAINT."""
        every = [d for name in ("timebank", "aquaint") for d in lines(self.shared / f"data/timex/{name}.jsonl")]
        every = [d for d in every if d.get("dct")]
        return every[:: max(1, len(every) // self.count)][: self.count]


def speed(bench, spacy, quotes, heidel):
    """Words a second, all on the same reports and one core. Gives HeidelTime's times, which are scored later."""
    reports = bench.timed_reports()
    texts = [d["text"] for d in reports]
    words = sum(len(t.split()) for t in texts)
    print(f"\n## Speed\n\n{len(reports)} reports of TimeBank and AQUAINT, {words:,} words, one core. Words are what white space parts.")
    rate = lambda seconds: f"{words / seconds:,.0f}"  # noqa: E731
    source = write(bench.work / "speed.jsonl", [{"id": d["id"], "text": d["text"], "published": d["dct"]} for d in reports])
    rows = []
    tell("speed: Rapporteur")
    rows.append(["Rapporteur, `read`: the whole record", rate(bench.read.seconds(source, "jsonl")), "start-up counted; best of 3"])
    rows.append(["Rapporteur, `read --format conllu`: tags, trees, names", rate(bench.read.seconds(source, "conllu")), "start-up counted; best of 3"])
    tell("speed: spaCy")
    if spacy:
        rows.append([f"{SPACY}: tags, trees, names", rate(spacy.seconds(texts)), f"{spacy.version()}; loading not counted; best of 3"])
    if quotes and spacy:
        rows.append([f"textacy's direct quotations on {SPACY}", rate(quotes.seconds(texts)), f"{quotes.version()}; loading not counted; best of 3"])
    times = None
    if heidel:
        tell("speed: HeidelTime, a Java process a text")
        seconds, started, times = heidel.read(reports, bench.work)
        rows.append(["HeidelTime: times", rate(seconds), f"{heidel.version()}; a Java process a text, as its package runs it"])
        if started:
            rows.append(["HeidelTime, once it has started", f"{started:,.0f}", "one long text, with the seconds of an empty one taken off"])
    table(["program", "words a second", ""], rows)
    return reports, times


def sentences(bench, spacy):
    data = [("UD EWT dev", "data/ud/en_ewt-ud-dev.conllu"), ("UD GUM dev", "data/ud/en_gum_nonNC-ud-dev.conllu")]
    rows = [["Rapporteur"], [SPACY]]
    for _, file in data:
        tell(f"sentences: {file}")
        gold = bench.shared / file
        source = bench.work / "ud.jsonl"
        with open(source, "w") as out:
            subprocess.run([sys.executable, bench.shared / "eval/ud.py", "input", gold], stdout=out, check=True)
        answer = bench.read.to(source, "conllu", "ud.conllu", "--any-language")
        rows[0].append(f"{bench.score('ud.py', 'score', answer, gold)['sentences']['F1']:.1f}")
        if spacy:
            answer = spacy.conllu(lines(source), bench.work / "ud.spacy.conllu")
            rows[1].append(f"{bench.score('ud.py', 'score', answer, gold)['sentences']['F1']:.1f}")
    print("\n## Sentences\n\nF1 of sentences from raw text (`ud.py`, the measure of the CoNLL 2018 shared task).")
    table(["program", *(d[0] for d in data)], rows if spacy else rows[:1])


def named(bench, spacy):
    tell("names")
    # The other three of four taught Rapporteur's model its names.
    docs = lines(bench.shared / "data/ner/uner_ewt.dev.jsonl")[::4]
    source = write(bench.work / "names.jsonl", [{"id": d["id"], "text": d["text"], "published": None} for d in docs])
    found = bench.read.names(source)
    systems = [("Rapporteur", found)]
    if spacy:
        systems.append((SPACY, {d["id"]: n for d, n in zip(docs, spacy.names([d["text"] for d in docs]))}))
    rows = [[who, *names.score(docs, given)] for who, given in systems]
    print("\n## Names\n\nF1 of people, places and organisations in the quarter of Universal NER's EWT dev that Rapporteur's model did not learn from:")
    print("the same words, or words in common; of the same sort.")
    table(["program", "the same words", "in common", "people", "places", "organisations"], rows)

    gold = names.agency(bench.shared / "data/gold/dev")
    source = write(bench.work / "agency.jsonl", [{"id": g["id"], "text": g["text"], "published": g["published"]} for g in gold])
    records = bench.read.records(source)
    systems = [("Rapporteur", [names.of_record(records[g["id"]]) for g in gold])]
    if spacy:
        systems.append((SPACY, [names.of_entities(g["text"], n) for g, n in zip(gold, spacy.names([g["text"] for g in gold]))]))
    rows = [[who, *names.listed(gold, given)] for who, given in systems]
    print(f"\nWhich people and places {len(gold)} agency reports name (`gold/dev`): precision and recall of distinct names.")
    table(["program", "people", "places"], rows)


def quotations(bench, spacy, quotes):
    tell("quotations")
    gold = bench.shared / "data/attribution/polnear.dev.jsonl"
    docs = lines(gold)
    direct = write(bench.work / "direct.gold.jsonl", [{**d, "attributions": [a for a in d["attributions"] if ours.is_direct(d["text"], a)]} for d in docs])
    source = write(bench.work / "quotes.jsonl", [{"id": d["id"], "text": d["text"], "published": d.get("date")} for d in docs])
    records = list(bench.read.records(source).values())
    answers = [("Rapporteur", write(bench.work / "ours.direct.jsonl", [ours.only_direct(r) for r in records]), "")]
    if quotes and spacy:
        given, bailed = quotes.records(docs)
        answers.append(("textacy", write(bench.work / "textacy.jsonl", given), f"gives up on {bailed} of {len(docs)} reports, whose quotation marks are odd in number"))
    rows = []
    for who, answer, note in answers:
        of_all, of_direct = bench.score("attribution.py", "score", answer, gold), bench.score("attribution.py", "score", answer, direct)
        rows.append([who, of_all["attributions"]["P"], of_direct["attributions"]["R"], of_all["with source"]["P"], of_direct["with source"]["R"], note])
    print("\n## Direct quotations\n\nPolNeAR dev (`attribution.py`). Right: the share of what is given that is an attribution of the gold. Found: the share of the gold's wholly quoted")
    print("attributions that is given. With its speaker: the same, where the source must be right too.")
    table(["program", "right", "found", "right with its speaker", "found with its speaker", ""], rows)


def times(bench, reports, heidel_times):
    tell("times")
    gold = write(bench.work / "times.gold.jsonl", reports)
    records = list(bench.read.records(bench.work / "speed.jsonl").values())
    answers = [("Rapporteur", write(bench.work / "times.ours.jsonl", records))]
    if heidel_times is not None:
        answers.append(("HeidelTime", write(bench.work / "times.heidel.jsonl", heidel_times)))
    rows = []
    for who, answer in answers:
        s = bench.score("timex.py", "score", answer, gold)
        rows.append([who, *(f"{s[k]['F1']:.3f}" for k in ("strict", "relaxed", "type", "value"))])
    print(f"\n## Times\n\nF1 on the {len(reports)} reports whose speed was measured (`timex.py`, the measures of TempEval-3).")
    table(["program", "the same words", "words in common", "type", "value"], rows)


def machine():
    try:
        model = next(line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    except (OSError, StopIteration):
        model = "unknown processor"
    return f"{os.cpu_count()} cores of {model}, load {os.getloadavg()[0]:.1f} at the start"


def main():
    bench = Bench(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    spacy, no_spacy = peer("spacy_side")
    quotes, no_quotes = peer("textacy_side")
    heidel, no_heidel = peer("heideltime_side")
    version = subprocess.run([bench.command, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    print(f"{version}, {date.today()}, {machine()}.")
    for who, why in (("spaCy", no_spacy), ("textacy", no_quotes), ("HeidelTime", no_heidel)):
        if why:
            print(f"\n**{who}** {why}")
    reports, heidel_times = speed(bench, spacy, quotes, heidel)
    sentences(bench, spacy)
    named(bench, spacy)
    quotations(bench, spacy, quotes)
    times(bench, reports, heidel_times)


if __name__ == "__main__":
    main()
