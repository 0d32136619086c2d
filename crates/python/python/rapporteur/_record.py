"""The record of a report as objects: the fields of the JSON, by their names."""

from __future__ import annotations

import json
import typing
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exact stretch of the report's text; offsets count code points, as Python's strings do."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Report:
    """One text by one publisher at one time."""

    id: str
    title: str | None
    publisher: str | None
    author: str | None
    url: str | None
    published: str | None
    language: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Role:
    """A title, and what it is of."""

    title: str
    of: str | None
    of_name: str | None
    since: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Party:
    """Someone who acts or speaks."""

    id: str
    name: str
    aliases: list[str]
    kind: str
    country: str | None
    sector: list[str]
    roles: list[Role]
    mentions: list[Evidence]
    known_as: str | None
    made_by: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A place of the same name that was not chosen."""

    geonames: int
    name: str
    country: str | None
    lat: float
    lon: float
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the report names."""

    id: str
    name: str
    country: str | None
    geonames: int | None
    lat: float | None
    lon: float | None
    score: float | None
    alternatives: list[Alternative]
    mentions: list[Evidence]
    made_by: str


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression (TimeML); ``value`` is EDTF."""

    id: str
    evidence: Evidence
    text: str
    type: str
    value: str | None
    timex3: str | None
    made_by: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said, wrote, believes or intends what."""

    id: str
    speakers: list[str]
    source: Evidence | None
    cue: Evidence | None
    content: list[Evidence]
    how: str
    addressee: Evidence | None
    addressee_party: str | None
    said_on: str | None
    vouched_by: list[str]
    made_by: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a meeting."""

    evidence: Evidence
    vouched_by: list[str]


@dataclass(frozen=True, slots=True)
class Meeting:
    """An encounter of representatives."""

    id: str
    evidence: Evidence
    mentions: list[Evidence]
    parties: list[str]
    participants: list[str]
    hosts: list[str]
    mediators: list[str]
    format: str | None
    round: int | None
    day: int | None
    when: str | None
    where: str | None
    duration: str | None
    topics: list[str]
    outcome: Outcome | None
    status: str
    vouched_by: list[str]
    made_by: str


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A step in an instrument's life."""

    step: str
    when: str | None
    evidence: Evidence
    vouched_by: list[str]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A text or arrangement that parties negotiate, adopt or break."""

    id: str
    name: str
    kind: str
    evidence: Evidence
    mentions: list[Evidence]
    authors: list[str]
    parties: list[str]
    points: int | None
    history: list[HistoryStep]
    vouched_by: list[str]
    made_by: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where a party stands on an issue."""

    id: str
    party: str
    issue: str
    stance: str
    toward: list[str]
    when: str | None
    evidence: Evidence
    vouched_by: list[str]
    made_by: str


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom (PLOVER)."""

    id: str
    type: str
    mode: str | None
    contexts: list[str]
    evidence: Evidence
    trigger: Evidence
    actors: list[str]
    recipients: list[str]
    when: str | None
    where: str | None
    status: str
    vouched_by: list[str]
    made_by: str


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds, gained or lost which territory."""

    id: str
    holder: str
    territory: str
    place: str | None
    extent: str | None
    change: str
    when: str | None
    evidence: Evidence
    status: str
    vouched_by: list[str]
    made_by: str


@dataclass(frozen=True)
class Record:
    """What one report says: what entries point at, and six kinds of entry."""

    schema: str
    made_with: str
    report: Report
    parties: list[Party]
    places: list[Place]
    times: list[Time]
    statements: list[Statement]
    meetings: list[Meeting]
    instruments: list[Instrument]
    positions: list[Position]
    events: list[Event]
    control: list[Control]

    @classmethod
    def from_json(cls, words: str | bytes) -> Record:
        """A record from its JSON, as the command line prints it too."""
        return _build(cls, json.loads(words))

    def to_dict(self) -> dict[str, Any]:
        """The record as plain values, as in the JSON."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    def party(self, id: str) -> Party:
        """The party of an id: ``record.party("p1")``."""
        return next(p for p in self.parties if p.id == id)

    def place(self, id: str) -> Place:
        """The place of an id: ``record.place("g1")``."""
        return next(p for p in self.places if p.id == id)

    def entries(self) -> Iterator[Statement | Meeting | Instrument | Position | Event | Control]:
        """All entries, kind after kind."""
        for kind in ("statements", "meetings", "instruments", "positions", "events", "control"):
            yield from getattr(self, kind)

    def _repr_html_(self) -> str:
        from ._html import html

        return html(self)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, k))} {k}" for k in _KINDS if getattr(self, k))
        return f"<Record of {self.report.id!r}: {counts or 'nothing'}>"


_KINDS = (
    "parties",
    "places",
    "times",
    "statements",
    "meetings",
    "instruments",
    "positions",
    "events",
    "control",
)


@cache
def _shape(of: type) -> list[tuple[str, type | None, bool]]:
    """The fields of a class: name, class of what is in it, whether it is a list."""
    hints = typing.get_type_hints(of)
    out = []
    for field in fields(of):
        hint = hints[field.name]
        many = typing.get_origin(hint) is list
        inner = [a for a in typing.get_args(hint) if a is not type(None)] or [hint]
        held = inner[0] if hasattr(inner[0], "__dataclass_fields__") else None
        out.append((field.name, held, many))
    return out


def _build(of: type[T], values: dict[str, Any]) -> T:
    out: dict[str, Any] = {}
    # Every class can be a key, which mypy does not see of a variable one.
    for name, held, many in _shape(typing.cast(Any, of)):
        value = values.get(name)
        if held is not None and value is not None:
            value = [_build(held, v) for v in value] if many else _build(held, value)
        out[name] = value
    return of(**out)


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return [_plain(v) for v in value] if isinstance(value, list) else value
