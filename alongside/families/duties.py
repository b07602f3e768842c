"""What families owes: circles around children follow links and ties."""

from collections.abc import Sequence

from alongside.families.api import settle
from alongside.kernel.caller import Caller
from alongside.kernel.duties import Duties
from alongside.kernel.ids import PersonId
from alongside.trust.api import settler


def _settle(caller: Caller, people: Sequence[PersonId]) -> None:
    settle(settler(caller), people=people)


DUTIES = Duties("families", settle=_settle)
