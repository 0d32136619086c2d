"""Reading one report or a table of them."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import Any

from ._rapporteur import Engine, Table
from ._record import Record


class Reader:
    """Reads reports. Make one and keep it; it can be shared between threads.

    ``lexicon`` is a folder of TOML files that are laid over the rules that ship (see ``rapporteur lexicon check``).
    """

    def __init__(self, lexicon: str | os.PathLike[str] | None = None) -> None:
        self._engine = Engine(lexicon)

    def read(
        self,
        text: str,
        *,
        published: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        author: str | None = None,
        url: str | None = None,
        id: str | None = None,
        any_language: bool = False,
    ) -> Record:
        """The record of a report.

        ``published`` (an EDTF date such as ``2025-12-05``) places the report's times; without it, "on Friday" stays
        without a date. Raises :class:`RapporteurError` where the text is no English report.
        """
        return Record.from_json(
            self._engine.read(
                text,
                id=id,
                title=title,
                publisher=publisher,
                author=author,
                url=url,
                published=published,
                any_language=any_language,
            )
        )

    def read_table(
        self,
        data: Any,
        *,
        text: str | None = None,
        published: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        author: str | None = None,
        url: str | None = None,
        id: str | None = None,
        jobs: int | None = None,
        progress: bool | Callable[[int], object] = False,
        any_language: bool = False,
        dictionaries: bool = True,
    ) -> Tables:
        """The tables of the reports of a table; see :func:`read_table`."""
        columns = _columns(text=text, published=published, title=title, publisher=publisher, author=author, url=url, id=id)
        told = _printed if progress is True else progress or None
        done = self._engine.read_table(
            data, columns, jobs=jobs, progress=told, any_language=any_language, dictionaries=dictionaries
        )
        if progress is True:
            print(file=sys.stderr)
        return Tables(done)


class Tables(dict[str, Table]):
    """A table for each kind (``tables["events"]``), and ``tables["problems"]``: rows that could not be read, and why.

    Any library that knows Arrow's PyCapsule interface takes them as they are: ``pyarrow.table(t)``,
    ``polars.DataFrame(t)``, DuckDB; or ``t.to_pandas()``.
    """

    def __repr__(self) -> str:
        return "<rapporteur.Tables: " + ", ".join(f"{len(t)} {k}" for k, t in self.items()) + ">"


def read_table(data: Any, **options: Any) -> Tables:
    """Reads a table of reports, a row each, on all cores.

    ``data`` is a table of pyarrow, polars or pandas, or anything else with ``__arrow_c_stream__``; it is not copied. ``text``,
    ``published``, ``title``, ``publisher``, ``author``, ``url`` and ``id`` name its columns; one that is not named is looked for by that name.
    ``jobs`` is the number of threads, ``progress`` is ``True`` or a function that is told how many rows are done.
    A bad row is a row of ``tables["problems"]`` and never stops the rest. The other tables are those of ``rapporteur read
    --format parquet``; ``report_no`` is the row, from 1.
    """
    return _shared().read_table(data, **options)


_lock = threading.Lock()
_reader: Reader | None = None


def _shared() -> Reader:
    """The reader of functions that are not told one; loaded once."""
    global _reader
    with _lock:
        if _reader is None:
            _reader = Reader()
        return _reader


def _columns(**named: str | None) -> list[tuple[str, str]]:
    return [(field, column) for field, column in named.items() if column is not None]


def _printed(done: int) -> None:
    print(f"\r{done} reports", end="", file=sys.stderr, flush=True)
