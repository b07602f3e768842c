"""Pairs found and weighed by Splink on Spark, from the same settings and the same model; all else stays on DuckDB.

It pays where one machine does not hold the pairs. Needs the extra `spark` and Java.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from splink import Linker

from alongside.linkage.contracts import Field, Model, Thresholds
from alongside.linkage.engine.blocking import BLOCKING
from alongside.linkage.engine.comparisons import settings_for
from alongside.linkage.engine.deciding import weighed_sql
from alongside.linkage.engine.executor import run_folder
from alongside.linkage.engine.on_duckdb import OnDuckDB
from alongside.linkage.engine.preparing import name_frequencies
from alongside.linkage.rules.weigh import prior_bits

TEXTS = "array<string>"
FUNCTIONS = (
    f"list_has_any(a {TEXTS}, b {TEXTS}) returns boolean return arrays_overlap(a, b)",
    f"list_contains(a {TEXTS}, b string) returns boolean return array_contains(a, b)",
    f"list_intersect(a {TEXTS}, b {TEXTS}) returns {TEXTS} return array_intersect(a, b)",
    f"kinds_of(l {TEXTS}) returns {TEXTS} return array_distinct(transform(l, x -> split_part(x, ':', 1)))",
    "strlen(s string) returns int return length(s)",
    "jaro_winkler_similarity(a string, b string) returns double return jaro_winkler(a, b)",
    "hamming(a string, b string) returns int"
    " return aggregate(sequence(1, length(a)), 0, (s, i) -> s + if(substr(a, i, 1) = substr(b, i, 1), 0, 1))",
)
"""What DuckDB has by name and Spark by another, so that every condition is written once."""
NAMES = ("forename", "surname")
BYTES = "decode(encode({name}, 'UTF-8'), 'ISO-8859-1')"
"""DuckDB compares names byte by byte, Spark letter by letter; so every byte is made a letter."""
LENGTH_OF_LIST = re.compile(r"\blen\(")
WEIGHED = ("record_l", "record_r", "match_weight", "match_probability", *(f"gamma_{field.value}" for field in Field))
LOCAL_PARTS = "16"
"""On one machine Spark's own 200 parts of every join cost more than the join."""
KEYS = "list_transform(keys, lambda key: (key >> 1)::bigint) as keys"
"""Spark knows no unsigned numbers; half of the hash tells keys apart as well."""


def is_installed() -> bool:
    """Whether the extra `spark` and Java are there."""
    return find_spec("pyspark") is not None and shutil.which("java") is not None


class OnSpark(OnDuckDB):
    """The executor that hands the comparing of everybody to Spark; what changes in between is small, and stays here."""

    def __init__(self, folder: Path, *, master: str, memory_limit: str = "4GB", threads: int | None = None) -> None:
        super().__init__(folder, memory_limit=memory_limit, threads=threads)
        self.master, self.memory, self.folder = master, memory_limit.lower().removesuffix("b"), run_folder(folder)

    def find_pairs(self, model: Model, thresholds: Thresholds) -> None:
        """Weigh all pairs in `prepared` that share a key."""
        people = self.folder / "spill" / "prepared.parquet"
        pq.write_table(self.con.sql(f"select * replace ({KEYS}) from prepared").to_arrow_table(), people)
        names = {column: self.con.table(table).to_arrow_table() for column, table in self._names(model).items()}
        try:
            with _session(self.master, self.memory, self.folder) as spark:
                weighed = _predict(spark, people, settings_on_spark(model, thresholds), names, thresholds)
        finally:
            people.unlink()
        self.con.register("from_spark", weighed)
        self.con.execute(weighed_sql("from_spark", thresholds))
        self.con.unregister("from_spark")

    def _names(self, model: Model) -> dict[str, str]:
        return name_frequencies(self.con, model)


def settings_on_spark(model: Model, thresholds: Thresholds) -> dict[str, Any]:
    """The settings of DuckDB; only a list's length has a name there that Spark gives to something else."""
    settings = settings_for(model, thresholds, blocking=BLOCKING)
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            level["sql_condition"] = LENGTH_OF_LIST.sub("cardinality(", level["sql_condition"])
    return settings


@contextmanager
def _session(master: str, memory: str, folder: Path) -> Iterator[Any]:
    """A session of Spark with Splink's own functions, which lie in its package; nothing is downloaded."""
    from pyspark.sql import SparkSession
    from splink.internals.spark.jar_location import similarity_jar_location

    told = {
        "spark.jars": similarity_jar_location(),
        "spark.driver.memory": memory,
        "spark.local.dir": str(folder / "spill"),
        "spark.sql.warehouse.dir": str(folder / "spill" / "warehouse"),
        "spark.sql.ansi.enabled": "false",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        **({"spark.sql.shuffle.partitions": LOCAL_PARTS} if master.startswith("local") else {}),
    }
    builder: Any = SparkSession.builder
    spark = builder.master(master).appName("alongside link").config(map=told).getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def _predict(
    spark: Any, people: Path, settings: dict[str, Any], names: dict[str, pa.Table], thresholds: Thresholds
) -> pa.Table:
    from splink.internals.spark.database_api import SparkAPI

    splink: Any = SparkAPI
    api = splink(spark_session=spark, break_lineage_method="persist")
    for function in FUNCTIONS:
        spark.sql(f"create or replace temporary function {function}")
    linker = Linker(api.register(_in_bytes(spark.read.parquet(str(people)))), settings, log_level="ERROR")
    for column, shares in names.items():
        shares_of = api.register(_in_bytes(spark.createDataFrame(shares)))
        linker.table_management.register_term_frequency_lookup(shares_of, column)
    least = prior_bits(thresholds.consider_probability)
    found = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
    table: pa.Table = spark.table(found.physical_name).select(*WEIGHED).toArrow()
    return table


def _in_bytes(table: Any) -> Any:
    """Every column that says a name, or several, as `BYTES` has it."""
    told = {}
    for column, kind in table.dtypes:
        if column in NAMES:
            told[column] = BYTES.format(name=column)
        elif kind == TEXTS:
            told[column] = f"transform({column}, name -> {BYTES.format(name='name')})"
    return table.selectExpr(*(f"{told[c]} as {c}" if c in told else c for c in table.columns))
