"""Licensed instruments: nothing without a licence, no question without its owner's plug-in, scores and no more."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.instruments import api as instruments
from alongside.instruments import rules, selectors
from alongside.instruments.api import PLUG_INS, Question, Scale
from alongside.instruments.contracts import Scored
from alongside.kernel.answers import NotFound, NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.language import api as language
from alongside.language.api import Kind
from alongside.language.rules import whole
from alongside.language.selectors import _shipped
from alongside.trust import api as trust
from tests.builders import NOW, TODAY, a_child, an_agency, an_office_holder, somebody
from tests.desk.test_first_hour_pages import signed_in

pytestmark = pytest.mark.usefixtures("clean")
LICENCE = {"licence_holder": "Marlshire Council", "licence_ref": "M-77"}


@pytest.fixture
def ava(admin: psycopg.Connection) -> tuple[ChildId, Caller]:
    """A child and her teacher."""
    return a_child(admin, an_agency())


def licensed(**more: object) -> None:
    """An administrator records the licence."""
    boss = an_office_holder(trust.Office.ADMINISTRATOR, number=55)
    newest = language.history(boss, kind=Kind.INSTRUMENT, code="sdq")[0]
    body = {**newest.body, **LICENCE, **more}
    language.change(boss, kind=Kind.INSTRUMENT, code="sdq", body=body, why="Bought.", read=newest.version)


def record(caller: Caller, child: ChildId, scores: Mapping[str, int], on: date = TODAY) -> None:
    """Scores of the questionnaire."""
    instruments.record(caller, child=child, instrument="sdq", scores=scores, completed_by="Her mother", completed_on=on)


def test_without_a_licence_that_counts_no_score_is_recorded(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    with pytest.raises(NotPossible, match="No licence for Strengths"):
        record(teacher, child, {"total": 12})
    licensed(valid_to=(TODAY - timedelta(days=1)).isoformat())
    with pytest.raises(NotPossible, match="ended on 19 November 2026"):
        record(teacher, child, {"total": 12})
    assert instruments.scored(teacher, child=child) == ()


def test_a_score_keeps_the_licence_and_the_version_under_which_it_was_taken(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    licensed(valid_to=TODAY.isoformat())
    record(teacher, child, {"total": 22, "prosocial": 4})
    record(teacher, child, {"total": 30}, TODAY - timedelta(days=90))
    told = instruments.scored(teacher, child=child)
    assert [s.scores for s in told] == [{"total": 30}, {"total": 22, "prosocial": 4}]
    assert {s.licence_ref for s in told} == {"M-77"}
    with pytest.raises(Refused):
        instruments.scored(somebody(), child=child)


@pytest.mark.parametrize(
    ("scores", "words"),
    [({}, "at least one"), ({"total": 41}, "41 was given. Expected 0 to 40"), ({"iq": 100}, "no score called iq")],
)
def test_a_score_that_cannot_be_says_what_was_found_and_expected(
    scores: dict[str, int], words: str, ava: tuple[ChildId, Caller]
) -> None:
    licensed()
    with pytest.raises(NotPossible, match=words):
        record(ava[1], ava[0], scores)


def test_an_instrument_that_nobody_knows_and_a_day_to_come_are_refused(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    licensed()
    with pytest.raises(NotPossible, match="still to come"):
        record(teacher, child, {"total": 3}, TODAY + timedelta(days=1))
    with pytest.raises(NotFound):
        instruments.record(
            teacher, child=child, instrument="iq", scores={}, completed_by="x", completed_on=TODAY
        )  # fmt: skip


class TwoQuestions:
    """A plug-in, as the owner of an instrument would offer it."""

    version = "1"

    def questions(self) -> list[Question]:
        """Two made-up questions."""
        answers = {"0": "Not at all", "1": "A little"}
        return [Question("q1", "Sings in the morning", answers), Question("q2", "Sings at night", answers)]

    def add_up(self, answers: Mapping[str, str]) -> Mapping[str, int]:
        """Their sum."""
        if set(answers) != {"q1", "q2"}:
            raise ValueError("A question has no answer yet.")
        return {"total": sum(map(int, answers.values()))}


class Installed:
    """The entry point of that plug-in."""

    name = "sdq"

    def load(self) -> type[TwoQuestions]:
        """The plug-in."""
        return TwoQuestions


def test_questions_are_shown_only_with_the_owners_plug_in_and_the_answers_are_not_kept(
    ava: tuple[ChildId, Caller], monkeypatch: pytest.MonkeyPatch, admin: psycopg.Connection
) -> None:
    child, teacher = ava
    licensed()
    with pytest.raises(NotPossible, match="are not part of Alongside"):
        instruments.questions(teacher, child=child, instrument="sdq")

    def installed(group: str) -> list[Any]:
        assert group == PLUG_INS
        return [Installed()]

    monkeypatch.setattr(selectors, "entry_points", installed)
    asked = instruments.questions(teacher, child=child, instrument="sdq")
    assert [q.words for q in asked] == ["Sings in the morning", "Sings at night"]
    said = {"completed_by": "Ava", "completed_on": TODAY}
    with pytest.raises(NotPossible, match="no answer yet"):
        instruments.complete(teacher, child=child, instrument="sdq", answers={"q1": "1"}, **said)  # type: ignore[arg-type]
    client, address = signed_in(teacher), f"/children/{child}/measures/sdq"
    assert "Sings at night" in client.get(address).content.decode()
    day = {"completed_on_day": "2", "completed_on_month": "11", "completed_on_year": "2026"}
    assert client.post(address, {"q1": "1", "q2": "1", "completed_by": "Ava", **day}).status_code == 302
    assert [s.scores for s in instruments.scored(teacher, child=child)] == [{"total": 2}]
    used = admin.execute("SELECT count(*) FROM ledger_line WHERE capability = 'instruments.questions'").fetchone()
    assert used and used[0] >= 2, "each use is in the ledger"


def test_the_page_tells_each_score_and_how_it_differs(ava: tuple[ChildId, Caller]) -> None:
    child, teacher = ava
    client = signed_in(teacher)
    assert "No licence for Graded Care Profile 2" in client.get(f"/children/{child}/measures").content.decode()
    licensed()
    record(teacher, child, {"total": 30, "prosocial": 4}, TODAY - timedelta(days=90))
    record(teacher, child, {"total": 22, "prosocial": 3})
    words = client.get(f"/children/{child}/measures").content.decode()
    assert "(better by 8)" in words and "(worse by 1)" in words


def test_an_administrator_records_a_licence_in_the_page() -> None:
    boss = an_office_holder(trust.Office.ADMINISTRATOR)
    client, address = signed_in(boss), "/practice/instrument/sdq"
    words = client.get(address).content.decode()
    assert "total | Total difficulties | 0 | 40 | worse" in words
    said = {
        "read": "0", "words": "SDQ", "plain": "Questions.", "owner": "Theirs", "version": "2", **LICENCE,
        "scores": "total | Total | 0 | 40 | worse", "source": "Theirs", "why": "Bought.",
    }  # fmt: skip
    assert "cannot be read" in client.post(address, {**said, "scores": "total"}).content.decode()
    assert client.post(address, said).status_code == 302
    assert "Licence M-77" in client.get("/practice").content.decode()


SCALE = Scale("total", "Total", 0, 40, higher_is_better=False)


@given(some.integers(0, 40), some.integers(0, 40))
def test_better_one_way_is_worse_the_other_way(one: int, other: int) -> None:
    there, back = rules.change(SCALE, one, other), rules.change(SCALE, other, one)
    assert (there, back) == ("as before", "as before") or {there.split()[0], back.split()[0]} == {"better", "worse"}
    mirrored = Scale("total", "Total", 0, 40, higher_is_better=True)
    assert rules.change(mirrored, one, other) == back


@given(some.lists(some.none() | some.integers(0, 40), max_size=6))
def test_a_change_is_since_the_last_that_was_taken(values: list[int | None]) -> None:
    records = [
        Scored(AN_ID, "sdq", "1", "x", {} if v is None else {"total": v}, "x", TODAY, somebody().actor, NOW)
        for v in values
    ]
    told, taken = rules.changes(SCALE, records), [v for v in values if v is not None]
    expected = iter(["", *(rules.change(SCALE, a, b) for a, b in pairwise(taken))])
    assert list(told) == ["" if v is None else next(expected) for v in values]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"scores": []}, "at least one score"),
        ({"scores": ["total"]}, "a code, its words"),
        ({"scores": [{"code": "t", "words": "T", "least": 0, "most": 4, "higher_is": "odd"}]}, "better or worse"),
        ({"scores": [{"code": "t", "words": "T", "least": 0, "most": 4, "higher_is": "worse"}] * 2}, "twice"),
        ({"scores": [{"code": "t", "words": "T", "least": 4, "most": 0, "higher_is": "worse"}]}, "most: found 0"),
    ],
)
def test_an_instrument_that_is_not_whole_says_what_is_missing(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        whole.read(Kind.INSTRUMENT, "sdq", {**_shipped(Kind.INSTRUMENT)["sdq"], **change})


AN_ID = UUID(int=7)
