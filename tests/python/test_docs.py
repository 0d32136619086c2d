"""The book: pages that are made from what they describe are up to date, Python in them runs, links lead somewhere."""

import importlib.util
import itertools
import json
import os
import re
import shutil
import subprocess

import pandas
import pages
import pytest
import rapporteur

from conftest import ROOT, file_of, run

DOCS = ROOT / "docs"


def up_to_date(page, text):
    """UPDATE_EXPECT=1 writes the page."""
    if os.environ.get("UPDATE_EXPECT"):
        (DOCS / page).write_text(text)
    assert (DOCS / page).read_text() == text, f"docs/{page} is not what it describes: run with UPDATE_EXPECT=1"


def test_the_page_of_the_record_is_its_schema():
    schema = json.loads((DOCS / "record.schema.json").read_text())
    assert schema == json.loads(run("schema").stdout)
    up_to_date("record.md", pages.record_page(schema))


def test_the_reference_is_the_docstrings():
    if not importlib.util.find_spec("pyspark"):
        pytest.skip("PySpark is not installed: the reference is compared by `cargo xtask spark`")
    import rapporteur.spark

    text = pages.package_page(rapporteur, rapporteur.spark)
    assert "``" not in text and text.count("\n## ") > 12
    up_to_date("python-reference.md", text)


def blocks(page):
    return re.findall(r"```python\n(.*?)```", (DOCS / page).read_text(), re.S)


def test_the_example_of_the_tutorial_runs(written, tmp_path, monkeypatch):
    (block,) = blocks("tutorial.md")
    run("export", "--archive", written / "a.archive", "--format", "csv", "--output", tmp_path / "tables")
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(block, names)
    assert names["events"].groupby("type").size().sum() > 100


def test_the_scripts_of_event_data_run(written, tmp_path, monkeypatch):
    for format in ("gdelt", "icews", "polecat"):
        shutil.copy(file_of(written, format), tmp_path / f"events.{format}")
    monkeypatch.chdir(tmp_path)
    scripts = blocks("event-data.md")
    assert len(scripts) == 3
    for script in scripts:
        names = {}
        exec(script, names)
        assert isinstance(names["found"], pandas.Series) and names["found"].sum() > 10


def test_the_rules_of_the_lexicon_page_hold(tmp_path):
    """A block is a file; its name stands in its first line, where it must have one."""
    rules = re.findall(r"```toml\n(.*?)```", (DOCS / "lexicon.md").read_text(), re.S)
    assert len(rules) > 1
    for n, rule in enumerate(rules):
        folder = tmp_path / str(n)
        folder.mkdir()
        named = re.match(r"# \S*?(\w+\.toml)\n", rule)
        (folder / (named[1] if named else "own.toml")).write_text(rule)
        run("lexicon", "check", folder)


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed: the example for R is not run")
def test_the_example_for_r_runs(written, tmp_path):
    page = (DOCS / "formats.md").read_text().split("## In R\n")[1]
    script = "".join(line + "\n" for line in itertools.takewhile(lambda l: l.startswith("    "), page.splitlines()))
    (tmp_path / "tables").mkdir()
    shutil.copy(written / "csv/events.csv", tmp_path / "tables")
    shutil.copy(written / "jsonl-tables/statements.jsonl", tmp_path / "tables")
    script += "stopifnot(is.character(events$actors[[1]]), nrow(statements) > 100, nrow(events) > 100)"
    done = subprocess.run(["Rscript", "-e", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_page_is_in_the_book_and_links_lead_somewhere():
    book = set(re.findall(r"\]\((\w[\w-]*\.md)\)", (DOCS / "SUMMARY.md").read_text()))
    there = {p.name for p in DOCS.glob("*.md")} - {"SUMMARY.md"}
    assert book == there
    for page in there:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (DOCS / page).read_text()):
            assert (DOCS / target).exists(), f"docs/{page} leads to {target}"
