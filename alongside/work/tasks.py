"""The worker: one job after the other, each told how far it is."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from alongside.kernel.answers import NotFound, NotPossible, Refused
from alongside.kernel.caller import Caller, Purpose
from alongside.work import api
from alongside.work.api import Deed, Job

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


def _worker(clock: Clock) -> Caller:
    return Caller.system("worker", purpose=Purpose.ADMINISTRATION, now=clock())


def work_once(deeds: Mapping[str, Deed], *, clock: Clock) -> bool:
    """Do the next job, if any waits; gives whether one did."""
    job = api.claim(_worker(clock))
    if job is None:
        return False
    if not job.done:
        _do(job, deeds[job.kind], clock)
    return True


def _do(job: Job, deed: Deed, clock: Clock) -> None:
    def tell(words: str, share: float | None) -> None:
        api.tell(_worker(clock), job=job.id, words=words, share=share)

    try:
        page = deed(job, tell)
    except (NotPossible, NotFound, Refused) as error:
        api.finish(_worker(clock), job=job.id, failed=str(error))
    except Exception:
        log.exception("job %s (%s) broke off", job.id, job.kind)
        api.put_back(_worker(clock), job=job.id)
    else:
        api.finish(_worker(clock), job=job.id, page=page)
