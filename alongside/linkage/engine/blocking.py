"""Which pairs are looked at: those that share a key. Keys are whole numbers, several a record."""

from __future__ import annotations

from typing import Any

import duckdb

BLOCKING: list[dict[str, Any]] = [{"blocking_rule": "l.keys = r.keys", "arrays_to_explode": ["keys"]}]
"""One Splink rule for all keys: a pair is made once, however many keys it shares."""


def _each(values: str, prefix: str, ending: str) -> str:
    """A key for each value of a list together with something else; no key when either is not known."""
    return (
        f"case when {values} is null or {ending} is null then []::ubigint[]"
        f" else list_transform({values}, lambda x: hash(concat('{prefix}', x, '|', {ending}))) end"
    )


def _one(prefix: str, *parts: str) -> str:
    """One key of several parts, none when one part is not known."""
    known = " and ".join(f"{part} is not null" for part in parts)
    joined = ", '|', ".join(parts)
    return f"case when {known} then [hash(concat('{prefix}', {joined}))] else []::ubigint[] end"


KEYS = (
    _one("forename-born", "forename", "born"),
    _each("further_forenames", "forename-born", "born"),
    _one("surname-born", "surname", "born"),
    _each("further_surnames", "surname-born", "born"),
    _one("postcode-born", "postcode", "born"),
    _one("initials-born", "left(forename, 1)", "left(surname, 1)", "born"),
    _one("names-year", "least(forename, surname)", "greatest(forename, surname)", "birth_year"),
    _one("names-district", "forename", "surname", "district"),
    _one("forename-postcode", "postcode", "forename"),
    _each("further_postcodes", "forename-postcode", "forename"),
    _each("address_keys", "home-year", "birth_year"),
    _each("address_keys", "home-forename", "forename"),
    _each("address_keys", "home-surname", "surname"),
    _one("mother", "lower(mother)"),
    _each("identifiers", "identifier", "''"),
    _each("doubtful", "identifier", "''"),
)
"""What a clerk would look under. benchmarks/linkage/effects.py tells the share of true pairs that are found so."""


def add_keys(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Give every prepared record its keys."""
    keys = f"list_distinct(list_concat({', '.join(KEYS)}))"
    con.execute(f"create or replace table {table} as select *, {keys} as keys from {table} order by record")
