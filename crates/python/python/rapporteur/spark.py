"""Reading over a cluster, with PySpark.

>>> import rapporteur.spark
>>> records = rapporteur.spark.read(df, text="body", published="date", id="uri")       # doctest: +SKIP
>>> events = rapporteur.spark.table(records, "events")                                 # doctest: +SKIP
>>> stories = rapporteur.spark.stories(df, text="body", published="date", id="uri")    # doctest: +SKIP
>>> links = rapporteur.spark.link(records, id="uri")    # of records read with record="record"  # doctest: +SKIP

The package must be installed where the workers run; it brings the model, which each worker process loads once. A row that
cannot be read is a row with a ``problem``, and never stops the job. The same rows give the same entries, however they are
spread over workers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark.sql import Window
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from . import _linking
from ._rapporteur import KINDS, Engine, RapporteurError, likeness, near_copies, nested_schema
from ._reader import _columns

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

# Numbers of rows in the run: over a cluster there is none, and no archive.
_NOT_HERE = ("report_no", "archive_id")
# The stretch of days of reports without a day.
_NO_DAY = -(2**63)
# More steps than any chain of copies has links, as each step doubles what is known.
_STEPS = 40

_engines: dict[str | None, Engine] = {}


def _engine(lexicon: str | None) -> Engine:
    """The engine of this worker process."""
    if lexicon not in _engines:
        _engines[lexicon] = Engine(lexicon)
    return _engines[lexicon]


def read(
    df: DataFrame,
    *,
    text: str = "text",
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    url: str | None = None,
    id: str = "id",
    keep: list[str] | None = None,
    record: str | None = None,
    any_language: bool = False,
    lexicon: str | None = None,
) -> DataFrame:
    """Reads the reports of a frame, a row each.

    A row out for each row in: the columns of ``keep`` (all but the text, where it is not given), ``problem``, and for each kind
    an array of its entries; :func:`table` lays a kind out flat. ``record`` names a column for the whole record as JSON, which
    :func:`link` asks for. ``lexicon`` is a folder that every worker can see.
    """
    columns = _columns(
        text=text, published=published, title=title, publisher=publisher, author=author, url=url, id=id
    )
    _must_have(df, columns)
    kept = [c for c in df.columns if c != text] if keep is None else list(keep)
    made = {"problem", *KINDS} | ({record} if record is not None else set())
    taken = sorted(made & set(kept))
    if taken:
        raise RapporteurError(f"the columns {taken} are also names of what is read: rename them, or leave them out of keep")
    entries = pa.schema(nested_schema())
    if record is not None:
        entries = entries.append(pa.field(record, pa.string()))
    schema = StructType([df.schema[c] for c in kept] + from_arrow_schema(entries).fields)

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        engine = _engine(lexicon)
        for batch in batches:
            table = pa.Table.from_batches([batch])
            asked = record is not None
            found = pa.table(engine.read_nested(table, columns, jobs=1, any_language=any_language, record=asked))
            out = pa.Table.from_arrays([table.column(c) for c in kept] + found.columns, names=kept + entries.names)
            yield from out.combine_chunks().to_batches()

    return df.mapInArrow(work, schema)


def table(records: DataFrame, kind: str, keep: list[str] | None = None) -> DataFrame:
    """The entries of a kind, a row each, with the columns of ``docs/tables.md``; ``keep`` names columns of the rows to go with
    them. ``report`` is the id of the row that they are of."""
    if kind not in KINDS:
        raise RapporteurError(f"{kind!r} is none of: {', '.join(KINDS)}")
    kept = list(keep or [])
    rows = records.select(*kept, F.explode(kind).alias("_entry")).select(*kept, "_entry.*")
    return rows.drop(*_NOT_HERE)


def problems(records: DataFrame) -> DataFrame:
    """The rows that could not be read, or only in part."""
    return records.where(F.col("problem").isNotNull()).drop(*KINDS)


def stories(
    df: DataFrame,
    *,
    text: str = "text",
    published: str | None = None,
    publisher: str | None = None,
    id: str = "id",
    order: list[str] | None = None,
) -> DataFrame:
    """Which reports are copies or updates of each other: ``id``, ``story`` (the id of its first report), ``relation`` (``first``,
    ``copy``, ``near``, ``update``).

    The stories are those of an archive that takes in the same reports in the order of the columns ``order`` (``id``, where it
    is not given). Ids must be unique.
    """
    columns = _columns(text=text, published=published, publisher=publisher, id=id)
    _must_have(df, columns)
    sketches = _sketches(df, columns, id, publisher or "publisher", order or [id]).persist()
    try:
        return _roots(_links(sketches)).select(F.col("id").alias(id), F.col("parent").alias("story"), "relation")
    finally:
        sketches.unpersist()


def link(
    records: DataFrame, *, record: str = "record", id: str = "id", order: list[str] | None = None
) -> DataFrame:
    """Which parties, places and entries of the reports are the same: ``report`` and ``id`` (``p3``, ``g1``, ``m2``) as in the
    tables of :func:`table`, ``archive_id`` (within a kind, the same for the same thing), ``side`` (of parties, the ``archive_id``
    of the one that it acts for). ``table(records, "events").join(links, ["report", "id"])`` brings them together.

    ``records`` is what :func:`read` gives with ``record``. The numbers are those of a new archive that takes in the same reports
    in the order of the columns ``order`` (``id``, where it is not given); what such an archive keeps once only, as nothing but
    the id tells it from an earlier report, has no rows. Ids must be unique.
    """
    for column, mend in ((record, "read with record=NAME, and name it here"), (id, "name the id's with id=COLUMN")):
        if column not in records.columns:
            raise RapporteurError(f"there is no {column!r} in it; its columns are {records.columns}: {mend}")
    reports = _linking.kept(records, record, id, order or [id])
    named = reports.select(F.col("id").alias("report"), "n")
    return _linking.numbers(reports).join(named, "n").select("report", "id", "archive_id", "side")


def _sketches(df: DataFrame, columns: list[tuple[str, str]], id: str, publisher: str, order: list[str]) -> DataFrame:
    """What reports are compared by: id, key (their order), publisher, text_hash, stretch, bands, sample."""
    named = {c for _, c in columns} | ({"published", publisher} & set(df.columns))
    said = F.col(publisher) if publisher in df.columns else F.lit(None).cast("string")
    key = F.struct(*(F.col(c).alias(f"k{i}") for i, c in enumerate([*order, id])))
    head = ["_id", "_key", "_publisher"]
    rows = df.select(F.col(id).cast("string").alias("_id"), key.alias("_key"), said.alias("_publisher"), *sorted(named))
    found = pa.schema(likeness(pa.table({"text": pa.array([], pa.string())}), []))
    schema = StructType([rows.schema[c] for c in head] + from_arrow_schema(found).fields)

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = pa.Table.from_batches([batch])
            likes = pa.table(likeness(rows, columns))
            out = pa.Table.from_arrays(
                [rows.column(c) for c in head] + likes.columns, names=head + likes.column_names
            )
            yield from out.combine_chunks().to_batches()

    return rows.mapInArrow(work, schema).select(
        F.col("_id").alias("id"),
        F.col("_key").alias("key"),
        F.nullif(F.col("_publisher"), F.lit("")).alias("publisher"),
        "text_hash",
        F.coalesce("stretch", F.lit(_NO_DAY)).alias("stretch"),
        "bands",
        "sample",
    )


def _links(sketches: DataFrame) -> DataFrame:
    """For each report the earlier one that it belongs to, if any: id, parent, relation."""
    same = Window.partitionBy("text_hash").orderBy("key")
    told = sketches.withColumn("first_id", F.first("id").over(same))
    copies = told.where("id != first_id").select("id", F.col("first_id").alias("parent"), F.lit("copy").alias("relation"))
    new = told.where("id = first_id").drop("first_id")
    near = _near(sketches, new)
    roots = new.join(near, "id", "left_anti").select("id", F.col("id").alias("parent"), F.lit("first").alias("relation"))
    return copies.unionByName(near).unionByName(roots)


def _near(sketches: DataFrame, new: DataFrame) -> DataFrame:
    """The earlier report that a new text is most like, where it is like one: id, parent, relation."""
    contained, shared_least, crowded, compared = near_copies()
    band = Window.partitionBy("stretch", "band").orderBy("key")
    index = (
        sketches.select("id", "key", "stretch", F.explode(F.array_distinct("bands")).alias("band"))
        .withColumn("nth", F.row_number().over(band))
        .where(F.col("nth") <= crowded)
        .select(F.col("id").alias("other"), F.col("key").alias("other_key"), "stretch", "band")
    )
    around = F.when(F.col("stretch") == _NO_DAY, F.array("stretch")).otherwise(
        F.array(F.col("stretch") - 1, F.col("stretch"), F.col("stretch") + 1)
    )
    wanted = new.select("id", "key", F.explode("bands").alias("band"), around.alias("stretches")).select(
        "id", "key", "band", F.explode("stretches").alias("stretch")
    )
    pairs = (
        wanted.join(index, ["stretch", "band"])
        .where(F.col("other_key") < F.col("key"))
        .groupBy("id", "other", "other_key")
        .agg(F.count("*").alias("bands_shared"))
    )
    most = Window.partitionBy("id").orderBy(F.desc("bands_shared"), "other_key")
    pairs = pairs.withColumn("nth", F.row_number().over(most)).where(F.col("nth") <= compared)
    ours = new.select("id", F.col("sample").alias("ours"), "publisher")
    theirs = sketches.select(
        F.col("id").alias("other"), F.col("sample").alias("theirs"), F.col("publisher").alias("their_publisher")
    )
    common: Column = F.size(F.array_intersect("ours", "theirs"))
    alike = (
        pairs.join(ours, "id")
        .join(theirs, "other")
        .withColumn("common", common)
        .withColumn("share", F.col("common") / F.greatest(F.least(F.size("ours"), F.size("theirs")), F.lit(1)))
        .where((F.col("share") >= contained) & (F.col("common") >= shared_least))
    )
    best = Window.partitionBy("id").orderBy(F.desc("share"), F.desc("bands_shared"), "other_key")
    update = F.col("publisher").isNotNull() & (F.col("publisher") == F.col("their_publisher"))
    return (
        alike.withColumn("best", F.row_number().over(best))
        .where("best = 1")
        .select(
            "id",
            F.col("other").alias("parent"),
            F.when(update, F.lit("update")).otherwise(F.lit("near")).alias("relation"),
        )
    )


def _roots(links: DataFrame) -> DataFrame:
    """Follows the links to their ends: each step goes twice as far as the one before."""
    links = links.localCheckpoint()
    for _ in range(_STEPS):
        on = links.select(F.col("id").alias("parent"), F.col("parent").alias("farther"))
        farther = links.join(on, "parent").localCheckpoint()
        if farther.where("parent != farther").isEmpty():
            break
        links = farther.select("id", F.col("farther").alias("parent"), "relation")
    return links


def _must_have(df: DataFrame, columns: list[tuple[str, str]]) -> None:
    for field, column in columns:
        if column not in df.columns:
            mend = f"name the {field}'s with {field}=COLUMN"
            why = ": over a cluster rows have no numbers" if field == "id" else ""
            raise RapporteurError(f"there is no {column!r} in it; its columns are {df.columns}: {mend}{why}")


__all__: list[Any] = ["link", "problems", "read", "stories", "table"]
