"""The agencies of the partnership: adding them, opening reasons for their children, inviting colleagues."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.agencies.api import Agency, AgencyKind
from alongside.desk.frame import framed, looked_after, page
from alongside.families import api as families
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import AgencyId, SourceId
from alongside.layout.form_fields import DatePartsField
from alongside.trust import api as trust

KINDS = {
    AgencyKind.SOCIAL_CARE: "Social care", AgencyKind.EARLY_HELP: "Early help",
    AgencyKind.CHILD_HEALTH: "Child health", AgencyKind.SCHOOL: "School", AgencyKind.GP_HOSPITAL: "GP or hospital",
    AgencyKind.POLICE: "Police", AgencyKind.HOUSING: "Housing", AgencyKind.VOLUNTARY: "Voluntary organisation",
    AgencyKind.OTHER: "Another kind",
}  # fmt: skip
REASONS = {
    trust.ReasonKind.REFERRAL: "Referral", trust.ReasonKind.EARLY_HELP: "Early help",
    trust.ReasonKind.IN_NEED: "Child in need", trust.ReasonKind.PROTECTION: "Child protection",
    trust.ReasonKind.LOOKED_AFTER: "Looked after", trust.ReasonKind.OTHER: "Another reason",
}  # fmt: skip
OFFICES = {
    trust.Office.SUPERVISOR: "Supervises: sees records opened in urgent need, and reviews them",
    trust.Office.STEWARD: "Looks after deliveries: brings in the agency's files",
    trust.Office.MATCHER: "Settles whether two records are of the same person",
    trust.Office.ANALYST: "Reads figures about the whole partnership, in which nobody is named",
}
KEEPERS = (trust.Office.STEWARD, trust.Office.MATCHER)
ADMITS = (trust.Office.ADMINISTRATOR, trust.Office.OPERATOR)


class AgencyForm(forms.Form):
    """Name and kind of a new agency."""

    name = forms.CharField(label="Name of the agency", max_length=200)
    kind = forms.ChoiceField(label="What kind of agency is it?", choices=[("", "Choose one"), *KINDS.items()])


@page(Purpose.ADMINISTRATION)
def all_agencies(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Every agency of the partnership; an administrator can add one and looks after it at first."""
    here = agencies.all_agencies(caller)
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not any(a.name.casefold() == " ".join(form.cleaned_data["name"].split()).casefold() for a in here):
            _add(caller, form.cleaned_data["name"], AgencyKind(form.cleaned_data["kind"]))
            return HttpResponseRedirect(reverse("agencies"))
        form.add_error("name", "There is an agency of this name already.")
    told = {
        "form": form, "agencies": here, "kinds": KINDS, "kept": looked_after(caller, *KEEPERS),
        "mine": looked_after(caller, trust.Office.STEWARD), "admitting": looked_after(caller, *ADMITS),
        "adds": any(office in ADMITS for office, _ in trust.my_offices(caller)),
    }  # fmt: skip
    return framed(request, caller, "desk/agencies.html", told, here="agencies", status=422 if form.is_bound else 200)


def _add(caller: Caller, name: str, kind: AgencyKind) -> None:
    agency = agencies.add(caller, name=name, kind=kind)
    for office in KEEPERS:
        trust.give_office(caller, actor=caller.actor, office=office, agency=agency.id)


def agency_called(caller: Caller, agency: UUID) -> Agency:
    """The agency in this page's address."""
    found = next((a for a in agencies.all_agencies(caller) if a.id == agency), None)
    if found is None:
        raise NotFound("There is no such agency.")
    return found


@page(Purpose.ADMINISTRATION)
def people(request: HttpRequest, caller: Caller, agency: UUID) -> HttpResponse:
    """People in one agency's own records, to open a reason for a child."""
    wanted = request.GET.get("q", "").strip()
    found = families.people_of(caller, agency=AgencyId(agency), name=wanted)
    told = {
        "agency": agency_called(caller, agency), "q": wanted, "people": found, "name_of": families.full_name,
        "opened": "opened" in request.GET,
    }  # fmt: skip
    return framed(request, caller, "desk/people.html", told, here="agencies")


class ReasonForm(forms.Form):
    """Why a child is here, and since when."""

    label_size = "m"
    kind = forms.ChoiceField(label="Why is the child here?", choices=list(REASONS.items()), widget=forms.RadioSelect)
    from_on = DatePartsField(label="From which day?", help_text="For example, 27 3 2026")


@page(Purpose.ADMINISTRATION)
def open_reason(request: HttpRequest, caller: Caller, agency: UUID, source: UUID) -> HttpResponse:
    """The agency states why a child is here; those who work with the child see the record from then on."""
    own = families.side_by_side(caller, agencies=(AgencyId(agency),), sources=(SourceId(source),))
    if not own:
        raise NotFound("This agency has no such record.")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind = trust.ReasonKind(form.cleaned_data["kind"])
        if form.cleaned_data["from_on"] <= caller.now.date():
            trust.open_reason(
                caller,
                agency=AgencyId(agency),
                number=own[0].words.reference,
                kind=kind,
                from_on=form.cleaned_data["from_on"],
            )
            return HttpResponseRedirect(f"{reverse('agency-people', args=[str(agency)])}?opened=yes")
        form.add_error("from_on", "Enter a day that is not in the future")
    told = {"form": form, "agency": agency_called(caller, agency), "name": families.full_name(own[0])}
    return framed(request, caller, "desk/open_reason.html", told, here="agencies", status=422 if form.is_bound else 200)


class InviteForm(forms.Form):
    """A colleague, and what they will do for the agency besides working with children."""

    email = forms.EmailField(
        label="E-mail address at work",
        help_text="The address that the agency's own files use for this person, so that they find their children",
    )
    name = forms.CharField(label="Name", max_length=200)
    role = forms.CharField(label="Role", help_text="For example, health visitor", required=False, max_length=200)
    offices = forms.MultipleChoiceField(
        label="What else will they do for the agency?", choices=list(OFFICES.items()), required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Leave all open for somebody who works with children only",
    )  # fmt: skip


@page(Purpose.ADMINISTRATION, one_visit=False)
def invite(request: HttpRequest, caller: Caller, agency: UUID) -> HttpResponse:
    """A colleague is invited; the link is shown once, to be handed over by whoever invites."""
    form, told = InviteForm(request.POST or None), {"agency": agency_called(caller, agency)}
    if not any(a.id == agency for a in looked_after(caller, *ADMITS)):
        raise NotFound("Only an administrator of this agency invites colleagues.")
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "offices": tuple(trust.Office(o) for o in form.cleaned_data["offices"])}
        try:
            invitation = agencies.invite_colleague(caller, agency=AgencyId(agency), **said)
        except NotPossible as error:
            form.add_error("email", str(error))
        else:
            link = request.build_absolute_uri(reverse("join", args=[invitation.token]))
            shown = {**told, "invitation": invitation, "name": said["name"], "link": link}
            return framed(request, caller, "desk/invited.html", shown, here="agencies")
    status = 422 if form.is_bound else 200
    return framed(request, caller, "desk/invite.html", {**told, "form": form}, here="agencies", status=status)
