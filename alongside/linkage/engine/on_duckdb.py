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
from alongside.linkage.engine.executor import run_folder
from alongside.linkage.engine.preparing import name_frequencies, prepare, take_in
from alongside.linkage.engine.shipped import nicknames
from alongside.linkage.engine.training import train
from alongside.linkage.rules.weigh import prior_bits

MACROS = ("create or replace macro kinds_of(l) as list_distinct(list_transform(l, lambda x: split_part(x, ':', 1)))",)


class OnDuckDB:
    """The executor on DuckDB. `prepared` holds the records as compared, `pairs` what Splink found."""

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

    def take_in(self, records: pa.Table, known: pa.Table | None) -> int:
        """Read the records into `received`, `read_records` and `prepared`; `fresh` are the sources of the new ones."""
        take_in(self.con, records, "received")
        self.con.execute("create or replace table fresh as select source from received")
        if known is not None and known.num_rows:
            take_in(self.con, known, "already")
            self.con.execute("insert into received select * from already anti join fresh using (source)")
        prepare(self.con, nicknames())
        self.con.execute("create or replace table prepared as select * from read_records")
        return int(self.con.execute("select count(*) from read_records").fetchall()[0][0])

    def train(self, thresholds: Thresholds) -> Model:
        """Learn from all records taken in."""
        return train(self.con, thresholds)

    def find_pairs(self, model: Model, thresholds: Thresholds) -> None:
        """Weigh all pairs that share a key, at least one of them new, into the view `pairs`."""
        add_keys(self.con, "prepared")
        found = self._weigh_all(model, thresholds) if self._all_are_new() else self._weigh_new(model, thresholds)
        parts = " union all by name ".join(f"select * from {table.physical_name}" for table in found)
        self.con.execute(f"create or replace view pairs as {parts}")

    def linker(self, api: DuckDBAPI, table: SplinkDataFrame, model: Model, thresholds: Thresholds) -> Linker:
        """Splink on one table, with the model's weights and name frequencies."""
        settings = settings_for(model, thresholds, blocking=BLOCKING)
        linker = Linker(table, settings, log_level="ERROR")
        for column, shares in name_frequencies(self.con, model).items():
            linker.table_management.register_term_frequency_lookup(api.register(shares), column)
        return linker

    def _all_are_new(self) -> bool:
        return not self.con.execute("select 1 from received anti join fresh using (source) limit 1").fetchall()

    def _weigh_all(self, model: Model, thresholds: Thresholds) -> list[SplinkDataFrame]:
        api = DuckDBAPI(self.con)
        everyone = api.register("prepared")
        return [_within(self.linker(api, everyone, model, thresholds), everyone, thresholds)]

    def _weigh_new(self, model: Model, thresholds: Thresholds) -> list[SplinkDataFrame]:
        for name, kind in (("prepared_new", "semi"), ("prepared_old", "anti")):
            self.con.execute(
                f"create or replace table {name} as select * from prepared {kind} join fresh using (source)"
            )
        api = DuckDBAPI(self.con)
        new, old = api.register("prepared_new"), api.register("prepared_old")
        linker = self.linker(api, new, model, thresholds)
        least = prior_bits(thresholds.consider_probability)
        between = linker.inference.predict_between(old, new, threshold_match_weight=least, warning_mode="never")
        return [_within(linker, new, thresholds), between]


def _within(linker: Linker, table: SplinkDataFrame, thresholds: Thresholds) -> SplinkDataFrame:
    least = prior_bits(thresholds.consider_probability)
    return linker.inference.predict_within(table, threshold_match_weight=least, warning_mode="never")
