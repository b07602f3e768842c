"""What was made quick says the same as its plain twin."""

import json
from uuid import UUID, uuid5

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.dates import PartialDate
from alongside.records.rules.finding import finder_for
from alongside.records.rules.keeping import id_of, trace_of, writer_for
from alongside.records.rules.mapping import Part, Value
from alongside.records.rules.values import parse_date, split_time, tidy
from tests.builders import an_agency, delivered, mapping_called

SPACE = UUID("7f2d4b0e-0e3f-5c55-9d0a-2f5f5a1d9b61")
WORDS = st.sampled_from(["", " ", "-", "N/A", "unknown", "not known", "contact", "Mill Lane", " Ava ", "yes", "%s"])


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_id_is_the_uuid_of_its_name(beginning: str, rest: str) -> None:
    name = beginning + rest
    assert UUID(id_of(SPACE.bytes + beginning.encode(), rest)) == uuid5(SPACE, name)


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=40), max_size=6))
def test_a_row_is_kept_as_json_would_write_it(values: dict[str, str]) -> None:
    assert writer_for(tuple(values))(values) == json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def test_a_trace_tells_mappings_tables_and_texts_apart() -> None:
    people, events = mapping_called("plain-people"), mapping_called("plain-events")
    traces = {trace_of(m, t, x) for m in (people, events) for t in ("a", "b") for x in ("{}", '{"a":""}')}
    assert len(traces) == 8 and all(len(trace) == 32 for trace in traces)


def _plainly(value: Value, row: dict[str, str]) -> str:
    tidied = {tidy(k): v for k, v in row.items()}
    parts = [tidied.get(tidy(c), "").strip() for c in value.columns]
    not_said = {"", "-", "n/a", "na", "null", "none", "nan", "unknown", "not known", "nk"}
    said = value.join.join(p for p in parts if p.casefold() not in not_said) or value.fixed
    if value.words and said:
        return value.words.get(said.casefold(), said if value.otherwise is None else value.otherwise)
    return said


@given(
    columns=st.lists(st.sampled_from(["Kind", "kind ", "Text", "Other", "nowhere"]), max_size=3),
    fixed=st.sampled_from(["", "contact"]),
    words=st.sampled_from([{}, {"contact": "missed", "ava": "strength"}]),
    otherwise=st.sampled_from([None, "", "other"]),
    row=st.fixed_dictionaries({"kind": WORDS, "TEXT": WORDS}, optional={"Kind": WORDS, "other!": WORDS}),
)
def test_a_value_found_at_its_place_is_the_value_looked_for(
    columns: list[str], fixed: str, words: dict[str, str], otherwise: str | None, row: dict[str, str]
) -> None:
    value = Value(tuple(columns), fixed, ", ", "", words, otherwise)
    finder = finder_for(Part("event", {"kind": value}), tuple(row))
    assert finder.says["kind"](row) == _plainly(value, row)
    assert finder.says["title"](row) == ""


@pytest.mark.parametrize(
    ("when", "column", "applies"),
    [
        ((("kind", ("Contact",)),), "contact ", True),
        ((("kind", ("Contact",)),), "call", False),
        ((("kind", ()),), "anything", True),
        ((("kind", ()),), "n/a", False),
        ((("missing", ()),), "anything", False),
        ((), "", True),
    ],
)
def test_a_part_applies_only_where_its_columns_say_so(
    when: tuple[tuple[str, tuple[str, ...]], ...], column: str, applies: bool
) -> None:
    finder = finder_for(Part("event", {}, when), ("Kind",))
    assert finder.applies({"Kind": column}) is applies


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("2026-01-05", "2026-01-05", ""),
        (" 05/01/2026 21:05 ", "2026-01-05", "21:05"),
        ("2026-01-05T09:30:00Z", "2026-01-05", "09:30"),
        ("2026-01-05 00:00", "2026-01-05", ""),
        ("2026-01", "2026-01", ""),
        ("2026", "2026", ""),
    ],
)
def test_a_moment_has_a_day_and_perhaps_a_time(text: str, day: str, clock: str) -> None:
    when: PartialDate = parse_date(text)
    assert (str(when), split_time(text)[1]) == (day, clock)


@pytest.mark.usefixtures("clean")
def test_a_row_that_stands_twice_is_kept_once_and_tells_once(admin: psycopg.Connection) -> None:
    school = an_agency()
    row = {"record": "", "person": "P1", "date": "2026-01-01", "text": "a \\ and a\ttab,\na line and Zoë"}
    first = delivered(school, "plain-events", [row, row, {**row, "person": "P2"}])
    again = delivered(school, "plain-events", [{**row, "person": "P3"}, row])
    assert (first.accepted, first.already_known) == (2, 1)
    assert (again.accepted, again.already_known) == (1, 1)
    told = admin.execute(
        "SELECT count(DISTINCT event), count(DISTINCT source), min(text) FROM records_event"
    ).fetchone()
    assert told == (3, 3, row["text"])
    known = admin.execute("SELECT reference FROM families_description ORDER BY 1").fetchall()
    assert known == [("P1",), ("P2",), ("P3",)], "somebody of whom only events speak is known by number"
