"""Linking over reports on Spark's own joins: parties, places and entries, with the numbers of an archive.

The archive's linkers run on every machine, each on pieces of reports that cannot bear on those of other machines: pieces that
share a key (a name, a day with the same sides) hang together, and what hangs together lies on one machine, in the order of the
reports. Only which piece came first of its thing is brought together in the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyarrow as pa
from pyspark.sql import Window
from pyspark.sql import functions as F
from pyspark.sql.types import StringType, StructField, StructType

from . import _rapporteur

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_PIECE = "item bigint, id string, keys array<string>, body binary"
_NAMED = "item bigint, id string, key string, side string, spot string, whole boolean"
_CLAIM = "item bigint, id string, keys array<bigint>, low bigint, high bigint, body binary"
_TIED = "item bigint, first bigint"
# The rows of a partition are counted in so many bits of Spark's own numbers.
_ROWS = 33


def numbers(reports: DataFrame) -> DataFrame:
    """What the ids of records are over all reports: n, id, archive_id, side. ``reports`` has n and record."""
    named = _names(reports)
    known = named.groupBy("n").agg(
        F.to_json(F.collect_list(F.struct("id", "number", "side", "spot", "whole_since"))).alias("known")
    )
    claims = reports.join(known, "n", "left").withColumn("known", F.coalesce("known", F.lit("[]")))
    entries = _entries(_each(claims.select("n", "record", "known"), "claim_pieces", _CLAIM).localCheckpoint())
    nobody = F.lit(None).cast("bigint").alias("side")
    return named.select("n", "id", F.col("number").alias("archive_id"), "side").unionByName(
        entries.select(_report("item"), "id", "archive_id", nobody)
    )


def kept(records: DataFrame, record: str, id: str, order: list[str]) -> DataFrame:
    """The reports that an archive keeps, which keeps none twice: id, n (its number), record."""
    key = F.struct(*(F.col(c).alias(f"k{i}") for i, c in enumerate([*order, id])))
    rows = records.where(F.col(record).isNotNull())
    rows = rows.select(F.col(id).cast("string").alias("id"), key.alias("key"), F.col(record).alias("record"))
    schema = StructType([*rows.schema.fields, StructField("hash", StringType())])

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            table = pa.Table.from_batches([batch])
            hashes = pa.table(_rapporteur.report_hashes(table.select(["record"])))
            yield from table.append_column("hash", hashes.column("hash")).combine_chunks().to_batches()

    # From here on nothing is read again, whether the caller caches his records or not.
    hashed = rows.mapInArrow(work, schema).localCheckpoint()
    first = Window.partitionBy("hash").orderBy("key")
    once = hashed.withColumn("nth", F.row_number().over(first)).where("nth = 1")
    numbered = _numbered(once.select("id", "key"), "key", "n").select("id", "n")
    return hashed.join(numbered, "id").select("id", "n", "record")


def _names(reports: DataFrame) -> DataFrame:
    """Parties and places: n, id, number, side, spot, whole_since."""
    pieces = _each(reports.select("n", "record"), "name_pieces", _PIECE).localCheckpoint()
    together = _components(pieces.select("item", F.explode("keys").alias("key")))
    named = _linked(pieces, together, "NamesLinker", _NAMED).localCheckpoint()
    state = F.col("side").startswith("s:")
    made = (
        named.select("key", F.col("item").alias("at"))
        # Right after a party, the state is made that it acts for, where there is none yet.
        .unionByName(named.where(state).select(F.col("side").alias("key"), (F.col("item") + 1).alias("at")))
        .groupBy("key")
        .agg(F.min("at").alias("at"))
    )
    place = F.col("key").startswith("g:")
    number = _numbered(made.where(~place), "at", "number").unionByName(_numbered(made.where(place), "at", "number"))
    number = number.select("key", "number")
    whole = named.where("whole").groupBy("key").agg(F.min(_report("item")).alias("whole_since"))
    sides = _sides(named).join(number.withColumnRenamed("key", "side"), "side").select("item", F.col("number").alias("side"))
    return (
        named.select("item", "id", "key", "spot")
        .join(number, "key")
        .join(sides, "item", "left")
        .join(whole, "key", "left")
        .select(_report("item"), "id", "number", "side", "spot", "whole_since")
        .localCheckpoint()
    )


def _sides(named: DataFrame) -> DataFrame:
    """Whom parties act for: item, side (a key). One that has the side of another of its report gets that one's."""
    sides = named.where("side IS NOT NULL").select("item", "side").localCheckpoint()
    while not sides.where(F.col("side").startswith("@")).isEmpty():
        other = sides.select(F.concat(F.lit("@"), "item").alias("side"), F.col("side").alias("its"))
        sides = sides.join(other, "side", "left").select("item", F.coalesce("its", "side").alias("side")).localCheckpoint()
    return sides


def _entries(claims: DataFrame) -> DataFrame:
    """Entries: item, id, archive_id."""
    rows = claims.select("item", "low", "high", F.explode("keys").alias("key"))
    before = Window.partitionBy("key").orderBy("low", "item")
    until = F.max("high").over(before.rowsBetween(Window.unboundedPreceding, -1))
    # Claims of a key whose days lie apart from all before them begin anew.
    rows = rows.withColumn("new", F.when(F.col("low") > until, 1).otherwise(0))
    rows = rows.withColumn("chain", F.sum("new").over(before.rowsBetween(Window.unboundedPreceding, Window.currentRow)))
    together = _components(rows.select("item", F.concat_ws("#", "key", "chain").alias("key")))
    tied = _linked(claims, together, "EntriesLinker", _TIED).localCheckpoint()
    number = _numbered(tied.select("first").distinct(), "first", "archive_id")
    return tied.join(number, "first").join(claims.select("item", "id"), "item").select("item", "id", "archive_id")


def _report(item: str) -> Column:
    return F.shiftright(item, _rapporteur.PIECE_BITS).alias("n")


def _each(rows: DataFrame, function: str, schema: str) -> DataFrame:
    """What a function of the package makes of the rows, a batch at a time."""

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from _batches(getattr(_rapporteur, function)(pa.Table.from_batches([batch])))

    return rows.mapInArrow(work, schema)


def _linked(pieces: DataFrame, together: DataFrame, linker: str, schema: str) -> DataFrame:
    """What a linker makes of the pieces: those that hang together by one linker, in their order."""
    parts = int(pieces.sparkSession.conf.get("spark.sql.shuffle.partitions") or 200)
    rows = pieces.select("item", "body").join(together, "item", "left")
    rows = rows.withColumn("component", F.coalesce("component", "item")).repartition(parts, "component")

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        one = getattr(_rapporteur, linker)()
        for batch in batches:
            yield from _batches(one.take(pa.Table.from_batches([batch])))
        yield from _batches(one.finish())

    return rows.select("item", "body").sortWithinPartitions("item").mapInArrow(work, schema)


def _batches(table: object) -> list[pa.RecordBatch]:
    batches: list[pa.RecordBatch] = pa.table(table).to_batches()
    return batches


def _components(pairs: DataFrame) -> DataFrame:
    """What hangs together by keys: item, component (its smallest item), for all that are not alone.

    Large and small stars in turn (Kiveris and others, 2014): in a few rounds, whatever the shape.
    """
    least = pairs.groupBy("key").agg(F.min("item").alias("b"))
    edges = pairs.join(least, "key").where("item != b").select(F.col("item").alias("a"), "b").distinct().localCheckpoint()
    before = None
    while before != (now := edges.agg(F.count("*"), F.bit_xor(F.xxhash64("a", "b"))).first()):
        before, edges = now, _star(_star(edges, both=True), both=False).localCheckpoint()
    return edges.select(F.col("a").alias("item"), F.col("b").alias("component"))


def _star(edges: DataFrame, both: bool) -> DataFrame:
    """Ties the neighbours of each to the least of them: larger neighbours (of both sides), or itself and its smaller ones."""
    turned = edges.select(F.col("b").alias("a"), F.col("a").alias("b"))
    around = edges.unionByName(turned) if both else edges
    least = around.groupBy("a").agg(F.least("a", F.min("b")).alias("least"))
    met = around.join(least, "a")
    if both:
        out = met.where("b > a").select(F.col("b").alias("a"), F.col("least").alias("b"))
    else:
        out = met.select(F.col("b").alias("a"), F.col("least").alias("b")).unionByName(
            least.select("a", F.col("least").alias("b"))
        )
    return out.where("a != b").distinct()


def _numbered(rows: DataFrame, order: str, name: str) -> DataFrame:
    """Numbers rows from 1 in their order, without bringing them to one machine."""
    ordered = rows.orderBy(order).withColumn("_at", F.monotonically_increasing_id()).localCheckpoint()
    part = F.shiftright("_at", _ROWS).alias("_part")
    before, offsets = 0, []
    for counted in ordered.groupBy(part).count().orderBy("_part").collect():
        offsets.append((counted["_part"], before))
        before += counted["count"]
    offset = rows.sparkSession.createDataFrame(offsets, "_part bigint, _before bigint")
    row = F.col("_at").bitwiseAND(F.lit((1 << _ROWS) - 1))
    numbered = ordered.withColumn("_part", part).join(F.broadcast(offset), "_part")
    return numbered.withColumn(name, F.col("_before") + row + 1).drop("_part", "_before", "_at")

