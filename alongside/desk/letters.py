"""Letters to me, where I may be written to, and how the outbox stands for those who keep this installation going."""

from django.http import HttpRequest, HttpResponse

from alongside.desk.frame import framed, page
from alongside.kernel.caller import Caller
from alongside.post import api as post
from alongside.post.api import LetterState
from alongside.trust import api as trust

STATES = {
    LetterState.WAITING: ("Waiting", "yellow", "Written"),
    LetterState.SENT: ("Sent", "green", ""),
    LetterState.NO_SAFE_ADDRESS: ("Not sent", "red", "There was no safe address. Written"),
    LetterState.GIVEN_UP: ("Given up", "red", "It could not be sent for five days. Written"),
}  # fmt: skip
_KEEPERS = {trust.Office.ADMINISTRATOR, trust.Office.OPERATOR}


@page()
def letters(request: HttpRequest, caller: Caller) -> HttpResponse:
    """The letters that were written to me, and where they go."""
    offices = {office for office, _ in trust.my_offices(caller)}
    told = {
        "letters": post.my_letters(caller), "states": STATES, "said": post.own_address(caller),
        "at_work": bool(offices), "outbox": post.outbox(caller) if offices & _KEEPERS else None,
        "server_is_set": post.server_is_set(caller), "recorded": "recorded" in request.GET,
    }  # fmt: skip
    return framed(request, caller, "desk/letters.html", told)
