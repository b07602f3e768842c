"""A record of before an adoption is sealed by two people: it is never asked about, linked or found across again."""

from uuid import UUID

from django.db import connection

from alongside.families import api as families
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.capability import capability
from alongside.kernel.ids import AgencyId, PersonId, SourceId, source_of
from alongside.kernel.scope import for_agency, for_partnership, for_system
from alongside.linkage.models import Lookup, Pair, Run, Seal, SealAnswer
from alongside.linkage.selectors.sealing import sealed_by_me
from alongside.trust import api as trust

_WHO = """
    SELECT i.source, d.agency, i.person_id FROM anchor_identity i
    JOIN LATERAL (SELECT agency FROM families_description d WHERE d.source = i.source LIMIT 1) d
      ON d.agency IN (SELECT trust_agencies(ARRAY['matcher', 'steward']))
    WHERE i.source = ANY(%s) AND i.until IS NULL
"""
"""As the caller sees it: nothing of a record that is sealed to them, or not of an agency that they match for."""


@capability("linkage.ask_to_seal", scope=for_agency("agencies", offices=("matcher", "steward")), writes=True)
def ask_to_seal(caller: Caller, *, agencies: tuple[AgencyId, AgencyId], numbers: tuple[str, str], why: str) -> None:
    """Of an adopted child the record of before is to be sealed: the first of the two, by its agency and number.

    The second is the child's record of today, so that the two are never taken for one. It takes a second person.
    """
    if not why.strip():
        raise NotPossible("Say in a few words how you know.")
    earlier, later = (source_of(agency, number.strip()) for agency, number in zip(agencies, numbers, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_WHO, ([earlier, later],))
        found = {source: (agency, person) for source, agency, person in cursor.fetchall()}
    if len(found) < 2:
        raise NotPossible("One of the two numbers is not known, or nothing is linked yet, or both are the same.")
    if found[earlier][1] == found[later][1]:
        raise NotPossible("These two records are taken for one person now. Have them taken apart first.")
    Seal(
        earlier=earlier, later=later, agency_earlier=agencies[0], agency_later=agencies[1], opens=False,
        why=why.strip(), asked_by=caller.actor, at=caller.now,
    ).save(force_insert=True)  # fmt: skip


@capability("linkage.ask_to_open", scope=for_partnership("matcher", "steward"), writes=True)
def ask_to_open(caller: Caller, *, seal: UUID, why: str) -> None:
    """One of the two who sealed a record asks that it is opened again; that takes a second person, too."""
    if not why.strip():
        raise NotPossible("Say in a few words why.")
    found = next((s for s in sealed_by_me(caller) if s.id == seal), None)
    if found is None:
        raise NotPossible("This is not sealed, or not by you.")
    Seal(
        earlier=found.earlier, later=found.later, agency_earlier=found.agency_earlier, agency_later=found.agency_later,
        opens=True, why=why.strip(), asked_by=caller.actor, at=caller.now,
    ).save(force_insert=True)  # fmt: skip


@capability("linkage.answer_seal", scope=for_partnership("matcher", "steward"), writes=True)
def answer_seal(caller: Caller, *, seal: UUID, agreed: bool, why: str) -> None:
    """A second person agrees, or does not, that a record is sealed or opened again. Not who asked for it."""
    if not why.strip():
        raise NotPossible("Say in a few words why.")
    asked = Seal.objects.filter(id=seal).first()
    if asked is None or _is_answered(seal):
        raise NotPossible("Nobody waits for this answer any more.")
    if asked.asked_by == caller.actor:
        raise NotPossible("You asked for it yourself: somebody else who matches for both agencies must look, too.")
    SealAnswer(seal=asked, agreed=agreed, why=why.strip(), answered_by=caller.actor, at=caller.now).save(
        force_insert=True
    )
    if agreed:
        carry_out(Caller.system("linker", purpose=Purpose.MATCHING, now=caller.now), seal=seal)


def _is_answered(seal: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT linkage_seal_is_answered(%s)", (seal,))
        return bool(cursor.fetchone()[0])


_RECORDS = """
    SELECT o.source, i.person_id FROM anchor_identity i
    JOIN anchor_identity o ON o.person_id = i.person_id AND o.until IS NULL
    WHERE i.source = %s AND i.until IS NULL ORDER BY o.source
"""


@capability("linkage.carry_out_seal", scope=for_system("linker"), writes=True)
def carry_out(caller: Caller, *, seal: UUID) -> None:
    """All records that are one person with the earlier one are sealed, or opened; what asked about them is gone.

    A record that was opened is compared again with the next linking.
    """
    asked = Seal.objects.get(id=seal)
    with connection.cursor() as cursor:
        cursor.execute(_RECORDS, (asked.earlier,))
        found = cursor.fetchall()
    sources, people = [SourceId(source) for source, _ in found], {PersonId(person) for _, person in found}
    if asked.opens:
        _has_taken_effect(caller, sources)
        families.unseal(caller, sources=sources)
    else:
        families.seal(caller, sources=sources)
        Pair.objects.filter(source_a__in=sources).delete()
        Pair.objects.filter(source_b__in=sources).delete()
        Lookup.objects.filter(source__in=sources).delete()
    families.settle(trust.settler(caller), people=sorted(people))


def _has_taken_effect(caller: Caller, sources: list[SourceId]) -> None:
    """A linking has run since the seal: else what is opened would not be new to the next one, and not looked at."""
    since = families.sealed_since(caller, sources=sources)
    if since is not None and not Run.objects.filter(at__gt=since).exists():
        raise NotPossible("This was sealed a moment ago, and linking has not run since. Answer again in a few minutes.")
