"""Three other ways to link the same records, each set up as its own documentation or practice has it.

All are given the same columns and one configuration for all data: what a record lacks, a rule or comparison does
without. None asks a person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb

from benchmarks.linkage.data import Data
from benchmarks.linkage.figures import Answer

CLEAN = """
create or replace table records as
select source as unique_id, agency, lower(trim(forename)) as forename, lower(trim(surname)) as surname, date_of_birth,
    upper(replace(postcode, ' ', '')) as postcode, lower(trim(address)) as address, lower(sex) as sex, nhs_number, upn
from given
"""
"""Lower case, no blanks around names: as much cleaning as every one of them asks for."""

NUMBERS_OR_THREE_OF_FOUR = """
with candidates as (
    select l.unique_id as a, r.unique_id as b from records l join records r on {both} and l.nhs_number = r.nhs_number
    union select l.unique_id, r.unique_id from records l join records r on {both} and l.upn = r.upn
    union select l.unique_id, r.unique_id from records l join records r
        on {both} and l.forename = r.forename and l.surname = r.surname
    union select l.unique_id, r.unique_id from records l join records r
        on {both} and l.forename = r.forename and l.date_of_birth = r.date_of_birth
    union select l.unique_id, r.unique_id from records l join records r
        on {both} and l.surname = r.surname and l.date_of_birth = r.date_of_birth
), told as (
    select a, b, coalesce(l.nhs_number = r.nhs_number, false) or coalesce(l.upn = r.upn, false) as number_equal,
        coalesce(l.nhs_number <> r.nhs_number, false) or coalesce(l.upn <> r.upn, false) as number_differs,
        coalesce(l.forename = r.forename, false)::int + coalesce(l.surname = r.surname, false)::int
            + coalesce(l.date_of_birth = r.date_of_birth, false)::int
            + coalesce(l.postcode = r.postcode, false)::int as agreeing
    from candidates join records l on l.unique_id = a join records r on r.unique_id = b
)
select a, b from told where number_equal or (agreeing >= 3 and not number_differs)
"""

KEYS = (
    ("forename", "surname"),
    ("forename", "date_of_birth"),
    ("surname", "date_of_birth"),
    ("postcode", "date_of_birth"),
    ("postcode", "forename"),
    ("postcode", "surname"),
)
"""Two fields equal make a pair of candidates for Splink, as in its tutorial."""
HOME: list[Any] = [
    {"sql_condition": "address_l is null or address_r is null", "label_for_charts": "Null", "is_null_level": True},
    {"sql_condition": "address_l = address_r and postcode_l = postcode_r", "label_for_charts": "Same home"},
    {"sql_condition": "jaro_winkler_similarity(address_l, address_r) >= 0.92", "label_for_charts": "Alike"},
    {"sql_condition": "postcode_l = postcode_r", "label_for_charts": "Same postcode"},
    {"sql_condition": "ELSE", "label_for_charts": "Elsewhere"},
]
"""Address and postcode as one comparison: taken for two, they would count every home twice."""


def _records(data: Data) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("set enable_progress_bar = false")
    con.register("given", data.table)
    con.execute(CLEAN)
    return con


def _both(data: Data, left: str = "l", right: str = "r") -> str:
    """Two different records; of two sources where each source holds a person once."""
    return f"{left}.unique_id < {right}.unique_id" + (f" and {left}.agency <> {right}.agency" if data.one_each else "")


def three_of_four(data: Data) -> Answer:
    """The rule in use for schoolchildren in England: the number when both have one, else three of four exactly equal.

    The four are forename, surname, date of birth and postcode.
    """
    con = _records(data)
    found = con.execute(NUMBERS_OR_THREE_OF_FOUR.format(both=_both(data))).fetchall()
    return Answer(frozenset((a, b) for a, b in found))


def plain_splink(data: Data) -> Answer:
    """Splink with comparisons of its own library, trained as its tutorial says; links from p .95 up."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    con = _records(data)
    numbers = [n for n in ("nhs_number", "upn") if con.execute(f"select count({n}) from records").fetchall()[0][0]]
    sexes = con.execute("select count(sex) from records").fetchall()[0][0]
    comparisons: list[Any] = [
        cl.NameComparison("forename").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True),
        cl.CustomComparison(output_column_name="home", comparison_levels=HOME),
        *([cl.ExactMatch("sex")] if sexes else []),
        *(cl.ExactMatch(number) for number in numbers),
    ]
    apart = f" and {_both(data)}" if data.one_each else ""
    rules: list[Any] = [
        " and ".join(f"l.{c} = r.{c}" for c in columns) + apart for columns in (*KEYS, *((n,) for n in numbers))
    ]
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons, blocking_rules_to_generate_predictions=rules
    )
    linker = Linker(DuckDBAPI(con).register("records"), settings, log_level="ERROR")
    training: Any = linker.training
    strict = ["l.forename = r.forename and l.surname = r.surname and l.date_of_birth = r.date_of_birth" + apart]
    training.estimate_probability_two_random_records_match(strict, recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block_on("forename", "surname"))
    training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    found = linker.inference.predict(threshold_match_probability=0.95, warning_mode="never")
    rows = con.execute(f"select unique_id_l, unique_id_r from {found.physical_name}").fetchall()
    return Answer(frozenset((min(a, b), max(a, b)) for a, b in rows))


def recordlinkage_ecm(data: Data) -> Answer:
    """The Python Record Linkage Toolkit with its ECM classifier, compared as its FEBRL examples do.

    One field equal makes a pair of candidates: the classifier needs pairs of two people to learn from.
    """
    import recordlinkage

    frame = _records(data).execute("select * from records").df().set_index("unique_id", drop=False)
    indexer, compare = recordlinkage.Index(), recordlinkage.Compare()
    for column in ("forename", "surname", "date_of_birth"):
        indexer.block(column)
    pairs = indexer.index(frame.rename_axis("record"))
    if data.one_each:
        agency = frame["agency"]
        first, second = (agency.loc[pairs.get_level_values(n)].to_numpy() for n in (0, 1))
        pairs = pairs[first != second]
    for column in ("forename", "surname", "address"):
        compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    for column in ("date_of_birth", "postcode", "sex", "nhs_number", "upn"):
        if frame[column].notna().any():
            compare.exact(column, column, label=column)
    found = recordlinkage.ECMClassifier().fit_predict(compare.compute(pairs, frame))
    return Answer(frozenset((min(a, b), max(a, b)) for a, b in found))


PEERS: dict[str, Callable[[Data], Answer]] = {
    "plain Splink, p >= .95": plain_splink,
    "3-of-4 rule": three_of_four,
    "recordlinkage, ECM": recordlinkage_ecm,
}
