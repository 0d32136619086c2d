"""Tables, the Python package and Spark against the command, on the same reports and machine.

Run by `cargo xtask bench-python`, which builds the command and the wheel: exports.py COMMAND REPORTS.jsonl FOLDER COUNT. What ten
million reports would cost by these figures goes to FOLDER/cost.md.
"""

import json
import os
import random
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

KINDS = "reports parties places times statements meetings instruments positions events control".split()
SIDES = "Canada Haiti Norway Sudan Chile Peru Ghana Togo Nepal Bhutan Malta Libya Oman Yemen Laos Vietnam".split()
SENTENCES = [
    "{a} imposed sanctions on {b} on Monday.",
    "The foreign minister of {a} will meet his counterpart from {b} in Geneva next week.",
    "{a} urged {b} on Tuesday to sign the ceasefire agreement.",
    '"We are ready to talk," the president of {a} said after {b} had withdrawn its forces.',
    "{a} and {b} signed a treaty on {day} March 2015, officials said.",
    "Rebels in {a} hold half of the north; {b} rejected their demands.",
]


def command(program, reports, *options):
    """Runs the command; seconds and the greatest memory of the programs that were run so far, in MB."""
    began = time.perf_counter()
    subprocess.run([program, "read", reports, "--any-language", *options], check=True, capture_output=True)
    return time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def short_reports(file, count):
    """Many short reports of our own making."""
    draw = random.Random(1)
    with open(file, "w") as out:
        for i in range(count):
            a, b = draw.sample(SIDES, 2)
            text = draw.choice(SENTENCES).format(a=a, b=b, day=draw.randint(1, 28))
            day = f"2015-{i % 12 + 1:02}-{i % 28 + 1:02}"
            out.write(json.dumps({"id": f"r{i}", "text": text, "published": day, "publisher": f"P{i % 7}"}) + "\n")


def tables(program, folder, count):
    import duckdb
    import pandas
    import polars
    import pyarrow.parquet

    news = folder / "short.jsonl"
    short_reports(news, count)
    seconds, memory = command(program, news, "--format", "parquet", "--output", folder / "short")
    print(f"{count} short reports to Parquet: {seconds:.0f} s, {memory:.0f} MB resident")
    command(program, news, "--format", "jsonl-tables", "--output", folder / "lines")
    for kind in KINDS:
        file = folder / "short" / f"{kind}.parquet"
        arrow = pyarrow.parquet.read_table(file)
        plain = polars.from_arrow(arrow).with_columns(polars.col(polars.Categorical).cast(polars.String))
        by_polars = polars.read_parquet(file).with_columns(polars.col(polars.Categorical).cast(polars.String))
        by_pandas = polars.from_pandas(pandas.read_parquet(file, dtype_backend="pyarrow"))
        by_pandas = by_pandas.with_columns(polars.col(polars.Categorical).cast(polars.String)).cast(dict(plain.schema))
        by_duckdb = duckdb.sql(f"SELECT * FROM '{file}'").pl().with_columns(polars.col(polars.Enum).cast(polars.String))
        by_duckdb = by_duckdb.cast(dict(plain.schema))
        lines = sum(1 for _ in open(folder / "lines" / f"{kind}.jsonl"))
        same = plain.equals(by_polars) and plain.equals(by_pandas) and plain.equals(by_duckdb) and plain.height == lines
        print(f"  {kind:12} {plain.height:>8} rows, the same in pandas, polars, DuckDB: {same}")
        assert same, kind


def package(program, reports, folder, words):
    import pyarrow
    import rapporteur

    rows = [json.loads(line) for line in open(reports)]
    table = pyarrow.Table.from_pylist([{"text": r["text"], "published": r.get("published")} for r in rows])
    reader = rapporteur.Reader()
    rates = {"command": [], "package": []}
    for _ in range(3):
        rates["command"].append(words / command(program, reports, "--format", "parquet", "--output", folder / "read")[0])
        began = time.perf_counter()
        reader.read_table(table, any_language=True)
        rates["package"].append(words / (time.perf_counter() - began))
    best = {k: max(v) for k, v in rates.items()}
    print(f"read --format parquet, all cores {best['command']:>8.0f} words a second")
    print(f"read_table, all cores            {best['package']:>8.0f} words a second")
    print(f"read_table to the command        {best['package'] / best['command']:>8.2f}  (at least 0.9)")
    written = sum(f.stat().st_size for f in (folder / "read").iterdir())
    return {"package": best["package"], "command": best["command"], "bytes a word": written / words}


def spark(reports, words):
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    import pyarrow
    import rapporteur
    import rapporteur.spark
    from pyspark.sql import SparkSession

    rows = [json.loads(line) for line in open(reports)]
    rows = [(f"r{i:06}", r["text"], r.get("published")) for i, r in enumerate(rows)]
    table = pyarrow.Table.from_arrays([pyarrow.array(c) for c in zip(*rows)], names=["id", "text", "published"])
    reader = rapporteur.Reader()
    began = time.perf_counter()
    alone = reader.read_table(table, jobs=1, any_language=True)
    one = time.perf_counter() - began
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = session.config("spark.ui.showConsoleProgress", "false")
    session = session.config("spark.sql.execution.arrow.maxRecordsPerBatch", "64").getOrCreate()
    df = session.createDataFrame(rows, "id string, text string, published string").repartition(16).cache()
    df.count()
    # The first rows start the workers, which load the model.
    rapporteur.spark.read(df.limit(8).repartition(4), any_language=True).count()
    began = time.perf_counter()
    read = rapporteur.spark.read(df, any_language=True).cache()
    read.count()
    two = time.perf_counter() - began
    print(f"one process, one core            {words / one:>8.0f} words a second")
    print(f"Spark, local, two workers        {words / two:>8.0f} words a second")
    print(f"Spark to one process             {one / two:>8.2f}  (at least 1.6)")
    for kind in KINDS:
        found = rapporteur.spark.table(read, kind)
        expected = pyarrow.table(alone[kind]).drop_columns([c for c in ("report_no", "archive_id") if c in alone[kind].column_names])
        key = ["report"] + (["id"] if "id" in expected.column_names else [])
        plain = lambda t: json.dumps(t.to_pylist(), default=str)  # noqa: E731
        same = plain(found.toArrow().sort_by([(k, "ascending") for k in key])) == plain(
            pyarrow.Table.from_pylist(expected.to_pylist(), schema=found.toArrow().schema).sort_by([(k, "ascending") for k in key])
        )
        print(f"  {kind:12} {expected.num_rows:>8} rows, the same: {same}")
        assert same, kind
    read.unpersist()
    records = rapporteur.spark.read(df, any_language=True, record="record").select("id", "record").cache()
    records.count()
    began = time.perf_counter()
    rapporteur.spark.stories(df).count()
    told = time.perf_counter() - began
    began = time.perf_counter()
    links = rapporteur.spark.link(records).count()
    linked = time.perf_counter() - began
    print(f"Spark: stories of {len(rows)} reports in {told:.0f} s, {links} links in {linked:.0f} s")
    session.stop()
    return {"one": words / one, "spark": words / two, "stories": told, "links": linked, "reports": len(rows)}


def cost(file, figures, words):
    """What ten million reports of 400 words would take by the figures of this run."""
    total = 10_000_000 * 400
    with open(file, "w") as out:
        say = lambda line: print(line, file=out)  # noqa: E731
        count = figures["reports"]
        say(f"{date.today()}, {os.cpu_count()} cores, {count} reports of {words / count:.0f} words, load {os.getloadavg()[0]:.1f} at the end.\n")
        say("| what | words a second | reports of 400 words a core and hour | ten million of them |\n|---|---|---|---|")
        ways = [("one process, one core", "one", 1), ("Spark, local, two workers", "spark", 2), ("`read_table`, all cores", "package", os.cpu_count()), ("`rapporteur read --format parquet`, all cores", "command", os.cpu_count())]
        for what, key, cores in ways:
            rate = figures[key]
            say(f"| {what} | {rate:,.0f} | {rate / cores / 400 * 3600:,.0f} | {total / rate * cores / 3600:,.0f} core-hours |")
        say(f"\nTables of these reports take {figures['bytes a word']:.1f} bytes a word in Parquet, the text among them: {total * figures['bytes a word'] / 1e9:,.0f} GB for ten million.")
        say(f"Stories of the {count} reports took Spark {figures['stories']:.0f} s and links {figures['links']:.0f} s, which with so few is the price of its stages.")


if __name__ == "__main__":
    program, reports, folder, count = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    folder.mkdir(parents=True, exist_ok=True)
    words = sum(len(json.loads(line)["text"].split()) for line in open(reports))
    figures = package(program, reports, folder, words) | spark(reports, words)
    cost(folder / "cost.md", figures, words)
    tables(program, folder, count)
