"""Pairs found and weighed by Splink on DuckDB, in memory up to a limit and then on disk in the given folder."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker
from splink.internals.splink_dataframe import SplinkDataFrame

from alongside.linkage.contracts import Model, Thresholds
from alongside.linkage.engine.blocking import BLOCKING, add_keys
from alongside.linkage.engine.comparisons import settings_for
from alongside.linkage.engine.deciding import weighed_sql
from alongside.linkage.engine.executor import run_folder
from alongside.linkage.engine.preparing import name_frequencies, prepare, take_in
from alongside.linkage.engine.shipped import nicknames
from alongside.linkage.engine.training import train
from alongside.linkage.rules.weigh import prior_bits

MACROS = ("create or replace macro kinds_of(l) as list_distinct(list_transform(l, lambda x: split_part(x, ':', 1)))",)


class OnDuckDB:
    """The executor on DuckDB. `prepared` holds the records as compared, `weighed` the pairs with their evidence."""

    def __init__(self, folder: Path, *, memory_limit: str = "4GB", threads: int | None = None) -> None:
        home = run_folder(folder)
        self.con = duckdb.connect()
        self.con.execute(f"set memory_limit = '{memory_limit}'")
        for setting, part in (("temp_directory", "spill"), ("extension_directory", "extensions")):
            self.con.execute(f"set {setting} = ?", [str(home / part)])
        for setting in ("autoinstall_known_extensions", "autoload_known_extensions", "enable_progress_bar"):
            self.con.execute(f"set {setting} = false")
        if threads is not None:
            self.con.execute(f"set threads = {threads:d}")
        for macro in MACROS:
            self.con.execute(macro)

    def take_in(self, records: pa.Table) -> int:
        """Read the records into `received` and, as compared and with their keys, into `prepared`."""
        take_in(self.con, records, "received")
        prepare(self.con, nicknames())
        add_keys(self.con, "prepared")
        return int(self.con.execute("select count(*) from prepared").fetchall()[0][0])

    def train(self, thresholds: Thresholds) -> Model:
        """Learn from all records in `prepared`."""
        return train(self.con, thresholds)

    def find_pairs(self, model: Model, thresholds: Thresholds) -> None:
        """Weigh all pairs in `prepared` that share a key."""
        api = DuckDBAPI(self.con)
        everyone = api.register("prepared")
        self._read_pairs(thresholds, _within(self.linker(api, everyone, model, thresholds), everyone, thresholds))

    def find_new_pairs(self, model: Model, thresholds: Thresholds) -> None:
        """Weigh the pairs in `prepared` that share a key and of which at least one record is in `arrived`."""
        for name, kind in (("prepared_new", "semi"), ("prepared_old", "anti")):
            self.con.execute(
                f"create or replace table {name} as select * from prepared {kind} join arrived using (source)"
            )
        api = DuckDBAPI(self.con)
        new, old = api.register("prepared_new"), api.register("prepared_old")
        linker = self.linker(api, new, model, thresholds)
        least = prior_bits(thresholds.consider_probability)
        between = linker.inference.predict_between(old, new, threshold_match_weight=least, warning_mode="never")
        self._read_pairs(thresholds, _within(linker, new, thresholds), between)

    def linker(self, api: DuckDBAPI, table: SplinkDataFrame, model: Model, thresholds: Thresholds) -> Linker:
        """Splink on one table, with the model's weights and name frequencies."""
        settings = settings_for(model, thresholds, blocking=BLOCKING)
        linker = Linker(table, settings, log_level="ERROR")
        for column, shares in name_frequencies(self.con, model).items():
            linker.table_management.register_term_frequency_lookup(api.register(shares), column)
        return linker

    def _read_pairs(self, thresholds: Thresholds, *found: SplinkDataFrame) -> None:
        parts = " union all by name ".join(f"select * from {table.physical_name}" for table in found)
        self.con.execute(weighed_sql(f"({parts})", thresholds))


def _within(linker: Linker, table: SplinkDataFrame, thresholds: Thresholds) -> SplinkDataFrame:
    least = prior_bits(thresholds.consider_probability)
    return linker.inference.predict_within(table, threshold_match_weight=least, warning_mode="never")
