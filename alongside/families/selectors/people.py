"""Who people are, as far as the caller may know."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.families.contracts import BeforeBirth, Described, Description, Dispute, Identity, Relative
from alongside.families.rules import COLUMNS, identity_of, spoken, unborn
from alongside.families.rules.disputed import TOGETHER, wrong_household, wrong_tie
from alongside.families.rules.homes import names_of
from alongside.families.selectors.disputing import disputes
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.dates import Precision
from alongside.kernel.ids import AgencyId, ChildId, PersonId, SourceId
from alongside.kernel.scope import for_agency, for_child, for_partnership, for_record, for_self
from alongside.trust import api as trust

_NAMES = ", ".join(f"d.{name}" for name, _ in COLUMNS[1:])
_NEWEST = f"""
    SELECT i.source, d.agency, i.person_id, d.said_at, {_NAMES} FROM anchor_identity i
    JOIN LATERAL (SELECT * FROM families_description d WHERE d.source = i.source ORDER BY d.id DESC LIMIT 1) d ON true
    WHERE i.person_id = ANY(%s) AND i.until IS NULL ORDER BY i.source
"""


@capability("families.identities", scope=for_self())
def identities(caller: Caller, *, people: Sequence[UUID]) -> tuple[Identity, ...]:
    """Who these people are; those whom the caller may not know of are left out by the database itself."""
    said = _said_of(people)
    return tuple(identity_of(PersonId(p), said[p]) for p in people if p in said)


@capability("families.who_is", scope=for_child())
def who_is(caller: Caller, *, child: ChildId) -> Identity:
    """Who this child is, put together from every agency's words."""
    return identity_of(PersonId(child), _said_of([child]).get(child, []))


@capability("families.called", scope=for_child("children", level=0))
def called(caller: Caller, *, children: Sequence[ChildId]) -> dict[ChildId, str]:
    """The children's names and nothing else, for their own family, too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT child, forename, surname FROM families_called(%s)", (list(children),))
        return {ChildId(c): spoken(f"{forename} {surname}") for c, forename, surname in cursor.fetchall()}


@capability("families.descriptions", scope=for_child())
def descriptions(caller: Caller, *, child: ChildId) -> tuple[Described, ...]:
    """What each agency says about this child, side by side."""
    return tuple(_said_of([child]).get(child, []))


_EVERY_VERSION = f"""
    SELECT i.source, d.agency, i.person_id, d.said_at, {_NAMES} FROM anchor_identity i
    JOIN families_description d ON d.source = i.source
    WHERE i.person_id = %s AND i.until IS NULL ORDER BY d.id
"""


@capability("families.before_birth", scope=for_child())
def before_birth(caller: Caller, *, child: ChildId) -> tuple[BeforeBirth, ...]:
    """What agencies recorded of this child before birth; nothing for one who is not born yet."""
    with connection.cursor() as cursor:
        cursor.execute(_EVERY_VERSION, (child,))
        return unborn.before_birth(_described(row) for row in cursor.fetchall())


@capability("families.family", scope=for_child())
def family(caller: Caller, *, child: ChildId) -> tuple[Relative, ...]:
    """Who belongs to the child's family and household, with the agencies that say so.

    A tie of which somebody has said that it is not right is left out; `families.disputes` tells them.
    """
    ties = [t for t in trust.circle(caller, child=child) if t.person != child]
    said, own = _said_of([t.person for t in ties]), _said_of([child])
    agency_of = {d.source: d.agency for d in _each(said, own)}
    wrong = _wrong_ties(PersonId(child), disputes(caller, child=child), own, said)
    found: dict[tuple[UUID, str], list[trust.Tie]] = defaultdict(list)
    for tie in ties:
        if tie.person in said and not wrong(tie.person, tie.tie):
            found[tie.person, tie.tie].append(tie)
    in_order = sorted(found, key=lambda key: (str(key[0]), key[1]))
    return tuple(_relative(found[key], said[key[0]], agency_of) for key in in_order)


def _wrong_ties(
    child: PersonId, disputed: Sequence[Dispute], own: dict[UUID, list[Described]], said: dict[UUID, list[Described]]
) -> Callable[[PersonId, str], bool]:
    """Of which ties to the child somebody has said that they are not right."""
    if not disputed:
        return lambda person, tie: False
    written = {(d.words.address, d.words.postcode) for d in _each(own, said)}
    names = names_of(written | {(d.address, d.postcode) for d in disputed})
    homes = {
        person: frozenset(names[d.words.address, d.words.postcode].home for d in told) - {""}
        for person, told in (own | said).items()
    }

    def wrong(person: PersonId, tie: str) -> bool:
        if tie != TOGETHER:
            return wrong_tie(disputed, child, person, tie)
        return wrong_household(disputed, child, person, (homes.get(child, frozenset()), homes[person]), names)

    return wrong


def _each(*said: dict[UUID, list[Described]]) -> list[Described]:
    return [d for people in said for row in people.values() for d in row]


def _relative(ties: Sequence[trust.Tie], said: list[Described], agency_of: dict[SourceId, AgencyId]) -> Relative:
    by = {agency_of[SourceId(t.source)] for t in ties if t.source in agency_of}
    first = min((t.from_on for t in ties if t.from_on), default=None)
    last = None if any(t.to_on is None for t in ties) else max(t.to_on for t in ties if t.to_on)
    return Relative(identity_of(ties[0].person, said), ties[0].tie, first, last, tuple(sorted(by)))


_TOLD = f"""
    SELECT d.source, d.agency, i.person_id, d.said_at, {_NAMES} FROM (
        SELECT DISTINCT ON (source) * FROM families_description WHERE agency = ANY(%(agencies)s)
        AND (%(sources)s::uuid[] IS NULL OR source = ANY(%(sources)s)) ORDER BY source, id DESC) d
    LEFT JOIN anchor_identity i ON i.source = d.source AND i.until IS NULL
    WHERE concat_ws(' ', d.forename, d.middle_names, d.surname, d.reference, array_to_string(d.other_names, ' '))
          ILIKE ALL(%(words)s::text[])
    ORDER BY lower(d.surname), lower(d.forename), d.source LIMIT %(limit)s
"""


@capability("families.side_by_side", scope=for_record("agencies"))
def side_by_side(caller: Caller, *, agencies: Sequence[AgencyId], sources: Sequence[SourceId]) -> tuple[Described, ...]:
    """What these agencies say in these records of theirs, for those who match or look after them."""
    return _told(agencies, sources, "", len(sources))


@capability("families.people_of", scope=for_agency("agency", offices=("steward", "matcher")))
def people_of(caller: Caller, *, agency: AgencyId, name: str = "", limit: int = 50) -> tuple[Described, ...]:
    """People of one agency's own records whose names or number hold every word asked for, by surname."""
    return _told([agency], None, name, limit)


def _told(
    agencies: Sequence[AgencyId], sources: Sequence[SourceId] | None, name: str, limit: int
) -> tuple[Described, ...]:
    plain = name.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    asked = {
        "agencies": list(agencies), "sources": None if sources is None else list(sources), "limit": limit,
        "words": [f"%{word}%" for word in plain.split()],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, asked)
        return tuple(_described(row) for row in cursor.fetchall())


_KIN = """
    SELECT DISTINCT a.person_id, b.person_id, r.kind FROM families_relation r
    JOIN anchor_identity a ON a.source = r.source AND a.until IS NULL
    JOIN anchor_identity b ON b.source = r.relative AND b.until IS NULL
    WHERE a.person_id IN (SELECT person FROM trust_circle WHERE child = %(child)s)
      AND b.person_id IN (SELECT person FROM trust_circle WHERE child = %(child)s)
    ORDER BY 1, 2, 3
"""


@capability("families.kin", scope=for_child())
def kin(caller: Caller, *, child: ChildId) -> tuple[tuple[PersonId, PersonId, str], ...]:
    """Who is whose mother, father or partner among those in the child's circle, without what is said to be wrong."""
    wrong = disputes(caller, child=child)
    with connection.cursor() as cursor:
        cursor.execute(_KIN, {"child": child})
        return tuple(row for row in cursor.fetchall() if not wrong_tie(wrong, row[0], row[1], row[2]))


def _said_of(people: Sequence[UUID]) -> dict[UUID, list[Described]]:
    found: dict[UUID, list[Described]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, (list(people),))
        for row in cursor.fetchall():
            found[row[2]].append(_described(row))
    return found


def _described(row: tuple[Any, ...]) -> Described:
    source, agency, person, said_at, *values = row
    words: dict[str, Any] = dict(zip([name for name, _ in COLUMNS[1:]], values, strict=True))
    if words["date_precision"]:
        words["date_precision"] = Precision(words["date_precision"])
    kept: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in words.items()}
    return Described(SourceId(source), AgencyId(agency), person and PersonId(person), said_at, Description(**kept))


@dataclass(frozen=True, slots=True)
class Found:
    """The one child whom the words fit; an id and no more."""

    child: ChildId | None

    def item_ids(self) -> tuple[UUID, ...]:
        """The child, for the ledger."""
        return (self.child,) if self.child else ()


@capability("families.find_child", scope=for_partnership("practitioner", "supervisor"))
def find_child(
    caller: Caller, *, forename: str = "", surname: str = "", born: date | None = None, nhs_number: str = ""
) -> Found:
    """For an urgent need: the one child with an open reason whom these exact words fit. Several, or none: nobody."""
    number = "".join(c for c in nhs_number if c.isdigit())
    with connection.cursor() as cursor:
        asked = (forename.strip(), surname.strip(), born, number)
        cursor.execute("SELECT families_find_child(%s, %s, %s::date, %s)", asked)
        found = cursor.fetchall()
    return Found(ChildId(found[0][0]) if len(found) == 1 else None)
