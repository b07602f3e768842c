"""How far work has got."""

from uuid import UUID

from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.scope import for_self
from alongside.work.contracts import Job
from alongside.work.models import Job as JobRow


@capability("work.state", scope=for_self())
def state(caller: Caller, *, job: UUID) -> Job:
    """How far a piece of work has got; it names nobody but whoever asked for it."""
    row = JobRow.objects.filter(id=job).first()
    if row is None:
        raise NotFound("There is no such work. Perhaps the address was not copied whole.")
    return row.told()


@capability("work.mine", scope=for_self())
def mine(caller: Caller, *, kind: str) -> tuple[Job, ...]:
    """Work of this kind that the caller asked for and that has not come to its end, the newest first."""
    rows = JobRow.objects.filter(asked_by=caller.actor, kind=kind, done_at=None).order_by("-asked_at")
    return tuple(row.told() for row in rows)
