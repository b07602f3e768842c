"""Somebody of the family gets a way in of their own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from alongside.desk.children import about_child
from alongside.desk.frame import framed, page
from alongside.desk.team import asking, team_around
from alongside.families import api as families
from alongside.families.api import Identity
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId, ChildId
from alongside.plans import api as plans
from alongside.plans.api import NewOwner, Owner, OwnerKind
from alongside.teams import api as teams
from alongside.teams.api import Member


class WayInForm(forms.Form):
    """Which address is safe for them, and which children they take part for."""

    label_size = "s"
    email = forms.EmailField(
        label="Their own e-mail address",
        help_text="One that nobody else reads. Ask them; do not take it from a file.",
    )
    children = forms.MultipleChoiceField(
        label="For which children do they take part?", widget=forms.CheckboxSelectMultiple,
        help_text="Only those whose assessment and plan they may read: a father does not read what is about "
        "a half-brother or half-sister who is not his child.",
    )  # fmt: skip

    def __init__(self, *given: Any, around: Sequence[Identity]) -> None:
        """`around`: the children of the team whose records are open to the caller."""
        super().__init__(*given)
        field = self.fields["children"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(i.person), i.name) for i in around]


@page(one_visit=False)
def let_in(request: HttpRequest, caller: Caller, child: UUID, member: UUID) -> HttpResponse:
    """A family member may sign in; the link is shown once, to be handed over in person."""
    found = team_around(caller, child)
    who = next((m for m in found.members if m.id == member and m.kind == "family"), None)
    if who is None:
        raise NotFound("Nobody of the family by this address is in the team.")
    form = WayInForm(request.POST or None, around=families.identities(caller, people=found.children))
    if request.method == "POST" and form.is_valid() and (shown := _invited(request, caller, who, form)):
        return framed(request, caller, "desk/let_in.html", {**about_child(caller, child, "team"), **shown})
    title = f"Give {who.name} a way in of their own"
    lines = (
        "They read what is shared with the family, write their own part, and say where they disagree.",
        "They never see what professionals hold among themselves, and it ends when they leave the team.",
    )
    return asking(request, caller, child, form, title, "Make the link", lines=lines)


def _invited(request: HttpRequest, caller: Caller, who: Member, form: WayInForm) -> dict[str, Any] | None:
    children = tuple(ChildId(UUID(c)) for c in form.cleaned_data["children"])
    try:
        invitation = teams.let_in(caller, children=children, member=who.id, email=form.cleaned_data["email"])
    except NotPossible as error:
        form.add_error("email", str(error))
        return None
    actor = team_around(caller, children[0]).with_a_way_in[who.id]
    for child in children:
        _their_tasks(caller, child, who, actor)
    return {"name": who.name, "link": request.build_absolute_uri(reverse("join", args=[invitation.token]))}


def _their_tasks(caller: Caller, child: ChildId, who: Member, actor: ActorId) -> None:
    """What they own by name becomes theirs to report on, now that they can sign in."""
    for task, before in _by_name(caller, child, who):
        owner = NewOwner(OwnerKind.FAMILY, who.name, actor, before.accountable)
        plans.take_on(caller, child=child, task=task, owner=owner, why=_OWN)
    for task, before in _by_name(caller, child, who):
        plans.step_back(caller, child=child, task=task, owner=before.id, why=_OWN)


def _by_name(caller: Caller, child: ChildId, who: Member) -> list[tuple[UUID, Owner]]:
    plan = plans.plan_of(caller, child=child)
    owned = [(t.id, o) for t in (plan.tasks if plan else ()) for o in t.owned_now]
    return [(task, o) for task, o in owned if o.actor is None and o.name == who.name]


_OWN = "Has a way in of their own now."
