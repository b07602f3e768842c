"""Handing over the lead: planned with a visit together, carried out or called off, other changes close by shown."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from alongside.desk.frame import page
from alongside.desk.team import asking, back_to_team, candidates_of, team_around
from alongside.desk.team_forms import HandOverForm, OutcomeForm
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.layout.dates import day
from alongside.teams import api as teams


@page()
def plan(request: HttpRequest, caller: Caller, child: UUID, seat: int) -> HttpResponse:
    """The lead is to pass to somebody else; changes in the child's life that come close are shown first."""
    candidates = candidates_of(caller, child, team_around(caller, child))
    if not candidates:
        raise NotPossible("Nobody else of the team can lead. Bring somebody in who works for an agency.")
    form = HandOverForm(request.POST or None, candidates=candidates)
    close: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        close = _close(caller, child, said["planned_on"])
        if not close or said["considered"]:
            _plan(caller, child, seat, said)
            return back_to_team(child)
        form.ask_why_still()
    return asking(request, caller, child, form, "Hand over the lead", "Plan the hand-over", lines=close)


def _close(caller: Caller, child: UUID, planned_on: date) -> tuple[str, ...]:
    near = teams.close_to(planned_on, teams.transitions(caller, child=ChildId(child)))
    return tuple(f"Close to this day: {day(t.on)}, {t.words}." for t in near)


def _plan(caller: Caller, child: UUID, seat: int, said: dict[str, object]) -> None:
    because = f" Other changes were considered: {said['considered']}" if said["considered"] else ""
    teams.plan_hand_over(
        caller, child=ChildId(child), seat=seat, taker=UUID(str(said["taker"])), planned_on=said["planned_on"],  # type: ignore[arg-type]
        visit_on=said["visit_on"], reason=f"{said['reason']}{because}", family_told=str(said["family_told"]),  # type: ignore[arg-type]
    )  # fmt: skip


@page()
def outcome(request: HttpRequest, caller: Caller, child: UUID, plan: UUID) -> HttpResponse:
    """A planned hand-over took place, or is called off."""
    found = next((h for h in team_around(caller, child).hand_overs if h.id == plan and not h.outcome), None)
    if found is None:
        raise NotFound("This hand-over is not planned any more.")
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"].strip()
        if form.cleaned_data["outcome"] == "done":
            teams.hand_over(caller, child=ChildId(child), plan=plan, family_view=why)
            return back_to_team(child)
        if why:
            teams.call_off(caller, child=ChildId(child), plan=plan, why=why)
            return back_to_team(child)
        form.add_error("why", "Say why it is called off.")
    return asking(request, caller, child, form, "The planned hand-over", "Record this")
