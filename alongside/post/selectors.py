"""Where to write to somebody, what became of letters, and how the outbox stands."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Min

from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, ChildId
from alongside.kernel.scope import for_child, for_partnership, for_self, for_system
from alongside.post import models
from alongside.post.contracts import (
    DIRECTORY,
    SUBJECTS,
    Known,
    LetterKind,
    LetterState,
    Outbox,
    OwnLetter,
    SaidAddress,
    Sent,
)
from alongside.post.rules import trying
from alongside.post.rules.addresses import newest, safe_address


def postman(caller: Caller) -> Caller:
    """The job that carries letters; it works inside the visit of whoever writes one."""
    return Caller.system("post", purpose=Purpose.ADMINISTRATION, now=caller.now)


@capability("post.where_to_write", scope=for_system("post"))
def where_to_write(caller: Caller, *, people: Sequence[UUID]) -> dict[UUID, str]:
    """The safe address of each of these people who has one."""
    known = DIRECTORY.known(caller, people=tuple(people))
    said = _said_of(_ids(known, people))
    found = {p: safe_address(known.get(p, Known()), said[p]) for p in people}
    return {p: address for p, address in found.items() if address}


def _ids(known: Mapping[UUID, Known], people: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    return {p: {p, *known.get(p, Known()).also} for p in people}


def _said_of(ids: Mapping[UUID, set[UUID]]) -> dict[UUID, list[SaidAddress]]:
    """What was said of each person, by whichever of their ids, as far as the caller may see it."""
    rows = models.SafeAddress.objects.filter(person__in=set().union(*ids.values())).order_by("id")
    said = [_said(r) for r in rows]
    return {person: [s for s in said if s.person in known_as] for person, known_as in ids.items()}


@capability("post.addresses_of", scope=for_child())
def addresses_of(caller: Caller, *, child: ChildId, people: Sequence[UUID]) -> dict[UUID, SaidAddress]:
    """What was said last about the addresses of these people of the child's team."""
    ids = _ids(DIRECTORY.known(postman(caller), people=tuple(people)), people)
    found = {person: newest(said) for person, said in _said_of(ids).items()}
    return {person: said for person, said in found.items() if said}


@capability("post.own_address", scope=for_self())
def own_address(caller: Caller) -> SaidAddress | None:
    """What the caller said last about their own address."""
    row = models.SafeAddress.objects.filter(person=caller.actor, by=caller.actor).order_by("-at", "safe", "-id").first()
    return _said(row) if row else None


@capability("post.am_written_to", scope=for_self())
def am_written_to(caller: Caller) -> bool:
    """Whether letters to the caller leave at all. To which address is not told: others may look over a shoulder."""
    return bool(where_to_write(postman(caller), people=(caller.actor,)))


def _said(row: models.SafeAddress) -> SaidAddress:
    return SaidAddress(row.person, row.address, row.safe, row.who_reads, row.at, ActorId(row.by))


@capability("post.became_of", scope=for_self())
def became_of(caller: Caller, *, letters: Sequence[UUID]) -> dict[UUID, Sent]:
    """What became of letters, asked by whoever keeps their numbers; nothing of what they say."""
    return read_states(postman(caller), letters=letters)


@capability("post.read_states", scope=for_system("post"))
def read_states(caller: Caller, *, letters: Sequence[UUID]) -> dict[UUID, Sent]:
    """The state of each of these letters."""
    rows = models.Letter.objects.filter(id__in=list(letters))
    settled = _settled(letters)
    return {r.id: Sent(r.id, r.to, _state(settled.get(r.id))) for r in rows}


def _settled(letters: Iterable[UUID]) -> dict[UUID, models.Attempt]:
    return {a.letter_id: a for a in models.Attempt.objects.filter(letter__in=list(letters)).order_by("at", "id")}


def _state(newest: models.Attempt | None) -> LetterState:
    return LetterState.WAITING if newest is None or newest.outcome == "failed" else LetterState(newest.outcome)


@capability("post.my_letters", scope=for_self())
def my_letters(caller: Caller, *, limit: int = 50) -> tuple[OwnLetter, ...]:
    """The letters to the caller, the newest first."""
    rows = list(models.Letter.objects.filter(to=caller.actor).order_by("-at", "id")[:limit])
    tried = _settled(r.id for r in rows)
    return tuple(
        OwnLetter(
            r.id, SUBJECTS[LetterKind(r.kind)], tuple(r.lines), r.page, r.at, _state(tried.get(r.id)),
            tried[r.id].at if r.id in tried else r.at, tried[r.id].words if r.id in tried else "",
        )
        for r in rows
    )  # fmt: skip


@capability("post.server_is_set", scope=for_self())
def server_is_set(caller: Caller) -> bool:
    """Whether letters can leave at all."""
    return settings.LETTERS_LEAVE


@capability("post.outbox", scope=for_partnership("administrator", "operator"))
def outbox(caller: Caller) -> Outbox:
    """How the outbox stands, for those who keep this installation going."""
    return count(postman(caller))


@capability("post.count", scope=for_system("post"))
def count(caller: Caller) -> Outbox:
    """How many letters wait and since when, and how many were given up in the last days."""
    waiting = models.Letter.objects.filter(next_at__isnull=False).aggregate(n=Count("id"), oldest=Min("at"))
    given_up = models.Attempt.objects.filter(outcome="given_up", at__gt=caller.now - trying.GIVEN_UP_AFTER).count()
    return Outbox(settings.LETTERS_LEAVE, waiting["n"], waiting["oldest"], given_up)
