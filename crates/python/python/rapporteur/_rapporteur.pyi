import os
from collections.abc import Callable
from typing import Any

__version__: str
MADE_OF: list[tuple[str, str]]
KINDS: list[str]

class RapporteurError(ValueError):
    """Why Rapporteur could not do what it was asked."""

class Table:
    """A table of entries. pyarrow, polars, pandas and DuckDB take it as it is."""

    @property
    def column_names(self) -> list[str]: ...
    @property
    def num_rows(self) -> int: ...
    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def to_pyarrow(self) -> Any: ...
    def to_polars(self) -> Any: ...
    def to_pandas(self) -> Any: ...

class Engine:
    def __init__(self, lexicon: str | os.PathLike[str] | None = None) -> None: ...
    def read(
        self,
        text: str,
        *,
        id: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        author: str | None = None,
        url: str | None = None,
        published: str | None = None,
        any_language: bool = False,
    ) -> str: ...
    def read_table(
        self,
        data: Any,
        columns: list[tuple[str, str]],
        *,
        jobs: int | None = None,
        progress: Callable[[int], object] | None = None,
        any_language: bool = False,
        dictionaries: bool = True,
    ) -> dict[str, Table]: ...
    def read_nested(
        self,
        data: Any,
        columns: list[tuple[str, str]],
        *,
        jobs: int | None = None,
        any_language: bool = False,
    ) -> Table: ...

class ArchiveFile:
    def __init__(self, path: str | os.PathLike[str]) -> None: ...
    def reports(self) -> list[int]: ...
    def record(self, report: int) -> str: ...
    def tables(self) -> dict[str, Table]: ...
    def brief(self, about: str | None = None, since: str | None = None, on: str | None = None) -> tuple[str, str]: ...
    def timeline(
        self, about: str | None = None, first: str | None = None, last: str | None = None
    ) -> tuple[str, str]: ...
    def positions(self, party: str, issue: str | None = None) -> tuple[str, str]: ...
    def who(self, name: str) -> tuple[str, str]: ...
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
    ) -> tuple[str, str]: ...
    def calendar(self, about: str | None = None, first: str | None = None) -> tuple[str, str]: ...

def nested_schema() -> Table: ...
def likeness(data: Any, columns: list[tuple[str, str]]) -> Table: ...
def near_copies() -> tuple[float, int, int, int]: ...
