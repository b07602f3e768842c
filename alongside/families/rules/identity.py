"""Putting one identity together from several agencies' words. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from alongside.families.contracts import Described, Identity
from alongside.kernel.dates import Precision
from alongside.kernel.ids import PersonId

COLUMNS = (
    ("source", "uuid"), ("reference", "text"), ("forename", "text"), ("middle_names", "text"), ("surname", "text"),
    ("other_names", "text[]"), ("date_of_birth", "date"), ("date_precision", "text"), ("sex", "text"),
    ("address", "text"), ("postcode", "text"), ("addresses_ever", "text[]"), ("nhs_number", "text"), ("upn", "text"),
    ("shared_identifiers", "text[]"), ("household", "text"), ("mother", "text"), ("school", "text"),
    ("died_on", "date"),
)  # fmt: skip
"""The columns of a description in the database, with their types."""

NO_FORENAMES = frozenset({"baby", "baby boy", "baby girl", "unborn", "twin 1", "twin 2", "twin one", "twin two"})
TIES_OF_CARE = frozenset({"mother", "father", "parent", "carer", "guardian", "step-parent", "partner of parent"})


def full_name(described: Described) -> str:
    """The name as this agency writes it; without one, the agency's number and that no name was received."""
    words = described.words
    name = " ".join(part for part in (words.forename, words.surname) if part)
    return name or f"Child {words.reference} (no name received)"


def age_of(identity: Identity, today: date) -> int | None:
    """The age in whole years, where the day of birth is known and not still to come."""
    on = identity.date_of_birth
    if on is None or identity.date_precision is not Precision.DAY or on > today:
        return None
    return today.year - on.year - ((today.month, today.day) < (on.month, on.day))


def spoken(name: str) -> str:
    """A name without shouting: Dean PEARCE is Dean Pearce, whichever system wrote it in capitals."""
    return " ".join(word.title() if len(word) > 1 and word.isupper() else word for word in name.split())


def _most_said(values: Iterable[str]) -> str:
    counted = Counter(v for v in values if v)
    return min(counted, key=lambda v: (-counted[v], v)) if counted else ""


def _named(described: Described) -> bool:
    return bool(described.words.forename) and described.words.forename.casefold() not in NO_FORENAMES


def _without_repeats(names: Iterable[str], name: str) -> tuple[str, ...]:
    """Each name once; capitals alone make no other name."""
    once = {n.casefold(): n for n in sorted(names, reverse=True) if n.casefold() != name.casefold()}
    return tuple(sorted(once.values()))


def identity_of(person: PersonId, said: Sequence[Described]) -> Identity:
    """The name most agencies use, the most exact date of birth, the latest address; other names stay beside it.

    Ties are settled by the alphabet, so that the same facts always read the same.
    """
    named = [d for d in said if _named(d)] or [d for d in said if d.words.surname] or list(said)
    name = _most_said(spoken(full_name(d)) for d in named)
    born = sorted(
        (d for d in said if d.words.date_of_birth),
        key=lambda d: (d.words.date_precision is not Precision.DAY, str(d.words.date_of_birth)),
    )
    exact = [d for d in born if d.words.date_precision == born[0].words.date_precision]
    date_of_birth = _most_said(str(d.words.date_of_birth) for d in exact)
    chosen = next((d for d in exact if str(d.words.date_of_birth) == date_of_birth), None)
    others = {full_name(d) for d in said if d.words.surname} | {o for d in said for o in d.words.other_names}
    latest = sorted((d for d in said if d.words.address), key=lambda d: (d.said_at, str(d.source)))
    return Identity(
        person=person,
        name=name,
        date_of_birth=chosen.words.date_of_birth if chosen else None,
        date_precision=chosen.words.date_precision if chosen else None,
        sex=_most_said(d.words.sex for d in said),
        other_names=_without_repeats(others, name),
        nhs_number=_most_said(d.words.nhs_number for d in said),
        upn=_most_said(d.words.upn for d in said),
        address=latest[-1].words.address if latest else "",
        school=_most_said(d.words.school for d in said),
        sources=tuple(sorted(d.source for d in said)),
    )
