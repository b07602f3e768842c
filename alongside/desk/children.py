"""My children, and the pages about one child."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.chronology import api as chronology
from alongside.chronology.api import Entry, Story
from alongside.desk.evidence import asked_about
from alongside.desk.frame import Link, framed, page
from alongside.desk.lanes import by_month, chronology_picture, window
from alongside.families import api as families
from alongside.families.api import Identity
from alongside.kernel.caller import Caller
from alongside.kernel.dates import Precision
from alongside.kernel.ids import ChildId
from alongside.layout.dates import LONDON, day, partial
from alongside.layout.pictures import time_lanes
from alongside.rest.stories import story_as_json
from alongside.teams import api as teams
from alongside.trust import api as trust

_RECENT, _DEEDS = 12, 6
KINDS = {
    "contact": ("Contact", "blue"), "concern": ("Concern", "red"), "missed": ("Missed", "orange"),
    "decision": ("Decision", "grey"), "strength": ("Something good", "green"), "other": ("Other", "grey"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """The identity bar of a child."""

    name: str
    facts: tuple[str, ...]
    href: str
    flags: tuple[object, ...] = ()


@page()
def my_children(request: HttpRequest, caller: Caller) -> HttpResponse:
    """The children I am involved with; a search by name keeps to these."""
    wanted = request.GET.get("q", "").strip()
    mine = teams.my_children(caller)
    if not mine and any(g.level < trust.Level.PROFESSIONAL for g in trust.my_grants(caller)):
        return HttpResponseRedirect(reverse("ours"))
    found = [c for c in mine if _sounds_like(c.identity, wanted)]
    names = {c.child: c.identity.name for c in mine}
    drafts = [(names.get(d.child) if d.child else None, d) for d in chronology.my_drafts(caller)]
    told = {"children": found, "all": len(mine), "q": wanted, "born": born, "drafts": drafts}
    return framed(request, caller, "desk/my_children.html", told, here="my-children")


def _sounds_like(identity: Identity, wanted: str) -> bool:
    names = " ".join(
        (identity.name, *identity.other_names, identity.nhs_number, str(identity.date_of_birth))
    ).casefold()
    return all(word in names for word in wanted.casefold().split())


def born(identity: Identity, today: date | None = None) -> str:
    """When the child was born, and how old that is, in words."""
    on, precision = identity.date_of_birth, identity.date_precision
    if on is None:
        return "Date of birth not known"
    if precision is Precision.EXPECTED:
        return f"Expected {day(on)}"
    if precision in (Precision.MONTH, Precision.YEAR):
        return f"Born {partial(on, precision)}"
    age = families.age_of(identity, today or date.today())
    return f"Born {day(on)} ({age})" if age is not None else f"Born {day(on)}"


def before_birth(caller: Caller, child: ChildId) -> tuple[str, ...]:
    """What was recorded before birth, in sentences."""
    told = families.before_birth(caller, child=child)
    names = {a.id: a.name for a in agencies.all_agencies(caller)} if told else {}
    return tuple(
        f"Before birth recorded by {names.get(b.agency, 'an agency')} "
        f"since {day(b.said_at.astimezone(LONDON).date())}, as expected on {day(b.expected_on)}."
        for b in told
    )


def bar_of(identity: Identity, caller: Caller) -> Bar:
    """Name, date of birth, number."""
    facts = [born(identity, caller.now.date())]
    if identity.nhs_number:
        facts.append(f"NHS {identity.nhs_number}")
    return Bar(identity.name, tuple(facts), reverse("child", args=[str(identity.person)]))


def about_child(caller: Caller, child: UUID, here: str) -> dict[str, Any]:
    identity = families.who_is(caller, child=ChildId(child))
    places = (
        ("child", "Overview"), ("chronology", "Chronology"), ("family", "Family"), ("team", "Team"),
        ("pathway", "Pathway"), ("assessments", "Assessment"), ("plan", "Plan"), ("meetings", "Meetings"),
    )  # fmt: skip
    pages = tuple(Link(text, reverse(name, args=[str(child)]), name == here) for name, text in places)
    return {"identity": identity, "bar": bar_of(identity, caller), "pages": pages, "kinds": KINDS}


@page()
def child(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """One child: why here, who is involved, questions, what happened last."""
    about = about_child(caller, child, "child")
    story = chronology.story(caller, child=ChildId(child))
    since = chronology.look(caller, child=ChildId(child))
    told = {
        **about, "story": story, "recent": _newest(story), "deeds": _deeds(story),
        "reasons": trust.reasons(caller, child=ChildId(child)),
        "since": since, "new": _new(story, since) if since else (), "recorded": request.GET.get("recorded", ""),
        "before_birth": before_birth(caller, ChildId(child)),
        "asked": asked_about(caller, story), "considered": request.GET.get("considered", ""),
    }  # fmt: skip
    return framed(request, caller, "desk/child.html", told)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A line of what is new: a link to the entry, and who told it when."""

    text: str
    href: str
    after: str


def _new(story: Story, since: datetime) -> tuple[NewEntry, ...]:
    """Entries of which something was received or written since, the newest first."""
    found = [e for e in reversed(story.entries) if any(w.recorded_at > since for w in e.witnesses)]
    chronology_page = reverse("chronology", args=[str(story.child)])
    return tuple(
        NewEntry(
            e.title or KINDS[e.kind][0], f"{chronology_page}#entry-{e.id}",
            f"{', '.join(dict.fromkeys(w.told_by for w in e.witnesses))}, {partial(e.when)}",
        )
        for e in found
    )  # fmt: skip


def _newest(story: Story) -> tuple[Entry, ...]:
    return tuple(reversed([e for e in story.entries if not e.is_deed][-_RECENT:]))


def _deeds(story: Story) -> tuple[Entry, ...]:
    """What was done last in working together, the newest first."""
    return tuple(reversed([e for e in story.entries if e.is_deed][-_DEEDS:]))


@page()
def chronology_page(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """The whole story: in words, as a picture, and as a table of the same entries."""
    about = about_child(caller, child, "chronology")
    story = chronology.story(caller, child=ChildId(child))
    today = caller.now.date()
    days = window(story, span=request.GET.get("show", ""), upto=request.GET.get("to", ""), today=today)
    shown = tuple(filter(days.holds, story.entries))
    told = {
        **about, "story": story, "picture": chronology_picture(story, days, today=today), "days": days,
        "shown": len(shown), "months": by_month(shown), "key": time_lanes.key(),
        "phone_key": time_lanes.key(ident="phone-key"), "asked": asked_about(caller, story),
    }  # fmt: skip
    return framed(request, caller, "desk/chronology.html", told)


@page()
def chronology_json(request: HttpRequest, caller: Caller, child: UUID) -> HttpResponse:
    """The same entries as JSON."""
    return JsonResponse(story_as_json(chronology.story(caller, child=ChildId(child))))
