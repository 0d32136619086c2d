"""What the command reads."""

import json
import subprocess
import time

# Marks that open and close a quotation.
QUOTES = "\"“”„«»‟''‘’`"
SORTS = {"Person": "PER", "Place": "LOC", "Organisation": "ORG"}


class Command:
    def __init__(self, program, work):
        self.program, self.work = program, work

    def to(self, source, format, name, *options):
        """Reads on one core into a file of the work folder."""
        out = self.work / name
        args = [self.program, "read", source, "--format", format, "--jobs", "1", "--output", out, *options]
        subprocess.run([str(a) for a in args], check=True, stderr=subprocess.DEVNULL)
        return out

    def seconds(self, source, format):
        took = []
        for _ in range(3):
            began = time.perf_counter()
            self.to(source, format, "speed.out", "--any-language")
            took.append(time.perf_counter() - began)
        return min(took)

    def records(self, source):
        """Records by the ids of their reports."""
        with open(self.to(source, "jsonl", "records.jsonl", "--any-language"), encoding="utf8") as f:
            return {r["report"]["id"]: r for r in map(json.loads, f)}

    def names(self, source):
        """Names by report: start, end, sort."""
        with open(source, encoding="utf8") as f:
            texts = {d["id"]: d["text"] for d in map(json.loads, f)}
        out = {i: [] for i in texts}
        at, text, found, until = 0, "", [], 0
        for line in open(self.to(source, "conllu", "names.conllu", "--any-language"), encoding="utf8"):
            if line.startswith("# newdoc id = "):
                doc = line.split("= ", 1)[1].strip()
                at, text, found = 0, texts[doc], out[doc]
            cells = line.rstrip("\n").split("\t")
            if cells[0] == "1":
                until = 0
            if len(cells) < 10 or "." in cells[0]:
                continue
            if "-" in cells[0]:
                start = text.index(cells[1], at)
                at, until, whole = start + len(cells[1]), int(cells[0].split("-")[1]), start
                continue
            if int(cells[0]) <= until:
                # A word within a written one.
                start = text.find(cells[1], whole, at)
                start = whole if start < 0 else start
                end = min(start + len(cells[1]), at)
                whole = end
            else:
                start = text.index(cells[1], at)
                at = end = start + len(cells[1])
            mark = next((f[3:] for f in cells[9].split("|") if f.startswith("NE=")), None)
            if mark and mark[2:] in SORTS:
                if mark.startswith("I-") and found and found[-1][2] == SORTS[mark[2:]]:
                    found[-1] = (found[-1][0], end, found[-1][2])
                else:
                    found.append((start, end, SORTS[mark[2:]]))
        return out


def is_direct(text, attribution):
    """Whether all content of a gold attribution stands in quotation marks."""
    said = [text[s:e].strip() for s, e in attribution["content"]]
    return bool(said) and all(len(c) > 1 and c[0] in QUOTES and c.rstrip(",.")[-1] in QUOTES for c in said)


def only_direct(record):
    return {**record, "statements": [s for s in record["statements"] if s["how"] == "direct"]}
