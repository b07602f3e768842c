"""Are these two records of the same person? One pair at a time.

Among the questions stand links that were drawn by lot for a blind check: they look alike, so that nobody is led by what
has been decided already.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.desk.errands import ask_to_link
from alongside.desk.frame import framed, page
from alongside.families import api as families
from alongside.families.api import Description
from alongside.kernel.caller import Caller, Purpose
from alongside.layout.dates import partial
from alongside.linkage import api as linkage
from alongside.linkage.api import OpenCheck, OpenPair

MOST = 500
"""So many are counted; what a page shows is one."""
ANSWERS = {"same": "Same person", "different": "Different people", "unsure": "I am not sure"}
EFFECTS = {
    "same": "Noted. The two records become one person within moments.",
    "different": "Noted. The two records are of different people.",
    "unsure": "The pair stays open, behind the others, for somebody who knows more.",
    "check-same": "Noted. This was a check, drawn by lot: the two are one person here already, and stay so.",
    "check-different": "Noted. This was a check, drawn by lot: the two are one person here today. Somebody else must "
    "look, too; until then nothing changes.",
    "check-unsure": "Noted. This was a check, drawn by lot. Somebody who knows more is asked, too.",
}  # fmt: skip
SEXES = {"f": "Female", "m": "Male"}


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One line of two records side by side; `same` is none when one of them says nothing."""

    field: str
    left: str
    right: str

    @property
    def same(self) -> bool | None:
        """Alike but for capitals and blanks."""
        left, right = ("".join(side.casefold().split()) for side in (self.left, self.right))
        return left == right if left and right else None


class PairForm(forms.Form):
    """What somebody says about a pair, and why."""

    pair = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.CharField(
        label="Why do you think so?", widget=forms.Textarea({"rows": 3, "autofocus": True}),
        help_text="A few words for those who ask later. For example, I rang the school.",
    )  # fmt: skip


@page(Purpose.MATCHING)
def pairs(request: HttpRequest, caller: Caller) -> HttpResponse:
    """The likeliest pair that waits for me, side by side; what I say takes effect when all are compared again."""
    checks = linkage.my_checks(caller, limit=MOST)
    waiting = linkage.mixed(linkage.my_pairs(caller, limit=MOST), [(c.place, c) for c in checks])
    form, said = PairForm(request.POST or None), request.POST.get("said", "")
    if request.method == "POST" and said not in ANSWERS:
        form.add_error(None, "Choose one of the three answers.")
    if request.method == "POST" and form.is_valid():
        noted = _answer(caller, form, said, checks)
        return HttpResponseRedirect(f"{reverse('pairs')}?said={noted}")
    place = int(request.GET["place"][:4]) if request.GET.get("place", "").isdecimal() else 0
    if form.is_bound:
        place = next((i for i, p in enumerate(waiting) if str(p.id) == request.POST.get("pair")), 0)
    elif waiting:
        form = PairForm(initial={"pair": waiting[min(place, len(waiting) - 1)].id})
    told = {
        "splits": len(linkage.open_splits(caller)), "seals": any(not s.mine for s in linkage.open_seals(caller)),
        "form": form, "answers": ANSWERS, "most": MOST,
        "count": len(waiting), "place": min(place, max(len(waiting) - 1, 0)),
        "said": EFFECTS.get(request.GET.get("said", ""), ""), **_shown(caller, waiting, place),
    }  # fmt: skip
    return framed(request, caller, "desk/pairs.html", told, here="pairs", status=422 if form.is_bound else 200)


def _answer(caller: Caller, form: PairForm, said: str, checks: Sequence[OpenCheck]) -> str:
    """What somebody says takes effect, or counts as a check; gives the name of the words that tell which."""
    pair, why = form.cleaned_data["pair"], form.cleaned_data["why"]
    if any(pair == check.id for check in checks):
        linkage.answer_check(caller, check=pair, said=said, why=why)
        return f"check-{said}"
    linkage.decide(caller, pair=pair, said=said, why=why)
    ask_to_link(caller)
    return said


def _shown(caller: Caller, waiting: Sequence[OpenPair | OpenCheck], place: int) -> dict[str, object]:
    if not waiting:
        return {"pair": None}
    pair = waiting[min(place, len(waiting) - 1)]
    named = {a.id: a.name for a in agencies.all_agencies(caller)}
    told = families.side_by_side(
        caller, agencies=(pair.agency_a, pair.agency_b), sources=(pair.source_a, pair.source_b)
    )
    said = {d.source: d.words for d in told}
    left, right = said[pair.source_a], said[pair.source_b]
    names = tuple(f"{named[a]}, {w.reference}" for a, w in ((pair.agency_a, left), (pair.agency_b, right)))
    return {"pair": pair, "left": names[0], "right": names[1], "rows": compared(left, right)}


def compared(left: Description, right: Description) -> tuple[ComparedRow, ...]:
    """Names, birth, sex, address, numbers and school, line by line, without lines on which both are silent."""
    sides = [_lines(left), _lines(right)]
    lines = (ComparedRow(field, sides[0][field], sides[1][field]) for field in sides[0])
    return tuple(line for line in lines if line.left or line.right)


def _lines(words: Description) -> dict[str, str]:
    born = partial(words.date_of_birth, str(words.date_precision or "day")) if words.date_of_birth else ""
    return {
        "Forename": words.forename, "Middle names": words.middle_names, "Surname": words.surname,
        "Other names": ", ".join(words.other_names), "Date of birth": born,
        "Sex": SEXES.get(words.sex.casefold(), words.sex), "Address": words.address, "Postcode": words.postcode,
        "NHS number": words.nhs_number, "Pupil number (UPN)": words.upn, "School": words.school,
    }  # fmt: skip
