"""Spark compares as DuckDB does, from the same settings and the same model."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.cli.caller import clock
from alongside.kernel.answers import NotPossible
from alongside.linkage import api, engine
from alongside.linkage.engine.linking import decide, read_pairs
from alongside.linkage.engine.on_duckdb import OnDuckDB
from alongside.linkage.engine.on_spark import OnSpark, settings_on_spark
from alongside.linkage.tasks import link_all
from tests.linkage.worlds import as_table, some_records

T = engine.thresholds()


def test_every_condition_is_that_of_duckdb_but_for_the_name_of_a_list_s_length() -> None:
    settings = settings_on_spark(engine.prior_model(), T)
    told = [level["sql_condition"] for c in settings["comparisons"] for level in c["comparison_levels"]]
    assert any("cardinality(list_intersect(" in condition for condition in told)
    assert not any(" len(" in condition for condition in told)
    assert any("strlen(" in condition for condition in told)


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "spark_is_installed", lambda: False)
    with pytest.raises(NotPossible, match=r"pip install .alongside\[spark\]."):
        link_all(folder=tmp_path, clock=clock, spark="local[2]")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not engine.spark_is_installed(), reason="the extra spark is not installed")
def test_spark_finds_and_weighs_the_same_pairs(tmp_path: Path) -> None:
    table, found = as_table(some_records(3, 160)), []
    for executor in (OnDuckDB(tmp_path), OnSpark(tmp_path, master="local[2]")):
        executor.take_in(table)
        executor.find_pairs(engine.prior_model(), T)
        decide(executor.con, (), engine.prior_model(), T)
        found.append(read_pairs(executor.con))
        executor.con.close()
    assert found[0].num_rows > 100
    apart = ["match_weight", "match_probability"]  # the last digit of a logarithm may differ
    assert found[0].drop_columns(apart).equals(found[1].drop_columns(apart))
    for one, other in zip(*(table["match_weight"].to_pylist() for table in found), strict=True):
        assert one == pytest.approx(other, abs=1e-6)
