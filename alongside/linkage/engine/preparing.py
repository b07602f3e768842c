"""The records as compared, as one DuckDB table. Each different text is read once, by the pure rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from alongside.linkage.contracts import Field, Model
from alongside.linkage.rules.dates import read_date
from alongside.linkage.rules.identifiers import read_identifiers
from alongside.linkage.rules.names import Nicknames, read_forename, read_other_names, read_surname
from alongside.linkage.rules.places import read_place
from alongside.linkage.rules.standardise import read_sex

TEXTS = (
    "source",
    "agency",
    "forename",
    "middle_names",
    "surname",
    "date_of_birth",
    "date_precision",
    "sex",
    "postcode",
    "address",
    "nhs_number",
    "upn",
    "mother",
)
LISTS = ("other_names", "addresses_ever", "shared_identifiers")
Row = Sequence[Any]


def take_in(con: duckdb.DuckDBPyConnection, records: pa.Table, table: str) -> None:
    """Put the standardised records into a table with every column present, empty text and empty lists as NULL."""
    held = set(records.column_names)
    for required in ("source", "agency"):
        if required not in held:
            raise ValueError(f"The table of records has no column {required}.")
    texts = [f"nullif(trim({c}::varchar), '') as {c}" if c in held else f"null::varchar as {c}" for c in TEXTS]
    lists = [
        f"case when len({c}) > 0 then {c}::varchar[] end as {c}" if c in held else f"null::varchar[] as {c}"
        for c in LISTS
    ]
    no_name = "coalesce(no_name::boolean, false)" if "no_name" in held else "false"
    is_open = "coalesce(open::boolean, true)" if "open" in held else "true"
    con.register("given_records", records)
    con.execute(
        f"create or replace table {table} as select {', '.join(texts + lists)},"
        f" {no_name} as no_name, {is_open} as open from given_records"
    )
    con.unregister("given_records")
    _refuse_doubles(con, table)


def _refuse_doubles(con: duckdb.DuckDBPyConnection, table: str) -> None:
    found = con.execute(f"select count(*), count(distinct source), count(agency) from {table}").fetchall()
    if len(set(found[0])) > 1:
        raise ValueError("Every record needs a source of its own and an agency.")


def prepare(con: duckdb.DuckDBPyConnection, model_names: Nicknames) -> None:
    """Make `prepared` from `received`; records are numbered in order of source."""
    _read_texts(con, model_names)
    con.execute(PREPARED)


def _read_texts(con: duckdb.DuckDBPyConnection, nicknames: Nicknames) -> None:
    text, texts, number = pa.string(), pa.list_(pa.string()), pa.int64()
    _read(
        con,
        "forename",
        "forename",
        lambda r: _forename_row(r[0], nicknames),
        [("whole", text), ("parts", texts), ("roots", texts), ("first_byte", number)],
    )
    _read(con, "surname", "surname", _surname_row, [("whole", text), ("parts", texts)])
    _read(con, "other", "middle_names, other_names", _other_row, [("forenames", texts), ("surnames", texts)])
    _read(
        con,
        "born",
        "date_of_birth, date_precision",
        _date_row,
        [("born", text), ("precision", text), ("birth_year", number), ("day_number", number)],
    )
    _read(con, "place", "postcode, address", _place_row, [("code", text), ("district", text), ("keys", texts)])
    _read(con, "sexes", "sex", lambda r: (read_sex(r[0]),), [("read", text)])
    _read(
        con,
        "numbers",
        "nhs_number, upn, shared_identifiers",
        _identifier_row,
        [("trusted", texts), ("kinds", texts), ("doubtful", texts)],
    )
    _read(con, "earlier", "addresses_ever", _earlier_row, [("codes", texts), ("keys", texts)])


def _read(
    con: duckdb.DuckDBPyConnection,
    name: str,
    columns: str,
    read: Callable[[Row], Row],
    fields: list[tuple[str, pa.DataType]],
) -> None:
    """Read every different combination of some columns once; the result is the table `read_<name>`."""
    given = columns.split(", ")
    some = " or ".join(f"{c} is not null" for c in given)
    different = con.sql(f"select distinct {columns} from received where {some}").to_arrow_table()
    rows = list(zip(*(column.to_pylist() for column in different.columns), strict=True))
    answers = list(zip(*map(read, rows), strict=True)) if rows else [()] * len(fields)
    arrays = [pa.array(values, kind) for values, (_, kind) in zip(answers, fields, strict=True)]
    both = pa.table([*different.columns, *arrays], names=[*(f"given_{c}" for c in given), *(f for f, _ in fields)])
    con.register("answers", both)
    con.execute(f"create or replace table read_{name} as select * from answers")
    con.unregister("answers")


def _listed(values: frozenset[str]) -> list[str] | None:
    return sorted(values) or None


def _forename_row(text: str, nicknames: Nicknames) -> Row:
    read = read_forename(text, nicknames)
    return (
        read.whole,
        _listed(read.parts - {read.whole}),
        _listed(read.roots),
        read.whole.encode()[0] if read.whole else None,
    )


def _surname_row(row: Row) -> Row:
    whole, parts = read_surname(row[0])
    return whole, _listed(parts - {whole})


def _other_row(row: Row) -> Row:
    forenames, surnames = read_other_names(row[0], row[1] or ())
    return _listed(forenames), _listed(surnames)


def _date_row(row: Row) -> Row:
    read = read_date(*row)
    return (read.text, read.precision.value, read.year, read.day_number) if read else (None, None, None, None)


def _place_row(row: Row) -> Row:
    read = read_place(*row)
    return read.postcode, read.district, _listed(read.keys)


def _earlier_row(row: Row) -> Row:
    read = [read_place(None, line) for line in row[0]]
    codes = frozenset(place.postcode for place in read if place.postcode)
    return _listed(codes), _listed(frozenset().union(*(place.keys for place in read)))


def _identifier_row(row: Row) -> Row:
    read = read_identifiers(row[0], row[1], row[2] or ())
    return _listed(read.trusted), _listed(read.types), _listed(read.doubtful)


def _without(lists: str, value: str) -> str:
    """Several lists as one without nulls, doubles and one value, NULL when nothing is left."""
    merged = f"list_filter(list_distinct(list_concat({lists})), lambda x: x is distinct from {value})"
    return f"case when len({merged}) > 0 then {merged} end"


PREPARED = f"""
create or replace table prepared as
select (row_number() over (order by s.source) - 1)::integer as record, s.source, s.agency, s.open,
    s.no_name or (f.whole is null and u.whole is null) as nameless,
    f.whole as forename, f.first_byte, f.roots as forename_roots,
    case when f.parts is null and o.forenames is null then null
         else {_without("f.parts, o.forenames", "f.whole")} end as further_forenames,
    u.whole as surname,
    case when u.parts is null and o.surnames is null then null
         else {_without("u.parts, o.surnames", "u.whole")} end as further_surnames,
    d.born, d.precision, d.birth_year, d.day_number,
    p.code as postcode, p.district,
    case when e.codes is null then null else {_without("e.codes, null", "p.code")} end as further_postcodes,
    case when e.keys is null then p.keys else {_without("p.keys, e.keys", "null")} end as address_keys,
    p.keys is not null as home_known,
    x.read as sex, n.trusted as identifiers, n.kinds as identifier_kinds, n.doubtful, s.mother
from received s
left join read_forename f on f.given_forename = s.forename
left join read_surname u on u.given_surname = s.surname
left join read_other o on o.given_middle_names is not distinct from s.middle_names
    and o.given_other_names is not distinct from s.other_names
left join read_born d on d.given_date_of_birth is not distinct from s.date_of_birth
    and d.given_date_precision is not distinct from s.date_precision
left join read_place p on p.given_postcode is not distinct from s.postcode
    and p.given_address is not distinct from s.address
left join read_sexes x on x.given_sex = s.sex
left join read_numbers n on n.given_nhs_number is not distinct from s.nhs_number
    and n.given_upn is not distinct from s.upn
    and n.given_shared_identifiers is not distinct from s.shared_identifiers
left join read_earlier e on e.given_addresses_ever = s.addresses_ever
order by record
"""


def count_names(con: duckdb.DuckDBPyConnection, rarest: float) -> dict[Field, dict[str, float]]:
    """For forename and surname the share of records that bear each name more common than `rarest`."""
    return {field: _shares(con, field.value, rarest) for field in (Field.FORENAME, Field.SURNAME)}


def _shares(con: duckdb.DuckDBPyConnection, column: str, rarest: float) -> dict[str, float]:
    rows = con.execute(
        f"select {column}, count(*)::double / (select count({column}) from prepared) as share from prepared"
        f" where {column} is not null group by {column} having share > {rarest} order by {column}"
    ).fetchall()
    return {str(name): float(share) for name, share in rows}


def name_frequencies(con: duckdb.DuckDBPyConnection, model: Model) -> dict[str, str]:
    """For each name column that the model weighs by frequency, a table of every name and its share."""
    tables = {}
    for field, shares in model.term_frequencies.items():
        if shares:
            tables[field.value] = f"tf_table_{field.value}"
            held = [pa.array(list(shares), pa.string()), pa.array(list(shares.values()), pa.float64())]
            con.register("shares", pa.table(held, names=["name", "share"]))
            con.execute(
                f"create or replace table {tables[field.value]} as select distinct {field.value},"
                f" greatest(coalesce(share, 0), {model.rarest_name!r}) as tf_{field.value}"
                f" from prepared left join shares on name = {field.value} where {field.value} is not null"
            )
            con.unregister("shares")
    return tables
