"""What teams owes: access follows involvement, and the story tells who led."""

from collections.abc import Sequence

from alongside.kernel.caller import Caller
from alongside.kernel.duties import Duties
from alongside.kernel.ids import PersonId
from alongside.teams.api import events_of, settle
from alongside.trust.api import settler


def _settle(caller: Caller, people: Sequence[PersonId]) -> None:
    settle(settler(caller), people=people)


DUTIES = Duties("teams", events=lambda caller, child: events_of(caller, child=child), settle=_settle)
