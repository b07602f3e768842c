"""What everything else stands on: dates as people know them, who knocks, and what is behind a door."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.kernel import capability as capabilities
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.capability import CAPABILITIES, capability, door
from alongside.kernel.context import pads_of, signed_context
from alongside.kernel.dates import PartialDate, Period, Precision
from alongside.kernel.duties import Duties, Registry
from alongside.kernel.ids import ActorId, ChildId, PersonId
from alongside.kernel.scope import for_child, for_public, for_self

NOW = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
DAYS = some.dates(date(1950, 1, 1), date(2090, 12, 31))
ENDS = some.none() | DAYS
ME = Caller(ActorId(UUID(int=7)), Purpose.DIRECT_WORK, NOW, "test")


@given(DAYS, some.sampled_from(Precision))
def test_a_date_ends_on_the_last_day_it_may_have_been(on: date, precision: Precision) -> None:
    first = {Precision.YEAR: on.replace(month=1, day=1), Precision.MONTH: on.replace(day=1)}.get(precision, on)
    when = PartialDate(first, precision)
    assert when.last >= when.on
    after = when.last + timedelta(days=1)
    assert {Precision.YEAR: after.year > on.year, Precision.MONTH: after.month != on.month}.get(precision, True)
    assert (when.last == when.on) == (precision not in (Precision.YEAR, Precision.MONTH))


def test_a_date_is_written_as_exactly_as_it_is_known() -> None:
    on = date(2017, 5, 1)
    assert [str(PartialDate(on, p)) for p in (Precision.DAY, Precision.MONTH, Precision.YEAR)] == [
        "2017-05-01", "2017-05", "2017",
    ]  # fmt: skip


@given(ENDS, ENDS, DAYS)
def test_a_period_covers_the_days_between_its_ends_and_both_of_them(
    from_on: date | None, to_on: date | None, day: date
) -> None:
    if from_on and to_on and to_on < from_on:
        with pytest.raises(ValueError, match="cannot end"):
            Period(from_on, to_on)
        return
    found = Period(from_on, to_on).covers(day)
    assert found == ((from_on or date.min) <= day <= (to_on or date.max))


def test_a_caller_s_moment_has_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Caller(ME.actor, Purpose.DIRECT_WORK, datetime(2026, 11, 20), "test")


def test_a_caller_for_another_purpose_is_the_same_caller() -> None:
    assert ME.with_purpose(Purpose.SUPERVISION).actor == ME.actor


def test_a_scope_names_whom_a_call_is_about() -> None:
    one, other = UUID(int=1), UUID(int=2)
    scope = for_child("children")
    assert scope.subjects({"children": (one, other)}) == (one, other)
    assert scope.subjects({"children": one}) == (one,)
    assert scope.subjects({"children": None}) == for_self().subjects({}) == ()


@pytest.fixture
def made_up() -> Iterator[None]:
    """Capabilities that a test makes up are gone afterwards."""
    yield
    for name in [n for n in CAPABILITIES if n.startswith("made_up.")]:
        del CAPABILITIES[name]


@pytest.mark.usefixtures("made_up")
def test_two_capabilities_of_one_name_are_refused() -> None:
    def work(caller: Caller) -> None:
        """Do nothing."""

    capability("made_up.nothing", scope=for_public())(work)
    assert CAPABILITIES["made_up.nothing"].sentence == "Do nothing."
    with pytest.raises(ValueError, match=r"Two capabilities are called made_up\.nothing"):
        capability("made_up.nothing", scope=for_public())(work)


@pytest.mark.usefixtures("made_up")
def test_everything_but_the_caller_is_given_by_name() -> None:
    @capability("made_up.wish", scope=for_public())
    def work(caller: Caller, wish: str) -> str:
        return wish

    with pytest.raises(TypeError, match="by name"):
        work(ME, "a")


def test_without_a_door_nothing_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capabilities, "_installed", [])
    with pytest.raises(RuntimeError, match="No door is installed"):
        door()


@given(some.binary(max_size=64), some.binary(max_size=200))
def test_the_pads_verify_what_the_standard_signs(key: bytes, said: bytes) -> None:
    inner, outer = pads_of(key)
    ours = hashlib.sha256(outer + hashlib.sha256(inner + said).digest()).hexdigest()
    assert ours == hmac.new(key, said, hashlib.sha256).hexdigest()


def test_a_key_too_long_for_the_pads_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 64 bytes"):
        pads_of(b"x" * 65)


def test_a_context_says_who_for_what_and_until_when_and_cannot_be_stretched() -> None:
    said = signed_context(ME, key=b"key", expiry=12.0).split("|")
    assert said[:6] == [str(ME.actor), "test", "direct_work", "", f"{NOW.timestamp():.6f}", "12"]
    with pytest.raises(ValueError, match="vertical bar"):
        signed_context(Caller(ME.actor, Purpose.DIRECT_WORK, NOW, "a|b"), key=b"key", expiry=12.0)


def test_duties_are_asked_in_the_order_of_the_floors_and_only_who_has_them() -> None:
    asked: list[str] = []
    registry = Registry()
    registry.install([
        Duties("first", settle=lambda caller, people: asked.append("first")),
        Duties("silent"),
        Duties("last", settle=lambda caller, people: asked.append("last"), events=lambda caller, child: ()),
    ])  # fmt: skip
    registry.settle(ME, [PersonId(UUID(int=1))])
    registry.settle(ME, [])
    assert asked == ["first", "last"]
    assert registry.events(ME, ChildId(UUID(int=1))) == ()
