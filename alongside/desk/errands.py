"""Work that a worker does: taking a delivery in, comparing all records, disposing of what nobody needs, letters."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from alongside.desk import intake
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import AgencyId
from alongside.linkage.tasks import link_all
from alongside.records import api as records
from alongside.records.tasks import dispose, receive
from alongside.waiting.tasks import write_letters_of_today
from alongside.work import api as work
from alongside.work.api import Deed, Job, Tell
from alongside.work.tasks import work_once

log = logging.getLogger(__name__)
TAKE_IN, LINK, DISPOSE, LETTERS = "take_in", "link", "dispose", "letters"
STAGES = {
    "asking what changed": "Looking for what changed", "reading": "Reading the records",
    "learning": "Learning how telling each likeness is",
    "comparing": "Comparing records that may be of one person", "deciding": "Deciding what is certain",
    "writing": "Putting the answer together", "taking over": "Writing down who is who", "done": "Done",
}  # fmt: skip


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def ask_to_take_in(caller: Caller, agency: AgencyId, key: str, mapping: str) -> Job:
    """The files under this key are to be taken in and linked."""
    return work.ask(caller, kind=TAKE_IN, arguments={"agency": str(agency), "key": key, "mapping": mapping})


def ask_to_link(caller: Caller) -> Job:
    """Everything is to be compared again, because somebody settled something."""
    return work.ask(caller, kind=LINK, arguments={})


def ask_to_dispose(moment: datetime) -> Job:
    """The worker asks for itself, once a day: rows that belong to no child here and whose time is over are to go."""
    worker = Caller.system("worker", purpose=Purpose.ADMINISTRATION, now=moment)
    return work.ask(worker, kind=DISPOSE, arguments={"on": moment.date().isoformat()})


def ask_to_write_letters(moment: datetime) -> Job:
    """The worker asks for itself, once a day: one letter to each for whom something waits, and reminders."""
    worker = Caller.system("worker", purpose=Purpose.ADMINISTRATION, now=moment)
    return work.ask(worker, kind=LETTERS, arguments={"on": moment.date().isoformat()})


def _take_in(job: Job, tell: Tell) -> str:
    """Take the files in, compare all records, and show the report. After a crash it goes on where it stopped."""
    agency, key = AgencyId(UUID(job.arguments["agency"])), job.arguments["key"]
    by = Caller(actor=job.asked_by, purpose=Purpose.RECEIVING, now=now(), session=f"work {str(job.id)[:8]}")
    records.send(by, agency=agency)  # whoever asked may have handed the office over since
    kept = intake.kept(agency, job.asked_by, key)
    mapping = next((m for m in records.mappings(by) if m.name == job.arguments["mapping"]), None)
    if mapping is None:
        raise NotPossible("There is no such way of reading any more. Send the files again and choose another.")
    tell("Taking the rows in", None)
    report = receive(
        agency, kept.files, mapping, by=by, clock=now, progress=lambda rows: tell(f"{rows:,} rows are in", None)
    )
    _link(job, tell)
    kept.remove()
    again = "?again=yes" if job.attempts == 1 and report.already_known and not report.accepted else ""
    return reverse("delivery", args=[str(agency), report.delivery]) + again


def _link(job: Job, tell: Tell) -> str:
    link_all(
        folder=settings.HOME / "linkage", clock=now, progress=lambda stage, share: tell(STAGES.get(stage, stage), share)
    )
    return reverse("pairs")


def _dispose(job: Job, tell: Tell) -> str:
    """Dispose of what nobody needs; then all records are compared again, so that no pair speaks of who is gone."""
    tell("Disposing of rows that belong to no child here", None)
    done = dispose(clock=now)
    for why in done.not_done:
        log.warning("rows had to stay: %s", why)
    if done.rows or job.attempts > 1:
        _link(job, tell)
    return reverse("deliveries")


def _write_letters(job: Job, tell: Tell) -> str:
    """Write the letters of today. After a crash it writes those that were not written yet."""
    tell("Writing the letters of today", None)
    write_letters_of_today(clock=now)
    return reverse("letters")


DEEDS: Mapping[str, Deed] = {TAKE_IN: _take_in, LINK: _link, DISPOSE: _dispose, LETTERS: _write_letters}


def work_until_idle() -> int:
    """Do everything that waits; gives how many jobs that were."""
    done = 0
    while work_once(DEEDS, clock=now):
        done += 1
    return done
