"""Learning the weights of evidence from the records themselves, and refusing to learn nonsense."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, block_on
from splink.internals.exceptions import EMTrainingException, SplinkException

from alongside.linkage.contracts import DateLevel, Field, LevelWeight, Model, Thresholds
from alongside.linkage.engine.comparisons import settings_for
from alongside.linkage.engine.models import LEVELS, for_population, prior_model
from alongside.linkage.engine.preparing import count_names

SEED = 20261123
STRICT = (("forename", "surname", "born"), ("forename", "born", "postcode"))
EM_ROUNDS: tuple[tuple[tuple[str, ...], tuple[Field, ...]], ...] = (
    (("born", "chosen_day"), (Field.FORENAME, Field.SURNAME, Field.ADDRESS, Field.SEX)),
    (("forename", "surname", "area"), (Field.DATE_OF_BIRTH,)),
)
"""What the pairs of a round share, and what is learned from them.

A round needs several fields free to tell true pairs from others; with one alone, every pair that disagrees on it would
count as two people, and the round would learn that people never disagree. Forename and surname are compared across
(swapped names), so sharing one binds both. `area` is the postcode's district and `chosen_day` marks some days of birth,
under names that bind no comparison.
"""
ENOUGH_RECORDS = 500_000
"""Of more records only some days of birth are learned from; people of one day are all there."""
LEARNING = """
create or replace view learning as
select *, coalesce(district, '') as area, case when hash(born) % {nth} = 0 then 1 end as chosen_day from prepared
"""
UNUSED: list[dict[str, Any]] = [{"blocking_rule": "l.born = r.born"}]  # training makes its own pairs
LEAST = 0.00001
LABELS = """
create or replace table labels as
with held as (
    select record, unnest(identifiers) as identifier from prepared where identifiers is not null
)
select distinct l.record as record_l, r.record as record_r
from held l join held r on l.identifier = r.identifier and l.record < r.record
where l.identifier like 'nhs:%' or l.identifier like 'upn:%'
"""


def train(con: duckdb.DuckDBPyConnection, thresholds: Thresholds) -> Model:
    """A model from the table `prepared`, or the shipped one when there is too little to learn from.

    The order of what it learns from: pairs sharing an NHS number or UPN, else expectation maximisation.
    Refuses a model in which fewer than `lowest_exact_date_m` of true pairs have the same date of birth.
    """
    records = _count(con, "prepared")
    shipped = for_population(prior_model(), records, thresholds)
    if records < thresholds.fewest_records_to_train:
        return _with_report(shipped, training="none", reason="too few records to learn from", records=records)
    con.execute(LABELS)
    labels = _count(con, "labels")
    method = "shared identifiers" if labels >= thresholds.fewest_labels_to_train else "expectation maximisation"
    trained = _learn(con, shipped, thresholds, from_labels=labels >= thresholds.fewest_labels_to_train)
    date_m = trained.weights[Field.DATE_OF_BIRTH][DateLevel.EXACT].m
    facts = {"records": records, "labels": labels, "method": method, "same_date_m": round(date_m, 4)}
    if date_m < thresholds.lowest_exact_date_m:
        return _with_report(shipped, training="refused", reason="too few true pairs share their date of birth", **facts)
    names = count_names(con, trained.rarest_name)
    named = replace(trained, name=f"trained on {records} records ({method})", term_frequencies=names)
    return _with_report(named, training="done", **facts)


def _with_report(model: Model, **facts: object) -> Model:
    return replace(model, report={**facts, "prior": model.prior, "thresholds": "rules/thresholds.toml"})


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(con.execute(f"select count(*) from {table}").fetchall()[0][0])


def _learn(con: duckdb.DuckDBPyConnection, start: Model, thresholds: Thresholds, *, from_labels: bool) -> Model:
    con.execute(LEARNING.format(nth=max(1, _count(con, "prepared") // ENOUGH_RECORDS)))
    linker = Linker(
        DuckDBAPI(con).register("learning"), settings_for(start, thresholds, blocking=UNUSED), log_level="ERROR"
    )
    training: Any = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on(*columns) for columns in STRICT], recall=thresholds.prior_recall
    )
    training.estimate_u_using_random_sampling(max_pairs=thresholds.random_pairs, seed=SEED)
    rounds: list[tuple[Any, Field]] = []
    if from_labels:
        training.estimate_m_from_pairwise_labels("labels")
    else:
        rounds = _expectation_maximisation(training, thresholds)
    settings = linker.misc.save_model_to_json()
    learned = [held for held in settings["comparisons"] if Field(held["output_column_name"]) is not Field.IDENTIFIER]
    told = {Field(held["output_column_name"]): held["comparison_levels"] for held in learned}
    told |= {
        field: session.get_comparison_by_output_column_name(field.value).as_dict()["comparison_levels"]
        for session, field in rounds
    }
    prior = min(max(float(settings["probability_two_random_records_match"]), 1e-12), 0.1)
    weights = {field: _weights_from(field, held, start.weights[field], thresholds) for field, held in told.items()}
    return replace(start, prior=prior, weights={**start.weights, **weights})


def _expectation_maximisation(training: Any, thresholds: Thresholds) -> list[tuple[Any, Field]]:
    """Each field with the round that can tell; where a round finds no pairs, the shipped weights stay.

    So they do where every pair of a round is one person: certainty is an infinite weight, on which Splink breaks off.
    """
    learned = []
    for columns, fields in EM_ROUNDS:
        with suppress(EMTrainingException, SplinkException):
            session = training.estimate_parameters_using_expectation_maximisation(
                block_on(*columns), estimate_without_term_frequencies=True, max_pairs=thresholds.em_pairs
            )
            learned += [(session.core_model_settings, field) for field in fields]
    return learned


def _weights_from(
    field: Field, levels: list[dict[str, Any]], start: Mapping[int, LevelWeight], thresholds: Thresholds
) -> Mapping[int, LevelWeight]:
    """The weights of one field. What was not observed keeps the shipped weight, and the rest keeps a share of it:

    a level that no learned pair showed is rare, not impossible.
    """
    found, kept = {}, thresholds.shipped_share
    for held in levels:
        level = int(LEVELS[field][held["label_for_charts"]])
        if level >= 0:
            m, u = held.get("m_probability"), held.get("u_probability")
            m, u = (start[level].m if m is None else float(m)), (start[level].u if u is None else float(u))
            found[level] = LevelWeight(max((1 - kept) * m + kept * start[level].m, LEAST), max(u, LEAST))
    return found
