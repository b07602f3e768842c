"""Taking one child's records apart takes two people; afterwards one can tell who saw what in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.desk.errands import ask_to_link
from alongside.desk.frame import framed, page
from alongside.desk.joined import own_record
from alongside.desk.pairs import ComparedRow, compared
from alongside.families import api as families
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import ActorId, AgencyId, SourceId
from alongside.linkage import api as linkage
from alongside.linkage.api import OpenSplit, Visit

ANSWERS = {"apart": "Yes, take them apart", "together": "No, they are one child"}
SAID = {
    "apart": "Noted. The records come apart within moments, and every entry goes back to the record it came with.",
    "together": "Noted. The records stay together.",
}
PURPOSES = {
    Purpose.DIRECT_WORK: "Working with the family", Purpose.SUPERVISION: "Supervision",
    Purpose.URGENT_NEED: "Urgent need", Purpose.RECEIVING: "Receiving records", Purpose.MATCHING: "Matching records",
    Purpose.ADMINISTRATION: "Administration", Purpose.OWN_ACCOUNT: "Own account",
}  # fmt: skip


class AnswerForm(forms.Form):
    """Whether two records come apart, and why."""

    split = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(
        label="How do you know?", widget=forms.Textarea({"rows": 2}),
        help_text="A few words for those who ask later. For example, I saw both children today.",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """One request, with both records side by side."""

    split: OpenSplit
    left: str
    right: str
    rows: tuple[ComparedRow, ...]
    asked_by: str


@page(Purpose.MATCHING, one_visit=False)
def splits(request: HttpRequest, caller: Caller) -> HttpResponse:
    """What waits for a second person, each with both records and the reason that the first one gave."""
    form, said = AnswerForm(request.POST or None), request.POST.get("said", "")
    waiting = linkage.open_splits(caller)
    if request.method == "POST" and request.POST.get("split") not in {str(s.id) for s in waiting}:
        raise NotPossible("Nobody waits for this answer any more.")
    if request.method == "POST" and said not in ANSWERS:
        form.add_error(None, "Choose one of the two answers.")
    if request.method == "POST" and form.is_valid():
        linkage.answer_split(
            caller, split=form.cleaned_data["split"], apart=said == "apart", why=form.cleaned_data["why"]
        )
        ask_to_link(caller)
        return HttpResponseRedirect(f"{reverse('splits')}?said={said}")
    told = {
        "form": form, "answers": ANSWERS, "said": SAID.get(request.GET.get("said", ""), ""),
        "wrong": request.POST.get("split", ""), "shown": _shown(caller, waiting),
    }  # fmt: skip
    return framed(request, caller, "desk/splits.html", told, here="pairs", status=422 if form.is_bound else 200)


def _shown(caller: Caller, waiting: Sequence[OpenSplit]) -> tuple[Shown, ...]:
    if not waiting:
        return ()
    named = {a.id: a.name for a in agencies.all_agencies(caller)}
    people = agencies.practitioners(caller, actors=[s.asked_by for s in waiting])
    told = families.side_by_side(
        caller, agencies=tuple({a for s in waiting for a in (s.agency_a, s.agency_b)}),
        sources=tuple({x for s in waiting for x in (s.source_a, s.source_b)}),
    )  # fmt: skip
    words = {d.source: d.words for d in told}
    shown = []
    for s in waiting:
        left, right = words[s.source_a], words[s.source_b]
        names = (f"{named[s.agency_a]}, {left.reference}", f"{named[s.agency_b]}, {right.reference}")
        by = people[s.asked_by].name if s.asked_by in people else "A colleague"
        shown.append(Shown(s, *names, compared(left, right), by))
    return tuple(shown)


@dataclass(frozen=True, slots=True)
class Looked:
    """One person's visits while two people were taken for one."""

    name: str
    agency: str
    first: datetime
    last: datetime
    visits: int
    purposes: str
    of_a: int
    of_b: int


@page(Purpose.MATCHING)
def exposure(request: HttpRequest, caller: Caller, agency: UUID, source: UUID, other: UUID) -> HttpResponse:
    """Who looked while these two records were one person, and how much of each they were shown."""
    own = own_record(caller, agency, source)
    found = [t for t in linkage.taken_apart(caller, agency=own.agency, number=own.words.reference) if t.source == other]
    if not found:
        raise NotFound("These two records were not one person, or not both of agencies that you match for.")
    seen = linkage.exposure(caller, source_a=own.source, source_b=SourceId(other))
    named = {a.id: a.name for a in agencies.all_agencies(caller)}
    people = agencies.practitioners(caller, actors=sorted({v.actor for v in seen}))
    told = {
        "own": own, "name": families.full_name(own), "other": found[0], "names": named,
        "looked": looked(seen, people, named),
    }  # fmt: skip
    return framed(request, caller, "desk/exposure.html", told, here="agencies")


def looked(
    visits: Sequence[Visit], people: dict[ActorId, agencies.Practitioner], named: dict[AgencyId, str]
) -> tuple[Looked, ...]:
    """Visits put together by person; who saw most of the other child first."""
    by: dict[ActorId, list[Visit]] = {}
    for visit in visits:
        by.setdefault(visit.actor, []).append(visit)
    told = [_of_one(people.get(actor), mine, named) for actor, mine in by.items()]
    return tuple(sorted(told, key=lambda x: (-min(x.of_a, x.of_b), -x.of_b, x.name)))


def _of_one(who: agencies.Practitioner | None, visits: list[Visit], named: dict[AgencyId, str]) -> Looked:
    purposes = dict.fromkeys(PURPOSES.get(Purpose(v.purpose), v.purpose) for v in visits)
    return Looked(
        who.name if who else "Somebody who is not named here", named.get(who.agency, "") if who else "",
        visits[0].at, visits[-1].at, len(visits), ", ".join(purposes),
        max(v.of_a for v in visits), max(v.of_b for v in visits),
    )  # fmt: skip
