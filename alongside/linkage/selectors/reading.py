"""What the engine reads: records, what people have said of them, and which run was the last."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

import pyarrow
from django.db import connection
from django.db.models import Count
from pyarrow import compute, csv

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.scope import for_system
from alongside.linkage.contracts import Decision, Said
from alongside.linkage.models import Pair, Run

_LISTS = ("other_names", "addresses_ever", "shared_identifiers")
SCHEMA = pyarrow.schema(
    [
        *[(n, pyarrow.string()) for n in ("source", "agency", "forename", "middle_names", "surname")],
        ("other_names", pyarrow.list_(pyarrow.string())),
        *[(n, pyarrow.string()) for n in ("date_of_birth", "date_precision", "sex", "postcode", "address")],
        ("addresses_ever", pyarrow.list_(pyarrow.string())),
        *[(n, pyarrow.string()) for n in ("nhs_number", "upn")],
        ("shared_identifiers", pyarrow.list_(pyarrow.string())),
        *[(n, pyarrow.string()) for n in ("household", "mother", "school")],
        ("no_name", pyarrow.bool_()),
        ("open", pyarrow.bool_()),
    ]
)
_WITH_VERSION = SCHEMA.append(pyarrow.field("version", pyarrow.string()))
_BETWEEN = "\x1f"
"""The unit separator of ASCII, which is in nobody's name."""
_WRITTEN = {
    **{name: f"array_to_string({name}, E'\\x1f')" for name in _LISTS},
    "source": "source",
    "agency": "agency",
    "date_precision": "nullif(date_precision, 'day')",
    "no_name": "forename = '' AND surname = ''",
    "open": "true",
}
"""A date written in full is not said to be exact: 1 January is what many write for a year (`rules.dates`)."""
_COLUMNS = ", ".join(_WRITTEN.get(name, f"nullif({name}::text, '')") for name in SCHEMA.names)
_OPEN = "source NOT IN (SELECT source FROM families_sealed)"
"""A sealed record is not there for linking: it is neither compared, nor asked about, nor moved."""
_RECORDS = f"""
    COPY (SELECT DISTINCT ON (source) {_COLUMNS}, id FROM families_description WHERE {_OPEN} ORDER BY source, id DESC)
    TO STDOUT (FORMAT csv)
"""
_SOME_RECORDS = f"""
    COPY (SELECT {_COLUMNS}, id FROM families_description WHERE id = ANY(%s::bigint[]) AND {_OPEN})
    TO STDOUT (FORMAT csv)
"""
_VERSIONS = f"""
    COPY (SELECT string_agg(source || ',' || version, E'\n') FROM (
        SELECT source, max(id) AS version FROM families_description
        WHERE {_OPEN} GROUP BY source) newest GROUP BY version / 1000)
    TO STDOUT (FORMAT text)
"""
"""Many lines in one row: each row that COPY hands over costs as much as a hundred lines in it."""
_READ_AT_ONCE = 32 * 2**20  # bytes


@capability("linkage.records", scope=for_system("linker"))
def records(caller: Caller, *, versions: pyarrow.Table | None = None) -> pyarrow.Table:
    """Every agency's newest description of everybody, as the engine reads it: one row a source, and its version.

    With `versions` (a column of that name) only those descriptions.
    """
    if versions is None:
        return _rows_of(_RECORDS)
    return _rows_of(_SOME_RECORDS, ([int(str(v)) for v in versions["version"].to_pylist()],))


@capability("linkage.versions", scope=for_system("linker"))
def versions(caller: Caller) -> pyarrow.Table:
    """source, version: which description of each record is the newest."""
    names = ["source", "version"]
    read = csv.ReadOptions(column_names=names)
    as_text = csv.ConvertOptions(column_types=dict.fromkeys(names, pyarrow.string()))
    parts = (part.replace(b"\\n", b"\n") for part in _parts(_VERSIONS))
    told = [csv.read_csv(BytesIO(part), read_options=read, convert_options=as_text) for part in parts]
    empty = pyarrow.schema(dict.fromkeys(names, pyarrow.string())).empty_table()
    return pyarrow.concat_tables([empty, *told])


def _rows_of(query: str, values: tuple[Any, ...] = ()) -> pyarrow.Table:
    return pyarrow.concat_tables([_WITH_VERSION.empty_table(), *map(_read, _parts(query, values))])


def _parts(query: str, values: tuple[Any, ...] = ()) -> Iterator[bytes]:
    """Whole rows as CSV, so many together that reading them one by one costs nothing."""
    with connection.cursor() as cursor, cursor.copy(query, values) as copy:
        part = bytearray()
        for row in copy:
            part += row
            if len(part) >= _READ_AT_ONCE:
                yield bytes(part)
                part.clear()
        if part:
            yield bytes(part)


def _read(part: bytes) -> pyarrow.Table:
    kinds = {field.name: pyarrow.string() if field.name in _LISTS else field.type for field in _WITH_VERSION}
    told = csv.read_csv(
        BytesIO(part),
        read_options=csv.ReadOptions(column_names=_WITH_VERSION.names, block_size=len(part) + 1),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=kinds, null_values=[""], true_values=["t"], false_values=["f"], strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )  # fmt: skip
    for name in _LISTS:
        place = SCHEMA.get_field_index(name)
        told = told.set_column(place, SCHEMA.field(place), _listed(told[name].combine_chunks()))
    return told


def _listed(joined: "pyarrow.Array[Any]") -> "pyarrow.Array[Any]":
    """The texts between the separators; no text is an empty list."""
    parts: pyarrow.Array[Any] = compute.split_pattern(joined, _BETWEEN)
    nothing = compute.equal(joined, pyarrow.scalar(""))
    listed: pyarrow.Array[Any] = compute.if_else(nothing, pyarrow.scalar([], parts.type), parts)
    return listed


@capability("linkage.decisions", scope=for_system("linker"))
def decisions(caller: Caller) -> tuple[Decision, ...]:
    """What people have decided; the newest word on each pair, without those taken back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (source_a, source_b) source_a, source_b, said FROM linkage_decision "
            "ORDER BY source_a, source_b, id DESC"
        )
        return tuple(
            Decision(str(a), str(b), Said[said.upper()]) for a, b, said in cursor.fetchall() if said != "undone"
        )


@capability("linkage.newest_run", scope=for_system("linker"))
def newest_run(caller: Caller) -> UUID | None:
    """The last run that was taken over."""
    return Run.objects.order_by("-id").values_list("run", flat=True).first()


@dataclass(frozen=True, slots=True)
class PairCounts:
    """How many pairs are linked, and how many wait for a person."""

    linked: int
    waiting: int


@capability("linkage.pair_counts", scope=for_system("linker"))
def pair_counts(caller: Caller) -> PairCounts:
    """Counted now, over all agencies."""
    outcomes = Counter(dict(Pair.objects.values_list("outcome").annotate(Count("id"))))
    return PairCounts(outcomes["linked"], outcomes["ask"])
