"""Makes record.dict: what kept records have in common, so that zstd need not write it into each of them anew.

    rapporteur read corpus/dev --format jsonl | python3 record_dictionary.py

Records are laid out as the archive packs them (see keep.rs: evidence as place and length, nothing that is null), with every
word of the reports taken out: the dictionary knows the names of fields, the codes and the rules, and no text. It is made
with zstandard of PyPI, as a dictionary of version 1. An archive's records name the dictionary they were packed with, so one
that has been released is kept as it is; a better one gets the next number.
"""

import json
import pathlib
import sys

import zstandard

SIZE = 8192
NUMBER = 1
# Fields whose values are codes, numbers of entries or names of rules; all others hold words.
CODES = {
    "actors", "authors", "change", "contexts", "country", "format", "hosts", "how", "issue", "kind", "language", "made_by",
    "mediators", "mode", "participants", "parties", "party", "recipients", "schema", "sector", "source_party", "speakers",
    "stance", "status", "step", "topics", "toward", "type", "vouched_by", "where",
}  # fmt: skip


def packed(value, key=None):
    """As keep.rs packs it, without words."""
    if isinstance(value, dict):
        if set(value) == {"start", "end", "exact"}:
            return {"@": [value["start"], value["end"] - value["start"]]}
        return {k: packed(v, k) for k, v in sorted(value.items()) if v is not None}
    if isinstance(value, list):
        return [packed(v, key) for v in value]
    if isinstance(value, str) and key not in CODES and key != "id":
        return ""
    return value


def main():
    samples = []
    for line in sys.stdin:
        record = packed(json.loads(line))
        record["report"] = {k: "" for k in record["report"]}
        samples.append(json.dumps(record, separators=(",", ":"), ensure_ascii=False).encode())
        # Small samples teach the trainer what single entries look like.
        for kind, entries in record.items():
            if isinstance(entries, list):
                whole = json.dumps(entries, separators=(",", ":"), ensure_ascii=False)
                samples.append(f'"{kind}":{whole}'.encode())
    dictionary = zstandard.train_dictionary(SIZE, samples, dict_id=NUMBER, level=12)
    pathlib.Path(__file__).with_name("record.dict").write_bytes(dictionary.as_bytes())


main()
