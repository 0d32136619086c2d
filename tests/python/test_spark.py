"""A real local Spark with two workers: the same entries as the command's, the same stories and links as an archive's."""

import datetime
import json
import re
import shutil

import pytest

pyspark = pytest.importorskip("pyspark")

from conftest import KINDS, ROOT, reports, rows_of, run  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

import rapporteur.spark  # noqa: E402
from rapporteur import Archive, RapporteurError  # noqa: E402


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spark")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.warehouse.dir", str(folder))
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "8")
        .getOrCreate()
    )
    yield session
    session.stop()


FIELDS = ("id", "text", "published", "title", "publisher", "url")
SCHEMA = ", ".join(f"{f} string" for f in FIELDS)


def frame(spark, rows):
    return spark.createDataFrame([tuple(r.get(k) for k in FIELDS) for r in rows], SCHEMA)


def as_json(rows):
    plain = lambda v: v.isoformat() if isinstance(v, datetime.date) else v  # noqa: E731
    return [{k: plain(v) for k, v in row.asDict().items()} for row in rows]


def test_entries_are_those_of_the_command_however_rows_are_spread(spark, written, news):
    rows = [json.loads(line) for line in news.read_text().splitlines()]
    bad = [{"id": "z1", "text": None}, {"id": "z2", "text": "Die Verhandlungen sind am Dienstag in Genf gescheitert, sagte der Minister."}]
    for parts in (2, 5):
        records = rapporteur.spark.read(frame(spark, rows + bad).repartition(parts), keep=["id"]).cache()
        assert records.count() == len(rows) + 2
        problems = {r["id"]: r["problem"] for r in rapporteur.spark.problems(records).collect()}
        assert set(problems) == {"z1", "z2"} and "not English" in problems["z2"]
        for kind in KINDS:
            found = as_json(rapporteur.spark.table(records, kind).collect())
            expected = rows_of(written, kind)
            for row in expected:
                [row.pop(gone) for gone in ("report_no", "archive_id") if gone in row]
            key = lambda r: (r["report"], len(r.get("id", "")), r.get("id", ""))  # noqa: E731
            assert sorted(found, key=key) == sorted(expected, key=key), kind
        records.unpersist()


def versions():
    """Reports, and what happens to reports: copied, cut, given another lead, updated, printed again long after."""
    out = []
    for i, r in enumerate(reports()):
        day = datetime.date.fromisoformat(r["published"][:10])
        paragraphs = r["text"].split("\n\n")
        later = lambda n: (day + datetime.timedelta(n)).isoformat()  # noqa: B023, E731
        lead = "An agency told its readers of the following in the course of the day."
        out.append({**r, "id": f"{i:03}-a"})
        out.append({**r, "id": f"{i:03}-b", "publisher": "The Mirror"})
        out.append({**r, "id": f"{i:03}-c", "publisher": "The Cutter", "text": "\n\n".join(paragraphs[: len(paragraphs) // 2])})
        out.append({**r, "id": f"{i:03}-d", "published": later(1), "text": "\n\n".join([lead, *paragraphs[1:]])})
        out.append({**r, "id": f"{i:03}-e", "published": None, "text": "\n\n".join(paragraphs[2:])})
        out.append({**r, "id": f"{i:03}-f", "published": later(12), "publisher": None, "text": "\n\n".join([*paragraphs[:-2], lead])})
        out.append({**r, "id": f"{i:03}-g", "published": later(60), "text": "\n\n".join([lead, *paragraphs])})
    return out


def lines(file, rows):
    file.write_text("".join(json.dumps(r) + "\n" for r in rows))
    return file


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    """An archive of the versions, in their order."""
    folder = tmp_path_factory.mktemp("kept")
    run("add", lines(folder / "news.jsonl", versions()), "--archive", folder / "a.archive")
    return folder / "a.archive"


def test_stories_are_those_of_an_archive(spark, archive):
    rows = versions()
    kept = [(r["report"], r["story"], r["relation"]) for r in Archive(archive).tables()["reports"].to_pyarrow().to_pylist()]
    assert len(kept) == len(rows)
    first = {}
    for id, story, _ in kept:
        first.setdefault(story, id)
    expected = sorted((id, first[story], relation) for id, story, relation in kept)
    found = rapporteur.spark.stories(frame(spark, rows).repartition(3)).collect()
    assert sorted((r["id"], r["story"], r["relation"]) for r in found) == expected
    assert {r for *_, r in expected} == {"first", "copy", "near", "update"}


def test_links_are_those_of_an_archive(spark, archive, tmp_path):
    # Of two that only their ids tell apart, the first is kept.
    one = {**reports()[0], "url": "https://example.org/talks"}
    twins = [{**one, "id": "998"}, {**one, "id": "999"}]
    kept = shutil.copy(archive, tmp_path / "b.archive")
    run("add", lines(tmp_path / "twins.jsonl", twins), "--archive", kept)
    tables = Archive(kept).tables()
    linked = ["parties", "places", "meetings", "instruments", "positions", "events", "control"]
    expected = {}
    for kind in linked:
        expected |= {(r["report"], r["id"]): r["archive_id"] for r in tables[kind].to_pyarrow().to_pylist()}
    assert None not in expected.values() and not any(report == "999" for report, _ in expected)

    records = rapporteur.spark.read(frame(spark, versions() + twins).repartition(3), record="record")
    links = rapporteur.spark.link(records).collect()
    assert {(r["report"], r["id"]): r["archive_id"] for r in links} == expected
    parties = {r["archive_id"] for r in links if r["id"].startswith("p")}
    sides = {r["side"] for r in links if r["id"].startswith("p")}
    # Someone may act for a state that no report names.
    assert None not in sides and len(sides & parties) > 5 and len(parties) < len(expected) / 10


def test_the_example_of_the_page_runs(spark):
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/spark.md").read_text(), re.S)
    rows = frame(spark, reports()[:3])
    named = {"text": "body", "published": "date", "publisher": "outlet", "id": "uri"}
    names = {"df": rows.withColumnsRenamed(named)}
    exec(block, names)
    assert names["stories"].count() == 3 and names["bad"].isEmpty()
    events = names["events"]
    assert 0 < events.where("archive_id IS NOT NULL").count() == events.count()


def test_wrong_columns_are_told_with_the_mend(spark):
    df = frame(spark, reports()[:1])
    with pytest.raises(RapporteurError, match="name the text's with text=COLUMN"):
        rapporteur.spark.read(df, text="body")
    with pytest.raises(RapporteurError, match="over a cluster rows have no numbers"):
        rapporteur.spark.read(df.drop("id"))
    with pytest.raises(RapporteurError, match="rename them"):
        rapporteur.spark.read(df.withColumnRenamed("title", "events"))
    with pytest.raises(RapporteurError, match="is none of: reports"):
        rapporteur.spark.table(df, "quotes")
    with pytest.raises(RapporteurError, match="read with record=NAME"):
        rapporteur.spark.link(rapporteur.spark.read(df))
