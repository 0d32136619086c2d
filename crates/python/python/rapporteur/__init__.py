"""Rapporteur reads news reports of negotiations and keeps the record.

>>> from rapporteur import Reader
>>> record = Reader().read("The minister said the talks had failed.")
>>> record.statements[0].source.exact
'The minister'

``Reader.read`` gives the record of one report as objects, ``read_table`` the records of many as Arrow tables, and
``Archive`` answers from what the command ``rapporteur add`` has kept. ``rapporteur.spark`` does the same over a cluster.
"""

from __future__ import annotations

from ._rapporteur import KINDS, MADE_OF, RapporteurError, Table, __version__
from ._archive import Answer, Archive
from ._reader import Reader, Tables, read_table
from ._record import (
    Alternative,
    Control,
    Event,
    Evidence,
    HistoryStep,
    Instrument,
    Meeting,
    Outcome,
    Party,
    Place,
    Position,
    Record,
    Report,
    Role,
    Statement,
    Time,
)

__all__ = [
    "Alternative",
    "Answer",
    "Archive",
    "Control",
    "Event",
    "Evidence",
    "HistoryStep",
    "Instrument",
    "KINDS",
    "MADE_OF",
    "Meeting",
    "Outcome",
    "Party",
    "Place",
    "Position",
    "RapporteurError",
    "Reader",
    "Record",
    "Report",
    "Role",
    "Statement",
    "Table",
    "Tables",
    "Time",
    "__version__",
    "read_table",
]
