"""A school census names thousands; only the children who have a reason to be here become visible to anybody."""

import random
import re
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from alongside.agencies.api import Agency, AgencyKind
from alongside.chronology import api as chronology
from alongside.cli.county.mess import upn
from alongside.kernel.answers import Refused
from alongside.kernel.caller import Caller
from alongside.kernel.context import signed_context
from alongside.kernel.ids import ActorId, ChildId
from alongside.linkage.engine import prior_model, save_model
from alongside.linkage.tasks import link_all
from alongside.records.tasks import receive
from alongside.teams import api as teams
from alongside.trust import api as trust
from tests.builders import (
    NOW,
    an_agency,
    an_office_holder,
    delivered,
    mapping_called,
    operator,
    person_of,
    somebody,
    written,
)
from tests.journeys.county import empty

UNKNOWN, KNOWN, CLOSED, NEVER_OPENED = 3_000, 12, 5, 5
WORKER = "sam.taylor@care.example"
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Census:
    """What was sent: the pupils, in the order known, closed, never opened, twins of the known, unknown."""

    school: Agency
    care: Agency
    pupils: tuple[dict[str, str], ...]

    @property
    def known(self) -> tuple[dict[str, str], ...]:
        """Those who have an open reason with the other agency."""
        return self.pupils[:KNOWN]

    @property
    def others(self) -> tuple[dict[str, str], ...]:
        """Everybody else on the roll."""
        return self.pupils[KNOWN:]


def _pupil(number: int, dice: random.Random) -> dict[str, str]:
    born = date(2009, 1, 1) + timedelta(days=dice.randrange(4_500))
    forename, surname = ("".join(dice.choice("bdfklmnprst") + dice.choice("aeiou") for _ in range(4)) for _ in "ab")
    return {
        "pupilonrolltableid": f"{number:08x}-pup", "NativeId": f"SCH{number % 9}", "dob": f"{born:%Y-%b-%d} 00:00:00",
        "surname": surname.title(), "forename": forename.title(), "middlenames": "", "preferredsurname": "",
        "formersurname": "", "upn": upn(dice), "sex": dice.choice("FM"), "entrydate": "2024-Sep-03 00:00:00",
    }  # fmt: skip


def _pupils() -> tuple[dict[str, str], ...]:
    dice = random.Random(12)
    pupils = [_pupil(n, dice) for n in range(KNOWN + CLOSED + NEVER_OPENED)]
    twins = [{**_pupil(100 + n, dice), "surname": p["surname"], "dob": p["dob"]} for n, p in enumerate(pupils[:3])]
    return (*pupils, *twins, *(_pupil(1_000 + n, dice) for n in range(UNKNOWN)))


def _exclusions(pupils: Sequence[Mapping[str, str]]) -> list[Row]:
    return [
        {
            "pupilonrolltableid": p["pupilonrolltableid"], "termlyexclusionsonrolltableid": f"x{n}", "sessions": "4.0",
            "startdate": "2026-Oct-01 00:00:00", "reason1": "PA", "reason2": "", "reason3": "", "category": "FIXD",
        }
        for n, p in enumerate(pupils)
    ]  # fmt: skip


def _care_sends(care: Agency, pupils: Sequence[Mapping[str, str]]) -> None:
    delivered(care, "plain-people", [
        {"record": f"C{n}", "forename": p["forename"], "surname": p["surname"], "sex": p["sex"], "upn": p["upn"],
         "date_of_birth": p["dob"].removesuffix(" 00:00:00")}
        for n, p in enumerate(pupils)
    ])  # fmt: skip
    delivered(care, "plain-reasons", [
        {"person": f"C{n}", "kind": "in need", "from": "2026-01-05", "to": "" if n < KNOWN else "2026-03-01"}
        for n in range(KNOWN + CLOSED)
    ])  # fmt: skip
    delivered(care, "plain-involvements", [
        {"person": f"C{n}", "worker": "Sam Taylor", "worker_email": WORKER, "role": "social worker",
         "from": "2026-01-05"}
        for n in range(len(pupils))
    ])  # fmt: skip


@pytest.fixture(scope="module")
def census(admin_dsn: str) -> Census:
    """The census of a whole county, and social care that knows a few of its pupils."""
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        empty(admin)
    school, care = an_agency("County Schools"), an_agency("County Care", AgencyKind.SOCIAL_CARE)
    pupils = _pupils()
    files = (written("2026_autumn_pupilonroll.csv", pupils),
             written("2026_autumn_termlyexclusionsonroll.csv", _exclusions(pupils)))  # fmt: skip
    report = receive(school.id, files, mapping_called("school-census"), by=operator(), clock=lambda: NOW)
    assert (report.refused, report.people, report.events) == (0, len(pupils), len(pupils))
    _care_sends(care, pupils[: KNOWN + CLOSED + NEVER_OPENED])
    folder = Path(tempfile.mkdtemp())
    save_model(prior_model(), folder / "model.json")
    link_all(folder=folder, clock=lambda: NOW)
    return Census(school, care, pupils)


def _worker(admin: psycopg.Connection) -> Caller:
    row = admin.execute("SELECT actor FROM agencies_practitioner WHERE email = %s", (WORKER,)).fetchone()
    assert row
    return somebody(actor=ActorId(row[0]))


def _everybody_else(census: Census) -> dict[str, Caller]:
    """Everybody who may sign in and is neither the children's worker nor keeps the school's own files."""
    offices = {
        "a practitioner of the school": (trust.Office.PRACTITIONER, census.school),
        "a colleague of the worker": (trust.Office.PRACTITIONER, census.care),
        "a supervisor": (trust.Office.SUPERVISOR, census.care),
        "a supervisor of the school": (trust.Office.SUPERVISOR, census.school),
        "who keeps care's files": (trust.Office.STEWARD, census.care),
        "who matches for care": (trust.Office.MATCHER, census.care),
        "the administrator": (trust.Office.ADMINISTRATOR, None),
    }
    found = {who: an_office_holder(*held, number=500 + n) for n, (who, held) in enumerate(offices.items())}
    return {**found, "the operator": operator(), "a stranger": somebody()}


def seen_by(caller: Caller) -> set[str]:
    """Every word that the database shows to this person, as the role that serves, whatever a page would ask."""
    seen: set[str] = set()
    with transaction.atomic(), connection.cursor() as cursor:
        token = signed_context(caller, key=settings.CONTEXT_KEY, expiry=time.time() + 60)
        cursor.execute("SELECT set_config('alongside.context', %s, true)", (token,))
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
            "AND has_table_privilege(oid, 'SELECT') ORDER BY 1"
        )
        tables = [table for (table,) in cursor.fetchall()]
        assert {"families_description", "records_event", "records_row", "trust_reason"} <= set(tables)
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            seen.update(word for (row,) in cursor.fetchall() for word in re.findall(r"[\w-]+", str(row)))
    return seen


def _named_in(seen: set[str], pupils: Sequence[Mapping[str, str]]) -> list[str]:
    keys = ("pupilonrolltableid", "upn", "forename")
    return [p["pupilonrolltableid"] for p in pupils if any(p[key] in seen for key in keys)]


def test_the_worker_s_children_are_exactly_those_with_an_open_reason(census: Census, admin: psycopg.Connection) -> None:
    mine = teams.my_children(_worker(admin))
    assert sorted(c.identity.name for c in mine) == sorted(f"{p['forename']} {p['surname']}" for p in census.known)
    for child, pupil in ((person_of(admin, census.care, f"C{n}"), p) for n, p in enumerate(census.known)):
        assert child == person_of(admin, census.school, pupil["pupilonrolltableid"])
        story = chronology.story(_worker(admin), child=ChildId(child))
        assert [e.title for e in story.entries] == ["Suspension"]


def test_the_database_itself_shows_the_worker_no_other_pupil(census: Census, admin: psycopg.Connection) -> None:
    seen = seen_by(_worker(admin))
    assert _named_in(seen, census.known) == [p["pupilonrolltableid"] for p in census.known]
    assert _named_in(seen, census.others) == []


def test_nobody_else_sees_a_pupil_by_any_way(census: Census) -> None:
    for who, caller in _everybody_else(census).items():
        assert teams.my_children(caller) == (), who
        seen = seen_by(caller)
        own = census.pupils[: KNOWN + CLOSED + NEVER_OPENED] if "care's files" in who or "for care" in who else ()
        told = {p["pupilonrolltableid"] for p in own}
        assert not [name for name in _named_in(seen, census.pupils) if name not in told], who
        assert not any(p["pupilonrolltableid"] in seen for p in census.pupils), who


def test_no_story_of_another_pupil_opens_to_the_worker(census: Census, admin: psycopg.Connection) -> None:
    worker = _worker(admin)
    for pupil in (*census.others[:13], *random.Random(3).sample(census.others, 30)):
        child = ChildId(person_of(admin, census.school, pupil["pupilonrolltableid"]))
        with pytest.raises(Refused):
            chronology.story(worker, child=child)


def test_only_who_keeps_the_school_s_files_sees_them_and_no_child_s_record(census: Census) -> None:
    keeper = an_office_holder(trust.Office.STEWARD, census.school, number=700)
    seen = seen_by(keeper)
    assert len(_named_in(seen, census.pupils)) == len(census.pupils)
    assert not seen & {"in_need", "C0", "C1"}, "why a child is here, and who else knows it, is not the school's to see"
    assert teams.my_children(keeper) == ()


def test_a_census_without_addresses_is_linked_where_no_model_is_kept_yet(census: Census) -> None:
    link_all(folder=Path(tempfile.mkdtemp()), clock=lambda: NOW)
