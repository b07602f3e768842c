"""Which instruments there are, what they ask, and what they showed."""

from importlib.metadata import entry_points

from alongside.anchor.models import Identity
from alongside.instruments import models, rules
from alongside.instruments.contracts import PLUG_INS, Instrument, PlugIn, Question, Scored
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, ChildId
from alongside.kernel.scope import for_child, for_self
from alongside.language import api as language
from alongside.language.api import Kind


@capability("instruments.instruments", scope=for_self())
def instruments(caller: Caller) -> tuple[Instrument, ...]:
    """The instruments the partnership knows of, with their licences."""
    plugged_in = {e.name for e in entry_points(group=PLUG_INS)}
    known = language.practices(caller, kind=Kind.INSTRUMENT)
    return tuple(rules.instrument_of(p.code, p.body, has_questions=p.code in plugged_in) for p in known)


@capability("instruments.questions", scope=for_child())
def questions(caller: Caller, *, child: ChildId, instrument: str) -> tuple[Question, ...]:
    """What a plug-in asks about a child; refused without a licence, and where no plug-in of the owner is installed."""
    return tuple(plug_in(allowed(caller, instrument)).questions())


@capability("instruments.scored", scope=for_child())
def scored(caller: Caller, *, child: ChildId) -> tuple[Scored, ...]:
    """Every score that was recorded for a child, the oldest first."""
    sources = list(Identity.objects.filter(person=child, until=None).values_list("source", flat=True))
    rows = models.Scored.objects.filter(source__in=sources).order_by("completed_on", "at", "id")
    return tuple(_told(r) for r in rows)


def allowed(caller: Caller, code: str) -> Instrument:
    """The instrument, if there is a licence for it that counts today."""
    found = next((i for i in instruments(caller) if i.code == code), None)
    if found is None:
        raise NotFound("There is no instrument of this name. An administrator adds it under Local practice.")
    if why := rules.not_allowed(found, caller.now.date()):
        raise NotPossible(why)
    return found


def plug_in(instrument: Instrument) -> PlugIn:
    """The installed plug-in that asks the questions of this instrument."""
    found = next((e for e in entry_points(group=PLUG_INS) if e.name == instrument.code), None)
    if found is None:
        raise NotPossible(
            f"The questions of {instrument.words} belong to its owner and are not part of Alongside. "
            "Complete it on the owner's own form, and record the scores here."
        )
    made: PlugIn = found.load()()
    return made


def _told(row: models.Scored) -> Scored:
    return Scored(
        row.id, row.instrument, row.version, row.licence_ref, row.scores, row.completed_by, row.completed_on,
        ActorId(row.by), row.at,
    )  # fmt: skip
