"""What the tests share: the reports of the corpus, the command, and what it writes of them.

Run by `cargo xtask test`, which builds the command ($RAPPORTEUR) and installs the wheel.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("RAPPORTEUR", str(ROOT / "target/release/rapporteur"))
KINDS = "reports parties places times statements meetings instruments positions events control".split()


def run(*args, cwd=ROOT, check=True):
    """Runs the command."""
    done = subprocess.run([COMMAND, *map(str, args)], cwd=cwd, capture_output=True, text=True)
    assert not check or done.returncode == 0, done.stderr
    return done


def reports():
    """The reports of the corpus with what their golds say of them."""
    out = []
    for gold in sorted((ROOT / "corpus/dev").glob("*.gold.json")):
        said = json.loads(gold.read_text())
        text = gold.with_suffix("").with_suffix(".txt").read_text()
        known = {k: said.get(k) for k in ("published", "title", "publisher")}
        out.append({"id": gold.name.removesuffix(".gold.json"), "text": text, **known})
    return out


# The words of a report that is meant to break tables.
HOSTILE = {
    "id": 'a,"b"\n',
    "title": '=SUM(A1), "x"\n',
    "publisher": None,
    "published": "2015-02",
    "text": '"We are ready, all of us;" the minister said on Monday & Tuesday.\r\n\t<b>Le café</b> 𐐷 — “quoted”, he added.',
}


@pytest.fixture(scope="session")
def news(tmp_path_factory):
    """A file of reports: those of the corpus, and a hostile one."""
    file = tmp_path_factory.mktemp("news") / "news.jsonl"
    file.write_text("".join(json.dumps(r) + "\n" for r in [*reports(), HOSTILE]))
    return file


@pytest.fixture(scope="session")
def written(news, tmp_path_factory):
    """What the command writes of them, by format: tables as it reads, the layouts of others from an archive."""
    folder = tmp_path_factory.mktemp("written")
    for format in ("parquet", "csv", "jsonl-tables"):
        run("read", news, "--format", format, "--output", folder / format)
    run("add", news, "--archive", folder / "a.archive")
    for format in ("jsonld", "ftm", "polecat", "icews", "gdelt", "timeml"):
        run("export", "--archive", folder / "a.archive", "--format", format, "--output", folder / format)
    return folder


def file_of(written, format):
    """The one file of a format."""
    (file,) = (written / format).iterdir()
    return file


def rows_of(written, kind):
    """The rows of a kind, as JSON Lines has them."""
    lines = (written / "jsonl-tables" / f"{kind}.jsonl").read_text().split("\n")
    return [json.loads(line) for line in lines if line]
