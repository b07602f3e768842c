"""What the family page says is drawn from facts, and each tie is told once with everybody who says so."""

import psycopg
import pytest

from alongside.agencies.api import AgencyKind
from alongside.chronology import api as chronology
from alongside.desk.around import what_is_around
from alongside.desk.family import by_person
from alongside.families import api as families
from alongside.families.rules import spoken
from tests.builders import AVA, TODAY, a_child, an_agency, delivered, linked, operator

pytestmark = pytest.mark.usefixtures("clean")

MUM = {"record": "P9", "forename": "Kelly", "surname": "PEARCE", "sex": "F", "household": "H1", "date_of_birth": "1995"}


def test_an_agency_stands_the_nearer_the_more_it_recorded_and_missed_appointments_strain(
    admin: psycopg.Connection,
) -> None:
    from alongside.agencies import api as agencies

    school, clinic = an_agency(), an_agency("Dental Clinic", AgencyKind.CHILD_HEALTH)
    delivered(school, "plain-people", [{**AVA, "household": "H1", "mother": "P9"}, MUM])
    delivered(clinic, "plain-people", [{**AVA, "record": "C1"}])
    child, worker = a_child(admin, school, {**AVA, "household": "H1", "mother": "P9"})
    day = {"person": "P1", "kind": "contact", "text": "Came in."}
    delivered(school, "plain-events", [{**day, "record": str(n), "date": f"2026-11-0{n}"} for n in range(1, 7)])
    missed = [{"person": "C1", "record": str(n), "kind": "missed", "date": f"2026-10-0{n}"} for n in (1, 2)]
    delivered(clinic, "plain-events", missed)
    linked()
    who = families.who_is(worker, child=child)
    kin = families.family(worker, child=child)
    story = chronology.story(worker, child=child)
    around = what_is_around(who, kin, story, agencies.all_agencies(operator()), TODAY)
    assert around and around.words == (
        "At home: Ava, Kelly.",
        "Dental Clinic (Health): weak tie, stressful; last recorded: 2 Oct 2026.",
        "Riverside School, Amara Okafor (School): strong tie; last recorded: 6 Nov 2026.",
    )
    ((kelly, ties, said_by),) = by_person(kin)
    assert (kelly.identity.name, ties, said_by) == ("Kelly Pearce", "mother, lives in the household", (school.id,))


@pytest.mark.parametrize(
    ("written", "read"),
    [("Dean PEARCE", "Dean Pearce"), ("Ann O'NEILL-FOX", "Ann O'Neill-Fox"), ("X van B", "X van B")],
)
def test_a_name_in_capitals_is_spoken_not_shouted(written: str, read: str) -> None:
    assert spoken(written) == read
