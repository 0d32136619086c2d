#!/usr/bin/env python3
"""Records: real news under open licences, against golds that hold positions only.

    news.py input NEWS.jsonl > in.jsonl
    rapporteur read in.jsonl --format jsonl > out.jsonl
    news.py score out.jsonl NEWS.jsonl

The golds in `bench/news/{open,held}.json` are annotations of our own: every copied stretch is a pair of character offsets
(Unicode code points) into the report's text, which stays where NEWS.jsonl is. Whoever writes rules may read the misses of
`open`; of `held` only the counts. They are scored by `eval/score.py` beside the data. Standard library only.
"""
import json, pathlib, subprocess, sys, tempfile

HALVES = ("open", "held")


def golds(half):
    return json.loads((pathlib.Path(__file__).parent / "news" / f"{half}.json").read_text(encoding="utf8"))


def reports(path):
    return {r["id"]: r for r in map(json.loads, open(path, encoding="utf8"))}


def told(value, text):
    """Offsets back into the words that they stand for."""
    if isinstance(value, dict) and set(value) == {"at"}:
        return text[value["at"][0] : value["at"][1]]
    if isinstance(value, dict):
        return {k: told(v, text) for k, v in value.items()}
    if isinstance(value, list):
        return [told(v, text) for v in value]
    return value


def write(half, news, folder):
    """One half as `score.py` reads it: ID.txt and ID.gold.json."""
    for rid, gold in golds(half).items():
        text = news[rid]["text"]
        (folder / f"{rid}.txt").write_text(text, encoding="utf8")
        (folder / f"{rid}.gold.json").write_text(json.dumps(told(gold, text)), encoding="utf8")


def score(out, news_file):
    scorer = pathlib.Path(news_file).resolve().parents[2] / "eval" / "score.py"
    for half in HALVES:
        with tempfile.TemporaryDirectory() as folder:
            write(half, reports(news_file), pathlib.Path(folder))
            done = subprocess.run(
                [sys.executable, str(scorer), folder, out, "--json"], capture_output=True, text=True, check=True
            )
        said = json.loads(done.stdout)
        print(f"{half} record score {said['record_score']:.3f}, {said['reports']} reports")
        for kind in ("statements", "meetings", "instruments", "positions", "events", "control"):
            k = said["kinds"][kind]
            print(
                f"{half} {kind} gold {k['gold']} P {k['found_p']:.2f} R {k['found_r']:.2f}"
                f" F1 {k['found_f1']:.2f} strict {k['strict_f1']:.2f}"
            )


def main():
    mode, *args = sys.argv[1:]
    if mode == "input":
        wanted = {rid for half in HALVES for rid in golds(half)}
        for r in reports(args[0]).values():
            if r["id"] in wanted:
                print(json.dumps({k: r.get(k) for k in ("id", "text", "published")}, ensure_ascii=False))
    elif mode == "score":
        score(*args)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
