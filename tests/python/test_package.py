"""The package: records as objects, tables by Arrow, an archive that answers."""

import json
import re
import threading

import pandas
import polars
import pyarrow
import pytest
import rapporteur
from rapporteur import Archive, RapporteurError, Reader

from conftest import KINDS, ROOT, rows_of, run

SENTENCE = "Canada imposed sanctions on Haiti on Monday. \"We are ready,\" the minister said."


@pytest.fixture(scope="session")
def reader():
    return Reader()


def test_a_record_has_the_fields_of_its_json(reader):
    record = reader.read(SENTENCE, published="2024-03-06", id="r1")
    assert record.report.text == SENTENCE and record.report.id == "r1"
    event = record.events[0]
    assert (event.type, event.when, event.trigger.exact) == ("SANCTION", "2024-03-04", "imposed")
    assert [record.party(p).name for p in event.actors] == ["Canada"]
    said = record.statements[0]
    assert SENTENCE[said.cue.start : said.cue.end] == said.cue.exact == "said"
    assert rapporteur.Record.from_json(json.dumps(record.to_dict())) == record
    assert repr(record).startswith("<Record of 'r1': ")


def test_a_record_is_that_of_the_command(reader, news, tmp_path):
    lines = run("read", news, "--format", "jsonl").stdout.splitlines()
    for line, told in zip(news.read_text().splitlines()[:3], lines):
        report = json.loads(line)
        assert reader.read(**report).to_dict() == json.loads(told)


def test_a_notebook_shows_the_text_marked(reader):
    page = reader.read(SENTENCE.replace("Canada", "<b>Canada"), published="2024-03-06")._repr_html_()
    assert "&lt;b&gt;" in page and "<b>C" not in page
    assert ">imposed</mark>" in page and "SANCTION Haiti" in page


def test_errors_are_those_of_the_command(reader, tmp_path):
    french = "Le ministre a déclaré mardi que les négociations entre les deux gouvernements avaient échoué à Genève."
    with pytest.raises(RapporteurError, match="French, not English; Rapporteur reads English only"):
        reader.read(french)
    assert reader.read(french, any_language=True).report.text == french
    with pytest.raises(RapporteurError, match="there is no text in it"):
        reader.read(" ")
    with pytest.raises(RapporteurError, match='"last week" is no date such as 2025-12-05'):
        reader.read(SENTENCE, published="last week")
    with pytest.raises(RapporteurError, match="there is no archive; `rapporteur add` makes one"):
        Archive(tmp_path / "none.archive")
    with pytest.raises(RapporteurError, match='there is no "text" in it; its columns are'):
        reader.read_table(pyarrow.table({"body": ["x"]}))
    with pytest.raises(RapporteurError, match='there is no column "date" for published'):
        reader.read_table(pyarrow.table({"text": ["x"]}), published="date")
    with pytest.raises(TypeError, match="list is no table"):
        reader.read_table([SENTENCE])
    assert issubclass(RapporteurError, ValueError)


@pytest.fixture(scope="session")
def table(news):
    return pyarrow.Table.from_pylist([json.loads(line) for line in news.read_text().splitlines()])


def told(tables, kind):
    rows = pyarrow.table(tables[kind]).to_pylist()
    return json.loads(json.dumps(rows, default=str))


def test_tables_are_those_of_the_command(reader, table, written):
    seen = []
    tables = reader.read_table(table, progress=seen.append)
    assert list(tables) == [*KINDS, "problems"] and seen[-1] == len(table)
    for kind in KINDS:
        assert told(tables, kind) == rows_of(written, kind), kind
    assert len(tables["problems"]) == 0
    one = reader.read_table(table, jobs=1)
    assert all(told(one, k) == told(tables, k) for k in KINDS)


def test_tables_go_to_every_library(reader, table):
    few = table.slice(0, 3)
    tables = reader.read_table(few)
    events = tables["events"]
    assert len(events.to_pandas()) == events.to_polars().height == events.to_pyarrow().num_rows == len(events) > 0
    for other in (few.to_pandas(), polars.from_arrow(few), few.to_reader(max_chunksize=1)):
        again = reader.read_table(other)
        assert told(again, "events") == told(tables, "events")


def test_columns_may_have_other_names_and_sorts(reader):
    day = pandas.Timestamp("2024-03-06")
    frame = pandas.DataFrame({"body": pandas.Categorical([SENTENCE]), "on": [day], "uri": [7]})
    tables = reader.read_table(frame, text="body", published="on", id="uri")
    report = told(tables, "reports")[0]
    assert (report["report"], report["published_first"]) == ("7", "2024-03-06")
    assert told(tables, "events")[0]["when"] == "2024-03-04"
    dated = pyarrow.table({"text": [SENTENCE], "published": pyarrow.array([day.date()])})
    assert told(reader.read_table(dated), "reports")[0]["published"] == "2024-03-06"


def test_bad_rows_are_told_and_do_not_stop_the_rest(reader):
    texts = [SENTENCE, None, "", "Die Verhandlungen sind am Dienstag gescheitert, sagte der Minister in Genf.", SENTENCE]
    tables = reader.read_table(pyarrow.table({"text": texts}))
    assert [r["report_no"] for r in told(tables, "reports")] == [1, 5]
    problems = told(tables, "problems")
    assert [p["report_no"] for p in problems] == [2, 3, 4]
    assert "row 4: the text is German, not English" in problems[2]["problem"]


def test_an_error_of_the_caller_ends_the_run(reader, table):
    class Enough(Exception):
        pass

    def stop(done):
        raise Enough

    with pytest.raises(Enough):
        reader.read_table(table, progress=stop)


def test_other_threads_run_while_a_table_is_read(reader, table):
    ticks, done = [], threading.Event()

    def tick():
        while not done.wait(0.01):
            ticks.append(1)

    other = threading.Thread(target=tick)
    other.start()
    reader.read_table(table)
    done.set()
    other.join()
    assert len(ticks) > 10


def test_an_archive_answers_as_the_command_does(news, tmp_path):
    run("add", news, "--archive", tmp_path / "a.archive")
    archive = Archive(tmp_path / "a.archive")
    ask = lambda *args: run(*args, "--archive", tmp_path / "a.archive").stdout  # noqa: E731
    assert archive.brief("Ukraine").markdown == ask("brief", "Ukraine")
    assert archive.timeline("Ukraine", first="2015-02-01") == json.loads(
        ask("timeline", "Ukraine", "--from", "2015-02-01", "--format", "json")
    )
    assert str(archive.positions("Ukraine")) == ask("positions", "Ukraine")
    assert archive.who("Foday Sankoh")._repr_markdown_() == ask("who", "Foday Sankoh")
    assert archive.find("prisoners", limit=3) == json.loads(ask("find", "prisoners", "--limit", "3", "--format", "json"))
    assert archive.calendar().markdown == run("calendar", "--archive", tmp_path / "a.archive", check=False).stdout
    with pytest.raises(RapporteurError, match="no report names a party called"):
        archive.who("Nobody Whatsoever")
    with pytest.raises(RapporteurError, match="is not a date such as"):
        archive.brief(since="soon")
    numbers = archive.reports()
    assert archive.record(numbers[0]).report.id == "1978-camp-david-1"
    run("export", "--archive", tmp_path / "a.archive", "--format", "jsonl-tables", "--output", tmp_path)
    tables = archive.tables()
    for kind in KINDS:
        lines = (tmp_path / f"{kind}.jsonl").read_text().split("\n")
        assert told(tables, kind) == [json.loads(line) for line in lines if line], kind


def test_the_package_is_typed():
    """Strictly; pyarrow has no types of its own, and PySpark need not be here."""
    pytest.importorskip("mypy.api", reason="mypy is not installed: types are not checked")
    from mypy import api

    config = ROOT / "tests/python/mypy.ini"
    said, errors, code = api.run(["--config-file", str(config), str(ROOT / "crates/python/python/rapporteur")])
    assert code == 0, said + errors


def test_the_examples_of_the_page_run(news, tmp_path, monkeypatch):
    page = (ROOT / "docs/python.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", page, re.S)
    assert len(blocks) == 3
    run("add", news, "--archive", tmp_path / "talks.archive")
    monkeypatch.chdir(tmp_path)
    frame = pandas.DataFrame({"body": [SENTENCE], "date": ["2024-03-06"], "uri": ["u1"]})
    names = {"frame": frame}
    for block in blocks:
        exec(block, names)
        # What stands behind a line as its value is its value.
        for line, value in re.findall(r"^(\S.*?)\s+# ([('\[].*)$", block, re.M):
            assert repr(eval(line, names)) == value, line
