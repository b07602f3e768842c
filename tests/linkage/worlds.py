"""Small worlds in which everything collides: few names, few dates, few homes, many records."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

from alongside.linkage import engine
from alongside.linkage.contracts import Decision, Field, Model, PersonRecord, Said
from alongside.linkage.rules.standardise import Standard, standardise

FORENAMES = [
    "Amelia",
    "Amelie",
    "Ameliar",
    "Milly",
    "Jon",
    "John",
    "Jonathan",
    "J",
    "Twin 1",
    "Baby girl",
    None,
    "Ámelia",
    "Anna-Maria",
    "Maria",
    "Smith",
    "Łukasz",
    "Лука",
    "Лукаш",
    "Jonathon",
]
SURNAMES = [
    "Smith",
    "Smyth",
    "Smith-Jones",
    "Jones",
    "O'Brien",
    "Obrien",
    "Amelia",
    None,
    "unknown",
    "Łukasz",
    "Smithe",
]
DATES = [
    "2011-03-04",
    "2011-04-03",
    "2011-03-05",
    "2011-03-01",
    "2012-03-04",
    "2011-01-01",
    "2011-03-14",
    "1985-03-04",
    "2021-03-04",
    "2011-12-31",
    "2012-01-01",
    "2011-02-30",
    "2013-03-04",
    "2011-06-17",
    None,
    "not a date",
]
PRECISIONS = [None, None, None, "day", "month", "year", "estimated", "expected"]
HOMES = [
    ("LX1 1AA", "1 Mill Lane"),
    (None, "1 Mill Lane, LX1 1AA"),
    ("LX1 1AB", "1 Mill Lane"),
    ("LX2 2BB", "Flat 3, 9 Park Road"),
    ("ZZ99 3VZ", "No fixed abode"),
    (None, None),
    ("LX2 2BB", None),
    (None, "Rose Cottage, Long Hill"),
    ("QY9 9ZZ", "007 High Street"),
]
NHS = [None, None, None, None, "9434765919", "943 476 5919", "4010232137", "9434765918"]
UPNS = [None, None, None, None, "A950000178301", "H243278544154", "R247962919251"]
SHARED = [
    None,
    None,
    None,
    ["case:1"],
    ["case:2"],
    ["case:1", "case:2"],
    ["nhs:9434765919"],
    ["no colon"],
    ["case:1", "gp:7"],
    ["gp:8"],
]


def some_records(seed: int, many: int) -> list[dict[str, Any]]:
    """Rows of the standardised table, drawn from few values."""
    c = random.Random(seed)
    rows = []
    for number in range(many):
        code, line = c.choice(HOMES)
        rows.append(
            {
                "source": f"s{c.getrandbits(32):08x}-{number}",
                "agency": c.choice(["north", "south", "school"]),
                "forename": c.choice(FORENAMES),
                "middle_names": c.choice([None, None, "Maria", "John Paul"]),
                "surname": c.choice(SURNAMES),
                "other_names": c.choice([None, None, None, ["Milly"], ["Jon Smith", "Jones"], ["", "Baby"]]),
                "date_of_birth": c.choice(DATES),
                "date_precision": c.choice(PRECISIONS),
                "sex": c.choice(["f", "m", None]),
                "postcode": code,
                "address": line,
                "addresses_ever": c.choice(
                    [None, None, ["1 Mill Lane, LX1 1AA"], ["Flat 3, 9 Park Road LX2 2BB", "LX1 1AB"]]
                ),
                "nhs_number": c.choice(NHS),
                "upn": c.choice(UPNS),
                "shared_identifiers": c.choice(SHARED),
                "mother": c.choice([None, "Ann Smith"]),
                "no_name": c.random() < 0.1,
                "open": c.random() < 0.6,
            }
        )
    return rows


def as_table(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as the engine wants them."""
    names = list(rows[0])
    listed = {"other_names", "addresses_ever", "shared_identifiers"}
    kinds: dict[str, pa.DataType] = {name: pa.list_(pa.string()) if name in listed else pa.string() for name in names}
    kinds |= {name: pa.bool_() for name in ("no_name", "open") if name in kinds}
    return pa.Table.from_pylist(rows, pa.schema(list(kinds.items())))


def some_decisions(seed: int, rows: list[dict[str, Any]], many: int) -> list[Decision]:
    """What people said about some pairs, each pair once."""
    c = random.Random(seed)
    pairs = {tuple(sorted(c.sample([row["source"] for row in rows], 2))) for _ in range(many)}
    return [Decision(a, b, c.choice([Said.SAME, Said.DIFFERENT, Said.UNSURE])) for a, b in sorted(pairs)]


def model_with_frequencies() -> Model:
    """The shipped model with a few common names."""
    common: Mapping[Field, Mapping[str, float]] = {
        Field.FORENAME: {"john": 0.03, "amelia": 0.01},
        Field.SURNAME: {"smith": 0.02, "jones": 0.013},
    }
    return replace(engine.prior_model(), term_frequencies=common)


def a_record(**facts: Any) -> PersonRecord:
    """A child's record in which only what matters is said."""
    start: dict[str, Any] = {
        "source": "a",
        "agency": "north",
        "forename": "Amelia",
        "surname": "Smith",
        "date_of_birth": "2011-03-14",
        "postcode": "LX1 1AA",
        "address": "1 Mill Lane",
    }
    return PersonRecord(**(start | facts))


def another(**facts: Any) -> PersonRecord:
    """The same child as another agency knows it, but for the facts given."""
    return a_record(**({"source": "b", "agency": "south"} | facts))


def read(record: PersonRecord) -> Standard:
    """A record ready to compare."""
    return standardise(record, engine.nicknames())
