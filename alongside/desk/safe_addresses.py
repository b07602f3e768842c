"""Whether letters reach those of a team who do not work for an agency, in words."""

from uuid import UUID

from django import forms

from alongside.kernel.caller import Caller
from alongside.kernel.ids import ChildId
from alongside.layout.dates import moment
from alongside.post import api as post
from alongside.post.api import SaidAddress
from alongside.teams.api import MemberKind, Team


def letters_to(caller: Caller, child: UUID, team: Team) -> dict[UUID, str]:
    """Of each member who has no address at work: whether they can be written to, in a sentence."""
    people = tuple(m.id for m in team.members if m.kind is not MemberKind.PRACTITIONER)
    said = post.addresses_of(caller, child=ChildId(child), people=people) if people else {}
    return {person: in_words(said.get(person)) for person in people}


def in_words(said: SaidAddress | None) -> str:
    """What was said of an address, without the address."""
    if said is None:
        return "Nobody has said where it is safe to write, so no letters go out."
    if not said.safe:
        return f"Not to be written to by e-mail, as was said on {moment(said.at)}."
    return f"Letters go to an address that was said to be safe on {moment(said.at)}."


class AddressForm(forms.Form):
    """Is it safe to write to this address, and who might read it?"""

    label_size = "s"
    safe = forms.ChoiceField(
        label="Is it safe to write by e-mail?", widget=forms.RadioSelect,
        choices=[("yes", "Yes, at the address below"), ("no", "No: do not write by e-mail")],
    )  # fmt: skip
    address = forms.EmailField(
        label="Which address is safe?", required=False,
        help_text="Ask the person; do not take it from a file. Leave this empty if none is safe.",
    )  # fmt: skip
    who_reads = forms.CharField(
        label="Who else might read what comes there?", required=False, max_length=300,
        help_text="Think of a shared telephone or computer, a partner who knows the password, and older children.",
    )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """A safe address is named."""
        said = super().clean() or self.cleaned_data
        if said.get("safe") == "yes" and not said.get("address") and "address" not in self.errors:
            self.add_error("address", "Enter the address that is safe, or say that none is.")
        return said

    @property
    def is_safe(self) -> bool:
        """Whether an address was said to be safe."""
        return bool(self.cleaned_data["safe"] == "yes")
