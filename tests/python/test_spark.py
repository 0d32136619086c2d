"""A real local Spark with two workers: the same entries as the command's, the same stories as an archive's."""

import datetime
import json

import pytest

pyspark = pytest.importorskip("pyspark")

from conftest import KINDS, reports, rows_of, run  # noqa: E402
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


SCHEMA = "id string, text string, published string, title string, publisher string"


def frame(spark, rows):
    rows = [tuple(r.get(k) for k in ("id", "text", "published", "title", "publisher")) for r in rows]
    return spark.createDataFrame(rows, SCHEMA)


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


def test_stories_are_those_of_an_archive(spark, tmp_path):
    rows = versions()
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    run("add", tmp_path / "news.jsonl", "--archive", tmp_path / "a.archive")
    kept = [(r["report"], r["story"], r["relation"]) for r in Archive(tmp_path / "a.archive").tables()["reports"].to_pyarrow().to_pylist()]
    assert len(kept) == len(rows)
    first = {}
    for id, story, _ in kept:
        first.setdefault(story, id)
    expected = sorted((id, first[story], relation) for id, story, relation in kept)
    found = rapporteur.spark.stories(frame(spark, rows).repartition(3)).collect()
    assert sorted((r["id"], r["story"], r["relation"]) for r in found) == expected
    assert {r for *_, r in expected} == {"first", "copy", "near", "update"}


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
