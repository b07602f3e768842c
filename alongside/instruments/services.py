"""Scores are recorded, under the licence that counts on that day."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from alongside.instruments import models, rules
from alongside.instruments.contracts import Instrument
from alongside.instruments.selectors import allowed, plug_in
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child
from alongside.trust import api as trust


@capability("instruments.record", scope=for_child(), writes=True)
def record(
    caller: Caller, *, child: ChildId, instrument: str, scores: Mapping[str, int], completed_by: str, completed_on: date
) -> UUID:  # fmt: skip
    """The scores of an instrument that somebody completed on its owner's own form.

    `scores` by code, each within its range. NotPossible says what is wrong: no licence, a score out of its range.
    """
    return _record(caller, child, allowed(caller, instrument), scores, completed_by, completed_on)


@capability("instruments.complete", scope=for_child(), writes=True)
def complete(
    caller: Caller, *, child: ChildId, instrument: str, answers: Mapping[str, str], completed_by: str,
    completed_on: date,
) -> UUID:  # fmt: skip
    """The questions were answered here, with the owner's plug-in; the scores are kept, and the answers are not."""
    known = allowed(caller, instrument)
    try:
        scores = plug_in(known).add_up(answers)
    except ValueError as error:
        raise NotPossible(str(error)) from error
    return _record(caller, child, known, scores, completed_by, completed_on)


def _record(
    caller: Caller, child: ChildId, known: Instrument, scores: Mapping[str, int], who: str, on: date
) -> UUID:  # fmt: skip
    for sentence in rules.faults(known, scores, on, caller.now.date()):
        raise NotPossible(sentence)
    if not who.strip():
        raise NotPossible("Say who completed it: a parent, a teacher, the young person.")
    row = models.Scored(
        source=trust.subjects(caller, children=(child,))[child], instrument=known.code, version=known.version,
        licence_ref=known.licence_ref, scores=dict(scores), completed_by=who.strip(), completed_on=on,
        by=caller.actor, at=caller.now,
    )  # fmt: skip
    row.save(force_insert=True)
    return row.id
