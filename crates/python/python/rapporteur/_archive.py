"""Questions to an archive that the command ``rapporteur add`` has made."""

from __future__ import annotations

import json
import os
from typing import Any

from ._rapporteur import ArchiveFile
from ._reader import Tables
from ._record import Record


class Answer(dict[str, Any]):
    """An answer: the fields of the command's JSON, and ``markdown`` for people. Notebooks show the Markdown."""

    def __init__(self, told: tuple[str, str]) -> None:
        super().__init__(json.loads(told[0]))
        self.markdown = told[1]

    def __str__(self) -> str:
        return self.markdown

    def _repr_markdown_(self) -> str:
        return self.markdown


class Archive:
    """An archive, opened to be asked. Raises :class:`RapporteurError` where there is none.

    ``about`` is a process (``"#3"`` or its name), a party, a place, or words to search for; none means everything. Dates are
    EDTF: ``2025-12-05``, ``2025-12``.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._file = ArchiveFile(path)

    def reports(self) -> list[int]:
        """The numbers of its reports."""
        return self._file.reports()

    def record(self, report: int) -> Record:
        """The record of a report, by its number."""
        return Record.from_json(self._file.record(report))

    def tables(self) -> Tables:
        """All its records as tables, with the archive's own numbers of parties and entries (``archive_id``)."""
        return Tables(self._file.tables())

    def brief(self, about: str | None = None, *, since: str | None = None, on: str | None = None) -> Answer:
        """Where talks stand and what is new."""
        return Answer(self._file.brief(about, since, on))

    def timeline(self, about: str | None = None, *, first: str | None = None, last: str | None = None) -> Answer:
        """Meetings, steps of instruments and events in their order."""
        return Answer(self._file.timeline(about, first, last))

    def positions(self, party: str, *, issue: str | None = None) -> Answer:
        """Where a party stands on each issue, and how that has changed."""
        return Answer(self._file.positions(party, issue))

    def who(self, name: str) -> Answer:
        """Who someone is: names, roles over time, what they last said and did."""
        return Answer(self._file.who(name))

    def find(
        self,
        words: str = "",
        *,
        by: str | None = None,
        first: str | None = None,
        last: str | None = None,
        party: str | None = None,
        place: str | None = None,
        kind: str | None = None,
        limit: int = 20,
    ) -> Answer:
        """Searches the reports: words, "exact phrases", -words; said ``by`` a party, published from ``first`` to ``last``."""
        return Answer(
            self._file.find(
                words, by=by, first=first, last=last, party=party, place=place, kind=kind, limit=limit
            )
        )

    def calendar(self, about: str | None = None, *, first: str | None = None) -> Answer:
        """What is announced."""
        return Answer(self._file.calendar(about, first))
