"""How far a piece of long work is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.desk.frame import framed, page
from alongside.kernel.caller import Caller, Purpose
from alongside.work import api as work
from alongside.work.api import Job


@page(Purpose.RECEIVING)
def progress(request: HttpRequest, caller: Caller, job: UUID) -> HttpResponse:
    """While it runs: what is being done. Once it is done: the page that shows what came of it."""
    found = work.state(caller, job=job)
    asked_by_script = "HX-Request" in request.headers
    if found.done and not found.failed:
        return (
            HttpResponse(headers={"HX-Redirect": found.page}) if asked_by_script else HttpResponseRedirect(found.page)
        )
    told = {"job": found, "words": words_of(found), "poll": "" if found.failed else reverse("work", args=[str(job)])}
    return framed(request, caller, "desk/progress_part.html" if asked_by_script else "desk/progress.html", told)


def words_of(job: Job) -> str:
    """What is being done, or what it waits for."""
    return job.words or "Waiting for its turn"
