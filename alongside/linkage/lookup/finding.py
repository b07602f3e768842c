"""Finding out whether a child is known already: few answers, each with its reasons, and every search noted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.capability import capability
from alongside.kernel.ids import PersonId
from alongside.kernel.scope import for_partnership
from alongside.linkage.contracts import Model, Thresholds
from alongside.linkage.engine.newest import newest_model
from alongside.linkage.engine.shipped import nicknames, thresholds
from alongside.linkage.rules.keeping import Kept, read_text
from alongside.linkage.rules.keys import beside_keys, key_of, keys_of, ties_keys
from alongside.linkage.rules.looking import (
    AS_GOOD,
    MOST_ANSWERS,
    SEALED_FROM,
    Asked,
    Likeness,
    homely_bits,
    initials,
    is_enough,
    liken,
    may_hint,
    names_fit,
    read_asked,
    read_name,
    reasons,
    worth_showing,
)
from alongside.linkage.rules.standardise import Standard
from alongside.linkage.rules.weigh import prior_bits

NOT_ENOUGH = (
    "Give a name and one more thing you know: the rest of the name, a date of birth or an age, an address or postcode, "
    "or somebody the child lives with. A number is enough by itself."
)
SEARCHING = frozenset({Purpose.DIRECT_WORK, Purpose.SUPERVISION, Purpose.URGENT_NEED, Purpose.MATCHING})
"""Purposes that are a reason to look for a child; the database's own function knows the same ones."""
_CANDIDATES = "SELECT source, told FROM linkage_candidates(%s::bigint[], %s::bigint[], %s)"
_STANDING = "SELECT source, person, settled, granted, matched, kinds FROM linkage_standing(%s::uuid[])"
_MOST_WEIGHED = 30
_MOST_HOMES = 20
_LOOKED_INTO = 40


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody it may be. Without a grant only initials, year of birth and kinds of agency may be shown.

    `granted`: the caller works with this child; `settled`: there is an open reason, so that one can ask to be let in.
    """

    person: PersonId
    initials: str
    year: int | None
    kinds: tuple[str, ...]
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    weight: float
    granted: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a search: at most ten, likeliest first. `more`: others fit nearly as well, so say more.

    `sealed`: a record that nobody may see fits, too; no more is said of it than that.
    """

    known: tuple[Known, ...]
    more: bool
    sealed: bool
    asked: tuple[str, ...]

    def item_ids(self) -> tuple[UUID, ...]:
        """Everybody who is shown, for the ledger."""
        return tuple(k.person for k in self.known)

    def searched_by(self) -> tuple[str, ...]:
        """Which things were given, for the ledger: never what they were."""
        return self.asked


@capability("linkage.find", scope=for_partnership("practitioner", "supervisor", "steward", "matcher"))
def find(caller: Caller, *, asked: Asked) -> Found:
    """Look whether a child is known already, by name, date of birth, address, number or somebody they live with."""
    if caller.purpose not in SEARCHING:
        why = f"Nobody is looked up for {caller.purpose.value}."
        raise Refused(why, next_step="Look for a child from your own page, for the work you do with children.")
    if not is_enough(asked):
        raise NotPossible(NOT_ENOUGH)
    model, measure = newest_model(settings.HOME / "linkage"), thresholds()
    wanted = read_asked(asked, caller.now.date(), nicknames())
    found = {f.kept.record.source: f for f in (liken(wanted, kept, model, measure) for kept in _candidates(wanted))}
    found |= {f.kept.record.source: f for f in _at_home(asked, wanted, model, measure)}
    return _answer(worth_showing(found.values(), prior_bits(model.prior)), asked)


def _candidates(wanted: Sequence[Standard]) -> list[Kept]:
    """Records that share a key with what is asked, each once."""
    keys = [keys_of(one) for one in wanted]
    near = frozenset[int]().union(*(k.near for k in keys))
    wide = dict.fromkeys(key for k in keys for key in k.wide)
    return [read_text(text) for text in _sharing(near, wide, _MOST_WEIGHED)]


def _sharing(near: Iterable[int], wide: Iterable[int], most: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, (sorted(near), list(wide), most))
        return list(dict(cursor.fetchall()).values())


def _at_home(asked: Asked, wanted: Sequence[Standard], model: Model, measure: Thresholds) -> list[Likeness]:
    """Those who live with, or belong to, somebody of the name that was given; not that somebody."""
    if not asked.lives_with.strip():
        return []
    name = read_name(asked.lives_with, nicknames())
    others = [kept for kept in _candidates([name]) if names_fit(name, kept.record, measure)][:_MOST_HOMES]
    named, home = {kept.record.source for kept in others}, frozenset[int]().union(*map(_ties_or_homes, others))
    near = frozenset[int]().union(*(ties_keys(k.ties) | beside_keys(wanted[0], k.record) for k in others))
    beside = [kept for kept in map(read_text, _sharing(near, (), _MOST_WEIGHED)) if kept.record.source not in named]
    living = [kept for kept in beside if home & _ties_or_homes(kept)]
    homely = homely_bits(model.prior, len(living))
    return [liken(wanted, kept, model, measure, homely=homely) for kept in living]


def _ties_or_homes(kept: Kept) -> frozenset[int]:
    """What a record shares with those it lives with or belongs to."""
    return ties_keys(kept.ties).union(key_of(f"home|{home}") for home in kept.record.address_keys)


def _answer(found: Sequence[Likeness], asked: Asked) -> Found:
    known: dict[PersonId, Known] = {}
    fits_too, sealed = False, False
    standing = _standing(f.kept.record.source for f in found[:_LOOKED_INTO])
    for likeness in found[:_LOOKED_INTO]:
        person, settled, granted, matched, kinds = standing.get(likeness.kept.record.source, _NOBODY)
        if person is None or not (settled or granted or matched):
            sealed = sealed or (may_hint(asked) and likeness.weight >= SEALED_FROM)
        elif person not in known and len(known) < MOST_ANSWERS:
            known[person] = _known(likeness, person, tuple(kinds), granted=granted, settled=settled)
        elif person not in known:
            fits_too = fits_too or likeness.weight >= list(known.values())[-1].weight - AS_GOOD
    return Found(tuple(known.values()), fits_too, sealed, asked.details)


_NOBODY = (None, False, False, False, ())


def _standing(sources: Iterable[str]) -> dict[str, tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, (list(sources),))
        return {str(source): tuple(rest) for source, *rest in cursor.fetchall()}


def _known(found: Likeness, person: PersonId, kinds: tuple[str, ...], *, granted: bool, settled: bool) -> Known:
    record = found.kept.record
    speaks_for, against = reasons(found)
    return Known(
        person=PersonId(person),
        initials=initials(record),
        year=record.born.year if record.born else None,
        kinds=kinds,
        reasons=speaks_for,
        against=against,
        weight=found.weight,
        granted=granted,
        settled=settled,
    )
