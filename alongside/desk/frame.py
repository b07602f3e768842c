"""What every page has: a caller, a frame, and a kind answer when the door stays shut."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from alongside.agencies import api as agencies
from alongside.kernel.answers import NotFound, NotPossible, Refused
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.capability import visit
from alongside.kernel.ids import ActorId, system_actor
from alongside.trust import api as trust

VISITOR = system_actor("visitor")
Page = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Link:
    """One address in a menu."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, for the top of the page."""

    name: str
    agency: str


def visitor() -> Caller:
    """Somebody who has not signed in."""
    return Caller(actor=VISITOR, purpose=Purpose.OWN_ACCOUNT, now=datetime.now(UTC), session="signed out")


def caller_of(request: HttpRequest, purpose: Purpose = Purpose.DIRECT_WORK) -> Caller:
    """Whoever is signed in, for a purpose that the page states."""
    session = (request.session.session_key or "")[:12]
    return Caller(actor=ActorId(request.user.actor), purpose=purpose, now=datetime.now(UTC), session=f"web {session}")  # type: ignore[union-attr]


def page(purpose: Purpose = Purpose.DIRECT_WORK, *, one_visit: bool = True) -> Callable[[Page], Page]:
    """A page for people who are signed in: one visit to the door, and kind words when it stays shut.

    With `one_visit` false each capability of the page is a transaction of its own: for pages that start a task, which
    opens its own, and for forms that show why something was not possible, so that nothing half done is kept.
    """

    def dress(work: Page) -> Page:
        @never_cache
        @wraps(work)
        def shown(request: HttpRequest, **words: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return HttpResponseRedirect(f"{reverse('sign-in')}?next={request.path}")
            caller = caller_of(request, purpose)
            try:
                with visit(caller) if one_visit else nullcontext():
                    answer = work(request, caller, **words)
            except Refused as refusal:
                return _refused(request, caller, refusal, words)
            except NotFound as error:
                return _framed(request, caller, "desk/not_found.html", {"why": str(error)}, status=404)
            except NotPossible as error:
                return _framed(request, caller, "desk/not_possible.html", {"why": str(error)}, status=409)
            return answer

        return shown

    return dress


def _refused(request: HttpRequest, caller: Caller, refusal: Refused, words: dict[str, Any]) -> HttpResponse:
    told = {"why": refusal.why, "next_step": refusal.next_step, "child": words.get("child")}
    with visit(caller):
        if _is_family(caller):
            return framed(request, caller, "desk/not_for_family.html", {}, status=403)
    return _framed(request, caller, "desk/refused.html", told, status=403)


def _framed(request: HttpRequest, caller: Caller, template: str, told: dict[str, Any], *, status: int) -> HttpResponse:
    with visit(caller):
        return framed(request, caller, template, told, status=status)


def framed(
    request: HttpRequest, caller: Caller, template: str, told: dict[str, Any], *, here: str = "", status: int = 200
) -> HttpResponse:
    """The page in its frame: who is signed in, and the menu with the pages of their offices."""
    offices = {office for office, _ in trust.my_offices(caller)}
    me = agencies.practitioners(caller, actors=(caller.actor,)).get(caller.actor) if offices else None
    names = {a.id: a.name for a in agencies.all_agencies(caller)} if me else {}
    frame = {
        "signed_in": SignedIn(request.user.name, names.get(me.agency, "") if me else ""),  # type: ignore[union-attr]
        "sign_out_href": reverse("sign-out"),
        "letters_href": reverse("letters"),
        "navigation": _menu(offices, here) if offices or not _is_family(caller) else _of_family(here),
    }
    return render(request, template, {**frame, **told}, status=status)


def looked_after(caller: Caller, *offices: trust.Office) -> tuple[agencies.Agency, ...]:
    """The agencies for which the caller holds one of these offices."""
    held = {agency for office, agency in trust.my_offices(caller) if office in offices}
    return tuple(a for a in agencies.all_agencies(caller) if a.id in held or None in held)


def _is_family(caller: Caller) -> bool:
    """Whether everything that is open to them is open as to somebody of the family."""
    levels = [g.level for g in trust.my_grants(caller)]
    return bool(levels) and max(levels) < trust.Level.PROFESSIONAL


def _of_family(here: str) -> tuple[Link, ...]:
    return (Link("What is shared with us", reverse("ours"), here == "ours"),)


def _menu(offices: set[trust.Office], here: str) -> tuple[Link, ...]:
    links = [("my-children", "My children"), ("my-tasks", "My tasks")]
    keeping = {trust.Office.STEWARD, trust.Office.MATCHER}
    if offices & {trust.Office.PRACTITIONER, trust.Office.SUPERVISOR, *keeping}:
        links.append(("find", "Find a child"))
    if offices & {trust.Office.ADMINISTRATOR, *keeping}:
        links.append(("agencies", "Agencies"))
    if trust.Office.STEWARD in offices:
        links.append(("deliveries", "Deliveries"))
    if offices & keeping:
        links.append(("pairs", "Same person?"))
    if offices & {trust.Office.ANALYST, trust.Office.ADMINISTRATOR}:
        links.append(("matching-quality", "How well records match"))
    if offices & {trust.Office.SUPERVISOR, trust.Office.ADMINISTRATOR}:
        links.append(("urgent-needs", "Urgent needs"))
        links.append(("practice", "Local practice"))
    return tuple(Link(text, reverse(name), name == here) for name, text in links)


def broken(request: HttpRequest) -> HttpResponse:
    """What is shown when an error of ours keeps a page from being made; it asks nothing of the database."""
    return render(request, "desk/broken.html", {"at": datetime.now(UTC)}, status=500)
