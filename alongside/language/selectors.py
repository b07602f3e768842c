"""What is agreed, as it stands today and as it stood."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib import resources

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId
from alongside.kernel.scope import for_self
from alongside.language.contracts import Deadline, Kind, Practice, Timescale, Word
from alongside.language.models import Practice as PracticeRow
from alongside.language.rules import counting, whole


@lru_cache(maxsize=8)
def _shipped(kind: Kind) -> Mapping[str, Mapping[str, object]]:
    file = resources.files("alongside.language") / "shipped" / f"{kind.value}s.toml"
    found: dict[str, Mapping[str, object]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def _told(row: PracticeRow) -> Practice:
    return Practice(Kind(row.kind), row.code, row.version, row.body, ActorId(row.by), row.at, row.why)


@capability("language.practices", scope=for_self())
def practices(caller: Caller, *, kind: Kind) -> tuple[Practice, ...]:
    """Every agreement of this kind as it stands: what is shipped, and over it what the partnership changed."""
    standing = {code: Practice(kind, code, 0, body) for code, body in _shipped(kind).items()}
    for row in PracticeRow.objects.filter(kind=kind.value).order_by("version"):
        standing[row.code] = _told(row)
    return tuple(standing.values())


@capability("language.history", scope=for_self())
def history(caller: Caller, *, kind: Kind, code: str) -> tuple[Practice, ...]:
    """Every version of one agreement, the newest first; the last is what is shipped, if it is."""
    rows = PracticeRow.objects.filter(kind=kind.value, code=code).order_by("-version")
    shipped = _shipped(kind).get(code)
    return (*(_told(r) for r in rows), *((Practice(kind, code, 0, shipped),) if shipped is not None else ()))


@capability("language.timescales", scope=for_self())
def timescales(caller: Caller, *, trigger: str = "") -> tuple[Timescale, ...]:
    """The timescales that count today, all or those that one trigger starts."""
    shipped = _shipped(Kind.TIMESCALE)
    known = [
        whole.timescale(p.code, {**shipped.get(p.code, {}), **p.body})
        for p in practices(caller, kind=Kind.TIMESCALE)
    ]  # fmt: skip
    return tuple(t for t in known if counting.in_force(t, caller.now.date()) and trigger in ("", t.trigger))


@capability("language.words", scope=for_self())
def words(caller: Caller) -> tuple[Word, ...]:
    """The words that practitioners use among themselves, with what they mean in plain words."""
    known = [(p.code, whole.word(p.code, p.body)) for p in practices(caller, kind=Kind.WORD)]
    return tuple(Word(code, str(w["words"]), _forms(w["also"]), str(w["plain"])) for code, w in known)


def _forms(also: object) -> tuple[str, ...]:
    assert isinstance(also, list)
    return tuple(also)


@capability("language.deadlines", scope=for_self())
def deadlines(caller: Caller, *, trigger: str, happened_on: date) -> tuple[Deadline, ...]:
    """By when what is to be done after this trigger, soonest first."""
    found = [counting.deadline(t, happened_on) for t in timescales(caller, trigger=trigger)]
    return tuple(sorted(found, key=lambda d: (d.due_on, d.timescale.code)))
