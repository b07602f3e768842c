"""Asking for work, and doing it: one worker at a time, each job to its end or given up."""

from collections.abc import Mapping
from uuid import UUID

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.scope import for_partnership, for_system
from alongside.work.contracts import Job
from alongside.work.models import Job as JobRow
from alongside.work.rules import GIVEN_UP, is_hopeless


@capability("work.ask", scope=for_partnership(), writes=True)
def ask(caller: Caller, *, kind: str, arguments: Mapping[str, str]) -> Job:
    """Somebody who holds an office asks for work. The same work that waits already is not asked for twice."""
    waiting = JobRow.objects.filter(kind=kind, arguments=dict(arguments), done_at=None, running=False).first()
    row = waiting or JobRow(kind=kind, arguments=dict(arguments), asked_by=caller.actor, asked_at=caller.now)
    if waiting is None:
        row.save(force_insert=True)
    return row.told()


@capability("work.take_up_again", scope=for_system("worker"), writes=True)
def take_up_again(caller: Caller) -> int:
    """The worker has just started, alone: whatever runs was interrupted, and waits again. Gives how many."""
    return JobRow.objects.filter(running=True).update(running=False)


@capability("work.claim", scope=for_system("worker"), writes=True)
def claim(caller: Caller) -> Job | None:
    """The worker takes the job that has waited longest; one that has failed too often is given up."""
    row = JobRow.objects.select_for_update().filter(done_at=None, running=False).order_by("asked_at", "id").first()
    if row is None:
        return None
    row.attempts += 1
    hopeless = is_hopeless(row.attempts)
    row.running, row.failed = not hopeless, GIVEN_UP if hopeless else ""
    row.done_at = caller.now if hopeless else None
    row.save(update_fields=["attempts", "running", "failed", "done_at"])
    return row.told()


@capability("work.tell", scope=for_system("worker"), writes=True)
def tell(caller: Caller, *, job: UUID, words: str, share: float | None) -> None:
    """The worker says what it is doing and how far it is."""
    JobRow.objects.filter(id=job).update(words=words, share=share if share is None else min(1.0, max(0.0, share)))


@capability("work.finish", scope=for_system("worker"), writes=True)
def finish(caller: Caller, *, job: UUID, page: str = "", failed: str = "") -> None:
    """The job has come to its end: done, or not possible for a reason that is told."""
    JobRow.objects.filter(id=job).update(running=False, done_at=caller.now, page=page, failed=failed)


@capability("work.put_back", scope=for_system("worker"), writes=True)
def put_back(caller: Caller, *, job: UUID) -> None:
    """The job broke off; it waits again."""
    JobRow.objects.filter(id=job).update(running=False)
