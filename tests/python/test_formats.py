"""What the command writes, read by the tools that people use."""

import csv
import datetime
import json
import math
import shutil
import subprocess
import xml.etree.ElementTree as xml

import duckdb
import pandas
import polars
import pyarrow.parquet
import pytest

from conftest import KINDS, ROOT, file_of, rows_of


def plain(value):
    """A value of any library as JSON has it."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if value is None or value is pandas.NaT or value is pandas.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, (datetime.datetime, pandas.Timestamp)):
        value = value.date()
    return value.isoformat() if isinstance(value, datetime.date) else value


def same(found, expected):
    found = [{k: plain(v) for k, v in row.items()} for row in found]
    assert len(found) == len(expected)
    for f, e in zip(found, expected):
        assert f == e


@pytest.mark.parametrize("kind", KINDS)
def test_parquet_is_the_same_in_every_library(written, kind):
    file, expected = written / "parquet" / f"{kind}.parquet", rows_of(written, kind)
    assert expected, kind
    same(pyarrow.parquet.read_table(file).to_pylist(), expected)
    same(pandas.read_parquet(file).astype(object).to_dict("records"), expected)
    same(polars.read_parquet(file).to_dicts(), expected)
    rows = duckdb.sql(f"SELECT * FROM '{file}'")
    same([dict(zip(rows.columns, r)) for r in rows.fetchall()], expected)


def test_parquet_says_what_made_it_and_keeps_names_once(written):
    schema = pyarrow.parquet.read_schema(written / "parquet/events.parquet")
    about = {k.decode(): v.decode() for k, v in schema.metadata.items()}
    assert about["rapporteur.schema"] == "rapporteur.tables/1"
    assert about["rapporteur.program"].startswith("rapporteur ")
    assert len(about["rapporteur.model"]) == len(about["rapporteur.lexicon"]) == 16
    assert str(schema.field("type").type).startswith("dictionary")
    assert isinstance(pandas.read_parquet(written / "parquet/events.parquet")["type"].dtype, pandas.CategoricalDtype)


@pytest.mark.parametrize("kind", KINDS)
def test_csv_is_the_same_in_pandas_and_duckdb(written, kind):
    file, expected = written / "csv" / f"{kind}.csv", rows_of(written, kind)
    as_text = [{k: "" if v is None else json.dumps(v) if isinstance(v, list) else str(v) for k, v in r.items()} for r in expected]
    told = pandas.read_csv(file, dtype=str, keep_default_na=False).to_dict("records")
    lists = [k for k, v in expected[0].items() if any(isinstance(r[k], list) for r in expected)]
    for row, text, want in zip(told, as_text, expected, strict=True):
        for name in row:
            if name in lists:
                assert json.loads(row[name]) == want[name]
            elif isinstance(want[name], float):
                assert float(row[name]) == want[name]
            else:
                # pandas takes every end of line for "\n".
                assert row[name].replace("\r\n", "\n") == text[name].replace("\r\n", "\n"), name
    counted = duckdb.sql(f"SELECT count(*) FROM read_csv('{file}', all_varchar=true, header=true, quote='\"', escape='\"', delim=',')")
    assert counted.fetchall() == [(len(expected),)]


def lines(written, format, **options):
    return pandas.read_csv(
        file_of(written, format), sep="\t", dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE, **options
    )


def test_events_stand_in_the_columns_of_others(written):
    events = rows_of(written, "events")
    polecat = lines(written, "polecat")
    assert len(polecat.columns) == 40 and list(polecat["Event Type"]) == [e["type"] for e in events]
    assert list(polecat["Actor Country"].where(polecat["Actor Country"] != "None", ""))[0] == "; ".join(
        c or "None" for c in events[0]["actor_countries"]
    )
    icews, gdelt = lines(written, "icews"), lines(written, "gdelt", header=None)
    assert len(icews.columns) == 20 and len(gdelt.columns) == 61
    # Both are a line for each pair of sides.
    assert list(icews["CAMEO Code"]) == list(gdelt[26])
    assert gdelt[0].is_unique and gdelt[0].str.fullmatch(r"\d+").all()
    assert set(gdelt[29]) <= {"1", "2", "3", "4"} and gdelt[30].astype(float).between(-10, 10).all()
    dated = gdelt[gdelt[1] != ""]
    assert len(dated) and dated[1].str.fullmatch(r"\d{8}").all() and (dated[2] == dated[1].str[:6]).all()


def test_timeml_is_xml_whose_text_is_the_report(written, news):
    texts = [json.loads(line)["text"] for line in news.read_text().splitlines()]
    files = list((written / "timeml").iterdir())
    assert len(files) == len(texts)
    times = 0
    for file in files:
        document = xml.parse(file).getroot()
        texts.remove("".join(document.find("TEXT").itertext()))
        times += len(document.findall("TEXT/TIMEX3"))
        assert all(t.get("type") in ("DATE", "TIME", "DURATION", "SET") for t in document.iter("TIMEX3"))
    assert times > 200


def test_graph_and_entities_are_json(written):
    graph = json.loads(file_of(written, "jsonld").read_text())
    assert graph["@context"]["schema"] == "https://schema.org/" and len(graph["@graph"]) > 1000
    entities = [json.loads(line) for line in file_of(written, "ftm").read_text().splitlines()]
    assert {e["schema"] for e in entities} >= {"Article", "Person", "PublicBody", "Organization", "Mention", "Event"}
    assert all(isinstance(v, list) for e in entities for v in e["properties"].values())


def test_the_graph_expands_and_the_entities_are_valid(written):
    jsonld = pytest.importorskip("pyld.jsonld")
    graph = json.loads(file_of(written, "jsonld").read_text())
    graph["@graph"] = [n for n in graph["@graph"] if "1999-lome-1" in n["id"]]
    kinds = {t for n in jsonld.expand(graph) for t in n["@type"]}
    assert {"https://schema.org/NewsArticle", "http://www.w3.org/ns/oa#Annotation"} <= kinds
    model = pytest.importorskip("followthemoney").model
    for line in file_of(written, "ftm").read_text().splitlines():
        entity = json.loads(line)
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert len(proxy.get(name)) == len(set(values)), (entity["schema"], name, values)


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed (r-base-core, r-cran-jsonlite): its reading is not tested")
@pytest.mark.parametrize("kind", KINDS)
def test_csv_and_json_lines_are_the_same_in_r(written, kind):
    files = [written / "csv" / f"{kind}.csv", written / "jsonl-tables" / f"{kind}.jsonl"]
    done = subprocess.run(["Rscript", ROOT / "tests/python/read.R", *files], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found, expected = json.loads(done.stdout), rows_of(written, kind)
    assert found["lines"] == expected
    assert len(found["table"]) == len(expected)
    for row, want in zip(found["table"], expected):
        assert set(row) == set(want)
        for name, text in row.items():
            value = want[name]
            if isinstance(value, list):
                assert json.loads(text) == value
            elif isinstance(value, float):
                assert float(text) == value
            else:
                # A line end within a field is R's own.
                assert text.replace("\r\n", "\n") == ("" if value is None else str(value)).replace("\r\n", "\n")
