"""In small random worlds exactly what expired and belongs to no child goes, judged by a plain twin."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.agencies.api import Agency
from alongside.kernel.ids import source_of
from alongside.records.rules.naming import named_in, naming
from alongside.records.rules.telling import Told, fitted, tell
from alongside.records.tasks import dispose
from tests.builders import NOW, an_agency, delivered, mapping_called
from tests.journeys.county import empty

PEOPLE = ("P0", "P1", "P2", "P3")
PERSON = st.sampled_from(PEOPLE)
DAYS = (0, 10, 40, 100)
"""How long before the disposer comes something was sent: 90 days are agreed."""


@dataclass(frozen=True)
class Sending:
    """Rows that an agency sent so many days ago."""

    days_ago: int
    mapping: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def _people(reference: str, mother: str, name: str) -> tuple[tuple[str, str], ...]:
    return (("record", reference), ("surname", name), ("mother", mother))


def _event(person: str, day: str) -> tuple[tuple[str, str], ...]:
    return (("record", ""), ("person", person), ("date", day), ("text", "Seen."))


def _reason(person: str) -> tuple[tuple[str, str], ...]:
    return (("person", person), ("kind", "referral"), ("from", "2020-01-01"), ("to", "2020-02-01"))


ROWS = {
    "plain-people": st.builds(_people, st.sampled_from(("", *PEOPLE)), st.sampled_from(("", *PEOPLE)), PERSON),
    "plain-events": st.builds(_event, PERSON, st.sampled_from(["2026-01-01", "2026-01-02", "no day"])),
    "plain-reasons": st.builds(_reason, PERSON),
}
SENDING = st.sampled_from(["plain-people", "plain-events"]).flatmap(
    lambda name: st.builds(
        Sending, st.sampled_from(DAYS), st.just(name), st.lists(ROWS[name], min_size=1, max_size=4).map(tuple)
    )
)
WORLD = st.tuples(
    st.lists(SENDING, max_size=5),
    st.lists(st.builds(Sending, st.just(100), st.just("plain-reasons"), st.tuples(ROWS["plain-reasons"])), max_size=1),
    st.frozensets(PERSON, max_size=2),
)


def _named(row: Mapping[str, str]) -> set[str]:
    return {row[column] for column in ("record", "mother", "person") if row.get(column) in PEOPLE}


def _staying(sendings: Sequence[Sending], with_children: frozenset[str]) -> set[tuple[str, str]]:
    """The plain twin: each row, with the file it came in."""
    sent: dict[tuple[str, str], list[int]] = {}
    for sending in sendings:
        for row in sending.rows:
            text = json.dumps(dict(row), separators=(",", ":"))
            sent.setdefault((f"{sending.mapping}.csv", text), []).append(sending.days_ago)
    return {
        (file, text)
        for (file, text), days in sent.items()
        if min(days) <= 90 or _named(json.loads(text)) & with_children
    }


def _in_a_circle(admin: psycopg.Connection, agency: Agency, who: frozenset[str]) -> None:
    """These records belong to somebody around a child; everybody else's to somebody who is around none."""
    for reference in PEOPLE:
        person = uuid4()
        admin.execute("INSERT INTO anchor_person (id) VALUES (%s)", (person,))
        admin.execute(
            "INSERT INTO anchor_identity (source, person_id, since) VALUES (%s, %s, %s)",
            (source_of(agency.id, reference), person, NOW),
        )
        if reference in who:
            admin.execute(
                "INSERT INTO trust_circle (child, person, tie, opens_items) VALUES (%s, %s, 'sibling', false)",
                (uuid4(), person),
            )


@pytest.mark.usefixtures("clean")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=WORLD)
def test_exactly_what_expired_and_belongs_to_no_child_goes(
    world: tuple[list[Sending], list[Sending], frozenset[str]], admin: psycopg.Connection
) -> None:
    sendings, reasons, in_a_circle = world
    sendings = sorted([*sendings, *reasons], key=lambda s: -s.days_ago)
    empty(admin)
    school, today = an_agency(), NOW + timedelta(days=200)
    for sending in sendings:
        delivered(school, sending.mapping, [dict(row) for row in sending.rows], now=today - timedelta(sending.days_ago))
    _in_a_circle(admin, school, in_a_circle)
    before = _described(admin)
    dispose(clock=lambda: today)
    with_children = in_a_circle | {_value(row, "person") for sending in reasons for row in sending.rows}
    staying = _staying(sendings, with_children)
    assert set(admin.execute("SELECT file, text FROM records_row").fetchall()) == staying
    told_of = {name for _, text in staying for name in _named(json.loads(text))}
    assert _described(admin) == before & (told_of | with_children)
    assert _open(admin, school) == (set(PEOPLE) - before) | _described(admin)
    counted = admin.execute("SELECT coalesce(sum(rows), 0), coalesce(sum(people), 0) FROM records_disposal").fetchone()
    every = {(f"{s.mapping}.csv", json.dumps(dict(r), separators=(",", ":"))) for s in sendings for r in s.rows}
    assert counted == (len(every - staying), len(before - _described(admin)))


def _value(row: tuple[tuple[str, str], ...], column: str) -> str:
    return dict(row)[column]


def _described(admin: psycopg.Connection) -> set[str]:
    return {name for (name,) in admin.execute("SELECT reference FROM families_description").fetchall()}


def _open(admin: psycopg.Connection, agency: Agency) -> set[str]:
    held = {s for (s,) in admin.execute("SELECT source FROM anchor_identity WHERE until IS NULL").fetchall()}
    return {reference for reference in PEOPLE if UUID(str(source_of(agency.id, reference))) in held}


CELLS = st.sampled_from(["", "-", "1", "2", "P1", "2026-01-01", "nobody", "mother", "Yes", "a) Male"])


@pytest.mark.parametrize("name", ["plain-people", "marlshire-health", "annex-a", "cin-census", "family-context-csc"])
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_everybody_whom_a_row_tells_of_is_named_by_it(name: str, data: st.DataObject) -> None:
    mapping = mapping_called(name)
    table = data.draw(st.sampled_from(mapping.tables))
    columns = sorted({c for p in table.parts for v in p.values.values() for c in v.columns} | set(table.requires))
    row = {c: data.draw(CELLS) for c in columns}
    told = Told()
    tell(fitted(table, tuple(row)), row, told, file="x", line=1, trace="t")
    told_of = {p.reference for p in told.people} | {p.mother for p in told.people if p.mother}
    told_of |= {e.person for e in told.events} | {i.person for i in told.involvements}
    told_of |= {r.person for r in told.reasons} | {x for r in told.relations for x in (r.person, r.relative)}
    file = f"x.xlsx, sheet {table.files[0] if table.files else table.name}"
    for place in (file, "x.xml"):
        assert told_of <= naming(mapping, place, tuple(row))(row)


def test_a_row_names_whom_its_own_table_names_and_of_an_unknown_table_whomever_its_columns_may() -> None:
    mapping = mapping_called("plain-people")
    text = json.dumps({"record": " 7 ", "surname": "n/a", "mother": "8"})
    rows = [(1, "list.csv", text), (2, "list.csv", text.replace("8", "-")), (3, "shoes.csv", '{"size":"9"}')]
    assert list(named_in(mapping, rows)) == [(1, {"7", "8"}), (2, {"7"}), (3, frozenset())]


def test_a_number_too_long_to_be_taken_names_nobody() -> None:
    row = {"record": "7" * 501, "surname": "Reid", "mother": "8"}
    assert naming(mapping_called("plain-people"), "list.csv", tuple(row))(row) == {"8"}
